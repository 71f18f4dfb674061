"""Every Lijst: order, paging, and that list and grid give the same rows. A new Lijst is tested without a new test."""

import csv
import io
import re
from html import unescape
from itertools import pairwise

import pytest
from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode

from smp.lijsten import bladeren, views
from smp.lijsten.lijst import LIJSTEN
from smp.lijsten.massa import Massa
from smp.lijsten.vraag import Vraag
from smp.uitwisseling.export import ontdoe
from tests.contract.gegevens import NAMEN

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


def blad(lijst, user, query: str) -> tuple[list[int], dict]:
    """The keys on a page, and its links: what the view draws, without the drawing."""
    vraag = Vraag(lijst, user, QueryDict(f"{query}&{urlencode(alles(lijst))}"))
    return [rij.pk for rij in vraag.blad.rijen], views.pagina_context(vraag)


def loop(lijst, user, query: str, link: str) -> list[list[int]]:
    """The pages behind every 'Volgende' or 'Vorige'."""
    bladen = []
    while query:
        sleutels, links = blad(lijst, user, query)
        bladen.append(sleutels)
        query = links[link].partition("?")[2]
        assert len(bladen) < 50, "het bladeren houdt niet op"
    return bladen


def loop_op_het_scherm(client, url: str, rel: str) -> list[list[int]]:
    """The same in the pages themselves."""
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
    """Ten rows a page; `MAX_RIJ` says how far the pages by number go."""

    def zet(lijst, max_rij):
        monkeypatch.setattr(type(lijst), "FORMATEN", (10, 200))
        monkeypatch.setattr(bladeren, "MAX_RIJ", max_rij)
        monkeypatch.setattr(views, "MAX_RIJ", max_rij)

    return zet


def test_elke_kolom_sorteert_en_eindigt_op_de_sleutel(super, gevuld):
    """R95: sorted in the database as Python sorts the keys; equal rows by primary key."""
    lijst = LIJSTEN[gevuld]
    for volgorde in [neer + kolom for kolom in sorteerbaar(lijst) for neer in ("", "-")]:
        gevonden, _ = blad(lijst, super, f"volgorde={volgorde}&per_pagina=200")
        assert gevonden == op_volgorde(lijst, super, volgorde), volgorde
        assert len(gevonden) >= 18


def test_op_meer_kolommen_sorteren(super, gevuld):
    """R95: the first column, within it the second, each in its own direction."""
    lijst = LIJSTEN[gevuld]
    for eerste, tweede in pairwise(sorteerbaar(lijst)):
        for volgorde in (f"{eerste},-{tweede}", f"-{eerste},-{tweede}"):
            gevonden, _ = blad(lijst, super, f"volgorde={volgorde}&per_pagina=200")
            assert gevonden == op_volgorde(lijst, super, volgorde), volgorde


@pytest.mark.parametrize("max_rij", [10, 10_000])  # from the first page by key, and all of it by number
def test_bladeren_geeft_elke_rij_een_keer(als, super, kleine_bladen, gevuld, max_rij):
    """R95: all pages together are the list; forward from the first, backward from the last."""
    lijst, client = LIJSTEN[gevuld], als(super)
    kleine_bladen(lijst, max_rij)
    volgordes = [neer + kolom for kolom in sorteerbaar(lijst) for neer in ("", "-")]
    for volgorde in volgordes if max_rij == 10 else volgordes[:2]:
        goed, query = op_volgorde(lijst, super, volgorde), f"volgorde={volgorde}&per_pagina=10"
        terug = f"{query}&voor={bladeren.EINDE}"
        lopen = [(loop(lijst, super, query, "volgende_url"), loop(lijst, super, terug, "vorige_url"))]
        if volgorde in volgordes[:2]:
            url = f"{reverse(f'{gevuld}_lijst')}?{urlencode(alles(lijst))}"
            op_scherm = [loop_op_het_scherm(client, f"{url}&{q}", rel) for q, rel in ((query, "next"), (terug, "prev"))]
            lopen.append(op_scherm)
        for heen, achteruit in lopen:
            assert sum(heen, []) == goed and all(len(deel) == 10 for deel in heen[:-1]), volgorde
            assert sum(reversed(achteruit), []) == goed and all(len(deel) == 10 for deel in achteruit[:-1]), volgorde


def test_de_laatste_pagina_is_te_vinden(als, super, kleine_bladen, gevuld):
    """R95: 'Laatste' shows the last rows, in the order of the list."""
    lijst = LIJSTEN[gevuld]
    kleine_bladen(lijst, 10)
    eerste = als(super).get(reverse(f"{gevuld}_lijst"), {"per_pagina": "10", **alles(lijst)}).content.decode()
    laatste = re.search(r'href="([^"]+)" aria-label="Laatste pagina"', eerste)[1].replace("&amp;", "&")
    assert rijen(als(super).get(reverse(f"{gevuld}_lijst") + laatste)) == alle_rijen(lijst, super)[-10:]


def test_lijst_en_raster_geven_dezelfde_rijen(als, super, gevuld):
    """R24: [Wijzigen] works on exactly the rows that are shown, for every order, criterion and page."""
    lijst, client = LIJSTEN[gevuld], als(super)
    for vraag in _vragen(lijst):
        lijstrijen = rijen(client.get(reverse(f"{gevuld}_lijst"), vraag))
        assert rijen(client.get(reverse(f"{gevuld}_raster"), vraag)) == lijstrijen, vraag


def test_lijst_export_en_massawijziging_gaan_over_dezelfde_rijen(als, super, gevuld):
    """R101: the file has the names on the screen, in that order; the mass change counts as many."""
    lijst, browser = LIJSTEN[gevuld], als(super)
    for vraag in _vragen(lijst)[:-1]:
        query = QueryDict(mutable=True)
        query.update(vraag | {"per_pagina": "200", "pagina": "1"})
        html = browser.get(f"{reverse(f'{gevuld}_lijst')}?{query.urlencode()}").content.decode()
        namen = [
            unescape(re.sub("<[^>]+>", "", cel)).strip() for cel in re.findall(r'<td class="kop"[^>]*>(.*?)<td', html)
        ]
        antwoord = browser.post(f"{reverse(f'{gevuld}_export')}?{query.urlencode()}", {"formaat": "csv"})
        bestand = b"".join(antwoord.streaming_content).decode("utf-8-sig")
        rijen_ = list(csv.reader(io.StringIO(bestand, newline=""), delimiter=";"))[1:]
        assert [ontdoe(rij[0]).strip() or "(leeg)" for rij in rijen_] == namen, vraag
        massa = browser.get(f"{reverse(f'{gevuld}_massa')}?{query.urlencode()}")
        aantal = re.search(r"Je wijzigt <b>(\d+) ", massa.content.decode())
        assert (int(aantal[1]) if aantal else 0) == len(namen), vraag


@pytest.mark.parametrize("naam", NAMEN)
def test_elke_kolom_van_een_export_heeft_een_eigen_naam(naam):
    """A file has no other way to tell two columns apart."""
    koppen = [LIJSTEN[naam].label(kolom) for kolom in LIJSTEN[naam].kolommen]
    assert len(set(koppen)) == len(koppen)


def test_elk_veld_dat_het_raster_wijzigt_kan_massaal(als, super, gevuld):
    """Every column with `bewerk`, with the rules that look at it in reach of one query."""
    lijst = LIJSTEN[gevuld]
    html = als(super).get(reverse(f"{gevuld}_massa"), alles(lijst)).content.decode()
    velden = lijst.eigen_velden
    assert [veld for veld in velden if f'name="doe-{veld}"' not in html] == []
    for veld in velden:
        assert next(Massa(lijst, super, {veld: ""}).beoordeel(lijst.rijen(super)))


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
