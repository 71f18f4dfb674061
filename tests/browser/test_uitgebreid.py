"""[Uitgebreid zoeken] with JavaScript: a chosen column brings its fields, and the cursor goes on to the next."""

from tests.factories import OrganisatieFactory


def test_bouwen_en_bewaren(open_als, super):
    """Issue 4: choose, type, search, keep under a name; nothing reloads in between."""
    OrganisatieFactory(naam="Museum De Zwaan", branche="Musea")
    pagina = open_als(super)
    pagina.goto("/relaties/organisaties/")
    pagina.get_by_role("link", name="Uitgebreid zoeken").click()
    pagina.get_by_label("Veld", exact=True).select_option(label="Branche")
    pagina.locator('[name="g0r0-operator"]:focus').wait_for()
    pagina.get_by_role("textbox", name="Waarde").fill("mus")
    pagina.get_by_role("button", name="+ Voorwaarde").click()
    pagina.locator('[name="g0r1-veld"]:focus').wait_for()
    assert pagina.get_by_role("textbox", name="Waarde").input_value() == "mus"
    pagina.get_by_role("textbox", name="Waarde").press("Enter")
    assert "Actieve organisaties met branche bevat ‘mus’" in pagina.content() and "Museum De Zwaan" in pagina.content()
    pagina.get_by_text("Zoekvraag bewaren").click()
    pagina.get_by_label("Naam van de zoekvraag").fill("Musea")
    pagina.get_by_role("button", name="Bewaren als nieuwe").click()
    assert "zoekvraag=" in pagina.url and pagina.locator(".vragenbalk-open b").inner_text() == "Musea"
