"""Every address × every role × every verb, with a record that exists and one that does not: what the table says.

The table is `manage.py inventaris`; docs/rechten.md is the same table for a reader.
"""

import re
import uuid

import pghistory
import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.db import transaction
from django.test import Client

from smp.gebruikers import rollen
from smp.historie.models import Wijzigingsset
from smp.lijsten.lijst import LIJSTEN
from smp.management.commands.inventaris import IEDEREEN, inventaris, mag
from tests.contract.gegevens import NAMEN, fabriek
from tests.factories import GebruikerFactory

METHODEN = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
WIE = {
    "lezer": rollen.LEZER,
    "gebruiker": rollen.GEBRUIKER,
    "super": rollen.SUPER,
    "beheerder": rollen.BEHEERDER,
    "vreemde": None,
    "anoniem": None,
}
AUTOCOMPLETE = "?app_label=relaties&model_name=persooninorganisatie&field_name=organisatie"
WEG = "999999999"


@pytest.fixture
def records(db) -> dict[str, str]:
    """Model name -> key of a record. The account is one that each who may change accounts may change."""
    with pghistory.context(user=None):
        sleutels = {naam: str(fabriek(LIJSTEN[naam])().pk) for naam in NAMEN}
    sleutels["gebruiker"] = str(GebruikerFactory(rol=rollen.LEZER).pk)
    sleutels["group"] = str(Group.objects.first().pk)
    sleutels["wijzigingsset"] = str(Wijzigingsset.objects.first().pk)
    return sleutels


@pytest.fixture
def stuur(request, als):
    """`stuur(wie, methode, url)` -> status and address of the redirect; what it changed is undone."""

    def stuur(wie, methode, url):
        client = Client() if wie == "anoniem" else als(request.getfixturevalue(wie))
        with transaction.atomic():
            antwoord = client.generic(methode, url)
            transaction.set_rollback(True)
        return antwoord.status_code, antwoord.headers.get("Location", "")

    return stuur


def url_van(regel, records=None) -> str:
    """The address with the key of a record, or with one that does not exist."""
    naam = next((n for n in sorted([*NAMEN, "gebruiker", "group", "wijzigingsset"], key=len, reverse=True)
                 if n in regel["naam"]), "persooninorganisatie")  # fmt: skip
    weg = str(uuid.UUID(int=1)) if naam == "wijzigingsset" else WEG
    sleutel = records[naam] if records else weg
    pad = regel["pad"].replace("<app_label>", "relaties")
    vraag = AUTOCOMPLETE if regel["naam"] == "admin:autocomplete" else ""
    return re.sub(r"<(?:\w+:)?\w+>", sleutel, pad) + vraag


def bezwaar(regel, wie, methode, antwoord, bestaat) -> str:
    """Why an answer is not what the table says, or ''."""
    status, naar = antwoord
    als_methode = "GET" if methode == "HEAD" else methode
    nodig = regel["methoden"].get(als_methode)
    binnen = next(iter(regel["methoden"].values()))  # what the view asks first
    if wie == "anoniem" and IEDEREEN not in binnen:
        return "" if status == 302 and naar.startswith("/inloggen/") else "302 naar inloggen"
    if not mag(binnen, WIE[wie]):
        return "" if status == 403 or (nodig is None and status == 405) else "403"
    if nodig is None:
        return "" if status == 405 else "405"
    if not mag(nodig, WIE[wie]):
        # He may see the record, so it does not matter which of the two he is told.
        return "" if status == 403 or (status == 404 and not bestaat) else "403"
    if bestaat or "<" not in regel["pad"] or "app_label" in regel["pad"]:
        return "" if status in (200, 302, 422) else "200, 302 of 422"
    return "" if status == 404 or (status == 301 and not regel["naam"].partition(":")[2]) else "404"


def bezwaren(stuur, wie, records, methoden=METHODEN) -> list[str]:
    uit = []
    for regel in inventaris():
        for methode in methoden:
            url = url_van(regel, records)
            antwoord = stuur(wie, methode, url)
            waarom = bezwaar(regel, wie, methode, antwoord, records is not None)
            if waarom:
                uit.append(f"{methode} {url}: {antwoord} moet zijn {waarom}")
    return uit


def stand() -> dict[str, list]:
    """Every stored value, sessions aside."""
    eigen = [
        m for m in apps.get_models() if m._meta.app_label in ("smp", "gebruikers", "segmenten", "relaties", "auth")
    ]
    return {model._meta.label: sorted(map(repr, model._base_manager.values_list())) for model in eigen}


@pytest.mark.parametrize("wie", WIE)
def test_wie_mag_wat_aan_een_record_dat_bestaat(stuur, records, wie):
    assert bezwaren(stuur, wie, records) == []


@pytest.mark.parametrize("wie", WIE)
def test_wie_mag_wat_aan_een_record_dat_niet_bestaat(stuur, records, wie):
    assert bezwaren(stuur, wie, None) == []
