"""What makes a million rows bearable: indexes are built afterwards, and some triggers stand still meanwhile.

All of it is part of the transaction of the load, and a failed load changes nothing.
"""

from collections.abc import Iterable
from contextlib import contextmanager

from django.db import connection, models

#: From this many rows on, building an index anew is cheaper than growing it.
VANAF = 20_000

# Every index but those that guard a rule, which stay.
_INDEXEN = """
    SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index
    WHERE indrelid = ANY (%s::regclass[]) AND NOT indisunique AND NOT indisexclusion
    ORDER BY indrelid, indexrelid
"""


@contextmanager
def zonder_indexen(modellen: Iterable[type[models.Model]]):
    """Drop the indexes of these tables, and build them again at the end."""
    with connection.cursor() as cursor:
        cursor.execute(_INDEXEN, [[model._meta.db_table for model in modellen]])
        indexen = cursor.fetchall()
        for naam, _ in indexen:
            cursor.execute(f"DROP INDEX {naam}")
        yield
        cursor.execute("SET LOCAL maintenance_work_mem = '256MB'")
        for _, opdracht in indexen:
            cursor.execute(opdracht)


@contextmanager
def zonder_trigger(model: type[models.Model], naam: str):
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {model._meta.db_table} DISABLE TRIGGER {naam}")
        yield
        cursor.execute(f"ALTER TABLE {model._meta.db_table} ENABLE TRIGGER {naam}")
