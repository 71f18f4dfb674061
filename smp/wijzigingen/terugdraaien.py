"""[Ongedaan maken] of a Wijzigingsset: set-based, in one transaction, and itself a Wijzigingsset.

What the database refuses is found by halves, so that one bad row among 10,000 costs some thirty statements.
"""

import json
from collections.abc import Callable

from django.db import IntegrityError, connection, models, transaction

from smp.formulieren import overtreding
from smp.historie.handeling import noem
from smp.historie.models import eventmodel, gevolgde_velden
from smp.historie.verschil import greep
from smp.wijzigingen import plan, redenen
from smp.wijzigingen.plan import Deel, Weigering, kolom, samen, tabel


def maak_ongedaan(een, in_set) -> int:
    """Take back what still can be, as the Wijzigingsset with key `in_set` that is open now; how many rows it was.

    Whatever the number of rows: one transaction, so that it is whole or not at all.
    """
    noem("Ongedaan gemaakt", een.naam[:200], ongedaan_van=str(een.pk))
    with transaction.atomic():
        delen = draai_terug(een)
        aantal = sum(deel.aantal for deel in delen)
        if aantal:
            _onthoud(delen, in_set)
    return aantal


def _onthoud(delen: list[Deel], in_set):
    """Keep with the new set what stayed as it was: no values, for those are data of persons."""
    zinnen = [[regel.model, regel.sleutel, regel.zin] for regel in redenen.regels(delen)]
    if zinnen:
        niet = {"niet_terug": {"aantal": sum(len(deel.weigeringen) for deel in delen), "rijen": zinnen}}
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE pghistory_context SET metadata = metadata || %s::jsonb WHERE id = %s",
                [json.dumps(niet), in_set],
            )


def draai_terug(een) -> list[Deel]:
    """What was planned, with what stayed in `weigeringen`. Parents come back first and go last."""
    modellen = plan.ouders_eerst()
    for model in modellen:
        vergrendel(een, model)
    delen = [plan.maak(een, model) for model in modellen]
    for deel in delen:
        _schrijf(deel, deel.terugplaatsen, lambda sleutels, model=deel.model: _plaats_terug(een, model, sleutels))
    for deel in delen:
        _schrijf(deel, deel.terugzetten, lambda sleutels, deel=deel: _zet_terug(een, deel, sleutels))
    for deel in reversed(delen):
        _haal_weg(deel)
    return delen


def vergrendel(een, model):
    """Lock the rows that the set changed, in the order of their key, as grid and acts do.

    Before them the record that their trigger writes to (`EERST_OP_SLOT`): who changes that locks it before them too.
    PostgreSQL asks `eerst` before it reads the first row, for no row has a part in that condition.
    """
    events, met, eerst = tabel(eventmodel(model)), "", ""
    rijen = f"SELECT pgh_obj_id FROM {events} WHERE pgh_context_id = %(set)s"
    if naam := getattr(model, "EERST_OP_SLOT", ""):
        veld = model._meta.get_field(naam)
        ooit = f"SELECT {kolom(veld)} FROM {events} WHERE pgh_obj_id IN ({rijen})"
        met = f"WITH eerst AS (SELECT FROM {tabel(veld.related_model)} WHERE id IN ({ooit}) ORDER BY id FOR UPDATE)"
        eerst = "AND (SELECT count(*) FROM eerst) >= 0"
    op_slot = f"SELECT FROM {tabel(model)} WHERE id IN ({rijen}) {eerst} ORDER BY id FOR UPDATE"
    with connection.cursor() as cursor:
        cursor.execute(f"{met} SELECT count(*) FROM ({op_slot}) rijen", {"set": een.pk})


def _schrijf(deel: Deel, sleutels: list[int], opdracht: Callable[[list[int]], None]):
    """Carry out for all these keys at once; those that the database refuses leave the list and become a Weigering."""
    geweigerd = _probeer(deel.model, list(sleutels), opdracht)
    deel.weigeringen += geweigerd
    weg = {weigering.sleutel for weigering in geweigerd}
    sleutels[:] = [sleutel for sleutel in sleutels if sleutel not in weg]


def _probeer(model, sleutels, opdracht) -> list[Weigering]:
    if not sleutels:
        return []
    try:
        with transaction.atomic():
            opdracht(sleutels)
            connection.check_constraints()  # the deferred ones too
    except IntegrityError as fout:
        if len(sleutels) == 1:
            return [Weigering(sleutels[0], overtreding(model, fout))]
        midden = len(sleutels) // 2
        return _probeer(model, sleutels[:midden], opdracht) + _probeer(model, sleutels[midden:], opdracht)
    return []


def _doe(sql: str, een, sleutels: list[int]):
    with connection.cursor() as cursor:
        cursor.execute(sql, {"set": een.pk, "na": 0, "grens": None, "sleutels": sleutels})


def _zet_terug(een, deel: Deel, sleutels: list[int]):
    """One UPDATE of only the columns that the set changed."""
    zet = ", ".join(
        f"{kolom(veld)} = CASE {plan.staat(groep)} WHEN {plan.TERUG} THEN v.{kolom(veld)} ELSE doel.{kolom(veld)} END"
        for groep in deel.groepen
        for veld in groep
    )
    sql = f"{greep(deel.model, alleen=True)} UPDATE {tabel(deel.model)} doel SET {zet} {samen(deel.model)}"
    _doe(f"{sql} WHERE doel.id = g.sleutel AND v.pgh_id IS NOT NULL", een, sleutels)


def _plaats_terug(een, model, sleutels: list[int]):
    """One INSERT with the keys that the rows had; rows that others of the same table point at come first."""
    namen = [kolom(veld) for veld in gevolgde_velden(model)]
    zelf = [f"o.{kolom(v)} IS NOT NULL" for v in model._meta.fields if v.related_model is model]
    events = tabel(eventmodel(model))
    _doe(
        f"""{greep(model, alleen=True)}
        INSERT INTO {tabel(model)} (id, {", ".join(namen)})
        SELECT g.sleutel, {", ".join(f"o.{naam}" for naam in namen)} {samen(model)}
        JOIN {events} o ON o.pgh_id = COALESCE(v.pgh_id, b.pgh_id)
        ORDER BY {", ".join([*zelf, "g.sleutel"])}""",
        een,
        sleutels,
    )


def _haal_weg(deel: Deel):
    """Delete what nothing points at, and again: a row may be free when the one that pointed at it is gone."""
    vrij = "".join(
        f" AND NOT EXISTS (SELECT FROM {tabel(veld.model)} a WHERE a.{kolom(veld)} = rij.id)"
        for veld in plan.verwijzingen(deel.model)
    )
    over = set(deel.weghalen)
    while over:
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {tabel(deel.model)} rij WHERE id = ANY(%s){vrij} RETURNING id", [sorted(over)])
            weg = {sleutel for (sleutel,) in cursor.fetchall()}
        if not weg:
            break
        over -= weg
    for veld in plan.verwijzingen(deel.model) if over else ():
        for sleutel in over & set(_gebruikten(veld, over)):
            deel.weigeringen.append(Weigering(sleutel, plan.gebruikt_door(veld)))
            over.discard(sleutel)
            deel.weghalen.remove(sleutel)


def _gebruikten(veld: models.ForeignKey, sleutels):
    return veld.model._base_manager.filter(**{f"{veld.attname}__in": sleutels}).values_list(veld.attname, flat=True)
