"""Four people in the grid at the same time: no lost update, no deadlock, no false conflict (beloften §2).

Every client adds a word of its own to the text that it read on its page. All four read before anybody saves, so that
without the basis three of four words are lost: `test_zonder_basis_gaan_er_wijzigingen_verloren` is the control.
"""

from threading import Barrier, Thread

import pytest
from django.db import connection
from django.test import Client

from relaties.models import Organisatie
from smp.formulieren import voeg_samen
from smp.gebruikers import rollen
from smp.gebruikers.rollen import schrijf_rollen
from smp.lijsten import rasterview
from tests.factories import GebruikerFactory, OrganisatieFactory, PersoonInOrganisatieFactory
from tests.invullen import formulier, post
from tests.tegelijk import tegelijk

pytestmark = pytest.mark.django_db(transaction=True)

URL = "/relaties/organisaties/wijzigen/?kolommen=naam,branche,bron"
CLIENTEN, KEER = 4, 10


@pytest.fixture
def rijen():
    schrijf_rollen()
    for organisatie in Organisatie.objects.all():
        organisatie.delete()
    return [OrganisatieFactory(naam=f"Museum {nr}") for nr in range(5)]


def erbij(client, org, pagina, woord: str) -> int:
    """Add a word to the text on the page, again from a fresh page after a conflict; returns the conflicts."""
    veld, conflicten = f"c-{org.pk}-branche", 0
    while True:
        was = formulier(pagina, "basis").velden[veld][0]
        antwoord = post(client, URL, {veld: f"{was} {woord}"}, pagina=pagina)
        assert antwoord.status_code in (302, 409), antwoord.status_code
        if antwoord.status_code == 302:
            return conflicten
        conflicten, pagina = conflicten + 1, client.get(URL)


def werk(nr, rijen, hek, uit):
    try:
        client = Client()
        client.force_login(GebruikerFactory(username=f"collega{nr}", rol=rollen.GEBRUIKER))
        for keer in range(KEER):
            pagina = client.get(URL)
            hek.wait(60)  # everybody has read: now all save
            uit.append(erbij(client, rijen[keer % len(rijen)], pagina, f"{nr}{keer}"))
            hek.wait(60)
    except BaseException as fout:  # noqa: B036 - a thread must tell the test, and let the others go
        uit.append(fout)
        hek.abort()
    finally:
        connection.close()


def samen(rijen, functie) -> list:
    hek, uit = Barrier(CLIENTEN), []
    draden = [Thread(target=functie, args=(nr, rijen, hek, uit)) for nr in range(CLIENTEN)]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join(120)
    assert [fout for fout in uit if isinstance(fout, BaseException)] == []
    return uit


def woorden() -> list[str]:
    """Every word that is stored."""
    return " ".join(Organisatie.objects.values_list("branche", flat=True)).split()


def test_geen_wijziging_gaat_verloren(rijen):
    """R99: 40 words of four people on five rows are 40, each once; and they really met each other."""
    conflicten = samen(rijen, werk)
    assert len(set(woorden())) == len(woorden()) == CLIENTEN * KEER
    assert sum(conflicten) >= KEER


def test_zonder_basis_gaan_er_wijzigingen_verloren(rijen, monkeypatch):
    """The control: when every conflict is won by who comes last, this test sees the loss."""

    def roekeloos(nu, basis, ingevuld, keuzes, eenheden=()):
        return voeg_samen(nu, basis, ingevuld, dict.fromkeys(basis, "mijn"), eenheden)

    monkeypatch.setattr(rasterview, "voeg_samen", roekeloos)
    samen(rijen, werk)
    assert len(set(woorden())) < CLIENTEN * KEER


def test_de_organisatie_naast_de_rij_staat_ook_op_slot(rijen, als):
    """R24, R99: a colleague is saving the organisation of which Gijs typed the town at a person: a conflict."""
    gijs, baan, antwoorden = als(GebruikerFactory(rol=rollen.GEBRUIKER)), PersoonInOrganisatieFactory(), []
    url = "/relaties/personen-in-organisatie/wijzigen/?kolommen=persoon,organisatie__bezoekadres_plaats"
    pagina, cel = gijs.get(url), {f"c-{baan.pk}-organisatie__bezoekadres_plaats": "Urk"}
    tegelijk(
        lambda: Organisatie.objects.filter(pk=baan.organisatie_id).update(bezoekadres_plaats="Kampen"),
        lambda: antwoorden.append(post(gijs, url, cel, pagina=pagina).status_code),
    )
    baan.organisatie.refresh_from_db()
    assert (antwoorden, baan.organisatie.bezoekadres_plaats) == ([409], "Kampen")


def test_rijen_op_slot_in_een_vaste_volgorde(rijen):
    """No deadlock: two grids with the same rows in opposite order, saved at the same moment, ten times."""

    def heen_en_weer(nr, rijen, hek, uit):
        client = Client()
        client.force_login(GebruikerFactory(username=f"collega{nr}", rol=rollen.GEBRUIKER))
        url = URL + ("&volgorde=naam" if nr % 2 else "&volgorde=-naam")
        for keer in range(KEER):
            pagina = client.get(url)
            hek.wait(60)
            eigen = {f"c-{org.pk}-bron": f"Musea {nr} {keer}" for org in rijen}
            uit.append(0 if post(client, url, eigen, pagina=pagina).status_code in (302, 409) else AssertionError(keer))
        connection.close()

    assert len(samen(rijen, heen_en_weer)) == CLIENTEN * KEER
