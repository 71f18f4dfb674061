"""Wijzigingssets in the Django admin: who changed what, newest first. Nobody changes history."""

from django.apps import apps
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.db.models import BigIntegerField, OuterRef, Subquery
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst
from django.utils.timezone import localtime
from pghistory.models import Event

from smp.beheer import AlleenLezen, beheer
from smp.historie import zinnen
from smp.historie.models import Wijzigingsset

#: How many changes of each table a page tells.
LENGTE = 100


@admin.register(Wijzigingsset, site=beheer)
class WijzigingssetAdmin(AlleenLezen):
    list_display = ["moment", "door", "waar"]
    sortable_by = []
    fields = ["moment", "door", "waar", "extra", "wijzigingen"]

    def get_queryset(self, request):
        """With the name of who did it: no query per row."""
        sleutel = Cast(KeyTextTransform("user", OuterRef("metadata")), BigIntegerField())
        namen = get_user_model().objects.filter(pk=sleutel).order_by().values("naam")
        return super().get_queryset(request).annotate(naam=Subquery(namen))

    @admin.display(description="wanneer")
    def moment(self, obj):
        return f"{localtime(obj.created_at):%d-%m-%Y %H:%M}"

    @admin.display(description="wie")
    def door(self, obj):
        return obj.naam or "Het systeem"

    @admin.display(description="waar")
    def waar(self, obj):
        return obj.metadata.get("url") or obj.metadata.get("taak") or ""

    @admin.display(description="bijzonderheden")
    def extra(self, obj):
        rest = {naam: waarde for naam, waarde in obj.metadata.items() if naam not in ("user", "url", "taak")}
        return "\n".join(f"{naam}: {waarde}" for naam, waarde in rest.items())

    @admin.display(description="wijzigingen")
    def wijzigingen(self, obj):
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{}: {}</li>", wijzigingen(obj)))


def wijzigingen(wijzigingsset) -> list[tuple[str, str]]:
    """('Organisatie Museum Het Ankerhuis', 'Plaats: …') for every changed record; four queries a changed table."""
    uit = []
    for model in apps.get_models():
        if not issubclass(model, Event) or not hasattr(model, "pgh_tracked_model"):
            continue
        eerder = model.objects.filter(pgh_obj_id=OuterRef("pgh_obj_id"), pgh_id__lt=OuterRef("pgh_id"))
        vorige = Subquery(eerder.order_by("-pgh_id").values("pgh_id")[:1])
        events = model.objects.filter(pgh_context=wijzigingsset.pk).order_by("pgh_id").annotate(vorige=vorige)
        uit += _van_tabel(model, list(events[: LENGTE + 1]))
    return uit


def _van_tabel(model, events) -> list[tuple[str, str]]:
    if not events:
        return []
    oud = model.objects.in_bulk([event.vorige for event in events if event.vorige])
    velden = [veld for veld in model._meta.fields if not veld.name.startswith("pgh_") and veld.name != "id"]
    namen = zinnen._namen(velden, [*events, *oud.values()])
    bron = model.pgh_tracked_model
    rijen = bron._base_manager.select_related().in_bulk([event.pgh_obj_id for event in events])
    soort, uit = capfirst(str(bron._meta.verbose_name)), []
    for event in events[:LENGTE]:
        wie = rijen.get(event.pgh_obj_id, f"nummer {event.pgh_obj_id} (verwijderd)")
        zin = " ".join(zinnen._zinnen(event, oud.get(event.vorige), velden, namen))
        uit.append((f"{soort} {wie}", zin))
    if len(events) > LENGTE:
        uit.append((soort, f"Alleen de eerste {LENGTE} wijzigingen staan hier."))
    return uit
