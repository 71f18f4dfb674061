"""Where the bench works: a database of its own, on the embedded server or on that of DATABASE_URL."""

import os
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from smp.postgres import MAAK_DATABASE, database_url

WORTEL = Path(__file__).resolve().parents[2]
#: Another name lets two benches live on one server.
NAAM = os.environ.get("SMP_BENCH", "smp_bench")


def url(database: str = "") -> str:
    """The URL of a database on the server; the working database itself is never touched."""
    return urlunsplit(urlsplit(database_url(WORTEL))._replace(path=f"/{database or NAAM}"))


def bereid_voor(settings: str):
    """Let this process and its children work on the database of the bench with these settings."""
    os.environ["SMP_OMGEVING"] = "lokaal"
    os.environ["DATABASE_URL"] = url()
    os.environ["DJANGO_SETTINGS_MODULE"] = settings


def maak_leeg():
    """Drop the database and make it anew, in the locale of the program where the server knows it."""
    with psycopg.connect(url("postgres"), autocommit=True) as verbinding:
        verbinding.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(NAAM)))
        if verbinding.info.server_version >= 180_000:
            verbinding.execute(MAAK_DATABASE.format(naam=NAAM))
        else:
            verbinding.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'").format(sql.Identifier(NAAM))
            )


def kenmerk() -> str:
    """What the database was filled with: the comment on it; '' when it is not there."""
    with psycopg.connect(url("postgres"), autocommit=True) as verbinding:
        rij = verbinding.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [NAAM]
        ).fetchone()
    return (rij and rij[0]) or ""


def onthoud(tekst: str):
    with psycopg.connect(url("postgres"), autocommit=True) as verbinding:
        verbinding.execute(sql.SQL("COMMENT ON DATABASE {} IS {}").format(sql.Identifier(NAAM), sql.Literal(tekst)))


def veeg():
    """Clean what was written, or autovacuum begins in the middle of what is measured next: 45 ms for a form of 28."""
    with psycopg.connect(url(), autocommit=True) as verbinding:
        verbinding.execute("VACUUM (ANALYZE)")
