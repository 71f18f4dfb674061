"""The history on a card (R98): fetched when its tab is opened, and a link where there is no JavaScript."""

import pytest

from tests.factories import OrganisatieFactory


@pytest.mark.parametrize("script", [True, False])
def test_de_geschiedenis_op_een_kaart(open_als, gebruiker, script):
    pagina = open_als(gebruiker, java_script_enabled=script)
    pagina.goto(OrganisatieFactory().get_absolute_url())
    assert not pagina.locator(".tijdlijn").count()
    pagina.get_by_role("tab" if script else "link", name="Geschiedenis").first.click()
    if not script:
        pagina.get_by_role("link", name="Bekijk alle wijzigingen").click()
    assert "Toegevoegd." in pagina.locator(".tijdlijn").inner_text()
    assert pagina.url.endswith("#tab-geschiedenis" if script else "/geschiedenis/")
