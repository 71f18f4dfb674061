"""`python -m tests.bench.scherm [-n N]`: what a browser does with list, grid and kaart, measured in Chromium.

Per page, with an empty cache and again with a full one: kilobytes over the line, milliseconds until the page answers
to input (`load`: the scripts are deferred), and the layout shift (0 = nothing jumps; up to 0.1 is called good). Every
page is also measured with `control`, a style that makes it jump after loading: the shift must be seen.
"""

import argparse
import json
import statistics
import subprocess
import sys

from playwright.sync_api import sync_playwright

from tests.bench import omgeving, vullen
from tests.bench.meet import LIJST, Server
from tests.browser.conftest import CHROMIUM

RONDES = 7
#: Kilobytes of a first visit with all assets; milliseconds; shift.
BELOFTE = {"kB": 250, "ms": 1000, "verschuiving": 0.1}
PAGINAS = {
    "lijst": LIJST,
    "raster 100 × 8": f"{LIJST}wijzigen/?per_pagina=100",
    "kaart": f"{LIJST}{vullen.KAART}/",
}
KIJK = """
    window.verschuiving = 0;
    new PerformanceObserver((lijst) => {
      for (const stap of lijst.getEntries()) window.verschuiving += stap.value;
    }).observe({ type: "layout-shift", buffered: true });
"""
LEES = """() => {
    const [pagina] = performance.getEntriesByType("navigation");
    const alles = [pagina, ...performance.getEntriesByType("resource")];
    return [alles.reduce((som, deel) => som + deel.transferSize, 0) / 1000, pagina.loadEventEnd, window.verschuiving];
}"""
SPRING = "() => { document.querySelector('#inhoud').style.marginTop = '300px'; }"


def bezoek(context, url: str, controle: bool = False) -> list[float]:
    """[kilobytes, milliseconds, shift] of one visit."""
    pagina = context.new_page()
    pagina.add_init_script(KIJK)
    pagina.goto(url, wait_until="load")
    if controle:
        pagina.evaluate(SPRING)
    pagina.wait_for_timeout(300)
    uit = pagina.evaluate(LEES)
    pagina.close()
    return uit


def meet(browser, server) -> list[list]:
    """A line for docs/bench.md for each page."""
    uit, wortel = [], f"http://127.0.0.1:{server.poort}"
    koekjes = [{"name": naam, "value": waarde, "url": wortel} for naam, waarde in server.cookies.items()]
    for naam, pad in PAGINAS.items():
        eerste, daarna = [], []
        for _ in range(RONDES):
            context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="nl-NL", bypass_csp=True)
            context.add_cookies(koekjes)
            eerste.append(bezoek(context, wortel + pad))
            daarna.append(bezoek(context, wortel + pad))
            context.close()
        context = browser.new_context(bypass_csp=True)
        context.add_cookies(koekjes)
        controle = bezoek(context, wortel + pad, controle=True)[2]
        context.close()
        kb, ms, schuif = (statistics.median(meting[nr] for meting in eerste) for nr in range(3))
        kb2, ms2 = (statistics.median(meting[nr] for meting in daarna) for nr in range(2))
        assert controle > BELOFTE["verschuiving"], f"{naam}: de controle verschuift niet ({controle})"
        houdt = kb <= BELOFTE["kB"] and ms <= BELOFTE["ms"] and schuif <= BELOFTE["verschuiving"]
        wat = f"{kb:.0f} kB, {ms:.0f} ms; daarna {kb2:.0f} kB, {ms2:.0f} ms; verschuiving {schuif:.3f}"
        uit.append([f"Chromium: {naam}", wat, "", "≤ 250 kB, ≤ 1 s, ≤ 0,1", "ja" if houdt else "**nee**"])
    return uit


def main():
    lezer = argparse.ArgumentParser()
    lezer.add_argument("-n", type=int, default=100_000)
    keuze = lezer.parse_args()
    omgeving.bereid_voor("tests.bench.instellingen")
    vullen.zorg_voor(keuze.n)
    static = [sys.executable, "manage.py", "collectstatic", "--noinput", "-v0"]
    subprocess.run(static, check=True, cwd=omgeving.WORTEL)
    server = Server("tests.bench.programma")
    try:
        server.log_in()
        with sync_playwright() as spelen:
            browser = spelen.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            for regel in meet(browser, server):
                print(json.dumps(regel, ensure_ascii=False))
    finally:
        server.stop()


if __name__ == "__main__":
    main()
