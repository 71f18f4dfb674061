"""Weighted choice, spelled as data: `Kiezer("bv 38; stichting 20; kerk 0.5")`."""

from bisect import bisect
from itertools import accumulate


class Kiezer:
    """Draws one of its values by weight, from a number in [0, 1).

    >>> Kiezer({"kop": 1, "munt": 3})(0.2), Kiezer("kop 1; munt 3")(0.9), Kiezer("kop; munt")(0.6)
    ('kop', 'munt', 'munt')
    """

    def __init__(self, gewichten: dict | list | str):
        """From a dict, from a list of values with equal weights, or from a text 'value weight; …'."""
        if isinstance(gewichten, str):
            gewichten = dict(map(_ontleed, gewichten.split(";")))
        elif isinstance(gewichten, list):
            gewichten = dict.fromkeys(gewichten, 1)
        totaal = sum(gewichten.values())
        self.kansen = {waarde: gewicht / totaal for waarde, gewicht in gewichten.items()}
        self._waarden = list(self.kansen)
        self._grenzen = list(accumulate(self.kansen.values()))[:-1]

    def __call__(self, toeval: float):
        return self._waarden[bisect(self._grenzen, toeval)]


def _ontleed(tekst: str) -> tuple[str, float]:
    """'van den Berg 59' -> ('van den Berg', 59.0); no number: weight 1; '-' is the empty text."""
    waarde, _, gewicht = tekst.strip().rpartition(" ")
    try:
        getal = float(gewicht)
    except ValueError:
        waarde, getal = tekst.strip(), 1.0
    return ("" if waarde == "-" else waarde), getal
