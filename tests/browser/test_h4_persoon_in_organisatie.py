"""Chapter 4 of the manual, word for word: een persoon toevoegen aan een organisatie en wijzigen (R57–R73)."""

from datetime import date

import pytest

from relaties.models import PersoonInOrganisatie
from smp.tekst import dag
from tests.browser.hand import drie_manieren, met_javascript
from tests.factories import OrganisatieFactory, PersoonFactory, PersoonInOrganisatieFactory


@pytest.fixture
def ankerhuis(db):
    return OrganisatieFactory(naam="Museum Het Ankerhuis", bezoekadres_plaats="Zwolle")


@pytest.fixture
def anna(db):
    return PersoonFactory(voornaam="Anna", tussenvoegsel="van den", achternaam="Berg")


def baan() -> PersoonInOrganisatie:
    return PersoonInOrganisatie.objects.order_by("-pk").first()


@drie_manieren
def test_via_de_organisatie(hand, gebruiker, ankerhuis, anna, hoe):
    """4.1 manier 1, R57–R64: zoekvelden, klik, tabblad Organisatie, onderaan de regel invullen, [Bewaren]."""
    hand = hand(hoe, gebruiker)
    hand.menu("Relaties", "Organisaties")
    hand.typ("naam", "ankerhuis")
    hand.klik("Zoeken")
    hand.klik("Museum Het Ankerhuis")
    hand.tabblad("Organisatie")
    hand.open_rijen("+ Persoon in organisatie toevoegen")
    hand.zoek_op("regels-0-persoon", "Anna van den Berg")
    hand.typ("regels-0-functie", "Directeur")
    hand.klik("Bewaren")
    assert "De koppeling is bewaard." in hand.tekst() and "Anna van den Berg" in hand.tekst()
    assert (baan().persoon, baan().organisatie, baan().functie) == (anna, ankerhuis, "Directeur")


@pytest.mark.parametrize("plek", [0, 1], ids=["begin", "einde"])
@met_javascript
def test_het_pijltje_toont_meer_velden(hand, gebruiker, ankerhuis, anna, hoe, plek):
    """4.1, R63, A15: visible when the mouse is over the row or the focus is in it; at the beginning and at the end."""
    hand = hand(hoe, gebruiker, ankerhuis.get_absolute_url())
    hand.open_rijen("+ Persoon in organisatie toevoegen")
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


def test_zonder_javascript_staan_alle_velden_open(hand, gebruiker, ankerhuis, anna):
    """R104: without the arrow nothing is out of reach."""
    hand = hand("zonder javascript", gebruiker, ankerhuis.get_absolute_url())
    hand.open_rijen("+ Persoon in organisatie toevoegen")
    assert hand.zichtbaar("regels-0-begindatum")


@drie_manieren
def test_een_rij_wijzigen_waar_hij_staat(hand, gebruiker, ankerhuis, anna, hoe):
    """4.2, R62, R63: [Wijzigen] in de regel op de kaart, het veld invullen, [Bewaren] op de kaart."""
    rij = PersoonInOrganisatieFactory(persoon=anna, organisatie=ankerhuis, functie="Directeur")
    hand = hand(hoe, gebruiker, ankerhuis.get_absolute_url())
    hand.open_rijen("Wijzigen: Anna van den Berg bij Museum Het Ankerhuis")
    assert hand.url.endswith(f"?regels=wijzigen#rij-{rij.pk}")
    hand.typ(f"rij-{rij.pk}-functie", "Voorzitter")
    hand.klik("Bewaren")
    assert "De koppeling is bewaard." in hand.tekst() and baan().functie == "Voorzitter"
    assert "Voorzitter" in hand.tekst("tr.gewijzigd")


@met_javascript
def test_actief_uit_stelt_vandaag_voor(hand, gebruiker, ankerhuis, anna, hoe):
    """4.2, B14: de einddatum komt in beeld en is te wijzigen; Actief weer aan haalt het voorstel weg."""
    rij = PersoonInOrganisatieFactory(persoon=anna, organisatie=ankerhuis)
    hand = hand(hoe, gebruiker, f"{ankerhuis.get_absolute_url()}?regels=wijzigen")
    vink, einddatum = hand.veld(f"rij-{rij.pk}-actief"), hand.veld(f"rij-{rij.pk}-einddatum")
    assert not einddatum.is_visible()
    hand.druk(vink)
    assert einddatum.is_visible() and einddatum.input_value() == dag(date.today())
    hand.druk(vink)
    assert einddatum.input_value() == ""


def test_een_rij_erbij_neemt_niets_weg(hand, gebruiker, ankerhuis):
    """R61: pressed twice there are two rows, and what was typed in the first is still there."""
    hand = hand("muis", gebruiker, ankerhuis.get_absolute_url())
    hand.open_rijen("+ Persoon in organisatie toevoegen")
    hand.typ("regels-0-functie", "Directeur")
    hand.pagina.locator("#regels summary").click()
    assert hand.zichtbaar("regels-1-functie") and hand.waarde("regels-0-functie") == "Directeur"


@drie_manieren
def test_via_de_tabel(hand, gebruiker, ankerhuis, anna, hoe):
    """4.1 manier 2, R65–R67: Relaties > Zakelijk > Persoon in organisatie, [+ Persoon in organisatie toevoegen]."""
    hand = hand(hoe, gebruiker)
    hand.menu("Relaties", "Persoon in organisatie")
    venster = hand.nieuw_venster("+ Persoon in organisatie toevoegen")
    venster.zoek_op("persoon", "Anna van den Berg")
    venster.zoek_op("organisatie", "Museum Het Ankerhuis")
    venster.typ("functie", "Directeur")
    venster.klik("Bewaren")
    assert "De koppeling is bewaard." in venster.tekst()
    assert (baan().persoon, baan().organisatie) == (anna, ankerhuis)


@drie_manieren
def test_iemand_verandert_van_werkgever(hand, gebruiker, ankerhuis, anna, hoe):
    """4.2, R68–R72: zoekvelden, [Wijzigen] van het record, vinkje Actief uit, [Bewaren]; dan een nieuw record."""
    PersoonInOrganisatieFactory(persoon=anna, organisatie=ankerhuis, functie="Directeur")
    OrganisatieFactory(naam="Museum De Fundatie")
    hand = hand(hoe, gebruiker)
    hand.menu("Relaties", "Persoon in organisatie")
    hand.typ("persoon", "anna berg")
    hand.klik("Zoeken")
    hand.klik("Wijzigen: Anna van den Berg bij Museum Het Ankerhuis")
    hand.vink("Actief")
    hand.klik("Bewaren")
    assert "De koppeling is bewaard." in hand.tekst()
    hand.menu("Relaties", "Persoon in organisatie")
    venster = hand.nieuw_venster("+ Persoon in organisatie toevoegen")
    venster.zoek_op("persoon", "Anna van den Berg")
    venster.zoek_op("organisatie", "Museum De Fundatie")
    venster.klik("Bewaren")
    banen = PersoonInOrganisatie.objects.order_by("pk").values_list("organisatie__naam", "actief")
    assert list(banen) == [("Museum Het Ankerhuis", False), ("Museum De Fundatie", True)]
