"""The log of exports and mass changes in the Django admin: who, when, which rows. Nobody changes it."""

from django.contrib import admin

from smp.beheer import AlleenLezen, beheer
from smp.lijsten.lijst import LIJSTEN
from smp.werk import Taak


@admin.register(Taak, site=beheer)
class TaakAdmin(AlleenLezen):
    view_on_site = False
    list_display = ["gevraagd_op", "gebruiker", "soort", "waarvan", "totaal", "vorm", "stand"]
    list_filter = ["soort", "stand"]
    list_select_related = ["gebruiker"]
    sortable_by = []
    fields = ["gevraagd_op", "gebruiker", "soort", "waarvan", "vraag", "wat", "totaal", "gedaan", "stand", "bon"]

    def get_queryset(self, request):
        """Without the keys of the rows: they can be a million."""
        return super().get_queryset(request).defer("sleutels")

    @admin.display(description="lijst")
    def waarvan(self, obj):
        return LIJSTEN[obj.lijst].titel if obj.lijst in LIJSTEN else obj.lijst

    @admin.display(description="formaat")
    def vorm(self, obj):
        return obj.wat.get("formaat", "").upper() if obj.soort == Taak.EXPORT else ""
