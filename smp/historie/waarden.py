"""A stored value as a person reads it: the label of a choice, the name of a foreign key, Ja or Nee, 1-9-2019."""

from django.contrib.auth import get_user_model
from django.db import models

from smp.historie.models import GEVOLGD, SYSTEEM, eventmodel, gevolgde_velden
from smp.tekst import datum


def tekst(rij, veld: models.Field, namen) -> str:
    """One field of a history row; '' when it is empty. `namen` is what `namen_van` gives.

    A model that stores a field in another form than people write it has the way back in `WEERGAVE`.
    """
    waarde = getattr(rij, veld.attname)
    if isinstance(veld, models.ForeignKey):
        return namen.get((veld.related_model, waarde), "") if waarde else ""
    if isinstance(veld, models.BooleanField):
        return "Ja" if waarde else "Nee"
    if waarde is None or waarde == "":
        return ""
    if toon := getattr(veld.model, "WEERGAVE", {}).get(veld.name):
        return toon(waarde)
    if isinstance(veld, models.DateField):
        return datum(waarde)
    return str(dict(veld.flatchoices).get(waarde, waarde))


def namen_van(velden, rijen) -> dict[tuple[type, int], str]:
    """(model, key) -> name of what foreign keys in these rows point at; one query for each table.

    Only of fields that are not the same everywhere: a value that nobody changed is not told.
    """
    per_model: dict[type[models.Model], set] = {}
    for veld in velden:
        if isinstance(veld, models.ForeignKey):
            waarden = {getattr(rij, veld.attname) for rij in rijen}
            if len(waarden) > 1 or len(rijen) == 1:
                per_model.setdefault(veld.related_model, set()).update(waarden - {None})
    uit = {}
    for model, sleutels in per_model.items():
        gevonden = rijen_van(model, sleutels)
        for sleutel in sleutels:
            uit[model, sleutel] = str(gevonden.get(sleutel, f"(verwijderd, nummer {sleutel})"))
    return uit


def rijen_van(model, sleutels) -> dict[int, models.Model]:
    """The rows with these keys, with what their names need; one that is deleted as it last was (see `adres`).

    Costs one query, and when one is deleted one more, and one for each foreign key that its name needs.
    """
    bij = GEVOLGD.get(model, ())
    uit = model._base_manager.select_related(*bij).in_bulk(sleutels) if sleutels else {}
    weg = set(sleutels) - set(uit)
    if not weg or model not in GEVOLGD:
        return uit
    events = eventmodel(model).objects.filter(pgh_obj_id__in=weg)
    velden, was = gevolgde_velden(model), {}
    for event in events.order_by("pgh_obj_id", "-pgh_id").distinct("pgh_obj_id"):
        was[event.pgh_obj_id] = model(
            pk=event.pgh_obj_id, **{veld.attname: getattr(event, veld.attname) for veld in velden}
        )
    for veld in [model._meta.get_field(naam) for naam in bij]:
        doelen = rijen_van(veld.related_model, {getattr(rij, veld.attname) for rij in was.values()})
        for rij in was.values():
            sleutel = getattr(rij, veld.attname)
            setattr(rij, veld.name, doelen.get(sleutel) or veld.related_model(pk=sleutel))
    return uit | was


def adres(rij: models.Model) -> str:
    """The address of its kaart; '' for a row of `rijen_van` that does not exist any more."""
    return "" if rij._state.adding else rij.get_absolute_url()


def gebruikers(sets) -> dict[int | None, str]:
    """Key -> name of who did these Wijzigingssets, `None` among them; one query."""
    sleutels = {een.metadata.get("user") for een in sets if een} - {None}
    namen = get_user_model().objects.in_bulk(sleutels) if sleutels else {}
    return {None: SYSTEEM} | {sleutel: str(namen.get(sleutel, SYSTEEM)) for sleutel in sleutels}


def wie(een, namen) -> str:
    """Who did a set, by key in `namen`; who is not there is the system, or an account that is gone."""
    return namen.get(een.metadata.get("user") if een else None, SYSTEEM)
