"""The grid as a spreadsheet: arrows, copying down, and a block of another program with what does not fit."""

from datetime import date

from tests.factories import GebruikerFactory, OrganisatieFactory, PersoonInOrganisatieFactory, SegmentFactory

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


def test_half_getypt_wordt_niet_als_leeg_bewaard(pagina):
    """Issue 4: half a date and '1e' are told at their cell; Esc puts back what is stored."""
    org = OrganisatieFactory(relatie_sinds=date(2023, 10, 2), aantal_medewerkers=17)
    pagina.goto(f"/relaties/organisaties/wijzigen/?kolommen={KOLOMMEN}")
    for veld, toetsen in (("relatie_sinds", ["Backspace"]), ("aantal_medewerkers", ["Control+a", "1", "e"])):
        cel = pagina.locator(f"#c-{org.pk}-{veld}")
        cel.focus()
        for toets in toetsen:
            pagina.keyboard.press(toets)
        pagina.get_by_role("button", name="Bewaren").click()
        assert cel.evaluate("el => el === document.activeElement && el.validationMessage").startswith("Vul een ")
        pagina.keyboard.press("Escape")
        assert cel.evaluate("el => el.value && !el.validity.badInput")
    assert pagina.get_by_text("0 cellen gewijzigd").is_visible()
    leeg = pagina.locator(
        f"#c-{OrganisatieFactory().pk}-relatie_sinds"
    )  # nothing is stored there: Esc takes the half away
    pagina.reload()
    leeg.focus()
    pagina.keyboard.press("1")
    assert leeg.evaluate("el => el.validity.badInput")
    pagina.keyboard.press("Escape")
    assert not leeg.evaluate("el => el.validity.badInput")


def test_half_getypt_op_een_ander_tabblad_en_achter_een_pijltje(pagina):
    """Issue 3: the tab and the line with more fields open; nothing is stored."""
    org = OrganisatieFactory(relatie_sinds=date(2023, 10, 2))
    PersoonInOrganisatieFactory(organisatie=org, begindatum=date(2022, 1, 1))
    for pad, veld in (("wijzigen/", "relatie_sinds"), ("?regels=wijzigen", "begindatum")):
        pagina.goto(f"{org.get_absolute_url()}{pad}", wait_until="domcontentloaded")
        invoer = pagina.locator(f"[name$={veld}]").first
        if not invoer.is_visible():
            pagina.locator(
                f"[role=tab][aria-controls={invoer.evaluate('el => el.closest(`[role=tabpanel]`).id')}]"
            ).click()
        if not invoer.is_visible():
            pagina.locator("[data-pijltje]").first.click()
        invoer.focus()
        pagina.keyboard.press("Backspace")
        pagina.get_by_role("tab").last.click()
        invoer.evaluate("el => el.form.requestSubmit()")
        assert invoer.is_visible() and invoer.evaluate("el => el.validationMessage").startswith("Vul een datum in")
    org.refresh_from_db()
    assert org.relatie_sinds == date(2023, 10, 2)


def test_een_losse_waarde_in_een_getal(pagina):
    """Issue 4: pasted alone as in a block: 1.200 is a number, 12,5 is none and is not lost; F2 breaks nothing."""
    org = OrganisatieFactory(aantal_medewerkers=17)
    pagina.goto(f"/relaties/organisaties/wijzigen/?kolommen={KOLOMMEN}")
    cel = pagina.locator(f"#c-{org.pk}-aantal_medewerkers")
    cel.focus()
    pagina.keyboard.press("F2")
    pagina.evaluate(PLAK, "1.200")
    assert cel.input_value() == "1200"
    pagina.evaluate(PLAK, "12,5")
    assert cel.input_value() == "1200" and pagina.get_by_text("‘12,5’ past hier niet.").is_visible()


def test_esc_op_het_segment_brengt_het_subsegment_terug(pagina):
    """Issue 4: what another segment took away, comes back with the old one."""
    sub = SegmentFactory(sub=True, naam="Kennismaking", hoofdsegment=SegmentFactory(naam="Business Club"))
    SegmentFactory(naam="Onderwijs")
    org = OrganisatieFactory(segment=sub.hoofdsegment, subsegment=sub)
    pagina.goto("/relaties/organisaties/wijzigen/?kolommen=naam,segment,subsegment")
    segment, subsegment = (pagina.locator(f"#c-{org.pk}-{veld}") for veld in ("segment", "subsegment"))
    segment.fill("Onderwijs")
    segment.press("Enter")
    segment.evaluate("el => el.dispatchEvent(new Event('change', { bubbles: true }))")
    assert subsegment.input_value() == ""
    segment.press("Escape")
    assert subsegment.input_value() == "Kennismaking" and pagina.get_by_text("0 cellen gewijzigd").is_visible()
