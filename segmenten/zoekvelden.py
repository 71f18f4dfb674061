"""The search fields Segment and Subsegment: one query for both, whatever lists use them."""

from segmenten.models import Segment
from smp.lijsten.zoekvelden import Keuze


def _segmenten(filterset, soort: str) -> list[Segment]:
    """All segments of a kind; one query a request for every kind: the filterset lives as long as the request."""
    if not hasattr(filterset, "segmenten"):
        filterset.segmenten = list(Segment.objects.order_by("volgorde", "sorteersleutel", "pk"))
    return [segment for segment in filterset.segmenten if getattr(segment, f"soort_{soort}")]


def hoofdsegmentkeuze(soort: str) -> Keuze:
    """The search field for a hoofdsegment of `soort` ('organisatie' or 'persoon')."""
    return Keuze(
        keuzes=lambda filterset: [(s.pk, str(s)) for s in _segmenten(filterset, soort) if s.type == Segment.HOOFD]
    )


def subsegmentkeuze(soort: str) -> Keuze:
    """The search field for a subsegment, grouped by its hoofdsegment."""

    def keuzes(filterset):
        alle = _segmenten(filterset, soort)
        onder = {}
        for segment in alle:
            onder.setdefault(segment.hoofdsegment_id, []).append((segment.pk, str(segment)))
        return [(str(h), onder[h.pk]) for h in alle if h.type == Segment.HOOFD and h.pk in onder]

    return Keuze(keuzes=keuzes)
