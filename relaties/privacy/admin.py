"""The register of processing and the requests of persons, in the Django admin (AVG 30 and 12)."""

from django import forms
from django.contrib import admin

from relaties.forms import datumveld
from relaties.models import AvgVerzoek, Verwerkingsactiviteit
from smp.beheer import Tabel, beheer
from smp.formulieren import Bewerkformulier


class VerwerkingsactiviteitForm(Bewerkformulier):
    class Meta:
        model = Verwerkingsactiviteit
        fields = "__all__"
        widgets = {naam: forms.Textarea(attrs={"rows": 3}) for naam in ("doel", "beveiliging")}


class AvgVerzoekForm(Bewerkformulier):
    class Meta:
        model = AvgVerzoek
        fields = "__all__"
        widgets = {"ontvangen_op": datumveld(), "toelichting": forms.Textarea(attrs={"rows": 3})}


@admin.register(Verwerkingsactiviteit, site=beheer)
class VerwerkingsactiviteitAdmin(Tabel):
    form = VerwerkingsactiviteitForm
    list_display = ["naam", "grondslag", "betrokkenen", "bewaartermijn", "verantwoordelijke"]


@admin.register(AvgVerzoek, site=beheer)
class AvgVerzoekAdmin(Tabel):
    """The open ones first, the most urgent on top. A request is proof: nobody deletes it."""

    form = AvgVerzoekForm
    weg = ("_delete",)
    list_display = ["soort", "wie", "ontvangen_op", "deadline", "signaal", "status", "behandelaar"]
    list_filter = ["status", "soort"]
    list_select_related = ["persoon", "behandelaar"]
    autocomplete_fields = ["persoon"]

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description="wie")
    def wie(self, obj):
        return obj.persoon or obj.verzoeker

    @admin.display(description="termijn")
    def signaal(self, obj):
        return obj.signaal
