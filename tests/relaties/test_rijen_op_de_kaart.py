"""Rows changed where they stand on a card (R60–R64, R70, R99), with what the change brings about (B13–B15)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from relaties.models import PersoonInOrganisatie
from segmenten.models import Segment
from tests.contract.test_kaarten import kies
from tests.factories import OrganisatieFactory, PersoonFactory, PersoonInOrganisatieFactory, SegmentFactory
from tests.invullen import formulier, post
from tests.relaties.test_kaart import sectie, tekst

pytestmark = pytest.mark.django_db


@pytest.fixture
def ankerhuis():
    return OrganisatieFactory(naam="Museum Het Ankerhuis")


@pytest.fixture
def anna(ankerhuis):
    persoon = PersoonFactory(voornaam="Anna", tussenvoegsel="van den", achternaam="Berg")
    return PersoonInOrganisatieFactory(persoon=persoon, organisatie=ankerhuis, functie="Directeur")


@pytest.fixture
def jeroen(ankerhuis):
    persoon = PersoonFactory(voornaam="Jeroen", achternaam="Vos")
    return PersoonInOrganisatieFactory(persoon=persoon, organisatie=ankerhuis, functie="Conservator")


@pytest.fixture
def url(ankerhuis):
    return f"{ankerhuis.get_absolute_url()}?regels=wijzigen"


def cel(baan, veld: str) -> str:
    return f"rij-{baan.pk}-{veld}"


def vers(baan) -> PersoonInOrganisatie:
    return PersoonInOrganisatie.objects.get(pk=baan.pk)


def test_wijzigen_in_een_rij_maakt_alle_rijen_te_wijzigen(als, gebruiker, ankerhuis, anna, jeroen, url):
    """R62, R63: [Wijzigen] leads to the same card, at its own row; an arrow at both ends; no table to read."""
    kaart = sectie(als(gebruiker).get(ankerhuis.get_absolute_url()), "Personen in organisatie")
    assert f'href="?regels=wijzigen#rij-{anna.pk}"' in kaart
    html = sectie(als(gebruiker).get(url), "Personen in organisatie")
    assert html.count("data-pijltje") == 4 and '<table class="tabel">' not in html
    velden = formulier(als(gebruiker).get(url), "basis").velden
    assert velden[cel(anna, "functie")] == ["Directeur"] and velden[cel(jeroen, "functie")] == ["Conservator"]


def test_twee_rijen_in_een_keer(als, gebruiker, ankerhuis, anna, jeroen, url):
    """R62: saved on the card, as one Wijzigingsset, and the rows are marked."""
    velden = {cel(anna, "functie"): "Voorzitter", cel(jeroen, "afdeling"): "Collectie"}
    antwoord = post(als(gebruiker), url, velden, volg=True)
    assert (vers(anna).functie, vers(jeroen).afdeling) == ("Voorzitter", "Collectie")
    assert "2 personen in organisatie zijn bewaard." in tekst(antwoord)
    assert antwoord.redirect_chain[0][0].startswith(f"{ankerhuis.get_absolute_url()}?set=")
    assert sectie(antwoord, "Personen in organisatie").count('<tr class="gewijzigd">') == 2
    assert anna.events.last().pgh_context_id == jeroen.events.last().pgh_context_id


def test_alleen_wat_gewijzigd_is_wordt_geschreven(als, gebruiker, anna, jeroen, url):
    """R99: another row, and another field of the row, keep what somebody else saved meanwhile."""
    pagina = als(gebruiker).get(url)
    PersoonInOrganisatie.objects.update(afdeling="Van een ander")
    events = jeroen.events.count()
    assert post(als(gebruiker), url, {cel(anna, "functie"): "Voorzitter"}, pagina=pagina).status_code == 302
    assert (vers(anna).functie, vers(anna).afdeling) == ("Voorzitter", "Van een ander")
    assert jeroen.events.count() == events


def test_een_conflict_in_een_rij(als, gebruiker, anna, jeroen, url):
    """R99, A11: 409, both values with the name of the row, nothing stored; the choice is saved."""
    pagina = als(gebruiker).get(url)
    PersoonInOrganisatie.objects.filter(pk=anna.pk).update(functie="Van een ander")
    velden = {cel(anna, "functie"): "Van mij", cel(jeroen, "functie"): "Restaurator"}
    antwoord = post(als(gebruiker), url, velden, pagina=pagina)
    assert antwoord.status_code == 409 and vers(jeroen).functie == "Conservator"
    assert "Anna van den Berg bij Museum Het Ankerhuis, Functie" in tekst(antwoord)
    assert formulier(antwoord, "basis").velden[cel(jeroen, "functie")] == ["Restaurator"]
    antwoord = post(als(gebruiker), url, {f"k-{cel(anna, 'functie')}": "mijn"}, pagina=antwoord, met="basis")
    assert (vers(anna).functie, vers(jeroen).functie) == ("Van mij", "Restaurator")


def test_zonder_keuze_blijft_het_een_conflict(als, gebruiker, anna, url):
    """R99: [Bewaren] again without a choice overwrites nothing, and says what is to choose."""
    pagina = als(gebruiker).get(url)
    PersoonInOrganisatie.objects.filter(pk=anna.pk).update(functie="Van een ander")
    antwoord = post(als(gebruiker), url, {cel(anna, "functie"): "Van mij"}, pagina=pagina)
    assert "welke waarde blijft" not in tekst(antwoord)
    antwoord = post(als(gebruiker), url, pagina=antwoord, met="basis")
    assert antwoord.status_code == 409 and vers(anna).functie == "Van een ander"
    assert "Kies bij Anna van den Berg bij Museum Het Ankerhuis, Functie welke waarde blijft." in tekst(antwoord)


def test_een_rij_die_niemand_aanraakt_wordt_niet_gekeurd(als, gebruiker, anna, jeroen, url):
    """R99: it may hold what an import left."""
    PersoonInOrganisatie.objects.filter(pk=anna.pk).update(zakelijk_email="oud en fout")
    assert post(als(gebruiker), url, {cel(jeroen, "functie"): "Restaurator"}).status_code == 302


def test_alle_rijen_in_een_update(als, gebruiker, anna, jeroen, url):
    """beloften §1: one statement, whatever the number of rows; here the flag moves from a row that is written too."""
    PersoonInOrganisatie.objects.filter(pk=anna.pk).update(hoofdcontactpersoon=True)
    pagina = als(gebruiker).get(url)
    with CaptureQueriesContext(connection) as teller:
        velden = {cel(anna, "functie"): "Lid", cel(jeroen, "hoofdcontactpersoon"): True}
        post(als(gebruiker), url, velden, pagina=pagina)
    assert sum('UPDATE "relaties_persooninorganisatie" SET' in q["sql"] for q in teller) == 1
    assert vers(jeroen).hoofdcontactpersoon and not vers(anna).hoofdcontactpersoon


def test_een_foute_rij_bewaart_niets(als, gebruiker, anna, jeroen, url):
    """R43: 422, the message at its field and above the rows, and everything typed kept."""
    velden = {cel(anna, "zakelijk_email"): "geen adres", cel(jeroen, "functie"): "Restaurator"}
    antwoord = post(als(gebruiker), url, velden)
    assert antwoord.status_code == 422 and vers(jeroen).functie == "Conservator"
    assert f'href="#id_{cel(anna, "zakelijk_email")}"' in tekst(antwoord)
    velden = formulier(antwoord, "basis").velden
    assert velden[cel(anna, "zakelijk_email")] == ["geen adres"] and velden[cel(jeroen, "functie")] == ["Restaurator"]


def test_twee_dezelfde_rijen_weigert_de_database(als, gebruiker, ankerhuis, anna, url):
    """B12: two rows of one save that are equal only together; nothing stored, no 500."""
    ander = PersoonInOrganisatieFactory(persoon=anna.persoon, organisatie=ankerhuis, functie="Bestuurder")
    antwoord = post(als(gebruiker), url, {cel(anna, "functie"): "Lid", cel(ander, "functie"): "Lid"})
    assert antwoord.status_code == 422 and vers(anna).functie == "Directeur"
    assert "Deze persoon is al actief bij deze organisatie met deze functie." in tekst(antwoord)


def test_wie_er_werkte_staat_onderaan_en_is_te_wijzigen(als, gebruiker, anna, jeroen, url):
    """R70, R72: a former row stays below, struck through, with its period."""
    PersoonInOrganisatie.objects.filter(pk=anna.pk).update(actief=False, einddatum="2026-08-31")
    html = sectie(als(gebruiker).get(url), "Personen in organisatie")
    assert html.index(f'id="rij-{jeroen.pk}"') < html.index(f'<tr class="regel niet-actief" id="rij-{anna.pk}"')
    assert "tot 31-8-2026" in html
    assert post(als(gebruiker), url, {cel(anna, "opmerkingen"): "Met pensioen"}).status_code == 302
    assert vers(anna).opmerkingen == "Met pensioen"


def test_een_rij_die_intussen_weg_is(als, gebruiker, anna, jeroen, url):
    """R99: said, with what was typed in the other rows; [Bewaren] then saves those."""
    pagina = als(gebruiker).get(url)
    PersoonInOrganisatie.objects.filter(pk=anna.pk).update(organisatie=OrganisatieFactory())
    antwoord = post(als(gebruiker), url, {cel(jeroen, "functie"): "Restaurator"}, pagina=pagina)
    assert antwoord.status_code == 409 and "1 rij hoort hier intussen niet meer." in tekst(antwoord)
    assert post(als(gebruiker), url, pagina=antwoord, met="basis").status_code == 302
    assert vers(jeroen).functie == "Restaurator"


def test_niets_gewijzigd(als, gebruiker, anna, url):
    antwoord = post(als(gebruiker), url, volg=True, met="basis")
    assert "Er is niets veranderd. Er is niets bewaard." in tekst(antwoord)


def test_lezer_wijzigt_geen_rij(als, lezer, anna, url):
    """R93: the card to read, and 403 for a post."""
    assert "<form" not in sectie(als(lezer).get(url), "Personen in organisatie")
    assert als(lezer).post(url, {}).status_code == 403


def test_op_de_kaart_van_een_persoon(als, gebruiker, ankerhuis, anna):
    """R37–R42: the tab Zakelijk does the same: change a job, and add one."""
    kaart = anna.persoon.get_absolute_url()
    assert post(als(gebruiker), f"{kaart}?regels=wijzigen", {cel(anna, "functie"): "Voorzitter"}).status_code == 302
    velden = {f"regels-0-{n}": w for n, w in kies("organisatie", OrganisatieFactory(naam="Stadstheater")).items()}
    assert post(als(gebruiker), f"{kaart}?regels=nieuw", velden).status_code == 302
    banen = anna.persoon.koppelingen.order_by("pk").values_list("organisatie__naam", "functie")
    assert list(banen) == [("Museum Het Ankerhuis", "Voorzitter"), ("Stadstheater", "")]


# --- the subsegmenten on the card of a hoofdsegment


def test_subsegmenten_wijzigen_op_de_kaart(als, super):
    """R89, B6: name, kind and active in place, with the number in use; the receipt tells how many links there are."""
    sponsoren = SegmentFactory(naam="Sponsoren")
    sub = SegmentFactory(sub=True, naam="Hoofdsponsor", hoofdsegment=sponsoren)
    OrganisatieFactory.create_batch(2, segment=sponsoren, subsegment=sub)
    url = f"{sponsoren.get_absolute_url()}?regels=wijzigen"
    assert '<td class="regel-toont">2</td>' in tekst(als(super).get(url))
    antwoord = post(als(super), url, {cel(sub, "naam"): "Partner", cel(sub, "soort_persoon"): False}, volg=True)
    sub.refresh_from_db()
    assert (sub.naam, sub.soort_persoon, sub.hoofdsegment) == ("Partner", False, sponsoren)
    assert "Het segment is bewaard. De naam Partner geldt nu voor 2 koppelingen." in tekst(antwoord)


def test_een_subsegment_toevoegen_op_de_kaart(als, super):
    """R89, A17: the hoofdsegment stands fast, its kinds are ticked, and a row that nobody touched is no row."""
    sponsoren = SegmentFactory(naam="Sponsoren", soort_persoon=False)
    url = f"{sponsoren.get_absolute_url()}?regels=nieuw"
    assert "regels-0-hoofdsegment" not in tekst(als(super).get(url))
    assert "Er is niets veranderd." in tekst(post(als(super), url, volg=True))
    post(als(super), url, {"regels-0-naam": "Hoofdsponsor"})
    sub = Segment.objects.get(naam="Hoofdsponsor")
    assert (sub.type, sub.hoofdsegment, sub.soort) == ("sub", sponsoren, "Organisatie")


def test_een_subsegment_heeft_er_zelf_geen(als, super, gebruiker):
    """B10: no section, and no way to post one; Gebruiker changes no segments."""
    sub = SegmentFactory(sub=True)
    assert "Subsegmenten" not in tekst(als(super).get(f"{sub.get_absolute_url()}?regels=nieuw"))
    assert als(super).post(f"{sub.get_absolute_url()}?regels=nieuw", {"regels-0-naam": "Diep"}).status_code == 403
    url = f"{sub.hoofdsegment.get_absolute_url()}?regels=wijzigen"
    assert "<form" not in sectie(als(gebruiker).get(url), "Subsegmenten")
    assert als(gebruiker).post(url, {}).status_code == 403
