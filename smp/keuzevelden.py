"""Foreign keys to small tables (segments, users): the rows are read once for all forms and fields of a request.

The model of a small table has `KEUZEVELDEN`, the fields that choices and names are made of, the primary key first, and
`noem(*fields) -> str`, which gets them without that key: how every page names the record.
"""

from functools import cache, cached_property

from django import forms
from django.core.exceptions import ValidationError
from django.db import connections, router
from django.forms.models import ModelChoiceIterator
from django.utils.choices import BaseChoiceIterator


class Keuzes(BaseChoiceIterator):
    """Choices that are read at first use, once: Django copies and converts a list of 250 countries for every form."""

    def __init__(self, lees):
        self.lees = lees

    @cached_property
    def paren(self) -> list:
        return list(self.lees())

    def __iter__(self):
        return iter(self.paren)

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self


def lees_tabel(model) -> list[tuple]:
    """The rows of a small table as tuples of its KEUZEVELDEN, in its own order. No models: hundreds, on every page."""
    with connections[router.db_for_read(model)].cursor() as cursor:
        cursor.execute(_statement(model))
        return cursor.fetchall()


@cache
def _statement(model) -> str:
    """Compiled once: it has no parameters, and to make it took longer than to read the rows."""
    return str(model._base_manager.order_by(*model._meta.ordering).values_list(*model.KEUZEVELDEN).query)


class Namen(dict):
    """Primary key -> name, of a small table; `rijen`: its rows as tuples of KEUZEVELDEN, if they were read already."""

    def __init__(self, model, rijen=None):
        self.model, rijen = model, lees_tabel(model) if rijen is None else rijen
        self.velden = {pk: velden for pk, *velden in rijen}

    def __missing__(self, pk):
        """At the first time; one that was added since is read, one that went since has no name."""
        velden = self.velden.get(pk)
        self[pk] = self.model.noem(*velden) if velden else str(self.model._base_manager.filter(pk=pk).first() or "")
        return self[pk]


class Bron:
    """The rows of a small table, read at first use: one query, whatever the number of forms."""

    def __init__(self, queryset):
        self.queryset = queryset

    @cached_property
    def rijen(self) -> dict[str, object]:
        """Primary key as text -> row, in the order of the queryset."""
        return {str(rij.pk): rij for rij in self.queryset}


class _Keuzes(ModelChoiceIterator):
    def __iter__(self):
        yield ("", self.field.empty_label)
        yield from self.field.keuzes()

    def __len__(self):
        return len(self.field.bron.rijen) + 1  # at most; only a hint

    def __bool__(self):
        return True


class Bronveld(forms.ModelChoiceField):
    """Choose a row of a Bron: one that is `kiesbaar`, or the one that the record has now (B3)."""

    iterator = _Keuzes

    def __init__(self, model, **kwargs):
        super().__init__(model._default_manager.all(), required=False, empty_label="", **kwargs)
        self.bron, self.huidig = Bron(self.queryset), None

    def verbind(self, bron: Bron, huidig: int | None):
        """Take the rows from `bron`; `huidig` is the key that the record has now."""
        self.bron, self.huidig = bron, huidig

    def kiesbaar(self, rij) -> bool:
        """May this row be chosen anew?"""
        return True

    def rijen(self) -> list:
        return [rij for rij in self.bron.rijen.values() if self.kiesbaar(rij) or rij.pk == self.huidig]

    def keuzes(self):
        """Pairs for a select; a subclass may group them."""
        for rij in self.rijen():
            yield (self.prepare_value(rij), self.label_from_instance(rij))

    def to_python(self, value):
        if value in self.empty_values:
            return None
        rij = self.bron.rijen.get(str(getattr(value, "pk", value)))
        if rij is None or not (self.kiesbaar(rij) or rij.pk == self.huidig):
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        return rij
