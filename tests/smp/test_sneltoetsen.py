"""The page with all keys is true: what the scripts listen to, no more and no less (issue 4)."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from smp.sneltoetsen import GROEPEN

JS = Path(settings.BASE_DIR) / "static/js"
NAAM = re.compile(r"\b(Escape|Enter|Home|End|F\d+|Arrow(?:Left|Right|Up|Down)|Page(?:Up|Down)|Tab|Delete)\b")
TEKEN = re.compile(r'\.key(?:\.\w+\(\))? === "(.)"')


def toetsen(*scripts) -> set[str]:
    """The keys that these scripts name, without what stands in comments."""
    bron = re.sub(r"(?m)(^|\s)//.*$", "", "\n".join((JS / f"{naam}.js").read_text() for naam in scripts))
    bron = bron.replace("/^Arrow/", "ArrowLeft ArrowRight ArrowUp ArrowDown")
    return {*NAAM.findall(bron), *TEKEN.findall(bron)}


def genoemd(groep) -> set[str]:
    return {toets.split("+")[-1] for deel in groep.toetsen for toets in deel}


@pytest.mark.parametrize("groep", [g for g in GROEPEN if g.scripts != ("sneltoetsen",)], ids=lambda g: g.waar)
def test_wat_op_de_pagina_staat_staat_in_de_scripts(groep):
    assert genoemd(groep) == toetsen(*groep.scripts)


def test_de_toetsen_in_de_sjablonen():
    """Those that sneltoetsen.js reads from the page itself."""
    bronnen = "\n".join(pad.read_text() for pad in (Path(settings.BASE_DIR) / "templates").rglob("*.html"))
    op_de_pagina = {toets for g in GROEPEN if g.scripts == ("sneltoetsen",) for deel in g.toetsen for toets in deel}
    assert set(re.findall(r'aria-keyshortcuts="([^"]+)"', bronnen)) == op_de_pagina


def test_geen_script_met_toetsen_ontbreekt():
    verteld = {script for groep in GROEPEN for script in groep.scripts}
    assert {pad.stem for pad in JS.glob("*.js") if toetsen(pad.stem)} <= verteld


def test_elke_pagina_wijst_de_weg(als, lezer):
    """Reachable without JavaScript; and the keys as they stand on a keyboard."""
    client = als(lezer)
    assert 'href="/sneltoetsen/"' in client.get("/").content.decode()
    html = re.sub(r"\s+", " ", client.get("/sneltoetsen/").content.decode())
    assert "<kbd>Ctrl</kbd> + <kbd>→</kbd>" in html and "Volgende gevonden rij" in html
