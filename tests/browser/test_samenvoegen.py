"""Two organisations become one, from the card (R102): by mouse, by keyboard alone, and without JavaScript."""

from relaties.models import Organisatie
from tests.browser.hand import drie_manieren
from tests.factories import OrganisatieFactory, PersoonInOrganisatieFactory


@drie_manieren
def test_samenvoegen_vanaf_de_kaart(hand, super, hoe):
    ankerhuis = OrganisatieFactory(naam="Museum Het Ankerhuis", kvk_nummer="00900001")
    dubbel = OrganisatieFactory(naam="Ankerhuis museum", kvk_nummer="00900002", telefoon="+31380001234")
    PersoonInOrganisatieFactory(organisatie=dubbel)
    hand = hand(hoe, super, ankerhuis.get_absolute_url())
    hand.klik("Samenvoegen met…")
    hand.zoek_op("met", "Ankerhuis museum")
    hand.klik("Verder")
    hand.kies_rond("keuze-naam", "blijft")
    hand.klik("Samenvoegen")
    assert "De KVK-nummers zijn verschillend." in hand.tekst()
    hand.vink("Ja, het is dezelfde organisatie, ook al zijn de KVK-nummers verschillend")
    hand.klik("Samenvoegen")
    assert (
        "Ankerhuis museum is samengevoegd met Museum Het Ankerhuis. 1 persoon in organisatie is verhuisd."
        in hand.tekst()
    )
    assert Organisatie.objects.get().telefoon == "+31380001234"
    hand.ga(dubbel.get_absolute_url())
    assert hand.kop() == "Museum Het Ankerhuis"
