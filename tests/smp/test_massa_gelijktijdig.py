"""A mass change while a colleague is saving one of its rows: what he stores is not written over (beloften §2)."""

import pytest
from django.http import QueryDict

from relaties.models import Organisatie
from smp.gebruikers.rollen import schrijf_rollen
from smp.lijsten import massa, taken
from smp.lijsten.lijst import LIJSTEN
from smp.lijsten.vraag import Vraag
from tests.factories import OrganisatieFactory
from tests.invullen import post
from tests.tegelijk import tegelijk

pytestmark = pytest.mark.django_db(transaction=True)

VRAAG = "bezoekadres_plaats=zwolle"


@pytest.fixture
def ankerhuis(db):
    schrijf_rollen()
    return OrganisatieFactory(naam="Museum Het Ankerhuis", bezoekadres_plaats="Zwolle")


def naar_kampen():
    Organisatie.objects.update(bezoekadres_plaats="Kampen")


def test_wat_de_vooruitblik_toonde_staat_op_slot(ankerhuis, als, super):
    """The rows are locked before they are compared with the preview, so that it is 409."""
    client, url, antwoorden = als(super), f"/relaties/organisaties/massa/?rij={ankerhuis.pk}", []
    vooruit = post(client, url, {"doe-bezoekadres_plaats": "wordt", "bezoekadres_plaats": "Deventer"})
    tegelijk(naar_kampen, lambda: antwoorden.append(post(client, url, pagina=vooruit, met="basis").status_code))
    assert antwoorden == [409] and Organisatie.objects.get().bezoekadres_plaats == "Kampen"


def test_de_werker_zet_op_slot_wat_hij_beoordeelt(ankerhuis, super):
    """A row that is not found any more when the lock is there stays as it is, and the receipt says so."""
    lijst, teksten = LIJSTEN["organisatie"], {"bezoekadres_plaats": "Deventer"}
    wijziging = massa.Massa(lijst, super, teksten)
    taak = massa.maak_taak(Vraag(lijst, super, QueryDict(VRAAG)), wijziging, [ankerhuis.pk], {})
    tegelijk(naar_kampen, lambda: taken.massawijziging(taak.pk))
    taak.refresh_from_db()
    assert (taak.bon["weg"], Organisatie.objects.get().bezoekadres_plaats) == (1, "Kampen")
