"""The card, and the form page behind [Wijzigen] and [+ … toevoegen]. Each view serves every Kaart."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import BooleanField, ForeignKey
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.safestring import mark_safe
from django.utils.text import capfirst

from smp.eenmalig import eenmalig
from smp.formulieren import lees_basis, onderteken
from smp.historie.handeling import noem
from smp.historie.models import rijen_van_set
from smp.kaarten import dubbelen
from smp.kaarten.bewerking import VERBETER, Bewerking, fouten_van, in_een_keer, verbeterd, zet_cursor
from smp.kaarten.herkomst import Herkomst
from smp.kaarten.indeling import helper, met_dubbelen
from smp.kaarten.kaart import KAARTEN
from smp.kaarten.rijen import BLOKKEN, Wijzigen
from smp.lijsten.gevolgen import Gevolgen, Wijziging
from smp.lijsten.kolom import Kolom
from smp.lijsten.tabel import opmaak
from smp.lijsten.views import LijstBasis
from smp.tekst import datum


def rijen(view):
    """The rows that the user may see, with every name on the card; no query per foreign key.

    And no more than those: the database plans every order of the joins, of seven 3 ms longer than of five.
    """
    namen = {veld.name for veld in view.lijst.model._meta.fields if isinstance(veld, ForeignKey)}
    op_kaart = namen & {*view.kaart.velden, *view.lijst.verwijzingen, "gewijzigd_door"}
    return view.lijst.rijen(view.request.user).select_related(None).select_related(*op_kaart)


class KaartView(LijstBasis):
    """GET: the card (R27, R28). POST: add or change rows in one of its sections (R61, R62)."""

    http_method_names = ["get", "head", "post"]
    parameters = ["regels", "set", "opzoek", "vraag"]

    @cached_property
    def herkomst(self) -> Herkomst:
        return Herkomst(self.lijst, self.request)

    def get(self, request, pk):
        obj = get_object_or_404(rijen(self), pk=pk)
        return self._pagina(obj, self._blok(obj))

    @eenmalig
    def post(self, request, pk):
        obj = get_object_or_404(rijen(self), pk=pk)
        blok = self._blok(obj, anders="nieuw")
        if blok is None:
            raise PermissionDenied
        vragen = []
        noem(f"{capfirst(str(blok.regels.model._meta.verbose_name))} {blok.gedaan}")
        with transaction.atomic():
            blok.lees(request.POST)
            if not blok.compleet:
                messages.error(request, "De regels zijn niet compleet ontvangen. Vul ze opnieuw in.")
                return HttpResponseRedirect(request.get_full_path())
            if blok.goed():
                aantal = len(blok.wijzigingen)
                if not aantal:
                    messages.info(request, "Er is niets veranderd. Er is niets bewaard.")
                    return HttpResponseRedirect(self.herkomst.adres("kaart", obj.pk))
                gevolgen = Gevolgen.van(request, blok.wijzigingen)
                vragen = gevolgen.vragen
                if not gevolgen.open:
                    zin = in_een_keer(blok.schrijf, gevolgen, blok.regels.model)
                    if not zin:
                        gevolgen.meld(self._bewaard(blok.regels.model, aantal))
                        adres = self.herkomst.adres("kaart", obj.pk, set=request.wijzigingsset)
                        return HttpResponseRedirect(f"{adres}#regels")
                    blok.weiger(zin)
        return self._pagina(obj, blok, vragen, status=blok.status)

    def _blok(self, obj, anders=""):
        """The rows that the address asks to add or to change, or None: also for who may not."""
        klasse = BLOKKEN.get(self.request.GET.get("regels", anders))
        regels, user = self.kaart.kaartregels, self.request.user
        if klasse is None or not self.kaart.heeft_regels(obj) or self.kaart.slot(obj):
            return None
        if not user.has_perm(regels.recht(klasse.recht)):
            return None
        return klasse(regels, obj, user)

    @staticmethod
    def _bewaard(model, aantal: int) -> str:
        kaart = KAARTEN[model._meta.model_name]
        return kaart.bewaard if aantal == 1 else f"{aantal} {kaart.bron.meervoud} zijn bewaard."

    def _pagina(self, obj, blok, vragen=(), status=200):
        tabs = [
            {"id": tab.id, "label": tab.label, "secties": self._secties(tab, obj, blok, vragen, status)}
            for tab in self.kaart.tabs
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
            "urls": {"wijzigen": self.herkomst.adres("wijzigen", obj.pk), "lijst": self.adres("lijst")},
            "herkomst": self.herkomst,
            "buren": self.herkomst.buren(obj.pk),
            "laatst": laatst(obj),
            "knoppen": self.kaart.knoppen(obj, self.request.user),
            "opzoek": self.request.GET.get("opzoek", "")[:40],
        }
        return render(self.request, "kaart/kaart.html", context, status=status)

    def _secties(self, tab, obj, blok, vragen, status) -> list[dict]:
        secties = [
            {"titel": sectie.titel, "velden": [self._veld(obj, naam, b) for naam, b in sectie.velden.items()]}
            for sectie in tab.secties
        ]
        gerelateerd = [self._gerelateerd(deel, obj, blok, vragen, status) for deel in tab.gerelateerd]
        return secties + [sectie for sectie in gerelateerd if sectie]

    def _gerelateerd(self, deel, obj, blok, vragen, status) -> dict:
        """The rows to read, or to change; below them what is added. Rows that this record cannot have: nothing."""
        user, regels = self.request.user, deel.regels
        if regels is None:
            tabel = deel.tabel(obj, user)
            return {"titel": deel.titel, "tabel_html": tabel} if tabel else {}
        if not self.kaart.heeft_regels(obj):
            return {}
        sectie = {"titel": deel.titel, "id": "regels"}
        if user.has_perm(regels.recht("add")) and not self.kaart.slot(obj):
            sectie["knop"] = regels.knop
        if not isinstance(blok, Wijzigen):
            gewijzigd = rijen_van_set(regels.model, self.request.GET.get("set", ""))
            sectie["tabel_html"] = deel.tabel(obj, user, gewijzigd)
        if blok is not None:
            sectie |= {"regels_html": blok.html(vragen), "modus": blok.modus, "vuil": status != 200}
        return sectie

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
        if regels is None or not self.request.user.has_perm(regels.recht("add")):
            return None
        return regels.formset(form.instance, data)

    def vorm(self, data=None, **opties):
        """The form of the Kaart, as this user gets it."""
        form = self.kaart.form(data, **opties)
        self.kaart.op_formulier(form, self.request.user)
        return form

    def pagina(self, form, formset=None, status=200, **meer):
        zet_cursor(self.request, form)
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

    def bewaar(self, form, formset, was) -> tuple:
        """Save the form, its rows and their consequences: (the answer, or None; the questions to ask first).

        `was` is the record as it was read, {} for a new one. When the database refuses, the form holds the message.
        """
        nieuw = [regel for regel in formset or () if regel.has_changed()]
        wijzigingen = [Wijziging(form.instance, was), *(Wijziging(regel.instance, {}) for regel in nieuw)]
        gevolgen = Gevolgen.van(self.request, wijzigingen)
        if gevolgen.open:
            return None, gevolgen.vragen

        def schrijf():
            obj = form.save()
            for regel in nieuw:
                setattr(regel.instance, self.kaart.regels.ouder, obj)
                regel.save()

        if zin := in_een_keer(schrijf, gevolgen, [self.lijst.model, *(type(regel.instance) for regel in nieuw)]):
            form.add_error(None, zin)
            return None, gevolgen.vragen
        gevolgen.meld(self.kaart.bewaard)
        if herkomst := Herkomst(self.lijst, self.request):
            return self._terug(herkomst, form.instance), []
        gevraagd = urlencode({"opzoek": self.request.GET["opzoek"]}) if "opzoek" in self.request.GET else ""
        adres = self.adres("kaart", form.instance.pk) + (f"?{gevraagd}" if gevraagd else "")
        return HttpResponseRedirect(adres), []

    def _terug(self, herkomst, obj):
        """Back to the list that the user came from, or to the card when the record fell out of it."""
        if adres := herkomst.na_bewaren(obj.pk, self.request.wijzigingsset):
            return HttpResponseRedirect(adres)
        messages.info(self.request, f"{obj} staat niet meer in de lijst waar je vandaan kwam.")
        return HttpResponseRedirect(herkomst.adres("kaart", obj.pk))


class ToevoegenView(FormulierBasis):
    """GET and POST: a new record (R10–R20, R34–R38)."""

    handeling = "add"

    def get(self, request):
        form = self.vorm(initial=self.kaart.begin(request))
        form.fields[next(iter(self.kaart.velden))].widget.attrs["autofocus"] = True
        return self._pagina(form, formset=self.regels(form))

    @eenmalig
    def post(self, request):
        post = verbeterd(request)
        form = self.vorm(post, initial=self.kaart.begin(request))
        formset = self.regels(form, post)
        goed = alles_goed(form, formset) and VERBETER not in post
        vraag, vragen = dubbelen.vraag(request, dubbelen.om_te_vragen(self.kaart.dubbelen(form))), []
        if goed and not vraag:
            with dubbelen.bewust(request):
                antwoord, vragen = self.bewaar(form, formset, {})
            if antwoord:
                return antwoord
        return self._pagina(form, formset=formset, dubbelvraag=vraag, vragen=vragen, status=422)

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
        form = self._maak(obj)
        return self._pagina(obj, form, formset=self.regels(form), basis=onderteken(form.teksten()))

    @eenmalig
    def post(self, request, pk):
        post, vragen = verbeterd(request), []
        basis = lees_basis(post.get("basis", ""))
        with transaction.atomic():
            obj = get_object_or_404(rijen(self).select_for_update(of=("self",)), pk=pk)
            bewerking = Bewerking(self._maak, obj, basis if isinstance(basis, dict) else {}, post)
            if not isinstance(basis, dict) or not bewerking.compleet:
                messages.error(request, "Dit formulier is niet compleet ontvangen. Vul het opnieuw in.")
                return HttpResponseRedirect(request.get_full_path())
            form = bewerking.form
            formset = self.regels(form, post)
            if alles_goed(form, formset) and not bewerking.conflicten and VERBETER not in post:
                nieuw = formset is not None and any(regel.has_changed() for regel in formset)
                if not bewerking.gewijzigd and not nieuw:
                    messages.info(request, "Er is niets veranderd. Er is niets bewaard.")
                    return HttpResponseRedirect(Herkomst(self.lijst, request).adres("kaart", obj.pk))
                antwoord, vragen = self.bewaar(form, formset, bewerking.gelezen)
                if antwoord:
                    return antwoord
        conflicten = bewerking.toon_conflicten()
        return self._pagina(
            bewerking.naam,
            form,
            formset=formset,
            vragen=vragen,
            status=409 if conflicten else 422,
            basis=onderteken(bewerking.basis_nu()),
            conflicten=conflicten,
            conflict_wat=f"deze {self.lijst.enkelvoud}",
        )

    def _maak(self, obj, data=None):
        return self.vorm(data, instance=obj)

    def _pagina(self, naam, form, **meer):
        terug = Herkomst(self.lijst, self.request).adres("kaart", form.instance.pk)
        return self.pagina(form, titel=f"{naam} wijzigen", **meer | {"terug_url": terug})


def alles_goed(form, formset) -> bool:
    """Validate both, so that every message shows at once."""
    goed = form.is_valid()
    return (formset is None or formset.is_valid()) and goed
