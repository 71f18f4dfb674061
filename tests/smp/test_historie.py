"""History by trigger: every way to write is seen, with who and when, in Dutch, and nobody rewrites it (R29, R98)."""

import pghistory
import pytest
from django.db import DatabaseError, connection, transaction
from pghistory.models import Context

from relaties.models import Organisatie
from smp.historie.models import rijen_van_set
from smp.historie.zinnen import laatste_wijziging, tijdlijn
from tests.factories import GebruikerFactory, OrganisatieFactory, SegmentFactory
from tests.invullen import post

pytestmark = pytest.mark.django_db


@pytest.fixture
def ankerhuis():
    return OrganisatieFactory(naam="Museum Het Ankerhuis", bezoekadres_plaats="Zwolle")


def zinnen(obj) -> list[str]:
    """The sentences of the last change."""
    return tijdlijn(obj)[0]["zinnen"]


def wijzig(obj, **velden):
    Organisatie.objects.filter(pk=obj.pk).update(**velden)


def test_een_bulkwijziging_staat_in_de_historie(ankerhuis):
    """B23: QuerySet.update() is seen, row by row."""
    anders = OrganisatieFactory(naam="Bakkerij De Zonnehof")
    Organisatie.objects.update(branche="Musea")
    for org in (ankerhuis, anders):
        assert zinnen(org) == ["Branche: “Musea” ingevuld."]


def test_sql_staat_in_de_historie(ankerhuis):
    """B23: also what Django does not see."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE relaties_organisatie SET branche = 'Musea' WHERE id = %s", [ankerhuis.pk])
    assert zinnen(ankerhuis) == ["Branche: “Musea” ingevuld."]


def test_toevoegen_en_verwijderen_staan_erin(ankerhuis):
    pk, events = ankerhuis.pk, ankerhuis.events.model.objects
    assert zinnen(ankerhuis) == ["Toegevoegd."]
    Organisatie.objects.filter(pk=pk).delete()
    assert list(events.filter(pgh_obj_id=pk).order_by("pgh_id").values_list("pgh_label", flat=True)) == [
        "insert",
        "delete",
    ]


@pytest.mark.parametrize(
    ("velden", "zin"),
    [
        ({"bezoekadres_plaats": "Kampen"}, "“Zwolle” is “Kampen” geworden."),
        ({"bezoekadres_plaats": ""}, "“Zwolle” leeggemaakt."),
        ({"branche": "Musea"}, "Branche: “Musea” ingevuld."),
        ({"actief": False}, "Actief: “Ja” is “Nee” geworden."),
        ({"relatiestatus": "klant"}, "Relatiestatus: “Relatie” is “Klant” geworden."),
        ({"relatie_sinds": "2019-09-01"}, "Relatie sinds: “1-9-2019” ingevuld."),
    ],
)
def test_een_wijziging_in_het_nederlands(ankerhuis, velden, zin):
    """R98: labels of choices, Ja and Nee, dates: never what is stored."""
    wijzig(ankerhuis, **velden)
    assert len(zinnen(ankerhuis)) == 1 and zin in zinnen(ankerhuis)[0]


def test_een_verwijzing_staat_er_met_zijn_naam(ankerhuis):
    """R98: the segment by name, old and new."""
    wijzig(ankerhuis, segment=SegmentFactory(naam="Pers"))
    assert zinnen(ankerhuis) == ["Segment: “Pers” ingevuld."]
    wijzig(ankerhuis, segment=SegmentFactory(naam="Sponsoren"))
    assert zinnen(ankerhuis) == ["Segment: “Pers” is “Sponsoren” geworden."]


def test_wie_het_deed(als, gebruiker, ankerhuis):
    """R98: the user of the request; without one it is the system."""
    assert tijdlijn(ankerhuis)[0]["wie"] == "Het systeem"
    post(als(gebruiker), f"{ankerhuis.get_absolute_url()}wijzigen/", branche="Musea")
    assert tijdlijn(ankerhuis)[0]["wie"] == gebruiker.naam
    assert gebruiker.naam in als(gebruiker).get(ankerhuis.get_absolute_url()).content.decode()


def test_het_stempel_zegt_wie_het_laatst_wijzigde(als, gebruiker, super, ankerhuis):
    """domein 3: aangemaakt and gewijzigd, kept by the database."""
    post(als(gebruiker), "/relaties/organisaties/toevoegen/", naam="Atelier Noord")
    atelier = Organisatie.objects.get(naam="Atelier Noord")
    assert atelier.aangemaakt_door == atelier.gewijzigd_door == gebruiker
    post(als(super), f"{atelier.get_absolute_url()}wijzigen/", branche="Kunst")
    atelier.refresh_from_db()
    assert (atelier.aangemaakt_door, atelier.gewijzigd_door) == (gebruiker, super)
    assert atelier.gewijzigd_op > atelier.aangemaakt_op


def test_lezen_maakt_geen_wijzigingsset(als, gebruiker, ankerhuis):
    """ontwerp §6: a GET never writes."""
    als(gebruiker).get(ankerhuis.get_absolute_url())
    als(gebruiker).get("/relaties/organisaties/wijzigen/")
    assert not Context.objects.exists()


def test_de_rijen_van_een_wijzigingsset(ankerhuis):
    """R24: what the list marks after saving; a key that is none gives nothing."""
    anders = OrganisatieFactory()
    with pghistory.context(user=1) as context:
        wijzig(ankerhuis, branche="Musea")
    assert rijen_van_set(Organisatie, str(context.id)) == {ankerhuis.pk} != {anders.pk}
    assert rijen_van_set(Organisatie, "weg") == rijen_van_set(Organisatie, "") == set()


@pytest.mark.parametrize(
    "sql", ["UPDATE relaties_organisatieevent SET naam = 'x'", "DELETE FROM relaties_organisatieevent"]
)
def test_de_historie_is_niet_te_herschrijven(ankerhuis, sql):
    """beloften §2: append-only, in the database."""
    with pytest.raises(DatabaseError, match="append_only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    assert ankerhuis.events.get().naam == "Museum Het Ankerhuis"


def test_de_sleutels_zijn_geen_wijziging(ankerhuis):
    """What the database derives is nothing that somebody did."""
    segment = SegmentFactory(naam="Pers")
    wijzig(ankerhuis, segment=segment)
    aantal = ankerhuis.events.count()
    type(segment).objects.filter(pk=segment.pk).update(naam="Media")
    assert ankerhuis.events.count() == aantal


def test_wie_een_veld_het_laatst_wijzigde(ankerhuis):
    """R99: the conflict names who changed that field, not who touched the record last."""
    fatima, jan = GebruikerFactory(naam="Fatima El Amrani"), GebruikerFactory(naam="Jan Bos")
    with pghistory.context(user=fatima.pk):
        wijzig(ankerhuis, branche="Musea")
    with pghistory.context(user=jan.pk):
        wijzig(ankerhuis, bron="Beurs")
    assert laatste_wijziging(ankerhuis, "branche")[0] == "Fatima El Amrani"
    assert laatste_wijziging(ankerhuis, "bron")[0] == "Jan Bos"


def test_niets_veranderd_schrijft_niets(ankerhuis):
    """R29: an UPDATE that changes nothing is no change."""
    aantal = ankerhuis.events.count()
    wijzig(ankerhuis, naam="Museum Het Ankerhuis")
    assert ankerhuis.events.count() == aantal
