"""Two acts on the same records at the same moment: one goes first, and nothing is torn (R102, beloften §2)."""

from threading import Barrier, Thread

import pytest
from django.db import connection
from django.test import Client

from relaties.models import Organisatie, PersoonInOrganisatie
from smp.gebruikers import rollen
from smp.gebruikers.rollen import schrijf_rollen
from tests.factories import GebruikerFactory, OrganisatieFactory, PersoonInOrganisatieFactory
from tests.invullen import formulier

pytestmark = pytest.mark.django_db(transaction=True)
KEER = 5


@pytest.fixture
def super():
    schrijf_rollen()
    return GebruikerFactory(rol=rollen.SUPER)


def tegelijk(super, *posten):
    """Each (url, data) from a browser of its own, all at once; returns the statuses."""
    hek, uit = Barrier(len(posten)), []

    def werk(url, data):
        try:
            client = Client()
            client.force_login(super)
            hek.wait(60)
            uit.append(client.post(url, data).status_code)
        finally:
            connection.close()

    draden = [Thread(target=werk, args=paar) for paar in posten]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join(60)
    return uit


def samenvoeging(client, blijft, weg) -> tuple:
    url = f"{blijft.get_absolute_url()}samenvoegen/?met={weg.pk}"
    return url, formulier(client.get(url), "basis").data()


def wezen() -> int:
    """Rows that point at a record that was merged, and records that went up in one that did."""
    return (
        PersoonInOrganisatie.objects.filter(organisatie__samengevoegd_met__isnull=False).count()
        + Organisatie._base_manager.filter(samengevoegd_met__samengevoegd_met__isnull=False).count()
    )


def test_each_in_the_other(als, super):
    """A in B and B in A: one of both is done."""
    for _ in range(KEER):
        een, twee = OrganisatieFactory(), OrganisatieFactory()
        client = als(super)
        statussen = tegelijk(super, samenvoeging(client, een, twee), samenvoeging(client, twee, een))
        assert len(statussen) == 2 and set(statussen) <= {302, 409}
        assert Organisatie.objects.filter(pk__in=[een.pk, twee.pk]).count() == 1 and wezen() == 0


def test_a_chain(als, super):
    """B in A, and C in B: in whatever order, everybody ends in a record that is there."""
    for _ in range(KEER):
        a, b, c = (OrganisatieFactory() for _ in range(3))
        baan, client = PersoonInOrganisatieFactory(organisatie=c), als(super)
        statussen = tegelijk(super, samenvoeging(client, a, b), samenvoeging(client, b, c))
        assert set(statussen) <= {302, 409} and wezen() == 0
        assert Organisatie.objects.filter(koppelingen=baan).exists()


def test_a_job_that_is_added_meanwhile(als, super):
    """It moves along, or it is refused with a message; it never belongs to what is gone."""
    url = "/relaties/personen-in-organisatie/toevoegen/"
    for _ in range(KEER):
        blijft, weg, client = OrganisatieFactory(), OrganisatieFactory(), als(super)
        baan = PersoonInOrganisatieFactory()
        data = formulier(client.get(f"{url}?organisatie={weg.pk}&persoon={baan.persoon_id}")).data()
        statussen = tegelijk(super, samenvoeging(client, blijft, weg), (url, data))
        assert set(statussen) <= {302, 409, 422} and wezen() == 0
