"""'Zakelijke relatie toevoegen': likely doubles of the person and of the organisation (R56, domein 4.5)."""

import re

import pytest

from relaties.models import Organisatie, Persoon, PersoonInOrganisatie
from smp.historie.models import Wijzigingsset
from tests.factories import OrganisatieFactory, PersoonFactory, PersoonInOrganisatieFactory
from tests.invullen import formulier, post

URL = "/relaties/zakelijke-relatie-toevoegen/"


@pytest.fixture
def gijs(als, gebruiker):
    return als(gebruiker)


@pytest.fixture
def ankerhuis(db):
    return OrganisatieFactory(
        naam="Museum Het Ankerhuis", bezoekadres_straat="Havenkade", bezoekadres_postcode="8011 ZX"
    )


def haal_op(client):
    getypt = {"baan-organisatie_tekst": "Museum Het Ankerhuis", "persoon-achternaam": "Hart"}
    return post(client, URL, getypt, knop="ophalen")


def verstuur(client, pagina=None, knop="", **velden):
    return post(client, URL, {naam.replace("__", "-"): w for naam, w in velden.items()}, pagina=pagina, knop=knop)


def gebruik(client, pagina, sleutel):
    """Press [Gebruik deze] of one row."""
    return client.post(URL, formulier(pagina).data() | {"gebruik": [sleutel]})


@pytest.fixture
def anna(ankerhuis):
    """Anna van den Berg works at the museum."""
    anna = PersoonFactory(voornaam="Anna", tussenvoegsel="van den", achternaam="Berg")
    PersoonInOrganisatieFactory(persoon=anna, organisatie=ankerhuis, zakelijk_email="anna@ankerhuis.example")
    return anna


ANNA = {"persoon__voornaam": "Anna", "persoon__achternaam": "Berg", "baan__zakelijk_email": "anna@ankerhuis.example"}


def test_r56_a_likely_double_is_shown_with_its_reason(gijs, anna):
    antwoord = verstuur(gijs, organisatie__naam="Stadstheater", **ANNA)
    html = antwoord.content.decode()
    assert antwoord.status_code == 422 and Persoon.objects.count() == 1
    assert "zelfde e-mailadres" in html and "Anna van den Berg" in html and "Gebruik deze" in html


def test_r56_what_was_seen_while_typing_is_not_asked_after_toch_toevoegen(gijs, anna):
    """Somebody of the same name was shown while typing; the page asks about the organisation, once."""
    naam = {"persoon-voornaam": "Anna", "persoon-tussenvoegsel": "van den", "persoon-achternaam": "Berg"}
    getypt = naam | {"organisatie-naam": "Museum Ankerhuis"}
    gezien = re.search(r'name="gezien" value="([^"]+)"', gijs.post(f"{URL}dubbelen/", getypt).content.decode())
    pagina = formulier(gijs.get(URL))
    vraag = gijs.post(URL, pagina.data() | getypt | {"gezien": gezien[1]})
    assert "Museum Het Ankerhuis" in vraag.content.decode() and vraag.status_code == 422
    assert verstuur(gijs, vraag, knop="toch").status_code == 302


def test_r56_toch_toevoegen_is_recorded(gijs, anna):
    antwoord = verstuur(gijs, organisatie__naam="Stadstheater", **ANNA)
    assert verstuur(gijs, antwoord, knop="toch").status_code == 302
    nieuw = Persoon.objects.latest("pk")
    keuze = Wijzigingsset.objects.get(pk=nieuw.events.get().pgh_context_id)
    assert keuze.metadata["toch_toegevoegd"] == [f"persoon-{anna.pk}"]
    pagina = gijs.get(keuze.get_absolute_url()).content.decode()
    assert f'erop leek: <a href="{anna.get_absolute_url()}">Anna van den Berg</a>.' in pagina


def test_r56_of_whom_may_not_be_seen_nothing_is_told(gijs, als, lezer, anna):
    verstuur(gijs, verstuur(gijs, organisatie__naam="Stadstheater", **ANNA), knop="toch")
    keuze = Wijzigingsset.objects.get(pk=Persoon.objects.latest("pk").events.get().pgh_context_id)
    assert "van den Berg" in als(lezer).get(keuze.get_absolute_url()).content.decode()
    rechten = lezer.groups.get().permissions
    rechten.remove(*rechten.filter(codename="view_persoon"))
    pagina = als(lezer).get(keuze.get_absolute_url()).content.decode()
    assert "1 organisatie" in pagina and "erop leek" not in pagina


def test_r56_a_double_that_came_since_is_asked_about_again(gijs, anna):
    antwoord = verstuur(gijs, organisatie__naam="Stadstheater", **ANNA)
    OrganisatieFactory(naam="Stadstheater")
    antwoord = verstuur(gijs, antwoord, knop="toch")
    assert antwoord.status_code == 422 and "naam lijkt 100 %" in antwoord.content.decode()


def test_r56_gebruik_deze_persoon_keeps_everything_typed(gijs, anna):
    antwoord = verstuur(gijs, organisatie__naam="Stadstheater", baan__functie="Bestuurslid", **ANNA)
    antwoord = gebruik(gijs, antwoord, f"persoon-{anna.pk}")
    velden = formulier(antwoord).velden
    assert (velden["organisatie-naam"], velden["persoon-voornaam"]) == (["Stadstheater"], ["Anna"])
    assert verstuur(gijs, antwoord).status_code == 302
    assert Persoon.objects.count() == 1 and anna.koppelingen.filter(functie="Bestuurslid").exists()


def test_r56_and_the_person_can_be_let_go(gijs, anna):
    antwoord = gebruik(gijs, gijs.get(URL), f"persoon-{anna.pk}")
    assert "bestaande_persoon" in formulier(antwoord).namen
    antwoord = verstuur(gijs, antwoord, knop="los")
    assert "bestaande_persoon" not in formulier(antwoord).namen


def test_r56_gebruik_deze_organisatie_keeps_everything_typed(gijs, ankerhuis):
    velden = {"organisatie__naam": "Museum Het Ankerhuis", "organisatie__bezoekadres_postcode": "8011 ZX"}
    antwoord = verstuur(gijs, persoon__achternaam="Hart", baan__functie="Suppoost", **velden)
    assert "zelfde postcode" in antwoord.content.decode()
    antwoord = gebruik(gijs, antwoord, f"organisatie-{ankerhuis.pk}")
    assert formulier(antwoord).velden["organisatie-bezoekadres_straat"] == ["Havenkade"]
    assert verstuur(gijs, antwoord).status_code == 302
    assert ankerhuis.koppelingen.get().functie == "Suppoost" and Organisatie.objects.count() == 1


def test_a_certain_double_is_only_for_crm_super(als, gijs, super, ankerhuis):
    Organisatie.objects.update(kvk_nummer="00900001", vestigingsnummer="999900000001")
    velden = {"organisatie__naam": "Anders", "organisatie__kvk_nummer": "00900001"}
    antwoord = verstuur(gijs, persoon__achternaam="Hart", **velden)
    assert "toch" not in formulier(antwoord).knoppen
    antwoord = verstuur(als(super), persoon__achternaam="Hart", **velden)
    assert verstuur(als(super), antwoord, knop="toch").status_code == 302


def test_r56_while_typing(gijs, anna, ankerhuis):
    velden = {"persoon-achternaam": "vd Berg", "persoon-voornaam": "Anna", "organisatie-naam": "Het Ankerhuis museum"}
    html = gijs.post(f"{URL}dubbelen/", velden).content.decode()
    assert f'value="persoon-{anna.pk}"' in html and f'value="organisatie-{ankerhuis.pk}"' in html


def test_r56_a_namesake_is_asked_about_once(gijs, anna):
    velden = {"persoon__voornaam": "Anna", "persoon__achternaam": "Berg", "organisatie__naam": "Stadstheater"}
    antwoord = verstuur(gijs, **velden)
    assert antwoord.status_code == 422 and "naam lijkt 100 %" in antwoord.content.decode()
    assert verstuur(gijs, antwoord, knop="toch").status_code == 302


def test_r56_but_not_when_he_was_shown_while_typing(gijs, anna):
    velden = {"persoon-voornaam": ["Anna"], "persoon-achternaam": ["Berg"], "organisatie-naam": ["Stadstheater"]}
    html = gijs.post(f"{URL}dubbelen/", velden).content.decode()
    gezien = html.split('name="gezien" value="')[1].split('"')[0]
    assert gijs.post(URL, formulier(gijs.get(URL)).data() | velden | {"gezien": [gezien]}).status_code == 302


def test_b16_nor_after_a_question_about_the_organisation(gijs, anna):
    theater = PersoonInOrganisatieFactory(organisatie__naam="Stadstheater").organisatie
    pagina = post(gijs, URL, {"baan-organisatie_tekst": "Stadstheater"}, knop="ophalen")
    velden = {"persoon-voornaam": ["Anna"], "persoon-achternaam": ["Berg"], "organisatie-relatiestatus": ["opgeheven"]}
    html = gijs.post(f"{URL}dubbelen/", velden).content.decode()
    gezien = html.split('name="gezien" value="')[1].split('"')[0]
    vraag = gijs.post(URL, formulier(pagina).data() | velden | {"gezien": [gezien]})
    assert "Bij deze organisatie is 1 persoon actief." in vraag.content.decode()
    assert verstuur(gijs, vraag).status_code == 302 and theater.koppelingen.count() == 2


def test_b12_an_existing_person_twice_in_the_same_job(gijs, anna):
    antwoord = gebruik(gijs, haal_op(gijs), f"persoon-{anna.pk}")
    antwoord = verstuur(gijs, antwoord)
    assert antwoord.status_code == 422
    assert "Deze persoon is al actief bij deze organisatie met deze functie." in antwoord.content.decode()


def test_b13_a_new_hoofdcontactpersoon_is_said(gijs, anna, ankerhuis):
    PersoonInOrganisatie.objects.update(hoofdcontactpersoon=True)
    antwoord = verstuur(gijs, haal_op(gijs), baan__hoofdcontactpersoon=True)
    html = gijs.get(antwoord.url).content.decode()
    assert "Het hoofdcontact is nu Hart. Anna van den Berg is geen hoofdcontactpersoon meer." in html
