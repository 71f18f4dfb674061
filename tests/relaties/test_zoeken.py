"""The quick search (domein 3.6): by name, number, telephone number and e-mail address; a typing error is asked."""

import re
from html import unescape
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from relaties.zoekvelden import Telefoonnummer
from smp.lijsten.lijst import LIJSTEN
from smp.lijsten.vraag import Vraag
from tests.factories import OrganisatieFactory, PersoonFactory, PersoonInOrganisatieFactory, SegmentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def bos():
    """Aannemersbedrijf Bos, and Anna who works there."""
    bos = OrganisatieFactory(
        naam="Aannemersbedrijf Bos", kvk_nummer="00900017", telefoon="+31380001013", email="Info@bos.example"
    )
    OrganisatieFactory(naam="Theater De Zwaan", telefoon="+31380002222", email="info@zwaan.example")
    return bos


@pytest.fixture
def anna(bos):
    anna = PersoonFactory(
        voornaam="Anna", achternaam="Visser", mobiel_prive="+31600000009", email_prive="anna@x.example"
    )
    return PersoonInOrganisatieFactory(
        persoon=anna, organisatie=bos, telefoon="", mobiel="+31600000001", zakelijk_email="a.visser@bos.example"
    )


@pytest.fixture
def zoek(als, gebruiker):
    def zoek(tekst: str):
        antwoord = als(gebruiker).get("/zoeken/", {"q": tekst})
        return antwoord.url if antwoord.status_code == 302 else antwoord.content.decode()

    return zoek


@pytest.mark.parametrize(
    "tekst", ["Bos", "00900017", "038 000 10 13", "0380001013", "+31 (0)38-000 10 13", "0031 38 0001013", "INFO@bos.ex"]
)
def test_wie_er_een_vindt_staat_op_zijn_kaart(zoek, bos, tekst):
    """Rules 3 and 4: by name, KVK-nummer, telephone number and e-mail address, as people write them."""
    assert zoek(tekst) == bos.get_absolute_url()


@pytest.mark.parametrize("tekst", ["06 00 00 00 01", "a.visser@"])
def test_wie_belt_er(zoek, anna, tekst):
    """Who calls or writes from work is found in his job."""
    assert zoek(tekst) == anna.get_absolute_url()


@pytest.mark.parametrize("tekst", ["06 00 00 00 09", "anna@x"])
def test_ook_thuis(zoek, anna, tekst):
    assert zoek(tekst) == anna.persoon.get_absolute_url()


@pytest.mark.parametrize("tekst, namen", [("038 000 10", "Bos Verhuur"), ("4You Zwolle", "4You Zwolle Oost")])
def test_alle_gevonden_zijn_die_van_het_nummer_of_de_naam(als, gebruiker, zoek, bos, tekst, namen):
    """The link to the list asks what the quick search found; a name may begin with a digit too."""
    OrganisatieFactory(naam="Bos Verhuur", telefoon="+31380001099")
    for naam in ("4You Zwolle Oost", "4You Zwolle West"):
        OrganisatieFactory(naam=naam)
    link = re.search(r'href="([^"]+)">Alle gevonden organisaties', zoek(tekst))[1]
    lijst = als(gebruiker).get(unescape(link)).content.decode()
    assert namen in lijst and "1–2 van 2" in lijst and "De Zwaan" not in lijst


@pytest.mark.parametrize("tekst", ["+", "Bos 0", "---"])
def test_wat_geen_nummer_is_vindt_geen_nummer(gebruiker, tekst):
    assert not Vraag.van_tekst(LIJSTEN["organisatie"], gebruiker, urlencode({"telefoon": tekst})).rijen.exists()


def test_een_tikfout_wordt_gevraagd(zoek):
    """Rule 7: not opened unseen, and not among what was found."""
    html = zoek("Aanemersbedrijf")
    assert "Niets gevonden voor “Aanemersbedrijf”" in html and "Bedoelde je" in html and "Aannemersbedrijf Bos" in html


def test_een_segment_staat_erbij(zoek):
    SegmentFactory(naam="Sponsoren")
    PersoonFactory(voornaam="Søren", achternaam="Sponholz")
    assert zoek("Sponsoren").startswith("/segmenten/")


def test_wie_niets_mag_zien_vindt_niets(als, vreemde):
    html = als(vreemde).get("/zoeken/", {"q": "0380001013"}).content.decode()
    assert "Aannemersbedrijf" not in html and "Niets gevonden" in html


@pytest.mark.parametrize("tekst", ["0900 1234", "14 038"])
def test_een_nummer_zoals_getypt(gebruiker, bos, tekst):
    """What has no international form is stored, and found, as it was typed."""
    bos.telefoon = tekst
    bos.save()
    vraag = Vraag.van_tekst(LIJSTEN["organisatie"], gebruiker, f"telefoon={tekst}")
    assert list(vraag.rijen) == [bos]


@pytest.mark.parametrize("tekst, wel", [("06-1", False), ("0612", True), ("(038) 0", True), ("1e Klas", False)])
def test_wat_een_telefoonnummer_is(tekst, wel):
    assert Telefoonnummer().herkent(tekst) == wel


def test_evenveel_queries_voor_tien_als_voor_een(als, gebruiker):
    client, geteld = als(gebruiker), []
    for aantal in (2, 4):
        OrganisatieFactory.create_batch(aantal, naam="Museum")
        with CaptureQueriesContext(connection) as gevraagd:
            assert client.get("/zoeken/", {"q": "Museum"}).status_code == 200
        geteld.append(len(gevraagd))
    assert geteld[0] == geteld[1]
