"""What taking back a set would do, table by table: at most three queries a table, whatever the number of rows.

A cell is taken back when it still holds the value that the set wrote; fields that belong together (`eenheden` of the
form) are taken back together or not at all. An added row goes when nobody changed it since and nothing refers to it.
"""

from dataclasses import dataclass, field

from django.db import connection, models
from django.utils.text import capfirst

from smp.historie.models import GEVOLGD, eventmodel, gevolgde_velden
from smp.historie.verschil import greep
from smp.lijsten.lijst import LIJSTEN

#: Rows of one table that a set may have to be taken back while somebody waits; above it by the worker.
DIRECT = 5_000
#: Why something stays as it is; the sentences stand in smp/wijzigingen/redenen.py.
GEWIJZIGD, VERWIJDERD, ONBEKEND, DOEL_WEG = "gewijzigd", "verwijderd", "onbekend", "doel weg"
OP_SLOT = "op slot"
#: State of a group of fields in a row, as the query numbers them.
NIETS, TERUG, BOTST, WEG = range(4)


@dataclass
class Weigering:
    """A row, or some fields of it, that stays as it is. `laatste`: the last history row of the set for this row."""

    sleutel: int
    reden: str
    laatste: int = 0
    velden: tuple[models.Field, ...] = ()


@dataclass
class Deel:
    """One table of the plan. The keys of the rows to restore, to insert again and to delete; and what stays."""

    model: type[models.Model]
    groepen: list[tuple[models.Field, ...]] = field(default_factory=list)
    terugzetten: list[int] = field(default_factory=list)
    terugplaatsen: list[int] = field(default_factory=list)
    weghalen: list[int] = field(default_factory=list)
    weigeringen: list[Weigering] = field(default_factory=list)
    velden: dict[int, tuple[models.Field, ...]] = field(default_factory=dict)  # of a row to restore: what comes back

    @property
    def aantal(self) -> int:
        return len(self.terugzetten) + len(self.terugplaatsen) + len(self.weghalen)

    def eerste(self, aantal: int) -> dict[int, tuple[models.Field, ...] | None]:
        """The key of the first rows that change, and of which fields; None: of all."""
        sleutels = [*self.terugzetten, *self.terugplaatsen, *self.weghalen]
        return {sleutel: self.velden.get(sleutel) for sleutel in sleutels[:aantal]}


def ouders_eerst() -> list[type[models.Model]]:
    """The tracked models, each after those that it points at: the order to lock and to insert in."""
    uit: list[type[models.Model]] = []

    def voeg_toe(model):
        if model not in uit:
            for veld in model._meta.fields:
                if veld.related_model in GEVOLGD and veld.related_model is not model:
                    voeg_toe(veld.related_model)
            uit.append(model)

    for model in GEVOLGD:
        voeg_toe(model)
    return uit


def maak(een, model, grens: int | None = None) -> Deel:
    """The plan for one table, or for the first `grens` rows of the set in it.

    Somebody who is going to carry it out has locked the rows (`terugdraaien.vergrendel`).
    """
    waarden = {"set": een.pk, "na": 0, "grens": grens}
    groepen = _groepen(model, waarden)
    deel = Deel(model, groepen)
    staten = "".join(f", {staat(groep)}" for groep in groepen)
    gelijk = " AND ".join(f"nu.{kolom(v)} IS NOT DISTINCT FROM e.{kolom(v)}" for v in gevolgde_velden(model))
    with connection.cursor() as cursor:
        cursor.execute(
            f"""{greep(model)}
            SELECT g.sleutel, g.laatste, b.pgh_label, e.pgh_label, v.pgh_id, nu.id IS NOT NULL, {gelijk},
                CASE WHEN b.pgh_label = 'insert' THEN {_gebruikt(model)} END {staten}
            {samen(model)} ORDER BY g.sleutel""",
            waarden,
        )
        for sleutel, laatste, begin, eind, vorige, *rest in cursor:
            _deel_in(deel, Weigering(sleutel, "", laatste), begin, eind, vorige, *rest)
    _laat_op_slot(deel)
    return deel


def _laat_op_slot(deel: Deel):
    """What a mass change may not touch, such as a person whose data may only be kept (AVG 18), stays as it is."""
    lijst, raakt = LIJSTEN.get(deel.model._meta.model_name), [*deel.terugzetten, *deel.weghalen]
    if lijst is None or not raakt:
        return
    rijen = deel.model._default_manager.filter(pk__in=raakt)
    op_slot = set(rijen.exclude(pk__in=lijst.selecteerbaar(rijen).values("pk")).values_list("pk", flat=True))
    deel.terugzetten = [sleutel for sleutel in deel.terugzetten if sleutel not in op_slot]
    deel.weghalen = [sleutel for sleutel in deel.weghalen if sleutel not in op_slot]
    deel.weigeringen += [Weigering(sleutel, OP_SLOT) for sleutel in sorted(op_slot)]


def _deel_in(deel, rij: Weigering, begin, eind, vorige, bestaat, gelijk, gebruikt, *staten):
    """Put one row where it belongs. What is back already is nowhere."""
    if eind == "delete":
        if begin == "update" and vorige is None:
            _weiger(deel, rij, ONBEKEND)
        elif begin != "insert" and not bestaat:
            deel.terugplaatsen.append(rij.sleutel)
    elif begin == "insert":
        if bestaat and (gebruikt or not gelijk):
            _weiger(deel, rij, gebruikt or GEWIJZIGD)
        elif bestaat:
            deel.weghalen.append(rij.sleutel)
    elif vorige is None or not bestaat:
        _weiger(deel, rij, VERWIJDERD if vorige else ONBEKEND)
    else:
        if TERUG in staten:
            deel.terugzetten.append(rij.sleutel)
            terug = [groep for groep, hoe in zip(deel.groepen, staten, strict=True) if hoe == TERUG]
            deel.velden[rij.sleutel] = tuple(veld for groep in terug for veld in groep)
        for groep, hoe in zip(deel.groepen, staten, strict=True):
            if hoe in (BOTST, WEG):
                _weiger(deel, rij, GEWIJZIGD if hoe == BOTST else DOEL_WEG, groep)


def _weiger(deel, rij, reden, velden=()):
    deel.weigeringen.append(Weigering(rij.sleutel, reden, rij.laatste, velden))


def _groepen(model, waarden) -> list[tuple[models.Field, ...]]:
    """The groups of fields of which the set changed one: a query that compares every column once."""
    velden = gevolgde_velden(model)
    anders = ", ".join(f"bool_or(v.{kolom(veld)} IS DISTINCT FROM e.{kolom(veld)})" for veld in velden)
    with connection.cursor() as cursor:
        waar = "WHERE v.pgh_id IS NOT NULL AND e.pgh_label <> 'delete'"
        cursor.execute(f"{greep(model)} SELECT {anders} {samen(model)} {waar}", waarden)
        gewijzigd = {veld.name for veld, is_anders in zip(velden, cursor.fetchone(), strict=True) if is_anders}
    lijst, per_naam = LIJSTEN.get(model._meta.model_name), {veld.name: veld for veld in velden}
    groepen = [tuple(naam for naam in groep if naam in per_naam) for groep in (lijst.form.eenheden if lijst else ())]
    samen_ = {naam for groep in groepen for naam in groep}
    groepen += [(veld.name,) for veld in velden if veld.name not in samen_]
    return [tuple(per_naam[naam] for naam in groep) for groep in groepen if gewijzigd & set(groep)]


# --- SQL for reading and writing: b the first and e the last history row of the set, v the one before, nu the row


def kolom(veld) -> str:
    return connection.ops.quote_name(veld.column)


def tabel(model) -> str:
    return connection.ops.quote_name(model._meta.db_table)


def samen(model) -> str:
    """FROM for a query on `greep`."""
    events = tabel(eventmodel(model))
    return f"""FROM greep g JOIN {events} b ON b.pgh_id = g.eerste JOIN {events} e ON e.pgh_id = g.laatste
        LEFT JOIN {events} v ON v.pgh_id = g.vorige AND v.pgh_label <> 'delete'
        LEFT JOIN {tabel(model)} nu ON nu.id = g.sleutel"""


def staat(groep) -> str:
    """SQL: NIETS (not changed, or back already), TERUG, BOTST or WEG for these fields."""
    anders = " OR ".join(f"v.{kolom(v)} IS DISTINCT FROM e.{kolom(v)}" for v in groep)
    al_terug = " AND ".join(f"nu.{kolom(v)} IS NOT DISTINCT FROM v.{kolom(v)}" for v in groep)
    nog = " AND ".join(f"nu.{kolom(v)} IS NOT DISTINCT FROM e.{kolom(v)}" for v in groep)
    weg = " OR ".join(_doel_weg(v) for v in groep if isinstance(v, models.ForeignKey)) or "false"
    return f"""CASE WHEN NOT ({anders}) OR ({al_terug}) THEN {NIETS} WHEN NOT ({nog}) THEN {BOTST}
        WHEN {weg} THEN {WEG} ELSE {TERUG} END"""


def _doel_weg(veld) -> str:
    """SQL: the record that the old value points at does not exist, and this set did not delete it either."""
    doel, naam = veld.related_model, kolom(veld)
    uit = f"v.{naam} IS NOT NULL AND NOT EXISTS (SELECT FROM {tabel(doel)} d WHERE d.id = v.{naam})"
    if doel in GEVOLGD:
        uit += f""" AND NOT EXISTS (SELECT FROM {tabel(eventmodel(doel))} d
            WHERE d.pgh_context_id = %(set)s AND d.pgh_obj_id = v.{naam} AND d.pgh_label = 'delete')"""
    return f"({uit})"


def verwijzingen(model) -> list[models.ForeignKey]:
    """The foreign keys that keep a row of this model from being deleted."""
    relaties = model._meta.get_fields(include_hidden=True)
    velden = [relatie.field for relatie in relaties if relatie.auto_created and not relatie.concrete]
    return [veld for veld in velden if isinstance(veld, models.ForeignKey) and veld.db_constraint]


def _gebruikt(model) -> str:
    """SQL: what refers to the row and does not go with it, in words; NULL when nothing does."""
    takken = []
    for veld in verwijzingen(model):
        ander, mee = veld.model, ""
        if ander in GEVOLGD:
            mee = f"""AND NOT EXISTS (SELECT FROM {tabel(eventmodel(ander))} d
                WHERE d.pgh_context_id = %(set)s AND d.pgh_obj_id = a.id AND d.pgh_label = 'insert')"""
        bestaat = f"EXISTS (SELECT FROM {tabel(ander)} a WHERE a.{kolom(veld)} = nu.id {mee})"
        takken.append(f"WHEN {bestaat} THEN '{gebruikt_door(veld)}'")
    return f"CASE {' '.join(takken)} END" if takken else "NULL"


def gebruikt_door(veld) -> str:
    """'Personen in organisatie verwijzen hiernaar.'"""
    return f"{capfirst(str(veld.model._meta.verbose_name_plural))} verwijzen hiernaar."
