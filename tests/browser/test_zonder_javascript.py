"""A real browser without JavaScript: that what papier.py takes for visible can be seen, and pressed (R104)."""

import pytest

from relaties.models import Organisatie
from tests.browser.hand import Hand
from tests.factories import OrganisatieFactory


def test_alle_tabbladen_staan_open_en_bewaren_bewaart(chromium, adres, open_als, gebruiker):
    context = chromium.new_context(java_script_enabled=False, base_url=adres)
    context.add_cookies(open_als(gebruiker).context.cookies())
    hand = Hand(context.new_page(), "toetsen")
    hand.ga("/relaties/organisaties/toevoegen/")
    assert not hand.pagina.locator("[data-thema]").is_visible()
    hand.typ("naam", "Museum Het Ankerhuis")
    hand.typ("bezoekadres_plaats", "Zwolle")
    hand.typ("postadres_plaats", "Kampen")
    hand.klik("Bewaren")
    assert "De organisatie is bewaard." in hand.tekst() and hand.tekst().count("Museum Het Ankerhuis") >= 1
    assert Organisatie.objects.get().postadres_plaats == "Kampen"
    context.close()


@pytest.mark.parametrize("script", [True, False])
def test_wat_je_aanvinkt_wijzig_je(chromium, adres, open_als, gebruiker, script):
    """[Wijzigen] above the list takes the ticked rows, and the script says how many they are."""
    for naam in ("Atelier", "Bakkerij", "Museum"):
        OrganisatieFactory(naam=naam)
    context = chromium.new_context(java_script_enabled=script, base_url=adres)
    context.add_cookies(open_als(gebruiker).context.cookies())
    hand = Hand(context.new_page(), "toetsen")
    hand.ga("/relaties/organisaties/")
    hand.vink("Atelier")
    hand.vink("Museum")
    assert hand.pagina.locator(".balkje [aria-live=polite]").inner_text() == ("2 aangevinkt" if script else "")
    hand.klik("Wijzigen")
    assert "Je wijzigt 2 organisaties: wat je hebt aangevinkt." in hand.tekst()
    context.close()
