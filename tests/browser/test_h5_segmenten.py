"""Chapter 5 of the manual, word for word: segmenten en subsegmenten beheren en koppelen (R74–R92)."""

from relaties.models import Organisatie, PersoonInOrganisatie
from segmenten.models import Segment
from tests.browser.hand import drie_manieren
from tests.factories import OrganisatieFactory, PersoonInOrganisatieFactory, SegmentFactory


@drie_manieren
def test_een_hoofdsegment_toevoegen(hand, super, hoe):
    """5.1, R76–R82: [+ Segment toevoegen], Type, naam, beide soorten, [Bewaren]; daarna te kiezen als Categorie."""
    hand = hand(hoe, super)
    hand.menu("Relaties", "Segmenten")
    venster = hand.nieuw_venster("+ Segment toevoegen")
    venster.kies("type", "Hoofdsegment")
    if hoe != "zonder javascript":
        assert not venster.zichtbaar("hoofdsegment")
    venster.typ("naam", "Sponsoren")
    venster.vink("Organisatie")
    venster.vink("Persoon in organisatie")
    venster.klik("Bewaren")
    assert "Het segment is bewaard." in venster.tekst()
    segment = Segment.objects.get()
    assert (segment.type, segment.soort_organisatie, segment.soort_persoon) == ("hoofd", True, True)
    venster.ga("/relaties/personen-in-organisatie/toevoegen/")
    venster.kies("categorie", "Sponsoren")


@drie_manieren
def test_een_subsegment_toevoegen(hand, super, hoe):
    """5.2, R83–R89: Type Subsegment brengt het veld Hoofdsegment; het staat daarna in de sectie Subsegmenten."""
    sponsoren = SegmentFactory(naam="Sponsoren")
    hand = hand(hoe, super)
    hand.menu("Relaties", "Segmenten")
    venster = hand.nieuw_venster("+ Segment toevoegen")
    venster.kies("type", "Subsegment")
    assert venster.zichtbaar("hoofdsegment")
    venster.kies("hoofdsegment", "Sponsoren")
    venster.typ("naam", "Hoofdsponsor")
    venster.vink("Persoon in organisatie")
    venster.klik("Bewaren")
    assert Segment.objects.get(naam="Hoofdsponsor").hoofdsegment == sponsoren
    venster.menu("Relaties", "Segmenten")
    venster.klik("Sponsoren")
    assert "Hoofdsponsor" in venster.tekst("#regels")


@drie_manieren
def test_een_subsegment_op_de_kaart(hand, super, hoe):
    """5.2, R89: in de sectie Subsegmenten erbij, en de naam wijzigen waar hij staat."""
    sponsoren = SegmentFactory(naam="Sponsoren")
    hand = hand(hoe, super, sponsoren.get_absolute_url())
    hand.open_rijen("+ Subsegment toevoegen")
    hand.typ("regels-0-naam", "Hoofdsponsor")
    hand.klik("Bewaren")
    sub = Segment.objects.get(naam="Hoofdsponsor")
    hand.open_rijen("Wijzigen: Hoofdsponsor")
    hand.typ(f"rij-{sub.pk}-naam", "Partner")
    hand.klik("Bewaren")
    assert "Het segment is bewaard." in hand.tekst()
    assert list(sponsoren.subsegmenten.values_list("naam", flat=True)) == ["Partner"]


@drie_manieren
def test_een_segment_koppelen(hand, gebruiker, hoe):
    """5.3, R90, R91: Segment en Subsegment bij een organisatie; het subsegment hoort bij het segment."""
    sponsoren = SegmentFactory(naam="Sponsoren")
    SegmentFactory(sub=True, naam="Hoofdsponsor", hoofdsegment=sponsoren)
    SegmentFactory(sub=True, naam="Lokaal", hoofdsegment=SegmentFactory(naam="Pers"))
    org = OrganisatieFactory(naam="Museum Het Ankerhuis")
    hand = hand(hoe, gebruiker, f"{org.get_absolute_url()}wijzigen/")
    assert "Organisatiegegevens" in hand.tekst()
    hand.kies("segment", "Sponsoren")
    if hoe != "zonder javascript":
        assert hand.veld("subsegment").locator("option:text-is('Lokaal')").count() == 0
    hand.kies("subsegment", "Hoofdsponsor")
    hand.klik("Bewaren")
    assert Organisatie.objects.get().subsegment.naam == "Hoofdsponsor"


@drie_manieren
def test_een_categorie_koppelen(hand, gebruiker, hoe):
    """5.3, R92: Categorie en Subcategorie in de sectie Zakelijke kenmerken."""
    directie = SegmentFactory(naam="Directie", soort_organisatie=False)
    SegmentFactory(sub=True, naam="Bestuurder", hoofdsegment=directie, soort_organisatie=False)
    baan = PersoonInOrganisatieFactory()
    hand = hand(hoe, gebruiker, f"{baan.get_absolute_url()}wijzigen/")
    assert "Zakelijke kenmerken" in hand.tekst()
    hand.kies("categorie", "Directie")
    hand.kies("subcategorie", "Bestuurder")
    hand.klik("Bewaren")
    assert PersoonInOrganisatie.objects.get().subcategorie.naam == "Bestuurder"
