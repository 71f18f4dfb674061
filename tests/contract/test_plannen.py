"""No page may read or sort a table: every order and search field has an index that serves it (beloften.md §1).

`make bench` looks at what really happens among 100,000 rows and more; this looks at what PostgreSQL would do when it
avoids a scan and a sort wherever it can, of tables that it believes to be large.
"""

import json
import os
import random
import re
import subprocess
import sys
from functools import partial
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from relaties.models import Organisatie, Persoon, PersoonInOrganisatie
from smp.lijsten.kaal import kale_rijen
from smp.lijsten.lijst import LIJSTEN
from smp.lijsten.vraag import Vraag
from tests.bench.plannen import knopen, paden
from tests.contract.gegevens import NAMEN, maak
from tests.invullen import post

pytestmark = pytest.mark.django_db

GROOT, BLADZIJDE = 100_000, 1_000
STATIC = "django.contrib.staticfiles.storage.StaticFilesStorage"
TABELLEN = [model._meta.db_table for model in (Organisatie, Persoon, PersoonInOrganisatie)]
#: Nearly every row is so: the first hundreds of a table that are, are no scan.
GEWOON = {"samengevoegd_met_id", "actief", "verwerking_beperkt"}


@pytest.fixture
def groot(db):
    """A few rows that the planner takes for many, and a planner that scans or sorts only when it has to."""
    for naam in NAMEN:
        maak(LIJSTEN[naam], 5)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_sort = off")
        cursor.execute(
            "UPDATE pg_class SET reltuples = %s, relpages = pg_relation_size(oid) / 8192 "
            "WHERE oid IN (SELECT i.indexrelid FROM pg_index i WHERE i.indrelid = ANY(%s::regclass[])) "
            "OR oid = ANY(%s::regclass[])",
            [GROOT, TABELLEN, TABELLEN],
        )


def bezwaren(sql, params) -> list[str]:
    """What this statement would scan or sort of a large table."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}", params)
        plan = cursor.fetchone()[0]
    plan = json.loads(plan) if isinstance(plan, str) else plan
    uit, mag = [], []
    for knoop, _ in knopen(plan[0]["Plan"]):
        if knoop["Node Type"] == "Limit":
            mag += [kind for kind in knoop["Plans"] if set(re.findall("[a-z_]{3,}", kind.get("Filter", ""))) <= GEWOON]
        if knoop["Node Type"] == "Seq Scan" and knoop["Relation Name"] in TABELLEN and knoop not in mag:
            uit.append(f"seq scan of {knoop['Relation Name']}")
        elif knoop["Node Type"] == "Sort" and knoop["Plans"][0]["Plan Rows"] > BLADZIJDE:
            uit.append(f"sort of {knoop['Plans'][0]['Plan Rows']} rows by {', '.join(knoop['Sort Key'])}")
    return uit


def test_een_verkeerde_vraag_valt_op(groot):
    """The control: an order without an index."""
    assert len(bezwaren("SELECT * FROM relaties_organisatie ORDER BY bron, website", [])) == 2
    assert not bezwaren("SELECT * FROM relaties_organisatie ORDER BY sorteersleutel, id LIMIT 50", [])


@pytest.mark.parametrize("naam, veld", [("organisatie", "naam"), ("persoon", "lijstnaam"), ("persoon", "achternaam")])
def test_een_woord_wordt_in_de_index_gezocht(gebruiker, groot, naam, veld):
    """A common word among a million: what does not answer is never read (decision 0013)."""
    vraag = Vraag(LIJSTEN[naam], gebruiker, QueryDict(f"{veld}=jansen"))
    with CaptureQueriesContext(connection) as gevraagd:
        assert vraag.blad.nummer == 1
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_bitmapscan = off")
        cursor.execute(f"EXPLAIN {gevraagd[0]['sql']}")
        plan = "\n".join(regel for (regel,) in cursor.fetchall())
    assert f"Index Only Scan using {naam}_naam" in plan


@pytest.mark.parametrize("kaal", [True, False])
@pytest.mark.parametrize("naam", ["organisatie", "persoon", "persooninorganisatie"])
def test_een_bladzijde_op_sleutel_leest_de_index(gebruiker, groot, naam, kaal):
    """L4: behind a key, in each order; as the list reads its rows, and as the grid does."""
    lijst, gezien = LIJSTEN[naam], 0
    for kolom in (kolom for kolom in lijst.kolommen if lijst.sorteersleutel(kolom) is not None):
        parameters = {"volgorde": kolom.naam, "kolommen": lijst.vaste_kolom}
        for na in (None, Vraag(lijst, gebruiker, QueryDict(urlencode(parameters))).blad.eerste_sleutel):
            vraag = Vraag(lijst, gebruiker, QueryDict(urlencode(parameters | ({"na": na} if na else {}))))
            vraag.voor_blad = partial(kale_rijen, vraag) if kaal else vraag.voor_blad
            with CaptureQueriesContext(connection) as gevraagd:
                assert vraag.blad.eerder == bool(na)
            assert not [fout for q in gevraagd for fout in bezwaren(q["sql"], None)], kolom.naam
            # Rows that join: in a run of equal values the planner expects one, and would join and sort all of them.
            joint = re.search(rf'FROM "{lijst.model._meta.db_table}" (INNER|LEFT OUTER) JOIN', gevraagd[0]["sql"])
            assert not (na and joint) or " IN (SELECT " in gevraagd[0]["sql"], kolom.naam
            gezien += 1
    assert gezien > 10


def test_van_honderdduizend_echte_rijen_wordt_niets_gelezen_of_gesorteerd():
    """Issue 5: what PostgreSQL does with the rows of the bench; walks of an index too (`plannen.bezwaren`)."""
    opdracht = [sys.executable, "-m", "tests.bench.plannen", str(GROOT)]
    # Another database than the bench has, and files as they are: nobody gathered them for a test.
    env = os.environ | {"SMP_BENCH": "smp_plannen", "SMP_STATIC": STATIC}
    uit = subprocess.run(opdracht, cwd=settings.BASE_DIR, capture_output=True, text=True, env=env)
    aantal = re.search(r"(\d+) statements of \d+ pages", uit.stdout)
    assert aantal and int(aantal[1]) > 500, uit.stdout + uit.stderr
    assert uit.returncode == 0, uit.stdout


def test_een_lange_naam_past_in_de_index():
    """The longest that is accepted, of letters that become two: an entry of a B-tree has at most 2,704 bytes."""
    namen = {
        Organisatie: (["naam", "handelsnaam", "zoeknaam", "bezoekadres_plaats"], 250),
        Persoon: (["achternaam", "achternaam_partner", "tussenvoegsel", "tussenvoegsel_partner", "voornaam"], 160),
    }
    for model, (velden, grens) in namen.items():
        rij = model(**{veld: willekeurig(min(grens // 2, model._meta.get_field(veld).max_length)) for veld in velden})
        rij.full_clean()
        rij.save()
        rij.refresh_from_db()
        assert len(rij.zoeksleutel) > 2 * grens


@pytest.mark.parametrize("pad, veld", [("relaties/organisaties", "naam"), ("relaties/personen", "achternaam")])
def test_een_naam_die_tot_te_veel_letters_vouwt_is_een_melding(als, gebruiker, pad, veld):
    antwoord = post(als(gebruiker), f"/{pad}/toevoegen/", **{veld: "㎯" * 80})
    assert antwoord.status_code == 422 and "tekens in die voor meer letters tellen" in antwoord.content.decode()


def willekeurig(aantal: int) -> str:
    """Letters that do not compress."""
    return "".join(random.Random(aantal).choices("ßœæŒ", k=aantal))


def test_geen_bladzijde_leest_of_sorteert_een_tabel(als, gebruiker, groot):
    """L1–L6: each order up, each search field, card, grid and lookup; down and deep are the same index."""
    client, slecht, gezien = als(gebruiker), [], set()
    for pad in paden(gebruiker):
        if any(deel in pad for deel in ("voor=einde", "na=", "volgorde=-", "/segmenten/")):
            continue
        statements = []

        def noteer(execute, sql, params, many, context, statements=statements):
            statements.append((sql, params))
            return execute(sql, params, many, context)

        with connection.execute_wrapper(noteer):
            assert client.get(pad).status_code in (200, 404), pad
        for sql, params in statements:
            if sql.startswith("SELECT") and sql not in gezien:
                gezien.add(sql)
                slecht += [f"{pad}: {fout}" for fout in bezwaren(sql, params)]
    assert not slecht, "\n".join(slecht)
    assert len(gezien) > 100
