"""Where somebody came from who reads a card: a row of a list. The rows before and after it, and the way back.

The link on the list carries its Vraag (smp/lijsten/tabel.py), and every link away from the card hands it on. Two
queries beside those of the criteria, whatever the place in the list: the neighbours are found by key. A search in an
order that does not hold what it asks is one more.
"""

from typing import NamedTuple

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.http import urlencode

from smp.lijsten.bladeren import MAX_RIJ, WEINIGEN, Wijze
from smp.lijsten.vraag import Vraag
from smp.tekst import getal
from smp.telling import Telling


class Herkomst:
    """The Vraag that an address carries as `vraag`; without one every link is as if there were no list."""

    def __init__(self, lijst, request):
        self.lijst, self.vraag = lijst, None
        if "vraag" in request.GET:
            self.vraag = Vraag.van_tekst(lijst, request.user, request.GET["vraag"])

    def __bool__(self):
        return self.vraag is not None

    @property
    def bij(self) -> str:
        """The parameter as text, for an address that hands it on: 'vraag=plaats%3DZwolle'; '' without."""
        return urlencode({"vraag": self.vraag.querystring()}) if self else ""

    def adres(self, pagina: str, pk: int, **meer: str) -> str:
        """The address of a page about a row, with the Vraag."""
        delen = [deel for deel in (self.bij, urlencode(meer)) if deel]
        return reverse(f"{self.lijst.naam}_{pagina}", args=[pk]) + (f"?{'&'.join(delen)}" if delen else "")

    def buren(self, pk: int) -> dict[str, str]:
        """What the card shows: `vorige_url`, `volgende_url`, `plaats` ('63 van 2.012') and `terug_url`."""
        plek = self._plek(pk) if self else None
        if plek is None:
            return {}
        return {
            "vorige_url": self.adres("kaart", plek.vorige) if plek.vorige else "",
            "volgende_url": self.adres("kaart", plek.volgende) if plek.volgende else "",
            "plaats": plek.tekst if plek.op_nummer else "",
            "terug_url": self._lijst(pk, plek),
        }

    def na_bewaren(self, pk: int, wijzigingsset) -> str:
        """The list at the page of this row, with the row marked; '' when it is not among the found rows any more."""
        plek = self._plek(pk)
        return self._lijst(pk, plek, f"set={wijzigingsset}") if plek and plek.gevonden else ""

    def _lijst(self, pk: int, plek: "Plek", erbij: str = "") -> str:
        """The page that the row is on now; far down, where pages have no number, the page that the user came from."""
        pagina = {"pagina": str(plek.eerder // self.vraag.per_pagina + 1)} if plek.op_nummer else {}
        delen = [deel for deel in (self.vraag.querystring(**pagina), erbij) if deel]
        return reverse(f"{self.lijst.naam}_lijst") + f"?{'&'.join(delen)}#r{pk}"

    def _plek(self, pk: int) -> "Plek | None":
        vraag, sleutel = self.vraag, self.vraag.sleutel
        waarden = sleutel.waarden(self.lijst.rijen(vraag.user), pk)
        if waarden is None:
            return None
        grens = vraag.telgrens  # no further than the list itself counts: of what is searched every row is read
        rijen, wijze = vraag.rijen, vraag.wijze
        if wijze in (Wijze.ZOEKEND, Wijze.WEINIG):
            # To find few rows among a million may take 0.4 s: once, not for each of the five below.
            tot = grens if wijze == Wijze.ZOEKEND else WEINIGEN
            sleutels = list(rijen.order_by().values_list("pk", flat=True)[: tot + 1])
            wijze = Wijze.WEINIG if len(sleutels) <= tot else Wijze.ZOEKEND
            if wijze == Wijze.WEINIG:
                rijen = self.lijst.model._base_manager.filter(pk__in=sleutels)
        return Plek(
            *self.lijst.model._base_manager.filter(pk=pk)
            .values_list(
                Exists(rijen.filter(pk=OuterRef("pk"))),
                sleutel.eerder(rijen, waarden, MAX_RIJ + 1, wijze),
                Telling(rijen.order_by().values("pk")[: grens + 1]),
                sleutel.buur(rijen, waarden, wijze, achteruit=True),
                sleutel.buur(rijen, waarden, wijze),
            )
            .get(),
            grens,
        )


class Plek(NamedTuple):
    """Where a row stands: whether it is found, how many come before it and are found, and who stand beside it."""

    gevonden: bool
    eerder: int
    totaal: int
    vorige: int | None
    volgende: int | None
    telgrens: int

    @property
    def op_nummer(self) -> bool:
        """Whether its page has a number."""
        return self.gevonden and self.eerder < MAX_RIJ

    @property
    def tekst(self) -> str:
        """'63 van 2.012', or '63 van 1.000+', or far down '1.063 van 1.063+'."""
        nummer = self.eerder + 1
        van = getal(self.totaal) if self.totaal <= self.telgrens else f"{getal(max(nummer, self.telgrens))}+"
        return f"{getal(nummer)} van {van}"
