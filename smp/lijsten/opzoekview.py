"""The address behind the vergrootglas: suggestions while typing, and the search panel (A9)."""

from django.shortcuts import render

from smp.lijsten.treffers import MAXIMAAL, suggesties
from smp.lijsten.views import LijstBasis


class OpzoekView(LijstBasis):
    """GET ?q=: at most ten rows that the typed text may mean, as <li role=option>."""

    def get(self, request):
        rijen = suggesties(self.lijst, request.user, request.GET.get("q", "")[:200])
        opties = [
            {"pk": rij.pk, "label": str(rij), "omschrijving": self.lijst.omschrijving(rij)} for rij in rijen[:MAXIMAAL]
        ]
        return render(request, "lijst/opties.html", {"opties": opties})
