"""From a row of a list to its card and on to the next: the Vraag goes along, and back (issue 4)."""

import re
from html import unescape
from urllib.parse import quote

import pytest
from django.urls import reverse

from smp.lijsten.lijst import LIJSTEN
from tests.contract.gegevens import maak
from tests.contract.test_kosten import queries
from tests.factories import OrganisatieFactory
from tests.invullen import post

pytestmark = pytest.mark.django_db

LIJST = "/relaties/organisaties/"


@pytest.fixture
def musea():
    """Thirty in Zwolle in the order of their names, and one in between that no question here finds."""
    OrganisatieFactory(naam="Museum 07 in Kampen", bezoekadres_plaats="Kampen")
    return [OrganisatieFactory(naam=f"Museum {nr:02}", bezoekadres_plaats="Zwolle") for nr in range(30)]


def kaart(rij, vraag="bezoekadres_plaats=Zwolle&per_pagina=25") -> str:
    return f"{LIJST}{rij.pk}/?vraag={quote(vraag, safe='')}"


def link(antwoord, wat: str) -> str:
    """The address of a link by its rel, or by its text."""
    gevonden = re.search(rf'<a [^>]*href="([^"]*)"(?:[^>]*rel="{wat}"|[^>]*>{wat})', antwoord.content.decode())
    return unescape(gevonden[1]) if gevonden else ""


def test_de_lijst_geeft_haar_vraag_mee(als, lezer, musea):
    html = als(lezer).get(LIJST, {"bezoekadres_plaats": "Zwolle"}).content.decode()
    assert f'href="{LIJST}{musea[3].pk}/?vraag=bezoekadres_plaats%3DZwolle"' in html


@pytest.mark.parametrize("vraag", ["bezoekadres_plaats=Zwolle&per_pagina=25", "ook=bezoekadres_plaats:is:Zwolle"])
def test_van_kaart_naar_kaart_binnen_de_vraag(als, lezer, musea, vraag):
    """Also of a free condition, whose few hits are found once."""
    client = als(lezer)
    kaart_7 = client.get(kaart(musea[7], vraag))
    assert "<span>8 van 30</span>" in kaart_7.content.decode()
    assert link(kaart_7, "prev") == link(client.get(link(kaart_7, "next")), "prev").replace(
        str(musea[7].pk), str(musea[6].pk)
    )
    assert f"/{musea[8].pk}/?vraag=" in link(kaart_7, "next")


@pytest.mark.parametrize("vraag", ["bezoekadres_plaats=Zwolle", "ook=bezoekadres_plaats:is:Zwolle"])
def test_het_aantal_telt_niet_verder_dan_de_lijst(als, lezer, musea, monkeypatch, vraag):
    """Of what is searched every row is read: 10.001 of them took a card half a second."""
    monkeypatch.setattr("smp.lijsten.vraag.ZOEKGRENS", 10)
    monkeypatch.setattr("smp.lijsten.vraag.RELATIEGRENS", 10)
    assert "<span>8 van 10+</span>" in als(lezer).get(kaart(musea[7], vraag)).content.decode()
    assert "<span>28 van 28+</span>" in als(lezer).get(kaart(musea[27], vraag)).content.decode()


def test_een_lange_vraag_gaat_heel_mee(als, lezer, musea):
    """What was cut off would be another question, with other neighbours."""
    lang = f"kolommen={'naam,' * 900}&bezoekadres_plaats=Zwolle"
    assert "<span>8 van 30</span>" in als(lezer).get(kaart(musea[7], lang)).content.decode()


def test_aan_het_eind_is_er_geen_volgende(als, lezer, musea):
    client = als(lezer)
    assert link(client.get(kaart(musea[0])), "prev") == "" == link(client.get(kaart(musea[29])), "next")


def test_gemengde_volgorde_en_gelijke_waarden(als, lezer, musea):
    """Every row once, from the first to the last, whatever the order."""
    client, vraag = als(lezer), "bezoekadres_plaats=Zwolle&volgorde=-bezoekadres_plaats,naam"
    adres, gezien = kaart(musea[0], vraag), []
    while adres:
        gezien.append(int(adres.split("/")[3]))
        adres = link(client.get(adres), "next")
    assert gezien == [rij.pk for rij in musea]


def test_terug_naar_de_bladzijde_van_de_rij(als, lezer, musea):
    """Also after leafing on to a row on the next page; the row is marked by its fragment."""
    terug = link(als(lezer).get(kaart(musea[27])), "Terug naar de tabel")
    assert terug == f"{LIJST}?bezoekadres_plaats=Zwolle&per_pagina=25&pagina=2#r{musea[27].pk}"
    assert f'id="r{musea[27].pk}"' in als(lezer).get(terug).content.decode()


def test_na_bewaren_terug_bij_dezelfde_vraag(als, gebruiker, musea):
    """The list, the page, and the row marked as changed."""
    client, url = als(gebruiker), kaart(musea[27]).replace("/?", "/wijzigen/?")
    assert url.replace("&", "%26") in unescape(client.get(kaart(musea[27])).content.decode())
    antwoord = post(client, url, {"handelsnaam": "De Boei"})
    assert antwoord.status_code == 302 and "pagina=2&set=" in antwoord.url and f"#r{musea[27].pk}" in antwoord.url
    assert f'<tr id="r{musea[27].pk}" class="gewijzigd">' in client.get(antwoord.url).content.decode()


def test_wie_uit_de_vraag_valt_staat_op_zijn_kaart(als, gebruiker, musea):
    client = als(gebruiker)
    url = kaart(musea[3]).replace("/?", "/wijzigen/?")
    antwoord = post(client, url, {"bezoekadres_plaats": "Kampen"})
    assert f"/{musea[3].pk}/?vraag=" in antwoord.url
    kaart_3 = client.get(antwoord.url)
    assert "Museum 03 staat niet meer in de lijst waar je vandaan kwam." in kaart_3.content.decode()
    assert f"/{musea[4].pk}/" in link(kaart_3, "next") and " van 29<" not in kaart_3.content.decode()


@pytest.mark.parametrize("vraag", ["", "\x00=\x00&naam=\x00", "na=vals&voor=vals", "actief=%zz&x=1" * 900, "pagina=-1"])
def test_een_vervalste_vraag_geeft_gewoon_de_kaart(als, gebruiker, musea, vraag):
    for pagina in ("/?", "/wijzigen/?"):
        assert als(gebruiker).get(kaart(musea[3], vraag).replace("/?", pagina)).status_code == 200


@pytest.mark.parametrize("naam", sorted(LIJSTEN))
def test_een_kaart_met_vraag_kost_hoogstens_tien_queries(als, super, naam):
    """ontwerp §8."""
    maak(LIJSTEN[naam], 10)
    pk = LIJSTEN[naam].model.objects.first().pk
    gevraagd = queries(als(super), reverse(f"{naam}_kaart", args=[pk]), {"vraag": "per_pagina=25"})
    assert len(gevraagd) <= 10, "\n".join(gevraagd)
