"""The job of a big mass change."""

from procrastinate.contrib.django import app

from smp.lijsten import massa
from smp.taken import taak
from smp.werk import Taak, in_wijzigingsset, stille_taken, vraag_werker


@taak
def massawijziging(sleutel: int):
    """Carry out a Taak, or what is left of it."""
    werk = Taak.objects.select_related("gebruiker").get(pk=sleutel)
    try:
        with in_wijzigingsset(werk, massa.HANDELING):
            massa.voer_uit(werk)
    except Exception:
        werk.meld(stand=Taak.GESTOPT)
        raise


@app.periodic(cron="* * * * *")
@taak(queueing_lock="hervatten")
def hervatten(timestamp: int = 0):
    """Every minute: go on with what a worker left when it died."""
    for werk in stille_taken().filter(soort=Taak.MASSA).only("pk"):
        vraag_werker(massawijziging, werk)
