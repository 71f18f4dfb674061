"""The form of a segment (R77–R88)."""

from django import forms

from segmenten.models import Segment
from smp.formulieren import Bewerkformulier
from smp.velden import getypte_velden


class SegmentForm(Bewerkformulier):
    """With Type 'Subsegment' the field Hoofdsegment appears; the server accepts it without JavaScript too (R84)."""

    class Meta:
        model = Segment
        fields = [
            "type",
            "hoofdsegment",
            "naam",
            "soort_organisatie",
            "soort_persoon",
            "omschrijving",
            "volgorde",
            "actief",
        ]
        field_classes = getypte_velden(Segment)
        widgets = {"type": forms.Select(attrs={"data-toont": "hoofdsegment"})}
        labels = {"soort_organisatie": "Organisatie", "soort_persoon": "Persoon in organisatie"}
        help_texts = {
            "hoofdsegment": "Alleen bij een subsegment.",
            "volgorde": "Een lager getal staat hoger in de lijst.",
            "soort_persoon": "Bij een persoon in organisatie heet dit Categorie of Subcategorie.",
        }
        error_messages = {
            "naam": {"required": "Vul een naam in."},
            "type": {"required": "Kies een type."},
            "hoofdsegment": {"required": "Kies een hoofdsegment."},
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if hoofd := self.fields.get("hoofdsegment"):
            hoofd.queryset = Segment.objects.filter(type=Segment.HOOFD, actief=True) | Segment.objects.filter(
                pk=self.instance.hoofdsegment_id or 0
            )
            hoofd.empty_label = ""
            hoofd.widget.attrs["data-bij"] = "sub"
            hoofd.required = self.data.get(self.add_prefix("type"), self.instance.type) != Segment.HOOFD
        self.fields["volgorde"].required = False

    def clean_volgorde(self):
        return self.cleaned_data["volgorde"] or 0


class SubsegmentForm(SegmentForm):
    """A row in the section Subsegmenten of a hoofdsegment (R89); a new one begins with its kinds."""

    def __init__(self, *args, ouder, **kwargs):
        nieuw = Segment(type=Segment.SUB, soort_organisatie=ouder.soort_organisatie, soort_persoon=ouder.soort_persoon)
        super().__init__(*args, **{"instance": nieuw} | kwargs)
        self.instance.hoofdsegment = ouder

    class Meta(SegmentForm.Meta):
        fields = ["naam", "soort_organisatie", "soort_persoon", "omschrijving", "volgorde", "actief"]
        widgets = {}
        help_texts = {}
