"""Where doubles may be found, at any number of rows: neighbours in an index (R102).

Comparing every record with every other one is out of reach. So records are put in the order of something that
doubles share, and each is compared with the next one there. One page reads one stretch of that index, VENSTER rows
and the rest of the last group, and says how far it got; it never reads the table.
"""

from dataclasses import dataclass

from django.db import connection

from relaties.dubbelen import LIJKT, LIJKT_STERK, MOGELIJK, Dubbel, Spoor, vergelijk_organisaties, vergelijk_personen
from relaties.models import Organisatie, Persoon

#: Rows of the index that one page reads, and pairs that it shows at most.
VENSTER, PAREN = 10_000, 100


@dataclass(frozen=True)
class Aanwijzing:
    """What doubles share.

    tabel    the table with the index; `rij` is its column with the key of the record
    sleutel  SQL of what the index starts with; '' tells nothing
    drempel  how alike the names of two neighbours must be, from 0 to 1
    gelijk   only neighbours with the same `sleutel`; else it is only an order
    """

    label: str
    sleutel: str
    drempel: float
    tabel: str = ""
    rij: str = "id"
    gelijk: bool = True


AANWIJZINGEN = {
    Organisatie: {
        "kvk": Aanwijzing("Zelfde KVK-nummer", "kvk_nummer", 0),
        "adres": Aanwijzing("Zelfde postcode", "bezoekadres_postcode", LIJKT),
        "naam": Aanwijzing("Bijna dezelfde naam", "sorteersleutel", LIJKT_STERK, gelijk=False),
    },
    Persoon: {
        "werk": Aanwijzing(
            "Zelfde zakelijk e-mailadres",
            """(lower(zakelijk_email) COLLATE "C")""",
            0,
            "relaties_persooninorganisatie",
            "persoon_id",
        ),
        "email": Aanwijzing("Zelfde e-mailadres privé", """(lower(email_prive) COLLATE "C")""", 0),
        "mobiel": Aanwijzing("Zelfde mobiele nummer", "mobiel_prive", LIJKT),
        "adres": Aanwijzing("Zelfde postcode", "priveadres_postcode", LIJKT),
    },
}

# The end of the stretch: the key of the row that is VENSTER further.
_GRENS = """
SELECT {sleutel}, id FROM {tabel} WHERE {sleutel} > {na} ORDER BY {sleutel} OFFSET %(venster)s LIMIT 1
"""
_PAREN = """
WITH stuk AS MATERIALIZED (
    SELECT {rij} AS rij, {sleutel} AS sleutel FROM {tabel} WHERE {sleutel} > {na} {tot}
), buren AS (
    SELECT rij, lead(rij) OVER w AS buur, sleutel, lead(sleutel) OVER w AS sleutel_buur,
        kernnaam, lead(kernnaam) OVER w AS kern_buur
    FROM stuk JOIN {records} AS record ON record.id = rij AND samengevoegd_met_id IS NULL
    WINDOW w AS (ORDER BY {volgorde}, rij)
)
SELECT DISTINCT least(rij, buur), greatest(rij, buur) FROM buren
WHERE rij <> buur AND similarity(kernnaam, kern_buur) >= %(drempel)s {gelijk}
ORDER BY 1, 2 LIMIT %(paren)s
"""


@dataclass
class Vondst:
    """One page: pairs (record, Dubbel); `volgende` is where the next page starts, None at the end of the index."""

    paren: list[tuple]
    volgende: int | None
    meer: bool


def zoek(model, op: Aanwijzing, na: int | None = None) -> Vondst:
    """Pairs of records that are probably one, along an Aanwijzing, after the row with key `na`. Four queries."""
    tabel = op.tabel or model._meta.db_table
    delen = {
        "tabel": tabel,
        "records": model._meta.db_table,
        "sleutel": op.sleutel,
        "rij": op.rij,
        "na": f"COALESCE((SELECT {op.sleutel} FROM {tabel} WHERE id = %(na)s), '')",
        "volgorde": "sleutel, kernnaam" if op.gelijk else "sleutel",
        "gelijk": "AND sleutel = sleutel_buur" if op.gelijk else "",
    }
    waarden = {"na": na, "venster": VENSTER, "drempel": op.drempel, "paren": PAREN + 1}
    with connection.cursor() as cursor:
        cursor.execute(_GRENS.format(**delen), waarden)
        grens = cursor.fetchone()
        tot = f"AND {op.sleutel} <= %(tot)s" if grens else ""
        cursor.execute(_PAREN.format(tot=tot, **delen), waarden | {"tot": grens and grens[0]})
        sleutels = cursor.fetchall()
    paren = _beoordeel(model, sleutels[:PAREN])
    return Vondst(paren, grens[1] if grens else None, len(sleutels) > PAREN)


def _beoordeel(model, sleutels) -> list[tuple]:
    """The pairs with their reasons; those that are only possible are left out. One query, for persons two."""
    rijen = model.objects.filter(pk__in={sleutel for paar in sleutels for sleutel in paar})
    rijen = {rij.pk: rij for rij in (rijen.prefetch_related("koppelingen") if model is Persoon else rijen)}
    uit = []
    for een, ander in ((rijen[een], rijen[ander]) for een, ander in sleutels if een in rijen and ander in rijen):
        gescoord = _vergelijk(een, ander)
        if gescoord and gescoord[1].zekerheid != MOGELIJK:
            uit.append((een, gescoord[1]))
    return uit


def _vergelijk(een, ander) -> tuple[float, Dubbel] | None:
    if isinstance(een, Organisatie):
        return vergelijk_organisaties(een, ander)
    sporen = [Spoor.van(rij, rij.koppelingen.all()) for rij in (een, ander)]
    return vergelijk_personen(een, sporen[0], ander, sporen[1])
