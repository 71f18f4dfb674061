"""Form fields to choose a segment and, dependent on it, a subsegment; also without JavaScript (R18, B1, B3)."""

from django import forms
from django.forms.models import ModelChoiceIterator

from segmenten.models import Segment


class Segmentveld(forms.ModelChoiceField):
    """Choose a hoofdsegment of one kind: the active ones, and the one that the record has (B3)."""

    def __init__(self, soort: str, label: str, **kwargs):
        super().__init__(
            Segment.objects.hoofdsegmenten_voor(soort), label=label, required=False, empty_label="", **kwargs
        )

    def beperk(self, huidig: int | None):
        """Leave out what cannot be chosen anew; `huidig` is the key that the record has now."""
        self.queryset = self.queryset.kiesbaar() | self.queryset.filter(pk=huidig or 0)


class Groepsnaam(str):
    """The label of an <optgroup> that knows its hoofdsegment (templates/velden/subsegment.html)."""

    pk: int


class _PerHoofdsegment(ModelChoiceIterator):
    """Choices in groups, one query for all."""

    def __iter__(self):
        yield ("", self.field.empty_label)
        groepen = {}
        for segment in self.queryset:
            groepen.setdefault(segment.hoofdsegment, []).append(self.choice(segment))
        for hoofd, keuzes in groepen.items():
            naam = Groepsnaam(hoofd)
            naam.pk = hoofd.pk
            yield (naam, keuzes)


class Subsegmentselect(forms.Select):
    """A select in groups; static/js/afhankelijk.js shows only the group of the chosen segment."""

    template_name = "velden/subsegment.html"


class Subsegmentveld(Segmentveld):
    """Choose a subsegment. `ouder` is the name of the field with the hoofdsegment."""

    iterator = _PerHoofdsegment
    widget = Subsegmentselect

    def __init__(self, soort: str, label: str, ouder: str, **kwargs):
        super().__init__(soort, label, **kwargs)
        volgorde = ["hoofdsegment__volgorde", "hoofdsegment__sorteersleutel", "volgorde", "sorteersleutel"]
        self.queryset = Segment.objects.subsegmenten_voor(soort).order_by(*volgorde)
        self.widget.attrs["data-hangt-af-van"] = f"id_{ouder}"
        self.widget.attrs["data-hint"] = f"Kies eerst een {ouder}."
