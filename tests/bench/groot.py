"""`python -m tests.bench.groot`: L9 (mass change, undo) and L11 (export) of the promise, on the rows of `make bench`.

Without HTTP, because both are ratios and sizes: a mass change beside a plain UPDATE of the same rows with the same
triggers, in turns; an export of 100,000 rows beside its bytes and its memory.
"""

import argparse
import json
import resource
import statistics
import time
from itertools import islice

from tests.bench import omgeving, vullen

RIJEN, EXPORT, RONDES = 10_000, 100_000, 5
#: Promised: times the plain UPDATE; seconds of an export by its form; megabytes above the start.
KEER, SECONDEN, GEHEUGEN = 3, {"csv": 1, "xlsx": 3}, 50
STATUSSEN = ("klant", "prospect")


def zeg(item: str, gemeten: str, ernaast: str, belofte: str, houdt: bool):
    """One line of the second table of docs/bench.md, as JSON for tests/bench/meet.py."""
    print(json.dumps([item, gemeten, ernaast, belofte, "ja" if houdt else "**nee**"], ensure_ascii=False), flush=True)


def klok(doe) -> float:
    """Seconds that a function takes."""
    begin = time.perf_counter()
    doe()
    return time.perf_counter() - begin


def meet_massa(vraag, user):
    """L9: both give RIJEN rows another relatiestatus, history on; then the whole set is taken back."""
    import pghistory
    from django.db import transaction

    from relaties.models import Organisatie
    from smp.historie.models import Wijzigingsset
    from smp.lijsten import massa
    from smp.werk import in_wijzigingsset
    from smp.wijzigingen.terugdraaien import draai_terug

    sleutels = list(Organisatie.objects.filter(actief=True).order_by("pk").values_list("pk", flat=True)[:RIJEN])
    rijen = Organisatie.objects.filter(pk__in=sleutels)
    tijden = {"UPDATE": [], "vooruitblik": [], "massawijziging": [], "ongedaan maken": []}
    teruggezet: list[int] = []

    def maak_ongedaan(een):
        with pghistory.context(user=user.pk, handeling="Ongedaan gemaakt"), transaction.atomic():
            teruggezet.append(sum(deel.aantal for deel in draai_terug(een)))

    for ronde in range(RONDES):
        wijziging = massa.Massa(vraag.lijst, user, {"relatiestatus": STATUSSEN[ronde % 2]})
        taak = massa.maak_taak(vraag, wijziging, sleutels, {})
        teruggezet.clear()
        with pghistory.context(user=user.pk):
            tijden["UPDATE"].append(klok(lambda: rijen.update(relatiestatus="relatie")))
        with in_wijzigingsset(taak, massa.HANDELING):
            gevonden = vraag.rijen.filter(pk__in=sleutels)
            tijden["vooruitblik"].append(klok(lambda w=wijziging, g=gevonden: massa.Vooruitblik.van(w, g)))
            tijden["massawijziging"].append(klok(lambda t=taak: massa.voer_uit(t)))
        taak.refresh_from_db()
        assert taak.bon["gewijzigd"] == len(sleutels), taak.bon
        een = Wijzigingsset.objects.get(pk=taak.wijzigingsset)
        tijden["ongedaan maken"].append(klok(lambda een=een: maak_ongedaan(een)))
        assert teruggezet == [len(sleutels)], teruggezet
    midden = {wat: statistics.median(reeks) for wat, reeks in tijden.items()}
    keer = midden["massawijziging"] / midden["UPDATE"]
    zeg(
        f"**L9** {len(sleutels)} rijen wijzigen",
        f"{midden['massawijziging'] * 1000:.0f} ms ({keer:.2f}×); vooruitblik {midden['vooruitblik'] * 1000:.0f} ms",
        f"UPDATE {midden['UPDATE'] * 1000:.0f} ms",
        f"≤ {KEER}× UPDATE",
        keer <= KEER,
    )
    keer = midden["ongedaan maken"] / midden["UPDATE"]
    zeg(
        f"**L9** die {len(sleutels)} rijen ongedaan maken",
        f"{midden['ongedaan maken'] * 1000:.0f} ms ({keer:.2f}×)",
        f"UPDATE {midden['UPDATE'] * 1000:.0f} ms",
        "–",
        True,
    )


def meet_export(vraag):
    """L11: the first EXPORT rows, the way the program makes them, and how far the memory of the process rose."""
    from smp.uitwisseling import export

    class Eerste(export.Rijen):
        def _rijen(self):
            return islice(super()._rijen(), EXPORT)

    export.rijen_van = lambda taak: Eerste(vraag, taak.wat)
    for formaat in ("csv", "xlsx"):
        tijden = []
        begin = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        for _ in range(RONDES):
            taak = export.maak_taak(vraag, vraag.user, formaat)
            start = time.perf_counter()
            grootte = exporteer(taak)
            tijden.append(time.perf_counter() - start)
            taak.refresh_from_db()
            assert taak.stand == taak.KLAAR, taak.stand
            taak.delete()
        erbij = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - begin) / 1024
        seconden = statistics.median(tijden) * EXPORT / taak.gedaan
        zeg(
            f"**L11** {EXPORT} rijen × {len(vraag.kolommen)} naar {formaat}",
            f"{seconden:.2f} s, {grootte / 1e6:.1f} MB, geheugen +{erbij:.0f} MB",
            "–",
            f"≤ {SECONDEN[formaat]} s, ≤ {GEHEUGEN} MB",
            seconden <= SECONDEN[formaat] and erbij <= GEHEUGEN,
        )


def exporteer(taak) -> int:
    """Bytes of the file: sent at once, or made and stored by the job, as EXPORT rows are in this form."""
    from django.db.models import Sum
    from django.db.models.functions import Length

    from smp.uitwisseling import export, taken

    direct = export.FORMATEN[taak.wat["formaat"]].direct
    if direct is None or direct >= EXPORT:
        return sum(map(len, export.stukken(taak)))
    taken.exporteren(taak.pk)
    return taak.brokken.aggregate(som=Sum(Length("inhoud")))["som"]


def main():
    lezer = argparse.ArgumentParser()
    lezer.add_argument("-n", type=int, default=EXPORT)
    keuze = lezer.parse_args()
    omgeving.bereid_voor("tests.bench.instellingen")
    vullen.zorg_voor(keuze.n)
    import django

    django.setup()
    from django.contrib.auth.models import Group
    from django.db import connection
    from django.http import QueryDict

    from smp.gebruikers import rollen
    from smp.gebruikers.models import Gebruiker
    from smp.lijsten.lijst import LIJSTEN
    from smp.lijsten.vraag import Vraag

    user = Gebruiker.objects.get(username="bench2")  # bench1 of the pages stays a Gebruiker
    user.groups.add(Group.objects.get(name=rollen.SUPER))
    vraag = Vraag(LIJSTEN["organisatie"], user, QueryDict("actief=alle"))
    meet_export(vraag)
    meet_massa(vraag, user)
    # Autovacuum comes within a minute; what is measured next must not find the dead rows of ten mass changes.
    with connection.cursor() as cursor:
        cursor.execute("VACUUM relaties_organisatie")


if __name__ == "__main__":
    main()
