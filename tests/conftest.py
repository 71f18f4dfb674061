"""Named people. What a role may do follows from smp/gebruikers/rollen.py; `vreemde` has no role at all."""

import gc
import hashlib
import os
from contextlib import nullcontext
from importlib import import_module

import pytest
from django.apps import apps
from django.conf import settings
from django.db.models.signals import post_migrate
from django.test import Client

from relaties.models import Verwerkingsactiviteit
from smp.gebruikers import rollen
from smp.uitwisseling import taken
from tests.factories import GebruikerFactory
from tests.sessie import sessie


def pytest_collection_finish():
    """What is loaded by now stays; to look through all of it again and again costs an eighth of the run."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)


@pytest.fixture
def lezer(db):
    return GebruikerFactory(username="lezer", naam="Lotte Lezer", rol=rollen.LEZER)


@pytest.fixture
def gebruiker(db):
    return GebruikerFactory(username="gebruiker", naam="Gijs Gebruiker", rol=rollen.GEBRUIKER)


@pytest.fixture
def super(db):
    return GebruikerFactory(username="super", naam="Saskia Super", rol=rollen.SUPER)


@pytest.fixture
def beheerder(db):
    return GebruikerFactory(username="beheerder", naam="Bas Beheerder", rol=rollen.BEHEERDER, is_staff=True)


@pytest.fixture
def vreemde(db):
    return GebruikerFactory(username="vreemde", naam="Vera Vreemde")


@pytest.fixture
def als():
    """`als(gebruiker)` is a browser in which that user is logged in."""

    def inloggen(wie) -> Client:
        client = Client()
        client.cookies[settings.SESSION_COOKIE_NAME] = sessie(wie)
        return client

    return inloggen


@pytest.fixture
def op_een_verbinding(monkeypatch):
    """What a job stores `ernaast` goes over the connection of the test, as no other one sees the rows of it."""
    monkeypatch.setattr(taken, "ernaast", lambda: nullcontext(lambda functie, **argumenten: functie(**argumenten)))


@pytest.fixture(scope="session")
def django_db_createdb(request, django_db_createdb) -> bool:
    """The test database is kept (--reuse-db) until a migration changes, or SQL that a migration imports."""
    bron = [settings.BASE_DIR / "smp/tekst.py", settings.BASE_DIR / "relaties/dubbelen.py"]
    for app in ("smp", "segmenten", "relaties"):
        bron += sorted((settings.BASE_DIR / app).rglob("migrations/*.py"))
    nu = hashlib.sha256(b"".join(bestand.read_bytes() for bestand in bron)).hexdigest()
    plek = f"smp/migraties {settings.DATABASES['default']['HOST']} {os.environ.get('PYTEST_XDIST_WORKER', '')}"
    was = request.config.cache.get(plek, "")
    request.config.cache.set(plek, nu)
    return django_db_createdb or was != nu


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """A test that commits empties every table after it: what a migration put there comes back, as Django's own does."""
    with django_db_blocker.unblock():
        _vul_register()
    post_migrate.connect(_vul_register, sender=apps.get_app_config("relaties"))


def _vul_register(**kwargs):
    if not Verwerkingsactiviteit.objects.exists():
        import_module("relaties.migrations.0007_privacy").vul_register(apps, None)
