"""docs/bench.md: the table of `make bench`, one section for every size that was measured."""

import json
import os
import platform

from tests.bench import omgeving

RONDES = 30
#: The last run of every size, kept with the project: the page is made of it.
BEWAARD = omgeving.WORTEL / "docs" / "bench.json"
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


def sectie(n: int, run: dict, kleiner: int | None, p50: dict[str, float]) -> str:
    """One size; `p50`: the medians of the next smaller one."""
    groei = f"growth = against {_punten(kleiner)} organisations" if kleiner else "growth: in the sections below"
    regels = ["| " + " | ".join(KOP) + " |", "|" + "---|" * len(KOP)]
    for (item, eigen), rij in zip(run["p50"].items(), run["rijen"], strict=True):
        regels.append(f"| {' | '.join(rij)} | {f'{eigen / p50[item]:.2f}' if item in p50 else ''} |")
    regels += ["", "| item | measured | beside | promise | holds |", "|---|---|---|---|---|"]
    regels += [f"| {' | '.join(rij)} |" for rij in run["los"]]
    kop = f"{run['machine']}. Times in ms, p50 and p95 of {RONDES} requests; {groei}."
    return "\n".join([f"## {_punten(n)} organisations", "", kop, "", *regels, ""])


def _punten(n: int) -> str:
    return f"{n:,}".replace(",", ".")


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
The second table, each by a command of its own too. `python -m tests.bench.groot`: mass change and export, from the POST
until the rows are changed or the whole file is there, also when a job does it; medians of 5, and the memory of the web
server or the job worker, whichever rose most. `python -m tests.bench.last`, with 8 clients: requests per second of
two workers, and the memory of one; the most that it was against what it was when all pages had been asked often.
`python -m tests.bench.scherm`: what Chromium sees.
There is no import yet, so L12 has no measurement.
At the end the command looks at the plan of every statement (`python -m tests.bench.plannen`). It exits 1 when `holds`
says no in either table, or when a statement scans a table, sorts more than 1,000 rows or walks more than 12,000 of an
index. What a common word explains is printed and does not count: the trigram index gives all its hits before the
first, the index of the names is walked until a page has it, and hits that lie at the other end of another order are
sorted. Nor does a free condition that nobody near answers (`ook vergeefs`): it may read each row of a table
once, and an area code all telephone numbers that begin with it.

"""


def schrijf(n: int, metingen: list, los: list):
    """Keep this run, and write the page with the last run of every size."""
    runs = json.loads(BEWAARD.read_text()) if BEWAARD.exists() else {}
    p50 = {meting.item: round(meting.p(0, 0.5), 2) for meting in metingen}
    runs[str(n)] = {"machine": machine(), "p50": p50, "rijen": [meting.rij() for meting in metingen], "los": los}
    BEWAARD.write_text(json.dumps(runs, ensure_ascii=False, indent=1) + "\n")
    print("\n" + pagina(runs)[str(n)])


def pagina(runs: dict) -> dict[str, str]:
    """Write docs/bench.md; returns its sections by size."""
    delen, kleiner = {}, None
    for sleutel in sorted(runs, key=int):
        delen[sleutel] = sectie(int(sleutel), runs[sleutel], kleiner, runs[str(kleiner)]["p50"] if kleiner else {})
        kleiner = int(sleutel)
    (omgeving.WORTEL / "docs" / "bench.md").write_text(UITLEG + "\n".join(delen.values()))
    return delen
