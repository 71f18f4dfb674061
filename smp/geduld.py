"""A question whose answer is a favour: it holds up no page for longer than its `geduld`."""

from collections.abc import Callable
from typing import Any

from django.db import OperationalError, connections, transaction
from psycopg.errors import QueryCanceled

#: Leaves the planner the indexes that give all rows that answer, in no order: it walks no index of an order.
NIET_WANDELEN = {"enable_indexscan": "off", "enable_indexonlyscan": "off", "enable_seqscan": "off"}


def met_geduld(db: str, geduld: str, lees: Callable, anders: Any, **instellingen: str):
    """What `lees` reads, or `anders` when one of its statements takes longer ('0': no limit). One statement more.

    db            where `lees` reads (`QuerySet.db`), maybe a replica: a setting holds for its own connection only
    instellingen  more settings of PostgreSQL for these statements; `__` in a name is a dot
    """
    namen = ["statement_timeout", *(naam.replace("__", ".") for naam in instellingen)]
    paren = zip(namen, [geduld, *instellingen.values()], strict=True)
    try:
        with transaction.atomic(using=db), connections[db].cursor() as cursor:
            zet = ", ".join(["set_config(%s, %s, true)"] * len(namen))
            cursor.execute(f"SELECT {zet}", [deel for paar in paren for deel in paar])
            antwoord = lees()
            # Nothing was written, and a longer transaction around us would keep the settings.
            transaction.set_rollback(True, using=db)
            return antwoord
    except OperationalError as fout:
        if not isinstance(fout.__cause__, QueryCanceled):
            raise
        return anders
