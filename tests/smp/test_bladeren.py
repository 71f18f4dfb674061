"""Paging by key, on its own: mixed directions, ties, the edges, and keys that were not ours."""

import pytest
from django.core import signing
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext

from relaties.models import Organisatie
from smp.lijsten import bladeren
from smp.lijsten.bladeren import EINDE, Sleutel, Wijze
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


def heen_en_terug(sleutel, rijen, wijze) -> tuple[list, list]:
    """The keys of all pages, from the first forward and from the last backward."""
    blad, _ = sleutel.blad(rijen, 4, NERGENS, wijze)
    heen = blad.rijen
    while blad.meer:
        blad, _ = sleutel.blad(rijen, 4, NERGENS | {"na": blad.laatste_sleutel}, wijze)
        heen += blad.rijen
    blad, _ = sleutel.blad(rijen, 4, NERGENS | {"voor": EINDE}, wijze)
    terug = blad.rijen
    while blad.eerder:
        blad, _ = sleutel.blad(rijen, 4, NERGENS | {"voor": blad.eerste_sleutel}, wijze)
        terug = blad.rijen + terug
    return [rij.pk for rij in heen], [rij.pk for rij in terug]


@pytest.mark.parametrize("wijze", Wijze)
@pytest.mark.parametrize("neer", [(True, True), (False, False), (True, False), (False, True), (True,), (False,)])
def test_gemengde_richtingen(rijen, monkeypatch, neer, wijze):
    """R95: a name that ascends within a town that descends; forward and backward give the same rows."""
    monkeypatch.setattr(bladeren, "WANDELING", 7)  # some pages lie near, some do not
    sleutel = Sleutel(list(zip(("bezoekadres_plaats", "sorteersleutel"), neer, strict=False)))
    goed = [rij.pk for rij in rijen.order_by(*sleutel.volgorde())]
    assert heen_en_terug(sleutel, rijen, wijze) == (goed, goed)


@pytest.mark.parametrize("wandeling", [3, 100])
@pytest.mark.parametrize("wijze", Wijze)
@pytest.mark.parametrize("neer", [(True, True), (True, False), (True,), (False,), ()])
def test_wie_ernaast_staat_en_hoeveel_ervoor(rijen, monkeypatch, neer, wijze, wandeling):
    """A card asks its neighbours and its place, of rows that are found and of one that is not."""
    monkeypatch.setattr(bladeren, "WANDELING", wandeling)
    sleutel = Sleutel(list(zip(("bezoekadres_plaats", "sorteersleutel"), neer, strict=False)))
    alle = list(rijen.order_by(*sleutel.volgorde()).values_list("pk", flat=True))
    gevonden = rijen.exclude(pk=alle[5])
    over = [pk for pk in alle if pk != alle[5]]
    for plaats, pk in enumerate(alle):
        waarden = sleutel.waarden(rijen, pk)
        voor = [sleutel.buur(gevonden, waarden, wijze, achteruit=True), sleutel.buur(gevonden, waarden, wijze)]
        uit = rijen.filter(pk=pk).values_list(*voor, sleutel.eerder(gevonden, waarden, 9, wijze)).get()
        eerder = plaats - (plaats > 5)
        na = [ander for ander in over if alle.index(ander) > plaats]
        assert uit == (over[eerder - 1] if eerder else None, na[0] if na else None, min(eerder, 9))


def test_na_de_laatste_bladzijde_is_er_geen(rijen):
    laatste = lees(Sleutel([("sorteersleutel", False)]), rijen, voor=EINDE)[0]
    assert not laatste.meer and laatste.eerder and laatste.rijen[-1] == rijen.order_by("sorteersleutel", "id").last()


def zoek(sleutel, rijen, **waar):
    """A page of a search, and whether all its hits were sorted."""
    with CaptureQueriesContext(connection) as gevraagd:
        blad, _ = sleutel.blad(rijen, 4, NERGENS | waar, Wijze.ZOEKEND)
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN ANALYZE {gevraagd[0]['sql']}")
        plan = [regel for (regel,) in cursor]
    alles = next(nr for nr, regel in enumerate(plan) if "One-Time Filter: " in regel)
    assert len(gevraagd) == 1
    return blad, not any("never executed" in regel for regel in plan[alles:])


@pytest.mark.parametrize("neer", [True, False])
@pytest.mark.parametrize("dichtbij, gesorteerd", [(11, True), (8, False), (7, True)])
def test_een_woord_wordt_eerst_dichtbij_gezocht(rijen, monkeypatch, neer, dichtbij, gesorteerd):
    """Decision 0013: a common word fills the page soon; of one whose rows lie at the other end all are sorted."""
    monkeypatch.setattr(bladeren, "WANDELING", dichtbij)
    sleutel = Sleutel([("taal", neer)])  # the same for all, so the order is that of the keys
    gezocht = rijen.filter(pk__in=list(rijen.order_by(*sleutel.volgorde()).values_list("pk", flat=True)[3:]))
    blad, alles = zoek(sleutel, gezocht)
    assert blad.meer and blad.rijen == list(gezocht.order_by(*sleutel.volgorde())[:4])
    assert alles == gesorteerd


def test_dichtbij_is_bij_de_plaats_waar_men_is(rijen, monkeypatch):
    """A second page as the first: what counts is how far its rows lie from the key."""
    monkeypatch.setattr(bladeren, "WANDELING", 6)
    sleutel = Sleutel([("taal", False)])
    eerste, _ = zoek(sleutel, rijen)
    tweede, alles = zoek(sleutel, rijen, na=eerste.laatste_sleutel)
    assert tweede.rijen == list(rijen.order_by("pk")[4:8]) and not alles


def test_van_meer_kolommen_heeft_alleen_de_eerste_een_index(monkeypatch):
    """Of one town, by name: the first keys of the town are not the first names."""
    monkeypatch.setattr(bladeren, "WANDELING", 2)
    for nr in range(8, 0, -1):
        OrganisatieFactory(naam=f"Museum {nr}", bezoekadres_plaats="Zwolle")
    blad, _ = zoek(Sleutel([("bezoekadres_plaats", False), ("sorteersleutel", False)]), Organisatie.objects.all())
    assert [rij.naam[-1] for rij in blad.rijen] == ["1", "2", "3", "4"]


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
