"""Keys that a browser must hear: Ctrl+→ on a card, `?` everywhere, and neither while somebody types."""

from tests.factories import OrganisatieFactory


def test_ctrl_pijl_en_vraagteken(pagina):
    """From the list to a card, on to the next with its tab, back, and to the page with all keys."""
    for nr in range(3):
        OrganisatieFactory(naam=f"Museum {nr}")
    pagina.goto("/relaties/organisaties/?naam=museum")
    pagina.get_by_role("button", name="Zoeken").click()
    assert "?naam=museum&actief=ja" in pagina.url and "=&" not in pagina.url  # no empty fields
    pagina.get_by_role("link", name="Museum 0").click()
    pagina.get_by_role("tab", name="Postadres").click()
    pagina.keyboard.press("Control+ArrowRight")
    pagina.get_by_role("heading", name="Museum 1", exact=True).wait_for()
    assert pagina.get_by_role("tab", name="Postadres").get_attribute("aria-selected") == "true"
    pagina.keyboard.press("/")
    pagina.keyboard.type("?")
    pagina.keyboard.press("Control+ArrowRight")
    assert pagina.get_by_role("heading", name="Museum 1", exact=True).is_visible()
    pagina.locator("h1").click()
    with pagina.context.expect_page() as nieuw:  # what somebody types here stays
        pagina.keyboard.press("?")
    nieuw.value.get_by_role("heading", name="Sneltoetsen").wait_for()
    nieuw.value.get_by_label("uitzetten").check()
    pagina.goto("/")
    pagina.keyboard.press("?")
    assert pagina.get_by_role("heading", name="Welkom").is_visible()
