"""In production an unsafe setting stops the start, with a sentence that says why."""

import logging
import os
import subprocess
import sys

import pytest
from django.conf import settings

GOED = {
    "SMP_OMGEVING": "productie",
    "SECRET_KEY": "een-willekeurige-tekst-van-minstens-vijftig-tekens-0123456789",
    "ALLOWED_HOSTS": "smp.example",
    "DATABASE_URL": "postgresql://smp:geheim@db.example/smp",
}


def start(**anders) -> subprocess.CompletedProcess:
    """Load the settings in a Python of its own, as gunicorn would."""
    omgeving = {naam: waarde for naam, waarde in (GOED | anders).items() if waarde is not None}
    omgeving |= {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "smp.settings"}
    opdracht = "from django.conf import settings as s; print(s.DEBUG, s.SESSION_COOKIE_SECURE, s.SECURE_SSL_REDIRECT)"
    return subprocess.run(
        [sys.executable, "-c", opdracht],
        cwd=settings.BASE_DIR,
        env=omgeving,
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_een_veilige_productie_start():
    """DEBUG off, cookies over HTTPS only."""
    uit = start()
    assert (uit.returncode, uit.stdout.split()) == (0, ["False", "True", "True"]), uit.stderr


def test_zonder_omgeving_is_het_productie():
    """The safe choice is the default."""
    uit = start(SMP_OMGEVING=None, SECRET_KEY="kort")
    assert uit.returncode != 0 and "SMP start niet in productie" in uit.stderr


@pytest.mark.parametrize(
    ("naam", "waarde", "zin"),
    [
        ("SMP_DEBUG", "1", "SMP_DEBUG staat aan."),
        ("SECRET_KEY", None, "SECRET_KEY ontbreekt of is te kort."),
        ("SECRET_KEY", "te kort", "SECRET_KEY ontbreekt of is te kort."),
        ("SECRET_KEY", "a" * 60, "SECRET_KEY ontbreekt of is te kort."),
        ("ALLOWED_HOSTS", None, "ALLOWED_HOSTS ontbreekt of is '*'."),
        ("ALLOWED_HOSTS", "*", "ALLOWED_HOSTS ontbreekt of is '*'."),
        ("ALLOWED_HOSTS", "smp.example,*", "ALLOWED_HOSTS ontbreekt of is '*'."),
        ("DATABASE_URL", None, "DATABASE_URL ontbreekt."),
    ],
)
def test_productie_weigert_wat_onveilig_is(naam, waarde, zin):
    """Issue 2: it refuses to start, and says why."""
    uit = start(**{naam: waarde})
    assert uit.returncode != 0 and zin in uit.stderr


def test_alle_fouten_staan_er_in_een_keer():
    """One start tells everything."""
    uit = start(SMP_DEBUG="1", SECRET_KEY="", ALLOWED_HOSTS="")
    assert all(zin in uit.stderr for zin in ("SMP_DEBUG", "SECRET_KEY", "ALLOWED_HOSTS"))


def test_een_fout_toont_het_geheim_niet():
    uit = start(SECRET_KEY="mijn-korte-geheim", SMP_DEBUG="1")
    assert "mijn-korte-geheim" not in uit.stderr + uit.stdout


def test_een_geweigerde_pagina_is_een_regel_in_het_log():
    regel = logging.makeLogRecord({"exc_info": (ValueError, ValueError(), None), "status_code": 403})
    fout = logging.makeLogRecord({"exc_info": (ValueError, ValueError(), None), "status_code": 500})
    assert all(settings.LOGGING["filters"]["geweigerd"]["callback"](r) for r in (regel, fout))
    assert regel.exc_info is None and fout.exc_info
