"""Requirements that run through the whole program, not through one page."""

from pathlib import Path

import django_filters
import pytest
from django.conf import settings
from django.http import QueryDict
from django.urls import reverse

from smp.lijsten.lijst import LIJSTEN
from smp.lijsten.vraag import Vraag
from tests.factories import OrganisatieFactory

HOOFDSTUKKEN = ("h2_organisatie", "h3_persoon", "h4_persoon_in_organisatie", "h5_segmenten")


def test_r2_een_afgedrukte_pagina_is_vertrouwelijk(als, lezer):
    """R2: the line stands on every page and the print style shows it."""
    assert "Vertrouwelijk – bevat persoonsgegevens" in als(lezer).get(reverse("organisatie_lijst")).content.decode()
    assert ".druk-regel" in (Path(settings.BASE_DIR) / "static/css/druk.css").read_text()


@pytest.mark.parametrize("hoofdstuk", HOOFDSTUKKEN)
def test_r3_elk_hoofdstuk_wordt_gespeeld(hoofdstuk):
    """R3: every chapter of the manual has a browser test of its own."""
    assert "def test_" in (Path(settings.BASE_DIR) / f"tests/browser/test_{hoofdstuk}.py").read_text()


@pytest.mark.parametrize("naam", ["organisatie", "persoon", "persooninorganisatie", "segment"])
def test_r4_toevoegen_en_beheren_bestaat_voor_alle_vier(als, super, naam):
    """R4: find and add exist for each; view and change are in the contract tests of the Kaart."""
    client = als(super)
    assert client.get(reverse(f"{naam}_lijst")).status_code == 200
    assert client.get(reverse(f"{naam}_toevoegen")).status_code == 200
    assert client.get(reverse(f"{naam}_raster")).status_code == 200


def test_r26_een_zoekvraag_is_een_adres_dat_je_kunt_bewaren(gebruiker):
    """R26: criteria, columns and order live in the address; opening it again asks the same."""
    OrganisatieFactory(naam="Museum Het Ankerhuis"), OrganisatieFactory(naam="Theater De Snoek")
    tekst = "naam=museum&kolommen=naam,kvk_nummer&volgorde=-naam"
    vraag = Vraag(LIJSTEN["organisatie"], gebruiker, QueryDict(tekst))
    opnieuw = Vraag(LIJSTEN["organisatie"], gebruiker, QueryDict(vraag.querystring()))
    assert [rij.naam for rij in opnieuw.blad.rijen] == ["Museum Het Ankerhuis"]
    assert [kolom.naam for kolom in opnieuw.kolommen] == ["naam", "kvk_nummer"]


def test_r30_er_zijn_twee_wegen_naar_een_nieuwe_persoon(als, gebruiker):
    """R30: the persoon-tabel, and the form in the menu."""
    html = als(gebruiker).get(reverse("persoon_lijst")).content.decode()
    assert "+ Persoon toevoegen" in html
    assert reverse("zakelijke_relatie") in html


def test_r31_zonder_abonnement_is_er_geen_formulier(als, gebruiker, settings):
    """R31: off means no menu line, and a clear page."""
    settings.SMP_ZAKELIJKE_RELATIE = False
    client = als(gebruiker)
    assert reverse("zakelijke_relatie") not in client.get("/").content.decode()
    assert client.get(reverse("zakelijke_relatie")).status_code == 404


def test_r54_het_formulier_heeft_secties_voor_de_persoon(als, gebruiker):
    """R54: the person stands on the same page as the organisation."""
    html = als(gebruiker).get(reverse("zakelijke_relatie")).content.decode()
    assert html.index("Persoonsgegevens") < html.index("Contactgegevens") < html.index("Organisatiegegevens")


@pytest.mark.parametrize("naam", LIJSTEN)
def test_r96_zoeken_gaat_met_django_filter(naam):
    """R96: the search form of every list is a FilterSet."""
    assert issubclass(LIJSTEN[naam].filterset, django_filters.FilterSet)


def test_r97_beheer_is_voor_beheerders(als, beheerder, gebruiker):
    """R97: Beheerder opens it, Gebruiker may not."""
    assert als(beheerder).get("/beheer/").status_code == 200
    assert als(gebruiker).get("/beheer/").status_code == 403
