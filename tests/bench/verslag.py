"""docs/bench.md: the table of `make bench`, one section for every size that was measured."""

import json
import os
import platform

from tests.bench import omgeving

RONDES = 30
BEWAARD = omgeving.WORTEL / ".run" / "bench.json"
KOP = [
    "item", "SMP p50 / p95", "textbook", "floor", "faster than textbook", "above floor", "best: SMP / textbook / floor",
    "queries (textbook)",
    "ms in SQL (textbook)", "kB raw / gzip", "promise", "holds", "growth",
]  # fmt: skip


def machine() -> str:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version'), current_setting('shared_buffers')")
        versie, buffers = cursor.fetchone()
    geheugen = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    last = os.getloadavg()[0]
    return (
        f"{os.cpu_count()} cores, {geheugen:.0f} GB, Python {platform.python_version()}, "
        f"PostgreSQL {versie.split()[0]} (shared_buffers {buffers}); load {last:.1f} when the run ended"
    )


def sectie(n: int, metingen: list, los: list, vorige: dict, anders: int | None) -> str:
    groei = (
        f"growth = against {anders:,} organisations".replace(",", ".")
        if vorige
        else "growth: needs a run with another N"
    )
    regels = ["| " + " | ".join(KOP) + " |", "|" + "---|" * len(KOP)]
    regels += ["| " + " | ".join(meting.rij(vorige)) + " |" for meting in metingen]
    return (
        f"## {n:,} organisations\n\n".replace(",", ".")
        + f"{machine()}. Times in ms, p50 and p95 of {RONDES} requests; {groei}.\n\n"
        + "\n".join(regels + ["", "| item | measured | beside | promise | holds |", "|---|---|---|---|---|"])
        + "".join(f"\n| {' | '.join(rij)} |" for rij in los)
        + "\n"
    )


UITLEG = """# Bench

Written by `make bench` (`make bench N=1000000`). One gunicorn sync worker, HTTP on loopback with a new connection a
request, gzip as the program sends it. Beside it, on the same database in turns of ten in the same run:
**textbook** = django-filter, django-tables2 and a model formset as documented (`tests/bench/leerboek/`),
**floor** = hand-written SQL in a bare WSGI app without login, page or history of its own (`tests/bench/vloer.py`).
The turns let a busy machine slow all three alike; the first two requests of a turn find the caches of the processor
emptied by another program, and are not counted. `holds` is judged on the medians, as promised, also
when others load the machine; `best` is the fastest request of each and judges nothing. A textbook page whose median is
above a second is asked 5 times instead of 30. After an item that writes, the tables are vacuumed: autovacuum would
begin during the next.
The second table: mass change and export (`python -m tests.bench.groot`) without HTTP, requests per second and memory
(`python -m tests.bench.last`) with 8 clients on two workers, and what Chromium sees (`python -m tests.bench.scherm`).
There is no import yet, so L12 has no measurement.

"""


def schrijf(n: int, metingen: list, los: list):
    """Keep this run, and write the page with the last run of every size."""
    eerder = json.loads(BEWAARD.read_text()) if BEWAARD.exists() else {}
    anders = next((int(ander) for ander in sorted(eerder, key=int) if int(ander) != n), None)
    tekst = sectie(n, metingen, los, eerder.get(str(anders), {}).get("p50", {}), anders)
    eerder[str(n)] = {"p50": {m.item: m.p(0, 0.5) for m in metingen}, "tekst": tekst}
    BEWAARD.write_text(json.dumps(eerder))
    delen = [eerder[sleutel]["tekst"] for sleutel in sorted(eerder, key=int)]
    (omgeving.WORTEL / "docs" / "bench.md").write_text(UITLEG + "\n".join(delen))
    print("\n" + tekst)
