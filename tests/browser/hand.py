"""One journey, three ways: with the mouse, with the keyboard alone, and without JavaScript.

@pytest.mark.parametrize("hoe", WIJZEN)
def test_…(open_als, gebruiker, hoe):
    hand = Hand.van(open_als, gebruiker, hoe)
    hand.menu("Relaties", "Organisaties")
"""

WIJZEN = ["muis", "toetsen", "zonder javascript"]
VENSTER = " (opent in nieuw tabblad)"


class Hand:
    """What a user does with a page. The words are those on the screen."""

    def __init__(self, pagina, hoe: str):
        self.pagina, self.hoe = pagina, hoe

    @classmethod
    def van(cls, open_als, wie, hoe: str) -> "Hand":
        opties = {"java_script_enabled": False} if hoe == "zonder javascript" else {}
        hand = cls(open_als(wie, **opties), hoe)
        hand.pagina.goto("/")
        return hand

    # --- one thing

    def druk(self, doel):
        """Press a link, a button or a box: click it, or walk to it with Tab and press Enter or the space bar."""
        if self.hoe != "toetsen":
            return doel.click()
        self.loop_naar(doel)
        soort = doel.evaluate("e => e.type === 'checkbox' || e.type === 'radio' ? 'Space' : 'Enter'")
        return self.pagina.keyboard.press(soort)

    def loop_naar(self, doel):
        """Tab until the focus is there; what cannot be reached fails the test."""
        doel.wait_for(state="visible")
        for _ in range(250):
            if doel.evaluate("e => e === document.activeElement"):
                return
            self.pagina.keyboard.press("Tab")
        raise AssertionError(f"met Tab niet te bereiken: {doel}")

    def typ(self, naam: str, tekst: str, in_=None):
        """Fill in the field with this name."""
        veld = self.veld(naam, in_)
        if self.hoe != "toetsen":
            return veld.fill(tekst)
        self.loop_naar(veld)
        self.pagina.keyboard.press("Control+A")
        self.pagina.keyboard.press("Delete")
        return self.pagina.keyboard.type(tekst)

    def kies(self, naam: str, label: str, in_=None):
        """Choose in a list."""
        veld = self.veld(naam, in_)
        if self.hoe != "toetsen":
            return veld.select_option(label=label)
        self.loop_naar(veld)
        self.pagina.keyboard.type(label)
        assert veld.evaluate("e => e.selectedOptions[0].label") == label
        return None

    def veld(self, naam: str, in_=None):
        return (in_ or self.pagina).locator(f'[name="{naam}"]:not([type=hidden])').first

    # --- the words of the manual

    def menu(self, top: str, keuze: str):
        """The menubalk: Relaties > Zakelijk > Organisaties."""
        self.druk(self.pagina.locator(".hoofdmenu summary", has_text=top))
        with self.pagina.expect_navigation():
            self.druk(self.pagina.locator(".hoofdmenu").get_by_role("link", name=keuze, exact=True))

    def knop(self, naam: str):
        """A button [naam] on the page itself: a button, or a link that looks like one."""
        inhoud = self.pagina.locator("main")
        knop = inhoud.get_by_role("button", name=naam, exact=True)
        return knop.or_(inhoud.get_by_role("link", name=naam, exact=True)).locator("visible=true").first

    def klik(self, naam: str):
        """Press the button [naam], which leads to another page."""
        with self.pagina.expect_navigation():
            self.druk(self.knop(naam))

    def nieuw_venster(self, naam: str) -> "Hand":
        """Press a button that opens a new window; what follows happens there."""
        with self.pagina.context.expect_page() as nieuw:
            self.druk(self.knop(naam + VENSTER))
        nieuw.value.wait_for_load_state()
        nieuw.value.bring_to_front()
        return Hand(nieuw.value, self.hoe)

    def zoek_op(self, naam: str, tekst: str):
        """The vergrootglas: type, and choose the first suggestion; without JavaScript the text alone is enough."""
        self.typ(f"{naam}_tekst", "")
        veld = self.veld(f"{naam}_tekst")
        if self.hoe == "zonder javascript":
            return veld.fill(tekst)
        self.pagina.keyboard.type(tekst) if self.hoe == "toetsen" else veld.press_sequentially(tekst)
        optie = self.pagina.locator("[role=option][data-pk]", has_text=tekst).locator("visible=true").first
        optie.wait_for()
        if self.hoe == "muis":
            return optie.click()
        self.pagina.keyboard.press("ArrowDown")
        return self.pagina.keyboard.press("Enter")

    def tabblad(self, naam: str):
        """Open a tab; without JavaScript all of them are open."""
        if self.hoe == "zonder javascript":
            return None
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
        """Press a button that turns the rows of a section into fields, in place; without JavaScript on a new page."""
        self.druk(self.knop(naam))
        self.pagina.locator("#regels form").wait_for()

    def tekst(self) -> str:
        """The visible text of the page."""
        return self.pagina.locator("body").inner_text()

    def kop(self) -> str:
        return self.pagina.locator("h1").inner_text()
