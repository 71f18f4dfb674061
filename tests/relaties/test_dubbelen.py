"""Likely doubles (domein 4.5) on the golden pairs of 5.7."""

import doctest
from datetime import date

import pytest
from django.db import connection

from relaties import dubbelen
from relaties.dubbelen import KERN_ORGANISATIE, KERN_PERSOON, dubbele_organisaties, dubbele_personen
from relaties.models import Organisatie, Persoon, PersoonInOrganisatie
from relaties.namen import splits_achternaam
from tests.factories import OrganisatieFactory, PersoonFactory, PersoonInOrganisatieFactory

pytestmark = pytest.mark.django_db

# Domein 5.7 D1–D12: A, B, score, and how the signal of B is stored and asked.
ORGANISATIES = [
    ("Stadstheater De Gouden Snoek", "Stadstheater Gouden Snoek", 100, {"postcode": "8011 ZX"}),
    ("Bakkerij Van Dijk B.V.", "Bakkerij van Dijck BV", 67, {"telefoon": "+31380001234"}),
    (
        "Hotel 't Hof van Holland",
        "Hotel Het Hof van Holland",
        100,
        {"postcode": "8011 ZX", "huisnummer": 1},
    ),
    ("Janssen Installatietechniek B.V.", "Jansen Installatietechn. VOF", 90, {"kvk_nummer": "00900001"}),
    ("IJsclub De Volharding", "Ysclub de Volharding", 100, {}),
    (
        "VvE Parkzicht",
        "Vereniging van Eigenaars Parkzicht",
        100,
        {"postcode": "8011 ZX", "huisnummer": 1},
    ),
    (
        "Coöperatie IJsseldelta U.A.",
        "Cooperatie IJssel Delta",
        64,
        {"website": "https://ijsseldelta.example"},
    ),
    ("Museum Het Ankerhuis", "Stichting Museum Het Ankerhuis", 100, {"kvk_nummer": "00900001"}),
    ("Café-restaurant ’La Cigogne’", "Cafe Restaurant La Cigogne", 100, {}),
    ("Drukkerij Pieters & Zn.", "Drukkerij Pieters en Zonen", 74, {"email": "info@pieters.example"}),
    ("Vos&Partners Advocaten", "Vos & Partners Advocaten N.V.", 100, {}),
    (
        "Muziekschool De Toonladder",
        "Muziekschol de Toonlader",
        77,
        {"postcode": "8011 ZX", "huisnummer": 1},
    ),
]
REDEN = {
    "postcode": "zelfde postcode",
    "telefoon": "zelfde telefoonnummer",
    "kvk_nummer": "zelfde KVK-nummer",
    "website": "zelfde webdomein",
    "email": "zelfde e-mailadres",
}
# D13–D24: A, B, score, and the signal.
PERSONEN = [
    ("Anna van den Berg", "Anna vd Berg", 100, "organisatie"),
    ("Jan-Willem de Vries", "Jan Willem de Vries", 100, ""),
    ("Özlem Yıldız", "Ozlem Yildiz", 100, ""),
    ("Sean O'Neill", "Séan ONeil", 77, "email"),
    ("Maud IJzerman", "Maud Yzerman", 100, ""),
    ("Pieter Smit", "Piter Smit", 64, "mobiel"),
    ("Joke van der Meulen", "Joke v.d. Meulen", 100, ""),
    ("Renée Schröder", "Renee Schroeder", 72, "domein"),
    ("Ali Hassan", "Hassan Ali", 100, "organisatie"),
    ("Cees Kuijpers", "Kees Kuypers", 67, "organisatie"),
    ("Merel 't Hart", "Merel Hart", 100, ""),
]
ANDERE_ORGANISATIES = [
    ("Jansen Bouw B.V.", "Jansen Vastgoed B.V."),
    ("Gemeente Zwolle", "Gemeente Zutphen"),
    ("Hotel De Zon", "Hotel De Ster"),
    ("Stichting Vrienden van het Ankerhuis", "Museum Het Ankerhuis"),
    ("Gemeente Noorderhaven", "Gemeente Noorderhaven, afdeling Cultuur"),
]
ANDERE_PERSONEN = [
    ("Jan de Boer", "Jaap de Boer"),
    ("Anna de Vries", "Anna de Wit"),
    ("Henk Bakker", "Henk Backer"),
]


def delen(naam):
    """'Anna van den Berg' as the columns of a person."""
    voornaam, rest = naam.split(" ", 1)
    tussenvoegsel, achternaam = splits_achternaam(rest)
    return {"voornaam": voornaam, "tussenvoegsel": tussenvoegsel, "achternaam": achternaam}


def vraag(naam, emails=(), mobielen=(), organisatie=None, **velden):
    """The question that a form asks about somebody new: a card, and a job for each address."""
    banen = [PersoonInOrganisatie(zakelijk_email=email) for email in emails]
    banen += [PersoonInOrganisatie(mobiel=mobiel, organisatie=organisatie) for mobiel in mobielen or [""]]
    return dubbele_personen(Persoon(**delen(naam), **velden), banen)


def vraag_organisatie(naam, **velden):
    """The question that a form asks about a new organisation."""
    return dubbele_organisaties(Organisatie(naam=naam, **velden))


def plant(persoon, signaal):
    """Store the signal with a person; returns how a form would ask for it."""
    adres = "ali@ankerhuis.example" if signaal in ("email", "domein") else ""
    baan = PersoonInOrganisatieFactory(persoon=persoon, zakelijk_email=adres, mobiel="+31600000001")
    return {
        "organisatie": {"organisatie": baan.organisatie},
        "email": {"emails": ("Ali@ankerhuis.example",)},
        "domein": {"emails": ("hassan@ankerhuis.example",)},
        "mobiel": {"mobielen": ("+31600000001",)},
        "": {},
    }[signaal]


def test_docstrings():
    assert doctest.testmod(dubbelen).failed == 0


@pytest.mark.parametrize(("een", "ander", "score", "signaal"), ORGANISATIES, ids=lambda w: str(w)[:12])
def test_golden_organisations_are_found(een, ander, score, signaal):
    velden = {f"bezoekadres_{v}" if v in ("postcode", "huisnummer") else v: w for v, w in signaal.items()}
    org = OrganisatieFactory(naam=een, **velden)
    [dubbel] = vraag_organisatie(ander, **velden)
    assert dubbel.obj == org and dubbel.redenen[0] == f"naam lijkt {score} %"
    assert dubbel.zekerheid == ("zeker" if "kvk_nummer" in signaal else "waarschijnlijk")
    assert all(REDEN[veld] in str(dubbel.redenen) for veld in signaal if veld in REDEN)


@pytest.mark.parametrize(("een", "ander", "score", "signaal"), PERSONEN, ids=lambda w: str(w)[:12])
def test_golden_persons_are_found(een, ander, score, signaal):
    persoon = PersoonFactory(**delen(een))
    [dubbel] = vraag(ander, **plant(persoon, signaal))
    assert dubbel.obj == persoon and dubbel.redenen[0] == f"naam lijkt {score} %"
    assert dubbel.zekerheid == ("waarschijnlijk" if signaal else "mogelijk")
    assert len(dubbel.redenen) == (2 if signaal else 1)


def test_d18_annelies_married():
    annelies = PersoonFactory(
        voornaam="Annelies",
        achternaam="Jansen",
        tussenvoegsel_partner="de",
        achternaam_partner="Vries",
        naamgebruik="V",
        mobiel_prive="+31600000001",
    )
    [dubbel] = vraag("Annelies Jansen", mobielen=("+31600000001",))
    assert dubbel == dubbelen.Dubbel(annelies, "waarschijnlijk", ["naam lijkt 80 %", "zelfde mobiele nummer"])


@pytest.mark.parametrize(("een", "ander"), ANDERE_ORGANISATIES)
def test_other_organisations_are_not_flagged_on_the_name(een, ander):
    OrganisatieFactory(naam=een)
    assert vraag_organisatie(ander) == []


@pytest.mark.parametrize(("een", "ander"), ANDERE_PERSONEN)
def test_other_persons_are_not_flagged_on_the_name(een, ander):
    persoon = PersoonFactory(**delen(een))
    assert vraag(ander, **plant(persoon, "organisatie")) == []


def test_a_name_alike_alone_is_possible():
    OrganisatieFactory(naam="Bakkerij Van Dijk B.V.")
    [dubbel] = vraag_organisatie("Bakkerij van Dijck BV")
    assert (dubbel.zekerheid, dubbel.redenen) == ("mogelijk", ["naam lijkt 67 %"])


def test_same_kvk_nummer_is_certain_whatever_the_name():
    OrganisatieFactory(naam="Museum Het Ankerhuis", kvk_nummer="00900001")
    [dubbel] = vraag_organisatie("Ankerhuis Evenementen", kvk_nummer="00900001")
    assert (dubbel.zekerheid, dubbel.redenen) == ("zeker", ["zelfde KVK-nummer"])


@pytest.mark.parametrize(
    ("veld", "nummer", "label"),
    [
        ("btw_nummer", "NL009000014B01", "btw-nummer"),
        ("rsin", "009000014", "RSIN"),
        ("iban", "NL91ABNA0417164300", "IBAN"),
    ],
)
def test_same_btw_rsin_or_iban_is_certain(veld, nummer, label):
    OrganisatieFactory(naam="Museum Het Ankerhuis", **{veld: nummer})
    [dubbel] = vraag_organisatie("Ankerhuis Evenementen", **{veld: nummer})
    assert (dubbel.zekerheid, dubbel.redenen) == ("zeker", [f"zelfde {label}"])


def test_e26_another_vestiging_is_not_certain():
    OrganisatieFactory(naam="Vos", kvk_nummer="00900001", vestigingsnummer="999900000001")
    [dubbel] = vraag_organisatie("Prins", kvk_nummer="00900001", vestigingsnummer="999900000002")
    assert (dubbel.zekerheid, dubbel.redenen) == ("mogelijk", ["zelfde KVK-nummer, andere vestiging"])


def test_the_surest_comes_first():
    OrganisatieFactory(naam="Bakkerij van Dijck")
    OrganisatieFactory(naam="Bakkerij Van Dijk")
    OrganisatieFactory(naam="Zonnebloem", kvk_nummer="00900001")
    gevonden = vraag_organisatie("Bakkerij Van Dijk B.V.", kvk_nummer="00900001")
    assert [dubbel.zekerheid for dubbel in gevonden] == ["zeker", "waarschijnlijk", "mogelijk"]


def test_a_mail_provider_is_no_signal():
    OrganisatieFactory(naam="Bakkerij Van Dijk", email="bakker@gmail.com")
    [dubbel] = vraag_organisatie("Bakkerij van Dijck", email="dijck@gmail.com")
    assert dubbel.redenen == ["naam lijkt 67 %"]


def test_domain_of_email_and_website_are_compared():
    OrganisatieFactory(naam="Bakkerij Van Dijk", website="https://www.vandijk.example/winkel")
    [dubbel] = vraag_organisatie("Bakkerij van Dijck", email="info@vandijk.example")
    assert dubbel.redenen == ["naam lijkt 67 %", "zelfde webdomein"]


def test_who_is_changed_is_not_its_own_double():
    org, anna = OrganisatieFactory(naam="Stadstheater"), PersoonFactory(voornaam="Anna", achternaam="Berg")
    assert dubbele_organisaties(org) == []
    assert dubbele_personen(anna) == []


def test_same_email_is_likely_whatever_the_name():
    anna = PersoonFactory(email_prive="Anna@Berg.example")
    [dubbel] = vraag("Truus de Wit", emails=("anna@berg.example",))
    assert (dubbel.obj, dubbel.zekerheid, dubbel.redenen) == (anna, "waarschijnlijk", ["zelfde e-mailadres"])


def test_b19_a_shared_mailbox_is_no_double():
    PersoonInOrganisatieFactory(zakelijk_email="info@ankerhuis.example")
    assert vraag("Truus de Wit", emails=("info@ankerhuis.example",)) == []


def test_same_mobile_alone_is_possible():
    PersoonInOrganisatieFactory(mobiel="+31600000001")
    [dubbel] = vraag("Truus de Wit", mobielen=("+31600000001",))
    assert (dubbel.zekerheid, dubbel.redenen) == ("mogelijk", ["zelfde mobiele nummer"])


def test_birth_date_and_postcode_strengthen():
    dag = date(1980, 5, 17)
    PersoonFactory(**delen("Pieter Smit"), geboortedatum=dag, priveadres_postcode="8011 ZX")
    [dubbel] = vraag("Piter Smit", geboortedatum=dag, priveadres_postcode="8011 ZX")
    assert dubbel.redenen == ["naam lijkt 64 %", "zelfde postcode", "zelfde geboortedatum"]


@pytest.mark.parametrize("naam", ["", " ", "🎭", "De B.V.", "'; DROP TABLE x; --", "50%", "a" * 200])
def test_any_text_may_be_asked(naam):
    OrganisatieFactory(naam="Stadstheater")
    assert vraag_organisatie(naam) == []
    assert dubbele_personen(Persoon(achternaam=naam)) == []


@pytest.mark.parametrize(
    "naam",
    [paar[i] for paar in ORGANISATIES for i in (0, 1)] + ["De B.V.", "VVE", "A.B.C. Gem. de Vries", "van"],
)
def test_database_makes_the_same_kernnaam(naam):
    org = OrganisatieFactory(naam=naam)
    anna = PersoonFactory(achternaam=naam, voorletters="A.M.", voornaam="")
    assert Organisatie.objects.values_list(KERN_ORGANISATIE).get(pk=org.pk) == (dubbelen.kernnaam(naam),)
    assert Persoon.objects.values_list(KERN_PERSOON).get(pk=anna.pk) == (dubbelen.persoonskern(naam, "", "", "A.M."),)


@pytest.mark.parametrize("tabel", ["organisatie", "persoon"])
def test_candidates_come_from_the_index(tabel):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    rijen = (Organisatie if tabel == "organisatie" else Persoon).objects.all()
    kern = KERN_ORGANISATIE if tabel == "organisatie" else KERN_PERSOON
    assert f"{tabel}_kernnaam" in rijen.filter(dubbelen.lijkt(kern, "bakker")).order_by().explain()
