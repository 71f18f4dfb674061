"""The start-up checks name the faulty declaration (smp.E001–E008)."""

import pytest
from django.db.models import F
from django.db.models.functions import Abs, Coalesce
from django_filters import CharFilter

from relaties.forms import OrganisatieForm
from relaties.models import Organisatie
from smp.lijsten.checks import controleer, controleer_lijst
from smp.lijsten.kolom import Kolom
from smp.lijsten.lijst import LIJSTEN, Lijst, registreer

NAAM = Kolom("naam", sorteer="sorteersleutel", link=True)


def lijst(*kolommen, volgorde=(), klein=False) -> Lijst:
    """A Lijst that is not registered."""
    inhoud = {
        "model": Organisatie,
        "form": OrganisatieForm,
        "kolommen": list(kolommen),
        "volgorde": volgorde,
        "klein": klein,
    }
    return type("Proeflijst", (Lijst,), inhoud)()


def fouten(*args, **kwargs) -> list[tuple[str, str]]:
    return [(fout.id, fout.msg) for fout in controleer_lijst(lijst(*args, **kwargs))]


def test_het_programma_zelf_is_goed():
    assert controleer(None) == [] and len(LIJSTEN) >= 4


def test_een_goede_lijst_heeft_geen_fouten():
    assert fouten(NAAM, volgorde=("naam",)) == []


@pytest.mark.parametrize(
    ("kolom", "code", "woorden"),
    [
        (Kolom("plats", sorteer=None), "smp.E003", ["Proeflijst", "'plats'", "Organisatie heeft dit veld niet"]),
        (
            Kolom("grootteklasse", sorteer=None, bewerk=True),
            "smp.E004",
            ["'grootteklasse'", "staat niet in OrganisatieForm"],
        ),
        (Kolom("get_absolute_url", sorteer=None, bewerk=True), "smp.E004", ["'get_absolute_url'", "is berekend"]),
        (Kolom("segment__naam", sorteer=None, bewerk=True), "smp.E004", ["'segment__naam'", "geen verplicht veld"]),
        (Kolom("get_absolute_url"), "smp.E005", ["'get_absolute_url'", "sorteer=None"]),
        (Kolom("branche"), "smp.E006", ["'branche'", "sorteren zonder index"]),
        (Kolom("zoeknaam", sorteer=Coalesce("zoeknaam", F("naam"))), "smp.E006", ["'zoeknaam'"]),
        (Kolom("zoeknaam", filter=CharFilter(), sorteer=None), "smp.E008", ["'zoeknaam'", "geen zin()"]),
    ],
)
def test_elke_fout_noemt_lijst_en_kolom(kolom, code, woorden):
    """Issue 2: start-up checks that name the faulty declaration."""
    [(gevonden, melding)] = fouten(NAAM, kolom)
    assert gevonden == code and all(woord in melding for woord in ["Proeflijst", *woorden]), melding


def test_e001_de_eerste_kolom_is_de_link():
    [(code, melding)] = fouten(Kolom("naam", sorteer="sorteersleutel"))
    assert code == "smp.E001" and "Proeflijst" in melding
    assert fouten()[0][0] == "smp.E001"


def test_e002_de_volgorde_noemt_een_kolom():
    [(code, melding)] = fouten(NAAM, volgorde=("-plaats",))
    assert code == "smp.E002" and melding == "Proeflijst.volgorde: kolom '-plaats' bestaat niet."


@pytest.mark.parametrize("sorteer", ["", Abs("aantal_medewerkers"), Coalesce("aantal_medewerkers", "segment__pk")])
def test_e007_een_sleutel_die_leeg_kan_zijn(sorteer):
    """With NULL in the key a row comparison would lose rows."""
    [(code, melding)] = fouten(NAAM, Kolom("aantal_medewerkers", sorteer=sorteer), klein=True)
    assert code == "smp.E007" and "'aantal_medewerkers'" in melding and "Coalesce" in melding


def test_een_kleine_lijst_mag_zonder_index():
    assert fouten(NAAM, Kolom("branche"), klein=True) == []


def test_twee_lijsten_voor_een_model():
    """A second Lijst stops the start, and names the first."""
    klasse = type("Tweede", (Lijst,), {"model": Organisatie, "form": OrganisatieForm, "kolommen": [NAAM]})
    with pytest.raises(ValueError, match="organisatie heeft al een Lijst: OrganisatieLijst"):
        registreer(klasse)
