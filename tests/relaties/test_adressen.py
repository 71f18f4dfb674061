import doctest
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from relaties import adressen
from relaties.adressen import Adres, normaliseer_postcode
from relaties.landen import LANDEN, LANDNAMEN

POSTCODE = "Vul een postcode in zoals 1234 AB."
LETTERS = "De letters SA, SD en SS komen niet voor in een postcode."


def test_docstrings():
    assert doctest.testmod(adressen).failed == 0


@pytest.mark.parametrize(
    ("letter", "toevoeging", "verwacht"),
    [
        ("", "", "Dorpsstraat 12"),
        ("a", "", "Dorpsstraat 12 a"),
        ("", "2", "Dorpsstraat 12-2"),
        ("", "III", "Dorpsstraat 12 III"),
        ("A", "3", "Dorpsstraat 12 A3"),
        ("", "bis", "Dorpsstraat 12 bis"),
    ],
)
def test_straatregel(letter, toevoeging, verwacht):
    assert Adres(straat="Dorpsstraat", huisnummer=12, huisletter=letter, toevoeging=toevoeging).straatregel == verwacht


@pytest.mark.parametrize(
    ("adres", "verwacht"),
    [
        (Adres(), []),
        (Adres(soort="postbus"), []),
        (Adres(plaats="Zwolle"), ["ZWOLLE"]),
        (Adres(straat="Dorpsstraat", huisnummer=99999, aanduiding="tegenover"), ["Dorpsstraat t/o 99999"]),
        (Adres(straat="Plein 1944", huisnummer=1, aanduiding="bij"), ["Plein 1944 bij 1"]),
        (Adres(soort="postbus", postbusnummer=123, straat="Raadhuisplein"), ["Postbus 123"]),
        (
            Adres(soort="antwoordnummer", antwoordnummer=1234, postcode="3500 ZY", plaats="Utrecht"),
            ["Antwoordnummer 1234", "3500 ZY  UTRECHT"],
        ),
        (
            Adres(
                soort="buitenland",
                adresregel_1="Grote Markt 5 bus 3",
                postcode="2000",
                plaats="Antwerpen",
                land="BE",
            ),
            ["Grote Markt 5 bus 3", "2000 Antwerpen", "BELGIË"],
        ),
        (
            Adres(straat="Königsallee", huisnummer=1, postcode="40212", plaats="Düsseldorf", land="DE"),
            ["Königsallee 1", "40212 Düsseldorf", "DUITSLAND"],
        ),
        (
            Adres(soort="buitenland", straat="12 Example Road", postcode="SE1 0ZX", plaats="London", land="GB"),
            ["12 Example Road", "London SE1 0ZX", "VERENIGD KONINKRIJK"],
        ),
        (
            Adres(soort="buitenland", straat="12 rue de l'Église", plaats="Paris", land="FR"),
            ["12 rue de l'Église", "Paris", "FRANKRIJK"],
        ),
        (
            Adres(straat="Pietermaai", huisnummer=19, plaats="Willemstad", land="CW"),
            ["Pietermaai 19", "Willemstad", "CURAÇAO"],
        ),
    ],
)
def test_envelopregels(adres, verwacht):
    assert adres.envelopregels() == verwacht


@pytest.mark.parametrize(
    ("postcode", "plaats", "verwacht"),
    [
        ("1971 ZX", "IJmuiden", "1971 ZX  IJMUIDEN"),
        ("1971 ZX", "ijmuiden", "1971 ZX  IJMUIDEN"),
        ("5211 ZX", "'s-Hertogenbosch", "5211 ZX  'S-HERTOGENBOSCH"),
        ("8011 ZX", "Zwolle", "8011 ZX  ZWOLLE"),
        ("8011 ZX", "", "8011 ZX"),
    ],
)
def test_plaatsregel(postcode, plaats, verwacht):
    assert Adres(postcode=postcode, plaats=plaats).plaatsregel == verwacht


@pytest.mark.parametrize(
    ("invoer", "land", "verwacht"),
    [
        ("", "NL", ""),
        ("1234ab", "NL", "1234 AB"),
        (" 1234  ab ", "NL", "1234 AB"),
        ("NL-8011ZX", "NL", "8011 ZX"),
        ("2000", "BE", "2000"),
        ("40212", "DE", "40212"),
        ("L-1009", "LU", "L-1009"),
        ("1009", "LU", "1009"),
        ("se1 0zx", "GB", "SE1 0ZX"),
        ("", "CW", ""),
    ],
)
def test_postcode(invoer, land, verwacht):
    assert normaliseer_postcode(invoer, land) == verwacht


@pytest.mark.parametrize(
    ("invoer", "land", "melding"),
    [
        ("1234 SS", "NL", LETTERS),
        ("1234SA", "NL", LETTERS),
        ("1234 sd", "NL", LETTERS),
        ("0123 AB", "NL", POSTCODE),
        ("12 34 AB", "NL", POSTCODE),
        ("1234", "NL", POSTCODE),
        ("１２３４ AB", "NL", POSTCODE),
        ("1234 AB\0", "NL", POSTCODE),
        ("1" * 5000, "NL", POSTCODE),
        ("1234 AB", "BE", "Vul een postcode in zoals 2000."),
        ("4021", "DE", "Vul een postcode in zoals 40212."),
    ],
)
def test_postcode_fout(invoer, land, melding):
    with pytest.raises(ValidationError) as fout:
        normaliseer_postcode(invoer, land)
    assert fout.value.message == melding


def test_van_tolerates_missing_columns():
    organisatie = SimpleNamespace(
        bezoekadres_soort="straat",
        bezoekadres_straat="Raadhuisplein",
        bezoekadres_huisnummer=1,
        bezoekadres_land="NL",
    )
    assert Adres.van(organisatie, "bezoekadres") == Adres(straat="Raadhuisplein", huisnummer=1)
    assert Adres.van(organisatie, "postadres").is_leeg


def test_is_leeg_ignores_the_choices():
    assert Adres(soort="postbus", land="BE", aanduiding="bij").is_leeg
    assert not Adres(plaats="Zwolle").is_leeg


@pytest.mark.parametrize(
    ("adres", "groep", "verwacht"),
    [
        (Adres(), "bezoekadres", {}),
        (Adres(straat="Dorpsstraat"), "bezoekadres", {}),
        (Adres(soort="postbus"), "postadres", {}),
        (Adres(soort="postbus", postbusnummer=123, postcode="8600 ZX"), "postadres", {}),
        (
            Adres(soort="postbus"),
            "bezoekadres",
            {"bezoekadres_soort": "Een postbus kan niet bij het bezoekadres."},
        ),
        (
            Adres(postbusnummer=123),
            "bezoekadres",
            {"bezoekadres_postbusnummer": "Een postbus kan niet bij het bezoekadres."},
        ),
        (
            Adres(soort="antwoordnummer"),
            "priveadres",
            {"priveadres_soort": "Een antwoordnummer kan niet bij het privéadres."},
        ),
        (
            Adres(postbusnummer=123),
            "postadres",
            {"postadres_postbusnummer": "Kies Postbus als soort adres, of maak dit veld leeg."},
        ),
        (
            Adres(huisnummer=0, huisletter="1", toevoeging="a-b", postcode="1234 SS"),
            "bezoekadres",
            {
                "bezoekadres_huisnummer": "Vul een huisnummer in tussen 1 en 99999.",
                "bezoekadres_huisletter": "Vul 1 letter in.",
                "bezoekadres_toevoeging": "Vul maximaal 4 letters of cijfers in, zonder streepje of spatie.",
                "bezoekadres_postcode": LETTERS,
            },
        ),
        (
            Adres(soort="postbus", postbusnummer=100000),
            "postadres",
            {"postadres_postbusnummer": "Vul een postbusnummer in tussen 1 en 99999."},
        ),
        (Adres(soort="buitenland", land="BE", postcode="2000"), "bezoekadres", {}),
    ],
)
def test_fouten(adres, groep, verwacht):
    assert adres.fouten(groep) == verwacht


def test_landen():
    assert [code for code, _ in LANDEN[:6]] == ["NL", "BE", "DE", "LU", "FR", "GB"]
    assert len(LANDEN) == len(dict(LANDEN)) == len(set(LANDNAMEN.values())) == 249
    assert {"BQ", "AW", "CW", "SX"} <= LANDNAMEN.keys()


@given(st.text(), st.sampled_from(["NL", "BE", "LU", "GB", "", "??"]))
def test_any_text_gives_a_form_or_a_message(invoer, land):
    try:
        normaliseer_postcode(invoer, land)
    except ValidationError as fout:
        assert fout.message.startswith(("Vul", "De letters"))
    adres = Adres(
        straat=invoer,
        huisnummer=1,
        huisletter=invoer,
        toevoeging=invoer,
        postcode=invoer,
        plaats=invoer,
        land=land,
    )
    adres.envelopregels()
    adres.fouten("postadres")
