"""The Zoekvragen of everybody in the Django admin, with their history. They are changed in the program."""

from django.contrib import admin

from smp.beheer import AlleenLezen, beheer
from smp.historie.zinnen import tijdlijn
from smp.zoekvragen.models import Zoekvraag


@admin.register(Zoekvraag, site=beheer)
class ZoekvraagAdmin(AlleenLezen):
    list_display = ["naam", "tabel", "eigenaar", "gedeeld"]
    list_filter = ["gedeeld"]
    list_select_related = ["eigenaar"]
    search_fields = ["naam"]
    fields = ["naam", "tabel", "vraag", "eigenaar", "gedeeld"]
    object_history_template = "admin/tijdlijn.html"
    view_on_site = False

    def history_view(self, request, object_id, extra_context=None):
        obj = self.get_object(request, object_id)
        return super().history_view(request, object_id, {"tijdlijn": tijdlijn(obj) if obj else []})
