"""The register of processing and the requests of persons, in the Django admin (AVG 30 and 12)."""

import csv

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.urls import path
from django.utils.text import capfirst

from relaties.models import AvgVerzoek, Verwerkingsactiviteit
from smp.beheer import Tabel, beheer
from smp.formulieren import Bewerkformulier
from smp.uitwisseling.export import bescherm
from smp.velden import getypte_velden


class VerwerkingsactiviteitForm(Bewerkformulier):
    class Meta:
        model = Verwerkingsactiviteit
        fields = "__all__"
        field_classes = getypte_velden(Verwerkingsactiviteit)
        widgets = {naam: forms.Textarea(attrs={"rows": 3}) for naam in ("doel", "beveiliging")}


class AvgVerzoekForm(Bewerkformulier):
    class Meta:
        model = AvgVerzoek
        fields = "__all__"
        field_classes = getypte_velden(AvgVerzoek)
        widgets = {"toelichting": forms.Textarea(attrs={"rows": 3})}


@admin.register(Verwerkingsactiviteit, site=beheer)
class VerwerkingsactiviteitAdmin(Tabel):
    form = VerwerkingsactiviteitForm
    list_display = ["naam", "grondslag", "betrokkenen", "bewaartermijn", "verantwoordelijke"]
    change_list_template = "admin/verwerkingsregister.html"

    def get_urls(self):
        register = self.admin_site.admin_view(self.register)
        register.model_admin = self
        return [path("csv/", register, name="relaties_verwerkingsactiviteit_csv"), *super().get_urls()]

    def register(self, request):
        """The whole register as CSV, for who asks to see it (AVG 30)."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        velden = [veld for veld in self.opts.fields if not veld.primary_key]
        kop = {"Content-Disposition": 'attachment; filename="verwerkingsregister.csv"'}
        antwoord = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8", headers=kop)
        blad = csv.writer(antwoord, delimiter=";")
        blad.writerow([capfirst(str(veld.verbose_name)) for veld in velden])
        blad.writerows([bescherm(veld.value_to_string(rij)) for veld in velden] for rij in self.model.objects.all())
        return antwoord


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
