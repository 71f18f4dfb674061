"""R101: export of the found rows as CSV or Excel, with permission, logged, and without formulas."""

import csv
import io
import tracemalloc
import zipfile
from datetime import UTC, date, datetime
from itertools import count
from select import select
from types import SimpleNamespace
from xml.etree import ElementTree

import pytest
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from procrastinate.contrib.django.models import ProcrastinateJob

from relaties.models import Organisatie
from smp.uitwisseling import export, taken, views
from smp.uitwisseling.xlsx import werkboek
from smp.werk import Brok, Taak, ruim_op
from tests.factories import GebruikerFactory, OrganisatieFactory, PersoonInOrganisatieFactory, SegmentFactory
from tests.invullen import formulieren

pytestmark = pytest.mark.django_db
LIJST = "/relaties/organisaties/"
NS = {"x": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


def haal(client, formaat="csv", vraag="", url=LIJST):
    """Press the button on the list page, as a browser does."""
    form = next(form for form in formulieren(client.get(f"{url}?{vraag}")) if "formaat" in form.knoppen)
    return client.post(form.actie, form.data() | {"formaat": formaat})


def inhoud(antwoord) -> bytes:
    return b"".join(antwoord.streaming_content)


def csvrijen(antwoord) -> list[list[str]]:
    return list(csv.reader(io.StringIO(inhoud(antwoord).decode("utf-8-sig"), newline=""), delimiter=";"))


def cellen(bestand: bytes) -> list[list]:
    """The cells of a workbook: a text, a number, a (number, style) or None; a formula fails."""
    blad = ElementTree.fromstring(zipfile.ZipFile(io.BytesIO(bestand)).read("xl/worksheets/sheet1.xml"))
    assert not blad.findall(".//x:f", NS)
    return [[_cel(cel) for cel in rij] for rij in blad.find("x:sheetData", NS)]


def _cel(cel):
    if cel.get("t") == "inlineStr":
        return cel.find("x:is/x:t", NS).text or ""
    waarde = cel.find("x:v", NS)
    if waarde is None:
        return None
    return (float(waarde.text), cel.get("s")) if cel.get("s") else float(waarde.text)


def test_export_geeft_de_gevonden_rijen_met_de_gekozen_kolommen_op_volgorde(als, super):
    """R101: what is on the screen, in its order, and nothing else."""
    for naam, plaats in (("Anker", "Zwolle"), ("Boei", "Zwolle"), ("Coupé", "Kampen")):
        OrganisatieFactory(naam=naam, bezoekadres_plaats=plaats)
    vraag = "bezoekadres_plaats=zwolle&volgorde=-naam&kolommen=naam,bezoekadres_plaats"
    assert csvrijen(haal(als(super), vraag=vraag)) == [["Naam", "Plaats"], ["Boei", "Zwolle"], ["Anker", "Zwolle"]]


def test_een_telling_gaat_mee(als, super):
    """Excel has a number of it."""
    PersoonInOrganisatieFactory.create_batch(2, organisatie=OrganisatieFactory(naam="Anker"))
    vraag = "kolommen=naam,aantal_personen"
    assert csvrijen(haal(als(super), vraag=vraag))[1] == ["Anker", "2"]
    assert cellen(inhoud(haal(als(super), "xlsx", vraag)))[1] == ["Anker", 2.0]


def test_wie_alles_leest_vraagt_postgresql_niet_om_de_eerste_rijen(als, super):
    """Else 100,000 rows that answer are gathered along a million names, 4 s instead of 0.2."""
    OrganisatieFactory()
    inhoud(haal(als(super)))
    with connection.cursor() as cursor:
        cursor.execute("SHOW cursor_tuple_fraction")
        assert cursor.fetchone() == ("1",)


def test_csv_opent_in_een_nederlands_rekenblad(als, super):
    """BOM, semicolons, CRLF, 1-9-2019, Ja and Nee, and labels for choices and keys."""
    segment = SegmentFactory(naam="Musea", actief=False)
    OrganisatieFactory(naam="Anker", relatie_sinds=date(2019, 9, 1), segment=segment, telefoon="+31384210012")
    antwoord = haal(als(super), vraag="kolommen=naam,relatie_sinds,actief,segment,relatiestatus,telefoon")
    assert inhoud(antwoord).decode() == (
        "\ufeffNaam;Relatie sinds;Actief;Segment;Relatiestatus;Telefoonnummer\r\n"
        "Anker;1-9-2019;Ja;Musea (niet actief);Relatie;038 421 00 12\r\n"
    )


def test_xlsx_heeft_getypte_cellen(als, super):
    """A date is a date, a number a number; the rest is text."""
    OrganisatieFactory(naam="Anker", relatie_sinds=date(2019, 9, 1), aantal_medewerkers=35, kvk_nummer="01234567")
    antwoord = haal(als(super), "xlsx", "kolommen=naam,relatie_sinds,aantal_medewerkers,kvk_nummer,actief,branche")
    kop, rij = cellen(inhoud(antwoord))
    assert kop[:3] == ["Naam", "Relatie sinds", "Aantal medewerkers"]
    assert rij == ["Anker", (43709.0, "2"), 35.0, "01234567", "Ja", None]


def test_een_moment_staat_in_onze_eigen_tijd():
    """Summer time: 14:30 here."""
    [_, [cel]] = cellen(
        b"".join(werkboek("Blad", ["Kop"], [[export._waarde(datetime(2026, 7, 1, 12, 30, tzinfo=UTC))]]))
    )
    assert cel == (pytest.approx(46204 + 14.5 / 24), "3")


def test_een_dag_die_excel_niet_kent_is_tekst():
    """Its calendar begins in 1900, with a 29 February that never was: before March it would show another day."""
    dagen = [date(1850, 4, 30), date(1900, 2, 28), date(1900, 3, 1)]
    [_, rij] = cellen(b"".join(werkboek("Blad", ["A", "B", "C"], [dagen])))
    assert rij == ["30-4-1850", "28-2-1900", (61.0, "2")]


def test_de_naam_van_het_bestand_zegt_wat_het_is(als, super):
    """R2: confidential, and of which day."""
    OrganisatieFactory()
    antwoord = haal(als(super))
    inhoud(antwoord)
    assert f'"organisaties-vertrouwelijk-{timezone.localdate():%Y-%m-%d}.csv"' in antwoord["Content-Disposition"]
    assert antwoord["Content-Type"] == "text/csv; charset=utf-8"
    blad = zipfile.ZipFile(io.BytesIO(inhoud(haal(als(super), "xlsx")))).read("xl/worksheets/sheet1.xml").decode()
    assert "Vertrouwelijk – bevat persoonsgegevens" in blad


FORMULES = ["=1+1", "+31", "-2", "@SOM(A1)", "\t=1", "\r=1", '=HYPERLINK("x")', "'=1+1"]


@pytest.mark.parametrize("tekst", FORMULES)
def test_geen_tekst_wordt_een_formule(als, super, tekst):
    """E35: an apostrophe before it in CSV, a text cell in Excel; what the database holds comes back."""
    Organisatie.objects.filter(pk=OrganisatieFactory().pk).update(branche=tekst)
    [_, [_, cel]] = csvrijen(haal(als(super), vraag="kolommen=naam,branche"))
    assert cel == f"'{tekst}" and export.ontdoe(cel) == tekst
    [_, [_, cel]] = cellen(inhoud(haal(als(super), "xlsx", "kolommen=naam,branche")))
    assert cel.replace("_x000D_", "\r") == tekst


@given(st.text(alphabet="'=+-@\t\r\nab"))
def test_bescherming_is_terug_te_draaien(tekst):
    """Export, import, export: nothing gained, nothing lost."""
    beschermd = export.bescherm(tekst)
    assert export.ontdoe(beschermd) == tekst and not beschermd.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


class Regels(list):
    kop = ["Naam", "Branche"]


@given(st.lists(st.tuples(*[st.text(alphabet='a;"\r\n, ', max_size=4)] * 2)))
def test_elke_regel_komt_uit_csv_zoals_hij_erin_ging(rijen):
    """Also the lines that are written without the module csv."""
    tekst = b"".join(export.csv_stukken(Regels(rijen))).decode("utf-8-sig")
    [kop, *terug] = csv.reader(io.StringIO(tekst, newline=""), delimiter=";")
    assert kop == Regels.kop and [tuple(map(export.ontdoe, rij)) for rij in terug] == rijen


def test_een_kolom_die_leeg_is_blijft_een_regel():
    regels = Regels([[""], ["a"]])
    regels.kop = ["Naam"]
    assert b"".join(export.csv_stukken(regels)).decode("utf-8-sig") == 'Naam\r\n""\r\na\r\n'


def test_een_gewone_apostrof_blijft():
    assert export.bescherm("'s-Hertogenbosch") == "'s-Hertogenbosch" == export.ontdoe("'s-Hertogenbosch")


def test_elk_teken_blijft_leesbaar_in_excel():
    """Markup, control characters, emoji, and what looks like an escaped character; each alone, and together."""
    teksten = ["&", "<b", "]]>", "_x0041_", "\x01", "<b>&\"' 🎭\u202e _x0041_ \x01"]
    [_, rij] = cellen(b"".join(werkboek("A & B", ["<kop>"], [teksten])))
    assert rij == ["&", "<b", "]]>", "_x005F_x0041_", "_x0001_", "<b>&\"' 🎭\u202e _x005F_x0041_ _x0001_"]


def test_elke_export_staat_in_het_log(als, super, beheerder):
    """R101: who, when, which question, how many rows, in which form; in the admin."""
    OrganisatieFactory.create_batch(3, bezoekadres_plaats="Zwolle")
    inhoud(haal(als(super), "xlsx", "bezoekadres_plaats=Zwolle"))
    taak = Taak.objects.get()
    assert (taak.soort, taak.stand, taak.gebruiker, taak.totaal) == ("export", "klaar", super, 3)
    assert "bezoekadres_plaats=Zwolle" in taak.vraag and taak.wat["formaat"] == "xlsx"
    html = als(beheerder).get("/beheer/smp/taak/").content.decode()
    assert "Saskia Super" in html and "XLSX" in html and "Organisaties" in html


def test_een_afgebroken_export_staat_ook_in_het_log(super, monkeypatch):
    """The browser left half-way: how many rows it got."""
    monkeypatch.setattr(export, "GREEP", 2)
    OrganisatieFactory.create_batch(4)
    wat = {"formaat": "csv"}
    taak = Taak.objects.create(soort="export", stand="gestopt", lijst="organisatie", gebruiker=super, wat=wat)
    stukken = export.stukken(taak)
    next(stukken)
    stukken.close()
    taak.refresh_from_db()
    assert taak.stand == "gestopt" and 0 < taak.totaal < 4


@pytest.mark.django_db(transaction=True)
def test_een_browser_die_niet_meer_leest_houdt_de_database_niet_vast(super, monkeypatch):
    """PostgreSQL ends the transaction: the file breaks off, and the log tells how far it came."""
    monkeypatch.setattr(export, "GREEP", 2)
    monkeypatch.setattr(export, "WACHT_OP_BROWSER", "10ms")
    OrganisatieFactory.create_batch(6)
    wat = {"formaat": "csv"}
    taak = Taak.objects.create(soort="export", stand="gestopt", lijst="organisatie", gebruiker=super, wat=wat)
    stukken = export.stukken(taak)
    next(stukken)
    select([connection.connection], [], [], 5)  # until the server has said that it is over
    with pytest.raises(DatabaseError):
        list(stukken)
    taak.refresh_from_db()
    assert taak.stand == "gestopt" and 0 < taak.totaal < 6


def test_een_onbekend_formaat_exporteert_niets(als, super):
    antwoord = als(super).post(f"{LIJST}export/", {"formaat": "pdf"}, follow=True)
    assert "Kies CSV of Excel." in antwoord.content.decode() and not Taak.objects.exists()


@pytest.mark.parametrize("wie", ["lezer", "gebruiker"])
def test_wie_niet_mag_exporteren_ziet_de_knop_niet(request, als, wie):
    """A4: no export for the roles Alleen lezen and Gebruiker."""
    browser = als(request.getfixturevalue(wie))
    OrganisatieFactory()
    assert "Exporteren" not in browser.get(LIJST).content.decode()
    assert browser.post(f"{LIJST}export/", {"formaat": "csv"}).status_code == 403


def test_geen_query_per_rij(als, super):
    """Also where the columns are names of related records."""

    def vragen() -> int:
        with CaptureQueriesContext(connection) as queries:
            inhoud(haal(als(super), url="/relaties/personen-in-organisatie/"))
        return len(queries)

    PersoonInOrganisatieFactory()
    klein = vragen()
    PersoonInOrganisatieFactory.create_batch(30)
    assert vragen() <= klein


@pytest.mark.parametrize("formaat", ["csv", "xlsx"])
def test_het_geheugen_groeit_niet_mee(super, formaat, monkeypatch):
    """Streamed: ten times the rows cost no more memory."""

    def piek(aantal: int) -> int:
        rijen = export.Rijen.__new__(export.Rijen)
        rijen.kop, rijen.aantal = ["a", "b"], 0
        monkeypatch.setattr(
            export.Rijen, "__iter__", lambda zelf: (["Museum Het Ankerhuis", nr] for nr in range(aantal))
        )
        rijen.lijst = type("L", (), {"titel": "Lijst"})
        tracemalloc.start()
        for _ in export.FORMATEN[formaat].stukken(rijen):
            pass
        hoogst = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return hoogst

    piek(10)
    assert piek(30_000) < piek(3_000) * 1.5


@pytest.fixture
def werker(monkeypatch, op_een_verbinding):
    """More than two rows in Excel is a job; `werker()` runs it."""
    klein = export.Formaat("x/y", export.xlsx_stukken, direct=2, hoogstens=5)
    monkeypatch.setitem(export.FORMATEN, "xlsx", klein)
    wacht = []
    monkeypatch.setattr(views, "vraag_werker", lambda job, taak: wacht.append(taak.pk))
    return lambda: [taken.exporteren(pk) for pk in wacht]


def test_een_grote_export_doet_de_werker(als, super, werker, monkeypatch):
    """The page can be left; when it is ready there is a file to fetch, in pieces."""
    monkeypatch.setattr(taken, "BROK", 100)
    OrganisatieFactory.create_batch(3)
    browser = als(super)
    url = haal(browser, "xlsx").url
    assert "Staat klaar om te beginnen." in browser.get(url).content.decode()
    assert browser.get(f"{url}bestand/").status_code == 404
    werker()
    assert "Het bestand is klaar." in browser.get(url).content.decode() and Brok.objects.count() > 1
    assert len(cellen(inhoud(browser.get(f"{url}bestand/")))) == 4


@pytest.mark.django_db(transaction=True)
def test_wat_de_werker_opslaat_is_meteen_te_zien(super, monkeypatch):
    """He reads in one transaction and stores beside it: an export that fails leaves what it had, and says so."""

    def stukken(rijen):
        assert connection.in_atomic_block
        rijen.aantal = 7
        yield b"x" * taken.BROK
        raise MemoryError

    monkeypatch.setattr(taken, "time", SimpleNamespace(monotonic=count(step=2).__next__))  # time to say how far it is
    monkeypatch.setitem(export.FORMATEN, "csv", export.Formaat("x/y", stukken))
    taak = Taak.objects.create(soort="export", lijst="organisatie", gebruiker=super, wat={"formaat": "csv"})
    with pytest.raises(MemoryError):
        taken.exporteren(taak.pk)
    taak.refresh_from_db()
    assert (taak.stand, taak.gedaan, taak.brokken.count()) == ("gestopt", 7, 1)


def test_elk_ophalen_staat_in_het_log_en_alleen_wie_vroeg_mag(als, super, beheerder, werker):
    """R101: a colleague with the same right does not fetch what another one asked for."""
    OrganisatieFactory.create_batch(3)
    browser = als(super)
    url = f"{haal(browser, 'xlsx').url}bestand/"
    werker()
    assert [browser.get(url).status_code for _ in range(2)] == [200, 200]
    assert len(Taak.objects.get().bon["opgehaald"]) == 2
    assert als(beheerder).get(url).status_code == 404
    assert browser.get(url.replace("organisaties", "personen")).status_code == 404  # the address of another lijst
    assert browser.get(url)["Cache-Control"] == "no-store"  # nor does a copy stay in the browser


def test_een_export_die_opnieuw_begint_geeft_een_heel_bestand(als, super, werker):
    """What a worker left that died is thrown away."""
    OrganisatieFactory.create_batch(3)
    browser = als(super)
    url = haal(browser, "xlsx").url
    werker()
    Taak.objects.update(stand=Taak.BEZIG)
    werker()
    assert len(cellen(inhoud(browser.get(f"{url}bestand/")))) == 4


def test_een_bestand_dat_klaar_is_wordt_niet_nog_eens_gemaakt(als, super, werker):
    """Of two jobs for one Taak the second finds it done: what is being fetched stays, with the rows of then."""
    OrganisatieFactory.create_batch(3)
    url = haal(als(super), "xlsx").url
    werker()
    OrganisatieFactory()
    werker()
    assert len(cellen(inhoud(als(super).get(f"{url}bestand/")))) == 4


def test_te_veel_rijen_voor_excel(als, super, werker):
    OrganisatieFactory.create_batch(6)
    browser = als(super)
    html = browser.get(haal(browser, "xlsx").url).content.decode()
    assert "In Excel passen 5 rijen." in html and not Taak.objects.exists()


def test_het_bestand_verdwijnt_na_een_dag(als, super, werker):
    """AVG: the log stays, the data do not."""
    OrganisatieFactory.create_batch(3)
    browser = als(super)
    url = haal(browser, "xlsx").url
    werker()
    Taak.objects.update(gevraagd_op="2026-01-01T00:00Z")
    ruim_op()
    assert "niet meer te downloaden" in browser.get(url).content.decode()
    assert browser.get(f"{url}bestand/").status_code == 404 and Taak.objects.exists()


def test_de_werker_hervat_een_export_die_stil_staat():
    """A file that was sent at once is nobody's to make again."""
    for stand in ("bezig", "gestopt", "klaar"):
        taak = Taak.objects.create(soort="export", stand=stand, lijst="organisatie", gebruiker=GebruikerFactory())
        Taak.objects.filter(pk=taak.pk).update(bewogen_op="2026-01-01T00:00Z")
    taken.exports_hervatten(timestamp=0)
    assert list(ProcrastinateJob.objects.values_list("task_name", flat=True)) == ["exporteren"]


def test_afdrukken_geeft_alle_gevonden_rijen_op_een_pagina(als, super):
    """Every found row, not the page of the screen; the question and the date above it, nothing to press but print."""
    for nr in range(60):
        OrganisatieFactory(naam=f"<b>Museum {nr:02}", bezoekadres_plaats="Zwolle")
    antwoord = haal(als(super), "afdruk", "bezoekadres_plaats=zwolle&kolommen=naam,bezoekadres_plaats")
    html = inhoud(antwoord).decode()
    assert antwoord["Content-Disposition"].startswith("inline") and html.count("<td>&lt;b&gt;Museum") == 60
    assert "<b>Plaats:</b> zwolle" in html and "60 organisaties" in html and "<form" not in html
    assert (Taak.objects.get().wat["formaat"], Taak.objects.get().gedaan) == ("afdruk", 60)


def test_een_afdruk_van_te_veel_rijen_is_een_zin(als, super, monkeypatch):
    OrganisatieFactory.create_batch(3)
    monkeypatch.setitem(export.FORMATEN, "afdruk", export.Formaat("text/html", None, hoogstens=2, te_lezen=True))
    client = als(super)
    html = client.get(haal(client, "afdruk").url).content.decode()
    assert "Op een afdruk passen 2 rijen. Kies CSV, of zoek op minder." in html and not Taak.objects.exists()


def test_brede_afdruk_ligt(als, super):
    OrganisatieFactory()
    kolommen = "naam,bezoekadres_plaats,bezoekadres_postcode,telefoon,email,website,kvk_nummer"
    assert '<body class="liggend">' in inhoud(haal(als(super), "afdruk", f"kolommen={kolommen}")).decode()
