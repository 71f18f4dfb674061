"""The page before [Ongedaan maken]: what would come back, by name and per field (R29)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from relaties.models import Organisatie
from tests.factories import OrganisatieFactory, PersoonInOrganisatieFactory, SegmentFactory
from tests.smp.test_ongedaan import doe, html

pytestmark = pytest.mark.django_db


@pytest.fixture
def ankerhuis():
    return OrganisatieFactory(naam="Museum Het Ankerhuis", bezoekadres_plaats="Zwolle", branche="Musea")


def test_de_vraag_noemt_elke_rij_met_wat_er_nu_staat_en_wat_terugkomt(als, gebruiker, super, ankerhuis):
    """By name, per field, and only the fields that come back."""
    anders = {"bezoekadres_plaats": "Kampen", "branche": "Kunst"}
    een = doe(gebruiker, lambda: Organisatie.objects.filter(pk=ankerhuis.pk).update(**anders))
    doe(super, lambda: Organisatie.objects.update(branche="Ambacht", email="info@ankerhuis.nl"))
    [deel] = als(gebruiker).get(f"{een.get_absolute_url()}ongedaan-maken/").context["delen"]
    [rij] = deel["rijen"]
    assert (rij.titel, rij.url) == ("Museum Het Ankerhuis", ankerhuis.get_absolute_url())
    assert rij.cellen == [("Plaats", "Kampen", "Zwolle")] and deel["nog"] == ""


def test_de_vraag_zegt_wat_verdwijnt_en_wat_komt(als, gebruiker, ankerhuis):
    def ruil():
        ankerhuis.delete()
        OrganisatieFactory(naam="Atelier Noord")

    tekst = html(als(gebruiker).get(f"{doe(gebruiker, ruil).get_absolute_url()}ongedaan-maken/"))
    assert '<td>Naam</td> <td class="lang was">–</td> <td class="lang">Museum Het Ankerhuis</td>' in tekst
    assert '<td>Naam</td> <td class="lang was">Atelier Noord</td> <td class="lang">–</td>' in tekst
    assert 'merk-goed">komt terug<' in tekst and 'merk-fout">verdwijnt<' in tekst


def test_de_vraag_kost_evenveel_queries(als, gebruiker):
    """The first twenty by name, the rest as a number."""
    client, kosten = als(gebruiker), []
    for aantal in (2, 30):
        PersoonInOrganisatieFactory.create_batch(aantal)
        nieuw = {"segment": SegmentFactory(), "branche": "Musea"}
        een = doe(gebruiker, lambda nieuw=nieuw: Organisatie.objects.update(**nieuw))
        client.get("/")
        with CaptureQueriesContext(connection) as teller:
            [deel] = client.get(f"{een.get_absolute_url()}ongedaan-maken/").context["delen"]
        kosten.append(len(teller))
    assert kosten[0] == kosten[1] <= 22 and (len(deel["rijen"]), deel["nog"]) == (20, "12 rijen")
