"""Where a page is read from. The whole of it, on two real clusters: `python -m tests.bench.replica`."""

import pytest
from django.core.exceptions import MiddlewareNotUsed
from django.db import connections
from django.db import router as database_router
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from relaties.models import Organisatie
from smp import replica
from smp.gebruikers.models import Gebruiker
from smp.lijsten import treffers
from smp.lijsten.lijst import LIJSTEN
from smp.lijsten.vraag import Vraag
from smp.replica import Leesrouter, Lezen
from smp.zoekvragen import favorieten


@pytest.fixture
def router(monkeypatch):
    """A request that may read from a replica."""
    monkeypatch.setattr(database_router, "routers", [Leesrouter()])
    merk = replica._lees.set("replica1")
    yield Leesrouter()
    replica._lees.reset(merk)


def test_zonder_replica_is_er_niets():
    with pytest.raises(MiddlewareNotUsed):
        Lezen(lambda request: None)


def test_relaties_komen_van_de_replica_en_rechten_nooit(router):
    assert router.db_for_read(Organisatie) == "replica1" and router.db_for_read(Gebruiker) == "default"


def test_na_de_eerste_schrijf_leest_de_rest_van_de_primaire(router):
    assert router.db_for_write(Organisatie) == router.db_for_read(Organisatie) == "default"


def test_wie_niets_schreef_onthoudt_niets(gebruiker, django_assert_num_queries):
    """Without replicas a POST costs no query more."""
    with django_assert_num_queries(0):
        replica.onthoud(gebruiker)


@pytest.fixture
def verbinding():
    """A second connection, to the same database."""
    connections["replica1"] = connections["default"].copy()
    yield connections["replica1"]
    connections["replica1"].close()
    del connections["replica1"]


@pytest.mark.django_db
def test_een_trage_telling_is_ook_op_de_replica_op_tijd_klaar(lezer, router, verbinding, monkeypatch):
    """The limit holds where the question goes: on the connection of the primary it would stop nothing."""
    monkeypatch.setattr(favorieten, "GEDULD", "1ms")
    traag = property(lambda vraag: verbinding.cursor().execute("SELECT pg_sleep(1)"))
    monkeypatch.setattr(Vraag, "aantal_tekst", traag)
    assert favorieten._aantal(Vraag(LIJSTEN["organisatie"], lezer, QueryDict())) == "…"


@pytest.mark.django_db
def test_een_typefout_wordt_ook_op_de_replica_vergeven(lezer, router, verbinding):
    """With the likeness that we ask for, not the one that PostgreSQL begins with."""
    lijst = LIJSTEN["organisatie"]
    with CaptureQueriesContext(verbinding) as gezien:
        treffers.suggesties(lijst, lezer, "stichtng")
    assert "word_similarity_threshold" in str(gezien.captured_queries)
