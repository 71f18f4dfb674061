"""`make bench`: the work items of docs/bench.md over HTTP, beside a textbook page and a hand-written floor.

Three servers, one gunicorn sync worker each, on one database. They take turns of ten requests, so that a busy machine
slows all three alike: trust the ratios. The first two of a turn are not counted: what another program did last, the
scans of the textbook above all, has emptied the caches of the processor, and no user comes after another program.
"""

import argparse
import copy
import gzip
import http.client
import json
import os
import re
import socket
import statistics
import subprocess
import sys
import time
import uuid
from functools import cached_property
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode

from tests.bench import omgeving, verslag, vullen

BEURT, WARM = 10, 2
LIJST, ZAKELIJK = "/relaties/organisaties/", "/relaties/zakelijke-relatie-toevoegen/"
#: item -> (title, milliseconds above the floor that are promised)
ITEMS = {
    "L1": ("lijst, eerste 50", 12),
    "L2 zeldzaam": ("bevat, 10 treffers", 12),
    "L2 gewoon": ("bevat, 1 % van de rijen", 15),
    "L2 op datum": ("bevat, 1 % van de rijen, op relatie sinds", None),
    "L3": ("andere volgorde, met gelijken", 12),
    "L4 diep": ("halverwege, op sleutel", 12),
    "L4 laatste": ("laatste bladzijde", 12),
    "L5": ("segment + plaats", 12),
    "L6": ("kaart met 20 personen", 15),
    "L7": ("raster, 100 rijen × 8", 40),
    "L8": ("100 rijen bewaren", None),
    "L10": ("gecombineerd formulier, opgeslagen", None),
    "zakelijk nee": ("de paar personen zonder baan", None),
    "ook vergeefs": ("vrije voorwaarde zonder index, niets gevonden", None),
    "vergrootglas": ("getypte naam", None),
    "vergrootglas fout": ("gewoon woord met een tikfout", None),
}
POSTS = ("L8", "L10")
#: These have a limit of their own, in milliseconds.
GRENS = {"L2 op datum": 300, "L8": 120, "L10": 40, "zakelijk nee": 50, "ook vergeefs": 1000}
GRENS |= {"vergrootglas": 50, "vergrootglas fout": 50}
#: What the page must hold: nothing found is answered fast. Of the vergrootglas the first suggestion.
VINDT = {
    "zakelijk nee": r'href="/relaties/personen/\d*000/[?"]',
    "ook vergeefs": ">0 organisaties<",
    "vergrootglas": rf'\A<li[^>]* data-label="[^"]* {vullen.KAART}"',
    "vergrootglas fout": rf'\A<li[^>]* data-label="[^"]*{vullen.GEWOON}',
}
#: A common word without the letter in its middle.
TIKFOUT = vullen.GEWOON[:4] + vullen.GEWOON[5:]
QUERIES = {"L6": 10} | {item: 6 for item in ITEMS if item.split()[0] in ("L1", "L2", "L3", "L4", "L5", "L7", "ook")}
#: Bytes of a list of 50: raw and gzip.
BYTES = (60_000, 12_000)
#: The header for an answer that is read as it comes.
PLAT = {"Accept-Encoding": "identity"}


def leesbaar(kop, tekst: bytes) -> str:
    """The text of an answer, gzip or not."""
    return (gzip.decompress(tekst) if kop.get("Content-Encoding") == "gzip" else tekst).decode()


class Server:
    """One gunicorn on loopback, with sync workers unless it gets threads; stopped by its own pid."""

    def __init__(self, app: str, workers=1, threads=1, **env: str):
        with socket.socket() as los:
            los.bind(("127.0.0.1", 0))
            self.poort = los.getsockname()[1]
        self.cookies: dict[str, str] = {}
        opdracht = [sys.executable, "-m", "gunicorn", app, "-w", str(workers), "-b", f"127.0.0.1:{self.poort}"]
        opdracht += ["--threads", str(threads)]
        self.proces = subprocess.Popen(
            [*opdracht, "--log-level", "warning", "--timeout", "300"], env=os.environ | env, cwd=omgeving.WORTEL
        )
        for _ in range(300):
            try:
                socket.create_connection(("127.0.0.1", self.poort)).close()
                return
            except OSError:
                time.sleep(0.1)
        raise RuntimeError(f"{app} start niet")

    def stop(self):
        self.proces.terminate()
        self.proces.wait()

    @property
    def workers(self) -> list[str]:
        """Their pids."""
        ouder = self.proces.pid
        return Path(f"/proc/{ouder}/task/{ouder}/children").read_text().split()

    def vraag(self, pad: str, post: dict | None = None, **koppen: str):
        """One request: (status, headers, body, milliseconds); `eerste` keeps after how many the answer began."""
        inhoud = None if post is None else urlencode(post, doseq=True)
        koppen = {"Accept-Encoding": "gzip", **koppen}
        if self.cookies:
            koppen["Cookie"] = "; ".join(f"{naam}={waarde}" for naam, waarde in self.cookies.items())
        if post is not None:
            koppen["Content-Type"] = "application/x-www-form-urlencoded"
        begin = time.perf_counter()
        lijn = http.client.HTTPConnection("127.0.0.1", self.poort, timeout=300)
        lijn.request("GET" if post is None else "POST", pad, inhoud, koppen)
        antwoord = lijn.getresponse()
        self.eerste = (time.perf_counter() - begin) * 1000
        tekst = antwoord.read()
        ms = (time.perf_counter() - begin) * 1000
        lijn.close()
        for kop in antwoord.headers.get_all("Set-Cookie") or []:
            self.cookies |= {naam: koekje.value for naam, koekje in SimpleCookie(kop).items()}
        return antwoord.status, antwoord.headers, tekst, ms

    def haal(self, pad: str, **koppen: str) -> str:
        status, kop, tekst, _ = self.vraag(pad, **koppen)
        assert status == 200, f"{pad}: {status}"
        return leesbaar(kop, tekst)

    def nog_een(self) -> "Server":
        """Another browser on the same server."""
        ander = copy.copy(self)
        ander.cookies = {}
        return ander

    def log_in(self, naam: str = "bench1"):
        velden = Velden.van(self.haal("/inloggen/"))
        velden |= {"username": naam, "password": vullen.WACHTWOORD}
        status, *_ = self.vraag("/inloggen/", velden)
        assert status == 302, f"inloggen: {status}"


class Velden(HTMLParser):
    """What a browser would post of the forms on a page."""

    def __init__(self):
        super().__init__()
        self.velden, self._select = {}, ""

    @classmethod
    def van(cls, html: str) -> dict[str, str]:
        lezer = cls()
        lezer.feed(html)
        return lezer.velden

    def handle_starttag(self, tag, attrs):
        a = dict(attrs)
        if tag == "input" and a.get("name") and (a.get("type") not in ("checkbox", "radio") or "checked" in a):
            self.velden[a["name"]] = a.get("value") or ""
        elif tag == "select":
            self._select = a.get("name") or ""
            self.velden.setdefault(self._select, "")
        elif tag == "option" and "selected" in a and self._select:
            self.velden[self._select] = a.get("value") or ""


def wijzig(velden: dict[str, str]) -> dict[str, str]:
    """One cell of every row, turn by turn town, telephone and status; twice gives the first back."""
    nr = 0
    for naam, waarde in velden.items():
        if naam.endswith("bezoekadres_plaats"):
            kern = naam.removesuffix("bezoekadres_plaats")
            if nr % 3 == 0:
                velden[naam] = waarde.removesuffix(" Zuid") if waarde.endswith(" Zuid") else f"{waarde} Zuid"
            elif nr % 3 == 1:
                nummer = velden[f"{kern}telefoon"]
                velden[f"{kern}telefoon"] = nummer[:-1] + str(int(nummer[-1]) ^ 1)
            else:
                velden[f"{kern}relatiestatus"] = "relatie" if velden[f"{kern}relatiestatus"] == "klant" else "klant"
            nr += 1
    assert nr == 100, f"{nr} rijen in het raster"
    return velden


def nieuw(velden: dict[str, str]) -> dict[str, str]:
    """A person, an organisation and the job between them, that nobody has typed before."""
    naam = uuid.uuid4().hex
    return velden | {"persoon-achternaam": f"P{naam}", "organisatie-naam": f"O{naam}", "baan-functie": "Directeur"}


def paden(n: int) -> dict[str, tuple[str, str, str]]:
    """item -> the address in the program, in the textbook and on the floor."""
    import django

    django.setup()
    from django.http import QueryDict

    from relaties.models import Organisatie
    from smp.gebruikers.models import Gebruiker
    from smp.lijsten.lijst import LIJSTEN
    from smp.lijsten.vraag import Vraag

    vraag = Vraag(LIJSTEN["organisatie"], Gebruiker.objects.get(username="bench1"), QueryDict(""))
    # The address of a deep page is what [Volgende] on the page before it would say.
    midden = vraag.rijen.order_by("sorteersleutel", "pk")[n // 2 : n // 2 + 1].get()
    midden._s0 = midden.sorteersleutel
    na = urlencode({"na": vraag.sleutel._schrijf(midden)})
    los = urlencode({"s": midden.sorteersleutel, "id": midden.pk})
    segment = Organisatie.objects.filter(bezoekadres_plaats=vullen.PLAATS, actief=True).order_by("pk")[0].segment_id
    plaats = urlencode({"bezoekadres_plaats": vullen.PLAATS, "segment": segment})
    tekst = f"{LIJST}?actief=true"
    naam = Organisatie.objects.get(pk=vullen.KAART).naam.lower()
    return {
        "L1": (LIJST, tekst, "/L1"),
        "L2 zeldzaam": (
            f"{LIJST}?naam={vullen.ZELDZAAM}",
            f"{tekst}&naam__icontains={vullen.ZELDZAAM}",
            f"/L2?q={vullen.ZELDZAAM}",
        ),
        "L2 gewoon": (
            f"{LIJST}?naam={vullen.GEWOON}",
            f"{tekst}&naam__icontains={vullen.GEWOON}",
            f"/L2?q={vullen.GEWOON.replace('ij', 'y')}",
        ),
        "L2 op datum": (
            f"{LIJST}?naam={vullen.GEWOON}&volgorde=-relatie_sinds",
            f"{tekst}&naam__icontains={vullen.GEWOON}&sort=-relatie_sinds",
            "",
        ),
        "L3": (f"{LIJST}?volgorde=bezoekadres_plaats", f"{tekst}&sort=bezoekadres_plaats", "/L3"),
        "L4 diep": (f"{LIJST}?{na}", f"{tekst}&page={n // 100}", f"/L4?{los}"),
        "L4 laatste": (f"{LIJST}?voor=einde", f"{tekst}&page=last", "/L4e"),
        "L5": (
            f"{LIJST}?{plaats}",
            f"{tekst}&{plaats}",
            f"/L5?segment={segment}&{urlencode({'plaats': vullen.PLAATS})}",
        ),
        "L6": (f"{LIJST}{vullen.KAART}/", f"{LIJST}{vullen.KAART}/", f"/L6?id={vullen.KAART}"),
        "L7": (f"{LIJST}wijzigen/?per_pagina=100", f"{LIJST}wijzigen/", "/L7"),
        "L8": (f"{LIJST}wijzigen/?per_pagina=100", f"{LIJST}wijzigen/", "/L8"),
        "L10": (ZAKELIJK, ZAKELIJK, "/L10"),
        "zakelijk nee": ("/relaties/personen/?zakelijk=nee", "", ""),
        "ook vergeefs": (f"{LIJST}?ook=website:bevat:zzqq", "", ""),
        "vergrootglas": (f"{LIJST}opzoeken/?{urlencode({'q': naam})}", "", ""),
        "vergrootglas fout": (f"{LIJST}opzoeken/?q={TIKFOUT}", "", ""),
    }


class Meting:
    """The times of one item on the three servers, and what one request of the program did."""

    def __init__(self, item: str, servers: list[Server], adressen: tuple[str, str, str], rondes: int):
        self.item, self.tijden = item, [[], [], []]
        for beurt in range(0, rondes, BEURT):
            for nr, (server, pad) in enumerate(zip(servers, adressen, strict=True)):
                for ronde in range(beurt - WARM, min(beurt + BEURT, rondes)):
                    if not pad or self._genoeg(nr, rondes):
                        break
                    status, *_, ms = self._doe(server, pad, nr)
                    assert status in (200, 302, 303), f"{item} {pad}: {status}"
                    assert (status == 200) == (item not in POSTS), f"{item} {pad}: {status}"
                    if ronde >= beurt:
                        self.tijden[nr].append(ms)
        self.queries, self.sql_ms = [], []
        for nr in (0, 1) if adressen[1] else (0,):
            # Once a minute a session writes that it is still used; not in both of these.
            twee = [self._doe(servers[nr], adressen[nr], nr, **{"X-Meet": "1"}) for _ in range(1 if nr else 2)]
            _, kop, tekst, _ = min(twee, key=lambda antwoord: int(antwoord[1]["X-Queries"]))
            self.queries.append(int(kop["X-Queries"]))
            self.sql_ms.append(float(kop["X-Sql-Ms"]))
            if nr == 0:
                html = leesbaar(kop, tekst)
                self.bytes, self.gzip = len(html.encode()), len(tekst)
                assert re.search(VINDT.get(item, ""), html, re.IGNORECASE), f"{adressen[0]} vindt het niet: {html}"

    def _genoeg(self, nr: int, rondes: int) -> bool:
        """A textbook page of seconds need not be seen thirty times."""
        tijden = self.tijden[nr]
        return nr == 1 and len(tijden) >= rondes // 6 and statistics.median(tijden) > 1000

    def _doe(self, server, pad, nr, **koppen):
        if self.item not in POSTS:
            return server.vraag(pad, **koppen)
        if self.item == "L10":
            return server.vraag(pad, nieuw({} if nr == 2 else Velden.van(server.haal(pad))), **koppen)
        if nr == 2 and hasattr(self, "_vloer"):
            velden = self._vloer
        else:
            velden = Velden.van(server.haal(pad.replace("L8", "L7")))
        velden = wijzig(velden)
        if nr == 2:
            self._vloer = velden
        return server.vraag(pad, velden, **koppen)

    def p(self, nr: int, deel: float) -> float:
        tijden = sorted(self.tijden[nr]) or [0.0]
        return tijden[min(len(tijden) - 1, int(len(tijden) * deel))]

    @cached_property
    def mist(self) -> list[str]:
        """What of the promise does not hold."""
        uit = []
        grens = GRENS.get(self.item) or self.p(2, 0.5) + ITEMS[self.item][1]
        if self.p(0, 0.5) > grens:
            uit.append(f"{self.p(0, 0.5) - grens:.1f} ms")
        if self.queries[0] > QUERIES.get(self.item, 1000):
            uit.append(f"{self.queries[0]} queries")
        if self.item.split()[0] in ("L1", "L2", "L3", "L4", "L5"):
            uit += [
                f"{wat} {is_} bytes"
                for wat, is_, mag in zip(("HTML", "gzip"), (self.bytes, self.gzip), BYTES, strict=True)
                if is_ > mag
            ]
        return uit

    def rij(self) -> list[str]:
        eigen, leerboek, vloer = (self.p(nr, 0.5) for nr in range(3))
        belofte = f"≤ {GRENS[self.item]}" if self.item in GRENS else f"≤ vloer + {ITEMS[self.item][1]}"
        ernaast, op_de_vloer = bool(self.tijden[1]), bool(self.tijden[2])
        return [
            f"**{self.item}** {ITEMS[self.item][0]}",
            f"{eigen:.1f} / {self.p(0, 0.95):.1f}",
            f"{leerboek:.1f} / {self.p(1, 0.95):.1f}" if ernaast else "–",
            f"{vloer:.1f} / {self.p(2, 0.95):.1f}" if op_de_vloer else "–",
            f"{leerboek / eigen:.1f}×" if ernaast else "–",
            f"{eigen - vloer:+.1f}" if op_de_vloer else "–",
            " / ".join(f"{self.p(nr, 0):.1f}" for nr in range(3) if self.tijden[nr]),
            " ".join([str(self.queries[0]), *(f"({aantal})" for aantal in self.queries[1:])]),
            " ".join([f"{self.sql_ms[0]:.1f}", *(f"({ms:.1f})" for ms in self.sql_ms[1:])]),
            f"{self.bytes / 1000:.1f} / {self.gzip / 1000:.1f}" if self.bytes else "–",
            belofte,
            "ja" if not self.mist else f"**nee**: {', '.join(self.mist)}",
        ]


def main():
    lezer = argparse.ArgumentParser()
    lezer.add_argument("-n", type=int, default=100_000)
    lezer.add_argument("--rondes", type=int, default=verslag.RONDES)
    lezer.add_argument("--items", default="", help="L1,L8: only these, and write no file")
    keuze = lezer.parse_args()
    omgeving.bereid_voor("tests.bench.instellingen")
    vullen.zorg_voor(keuze.n)
    static = [sys.executable, "manage.py", "collectstatic", "--noinput", "-v0"]
    subprocess.run(static, check=True, cwd=omgeving.WORTEL)
    servers = []
    try:
        servers.append(Server("tests.bench.programma"))
        boek = "tests.bench.leerboek"
        servers.append(Server(f"{boek}.wsgi", DJANGO_SETTINGS_MODULE=f"{boek}.instellingen"))
        servers.append(Server("tests.bench.vloer"))
        servers[0].log_in()
        servers[1].cookies = dict(servers[0].cookies)
        metingen = []
        for item, adressen in paden(keuze.n).items():
            if not keuze.items or item.split()[0] in keuze.items.split(","):
                metingen.append(Meting(item, servers, adressen, keuze.rondes))
                print(" | ".join(metingen[-1].rij()), flush=True)
                if item in POSTS:
                    omgeving.veeg()
    finally:
        for server in servers:
            server.stop()
    if keuze.items:
        sys.exit(any(meting.mist for meting in metingen))
    los = []
    for module in ("groot", "last", "scherm"):
        opdracht = [sys.executable, "-m", f"tests.bench.{module}", "-n", str(keuze.n)]
        uit = subprocess.run(opdracht, check=True, cwd=omgeving.WORTEL, stdout=subprocess.PIPE, text=True).stdout
        print(uit, flush=True)
        los += [json.loads(regel) for regel in uit.splitlines() if regel.startswith("[")]
    verslag.schrijf(keuze.n, metingen, los)
    plannen = subprocess.run([sys.executable, "-m", "tests.bench.plannen"], check=False, cwd=omgeving.WORTEL)
    mist = any(meting.mist for meting in metingen) or any(houdt != "ja" for *_, houdt in los)
    if mist:
        print("Niet elke belofte houdt stand.")
    sys.exit(mist or plannen.returncode)


if __name__ == "__main__":
    main()
