"""The history on a card (R98): fetched when its tab is opened, and a link where there is no JavaScript."""

from tests.browser.hand import drie_manieren
from tests.factories import OrganisatieFactory


@drie_manieren
def test_de_geschiedenis_op_een_kaart(hand, gebruiker, hoe):
    hand = hand(hoe, gebruiker, OrganisatieFactory().get_absolute_url())
    assert "Toegevoegd." not in hand.tekst()
    hand.tabblad("Geschiedenis")
    if hoe == "zonder javascript":
        hand.klik("Bekijk alle wijzigingen")
    else:
        hand.pagina.locator(".tijdlijn").wait_for()
    assert "Toegevoegd." in hand.tekst(".tijdlijn")
    assert hand.url.endswith("/geschiedenis/" if hoe == "zonder javascript" else "#tab-geschiedenis")
