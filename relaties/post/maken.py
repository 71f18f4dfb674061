"""From found rows to a PDF, in a request or as a job of the export (smp/uitwisseling/): logged as such (R101)."""

from collections import Counter
from collections.abc import Iterator

from relaties.post import pdf
from relaties.post.adressering import LANGE_REGEL, Stuk, stukken
from smp.uitwisseling.export import FORMATEN, Formaat, Rijen

FORMAAT = "pdf"
#: Up to so many rows at once; what makes the PDF holds it whole, some 2 kB an envelope. Above DIRECT it is a job.
HOOGSTENS, DIRECT = 10_000, 2_000
#: Rows without an envelope that are named, beside their number.
GENOEMD = 100


def stukken_van(vraag, wat: dict) -> Iterator[Stuk]:
    """The rows of the Vraag in their order, or of these the ones that `wat` names."""
    rijen = vraag.selectie.order_by(*vraag.sleutel.volgorde())
    if "rijen" in wat:
        rijen = rijen.filter(pk__in=wat["rijen"])
    return stukken(rijen.iterator(1_000), wat["adres"], wat["doel"])


def maak(rijen: Rijen) -> Iterator[bytes]:
    """What a Formaat does: the file in pieces; here there is one."""

    def gaan_mee():
        for stuk in stukken_van(rijen.vraag, rijen.wat):
            if stuk.regels:
                rijen.aantal += 1
                yield stuk.regels

    yield pdf.teken(gaan_mee(), rijen.wat["vel"], rijen.wat["eerste"], rijen.wat["retour"])


FORMATEN[FORMAAT] = Formaat("application/pdf", maak, DIRECT, HOOGSTENS, eigen_pagina=True)


class Vooruitblik:
    """What will be printed and what will not, counted; the rows that get none are named up to GENOEMD."""

    def __init__(self, vraag, wat: dict):
        self.aantal, self.redenen, self.zonder, self.lang = 0, Counter(), [], []
        self.voorbeeld: list[str] = []
        for stuk in stukken_van(vraag, wat):
            if stuk.regels:
                self.aantal += 1
                self.voorbeeld = self.voorbeeld or stuk.regels
                lang = [regel for regel in stuk.regels if len(regel) > LANGE_REGEL]
                if lang and len(self.lang) < GENOEMD:
                    self.lang.append((stuk.rij, lang[0]))
                continue
            self.redenen[stuk.reden] += 1
            if len(self.zonder) < GENOEMD:
                self.zonder.append((stuk.rij, stuk.reden))

    @property
    def vervallen(self) -> int:
        return sum(self.redenen.values())
