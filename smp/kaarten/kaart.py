"""Kaart: what a card page is. The same tabs and sections are read on the card and filled in on the form."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.forms import BaseFormSet, formset_factory
from django.utils.text import capfirst, slugify

from smp.lijsten.lijst import LIJSTEN, Lijst

#: model_name -> its Kaart; filled by `registreer`.
KAARTEN: dict[str, "Kaart"] = {}


@dataclass(frozen=True)
class Sectie:
    """A heading with fields. `velden` maps a form field to its width in twelfths of the row."""

    titel: str
    velden: dict[str, int]
    uitleg: str = ""


class Regelset(BaseFormSet):
    """The rows of a form, with messages for a reader (domein 6.3)."""

    default_error_messages = {
        "missing_management_form": "De regels zijn niet compleet ontvangen. Vul ze opnieuw in.",
        "too_many_forms": "Voeg hoogstens %(num)d regels tegelijk toe.",
    }


@dataclass(frozen=True)
class Regels:
    """New rows that belong to the record, filled in on its form: one line each, and more fields behind an arrow.

    form   a ModelForm that takes `ouder`, the record, which may not be stored yet (R38)
    ouder  the foreign key to the record
    hoofd  fields on the line; `meer` maps the others to their width in twelfths
    """

    form: type
    ouder: str
    hoofd: list[str]
    meer: dict[str, int]

    @property
    def knop(self) -> str:
        """Text of the button that adds a row (A14)."""
        return f"+ {capfirst(str(self.form._meta.model._meta.verbose_name))} toevoegen"

    @property
    def titel(self) -> str:
        """Heading of the section on the form."""
        return capfirst(str(self.form._meta.model._meta.verbose_name_plural))

    @property
    def recht(self) -> str:
        """The permission to add such a row."""
        model = self.form._meta.model._meta
        return f"{model.app_label}.add_{model.model_name}"

    def formset(self, ouder, data=None):
        """The rows for a record; an untouched row is no row."""
        klasse = formset_factory(self.form, Regelset, extra=1, max_num=25, absolute_max=25)
        return klasse(data, prefix="regels", form_kwargs={"ouder": ouder, "bronnen": {}})


@dataclass(frozen=True)
class Gerelateerd:
    """A section of the card with rows that belong to the record: `tabel(obj, user)` gives safe HTML.

    With `regels` a row can be added on the card itself, without opening the form of the record (R61, R62).
    """

    titel: str
    tabel: Callable
    regels: Regels | None = None


@dataclass(frozen=True)
class Tab:
    """One tab. `gerelateerd` stands on the card only, `regels` on the form only."""

    label: str
    secties: list[Sectie]
    gerelateerd: list[Gerelateerd] = field(default_factory=list)
    regels: Regels | None = None

    @property
    def id(self) -> str:
        return slugify(self.label)  # an address with a space in it opens no tab


class Kaart:
    """One card. `lijst` (a Lijst class), `form` and `tabs` are required; the rest may be overridden.

    telt   fields by which `dubbelen` knows a record, asked about while somebody types
    """

    lijst: type[Lijst]
    form: type
    tabs: list[Tab]
    telt: tuple[str, ...] = ()
    bewaard = "De gegevens zijn bewaard."

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

    def knoppen(self, obj, user) -> list[dict[str, str]]:
        """Acts beside [Wijzigen]: {'label', 'url'}."""
        return []

    def slot(self, obj) -> str:
        """Why nobody may change this record now, as a sentence; '' when one may. The model must refuse it too."""
        return ""

    def let_op(self, obj) -> str:
        """What a user must know of a record that he has just saved; '' when there is nothing."""
        return ""

    def op_formulier(self, form, user):
        """Last touch to the form before it is drawn, for what depends on the user."""

    def begin(self, request) -> dict:
        """Initial values of the form for a new record."""
        return {}

    def dubbelen(self, form) -> list:
        """Stored rows that may be the new one of this checked form (smp/kaarten/dubbelen.py); [] asks nothing."""
        return []

    @property
    def regels(self) -> Regels | None:
        """The rows on the form; at most one tab has them."""
        return next((tab.regels for tab in self.tabs if tab.regels), None)

    @property
    def kaartregels(self) -> Regels | None:
        """The rows that can be added on the card; at most one section has them."""
        delen = [deel for tab in self.tabs for deel in tab.gerelateerd if deel.regels]
        return delen[0].regels if delen else None

    @property
    def velden(self) -> dict[str, int]:
        """Every field of the form with its width, in the order of the tabs."""
        return {naam: breedte for tab in self.tabs for sectie in tab.secties for naam, breedte in sectie.velden.items()}


def registreer(klasse: type[Kaart]) -> type[Kaart]:
    """Class decorator: put a Kaart in KAARTEN, beside the Lijst of the same model."""
    lijst = LIJSTEN[klasse.lijst.model._meta.model_name]
    KAARTEN[lijst.naam] = klasse(lijst)
    return klasse
