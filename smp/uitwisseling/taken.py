"""The job of a big export: the file in pieces in the database, so that any web process can serve it."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from django.db import connections, transaction
from procrastinate.contrib.django import app

from smp.taken import taak
from smp.uitwisseling import export
from smp.werk import Brok, Taak, stille_taken, vraag_werker

#: Bytes in a piece.
BROK = 1_000_000


@taak
def exporteren(sleutel: int):
    """Make the file of a Taak; what an earlier try left is thrown away. What is done, is not done again.

    The rows are read in one transaction, as `export.stukken` does. Who waits must see how far it is, and a Taak that
    says nothing is begun anew, so what is stored meanwhile is committed `ernaast`.
    """
    werk = Taak.objects.select_related("gebruiker").get(pk=sleutel)
    if not werk.loopt:
        return
    werk.brokken.all().delete()
    werk.meld(stand=Taak.BEZIG, gedaan=0)
    rijen = export.rijen_van(werk)
    try:
        with ernaast() as doe, transaction.atomic():
            for nr, brok in enumerate(_brokken(werk, rijen, doe)):
                doe(Brok.objects.create, taak=werk, nr=nr, inhoud=brok)
    except Exception:
        werk.meld(stand=Taak.GESTOPT)
        raise
    werk.meld(stand=Taak.KLAAR, gedaan=rijen.aantal, totaal=rijen.aantal)


@contextmanager
def ernaast() -> Iterator[Callable]:
    """`doe(function, **arguments)` on a connection of its own, that commits at once: Django gives every thread one."""
    with ThreadPoolExecutor(1) as draad:

        def doe(functie, **argumenten):
            return draad.submit(functie, **argumenten).result()

        try:
            yield doe
        finally:
            doe(connections.close_all)


def _brokken(werk: Taak, rijen: export.Rijen, doe: Callable) -> Iterator[bytes]:
    """The pieces of the file, gathered to BROK; says once a second how far it is."""
    brok, gemeld = bytearray(), time.monotonic()
    for stuk in export.FORMATEN[werk.wat["formaat"]].stukken(rijen):
        brok += stuk
        if len(brok) >= BROK:
            yield bytes(brok)
            brok.clear()
        if time.monotonic() - gemeld > 1:
            gemeld = time.monotonic()
            doe(werk.meld, gedaan=rijen.aantal)
    yield bytes(brok)


@app.periodic(cron="* * * * *")
@taak(queueing_lock="exports hervatten")
def exports_hervatten(timestamp: int = 0):
    """Every minute: make anew what a worker left half done."""
    for werk in stille_taken().filter(soort=Taak.EXPORT).only("pk"):
        vraag_werker(exporteren, werk)
