"""[Uitgebreid zoeken] with JavaScript: a chosen column brings its fields, and the cursor goes on to the next."""

import pytest
from playwright.sync_api import expect

from tests.factories import OrganisatieFactory


def vraag_naar_branche(pagina):
    """The form, with its first condition about a column."""
    pagina.goto("/relaties/organisaties/")
    pagina.get_by_role("link", name="Uitgebreid zoeken").click()
    pagina.get_by_label("Veld", exact=True).select_option(label="Branche")
    expect(pagina.locator('[name="g0r0-operator"]')).to_be_focused()
    return pagina


@pytest.mark.parametrize("elders", [True, False])
def test_een_keuze_voor_het_script_er_is_telt_mee(open_als, super, elders):
    """On a slow line he chooses before the script has come; its fields come when it has, and he stays where he is."""
    pagina = open_als(super)
    wacht = []
    pagina.route("**/uitgebreid*.js", lambda route: wacht.append(route))
    pagina.goto("/relaties/organisaties/uitgebreid/", wait_until="commit")
    pagina.get_by_label("Veld", exact=True).select_option(label="Branche")
    expect(pagina.locator("[data-ververs]")).to_be_visible()
    if elders:
        pagina.locator('[name="g0-koppel"]').focus()
    wacht[0].continue_()
    expect(pagina.locator('[name="g0r0-operator"]')).to_be_visible()
    expect(pagina.locator(f'[name="{"g0-koppel" if elders else "g0r0-operator"}"]')).to_be_focused()


def test_wat_je_doet_terwijl_de_velden_komen_blijft(open_als, super):
    """Issue 4: the answer to [+ Voorwaarde] is slow; meanwhile he types in another row, and chooses a comparison."""
    pagina = vraag_naar_branche(open_als(super))
    wacht = []
    pagina.route("**/uitgebreid/**", lambda route: route.continue_() if wacht else wacht.append(route))
    pagina.get_by_role("button", name="+ Voorwaarde").click()
    pagina.locator('[name="g0r0-operator"]').select_option(label="begint met")
    pagina.locator('[name="g0r0-waarde"]').fill("mus")
    wacht[0].continue_()
    expect(pagina.locator('[name="g0r1-veld"]')).to_be_visible()
    expect(pagina.locator('[name="g0r0-operator"]')).to_have_value("begint")
    expect(pagina.locator('[name="g0r0-waarde"]')).to_have_value("mus")
    pagina.locator('[name="g0r0-waarde"]').press("Enter")
    assert "met branche begint met ‘mus’" in pagina.content()


def test_een_antwoord_tegelijk(open_als, super):
    """Two rows are asked for and the first answer is slow: asked at once, both would add the same second row."""
    pagina = vraag_naar_branche(open_als(super))
    wacht = []
    pagina.route("**/uitgebreid/**", lambda route: route.continue_() if wacht else wacht.append(route))
    for _ in range(2):
        pagina.get_by_role("button", name="+ Voorwaarde").click()
    pagina.locator('[name="g0r0-waarde"]').fill("mus")
    wacht[0].continue_()
    expect(pagina.locator('[name="g0r2-veld"]')).to_be_focused()
    expect(pagina.locator('[name="g0r0-waarde"]')).to_have_value("mus")


def test_wie_zoekt_terwijl_de_velden_komen_zoekt(open_als, super):
    """Firefox breaks off the answer that is under way; to ask it again would take him away from what he finds."""
    pagina = vraag_naar_branche(open_als(super))
    wacht = []

    def houd_op(route):
        if wacht:
            wacht[0].abort("aborted")
            pagina.wait_for_timeout(100)
            route.continue_()
        wacht.append(route)

    pagina.route("**/uitgebreid/**", houd_op)
    pagina.get_by_role("button", name="+ Voorwaarde").click()
    pagina.locator('[name="g0r0-waarde"]').fill("mus")
    pagina.locator('[name="g0r0-waarde"]').press("Enter")
    pagina.wait_for_url("**/relaties/organisaties/?ook=**")
    assert "met branche bevat ‘mus’" in pagina.content()


def test_bouwen_en_bewaren(open_als, super):
    """Issue 4: choose, type, search, keep under a name; nothing reloads in between."""
    OrganisatieFactory(naam="Museum De Zwaan", branche="Musea")
    pagina = vraag_naar_branche(open_als(super))
    pagina.get_by_role("textbox", name="Waarde").fill("mus")
    pagina.get_by_role("button", name="+ Voorwaarde").click()
    expect(pagina.locator('[name="g0r1-veld"]')).to_be_focused()
    assert pagina.get_by_role("textbox", name="Waarde").input_value() == "mus"
    pagina.get_by_role("textbox", name="Waarde").press("Enter")
    assert "Actieve organisaties met branche bevat ‘mus’" in pagina.content() and "Museum De Zwaan" in pagina.content()
    pagina.get_by_text("Zoekvraag bewaren").click()
    pagina.get_by_label("Naam van de zoekvraag").fill("Musea")
    pagina.get_by_role("button", name="Bewaren als nieuwe").click()
    assert "zoekvraag=" in pagina.url and pagina.locator(".vragenbalk-open b").inner_text() == "Musea"
