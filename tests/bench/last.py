"""`python -m tests.bench.last`: requests per second of the list, and the memory of a worker after many requests.

Eight clients on two sync workers, on the machine that runs the clients and the database too; `make bench` asks it last.
For the memory there is one worker, so that every request is its own: all pages of the bench turn by turn, and one in
BEWAART is a save, grid and combined form by turns.
"""

import argparse
import itertools
import threading
import time

from tests.bench import meet, omgeving, vullen
from tests.bench.groot import megabytes, zeg

CLIENTS, WORKERS = 8, 2
#: Seconds that the list is asked.
DUUR = 10
#: Requests after which the memory is looked at; at the first of them everything is loaded and has been asked.
STANDEN, BEWAART = (2_000, 4_000, 6_000, 8_000, 10_000), 10
PER_SECONDE, RUIMTE = 150, 1.05


def vraag_tegelijk(servers, doe, tot) -> int:
    """CLIENTS threads, each with its own of `servers`, `doe(server, nr)` until `tot(nr)` is False; how many it were."""
    teller, klaar, fouten = itertools.count(), [], []

    def client(server):
        for nr in teller:
            if not tot(nr) or fouten:
                return
            status = doe(server, nr)
            (klaar if status in (200, 302) else fouten).append(status)

    draden = [threading.Thread(target=client, args=[server]) for server in servers]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join()
    assert not fouten, fouten
    return len(klaar)


def per_seconde(server, pad) -> float:
    def vraag(server, nr):
        return server.vraag(pad)[0]

    servers = [server] * CLIENTS
    vraag_tegelijk(servers, vraag, lambda nr: nr < CLIENTS * WORKERS)  # both workers are awake
    begin = time.perf_counter()
    aantal = vraag_tegelijk(servers, vraag, lambda nr: time.perf_counter() - begin < DUUR)
    return aantal / (time.perf_counter() - begin)


def geheugen(server, adressen) -> list[float]:
    """Megabytes of the one worker of this server after each of STANDEN requests, a grid with its page as one."""
    browsers = [server.nog_een() for _ in range(CLIENTS)]
    for nr, browser in enumerate(browsers, 1):
        browser.log_in(f"bench{nr}")
    # Who goes back and types another name stores another relation: the page is read once.
    leeg = {browser: meet.Velden.van(browser.haal(meet.ZAKELIJK)) for browser in browsers}
    # At a million the free condition alone would take more time than all others together.
    lezen = [eigen for item, (eigen, *_) in adressen.items() if item not in ("L8", "ook vergeefs")]
    raster, slot = adressen["L8"][0], threading.Lock()

    def doe(browser, nr):
        if nr % BEWAART:
            return browser.vraag(lezen[nr % len(lezen)])[0]
        if nr // BEWAART % 2:
            return browser.vraag(meet.ZAKELIJK, meet.nieuw(leeg[browser]))[0]
        with slot:  # two at once would be a conflict, and store nothing
            status, *_ = browser.vraag(raster, meet.wijzig(meet.Velden.van(browser.haal(raster))))
        assert status == 302, f"{raster}: {status}"
        return status

    [pid], uit = server.workers, []
    for klaar, stand in itertools.pairwise((0, *STANDEN)):
        vraag_tegelijk(browsers, doe, lambda nr, aantal=stand - klaar: nr < aantal)
        uit.append(megabytes(pid))
    return uit


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
    finally:
        for server in servers:
            server.stop()
    een = meet.Server("tests.bench.programma")
    try:
        begin, *later = geheugen(een, adressen)
    finally:
        een.stop()
    hoogst = max(later)
    zeg(
        f"geheugen van een worker na {STANDEN[-1]} verzoeken, waarvan 1 op de {BEWAART} bewaart",
        f"{', '.join(f'{mb:.1f}' for mb in (begin, *later))} MB ({hoogst / begin - 1:+.1%})",
        f"na {', '.join(map(str, STANDEN))} verzoeken",
        "≤ +5 %",
        hoogst <= begin * RUIMTE,
    )
    omgeving.veeg()


if __name__ == "__main__":
    main()
