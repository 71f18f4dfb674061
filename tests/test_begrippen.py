"""docs/begrippen.md is true: what it names exists, under that name, and the words to avoid are avoided."""

import importlib
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

from smp.lijsten.lijst import LIJSTEN

REGELS = [
    [cel.strip() for cel in regel.strip("|").split("|")]
    for regel in (Path(settings.BASE_DIR) / "docs" / "begrippen.md").read_text().splitlines()
    if regel.startswith("| ") and "`" in regel
]


def zoek(naam: str):
    """'relaties.Persoon.voorletters' or 'smp.kaarten.kaart.Kaart' -> the thing itself; raises when it is not there."""
    eerste, tweede, *rest = naam.split(".")
    if tweede[0].isupper():
        model = apps.get_model(eerste, tweede)
        return getattr(model, rest[0]) if rest else model
    try:
        return importlib.import_module(naam)
    except ModuleNotFoundError:
        module, _, laatste = naam.rpartition(".")
        return getattr(importlib.import_module(module), laatste)


@pytest.mark.parametrize("begrip,uitleg,code,anders", REGELS, ids=[regel[0] for regel in REGELS])
def test_wat_genoemd_wordt_bestaat(begrip, uitleg, code, anders):
    assert uitleg
    assert zoek(code.strip("`")) is not None


def test_elk_model_staat_in_de_lijst():
    begrippen = {regel[0].lower() for regel in REGELS}
    assert {lijst.enkelvoud.lower() for lijst in LIJSTEN.values()} <= begrippen


def test_woorden_om_te_vermijden_staan_niet_in_labels():
    vermijden = {woord.strip() for regel in REGELS for woord in regel[3].split(",") if woord.strip()}
    labels = [lijst.label(kolom) for lijst in LIJSTEN.values() for kolom in lijst.kolommen]
    fout = [label for label in labels if vermijden & set(re.findall(r"[\w-]+", label.lower()))]
    assert fout == []
