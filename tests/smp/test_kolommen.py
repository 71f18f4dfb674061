"""The columns: in the address, remembered for this user, and the same in the grid (R25, A6)."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from smp.lijsten.lijst import LIJSTEN
from tests.factories import OrganisatieFactory, PersoonFactory, PersoonInOrganisatieFactory
from tests.invullen import formulier

pytestmark = pytest.mark.django_db

LIJST, KOLOMMEN = "/relaties/organisaties/", "/relaties/organisaties/kolommen/"


@pytest.fixture(autouse=True)
def ankerhuis():
    return OrganisatieFactory(naam="Museum Het Ankerhuis", branche="Musea")


def koppen(client, url=LIJST) -> list[str]:
    """The headings of the table."""
    html = client.get(url).content.decode()
    cellen = re.findall(r'<th scope="col"[^>]*>(.*?)</th>', html, re.S)
    return [
        re.sub(r"<a class=\"erbij\".*?</a>|<span.*?</span>|<[^>]+>|\s+", " ", cel, flags=re.S).strip() for cel in cellen
    ]


def kies(client, *namen, url=LIJST, standaard=False):
    """[Kolommen kiezen]: tick, and press a button."""
    form = formulier(client.get(url), "kolom")
    data = {"kolom": list(namen), "vraag": form.velden["vraag"]} | ({"standaard": "1"} if standaard else {})
    return client.post(KOLOMMEN, data, follow=True)


def test_gekozen_kolommen_worden_onthouden(als, gebruiker):
    """R25: the next time, without anything in the address."""
    client = als(gebruiker)
    kies(client, "branche", "naam")
    assert koppen(client) == ["Naam", "Branche"]
    assert koppen(als(gebruiker)) == ["Naam", "Branche"]


def test_de_keuze_is_van_deze_gebruiker(als, gebruiker, super):
    """R25: remembered per user."""
    kies(als(gebruiker), "naam", "branche")
    standaard = [LIJSTEN["organisatie"].label(kolom) for kolom in LIJSTEN["organisatie"].kolommen if kolom.standaard]
    assert koppen(als(super)) == standaard


def test_het_adres_wint_van_wat_onthouden_is(als, gebruiker):
    """R23: a shared address shows what the sender saw."""
    client = als(gebruiker)
    kies(client, "naam", "branche")
    assert koppen(client, f"{LIJST}?kolommen=naam,bron") == ["Naam", "Bron"]
    assert koppen(client) == ["Naam", "Branche"]


def test_dezelfde_kolommen_in_het_raster(als, gebruiker):
    """R25: chosen columns also become editable."""
    client = als(gebruiker)
    kies(client, "naam", "branche")
    assert koppen(client, f"{LIJST}wijzigen/") == ["Naam", "Branche"]


def test_kiezen_brengt_je_terug_bij_je_vraag(als, gebruiker):
    """R25: criteria and order stay."""
    antwoord = kies(als(gebruiker), "naam", "bron", url=f"{LIJST}?naam=anker&volgorde=-naam")
    assert antwoord.redirect_chain == [(f"{LIJST}?naam=anker&volgorde=-naam&kolommen=naam,bron", 302)]


def test_standaardkolommen(als, gebruiker):
    """R25: and back again."""
    client = als(gebruiker)
    voor = koppen(client)
    kies(client, "naam", "branche")
    kies(client, standaard=True)
    assert koppen(client) == voor


def test_de_eerste_kolom_staat_er_altijd(als, gebruiker):
    """A row without its name is no row."""
    client = als(gebruiker)
    kies(client, "branche", "wachtwoord")
    assert koppen(client) == ["Naam", "Branche"]


def test_een_kolom_die_niet_meer_bestaat_is_geen_melding(als, gebruiker):
    """A remembered column that was taken out of the program is simply gone."""
    gebruiker.voorkeuren = {"kolommen.organisatie": ["naam", "weg", "branche"]}
    gebruiker.save()
    client = als(gebruiker)
    assert koppen(client) == ["Naam", "Branche"]
    assert "overgeslagen" not in client.get(LIJST).content.decode()


def test_lezer_kiest_zijn_eigen_kolommen(als, lezer):
    """Who may look may choose what he sees."""
    kies(als(lezer), "naam", "branche")
    assert koppen(als(lezer)) == ["Naam", "Branche"]


# --- a column that is counted


@pytest.fixture
def bezet(ankerhuis):
    """Two people work there, and one did; a second organisation has nobody."""
    PersoonInOrganisatieFactory.create_batch(2, organisatie=ankerhuis)
    PersoonInOrganisatieFactory(organisatie=ankerhuis, actief=False)
    OrganisatieFactory(naam="Aak Het Anker")


def test_de_kolom_personen_telt_wie_er_werkt(als, super, bezet):
    """Whatever the order: it is the number of that row."""
    for volgorde, aantallen in (("naam", ["0", "2"]), ("-naam", ["2", "0"])):
        html = als(super).get(f"{LIJST}?kolommen=naam,aantal_personen&volgorde={volgorde}").content.decode()
        rijen = re.findall(r'<tr id="r\d.*?(?=<tr|</table>)', html, re.S)
        assert [re.sub("<[^>]+>", " ", rij).split()[-1] for rij in rijen] == aantallen


def test_wie_het_aantal_niet_toont_vraagt_er_niet_om(als, super, bezet):
    """Also where whole records are read, for a column that is worked out: it is a tenth of what that takes."""
    client = als(super)
    for kolommen, geteld in (("naam,grootteklasse", False), ("naam,aantal_personen", True)):
        with CaptureQueriesContext(connection) as teller:
            client.get(f"{LIJST}?kolommen={kolommen}")
        assert any("aantal_personen" in vraag["sql"] for vraag in teller) == geteld, kolommen


def test_een_tabel_noemt_iemand_zoals_hij_is_gesorteerd(als, gebruiker):
    """domein 3.6: on a list the surname comes first."""
    PersoonInOrganisatieFactory(persoon=PersoonFactory(voornaam="Anna", tussenvoegsel="van den", achternaam="Berg"))
    assert "Berg, Anna van den" in als(gebruiker).get("/relaties/personen-in-organisatie/").content.decode()
