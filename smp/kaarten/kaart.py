"""Kaart: what a card page is. The same tabs and sections are read on the card and filled in on the form."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.forms import BaseFormSet, formset_factory
from django.utils.html import format_html
from django.utils.text import capfirst, slugify

from smp.lijsten.lijst import LIJSTEN, Lijst

#: model_name -> its Kaart; filled by `registreer`.
KAARTEN: dict[str, "Kaart"] = {}
#: Rows in a section, stored or new; an organisation with more has a link to its list.
MAXIMAAL = 25


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
    """Rows that belong to the record: one line each, and more fields behind an arrow.

    form   a ModelForm that takes `ouder`, the record, which may not be stored yet (R38)
    ouder  the foreign key to the record
    hoofd  fields on the line; `meer` are the sections with the others
    toont  what a stored row tells at the end of its line and nobody types: heading -> text of the row
    wat    what such a row is called here, when that is not the name of the model
    """

    form: type
    ouder: str
    hoofd: list[str]
    meer: list[Sectie]
    toont: dict[str, Callable] = field(default_factory=dict)
    wat: str = ""

    @property
    def model(self):
        return self.form._meta.model

    @property
    def knop(self) -> str:
        """Text of the button that adds a row (A14)."""
        return f"+ {capfirst(self.wat or str(self.model._meta.verbose_name))} toevoegen"

    @property
    def titel(self) -> str:
        """Heading of the section on the form."""
        return capfirst(str(self.model._meta.verbose_name_plural))

    def recht(self, handeling: str) -> str:
        """The permission to 'add' or 'change' such a row."""
        return LIJSTEN[self.model._meta.model_name].recht(handeling)

    def rijen(self, ouder, user):
        """The stored rows that this user may see, in the order of their model."""
        return LIJSTEN[self.model._meta.model_name].rijen(user).filter(**{self.ouder: ouder})

    def formset(self, ouder, data=None):
        """New rows for a record; an untouched row is no row."""
        klasse = formset_factory(self.form, Regelset, extra=1, max_num=MAXIMAAL, absolute_max=MAXIMAAL)
        return klasse(data, prefix="regels", form_kwargs={"ouder": ouder, "bronnen": {}})


@dataclass(frozen=True)
class Gerelateerd:
    """A section of the card with rows that belong to the record.

    `tabel(obj, user)` gives safe HTML; '' leaves the section out.
    With `regels` rows are added and changed on the card itself (R61, R62): `?regels=nieuw` and `?regels=wijzigen`.
    Then it is `tabel(obj, user, gewijzigd)`: the keys of the rows to mark, just changed.
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
        """Marks beside the title: {'tekst': 'Verwerking beperkt', 'klasse': 'merk-let-op'}."""
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

    def op_formulier(self, form, user):
        """Last touch to a form that was just made, for what depends on the user or the record."""

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
        """The rows that are added and changed on the card; at most one section has them."""
        delen = [deel for tab in self.tabs for deel in tab.gerelateerd if deel.regels]
        return delen[0].regels if delen else None

    def heeft_regels(self, obj) -> bool:
        """Whether this record can have the rows of its section."""
        return self.kaartregels is not None

    @property
    def velden(self) -> dict[str, int]:
        """Every field of the form with its width, in the order of the tabs."""
        return {naam: breedte for tab in self.tabs for sectie in tab.secties for naam, breedte in sectie.velden.items()}


def wijzigknop(rij) -> str:
    """[Wijzigen] in a row of a Gerelateerd with Regels: the rows become fields, where they stand."""
    html = '<a class="knop knop-klein" href="?regels=wijzigen#rij-{}" data-haal aria-label="Wijzigen: {}">Wijzigen</a>'
    return format_html(html, rij.pk, rij)


def registreer(klasse: type[Kaart]) -> type[Kaart]:
    """Class decorator: put a Kaart in KAARTEN, beside the Lijst of the same model."""
    lijst = LIJSTEN[klasse.lijst.model._meta.model_name]
    KAARTEN[lijst.naam] = klasse(lijst)
    return klasse
