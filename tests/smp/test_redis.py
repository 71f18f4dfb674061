"""REDIS_URL, on a real Redis: what is in it, and that nobody notices when it is gone."""

import os
import runpy
import shutil
import signal
import socket
import subprocess
import time
from datetime import timedelta

import pytest
import time_machine
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from redis import Redis as Lijn

from smp.gebruikers.sessies import SessionStore
from tests.invullen import post

pytestmark = pytest.mark.django_db

REDIS = shutil.which("redis-server")
GOED = "vier woorden op een rij"


class Redis:
    """A server of its own, that keeps nothing and that can be taken away."""

    def __init__(self):
        with socket.create_server(("127.0.0.1", 0)) as vrij:
            self.poort = vrij.getsockname()[1]
        self.url = f"redis://127.0.0.1:{self.poort}/0"
        self.start()

    def start(self):
        opties = ["--port", str(self.poort), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
        self.proces = subprocess.Popen([REDIS, *opties], stdout=subprocess.PIPE, text=True)
        assert any("Ready to accept connections" in regel for regel in self.proces.stdout), "Redis start niet"

    def stop(self):
        self.proces.send_signal(signal.SIGCONT)
        self.proces.terminate()
        self.proces.communicate(timeout=10)

    def bevries(self):
        self.proces.send_signal(signal.SIGSTOP)

    def sleutels(self) -> list[str]:
        """What another process sees."""
        with Lijn.from_url(self.url) as lijn:
            return [sleutel.decode() for sleutel in lijn.scan_iter()]


@pytest.fixture
def redis(settings, monkeypatch):
    """The program with what smp/settings.py makes of REDIS_URL."""
    if not REDIS:
        melding = "GEEN REDIS: deze tests zijn NIET UITGEVOERD. Installeer het: apt-get install redis-server"
        pytest.fail(melding) if os.environ.get("CI") else pytest.skip(melding)
    redis = Redis()
    monkeypatch.setenv("REDIS_URL", redis.url)
    gemaakt = runpy.run_path(settings.BASE_DIR / "smp/settings.py")
    monkeypatch.setattr(SessionStore, "rust_tot", 0.0)
    settings.CACHES, settings.SESSION_ENGINE = gemaakt["CACHES"], gemaakt["SESSION_ENGINE"]
    yield redis
    cache.close()
    redis.stop()


@pytest.fixture
def lotte(redis, lezer):
    """Lotte Lezer, who knows her password."""
    lezer.set_password(GOED)
    lezer.save()
    return lezer


def ingelogd(client=None) -> Client:
    """Lotte on her first page, which writes when she began."""
    client = client or Client()
    assert post(client, "/inloggen/", met="username", username="lezer", password=GOED).url == "/"
    assert binnen(client)
    return client


def binnen(client) -> bool:
    return client.get("/").status_code == 200


def test_een_pagina_vraagt_postgresql_niet_om_de_sessie(redis, lotte):
    client = ingelogd()
    with CaptureQueriesContext(connection) as teller:
        assert binnen(client)
    assert not [q for q in teller if "django_session" in q["sql"]]
    assert [sleutel.split(".")[1] for sleutel in redis.sleutels()] == [client.session.session_key]


def test_wie_uitlogt_is_ook_uit_redis(redis, lotte):
    client = ingelogd()
    sleutel = client.cookies["sessionid"].value
    client.post("/uitloggen/")
    client.cookies["sessionid"] = sleutel
    assert redis.sleutels() == [] and not binnen(client)


def test_een_sessie_die_in_postgresql_weg_is_leeft_nog_een_minuut(redis, lotte):
    """Redis did not hear of the end; when `Sessieduur` writes, it does."""
    client = ingelogd()
    Session.objects.all().delete()
    assert binnen(client)
    with time_machine.travel(timedelta(seconds=62)):
        assert client.get("/").status_code == 400 and redis.sleutels() == []
        assert client.get("/").url == "/inloggen/?next=/"


def test_tien_keer_raden_telt_over_alle_processen(lotte):
    """The throttle counts in PostgreSQL, whatever the cache is: ten browsers, and the right word comes too late."""
    for _ in range(10):
        laatst = Client().post("/inloggen/", {"username": "lezer", "password": "geraden"})
    assert laatst.status_code == 429
    assert Client().post("/inloggen/", {"username": "lezer", "password": GOED}).status_code == 429


def test_zonder_redis_gaat_iedereen_door(redis, lotte):
    """It goes in the middle: who is in stays in, logs out, and in again."""
    client = ingelogd()
    redis.stop()
    assert binnen(client)
    assert client.post("/uitloggen/").url == "/inloggen/" and not binnen(client)
    assert ingelogd(client)


def test_komt_redis_terug_dan_staat_alles_er_weer_in(redis, lotte):
    client = ingelogd()
    redis.stop()
    redis.start()
    assert redis.sleutels() == [] and binnen(client) and len(redis.sleutels()) == 1


def test_een_kopie_is_hoogstens_een_minuut_oud(redis, lotte):
    """What Redis missed while it was away, it does not tell for longer."""
    client = ingelogd()
    with Lijn.from_url(redis.url) as lijn:
        assert [0 < lijn.ttl(sleutel) <= 60 for sleutel in lijn.scan_iter()] == [True]
    assert binnen(client)


def test_een_redis_die_niet_antwoordt_wordt_even_niet_gevraagd(redis, lotte):
    """A frozen one would cost every page half a second."""
    client = ingelogd()
    redis.bevries()
    begin = time.monotonic()
    assert all(binnen(client) for _ in range(10)) and time.monotonic() - begin < 3


def test_een_fout_van_postgresql_beeindigt_geen_sessie(redis, lotte, monkeypatch):
    """Django calls every error of the database, of a full disk too, a session that is gone."""
    sleutel = ingelogd().session.session_key
    monkeypatch.setattr(Session, "save", lambda *args, **kwargs: (_ for _ in ()).throw(DatabaseError()))
    with pytest.raises(UpdateError):
        SessionStore(sleutel).save()
    assert Session.objects.filter(pk=sleutel).exists() and redis.sleutels()
