"""A real browser without JavaScript: that what papier.py takes for visible can be seen, and pressed (R104)."""

from relaties.models import Organisatie
from tests.browser.hand import Hand


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
