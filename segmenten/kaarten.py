"""The card of a segment, with its section Subsegmenten (R89)."""

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from segmenten.forms import SegmentForm, SubsegmentForm
from segmenten.lijsten import SegmentLijst, koppelingen, toon_gebruik
from segmenten.models import Segment
from smp.kaarten.kaart import Gerelateerd, Kaart, Regels, Sectie, Tab, registreer, wijzigknop

#: The rows on the card of a hoofdsegment.
SUBSEGMENTEN = Regels(
    SubsegmentForm,
    "hoofdsegment",
    ["naam", "soort_organisatie", "soort_persoon", "actief"],
    [Sectie("", {"omschrijving": 9, "volgorde": 3})],
    {"In gebruik": lambda sub: toon_gebruik(sub.gebruik)},
    "subsegment",
)
KOP = (
    '<thead><tr><th scope="col">Naam</th><th scope="col">Soort</th><th scope="col" class="getal">In gebruik</th>'
    '<th scope="col">Actief</th><th scope="col"><span class="visually-hidden">Wijzigen</span></th></tr></thead>'
)


def subsegmenten(obj, user, gewijzigd) -> str:
    """The subsegmenten of a hoofdsegment as a table, in order, with their use; one query."""
    mag = user.has_perm("segmenten.change_segment")
    tabel = format_html_join(
        "",
        '<tr class="{}"><td class="kop"><a href="{}">{}</a></td><td>{}</td><td class="getal">{}</td><td>{}</td>'
        '<td class="knoppen">{}</td></tr>',
        (
            (
                " ".join(["" if sub.actief else "niet-actief", "gewijzigd" if sub.pk in gewijzigd else ""]).strip(),
                sub.get_absolute_url(),
                sub.naam,
                sub.soort,
                toon_gebruik(sub.gebruik),
                "Ja" if sub.actief else "Nee",
                wijzigknop(sub) if mag else "",
            )
            for sub in SUBSEGMENTEN.rijen(obj, user)
        ),
    )
    if not tabel:
        return format_html('<p class="sectie-tekst">{}</p>', "Dit hoofdsegment heeft nog geen subsegmenten.")
    return format_html('<table class="tabel">{}<tbody>{}</tbody></table>', mark_safe(KOP), tabel)


@registreer
class SegmentKaart(Kaart):
    lijst = SegmentLijst
    form = SegmentForm
    bewaard = "Het segment is bewaard."
    tabs = [
        Tab(
            "Segment",
            [
                Sectie("Segment", {"type": 6, "hoofdsegment": 6, "naam": 8, "volgorde": 4, "omschrijving": 12}),
                Sectie("Soort", {"soort_organisatie": 4, "soort_persoon": 4, "actief": 4}),
            ],
            [Gerelateerd("Subsegmenten", subsegmenten, SUBSEGMENTEN)],
        ),
    ]

    def ondertitel(self, obj):
        return f"{obj.get_type_display()} · {obj.soort}"

    def heeft_regels(self, obj):
        return obj.type == Segment.HOOFD

    def begin(self, request):
        return {"type": Segment.HOOFD}

    def op_formulier(self, form, user):
        """B6: who changes the name of a segment knows how many records carry it."""
        if form.instance.pk and form.instance.gebruik:
            wat = f"Dit segment heeft {koppelingen(form.instance.gebruik)}. Een andere naam geldt daar meteen."
            form.fields["naam"].help_text = wat

    def knoppen(self, obj, user):
        if not user.has_perm("segmenten.delete_segment"):
            return []
        return [
            {"label": "Vervangen door…", "url": reverse("segment_vervangen", args=[obj.pk])},
            {"label": "Verwijderen", "url": reverse("segment_verwijderen", args=[obj.pk])},
        ]
