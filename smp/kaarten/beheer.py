"""The admin of a model with a Kaart: the same form, tabs and rules as the program, and its history in words."""

from django import forms
from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpResponseRedirect

from smp.beheer import Tabel
from smp.formulieren import lees_basis, onderteken, overtreding
from smp.historie.zinnen import tijdlijn
from smp.kaarten.kaart import KAARTEN
from smp.lijsten.gevolgen import Gevolgen, Wijziging
from smp.lijsten.zoekvelden import Woorden

CONFLICT = "Iemand anders heeft deze gegevens net gewijzigd. Open de pagina opnieuw en vul je wijziging nog eens in."


class MetBasis(forms.Form):
    """Mixin before a Bewerkformulier: refuses to overwrite what somebody else saved since the page was opened (R99).

    The admin has no page to choose per field; the form of the program has.
    """

    basis = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            del self.fields["basis"]
        else:
            # Now: validation puts what was typed in the record.
            self.nu = {naam: tekst for naam, tekst in self.teksten().items() if naam != "basis"}
            self.initial["basis"] = onderteken(self.nu)
            self.fields["basis"].has_changed = lambda *args: False

    def clean_basis(self):
        if lees_basis(self.cleaned_data["basis"]) != self.nu:
            self.add_error(None, CONFLICT)
        return ""


class KaartAdmin(Tabel):
    """`form` must be MetBasis and the form of the Kaart; list_display and the like as in any ModelAdmin."""

    search_fields = ["zoeksleutel"]
    object_history_template = "admin/tijdlijn.html"

    @property
    def kaart(self):
        return KAARTEN[self.opts.model_name]

    def get_fieldsets(self, request, obj=None):
        secties = [(sectie, tab) for tab in self.kaart.tabs for sectie in tab.secties]
        uit = [(sectie.titel, {"fields": list(sectie.velden)}) for sectie, _ in secties]
        if obj is not None and self.has_change_permission(request, obj):
            uit.append((None, {"fields": ["basis"]}))
        return uit

    def get_form(self, request, obj=None, change=False, **kwargs):
        if change and not self.has_change_permission(request, obj):
            kwargs["form"] = forms.ModelForm  # without fields; ours would look for them
        return super().get_form(request, obj, change, **kwargs)

    def view_on_site(self, obj):
        """[Tonen op website] leads to the card."""
        return obj.get_absolute_url()

    def get_search_results(self, request, queryset, search_term):
        """Every word, on the trigram index; the admin's own search would read the table."""
        return Woorden(field_name="zoeksleutel").filter(queryset, search_term), False

    def get_object(self, request, object_id, from_field=None):
        """Locked while it is written, so that nobody saves between the check of `basis` and ours."""
        obj = super().get_object(request, object_id, from_field)
        if obj is not None and request.method == "POST":
            if eerst := getattr(obj, getattr(self.model, "EERST_OP_SLOT", ""), None):
                list(type(eerst)._base_manager.filter(pk=eerst.pk).values("pk").select_for_update())
            list(self.model._base_manager.filter(pk=obj.pk).values("pk").select_for_update())
            obj = super().get_object(request, object_id, from_field)
        return obj

    def changeform_view(self, request, *args, **kwargs):
        """A rule that only the database can keep (another request was first) is a message, not a 500."""
        try:
            return super().changeform_view(request, *args, **kwargs)
        except IntegrityError as fout:
            messages.error(request, overtreding(self.model, fout))
            return HttpResponseRedirect(request.get_full_path())

    def save_model(self, request, obj, form, change):
        """With what it brings about elsewhere (B12–B16); without a page to ask on, what a form proposes is done."""
        was = self.model._base_manager.get(pk=obj.pk).__dict__ if change else {}
        gevolgen = Gevolgen.van(request, [Wijziging(obj, was)], zonder_vraag=True)
        gevolgen.doe()
        super().save_model(request, obj, form, change)
        if gevolgen.alle:
            gevolgen.meld("Bewaard.")

    def history_view(self, request, object_id, extra_context=None):
        """The changes of the record wherever they were made, in the words of its card."""
        obj = super().get_object(request, object_id) if self.has_view_or_change_permission(request) else None
        wijzigingen = tijdlijn(obj, request.user) if obj is not None else []
        return super().history_view(request, object_id, {"tijdlijn": wijzigingen, **(extra_context or {})})
