"""Lijst: what a list page *is*. Declared once per model in `<app>/lijsten.py`; knows nothing of a request."""

from functools import cached_property

from django.db.models import F, ForeignKey
from django.utils.text import capfirst

from smp.lijsten.kolom import Kolom
from smp.lijsten.verband import Verband
from smp.lijsten.zoekvelden import Zoekvelden
from smp.tekst import vouw

#: URL name of the model -> its Lijst; filled by `registreer`, read by menu, checks, inventory and contract tests.
LIJSTEN: dict[str, "Lijst"] = {}


class Lijst:
    """One list. `model`, `form` (the ModelForm of the kaart) and `kolommen` are required.

    titel, toevoegen   heading of the page and text of the button
    volgorde           default order: column names, '-' before one that descends
    begin              criteria that hold until the user says otherwise, as in the query string
    per_pagina         rows a page; FORMATEN are the choices
    rijknop            a button [Wijzigen] in every row (R69)
    opzoekkolommen     the columns of the search panel of the vergrootglas; default the first four
    uitvoer            more pages for the found rows, beside the export: label -> end of the name of its address
    klein              the table stays under a thousand rows: an order may do without an index
    verbanden          name -> Verband: the records whose columns can be asked for with the rows (`ook`)
    naamindex          the index of the names holds what a search by words asks (decision 0013)
    in_zoeksleutel     the text columns that the zoeksleutel holds: 'bevat' finds them by its index
    """

    FORMATEN = (25, 50, 100, 200, 500)
    model: type
    form: type
    kolommen: list[Kolom]
    titel = ""
    toevoegen = ""
    volgorde: tuple[str, ...] = ()
    begin: dict[str, str] = {}
    per_pagina = 50
    rijknop = False
    opzoekkolommen: tuple[str, ...] = ()
    uitvoer: dict[str, str] = {}
    klein = False
    verbanden: dict[str, Verband] = {}
    naamindex = False
    in_zoeksleutel: tuple[str, ...] = ()

    def __init__(self):
        self.naam = self.model._meta.model_name
        self.meervoud = str(self.model._meta.verbose_name_plural)
        self.enkelvoud = str(self.model._meta.verbose_name)
        self.titel = self.titel or capfirst(self.meervoud)
        self.toevoegen_label = self.toevoegen or f"{capfirst(self.enkelvoud)} toevoegen"
        self.kolom = {kolom.naam: kolom for kolom in self.kolommen}
        self.zoekvelden, self._modelvelden = {}, {}
        for kolom in self.kolommen:
            if kolom.filter is not None:
                kolom.filter.field_name = kolom.filter.field_name or kolom.naam
                kolom.filter.label = kolom.filter.label or self.label(kolom)
                self.zoekvelden[kolom.naam] = kolom.filter
        self.filterset = type(f"{type(self).__name__}Zoekvelden", (Zoekvelden,), dict(self.zoekvelden))
        self.filterset._meta.model = self.model

    # --- what a declaration may override

    def rijen(self, user):
        """All rows that this user may see, with what the columns show by name; no query per row."""
        return self.model._default_manager.select_related(*self.verwijzingen)

    def rijen_met(self, kolommen: list[Kolom], user):
        """`rijen` with what these columns need."""
        return self.rijen(user)

    def selecteerbaar(self, rijen):
        """Of these rows those that may be exported, printed and changed together; the others are only shown."""
        return rijen

    def rijklasse(self, rij) -> str:
        """CSS classes of a row."""
        return "niet-actief" if getattr(rij, "actief", True) is False else ""

    def omschrijving(self, rij) -> str:
        """What tells a row from another one of the same name, in the lookup: its town, its number."""
        return ""

    def opgegaan(self, sleutel: int):
        """(what is said, the record) when another record took the place of the one with this key, else None."""
        return None

    def gevolgen(self, wijzigingen: list, user) -> list:
        """What these Wijzigingen of valid records bring about elsewhere, as Gevolgen (smp/lijsten/gevolgen.py).

        Asked once for all rows of a save, before it; reads what it needs in a fixed number of queries.
        """
        return []

    def massagevolgen(self, teksten: dict[str, str], rijen, user) -> list:
        """The questions of a mass change (field -> form text) of these rows, as Gevolgen; two queries at most.

        `doe` runs in the transaction of the change, before it is written.
        """
        return []

    # --- derived, the same for every Lijst

    def die_beginnen_met(self, rijen, tekst: str):
        """Those of `rijen` whose name begins with `tekst`, folded: one range of the index of the order."""
        begin = vouw(tekst)
        rijen = rijen.alias(vooraan=self.sorteersleutel(self.kolommen[0]))
        return rijen.filter(vooraan__gte=begin, vooraan__lt=f"{begin}{{")

    @cached_property
    def verwijzingen(self) -> list[str]:
        """The foreign keys that the columns show or pass through, for `select_related`."""
        namen = [kolom.naam if isinstance(self.modelveld(kolom), ForeignKey) else "" for kolom in self.kolommen]
        via = [kolom.naam.rpartition("__")[0] for kolom in self.kolommen]
        return list(dict.fromkeys(naam for naam in namen + via if naam))

    def leesvelden(self, kolommen: list[Kolom]) -> list[str]:
        """The stored fields that a table of these columns reads; empty when the columns do not tell.

        Of a foreign key to a small table (smp/keuzevelden.py) that is the key; one to another table does not tell.
        """
        velden = {veld.name: veld for veld in self.model._meta.concrete_fields}
        eigen_klasse = type(self).rijklasse is not Lijst.rijklasse
        if self.rijknop or eigen_klasse or any(kolom.naam not in velden for kolom in kolommen):
            return []
        namen = ["pk", *(velden[kolom.naam].attname for kolom in kolommen), *({"actief"} & set(velden))]
        modellen = filter(None, (velden[kolom.naam].related_model for kolom in kolommen))
        if not all(hasattr(model, "KEUZEVELDEN") for model in modellen):
            return []
        return list(dict.fromkeys(namen))

    def modelveld(self, kolom: Kolom):
        """The model field behind a column, also of a related record ('organisatie__segment'); None for a property."""
        if kolom.naam not in self._modelvelden:
            model, veld = self.model, None
            for deel in kolom.naam.split("__"):
                veld = next((v for v in model._meta.fields if v.name == deel), None)
                model = getattr(veld, "related_model", None)
            self._modelvelden[kolom.naam] = veld
        return self._modelvelden[kolom.naam]

    def label(self, kolom: Kolom) -> str:
        """Heading of a column."""
        if kolom.label:
            return kolom.label
        veld = self.modelveld(kolom)
        return capfirst(str(veld.verbose_name)) if veld else capfirst(kolom.naam.replace("_", " "))

    def sorteersleutel(self, kolom: Kolom):
        """The expression to order on, or None when the column cannot be ordered."""
        if kolom.sorteer is None:
            return None
        if isinstance(kolom.sorteer, str):
            return F(kolom.sorteer or kolom.naam)
        return kolom.sorteer

    @property
    def naamsleutel(self) -> str:
        """The stored field with the folded name of a row."""
        velden = {veld.name for veld in self.model._meta.fields}
        return "sorteersleutel" if "sorteersleutel" in velden else str(self.kolommen[0].sorteer)

    @property
    def eigen_velden(self) -> list[str]:
        """The columns that can be changed and are of the row itself, not of a related record."""
        return [kolom.naam for kolom in self.kolommen if kolom.bewerk and "__" not in kolom.naam]

    def recht(self, handeling: str) -> str:
        """The permission for 'view', 'add', 'change' or 'delete' on the model."""
        return f"{self.model._meta.app_label}.{handeling}_{self.naam}"

    @property
    def standaardkolommen(self) -> list[str]:
        return [kolom.naam for kolom in self.kolommen if kolom.standaard]

    @property
    def vaste_kolom(self) -> str:
        """The first column: always shown, because it names the row."""
        return self.kolommen[0].naam


def registreer(klasse: type[Lijst]) -> type[Lijst]:
    """Class decorator: put a Lijst in LIJSTEN. Two for one model is a mistake that stops the start."""
    lijst = klasse()
    if lijst.naam in LIJSTEN:
        raise ValueError(f"{lijst.naam} heeft al een Lijst: {type(LIJSTEN[lijst.naam]).__name__}")
    LIJSTEN[lijst.naam] = lijst
    return klasse
