"""The number of queries of list, grid and card: bounded, and the same for 10 rows as for 60."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from smp.kaarten.kaart import KAARTEN
from smp.lijsten.lijst import LIJSTEN
from tests.contract.gegevens import NAMEN, fabriek, maak, rij_van
from tests.contract.test_lijsten import alles, rijen
from tests.factories import PersoonInOrganisatieFactory, SegmentFactory

pytestmark = pytest.mark.django_db

GRENS = {"lijst": 6, "raster": 6, "kaart": 10}


def queries(client, url, data=None) -> list[str]:
    """The statements of one GET, savepoints left out; the second time, as every time but the first."""
    client.get(url, data)
    with CaptureQueriesContext(connection) as teller:
        assert client.get(url, data).status_code == 200
    return [q["sql"][:150] for q in teller if "SAVEPOINT" not in q["sql"]]


@pytest.mark.parametrize("pagina", ["lijst", "raster"])
@pytest.mark.parametrize("naam", NAMEN)
def test_evenveel_queries_voor_tien_als_voor_zestig_rijen(als, super, naam, pagina):
    """ontwerp §8: list and grid at most 6, whatever the number of rows; all columns shown."""
    lijst, client = LIJSTEN[naam], als(super)
    vraag = {"kolommen": ",".join(lijst.kolom), "per_pagina": "100", **alles(lijst)}
    maak(lijst, 10)
    tien = queries(client, reverse(f"{naam}_{pagina}"), vraag)
    maak(lijst, 50)
    zestig = queries(client, reverse(f"{naam}_{pagina}"), vraag)
    assert len(rijen(client.get(reverse(f"{naam}_{pagina}"), vraag))) >= 60
    assert len(tien) == len(zestig) <= GRENS[pagina], "\n".join(zestig)


@pytest.mark.parametrize("gevonden", [True, False])
@pytest.mark.parametrize("pagina", ["lijst", "raster"])
def test_zoeken_op_keuzes_kost_niet_meer(als, super, pagina, gevonden):
    """ontwerp §8: choices are read once, for search fields, conditions and cells; and what is empty is not counted."""
    theater = SegmentFactory(naam="Theater")
    if gevonden:
        zij = {"organisatie__segment": theater, "organisatie__accountmanager": super}
        PersoonInOrganisatieFactory(categorie=SegmentFactory(), **zij)
    vraag = {"segment": theater.pk, "accountmanager": super.pk, "ook": "personen.categorie:gevuld;segment:gevuld"}
    gevraagd = queries(als(super), reverse(f"organisatie_{pagina}"), vraag)
    assert len(gevraagd) <= GRENS[pagina], "\n".join(gevraagd)


@pytest.mark.parametrize("naam", sorted(KAARTEN))
def test_een_kaart_kost_hoogstens_tien_queries(als, super, naam):
    """ontwerp §8: for every row that there is, with its history."""
    lijst, client = LIJSTEN[naam], als(super)
    maak(lijst, 10)
    for pk in lijst.model.objects.values_list("pk", flat=True)[:5]:
        gevraagd = queries(client, reverse(f"{naam}_kaart", args=[pk]))
        assert len(gevraagd) <= GRENS["kaart"], "\n".join(gevraagd)


@pytest.mark.parametrize("naam", sorted(KAARTEN))
def test_een_formulier_kost_hoogstens_tien_queries(als, super, naam):
    """The form page reads each list of choices once."""
    lijst, client = LIJSTEN[naam], als(super)
    maak(lijst, 10)
    for pagina, args in (("toevoegen", []), ("wijzigen", [lijst.model.objects.first().pk])):
        gevraagd = queries(client, reverse(f"{naam}_{pagina}", args=args))
        assert len(gevraagd) <= GRENS["kaart"], "\n".join(gevraagd)


@pytest.mark.parametrize("modus", ["", "nieuw", "wijzigen"])
@pytest.mark.parametrize("naam", [naam for naam in sorted(KAARTEN) if KAARTEN[naam].kaartregels])
def test_een_kaart_met_twintig_rijen(als, super, naam, modus):
    """L6: at most 10, to read, to add to and to change, and the same for two rows as for twenty."""
    client, obj = als(super), fabriek(LIJSTEN[naam])()
    rij_van(KAARTEN[naam], obj), rij_van(KAARTEN[naam], obj)
    twee = queries(client, obj.get_absolute_url(), {"regels": modus})
    for _ in range(18):
        rij_van(KAARTEN[naam], obj)
    twintig = queries(client, obj.get_absolute_url(), {"regels": modus})
    assert len(twee) == len(twintig) <= GRENS["kaart"], "\n".join(twintig)
