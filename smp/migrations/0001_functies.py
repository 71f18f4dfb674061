"""The functions that generated columns and indexes use; before every table."""

from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations

from smp.tekst import SQL_VOUWFUNCTIES


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [TrigramExtension(), migrations.RunSQL(SQL_VOUWFUNCTIES, migrations.RunSQL.noop)]
