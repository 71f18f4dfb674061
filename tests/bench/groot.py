"""`python -m tests.bench.groot`: L9 (mass change, undo) and L11 (export) of the promise, on the rows of `make bench`.

Without HTTP, because both are ratios and sizes: a mass change beside a plain UPDATE of the same rows with the same
triggers, in turns; an export of 100,000 rows beside its bytes and its memory.
"""

import argparse
import resource
import statistics
import time

from tests.bench import omgeving, vullen

RIJEN, EXPORT, RONDES = 10_000, 100_000, 5
STATUSSEN = ("klant", "prospect")


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
        taak = massa.maak_taak(vraag, user, {"relatiestatus": STATUSSEN[ronde % 2]}, sleutels)
        teruggezet.clear()
        with pghistory.context(user=user.pk):
            tijden["UPDATE"].append(klok(lambda: rijen.update(relatiestatus="relatie")))
        with in_wijzigingsset(taak, massa.HANDELING):
            wijziging = massa.Massa(vraag.lijst, user, taak.wat)
            gevonden = vraag.rijen.filter(pk__in=sleutels)
            tijden["vooruitblik"].append(klok(lambda w=wijziging, g=gevonden: massa.Vooruitblik.van(w, g)))
            tijden["massawijziging"].append(klok(lambda t=taak: massa.voer_uit(t)))
        taak.refresh_from_db()
        assert taak.bon["gewijzigd"] == len(sleutels), taak.bon
        een = Wijzigingsset.objects.get(pk=taak.wijzigingsset)
        tijden["ongedaan maken"].append(klok(lambda een=een: maak_ongedaan(een)))
        assert teruggezet == [len(sleutels)], teruggezet
    midden = {wat: statistics.median(reeks) for wat, reeks in tijden.items()}
    for wat, seconden in midden.items():
        print(f"L9 {len(sleutels)} rijen, {wat}: {seconden * 1000:.0f} ms ({seconden / midden['UPDATE']:.2f} × UPDATE)")


def meet_export(vraag, user):
    """L11: the first EXPORT rows, and how far the memory of the process rose."""
    from smp.uitwisseling import export

    for formaat in ("csv", "xlsx"):
        tijden, bytes_ = [], 0
        for _ in range(RONDES):
            begin = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            start, bytes_ = time.perf_counter(), 0
            rijen = export.Rijen(vraag)
            for stuk in export.FORMATEN[formaat].stukken(rijen):
                bytes_ += len(stuk)
            tijden.append(time.perf_counter() - start)
            erbij = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - begin) / 1024
            print(
                f"L11 {rijen.aantal} rijen × {len(rijen.kop)}, {formaat}: {tijden[-1]:.2f} s, "
                f"{bytes_ / 1e6:.1f} MB, geheugen +{erbij:.0f} MB"
            )


def main():
    lezer = argparse.ArgumentParser()
    lezer.add_argument("-n", type=int, default=EXPORT)
    keuze = lezer.parse_args()
    omgeving.bereid_voor("tests.bench.instellingen")
    vullen.zorg_voor(keuze.n)
    import django

    django.setup()
    from django.contrib.auth.models import Group
    from django.http import QueryDict

    from smp.gebruikers import rollen
    from smp.gebruikers.models import Gebruiker
    from smp.lijsten.lijst import LIJSTEN
    from smp.lijsten.vraag import Vraag

    user = Gebruiker.objects.get(username="bench1")
    user.groups.add(Group.objects.get(name=rollen.SUPER))
    vraag = Vraag(LIJSTEN["organisatie"], user, QueryDict("actief=alle"))
    meet_export(vraag, user)
    meet_massa(vraag, user)


if __name__ == "__main__":
    main()
