"""A real Chromium on the live server; skipped loudly where there is none, and never in CI."""

import os
import shutil

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # playwright's own loop, in this thread
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@pytest.fixture(scope="session")
def chromium():
    if not CHROMIUM:
        melding = "GEEN CHROMIUM: deze browsertests zijn NIET UITGEVOERD. Installeer het: apt-get install chromium"
        if os.environ.get("CI"):
            pytest.fail(melding)
        pytest.skip(melding)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as spelen:
        browser = spelen.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture
def open_als(chromium, live_server):
    """`open_als(gebruiker, **context)` is a page in which that user is logged in.

    The test fails on any error in the console: a script that broke, a file that is missing, a CSP violation.
    """
    contexten, fouten = [], []

    def maak(wie, **opties):
        context = chromium.new_context(
            base_url=live_server.url,
            **{"viewport": {"width": 1440, "height": 900}, "locale": "nl-NL", **opties},
        )
        context.set_default_timeout(10_000)
        contexten.append(context)
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": sessie(wie), "url": live_server.url}])
        pagina = context.new_page()
        pagina.on("console", lambda bericht: fouten.append(bericht.text) if bericht.type == "error" else None)
        pagina.on("pageerror", lambda fout: fouten.append(str(fout)))
        return pagina

    yield maak
    for context in contexten:
        context.close()
    # A refused form answers 409 or 422; Chromium calls that an error, we do not.
    echt = [fout for fout in fouten if "status of 4" not in fout or "404" in fout]
    assert not echt


@pytest.fixture
def pagina(open_als, gebruiker):
    """A page in which the role Gebruiker is logged in."""
    return open_als(gebruiker)


def sessie(wie) -> str:
    """The key of a session in which `wie` is logged in."""
    opslag = SessionStore()
    opslag[SESSION_KEY] = str(wie.pk)
    opslag[BACKEND_SESSION_KEY] = "smp.gebruikers.rechten.Rolrechten"
    opslag[HASH_SESSION_KEY] = wie.get_session_auth_hash()
    opslag.save()
    return opslag.session_key
