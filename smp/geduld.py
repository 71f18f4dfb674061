"""A question whose answer is a favour: it holds up no page for longer than its `geduld`."""

from collections.abc import Callable
from typing import Any

from django.db import OperationalError, connections, transaction
from psycopg.errors import QueryCanceled


def met_geduld(db: str, geduld: str, lees: Callable, anders: Any, **instellingen: str):
    """What `lees` reads, or `anders` when one of its statements takes longer. A transaction and a statement more.

    `db` is where the answer is read (`QuerySet.db`), maybe a replica: the time and the other `instellingen` of
    PostgreSQL hold for its own connection only. `__` in a name is a dot.
    """
    instellingen = {"statement_timeout": geduld, **instellingen}
    try:
        with transaction.atomic(using=db):
            with connections[db].cursor() as cursor:
                zet = ", ".join(["set_config(%s, %s, true)"] * len(instellingen))
                paren = [(naam.replace("__", "."), waarde) for naam, waarde in instellingen.items()]
                cursor.execute(f"SELECT {zet}", [deel for paar in paren for deel in paar])
            antwoord = lees()
            # Nothing was written, and a longer transaction around us would keep the settings.
            transaction.set_rollback(True, using=db)
            return antwoord
    except OperationalError as fout:
        if not isinstance(fout.__cause__, QueryCanceled):
            raise
        return anders
