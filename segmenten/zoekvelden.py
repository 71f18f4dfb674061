"""The search fields Segment and Subsegment: one query for both, whatever lists use them."""

from segmenten.models import Segment
from smp.lijsten.zoekvelden import Keuze, kleine_tabel


def _segmenten(filterset, soort: str) -> list[tuple]:
    """All segments of a kind, as tuples of Segment.KEUZEVELDEN."""
    kolom = Segment.KEUZEVELDEN.index(f"soort_{soort}")
    return [segment for segment in kleine_tabel(filterset, Segment) if segment[kolom]]


def hoofdsegmentkeuze(soort: str) -> Keuze:
    """The search field for a hoofdsegment of `soort` ('organisatie' or 'persoon')."""

    def keuzes(filterset):
        return [
            (pk, Segment.noem(naam, actief))
            for pk, naam, actief, hoofd, *_ in _segmenten(filterset, soort)
            if hoofd is None
        ]

    return Keuze(keuzes=keuzes)


def subsegmentkeuze(soort: str) -> Keuze:
    """The search field for a subsegment, grouped by its hoofdsegment."""

    def keuzes(filterset):
        hoofden, onder = [], {}
        for pk, naam, actief, hoofd, *_ in _segmenten(filterset, soort):
            broers = hoofden if hoofd is None else onder.setdefault(hoofd, [])
            broers.append((pk, Segment.noem(naam, actief)))
        return [(naam, onder[pk]) for pk, naam in hoofden if pk in onder]

    return Keuze(keuzes=keuzes)
