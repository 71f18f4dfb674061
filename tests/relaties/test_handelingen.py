"""The acts (domein 4.2, 4.3): what changes, what stays, and the sentence that tells it."""

from datetime import date, timedelta

import pghistory
import pytest
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


def test_b13_hoofdcontact_maken_tells_who_it_was(anna, jeroen):
    zin = handelingen.hoofdcontact_maken(jeroen)
    assert zin == ("Het hoofdcontact is nu Jeroen Vos. Anna van den Berg is geen hoofdcontactpersoon meer.")
    assert list(PersoonInOrganisatie.objects.filter(hoofdcontactpersoon=True)) == [jeroen]


def test_b13_the_first_hoofdcontact(jeroen):
    assert handelingen.hoofdcontact_maken(jeroen) == "Het hoofdcontact is nu Jeroen Vos."
    assert jeroen.hoofdcontactpersoon


def test_b13_writes_only_the_flag(jeroen):
    PersoonInOrganisatie.objects.filter(pk=jeroen.pk).update(functie="Conservator")
    handelingen.hoofdcontact_maken(jeroen)
    jeroen.refresh_from_db()
    assert jeroen.functie == "Conservator"


def test_b13_only_who_is_active(jeroen):
    handelingen.niet_actief_maken(jeroen)
    with pytest.raises(ValidationError, match="Alleen een actieve persoon kan hoofdcontactpersoon zijn"):
        handelingen.hoofdcontact_maken(jeroen)


def test_b14_niet_actief_maken(anna):
    zin = handelingen.niet_actief_maken(anna)
    assert zin == "Anna van den Berg is niet meer actief bij Museum Het Ankerhuis."
    assert not (anna.actief or anna.hoofdcontactpersoon or anna.voorkeursrelatie)
    assert (anna.einddatum, anna.zakelijk_email) == (timezone.localdate(), "anna@ankerhuis.example")


def test_b14_a_given_or_known_date_wins(anna, jeroen):
    handelingen.niet_actief_maken(anna, EIND_AUGUSTUS)
    PersoonInOrganisatie.objects.filter(pk=jeroen.pk).update(einddatum="2026-03-01")
    handelingen.niet_actief_maken(jeroen)
    assert (anna.einddatum, jeroen.einddatum) == (EIND_AUGUSTUS, date(2026, 3, 1))


def test_b14_the_end_is_not_before_the_beginning(anna, jeroen):
    with pytest.raises(ValidationError, match="De einddatum is eerder dan de begindatum"):
        handelingen.niet_actief_maken(anna, date(2019, 12, 31))
    morgen = timezone.localdate() + timedelta(days=1)
    PersoonInOrganisatie.objects.filter(pk=jeroen.pk).update(begindatum=morgen)
    handelingen.niet_actief_maken(jeroen)
    assert jeroen.einddatum == morgen


def test_b15_weer_actief_maken(anna):
    handelingen.niet_actief_maken(anna)
    zin = handelingen.weer_actief_maken(anna)
    assert zin == "Anna van den Berg is weer actief bij Museum Het Ankerhuis."
    assert anna.actief and anna.einddatum is None and not anna.hoofdcontactpersoon


def test_b15_checks_b12_anew(anna, ankerhuis):
    handelingen.niet_actief_maken(anna)
    PersoonInOrganisatieFactory(persoon=anna.persoon, organisatie=ankerhuis, functie="Directeur")
    with pytest.raises(ValidationError, match="al actief bij deze organisatie met deze functie"):
        handelingen.weer_actief_maken(anna)


def test_b15_checks_b17_anew(anna):
    Persoon.objects.update(actief=False)
    with pytest.raises(ValidationError, match="Deze persoon is niet actief"):
        handelingen.weer_actief_maken(anna)


def test_b16_an_organisation_stops_with_its_people(anna, jeroen, ankerhuis, django_assert_max_num_queries):
    """The people of one organisation, in one UPDATE; the rest of the act is in tests/relaties/test_gevolgen.py."""
    elders = PersoonInOrganisatieFactory(persoon=jeroen.persoon)
    with django_assert_max_num_queries(4):
        handelingen.personen_niet_actief_maken([ankerhuis.pk])
    assert list(PersoonInOrganisatie.objects.actief()) == [elders]
    assert set(ankerhuis.koppelingen.values_list("einddatum", flat=True)) == {timezone.localdate()}


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


def test_job_change_may_move_a_hoofdcontact(anna, jeroen):
    andere = PersoonInOrganisatieFactory(organisatie__naam="Stadstheater", persoon=jeroen.persoon)
    handelingen.hoofdcontact_maken(andere)
    nieuwe = PersoonInOrganisatie(persoon=anna.persoon, organisatie=andere.organisatie, hoofdcontactpersoon=True)
    zin = handelingen.werkgever_wijzigen(anna, nieuwe, EIND_AUGUSTUS)
    assert zin.endswith(" Het hoofdcontact is nu Anna van den Berg. Jeroen Vos is geen hoofdcontactpersoon meer.")


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
    handelingen.relatie_toevoegen(merel, PersoonInOrganisatie(), ankerhuis, gewijzigd=("website",))
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


def test_an_act_is_one_wijzigingsset_with_its_name(anna, jeroen):
    with pghistory.context(user=None):
        handelingen.hoofdcontact_maken(jeroen)
    [set_van_anna] = {event.pgh_context for event in anna.events.filter(pgh_label="update")}
    assert set_van_anna.metadata["handeling"] == "Hoofdcontactpersoon gewijzigd"
    assert jeroen.events.last().pgh_context == set_van_anna
