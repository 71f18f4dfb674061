"""Where the time of one item goes: `python -m tests.bench.profiel L7` (after `make bench` has made the database).

CPU time of this process only, so that a busy machine does not disturb it; then the profile and the statements.
"""

import argparse
import cProfile
import pstats
import statistics
import time
from urllib.parse import urlencode

from tests.bench import omgeving


def main():
    lezer = argparse.ArgumentParser()
    lezer.add_argument("item")
    lezer.add_argument("-n", type=int, default=100_000)
    lezer.add_argument("--keer", type=int, default=20)
    lezer.add_argument("--sorteer", default="cumtime")
    lezer.add_argument("--regels", type=int, default=45)
    lezer.add_argument("--sql", action="store_true")
    keuze = lezer.parse_args()
    omgeving.bereid_voor("tests.bench.instellingen")
    from tests.bench import meet

    adressen = meet.paden(keuze.n)
    from django.conf import settings
    from django.db import connection
    from django.test import Client

    from smp.gebruikers.models import Gebruiker

    settings.ALLOWED_HOSTS.append("testserver")
    client = Client(headers={"accept-encoding": "gzip"})
    client.force_login(Gebruiker.objects.get(username="bench1"), backend=settings.AUTHENTICATION_BACKENDS[-1])
    pad = next(eigen for item, (eigen, *_) in adressen.items() if item == keuze.item)
    post = keuze.item == "L8"

    def velden():
        if not post:
            return None
        antwoord = client.get(pad, headers={"accept-encoding": "identity"})
        return meet.wijzig(meet.Velden.van(antwoord.content.decode()))

    def doe(invoer):
        form = "application/x-www-form-urlencoded"
        antwoord = client.post(pad, urlencode(invoer), content_type=form) if post else client.get(pad)
        assert antwoord.status_code == (302 if post else 200), antwoord.status_code

    for _ in range(3):
        doe(velden())
    invoer = [velden()] if post else [None] * keuze.keer
    tijden = []
    for een in invoer:
        begin = time.process_time()
        doe(een)
        tijden.append((time.process_time() - begin) * 1000)
    print(f"{keuze.item}: {statistics.median(tijden):.1f} ms CPU, best {min(tijden):.1f}")
    statements = []

    def noteer(execute, sql, params, many, context):
        begin = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            statements.append((sql, (time.perf_counter() - begin) * 1000))

    invoer = velden()
    with connection.execute_wrapper(noteer):
        doe(invoer)
    print(f"{len(statements)} statements")
    for sql, ms in statements[: None if keuze.sql else 12]:
        print(f"  {ms:6.1f} ms  {sql if keuze.sql else sql[:160]}")
    invoer = [velden()] if post else [None] * keuze.keer
    profiel = cProfile.Profile()
    profiel.enable()
    for een in invoer:
        doe(een)
    profiel.disable()
    pstats.Stats(profiel).sort_stats(keuze.sorteer).print_stats(keuze.regels)


if __name__ == "__main__":
    main()
