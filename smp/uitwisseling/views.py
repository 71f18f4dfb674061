"""[Exporteren]: the found rows as a file, written while it is sent, and logged (R101)."""

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.http import content_disposition_header

from smp.lijsten.views import LijstBasis
from smp.tekst import getal
from smp.uitwisseling import export, taken
from smp.werk import Taak, vraag_werker


class ExportBasis(LijstBasis):
    ook = ("smp.exporteer",)

    def taak(self, sleutel: int) -> Taak:
        """An export of this user; 404 for that of a colleague, who may have chosen what this one may not see."""
        eigen = {"gebruiker": self.request.user, "lijst": self.lijst.naam}
        return get_object_or_404(Taak, pk=sleutel, soort=Taak.EXPORT, **eigen)

    def bestand(self, taak: Taak, stukken) -> StreamingHttpResponse:
        formaat = export.FORMATEN[taak.wat["formaat"]]
        kop = {
            "Content-Disposition": content_disposition_header(not formaat.te_lezen, export.bestandsnaam(taak)),
            "Content-Encoding": "identity",  # or GZipMiddleware would squeeze a zip, and hold the first rows back
            "Cache-Control": "no-store",
        }
        return StreamingHttpResponse(stukken, content_type=formaat.soort, headers=kop)


class ExportView(ExportBasis):
    """POST: the rows of the Vraag in the address, as `formaat` csv, xlsx or afdruk."""

    http_method_names = ["post"]

    def post(self, request):
        vraag, naam = self.vraag, request.POST.get("formaat", "")
        terug = HttpResponseRedirect(f"{self.adres('lijst')}?{vraag.querystring()}")
        formaat = export.FORMATEN.get(naam)
        if formaat is None or formaat.eigen_pagina:
            messages.error(request, "Kies CSV of Excel. Er is niets geëxporteerd.")
            return terug
        sleutels = vraag.selectie.order_by().values("pk")
        if formaat.hoogstens and sleutels[formaat.hoogstens :].exists():
            waar = "Op een afdruk" if formaat.te_lezen else "In Excel"
            messages.error(request, f"{waar} passen {getal(formaat.hoogstens)} rijen. Kies CSV, of zoek op minder.")
            return terug
        taak = export.maak_taak(vraag, request.user, naam)
        if formaat.direct and sleutels[formaat.direct :].exists():
            taak.meld(stand=Taak.WACHT, totaal=sleutels.count())
            vraag_werker(taken.exporteren, taak)
            return HttpResponseRedirect(self.adres("exporttaak", taak.pk))
        return self.bestand(taak, export.stukken(taak))


class ExportTaakView(ExportBasis):
    """GET: how far a big export is, and the link to its file. It is safe to leave: the worker goes on."""

    def get(self, request, taak):
        rij = self.taak(taak)
        klaar = rij.stand == Taak.KLAAR and rij.brokken.exists()
        context = {
            "lijst": self.lijst,
            "taak": rij,
            "voortgang": f"{getal(rij.gedaan)} van {getal(rij.totaal)} rijen in het bestand.",
            "bestand_url": self.adres("exportbestand", rij.pk) if klaar else "",
            "terug_url": f"{self.adres('lijst')}?{rij.vraag}",
        }
        return render(request, "lijst/exporttaak.html", context)


class ExportBestandView(ExportBasis):
    """GET: the file that a job made; 404 when it is not there, or not any more. Every time it leaves is logged."""

    def get(self, request, taak):
        rij = self.taak(taak)
        brokken = rij.brokken.order_by("nr").values_list("inhoud", flat=True)
        if rij.stand != Taak.KLAAR or not brokken.exists():
            raise Http404
        rij.meld(bon=rij.bon | {"opgehaald": [*rij.bon.get("opgehaald", []), timezone.now().isoformat()]})
        return self.bestand(rij, (bytes(brok) for brok in brokken.iterator(1)))
