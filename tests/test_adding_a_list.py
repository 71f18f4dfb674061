"""docs/adding-a-list.md is true: its code makes a list that works."""

import re
from pathlib import Path
from types import ModuleType

import pytest
from django.conf import settings
from django.urls import path

from smp import urls
from smp.kaarten.kaart import KAARTEN
from smp.lijsten.checks import controleer_lijst
from smp.lijsten.lijst import LIJSTEN
from smp.urls import register

TEKST = (Path(settings.BASE_DIR) / "docs" / "adding-a-list.md").read_text()


@pytest.fixture
def nieuwe_lijst(monkeypatch, settings):
    """Run the code of the page, and give its list an address; taken back afterwards."""
    for blok in ("\n".join(re.findall(r"```python\n(.*?)```", TEKST, re.S)),):
        exec(compile(blok, "adding-a-list.md", "exec"), {"__name__": "adding_a_list"})
    adressen = ModuleType("adding_a_list_urls")
    eigen = path("gebruikers/", register("gebruiker"))
    adressen.urlpatterns = [eigen, *urls.urlpatterns]
    settings.ROOT_URLCONF = adressen
    yield LIJSTEN["gebruiker"]
    del LIJSTEN["gebruiker"], KAARTEN["gebruiker"]


def test_de_lijst_uit_de_uitleg_is_zonder_fouten(nieuwe_lijst):
    assert controleer_lijst(nieuwe_lijst) == []


def test_de_lijst_uit_de_uitleg_zoekt_en_toont(nieuwe_lijst, als, beheerder, lezer):
    html = als(beheerder).get("/gebruikers/?naam=lotte").content.decode()
    assert "Lotte Lezer" in html
    assert "Bas Beheerder</a><td>" not in html


def test_de_kaart_en_het_raster_uit_de_uitleg_openen(nieuwe_lijst, als, beheerder, lezer):
    client = als(beheerder)
    assert client.get("/gebruikers/wijzigen/").status_code == 200
    assert client.get(f"/gebruikers/{lezer.pk}/wijzigen/").status_code == 200
