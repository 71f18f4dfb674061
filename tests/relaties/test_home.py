"""The homepage and the menu (R1, R5–R7, R33, R93, R100)."""

import re

import pytest

from tests.factories import OrganisatieFactory
from tests.invullen import post

pytestmark = pytest.mark.django_db


def tekst(antwoord) -> str:
    return re.sub(r"\s+", " ", antwoord.content.decode())


def knoppen(antwoord) -> dict[str, str]:
    """The buttons of the homepage: text -> address."""
    html = antwoord.content.decode()
    if "start-knoppen" not in html:
        return {}
    deel = html[html.index("start-knoppen") :]
    deel = deel[: deel.index("</div>")]
    return {naam.strip(): url for url, naam in re.findall(r'href="([^"]+)">([^<]+)</a>', deel)}


def test_de_knop_organisatie_toevoegen_leidt_naar_de_tabel(als, gebruiker):
    """R5, R7, A2: exactly this text, and the target is the table page, with the cursor on the button below it."""
    url = knoppen(als(gebruiker).get("/"))["Organisatie toevoegen"]
    html = tekst(als(gebruiker).get(url))
    assert "<h1>Organisaties</h1>" in html
    assert re.search(r'<a class="knop knop-accent"[^>]*autofocus>\+ Organisatie toevoegen', html)


def test_de_homepage_toont_de_hoofdtaken(als, gebruiker):
    """R100: the main actions of the module."""
    assert list(knoppen(als(gebruiker).get("/")))[:2] == ["Organisatie toevoegen", "Persoon toevoegen"]


def test_lezer_heeft_geen_knoppen(als, lezer, vreemde):
    """R93: no right, no button; a stranger sees no menu either."""
    assert knoppen(als(lezer).get("/")) == {} == knoppen(als(vreemde).get("/"))
    assert "hoofdmenu" in tekst(als(lezer).get("/")) and 'class="hoofdmenu"' not in tekst(als(vreemde).get("/"))


@pytest.mark.parametrize("pagina", ["/", "/relaties/organisaties/", "/relaties/organisaties/toevoegen/", "/segmenten/"])
def test_het_menu_staat_op_elke_pagina(als, super, pagina):
    """R6, R33, R65, R76, A8: Relaties > Personen; Relaties > Zakelijk > Organisaties, Persoon in organisatie, …"""
    html = tekst(als(super).get(pagina))
    menu = html[html.index('class="hoofdmenu"') : html.index("</nav>")]
    woorden = re.findall(r">\s*([^<>]+?)\s*</(?:summary|span|a)>", menu)
    for naam in ("Relaties", "Personen", "Zakelijk", "Organisaties", "Persoon in organisatie", "Segmenten"):
        assert naam in woorden
    assert (
        woorden.index("Relaties")
        < woorden.index("Personen")
        < woorden.index("Zakelijk")
        < woorden.index("Organisaties")
    )


def test_een_telling_is_aan_te_klikken(als, gebruiker):
    """Issue 2: the number is what the list behind it finds."""
    OrganisatieFactory.create_batch(3, relatiestatus="klant")
    OrganisatieFactory(relatiestatus="klant", actief=False)
    html = tekst(als(gebruiker).get("/"))
    url, getal = re.search(r'<a href="([^"]+)"><b>(\d+)</b>klanten', html).groups()
    assert getal == "3" and "1–3 van 3 organisaties" in tekst(als(gebruiker).get(url))


def test_wat_jij_wijzigde_staat_bovenaan(als, gebruiker, super):
    """Issue 2: recent records, your own apart."""
    ankerhuis = OrganisatieFactory(naam="Museum Het Ankerhuis")
    leeg = "Je hebt nog niets gewijzigd."
    assert leeg in tekst(als(gebruiker).get("/"))
    post(als(gebruiker), f"{ankerhuis.get_absolute_url()}wijzigen/", branche="Musea")
    assert leeg not in tekst(als(gebruiker).get("/")) and leeg in tekst(als(super).get("/"))


def test_een_gesloten_deur(client, db):
    """R93: anonymous goes to the login page, and back to where he wanted to be."""
    antwoord = client.get("/relaties/organisaties/?naam=anker", follow=True)
    assert antwoord.redirect_chain[0][0] == "/inloggen/?next=/relaties/organisaties/%3Fnaam%3Danker"
    assert all(woord in tekst(antwoord) for woord in ("Inloggen", "Gebruikersnaam", "Wachtwoord"))
