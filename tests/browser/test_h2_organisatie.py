"""Chapter 2 of the manual, word for word: een organisatie toevoegen en wijzigen (R5–R29)."""

import pytest

from relaties.models import Organisatie
from tests.browser.hand import drie_manieren, met_javascript
from tests.factories import GebruikerFactory, OrganisatieFactory, SegmentFactory


@pytest.fixture
def segmenten(db):
    sponsoren = SegmentFactory(naam="Sponsoren")
    SegmentFactory(naam="Pers")
    return SegmentFactory(sub=True, naam="Hoofdsponsor", hoofdsegment=sponsoren)


@pytest.fixture
def musea(db):
    return [
        OrganisatieFactory(naam="Museum Het Ankerhuis", bezoekadres_plaats="Zwolle"),
        OrganisatieFactory(naam="Museum De Fundatie", bezoekadres_plaats="Zwolle"),
        OrganisatieFactory(naam="Bakkerij De Zonnehof", bezoekadres_plaats="Kampen"),
    ]


@drie_manieren
def test_een_organisatie_toevoegen(hand, gebruiker, segmenten, hoe):
    """2.1, R6–R20: menubalk, [+ Organisatie toevoegen], drie tabbladen, [Bewaren]."""
    GebruikerFactory(username="fatima", naam="Fatima El Amrani")
    hand = hand(hoe, gebruiker)
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
def test_de_homepage_brengt_je_in_de_tabel(hand, gebruiker, hoe):
    """2.1, R5, R7: [Organisatie toevoegen] op de homepage; daar staat de knop onder de tabel."""
    hand = hand(hoe, gebruiker)
    hand.klik("Organisatie toevoegen")
    assert hand.kop() == "Organisaties"
    if hoe != "zonder javascript":
        knop = hand.knop("+ Organisatie toevoegen (opent in nieuw tabblad)")
        assert knop.evaluate("e => e === document.activeElement")


def test_de_knop_staat_onder_de_tabel(hand, gebruiker, musea):
    """2.1, R8: 'onderin'."""
    hand = hand("muis", gebruiker)
    hand.menu("Relaties", "Organisaties")
    tabel = hand.pagina.locator("table.tabel").bounding_box()
    knop = hand.knop("+ Organisatie toevoegen (opent in nieuw tabblad)").bounding_box()
    assert knop["y"] >= tabel["y"]
    assert hand.pagina.content().index("</table>") < hand.pagina.content().index("+ Organisatie toevoegen<")


def test_een_fout_op_een_verborgen_tabblad(hand, gebruiker):
    """R11: signalled on the label of that tab, and the tab opens."""
    hand = hand("muis", gebruiker, "/relaties/organisaties/toevoegen/")
    hand.typ("naam", "Museum Het Ankerhuis")
    hand.tabblad("Bezoekadres")
    hand.typ("bezoekadres_postcode", "1234 SS")
    hand.tabblad("Organisatie")
    hand.klik("Bewaren")
    assert "De letters SA, SD en SS komen niet voor in een postcode." in hand.tekst()
    hand.pagina.locator("h2:focus", has_text="Er is iets niet goed ingevuld.").wait_for()
    assert hand.pagina.locator('[role=tab][aria-selected="true"]').inner_text().split() == ["Bezoekadres", "1", "fout"]


@drie_manieren
def test_wijzigen_via_de_zoekpagina(hand, gebruiker, musea, hoe):
    """2.2 manier 1, R21–R24, R29: zoek, [Zoeken], daarna [Wijzigen], meerdere snel na elkaar, [Bewaren]."""
    hand = hand(hoe, gebruiker)
    hand.menu("Relaties", "Organisaties")
    hand.typ("naam", "museum")
    hand.klik("Zoeken")
    assert "1–2 van 2 organisaties" in hand.tekst() and "Zonnehof" not in hand.tekst()
    hand.klik("Wijzigen")
    hand.typ(f"c-{musea[0].pk}-bezoekadres_plaats", "Deventer")
    hand.typ(f"c-{musea[1].pk}-bezoekadres_plaats", "Heino")
    hand.klik("Bewaren")
    assert "2 organisaties zijn bewaard." in hand.tekst() and "naam=museum" in hand.url
    plaatsen = Organisatie.objects.order_by("pk").values_list("bezoekadres_plaats", flat=True)
    assert list(plaatsen) == ["Deventer", "Heino", "Kampen"]


@drie_manieren
def test_extra_kolommen_wijzigen(hand, gebruiker, musea, hoe):
    """2.2, R25: 'Indien gewenst kan je extra kolommen toevoegen om organisatiegegevens te wijzigen.'"""
    hand = hand(hoe, gebruiker)
    hand.menu("Relaties", "Organisaties")
    hand.klap_uit("Kolommen")
    hand.vink("Branche")
    hand.klik("Bewaren")
    hand.klik("Wijzigen")
    hand.typ(f"c-{musea[0].pk}-branche", "Musea")
    hand.klik("Bewaren")
    assert Organisatie.objects.get(pk=musea[0].pk).branche == "Musea"


@drie_manieren
def test_wijzigen_via_de_kaart(hand, gebruiker, musea, hoe):
    """2.2 manier 2, R27–R29: klik op de organisatie, bovenin [Wijzigen], [Bewaren]."""
    hand = hand(hoe, gebruiker)
    hand.menu("Relaties", "Organisaties")
    hand.klik("Museum Het Ankerhuis")
    assert hand.kop() == "Museum Het Ankerhuis"
    assert "Wijzigen" in hand.tekst(".pagina-kop")
    hand.klik("Wijzigen")
    hand.typ("handelsnaam", "Het Ankerhuis")
    hand.klik("Bewaren")
    assert "De organisatie is bewaard." in hand.tekst()
    assert Organisatie.objects.get(pk=musea[0].pk).handelsnaam == "Het Ankerhuis"


@met_javascript
def test_dubbelen_tijdens_het_typen(hand, gebruiker, hoe):
    """R56: who may be the same appears while you type, is said aloud, opens beside the form, and goes again."""
    ankerhuis = OrganisatieFactory(naam="Museum Het Ankerhuis")
    hand = hand(hoe, gebruiker, "/relaties/organisaties/toevoegen/")
    hand.typ("naam", "Ankerhuis museum")
    vak = hand.pagina.locator('[data-dubbelen="organisatie"]')
    vak.get_by_text("naam lijkt 100 %").wait_for()
    assert hand.pagina.locator("[data-typend]").inner_text() == "Staat deze organisatie er al? Museum Het Ankerhuis"
    with hand.pagina.context.expect_page() as nieuw:
        hand.druk(vak.get_by_role("link"))
    nieuw.value.wait_for_url(f"**{ankerhuis.get_absolute_url()}")
    assert hand.waarde("naam") == "Ankerhuis museum" and "?" not in hand.url
    hand.typ("naam", "Stadstheater")
    vak.wait_for(state="hidden")
