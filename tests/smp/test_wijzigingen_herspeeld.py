"""beloften §2: history, replayed from the first state, gives the tables of today; and undo is its mirror."""

import pghistory
import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from relaties.models import Organisatie, Persoon, PersoonInOrganisatie
from segmenten.models import Segment
from smp.historie.models import GEVOLGD, Wijzigingsset, eventmodel, gevolgde_velden
from smp.wijzigingen.terugdraaien import draai_terug
from tests.factories import OrganisatieFactory, PersoonInOrganisatieFactory, SegmentFactory

pytestmark = pytest.mark.django_db(transaction=True)


def verschillen(model) -> int:
    """Rows that differ between the table and its replayed history, either way."""
    velden = ", ".join(connection.ops.quote_name(veld.column) for veld in gevolgde_velden(model))
    herspeeld = f"""SELECT id, {velden} FROM (SELECT DISTINCT ON (pgh_obj_id) * FROM {eventmodel(model)._meta.db_table}
        ORDER BY pgh_obj_id, pgh_id DESC) laatste WHERE pgh_label <> 'delete'"""
    nu = f"SELECT id, {velden} FROM {model._meta.db_table}"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM (({herspeeld} EXCEPT {nu}) UNION ALL ({nu} EXCEPT {herspeeld})) anders")
        return cursor.fetchone()[0]


def stand() -> dict:
    return {m: list(m._base_manager.order_by("pk").values(*[v.name for v in gevolgde_velden(m)])) for m in GEVOLGD}


def _eerste(model, nr):
    rijen = list(model._base_manager.order_by("pk"))
    return rijen[nr % len(rijen)] if rijen else None


def hernoem(nr):
    Organisatie.objects.filter(pk__gt=nr).update(branche=f"Branche {nr}", actief=nr % 2 == 0)


def segmenteer(nr):
    Organisatie.objects.update(segment=_eerste(Segment, nr))


def voeg_toe(nr):
    PersoonInOrganisatieFactory(hoofdcontactpersoon=nr % 2 == 0)


def stop(nr):
    Persoon.objects.filter(pk__in=list(Persoon.objects.values_list("pk", flat=True)[:nr])).update(actief=False)


def ontsla(nr):
    baan = _eerste(PersoonInOrganisatie, nr)
    if baan:
        baan.delete()


def verander_en_herstel(nr):
    hernoem(nr)
    hernoem(nr + 1)


HANDELINGEN = [hernoem, segmenteer, voeg_toe, stop, ontsla, verander_en_herstel]
STAPPEN = st.lists(st.tuples(st.sampled_from(HANDELINGEN), st.integers(0, 5)), min_size=1, max_size=6)


def speel(stappen) -> list[Wijzigingsset]:
    sleutels = []
    for handeling, nr in stappen:
        with pghistory.context(user=None) as context:
            handeling(nr)
        sleutels.append(context.id)
    sets = Wijzigingsset.objects.in_bulk(sleutels)
    return [sets[sleutel] for sleutel in sleutels if sleutel in sets]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(stappen=STAPPEN)
def test_historie_herspeeld_is_de_tabel(stappen):
    """Whatever is done, in any order, in bulk or by trigger."""
    SegmentFactory()
    OrganisatieFactory()
    speel(stappen)
    assert {model: verschillen(model) for model in GEVOLGD} == dict.fromkeys(GEVOLGD, 0)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(stappen=STAPPEN)
def test_van_achter_naar_voren_ongedaan_is_het_begin(stappen):
    """Every set taken back, last first, leaves the tables as they were."""
    SegmentFactory()
    OrganisatieFactory()
    begin = stand()
    for een in reversed(speel(stappen)):
        with pghistory.context(user=None):
            draai_terug(een)
    assert stand() == begin


def test_de_proef_ziet_een_gat_in_de_historie():
    """The control: a change that history missed is found."""
    OrganisatieFactory()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE relaties_organisatie DISABLE TRIGGER USER")
        cursor.execute("UPDATE relaties_organisatie SET branche = 'Stil'")
        cursor.execute("ALTER TABLE relaties_organisatie ENABLE TRIGGER USER")
    assert verschillen(Organisatie) == 2
