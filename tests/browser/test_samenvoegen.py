"""Two organisations become one, from the card (R102): by mouse, by keyboard alone, and without JavaScript."""

import pytest

from relaties.models import Organisatie
from tests.browser.hand import WIJZEN, Hand
from tests.factories import OrganisatieFactory, PersoonInOrganisatieFactory


@pytest.mark.parametrize("hoe", WIJZEN)
def test_samenvoegen_vanaf_de_kaart(open_als, super, hoe):
    ankerhuis = OrganisatieFactory(naam="Museum Het Ankerhuis", kvk_nummer="00900001")
    dubbel = OrganisatieFactory(naam="Ankerhuis museum", kvk_nummer="00900002", telefoon="+31380001234")
    PersoonInOrganisatieFactory(organisatie=dubbel)
    hand = Hand.van(open_als, super, hoe)
    hand.pagina.goto(ankerhuis.get_absolute_url())
    hand.klik("Samenvoegen met…")
    hand.zoek_op("met", "Ankerhuis museum")
    hand.klik("Verder")
    eigen_naam = hand.pagina.locator('[name="keuze-naam"][value="blijft"]')
    if hoe == "toetsen":  # Tab stops at the chosen one, an arrow chooses the other
        hand.loop_naar(hand.pagina.locator('[name="keuze-naam"][value="weg"]'))
        hand.pagina.keyboard.press("ArrowLeft")
    else:
        eigen_naam.click()
    assert eigen_naam.is_checked()
    hand.klik("Samenvoegen")
    assert "De KVK-nummers zijn verschillend." in hand.tekst()
    hand.druk(hand.pagina.locator("#id_ander_kvk"))
    hand.klik("Samenvoegen")
    assert (
        "Ankerhuis museum is samengevoegd met Museum Het Ankerhuis. 1 persoon in organisatie is verhuisd."
        in hand.tekst()
    )
    assert Organisatie.objects.get().telefoon == "+31380001234"
    hand.pagina.goto(dubbel.get_absolute_url())
    assert hand.kop() == "Museum Het Ankerhuis"
