"""Where a page is read from. The whole of it, on two real clusters: `python -m tests.bench.replica`."""

import pytest
from django.core.exceptions import MiddlewareNotUsed

from relaties.models import Organisatie
from smp import replica
from smp.gebruikers.models import Gebruiker
from smp.replica import Leesrouter, Lezen


@pytest.fixture
def router():
    """A request that may read from a replica."""
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
