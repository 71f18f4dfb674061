"""The grid as a spreadsheet: arrows, copying down, and a block of another program with what does not fit."""

from tests.factories import GebruikerFactory, OrganisatieFactory

PLAK = """tekst => {
  const klembord = new DataTransfer();
  klembord.setData("text/plain", tekst);
  const plak = { clipboardData: klembord, bubbles: true, cancelable: true };
  document.activeElement.dispatchEvent(new ClipboardEvent("paste", plak));
}"""
KOLOMMEN = "naam,bezoekadres_plaats,accountmanager,aantal_medewerkers,relatie_sinds,actief"


def test_toetsen_en_plakken(pagina):
    """Issue 4: ↓ leaves a typed text, Ctrl+D copies, Esc puts back; dates, yes/no, names and 1.200 are understood."""
    GebruikerFactory(naam="Fatima El Amrani")
    een, twee = (OrganisatieFactory(naam=naam, bezoekadres_plaats="Kampen") for naam in ("Atelier", "Bakkerij"))
    pagina.goto(f"/relaties/organisaties/wijzigen/?kolommen={KOLOMMEN}")
    toets, waarde = pagina.keyboard, lambda org, veld: pagina.locator(f"#c-{org.pk}-{veld}").input_value()
    pagina.locator(f"#c-{een.pk}-naam").focus()
    toets.press("ArrowRight")
    toets.type("Urk")
    toets.press("ArrowDown")
    toets.press("Control+d")
    assert waarde(een, "bezoekadres_plaats") == waarde(twee, "bezoekadres_plaats") == "Urk"
    toets.press("Escape")
    assert waarde(twee, "bezoekadres_plaats") == "Kampen" and pagina.get_by_text("1 cel gewijzigd").is_visible()
    toets.press("ArrowUp")
    pagina.evaluate(PLAK, "Ede\tfatima el amrani\t1.200\t1-9-2019\tnee\r\nGoor\t\ttwaalf\t31-2-2019\tja\r\n")
    assert waarde(een, "aantal_medewerkers") == "1200" and waarde(een, "relatie_sinds") == "2019-09-01"
    pagina.get_by_text("8 cellen geplakt. 2 waarden passen niet").wait_for()
    toets.press("Control+Enter")
    assert pagina.evaluate("document.activeElement.id") == f"c-{twee.pk}-aantal_medewerkers"
    for _ in range(2):
        pagina.locator("td:has(.plak-fout) .cel-invoer").first.press("Escape")
    pagina.get_by_role("button", name="Bewaren").click()
    pagina.get_by_text("2 organisaties zijn bewaard.").wait_for()
    een.refresh_from_db()
    assert str(een.accountmanager) == "Fatima El Amrani" and not een.actief
