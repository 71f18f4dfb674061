"""Every Kaart: what its form asks is on a tab, the stars are true, and adding and changing end on the card."""

import re

import pytest
from django.forms import BooleanField
from django.urls import reverse

from smp.kaarten.kaart import KAARTEN
from smp.lijsten.lijst import LIJSTEN
from smp.lijsten.opzoeken import Opzoekveld
from tests.contract.gegevens import fabriek
from tests.invullen import formulier, post

pytestmark = pytest.mark.django_db

NAMEN = sorted(KAARTEN)


def kies(naam: str, rij) -> dict[str, str]:
    """What the vergrootglas leaves behind when a row is chosen."""
    return {naam: str(rij.pk), f"{naam}_tekst": str(rij), f"{naam}_was": str(rij)}


def invulling(kaart, rij, namen) -> dict:
    """The texts of `rij` in the fields `namen`, as they are filled in on the page."""
    form, uit = kaart.form(instance=rij), {}
    for naam in namen:
        if isinstance(form.fields[naam], Opzoekveld):
            uit |= kies(naam, getattr(rij, naam))
        elif isinstance(form.fields[naam], BooleanField):
            uit[naam] = bool(form.tekst(naam))
        else:
            uit[naam] = form.tekst(naam)
    return uit


def verplicht(kaart, rij) -> dict:
    """The starred fields, and the boxes."""
    form = kaart.form()
    namen = [naam for naam, veld in form.fields.items() if veld.required or isinstance(veld, BooleanField)]
    return invulling(kaart, rij, namen)


def tekstveld(kaart) -> str:
    """A field in which anything may be typed."""
    velden = {veld.name: veld for veld in kaart.model._meta.fields}
    for naam in ("functie", "bron", "omschrijving", *kaart.velden):
        veld = velden.get(naam)
        if naam in kaart.velden and veld.get_internal_type() == "CharField" and not veld.choices:
            return naam
    raise AssertionError(f"{kaart.naam} heeft geen tekstveld")


def eerste(kaart):
    return fabriek(LIJSTEN[kaart.naam])()


@pytest.mark.parametrize("naam", NAMEN)
def test_elk_veld_van_het_formulier_staat_op_een_tabblad(naam):
    """R11, R12: a field that is on no tab could never be filled in."""
    kaart = KAARTEN[naam]
    assert set(kaart.velden) == set(kaart.form.base_fields)


@pytest.mark.parametrize("naam", NAMEN)
def test_elk_veld_staat_op_de_pagina_onder_zijn_tabblad(als, super, naam):
    """R10–R14: the tabs stand in order, and every field in its own."""
    html = als(super).get(reverse(f"{naam}_toevoegen")).content.decode()
    delen = re.split(r'<section class="tabblad" id="tab-', html)[1:]
    assert [deel.split('"')[0] for deel in delen] == [tab.id for tab in KAARTEN[naam].tabs]
    for tab, deel in zip(KAARTEN[naam].tabs, delen, strict=True):
        for sectie in tab.secties:
            assert all(f'id="id_{veld}"' in deel for veld in sectie.velden), sectie.titel


@pytest.mark.parametrize("naam", NAMEN)
def test_een_sterretje_is_verplicht_en_verplicht_heeft_een_sterretje(als, super, naam):
    """R48: every required field has `*`, and only those."""
    html = als(super).get(reverse(f"{naam}_toevoegen")).content.decode()
    labels = re.findall(r'<label[^>]*for="id_(\w+)"[^>]*>(.*?)</label>', html, re.S)
    sterren = {veld for veld, tekst in labels if "asteriskField" in tekst}
    velden = KAARTEN[naam].form().fields
    assert sterren & set(velden) == {veld for veld in velden if velden[veld].required}
    assert "Velden met een sterretje (*) zijn verplicht." in html


@pytest.mark.parametrize("naam", NAMEN)
def test_zonder_verplicht_veld_wordt_er_niets_bewaard(als, super, naam):
    """R48: every starred field is missed when it is empty, with a message in the list of errors."""
    kaart = KAARTEN[naam]
    antwoord = als(super).post(reverse(f"{naam}_toevoegen"), {})
    assert antwoord.status_code == 422 and not kaart.model.objects.exists()
    for veld, vorm in kaart.form().fields.items():
        assert not vorm.required or f'href="#id_{veld}"' in antwoord.content.decode()


@pytest.mark.parametrize("naam", NAMEN)
def test_toevoegen_met_alleen_de_verplichte_velden(als, super, naam):
    """R20, R43, R82: [Bewaren] stores it, and shows the card with the message."""
    kaart = KAARTEN[naam]
    voorbeeld = eerste(kaart)
    velden = verplicht(kaart, voorbeeld)
    voorbeeld.delete()
    antwoord = post(als(super), reverse(f"{naam}_toevoegen"), volg=True, **velden)
    nieuw = kaart.model.objects.get()
    assert antwoord.redirect_chain == [(nieuw.get_absolute_url(), 302)]
    assert kaart.bewaard in antwoord.content.decode() and str(nieuw) in antwoord.content.decode()


@pytest.mark.parametrize("naam", NAMEN)
def test_wijzigen_staat_op_de_kaart(als, super, naam):
    """R28, R29: one field changed, and nothing else."""
    kaart = KAARTEN[naam]
    obj, veld = eerste(kaart), tekstveld(kaart)
    was = kaart.form(instance=obj).teksten()
    antwoord = post(als(super), f"{obj.get_absolute_url()}wijzigen/", volg=True, **{veld: "Nieuwe tekst"})
    assert kaart.bewaard in antwoord.content.decode() and "Nieuwe tekst" in antwoord.content.decode()
    obj = kaart.model.objects.get(pk=obj.pk)
    assert kaart.form(instance=obj).teksten() == was | {veld: "Nieuwe tekst"}


@pytest.mark.parametrize("naam", NAMEN)
def test_niets_gewijzigd_is_niets_bewaard(als, super, naam):
    """R29: a form that is posted untouched writes nothing, and says so."""
    obj = eerste(KAARTEN[naam])
    events = obj.events.count()
    antwoord = post(als(super), f"{obj.get_absolute_url()}wijzigen/", volg=True)
    assert "Er is niets veranderd. Er is niets bewaard." in antwoord.content.decode()
    assert obj.events.count() == events


@pytest.mark.parametrize("naam", NAMEN)
def test_een_conflict_toont_beide_waarden(als, super, gebruiker, naam):
    """R99, A11: what somebody else saved meanwhile is shown beside what was typed; nothing is lost."""
    kaart = KAARTEN[naam]
    obj, veld = eerste(kaart), tekstveld(kaart)
    url = f"{obj.get_absolute_url()}wijzigen/"
    pagina = als(super).get(url)
    kaart.model.objects.filter(pk=obj.pk).update(**{veld: "Van een ander"})
    antwoord = post(als(super), url, pagina=pagina, **{veld: "Van mij"})
    assert antwoord.status_code == 409 and getattr(kaart.model.objects.get(pk=obj.pk), veld) == "Van een ander"
    assert formulier(antwoord).keuzes[f"k-{veld}"] == ["mijn", "nu"]
    antwoord = post(als(super), url, {f"k-{veld}": "mijn"}, pagina=antwoord)
    assert antwoord.status_code == 302 and getattr(kaart.model.objects.get(pk=obj.pk), veld) == "Van mij"


@pytest.mark.parametrize("naam", NAMEN)
def test_een_ander_veld_is_geen_conflict(als, super, naam):
    """A11: what somebody else changed in another field stays."""
    kaart = KAARTEN[naam]
    obj, veld = eerste(kaart), tekstveld(kaart)
    url = f"{obj.get_absolute_url()}wijzigen/"
    pagina = als(super).get(url)
    kaart.model.objects.filter(pk=obj.pk).update(actief=False)
    assert post(als(super), url, pagina=pagina, **{veld: "Van mij"}).status_code == 302
    assert not kaart.model.objects.get(pk=obj.pk).actief


@pytest.mark.parametrize("naam", NAMEN)
def test_lezer_ziet_de_kaart_en_wijzigt_niets(als, lezer, naam):
    """R93: no button [Wijzigen], and 403 for who types the address."""
    obj = eerste(KAARTEN[naam])
    kaart = als(lezer).get(obj.get_absolute_url())
    assert kaart.status_code == 200 and "wijzigen/" not in kaart.content.decode()
    for url in (f"{obj.get_absolute_url()}wijzigen/", reverse(f"{naam}_toevoegen")):
        assert als(lezer).get(url).status_code == als(lezer).post(url, {}).status_code == 403


@pytest.mark.parametrize("naam", NAMEN)
def test_wat_er_niet_is_geeft_404(als, super, naam):
    """ontwerp §6: unknown is 404, also for a number that fits no column."""
    for pk in ("999999999", "9" * 30, "9" * 5_000):
        for einde in ("", "wijzigen/"):
            url = reverse(f"{naam}_lijst") + f"{pk}/{einde}"
            assert als(super).get(url).status_code == 404
