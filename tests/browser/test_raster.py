"""The grid as a spreadsheet: arrows, copying down, and a block of another program with what does not fit."""

from datetime import date

from tests.factories import GebruikerFactory, OrganisatieFactory, PersoonInOrganisatieFactory, SegmentFactory

PLAK = """tekst => {
  const klembord = new DataTransfer();
  klembord.setData("text/plain", tekst);
  const plak = { clipboardData: klembord, bubbles: true, cancelable: true };
  document.activeElement.dispatchEvent(new ClipboardEvent("paste", plak));
}"""
KOPIE = """() => {
  const klembord = new DataTransfer();
  document.activeElement.dispatchEvent(new ClipboardEvent("copy", { clipboardData: klembord, bubbles: true }));
  return klembord.getData("text/plain");
}"""
#: Whether the cell with the focus can be seen: below the head of the table, above its end.
IN_BEELD = """() => {
  const [vak, kop, cel] = [".tabelvak", ".tabelvak thead", ":focus"].map((s) =>
    document.querySelector(s).getBoundingClientRect());
  return cel.top >= kop.bottom - 1 && cel.bottom <= vak.bottom + 1;
}"""
KOLOMMEN = "naam,bezoekadres_plaats,accountmanager,aantal_medewerkers,relatie_sinds,actief"


def hier(pagina) -> str:
    """Which cell has the focus: '2 naam' is the name in the second row."""
    return pagina.evaluate(
        "(el => `${el.closest('tr').sectionRowIndex + 1} ${el.name.split('-')[2]}`)(document.activeElement)"
    )


def test_toetsen_en_plakken(pagina):
    """Issue 4: ↓ leaves a typed text, Ctrl+D copies, Esc puts back; dates, yes/no, names and 1.200 are understood."""
    GebruikerFactory(naam="Fatima El Amrani")
    een, twee = (OrganisatieFactory(naam=naam, bezoekadres_plaats="Kampen") for naam in ("Atelier", "Bakkerij"))
    pagina.goto(f"/relaties/organisaties/wijzigen/?kolommen={KOLOMMEN}")
    toets, waarde = pagina.keyboard, lambda org, veld: pagina.locator(f"#c-{org.pk}-{veld}").input_value()
    pagina.locator(f"#c-{een.pk}-naam").focus()
    toets.press("ArrowRight")
    toets.type("Ur")
    toets.press("ArrowRight")  # a typed cell is left by it; after F2 it goes through the text
    assert pagina.evaluate("document.activeElement.id") == f"c-{een.pk}-accountmanager"
    toets.press("ArrowLeft")
    toets.press("F2")
    toets.press("ArrowLeft")
    assert pagina.evaluate("document.activeElement.id") == f"c-{een.pk}-bezoekadres_plaats"
    toets.press("End")
    toets.type("k")
    toets.press("ArrowDown")
    toets.press("Control+d")
    assert waarde(een, "bezoekadres_plaats") == waarde(twee, "bezoekadres_plaats") == "Urk"
    toets.press("Escape")
    assert waarde(twee, "bezoekadres_plaats") == "Kampen" and pagina.get_by_text("1 cel gewijzigd").is_visible()
    toets.press("ArrowUp")
    pagina.evaluate(PLAK, "Ede\tfatima el amrani\t1.200\t1-9-2019\tnee\r\nGoor\t\ttwaalf\t31-2-2019\tja\r\n")
    assert waarde(een, "aantal_medewerkers") == "1.200" and waarde(een, "relatie_sinds") == "1-9-2019"
    pagina.get_by_text("8 cellen geplakt. 2 waarden passen niet").wait_for()
    toets.press("Control+Enter")
    pagina.locator(f"#m-{twee.pk}-relatie_sinds").wait_for()
    assert waarde(twee, "relatie_sinds") == "31-2-2019" and waarde(twee, "aantal_medewerkers") == "twaalf"
    pagina.get_by_role("button", name="Bewaar de goede rij").click()
    pagina.get_by_text("1 organisatie is bewaard.").wait_for()
    een.refresh_from_db()
    assert str(een.accountmanager) == "Fatima El Amrani" and not een.actief


def test_wat_niet_in_een_keuze_past_houdt_de_rest_niet_tegen(pagina):
    """Issue 4: a box cannot hold 'misschien'; one button lets it go and stores the others. F2 breaks nothing."""
    org = OrganisatieFactory(aantal_medewerkers=17, relatie_sinds=date(2023, 10, 2))
    pagina.goto(f"/relaties/organisaties/wijzigen/?kolommen={KOLOMMEN}")
    cel = pagina.locator(f"#c-{org.pk}-aantal_medewerkers")
    cel.focus()
    pagina.keyboard.press("F2")
    pagina.evaluate(PLAK, "1.200\t\tmisschien")
    assert pagina.get_by_text("‘misschien’ past hier niet.").is_visible()
    pagina.keyboard.press("Control+Enter")
    pagina.get_by_role("button", name="Laat vervallen en bewaar de rest").click()
    pagina.get_by_text("1 organisatie is bewaard.").wait_for()
    org.refresh_from_db()
    assert (org.aantal_medewerkers, org.relatie_sinds, org.actief) == (1200, None, True)


def test_een_klik_neemt_de_cel(pagina):
    """Issue 4: after one click a pasted cell replaces, after a second click one types in the text; Back is counted."""
    org = OrganisatieFactory(bezoekadres_plaats="Kampen")
    pagina.goto(f"/relaties/organisaties/wijzigen/?kolommen={KOLOMMEN}")
    cel = pagina.locator(f"#c-{org.pk}-bezoekadres_plaats")
    cel.click()
    pagina.evaluate(PLAK, "Urk\r\n")
    assert cel.input_value() == "Urk" and pagina.get_by_text("1 cel gewijzigd").is_visible()
    cel.click()
    pagina.keyboard.type("erland")
    assert sorted(cel.input_value()) == sorted("Urkerland")
    pagina.on("dialog", lambda vraag: vraag.accept())
    pagina.goto("/sneltoetsen/")
    pagina.go_back()
    assert "erland" in cel.input_value() and pagina.get_by_text("1 cel gewijzigd").is_visible()


def test_een_onbekende_naam_telt_niet_als_goed(pagina):
    """Issue 4: a name that is no user is marked when it is pasted, and kept."""
    org = OrganisatieFactory()
    pagina.goto(f"/relaties/organisaties/wijzigen/?kolommen={KOLOMMEN}")
    cel = pagina.locator(f"#c-{org.pk}-accountmanager")
    cel.focus()
    pagina.evaluate(PLAK, "Piet Nergens\t12,5\t31-2-2026")
    pagina.get_by_text("0 cellen geplakt. 3 waarden passen niet").wait_for()
    assert cel.input_value() == "Piet Nergens" and pagina.get_by_text("Kies een waarde uit de lijst.").is_visible()


def test_de_kalender_typt_de_datum(pagina):
    """Issue 3: the calendar of the browser opens with what stands there, and what is chosen comes back as 3-10-2023."""
    org = OrganisatieFactory(relatie_sinds=date(2023, 10, 2))
    pagina.goto(f"/relaties/organisaties/wijzigen/?kolommen={KOLOMMEN}")
    cel = pagina.locator(f"#c-{org.pk}-relatie_sinds")
    cel.focus()
    pagina.keyboard.press("Alt+ArrowDown")
    assert pagina.locator(".kalender").input_value() == "2023-10-02"
    pagina.locator(".kalender").fill("2023-10-03")
    assert cel.input_value() == "3-10-2023" and pagina.get_by_text("1 cel gewijzigd").is_visible()
    cel.focus()
    pagina.keyboard.press("ArrowLeft")
    assert pagina.evaluate("document.activeElement.id") == f"c-{org.pk}-aantal_medewerkers"


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


def test_een_plakking_in_een_stap_ongedaan(pagina):
    """Ctrl+Z takes back the block, its red cells and the count; Ctrl+Y does it again; a typed cell is a step."""
    een, twee = (OrganisatieFactory(naam=naam, bezoekadres_plaats="Kampen") for naam in ("Atelier", "Bakkerij"))
    pagina.goto(f"/relaties/organisaties/wijzigen/?kolommen={KOLOMMEN}")
    toets, waarde = pagina.keyboard, lambda org, veld: pagina.locator(f"#c-{org.pk}-{veld}").input_value()
    pagina.locator(f"#c-{een.pk}-bezoekadres_plaats").fill("Urk")
    pagina.evaluate(PLAK, "Ede\tPiet Nergens\tzes\r\nGoor\t\t7")
    assert pagina.get_by_text("4 cellen geplakt. 2 waarden passen niet").is_visible()
    toets.press("Control+z")
    assert waarde(een, "bezoekadres_plaats") == "Urk" and waarde(twee, "bezoekadres_plaats") == "Kampen"
    assert pagina.locator(".cel.fout, .plak-fout").count() == 0
    assert (
        pagina.get_by_text("1 cel gewijzigd").is_visible() and "passen" not in pagina.locator("[data-zeg]").inner_text()
    )
    toets.press("Control+z")
    assert waarde(een, "bezoekadres_plaats") == "Kampen" and pagina.get_by_text("0 cellen gewijzigd").is_visible()
    toets.press("Control+y")
    toets.press("Control+Shift+z")
    assert waarde(twee, "bezoekadres_plaats") == "Goor" and pagina.locator(".cel.fout .plak-fout").count() == 2
    assert pagina.get_by_text("Opnieuw gedaan: 5 cellen. 2 waarden passen niet").is_visible()


def test_wie_typt_neemt_letters_terug(pagina):
    """Within a cell the browser undoes; once it is left the whole cell is a step, and a tick is one too."""
    org = OrganisatieFactory(bezoekadres_plaats="Kampen")
    pagina.goto("/relaties/organisaties/wijzigen/?kolommen=naam,bezoekadres_plaats,actief")
    toets, cel = pagina.keyboard, pagina.locator(f"#c-{org.pk}-bezoekadres_plaats")
    cel.click()
    toets.type("Urk")
    toets.press("Control+z")
    assert cel.input_value() != "Urk" and pagina.get_by_text("Ongedaan gemaakt").count() == 0
    toets.type("Ede")
    toets.press("ArrowRight")
    toets.press("Space")
    toets.press("Control+z")
    assert pagina.locator(f"#c-{org.pk}-actief").is_checked() and cel.input_value().endswith("Ede")
    toets.press("Control+z")
    assert cel.input_value() == "Kampen" and hier(pagina) == "1 bezoekadres_plaats"
    toets.press("Control+z")
    assert pagina.get_by_text("Er is niets om ongedaan te maken.").is_visible()


def test_ongedaan_brengt_ook_het_subsegment_terug(pagina):
    """What another segment took away belongs to the same step, both ways."""
    sub = SegmentFactory(sub=True, naam="Kennismaking", hoofdsegment=SegmentFactory(naam="Business Club"))
    SegmentFactory(naam="Onderwijs")
    org = OrganisatieFactory(segment=sub.hoofdsegment, subsegment=sub)
    pagina.goto("/relaties/organisaties/wijzigen/?kolommen=naam,subsegment,segment")
    paar = [pagina.locator(f"#c-{org.pk}-{veld}") for veld in ("segment", "subsegment")]
    paar[0].focus()
    pagina.evaluate(PLAK, "Onderwijs")
    assert [cel.input_value() for cel in paar] == ["Onderwijs", ""]
    pagina.keyboard.press("Control+z")
    assert [cel.input_value() for cel in paar] == ["Business Club", "Kennismaking"]
    pagina.keyboard.press("Control+y")
    assert [cel.input_value() for cel in paar] == ["Onderwijs", ""]


def test_alles_wat_niet_past_vervalt_in_een_keer(pagina):
    """Four red cells are four in the bar, and one button lets all four go and stores the rest."""
    sub = SegmentFactory(sub=True, naam="Kennismaking", hoofdsegment=SegmentFactory(naam="Business Club"))
    org = OrganisatieFactory(segment=sub.hoofdsegment, subsegment=sub)
    velden = "naam,segment,subsegment,accountmanager,relatiestatus,bezoekadres_plaats"
    pagina.goto(f"/relaties/organisaties/wijzigen/?kolommen={velden}")
    pagina.locator(f"#c-{org.pk}-segment").focus()
    pagina.evaluate(PLAK, "Nergens\tNiets\tNiemand\tNooit\tUrk")
    assert pagina.get_by_text("1 cel geplakt. 4 waarden passen niet").is_visible()
    pagina.keyboard.press("Control+Enter")
    assert pagina.get_by_text("Nog niet bewaard: 4 geplakte waarden passen niet.").is_visible()
    pagina.get_by_role("button", name="Laat vervallen en bewaar de rest").click()
    pagina.get_by_text("1 organisatie is bewaard.").wait_for()
    org.refresh_from_db()
    assert (org.bezoekadres_plaats, org.segment, org.subsegment) == ("Urk", sub.hoofdsegment, sub)


def test_wat_vervalt_maakt_plaats_voor_wat_er_stond(pagina):
    """A number that was typed before the paste is not lost with the word that was pasted over it."""
    org = OrganisatieFactory(aantal_medewerkers=17)
    pagina.goto(f"/relaties/organisaties/wijzigen/?kolommen={KOLOMMEN}")
    pagina.locator(f"#c-{org.pk}-aantal_medewerkers").fill("12")
    for plakking in ("veel\t\tmisschien", "weinig"):
        pagina.evaluate(PLAK, plakking)
    pagina.keyboard.press("Control+Enter")
    pagina.get_by_role("button", name="Laat vervallen en bewaar de rest").click()
    pagina.get_by_text("1 organisatie is bewaard.").wait_for()
    org.refresh_from_db()
    assert org.aantal_medewerkers == 12


def test_de_balk_telt_mee(pagina):
    """A red cell that is mended leaves the count; the same wrong text pasted again stays one red cell."""
    org = OrganisatieFactory()
    pagina.goto(f"/relaties/organisaties/wijzigen/?kolommen={KOLOMMEN}")
    pagina.locator(f"#c-{org.pk}-accountmanager").focus()
    pagina.evaluate(PLAK, "Piet Nergens\ttwaalf")
    pagina.evaluate(PLAK, "Piet Nergens\ttwaalf")
    assert pagina.get_by_text("0 cellen geplakt. 2 waarden passen niet").is_visible()
    pagina.keyboard.press("Escape")
    assert pagina.locator("[data-zeg]").inner_text() == "1 waarde past niet: zie de rode cellen."


def test_naar_de_rand_en_een_scherm_verder(pagina):
    """The first cell has the focus; Home, End, Page Down and Ctrl with an arrow go where a spreadsheet goes."""
    for nr in range(40):
        OrganisatieFactory(naam=f"Museum {nr:02}")
    pagina.goto("/relaties/organisaties/wijzigen/?kolommen=naam,bezoekadres_plaats,rechtsvorm")
    gang = {"End": "1 rechtsvorm", "Control+ArrowDown": "40 rechtsvorm", "Home": "40 naam", "Control+Home": "1 naam"}
    gang |= {"Control+End": "40 rechtsvorm", "Control+ArrowUp": "1 rechtsvorm"}
    assert hier(pagina) == "1 naam"
    for toets, cel in gang.items():
        pagina.keyboard.press(toets)
        assert hier(pagina) == cel, toets
    pagina.keyboard.press("PageDown")
    rij = int(hier(pagina).split()[0])
    assert 10 < rij < 40 and pagina.evaluate(IN_BEELD)
    pagina.keyboard.press("PageUp")
    assert hier(pagina) == "1 rechtsvorm" and pagina.evaluate(IN_BEELD)


def test_home_en_end_in_de_tekst(pagina):
    """After F2 they go through the text; a click on the cell that has the focus on opening takes it."""
    org = OrganisatieFactory(naam="Atelier")
    pagina.goto("/relaties/organisaties/wijzigen/?kolommen=naam,bezoekadres_plaats")
    cel = pagina.locator(f"#c-{org.pk}-naam")
    cel.click()
    pagina.keyboard.type("Bakker")
    pagina.keyboard.press("F2")
    pagina.keyboard.press("Home")
    pagina.keyboard.type("De ")
    assert cel.input_value() == "De Bakker" and hier(pagina) == "1 naam"


def test_een_blok_kopieren_legen_en_vullen(pagina):
    """Shift+arrow chooses a block: copied as it is shown, emptied and filled down, each one step."""
    een, twee = (OrganisatieFactory(naam=naam, bezoekadres_plaats=naam[:3]) for naam in ("Atelier", "Bakkerij"))
    OrganisatieFactory(naam="Club", bezoekadres_plaats="Clu")
    pagina.goto("/relaties/organisaties/wijzigen/?kolommen=naam,bezoekadres_plaats,actief,gewijzigd_op")
    toets, plaatsen = pagina.keyboard, lambda: [el.input_value() for el in pagina.locator("[name$=_plaats]").all()]
    pagina.locator(f"#c-{een.pk}-bezoekadres_plaats").focus()
    for pijl in ("ArrowDown", "ArrowRight"):
        toets.press(f"Shift+{pijl}")
    assert pagina.locator(".gekozen").count() == 4 and pagina.get_by_text("4 cellen gekozen.").is_visible()
    assert pagina.evaluate(KOPIE) == "Ate\tja\nBak\tja"
    toets.press("Control+d")
    assert plaatsen() == ["Ate", "Ate", "Clu"]
    toets.press("Delete")
    assert plaatsen() == ["", "", "Clu"] and not pagina.locator(f"#c-{twee.pk}-actief").is_checked()
    toets.press("Control+z")
    toets.press("Control+z")
    assert plaatsen() == ["Ate", "Bak", "Clu"] and pagina.get_by_text("0 cellen gewijzigd").is_visible()
    toets.type("Urk")
    for druk in ("Control+d", "Control+z"):  # what was typed is a step before it
        toets.press(druk)
    assert plaatsen() == ["Ate", "Urk", "Clu"]


def test_een_blok_met_de_muis(pagina):
    """Shift+click to a box does not tick it; what is fixed is copied too; one value fills a block; an arrow ends it."""
    een, twee = (OrganisatieFactory(naam=naam, aantal_medewerkers=9) for naam in ("Atelier", "Bakkerij"))
    pagina.goto("/relaties/organisaties/wijzigen/?kolommen=naam,bron,actief,grootteklasse")
    pagina.locator(f"#c-{twee.pk}-naam").click()
    pagina.locator(f"#c-{een.pk}-actief").click(modifiers=["Shift"])
    assert pagina.locator(".gekozen").count() == 6 and pagina.locator(f"#c-{een.pk}-actief").is_checked()
    pagina.locator(f"#r{een.pk} td.alleen-lezen").first.click(modifiers=["Shift"])
    assert pagina.evaluate(KOPIE).splitlines()[0] == "Atelier\t\tja\t2–9"
    pagina.keyboard.press("Shift+ArrowLeft")
    pagina.evaluate(PLAK, "x")
    assert pagina.get_by_text("6 cellen geplakt.").is_visible()
    pagina.keyboard.press("ArrowUp")
    assert pagina.locator(".gekozen").count() == 0


def test_de_knoppen_van_een_rij_zijn_geen_cel(pagina):
    """A block ends at the last column that has a name, also where a row has a button in the list."""
    PersoonInOrganisatieFactory()
    pagina.goto("/relaties/personen-in-organisatie/wijzigen/?kolommen=functie,afdeling")
    pagina.keyboard.press("End")
    pagina.keyboard.press("Shift+ArrowLeft")
    assert pagina.locator(".gekozen").count() == 2
    for _ in range(3):
        pagina.keyboard.press("Shift+ArrowRight")
    assert (
        pagina.locator(".gekozen").count() == 0 or pagina.locator(".gekozen").last.locator(".cel-invoer").count() == 1
    )
