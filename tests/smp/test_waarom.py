"""[Staat er iets niet bij?]: every criterion with the actual value (issue 4)."""

import re

import pytest

from tests.factories import OrganisatieFactory, PersoonFactory, PersoonInOrganisatieFactory

pytestmark = pytest.mark.django_db

URL = "/relaties/organisaties/waarom/"
VRAAG = {"bezoekadres_plaats": "zwolle", "ook": "personen.functie:bevat:directeur"}


@pytest.fixture(autouse=True)
def ankerhuis():
    museum = OrganisatieFactory(naam="Museum Het Ankerhuis", bezoekadres_plaats="Kampen", actief=False)
    PersoonInOrganisatieFactory(organisatie=museum, functie="Conservator")
    OrganisatieFactory(naam="Museum De Zwaan", bezoekadres_plaats="Zwolle")
    return museum


def tekst(antwoord) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", antwoord.content.decode()))


def test_elk_criterium_met_de_waarde_van_nu(als, lezer):
    """One hit opens at once; icon and words, not colour alone."""
    gezien = tekst(als(lezer).get(URL, {**VRAAG, "zoek": "ankerhuis"}))
    assert "3 van de 3 voorwaarden kloppen niet" in gezien and gezien.count("Klopt niet") == 3
    for waarde in ("Actief is nu: Nee", "Plaats is nu: Kampen", "Museum Het Ankerhuis: Conservator"):
        assert waarde in gezien


def test_elke_voorwaarde_van_een_groep(als, lezer, ankerhuis):
    """A group says which of its conditions holds it back."""
    ook = "(bezoekadres_plaats:bevat:kampen;naam:bevat:zwaan);naam:bevat:museum"
    html = als(lezer).get(URL, {"actief": "nee", "record": ankerhuis.pk, "ook": ook}).content.decode()
    onder = re.findall(r"(Klopt niet|Klopt)</span> <div> ([^<]+?) <p>", re.sub(r"\s+", " ", html))
    assert onder == [
        ("Klopt", "Met plaats bevat ‘kampen’"),
        ("Klopt niet", "Met ‘zwaan’ in naam, handelsnaam, zoeknaam of plaats"),
    ]


def test_waar_een_woord_overal_gezocht_wordt(als, lezer, ankerhuis):
    """The search field Naam finds a town too: it is shown, or nobody would understand the answer."""
    gezien = tekst(als(lezer).get(URL, {"actief": "nee", "record": ankerhuis.pk, "naam": "kampen"}))
    assert "staat wel in deze lijst" in gezien and "Naam: kampen Naam is nu: Museum Het Ankerhuis" in gezien
    assert "Plaats is nu: Kampen" in gezien


def test_meer_dan_een_dan_kies_je(als, lezer, ankerhuis):
    html = als(lezer).get(URL, {**VRAAG, "zoek": "museum"}).content.decode()
    assert "Welke bedoel je?" in html and f"record={ankerhuis.pk}" in html and "Museum De Zwaan" in html


def test_wat_er_wel_bij_staat(als, lezer, ankerhuis):
    gezien = tekst(als(lezer).get(URL, {"actief": "nee", "record": ankerhuis.pk}))
    assert "staat wel in deze lijst: alle voorwaarden kloppen" in gezien and "Klopt niet" not in gezien


@pytest.mark.parametrize("record", ["999999999", "0"])
def test_een_record_dat_er_niet_is(als, lezer, record):
    assert "bestaat niet meer, of je mag het niet zien" in tekst(als(lezer).get(URL, {"record": record}))


def test_een_onbekende_naam(als, lezer):
    assert "Er is geen organisatie gevonden met de naam ‘zzqq’" in tekst(als(lezer).get(URL, {"zoek": "zzqq"}))


def test_een_onleesbaar_criterium_klopt_niet(als, lezer, ankerhuis):
    gezien = tekst(
        als(lezer).get(URL, {"segment": "weg", "ook": "oudveld:is:x", "record": ankerhuis.pk, "actief": "nee"})
    )
    assert gezien.count("Klopt niet") == 2 and "Kies een waarde uit de lijst." in gezien


@pytest.mark.parametrize("ook", ["personen.functie:bevat:directeur", "personen:leeg"])
def test_wie_de_voorwaarde_niet_bekijkt_staat_er_niet(als, lezer, ankerhuis, ook):
    """AVG art. 18: not a person whose processing is limited, and not one who left (the sentence says 'actieve')."""
    bep = PersoonFactory(achternaam="Beperkt", verwerking_beperkt=True)
    PersoonInOrganisatieFactory(organisatie=ankerhuis, functie="Geheim", persoon=bep)
    PersoonInOrganisatieFactory(organisatie=ankerhuis, functie="Vertrokken", actief=False)
    gezien = tekst(als(lezer).get(URL, {"record": ankerhuis.pk, "ook": ook}))
    assert " is nu: " in gezien and not re.search("Geheim|Beperkt|Vertrokken", gezien)
