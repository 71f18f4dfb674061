"""Kaart: what a card page is. The same tabs and sections are read on the card and filled in on the form."""

from collections.abc import Callable
from dataclasses import dataclass, field

from smp.lijsten.lijst import LIJSTEN, Lijst

#: model_name -> its Kaart; filled by `registreer`.
KAARTEN: dict[str, "Kaart"] = {}


@dataclass(frozen=True)
class Sectie:
    """A heading with fields. `velden` maps a form field to its width in twelfths of the row."""

    titel: str
    velden: dict[str, int]
    uitleg: str = ""


@dataclass(frozen=True)
class Gerelateerd:
    """A section of the card with rows that belong to the record: `tabel(obj, user)` gives safe HTML."""

    titel: str
    tabel: Callable


@dataclass(frozen=True)
class Tab:
    """One tab. `gerelateerd` stands on the card only."""

    label: str
    secties: list[Sectie]
    gerelateerd: list[Gerelateerd] = field(default_factory=list)

    @property
    def id(self) -> str:
        return self.label.lower()


class Kaart:
    """One card. `lijst` (a Lijst class), `form` and `tabs` are required; the rest may be overridden."""

    lijst: type[Lijst]
    form: type
    tabs: list[Tab]
    bewaard = "De gegevens zijn bewaard."
    sjabloon = "kaart/kaart.html"
    formuliersjabloon = "formulier/formulier.html"

    def __init__(self, lijst: Lijst):
        self.model, self.naam = lijst.model, lijst.naam
        self.bron = lijst

    def ondertitel(self, obj) -> str:
        """The line below the title."""
        return ""

    def badges(self, obj) -> list[dict[str, str]]:
        """Marks beside the title: {'tekst': 'Niet actief', 'klasse': 'let-op'}."""
        return [] if getattr(obj, "actief", True) else [{"tekst": "Niet actief", "klasse": "uit"}]

    def toon(self, obj, naam: str) -> str | None:
        """Safe HTML for a field that needs more than its plain value; None = the plain value."""
        return None

    def begin(self, request) -> dict:
        """Initial values of the form for a new record."""
        return {}

    @property
    def velden(self) -> dict[str, int]:
        """Every field of the form with its width, in the order of the tabs."""
        return {naam: breedte for tab in self.tabs for sectie in tab.secties for naam, breedte in sectie.velden.items()}


def registreer(klasse: type[Kaart]) -> type[Kaart]:
    """Class decorator: put a Kaart in KAARTEN, beside the Lijst of the same model."""
    lijst = LIJSTEN[klasse.lijst.model._meta.model_name]
    KAARTEN[lijst.naam] = klasse(lijst)
    return klasse
