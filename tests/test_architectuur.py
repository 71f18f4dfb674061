"""What keeps the tree readable for a newcomer and portable to another machine."""

import hashlib
import importlib
import inspect
import pkgutil
import re
import subprocess
from importlib.util import find_spec
from pathlib import Path

import pytest
from django.conf import settings

APPS = ("smp", "segmenten", "relaties")
WORTEL = {
    *(".ci", ".dockerignore", ".gitignore", "CHANGELOG.md", "CONTRIBUTING.md", "Dockerfile", "LICENSE", "Makefile"),
    *("README.md", "compose.yaml", "constraints.txt", "docs", "manage.py", "pyproject.toml"),
    *("relaties", "segmenten", "smp", "static", "templates", "tests"),
}
MAX_REGELS = 400
MAX_LAGEN = 2
MACHINEPAD = re.compile(r"(?<![\w.])/(work|root|farm)/|/tmp/[b]ash")
REGISTER = re.compile(
    r"pypi\.org|pythonhosted|npmjs\.(org|com)|deb\.debian|debian\.org/debian|unpkg|jsdelivr|cdnjs|googleapis\.com"
)
INLINE = re.compile(r"\sstyle\s*=|<style|\son[a-z]+\s*=|javascript:|<script(?![^>]*\ssrc=)", re.IGNORECASE)
#: A Lijst or Kaart is a declaration: it answers no request (the import contracts cannot name a part of Django).
HTTP = re.compile(r"^\s*(from|import) django\.(http|shortcuts|views)")
DECLARATIES = re.compile(r"^(lijst|lijsten|kolom|kaart|kaarten)\.py$")
#: The files of Bootstrap that a browser gets, and the whole that they come from: an update is looked at first.
BOOTSTRAP = {
    "css/bootstrap.min.css": "d85327d9",
    "css/bootstrap-reboot.min.css": "0b56cde5",
}


def bestanden(*soorten: str) -> list[Path]:
    """The files that git tracks, and those that it would: what is ignored is not ours."""
    uit = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=settings.BASE_DIR, capture_output=True, text=True
    )
    if uit.returncode:
        pytest.skip("geen git-map: alleen in een kloon te controleren")
    namen = [Path(naam) for naam in uit.stdout.splitlines() if not soorten or naam.endswith(soorten)]
    return [naam for naam in namen if (settings.BASE_DIR / naam).is_file()]


def lees(naam: Path) -> str:
    return (settings.BASE_DIR / naam).read_text(errors="replace")


def treffers(patroon: re.Pattern, namen: list[Path]) -> list[str]:
    """'file:line: text' of every line that the pattern finds."""
    return [
        f"{naam}:{nr}: {regel.strip()[:100]}"
        for naam in namen
        for nr, regel in enumerate(lees(naam).splitlines(), 1)
        if patroon.search(regel)
    ]


def lagen(klasse: type) -> int:
    """How many levels of base classes of our own stand under a class."""
    eigen = [basis for basis in klasse.__bases__ if basis.__module__.partition(".")[0] in APPS]
    return max((1 + lagen(basis) for basis in eigen), default=0)


def test_no_file_is_too_long_to_read():
    lang = {
        str(naam): len(lees(naam).splitlines())
        for naam in bestanden(".py", ".html", ".css", ".js")
        if "migrations" not in naam.parts
    }
    assert {naam: regels for naam, regels in lang.items() if regels > MAX_REGELS} == {}


def test_no_class_is_built_on_a_tower():
    diep = set()
    for app in APPS:
        pakket = importlib.import_module(app)
        for module in pkgutil.walk_packages(pakket.__path__, f"{app}."):
            if "migrations" in module.name:
                continue
            for _, klasse in inspect.getmembers(importlib.import_module(module.name), inspect.isclass):
                if klasse.__module__ == module.name and lagen(klasse) > MAX_LAGEN:
                    diep.add(f"{module.name}.{klasse.__name__}")
    assert diep == set()


def test_a_declaration_imports_no_http():
    assert treffers(HTTP, [naam for naam in bestanden(".py") if DECLARATIES.search(naam.name)]) == []


def test_the_tree_knows_no_machine_and_no_registry():
    tekst = [naam for naam in bestanden() if naam.suffix not in (".png", ".jpg", ".ico")]
    assert treffers(MACHINEPAD, tekst) + treffers(REGISTER, [n for n in tekst if n.name != Path(__file__).name]) == []


def test_the_top_of_the_tree_is_what_the_readme_says():
    assert {naam.parts[0] for naam in bestanden()} - WORTEL == set()


def test_bootstrap_is_the_one_that_we_looked_at():
    map_ = Path(find_spec("bootstrap").submodule_search_locations[0])
    assert {n: hashlib.sha256((map_ / n).read_bytes()).hexdigest()[:8] for n in BOOTSTRAP} == BOOTSTRAP


def test_templates_obey_the_content_security_policy():
    assert treffers(INLINE, bestanden(".html")) == []


@pytest.mark.parametrize(
    ("patroon", "regel"),
    [
        (MACHINEPAD, "cd /" + "work/main"),
        (MACHINEPAD, "see /tmp/" + "bash_jobs.0"),
        (REGISTER, "https://files.pythonhosted" + ".org/x.whl"),
        (HTTP, "from django.shortcuts import render"),
        (INLINE, '<p style="color: red">'),
        (INLINE, '<a href="#" onclick="weg()">'),
        (INLINE, "<script>alert(1)</script>"),
    ],
)
def test_the_patterns_find_what_they_look_for(patroon, regel):
    assert patroon.search(regel)
