"""`python -m tests.bench.last`: requests per second of the list, and the memory of a worker after many requests.

Eight clients on two sync workers, on the machine that runs the clients and the database too; `make bench` asks it last.
"""

import argparse
import itertools
import statistics
import threading
import time
from pathlib import Path

from tests.bench import meet, omgeving, vullen
from tests.bench.groot import zeg

CLIENTS, WORKERS = 8, 2
#: Seconds that the list is asked; requests before the memory is looked at first, and in all.
DUUR, BEGIN, VERZOEKEN = 10, 2_000, 10_000
PER_SECONDE, RUIMTE = 150, 1.05


def vraag_tegelijk(server, paden, tot) -> int:
    """CLIENTS threads ask these paths turn by turn until `tot(nr)`, the number of the request, is False."""
    teller, klaar, fouten = itertools.count(), [], []

    def client():
        for nr in teller:
            if not tot(nr) or fouten:
                return
            status, *_ = server.vraag(paden[nr % len(paden)])
            (klaar if status == 200 else fouten).append(status)

    draden = [threading.Thread(target=client) for _ in range(CLIENTS)]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join()
    assert not fouten, fouten
    return len(klaar)


def per_seconde(server, pad) -> float:
    vraag_tegelijk(server, [pad], lambda nr: nr < CLIENTS * WORKERS)  # both workers are awake
    begin = time.perf_counter()
    aantal = vraag_tegelijk(server, [pad], lambda nr: time.perf_counter() - begin < DUUR)
    return aantal / (time.perf_counter() - begin)


def geheugen(server) -> float:
    """Megabytes of one worker, the mean."""
    ouder = server.proces.pid
    kinderen = Path(f"/proc/{ouder}/task/{ouder}/children").read_text().split()
    regels = [regel for kind in kinderen for regel in Path(f"/proc/{kind}/status").read_text().splitlines()]
    return statistics.mean(int(regel.split()[1]) / 1024 for regel in regels if regel.startswith("VmRSS"))


def main():
    lezer = argparse.ArgumentParser()
    lezer.add_argument("-n", type=int, default=100_000)
    keuze = lezer.parse_args()
    omgeving.bereid_voor("tests.bench.instellingen")
    vullen.zorg_voor(keuze.n)
    adressen = meet.paden(keuze.n)
    boek = "tests.bench.leerboek"
    servers = [
        meet.Server("tests.bench.programma", WORKERS),
        meet.Server(f"{boek}.wsgi", WORKERS, DJANGO_SETTINGS_MODULE=f"{boek}.instellingen"),
        meet.Server("tests.bench.vloer", WORKERS),
    ]
    try:
        servers[0].log_in()
        servers[1].cookies = dict(servers[0].cookies)
        eigen, leerboek, vloer = (per_seconde(server, pad) for server, pad in zip(servers, adressen["L1"], strict=True))
        zeg(
            f"lijst, {CLIENTS} gebruikers op {WORKERS} workers",
            f"{eigen:.0f} per seconde ({eigen / leerboek:.0f}× textbook)",
            f"textbook {leerboek:.0f}, vloer {vloer:.0f} per seconde",
            f"≥ {PER_SECONDE} per seconde",
            eigen >= PER_SECONDE,
        )
        gemengd = [eigen for item, (eigen, *_) in adressen.items() if item not in ("L8", "L2 gewoon")]
        vraag_tegelijk(servers[0], gemengd, lambda nr: nr < BEGIN)
        begin = geheugen(servers[0])
        vraag_tegelijk(servers[0], gemengd, lambda nr: nr < VERZOEKEN - BEGIN)
        einde = geheugen(servers[0])
        zeg(
            f"geheugen van een worker na {VERZOEKEN} verzoeken",
            f"{einde:.0f} MB ({einde / begin - 1:+.1%})",
            f"{begin:.0f} MB na {BEGIN}",
            "≤ +5 %",
            einde <= begin * RUIMTE,
        )
    finally:
        for server in servers:
            server.stop()


if __name__ == "__main__":
    main()
