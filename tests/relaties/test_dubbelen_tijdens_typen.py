"""Likely doubles while somebody types, on the plain forms (R56, domein 4.5)."""

import pytest
from django.test import Client

from relaties.models import Organisatie, Persoon
from tests.factories import OrganisatieFactory, PersoonFactory
from tests.invullen import formulier, post

pytestmark = pytest.mark.django_db
ORGANISATIE, PERSOON = "/relaties/organisaties/toevoegen/", "/relaties/personen/toevoegen/"


@pytest.fixture
def gijs(als, gebruiker):
    return als(gebruiker)


@pytest.fixture
def ankerhuis():
    return OrganisatieFactory(
        naam="Museum Het Ankerhuis",
        kvk_nummer="00900001",
        bezoekadres_postcode="8011 ZX",
        bezoekadres_huisnummer=1,
        email="info@ankerhuis.example",
    )


def test_r56_an_organisation_with_its_reasons_and_its_card(gijs, ankerhuis):
    getypt = {"naam": "Ankerhuis museum", "bezoekadres_postcode": "8011zx", "bezoekadres_huisnummer": "1"}
    html = gijs.post(f"{ORGANISATIE}dubbelen/", getypt).content.decode()
    assert ankerhuis.get_absolute_url() in html and "Staat deze organisatie er al?" in html
    assert "zelfde postcode en huisnummer" in html and "naam lijkt 100 %" in html


@pytest.mark.parametrize(
    ("veld", "getypt", "reden"),
    [
        ("kvk_nummer", "00.90.00.01", "zelfde KVK-nummer"),
        ("email", "anna@ankerhuis.example", "zelfde e-maildomein"),
    ],
)
def test_r56_by_what_was_typed_in_any_form(gijs, ankerhuis, veld, getypt, reden):
    html = gijs.post(f"{ORGANISATIE}dubbelen/", {"naam": "Museum Ankerhuis", veld: getypt}).content.decode()
    assert reden in html


def test_r56_a_person(gijs):
    anna = PersoonFactory(voornaam="Anna", tussenvoegsel="van den", achternaam="Berg", email_prive="anna@berg.example")
    html = gijs.post(f"{PERSOON}dubbelen/", {"achternaam": "Anders", "email_prive": "Anna@berg.example"})
    assert anna.get_absolute_url() in html.content.decode() and "zelfde e-mailadres" in html.content.decode()


def test_nothing_alike_is_nothing_and_nothing_is_stored(gijs, ankerhuis):
    html = gijs.post(f"{ORGANISATIE}dubbelen/", {"naam": "Stadstheater"}).content.decode()
    assert "<p" not in html and 'data-dubbelen="organisatie"' in html
    assert Organisatie.objects.count() == 1 and not Persoon.objects.exists()


@pytest.mark.parametrize("url", [ORGANISATIE, PERSOON, "/relaties/zakelijke-relatie-toevoegen/"])
def test_what_is_typed_is_never_in_an_address(gijs, url):
    """AVG: a GET would put names in the access log."""
    assert gijs.get(f"{url}dubbelen/", {"naam": "Museum"}).status_code == 405
    html = gijs.get(url).content.decode()
    assert f'data-typend="{url}dubbelen/"' in html and "js/dubbelen" in html


def test_a_post_from_another_site_is_refused(gebruiker):
    client = Client(enforce_csrf_checks=True)
    client.force_login(gebruiker)
    assert client.post(f"{ORGANISATIE}dubbelen/", {"naam": "Museum"}).status_code == 403


def test_every_field_that_counts_is_on_its_page(gijs):
    for url in (ORGANISATIE, PERSOON, "/relaties/zakelijke-relatie-toevoegen/"):
        pagina = gijs.get(url)
        telt = pagina.content.decode().split('data-telt="')[1].split('"')[0].split()
        assert set(telt) - set(formulier(pagina).namen) <= {"bestaande_persoon"}, url


def test_who_may_not_see_them_gets_none(gijs, gebruiker, ankerhuis):
    groep = gebruiker.groups.get()
    groep.permissions.remove(groep.permissions.get(codename="view_organisatie"))
    html = gijs.post(f"{ORGANISATIE}dubbelen/", {"naam": "Museum Het Ankerhuis"}).content.decode()
    assert "Ankerhuis" not in html


def test_changing_asks_nothing(gijs, ankerhuis):
    assert "data-typend" not in gijs.get(f"{ankerhuis.get_absolute_url()}wijzigen/").content.decode()


def test_a_certain_double_is_only_for_crm_super(als, gijs, super):
    """4.5: same RSIN blocks, whoever adds; only CRM Super may say that it is another one."""
    OrganisatieFactory(naam="Museum Het Ankerhuis", rsin="999000019")
    antwoord = post(gijs, ORGANISATIE, naam="Anders", rsin="999000019")
    assert antwoord.status_code == 422 and "toch" not in formulier(antwoord).knoppen
    antwoord = post(als(super), ORGANISATIE, naam="Anders", rsin="999000019")
    assert "zelfde RSIN" in antwoord.content.decode()
    assert post(als(super), ORGANISATIE, pagina=antwoord, knop="toch").status_code == 302
