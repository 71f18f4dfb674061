"""The hand of a visitor without JavaScript: no browser, but what the HTML says a link, a field and a button do.

Says nothing of how a page looks; test_zonder_javascript.py asks a real browser that once.
"""

from urllib.parse import urldefrag, urljoin

from bs4 import NavigableString
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from webtest import TestApp
from webtest.forms import Checkbox, Hidden

from tests.browser.hand import VENSTER


def tekst_van(element) -> str:
    """The text that is not hidden, white space taken together."""
    delen = [e for e in element.find_all(string=True) if not verborgen(e.parent) and type(e) is NavigableString]
    return " ".join("".join(delen).split())


def naam_van(element) -> str:
    """What a screen reader calls it."""
    return element.get("aria-label") or tekst_van(element)


def verborgen(element) -> bool:
    """Not on the page, or in a part that is folded up."""
    keten = [element, *element.parents]
    dicht = any(e.name == "details" and not e.has_attr("open") and e.summary not in keten for e in keten)
    return dicht or any(e.name == "template" or e.has_attr("hidden") for e in keten)


class Papier:
    """The words of Hand, on WebTest."""

    hoe = "zonder javascript"

    def __init__(self, sessie: str, pad: str):
        self.app = TestApp(get_wsgi_application(), lint=False)
        self.app.set_cookie(settings.SESSION_COOKIE_NAME, sessie)
        self.ga(pad)

    # --- to another page

    def ga(self, pad: str):
        self._toon(self.app.get(urldefrag(pad).url, status="*"), pad)

    def _toon(self, antwoord, adres: str):
        while 300 <= antwoord.status_code < 400:
            adres = antwoord.location
            antwoord = antwoord.follow(status="*")
        self.url = urljoin(antwoord.request.url, f"#{urldefrag(adres).fragment}")
        self.html, self.formulieren = antwoord.html, list(dict.fromkeys(antwoord.forms.values()))

    def _stuur(self, knop):
        formulier = knop.find_parent("form") or self.html.find("form", id=knop["form"])
        formulier = self.formulieren[self.html.find_all("form").index(formulier)]
        formulier.action = knop.get("formaction", formulier.action)
        antwoord = formulier.submit(knop.get("name"), value=knop.get("value"), status="*")
        self._toon(antwoord, formulier.action)

    def _volg(self, link):
        self.ga(urljoin(self.url, link["href"]))

    def klik(self, naam: str):
        """Press the button [naam]: a button, or a link that looks like one."""
        knop = next(
            (e for e in self.html.main.select("button, a[href]") if naam_van(e) == naam and not verborgen(e)), None
        )
        assert knop, f"geen knop {naam} op {self.url}"
        assert knop.get("type", "submit") == "submit", f"{naam} doet niets zonder JavaScript"
        self._volg(knop) if knop.name == "a" else self._stuur(knop)

    def menu(self, top: str, keuze: str):
        deel = next(d for d in self.html.select(".hoofdmenu details") if top in naam_van(d.summary))
        deel["open"] = ""
        self._volg(next(link for link in deel.select("a[href]") if naam_van(link) == keuze))

    def nieuw_venster(self, naam: str) -> "Papier":
        self.klik(naam + VENSTER)
        return self

    # --- fields

    def veld(self, naam: str):
        """The field with this name that can be seen."""
        zichtbaar = [
            veld
            for form, html in zip(self.formulieren, self.html.find_all("form"), strict=True)
            if any(not verborgen(e) for e in html.select(f'[name="{naam}"]:not([type=hidden])'))
            for veld in form.fields.get(naam, ())
            if not isinstance(veld, Hidden)
        ]
        assert zichtbaar, f"{naam} staat niet op {self.url}"
        assert "disabled" not in zichtbaar[0].attrs, f"{naam} is niet in te vullen"
        return zichtbaar[0]

    def typ(self, naam: str, tekst: str):
        self.veld(naam).value = tekst

    def kies(self, naam: str, label: str):
        self.veld(naam).select(text=label)

    def kies_rond(self, naam: str, waarde: str):
        self.veld(naam).value = waarde

    def vink(self, label: str):
        bij = next(e for e in self.html.main.select("label") if tekst_van(e) == label)
        invoer = bij.input or self.html.find(id=bij["for"])
        velden = [veld for form in self.formulieren for veld in form.fields.get(invoer["name"], ())]
        vak = next(v for v in velden if isinstance(v, Checkbox) and v._value == invoer.get("value"))
        vak.checked = not vak.checked

    def zoek_op(self, naam: str, tekst: str):
        """The text alone is enough."""
        self.typ(f"{naam}_tekst", tekst)

    def klap_uit(self, tekst: str):
        next(e for e in self.html.main.select("summary") if tekst in naam_van(e)).parent["open"] = ""

    def tabblad(self, naam: str):
        """All tabs are open."""
        assert naam in map(naam_van, self.html.main.select(".tabblad-titel")), naam

    def open_rijen(self, naam: str):
        """The rows become fields on a new page."""
        self.klik(naam)
        assert self.html.select_one("#regels form")

    # --- what the page says

    def tekst(self, waar: str = "body") -> str:
        return tekst_van(self.html.select_one(waar))

    def kop(self) -> str:
        return self.tekst("h1")

    def waarde(self, naam: str) -> str:
        return self.veld(naam).value

    def zichtbaar(self, naam: str) -> bool:
        return any(not verborgen(e) for e in self.html.select(f'[name="{naam}"]:not([type=hidden])'))
