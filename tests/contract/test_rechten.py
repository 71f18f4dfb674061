"""Every address × every role × every verb, with a record that exists and one that does not: what the table says.

The table is `manage.py inventaris`; docs/rechten.md is the same table for a reader.
"""

import copy
import json
import logging
import re
import uuid
from datetime import date

import pghistory
import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import transaction
from django.test import Client

from relaties.models import AvgVerzoek, Verwerkingsactiviteit
from smp.gebruikers import rollen
from smp.historie.models import Wijzigingsset
from smp.lijsten.lijst import LIJSTEN
from smp.lijsten.massa import lege_bon
from smp.management.commands.inventaris import IEDEREEN, inventaris, mag, rechten_md
from smp.werk import Taak
from smp.zoekvragen.models import Zoekvraag
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
WAT = {"formaat": "xlsx"}


@pytest.fixture
def records(db) -> dict[str, str]:
    """Model name -> key of a record. The account is one that each who may change accounts may change."""
    with pghistory.context(user=None):
        sleutels = {naam: str(fabriek(LIJSTEN[naam])().pk) for naam in NAMEN}
    sleutels["verwerkingsactiviteit"] = str(Verwerkingsactiviteit.objects.first().pk)
    sleutels["avgverzoek"] = str(AvgVerzoek.objects.create(soort="inzage", ontvangen_op=date(2026, 1, 1)).pk)
    sleutels["gebruiker"] = str(GebruikerFactory(rol=rollen.LEZER).pk)
    sleutels["group"] = str(Group.objects.first().pk)
    super = GebruikerFactory(rol=rollen.SUPER)
    for naam in NAMEN:
        for soort in (Taak.MASSA, Taak.EXPORT):
            bon = lege_bon() if soort == Taak.MASSA else {}
            taak = Taak.objects.create(soort=soort, stand=Taak.KLAAR, lijst=naam, gebruiker=super, bon=bon, wat=WAT)
            taak.brokken.create(nr=0, inhoud=b"PK")
            sleutels[f"{naam}_{soort}"] = str(taak.pk)
    sleutels["taak"] = str(taak.pk)
    sleutels["zoekvraag"] = str(
        Zoekvraag.objects.create(naam="Alles", lijst=NAMEN[0], eigenaar=super, gedeeld="iedereen").pk
    )
    sleutels["terug"] = str(Taak.objects.create(soort=Taak.TERUG, gebruiker=super, wat={}).pk)
    sleutels["wijzigingsset"] = str(Wijzigingsset.objects.first().pk)
    return sleutels


@pytest.fixture
def stuur(request, als):
    """`stuur(wie, methode, url)` -> status and address of the redirect; what it changed is undone."""
    browsers = {"anoniem": Client()}
    logging.disable(logging.CRITICAL)  # each refusal would be written out with its stack

    def stuur(wie, methode, url):
        if wie not in browsers:
            Taak.objects.update(gebruiker=request.getfixturevalue(wie))  # an export is of who asked for it
            browsers[wie] = als(request.getfixturevalue(wie))
        browser = browsers[wie]  # one for all: a new one reads the static files
        cookies = copy.deepcopy(browser.cookies)
        with transaction.atomic():
            antwoord = browser.generic(methode, url)
            transaction.set_rollback(True)
        browser.cookies = cookies
        return antwoord.status_code, antwoord.headers.get("Location", "")

    yield stuur
    logging.disable(logging.NOTSET)


def url_van(regel, records=None) -> str:
    """The address with the key of a record, or with one that does not exist."""
    eigen = [f"{naam}_{soort}" for naam in NAMEN for soort in (Taak.MASSA, Taak.EXPORT)]
    beheer = ["gebruiker", "group", "wijzigingsset", "taak", "verwerkingsactiviteit", "avgverzoek", "zoekvraag"]
    namen = sorted([*NAMEN, *eigen, *beheer], key=len, reverse=True)
    model = {
        "ongedaan_taak": "terug",
        "werkgever_wijzigen": "persooninorganisatie",
        "admin:auth_user_password_change": "gebruiker",
    }
    naam = model.get(regel["naam"]) or next((naam for naam in namen if naam in regel["naam"]), "")
    weg = str(uuid.UUID(int=1)) if naam == "wijzigingsset" else WEG
    sleutel = records.get(naam, "") if records else weg
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
    if regel["naam"] == "inloggen" and wie != "anoniem":
        return "" if (status, naar) == (302, "/") else "302 naar home"
    if nodig is None:
        return "" if status == 405 else "405"
    if not mag(nodig, WIE[wie]):
        # He may see the record, so it does not matter which of the two he is told.
        return "" if status == 403 or (status == 404 and not bestaat) else "403"
    if bestaat or "<" not in regel["pad"] or "app_label" in regel["pad"]:
        return "" if status in (200, 302, 422) else "200, 302 of 422"
    return "" if status == 404 else "404"


def bezwaren(stuur, wie, records) -> list[str]:
    """Every answer that is not what the table says. A missing record is asked for with the verbs of its address."""
    uit = []
    for regel in inventaris():
        methoden = METHODEN if records else regel["methoden"] if "<" in regel["pad"] else []
        for methode in methoden:
            url = url_van(regel, records)
            antwoord = stuur(wie, methode, url)
            waarom = bezwaar(regel, wie, methode, antwoord, records is not None)
            if waarom:
                uit.append(f"{methode} {url}: {antwoord} moet zijn {waarom}")
    return uit


def stand() -> dict[str, list]:
    """Every stored value, sessions aside."""
    eigen = ("smp", "gebruikers", "segmenten", "relaties", "auth", "admin", "zoekvragen")
    modellen = [model for model in apps.get_models() if model._meta.app_label in eigen]
    return {model._meta.label: sorted(map(repr, model._base_manager.values_list())) for model in modellen}


@pytest.mark.parametrize("wie", WIE)
def test_wie_mag_wat_aan_een_record_dat_bestaat(stuur, records, wie):
    assert bezwaren(stuur, wie, records) == []


@pytest.mark.parametrize("wie", WIE)
def test_wie_mag_wat_aan_een_record_dat_niet_bestaat(stuur, records, wie):
    assert bezwaren(stuur, wie, None) == []


@pytest.mark.parametrize("wie", ["lezer", "vreemde", "anoniem"])
def test_wat_geweigerd_is_verandert_niets(request, als, records, wie):
    """With what the form of somebody who may would post: a refusal comes before the form is read."""
    client = Client() if wie == "anoniem" else als(request.getfixturevalue(wie))
    post = {
        "post": "yes",
        "_save": "1",
        "naam": "Zo niet",
        "achternaam": "Zo niet",
        "groups": "1",
        "is_superuser": "on",
    }
    geweigerd = [regel for regel in inventaris() if "POST" in regel["methoden"] and not _mag_posten(regel, wie)]
    was = stand()
    statussen = {client.post(url_van(regel, records), post).status_code for regel in geweigerd}
    assert statussen == {403} and len(geweigerd) > 20
    assert stand() == was


def _mag_posten(regel, wie) -> bool:
    nodig = regel["methoden"]["POST"]
    return IEDEREEN in nodig if wie == "anoniem" else mag(nodig, WIE[wie])


def test_de_tabel_in_docs_is_die_van_het_programma():
    assert (settings.BASE_DIR / "docs/rechten.md").read_text() == rechten_md(), "manage.py inventaris --rechten"


def test_de_inventaris_als_json_noemt_de_parameters(capsys):
    call_command("inventaris", json=True)
    regels = {regel["naam"]: regel for regel in json.loads(capsys.readouterr().out)}
    assert {"volgorde", "pagina", "naam", "segment"} <= set(regels["organisatie_lijst"]["parameters"])
    assert regels["persoon_wijzigen"]["methoden"]["POST"] == ["relaties.change_persoon"]


def test_iedere_rol_kan_iets_wat_de_vorige_niet_kan():
    """R16: the roles are a ladder."""
    trap = [rollen.rechten(rol) for rol in rollen.ROLLEN]
    assert all(lager < hoger for lager, hoger in zip(trap, trap[1:], strict=False))


def test_de_groepen_hebben_de_rechten_van_rollen_py(db):
    for rol in rollen.ROLLEN:
        paren = Group.objects.get(name=rol).permissions.values_list("content_type__app_label", "codename")
        assert {f"{app}.{naam}" for app, naam in paren} == rollen.rechten(rol)
