"""The address behind the vergrootglas: suggestions while typing, and the search panel (A9)."""

from django.http import QueryDict
from django.shortcuts import render
from django.utils.safestring import mark_safe

from smp.lijsten.tabel import klasse, opmaak, waarde_van
from smp.lijsten.treffers import MAXIMAAL, suggesties
from smp.lijsten.views import LijstBasis
from smp.lijsten.vraag import Vraag

#: Search fields and rows of the panel: what fits beside a form.
ZOEKVELDEN, RIJEN = 4, 25


class OpzoekView(LijstBasis):
    """GET ?q=: at most ten rows that the typed text may mean, as <li role=option>; ?paneel=1: the search panel.

    The panel asks a Vraag, so it finds what the list page finds; `q` is what stands in the text box.
    """

    def get(self, request):
        if "paneel" in request.GET:
            return self._paneel(request)
        rijen = suggesties(self.lijst, request.user, request.GET.get("q", "")[:200])
        opties = [
            {"pk": str(rij.pk), "label": str(rij), "omschrijving": self.lijst.omschrijving(rij)} for rij in rijen[:MAXIMAAL]
        ]
        return render(request, "lijst/opties.html", {"opties": opties})

    def _paneel(self, request):
        lijst = self.lijst
        parameters = QueryDict(mutable=True)
        parameters.update({naam: waarde for naam, waarde in request.GET.items() if naam not in ("paneel", "q")})
        parameters.setdefault(lijst.vaste_kolom, request.GET.get("q", ""))
        parameters["kolommen"] = ",".join(lijst.opzoekkolommen or lijst.standaardkolommen[:4])
        vraag = Vraag(lijst, request.user, parameters)
        vraag.form.auto_id = "opzoek_%s"  # the page below may have the same fields
        # No count: of a panel nobody reads the last page.
        blad, _ = vraag.sleutel.blad(vraag.rijen, RIJEN, {"pagina": parameters.get("pagina", ""), "na": "", "voor": ""})
        vanaf = (blad.nummer - 1) * RIJEN
        context = {
            "lijst": lijst,
            "velden": vraag.velden[:ZOEKVELDEN],
            "kop": [{"label": lijst.label(kolom), "klasse": klasse(lijst, kolom)} for kolom in vraag.kolommen],
            "rijen": self._rijen(vraag, blad),
            "telling": self._telling(len(blad.rijen), vanaf, blad.meer),
            "vorige": f"?paneel=1&{vraag.querystring(pagina=str(blad.nummer - 1))}" if blad.eerder else "",
            "volgende": f"?paneel=1&{vraag.querystring(pagina=str(blad.nummer + 1))}" if blad.meer else "",
        }
        return render(request, "lijst/paneel.html", context)

    def _rijen(self, vraag, blad) -> list[dict]:
        kolommen = [(waarde_van(k), opmaak(self.lijst, k), klasse(self.lijst, k)) for k in vraag.kolommen]
        return [
            {
                "pk": str(rij.pk),
                "label": str(rij),
                "cellen": [(mark_safe(toon(lees(rij))), css) for lees, toon, css in kolommen],  # opmaak escapes
            }
            for rij in blad.rijen
        ]

    def _telling(self, aantal: int, vanaf: int, meer: bool) -> str:
        """'7 organisaties gevonden', or which of them are on this page."""
        lijst = self.lijst
        if not aantal:
            return f"Geen {lijst.meervoud} gevonden. Pas je zoekvelden aan."
        if vanaf or meer:
            return f"{vanaf + 1}–{vanaf + aantal} van de gevonden {lijst.meervoud}"
        return f"1 {lijst.enkelvoud} gevonden" if aantal == 1 else f"{aantal} {lijst.meervoud} gevonden"
