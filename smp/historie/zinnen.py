"""History in words: 'Plaats: “Zwolle” is “Kampen” geworden.' (R98)."""

from itertools import pairwise

from django.contrib.auth import get_user_model
from django.db import models
from django.utils.text import capfirst
from django.utils.timezone import localtime

from smp.historie.models import eventmodel

#: How many changes a card shows.
LENGTE = 25


def tijdlijn(obj) -> list[dict]:
    """The last changes of a record, newest first: [{'wanneer', 'wie', 'zinnen'}].

    Costs one query for the history, one for the users, and one for each foreign key that changed.
    """
    Event = eventmodel(type(obj))  # noqa: N806
    events = list(
        Event.objects.filter(pgh_obj_id=obj.pk).select_related("pgh_context").order_by("-pgh_id")[: LENGTE + 1]
    )
    velden = [veld for veld in Event._meta.fields if not veld.name.startswith("pgh_") and veld.name != "id"]
    namen = _namen(velden, events)
    wie = _gebruikers(events)
    uit = []
    for nr, event in enumerate(events[:LENGTE]):
        vorige = events[nr + 1] if nr + 1 < len(events) else None
        uit.append(
            {
                "wanneer": f"{localtime(event.pgh_created_at):%d-%m-%Y %H:%M}",
                "wie": wie.get(_gebruiker(event), "Het systeem"),
                "zinnen": _zinnen(event, vorige, velden, namen),
            }
        )
    return uit


def laatste_wijziging(obj, veld: str) -> tuple[str, str]:
    """Who last changed a field, and when, as texts; what we do not know when history does not reach that far."""
    Event = eventmodel(type(obj))  # noqa: N806
    events = list(
        Event.objects.filter(pgh_obj_id=obj.pk).select_related("pgh_context").order_by("-pgh_id")[: LENGTE * 4]
    )
    for event, vorige in pairwise(events):
        if getattr(event, f"{veld}_id", getattr(event, veld)) != getattr(vorige, f"{veld}_id", getattr(vorige, veld)):
            wie = _gebruikers([event]).get(_gebruiker(event), "Het systeem")
            return wie, f"{localtime(event.pgh_created_at):%H:%M}"
    return "Iemand anders", "zojuist"


def _gebruiker(event):
    return event.pgh_context.metadata.get("user") if event.pgh_context else None


def _gebruikers(events) -> dict[int, str]:
    sleutels = {_gebruiker(event) for event in events} - {None}
    return {g.pk: str(g) for g in get_user_model().objects.filter(pk__in=sleutels)} if sleutels else {}


def _zinnen(event, vorige, velden, namen) -> list[str]:
    if event.pgh_label == "insert":
        return ["Toegevoegd."]
    if event.pgh_label == "delete":
        return ["Verwijderd."]
    if vorige is None:
        return ["Gewijzigd."]
    zinnen = []
    for veld in velden:
        oud, nieuw = (_tekst(e, veld, namen) for e in (vorige, event))
        if oud == nieuw:
            continue
        naam = capfirst(str(veld.verbose_name))
        if not oud:
            zinnen.append(f"{naam}: “{nieuw}” ingevuld.")
        elif not nieuw:
            zinnen.append(f"{naam}: “{oud}” leeggemaakt.")
        else:
            zinnen.append(f"{naam}: “{oud}” is “{nieuw}” geworden.")
    return zinnen or ["Gewijzigd."]


def _tekst(event, veld, namen) -> str:
    waarde = getattr(event, veld.attname)
    if isinstance(veld, models.ForeignKey):
        return namen.get((veld.name, waarde), "") if waarde else ""
    if isinstance(veld, models.BooleanField):
        return "Ja" if waarde else "Nee"
    if waarde is None or waarde == "":
        return ""
    if isinstance(veld, models.DateField):
        return f"{waarde:%d-%m-%Y}"
    return str(dict(veld.flatchoices).get(waarde, waarde))


def _namen(velden, events) -> dict[tuple[str, int], str]:
    """(foreign key, id) -> name, of those with more than one value; one query for each table that they point at."""
    per_model: dict[type, list] = {}
    for veld in velden:
        if isinstance(veld, models.ForeignKey):
            waarden = {getattr(event, veld.attname) for event in events}
            if len(waarden) > 1:
                per_model.setdefault(veld.related_model, []).append((veld.name, waarden - {None}))
    uit = {}
    for model, paren in per_model.items():
        rijen = model._base_manager.in_bulk({sleutel for _, waarden in paren for sleutel in waarden})
        for naam, waarden in paren:
            for sleutel in waarden:
                uit[naam, sleutel] = str(rijen.get(sleutel, f"(verwijderd, nummer {sleutel})"))
    return uit
