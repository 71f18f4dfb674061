"""The search fields Segment and Subsegment: one query for both, whatever lists use them."""

from segmenten.models import Segment, schrijf_naam
from smp.lijsten.zoekvelden import Keuze, bron


def _segmenten(filterset, soort: str) -> list:
    """All segments of a kind, as named tuples; one query a request for every kind.

    The filterset lives as long as the request. No models: there are hundreds, on every page.
    """
    filterset = getattr(filterset, "bij", filterset)
    if not hasattr(filterset, "segmenten"):
        rijen = bron(filterset, Segment) or Segment.objects.order_by("volgorde", "sorteersleutel", "pk").values_list(
            "pk", "hoofdsegment_id", "naam", "actief", "soort_organisatie", "soort_persoon", named=True
        )
        filterset.segmenten = list(rijen)
    return [segment for segment in filterset.segmenten if getattr(segment, f"soort_{soort}")]


def hoofdsegmentkeuze(soort: str) -> Keuze:
    """The search field for a hoofdsegment of `soort` ('organisatie' or 'persoon')."""

    def keuzes(filterset):
        return [
            (s.pk, schrijf_naam(s.naam, s.actief)) for s in _segmenten(filterset, soort) if s.hoofdsegment_id is None
        ]

    return Keuze(keuzes=keuzes)


def subsegmentkeuze(soort: str) -> Keuze:
    """The search field for a subsegment, grouped by its hoofdsegment."""

    def keuzes(filterset):
        alle = [(s.pk, s.hoofdsegment_id, schrijf_naam(s.naam, s.actief)) for s in _segmenten(filterset, soort)]
        onder = {}
        for pk, hoofd, naam in alle:
            onder.setdefault(hoofd, []).append((pk, naam))
        return [(naam, onder[pk]) for pk, hoofd, naam in alle if hoofd is None and pk in onder]

    return Keuze(keuzes=keuzes)
