"""Paging by key, on its own: mixed directions, ties, the edges, and keys that were not ours."""

import pytest
from django.core import signing
from django.db.models import F

from relaties.models import Organisatie
from smp.lijsten.bladeren import EINDE, Sleutel
from tests.factories import OrganisatieFactory

pytestmark = pytest.mark.django_db

NERGENS = {"pagina": "", "na": "", "voor": ""}


@pytest.fixture
def rijen():
    for nr in range(11):
        OrganisatieFactory(naam=f"Museum {nr % 3}", bezoekadres_plaats=["Zwolle", "Kampen"][nr % 2])
    return Organisatie.objects.all()


def lees(sleutel, rijen, **waar):
    return sleutel.blad(rijen, 4, NERGENS | waar)


@pytest.mark.parametrize("delen", [(True, True), (False, False), (True, False), (False, True)])
def test_gemengde_richtingen(rijen, delen):
    """R95: a name that ascends within a town that descends; forward and backward give the same rows."""
    sleutel = Sleutel([("bezoekadres_plaats", delen[0]), ("sorteersleutel", delen[1])])
    goed = [rij.pk for rij in rijen.order_by(*sleutel.volgorde())]
    blad, heen = lees(sleutel, rijen)[0], []
    heen += blad.rijen
    while blad.meer:
        blad = lees(sleutel, rijen, na=blad.laatste_sleutel)[0]
        heen += blad.rijen
    terug = []
    blad = lees(sleutel, rijen, voor=EINDE)[0]
    terug = blad.rijen + terug
    while blad.eerder:
        blad = lees(sleutel, rijen, voor=blad.eerste_sleutel)[0]
        terug = blad.rijen + terug
    assert [rij.pk for rij in heen] == [rij.pk for rij in terug] == goed


def test_een_rij_die_weg_is_houdt_het_bladeren_niet_op(rijen):
    """A key is a place, not a row."""
    sleutel = Sleutel([("sorteersleutel", False)])
    eerste = lees(sleutel, rijen)[0]
    verder = [rij.pk for rij in lees(sleutel, rijen, na=eerste.laatste_sleutel)[0].rijen]
    Organisatie.objects.filter(pk=eerste.rijen[-1].pk).delete()
    assert [rij.pk for rij in lees(sleutel, rijen, na=eerste.laatste_sleutel)[0].rijen] == verder


def test_momenten_houden_hun_microseconden(rijen):
    """Rows of the same second are all met."""
    sleutel = Sleutel([("gewijzigd_op", True)])
    eerste = lees(sleutel, rijen)[0]
    tweede = lees(sleutel, rijen, na=eerste.laatste_sleutel)[0]
    assert not {rij.pk for rij in eerste.rijen} & {rij.pk for rij in tweede.rijen} and len(tweede.rijen) == 4


@pytest.mark.parametrize(
    "sleutel_tekst",
    ["x", signing.dumps(["museum", 1]), signing.dumps([1], salt="bladeren")],
    ids=["geen", "zonder zout", "te kort"],  # a signature holds the time, and every worker must see the same names
)
def test_een_vreemde_sleutel_begint_vooraan(rijen, sleutel_tekst):
    """Signed: what we did not write is not read, and that is said."""
    blad, melding = lees(Sleutel([("sorteersleutel", False)]), rijen, na=sleutel_tekst)
    assert blad.nummer == 1 and melding == "Deze plaats in de lijst bestaat niet meer."


def test_de_sleutel_van_een_andere_volgorde_telt_niet(rijen):
    """A key of 'by town' is no place in 'by name'."""
    blad = lees(Sleutel([("bezoekadres_plaats", False)]), rijen)[0]
    assert lees(Sleutel([("sorteersleutel", False)]), rijen, na=blad.laatste_sleutel)[1]


def test_elke_volgorde_eindigt_op_de_sleutel():
    """ontwerp §3: the order always ends in pk, in the direction of the first."""
    assert Sleutel([]).volgorde() == [F("pk").asc()]
    assert Sleutel([("naam", True), ("taal", False)]).volgorde()[-1] == F("pk").desc()


@pytest.mark.parametrize("pagina", ["0", "-1", "9999999", "9" * 5_000, "abc", "1234567abc", "²", "1.5"])
def test_een_onmogelijk_nummer(rijen, pagina):
    """Said, and a page that exists is shown."""
    blad, melding = lees(Sleutel([("sorteersleutel", False)]), rijen, pagina=pagina)
    assert melding.startswith("Op nummer kun je tot pagina") and blad.nummer >= 1
