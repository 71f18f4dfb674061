"""R39: a zakelijke relatie is a person with a job, of today or before; the database keeps who that is."""

import pghistory
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from relaties.models import Persoon, PersoonInOrganisatie
from smp.historie.models import Wijzigingsset
from smp.wijzigingen.terugdraaien import vergrendel
from tests.factories import OrganisatieFactory, PersoonFactory, PersoonInOrganisatieFactory
from tests.tegelijk import tegelijk

pytestmark = pytest.mark.django_db
LIJST = "/relaties/personen/?kolommen=lijstnaam,zakelijk&zakelijk="


def zakelijk(persoon) -> bool:
    return Persoon.objects.get(pk=persoon.pk).zakelijk


def test_de_eerste_baan_maakt_iemand_zakelijk():
    anna = PersoonFactory()
    assert not zakelijk(anna)
    PersoonInOrganisatieFactory(persoon=anna)
    assert zakelijk(anna)


def test_een_baan_van_vroeger_telt_mee():
    baan = PersoonInOrganisatieFactory(actief=False)
    assert zakelijk(baan.persoon)


def test_pas_met_de_laatste_baan_houdt_het_op():
    anna = PersoonFactory()
    eerste, tweede = PersoonInOrganisatieFactory(persoon=anna), PersoonInOrganisatieFactory(persoon=anna)
    eerste.delete()
    assert zakelijk(anna)
    tweede.delete()
    assert not zakelijk(anna)


def test_een_baan_die_verhuist_neemt_het_mee():
    """As in a merge (R102)."""
    baan, anna = PersoonInOrganisatieFactory(), PersoonFactory()
    was = baan.persoon
    PersoonInOrganisatie.objects.filter(pk=baan.pk).update(persoon=anna)
    assert zakelijk(anna) and not zakelijk(was)


def test_wie_een_persoon_bewaart_schrijft_niet_terug_wat_hij_las():
    gelezen = PersoonFactory()
    PersoonInOrganisatieFactory(persoon=gelezen)
    gelezen.voornaam = "Bep"
    gelezen.save()
    assert zakelijk(gelezen) and Persoon.objects.get(pk=gelezen.pk).voornaam == "Bep"


def test_het_is_geen_wijziging_van_de_persoon():
    """Neither in the stamp nor in the history."""
    anna = PersoonFactory()
    was = Persoon.objects.get(pk=anna.pk).gewijzigd_op
    PersoonInOrganisatieFactory(persoon=anna)
    assert Persoon.objects.get(pk=anna.pk).gewijzigd_op == was and anna.events.count() == 1
    anna.voornaam = "Bep"
    anna.save()
    assert Persoon.objects.get(pk=anna.pk).gewijzigd_op > was and anna.events.count() == 2


@pytest.mark.parametrize("wie, naam", [("ja", "Berg"), ("nee", "Zonder")])
def test_zoeken(als, lezer, wie, naam):
    PersoonInOrganisatieFactory(persoon=PersoonFactory(achternaam="Berg"))
    PersoonFactory(achternaam="Zonder")
    html = als(lezer).get(LIJST + wie).content.decode()
    assert [namen for namen in ("Berg", "Zonder") if f">{namen}" in html] == [naam]
    assert ('<td class="vink">Ja' in html) == (wie == "ja")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("wis_eerst", [True, False])
def test_een_baan_die_komt_terwijl_de_laatste_gaat(wis_eerst):
    """Whoever is first, the other waits; afterwards there is a job."""
    oud = PersoonInOrganisatieFactory()
    anna, elders = oud.persoon, PersoonInOrganisatieFactory().organisatie

    def wis():
        PersoonInOrganisatie.objects.filter(pk=oud.pk).delete()

    def voeg_toe():
        PersoonInOrganisatie.objects.create(persoon=anna, organisatie=elders)

    tegelijk(*((wis, voeg_toe) if wis_eerst else (voeg_toe, wis)))
    assert PersoonInOrganisatie.objects.filter(persoon=anna).count() == 1 and zakelijk(anna)


@pytest.mark.django_db(transaction=True)
def test_de_laatste_twee_banen_gaan_tegelijk():
    anna = PersoonFactory()
    eerste, tweede = PersoonInOrganisatieFactory(persoon=anna), PersoonInOrganisatieFactory(persoon=anna)
    tegelijk(eerste.delete, tweede.delete)
    assert not zakelijk(anna)


@pytest.mark.django_db(transaction=True)
def test_wie_hem_hernoemt_wacht_op_het_ongedaan_maken_van_zijn_baan():
    """Both lock the person before his jobs: the other way round they would wait for each other."""
    anna, elders = PersoonFactory(), OrganisatieFactory()
    with pghistory.context(user=None, handeling="Proef") as context:
        PersoonInOrganisatie.objects.create(persoon=anna, organisatie=elders)

    def maak_ongedaan():
        vergrendel(Wijzigingsset.objects.get(pk=context.id), PersoonInOrganisatie)

    def hernoem():
        Persoon.objects.filter(pk=anna.pk).update(achternaam="Zwaan")

    tegelijk(maak_ongedaan, hernoem, PersoonInOrganisatie.objects.get().delete)
    assert Persoon.objects.get().achternaam == "Zwaan" and not zakelijk(anna)


@pytest.mark.django_db(transaction=True)
def test_wie_op_de_persoon_wacht_houdt_zijn_baan_niet_vast():
    with pghistory.context(user=None, handeling="Proef") as context:
        baan = PersoonInOrganisatieFactory()

    def op_slot():
        Persoon.objects.select_for_update().get(pk=baan.persoon_id)

    def maak_ongedaan():
        vergrendel(Wijzigingsset.objects.get(pk=context.id), PersoonInOrganisatie)

    tegelijk(op_slot, maak_ongedaan, PersoonInOrganisatie.objects.select_for_update(nowait=True).get)


def test_in_het_beheer_gaat_hij_ook_voor(als, beheerder):
    baan = PersoonInOrganisatieFactory()
    with CaptureQueriesContext(connection) as teller:
        als(beheerder).post(reverse("admin:relaties_persooninorganisatie_delete", args=[baan.pk]), {"post": "yes"})
    op_slot = [q["sql"].split("FROM ")[1].split(" ")[0] for q in teller if q["sql"].endswith("FOR UPDATE")]
    assert op_slot[:2] == ['"relaties_persoon"', '"relaties_persooninorganisatie"'] and not zakelijk(baan.persoon)
