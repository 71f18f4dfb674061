"""[Waarom staat X er niet bij?]: type a name, choose the record, and see every criterion with its actual value."""

from functools import cached_property

from django.db.models import BooleanField, Case, Value, When
from django.shortcuts import render
from django.utils.safestring import mark_safe

from smp.lijsten.delen import Deel
from smp.lijsten.tabel import opmaak, waarde_van
from smp.lijsten.treffers import MAXIMAAL, gevonden, lees
from smp.lijsten.views import LijstBasis
from smp.lijsten.vraag import Vraag
from smp.tekst import recordsleutel

#: A typed text longer than this is no name; how many related records are named.
LANGSTE, VERWANTEN = 200, 3


class WaaromView(LijstBasis):
    """GET ?<vraag>&zoek=: the records that a name may mean. &record=: its criteria, each met or not.

    Costs one query for all criteria together, and one for each related record that a criterion is about.
    """

    @cached_property
    def vraag(self) -> Vraag:
        parameters = self.request.GET.copy()
        for eigen in ("zoek", "record"):
            parameters.pop(eigen, None)
        return Vraag(self.lijst, self.request.user, parameters)

    def get(self, request):
        lijst, vraag = self.lijst, self.vraag
        zoek = " ".join(request.GET.get("zoek", "").replace("\x00", "").split())[:LANGSTE]
        treffers, sleutel = [], recordsleutel(request.GET.get("record", ""))
        if sleutel is None and zoek:
            treffers = lees(lijst, request.user, gevonden(lijst, lijst.rijen(request.user), zoek, MAXIMAAL))
            sleutel = treffers[0].pk if len(treffers) == 1 else None
        obj = self._record(sleutel) if sleutel is not None else None
        delen = self._delen(obj) if obj else []
        context = {
            "lijst": lijst,
            "vraag": vraag,
            "zoek": zoek,
            "obj": obj,
            "kaart_url": self.adres("kaart", obj.pk) if obj else "",
            "delen": delen,
            "niet": sum(not deel["goed"] for deel in delen),
            "treffers": [(rij, lijst.omschrijving(rij), f"?{vraag.querystring()}&record={rij.pk}") for rij in treffers],
            "weg": sleutel is not None and obj is None,
            "lijst_url": f"{self.adres('lijst')}?{vraag.querystring()}",
        }
        return render(request, "lijst/waarom.html", context)

    def _record(self, sleutel: int):
        """The record, with an attribute `goed<nr>` for every criterion, and `goed<nr>_<nr>` for what a group asks."""
        antwoorden = {f"goed{nr}": _oordeel(deel) for nr, deel in enumerate(self.vraag.delen)}
        for nr, deel in enumerate(self.vraag.delen):
            antwoorden |= {f"goed{nr}_{sub}": _oordeel(een) for sub, een in enumerate(deel.onderdelen)}
        return self.lijst.rijen(self.request.user).annotate(**antwoorden).filter(pk=sleutel).first()

    def _delen(self, obj) -> list[dict]:
        return [self._deel(obj, str(nr), deel) for nr, deel in enumerate(self.vraag.delen)]

    def _deel(self, obj, nr: str, deel: Deel) -> dict:
        return {
            "goed": getattr(obj, f"goed{nr}"),
            "zin": deel.waarde if deel.is_ook else f"{deel.label}: {deel.waarde}",
            "fout": deel.fout,
            "waarden": [] if deel.onderdelen else [self._waarde(obj, kolom, veld) for kolom, veld in deel.velden],
            "onderdelen": [self._deel(obj, f"{nr}_{sub}", een) for sub, een in enumerate(deel.onderdelen)],
            "zonder_url": f"{self.adres('lijst')}{deel.weg_url}",
        }

    def _waarde(self, obj, kolom, veld) -> tuple[str, str]:
        """(name of the column, what stands there) in words; of related records those that the condition looks at."""
        if kolom is not None:
            return self.lijst.label(kolom), _getoond(self.lijst, kolom, obj)
        if not veld.via:
            return veld.label, _getoond(veld.lijst, veld.kolom, obj)
        rijen = self.vraag.ook.verwant(veld.via, {veld.kolom.naam} if veld.kolom else set(), obj)
        delen = []
        for rij in rijen.order_by("pk")[: VERWANTEN + 1]:
            waarde = _getoond(veld.lijst, veld.kolom, rij) if veld.kolom else ""
            delen.append(f"{rij}: {waarde}" if waarde else str(rij))
        meer = " en meer" if len(delen) > VERWANTEN else ""
        return veld.label, "; ".join(delen[:VERWANTEN]) + meer if delen else "(geen)"


def _oordeel(deel: Deel) -> Case:
    return Case(When(deel.voorwaarde(), then=Value(True)), default=Value(False), output_field=BooleanField())


def _getoond(lijst, kolom, obj):
    waarde = waarde_van(kolom)(obj)
    if isinstance(waarde, bool):
        return "Ja" if waarde else "Nee"
    return mark_safe(opmaak(lijst, kolom)(waarde)) or "(leeg)"  # opmaak escapes
