"""Every search field and every parameter against hostile values: never a 500, always said, never everything."""

import pytest
from django.forms import IntegerField
from django.http import QueryDict
from django.urls import reverse

from smp.lijsten.lijst import LIJSTEN
from smp.lijsten.vraag import EIGEN, Vraag
from tests.contract.gegevens import NAMEN
from tests.contract.test_lijsten import alles, rijen
from tests.factories import SegmentFactory

pytestmark = pytest.mark.django_db

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


def test_elk_zoekveld_verdraagt_alles(super, gevuld):
    """R22, R59: whatever is typed, the question can be asked, and finds nothing that does not answer it."""
    for soort, waarde in LAST.items():
        for veld in LIJSTEN[gevuld].zoekvelden:
            gevonden = vraag(LIJSTEN[gevuld], super, **{veld: waarde}).blad.rijen
            assert soort not in VINDT_NIETS or gevonden == [], (soort, veld)


@pytest.mark.parametrize("pagina", ["lijst", "raster"])
def test_elke_pagina_toont_wat_er_gevraagd_is(als, super, gevuld, pagina):
    """R22: with the same value in every search field and every parameter, list and grid still answer."""
    client, velden = als(super), [*EIGEN, *LIJSTEN[gevuld].zoekvelden]
    for soort, waarde in LAST.items():
        assert client.get(reverse(f"{gevuld}_{pagina}"), dict.fromkeys(velden, waarde)).status_code == 200, soort


def test_een_surrogaat_is_geen_fout(als, super, gevuld):
    """A half character, as bytes in the address: read as a replacement character."""
    client = als(super)
    for veld in LIJSTEN[gevuld].zoekvelden:
        assert client.get(f"{reverse(f'{gevuld}_lijst')}?{veld}=%ED%A0%80").status_code == 200, veld


def test_onleesbaar_vindt_niets_en_zegt_het(super, gevuld):
    """ontwerp §3: a criterion that cannot be read finds nothing, never everything."""
    lijst = LIJSTEN[gevuld]
    assert vraag(lijst, super).rijen.count() >= 3
    for veld in lijst.zoekvelden:
        gevraagd = vraag(lijst, super, **{veld: "!!! ???"})
        assert not gevraagd.rijen.exists(), veld
        assert gevraagd.chips[0]["label"] == str(gevraagd.form.fields[veld].label)


def test_elk_zoekveld_neemt_een_waarde_aan(super, gevuld):
    """R22: what is offered can be asked, without a notice."""
    lijst = LIJSTEN[gevuld]
    SegmentFactory(sub=True)
    for veld, formulierveld in vraag(lijst, super).form.fields.items():
        los = "1" if isinstance(formulierveld, IntegerField) else "Zwolle"
        for waarde in [sleutel for sleutel in plat(getattr(formulierveld, "choices", ())) if sleutel] or [los]:
            gevraagd = vraag(lijst, super, **{veld: str(waarde)})
            assert gevraagd.form.is_valid() and not gevraagd.meldingen, (veld, waarde)
            assert gevraagd.rijen.count() >= 0


def test_een_onbekend_zoekveld_wordt_gezegd(als, super, gevuld):
    """ontwerp §3: dropped, and said in Dutch; the other criteria hold."""
    antwoord = als(super).get(reverse(f"{gevuld}_lijst"), {"password__startswith": "a", **alles(LIJSTEN[gevuld])})
    assert "Het zoekveld ‘password__startswith’ bestaat niet en is overgeslagen." in antwoord.content.decode()
    assert len(rijen(antwoord)) >= 3


@pytest.mark.parametrize("naam", NAMEN)
def test_een_nul_wordt_gezegd(als, super, naam):
    """A NUL cannot be stored, so it cannot be looked for."""
    veld = next(iter(LIJSTEN[naam].zoekvelden))
    antwoord = als(super).get(reverse(f"{naam}_lijst"), {veld: "a\x00b"})
    assert f"De waarde van ‘{veld}’ is onleesbaar en is overgeslagen." in antwoord.content.decode()


def test_elke_parameter_verdraagt_alles(super, gevuld):
    """Order, columns, page and key from a hostile address: the rows are shown all the same."""
    for soort, waarde in LAST.items():
        for parameter in EIGEN:
            assert vraag(LIJSTEN[gevuld], super, **{parameter: waarde}).blad.rijen, (soort, parameter)


def test_wat_niet_kan_wordt_gezegd(als, super, gevuld):
    """ontwerp §3: status 200 and a Dutch notice above the rows."""
    client = als(super)
    for parameter, waarde in {
        "volgorde": "wachtwoord", "kolommen": "wachtwoord", "per_pagina": "7", "pagina": "0", "na": "weg",
    }.items():  # fmt: skip
        antwoord = client.get(reverse(f"{gevuld}_lijst"), {parameter: waarde, **alles(LIJSTEN[gevuld])})
        assert antwoord.content.decode().count('class="melding warning"') == 1, parameter
        assert len(rijen(antwoord)) >= 3


def plat(keuzes) -> list:
    """The keys of choices, groups opened."""
    uit = []
    for sleutel, label in keuzes:
        uit += [deel for deel, _ in label] if isinstance(label, list | tuple) else [sleutel]
    return uit
