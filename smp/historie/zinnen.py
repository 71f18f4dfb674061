"""History in words: 'Plaats: “Zwolle” is “Kampen” geworden.' (R98)."""

from datetime import UTC, datetime
from itertools import pairwise

from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.utils.timezone import get_current_timezone, localtime, make_aware

from smp.historie.models import GEVOLGD, eventmodel, gevolgde_velden
from smp.historie.waarden import gebruikers, namen_van, rijen_van, tekst, wie
from smp.tekst import datum

#: How many changes a card shows, and how many sentences of one of them.
LENGTE, MAX_ZINNEN = 25, 12


def tijdlijn(obj, user=None, voor=None) -> list[dict]:
    """The changes of a record, newest first: [{'wanneer', 'wie', 'handeling', 'url', 'zinnen', 'ouder_url'}].

    user  tells also of rows that belong to the record (`bij` of `volg`) when he may see them; None: only of itself
    voor  only what is older than this moment; the last item has an `ouder_url` when there is more

    Costs one query for the history, one for that of each kind of row that belongs to it with one for their names,
    one for the users, and one for each table that a changed foreign key points at.
    """
    if type(obj) not in GEVOLGD:
        return []
    bronnen = [_bron(type(obj), {"pgh_obj_id": obj.pk}, voor)]
    for model, sleutels in GEVOLGD.items():
        if user is not None and user.has_perm(f"{model._meta.app_label}.view_{model._meta.model_name}"):
            velden = [naam for naam in sleutels if model._meta.get_field(naam).related_model is type(obj)]
            bronnen += [_bron(model, {naam: obj.pk}, voor) for naam in velden]
    # A source that was cut off knows nothing before its last row, so no source tells of what is older.
    vanaf = max([rijen[LENGTE - 1].pgh_created_at for _, rijen in bronnen if len(rijen) > LENGTE], default=None)
    punten = {}
    for model, rijen in bronnen:
        for event, zinnen in _regels(model, rijen, eigen=model is type(obj)):
            if vanaf is None or event.pgh_created_at >= vanaf:
                punten.setdefault(event.pgh_context_id or (model, event.pk), (event, []))[1].extend(zinnen)
    uit = sorted(punten.values(), key=lambda punt: punt[0].pgh_created_at, reverse=True)
    namen = gebruikers([event.pgh_context for event, _ in uit])
    punten = [_punt(event, zinnen, namen) for event, zinnen in uit]
    if vanaf is not None:
        adres = reverse(f"{obj._meta.model_name}_geschiedenis", args=[obj.pk])
        punten[-1]["ouder_url"] = f"{adres}?{urlencode({'voor': uit[-1][0].pgh_created_at.isoformat()})}"
    return punten


def lees_moment(tekst: str) -> datetime | None:
    """A moment in an address; None when it is none. Always UTC: a year at the edge has no other zone."""
    try:
        gelezen = parse_datetime(tekst[:40])
    except ValueError:
        return None
    if gelezen is None or not 1900 < gelezen.year < 3000:
        return None
    return (gelezen if gelezen.tzinfo else make_aware(gelezen, get_current_timezone())).astimezone(UTC)


def _bron(model, waar, voor) -> tuple[type, list]:
    """One history row more than is told, for what the last one changed."""
    events = eventmodel(model).objects.filter(**waar, **({"pgh_created_at__lt": voor} if voor else {}))
    return model, list(events.select_related("pgh_context").order_by("-pgh_id")[: LENGTE + 1])


def _regels(model, events, eigen):
    """(history row, sentences); a sentence about a row that belongs to the record begins with its name."""
    velden = gevolgde_velden(model)
    namen = namen_van(velden, events)
    rijen = {} if eigen else rijen_van(model, {event.pgh_obj_id for event in events})
    for nr, event in enumerate(events[:LENGTE]):
        vorige = next((ander for ander in events[nr + 1 :] if ander.pgh_obj_id == event.pgh_obj_id), None)
        zinnen = _zinnen(event, vorige, velden, namen)
        if not eigen:
            zinnen = [f"{rijen[event.pgh_obj_id]}: {zin[0].lower()}{zin[1:]}" for zin in zinnen]
        yield event, zinnen


def _punt(event, zinnen, namen) -> dict:
    een = event.pgh_context
    te_veel = len(zinnen) > MAX_ZINNEN
    return {
        "wanneer": datum(event.pgh_created_at),
        "wie": wie(een, namen),
        "handeling": een.metadata.get("handeling", "") if een else "",
        "url": reverse("wijzigingsset", args=[een.pk]) if een else "",
        "zinnen": [*zinnen[:MAX_ZINNEN], "Er is nog meer gewijzigd."] if te_veel else zinnen,
    }


def laatste_wijziging(obj, veld: str) -> tuple[str, str]:
    """Who last changed a field, and when, as texts; what we do not know when history does not reach that far."""
    events = eventmodel(type(obj)).objects.filter(pgh_obj_id=obj.pk).select_related("pgh_context")
    for event, vorige in pairwise(events.order_by("-pgh_id")[: LENGTE * 4]):
        if getattr(event, f"{veld}_id", getattr(event, veld)) != getattr(vorige, f"{veld}_id", getattr(vorige, veld)):
            return wie(event.pgh_context, gebruikers([event.pgh_context])), f"{localtime(event.pgh_created_at):%H:%M}"
    return "Iemand anders", "zojuist"


def _zinnen(event, vorige, velden, namen) -> list[str]:
    if event.pgh_label == "insert":
        return ["Toegevoegd."]
    if event.pgh_label == "delete":
        return ["Verwijderd."]
    if vorige is None:
        return ["Gewijzigd."]
    zinnen = []
    for veld in velden:
        oud, nieuw = (tekst(e, veld, namen) for e in (vorige, event))
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
