"""Every search field and every column that can be asked for gives its clause, finds rows, and stands anything."""

from datetime import timedelta

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate

from smp.lijsten.lijst import LIJSTEN
from smp.lijsten.ook import Ook
from smp.lijsten.voorwaarden import OOK, Groep, Voorwaarde, lees, schrijf
from smp.lijsten.vraag import Vraag
from tests.contract.gegevens import NAMEN, maak
from tests.contract.test_kosten import GRENS, queries
from tests.contract.test_lijsten import alles
from tests.contract.test_zoekvelden import LAST, plat
from tests.factories import SegmentFactory

pytestmark = pytest.mark.django_db

VELDEN = [(naam, veld) for naam in NAMEN for veld in LIJSTEN[naam].zoekvelden]
#: An address that is no question: cut off, nested too deep, two kinds of group in one, an unknown field.
KWAAD = [
    *LAST.values(), "naam", "naam:", "naam:bevat", "naam:bevat:", "naam:bevat:'x", "naam:bevat:x:y:z", "(naam:bevat:x",
    "((naam:bevat:x))", "()", "naam:bevat:x;naam:bevat:y,naam:bevat:z", "naam:is:a;", ";", "wachtwoord:is:x",
    "naam:regex:x", "naam__regex:bevat:x", "naam:bevat:'a\x00b'", "aangemaakt_op:na:2026-99-99",
    "aangemaakt_op:na:0001-01-01", "aangemaakt_op:laatste:999999999", "aangemaakt_op:tussen:2026-02-01:2026-01-01",
    "naam:bevat:" + "x" * 101,
    ";".join(["naam:bevat:x"] * 21), ";".join(["(naam:bevat:x)"] * 7), "x.y:is:1", "naam:bevat:'%_\\'",
]  # fmt: skip


def vraag(lijst, user, **parameters) -> Vraag:
    data = QueryDict(mutable=True)
    data.update({**alles(lijst), **parameters})
    return Vraag(lijst, user, data)


def ook(lijst, user) -> Ook:
    return vraag(lijst, user).ook


def voorbeelden(ook: Ook, veld, operator) -> list[str]:
    """Values that the form offers for this column, or that a user may type."""
    if veld.operatoren[operator].aantal == 0:
        return []
    if keuzes := ook.keuzenamen(veld):
        return [next(iter(keuzes))]
    soort = "getal" if operator == "laatste" else veld.soort
    een, twee = {"getal": ("1", "900"), "datum": ("2019-01-01", "2026-12-31"), "tekst": ("Zwolle", "")}[soort]
    return [een, twee][: veld.operatoren[operator].aantal]


@pytest.mark.parametrize(("naam", "veld"), VELDEN)
def test_elk_zoekveld_geeft_een_zin(super, naam, veld):
    """Issue 4: the question read back; every criterion that narrows the rows is in the sentence."""
    lijst = LIJSTEN[naam]
    SegmentFactory(sub=True, soort_organisatie=True, soort_persoon=True)
    kaal = vraag(lijst, super).zin
    keuzes = plat(getattr(vraag(lijst, super).form.fields[veld], "choices", ()))
    waarden = [str(sleutel) for sleutel in keuzes if sleutel and sleutel != "alle"] or ["1"]
    zinnen = [vraag(lijst, super, **{veld: waarde}).zin for waarde in waarden]
    assert kaal == lijst.meervoud.capitalize() and kaal not in zinnen
    assert len(set(zinnen)) == len(waarden) and not any("…" in zin for zin in zinnen)


def test_elke_vergelijking_van_elk_veld_kan_gevraagd_worden(super, gevuld):
    """Issue 4: what the form offers gives rows or none, a clause of its own, and the same text when written again."""
    lijst = LIJSTEN[gevuld]
    SegmentFactory(sub=True, soort_organisatie=True, soort_persoon=True)
    bron = ook(lijst, super)
    zinnen = set()
    gevraagd = [(veld, operator) for veld in bron.velden.values() for operator in veld.operatoren]
    for veld, operator in gevraagd:
        deel = Voorwaarde(veld.naam, operator, tuple(voorbeelden(bron, veld, operator)))
        tekst = schrijf(Groep(True, (deel,)))
        assert lees(tekst) == Groep(True, (deel,))
        een = vraag(lijst, super, **{OOK: tekst})
        assert een.rijen.count() >= 0 and een.ook.fout == "" and een.meldingen == [], tekst
        zinnen.add(een.zin)
    # 'met een actieve persoon in categorie x' is a column of its own, and one of the persons.
    assert len(zinnen) >= len(gevraagd) - 4 and len(gevraagd) > 15


def test_een_kwade_vraag_vindt_niets_en_zegt_het(als, super, gevuld):
    """ontwerp §3: never everything, never a 500; on the list it is said, and a chip takes it away."""
    lijst = LIJSTEN[gevuld]
    for tekst in KWAAD:
        een = vraag(lijst, super, **{OOK: tekst})
        if een.ook.fout:
            assert een.blad.rijen == [] and een.meldingen == [een.ook.fout] and een.chips[-1]["weg_url"], tekst
        else:
            assert een.meldingen or een.blad.rijen == [] or "gevuld:" in tekst or tekst in ("", "   "), tekst


@pytest.mark.parametrize("pagina", ["lijst", "raster", "massa", "opzoeken", "uitgebreid", "waarom"])
def test_een_kwade_vraag_breekt_geen_pagina(als, super, pagina):
    naam = "persooninorganisatie"
    maak(LIJSTEN[naam], 2)
    client, paneel = als(super), {"paneel": "1"} if pagina == "opzoeken" else {}
    for tekst in KWAAD[::3]:
        antwoord = client.get(reverse(f"{naam}_{pagina}"), {OOK: tekst, "zoek": tekst, "record": tekst, **paneel})
        assert antwoord.status_code == 200 or (pagina, antwoord.status_code) == ("massa", 302), tekst


def test_een_kwade_post_van_uitgebreid_zoeken(als, super):
    """Every field wrong at once: 422 with what was typed, or back to the list."""
    client, url = als(super), reverse("segment_uitgebreid")
    velden = ["vraag", "koppel", "g0-koppel", "g0r0-veld", "g0r0-operator", "g0r0-waarde", "g0r0-waarde2", "g5r19-veld"]
    knoppen = [("zoeken", tekst) for tekst in [*KWAAD, "x" * 100_000]]
    knoppen += [(doe, "naam") for doe in ("rij-0", "rij-9", "weg-0-0", "weg--", "groep", *KWAAD[:6])]
    for doe, tekst in knoppen:
        antwoord = client.post(url, {**dict.fromkeys(velden, tekst), "doe": doe})
        assert antwoord.status_code in (200, 302, 422), (tekst, doe)


def test_een_lijst_met_voorwaarden_blijft_binnen_zes_queries(als, super, gevuld):
    """ontwerp §8: choices of a related record are read once, with those of the search fields."""
    lijst = LIJSTEN[gevuld]
    SegmentFactory(sub=True, soort_organisatie=True, soort_persoon=True)
    bron = ook(lijst, super)
    keuzes = [veld for veld in bron.velden.values() if veld.soort == "keuze" and "accountmanager" not in veld.naam]
    delen = tuple(Voorwaarde(veld.naam, "is", (next(iter(bron.keuzenamen(veld))),)) for veld in keuzes[:9])
    gevraagd = queries(als(super), reverse(f"{gevuld}_lijst"), {OOK: schrijf(Groep(False, delen)), **alles(lijst)})
    assert len(gevraagd) <= GRENS["lijst"], "\n".join(gevraagd)


def test_de_laatste_dagen_tellen_vandaag_mee(super):
    lijst, dag = LIJSTEN["organisatie"], localdate()
    maak(lijst, 2)
    lijst.model.objects.update(relatie_sinds=dag - timedelta(days=30))
    gevonden = [vraag(lijst, super, **{OOK: f"relatie_sinds:laatste:{n}"}).rijen.count() for n in ("29", "30")]
    with CaptureQueriesContext(connection) as teller:
        assert vraag(lijst, super, **{OOK: "relatie_sinds:laatste:30"}).rijen.exists()
    assert gevonden == [0, 2] and len(teller) == 1
