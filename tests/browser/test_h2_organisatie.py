"""Chapter 2 of the manual, word for word: een organisatie toevoegen en wijzigen (R5–R29)."""

import pytest

from relaties.models import Organisatie
from tests.browser.hand import WIJZEN, Hand
from tests.factories import GebruikerFactory, OrganisatieFactory, SegmentFactory

drie_manieren = pytest.mark.parametrize("hoe", WIJZEN)


@pytest.fixture
def segmenten(transactional_db):
    sponsoren = SegmentFactory(naam="Sponsoren")
    SegmentFactory(naam="Pers")
    return SegmentFactory(sub=True, naam="Hoofdsponsor", hoofdsegment=sponsoren)


@pytest.fixture
def musea(transactional_db):
    return [
        OrganisatieFactory(naam="Museum Het Ankerhuis", bezoekadres_plaats="Zwolle"),
        OrganisatieFactory(naam="Museum De Fundatie", bezoekadres_plaats="Zwolle"),
        OrganisatieFactory(naam="Bakkerij De Zonnehof", bezoekadres_plaats="Kampen"),
    ]


@drie_manieren
def test_een_organisatie_toevoegen(open_als, gebruiker, segmenten, hoe):
    """2.1, R6–R20: menubalk, [+ Organisatie toevoegen], drie tabbladen, [Bewaren]."""
    GebruikerFactory(username="fatima", naam="Fatima El Amrani")
    hand = Hand.van(open_als, gebruiker, hoe)
    hand.menu("Relaties", "Organisaties")
    assert hand.kop() == "Organisaties" and "Nog geen organisaties." in hand.tekst()
    venster = hand.nieuw_venster("+ Organisatie toevoegen")
    if hoe != "zonder javascript":
        tabs = venster.pagina.get_by_role("tab").all_inner_texts()
        assert tabs == ["Organisatie", "Bezoekadres", "Postadres"]
    venster.typ("naam", "Museum Het Ankerhuis")
    venster.kies("accountmanager", "Fatima El Amrani")
    venster.kies("segment", "Sponsoren")
    venster.kies("subsegment", "Hoofdsponsor")
    venster.tabblad("Bezoekadres")
    venster.typ("bezoekadres_straat", "Grote Markt")
    venster.typ("bezoekadres_huisnummer", "12")
    venster.typ("bezoekadres_postcode", "8011zx")
    venster.typ("bezoekadres_plaats", "Zwolle")
    venster.tabblad("Postadres")
    venster.kies("postadres_soort", "Postbus")
    venster.typ("postadres_postbusnummer", "123")
    venster.typ("postadres_postcode", "8000 AB")
    venster.typ("postadres_plaats", "Zwolle")
    venster.klik("Bewaren")
    assert "De organisatie is bewaard." in venster.tekst() and venster.kop() == "Museum Het Ankerhuis"
    org = Organisatie.objects.get()
    assert (org.accountmanager.naam, org.segment.naam, org.subsegment.naam) == (
        "Fatima El Amrani", "Sponsoren", "Hoofdsponsor",
    )  # fmt: skip
    assert (org.bezoekadres_postcode, org.postadres_postbusnummer) == ("8011 ZX", 123)


@drie_manieren
def test_de_homepage_brengt_je_in_de_tabel(open_als, gebruiker, hoe):
    """2.1, R5, R7: [Organisatie toevoegen] op de homepage; daar staat de knop onder de tabel."""
    hand = Hand.van(open_als, gebruiker, hoe)
    hand.klik("Organisatie toevoegen")
    assert hand.kop() == "Organisaties"
    if hoe != "zonder javascript":
        knop = hand.knop("+ Organisatie toevoegen (opent in nieuw tabblad)")
        assert knop.evaluate("e => e === document.activeElement")


def test_de_knop_staat_onder_de_tabel(open_als, gebruiker, musea):
    """2.1, R8: 'onderin'."""
    hand = Hand.van(open_als, gebruiker, "muis")
    hand.menu("Relaties", "Organisaties")
    tabel = hand.pagina.locator("table.tabel").bounding_box()
    knop = hand.knop("+ Organisatie toevoegen (opent in nieuw tabblad)").bounding_box()
    assert knop["y"] >= tabel["y"]
    assert hand.pagina.content().index("</table>") < hand.pagina.content().index("+ Organisatie toevoegen<")


def test_een_fout_op_een_verborgen_tabblad(open_als, gebruiker):
    """R11: signalled on the label of that tab, and the tab opens."""
    hand = Hand.van(open_als, gebruiker, "muis")
    hand.pagina.goto("/relaties/organisaties/toevoegen/")
    hand.typ("naam", "Museum Het Ankerhuis")
    hand.tabblad("Bezoekadres")
    hand.typ("bezoekadres_postcode", "1234 SS")
    hand.tabblad("Organisatie")
    hand.klik("Bewaren")
    assert "De letters SA, SD en SS komen niet voor in een postcode." in hand.tekst()
    assert hand.pagina.locator('[role=tab][aria-selected="true"]').inner_text().split() == ["Bezoekadres", "1", "fout"]


@drie_manieren
def test_wijzigen_via_de_zoekpagina(open_als, gebruiker, musea, hoe):
    """2.2 manier 1, R21–R24, R29: zoek, [Zoeken], daarna [Wijzigen], meerdere snel na elkaar, [Bewaren]."""
    hand = Hand.van(open_als, gebruiker, hoe)
    hand.menu("Relaties", "Organisaties")
    hand.typ("naam", "museum")
    hand.klik("Zoeken")
    assert "1–2 van 2 organisaties" in hand.tekst() and "Zonnehof" not in hand.tekst()
    hand.klik("Wijzigen")
    hand.typ(f"c-{musea[0].pk}-bezoekadres_plaats", "Deventer")
    hand.typ(f"c-{musea[1].pk}-bezoekadres_plaats", "Heino")
    hand.klik("Bewaren")
    assert "2 organisaties zijn bewaard." in hand.tekst() and "naam=museum" in hand.pagina.url
    plaatsen = Organisatie.objects.order_by("pk").values_list("bezoekadres_plaats", flat=True)
    assert list(plaatsen) == ["Deventer", "Heino", "Kampen"]


@drie_manieren
def test_extra_kolommen_wijzigen(open_als, gebruiker, musea, hoe):
    """2.2, R25: 'Indien gewenst kan je extra kolommen toevoegen om organisatiegegevens te wijzigen.'"""
    hand = Hand.van(open_als, gebruiker, hoe)
    hand.menu("Relaties", "Organisaties")
    uit = hand.pagina.locator("details.kolommen-uit")
    hand.druk(uit.locator("summary"))
    hand.druk(uit.get_by_label("Branche", exact=True))
    with hand.pagina.expect_navigation():
        hand.druk(uit.get_by_role("button", name="Bewaren"))
    hand.klik("Wijzigen")
    hand.typ(f"c-{musea[0].pk}-branche", "Musea")
    hand.klik("Bewaren")
    assert Organisatie.objects.get(pk=musea[0].pk).branche == "Musea"


@drie_manieren
def test_wijzigen_via_de_kaart(open_als, gebruiker, musea, hoe):
    """2.2 manier 2, R27–R29: klik op de organisatie, bovenin [Wijzigen], [Bewaren]."""
    hand = Hand.van(open_als, gebruiker, hoe)
    hand.menu("Relaties", "Organisaties")
    hand.klik("Museum Het Ankerhuis")
    assert hand.kop() == "Museum Het Ankerhuis"
    assert hand.knop("Wijzigen").evaluate("e => !!e.closest('.pagina-kop')") if hoe != "zonder javascript" else True
    hand.klik("Wijzigen")
    hand.typ("handelsnaam", "Het Ankerhuis")
    hand.klik("Bewaren")
    assert "De organisatie is bewaard." in hand.tekst()
    assert Organisatie.objects.get(pk=musea[0].pk).handelsnaam == "Het Ankerhuis"


@pytest.mark.parametrize("hoe", ["muis", "toetsen"])
def test_dubbelen_tijdens_het_typen(open_als, gebruiker, hoe):
    """R56: who may be the same appears while you type, is said aloud, opens beside the form, and goes again."""
    ankerhuis = OrganisatieFactory(naam="Museum Het Ankerhuis")
    hand = Hand.van(open_als, gebruiker, hoe)
    hand.pagina.goto("/relaties/organisaties/toevoegen/")
    hand.typ("naam", "Ankerhuis museum")
    vak = hand.pagina.locator('[data-dubbelen="organisatie"]')
    vak.get_by_text("naam lijkt 100 %").wait_for()
    assert hand.pagina.locator("[data-typend]").inner_text() == "Staat deze organisatie er al? Museum Het Ankerhuis"
    with hand.pagina.context.expect_page() as nieuw:
        hand.druk(vak.get_by_role("link"))
    nieuw.value.wait_for_url(f"**{ankerhuis.get_absolute_url()}")
    assert hand.veld("naam").input_value() == "Ankerhuis museum" and "?" not in hand.pagina.url
    hand.typ("naam", "Stadstheater")
    vak.wait_for(state="hidden")
