"""`python -m tests.bench.groot`: L9 (mass change, undo) and L11 (export) of the promise, over HTTP as a browser does.

One gunicorn sync worker and one job worker, on the rows of `make bench`. The time is from the POST until the rows are
changed, or the file is there; a job is done when the row of its Taak says so, which is looked at every 10 ms. A mass
change stands beside a plain UPDATE of the same rows with the same triggers, in turns.
"""

import argparse
import json
import re
import statistics
import time
from pathlib import Path
from urllib.parse import urljoin

from tests.bench import meet, omgeving, vullen
from tests.invullen import Formulier, formulier, formulieren

#: The KVK number of row i is i: organisations 10,000–19,999, and the first 99,999; through the index of the numbers.
RIJEN, EXPORT = "actief=alle&kvk_nummer=0001", "actief=alle&kvk_nummer=000"
RONDES = 5
#: Promised: times the plain UPDATE; seconds of PER rows by the form of the file; megabytes above the start.
KEER, SECONDEN, PER, GEHEUGEN = 3, {"csv": 1, "xlsx": 3}, 100_000, 50
STATUSSEN = ("klant", "prospect")


def zeg(item: str, gemeten: str, ernaast: str, belofte: str, houdt: bool):
    """One line of the second table of docs/bench.md, as JSON for tests/bench/meet.py."""
    print(json.dumps([item, gemeten, ernaast, belofte, "ja" if houdt else "**nee**"], ensure_ascii=False), flush=True)


def klok(doe) -> float:
    """Seconds that a function takes."""
    begin = time.perf_counter()
    doe()
    return time.perf_counter() - begin


def megabytes(pid, wat: str = "VmRSS") -> float:
    """Memory of a process now, or the most that it was since `vergeet_piek` (VmHWM)."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(re.search(rf"^{wat}:\s+(\d+)", status, re.MULTILINE)[1]) / 1024


def vergeet_piek(pid):
    """Let VmHWM begin anew: to log in takes 100 MB for a moment."""
    Path(f"/proc/{pid}/clear_refs").write_text("5")


def wacht_op(adres: str):
    """The Taak of a progress page, when it is done."""
    from smp.werk import Taak

    for _ in range(30_000):
        taak = Taak.objects.defer("sleutels").get(pk=adres.rstrip("/").split("/")[-1])
        if not taak.loopt:
            assert taak.stand == Taak.KLAAR, f"{adres}: {taak.stand}"
            return taak
        time.sleep(0.01)
    raise RuntimeError(f"{adres} blijft {taak.stand}")


def voer_uit(server, pad: str, form: Formulier):
    """Press the button of a form on page `pad`: (its Taak when it is done, seconds, of which until the redirect)."""
    begin = time.perf_counter()
    status, kop, _, ms = server.vraag(urljoin(pad, form.actie), form.data())
    assert status == 302, f"{pad}: {status}"
    return wacht_op(kop["Location"]), time.perf_counter() - begin, ms / 1000


def meet_massa(server, user):
    """L9: both give the same rows another relatiestatus, history on; then the whole set is taken back."""
    import pghistory

    from relaties.models import Organisatie

    pad = f"{meet.LIJST}massa/?{RIJEN}"
    rijen = Organisatie.objects.filter(kvk_nummer__startswith="0001")
    aantal = rijen.count()
    tijden = {"UPDATE": [], "vooruitblik": [], "massawijziging": [], "POST": [], "ongedaan maken": []}
    for ronde in range(RONDES):
        with pghistory.context(user=user.pk):
            tijden["UPDATE"].append(klok(lambda: rijen.update(relatiestatus="relatie")))
        form = formulier(server.haal(pad), "doe-relatiestatus")
        form.vul("doe-relatiestatus", "wordt")
        form.vul("relatiestatus", STATUSSEN[ronde % 2])
        _, _, html, ms = server.vraag(pad, form.data(), **meet.PLAT)
        taak, heel, post = voer_uit(server, pad, formulier(html.decode(), "basis"))
        assert taak.bon["gewijzigd"] == aantal, taak.bon
        terug = f"/wijzigingen/{taak.wijzigingsset}/ongedaan-maken/"
        taak, ongedaan, _ = voer_uit(server, terug, formulier(server.haal(terug)))
        assert taak.gedaan == aantal, taak.gedaan
        for wat, seconden in zip(list(tijden)[1:], (ms / 1000, heel, post, ongedaan), strict=True):
            tijden[wat].append(seconden)
    midden = {wat: statistics.median(reeks) * 1000 for wat, reeks in tijden.items()}
    keer = midden["massawijziging"] / midden["UPDATE"]
    zeg(
        f"**L9** {aantal} rijen wijzigen",
        f"{midden['massawijziging']:.0f} ms ({keer:.2f}×), waarvan de POST {midden['POST']:.0f}; "
        f"vooruitblik {midden['vooruitblik']:.0f} ms",
        f"UPDATE {midden['UPDATE']:.0f} ms",
        f"≤ {KEER}× UPDATE",
        keer <= KEER,
    )
    zeg(
        f"**L9** die {aantal} rijen ongedaan maken",
        f"{midden['ongedaan maken']:.0f} ms ({midden['ongedaan maken'] / midden['UPDATE']:.2f}×)",
        f"UPDATE {midden['UPDATE']:.0f} ms",
        "–",
        True,
    )


def exporteer(server, formaat: str) -> tuple[float, float, int]:
    """(seconds from the POST to the last byte of the file, of which to its first, its bytes)."""
    pagina = formulieren(server.haal(f"{meet.LIJST}?{EXPORT}"))
    form = next(form for form in pagina if "formaat" in form.knoppen)
    begin = time.perf_counter()
    status, kop, bestand, ms = server.vraag(form.actie, form.data() | {"formaat": formaat})
    if status == 302:  # a job makes it
        wacht_op(kop["Location"])
        link = re.search(r'href="([^"]+/bestand/)"', server.haal(kop["Location"]))[1]
        status, _, bestand, ms = server.vraag(link)
    heel = time.perf_counter() - begin
    assert status == 200, f"{form.actie}: {status}"
    return heel, heel - (ms - server.eerste) / 1000, len(bestand)


def meet_export(server, pids):
    """L11, and how far the memory rose of the process that rose most, web server or worker of the jobs."""
    from smp.werk import Taak

    for formaat in SECONDEN:
        for pid in pids:
            vergeet_piek(pid)
        begin = [megabytes(pid) for pid in pids]
        gemeten = [exporteer(server, formaat) for _ in range(RONDES)]
        erbij = max(megabytes(pid, "VmHWM") - was for pid, was in zip(pids, begin, strict=True))
        taken = Taak.objects.filter(soort=Taak.EXPORT)
        rijen, kolommen = taken[0].gedaan, len(taken[0].wat["kolommen"])
        taken.delete()
        seconden, eerste, grootte = map(statistics.median, zip(*gemeten, strict=True))
        zeg(
            f"**L11** {rijen} rijen × {kolommen} naar {formaat}",
            f"{seconden:.2f} s (eerste byte na {eerste:.2f}), {grootte / 1e6:.1f} MB, geheugen +{erbij:.0f} MB",
            "–",
            f"≤ {SECONDEN[formaat]} s per {PER}, ≤ {GEHEUGEN} MB",
            seconden * PER / rijen <= SECONDEN[formaat] and erbij <= GEHEUGEN,
        )


def wacht_op_werker(sinds):
    """Until the worker of the jobs is there: its memory is looked at when it has started, and does nothing yet."""
    from procrastinate.contrib.django.models import ProcrastinateWorker

    while not ProcrastinateWorker.objects.filter(last_heartbeat__gt=sinds).exists():
        time.sleep(0.1)


def main():
    lezer = argparse.ArgumentParser()
    lezer.add_argument("-n", type=int, default=PER)
    keuze = lezer.parse_args()
    omgeving.bereid_voor("tests.bench.instellingen")
    vullen.zorg_voor(keuze.n)
    import django

    django.setup()
    from django.contrib.auth.models import Group
    from django.utils import timezone

    from smp.gebruikers import rollen
    from smp.gebruikers.models import Gebruiker
    from smp.management.commands import start

    user = Gebruiker.objects.get(username="bench2")  # bench1 of the pages stays a Gebruiker
    user.groups.add(Group.objects.get(name=rollen.SUPER))
    nu, werker = timezone.now(), start.werker()
    server = meet.Server("tests.bench.programma")
    try:
        server.log_in(user.username)
        server.haal(meet.LIJST)
        wacht_op_werker(nu)
        meet_export(server, [*server.workers, werker.pid])
        meet_massa(server, user)
    finally:
        server.stop()
        start.stop(werker)
    # Autovacuum comes within a minute; what is measured next must not find the dead rows of ten mass changes.
    omgeving.veeg()


if __name__ == "__main__":
    main()
