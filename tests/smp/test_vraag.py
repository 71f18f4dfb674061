"""The Vraag: what one request asks of a Lijst (ontwerp §3)."""

import re

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from relaties.models import Organisatie
from smp.lijsten import vraag as vraagmodule
from smp.lijsten.bladeren import Wijze
from smp.lijsten.lijst import LIJSTEN
from smp.lijsten.vraag import Vraag
from tests.factories import OrganisatieFactory, SegmentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def vraag(gebruiker):
    def maak(tekst: str) -> Vraag:
        return Vraag(LIJSTEN["organisatie"], gebruiker, QueryDict(tekst))

    return maak


@pytest.fixture(autouse=True)
def organisaties():
    OrganisatieFactory(naam="Museum Het Ankerhuis", bezoekadres_plaats="Zwolle")
    OrganisatieFactory(naam="Bakkerij De Zonnehof", bezoekadres_plaats="Kampen")
    OrganisatieFactory(naam="Oud Museum", actief=False)


def namen(vraag) -> list[str]:
    return [org.naam for org in vraag.blad.rijen]


def test_zonder_vraag_zie_je_wat_actief_is(vraag):
    """R22, A22: the first page straight away, ordered by name, active only, and said in a chip."""
    assert namen(vraag("")) == ["Bakkerij De Zonnehof", "Museum Het Ankerhuis"]
    assert [(chip["label"], chip["waarde"]) for chip in vraag("").chips] == [("Actief", "Ja")]


def test_alle_haalt_het_standaardcriterium_weg(vraag):
    """R73: inactive ones are found when asked for."""
    assert len(namen(vraag("actief=alle"))) == 3 and namen(vraag("actief=nee")) == ["Oud Museum"]
    assert vraag("").chips[0]["weg_url"] == "?actief=alle" and vraag("actief=alle").chips == []


def test_criteria_gelden_samen(vraag):
    """R22: search fields are ANDed."""
    assert namen(vraag("naam=museum&bezoekadres_plaats=zwo")) == ["Museum Het Ankerhuis"]
    assert namen(vraag("naam=museum&bezoekadres_plaats=kam")) == []


def test_een_keuze_staat_in_woorden_in_de_chip(vraag):
    """R22: 'Segment: Sponsoren', not its number."""
    sponsoren = SegmentFactory(naam="Sponsoren")
    chip = vraag(f"segment={sponsoren.pk}").chips[-1]
    assert (chip["label"], chip["waarde"]) == ("Segment", "Sponsoren")
    assert chip["weg_url"] == "?"


def test_de_vraag_is_te_delen(vraag):
    """R23: the address holds the whole question; asked again it gives the same rows."""
    gevraagd = vraag("naam=museum&volgorde=-naam&kolommen=naam,branche&per_pagina=25&actief=alle")
    opnieuw = vraag(gevraagd.querystring())
    assert namen(opnieuw) == namen(gevraagd) == ["Oud Museum", "Museum Het Ankerhuis"]
    assert opnieuw.querystring() == gevraagd.querystring() and opnieuw.kolommen == gevraagd.kolommen


def test_een_ander_criterium_begint_weer_vooraan(vraag):
    """R95: page 3 of one question is not page 3 of another."""
    gevraagd = vraag("naam=museum&pagina=3&tel=1&set=x")
    assert gevraagd.url(volgorde="-naam") == "?naam=museum&volgorde=-naam"
    assert gevraagd.querystring() == "naam=museum&pagina=3"


def test_het_aantal_is_precies_tot_de_grens(vraag, monkeypatch):
    """R95: '2', then '1+', and precisely on request."""
    assert (vraag("").aantal, vraag("").aantal_tekst) == (2, "2")
    monkeypatch.setattr(vraagmodule, "TELGRENS", 1)
    assert (vraag("").aantal, vraag("").aantal_tekst) == (None, "1+")
    assert vraag("tel=1").aantal == 2


@pytest.mark.parametrize("woord, aantal, tellingen", [("museum", None, 1), ("bakkerij", 3, 2), ("ankerhuis", 1, 0)])
def test_wie_met_het_woord_begint_is_genoeg_om_te_weten_dat_het_er_meer_zijn(
    vraag, monkeypatch, woord, aantal, tellingen
):
    """A common word: PostgreSQL does not look for the others then. What fits on one page is not counted at all."""
    for naam in ("Museum A", "Museum B", "Museum C", "Oude Bakkerij", "Nieuwe Bakkerij"):
        OrganisatieFactory(naam=naam)
    monkeypatch.setattr(vraagmodule, "ZOEKGRENS", 3)
    gezocht = vraag(f"naam={woord}")
    gezocht.per_pagina = 2
    with CaptureQueriesContext(connection) as gevraagd:
        assert gezocht.blad.rijen and gezocht.aantal == aantal
    assert len(gevraagd) == 1 + bool(tellingen)
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN ANALYZE {gevraagd[-1]['sql']}")
        plan = str(cursor.fetchall())
    assert len(re.findall("InitPlan", plan)) - bool("never executed" in plan) == tellingen


@pytest.mark.parametrize(
    "lijst, tekst, wijze",
    [
        ("organisatie", "naam=museum", Wijze.IN_INDEX),
        ("organisatie", "naam=museum&volgorde=-bezoekadres_plaats", Wijze.ZOEKEND),
        ("organisatie", "volgorde=-bezoekadres_plaats", Wijze.GEWOON),
        ("persooninorganisatie", "persoon=museum", Wijze.ZOEKEND),
        ("organisatie", "naam=museum&ook=website:bevat:x", Wijze.WEINIG),
        ("organisatie", "telefoon=038", Wijze.WEINIG),
        ("persooninorganisatie", "zakelijk_email=anna@", Wijze.WEINIG),
        ("segment", "naam=museum", Wijze.IN_INDEX),
        ("segment", "ook=omschrijving:bevat:x", Wijze.GEWOON),
    ],
)
def test_een_woord_wordt_gezocht_naar_wat_de_index_weet(gebruiker, lijst, tekst, wijze):
    """Decision 0013: what the index of the order does not hold may all lie at its other end."""
    assert Vraag(LIJSTEN[lijst], gebruiker, QueryDict(tekst)).wijze == wijze


def test_een_voorwaarde_waar_velen_aan_voldoen_wordt_eerst_dichtbij_gezocht(gebruiker, monkeypatch):
    """Of how many PostgreSQL expects, it is asked; in a new database that is few."""
    vraag = Vraag(LIJSTEN["organisatie"], gebruiker, QueryDict("ook=website:leeg"))
    monkeypatch.setattr("smp.lijsten.vraag.WEINIGEN", 1)
    assert vraag.wijze == Wijze.ZOEKEND
    niemand = Vraag(LIJSTEN["organisatie"], gebruiker, QueryDict("ook=naam:bevat:'--'"))
    assert niemand.wijze == Wijze.WEINIG and niemand.blad.rijen == []


@pytest.mark.parametrize("per_pagina, geteld", [("50", 0), ("25", 1)])
def test_een_voorwaarde_wordt_pas_geteld_als_er_meer_is(gebruiker, per_pagina, geteld):
    """To count few hits may read a table again, and they all stand on this page."""
    OrganisatieFactory.create_batch(26, website="https://zwaan.example")
    vraag = Vraag(LIJSTEN["organisatie"], gebruiker, QueryDict(f"ook=website:bevat:zwaan&per_pagina={per_pagina}"))
    with CaptureQueriesContext(connection) as gevraagd:
        assert len(vraag.blad.rijen) == min(26, int(per_pagina)) and vraag.aantal_tekst == "26"
    assert sum("COUNT" in q["sql"] for q in gevraagd) == geteld


def test_wat_gevonden_is_wordt_niet_nog_eens_gevraagd(gebruiker):
    """A condition on related records, asked of the fifty rows again: PostgreSQL began with it, 2 s among a million."""
    vraag = Vraag(LIJSTEN["organisatie"], gebruiker, QueryDict("ook=website:bevat:zwaan"))
    with CaptureQueriesContext(connection) as gevraagd:
        assert vraag.blad.rijen == []
    assert gevraagd[-1]["sql"].count("ZWAAN") == 1


def test_een_leeg_criterium_is_er_geen(gebruiker):
    """What the address does not say is what the list does unasked, also in the links of the page ('alle' is a word)."""
    vraag = Vraag(LIJSTEN["organisatie"], gebruiker, QueryDict("actief="))
    assert vraag.criteria["actief"] == "ja" and "actief" not in vraag.querystring()


@pytest.mark.parametrize(
    "lijst, tekst",
    [("persooninorganisatie", "persoon=a"), ("organisatie", "naam=a&kvk_nummer=1"), ("organisatie", "naam=a&ook=x")],
)
def test_wie_met_het_woord_begint_telt_alleen_als_dat_vlug_is(gebruiker, lijst, tekst):
    """Of 1.5 million jobs it would be the slowest part of the page: they have no index that holds the words."""
    assert not Vraag(LIJSTEN[lijst], gebruiker, QueryDict(tekst))._alleen_woorden


def test_niets_gevonden_telt_nul(vraag):
    assert (vraag("naam=zzqq").aantal, vraag("naam=zzqq").aantal_tekst) == (0, "0")
    assert vraag("naam=museum&pagina=7").aantal == 1


@pytest.mark.parametrize("aantal", [1, 0])
def test_een_bladzijde_die_er_niet_is_wordt_geteld(vraag, aantal):
    """Also of a table that is empty."""
    if not aantal:
        Organisatie.objects.all().delete()
    gezocht = vraag("naam=museum&pagina=2")
    assert gezocht.blad.rijen == [] and gezocht.aantal == aantal


def test_een_kolom_sorteert_maar_een_keer(vraag):
    assert [(kolom.naam, neer) for kolom, neer in vraag("volgorde=-naam,naam,segment").volgorde] == [
        ("naam", True), ("segment", False),
    ]  # fmt: skip


@pytest.mark.parametrize("deel", ["wachtwoord", "-", "subsegment", "accountmanager__password", "pk"])
def test_sorteren_kan_alleen_op_wat_gedeclareerd_is(vraag, deel):
    """ontwerp §3: a sort allow-list; the rest is said and dropped."""
    gevraagd = vraag(f"volgorde={deel}")
    assert [kolom.naam for kolom, _ in gevraagd.volgorde] == ["naam"]
    assert gevraagd.meldingen == [f"Sorteren op ‘{deel}’ kan niet en is overgeslagen."]


@pytest.mark.parametrize(
    ("tekst", "naam"),
    [
        ("zonnehof bakkerij", "Bakkerij De Zonnehof"),
        ("ANKER", "Museum Het Ankerhuis"),
        ("de zo", "Bakkerij De Zonnehof"),
    ],
)
def test_zoeken_op_woorden(vraag, tekst, naam):
    """R59, domein 3.6: every word somewhere, in any order, without regard to capitals."""
    assert namen(vraag(f"naam={tekst}")) == [naam]


@pytest.mark.parametrize("tekst", ["8011", "8011 zx", "8011zx", "8011 ZX"])
def test_zoeken_op_postcode(vraag, tekst):
    """domein 3.6 search rule 5."""
    OrganisatieFactory(naam="Atelier", bezoekadres_postcode="8011 ZX")
    assert namen(vraag(f"bezoekadres_postcode={tekst}")) == ["Atelier"]


def test_een_leesteken_is_geen_nummer(vraag):
    """ontwerp §3: an unreadable number finds nothing, never everything."""
    OrganisatieFactory(naam="Atelier", kvk_nummer="00900001")
    assert namen(vraag("kvk_nummer=0090.0001")) == ["Atelier"] and namen(vraag("kvk_nummer=--")) == []


def test_alle_in_een_tekstveld_is_een_woord(vraag):
    """Only where 'alle' is the neutral choice of the field it says nothing."""
    assert [(chip["label"], chip["waarde"]) for chip in vraag("naam=alle&actief=alle").chips] == [("Naam", "alle")]


def test_niets_gevonden_door_een_typefout(als, gebruiker):
    """A9: 'Bedoelde je …?' with a link to the card; what was found needs no suggestion."""
    client = als(gebruiker)
    html = client.get("/relaties/organisaties/?naam=Musem+Ankerhius").content.decode()
    assert re.search(r'Bedoelde je\s+<a href="/relaties/organisaties/\d+/">Museum Het Ankerhuis</a>\?', html)
    assert "Bedoelde je" not in client.get("/relaties/organisaties/?naam=museum").content.decode()
    assert "Bedoelde je" not in client.get("/relaties/organisaties/?naam=zzqqxx").content.decode()


@pytest.mark.parametrize("getypt", ["{}.0", "{}.", " {} "])
def test_een_nummer_zoals_het_wordt_gelezen_staat_bij_naam_in_de_chip(gebruiker, getypt):
    """'12.0' is 12 for the search field, so for the chip too: no error page."""
    museum = Organisatie.objects.get(naam="Museum Het Ankerhuis")
    vraag = Vraag(LIJSTEN["persooninorganisatie"], gebruiker, QueryDict(f"organisatie={getypt.format(museum.pk)}"))
    assert vraag.chips[-1]["waarde"] == "Museum Het Ankerhuis"


def test_spaties_vragen_niets(vraag):
    assert len(namen(vraag("naam=+++&ook=+"))) == 2 and len(vraag("naam=+++&ook=+").chips) == 1
