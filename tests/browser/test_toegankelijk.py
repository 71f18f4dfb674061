"""axe finds nothing on any page, light and dark, and the browser blocks nothing (WCAG 2.2 AA, beloften §3)."""

import pghistory
import pytest
from axe_playwright_python.base import AXE_SCRIPT

from tests.factories import OrganisatieFactory, PersoonFactory, PersoonInOrganisatieFactory, SegmentFactory

REGELS = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
    "resultTypes": ["violations"],
}
#: All that another colour scheme can change; the rest costs twice the time and says the same.
KLEUREN = REGELS | {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
CSP = "Content Security Policy"
#: So that every worker gets a part.
DELEN = 4


@pytest.fixture
def adressen(db):
    """The address of every page, with a row on each."""
    segment = SegmentFactory(naam="Sponsoren")
    sub = SegmentFactory(sub=True, naam="Hoofdsponsor", hoofdsegment=segment)
    with pghistory.context(user=None, handeling="Organisatie gewijzigd") as context:
        org = OrganisatieFactory(naam="Museum Het Ankerhuis", segment=segment, subsegment=sub, telefoon="+31380001234")
    persoon = PersoonFactory(voornaam="Anna", achternaam="Berg", email_prive="anna@smp.example")
    baan = PersoonInOrganisatieFactory(persoon=persoon, organisatie=org, functie="Directeur", hoofdcontactpersoon=True)
    oud = PersoonInOrganisatieFactory(organisatie=org, actief=False)
    ander = OrganisatieFactory(naam="Ankerhuis museum", kvk_nummer="00900002", geen_mailing=True, opmerkingen="Vriend")
    uit = [
        org.get_absolute_url(),
        "/",
        f"/segmenten/{sub.pk}/verwijderen/",
        f"/segmenten/{sub.pk}/vervangen/",
        "/wijzigingen/",
    ]
    uit += [f"/wijzigingen/{context.id}/", f"/wijzigingen/{context.id}/ongedaan-maken/"]
    uit += [f"{org.get_absolute_url()}geschiedenis/"]
    for rij in (org, persoon, baan, oud, segment, sub):
        uit += [rij.get_absolute_url(), f"{rij.get_absolute_url()}wijzigen/"]
    for lijst in ("relaties/organisaties", "relaties/personen", "relaties/personen-in-organisatie", "segmenten"):
        uit += [
            f"/{lijst}/",
            f"/{lijst}/wijzigen/",
            f"/{lijst}/toevoegen/",
            f"/{lijst}/?onbekend=1&pagina=0",
            f"/{lijst}/?naam=zz",
        ]
    samenvoegen = f"{org.get_absolute_url()}samenvoegen/"
    uit += [samenvoegen, f"{samenvoegen}?met={ander.pk}"]
    uit += ["/relaties/organisaties/dubbel/?op=naam", "/relaties/personen/dubbel/"]
    return [*uit, "/relaties/zakelijke-relatie-toevoegen/", f"{baan.get_absolute_url()}werkgever-wijzigen/"]


def gebreken(pagina, regels) -> list[str]:
    """What axe finds, with the element."""
    if not pagina.evaluate("'axe' in window"):
        pagina.evaluate(AXE_SCRIPT)
    gevonden = pagina.evaluate("regels => axe.run(regels).then((uit) => uit.violations)", regels)
    return [f"{g['id']} ({g['impact']}): {knoop['html'][:120]}" for g in gevonden for knoop in g["nodes"][:3]]


def dag_en_nacht(pagina, nacht=KLEUREN) -> list[str]:
    """Every rule by day; by night those that another colour can break."""
    uit = []
    for kleur, regels in (("light", REGELS), ("dark", nacht)):
        pagina.emulate_media(color_scheme=kleur)
        uit += [f"{kleur} {pagina.url}: {gebrek}" for gebrek in gebreken(pagina, regels)]
    return uit


@pytest.mark.parametrize("deel", range(DELEN))
def test_elke_pagina_is_toegankelijk(open_als, super, adressen, deel):
    """R104: 0 violations on every page, and the browser blocks nothing (beloften §2)."""
    pagina, uit = open_als(super), []
    for adres in adressen[deel::DELEN]:
        pagina.goto(adres)
        uit += dag_en_nacht(pagina)
    assert uit == []
    assert [tekst for _, tekst in pagina.context.gezegd if CSP in tekst] == []


def test_wat_open_staat_is_toegankelijk(open_als, super, adressen):
    """R104: the menu, the column chooser, the arrows, every tab, and a form with errors."""
    pagina = open_als(super)
    pagina.goto("/relaties/organisaties/")
    pagina.locator("details").evaluate_all("alle => alle.forEach((e) => { e.open = true; })")
    assert dag_en_nacht(pagina, REGELS) == []
    for staat in ("nieuw", "wijzigen"):
        pagina.goto(f"{adressen[0]}?regels={staat}")
        pagina.locator("[data-pijltje]").first.click()
        # The click scrolled: half a button under the sticky bar is too small to hit, on any page that scrolls.
        pagina.evaluate("scrollTo(0, 0)")
        assert dag_en_nacht(pagina, REGELS) == []
    pagina.goto("/relaties/organisaties/toevoegen/")
    pagina.get_by_role("button", name="Bewaren", exact=True).click()
    for tab in pagina.get_by_role("tab").all():
        tab.click()
        assert dag_en_nacht(pagina, REGELS) == []


def test_de_inlogpagina_is_toegankelijk(open_als):
    """R93, R104: the first page that anybody sees, and its message."""
    pagina = open_als(None)
    pagina.goto("/inloggen/")
    assert dag_en_nacht(pagina) == []
    pagina.get_by_role("button", name="Inloggen").click()
    assert dag_en_nacht(pagina) == []


def test_de_browser_blokkeert_een_inline_script(open_als):
    """The control of the tests above: the policy is really on, and its report is really heard."""
    pagina = open_als(None)
    pagina.goto("/inloggen/")
    pagina.evaluate("document.body.append(Object.assign(document.createElement('script'), {text: 'window.kwaad = 1'}))")
    assert pagina.evaluate("window.kwaad") is None
    assert any(CSP in tekst for _, tekst in pagina.context.gezegd)
    pagina.context.gezegd.clear()
