"""A question whose answer is a favour: it holds up no page for longer than its `geduld`."""

from collections.abc import Callable
from contextlib import contextmanager
from typing import Any

from django.db import OperationalError, connections, transaction
from psycopg.errors import QueryCanceled

#: Leaves the planner the indexes that give all rows that answer, in no order: it walks no index of an order.
NIET_WANDELEN = {"enable_indexscan": "off", "enable_indexonlyscan": "off", "enable_seqscan": "off"}


@contextmanager
def met_instellingen(db: str, **instellingen: str):
    """Questions to `db` with other settings of PostgreSQL; `__` in a name is a dot. A transaction and a statement more.

    `db` is where the answer is read (`QuerySet.db`), maybe a replica: a setting holds for its own connection only.
    """
    with transaction.atomic(using=db):
        with connections[db].cursor() as cursor:
            zet = ", ".join(["set_config(%s, %s, true)"] * len(instellingen))
            paren = [(naam.replace("__", "."), waarde) for naam, waarde in instellingen.items()]
            cursor.execute(f"SELECT {zet}", [deel for paar in paren for deel in paar])
        yield
        # Nothing was written, and a longer transaction around us would keep the settings.
        transaction.set_rollback(True, using=db)


def met_geduld(db: str, geduld: str, lees: Callable, anders: Any, **instellingen: str):
    """What `lees` reads, or `anders` when one of its statements takes longer."""
    try:
        with met_instellingen(db, statement_timeout=geduld, **instellingen):
            return lees()
    except OperationalError as fout:
        if not isinstance(fout.__cause__, QueryCanceled):
            raise
        return anders
