"""The pages of [Samenvoegen met…]: choose the other record, compare the two, and make them one."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError, OperationalError, transaction
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from psycopg.errors import DeadlockDetected, LockNotAvailable

from relaties import handelingen
from relaties.dubbelen import dubbele_organisaties, dubbele_personen
from relaties.samenvoegen.vergelijking import Vergelijking
from smp.eenmalig import eenmalig
from smp.formulieren import overtreding
from smp.historie.bon import bon
from smp.kaarten import dubbelen
from smp.lijsten.lijst import LIJSTEN
from smp.lijsten.opzoeken import Opzoekveld
from smp.lijsten.views import LijstBasis
from smp.tekst import dag, recordsleutel

BEZIG = "Iemand anders is net met deze gegevens bezig. Er is niets bewaard. Probeer het zo opnieuw."
ANDER_KVK = "Ja, het is dezelfde organisatie, ook al zijn de KVK-nummers verschillend"


class SamenvoegenView(LijstBasis):
    """GET: choose the other record, or compare with ?met=. POST: [Verder] goes there, [Samenvoegen] does it (R102).

    The right is that of deleting: one of the two will not be there any more. 409 when either was changed meanwhile.
    """

    handeling = "delete"
    http_method_names = ["get", "head", "post"]
    parameters = ["met", "basis", "opmerkingen", "ander_kvk", "keuze-<veld>", "eenmalig"]

    def get(self, request, pk):
        blijft = self.rij(pk)
        if "met" not in request.GET:
            return self.kies(blijft, self.kiesform())
        form = self.kiesform(request.GET)
        weg = form.cleaned_data["met"] if form.is_valid() else None
        if weg is None or weg == blijft:
            return self.andere(blijft, recordsleutel(request.GET["met"]))
        return self.pagina(Vergelijking(blijft, weg))

    def post(self, request, pk):
        if "basis" in request.POST:
            return self.voeg_samen(request, pk)
        blijft, form = self.rij(pk), self.kiesform(request.POST)
        if form.is_valid() and form.cleaned_data["met"] == blijft:
            form.add_error("met", f"Kies een andere {self.lijst.enkelvoud} dan deze.")
        if form.errors:
            return self.kies(blijft, form, 422)
        return HttpResponseRedirect(f"{request.path}?met={form.cleaned_data['met'].pk}")

    def rij(self, pk):
        return get_object_or_404(self.lijst.rijen(self.request.user), pk=pk)

    def andere(self, blijft, sleutel: int | None):
        """There is nothing to compare with: it was merged already, or never there."""
        opgegaan = self.lijst.opgegaan(sleutel) if sleutel is not None else None
        if opgegaan is None:
            raise Http404
        messages.info(self.request, opgegaan[0])
        return HttpResponseRedirect(blijft.get_absolute_url())

    # --- choosing

    def kiesform(self, data=None) -> forms.Form:
        form = forms.Form(data)
        form.fields["met"] = Opzoekveld(self.lijst.naam, label=f"Welke {self.lijst.enkelvoud} gaat hierin op?")
        return form

    def kies(self, blijft, form, status=200):
        gelijkend = (
            dubbele_personen(blijft, blijft.koppelingen.all())
            if self.lijst.naam == "persoon"
            else dubbele_organisaties(blijft)
        )
        context = {
            "titel": f"{blijft} samenvoegen",
            "form": form,
            "gelijkend": dubbelen.regels(self.request.user, gelijkend[: dubbelen.MAXIMAAL]),
            "lijst": self.lijst,
            "bewaar_label": "Verder",
            "fouten": [
                {"veld_id": "id_met", "label": form.fields[naam].label, "melding": melding}
                for naam, meldingen in form.errors.items()
                for melding in meldingen
            ],
            "terug_url": blijft.get_absolute_url(),
        }
        return render(self.request, "relaties/samenvoegen_kies.html", context, status=status)

    # --- merging

    @eenmalig
    def voeg_samen(self, request, pk):
        met = recordsleutel(request.POST.get("met", "")) or 0
        try:
            with transaction.atomic():
                rijen = handelingen.vergrendel_paar(self.lijst.model, pk, met)
                if pk not in rijen:
                    raise Http404
                if met not in rijen or met == pk:
                    return self.andere(rijen[pk], met)
                vergelijking = Vergelijking(rijen[pk], rijen[met], request.POST)
                fouten, verouderd = self.bezwaren(vergelijking), vergelijking.verouderd()
                if not fouten and verouderd == []:
                    fouten = self.handel(vergelijking)
                    if not fouten:
                        return HttpResponseRedirect(rijen[pk].get_absolute_url())
        except OperationalError as fout:
            if not isinstance(fout.__cause__, LockNotAvailable | DeadlockDetected):
                raise
            blijft, weg = self.rij(pk), self.rij(met)
            return self.pagina(Vergelijking(blijft, weg, request.POST), 409, fouten=[regel("", BEZIG)])
        return self.pagina(vergelijking, 422 if verouderd == [] else 409, fouten=fouten, verouderd=verouderd)

    def bezwaren(self, vergelijking) -> list[dict]:
        fouten = [regel("", bezwaar)] if (bezwaar := vergelijking.bezwaar) else []
        if vergelijking.andere_kvk and "ander_kvk" not in self.request.POST:
            fouten.append(regel("id_ander_kvk", "De KVK-nummers zijn verschillend. Bevestig dat het er één is.", "KVK"))
        return fouten

    def handel(self, vergelijking) -> list[dict]:
        """Do it: [] when it is done, or why a rule or the database refuses."""
        form = vergelijking.form()
        try:
            bon(self.request, handelingen.samenvoegen(form, vergelijking.weg))
        except ValidationError:
            return [
                regel(f"keuze-{naam}", melding, form.fields[naam].label if naam in form.fields else "")
                for naam, meldingen in form.errors.items()
                for melding in meldingen
            ]
        except IntegrityError as fout:
            return [regel("", overtreding(self.lijst.model, fout))]
        return []

    def pagina(self, vergelijking, status=200, **meer):
        blijft, weg = vergelijking.blijft, vergelijking.weg
        context = {
            "titel": "Samenvoegen",
            "lijst": self.lijst,
            "vergelijking": vergelijking,
            "omschrijvingen": [self.lijst.omschrijving(self.rij(rij.pk)) for rij in (blijft, weg)],
            "ander_kvk": ANDER_KVK,
            "bevestigd": "ander_kvk" in self.request.POST,
            "basis": vergelijking.basis,
            "bewaar_label": "Samenvoegen",
            "wissel_url": f"{reverse(f'{self.lijst.naam}_samenvoegen', args=[weg.pk])}?met={blijft.pk}",
            "terug_url": blijft.get_absolute_url(),
            **meer,
        }
        return render(self.request, "relaties/samenvoegen.html", context, status=status)


def regel(veld_id: str, melding: str, label: str = "Samenvoegen") -> dict:
    """A message for the summary above the page."""
    return {"naam": "", "veld_id": veld_id or "inhoud", "label": label or "Samenvoegen", "melding": melding}


def samenvoegknop(obj, user) -> list[dict[str, str]]:
    """The button on a card, for who may also delete the record."""
    lijst = LIJSTEN[obj._meta.model_name]
    if not user.has_perm(lijst.recht("delete")):
        return []
    return [{"label": "Samenvoegen met…", "url": reverse(f"{lijst.naam}_samenvoegen", args=[obj.pk])}]


def opgegaan(obj, user) -> str:
    """The section of a card with what went up in the record; one small query, and '', when nothing did."""
    rijen = type(obj)._base_manager.filter(samengevoegd_met=obj)
    if not rijen.exists():
        return ""
    regels = format_html_join(
        "",
        "<li>{} (nummer {}), op {}{}</li>",
        (
            (
                rij,
                rij.pk,
                dag(rij.gewijzigd_op),
                f" door {rij.gewijzigd_door}" if rij.gewijzigd_door else "",
            )
            for rij in rijen.select_related("gewijzigd_door").order_by("pk")
        ),
    )
    return format_html('<ul class="sectie-tekst">{}</ul>', regels)
