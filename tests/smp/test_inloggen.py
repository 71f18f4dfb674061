"""Logging in and out: in Dutch, slowed down for who guesses, and no longer than a working day (R93, 6.3)."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from relaties.models import Organisatie
from smp.gebruikers import rollen
from tests.factories import OrganisatieFactory
from tests.invullen import formulier, post

pytestmark = pytest.mark.django_db

URL = "/inloggen/"
GOED, FOUT = "vier woorden op een rij", "geraden"
OCHTEND = datetime(2026, 9, 1, 8, 0, tzinfo=UTC)
FOUTMELDING = "Je gebruikersnaam of wachtwoord klopt niet."


@pytest.fixture
def lotte(lezer):
    """Lotte Lezer, who knows her password."""
    lezer.set_password(GOED)
    lezer.save()
    return lezer


@pytest.fixture
def klok():
    """`klok.shift(…)` lets time pass."""
    with time_machine.travel(OCHTEND, tick=False) as klok:
        yield klok


def log_in(client, naam="lezer", wachtwoord=GOED, url=URL):
    return post(client, url, met="username", username=naam, password=wachtwoord)


def raad(client, keer, naam="lezer", **extra):
    """Post a wrong password so many times; the last answer."""
    for _ in range(keer):
        antwoord = client.post(URL, {"username": naam, "password": FOUT}, **extra)
    return antwoord


def binnen(client) -> bool:
    return client.get("/").status_code == 200


# --- in and out


def test_inloggen_en_uitloggen(client, lotte):
    assert log_in(client).url == "/" and binnen(client)
    uit = client.post(reverse("uitloggen"))
    assert uit.url == URL and not binnen(client)


def test_een_link_logt_niemand_uit(client, lotte):
    client.force_login(lotte)
    assert client.get(reverse("uitloggen")).status_code == 405 and binnen(client)


def test_na_het_inloggen_ga_je_naar_wat_je_wilde(client, lotte):
    lijst = reverse("organisatie_lijst")
    heen = client.get(lijst, {"naam": "museum", "volgorde": "-naam"}).url
    assert log_in(client, url=heen).url == f"{lijst}?naam=museum&volgorde=-naam"


@pytest.mark.parametrize(
    "naar", ["https://kwaad.example/", "//kwaad.example", "/\\kwaad.example", "javascript:alert(1)"]
)
def test_na_het_inloggen_ga_je_nooit_naar_een_ander(client, lotte, naar):
    assert client.post(URL, {"username": "lezer", "password": GOED, "next": naar}).url == "/"
    assert naar not in Client().get(URL, {"next": naar}).content.decode()


def test_wie_al_is_ingelogd_gaat_naar_home(client, lotte):
    client.force_login(lotte)
    assert client.get(URL).url == "/"


def test_met_inloggen_verandert_de_sessiesleutel(client, lotte, super):
    """A key that somebody put in your browser is worth nothing after it."""
    client.force_login(super)
    was = client.session.session_key
    client.post(reverse("uitloggen"))
    log_in(client)
    assert client.session.session_key not in (was, None)


# --- who guesses


def antwoord_op(naam, wachtwoord) -> tuple[int, str]:
    """Status and page, without what is new on every page."""
    antwoord = log_in(Client(), naam, wachtwoord)
    return antwoord.status_code, re.sub(r'value="[^"]*"', "", antwoord.content.decode())


def test_een_fout_wachtwoord_geeft_een_nederlandse_melding(lotte):
    status, html = antwoord_op("lezer", FOUT)
    assert status == 200 and FOUTMELDING in html


def test_je_ziet_niet_wie_er_bestaat(lotte, gebruiker):
    """The same page for a wrong password, an unknown name, and somebody who left."""
    gebruiker.set_password(GOED)
    gebruiker.is_active = False
    gebruiker.save()
    assert antwoord_op("lezer", FOUT) == antwoord_op("bestaat-niet", FOUT) == antwoord_op("gebruiker", GOED)


def test_na_tien_keer_raden_moet_je_wachten(client, lotte, klok):
    assert raad(client, 9).status_code == 200
    slot = raad(client, 1)
    assert slot.status_code == 429 and "Wacht een kwartier" in slot.content.decode()
    assert client.post(URL, {"username": "lezer", "password": GOED}).status_code == 429
    klok.shift(timedelta(minutes=16))
    assert log_in(client).url == "/"


def test_een_onbekende_naam_gaat_ook_op_slot(client, db):
    """Or the lock would tell who exists."""
    assert raad(client, 10, "bestaat-niet").status_code == 429


def test_raden_sluit_een_collega_niet_buiten(client, lotte, super):
    super.set_password(GOED)
    super.save()
    raad(client, 11, REMOTE_ADDR="203.0.113.9")
    assert log_in(Client()).url == "/"  # Lotte herself, from her own desk
    assert client.post(URL, {"username": "super", "password": GOED}, REMOTE_ADDR="203.0.113.9").url == "/"


def test_achter_een_proxy_telt_het_adres_van_de_bezoeker(client, lotte, settings):
    """Else ten tries from anywhere lock Lotte out; what the visitor put in the header himself does not count."""
    settings.SMP_PROXIES = 1
    for nr in range(11):
        raad(client, 1, HTTP_X_FORWARDED_FOR=f"198.51.100.{nr}, 203.0.113.9")
    assert raad(client, 1, HTTP_X_FORWARDED_FOR="203.0.113.9").status_code == 429
    assert log_in(Client(headers={"X-Forwarded-For": "192.0.2.1"})).url == "/"


def test_wie_weer_binnen_is_begint_opnieuw_met_tellen(client, lotte):
    raad(client, 9)
    log_in(client)
    client.post(reverse("uitloggen"))
    assert raad(client, 9).status_code == 200


# --- how long


def test_na_een_half_uur_stil_moet_je_opnieuw_inloggen(client, lotte, klok):
    log_in(client)
    assert binnen(client)
    klok.shift(timedelta(minutes=31))
    assert client.get("/segmenten/").url == f"{URL}?next=/segmenten/"


def test_wie_bezig_is_blijft_binnen(client, lotte, klok):
    log_in(client)
    for _ in range(20):
        assert binnen(client)
        klok.shift(timedelta(minutes=29))


def test_na_twaalf_uur_is_het_klaar(client, lotte, klok):
    log_in(client)
    for _ in range(25):
        assert binnen(client)
        klok.shift(timedelta(minutes=29))
    assert not binnen(client)


def test_een_sessie_schrijft_hoogstens_eens_per_minuut(client, lotte, klok):
    log_in(client)
    for _ in range(2):
        binnen(client)
        klok.shift(timedelta(seconds=20))
    with CaptureQueriesContext(connection) as teller:
        assert binnen(client)
    assert not [q for q in teller if q["sql"].startswith("UPDATE")]


def test_het_remmen_kost_een_pagina_niets(client, lotte):
    """axes looks at logins only; test_kosten.py counts the queries."""
    client.force_login(lotte)
    with CaptureQueriesContext(connection) as teller:
        client.get(reverse("organisatie_lijst"))
    assert not [q for q in teller if "axes" in q["sql"]]


def test_een_verlopen_formulier_van_inloggen_doet_het_nog(client, lotte, klok):
    """The page stood open during lunch."""
    data = formulier(client.get(URL), "username").data() | {"username": "lezer", "password": GOED}
    klok.shift(timedelta(hours=3))
    assert client.post(URL, data).url == "/"


def test_een_verlopen_formulier_in_het_nederlands(lotte):
    """R94: the form is of another session: our own page says that nothing was stored, and what to do."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(lotte)
    antwoord = client.post("/relaties/organisaties/toevoegen/", {"naam": "Anker"})
    assert antwoord.status_code == 403
    assert "Er is niets bewaard." in antwoord.content.decode() and 'lang="nl"' in antwoord.content.decode()


def test_wachtwoord_wijzigen_staat_bovenaan(als, lezer):
    assert 'href="/wachtwoord/"' in als(lezer).get("/").content.decode()


# --- a session that ended while somebody typed


@pytest.mark.parametrize("hoe", ["sessie weg", "half uur stil"])
def test_wat_je_typte_gaat_na_het_inloggen_verder(als, lotte, klok, hoe):
    """Issue 4: the post waits in the login page, also after a wrong password, and is stored when you say so."""
    lotte.groups.set(Group.objects.filter(name=rollen.GEBRUIKER))
    org = OrganisatieFactory(naam="Oost", bezoekadres_plaats="Kampen")
    client, raster = als(lotte), f"{reverse('organisatie_raster')}?kolommen=naam,bezoekadres_plaats"
    pagina = client.get(raster)
    client.logout() if hoe == "sessie weg" else klok.shift(timedelta(minutes=31))
    poort = post(client, raster, {f"c-{org.pk}-bezoekadres_plaats": "Urk"}, pagina=pagina)
    assert "Je was uitgelogd." in poort.content.decode()
    poort = post(client, URL, met="username", pagina=poort, username="lezer", password=FOUT)
    verder = post(client, URL, met="username", pagina=poort, username="lezer", password=GOED)
    org.refresh_from_db()
    assert org.bezoekadres_plaats == "Kampen" and "nog niet bewaard" in verder.content.decode()
    assert post(client, URL, met=f"c-{org.pk}-naam", pagina=verder).status_code == 302
    org.refresh_from_db()
    assert org.bezoekadres_plaats == "Urk"


def na_een_login_elders(lotte, **koppen):
    """A form that stood open while she logged in again in another tab, and is sent now."""
    lotte.groups.set(Group.objects.filter(name=rollen.GEBRUIKER))
    client, pad = Client(enforce_csrf_checks=True, headers=koppen), reverse("organisatie_toevoegen")
    client.force_login(lotte)
    oud = formulier(client.get(pad), "naam").data() | {"naam": ["Museum Oost"]}
    client.cookies.clear()
    client.force_login(lotte)
    client.get("/")
    return client, client.post(pad, oud)


def test_een_pagina_van_voor_het_inloggen_gaat_ook_verder(lotte):
    """Issue 4: another tab renewed the session, so the token of this page is too old; nothing is typed twice."""
    client, antwoord = na_een_login_elders(lotte, origin="http://testserver")
    assert "nog niet bewaard. Het wordt bewaard als Lotte Lezer." in antwoord.content.decode()
    assert antwoord.status_code == 403 and not Organisatie.objects.exists()
    client.post(reverse("organisatie_toevoegen"), formulier(antwoord, "naam").data())
    assert Organisatie.objects.get().naam == "Museum Oost"


@pytest.mark.parametrize("wacht", [True, False])
def test_een_tweede_inlogpagina(lotte, wacht):
    """Two pages that both ask to log in; what waits in the second is not lost by the first."""
    client = Client(enforce_csrf_checks=True, headers={"origin": "http://testserver"})
    pad = reverse("organisatie_raster")
    oud = formulier(client.get(URL), "username").data() | {"username": "lezer", "password": GOED}
    oud |= {"wacht": "basis=1&c-1-naam=Oost", "verder": pad} if wacht else {}
    client.cookies.clear()
    client.force_login(lotte)
    client.get("/")
    antwoord = client.post(URL, oud)
    if wacht:
        verder = formulier(antwoord, "c-1-naam")
        assert verder.actie == pad and verder.velden["c-1-naam"] == ["Oost"] and GOED not in antwoord.content.decode()
    else:
        assert antwoord.url == "/"


@pytest.mark.parametrize("koppen", [{}, {"origin": "http://kwaad.example"}, {"origin": "null"}])
def test_wat_een_ander_laat_versturen_wordt_nooit_aangeboden(lotte, koppen):
    """The control: a page elsewhere that posts in her name."""
    _, antwoord = na_een_login_elders(lotte, **koppen)
    assert antwoord.status_code == 403 and "Museum Oost" not in antwoord.content.decode()


def test_een_wachtwoord_wacht_niet_mee(client, lotte):
    html = client.post(reverse("password_change"), {"old_password": GOED, "iets": "x"}).content.decode()
    assert "Je was uitgelogd." in html and "iets=x" in html and GOED.split()[0] not in html


@pytest.mark.parametrize("verder", ["https://kwaad.example/", "//kwaad.example", ""])
def test_wat_wacht_gaat_nooit_naar_een_ander(client, lotte, verder):
    invoer = {"username": "lezer", "password": GOED, "wacht": "naam=Oost", "verder": verder}
    assert client.post(URL, invoer).url == "/"
