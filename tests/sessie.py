"""A user who is logged in, without the login page."""

import time

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore


def sessie(wie) -> str:
    """The key of a session in which `wie` is logged in. To log in, and the page after it, take twice the statements."""
    nu = int(time.time())
    opslag = SessionStore()
    opslag.update({SESSION_KEY: str(wie.pk), BACKEND_SESSION_KEY: "smp.gebruikers.rechten.Rolrechten"})
    opslag.update({HASH_SESSION_KEY: wie.get_session_auth_hash(), "begonnen": nu, "laatst_gezien": nu})
    opslag.create()
    return opslag.session_key
