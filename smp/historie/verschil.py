"""What one Wijzigingsset changed, row by row and cell by cell: the value before it, and the one after."""

from dataclasses import dataclass, field

from django.db import connection
from django.utils.text import capfirst

from smp.historie.models import eventmodel, gevolgde_velden
from smp.historie.waarden import adres, namen_van, rijen_van, tekst

#: Rows on a page.
LENGTE = 100
TOEGEVOEGD, GEWIJZIGD, VERWIJDERD = "toegevoegd", "gewijzigd", "verwijderd"
#: What becomes of a row when that is taken back.
TERUG = {TOEGEVOEGD: "verdwijnt", GEWIJZIGD: GEWIJZIGD, VERWIJDERD: "komt terug"}


@dataclass
class Rij:
    """One changed row. `url` is '' when it does not exist any more; `cellen` holds (label, old, new) as texts."""

    titel: str
    url: str
    soort: str
    cellen: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def erbij(self) -> bool:
        return self.soort in (TOEGEVOEGD, TERUG[VERWIJDERD])

    def terug(self) -> "Rij":
        """The same row when it is taken back: from what is there now to what it was."""
        cellen = [(label, werd, was) for label, was, werd in self.cellen]
        return Rij(self.titel, self.url, TERUG[self.soort], cellen)


def greep(model, alleen=False) -> str:
    """CTE `greep`: the key of each row that the set changed, its first and last history row in it, and the one before.

    Parameters: `set`, `na` (keys above it), `grens` (how many, None for all) and with `alleen` also `sleutels` (those
    only). Reads the index <model>_hist_set in order, and one entry of <model>_hist_rij a row.
    """
    tabel = connection.ops.quote_name(eventmodel(model)._meta.db_table)
    ook = "AND pgh_obj_id = ANY(%(sleutels)s)" if alleen else ""
    return f"""
        WITH greep AS MATERIALIZED (
            SELECT g.*, (SELECT max(v.pgh_id) FROM {tabel} v
                         WHERE v.pgh_obj_id = g.sleutel AND v.pgh_id < g.eerste) AS vorige
            FROM (SELECT pgh_obj_id AS sleutel, min(pgh_id) AS eerste, max(pgh_id) AS laatste FROM {tabel}
                  WHERE pgh_context_id = %(set)s AND pgh_obj_id > %(na)s {ook}
                  GROUP BY pgh_obj_id ORDER BY pgh_obj_id LIMIT %(grens)s) g
        )"""


def rijen(model, set_pk, na: int = 0, alleen=None) -> tuple[list[Rij], int]:
    """The rows of a page by their key, and the key to go on from (0: this is the end).

    `alleen`: only these rows, and of them only these fields (key -> fields, None for all).

    Costs three queries, one for each table that a changed foreign key points at, and some for names of deleted rows.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            f"{greep(model, alleen is not None)} SELECT sleutel, eerste, laatste, vorige FROM greep ORDER BY sleutel",
            {"set": set_pk, "na": na, "grens": LENGTE + 1, "sleutels": list(alleen or ())},
        )
        gevonden = cursor.fetchall()
    pagina = gevonden[:LENGTE]
    events = eventmodel(model).objects.in_bulk({pk for _, *ids in pagina for pk in ids if pk})
    stappen = [(sleutel, *(events.get(pk) for pk in ids)) for sleutel, *ids in pagina]
    return _rijen(model, stappen, alleen or {}), pagina[-1][0] if len(gevonden) > LENGTE else 0


def _rijen(model, stappen, alleen) -> list[Rij]:
    velden = gevolgde_velden(model)
    namen = namen_van(velden, [event for _, *events in stappen for event in events if event])
    nu = rijen_van(model, [sleutel for sleutel, *_ in stappen])
    uit = []
    for sleutel, eerste, laatste, vorige in stappen:
        oud, nieuw = oud_en_nieuw(eerste, laatste, vorige)
        onbekend = oud is None and eerste.pgh_label == "update"  # history does not reach that far
        soort = VERWIJDERD if not nieuw else GEWIJZIGD if oud or onbekend else TOEGEVOEGD
        rij = Rij(str(nu[sleutel]), adres(nu[sleutel]), soort)
        for veld in (alleen.get(sleutel) or velden) if not onbekend else ():
            was, werd = (tekst(event, veld, namen) if event else "" for event in (oud, nieuw))
            if was != werd and not (soort != GEWIJZIGD and _zegt_niets(veld, oud or nieuw)):
                rij.cellen.append((capfirst(str(veld.verbose_name)), was, werd))
        uit.append(rij)
    return uit


def oud_en_nieuw(eerste, laatste, vorige) -> tuple:
    """The history rows with the values before and after; None where the row did not exist (or was not followed)."""
    oud = vorige if vorige and vorige.pgh_label != "delete" else eerste if eerste.pgh_label == "delete" else None
    return oud, None if laatste.pgh_label == "delete" else laatste


def _zegt_niets(veld, event) -> bool:
    """Whether a new or deleted row has its default here."""
    return getattr(event, veld.attname) == veld.get_default()


def tel(set_pks, modellen, grens: int | None) -> dict:
    """(set, model) -> how many of its rows the set changed, counted up to `grens` + 1 (None: all); one query."""
    return {sleutel: aantal for sleutel, (aantal, _) in _geteld(set_pks, modellen, grens).items()}


def tel_en_noem(set_pks, modellen, grens: int) -> dict:
    """(set, model) -> (how many rows, the row itself when it is one): what tells two equal lines of a list apart.

    Costs what `tel` costs, and one query for each model with such a row.
    """
    geteld, per_model = _geteld(set_pks, modellen, grens), {}
    for (_, model), (aantal, eerste) in geteld.items():
        if aantal == 1:
            per_model.setdefault(model, set()).add(eerste)
    rijen_ = {model: rijen_van(model, sleutels) for model, sleutels in per_model.items()}
    return {
        (pk, model): (aantal, rijen_[model][eerste] if aantal == 1 else None)
        for (pk, model), (aantal, eerste) in geteld.items()
    }


def _geteld(set_pks, modellen, grens: int | None) -> dict:
    """(set, model) -> (how many rows, the lowest key of them)."""
    delen = []
    for nr, model in enumerate(modellen):
        tabel = connection.ops.quote_name(eventmodel(model)._meta.db_table)
        delen.append(f"""
            SELECT s.id, {nr}, r.aantal, r.eerste FROM unnest(%(sets)s::uuid[]) s(id), LATERAL (
                SELECT count(*) AS aantal, min(pgh_obj_id) AS eerste FROM (
                    SELECT DISTINCT pgh_obj_id FROM {tabel}
                    WHERE pgh_context_id = s.id ORDER BY pgh_obj_id LIMIT %(grens)s) rijen) r""")
    if not delen:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(delen), {"sets": list(set_pks), "grens": grens and grens + 1})
        return {(pk, modellen[nr]): (aantal, eerste) for pk, nr, aantal, eerste in cursor.fetchall() if aantal}
