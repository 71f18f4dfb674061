"""The card of a segment, with its section Subsegmenten (R89)."""

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from segmenten.forms import SegmentForm
from segmenten.lijsten import TELGRENS, SegmentLijst, toon_gebruik
from segmenten.models import Segment
from smp.kaarten.kaart import Gerelateerd, Kaart, Sectie, Tab, registreer


def subsegmenten(obj, user) -> str:
    """The subsegmenten of a hoofdsegment as a table, in order, with their use; one query."""
    if obj.type != Segment.HOOFD:
        return ""
    rijen = obj.subsegmenten.select_related("hoofdsegment").met_gebruik(TELGRENS)
    tabel = format_html_join(
        "",
        '<tr{}><td class="kop"><a href="{}">{}</a></td><td>{}</td><td class="getal">{}</td><td>{}</td></tr>',
        (
            (
                "" if sub.actief else format_html(' class="{}"', "niet-actief"),
                sub.get_absolute_url(),
                sub.naam,
                sub.soort,
                toon_gebruik(sub.gebruik),
                "Ja" if sub.actief else "Nee",
            )
            for sub in rijen
        ),
    )
    kop = "<thead><tr><th>Naam</th><th>Soort</th><th class='getal'>In gebruik</th><th>Actief</th></tr></thead>"
    html = (
        format_html('<table class="tabel">{}<tbody>{}</tbody></table>', mark_safe(kop), tabel)
        if tabel
        else (format_html("<p>{}</p>", "Dit hoofdsegment heeft nog geen subsegmenten."))
    )
    if user.has_perm("segmenten.add_segment"):
        adres = f"{reverse('segment_toevoegen')}?hoofdsegment={obj.pk}"
        html += format_html('<a class="knop" href="{}">+ Subsegment toevoegen</a>', adres)
    return html


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
            [Gerelateerd("Subsegmenten", subsegmenten)],
        ),
    ]

    def ondertitel(self, obj):
        return f"{obj.get_type_display()} · {obj.soort}"

    def begin(self, request):
        """[+ Subsegment toevoegen] on a card fills in its hoofdsegment (A17)."""
        sleutel = request.GET.get("hoofdsegment", "")
        hoofd = Segment.objects.filter(pk=sleutel[:18], type=Segment.HOOFD).first() if sleutel.isdecimal() else None
        if hoofd is None:
            return {"type": Segment.HOOFD}
        return {
            "type": Segment.SUB,
            "hoofdsegment": hoofd.pk,
            "soort_organisatie": hoofd.soort_organisatie,
            "soort_persoon": hoofd.soort_persoon,
        }

    def knoppen(self, obj, user):
        if not user.has_perm("segmenten.delete_segment"):
            return []
        return [
            {"label": "Vervangen door…", "url": reverse("segment_vervangen", args=[obj.pk])},
            {"label": "Verwijderen", "url": reverse("segment_verwijderen", args=[obj.pk])},
        ]
