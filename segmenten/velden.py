"""Form fields to choose a segment and, dependent on it, a subsegment; also without JavaScript (R18, B1, B3)."""

from functools import cached_property

from segmenten.models import Segment
from smp.keuzevelden import Bron, Bronveld


class Segmentveld(Bronveld):
    """Choose a hoofdsegment of one kind ('organisatie' or 'persoon')."""

    type = Segment.HOOFD

    def __init__(self, soort: str, label: str, **kwargs):
        super().__init__(Segment, label=label, **kwargs)
        self.soort = soort

    def kiesbaar(self, rij):
        """Active, of the right type and kind, and under an active hoofdsegment (B9)."""
        actief = rij.actief and (rij.hoofdsegment is None or rij.hoofdsegment.actief)
        return actief and rij.type == self.type and getattr(rij, f"soort_{self.soort}")


class Groepsnaam(str):
    """The label of an <optgroup> that knows its hoofdsegment (smp/weergave.py)."""

    pk: int


class Subsegmentveld(Segmentveld):
    """Choose a subsegment, in groups. `ouder` is the name of the field with the hoofdsegment."""

    type = Segment.SUB

    def __init__(self, soort: str, label: str, ouder: str, **kwargs):
        super().__init__(soort, label, **kwargs)
        self.widget.attrs["data-hangt-af-van"] = f"id_{ouder}"
        self.widget.attrs["data-hint"] = f"Kies eerst een {ouder}."

    def keuzes(self):
        groepen = {}
        for segment in self.rijen():
            groepen.setdefault(segment.hoofdsegment, []).append((segment.pk, self.label_from_instance(segment)))
        for hoofd in sorted(groepen, key=lambda segment: (segment.volgorde, segment.sorteersleutel, segment.pk)):
            naam = Groepsnaam(hoofd)
            naam.pk = hoofd.pk
            yield (naam, groepen[hoofd])


class Segmentbron(Bron):
    """All segments, each with its hoofdsegment: one query without a join, for they are here anyway."""

    @cached_property
    def rijen(self):
        rijen = {str(segment.pk): segment for segment in self.queryset}
        for segment in rijen.values():
            segment.hoofdsegment = rijen.get(str(segment.hoofdsegment_id))
        return rijen


def verbind_segmenten(form, hoofd: str, sub: str):
    """Give both fields of a form their rows: one query for the two, and for every form with the same `bronnen`."""
    bron = form.bronnen.setdefault(Segment, Segmentbron(Segment.objects.all()))
    for naam in (hoofd, sub):
        form.fields[naam].verbind(bron, getattr(form.instance, f"{naam}_id"))
    # The id of the parent on the page has the prefix of the form.
    form.fields[sub].widget.attrs["data-hangt-af-van"] = f"id_{form.add_prefix(hoofd)}"
