"""A real Chromium; skipped loudly where there is none, and never in CI.

Fast because nothing is made twice: one browser, one context and one web server for all tests of a worker. The server
works on the connection of the test, so that what a test stored is rolled back, and no table has to be emptied.
"""

import os
import shutil
import threading

import pytest
from django.conf import settings
from django.core.servers.basehttp import ThreadedWSGIServer
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, connections
from django.test.testcases import QuietWSGIRequestHandler

from tests.sessie import sessie

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # playwright's own loop, in this thread
CHROMIUM = next(filter(None, map(shutil.which, ("chromium-headless-shell", "chromium", "google-chrome"))), None)
#: Every tab in one process, drawn without a graphics card.
VLAGGEN = ["--no-sandbox", "--disable-gpu", "--in-process-gpu", "--process-per-site", "--renderer-process-limit=1"]
HEEL = {"width": 1440, "height": 900}


@pytest.fixture(scope="session")
def chromium():
    if not CHROMIUM:
        melding = "GEEN CHROMIUM: deze browsertests zijn NIET UITGEVOERD. Installeer het: apt-get install chromium"
        if os.environ.get("CI"):
            pytest.fail(melding)
        pytest.skip(melding)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as spelen:
        browser = spelen.chromium.launch(executable_path=CHROMIUM, args=VLAGGEN)
        yield browser
        browser.close()


class Server(ThreadedWSGIServer):
    """Serves one request at a time on the connection of the test, and only while a test wants it."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), QuietWSGIRequestHandler)
        self.programma, self.beurt, self.open = get_wsgi_application(), threading.Lock(), False
        self.verbinding = None
        self.set_app(self.antwoord)

    def antwoord(self, environ, start_response):
        with self.beurt:
            programma = self.programma if self.open else _dicht
            connections["default"] = self.verbinding
            antwoord = programma(environ, start_response)
            try:
                return [b"".join(antwoord)]
            finally:
                getattr(antwoord, "close", int)()

    def _close_connections(self):
        """The connection is the test's."""


def _dicht(environ, start_response):
    start_response("503 Gesloten", [])
    return []


@pytest.fixture(scope="session")
def server(django_db_setup):
    server = Server()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def verbinding(db):
    """The connection of the test. Django closes one around every request; its own test client prevents that too."""
    signalen = request_started, request_finished
    for signaal in signalen:
        signaal.disconnect(close_old_connections)
    yield connections["default"]
    for signaal in signalen:
        signaal.connect(close_old_connections)


@pytest.fixture
def adres(verbinding, server):
    """The address of the web server, which sees what the test stored."""
    verbinding.inc_thread_sharing()
    server.verbinding, server.open = verbinding, True
    yield f"http://127.0.0.1:{server.server_port}"
    with server.beurt:  # what was still asked for is answered
        server.open = False
    verbinding.dec_thread_sharing()


@pytest.fixture(scope="session")
def context(chromium, server):
    """What one visitor has: pages fill its cache for the tests that follow. `context.fouten` is what went wrong."""
    context = chromium.new_context(
        base_url=f"http://127.0.0.1:{server.server_port}", viewport=HEEL, locale="nl-NL", reduced_motion="reduce"
    )
    context.set_default_timeout(8_000)
    context.gezegd = []
    context.on("console", lambda bericht: context.gezegd.append((bericht.type, bericht.text)))
    context.on("weberror", lambda fout: context.gezegd.append(("error", str(fout.error))))
    return context


@pytest.fixture
def open_als(context, adres):
    """`open_als(gebruiker)` is a page in which that user is logged in; None is nobody.

    The test fails on any error in the console: a script that broke, a file that is missing, a CSP violation.
    """
    context.gezegd.clear()

    def maak(wie):
        if wie:
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": sessie(wie), "url": adres}])
        return context.new_page()

    yield maak
    for pagina in context.pages:
        pagina.close()
    context.set_storage_state({"cookies": [], "origins": []})
    # A refused form answers 409 or 422; Chromium calls that an error, we do not.
    fouten = [tekst for soort, tekst in context.gezegd if soort == "error"]
    assert [fout for fout in fouten if "status of 4" not in fout or "404" in fout] == []


@pytest.fixture
def pagina(open_als, gebruiker):
    """A page in which the role Gebruiker is logged in."""
    return open_als(gebruiker)


@pytest.fixture
def hand(open_als):
    """`hand("muis", gebruiker)` plays as that user, from the home page or from `pad`."""
    from tests.browser.hand import Hand
    from tests.browser.papier import Papier

    def geef(hoe, wie, pad="/"):
        if hoe == "zonder javascript":
            return Papier(sessie(wie), pad)
        pagina = open_als(wie)
        pagina.goto(pad, wait_until="domcontentloaded")
        return Hand(pagina, hoe)

    return geef
