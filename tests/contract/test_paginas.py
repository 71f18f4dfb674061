"""What holds on every page of every Lijst and Kaart: Dutch, strict CSP, and nothing inline."""

import re

import pytest
from django.urls import reverse

from smp.kaarten.kaart import KAARTEN
from smp.lijsten.lijst import LIJSTEN
from tests.contract.gegevens import NAMEN, fabriek

pytestmark = pytest.mark.django_db

#: What Django, crispy-forms and django-filter say when nobody says better (domein 6.3).
STANDAARD = [
    "This field is required", "Enter a valid", "Select a valid", "Ensure this value", "Please correct", "Hold down",
    "already exists", "Unknown", "Submit", ">Search<", ">Save<", ">Edit<", ">Delete<", ">Add<", "Please submit",
    "Dit veld is verplicht", "Voer een ", "Geef een geldige", "Selecteer een geldige", "Zorg dat deze waarde",
    "Corrigeer", "Opslaan", "bestaat al.", "is geen beschikbare keuze", "ManagementForm", "management form",
    "niet meer dan", "minimaal één formulier", "---------", "Onbekend veld", "Geldige keuze", "None",
]  # fmt: skip
INLINE = re.compile(r"<script(?![^>]*\ssrc=)|<style|\sstyle=|\son[a-z]+=\"|javascript:", re.I)
ROMMEL = "x\t" * 500


def paginas(naam: str) -> dict[str, str]:
    """The address of every page of one register; a row is made for its card."""
    obj = fabriek(LIJSTEN[naam])()
    uit = {f"{naam} {pagina}": reverse(f"{naam}_{pagina}") for pagina in ("lijst", "raster", "opzoeken")}
    uit[f"{naam} leeg"] = f"{reverse(f'{naam}_lijst')}?{next(iter(LIJSTEN[naam].zoekvelden))}=zzqq"
    if naam in KAARTEN:
        uit[f"{naam} toevoegen"] = reverse(f"{naam}_toevoegen")
        uit[f"{naam} kaart"] = obj.get_absolute_url()
        uit[f"{naam} wijzigen"] = f"{obj.get_absolute_url()}wijzigen/"
    return uit


def kaal(html: str) -> str:
    """The page without what is no text to a reader: the values that the test typed, and the csrf token."""
    return re.sub(r'value="[^"]*"', "", html)


@pytest.mark.parametrize("naam", NAMEN)
def test_elke_pagina_is_nederlands(als, super, naam):
    """R94: no default message of a library, on any page."""
    client = als(super)
    for pagina, url in paginas(naam).items():
        html = kaal(client.get(url).content.decode())
        assert [tekst for tekst in STANDAARD if tekst in html] == [], pagina


@pytest.mark.parametrize("naam", sorted(KAARTEN))
@pytest.mark.parametrize(
    "waarde", ["", ROMMEL, "9" * 5_000, "-1", "2026-99-99"], ids=["leeg", "lang", "reus", "min", "dag"]
)
def test_elke_foutmelding_is_nederlands(als, super, naam, waarde):
    """R94, domein 6.3: every field filled in wrongly at once."""
    velden = dict.fromkeys(KAARTEN[naam].velden, waarde)
    antwoord = als(super).post(reverse(f"{naam}_toevoegen"), velden)
    assert antwoord.status_code == 422
    html = kaal(antwoord.content.decode())
    assert [tekst for tekst in STANDAARD if tekst in html] == []


@pytest.mark.parametrize("naam", NAMEN)
def test_elke_pagina_is_streng(als, super, naam):
    """beloften §2: a strict CSP, and no script or style in the page itself."""
    client = als(super)
    for pagina, url in paginas(naam).items():
        antwoord = client.get(url)
        beleid = antwoord["Content-Security-Policy"]
        assert "script-src 'self'" in beleid and "unsafe" not in beleid, pagina
        assert INLINE.findall(antwoord.content.decode()) == [], pagina


@pytest.mark.parametrize("naam", NAMEN)
def test_elke_pagina_heet_smp(als, super, naam):
    """R1: page titles read `… – SMP`, in Dutch."""
    client = als(super)
    for pagina, url in paginas(naam).items():
        html = client.get(url).content.decode()
        if "<html" in html:
            assert re.search(r"<title>[^<]+ – SMP</title>", html) and '<html lang="nl">' in html, pagina


@pytest.mark.parametrize("naam", NAMEN)
def test_zonder_inloggen_ga_je_naar_inloggen(client, db, naam):
    """R93: every page, and every way to write."""
    for pagina, url in paginas(naam).items():
        for antwoord in (client.get(url), client.post(url, {})):
            assert antwoord.status_code == 302 and antwoord.url.startswith("/inloggen/?next="), pagina


@pytest.mark.parametrize("naam", NAMEN)
def test_invoer_van_een_ander_is_geen_html(als, super, naam):
    """What somebody typed is text on every page."""
    lijst = LIJSTEN[naam]
    obj = fabriek(lijst)()
    kwaad = '"><script>alert(1)</script>'
    tekstvelden = [v.name for v in lijst.model._meta.fields if v.get_internal_type() == "TextField" and v.editable]
    namen = [n for n in ("naam", "achternaam", "functie", "bron", *tekstvelden) if n in lijst.form.base_fields]
    lijst.model.objects.filter(pk=obj.pk).update(**dict.fromkeys(namen, kwaad))
    for url in (reverse(f"{naam}_lijst"), reverse(f"{naam}_raster"), obj.get_absolute_url()):
        assert "<script>alert" not in als(super).get(url).content.decode()


@pytest.mark.parametrize("naam", NAMEN)
def test_geen_invoer_waarvan_de_browser_de_taal_kiest(als, super, naam):
    """Domein 3.7: smp/velden.py reads days and numbers; a browser's own inputs read 1-9-2019 each in their own way."""
    client = als(super)
    for pagina, url in paginas(naam).items():
        assert not re.search(r'<input type="(date|number)"', client.get(url).content.decode()), pagina
