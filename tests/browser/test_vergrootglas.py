"""The vergrootglas in a browser (A9, R40, R41, R64, R104): with the mouse, the keyboard alone, without JavaScript."""

import re

import pytest
from playwright.sync_api import expect

from relaties.models import Organisatie
from tests.factories import OrganisatieFactory, PersoonFactory

pytestmark = pytest.mark.django_db
TOEVOEGEN = "/relaties/personen-in-organisatie/toevoegen/"


@pytest.fixture
def janssen():
    return OrganisatieFactory(naam="Bakkerij Janssen", bezoekadres_plaats="Zwolle", kvk_nummer="00900001")


@pytest.fixture
def anna():
    return PersoonFactory(voornaam="Anna", tussenvoegsel="van den", achternaam="Berg")


@pytest.fixture
def rijen(janssen, anna):
    """What there is to find."""
    OrganisatieFactory(naam="Bakkerij De Vries", bezoekadres_plaats="Urk")


def organisatie(pagina):
    return pagina.locator("#id_organisatie")


def voorstellen(pagina):
    """The suggestions that show."""
    return pagina.locator("[data-opzoek] [role=option][data-pk]").filter(visible=True)


def bewaar(pagina):
    pagina.get_by_role("button", name="Bewaren").click()


def gekozen(pagina, rij):
    """The name stands in the box, and the key of the row will be posted."""
    expect(organisatie(pagina)).to_have_value(str(rij))
    expect(pagina.locator("[name=organisatie]")).to_have_value(str(rij.pk))


def test_met_de_muis_een_voorstel_kiezen_en_wissen(pagina, rijen, janssen):
    pagina.goto(TOEVOEGEN)
    organisatie(pagina).press_sequentially("jansen bakery")
    voorstellen(pagina).filter(has_text="Bakkerij Janssen").click()
    gekozen(pagina, janssen)
    expect(voorstellen(pagina)).to_have_count(0)
    pagina.get_by_role("button", name="Wissen: organisatie").click()
    expect(organisatie(pagina)).to_have_value("")
    expect(pagina.locator("[name=organisatie]")).to_have_value("")


def test_met_de_muis_in_het_zoekvenster_kiezen(pagina, rijen, janssen):
    """The panel starts with what was typed, has the search fields of the list, and gives the focus back."""
    pagina.goto(TOEVOEGEN)
    organisatie(pagina).fill("bakkerij")
    pagina.get_by_role("button", name="Organisatie zoeken").click()
    venster = pagina.get_by_role("dialog", name="Organisatie zoeken")
    expect(venster).to_contain_text("2 organisaties gevonden")
    venster.get_by_label("Plaats").fill("zwolle")
    venster.get_by_role("button", name="Zoeken", exact=True).click()
    expect(venster).to_contain_text("1 organisatie gevonden")
    venster.get_by_role("button", name="Kiezen: Bakkerij Janssen").click()
    gekozen(pagina, janssen)
    expect(venster).to_be_hidden()
    expect(organisatie(pagina)).to_be_focused()


def test_met_alleen_het_toetsenbord(pagina, rijen, janssen, anna):
    """Suggestions with the arrows; Escape closes them; the whole form is saved without a mouse."""
    pagina.goto(TOEVOEGEN)
    pagina.locator("#id_persoon").focus()
    toets = pagina.keyboard
    toets.type("berg")
    expect(voorstellen(pagina)).to_have_count(1)
    toets.press("Enter")  # the only one
    expect(pagina.locator("[name=persoon]")).to_have_value(str(anna.pk))
    organisatie(pagina).focus()
    toets.type("bakkerij")
    expect(organisatie(pagina)).to_have_attribute("aria-expanded", "true")
    toets.press("Escape")
    expect(organisatie(pagina)).to_have_attribute("aria-expanded", "false")
    toets.press("ArrowDown")
    expect(voorstellen(pagina)).to_have_count(2)
    toets.press("ArrowDown")
    toets.press("ArrowDown")
    expect(voorstellen(pagina).and_(pagina.locator("[aria-selected=true]"))).to_contain_text("Bakkerij Janssen")
    expect(organisatie(pagina)).to_have_attribute("aria-activedescendant", re.compile("id_organisatie_opties_1"))
    toets.press("Enter")
    gekozen(pagina, janssen)
    pagina.get_by_role("button", name="Bewaren").focus()
    toets.press("Enter")
    pagina.wait_for_url("**/relaties/**")
    expect(pagina.get_by_text("bewaard")).to_be_visible()
    assert anna.koppelingen.get().organisatie == janssen


def test_het_zoekvenster_met_alleen_het_toetsenbord(pagina, rijen, janssen):
    pagina.goto(TOEVOEGEN)
    pagina.get_by_role("button", name="Organisatie zoeken").focus()
    toets = pagina.keyboard
    toets.press("Enter")
    venster = pagina.get_by_role("dialog")
    expect(venster.get_by_label("Naam")).to_be_focused()
    toets.type("janssen")
    toets.press("Enter")
    expect(venster).to_contain_text("1 organisatie gevonden")
    expect(venster.get_by_label("Naam")).to_be_focused()
    toets.press("Escape")
    expect(venster).to_be_hidden()
    expect(organisatie(pagina)).to_be_focused()


def test_een_rij_die_later_is_toegevoegd(pagina, rijen, janssen):
    """R38, R40: the row on the tab Zakelijk of a person that is not stored yet."""
    pagina.goto("/relaties/personen/toevoegen/")
    pagina.get_by_label("Achternaam", exact=False).first.fill("Vos")
    pagina.get_by_role("tab", name="Zakelijk").click()
    knop = pagina.get_by_text("+ Persoon in organisatie toevoegen")
    knop.click()
    knop.click()
    veld = pagina.locator("#id_regels-1-organisatie")
    veld.press_sequentially("jans")
    voorstellen(pagina).filter(has_text="Bakkerij Janssen").click()
    expect(pagina.locator("[name=regels-1-organisatie]")).to_have_value(str(janssen.pk))


def test_een_nieuwe_organisatie_is_bij_terugkomst_gekozen(pagina, rijen):
    """R41: no implicit create; a link adds it in a new tab, and the field that waits takes it."""
    pagina.goto(TOEVOEGEN)
    vak = pagina.locator("[data-opzoek=organisatie]")
    with pagina.context.expect_page() as nieuw:
        vak.get_by_role("link", name="+ Organisatie toevoegen").click()
    tab = nieuw.value
    tab.get_by_label("Naam", exact=False).first.fill("Museum Het Ankerhuis")
    bewaar(tab)
    expect(tab.get_by_text("Museum Het Ankerhuis is nu gekozen in je formulier.")).to_be_visible()
    gekozen(pagina, Organisatie.objects.get(naam="Museum Het Ankerhuis"))


def test_zonder_javascript(hand, gebruiker, rijen, janssen, anna):
    """A typed name; two that look like it become radio buttons below the field."""
    papier = hand("zonder javascript", gebruiker, TOEVOEGEN)
    assert "Organisatie zoeken" not in papier.tekst()
    papier.typ("persoon_tekst", "anna van den berg")
    papier.typ("organisatie_tekst", "bakkerij")
    papier.klik("Bewaren")
    assert "Er zijn 2 organisaties die hierop lijken. Kies er één." in papier.tekst()
    papier.kies_rond("organisatie_keuze", str(janssen.pk))
    papier.klik("Bewaren")
    assert anna.koppelingen.get().organisatie == janssen
