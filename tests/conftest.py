"""Named people. What a role may do follows from smp/gebruikers/rollen.py; `vreemde` has no role at all."""

import pytest
from django.test import Client

from smp.gebruikers import rollen
from tests.factories import GebruikerFactory


@pytest.fixture
def lezer(db):
    return GebruikerFactory(username="lezer", naam="Lotte Lezer", rol=rollen.LEZER)


@pytest.fixture
def gebruiker(db):
    return GebruikerFactory(username="gebruiker", naam="Gijs Gebruiker", rol=rollen.GEBRUIKER)


@pytest.fixture
def super(db):
    return GebruikerFactory(username="super", naam="Sanne Super", rol=rollen.SUPER)


@pytest.fixture
def beheerder(db):
    return GebruikerFactory(username="beheerder", naam="Bas Beheerder", rol=rollen.BEHEERDER)


@pytest.fixture
def vreemde(db):
    return GebruikerFactory(username="vreemde", naam="Vera Vreemde")


@pytest.fixture
def als():
    """`als(gebruiker)` is a browser in which that user is logged in."""

    def inloggen(wie) -> Client:
        client = Client()
        client.force_login(wie)
        return client

    return inloggen
