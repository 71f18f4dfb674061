"""The sheets, and drawing on them. fpdf2 writes the PDF, Roboto from a package is the letter (docs/decisions/0014)."""

from collections.abc import Iterable
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

#: Points: as NEN 5825 asks, and how small a line may get before it is made narrower.
PUNTEN, KLEINST = 10, 8
REGELHOOGTE = 1.25
LETTER = Path(find_spec("font_roboto").submodule_search_locations[0], "files/Roboto-Regular.ttf")
RAND = 4  # mm of white within a label
POINT = 25.4 / 72


class Etiket(NamedTuple):
    """A sheet A4 of labels, in mm: columns, rows, size of a label, first label, and from column to column."""

    naam: str
    kolommen: int
    rijen: int
    breedte: float
    hoogte: float
    links: float
    boven: float
    stap: float

    @property
    def per_vel(self) -> int:
        return self.kolommen * self.rijen


class Envelop(NamedTuple):
    naam: str
    breedte: float
    hoogte: float

    per_vel = 1


VELLEN: dict[str, Etiket | Envelop] = {
    "l7160": Etiket("Etiketten Avery L7160 (3 × 7, 63,5 × 38,1 mm)", 3, 7, 63.5, 38.1, 7.25, 15.15, 66.0),
    "l7159": Etiket("Etiketten Avery L7159 (3 × 8, 63,5 × 33,9 mm)", 3, 8, 63.5, 33.9, 7.25, 12.9, 66.0),
    "l7163": Etiket("Etiketten Avery L7163 (2 × 7, 99,1 × 38,1 mm)", 2, 7, 99.1, 38.1, 4.65, 15.15, 101.6),
    "l7162": Etiket("Etiketten Avery L7162 (2 × 8, 99,1 × 33,9 mm)", 2, 8, 99.1, 33.9, 4.65, 12.9, 101.6),
    "3474": Etiket("Etiketten Avery 3474 (3 × 8, 70 × 37 mm)", 3, 8, 70, 37, 0, 0.5, 70),
    "dl": Envelop("Envelop DL (220 × 110 mm)", 220, 110),
    "c5": Envelop("Envelop C5 (229 × 162 mm)", 229, 162),
    "c4": Envelop("Envelop C4 (324 × 229 mm)", 324, 229),
}


@cache
def _tekens() -> frozenset[int]:
    from fontTools.ttLib import TTFont  # as slow as fpdf itself

    return frozenset(TTFont(LETTER, lazy=True).getBestCmap())


def afdrukbaar(regels: list[str]) -> bool:
    """Whether the letter has every sign of these lines; another becomes an empty box."""
    return all(ord(teken) in _tekens() for regel in regels for teken in regel)


def teken(adressen: Iterable[list[str]], vel: str, eerste: int = 1, retour: str = "") -> bytes:
    """The whole PDF. `eerste` is the first free label of the first sheet, `retour` the sender on an envelope."""
    from fpdf import FPDF  # half a second and 30 MB: only for who prints

    blad = VELLEN[vel]
    formaat = "A4" if isinstance(blad, Etiket) else (blad.hoogte, blad.breedte)
    pdf = FPDF("portrait" if isinstance(blad, Etiket) else "landscape", "mm", formaat)
    pdf.set_auto_page_break(False)
    pdf.set_creator("SMP")
    pdf.set_title(blad.naam)
    pdf.set_lang("nl")
    pdf.add_font("post", "", LETTER)
    for nr, regels in enumerate(adressen, eerste - 1 if isinstance(blad, Etiket) else 0):
        plek = nr % blad.per_vel
        if plek == 0 or not pdf.pages:
            pdf.add_page()
        if isinstance(blad, Etiket):
            x = blad.links + plek % blad.kolommen * blad.stap
            y = blad.boven + plek // blad.kolommen * blad.hoogte
            _blok(pdf, regels, x + RAND, y, blad.breedte - 2 * RAND, blad.hoogte)
        else:
            if retour:
                _regel(pdf, f"Retouradres: {retour}", 12, 12, blad.breedte - 24, KLEINST)
            _blok(pdf, regels, blad.breedte * 0.45, blad.hoogte * 0.4, blad.breedte * 0.55 - 15, blad.hoogte * 0.6 - 15)
    if not pdf.pages:
        pdf.add_page()
    return bytes(pdf.output())


def _blok(pdf, regels, x, y, breedte, hoogte):
    """The lines, left aligned and in the middle of their room: as large as fits, one size for all of them."""
    pdf.set_font("post", size=PUNTEN)
    breedste = max(pdf.get_string_width(regel) for regel in regels)
    punten = max(KLEINST, min(PUNTEN, PUNTEN * breedte / breedste))
    stap = punten * POINT * REGELHOOGTE
    y += (hoogte - len(regels) * stap) / 2
    for nr, regel in enumerate(regels):
        _regel(pdf, regel, x, y + (nr + 0.8) * stap, breedte, punten)


def _regel(pdf, tekst, x, y, breedte, punten):
    """One line on its baseline; what is still too long is made narrower, never cut off."""
    pdf.set_font("post", size=punten)
    pdf.set_stretching(min(100, 100 * breedte / (pdf.get_string_width(tekst) or 1)))
    pdf.text(x, y, tekst)
    pdf.set_stretching(100)
