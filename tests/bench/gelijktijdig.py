"""`python -m tests.bench.gelijktijdig`: eight browsers change the same twenty rows, and nobody's work is lost (R99).

Each saves 150 times three random cells, turn by turn through the grid, the form, the mass change and the combined
form, over HTTP to a real gunicorn. Every value is written once in the whole run, and the browser notes what it had
read in that cell. Afterwards the history of every cell tells:

lost             a stored value did not follow the value that its writer had read: somebody's work was overwritten
false conflict   a save was refused while none of its cells had changed since it was read
The control is the same run with the guard off (tests/bench/roekeloos.py): it must lose.
"""

import argparse
import itertools
import os
import random
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from urllib.parse import urlencode, urljoin

os.environ.setdefault("SMP_BENCH", "smp_gelijktijdig")  # before omgeving reads it

from tests.bench import omgeving, vullen
from tests.bench.meet import LIJST, PLAT, Server
from tests.invullen import formulier

KLANTEN, KEER, RIJEN, CELLEN = 8, 150, 20, 3
#: What all four acts can change, and a value for it that is nowhere else.
VELDEN = {
    "handelsnaam": "Naam {}",
    "email": "post{}@smp.example",
    "website": "https://smp{}.example",
    "aantal_medewerkers": "{}",
}
HANDELINGEN = ("raster", "formulier", "massa", "zakelijk")
TELLER = itertools.count(int(time.time()))


@dataclass
class Uitkomst:
    """What one browser saw."""

    gelukt: list[tuple] = field(default_factory=list)  # (pk, field, what was read, what was written)
    conflicten: list[tuple] = field(default_factory=list)  # (moment, [(pk, field, what was read)])
    fouten: Counter = field(default_factory=Counter)
    per: Counter = field(default_factory=Counter)


class Browser:
    def __init__(self, server: Server, nr: int, sleutels: list[int]):
        self.server, self.nr, self.sleutels = server.nog_een(), nr, sleutels
        self.toeval, self.uit = random.Random(nr), Uitkomst()
        self.server.log_in(f"bench{nr}")

    def werk(self, keer: int) -> Uitkomst:
        for beurt in range(keer):
            handeling = HANDELINGEN[(beurt + self.nr) % len(HANDELINGEN)]
            while not getattr(self, handeling)():  # after a conflict: read again, and do it anew
                pass
            self.uit.per[handeling] += 1
        return self.uit

    def raster(self) -> bool:
        pad = f"{LIJST}wijzigen/?" + urlencode({"kolommen": ",".join(["naam", *VELDEN]), "naam": "gelijktijdig"})
        cellen = [(self.toeval.choice(self.sleutels), self.toeval.choice(list(VELDEN))) for _ in range(CELLEN)]
        return self._bewaar(pad, {cel: f"c-{cel[0]}-{cel[1]}" for cel in cellen})

    def formulier(self) -> bool:
        pk = self.toeval.choice(self.sleutels)
        return self._bewaar(f"{LIJST}{pk}/wijzigen/", {(pk, veld): veld for veld in self._drie(VELDEN)})

    def massa(self) -> bool:
        """One value for three rows. What was read is what stood there before and after the preview was made."""
        veld, sleutels = self.toeval.choice(list(VELDEN)), self._drie(self.sleutels)
        pad = f"{LIJST}massa/?" + urlencode({"rij": sleutels}, doseq=True)
        nieuw = VELDEN[veld].format(next(TELLER))
        form = formulier(self.server.haal(pad), f"doe-{veld}")
        form.vul(f"doe-{veld}", "wordt")
        form.vul(veld, nieuw)
        gelezen = None
        while gelezen is None:
            eerst = lees(sleutels, veld)
            _, _, html, _ = self.server.vraag(pad, form.data(), **PLAT)
            gelezen = eerst if eerst == lees(sleutels, veld) else None
        voor = formulier(html.decode(), "basis")
        return self._stuur(urljoin(pad, voor.actie), voor.data(), {(pk, veld): (gelezen[pk], nieuw) for pk in sleutels})

    def zakelijk(self) -> bool:
        """A new person at an organisation that is there, whose data are fetched and changed on the same page."""
        pad, pk = "/relaties/zakelijke-relatie-toevoegen/", self.toeval.choice(self.sleutels)
        form = formulier(self.server.haal(pad), "persoon-achternaam")
        form.vul("persoon-achternaam", "".join(self.toeval.choices("bcdfghjklmnpqrstvwxz", k=12)).capitalize())
        form.vul("baan-organisatie", pk)
        _, _, html, _ = self.server.vraag(pad, form.data("ophalen"), **PLAT)
        return self._bewaar(pad, {(pk, veld): f"organisatie-{veld}" for veld in self._drie(VELDEN)}, html.decode())

    def _drie(self, uit) -> list:
        return self.toeval.sample(list(uit), CELLEN)

    def _bewaar(self, pad: str, cellen: dict[tuple, str], html: str = "") -> bool:
        """Open the page, type a new value in every cell, and save."""
        form = formulier(html or self.server.haal(pad), next(iter(cellen.values())))
        waarden = {}
        for cel, naam in cellen.items():
            waarden[cel] = (form.velden[naam][0], VELDEN[cel[1]].format(next(TELLER)))
            form.vul(naam, waarden[cel][1])
        return self._stuur(urljoin(pad, form.actie), form.data(), waarden)

    def _stuur(self, pad: str, post: dict, waarden: dict[tuple, tuple[str, str]]) -> bool:
        status, _, html, _ = self.server.vraag(pad.split("#")[0], post, **PLAT)
        if status == 422 and b'name="toch"' in html:  # a mass change gave three rows one website: are they doubles?
            toch = formulier(html.decode(), "persoon-achternaam")
            status, *_ = self.server.vraag(pad.split("#")[0], toch.data("toch"))
        if status == 302:
            self.uit.gelukt += [(*cel, was, nieuw) for cel, (was, nieuw) in waarden.items()]
            return True
        if status == 409:
            self.uit.conflicten.append((time.time(), [(*cel, was) for cel, (was, _) in waarden.items()]))
            return False
        self.uit.fouten[status] += 1
        return self.uit.fouten.total() > 20  # a run that cannot work must end


def tekst(waarde) -> str:
    return "" if waarde is None else str(waarde)


def lees(sleutels, veld: str) -> dict[int, str]:
    """What is stored now. Closes its connection: every browser reads in a thread of its own."""
    from django.db import connection

    from relaties.models import Organisatie

    try:
        return {pk: tekst(w) for pk, w in Organisatie.objects.filter(pk__in=sleutels).values_list("pk", veld)}
    finally:
        connection.close()


def ketens(begin: dict[tuple, str], sleutels, na: int) -> dict[tuple, list[tuple[str, float]]]:
    """Every cell -> its values in order, each with the moment from which it stood there; from events after key `na`."""
    from relaties.models import Organisatie
    from smp.historie.models import eventmodel

    uit = {cel: [(waarde, 0.0)] for cel, waarde in begin.items()}
    events = eventmodel(Organisatie).objects.filter(pgh_obj_id__in=sleutels, pgh_id__gt=na).order_by("pgh_id")
    for pk, moment, *waarden in events.values_list("pgh_obj_id", "pgh_created_at", *VELDEN):
        for veld, waarde in zip(VELDEN, map(tekst, waarden), strict=True):
            keten = uit[pk, veld]
            if keten[-1][0] != waarde:
                keten.append((waarde, moment.timestamp()))
    nu = {(pk, veld): waarde for veld in VELDEN for pk, waarde in lees(sleutels, veld).items()}
    assert all(keten[-1][0] == nu[cel] for cel, keten in uit.items()), "geschiedenis en gegevens verschillen"
    return uit


def oordeel(uitkomsten: list[Uitkomst], keten: dict) -> dict[str, int]:
    verloren = vals = 0
    vervangen = {cel: {een: dan for (een, _), (_, dan) in itertools.pairwise(rij)} for cel, rij in keten.items()}
    voorganger = {cel: {een: voor for (voor, _), (een, _) in itertools.pairwise(rij)} for cel, rij in keten.items()}
    for uitkomst in uitkomsten:
        for pk, veld, was, nieuw in uitkomst.gelukt:
            verloren += voorganger[pk, veld].get(nieuw) != was
        for moment, cellen in uitkomst.conflicten:
            vals += not any(vervangen[pk, veld].get(was, moment) < moment for pk, veld, was in cellen)
    return {
        "bewaard": sum(uitkomst.per.total() for uitkomst in uitkomsten),
        "cellen": sum(len(uitkomst.gelukt) for uitkomst in uitkomsten),
        "conflicten": sum(len(uitkomst.conflicten) for uitkomst in uitkomsten),
        "verloren": verloren,
        "valse conflicten": vals,
        "andere antwoorden": sum(uitkomst.fouten.total() for uitkomst in uitkomsten),
    }


def deadlocks() -> int:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_force_next_flush(), pg_sleep(1)")
        cursor.execute("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
        return cursor.fetchone()[0]


def draai(app: str, keer: int) -> dict[str, int]:
    """One run against one program."""
    from django.db.models import Max

    from relaties.models import Organisatie
    from smp.historie.models import eventmodel

    sleutels = list(Organisatie.objects.filter(actief=True).order_by("pk").values_list("pk", flat=True)[:RIJEN])
    for pk in sleutels:  # empty, so that no cell starts with a value that it gets again
        leeg = dict.fromkeys(VELDEN, "") | {"aantal_medewerkers": None}
        Organisatie.objects.filter(pk=pk).update(naam=f"Gelijktijdig {pk}", **leeg)
    na = eventmodel(Organisatie).objects.aggregate(laatst=Max("pgh_id"))["laatst"]
    begin = {(pk, veld): waarde for veld in VELDEN for pk, waarde in lees(sleutels, veld).items()}
    sinds = deadlocks()
    server = Server(app, workers=2, threads=4)
    try:
        browsers = [Browser(server, nr, sleutels) for nr in range(1, KLANTEN + 1)]
        start = time.monotonic()
        with ThreadPoolExecutor(KLANTEN) as draden:
            uitkomsten = list(draden.map(lambda browser: browser.werk(keer), browsers))
        duur = time.monotonic() - start
    finally:
        server.stop()
    uit = oordeel(uitkomsten, ketens(begin, sleutels, na)) | {"deadlocks": deadlocks() - sinds, "seconden": round(duur)}
    per = sum((uitkomst.per for uitkomst in uitkomsten), Counter())
    print(f"{app}: {', '.join(f'{wat} {n}' for wat, n in uit.items())} ({dict(per)})", flush=True)
    return uit


def main() -> int:
    lezer = argparse.ArgumentParser()
    lezer.add_argument("--keer", type=int, default=KEER, help="saves of each browser")
    keuze = lezer.parse_args()
    omgeving.bereid_voor("tests.bench.instellingen")
    vullen.zorg_voor(2_000)
    static = [sys.executable, "manage.py", "collectstatic", "--noinput", "-v0"]
    subprocess.run(static, check=True, cwd=omgeving.WORTEL)
    import django

    django.setup()
    from django.contrib.auth.models import Group

    from smp.gebruikers import rollen
    from smp.gebruikers.models import Gebruiker

    for gebruiker in Gebruiker.objects.filter(username__startswith="bench"):
        gebruiker.groups.set([Group.objects.get(name=rollen.SUPER)])
    echt = draai("tests.bench.programma", keuze.keer)
    controle = draai("tests.bench.roekeloos", keuze.keer)
    mis = [wat for wat in ("verloren", "valse conflicten", "deadlocks", "andere antwoorden") if echt[wat]]
    if not controle["verloren"]:
        mis.append("de controle verliest niets: deze meting ziet geen verlies")
    print(f"houdt niet: {', '.join(mis)}" if mis else "houdt: niets verloren, en de controle verliest wel")
    return bool(mis)


if __name__ == "__main__":
    sys.exit(main())
