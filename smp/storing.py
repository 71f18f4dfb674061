"""The database is down, full or frozen: a Dutch page with 503, and nothing of the stack."""

import logging

from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.template import loader

logger = logging.getLogger(__name__)
GEEN_DATABASE = (OperationalError, InterfaceError)


class Storing:
    """Answers 503 with Retry-After when a request fails on the connection to the database."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        try:
            return self.get_response(request)
        except GEEN_DATABASE:
            return self._antwoord()

    def process_exception(self, request, exception):
        if isinstance(exception, GEEN_DATABASE):
            return self._antwoord()
        return None

    def _antwoord(self):
        logger.exception("database unreachable")
        inhoud = loader.render_to_string("503.html")
        return HttpResponse(inhoud, status=503, headers={"Retry-After": "5"})
