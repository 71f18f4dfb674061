"""The cards of organisation, person and person in organisation (R27, R58–R73, R92)."""

import re
from datetime import date
from html import unescape

import pytest

from relaties.models import Persoon, PersoonInOrganisatie
from tests.contract.test_kaarten import kies
from tests.factories import OrganisatieFactory, PersoonFactory, PersoonInOrganisatieFactory, SegmentFactory
from tests.invullen import formulier, post

pytestmark = pytest.mark.django_db

PIO = "/relaties/personen-in-organisatie/"


@pytest.fixture
def ankerhuis():
    return OrganisatieFactory(naam="Museum Het Ankerhuis", bezoekadres_plaats="Zwolle", kvk_nummer="00900001")


@pytest.fixture
def anna():
    return PersoonFactory(voornaam="Anna", tussenvoegsel="van den", achternaam="Berg")


def tekst(antwoord) -> str:
    return re.sub(r"\s+", " ", antwoord.content.decode())


def sectie(antwoord, titel: str) -> str:
    """The HTML of one section of a card."""
    html = tekst(antwoord)
    begin = html.index(f"<h3>{titel}</h3>")
    return html[begin : html.find("<h3>", begin + 4)]


def test_de_kaart_is_om_te_lezen(als, gebruiker, ankerhuis):
    """R27: the read-only card with the tabs of the form; an empty field is a dash."""
    html = tekst(als(gebruiker).get(ankerhuis.get_absolute_url()))
    tabs = re.findall(r'<section class="tabblad" id="tab-(\w+)">', html)
    assert tabs == ["organisatie", "bezoekadres", "postadres", "geschiedenis"]
    assert "Zwolle · KVK 00900001" in html and "<dt>Handelsnaam</dt><dd>–</dd>" in html


def test_niet_actief_staat_bij_de_titel(als, gebruiker, ankerhuis):
    assert "Niet actief" not in tekst(als(gebruiker).get(ankerhuis.get_absolute_url()))
    type(ankerhuis).objects.update(actief=False)
    assert '<span class="merk uit">Niet actief</span>' in tekst(als(gebruiker).get(ankerhuis.get_absolute_url()))


def test_waarden_zoals_een_mens_ze_leest(als, gebruiker, ankerhuis):
    """domein 3.7: telephone in groups and to call, mail to mail, website to open, the mother as a link."""
    moeder = OrganisatieFactory(naam="Coöperatie IJsseldelta")
    velden = {"telefoon": "+31380001234", "email": "info@smp.example", "website": "https://smp.example"}
    type(ankerhuis).objects.filter(pk=ankerhuis.pk).update(**velden, moederorganisatie=moeder)
    html = tekst(als(gebruiker).get(ankerhuis.get_absolute_url()))
    assert '<a href="tel:+31380001234">038 000 12 34</a>' in html and 'href="mailto:info@smp.example"' in html
    assert f'<a href="{moeder.get_absolute_url()}">Coöperatie IJsseldelta</a>' in html


def test_personen_in_organisatie_staan_onderaan_het_tabblad(als, gebruiker, ankerhuis):
    """R60: the tab Organisatie ends with this section; empty it says so."""
    html = tekst(als(gebruiker).get(ankerhuis.get_absolute_url()))
    eerste = html[html.index('id="tab-organisatie"') : html.index('id="tab-bezoekadres"')]
    assert re.findall("<h3>(.*?)</h3>", eerste)[-1] == "Personen in organisatie"
    assert "Geen personen in deze organisatie." in eerste


def test_wie_er_werkte_staat_onder_wie_er_werkt(als, gebruiker, ankerhuis, anna):
    """R70, R72: the old record stays, below, struck through, with its period."""
    PersoonInOrganisatieFactory(organisatie=ankerhuis, persoon=anna, actief=False, einddatum=date(2026, 8, 31))
    PersoonInOrganisatieFactory(organisatie=ankerhuis, persoon=PersoonFactory(voornaam="Zoë", achternaam="Zand"))
    html = sectie(als(gebruiker).get(ankerhuis.get_absolute_url()), "Personen in organisatie")
    assert html.index("Zoë Zand") < html.index('<tr class="niet-actief">') < html.index("Anna van den Berg")
    assert "tot 31-8-2026" in html


def test_een_persoon_toevoegen_op_de_kaart(als, gebruiker, ankerhuis, anna):
    """R57, R61, R62: [+ Persoon in organisatie toevoegen] and [Bewaren] on the card itself."""
    kaart = sectie(als(gebruiker).get(ankerhuis.get_absolute_url()), "Personen in organisatie")
    assert "+ Persoon in organisatie toevoegen" in kaart and "<form" not in kaart
    url = f"{ankerhuis.get_absolute_url()}?regels=nieuw"
    velden = {f"regels-0-{n}": w for n, w in kies("persoon", anna).items()}
    antwoord = post(als(gebruiker), url, velden | {"regels-0-functie": "Directeur"}, volg=True)
    baan = PersoonInOrganisatie.objects.get()
    assert (baan.persoon, baan.organisatie, baan.functie, baan.actief) == (anna, ankerhuis, "Directeur", True)
    assert "De koppeling is bewaard." in tekst(antwoord)
    assert "Anna van den Berg" in sectie(antwoord, "Personen in organisatie")


def test_de_regel_heeft_meer_velden_achter_het_pijltje(als, gebruiker, ankerhuis):
    """R63, A15, A23: an arrow at both ends; the other fields, with Categorie and Subcategorie, in a second row."""
    url = f"{ankerhuis.get_absolute_url()}?regels=nieuw"
    html = sectie(als(gebruiker).get(url), "Personen in organisatie").split("<template")[0]
    regel, meer = html[html.index('<tr class="regel"') :].split('<tr class="regel-meer"')
    cellen = regel.split("<td")
    assert "data-pijltje" in cellen[1] and "data-pijltje" in cellen[-1] and regel.count("data-pijltje") == 2
    assert [
        n for n in ("persoon", "afdeling", "functie", "zakelijk_email", "actief") if f"regels-0-{n}" not in regel
    ] == []
    assert [n for n in ("telefoon", "begindatum", "categorie", "subcategorie") if f"regels-0-{n}" not in meer] == []


def test_een_naam_die_er_niet_is_wordt_niet_aangemaakt(als, gebruiker, ankerhuis):
    """R64: the person must already be there; otherwise a message and the link to add first."""
    url = f"{ankerhuis.get_absolute_url()}?regels=nieuw"
    antwoord = post(als(gebruiker), url, {"regels-0-persoon_tekst": "Piet Nergens"})
    assert antwoord.status_code == 422 and not PersoonInOrganisatie.objects.exists()
    assert "Deze persoon staat niet in de lijst. Voeg de persoon eerst toe." in tekst(antwoord)
    assert "+ Persoon toevoegen" in tekst(antwoord) and 'value="Piet Nergens"' in tekst(antwoord)


def test_een_lege_regel_bewaart_niets(als, gebruiker, ankerhuis):
    antwoord = post(als(gebruiker), f"{ankerhuis.get_absolute_url()}?regels=nieuw", volg=True)
    assert "Er is niets veranderd. Er is niets bewaard." in tekst(antwoord)
    assert not PersoonInOrganisatie.objects.exists()


def test_lezer_voegt_geen_persoon_toe(als, lezer, ankerhuis):
    """R93: no row to fill in, and 403."""
    url = ankerhuis.get_absolute_url()
    assert "+ Persoon in organisatie toevoegen" not in tekst(als(lezer).get(url))
    assert als(lezer).post(url, {}).status_code == 403


# --- the table of persons in organisations


def test_de_tabel_toont_wie_actief_is(als, gebruiker, ankerhuis, anna):
    """R65, R73: active by default, the others when asked for."""
    PersoonInOrganisatieFactory(persoon=anna, organisatie=ankerhuis)
    PersoonInOrganisatieFactory(persoon=PersoonFactory(achternaam="Oudgediende"), actief=False)
    assert (
        "Oudgediende" not in tekst(als(gebruiker).get(PIO))
        and "Berg, Anna van den" in tekst(als(gebruiker).get(PIO))
        or ("Anna van den Berg" in tekst(als(gebruiker).get(PIO)))
    )
    assert "Oudgediende" in tekst(als(gebruiker).get(PIO, {"actief": "alle"}))


def test_wijzigen_in_elke_rij(als, gebruiker, lezer, ankerhuis, anna):
    """R69: a button [Wijzigen] with the name of its record; A21: the name leads to the card of the person."""
    baan = PersoonInOrganisatieFactory(persoon=anna, organisatie=ankerhuis)
    html = tekst(als(gebruiker).get(PIO))
    assert 'aria-label="Wijzigen: Anna van den Berg bij Museum Het Ankerhuis"' in html
    assert f'href="{PIO}{baan.pk}/wijzigen/?vraag="' in html and f'<a href="{anna.get_absolute_url()}">' in html
    assert "wijzigen/" not in tekst(als(lezer).get(PIO))


def test_van_werkgever_veranderen(als, gebruiker, ankerhuis, anna):
    """R70–R72: Actief off on the old record, a new one for the new organisation; both are kept."""
    oud = PersoonInOrganisatieFactory(persoon=anna, organisatie=ankerhuis, functie="Directeur")
    nieuw = OrganisatieFactory(naam="Museum De Fundatie")
    post(als(gebruiker), f"{oud.get_absolute_url()}wijzigen/", actief=False)
    velden = kies("persoon", anna) | kies("organisatie", nieuw)
    assert post(als(gebruiker), f"{PIO}toevoegen/", functie="Directeur", **velden).status_code == 302
    banen = PersoonInOrganisatie.objects.order_by("pk").values_list("organisatie__naam", "actief")
    assert list(banen) == [("Museum Het Ankerhuis", False), ("Museum De Fundatie", True)]


def test_beide_moeten_er_al_zijn(als, gebruiker):
    """R66, R67: two lookups, with the sentence and links to add first."""
    html = tekst(als(gebruiker).get(f"{PIO}toevoegen/"))
    assert "Staat de persoon of organisatie er nog niet in? Voeg die eerst toe." in html
    assert 'href="/relaties/personen/toevoegen/?opzoek=1"' in html
    assert 'href="/relaties/organisaties/toevoegen/?opzoek=1"' in html


@pytest.mark.parametrize("vraag", [{"persoon": "berg anna"}, {"persoon": "ankerhuis"}, {"functie": "dir"}])
def test_zoeken_op_persoon_organisatie_en_functie(als, gebruiker, ankerhuis, anna, vraag):
    """R59, R68: search on person name, organisation and functie."""
    PersoonInOrganisatieFactory(persoon=anna, organisatie=ankerhuis, functie="Directeur")
    PersoonInOrganisatieFactory()
    assert "1–1 van 1 persoon in organisatie" in tekst(als(gebruiker).get(PIO, vraag))


def test_zoeken_op_categorie(als, gebruiker, ankerhuis, anna):
    """R68, R81: the Categorie of a person in organisation."""
    directie = SegmentFactory(naam="Directie", soort_organisatie=False)
    PersoonInOrganisatieFactory(persoon=anna, organisatie=ankerhuis, categorie=directie)
    PersoonInOrganisatieFactory()
    assert "1–1 van 1 " in tekst(als(gebruiker).get(PIO, {"categorie": directie.pk}))


# --- the card of a person


def test_zakelijk_op_de_kaart_van_een_persoon(als, gebruiker, ankerhuis, anna):
    """R37, R92: tab Zakelijk with where somebody works."""
    leeg = tekst(als(gebruiker).get(anna.get_absolute_url()))
    assert "Deze persoon is nog niet gekoppeld aan een organisatie." in leeg
    PersoonInOrganisatieFactory(persoon=anna, organisatie=ankerhuis)
    html = tekst(als(gebruiker).get(anna.get_absolute_url()))
    assert "Museum Het Ankerhuis" in html[html.index('id="tab-zakelijk"') : html.index('id="tab-privacy"')]


@pytest.mark.parametrize("beperkt", [False, True])
def test_wie_op_meer_plaatsen_werkt_dan_de_kaart_toont(als, gebruiker, anna, beperkt):
    """R60: 25 and a link to all of them, those of namesakes too; also of whom the processing is limited."""
    PersoonInOrganisatieFactory.create_batch(25, persoon=anna)
    assert "van wie Anna" not in tekst(als(gebruiker).get(anna.get_absolute_url()))
    PersoonInOrganisatieFactory(persoon=anna, actief=False)
    Persoon.objects.update(verwerking_beperkt=beperkt)
    html = sectie(als(gebruiker).get(anna.get_absolute_url()), "Organisaties")
    [adres] = re.findall('<a href="([^"]*)">Alle organisaties van wie Anna van den Berg heet</a>', html)
    assert "van 26 personen in organisatie" in tekst(als(gebruiker).get(unescape(adres)))


def test_een_nieuwe_persoon_met_zijn_baan(als, gebruiker, ankerhuis):
    """R36–R43: the row on the form of a person who is not stored yet, in one save."""
    regel = {f"regels-0-{n}": w for n, w in kies("organisatie", ankerhuis).items()}
    antwoord = post(
        als(gebruiker), "/relaties/personen/toevoegen/", regel | {"regels-0-afdeling": "Collectie"}, achternaam="Berg"
    )
    baan = PersoonInOrganisatie.objects.get()
    assert antwoord.status_code == 302 and (baan.persoon.achternaam, baan.afdeling) == ("Berg", "Collectie")


def test_een_foute_regel_bewaart_niets_van_de_persoon(als, gebruiker):
    """R43: person and rows in one transaction, and all input is kept."""
    regel = {"regels-0-organisatie_tekst": "Nergens BV", "regels-0-functie": "Directeur"}
    antwoord = post(als(gebruiker), "/relaties/personen/toevoegen/", regel, achternaam="Berg")
    assert antwoord.status_code == 422 and not type(PersoonFactory.build()).objects.exists()
    velden = formulier(antwoord).velden
    assert velden["achternaam"] == ["Berg"] and velden["regels-0-functie"] == ["Directeur"]


def test_twee_dezelfde_banen_op_het_formulier(als, gebruiker):
    """B12, R43: refused by the database, with the sentence of that rule; nothing stored."""
    org = OrganisatieFactory()
    pagina = als(gebruiker).get("/relaties/personen/toevoegen/")
    data = formulier(pagina, "achternaam").data() | {"achternaam": "Berg", "regels-TOTAL_FORMS": "2"}
    data |= {f"regels-{nr}-organisatie": str(org.pk) for nr in range(2)}
    data |= {f"regels-{nr}-actief": "on" for nr in range(2)}
    antwoord = als(gebruiker).post("/relaties/personen/toevoegen/", data)
    assert antwoord.status_code == 422 and not type(PersoonFactory.build()).objects.exists()
    assert "Deze persoon is al actief bij deze organisatie met deze functie." in antwoord.content.decode()
