"""Every Lijst: order, paging, and that list and grid give the same rows. A new Lijst is tested without a new test."""

import re
from itertools import pairwise

import pytest
from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode

from smp.lijsten import bladeren, views
from smp.lijsten.lijst import LIJSTEN
from smp.lijsten.vraag import Vraag
from tests.contract.gegevens import NAMEN, maak

pytestmark = pytest.mark.django_db

RIJ = re.compile(r'<tr id="r(\d+)"')


def sorteerbaar(lijst) -> list[str]:
    """The columns that a user can order on."""
    return [kolom.naam for kolom in lijst.kolommen if lijst.sorteersleutel(kolom) is not None]


def rijen(antwoord) -> list[int]:
    """The primary keys on a page, in order."""
    return [int(pk) for pk in RIJ.findall(antwoord.content.decode())]


def op_volgorde(lijst, user, volgorde: str) -> list[int]:
    """What the order should be: the keys of all rows, sorted by Python."""
    delen = [(lijst.kolom[deel.lstrip("-")], deel[0] == "-") for deel in volgorde.split(",")]
    sleutels = {f"sleutel{nr}": lijst.sorteersleutel(kolom) for nr, (kolom, _) in enumerate(delen)}
    alle = sorted(lijst.rijen(user).annotate(**sleutels), key=lambda rij: rij.pk, reverse=delen[0][1])
    for nr, (_, neer) in reversed(list(enumerate(delen))):
        alle.sort(key=lambda rij, nr=nr: getattr(rij, f"sleutel{nr}"), reverse=neer)
    return [rij.pk for rij in alle]


def loop(client, url: str, rel: str) -> list[list[int]]:
    """The pages behind every 'Volgende' or 'Vorige', from `url`."""
    bladen = []
    while url:
        html = client.get(url).content.decode()
        bladen.append([int(pk) for pk in RIJ.findall(html)])
        link = re.search(rf'<a href="([^"]+)" rel="{rel}"', html)
        url = re.sub(r"\?.*", "", url) + link[1].replace("&amp;", "&") if link else ""
        assert len(bladen) < 50, "het bladeren houdt niet op"
    return bladen


@pytest.fixture
def kleine_bladen(monkeypatch):
    """Five rows a page; `MAX_RIJ` says how far the pages by number go."""

    def zet(lijst, max_rij):
        monkeypatch.setattr(type(lijst), "FORMATEN", (5, 50))
        monkeypatch.setattr(bladeren, "MAX_RIJ", max_rij)
        monkeypatch.setattr(views, "MAX_RIJ", max_rij)

    return zet


@pytest.mark.parametrize("naam", NAMEN)
def test_elke_kolom_sorteert_en_eindigt_op_de_sleutel(als, super, naam):
    """R95: sorted in the database as Python sorts the keys; equal rows by primary key."""
    lijst, client = LIJSTEN[naam], als(super)
    maak(lijst, 18)
    for volgorde in [neer + kolom for kolom in sorteerbaar(lijst) for neer in ("", "-")]:
        gevonden = rijen(client.get(reverse(f"{naam}_lijst"), {"volgorde": volgorde, **alles(lijst)}))
        assert gevonden == op_volgorde(lijst, super, volgorde), volgorde
        assert len(gevonden) >= 18


@pytest.mark.parametrize("naam", NAMEN)
def test_op_meer_kolommen_sorteren(als, super, naam):
    """R95: the first column, within it the second, each in its own direction."""
    lijst, client = LIJSTEN[naam], als(super)
    maak(lijst, 18)
    for eerste, tweede in pairwise(sorteerbaar(lijst)):
        for volgorde in (f"{eerste},-{tweede}", f"-{eerste},-{tweede}"):
            antwoord = client.get(reverse(f"{naam}_lijst"), {"volgorde": volgorde, **alles(lijst)})
            assert rijen(antwoord) == op_volgorde(lijst, super, volgorde), volgorde


@pytest.mark.parametrize("naam", NAMEN)
@pytest.mark.parametrize("max_rij", [5, 10_000])  # from the first page by key, and all of it by number
def test_bladeren_geeft_elke_rij_een_keer(als, super, kleine_bladen, naam, max_rij):
    """R95: all pages together are the list; forward from the first, backward from the last."""
    lijst, client = LIJSTEN[naam], als(super)
    maak(lijst, 18)
    kleine_bladen(lijst, max_rij)
    kolommen = sorteerbaar(lijst) if max_rij == 5 else sorteerbaar(lijst)[:1]
    for volgorde in [neer + kolom for kolom in kolommen for neer in ("", "-")]:
        goed = op_volgorde(lijst, super, volgorde)
        url = f"{reverse(f'{naam}_lijst')}?{urlencode({'volgorde': volgorde, 'per_pagina': '5', **alles(lijst)})}"
        heen = loop(client, url, "next")
        terug = loop(client, f"{url}&voor={bladeren.EINDE}", "prev")
        assert sum(heen, []) == goed and all(len(blad) == 5 for blad in heen[:-1]), volgorde
        assert sum(reversed(terug), []) == goed and all(len(blad) == 5 for blad in terug[:-1]), volgorde


@pytest.mark.parametrize("naam", NAMEN)
def test_de_laatste_pagina_is_te_vinden(als, super, kleine_bladen, naam):
    """R95: 'Laatste' shows the last rows, in the order of the list."""
    lijst = LIJSTEN[naam]
    maak(lijst, 12)
    kleine_bladen(lijst, 5)
    eerste = als(super).get(reverse(f"{naam}_lijst"), {"per_pagina": "5", **alles(lijst)}).content.decode()
    laatste = re.search(r'href="([^"]+)" aria-label="Laatste pagina"', eerste)[1].replace("&amp;", "&")
    assert rijen(als(super).get(reverse(f"{naam}_lijst") + laatste)) == alle_rijen(lijst, super)[-5:]


@pytest.mark.parametrize("naam", NAMEN)
def test_lijst_en_raster_geven_dezelfde_rijen(als, super, naam):
    """R24: [Wijzigen] works on exactly the rows that are shown, for every order, criterion and page."""
    lijst, client = LIJSTEN[naam], als(super)
    maak(lijst, 30)
    for vraag in _vragen(lijst):
        lijstrijen = rijen(client.get(reverse(f"{naam}_lijst"), vraag))
        assert rijen(client.get(reverse(f"{naam}_raster"), vraag)) == lijstrijen, vraag


@pytest.mark.parametrize("naam", NAMEN)
def test_vreemde_mag_de_lijst_niet_zien(als, vreemde, naam):
    """R93: somebody without a role gets 403, on list and grid."""
    for pagina in ("lijst", "raster"):
        assert als(vreemde).get(reverse(f"{naam}_{pagina}")).status_code == 403


def _vragen(lijst) -> list[dict]:
    kolommen = sorteerbaar(lijst)
    vragen = [{"volgorde": kolom, "per_pagina": "25"} for kolom in kolommen]
    vragen += [{"volgorde": f"-{kolommen[0]}", "per_pagina": "25", "pagina": "2"}, {"onbekend": "1"}]
    return vragen + [{naam: "a"} for naam in lijst.zoekvelden] + [{naam: "ja"} for naam in lijst.zoekvelden]


def alles(lijst) -> dict[str, str]:
    """Parameters that take the default criteria away."""
    return dict.fromkeys(lijst.begin, "alle")


def alle_rijen(lijst, user) -> list[int]:
    """All rows in the default order."""
    parameters = QueryDict(mutable=True)
    parameters.update(alles(lijst))
    vraag = Vraag(lijst, user, parameters)
    return [rij.pk for rij in vraag.rijen.order_by(*vraag.sleutel.volgorde())]
