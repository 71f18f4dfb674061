"""Why something stays as it is when a set is taken back, as sentences: 'Plaats: sindsdien gewijzigd door … op …'."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from django.apps import apps
from django.utils.text import capfirst

from smp.historie.models import eventmodel, gevolgde_velden
from smp.historie.waarden import adres, gebruikers, rijen_van, wie
from smp.tekst import dag, getal
from smp.wijzigingen.plan import DOEL_WEG, GEWIJZIGD, ONBEKEND, OP_SLOT, VERWIJDERD, Deel, Weigering

#: So many are told by name on a page, and kept with the set.
LENGTE = 100
VAST = {
    ONBEKEND: "De waarde van daarvoor is niet bewaard.",
    DOEL_WEG: "De waarde van daarvoor bestaat niet meer.",
    OP_SLOT: "Deze gegevens mogen nu niet worden gewijzigd.",
}


@dataclass
class Regel:
    """One sentence about one row. `door` is '' unless somebody changed it since."""

    model: str
    sleutel: int
    zin: str
    door: str = ""


def regels(delen: Iterable[Deel]) -> list[Regel]:
    """Up to LENGTE sentences a table; a query for each table with something to tell, and one for the users."""
    uit = []
    for deel in delen:
        weigeringen = deel.weigeringen[:LENGTE]
        later = _later(deel.model, [w for w in weigeringen if w.reden in (GEWIJZIGD, VERWIJDERD)])
        gevonden = [(w, _wanneer(deel.model, w, later.get(w.sleutel, []))) for w in weigeringen]
        namen = gebruikers([event.pgh_context for _, event in gevonden if event])
        for weigering, event in gevonden:
            door = f"door {wie(event.pgh_context, namen)} op {dag(event.pgh_created_at)}" if event else ""
            uit.append(Regel(deel.model._meta.label_lower, weigering.sleutel, _zin(weigering, door), door))
    return uit


def _zin(weigering: Weigering, door: str) -> str:
    if weigering.reden in (GEWIJZIGD, VERWIJDERD):
        zin = " ".join(deel for deel in ("sindsdien", weigering.reden, door) if deel) + "."
    else:
        zin = VAST.get(weigering.reden, weigering.reden)
    if not weigering.velden:
        return capfirst(zin)
    labels = " en ".join(str(veld.verbose_name) for veld in weigering.velden)
    return f"{capfirst(labels)}: {zin[0].lower()}{zin[1:]}"


def _later(model, weigeringen) -> dict[int, list]:
    """Key -> the last history row of the set and those after it."""
    if not weigeringen:
        return {}
    vanaf = min(weigering.laatste for weigering in weigeringen)
    events = eventmodel(model).objects.filter(pgh_obj_id__in={w.sleutel for w in weigeringen}, pgh_id__gte=vanaf)
    uit: dict[int, list] = {}
    for event in events.select_related("pgh_context").order_by("pgh_id"):
        uit.setdefault(event.pgh_obj_id, []).append(event)
    return uit


def _wanneer(model, weigering, events):
    """The last history row after the set that changed these fields (without fields: any, or deleted the row)."""
    velden = weigering.velden or gevolgde_velden(model)
    events = [event for event in events if event.pgh_id >= weigering.laatste]
    laatste = None
    for vorige, event in pairwise(events):
        anders = any(getattr(event, veld.attname) != getattr(vorige, veld.attname) for veld in velden)
        if anders or event.pgh_label == "delete":
            laatste = event
    return laatste


def samenvatting(delen: list[Deel], zinnen: list[Regel]) -> str:
    """'2 cellen zijn sindsdien gewijzigd door Sanne de Boer op 3-9-2026 en blijven staan.', or ''."""
    alle = [weigering for deel in delen for weigering in deel.weigeringen]
    if not alle:
        return ""
    cellen = sum(bool(weigering.velden) for weigering in alle)
    soorten = ((cellen, "cel", "cellen"), (len(alle) - cellen, "rij", "rijen"))
    wat = " en ".join(f"{getal(aantal)} {een if aantal == 1 else meer}" for aantal, een, meer in soorten if aantal)
    is_, blijft, zoals = ("is", "blijft", "die nu is") if len(alle) == 1 else ("zijn", "blijven", "ze nu zijn")
    doors = {regel.door for regel in zinnen}
    if len(doors) == 1 and "" not in doors and {weigering.reden for weigering in alle} == {GEWIJZIGD}:
        return f"{wat} {is_} sindsdien gewijzigd {doors.pop()} en {blijft} staan."
    return f"{wat} {blijft} zoals {zoals}."


def getoond(zinnen: list[tuple[str, int, str]]) -> list[dict]:
    """(model label, key, sentence) as templates/wijzigingen/redenen.html draws them; one query a table."""
    uit, rijen = [], {}
    for label in dict.fromkeys(label for label, *_ in zinnen):
        rijen[label] = rijen_van(apps.get_model(label), {sleutel for naam, sleutel, _ in zinnen if naam == label})
    for label, sleutel, zin in zinnen:
        rij = rijen[label].get(sleutel)  # None when its history is thrown away too
        uit.append({"titel": str(rij or f"nummer {sleutel}"), "url": adres(rij) if rij else "", "zin": zin})
    return uit
