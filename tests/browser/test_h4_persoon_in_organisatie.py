"""Chapter 4 of the manual, word for word: een persoon toevoegen aan een organisatie en wijzigen (R57–R73)."""

import pytest

from relaties.models import PersoonInOrganisatie
from tests.browser.hand import WIJZEN, Hand
from tests.factories import OrganisatieFactory, PersoonFactory, PersoonInOrganisatieFactory

drie_manieren = pytest.mark.parametrize("hoe", WIJZEN)


@pytest.fixture
def ankerhuis(transactional_db):
    return OrganisatieFactory(naam="Museum Het Ankerhuis", bezoekadres_plaats="Zwolle")


@pytest.fixture
def anna(transactional_db):
    return PersoonFactory(voornaam="Anna", tussenvoegsel="van den", achternaam="Berg")


def baan() -> PersoonInOrganisatie:
    return PersoonInOrganisatie.objects.order_by("-pk").first()


@drie_manieren
def test_via_de_organisatie(open_als, gebruiker, ankerhuis, anna, hoe):
    """4.1 manier 1, R57–R64: zoekvelden, klik, tabblad Organisatie, onderaan de regel invullen, [Bewaren]."""
    hand = Hand.van(open_als, gebruiker, hoe)
    hand.menu("Relaties", "Organisaties")
    hand.typ("naam", "ankerhuis")
    hand.klik("Zoeken")
    hand.klik("Museum Het Ankerhuis")
    hand.tabblad("Organisatie")
    knop = hand.pagina.locator("summary", has_text="+ Persoon in organisatie toevoegen")
    hand.druk(knop)
    hand.zoek_op("regels-0-persoon", "Anna van den Berg")
    hand.typ("regels-0-functie", "Directeur")
    hand.klik("Bewaren")
    assert "De koppeling is bewaard." in hand.tekst() and "Anna van den Berg" in hand.tekst()
    assert (baan().persoon, baan().organisatie, baan().functie) == (anna, ankerhuis, "Directeur")


@pytest.mark.parametrize("plek", [0, 1], ids=["begin", "einde"])
@pytest.mark.parametrize("hoe", ["muis", "toetsen"])
def test_het_pijltje_toont_meer_velden(open_als, gebruiker, ankerhuis, anna, hoe, plek):
    """4.1, R63, A15: visible when the mouse is over the row or the focus is in it; at the beginning and at the end."""
    hand = Hand.van(open_als, gebruiker, hoe)
    hand.pagina.goto(ankerhuis.get_absolute_url())
    hand.druk(hand.pagina.locator("summary", has_text="+ Persoon in organisatie toevoegen"))
    regel, meer = hand.pagina.locator("tr.regel").first, hand.veld("regels-0-begindatum")
    pijltje = regel.locator("[data-pijltje]").nth(plek)
    hand.pagina.mouse.move(5, 5)
    if hoe == "muis":
        regel.hover()
        assert float(pijltje.evaluate("e => getComputedStyle(e).opacity")) > 0.5
    assert not meer.is_visible()
    hand.druk(pijltje)
    assert meer.is_visible() and pijltje.get_attribute("aria-expanded") == "true"
    hand.druk(pijltje)
    assert not meer.is_visible() and pijltje.get_attribute("aria-label") == "Meer velden"


def test_zonder_javascript_staan_alle_velden_open(open_als, gebruiker, ankerhuis, anna):
    """R104: without the arrow nothing is out of reach."""
    hand = Hand.van(open_als, gebruiker, "zonder javascript")
    hand.pagina.goto(ankerhuis.get_absolute_url())
    hand.druk(hand.pagina.locator("summary", has_text="+ Persoon in organisatie toevoegen"))
    assert hand.veld("regels-0-begindatum").is_visible()


@drie_manieren
def test_via_de_tabel(open_als, gebruiker, ankerhuis, anna, hoe):
    """4.1 manier 2, R65–R67: Relaties > Zakelijk > Persoon in organisatie, [+ Persoon in organisatie toevoegen]."""
    hand = Hand.van(open_als, gebruiker, hoe)
    hand.menu("Relaties", "Persoon in organisatie")
    venster = hand.nieuw_venster("+ Persoon in organisatie toevoegen")
    venster.zoek_op("persoon", "Anna van den Berg")
    venster.zoek_op("organisatie", "Museum Het Ankerhuis")
    venster.typ("functie", "Directeur")
    venster.klik("Bewaren")
    assert "De koppeling is bewaard." in venster.tekst()
    assert (baan().persoon, baan().organisatie) == (anna, ankerhuis)


@drie_manieren
def test_iemand_verandert_van_werkgever(open_als, gebruiker, ankerhuis, anna, hoe):
    """4.2, R68–R72: zoekvelden, [Wijzigen] van het record, vinkje Actief uit, [Bewaren]; dan een nieuw record."""
    PersoonInOrganisatieFactory(persoon=anna, organisatie=ankerhuis, functie="Directeur")
    OrganisatieFactory(naam="Museum De Fundatie")
    hand = Hand.van(open_als, gebruiker, hoe)
    hand.menu("Relaties", "Persoon in organisatie")
    hand.typ("persoon", "anna berg")
    hand.klik("Zoeken")
    hand.klik("Wijzigen: Anna van den Berg bij Museum Het Ankerhuis")
    hand.druk(hand.pagina.get_by_label("Actief", exact=True))
    hand.klik("Bewaren")
    assert "De koppeling is bewaard." in hand.tekst()
    hand.menu("Relaties", "Persoon in organisatie")
    venster = hand.nieuw_venster("+ Persoon in organisatie toevoegen")
    venster.zoek_op("persoon", "Anna van den Berg")
    venster.zoek_op("organisatie", "Museum De Fundatie")
    venster.klik("Bewaren")
    banen = PersoonInOrganisatie.objects.order_by("pk").values_list("organisatie__naam", "actief")
    assert list(banen) == [("Museum Het Ankerhuis", False), ("Museum De Fundatie", True)]
