"""Chapter 3 of the manual, word for word: een nieuw persoon toevoegen, both ways (R30–R56)."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from relaties.models import Organisatie, Persoon, PersoonInOrganisatie
from smp.tekst import dag
from tests.browser.hand import drie_manieren, met_javascript
from tests.factories import OrganisatieFactory, PersoonFactory, PersoonInOrganisatieFactory


@pytest.fixture
def ankerhuis(db):
    return OrganisatieFactory(
        naam="Museum Het Ankerhuis", telefoon="+31380001234", bezoekadres_plaats="Zwolle", postadres_plaats="Kampen"
    )


def baan() -> PersoonInOrganisatie:
    return PersoonInOrganisatie.objects.order_by("-pk").first()


@drie_manieren
def test_1_via_de_persoon_tabel(hand, gebruiker, ankerhuis, hoe):
    """3.1, R33–R43: a new tab, tab Zakelijk, [+ Persoon in organisatie toevoegen], the vergrootglas, [Bewaren]."""
    hand = hand(hoe, gebruiker)
    hand.menu("Relaties", "Personen")
    venster = hand.nieuw_venster("+ Persoon toevoegen")
    venster.typ("voornaam", "Merel")
    venster.typ("achternaam", "Hart")
    venster.tabblad("Zakelijk")
    venster.klap_uit("+ Persoon in organisatie toevoegen")
    if hoe != "zonder javascript":  # the cursor is in the new row
        venster.pagina.locator('[name="regels-0-organisatie_tekst"]:focus').wait_for()
    venster.zoek_op("regels-0-organisatie", "Museum Het Ankerhuis")
    venster.typ("regels-0-afdeling", "Educatie")
    venster.typ("regels-0-functie", "Conservator")
    venster.typ("regels-0-zakelijk_email", "merel@ankerhuis.example")
    venster.klik("Bewaren")
    assert "De persoon is bewaard." in venster.tekst()
    assert (str(baan()), baan().afdeling, baan().functie) == (
        "Merel Hart bij Museum Het Ankerhuis",
        "Educatie",
        "Conservator",
    )


@drie_manieren
def test_2_een_bestaande_organisatie(hand, gebruiker, ankerhuis, hoe):
    """3.2, R44–R51: what is known is shown in the three sections, and may be supplemented or changed there."""
    hand = hand(hoe, gebruiker)
    hand.menu("Relaties", "Zakelijke relatie toevoegen")
    hand.typ("persoon-voornaam", "Merel")
    hand.typ("persoon-achternaam", "Hart")
    hand.zoek_op("baan-organisatie", "Museum Het Ankerhuis")
    if hoe == "zonder javascript":
        hand.klik("Gegevens ophalen")
    else:
        hand.pagina.locator('[name="organisatie-naam"][value="Museum Het Ankerhuis"]').wait_for()
    bekend = {naam: hand.waarde(f"organisatie-{naam}") for naam in ("bezoekadres_plaats", "postadres_plaats")}
    assert list(bekend.values()) == ["Zwolle", "Kampen"]
    hand.typ("baan-functie", "Conservator")
    hand.typ("organisatie-email", "info@ankerhuis.example")
    hand.typ("organisatie-telefoon", "038 000 55 55")
    hand.klik("Versturen")
    assert "De zakelijke relatie is bewaard." in hand.tekst()
    ankerhuis.refresh_from_db()
    assert (ankerhuis.email, ankerhuis.telefoon) == ("info@ankerhuis.example", "+31380005555")
    assert (str(baan()), baan().functie) == ("Merel Hart bij Museum Het Ankerhuis", "Conservator")


@drie_manieren
def test_2_een_nieuwe_organisatie(hand, gebruiker, hoe):
    """3.2, R52, R53: 'Organisatie' stays empty; the data of the new organisation go into the three sections."""
    hand = hand(hoe, gebruiker)
    hand.menu("Relaties", "Zakelijke relatie toevoegen")
    hand.typ("persoon-achternaam", "Hart")
    hand.typ("organisatie-naam", "Stadstheater")
    hand.typ("organisatie-bezoekadres_plaats", "Deventer")
    hand.kies("organisatie-postadres_soort", "Postbus")
    hand.typ("organisatie-postadres_postbusnummer", "123")
    hand.klik("Versturen")
    assert "De zakelijke relatie is bewaard." in hand.tekst() and "Stadstheater" in hand.tekst()
    theater = Organisatie.objects.get()
    assert (theater.bezoekadres_plaats, theater.postadres_postbusnummer) == ("Deventer", 123)
    hand.klik("Nog een zakelijke relatie toevoegen")
    assert hand.kop() == "Zakelijke relatie toevoegen" and hand.waarde("persoon-achternaam") == ""


@drie_manieren
def test_2_een_fout_bewaart_niets_en_houdt_alles(hand, gebruiker, ankerhuis, hoe):
    """3.2, R48, R55: only what has a star is required; what was typed stays."""
    hand = hand(hoe, gebruiker)
    hand.menu("Relaties", "Zakelijke relatie toevoegen")
    hand.typ("persoon-voornaam", "Merel")
    hand.zoek_op("baan-organisatie", "Museum Het Ankerhuis")
    hand.typ("baan-zakelijk_email", "merel")
    hand.klik("Versturen")
    tekst = hand.tekst()
    assert "Achternaam: Vul een achternaam in." in tekst
    assert "Zakelijk e-mailadres: Vul een e-mailadres in zoals naam@organisatie.nl." in tekst
    assert hand.waarde("persoon-voornaam") == "Merel" and not Persoon.objects.exists()
    assert hand.waarde("organisatie-telefoon") == "038 000 12 34"


@met_javascript
def test_2_dubbelen_tijdens_het_typen(hand, gebruiker, ankerhuis, hoe):
    """R56: who may be the same appears while you type; [Gebruik deze] keeps everything typed."""
    anna = PersoonFactory(voornaam="Anna", tussenvoegsel="van den", achternaam="Berg")
    PersoonInOrganisatieFactory(persoon=anna, organisatie=ankerhuis)
    hand = hand(hoe, gebruiker)
    hand.menu("Relaties", "Zakelijke relatie toevoegen")
    hand.typ("organisatie-naam", "Stadstheater")
    hand.typ("persoon-voornaam", "Anna")
    hand.typ("persoon-achternaam", "Berg")
    hand.pagina.locator('[data-dubbelen="persoon"]', has_text="naam lijkt 100 %").wait_for()
    hand.klik("Gebruik deze: Anna van den Berg")
    assert "Dit is bekend van Anna van den Berg" in hand.tekst()
    hand.klik("Versturen")
    assert (str(baan()), Persoon.objects.count()) == ("Anna van den Berg bij Stadstheater", 1)


@met_javascript
def test_2_een_andere_keuze_haalt_andere_gegevens_op(hand, gebruiker, ankerhuis, hoe):
    """What belongs to one organisation never lands in another, nor in a new one."""
    OrganisatieFactory(naam="Stadstheater", bezoekadres_plaats="Deventer")
    hand = hand(hoe, gebruiker, "/relaties/zakelijke-relatie-toevoegen/")
    plaats = hand.veld("organisatie-bezoekadres_plaats")
    for naam, woonplaats in (("Museum Het Ankerhuis", "Zwolle"), ("Stadstheater", "Deventer")):
        hand.zoek_op("baan-organisatie", naam)
        hand.pagina.locator(f'[name="organisatie-bezoekadres_plaats"][value="{woonplaats}"]').wait_for()
    hand.druk(hand.pagina.locator("[data-opzoek-wis]").locator("visible=true"))
    hand.pagina.get_by_text("Is de organisatie nieuw?").wait_for()
    assert plaats.input_value() == hand.waarde("organisatie-naam") == ""


@pytest.mark.parametrize("hoe", ["muis"])
def test_2_een_vraag_gaat_weg_met_haar_organisatie(hand, gebruiker, ankerhuis, hoe):
    """B16: what was asked about one organisation is no answer about another."""
    PersoonInOrganisatieFactory(organisatie=ankerhuis), OrganisatieFactory(naam="Stadstheater")
    hand = hand(hoe, gebruiker, "/relaties/zakelijke-relatie-toevoegen/")
    hand.typ("persoon-achternaam", "Hart")
    for naam in (ankerhuis.naam, "Stadstheater"):
        hand.zoek_op("baan-organisatie", naam)
        hand.pagina.locator(f'[name="organisatie-naam"][value="{naam}"]').wait_for()
        if naam == ankerhuis.naam:
            hand.kies("organisatie-relatiestatus", "Opgeheven")
            hand.klik("Versturen")
        assert ("is 1 persoon actief" in hand.tekst()) == (naam == ankerhuis.naam)


@met_javascript
def test_2_enter_verstuurt_en_drukt_op_geen_andere_knop(hand, gebruiker, ankerhuis, hoe):
    hand = hand(hoe, gebruiker, "/relaties/zakelijke-relatie-toevoegen/")
    hand.typ("organisatie-naam", "Stadstheater")
    hand.typ("persoon-achternaam", "Hart")
    with hand.pagina.expect_navigation():
        hand.pagina.keyboard.press("Enter") if hoe == "toetsen" else hand.veld("persoon-achternaam").press("Enter")
    assert "De zakelijke relatie is bewaard." in hand.tekst()


@drie_manieren
def test_werkgever_wijzigen(hand, gebruiker, ankerhuis, hoe):
    """4.2, R70–R72: from the card of the person, both halves on one page."""
    oud = PersoonInOrganisatieFactory(persoon=PersoonFactory(achternaam="Hart"), organisatie=ankerhuis)
    OrganisatieFactory(naam="Stadstheater")
    hand = hand(hoe, gebruiker, f"{oud.persoon.get_absolute_url()}#tab-zakelijk")
    hand.klik("Werkgever wijzigen: Anna Hart bij Museum Het Ankerhuis")
    hand.zoek_op("nieuwe-organisatie", "Stadstheater")
    hand.typ("nieuwe-functie", "Programmeur")
    hand.klik("Bewaren")
    morgen = dag(localdate() + timedelta(days=1))
    assert f"Anna Hart werkt vanaf {morgen} bij Stadstheater. De oude relatie staat op niet actief." in hand.tekst()
    oud.refresh_from_db()
    assert not oud.actief and (str(baan()), baan().functie) == ("Anna Hart bij Stadstheater", "Programmeur")
