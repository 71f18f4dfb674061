"""The job of taking back a big Wijzigingsset."""

from django.db import transaction
from procrastinate.contrib.django import app

from smp.historie.models import GEVOLGD, Wijzigingsset
from smp.historie.verschil import tel
from smp.taken import taak
from smp.werk import Taak, in_wijzigingsset, stille_taken, vraag_werker
from smp.wijzigingen.recht import bezwaar
from smp.wijzigingen.terugdraaien import maak_ongedaan


@taak
def terugdraaien(sleutel: int):
    """Carry out a Taak. Of two at a time the second finds it done. Who lost the right meanwhile does nothing."""
    werk = Taak.objects.select_related("gebruiker").get(pk=sleutel)
    if not werk.loopt:
        return
    een = Wijzigingsset.objects.get(pk=werk.wat["set"])
    if bezwaar(werk.gebruiker, een):
        werk.meld(stand=Taak.GESTOPT)
        return
    werk.meld(stand=Taak.BEZIG)
    try:
        with in_wijzigingsset(werk, "Ongedaan gemaakt"), transaction.atomic():
            nu = Taak.objects.select_for_update().get(pk=sleutel)
            if nu.loopt:
                nu.meld(stand=Taak.KLAAR, gedaan=maak_ongedaan(een, werk.wijzigingsset))
    except Exception:
        werk.meld(stand=Taak.GESTOPT)
        raise


def zet_klaar(een: Wijzigingsset, user) -> Taak:
    """The Taak for this set, and ask the worker."""
    totaal = sum(tel([een.pk], list(GEVOLGD), None).values())
    werk = Taak.objects.create(soort=Taak.TERUG, gebruiker=user, wat={"set": str(een.pk)}, totaal=totaal)
    vraag_werker(terugdraaien, werk)
    return werk


@app.periodic(cron="* * * * *")
@taak(queueing_lock="terugdraaien hervatten")
def terugdraaien_hervatten(timestamp: int = 0):
    """Every minute: begin again with what a worker left when it died; nothing of it was stored."""
    for werk in stille_taken().filter(soort=Taak.TERUG).only("pk"):
        vraag_werker(terugdraaien, werk)
