"""The acts (domein 4.2, 4.3): what changes, what stays, and the sentence that tells it."""

from datetime import date

import pghistory
import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone

from relaties import handelingen
from relaties.models import Organisatie, Persoon, PersoonInOrganisatie
from tests.factories import OrganisatieFactory, PersoonFactory, PersoonInOrganisatieFactory, SegmentFactory

pytestmark = pytest.mark.django_db

EIND_AUGUSTUS = date(2026, 8, 31)


@pytest.fixture
def ankerhuis():
    return OrganisatieFactory(naam="Museum Het Ankerhuis")


@pytest.fixture
def anna(ankerhuis):
    """Anna is hoofdcontactpersoon of the museum."""
    return PersoonInOrganisatieFactory(
        persoon=PersoonFactory(voornaam="Anna", tussenvoegsel="van den", achternaam="Berg"),
        organisatie=ankerhuis,
        functie="Directeur",
        zakelijk_email="anna@ankerhuis.example",
        mobiel="+31600000001",
        hoofdcontactpersoon=True,
        voorkeursrelatie=True,
        categorie=SegmentFactory(),
        begindatum=date(2020, 1, 1),
    )


@pytest.fixture
def jeroen(ankerhuis):
    return PersoonInOrganisatieFactory(
        persoon=PersoonFactory(voornaam="Jeroen", achternaam="Vos"), organisatie=ankerhuis
    )


def test_b16_an_organisation_stops_with_its_people(anna, jeroen, ankerhuis, django_assert_max_num_queries):
    """The people of one organisation, in one UPDATE; the rest of the act is in tests/relaties/test_gevolgen.py."""
    elders = PersoonInOrganisatieFactory(persoon=jeroen.persoon)
    with django_assert_max_num_queries(4):
        handelingen.personen_niet_actief_maken([ankerhuis.pk])
    assert list(PersoonInOrganisatie.objects.actief()) == [elders]
    assert set(ankerhuis.koppelingen.values_list("einddatum", flat=True)) == {timezone.localdate()}


@time_machine.travel("2026-09-01T12:00:00+02:00")
def test_e29_anna_changes_jobs(anna):
    nieuwe = handelingen.nieuwe_werkgever(anna, EIND_AUGUSTUS)
    nieuwe.organisatie = OrganisatieFactory(naam="Stadstheater")
    zin = handelingen.werkgever_wijzigen(anna, nieuwe, EIND_AUGUSTUS)
    assert zin == "Anna van den Berg werkt nu bij Stadstheater. De oude relatie staat op niet actief."
    assert (anna.actief, anna.einddatum) == (False, EIND_AUGUSTUS)
    assert (nieuwe.actief, nieuwe.begindatum) == (True, date(2026, 9, 1))


def test_a_new_job_takes_nothing_of_the_old_one_but_the_category(anna):
    nieuwe = handelingen.nieuwe_werkgever(anna, EIND_AUGUSTUS)
    over = {veld.name for veld in nieuwe._meta.fields if veld.value_from_object(nieuwe) != veld.get_default()}
    assert over - {"aangemaakt_op", "gewijzigd_op"} == {"persoon", "categorie", "begindatum"}


def test_b14_the_end_is_not_before_the_beginning(anna):
    nieuwe = handelingen.nieuwe_werkgever(anna, EIND_AUGUSTUS)
    nieuwe.organisatie = OrganisatieFactory()
    with pytest.raises(ValidationError, match="De einddatum is eerder dan de begindatum"):
        handelingen.werkgever_wijzigen(anna, nieuwe, date(2019, 12, 31))


def test_job_change_is_all_or_nothing(anna):
    nieuwe = handelingen.nieuwe_werkgever(anna, EIND_AUGUSTUS)
    nieuwe.organisatie, nieuwe.zakelijk_email = OrganisatieFactory(), "anna"
    with pytest.raises(ValidationError, match="Vul een e-mailadres in"):
        handelingen.werkgever_wijzigen(anna, nieuwe, EIND_AUGUSTUS)
    anna.refresh_from_db()
    assert anna.actief and anna.hoofdcontactpersoon and anna.persoon.koppelingen.count() == 1


def test_job_change_goes_to_another_organisation(anna, ankerhuis):
    nieuwe = PersoonInOrganisatie(persoon=anna.persoon, organisatie=ankerhuis)
    with pytest.raises(ValidationError, match="Kies een andere organisatie dan de oude werkgever"):
        handelingen.werkgever_wijzigen(anna, nieuwe, EIND_AUGUSTUS)


def test_job_change_keeps_the_person(anna, jeroen):
    nieuwe = PersoonInOrganisatie(persoon=jeroen.persoon, organisatie=OrganisatieFactory())
    with pytest.raises(ValidationError, match="Dit is een andere persoon"):
        handelingen.werkgever_wijzigen(anna, nieuwe, EIND_AUGUSTUS)


def test_r45_relatie_toevoegen_stores_all_three():
    merel, theater = Persoon(voornaam="Merel", achternaam="Hart"), Organisatie(naam="Stadstheater")
    pio = PersoonInOrganisatie(functie="Programmeur")
    assert handelingen.relatie_toevoegen(merel, pio, theater) == "De zakelijke relatie is bewaard."
    assert str(PersoonInOrganisatie.objects.get(functie="Programmeur")) == "Merel Hart bij Stadstheater"


def test_r51_an_existing_organisation_changes_only_where_it_was_changed(ankerhuis):
    Organisatie.objects.update(telefoon="+31380001234")
    ankerhuis.website = "https://ankerhuis.example"
    merel = Persoon(voornaam="Merel", achternaam="Hart")
    handelingen.relatie_toevoegen(merel, PersoonInOrganisatie(), ankerhuis, van_organisatie=("website",))
    ankerhuis.refresh_from_db()
    assert (ankerhuis.telefoon, ankerhuis.website) == ("+31380001234", "https://ankerhuis.example")


def test_relatie_toevoegen_with_a_person_that_is_there(anna):
    pio = PersoonInOrganisatie()
    handelingen.relatie_toevoegen(anna.persoon, pio, Organisatie(naam="Stadstheater"))
    assert set(anna.persoon.koppelingen.all()) == {anna, pio}


def test_r55_relatie_toevoegen_is_all_or_nothing():
    merel, theater = Persoon(achternaam="Hart"), Organisatie(naam="Stadstheater")
    with pytest.raises(ValidationError):
        handelingen.relatie_toevoegen(merel, PersoonInOrganisatie(telefoon="bel mij"), theater)
    assert not Persoon.objects.exists() and not Organisatie.objects.exists()


def test_an_act_is_one_wijzigingsset_with_its_name(anna, jeroen, ankerhuis):
    with pghistory.context(user=None):
        handelingen.personen_niet_actief_maken([ankerhuis.pk])
    [set_van_anna] = {event.pgh_context for event in anna.events.filter(pgh_label="update")}
    assert set_van_anna.metadata["handeling"] == "Organisatie niet actief gemaakt"
    assert jeroen.events.last().pgh_context == set_van_anna
