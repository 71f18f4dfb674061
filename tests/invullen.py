"""Fill in the *rendered* form, as a browser without JavaScript does: what is not on the page cannot be typed.

    antwoord = post(gebruiker, "/relaties/organisaties/toevoegen/", naam="Museum Het Ankerhuis")

A name that is not on the page, or a choice that the page does not offer, fails the test.
"""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin


@dataclass
class Formulier:
    """One form of a page. `velden` holds what a browser would post now: name -> texts."""

    methode: str = "get"
    actie: str = ""
    velden: dict[str, list[str]] = field(default_factory=dict)
    namen: list[str] = field(default_factory=list)
    keuzes: dict[str, list[str]] = field(default_factory=dict)
    vinkjes: dict[str, str] = field(default_factory=dict)
    knoppen: dict[str, str] = field(default_factory=dict)
    typen: dict[str, str] = field(default_factory=dict)

    def vul(self, naam: str, waarde):
        """Type, choose or tick one field; True and False tick a box."""
        if naam in self.vinkjes:
            assert isinstance(waarde, bool), f"{naam} is een vinkje: geef True of False"
            self.velden[naam] = [self.vinkjes[naam]] if waarde else []
            return
        assert naam in self.namen, f"{naam} staat niet op de pagina; wel: {', '.join(dict.fromkeys(self.namen))}"
        waarde = str(waarde)
        if naam in self.keuzes:
            assert waarde in self.keuzes[naam], f"{naam} biedt {waarde!r} niet aan, wel {self.keuzes[naam]}"
        self.velden[naam] = [waarde]

    def data(self, knop: str = "") -> dict[str, list[str]]:
        """What the browser posts, with the button that is pressed."""
        if knop:
            return {**self.velden, knop: [self.knoppen[knop]]}
        return dict(self.velden)


class _Lezer(HTMLParser):
    """Collects the forms of a page; what stands in a <template> is not on the page."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.formulieren: list[Formulier] = []
        self.form: Formulier | None = None
        self.sjabloon = 0
        self.select = self.textarea = ""
        self.tekst: list[str] = []

    def handle_starttag(self, tag, attrs):
        a = {naam: waarde or "" for naam, waarde in attrs}
        if tag == "template":
            self.sjabloon += 1
        elif self.sjabloon:
            return
        elif tag == "form":
            self.form = Formulier(a.get("method", "get").lower(), a.get("action", ""))
            self.formulieren.append(self.form)
        elif self.form is not None and "disabled" not in a:
            getattr(self, f"_{tag}", lambda a: None)(a)

    def handle_endtag(self, tag):
        if tag == "template":
            self.sjabloon -= 1
        elif tag == "form":
            self.form = None
        elif tag == "select" and self.select:
            self._kies_eerste()
        elif tag == "textarea" and self.textarea:
            self.form.velden[self.textarea] = ["".join(self.tekst).removeprefix("\n")]
            self.textarea = ""

    def handle_data(self, data):
        if self.textarea:
            self.tekst.append(data)

    def _input(self, a):
        naam, soort = a.get("name"), a.get("type", "text")
        if not naam or soort in ("submit", "button", "reset", "image", "file"):
            return
        form = self.form
        form.namen.append(naam)
        form.typen[naam] = soort
        if soort == "radio":
            form.keuzes.setdefault(naam, []).append(a.get("value", "on"))
        elif soort == "checkbox":
            form.vinkjes[naam] = a.get("value", "on")
        if soort not in ("radio", "checkbox"):
            form.velden.setdefault(naam, []).append(a.get("value", ""))
        elif "checked" in a:
            form.velden.setdefault(naam, []).append(a.get("value", "on"))

    def _textarea(self, a):
        if a.get("name"):
            self.textarea, self.tekst = a["name"], []
            self.form.namen.append(a["name"])
            self.form.typen[a["name"]] = "textarea"

    def _select(self, a):
        if a.get("name"):
            self.select = a["name"]
            self.form.namen.append(self.select)
            self.form.typen[self.select] = "select"
            self.form.keuzes[self.select] = []

    def _option(self, a):
        if self.select:
            self.form.keuzes[self.select].append(a.get("value", ""))
            if "selected" in a:
                self.form.velden[self.select] = [a.get("value", "")]

    def _kies_eerste(self):
        keuzes = self.form.keuzes[self.select]
        if keuzes:
            self.form.velden.setdefault(self.select, keuzes[:1])
        self.select = ""

    def _button(self, a):
        if a.get("name") and a.get("type", "submit") == "submit":
            self.form.knoppen[a["name"]] = a.get("value", "")


def formulieren(antwoord) -> list[Formulier]:
    """Every form of a response or of an HTML text."""
    lezer = _Lezer()
    lezer.feed(antwoord if isinstance(antwoord, str) else antwoord.content.decode())
    return lezer.formulieren


def formulier(antwoord, met: str = "") -> Formulier:
    """The form that a user fills in: the one with most fields that posts, or the one with the field `met`."""
    posten = [f for f in formulieren(antwoord) if f.methode == "post" and "uitloggen" not in f.actie]
    if met:
        posten = [f for f in posten if met in f.namen]
    assert posten, f"geen formulier op de pagina{f' met {met}' if met else ''}"
    return max(posten, key=lambda f: len(f.namen))


def post(client, url, cellen=None, *, pagina=None, knop="", met="", volg=False, **velden):
    """Open the page, fill in the form, press the button. `cellen` are names that are no identifier ('c-1-naam').

    `pagina` is a page that was opened before: what another user saved since is a conflict.
    """
    pagina = pagina or client.get(url)
    form = formulier(pagina, met)
    for naam, waarde in {**(cellen or {}), **velden}.items():
        form.vul(naam, waarde)
    return client.post(urljoin(url, form.actie), form.data(knop), follow=volg)
