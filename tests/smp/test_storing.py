"""The database does not answer: a Dutch 503, wherever in the request that is found out."""

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.db import InterfaceError, OperationalError

from relaties.lijsten import OrganisatieLijst
from smp.gebruikers.rechten import Rolrechten

pytestmark = pytest.mark.django_db


def antwoord(client, monkeypatch, waar, fout):
    """The list, when the first call of `waar` fails."""

    def weg(*args, **kwargs):
        raise fout

    client.raise_request_exception = False
    monkeypatch.setattr(*waar, weg)
    return client.get("/relaties/organisaties/")


@pytest.mark.parametrize("waar", [(SessionStore, "load"), (Rolrechten, "get_user"), (OrganisatieLijst, "rijen_met")])
@pytest.mark.parametrize("fout", [OperationalError, InterfaceError])
def test_zonder_database_is_het_smp_even_niet_bereikbaar(als, lezer, monkeypatch, waar, fout):
    """The session and the user are read in middleware, the rows in a view."""
    uit = antwoord(als(lezer), monkeypatch, waar, fout)
    assert (uit.status_code, uit["Retry-After"]) == (503, "5")
    assert "Wacht een paar tellen en laad de pagina dan opnieuw." in uit.content.decode()


def test_een_fout_van_onszelf_blijft_een_fout(als, lezer, monkeypatch):
    """The control: waiting will not mend it."""
    uit = antwoord(als(lezer), monkeypatch, (OrganisatieLijst, "rijen_met"), ValueError)
    assert uit.status_code == 500 and "Retry-After" not in uit
