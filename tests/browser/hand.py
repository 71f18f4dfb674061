"""One journey, three ways: with the mouse, with the keyboard alone, and without JavaScript (papier.py).

@drie_manieren
def test_…(hand, gebruiker, hoe):
    hand = hand(hoe, gebruiker)
    hand.menu("Relaties", "Organisaties")
"""

import pytest

VENSTER = " (opent in nieuw tabblad)"
drie_manieren = pytest.mark.parametrize("hoe", ["muis", "toetsen", "zonder javascript"])
met_javascript = pytest.mark.parametrize("hoe", ["muis", "toetsen"])

#: How many times Tab from where the focus is: a guess, which the focus itself confirms.
AFSTAND = """doel => {
  const alle = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")].filter(
    (e) => e === doel || (e.tabIndex >= 0 && !e.disabled && e.checkVisibility({visibilityProperty: true})
      && (e.type !== "radio" || e.checked)));
  return alle.indexOf(doel) - alle.indexOf(document.activeElement);
}"""


class Hand:
    """What a user does with a page. The words are those on the screen."""

    def __init__(self, pagina, hoe: str):
        self.pagina, self.hoe = pagina, hoe

    # --- one thing

    def ga(self, pad: str):
        self.pagina.goto(pad, wait_until="domcontentloaded")

    def druk(self, doel):
        """Press a link, a button or a box: click it, or walk to it with Tab and press Enter or the space bar."""
        if self.hoe != "toetsen":
            return doel.click()
        self.loop_naar(doel)
        soort = doel.evaluate("e => e.type === 'checkbox' || e.type === 'radio' ? 'Space' : 'Enter'")
        return self.pagina.keyboard.press(soort)

    def loop_naar(self, doel):
        """Tab (or Shift+Tab) until the focus is there; what cannot be reached fails the test."""
        doel.wait_for(state="visible")
        ver = doel.evaluate(AFSTAND)
        for _ in range(abs(ver)):
            self.pagina.keyboard.press("Tab" if ver > 0 else "Shift+Tab")
        for _ in range(250):
            if doel.evaluate("e => e === document.activeElement"):
                return
            self.pagina.keyboard.press("Tab")
        raise AssertionError(f"met Tab niet te bereiken: {doel}")

    def typ(self, naam: str, tekst: str):
        """Fill in the field with this name."""
        veld = self.veld(naam)
        if self.hoe != "toetsen":
            return veld.fill(tekst)
        self.loop_naar(veld)
        self.pagina.keyboard.press("Control+A")
        self.pagina.keyboard.press("Delete")
        return self.pagina.keyboard.type(tekst)

    def kies(self, naam: str, label: str):
        """Choose in a list."""
        veld = self.veld(naam)
        if self.hoe != "toetsen":
            return veld.select_option(label=label)
        self.loop_naar(veld)
        self.pagina.keyboard.type(label)
        assert veld.evaluate("e => e.selectedOptions[0].label") == label
        return None

    def vink(self, label: str):
        """Tick a box, or take the tick away."""
        self.druk(self.pagina.locator("main").get_by_label(label, exact=True).locator("visible=true"))

    def kies_rond(self, naam: str, waarde: str):
        """Choose one of two round buttons: Tab stops at the one that is on, an arrow goes to the other."""
        doel = self.pagina.locator(f'[name="{naam}"][value="{waarde}"]')
        if self.hoe == "toetsen":
            self.loop_naar(self.pagina.locator(f'[name="{naam}"]:checked'))
            self.pagina.keyboard.press("ArrowLeft")
        else:
            doel.click()
        assert doel.is_checked()

    def klap_uit(self, tekst: str):
        """Press what opens a part of the page."""
        self.druk(self.pagina.locator("main summary", has_text=tekst))

    def veld(self, naam: str):
        """The field with this name that can be seen."""
        return self.pagina.locator(f'[name="{naam}"]:not([type=hidden])').locator("visible=true").first

    # --- the words of the manual

    def menu(self, top: str, keuze: str):
        """The menubalk: Relaties > Zakelijk > Organisaties."""
        self.druk(self.pagina.locator(".hoofdmenu summary", has_text=top))
        with self.pagina.expect_navigation(wait_until="domcontentloaded"):
            self.druk(self.pagina.locator(".hoofdmenu").get_by_role("link", name=keuze, exact=True))

    def knop(self, naam: str):
        """A button [naam] on the page itself: a button, or a link that looks like one."""
        inhoud = self.pagina.locator("main")
        knop = inhoud.get_by_role("button", name=naam, exact=True)
        return knop.or_(inhoud.get_by_role("link", name=naam, exact=True)).locator("visible=true").first

    def klik(self, naam: str):
        """Press the button [naam], which leads to another page."""
        with self.pagina.expect_navigation(wait_until="domcontentloaded"):
            self.druk(self.knop(naam))

    def nieuw_venster(self, naam: str) -> "Hand":
        """Press a button that opens a new window; what follows happens there."""
        with self.pagina.context.expect_page() as nieuw:
            self.druk(self.knop(naam + VENSTER))
        nieuw.value.wait_for_load_state("domcontentloaded")
        nieuw.value.bring_to_front()
        return Hand(nieuw.value, self.hoe)

    def zoek_op(self, naam: str, tekst: str):
        """The vergrootglas: type, and choose the first suggestion."""
        self.typ(f"{naam}_tekst", "")
        veld = self.veld(f"{naam}_tekst")
        self.pagina.keyboard.type(tekst) if self.hoe == "toetsen" else veld.press_sequentially(tekst)
        optie = self.pagina.locator("[role=option][data-pk]", has_text=tekst).locator("visible=true").first
        optie.wait_for()
        if self.hoe == "muis":
            return optie.click()
        self.pagina.keyboard.press("ArrowDown")
        return self.pagina.keyboard.press("Enter")

    def tabblad(self, naam: str):
        """Open a tab."""
        tab = self.pagina.get_by_role("tab", name=naam, exact=True)
        if self.hoe == "muis":
            return tab.click()
        self.loop_naar(self.pagina.locator('[role=tab][aria-selected="true"]'))
        for _ in range(9):
            if tab.get_attribute("aria-selected") == "true":
                return None
            self.pagina.keyboard.press("ArrowRight")
        raise AssertionError(f"tabblad {naam} is met de pijltjes niet te bereiken")

    def open_rijen(self, naam: str):
        """Press a button that turns the rows of a section into fields, in place."""
        self.druk(self.knop(naam))
        self.pagina.locator("#regels form").wait_for()

    # --- what the page says

    @property
    def url(self) -> str:
        return self.pagina.url

    def tekst(self, waar: str = "body") -> str:
        """The visible text of the page, or of a part of it."""
        return self.pagina.locator(waar).inner_text()

    def kop(self) -> str:
        return self.tekst("h1")

    def waarde(self, naam: str) -> str:
        """What stands in a field."""
        return self.veld(naam).input_value()

    def zichtbaar(self, naam: str) -> bool:
        return self.veld(naam).is_visible()
