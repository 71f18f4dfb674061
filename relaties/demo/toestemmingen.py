"""Generator of consents (domein §5.5 'Relations'): what those with a work address said about e-mail."""

from collections.abc import Iterator
from datetime import date
from itertools import count
from random import Random
from typing import Any

from relaties.demo.kiezen import Kiezer
from relaties.demo.organisaties import dag

_STATUSSEN = Kiezer("opt_in 45; bestaande_klant 20; opt_out 8; - 27")
_ONDERWERPEN = Kiezer("alles 5; nieuwsbrief 4; uitnodigingen 3; sponsoring 1; educatie 1")
_BRONNEN = {
    "opt_in": Kiezer("formulier 6; beurs 2; gesprek 2"),
    "bestaande_klant": Kiezer("formulier 3; import 1"),
    "opt_out": Kiezer("afmeldlijst 8; telefoon 2"),
}


class Toestemmingen:
    """Makes the consents of a block of jobs; counts their keys."""

    def __init__(self):
        self._sleutels = count(1)
        self._toeval = Random("toestemmingen").random

    def __call__(self, koppelingen: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        toeval = self._toeval
        for rij in koppelingen:
            status = _STATUSSEN(toeval()) if "zakelijk_email" in rij else ""
            if status:
                yield {
                    "id": next(self._sleutels),
                    "persoon_id": rij["persoon_id"],
                    "kanaal": "email",
                    "adres": rij["zakelijk_email"],
                    "onderwerp": _ONDERWERPEN(toeval()),
                    "status": status,
                    "datum": dag(1 - toeval() ** 2, date(2019, 1, 1)),
                    "bron": _BRONNEN[status](toeval()),
                }
