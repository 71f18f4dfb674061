"""A column of the organisation in the grid of persoon in organisatie: changed once, for everybody there (R24)."""

import re

import pytest
from django.db import IntegrityError

from relaties.lijsten import OrganisatieLijst
from relaties.models import Organisatie
from smp.lijsten import rasterview
from tests.factories import OrganisatieFactory, PersoonInOrganisatieFactory
from tests.invullen import formulier, post

pytestmark = pytest.mark.django_db

PLAATS = "organisatie__bezoekadres_plaats"
URL = f"/relaties/personen-in-organisatie/wijzigen/?kolommen=persoon,functie,{PLAATS},organisatie__relatiestatus"


@pytest.fixture
def ankerhuis():
    return OrganisatieFactory(naam="Museum Het Ankerhuis", bezoekadres_plaats="Zwolle")


@pytest.fixture
def mensen(ankerhuis):
    return [PersoonInOrganisatieFactory(organisatie=ankerhuis) for _ in range(3)]


def cel(rij, veld=PLAATS) -> str:
    return f"c-{rij.pk}-{veld}"


def nu(org) -> Organisatie:
    return Organisatie.objects.get(pk=org.pk)


def tekst(antwoord) -> str:
    return re.sub(r"\s+", " ", antwoord.content.decode())


def test_een_cel_van_de_organisatie(als, gebruiker, ankerhuis, mensen):
    """R24: typed at one person, stored at the organisation; the cell said for how many, the receipt says of what."""
    assert "geldt voor 3 personen in organisatie" in tekst(als(gebruiker).get(URL))
    cellen = {cel(mensen[0]): "Kampen", cel(mensen[1], "functie"): "Directeur"}
    antwoord = post(als(gebruiker), URL, cellen, volg=True)
    assert nu(ankerhuis).bezoekadres_plaats == "Kampen"
    assert "1 persoon in organisatie is bewaard. 1 organisatie is bewaard." in tekst(antwoord)
    assert tekst(antwoord).count('class="gewijzigd"') == 3


def test_twee_rijen_met_iets_anders(als, gebruiker, ankerhuis, mensen):
    """R24: two values for one organisation: an error at both, nothing stored, everything typed kept."""
    antwoord = post(als(gebruiker), URL, {cel(mensen[0]): "Kampen", cel(mensen[1]): "Urk"})
    assert antwoord.status_code == 422 and nu(ankerhuis).bezoekadres_plaats == "Zwolle"
    assert tekst(antwoord).count("Bij Museum Het Ankerhuis staat in een andere rij iets anders.") == 2
    velden = formulier(antwoord, "basis").velden
    assert [velden[cel(rij)] for rij in mensen] == [["Kampen"], ["Urk"], ["Zwolle"]]


def test_twee_rijen_met_hetzelfde(als, gebruiker, ankerhuis, mensen):
    """R24: the same in two rows is one change, and one line of history."""
    was = ankerhuis.events.count()
    assert post(als(gebruiker), URL, {cel(mensen[0]): "Urk", cel(mensen[1]): "Urk"}).status_code == 302
    assert nu(ankerhuis).bezoekadres_plaats == "Urk" and ankerhuis.events.count() == was + 1


def test_een_conflict_op_de_organisatie(als, gebruiker, ankerhuis, mensen):
    """R99: somebody changed the organisation meanwhile: 409 and a choice at the cell."""
    pagina = als(gebruiker).get(URL)
    Organisatie.objects.filter(pk=ankerhuis.pk).update(bezoekadres_plaats="Deventer")
    antwoord = post(als(gebruiker), URL, {cel(mensen[0]): "Urk"}, pagina=pagina)
    assert antwoord.status_code == 409 and nu(ankerhuis).bezoekadres_plaats == "Deventer"
    post(als(gebruiker), URL, {f"k-{mensen[0].pk}-{PLAATS}": "mijn"}, pagina=antwoord)
    assert nu(ankerhuis).bezoekadres_plaats == "Urk"


def test_het_formulier_van_de_organisatie_keurt(als, gebruiker, ankerhuis, mensen):
    """R24: a rule of the organisation stands at the cell of the person; another good row is held back too."""
    antwoord = post(als(gebruiker), URL, {cel(mensen[0]): "x" * 200, cel(mensen[1], "functie"): "Directeur"})
    assert antwoord.status_code == 422 and 'id="m-' + str(mensen[0].pk) in tekst(antwoord)
    mensen[1].refresh_from_db()
    assert mensen[1].functie != "Directeur"


def test_bewaar_de_goede_rijen_zonder_wat_bij_een_foute_hoort(als, gebruiker, ankerhuis, mensen):
    """R24: the town waits for the row in which it was typed; of that row nothing is stored."""
    fout, goed = mensen[:2]
    cellen = {cel(fout): "Urk", cel(fout, "functie"): "x" * 300, cel(goed, "functie"): "Directeur"}
    pagina = post(als(gebruiker), URL, cellen)
    antwoord = post(als(gebruiker), URL, pagina=pagina, knop="alleen_goede")
    goed.refresh_from_db()
    assert (goed.functie, nu(ankerhuis).bezoekadres_plaats) == ("Directeur", "Zwolle")
    assert formulier(antwoord, "basis").velden[cel(fout)] == ["Urk"]


def test_wie_intussen_verhuisde(als, gebruiker, ankerhuis, mensen):
    """R99: a person who got another organisation: what was typed is in conflict, never stored unseen elsewhere."""
    pagina, elders = als(gebruiker).get(URL), OrganisatieFactory(naam="Elders", bezoekadres_plaats="Meppel")
    mensen[0].organisatie = elders
    mensen[0].save()
    assert post(als(gebruiker), URL, {cel(mensen[0]): "Urk"}, pagina=pagina).status_code == 409
    assert nu(elders).bezoekadres_plaats == "Meppel" and nu(ankerhuis).bezoekadres_plaats == "Zwolle"


def test_de_database_weigert_de_organisatie(als, gebruiker, ankerhuis, mensen, monkeypatch):
    """R24: what the database refuses of the organisation stands at the row in which it was typed, in Dutch."""

    def weiger(rijen, velden):
        raise IntegrityError

    monkeypatch.setattr(rasterview, "werk_bij", weiger)
    antwoord = post(als(gebruiker), URL, {cel(mensen[0]): "Urk"})
    assert antwoord.status_code == 422 and "Deze gegevens botsen met iets dat een ander" in tekst(antwoord)


def test_zonder_recht_op_de_organisatie(als, gebruiker, mensen, monkeypatch):
    """R93: no right to change the organisation: the cell is read only."""
    monkeypatch.setattr(OrganisatieLijst, "recht", lambda lijst, handeling: "relaties.bestaat_niet")
    namen = formulier(als(gebruiker).get(URL), "basis").namen
    assert cel(mensen[0]) not in namen and cel(mensen[0], "functie") in namen


def test_kosten(als, gebruiker, mensen, django_assert_max_num_queries):
    """beloften §1: the grid with columns of the organisation costs one query more, whatever the number of rows."""
    client = als(gebruiker)
    with django_assert_max_num_queries(9):
        client.get(URL)
