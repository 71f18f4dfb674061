"""[Inzage-export]: everything that is stored about one person, as HTML and as JSON (R103, AVG 15 and 20)."""

import json
from datetime import date

import pghistory
import pytest
from django.apps import apps
from django.db import connection, models
from django.test.utils import CaptureQueriesContext

from relaties.models import AvgVerzoek, Persoon, PersoonInOrganisatie, Toestemming
from relaties.privacy.inzage import inzage
from smp.historie.models import Wijzigingsset
from tests.factories import PersoonFactory, PersoonInOrganisatieFactory, SegmentFactory
from tests.invullen import formulier

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna():
    """Somebody with a row in every table that points at a person."""
    persoon = PersoonFactory(voornaam="Anna", achternaam="Berg", bron="Beurs", opmerkingen="Zit op rij 5.")
    PersoonInOrganisatieFactory(persoon=persoon, organisatie__naam="Het Ankerhuis", functie="Directeur")
    zelfde = {"kanaal": "post", "onderwerp": "alles", "status": "opt_out", "bron": "telefoon"}
    Toestemming.objects.create(persoon=persoon, datum=date(2026, 1, 1), **zelfde)
    AvgVerzoek.objects.create(persoon=persoon, soort="inzage", ontvangen_op=date(2026, 1, 1))
    Persoon.objects.filter(pk=persoon.pk).update(voornaam="Annelies")
    return persoon


def haal(client, persoon, knop=""):
    url = f"{persoon.get_absolute_url()}inzage-export/"
    return client.post(url, formulier(client.get(url), "csrfmiddlewaretoken").data(knop))


def wijst_naar(doel) -> set[type]:
    """The models with a foreign key to `doel`, found by looking at every field of every model."""
    velden = [veld for model in apps.get_models(include_auto_created=True) for veld in model._meta.concrete_fields]
    return {veld.model for veld in velden if isinstance(veld, models.ForeignKey) and veld.related_model is doel}


def test_elk_veld_van_elke_tabel_staat_erin(als, super, anna):
    """R103, AVG 15: a new table or field that points at a person is in it, or this test fails."""
    tabellen = haal(als(super), anna, "json").json()["tabellen"]
    verwacht = {Persoon} | wijst_naar(Persoon) | wijst_naar(PersoonInOrganisatie)
    verwacht = {model for model in verwacht if not model._meta.proxy}
    assert set(tabellen) == {model._meta.label for model in verwacht} and len(verwacht) >= 5
    for model in verwacht:
        velden = {veld.name for veld in model._meta.concrete_fields}
        assert all(set(rij) == velden for rij in tabellen[model._meta.label])


def test_de_json_heeft_de_waarden_zoals_ze_bewaard_zijn(als, super, anna):
    """R103, AVG 20: for another program."""
    antwoord = haal(als(super), anna, "json")
    assert antwoord["Content-Type"] == "application/json"
    tabellen = antwoord.json()["tabellen"]
    [persoon], [toestemming] = tabellen["relaties.Persoon"], tabellen["relaties.Toestemming"]
    assert (persoon["voornaam"], persoon["aanspreekvorm"], persoon["actief"]) == ("Annelies", "O", True)
    assert (toestemming["datum"], toestemming["status"]) == ("2026-01-01", "opt_out")
    assert [rij["voornaam"] for rij in tabellen["relaties.PersoonEvent"]] == ["Anna", "Annelies"]


def test_de_html_is_te_lezen(als, super, anna):
    """R103, AVG 15: labels and choices in words, with purposes, retention, source and rights."""
    antwoord = haal(als(super), anna)
    html = antwoord.content.decode()
    assert antwoord["Content-Disposition"].startswith(f'attachment; filename="inzage-{anna.pk}-')
    for tekst in ("Annelies Berg", "Beurs.", "Het Ankerhuis", "Zit op rij 5.", "Onbekend", "Afgemeld", "60 maanden"):
        assert tekst in html
    assert "Autoriteit Persoonsgegevens" in html


def test_een_wijziging_heeft_een_moment_en_een_daad(als, super, anna):
    """R103: what the machinery keeps beside them tells a citizen nothing."""
    html = haal(als(super), anna).content.decode()
    for cel in ("Wanneer</th>", "Wat</th>", "<td>Toegevoegd</td>", "<td>Gewijzigd</td>"):
        assert cel in html, cel
    assert "Pgh" not in html and "<td>update</td>" not in html


def test_geen_query_per_wijziging_of_baan(anna, django_assert_num_queries):
    with CaptureQueriesContext(connection) as eerst:
        inzage(anna)
    for nr in range(3):
        with pghistory.context(nr=nr):
            baan = PersoonInOrganisatieFactory(persoon=anna, categorie=SegmentFactory())
            PersoonInOrganisatie.objects.filter(pk=baan.pk).update(functie="Lid")
    with django_assert_num_queries(len(eerst) + 1):  # one for the segments
        inzage(anna)


def test_er_staat_niets_van_een_ander_in(als, super, anna):
    """R103: nor who of us it was that wrote something."""
    PersoonInOrganisatieFactory(persoon__achternaam="Vreemdeling", organisatie=anna.koppelingen.get().organisatie)
    with pghistory.context(user=super.pk):
        Persoon.objects.filter(pk=anna.pk).update(taal="en")
    for knop in ("", "json"):
        tekst = haal(als(super), anna, knop).content.decode()
        assert "Vreemdeling" not in tekst and super.naam not in tekst and "een medewerker" in tekst


def test_ook_de_geschiedenis_van_een_baan_die_weg_is(als, super, anna):
    """R103, AVG 15: it points at the person, though not by a name to come back by."""
    anna.koppelingen.all().delete()
    banen = haal(als(super), anna, "json").json()["tabellen"]["relaties.PersoonInOrganisatieEvent"]
    assert [rij["pgh_label"] for rij in banen] == ["insert", "delete"]


def test_ook_wat_bij_een_samengevoegde_persoon_stond(als, super, anna):
    """R103, AVG 15: the history of his jobs from before they were his; it is reached through the job."""
    baan = PersoonInOrganisatieFactory(functie="Wethouder")
    PersoonInOrganisatie.objects.filter(pk=baan.pk).update(persoon=anna)
    banen = haal(als(super), anna, "json").json()["tabellen"]["relaties.PersoonInOrganisatieEvent"]
    assert [rij["functie"] for rij in banen].count("Wethouder") == 2


def test_een_uitvoer_staat_in_de_wijzigingen(als, super, anna):
    """R103, AVG 32: who took it, when and of whom; opening the page is nothing yet."""
    client = als(super)
    client.get(f"{anna.get_absolute_url()}inzage-export/")
    assert not Wijzigingsset.objects.filter(metadata__handeling="Inzage-export gemaakt").exists()
    haal(client, anna)
    gezet = Wijzigingsset.objects.get(metadata__handeling="Inzage-export gemaakt")
    assert gezet.metadata["user"] == super.pk and f"/{anna.pk}/" in gezet.metadata["url"]
    html = client.get("/wijzigingen/").content.decode()  # it changed nothing, so it has no page
    assert '<td class="kop">Inzage-export gemaakt</td>' in html and gezet.get_absolute_url() not in html


def test_een_naam_in_de_html_is_geen_opmaak(als, super, anna):
    Persoon.objects.filter(pk=anna.pk).update(achternaam="<script>alert(1)</script>")
    assert "<script>" not in haal(als(super), anna).content.decode()
    assert "<script>" in json.dumps(haal(als(super), anna, "json").json())
