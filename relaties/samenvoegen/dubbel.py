"""'Mogelijk dubbele organisaties' and 'Mogelijk dubbele personen': pairs, each with [Vergelijken] (R102)."""

from django.http import Http404
from django.shortcuts import render

from relaties.samenvoegen.kandidaten import AANWIJZINGEN, PAREN, VENSTER, zoek
from smp.lijsten.views import LijstBasis
from smp.tekst import getal, recordsleutel


class DubbelView(LijstBasis):
    """GET ?op=, ?na=: the pairs that one stretch of an index tells; [Verder zoeken] goes on after the row `na`."""

    handeling = "delete"
    parameters = ["op", "na"]

    def get(self, request):
        soorten = AANWIJZINGEN[self.lijst.model]
        op, na = request.GET.get("op", next(iter(soorten))), recordsleutel(request.GET.get("na", "0"))
        if op not in soorten or na is None:
            raise Http404
        vondst = zoek(self.lijst.model, soorten[op], na)
        context = {
            "lijst": self.lijst,
            "titel": f"Mogelijk dubbele {self.lijst.meervoud}",
            "soorten": [{"url": f"?op={naam}", "label": s.label, "hier": naam == op} for naam, s in soorten.items()],
            "paren": self.paren(vondst.paren),
            "meer": PAREN if vondst.meer else 0,
            "venster": getal(VENSTER),
            "verder": f"?op={op}&na={vondst.volgende}" if vondst.volgende else "",
            "begin": na == 0,
        }
        return render(request, "relaties/dubbel.html", context)

    def paren(self, paren) -> list[dict]:
        """Both records of a pair with what tells them apart, and the reasons; one query. The oldest one stays."""
        sleutels = [pk for een, dubbel in paren for pk in (een.pk, dubbel.obj.pk)]
        rijen = {rij.pk: rij for rij in self.lijst.rijen(self.request.user).filter(pk__in=sleutels)} if paren else {}
        uit = []
        for een, dubbel in paren:
            twee = [rijen.get(een.pk), rijen.get(dubbel.obj.pk)]
            if all(twee):
                uit.append(
                    {
                        "rijen": [{"rij": rij, "omschrijving": self.lijst.omschrijving(rij)} for rij in twee],
                        "redenen": dubbel.redenen,
                        "zekerheid": dubbel.zekerheid,
                        "url": f"{self.adres('samenvoegen', een.pk)}?met={dubbel.obj.pk}",
                    }
                )
        return uit
