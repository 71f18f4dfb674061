"""The three-way merge that form and grid share, and the signed basis (R99, A11)."""

import pytest
from django.core import signing

from relaties.forms import OrganisatieForm
from relaties.models import Organisatie
from smp.formulieren import gelijk, ingevuld, lees_basis, onderteken, voeg_samen
from tests.invullen import post

NAAM = {"naam": "Ankerhuis"}


@pytest.mark.parametrize(
    ("nu", "basis", "ingevuld", "goed"),
    [
        ("was", "was", "was", "was"),  # nobody
        ("was", "was", "mijn", "mijn"),  # I
        ("ander", "was", "was", "ander"),  # another
        ("mijn", "was", "mijn", "mijn"),  # both the same
        ("was", "was", "", ""),  # I emptied it
        ("", "was", "was", ""),  # another emptied it
    ],
)
def test_wie_er_wijzigde_wint(nu, basis, ingevuld, goed):
    """R99: only what was typed here is written; the rest is what the database holds."""
    samen = voeg_samen({"naam": nu}, {"naam": basis}, {"naam": ingevuld}, {})
    assert samen.teksten == {"naam": goed} and not samen.conflicten


def test_gewijzigd_is_alleen_wat_ik_typte():
    samen = voeg_samen({"a": "1", "b": "9"}, {"a": "1", "b": "2"}, {"a": "5", "b": "2"}, {})
    assert samen.gewijzigd == {"a"} and samen.teksten == {"a": "5", "b": "9"}


def test_twee_verschillende_wijzigingen_zijn_een_conflict():
    """R99: mine, now and was; the row keeps what is stored."""
    samen = voeg_samen({"naam": "ander"}, {"naam": "was"}, {"naam": "mijn"}, {})
    [conflict] = samen.conflicten
    assert (conflict.veld, conflict.mijn, conflict.nu, conflict.was) == ("naam", "mijn", "ander", "was")
    assert samen.teksten == {"naam": "ander"} and not samen.gewijzigd


@pytest.mark.parametrize(("keuze", "goed"), [("mijn", "mijn"), ("nu", "ander")])
def test_de_keuze_beslist(keuze, goed):
    samen = voeg_samen({"naam": "ander"}, {"naam": "was"}, {"naam": "mijn"}, {"naam": keuze})
    assert samen.teksten == {"naam": goed} and not samen.conflicten


def test_een_onzinnige_keuze_is_geen_keuze():
    """A mutated radio button overwrites nobody."""
    assert voeg_samen({"naam": "ander"}, {"naam": "was"}, {"naam": "mijn"}, {"naam": "ja"}).conflicten


def test_velden_die_bij_elkaar_horen_botsen_samen():
    """ontwerp §4: another segment under my subsegment is a conflict of the pair."""
    nu, was = {"segment": "2", "subsegment": ""}, {"segment": "1", "subsegment": ""}
    mijn = {"segment": "1", "subsegment": "7"}
    samen = voeg_samen(nu, was, mijn, {}, [("segment", "subsegment")])
    assert {conflict.veld for conflict in samen.conflicten} == {"segment", "subsegment"}
    assert not voeg_samen(nu, was, mijn, {}).conflicten  # apart they would not


def test_een_eenheid_die_half_op_de_pagina_staat():
    """B21: what is not on the page is never touched."""
    samen = voeg_samen(
        {"segment": "2", "subsegment": "9"}, {"segment": "2"}, {"segment": "3"}, {}, [("segment", "subsegment")]
    )
    assert samen.teksten == {"segment": "3", "subsegment": "9"}


def test_de_basis_is_ondertekend():
    """R99: who changes the basis has no basis."""
    basis = onderteken(NAAM)
    assert lees_basis(basis) == NAAM
    assert lees_basis(basis[:-1] + ("A" if basis[-1] != "A" else "B")) is None
    assert lees_basis("") is lees_basis("x") is lees_basis(signing.dumps(NAAM, salt="anders")) is None


def test_regeleinden_en_spaties_zijn_geen_wijziging():
    """A browser turns line ends into CRLF, a form strips."""
    assert gelijk(" een\r\ntwee\r\n") == gelijk("een\ntwee")


@pytest.mark.django_db
def test_wat_niemand_aanraakt_komt_terug_zoals_het_was():
    """Every text of the form, posted, is the text of the form: an untouched field is never dirty."""
    org = Organisatie(
        naam="Het Ankerhuis", telefoon="+31380001234", iban="NL52DEMO0000000001", opmerkingen="een\ntwee", actief=False
    )
    form = OrganisatieForm(instance=org)
    teksten = form.teksten()
    assert teksten["telefoon"] == "038 000 12 34" and teksten["actief"] == ""
    assert ingevuld(form, {naam: tekst for naam, tekst in teksten.items() if tekst}) == teksten


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("veld", "tekst", "leesbaar"),
    [
        ("actief", "on", "Ja"), ("actief", "", "Nee"), ("rechtsvorm", "stichting", "Stichting"),
        ("relatie_sinds", "2019-09-01", "1-9-2019"), ("relatie_sinds", "x", "x"), ("naam", "Ankerhuis", "Ankerhuis"),
    ],
)  # fmt: skip
def test_een_waarde_als_een_mens_hem_leest(veld, tekst, leesbaar):
    """R99: a conflict is said in words, not in keys."""
    assert OrganisatieForm().leesbaar(veld, tekst) == leesbaar


def test_wat_het_veld_weigert_zegt_het_model_niet_nog_eens(als, gebruiker):
    antwoord = post(als(gebruiker), "/relaties/personen/toevoegen/", achternaam="x" * 500).content.decode()
    assert "Deze waarde is te lang." in antwoord and "Vul een achternaam in." not in antwoord
