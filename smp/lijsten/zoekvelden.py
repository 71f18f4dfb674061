"""The kinds of search field that a Kolom can have: django-filter filters that read an index at a million rows.

One that looks at related records, or whose index gives all hits before the first, says `naast = True`: its answers are
counted less far. One that the index of the names answers says `in_naamindex = True`; one whose hits, few or many, lie
anywhere in an order says `verspreid = True`: how many there are decides how they are found (decision 0013).
"""

import re
from functools import cached_property
from operator import attrgetter

import django_filters
from django.db.models import F, Q, Value
from django.db.models.lookups import GreaterThanOrEqual, LessThan, StartsWith
from django.forms import Form, TextInput
from django_filters.utils import get_model_field

from smp.keuzevelden import Keuzes, lees_tabel
from smp.tekst import Klein, Vouw, vouw, zoekvouw
from smp.weergave import Kiezer

#: Nobody types more words than this; a pasted page would make a condition of every one.
MAX_WOORDEN = 12
#: Finds nothing.
NIETS = Q(pk__in=[])


def kleine_tabel(filterset, model) -> list[tuple]:
    """All rows of a small table (smp/keuzevelden.py) as tuples of its KEUZEVELDEN, read once a request.

    From what the cells of a grid read too, else one query.
    """
    filterset = getattr(filterset, "bij", filterset)  # the conditions on related records, ook.py
    gelezen = filterset.__dict__.setdefault("kleine_tabellen", {})
    if model not in gelezen:
        bron = getattr(filterset, "bronnen", {}).get(model)
        gelezen[model] = list(map(attrgetter(*model.KEUZEVELDEN), bron.rijen.values())) if bron else lees_tabel(model)
    return gelezen[model]


def klein(label: str) -> str:
    """A label inside a sentence: 'plaats', but 'KVK-nummer'.

    >>> klein("Plaats"), klein("E-mailadres"), klein("KVK-nummer")
    ('plaats', 'e-mailadres', 'KVK-nummer')
    """
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def begint_als_nummer(tekst: str) -> bool:
    """Four signs or more of which the first is a digit: fewer begin too many numbers.

    >>> begint_als_nummer("8011 ZX"), begint_als_nummer("123"), begint_als_nummer("Bakkerij 1234")
    (True, False, False)
    """
    return tekst.strip()[:1].isdigit() and len(tekst.strip()) > 3


def is_mailadres(tekst: str) -> bool:
    """An e-mail address, or the begin of one up to its @.

    >>> is_mailadres("a.visser@bos"), is_mailadres("@Home"), is_mailadres("Bos @ Zwolle")
    (True, False, False)
    """
    return re.fullmatch(r"[^@\s]+@[^@\s]*", tekst.strip()) is not None


class Zoekform(Form):
    """The search form of one request. The fields were made for it: Django would copy them all once more."""

    def __init__(self, velden: dict, data):
        super().__init__(data)
        self.fields = velden


class Zoekvelden(django_filters.FilterSet):
    """The search fields of a Lijst for one request."""

    @cached_property
    def form(self):
        return Zoekform({naam: filter.field for naam, filter in self.filters.items()}, self.data)


class Zoekveld:
    """Mixin before a Filter: the condition that a value makes, and the same in words. smp.E008 asks for both:

    voorwaarde(waarde) -> Q     the rows that answer a value that is not empty; `NIETS` for what cannot be looked for
    zin(waarde, tekst) -> str   the clause behind the name of the rows or around it ('actieve …'); `tekst`: as it reads

    A filter and its part of `ook` are one Q, so that what is shown, explained and saved is what is searched.
    """

    naast = in_naamindex = verspreid = False

    def herkent(self, tekst: str) -> bool:
        """Whether a text in the quick search looks like a value of this field: a number, an e-mail address."""
        return False

    def filter(self, qs, value):
        return qs.filter(self.voorwaarde(value)) if value else qs


class Woorden(Zoekveld, django_filters.CharFilter):
    """Every word somewhere in a zoeksleutel, in any order (domein 3.6 search rule 2).

    A word of one or two letters must start a word: the trigram index needs three letters elsewhere.
    A text without a letter or digit finds nothing: everything would be the wrong answer to a question.
    `waarin` names what the zoeksleutel holds ('naam of plaats') when that is more than the label says.
    """

    in_naamindex = True

    def __init__(self, *args, waarin: str = "", **kwargs):
        super().__init__(*args, **kwargs)
        self.waarin = waarin
        if waarin:
            self.extra["widget"] = TextInput({"title": f"Zoekt in {waarin}"})

    def voorwaarde(self, waarde):
        woorden = list(dict.fromkeys(zoekvouw(waarde).split()))[:MAX_WOORDEN]
        uit = Q() if woorden else NIETS
        for woord in woorden:
            uit &= Q(**{f"{self.field_name}__contains": woord if len(woord) > 2 else f" {woord}"})
        return uit

    def zin(self, waarde, tekst):
        return f"met ‘{tekst}’ in {self.waarin}" if self.waarin else f"met {klein(str(self.label))} bevat ‘{tekst}’"


class Beginveld(Zoekveld):
    """Mixin: a text from its start. `uitdrukking` has an index, `sleutel` is what was typed in that form."""

    def uitdrukking(self):
        return F(self.field_name)

    def sleutel(self, waarde: str) -> str:
        return waarde

    def voorwaarde(self, waarde):
        sleutel = self.sleutel(waarde)
        return Q(StartsWith(self.uitdrukking(), sleutel)) if sleutel else NIETS

    def zin(self, waarde, tekst):
        return f"met {klein(str(self.label))} begint met ‘{tekst}’"


class Begint(Beginveld, django_filters.CharFilter):
    """Begins with, without regard to capitals and accents; reads an index on Vouw(field)."""

    def __init__(self, *args, in_naamindex=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.in_naamindex = in_naamindex

    def uitdrukking(self):
        return Vouw(self.field_name)

    def sleutel(self, waarde):
        return vouw(waarde)

    def voorwaarde(self, waarde):
        sleutel, veld = vouw(waarde), self.uitdrukking()
        if not sleutel:
            return NIETS
        # '{' is the character after 'z': a range, so that any index order that starts with the text serves.
        return Q(GreaterThanOrEqual(veld, Value(sleutel))) & Q(LessThan(veld, Value(f"{sleutel}{{")))


class Nummer(Beginveld, django_filters.CharFilter):
    """A number in stored form, typed with or without spaces and dots; from its start.

    A text without a letter or digit finds nothing, as in Woorden.
    """

    def herkent(self, tekst):
        return begint_als_nummer(tekst)

    def sleutel(self, waarde):
        return "".join(teken for teken in waarde if teken.isalnum()).upper()


class Postcode(Beginveld, django_filters.CharFilter):
    """`8011`, `8011 zx` and `8011zx` (domein 3.6 search rule 5)."""

    def herkent(self, tekst):
        return begint_als_nummer(tekst)

    def sleutel(self, waarde):
        postcode = "".join(waarde.split()).upper()
        return f"{postcode[:4]} {postcode[4:]}" if len(postcode) > 4 and postcode[:4].isdigit() else postcode


class Mailadres(Beginveld, django_filters.CharFilter):
    """An e-mail address from its start, without regard to capitals; reads an index on Klein(field)."""

    verspreid = True

    def herkent(self, tekst):
        return is_mailadres(tekst)

    def uitdrukking(self):
        return Klein(self.field_name)

    def sleutel(self, waarde):
        return waarde.strip().lower()


class Keuze(Zoekveld, django_filters.ChoiceFilter):
    """One of the choices of the model field, or of `keuzes(filterset)`, read once a request and only when shown."""

    def __init__(self, *args, keuzes=None, **kwargs):
        super().__init__(*args, empty_label="Alles", widget=Kiezer, **kwargs)
        self.keuzes = keuzes

    def voorwaarde(self, waarde):
        return Q(**{self.field_name: waarde})

    def zin(self, waarde, tekst):
        return f"met {klein(str(self.label))} {tekst}"

    @property
    def field(self):
        if not hasattr(self, "_field"):
            if self.keuzes:
                self.extra["choices"] = Keuzes(self._lees_eenmaal)
            else:
                modelveld = get_model_field(self.model, self.field_name)  # also through a foreign key
                self.extra["choices"] = [(waarde, label) for waarde, label in modelveld.choices if waarde]
            self.extra["error_messages"] = {"invalid_choice": "Kies een waarde uit de lijst."}
        return super().field

    def _lees_eenmaal(self) -> list:
        """The choices of a table: read once a request, also for the conditions on related records (`bij`, ook.py)."""
        gelezen = getattr(self.parent, "bij", self.parent).__dict__.setdefault("gelezen_keuzes", {})
        if self.keuzes not in gelezen:
            gelezen[self.keuzes] = list(self.keuzes(self.parent))
        return gelezen[self.keuzes]


class JaNee(Zoekveld, django_filters.ChoiceFilter):
    """Yes, no, or all; `alle` is written out because a missing parameter means the Lijst's own default.

    ja, nee  the clauses of a sentence; in 'actieve …' the dots stand for the name of the rows
    """

    def __init__(self, ja: str, nee: str, **kwargs):
        keuzes = [("alle", "Alle"), ("ja", "Ja"), ("nee", "Nee")]
        super().__init__(empty_label=None, choices=keuzes, **{"widget": Kiezer, **kwargs})
        self.zinnen = {"ja": ja, "nee": nee}

    def is_ja(self) -> Q:
        """The rows that are a yes."""
        return Q(**{self.field_name: True})

    def voorwaarde(self, waarde):
        return {"ja": self.is_ja(), "nee": ~self.is_ja()}.get(waarde, Q())

    def zin(self, waarde, tekst):
        return self.zinnen.get(waarde, "")
