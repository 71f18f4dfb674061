"""The history of one record, further back than its kaart tells."""

from django.shortcuts import get_object_or_404, render

from smp.historie.zinnen import lees_moment, tijdlijn
from smp.lijsten.views import LijstBasis


class GeschiedenisView(LijstBasis):
    """GET: the changes of a record, newest first; `voor` is a moment: only what is older."""

    parameters = ["voor"]

    def get(self, request, pk):
        obj = get_object_or_404(self.lijst.rijen(request.user), pk=pk)
        voor = lees_moment(request.GET.get("voor", ""))
        context = {"obj": obj, "punten": tijdlijn(obj, request.user, voor), "ouder": voor is not None}
        return render(request, "wijzigingen/van.html", context)
