"""The pages of /wijzigingen/: the list of Wijzigingssets, one of them, and taking it back."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models.fields.json import KeyTextTransform
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.text import capfirst
from django.views.generic import View

from smp.eenmalig import eenmalig
from smp.historie.models import GEVOLGD, Wijzigingsset, zichtbaar
from smp.historie.verschil import LENGTE, rijen, tel, tel_en_noem
from smp.historie.waarden import gebruikers, wie
from smp.historie.zinnen import lees_moment
from smp.kaarten import dubbelen
from smp.tekst import datum, getal, recordsleutel
from smp.werk import Taak
from smp.wijzigingen import plan, redenen, taken
from smp.wijzigingen.recht import ZIEN, bezwaar, groot, onmogelijk
from smp.wijzigingen.terugdraaien import maak_ongedaan
from smp.wijzigingen.zoeken import PER_PAGINA, Zoekvelden

NIETS = "Er is niets om terug te zetten. Er is niets veranderd."
#: Rows are counted so far, on the page of a set and in the list.
TELGRENS, LIJSTGRENS = 10_000, 1_000
#: Rows of a table that [Ongedaan maken] shows before it does anything.
VOORBEELDEN = 20


class Basis(View):
    """A page on history: who may see the history at all (403); a set that touches nothing that he may see is 404."""

    http_method_names = ["get", "head"]

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_perm(ZIEN):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def wijzigingsset(self, pk) -> tuple[Wijzigingsset, dict]:
        """The set, and how many rows it changed of each model that the user may see."""
        een = get_object_or_404(Wijzigingsset, pk=pk)
        aantallen = {model: n for (_, model), n in tel([pk], zichtbaar(self.request.user), TELGRENS).items()}
        if not aantallen:
            raise Http404
        return een, aantallen


class WijzigingenView(Basis):
    """GET: the sets, newest first, and what one can search on."""

    def get(self, request):
        zoek = Zoekvelden(request.GET, request.user)
        gevonden = list(zoek.gevonden(_sleutel(request.GET.get("na", ""))))
        sets, vraag = gevonden[:PER_PAGINA], request.GET.copy()
        vraag.pop("na", None)
        eerste_url = f"?{vraag.urlencode()}" if "na" in request.GET else ""
        if len(gevonden) > PER_PAGINA:
            vraag["na"] = f"{sets[-1].created_at.isoformat()}_{sets[-1].pk}"
        geteld = tel_en_noem([een.pk for een in sets], zichtbaar(request.user), LIJSTGRENS)
        context = {
            "zoek": zoek,
            "regels": [
                {
                    "set": een,
                    "wanneer": datum(een.created_at),
                    "wie": wie(een, zoek.namen),
                    "wat": ", ".join(
                        hoeveel(model, n, LIJSTGRENS) + (f" ({rij})" if rij else "")
                        for (pk, model), (n, rij) in geteld.items()
                        if pk == een.pk
                    ),
                }
                for een in sets
            ],
            "eerste_url": eerste_url,
            "volgende_url": f"?{vraag.urlencode()}" if len(gevonden) > PER_PAGINA else "",
        }
        return render(request, "wijzigingen/lijst.html", context, status=200 if zoek.is_valid() else 422)


class SetView(Basis):
    """GET: one set: who, when, which act, how many rows, old → new. `soort` and `na` page through its rows."""

    def get(self, request, pk):
        een, aantallen = self.wijzigingsset(pk)
        gekozen = [model for model in aantallen if model._meta.model_name == request.GET.get("soort")]
        delen = [self._deel(een, model, bool(gekozen)) for model in gekozen or aantallen]
        eerder = Wijzigingsset.objects.filter(pk=_uuid(een.metadata.get("ongedaan_van"))).first()
        later = Wijzigingsset.objects.alias(van=KeyTextTransform("ongedaan_van", "metadata")).filter(van=str(pk))[:10]
        namen = gebruikers([een, *later])
        niet = een.metadata.get("niet_terug", {})
        mag_zien = {model._meta.label_lower for model in zichtbaar(request.user)}
        context = {
            "set": een,
            "wanneer": datum(een.created_at),
            "wie": wie(een, namen),
            "wat": ", ".join(hoeveel(model, n, TELGRENS) for model, n in aantallen.items()),
            "delen": delen,
            "heel_url": een.get_absolute_url() if gekozen else "",
            "ongedaan_van": eerder,
            "ongedaan_door": [{"set": s, "wanneer": datum(s.created_at), "wie": wie(s, namen)} for s in later],
            "toch": dubbelen.toch(request.user, een.metadata.get("toch_toegevoegd", [])),
            "niet_terug": redenen.getoond([r for r in niet.get("rijen", []) if r[0] in mag_zien]),
            "niet_terug_aantal": niet.get("aantal", 0),
            "mag_terug": not onmogelijk(een) and not bezwaar(request.user, een),
        }
        return render(request, "wijzigingen/set.html", context)

    def _deel(self, een, model, gekozen: bool) -> dict:
        na = self.request.GET.get("na", "") if gekozen else ""
        getoond, verder = rijen(model, een.pk, recordsleutel(na) or 0)
        adres = f"{een.get_absolute_url()}?soort={model._meta.model_name}"
        return _tabel(model, getoond) | {
            "per": LENGTE,
            "volgende_url": f"{adres}&na={verder}" if verder else "",
            "eerste_url": adres if na else "",
        }


class OngedaanView(Basis):
    """GET: what would come back and what would not. POST: do it; 403 for who may not, 422 when nobody can."""

    http_method_names = ["get", "head", "post"]

    def get(self, request, pk):
        een, aantallen = self.wijzigingsset(pk)
        return self._pagina(een, aantallen, bezwaar(request.user, een) or onmogelijk(een))

    @eenmalig
    def post(self, request, pk):
        een, aantallen = self.wijzigingsset(pk)
        if bezwaar(request.user, een):
            raise PermissionDenied
        reden = onmogelijk(een)
        if reden:
            return self._pagina(een, aantallen, reden, status=422)
        if groot(een):
            return HttpResponseRedirect(reverse("ongedaan_taak", args=[taken.zet_klaar(een, request.user).pk]))
        aantal = maak_ongedaan(een, request.wijzigingsset)
        if not aantal:
            messages.info(request, NIETS)
            return HttpResponseRedirect(een.get_absolute_url())
        messages.success(request, teruggezet(aantal))
        return HttpResponseRedirect(reverse("wijzigingsset", args=[request.wijzigingsset]))

    def _pagina(self, een, aantallen, reden: str, status=200):
        voor_de_werker = not reden and groot(een)
        delen = [] if reden or voor_de_werker else [plan.maak(een, model) for model in GEVOLGD]
        # Of a big one only the first rows are looked at: a plan of them all is the work itself.
        begin = [plan.maak(een, model, VOORBEELDEN) for model in aantallen] if voor_de_werker else delen
        zinnen = redenen.regels(delen)
        aantal = sum(deel.aantal for deel in delen)
        context = {
            "set": een,
            "wanneer": datum(een.created_at),
            "wie": wie(een, gebruikers([een])),
            "reden": reden,
            "groot": voor_de_werker,
            "delen": [self._deel(een, deel) for deel in begin if deel.aantal and deel.model in aantallen],
            "aantal": _rijen(aantal) if aantal else "",
            "weghalen": _rijen(weg) if (weg := sum(len(deel.weghalen) for deel in delen)) else "",
            "terugplaatsen": _rijen(terug) if (terug := sum(len(deel.terugplaatsen) for deel in delen)) else "",
            "samenvatting": redenen.samenvatting(delen, zinnen),
            "zinnen": redenen.getoond([(regel.model, regel.sleutel, regel.zin) for regel in zinnen]),
        }
        return render(self.request, "wijzigingen/ongedaan.html", context, status=status)

    def _deel(self, een, deel) -> dict:
        eerste = deel.eerste(VOORBEELDEN)
        getoond, _ = rijen(deel.model, een.pk, alleen=eerste)
        nog = deel.aantal - len(getoond)
        return _tabel(deel.model, [rij.terug() for rij in getoond]) | {"nog": _rijen(nog) if nog else ""}


class OngedaanTaakView(View):
    """GET: how far the worker is with a big one. It is safe to leave."""

    http_method_names = ["get", "head"]

    def get(self, request, taak):
        if not request.user.has_perm(ZIEN):
            raise PermissionDenied
        rij = get_object_or_404(Taak.objects.select_related("gebruiker"), pk=taak, soort=Taak.TERUG)
        nieuw = Wijzigingsset.objects.filter(pk=rij.wijzigingsset).first()
        context = {
            "taak": rij,
            "voortgang": f"Het gaat om {_rijen(rij.totaal)}.",
            "zin": teruggezet(rij.gedaan) if rij.gedaan else NIETS,
            "set": nieuw,
            "terug_url": reverse("wijzigingen"),
            "terug_label": "Naar de wijzigingen",
        }
        return render(request, "wijzigingen/taak.html", context)


def _tabel(model, rijen_) -> dict:
    """Rows of one model as templates/wijzigingen/tabel.html draws them."""
    meta = model._meta
    return {
        "titel": capfirst(str(meta.verbose_name_plural)),
        "enkelvoud": capfirst(str(meta.verbose_name)),
        "rijen": rijen_,
    }


def teruggezet(aantal: int) -> str:
    """'9.412 rijen zijn teruggezet.'"""
    return f"{_rijen(aantal)} {'is' if aantal == 1 else 'zijn'} teruggezet."


def hoeveel(model, aantal: int, grens: int) -> str:
    """'1 organisatie', '38 organisaties', '10.000+ organisaties'."""
    meta = model._meta
    tot = getal(min(aantal, grens)) + ("+" if aantal > grens else "")
    return f"{tot} {meta.verbose_name if aantal == 1 else meta.verbose_name_plural}"


def _rijen(aantal: int) -> str:
    return "1 rij" if aantal == 1 else f"{getal(aantal)} rijen"


def _sleutel(tekst: str):
    """The pair in an address on which a page of the list begins, or None."""
    wanneer, _, pk = tekst.partition("_")
    gelezen, pk = lees_moment(wanneer), _uuid(pk)
    return (gelezen, pk) if gelezen and pk else None


def _uuid(tekst) -> UUID | None:
    try:
        return UUID(str(tekst))
    except ValueError:
        return None
