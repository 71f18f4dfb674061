"""Reads from streaming replicas, when REPLICA_URLS names them (docs/schaal.md). Without it nothing here runs.

A page may be read from a replica when nothing that this user wrote can be missing there. Every write of his, also by a
job, leaves in his account how far the log of the primary then was; a replica that has not replayed that much is not
asked. Who may do what, sessions and jobs are always read from the primary.
"""

import logging
import random
import time
from contextvars import ContextVar

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import MiddlewareNotUsed
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import CharField, Func
from django.db.models.functions import Cast

from smp.storing import GEEN_DATABASE

logger = logging.getLogger(__name__)
#: Apps whose tables are read from the primary: a right that was taken away, or a session that ended, holds at once.
PRIMAIR = {"admin", "auth", "axes", "contenttypes", "gebruikers", "procrastinate", "sessions", "smp"}
#: Seconds that a replica which did not answer is left alone.
RUST = 5
#: Where this request reads from.
_lees: ContextVar[str] = ContextVar("lees", default=DEFAULT_DB_ALIAS)
_weg: dict[str, float] = {}


def replicas() -> list[str]:
    """The aliases of the replicas in settings.DATABASES."""
    return [alias for alias in settings.DATABASES if alias != DEFAULT_DB_ALIAS]


class Leesrouter:
    """Where a query goes. After the first write of a request the rest of it reads from the primary."""

    def db_for_read(self, model, **hints):
        return DEFAULT_DB_ALIAS if model._meta.app_label in PRIMAIR else _lees.get()

    def db_for_write(self, model, **hints):
        _lees.set(DEFAULT_DB_ALIAS)
        return DEFAULT_DB_ALIAS

    def allow_relation(self, obj1, obj2, **hints):
        return True

    def allow_migrate(self, db, app_label, **hints):
        return db == DEFAULT_DB_ALIAS


class Lezen:
    """Middleware: a GET reads from a replica that is far enough; whatever else remembers how far it must be."""

    def __init__(self, get_response):
        if not replicas():
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request):
        bron = DEFAULT_DB_ALIAS
        if request.method in ("GET", "HEAD") and request.user.is_authenticated:
            bron = kies(request.user.geschreven_tot)
        merk = _lees.set(bron)
        try:
            antwoord = self.get_response(request)
            schreef = _lees.get() != bron
        finally:
            _lees.reset(merk)
        if request.method not in ("GET", "HEAD", "OPTIONS") or schreef:
            onthoud(request.user)
        return antwoord


def kies(tot: str) -> str:
    """A replica that has replayed the log up to `tot` (an LSN, '' for who never wrote), else the primary.

    Costs one query on the replica, 0.1 ms, which also tells that it answers.
    """
    alias = random.choice(replicas())
    if _weg.get(alias, 0) > time.monotonic():
        return DEFAULT_DB_ALIAS
    try:
        with connections[alias].cursor() as cursor:
            cursor.execute("SELECT pg_last_wal_replay_lsn() >= %s::pg_lsn", [tot or "0/0"])
            return alias if cursor.fetchone()[0] else DEFAULT_DB_ALIAS
    except GEEN_DATABASE:
        logger.warning("replica %s does not answer", alias)
        _weg[alias] = time.monotonic() + RUST
        return DEFAULT_DB_ALIAS


def onthoud(user):
    """What was committed until now must be on a replica before this user reads there. One UPDATE, if there are any."""
    if user.is_authenticated and replicas():
        hier = Cast(Func(function="pg_current_wal_insert_lsn"), CharField())
        get_user_model().objects.filter(pk=user.pk).update(geschreven_tot=hier)
