"""Many changed rows in one UPDATE: of only the columns that were changed, and one statement for the history."""

from collections.abc import Iterable

from django.db import connection, models


def gewijzigde_velden(rijen: Iterable[tuple[models.Model, dict]]) -> list[models.Field]:
    """The stored fields in which a record differs from `__dict__` as it was read, over all pairs (record, dict)."""
    rijen = list(rijen)
    return [
        veld
        for veld in rijen[0][0]._meta.local_concrete_fields
        if not veld.generated and any(getattr(obj, veld.attname) != was[veld.attname] for obj, was in rijen)
    ]


def werk_bij(objecten: list[models.Model], velden: list[models.Field]):
    """Write these fields of these records, which the caller has locked.

    A column that one of them did not change gets the value that its record was read with, over what was written there
    since: a caller that writes in between asks this once for the records that changed the same fields.
    """
    if not velden:
        return
    meta, naam = objecten[0]._meta, connection.ops.quote_name
    kolommen = [meta.pk, *velden]
    # Without a length: a cast to varchar(60) would cut in silence, an assignment refuses.
    soorten = [veld.rel_db_type(connection) if veld.primary_key else _soort(veld) for veld in kolommen]
    waarden = [[veld.get_db_prep_save(getattr(obj, veld.attname), connection) for obj in objecten] for veld in kolommen]
    zet = ", ".join(f"{naam(veld.column)} = nieuw.{naam(veld.column)}" for veld in velden)
    namen = ", ".join(naam(veld.column) for veld in kolommen)
    lijsten = ", ".join(f"%s::{soort}[]" for soort in soorten)
    tabel, pk = naam(meta.db_table), naam(meta.pk.column)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {tabel} SET {zet} FROM unnest({lijsten}) AS nieuw({namen}) WHERE {tabel}.{pk} = nieuw.{pk}",
            waarden,
        )


def _soort(veld: models.Field) -> str:
    return veld.db_type(connection).split("(")[0]
