"""The card, and the form page behind [Wijzigen] and [+ … toevoegen]. Each view serves every Kaart."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.db.models import BooleanField, ForeignKey
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.safestring import mark_safe
from django.utils.text import capfirst

from smp.eenmalig import eenmalig
from smp.formulieren import Samenvoeging, compleet, ingevuld, lees_basis, onderteken, overtreding, voeg_samen
from smp.historie.bon import bon
from smp.historie.handeling import noem
from smp.historie.zinnen import laatste_wijziging
from smp.kaarten import dubbelen
from smp.kaarten.indeling import helper, met_dubbelen, regels_html
from smp.kaarten.kaart import KAARTEN
from smp.lijsten.kolom import Kolom
from smp.lijsten.tabel import datum, opmaak
from smp.lijsten.views import LijstBasis


def rijen(view):
    """The rows that the user may see, with every name on the card; no query per foreign key."""
    namen = [veld.name for veld in view.lijst.model._meta.fields if isinstance(veld, ForeignKey)]
    return view.lijst.rijen(view.request.user).select_related(*namen)


class KaartView(LijstBasis):
    """GET: the card (R27, R28). POST: add a row to one of its sections (R61, R62)."""

    http_method_names = ["get", "head", "post"]

    def get(self, request, pk):
        obj = get_object_or_404(rijen(self), pk=pk)
        regels = self.kaart.kaartregels
        mag = regels and request.user.has_perm(regels.recht)
        return self._pagina(obj, regels.formset(obj) if mag else None)

    @eenmalig
    def post(self, request, pk):
        obj, regels = get_object_or_404(rijen(self), pk=pk), self.kaart.kaartregels
        if regels is None or not request.user.has_perm(regels.recht):
            raise PermissionDenied
        formset = regels.formset(obj, request.POST)
        if not formset.is_valid():
            return self._pagina(obj, formset, status=422)
        noem(f"{capfirst(str(regels.form._meta.model._meta.verbose_name))} toegevoegd")
        with transaction.atomic():
            nieuw = [form.save() for form in formset if form.has_changed()]
        if nieuw:
            bon(request, "De koppeling is bewaard.")
            for rij in nieuw:
                waarschuw(request, rij)
        else:
            messages.info(request, "Er is niets veranderd. Er is niets bewaard.")
        return HttpResponseRedirect(self.adres("kaart", obj.pk))

    def _pagina(self, obj, formset, status=200):
        tabs = [
            {"id": tab.id, "label": tab.label, "secties": self._secties(tab, obj, formset)} for tab in self.kaart.tabs
        ]
        geschiedenis = {"titel": "Geschiedenis", "haal_url": self.adres("geschiedenis", obj.pk)}
        tabs.append({"id": "geschiedenis", "label": "Geschiedenis", "secties": [geschiedenis]})
        kaart = {
            "titel": str(obj),
            "ondertitel": self.kaart.ondertitel(obj),
            "badges": self.kaart.badges(obj),
            "tabs": tabs,
        }
        context = {
            "kaart": kaart,
            "obj": obj,
            "mag": {"wijzigen": self.mag("change") and not self.kaart.slot(obj)},
            "urls": {"wijzigen": self.adres("wijzigen", obj.pk), "lijst": self.adres("lijst")},
            "laatst": laatst(obj),
            "knoppen": self.kaart.knoppen(obj, self.request.user),
            "opzoek": self.request.GET.get("opzoek", "")[:40],
        }
        return render(self.request, "kaart/kaart.html", context, status=status)

    def _secties(self, tab, obj, formset) -> list[dict]:
        secties = [
            {"titel": sectie.titel, "velden": [self._veld(obj, naam, b) for naam, b in sectie.velden.items()]}
            for sectie in tab.secties
        ]
        for deel in tab.gerelateerd:
            regels = regels_html(deel.regels, formset, bewaren=True) if deel.regels and formset is not None else ""
            tabel = deel.tabel(obj, self.request.user)
            if tabel or regels:
                secties.append({"titel": deel.titel, "tabel_html": tabel, "regels_html": regels})
        return secties

    def _veld(self, obj, naam: str, breedte: int) -> dict:
        label = self.kaart.form.base_fields[naam].label
        waarde = self.kaart.toon(obj, naam)
        if waarde is None:
            waarde = waarde_html(self.lijst, obj, naam)
        return {"label": label, "waarde": waarde, "breed": breedte > 8}


def waarde_html(lijst, obj, naam: str) -> str:
    """Safe HTML of one field on a card; a record that has a card of its own is a link to it."""
    waarde = getattr(obj, naam)
    if waarde is not None and hasattr(waarde, "get_absolute_url"):
        return format_html('<a href="{}">{}</a>', waarde.get_absolute_url(), waarde)
    kolom = lijst.kolom.get(naam) or Kolom(naam)
    if kolom.toon is None and isinstance(lijst.modelveld(kolom), BooleanField):
        return "Ja" if waarde else ""
    return mark_safe(opmaak(lijst, kolom)(waarde))  # opmaak escapes


def laatst(obj) -> str:
    """'Laatst gewijzigd door Sanne de Boer op 1-9-2026 12:03', or ''."""
    if not hasattr(obj, "gewijzigd_op"):
        return ""
    wie = f" door {obj.gewijzigd_door}" if obj.gewijzigd_door else ""
    return f"Laatst gewijzigd{wie} op {datum(obj.gewijzigd_op)}"


class FormulierBasis(LijstBasis):
    """What adding and changing share: the page, its errors per tab, and saving in one transaction."""

    http_method_names = ["get", "head", "post"]

    def regels(self, form, data=None):
        """The rows of the form, or None when the Kaart has none or the user may not add them."""
        regels = self.kaart.regels
        if regels is None or not self.request.user.has_perm(regels.recht):
            return None
        return regels.formset(form.instance, data)

    def pagina(self, form, formset=None, status=200, **meer):
        self.kaart.op_formulier(form, self.request.user)
        form.helper = helper(self.kaart.tabs, formset)
        if "typend" in meer:
            met_dubbelen(form, self.lijst.enkelvoud)
        fouten = fouten_van(form)
        aantal = {
            tab.id: sum(fout["naam"] in sectie.velden for sectie in tab.secties for fout in fouten)
            for tab in self.kaart.tabs
        }
        if formset is not None and formset.is_bound:
            regelfouten = [fout for regel in formset for fout in fouten_van(regel)]
            fouten += regelfouten
            tab = next(tab for tab in self.kaart.tabs if tab.regels)
            aantal[tab.id] += len(regelfouten)
        tabs = [{"id": t.id, "label": t.label, "aantal_fouten": aantal[t.id]} for t in self.kaart.tabs]
        context = {
            "lijst": self.lijst,
            "form": form,
            "tabs": tabs if len(tabs) > 1 else [],
            "fouten": fouten,
            "terug_url": self.adres("lijst"),
            **meer,
        }
        return render(self.request, "formulier/formulier.html", context, status=status)

    def bewaar(self, form, formset=None):
        """Save the form and its rows, or None when the database refuses: then the form holds the message."""
        try:
            with transaction.atomic():
                obj = form.save()
                for regel in formset or ():
                    if regel.has_changed():
                        setattr(regel.instance, self.kaart.regels.ouder, obj)
                        regel.save()
                connection.check_constraints()  # the deferred ones too, while we can still answer
                return obj
        except IntegrityError as fout:
            form.add_error(None, overtreding(self.lijst.model, fout))
            return None

    def klaar(self, obj):
        bon(self.request, self.kaart.bewaard)
        waarschuw(self.request, obj)
        gevraagd = urlencode({"opzoek": self.request.GET["opzoek"]}) if "opzoek" in self.request.GET else ""
        return HttpResponseRedirect(self.adres("kaart", obj.pk) + (f"?{gevraagd}" if gevraagd else ""))


class ToevoegenView(FormulierBasis):
    """GET and POST: a new record (R10–R20, R34–R38)."""

    handeling = "add"

    def get(self, request):
        form = self.kaart.form(initial=self.kaart.begin(request))
        form.fields[next(iter(self.kaart.velden))].widget.attrs["autofocus"] = True
        return self._pagina(form, formset=self.regels(form))

    @eenmalig
    def post(self, request):
        form = self.kaart.form(request.POST, initial=self.kaart.begin(request))
        formset = self.regels(form, request.POST)
        goed = alles_goed(form, formset)
        vraag = dubbelen.vraag(request, dubbelen.om_te_vragen(self.kaart.dubbelen(form)))
        if goed and not vraag:
            with dubbelen.bewust(request):
                obj = self.bewaar(form, formset)
            if obj:
                return self.klaar(obj)
        return self._pagina(form, formset=formset, dubbelvraag=vraag, status=422)

    def _pagina(self, form, **meer):
        if self.kaart.telt:
            meer["typend"] = {"url": self.adres("dubbelen"), "telt": " ".join(self.kaart.telt)}
        return self.pagina(form, titel=self.lijst.toevoegen_label, **meer)


class WijzigenView(FormulierBasis):
    """GET and POST: change a record; only what was changed here is written (R28, R29, R99)."""

    handeling = "change"

    def get(self, request, pk):
        obj = get_object_or_404(rijen(self), pk=pk)
        if slot := self.kaart.slot(obj):
            messages.error(request, slot)
            return HttpResponseRedirect(self.adres("kaart", obj.pk))
        form = self.kaart.form(instance=obj)
        return self._pagina(obj, form, formset=self.regels(form), basis=onderteken(form.teksten()))

    @eenmalig
    def post(self, request, pk):
        with transaction.atomic():
            obj = get_object_or_404(rijen(self).select_for_update(of=("self",)), pk=pk)
            vers = self.kaart.form(instance=obj)
            nu, basis = vers.teksten(), lees_basis(request.POST.get("basis", ""))
            if not isinstance(basis, dict) or not compleet(vers, basis, request.POST):
                messages.error(request, "Dit formulier is niet compleet ontvangen. Vul het opnieuw in.")
                return HttpResponseRedirect(request.path)
            samen = self._samen(vers, nu, basis)
            form = self.kaart.form(samen.teksten, instance=obj)
            formset = self.regels(form, request.POST)
            if alles_goed(form, formset) and not samen.conflicten:
                nieuw = formset is not None and any(regel.has_changed() for regel in formset)
                if not samen.gewijzigd and not nieuw:
                    messages.info(request, "Er is niets veranderd. Er is niets bewaard.")
                    return HttpResponseRedirect(self.adres("kaart", obj.pk))
                if self.bewaar(form, formset):
                    return self.klaar(obj)
        vers = self.kaart.form(instance=get_object_or_404(rijen(self), pk=pk))
        return self._opnieuw(vers, form, formset, samen, basis, nu)

    def _samen(self, form, nu, basis) -> Samenvoeging:
        basis = {naam: tekst for naam, tekst in basis.items() if naam in nu}
        keuzes = {n: self.request.POST[f"k-{n}"] for n in basis if f"k-{n}" in self.request.POST}
        return voeg_samen(nu, basis, ingevuld(form, self.request.POST), keuzes, self.kaart.form.eenheden)

    def _opnieuw(self, vers, form, formset, samen, basis, nu):
        """The same page with what was typed; what others changed meanwhile has become the new basis."""
        obj = vers.instance
        for conflict in samen.conflicten:
            form.data[conflict.veld] = conflict.mijn
        conflicten = conflictregels(vers, samen.conflicten)
        in_conflict = {conflict.veld for conflict in samen.conflicten}
        nieuw = {naam: basis.get(naam, tekst) if naam in in_conflict else tekst for naam, tekst in nu.items()}
        return self._pagina(
            obj,
            form,
            formset=formset,
            status=409 if conflicten else 422,
            basis=onderteken(nieuw),
            conflicten=conflicten,
            conflict_wat=f"deze {self.lijst.enkelvoud}",
        )

    def _pagina(self, obj, form, **meer):
        return self.pagina(form, titel=f"{obj} wijzigen", **meer | {"terug_url": self.adres("kaart", obj.pk)})


def waarschuw(request, obj):
    """Show what the Kaart of a saved record has to say about it."""
    if let_op := KAARTEN[obj._meta.model_name].let_op(obj):
        messages.warning(request, let_op)


def alles_goed(form, formset) -> bool:
    """Validate both, so that every message shows at once."""
    goed = form.is_valid()
    return (formset is None or formset.is_valid()) and goed


def fouten_van(form) -> list[dict]:
    """The errors of a form for the summary: [{'naam', 'veld_id', 'label', 'melding'}]."""
    uit = []
    for naam, meldingen in form.errors.items():
        veld = form[naam] if naam in form.fields else None
        for melding in meldingen:
            uit.append(
                {
                    "naam": naam,
                    "veld_id": veld.id_for_label if veld else "inhoud",
                    "label": veld.label if veld else capfirst(str(form.instance._meta.verbose_name)),
                    "melding": melding,
                }
            )
    return uit


def conflictregels(vers, conflicten) -> list[dict]:
    """Conflicts as templates/formulier/conflict.html draws them; `vers` is the form on what is stored now."""
    uit = []
    for conflict in conflicten:
        wie, wanneer = laatste_wijziging(vers.instance, conflict.veld)
        teksten = {naam: vers.leesbaar(conflict.veld, getattr(conflict, naam)) for naam in ("mijn", "nu", "was")}
        label = vers.fields[conflict.veld].label
        uit.append({"veld": conflict.veld, "label": label, "wie": wie, "wanneer": wanneer, **teksten})
    return uit
