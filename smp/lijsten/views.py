"""The list page, the choice of its columns, and the grid. Each view serves every Lijst."""

from functools import partial
from html import escape

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import View

from smp.historie.models import rijen_van_set
from smp.lijsten import massa, treffers
from smp.lijsten.bladeren import EINDE, MAX_RIJ
from smp.lijsten.kaal import kale_rijen
from smp.lijsten.tabel import Tabel
from smp.lijsten.voorwaarden import OOK
from smp.lijsten.vraag import Vraag
from smp.tekst import getal, recordsleutel

#: The value of `rij` that means: every row of this page of the list.
PAGINA = "pagina"


class LijstBasis(View):
    """A view on one Lijst, or on its Kaart: checks the right `handeling` on it and those in `ook` (403), then answers.

    The address of a record that was merged leads to the one that took its place (R102).

    `handeling`, `ook` and `parameters` are what `manage.py inventaris` prints.
    """

    lijst = None
    kaart = None
    handeling = "view"
    ook: tuple[str, ...] = ()
    http_method_names = ["get", "head"]

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_perms([self.lijst.recht(self.handeling), *self.ook]):
            raise PermissionDenied
        try:
            return super().dispatch(request, *args, **kwargs)
        except Http404:
            opgegaan = self.lijst.opgegaan(kwargs["pk"]) if "pk" in kwargs else None
            if opgegaan is None:
                raise
        zin, obj = opgegaan
        messages.info(request, zin if request.method != "POST" else f"{zin} Wat je deed, is niet bewaard.")
        return HttpResponseRedirect(obj.get_absolute_url())

    @cached_property
    def vraag(self) -> Vraag:
        return Vraag(self.lijst, self.request.user, self.request.GET)

    @property
    def gekozen(self) -> list[str]:
        """The rows that were ticked in the list, as the address has them (`rij`): primary keys, or PAGINA."""
        return self.request.GET.getlist("rij")

    @property
    def gekozen_sleutels(self) -> list[int]:
        return [pk for pk in map(recordsleutel, self.gekozen) if pk is not None]

    def mag(self, handeling: str) -> bool:
        return self.request.user.has_perm(self.lijst.recht(handeling))

    def adres(self, pagina: str, *sleutel) -> str:
        return reverse(f"{self.lijst.naam}_{pagina}", args=sleutel)


class LijstView(LijstBasis):
    """GET: the found rows of a Vraag as a table, with search fields and columns (R22–R27)."""

    def get(self, request):
        vraag = self.vraag
        vraag.voor_blad = partial(kale_rijen, vraag)
        gewijzigd = self._gewijzigd(request.GET.get("set", ""))
        massaal = self.mag("change") and request.user.has_perm(massa.RECHT)
        tabel = Tabel(vraag, gewijzigd, knoppen=self.lijst.rijknop and self.mag("change"), kiezen=self.mag("change"))
        context = {
            "lijst": self.lijst,
            "vraag": vraag,
            "kop": tabel.kop,
            "rijen_html": tabel.rijen_html,
            "pagina": pagina_context(vraag),
            "kolommen_html": kolomkeuze(vraag),
            "bedoeld": bedoeld(vraag),
            "urls": {
                "wijzigen": self.adres("raster"),
                "toevoegen": self.adres("toevoegen"),
                "kolommen": self.adres("kolommen"),
                "massa": self.adres("massa"),
                "uitgebreid": f"{self.adres('uitgebreid')}?{vraag.querystring()}",
                "waarom": self.adres("waarom"),
                "export": f"{self.adres('export')}?{vraag.querystring()}",
                "uitvoer": {
                    label: f"{self.adres(pagina)}?{vraag.querystring()}" for label, pagina in self.lijst.uitvoer.items()
                },
            },
            "mag": {
                "wijzigen": self.mag("change"),
                "toevoegen": self.mag("add"),
                "massa": massaal,
                "exporteren": request.user.has_perm("smp.exporteer"),
            },
            "open_toevoegen": "toevoegen" in request.GET,
        }
        return render(request, "lijst/lijst.html", context)

    def _gewijzigd(self, set_: str) -> set[int]:
        """The rows to mark after a save: they were changed, or the related record that a column of theirs shows was."""
        uit = rijen_van_set(self.lijst.model, set_)
        vias = {kolom.naam.partition("__")[0] for kolom in self.vraag.kolommen if kolom.bewerk and "__" in kolom.naam}
        for via in vias if set_ else ():
            anders = rijen_van_set(self.lijst.model._meta.get_field(via).related_model, set_)
            uit |= {rij.pk for rij in self.vraag.blad.rijen if getattr(rij, f"{via}_id") in anders}
        return uit


class KolommenView(LijstBasis):
    """POST: remember the columns of this user, and back to the same question (R25)."""

    http_method_names = ["post"]

    def post(self, request):
        vraag = Vraag.van_tekst(self.lijst, request.user, request.POST.get("vraag", ""))
        gekozen = [naam for naam in request.POST.getlist("kolom") if naam in self.lijst.kolom]
        kolommen = None if "standaard" in request.POST else list(dict.fromkeys(gekozen))
        request.user.onthoud({f"kolommen.{self.lijst.naam}": kolommen})
        return HttpResponseRedirect(f"{self.adres('lijst')}?{vraag.querystring(kolommen=','.join(kolommen or ()))}")


def bedoeld(vraag) -> list:
    """When nothing was found: rows whose name resembles the words that were typed. Else it costs nothing."""
    tekst = vraag.criteria.get(vraag.lijst.vaste_kolom, "")
    return treffers.suggesties(vraag.lijst, vraag.user, tekst)[:3] if tekst and not vraag.blad.rijen else []


def kolomkeuze(vraag) -> str:
    """The lines of the chooser as safe HTML: the chosen columns first, in their order. A template takes 2 ms."""
    gekozen = [kolom.naam for kolom in vraag.kolommen]
    delen = []
    for naam in gekozen + [naam for naam in vraag.lijst.kolom if naam not in gekozen]:
        label = escape(vraag.lijst.label(vraag.lijst.kolom[naam]))
        if naam == vraag.lijst.vaste_kolom:
            delen.append(
                f'<li><label class="vast"><input type="checkbox" checked disabled> {label} '
                f'<span class="klein">(altijd)</span></label><input type="hidden" name="kolom" value="{naam}"></li>'
            )
        else:
            aan = " checked" if naam in gekozen else ""
            vinkje = f'<input type="checkbox" name="kolom" value="{naam}"{aan}>'
            delen.append(f"<li data-schuift><label>{vinkje} {label}</label></li>")
    return "".join(delen)


def pagina_context(vraag) -> dict:
    """Count, links and sizes below the table."""
    blad, lijst, per = vraag.blad, vraag.lijst, vraag.per_pagina
    leeg = not blad.rijen
    gezocht = {naam: w for naam, w in vraag.criteria.items() if lijst.begin.get(naam) != w}
    gezocht |= {OOK: vraag.parameters[OOK]} if OOK in vraag.parameters else {}
    context = {
        "leeg": leeg,
        "leeg_tekst": (
            f"Geen {lijst.meervoud} gevonden. Pas je zoekvelden aan."
            if gezocht or blad.nummer != 1
            else f"Nog geen {lijst.meervoud}. Voeg de eerste {lijst.enkelvoud} toe."
        ),
        "tekst": telling(vraag),
        "tel_url": f"{vraag.url()}&tel=1" if not leeg and vraag.aantal is None else "",
        "eerste_url": vraag.url(pagina="") if blad.eerder else "",
        "vorige_url": "",
        "volgende_url": "",
        "laatste_url": vraag.url(voor=EINDE) if blad.meer else "",
        "nummers": nummers(vraag),
        "formaten": [{"aantal": n, "url": vraag.url(per_pagina=str(n)), "huidig": n == per} for n in lijst.FORMATEN],
    }
    if blad.nummer and blad.nummer > 1:
        context["vorige_url"] = vraag.url(pagina=str(blad.nummer - 1))
    elif blad.eerder:
        context["vorige_url"] = vraag.url(voor=blad.eerste_sleutel)
    if blad.meer:
        op_nummer = blad.nummer and (blad.nummer + 1) * per <= MAX_RIJ
        context["volgende_url"] = vraag.url(
            **({"pagina": str(blad.nummer + 1)} if op_nummer else {"na": blad.laatste_sleutel})
        )
    return context


def telling(vraag) -> str:
    """'1–50 van 2.012 organisaties'; without the first numbers on a page that was reached by key."""
    blad, lijst = vraag.blad, vraag.lijst
    naam = lijst.enkelvoud if vraag.aantal == 1 else lijst.meervoud
    if blad.nummer is None:
        return f"{len(blad.rijen)} van {vraag.aantal_tekst} {naam}"
    vanaf = (blad.nummer - 1) * vraag.per_pagina
    return f"{getal(vanaf + 1)}–{getal(vanaf + len(blad.rijen))} van {vraag.aantal_tekst} {naam}"


def nummers(vraag) -> list[dict]:
    """Page numbers around the current one, as far as pages by number go."""
    huidig, per = vraag.blad.nummer, vraag.per_pagina
    if huidig is None:
        return []
    rijen = MAX_RIJ if vraag.aantal is None else min(vraag.aantal, MAX_RIJ)
    laatste = max(1, -(-rijen // per))
    if laatste == 1:
        return []
    return [
        {"nummer": nr, "url": vraag.url(pagina=str(nr)), "huidig": nr == huidig}
        for nr in range(max(1, huidig - 2), min(laatste, huidig + 2) + 1)
    ]


def terug_naar_lijst(request, lijst, vraagtekst: str, **anders):
    """Redirect to the list with a question that came back from a form; read anew, so nothing else gets in."""
    vraag = Vraag.van_tekst(lijst, request.user, vraagtekst)
    extra = "&".join(f"{naam}={waarde}" for naam, waarde in anders.items() if waarde)
    samen = "&".join(deel for deel in (vraag.querystring(), extra) if deel)
    return HttpResponseRedirect(reverse(f"{lijst.naam}_lijst") + (f"?{samen}" if samen else ""))
