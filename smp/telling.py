"""Telling: how many rows a query finds, as one value of another query."""

from django.db.models import IntegerField, Subquery


class Telling(Subquery):
    """COUNT of a subquery, so that rows and their count, or a count for each row, are one statement."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) geteld)"
    output_field = IntegerField()
