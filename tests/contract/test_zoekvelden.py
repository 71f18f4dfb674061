"""Every search field and every parameter against hostile values: never a 500, always said, never everything."""

import pytest
from django.forms import IntegerField
from django.http import QueryDict
from django.urls import reverse

from smp.lijsten.lijst import LIJSTEN
from smp.lijsten.vraag import EIGEN, Vraag
from tests.contract.gegevens import NAMEN, maak
from tests.contract.test_lijsten import alles, rijen
from tests.factories import SegmentFactory

pytestmark = pytest.mark.django_db

VELDEN = [(naam, veld) for naam in NAMEN for veld in LIJSTEN[naam].zoekvelden]
LAST = {
    "rommel": "zzqqxx",
    "leestekens": "!!!",
    "nul": "Zwolle\x00",
    "reus": "9" * 5_000,
    "min": "-1",
    "breuk": "1e5",
    "indiaas": "१२",
    "macht": "²",
    "cijfers en rest": "1234567abc",
    "aanhaling": "' OR 1=1 --",
    "procent": "%_%",
    "accolade": "{{7*7}}{0}",
    "woorden": "a " * 2_000,
    "regels": "a\r\nb\u2028c",
    "emoji": "👩‍🚒",
    "spaties": "   ",
}

#: What no name can have; the others fold to short words ("²" to 2), which a numbered name may begin with.
VINDT_NIETS = {"rommel", "leestekens", "reus", "breuk", "indiaas", "cijfers en rest", "procent", "emoji"}


def vraag(lijst, user, **parameters) -> Vraag:
    data = QueryDict(mutable=True)
    data.update({**alles(lijst), **parameters})
    return Vraag(lijst, user, data)


@pytest.mark.parametrize("naam", NAMEN)
def test_elk_zoekveld_verdraagt_alles(super, naam):
    """R22, R59: whatever is typed, the question can be asked, and finds nothing that does not answer it."""
    maak(LIJSTEN[naam], 3)
    for soort, waarde in LAST.items():
        for veld in LIJSTEN[naam].zoekvelden:
            gevonden = vraag(LIJSTEN[naam], super, **{veld: waarde}).blad.rijen
            assert soort not in VINDT_NIETS or gevonden == [], (soort, veld)


@pytest.mark.parametrize("naam", NAMEN)
@pytest.mark.parametrize("soort", LAST)
def test_elke_pagina_toont_wat_er_gevraagd_is(als, super, naam, soort):
    """R22: with the same value in every search field, list and grid still answer."""
    maak(LIJSTEN[naam], 3)
    for pagina in ("lijst", "raster"):
        antwoord = als(super).get(reverse(f"{naam}_{pagina}"), dict.fromkeys(LIJSTEN[naam].zoekvelden, LAST[soort]))
        assert antwoord.status_code == 200, pagina


@pytest.mark.parametrize(("naam", "veld"), VELDEN)
def test_een_surrogaat_is_geen_fout(als, super, naam, veld):
    """A half character, as bytes in the address: read as a replacement character."""
    antwoord = als(super).get(f"{reverse(f'{naam}_lijst')}?{veld}=%ED%A0%80")
    assert antwoord.status_code == 200


@pytest.mark.parametrize(("naam", "veld"), VELDEN)
def test_onleesbaar_vindt_niets_en_zegt_het(super, naam, veld):
    """ontwerp §3: a criterion that cannot be read finds nothing, never everything."""
    lijst = LIJSTEN[naam]
    maak(lijst, 3)
    assert vraag(lijst, super).rijen.count() >= 3
    gevraagd = vraag(lijst, super, **{veld: "!!! ???"})
    assert not gevraagd.rijen.exists()
    assert gevraagd.chips[0]["label"] == str(gevraagd.form.fields[veld].label)


@pytest.mark.parametrize(("naam", "veld"), VELDEN)
def test_elk_zoekveld_neemt_een_waarde_aan(super, naam, veld):
    """R22: what is offered can be asked, without a notice."""
    lijst = LIJSTEN[naam]
    maak(lijst, 3)
    SegmentFactory(sub=True)
    formulierveld = vraag(lijst, super).form.fields[veld]
    los = "1" if isinstance(formulierveld, IntegerField) else "Zwolle"
    for waarde in [sleutel for sleutel in plat(getattr(formulierveld, "choices", ())) if sleutel] or [los]:
        gevraagd = vraag(lijst, super, **{veld: str(waarde)})
        assert gevraagd.form.is_valid() and not gevraagd.meldingen
        assert gevraagd.rijen.count() >= 0


@pytest.mark.parametrize("naam", NAMEN)
def test_een_onbekend_zoekveld_wordt_gezegd(als, super, naam):
    """ontwerp §3: dropped, and said in Dutch; the other criteria hold."""
    maak(LIJSTEN[naam], 3)
    antwoord = als(super).get(reverse(f"{naam}_lijst"), {"password__startswith": "a", **alles(LIJSTEN[naam])})
    assert "Het zoekveld ‘password__startswith’ bestaat niet en is overgeslagen." in antwoord.content.decode()
    assert len(rijen(antwoord)) >= 3


@pytest.mark.parametrize("naam", NAMEN)
def test_een_nul_wordt_gezegd(als, super, naam):
    """A NUL cannot be stored, so it cannot be looked for."""
    veld = next(iter(LIJSTEN[naam].zoekvelden))
    antwoord = als(super).get(reverse(f"{naam}_lijst"), {veld: "a\x00b"})
    assert f"De waarde van ‘{veld}’ is onleesbaar en is overgeslagen." in antwoord.content.decode()


@pytest.mark.parametrize("naam", NAMEN)
def test_elke_parameter_verdraagt_alles(als, super, naam):
    """Order, columns, page and key from a hostile address: never a 500."""
    maak(LIJSTEN[naam], 3)
    client = als(super)
    for soort, waarde in LAST.items():
        for parameter in EIGEN:
            assert vraag(LIJSTEN[naam], super, **{parameter: waarde}).blad.rijen, (soort, parameter)
        for pagina in ("lijst", "raster"):
            antwoord = client.get(reverse(f"{naam}_{pagina}"), dict.fromkeys(EIGEN, waarde))
            assert antwoord.status_code == 200, (soort, pagina)


@pytest.mark.parametrize("naam", NAMEN)
@pytest.mark.parametrize(
    ("parameter", "waarde"),
    [("volgorde", "wachtwoord"), ("kolommen", "wachtwoord"), ("per_pagina", "7"), ("pagina", "0"), ("na", "weg")],
)
def test_wat_niet_kan_wordt_gezegd(als, super, naam, parameter, waarde):
    """ontwerp §3: status 200 and a Dutch notice above the rows."""
    maak(LIJSTEN[naam], 3)
    antwoord = als(super).get(reverse(f"{naam}_lijst"), {parameter: waarde, **alles(LIJSTEN[naam])})
    assert antwoord.content.decode().count('class="melding warning"') == 1
    assert len(rijen(antwoord)) >= 3


def plat(keuzes) -> list:
    """The keys of choices, groups opened."""
    uit = []
    for sleutel, label in keuzes:
        uit += [deel for deel, _ in label] if isinstance(label, list | tuple) else [sleutel]
    return uit
