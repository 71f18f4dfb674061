"""PersoonInOrganisatie (domein 3.4): the rules B11–B19 in clean and in the database, and its order keys."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError

from relaties.models import Organisatie, Persoon, PersoonInOrganisatie
from segmenten.models import Segment
from smp.lijsten.zoekvelden import Woorden
from tests.factories import (
    OrganisatieFactory,
    PersoonFactory,
    PersoonInOrganisatieFactory,
    SegmentFactory,
)

pytestmark = pytest.mark.django_db

AL_ACTIEF = "Deze persoon is al actief bij deze organisatie met deze functie."


def fouten(pio):
    with pytest.raises(ValidationError) as fout:
        pio.full_clean()
    return fout.value.message_dict


def sleutels(pio):
    pio.refresh_from_db()
    return pio.persoon_sleutel, pio.organisatie_sleutel, pio.categorie_sleutel


@pytest.fixture
def anna():
    return PersoonFactory(voornaam="Anna", tussenvoegsel="van den", achternaam="Berg")


@pytest.fixture
def ankerhuis():
    return OrganisatieFactory(naam="Museum Het Ankerhuis")


def test_shows_who_and_where(anna, ankerhuis):
    assert str(PersoonInOrganisatieFactory(persoon=anna, organisatie=ankerhuis)) == (
        "Anna van den Berg bij Museum Het Ankerhuis"
    )


def test_b11_one_person_works_in_two_places_and_twice_in_one(anna, ankerhuis):
    PersoonInOrganisatieFactory(persoon=anna, organisatie=ankerhuis, functie="Directeur")
    for werk in ({"organisatie": OrganisatieFactory()}, {"organisatie": ankerhuis, "functie": "Bestuurslid"}):
        PersoonInOrganisatie(persoon=anna, **werk).full_clean()


def test_b12_not_twice_active_with_the_same_job(anna, ankerhuis):
    PersoonInOrganisatieFactory(persoon=anna, organisatie=ankerhuis, functie="Directeur")
    nog_eens = PersoonInOrganisatie(persoon=anna, organisatie=ankerhuis, functie="directeur ")
    assert fouten(nog_eens) == {"functie": [AL_ACTIEF]}
    with pytest.raises(IntegrityError), transaction.atomic():
        nog_eens.save()


def test_b12_what_is_over_does_not_count(anna, ankerhuis):
    PersoonInOrganisatieFactory(persoon=anna, organisatie=ankerhuis, actief=False)
    PersoonInOrganisatie(persoon=anna, organisatie=ankerhuis).full_clean()


def test_b13_a_new_hoofdcontactpersoon_takes_the_flag(ankerhuis):
    jeroen = PersoonInOrganisatieFactory(organisatie=ankerhuis, hoofdcontactpersoon=True)
    elders = PersoonInOrganisatieFactory(hoofdcontactpersoon=True)
    anna = PersoonInOrganisatieFactory.build(persoon=PersoonFactory(), organisatie=ankerhuis, hoofdcontactpersoon=True)
    anna.full_clean()
    anna.save()
    assert set(PersoonInOrganisatie.objects.filter(hoofdcontactpersoon=True)) == {anna, elders}
    jeroen.refresh_from_db()
    assert jeroen.events.last().hoofdcontactpersoon is False


def test_b13_one_voorkeur_for_one_person(anna):
    eerste, tweede = PersoonInOrganisatieFactory.create_batch(2, persoon=anna)
    for pio in (eerste, tweede):
        pio.voorkeursrelatie = True
        pio.save()
    assert list(anna.koppelingen.filter(voorkeursrelatie=True)) == [tweede]


def test_b13_one_update_of_two_rows_leaves_one_flag(ankerhuis):
    PersoonInOrganisatieFactory.create_batch(2, organisatie=ankerhuis)
    ankerhuis.koppelingen.update(hoofdcontactpersoon=True)
    connection.check_constraints()
    assert ankerhuis.koppelingen.filter(hoofdcontactpersoon=True).count() == 1


def test_b13_bulk_update_may_move_the_flag_in_any_order(ankerhuis):
    jeroen = PersoonInOrganisatieFactory(organisatie=ankerhuis, hoofdcontactpersoon=True)
    anna = PersoonInOrganisatieFactory(organisatie=ankerhuis)
    jeroen.hoofdcontactpersoon, anna.hoofdcontactpersoon = False, True
    PersoonInOrganisatie.objects.bulk_update([anna, jeroen], ["hoofdcontactpersoon"])
    connection.check_constraints()
    assert list(ankerhuis.koppelingen.filter(hoofdcontactpersoon=True)) == [anna]


def test_b14_who_stops_loses_his_flags():
    anna = PersoonInOrganisatieFactory(hoofdcontactpersoon=True, voorkeursrelatie=True)
    anna.actief = False
    anna.full_clean()
    assert not anna.hoofdcontactpersoon and not anna.voorkeursrelatie


def test_b14_also_in_a_bulk_write():
    anna = PersoonInOrganisatieFactory(hoofdcontactpersoon=True, voorkeursrelatie=True)
    PersoonInOrganisatie.objects.update(actief=False)
    anna.refresh_from_db()
    assert not anna.hoofdcontactpersoon and not anna.voorkeursrelatie


@pytest.mark.parametrize(
    ("velden", "veld", "melding"),
    [
        (
            {"actief": False, "hoofdcontactpersoon": True},
            "hoofdcontactpersoon",
            "Alleen een actieve persoon kan hoofdcontactpersoon zijn.",
        ),
        (
            {"actief": False, "voorkeursrelatie": True},
            "voorkeursrelatie",
            "Alleen een actieve persoon kan de voorkeur bij mailing hebben.",
        ),
        (
            {"begindatum": date(2026, 2, 1), "einddatum": date(2026, 1, 31)},
            "einddatum",
            "De einddatum is eerder dan de begindatum.",
        ),
        ({"zakelijk_email": "anna"}, "zakelijk_email", "Vul een e-mailadres in zoals naam@organisatie.nl."),
        ({"doorkiesnummer": "1"}, "doorkiesnummer", "Vul een telefoonnummer in, bijvoorbeeld 038 000 12 34."),
    ],
)
def test_message_stands_at_the_field(anna, ankerhuis, velden, veld, melding):
    assert fouten(PersoonInOrganisatie(persoon=anna, organisatie=ankerhuis, **velden)) == {veld: [melding]}


@pytest.mark.parametrize(
    "velden",
    [{"actief": False, "hoofdcontactpersoon": True}, {"begindatum": "2026-02-01", "einddatum": "2026-01-31"}],
)
def test_database_refuses_what_clean_refuses(velden):
    with pytest.raises(IntegrityError), transaction.atomic():
        PersoonInOrganisatieFactory(**velden)


def test_numbers_get_their_stored_form(anna, ankerhuis):
    pio = PersoonInOrganisatie(persoon=anna, organisatie=ankerhuis, telefoon="038-000 12 34", doorkiesnummer=" 12 ")
    pio.full_clean()
    assert (pio.telefoon, pio.doorkiesnummer) == ("+31380001234", "12")


def test_einddatum_may_be_the_first_day(anna, ankerhuis):
    dag = date(2024, 2, 29)
    PersoonInOrganisatie(persoon=anna, organisatie=ankerhuis, begindatum=dag, einddatum=dag).full_clean()


def test_b17_nobody_starts_while_not_active(ankerhuis):
    weg = PersoonFactory(actief=False)
    melding = "Deze persoon is niet actief. Maak eerst de persoon actief."
    assert fouten(PersoonInOrganisatie(persoon=weg, organisatie=ankerhuis)) == {"actief": [melding]}


def test_b18_a_person_or_organisation_with_rows_stays():
    pio = PersoonInOrganisatieFactory(actief=False)
    for rij in (pio.persoon, pio.organisatie):
        with pytest.raises(ProtectedError):
            rij.delete()


@pytest.mark.parametrize(
    ("categorie", "subcategorie", "veld", "melding"),
    [
        ("organisaties", None, "categorie", "Deze categorie is niet voor personen in organisatie."),
        (None, "pers", "subcategorie", "Kies eerst een categorie. Daarna kun je een subcategorie kiezen."),
        ("sponsoren", "pers", "subcategorie", "Deze subcategorie hoort niet bij deze categorie."),
        (
            "sponsoren",
            "pers_sponsor",
            "subcategorie",
            "Deze subcategorie is niet voor personen in organisatie.",
        ),
    ],
)
def test_b1_b2_categories(anna, ankerhuis, categorie, subcategorie, veld, melding):
    rij = {"sponsoren": SegmentFactory(), "organisaties": SegmentFactory(soort_persoon=False), None: None}
    rij["pers"] = SegmentFactory(sub=True)
    rij["pers_sponsor"] = SegmentFactory(sub=True, hoofdsegment=rij["sponsoren"], soort_persoon=False)
    pio = PersoonInOrganisatie(
        persoon=anna, organisatie=ankerhuis, categorie=rij[categorie], subcategorie=rij[subcategorie]
    )
    assert fouten(pio) == {veld: [melding]}


def test_b1_database_refuses_a_subcategory_of_another_category():
    pio = PersoonInOrganisatieFactory(categorie=SegmentFactory(), subcategorie=SegmentFactory(sub=True))
    with pytest.raises(IntegrityError, match="pio_subcategorie_van_categorie"), transaction.atomic():
        connection.check_constraints()
    pio.delete()


def test_keys_are_kept_and_follow_a_new_name(anna, ankerhuis):
    sub = SegmentFactory(sub=True, naam="Hoofdsponsor", hoofdsegment__naam="Sponsoren")
    pio = PersoonInOrganisatieFactory(persoon=anna, organisatie=ankerhuis, categorie=sub.hoofdsegment, subcategorie=sub)
    assert sleutels(pio) == ("berg  anna  van den", "museum het ankerhuis", "sponsoren  hoofdsponsor")
    Persoon.objects.update(achternaam="Bergsma", tussenvoegsel="")
    Organisatie.objects.update(naam="Ankerhuis")
    Segment.objects.filter(pk=sub.pk).update(naam="Vriend")
    assert sleutels(pio) == ("bergsma  anna", "ankerhuis", "sponsoren  vriend")


def test_a_new_name_elsewhere_is_no_change_of_this_row(anna):
    pio = PersoonInOrganisatieFactory(persoon=anna)
    pio.refresh_from_db()
    anna.achternaam = "Bergsma"
    anna.save()
    toen = pio.gewijzigd_op
    assert sleutels(pio)[0] == "bergsma  anna  van den"
    assert pio.gewijzigd_op == toen and pio.events.count() == 1


@pytest.mark.parametrize("tekst", ["anna", "vandenberg", "ankerhuis directeur", "anna ankerhuis", "communicatie"])
def test_one_search_field_for_person_organisation_and_job(anna, ankerhuis, tekst):
    pio = PersoonInOrganisatieFactory(persoon=anna, organisatie=ankerhuis, functie="Directeur", afdeling="Communicatie")
    PersoonInOrganisatieFactory(organisatie=OrganisatieFactory(naam="Stadstheater"), persoon__voornaam="Jeroen")
    assert set(Woorden(field_name="zoeksleutel").filter(PersoonInOrganisatie.objects.all(), tekst)) == {pio}


def test_order_is_active_then_hoofdcontact_then_name(ankerhuis):
    namen = [("Aa", False, False), ("Bos", True, False), ("Cate", True, True)]
    for achternaam, actief, hoofd in namen:
        PersoonInOrganisatieFactory(
            organisatie=ankerhuis, persoon__achternaam=achternaam, actief=actief, hoofdcontactpersoon=hoofd
        )
    assert [pio.persoon.achternaam for pio in ankerhuis.koppelingen.all()] == ["Cate", "Bos", "Aa"]
    assert ankerhuis.koppelingen.actief().count() == 2
