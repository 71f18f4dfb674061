"""The address behind the vergrootglas: suggestions while typing, and the search panel (A9)."""

from django.http import QueryDict
from django.shortcuts import render
from django.utils.safestring import mark_safe

from smp.lijsten.tabel import klasse, opmaak, waarde_van
from smp.lijsten.treffers import KANDIDATEN, gevonden, lees, suggesties
from smp.lijsten.views import LijstBasis
from smp.lijsten.vraag import Vraag
from smp.tekst import recordsleutel

#: Search fields and rows of the panel: what fits beside a form.
ZOEKVELDEN, RIJEN = 4, 25
#: A typed text longer than this is no name.
LANGSTE = 200


class OpzoekView(LijstBasis):
    """GET ?q=: at most ten rows that the typed text may mean, as <li role=option>; ?paneel=1: the search panel.

    The panel has the search fields and the criteria of the list page; `q` is what stands in the text box.
    """

    def get(self, request):
        if "paneel" in request.GET:
            return self._paneel(request)
        rijen = suggesties(self.lijst, request.user, request.GET.get("q", "")[:LANGSTE])
        opties = [{"pk": str(rij.pk), "label": str(rij), "omschrijving": self.lijst.omschrijving(rij)} for rij in rijen]
        return render(request, "lijst/opties.html", {"opties": opties})

    def _paneel(self, request):
        lijst = self.lijst
        parameters = QueryDict(mutable=True)
        parameters.update({naam: waarde for naam, waarde in request.GET.items() if naam not in ("paneel", "q")})
        parameters.setdefault(lijst.vaste_kolom, request.GET.get("q", ""))
        parameters["kolommen"] = ",".join(lijst.opzoekkolommen or lijst.standaardkolommen[:4])
        vraag = Vraag(lijst, request.user, parameters)
        vraag.form.auto_id = "opzoek_%s"  # the page below may have the same fields
        rijen, nummer, meer, telling = self._blad(vraag, parameters.get("pagina", ""))
        context = {
            "lijst": lijst,
            "velden": vraag.velden[:ZOEKVELDEN],
            "kop": [{"label": lijst.label(kolom), "klasse": klasse(lijst, kolom)} for kolom in vraag.kolommen],
            "rijen": self._rijen(vraag, rijen),
            "telling": telling,
            "vorige": f"?paneel=1&{vraag.querystring(pagina=str(nummer - 1))}" if nummer > 1 else "",
            "volgende": f"?paneel=1&{vraag.querystring(pagina=str(nummer + 1))}" if meer else "",
        }
        return render(request, "lijst/paneel.html", context)

    def _blad(self, vraag, pagina: str) -> tuple[list, int, bool, str]:
        """(rows, page number, are there more, how many in words).

        With a name the rows are those of the suggestions, the best first: in the order of the list a common name
        would read the table, and a typing error would find nothing.
        """
        lijst, naam = self.lijst, vraag.lijst.vaste_kolom
        tekst = vraag.parameters.get(naam, "")[:LANGSTE]
        if not tekst or not vraag.form.is_valid():
            # No count: of a panel nobody reads the last page.
            waar = {"pagina": pagina, "na": "", "voor": ""}
            blad, _ = vraag.sleutel.blad(vraag.rijen, RIJEN, waar, vraag.wijze, vraag.filterset.queryset)
            return blad.rijen, blad.nummer, blad.meer, self._telling(blad.rijen, blad.nummer, blad.meer, "gevonden")
        rijen = lijst.rijen(self.request.user)
        for veld, waarde in vraag.form.cleaned_data.items():
            rijen = rijen if veld == naam else vraag.filterset.filters[veld].filter(rijen, waarde)
        rijen = rijen.none() if vraag.ook.fout else rijen.filter(vraag.ook.q)
        sleutels = gevonden(lijst, rijen, tekst, KANDIDATEN)
        laatste = max(1, -(-len(sleutels) // RIJEN))
        nummer = min(recordsleutel(pagina) or 1, laatste)
        deel = sleutels[(nummer - 1) * RIJEN : nummer * RIJEN]
        hoeveel = f"eerste {KANDIDATEN}" if len(sleutels) >= KANDIDATEN else str(len(sleutels))
        rijen = lees(lijst, self.request.user, deel)
        return rijen, nummer, nummer < laatste, self._telling(rijen, nummer, nummer < laatste, f"{hoeveel} gevonden")

    def _rijen(self, vraag, rijen) -> list[dict]:
        kolommen = [(waarde_van(k), opmaak(self.lijst, k), klasse(self.lijst, k)) for k in vraag.kolommen]
        return [
            {
                "pk": str(rij.pk),
                "label": str(rij),
                "cellen": [(mark_safe(toon(lees(rij))), css) for lees, toon, css in kolommen],  # opmaak escapes
            }
            for rij in rijen
        ]

    def _telling(self, rijen, nummer: int, meer: bool, hoeveel: str) -> str:
        """'7 organisaties gevonden', or which of them are on this page."""
        lijst, aantal, vanaf = self.lijst, len(rijen), (nummer - 1) * RIJEN
        if not aantal:
            return f"Geen {lijst.meervoud} gevonden. Pas je zoekvelden aan."
        if vanaf or meer:
            return f"{vanaf + 1}–{vanaf + aantal} van de {hoeveel} {lijst.meervoud}"
        return f"1 {lijst.enkelvoud} gevonden" if aantal == 1 else f"{aantal} {lijst.meervoud} gevonden"
