"""'Zakelijke relatie toevoegen' with a person who is there: his known data, and what was typed of him (R56, A11)."""

from datetime import date

import pytest

from relaties.models import Persoon
from relaties.models.toestemming import Afmeldadres, adreshash
from smp.historie.models import Wijzigingsset
from tests.factories import OrganisatieFactory, PersoonFactory
from tests.invullen import formulier, post

URL = "/relaties/zakelijke-relatie-toevoegen/"
#: What somebody types of Anna Bakker, whom he calls Ans.
ANS = {
    "persoon__voornaam": "Ans",
    "persoon__tussenvoegsel": "de",
    "persoon__achternaam": "Bakker",
    "persoon__email_prive": "ans@bakker.example",
    "persoon__mobiel_prive": "06-00000001",
    "organisatie__naam": "Stadstheater",
}


@pytest.fixture
def gijs(als, gebruiker):
    return als(gebruiker)


@pytest.fixture
def anna(db):
    return PersoonFactory(
        voornaam="Anna", achternaam="Bakker", telefoon_prive="+31380001234", mobiel_prive="+31600000001"
    )


def verstuur(client, pagina=None, knop="", **velden):
    return post(client, URL, {naam.replace("__", "-"): w for naam, w in velden.items()}, pagina=pagina, knop=knop)


def kies(client, persoon, **velden):
    """Type, and press [Gebruik deze] at this person."""
    data = formulier(client.get(URL)).data() | {naam.replace("__", "-"): [w] for naam, w in (ANS | velden).items()}
    return client.post(URL, data | {"gebruik": [f"persoon-{persoon.pk}"]})


def test_r56_what_was_typed_supplements_what_is_known(gijs, anna):
    pagina = kies(gijs, anna)
    assert formulier(pagina).velden["persoon-telefoon_prive"] == ["038 000 12 34"]
    assert verstuur(gijs, pagina).status_code == 302
    anna.refresh_from_db()
    assert (anna.email_prive, anna.telefoon_prive) == ("ans@bakker.example", "+31380001234")
    assert str(anna.koppelingen.get()) == "Anna Bakker bij Stadstheater" and Persoon.objects.count() == 1


def test_r56_the_name_that_is_known_wins_and_asks_nothing(gijs, anna):
    velden = formulier(kies(gijs, anna)).velden
    naam = [velden[f"persoon-{veld}"] for veld in ("voornaam", "tussenvoegsel", "achternaam")]
    assert naam == [["Anna"], [""], ["Bakker"]] and not [veld for veld in velden if veld.startswith("k-")]


def test_r56_but_a_name_changed_after_the_choice_is_stored(gijs, anna):
    assert verstuur(gijs, kies(gijs, anna), persoon__voornaam="Anneke").status_code == 302
    anna.refresh_from_db()
    assert (anna.voornaam, anna.achternaam) == ("Anneke", "Bakker")


@pytest.mark.parametrize(("keuze", "bewaard"), [("mijn", "+31380009999"), ("nu", "+31380001234")])
def test_r56_where_something_else_is_known_he_chooses(gijs, anna, keuze, bewaard):
    pagina = kies(gijs, anna, persoon__telefoon_prive="038 000 99 99")
    assert "Hiervan is al iets anders bekend dan je hebt getypt." in pagina.content.decode()
    assert verstuur(gijs, pagina).status_code == 409
    assert verstuur(gijs, pagina, **{"k__persoon__telefoon_prive": keuze}).status_code == 302
    anna.refresh_from_db()
    assert anna.telefoon_prive == bewaard


def test_r56_a_new_person_all_the_same_gets_back_all_that_was_typed(gijs, anna):
    getypt = ANS | {"persoon__telefoon_prive": "038 000 99 99", "persoon__naamgebruik": "P"}
    velden = formulier(verstuur(gijs, kies(gijs, anna, **getypt), knop="los")).velden
    assert {naam: velden[naam.replace("__", "-")] for naam in getypt} == {naam: [w] for naam, w in getypt.items()}
    assert "bestaande_persoon" not in velden


def test_r56_a_person_who_was_not_touched_is_not_written(gijs, anna):
    assert verstuur(gijs, kies(gijs, anna, persoon__email_prive="")).status_code == 302
    assert [event.pgh_label for event in anna.events.all()] == ["insert"]


def test_a11_what_a_colleague_changed_is_a_choice(gijs, anna):
    pagina = kies(gijs, anna)
    Persoon.objects.update(email_prive="anna@elders.example")
    antwoord = verstuur(gijs, pagina)
    assert antwoord.status_code == 409 and not anna.koppelingen.exists()
    assert "Iemand anders heeft deze persoon net gewijzigd." in antwoord.content.decode()


def test_emptying_what_is_known_of_a_person_is_confirmed(gijs, anna):
    antwoord = verstuur(gijs, kies(gijs, anna), persoon__telefoon_prive="")
    assert antwoord.status_code == 422 and "Ja, maak leeg: Telefoon privé" in antwoord.content.decode()
    assert verstuur(gijs, antwoord, persoon__maak_leeg=True).status_code == 302
    anna.refresh_from_db()
    assert anna.telefoon_prive == ""


def test_a_mistake_stands_at_its_field_under_the_name_that_is_known(gijs, anna):
    html = verstuur(gijs, kies(gijs, anna), persoon__email_prive="ans", persoon__voornaam="Piet").content.decode()
    assert "E-mailadres privé: Vul een e-mailadres in" in html and "<b>Anna Bakker</b>" in html


def test_choices_in_both_parts_are_both_named_above(gijs, anna):
    museum = OrganisatieFactory(naam="Museum Het Ankerhuis", telefoon="+31380001234")
    pagina = kies(gijs, anna, persoon__telefoon_prive="038 000 99 99", organisatie__naam="Ankerhuis")
    antwoord = gijs.post(URL, formulier(pagina).data() | {"gebruik": [f"organisatie-{museum.pk}"]})
    html = verstuur(gijs, antwoord).content.decode()
    assert "Persoon: Kies per veld" in html and "Organisatie: Kies per veld" in html


def test_the_person_and_his_job_are_one_wijzigingsset(gijs, anna):
    verstuur(gijs, kies(gijs, anna))
    sets = {rij.events.latest("pgh_id").pgh_context_id for rij in (anna, anna.koppelingen.get())}
    assert Wijzigingsset.objects.get(pk__in=sets).metadata["handeling"] == "Zakelijke relatie toegevoegd"


def test_r103_a_typed_address_of_the_afmeldlijst_is_told(gijs, anna):
    Afmeldadres.objects.create(hash=adreshash("ans@bakker.example"), afgemeld_op=date(2026, 1, 2))
    html = gijs.get(verstuur(gijs, kies(gijs, anna)).url).content.decode()
    assert "Dit adres staat op de afmeldlijst: ans@bakker.example" in html


# --- who may not, and of whom nothing may change


def test_without_change_right_the_person_is_read_only(gijs, gebruiker, anna):
    rechten = gebruiker.groups.get().permissions
    rechten.remove(*rechten.filter(codename="change_persoon"))
    pagina = kies(gijs, anna)
    assert "Je mag personen niet wijzigen." in pagina.content.decode()
    assert gijs.post(URL, formulier(pagina).data() | {"persoon-voornaam": ["Piet"]}).status_code == 302
    anna.refresh_from_db()
    assert (anna.voornaam, anna.email_prive, anna.koppelingen.count()) == ("Anna", "", 1)
    assert formulier(verstuur(gijs, pagina, knop="los")).velden["persoon-email_prive"] == ["ans@bakker.example"]


def test_avg_of_a_limited_person_nothing_can_be_changed(gijs, anna):
    Persoon.objects.update(verwerking_beperkt=True)
    pagina = kies(gijs, anna)
    assert "De verwerking van deze persoon is beperkt." in pagina.content.decode()
    assert "persoon-voornaam" not in formulier(pagina).namen
    assert verstuur(gijs, pagina).status_code == 422 and not anna.koppelingen.exists()


def test_b17_a_former_person_is_told_before_he_refuses(gijs, anna):
    Persoon.objects.update(actief=False)
    pagina = kies(gijs, anna)
    assert "Deze persoon is niet actief. Maak de persoon eerst actief." in pagina.content.decode()
    assert verstuur(gijs, pagina).status_code == 422


def test_a_person_who_is_gone_is_not_added_unseen(gijs, anna):
    pagina = kies(gijs, anna)
    Persoon.objects.filter(pk=anna.pk).update(samengevoegd_met=PersoonFactory(), actief=False)
    antwoord = verstuur(gijs, pagina)
    assert antwoord.status_code == 422 and Persoon._base_manager.count() == 2
    assert "Hieronder staan nu de gegevens van een nieuwe persoon." in antwoord.content.decode()


def test_an_existing_person_costs_a_bounded_number_of_statements(gijs, anna, django_assert_max_num_queries):
    data = formulier(kies(gijs, anna)).data()
    with django_assert_max_num_queries(32):
        assert gijs.post(URL, data).status_code == 302
