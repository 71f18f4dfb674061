"""[Werkgever wijzigen]: the job change on one page (R70–R72, domein 4.2)."""

from datetime import date

import pytest
import time_machine

from relaties import handelingen
from relaties.models import PersoonInOrganisatie
from tests.factories import OrganisatieFactory, PersoonFactory, PersoonInOrganisatieFactory, SegmentFactory
from tests.invullen import formulier, post

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("op_31_augustus")]


@pytest.fixture
def op_31_augustus():
    with time_machine.travel("2026-08-31T12:00:00+02:00", tick=True):
        yield


@pytest.fixture
def gijs(als, gebruiker):
    return als(gebruiker)


@pytest.fixture
def theater():
    return OrganisatieFactory(naam="Stadstheater")


@pytest.fixture
def anna(theater):
    """Anna is director of the museum; the theatre is there too."""
    return PersoonInOrganisatieFactory(
        persoon=PersoonFactory(voornaam="Anna", tussenvoegsel="van den", achternaam="Berg"),
        organisatie=OrganisatieFactory(naam="Museum Het Ankerhuis"),
        functie="Directeur",
        zakelijk_email="anna@ankerhuis.example",
        mobiel="+31600000001",
        hoofdcontactpersoon=True,
        categorie=SegmentFactory(naam="Directie"),
        begindatum=date(2020, 1, 1),
    )


def pagina_van(pio):
    return f"/relaties/personen-in-organisatie/{pio.pk}/werkgever-wijzigen/"


def wijzig(client, pio, **velden):
    cellen = {"nieuwe-organisatie_tekst": "Stadstheater"}
    return post(client, pagina_van(pio), cellen | {naam.replace("__", "-"): w for naam, w in velden.items()})


def test_r70_the_old_row_ends_and_the_new_one_begins(gijs, anna, theater):
    antwoord = wijzig(gijs, anna, nieuwe__functie="Programmeur")
    anna.refresh_from_db()
    nieuw = theater.koppelingen.get()
    assert (anna.actief, anna.einddatum, anna.hoofdcontactpersoon) == (False, date(2026, 8, 31), False)
    assert (nieuw.actief, nieuw.begindatum, nieuw.functie) == (True, date(2026, 9, 1), "Programmeur")
    assert antwoord.url == f"/relaties/personen/{anna.persoon_id}/#tab-zakelijk"


@pytest.mark.parametrize(("begin", "sinds"), [("2026-08-31", "nu"), ("2026-09-01", "vanaf 1-9-2026")])
def test_the_result_is_told(gijs, anna, begin, sinds):
    html = gijs.get(wijzig(gijs, anna, nieuwe__begindatum=begin).url).content.decode()
    assert f"Anna van den Berg werkt {sinds} bij Stadstheater. De oude relatie staat op niet actief." in html


def test_nothing_is_copied_but_the_person_and_the_category(gijs, anna, theater):
    velden = formulier(gijs.get(pagina_van(anna))).velden
    assert velden["nieuwe-categorie"] == [str(anna.categorie_id)]
    assert velden["nieuwe-zakelijk_email"] == velden["nieuwe-mobiel"] == velden["nieuwe-functie"] == [""]
    wijzig(gijs, anna)
    nieuw = theater.koppelingen.get()
    assert (nieuw.persoon, nieuw.zakelijk_email, nieuw.mobiel) == (anna.persoon, "", "")


def test_a_category_that_is_no_longer_chosen_is_not_suggested(gijs, anna):
    type(anna.categorie).objects.update(actief=False)
    assert formulier(gijs.get(pagina_van(anna))).velden["nieuwe-categorie"] == [""]


def test_the_old_employer_is_prefilled_with_today(gijs, anna):
    antwoord = gijs.get(pagina_van(anna))
    assert formulier(antwoord).velden["oude-einddatum"] == ["31-8-2026"]
    assert "Anna van den Berg bij Museum Het Ankerhuis (Directeur) gaat op niet actief." in antwoord.content.decode()


def test_both_halves_or_neither(gijs, anna, theater):
    antwoord = wijzig(gijs, anna, nieuwe__zakelijk_email="anna", oude__einddatum="2019-01-01")
    anna.refresh_from_db()
    assert antwoord.status_code == 422 and anna.actief and not theater.koppelingen.exists()
    html = antwoord.content.decode()
    assert "De einddatum is eerder dan de begindatum." in html and "Vul een e-mailadres in" in html


def test_it_goes_to_another_organisation(gijs, anna):
    antwoord = wijzig(gijs, anna, nieuwe__organisatie_tekst="Museum Het Ankerhuis")
    assert antwoord.status_code == 422
    assert "Kies een andere organisatie dan de oude werkgever." in antwoord.content.decode()


def test_without_a_new_employer(gijs, anna):
    antwoord = wijzig(gijs, anna, nieuwe__organisatie_tekst="")
    assert "Kies een organisatie uit de lijst. Klik op het vergrootglas." in antwoord.content.decode()


def test_it_is_one_wijzigingsset(gijs, anna, theater):
    wijzig(gijs, anna)
    nieuw = theater.koppelingen.get()
    assert nieuw.events.get().pgh_context == anna.events.get(pgh_label="update").pgh_context


def test_the_card_has_the_button_while_the_job_goes_on(gijs, anna):
    kaart = f"/relaties/personen-in-organisatie/{anna.pk}/"
    assert pagina_van(anna) in gijs.get(kaart).content.decode()
    PersoonInOrganisatie.objects.update(actief=False, hoofdcontactpersoon=False)
    assert pagina_van(anna) not in gijs.get(kaart).content.decode()


def test_a_job_that_ended_cannot_end_again(gijs, anna):
    PersoonInOrganisatie.objects.update(actief=False, hoofdcontactpersoon=False)
    antwoord = gijs.get(pagina_van(anna), follow=True)
    assert "Anna van den Berg is al niet meer actief bij Museum Het Ankerhuis." in antwoord.content.decode()


def test_a_colleague_who_was_a_moment_earlier(gijs, anna, theater, monkeypatch):
    """R70: the job ended after this page had looked: no second new employer, and what was typed is kept."""
    echt = handelingen.werkgever_wijzigen

    def net_te_laat(oude, *rest):
        PersoonInOrganisatie.objects.filter(pk=oude.pk).update(actief=False, hoofdcontactpersoon=False)
        return echt(oude, *rest)

    monkeypatch.setattr(handelingen, "werkgever_wijzigen", net_te_laat)
    antwoord = wijzig(gijs, anna, nieuwe__functie="Programmeur")
    assert antwoord.status_code == 422 and "Deze persoon werkt hier niet meer." in antwoord.content.decode()
    assert not theater.koppelingen.exists() and 'value="Programmeur"' in antwoord.content.decode()


def test_rights(als, gijs, lezer, gebruiker, anna):
    assert als(lezer).get(pagina_van(anna)).status_code == 403
    groep = gebruiker.groups.get()
    groep.permissions.remove(groep.permissions.get(codename="add_persooninorganisatie"))
    assert gijs.get(pagina_van(anna)).status_code == 403
