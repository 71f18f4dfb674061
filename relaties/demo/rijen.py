"""Rows for COPY: a dict per row, with the defaults of its model and without what the database computes."""

from collections.abc import Iterable
from operator import itemgetter

from django.db import connection, models


class Tabel:
    """The columns of a model that COPY fills, and their defaults."""

    def __init__(self, model: type[models.Model]):
        # A generated column cannot be written; a column with a database default (the stamps) is left to it.
        velden = [v for v in model._meta.local_concrete_fields if not v.generated and not v.has_db_default()]
        self.model = model
        self.leeg = {veld.attname: veld.get_default() for veld in velden}
        self._waarden = itemgetter(*self.leeg)
        kolommen = ", ".join(connection.ops.quote_name(veld.column) for veld in velden)
        self._sql = f"COPY {connection.ops.quote_name(model._meta.db_table)} ({kolommen}) FROM STDIN"

    def rij(self, **waarden) -> dict:
        return self.leeg | waarden

    def kopieer(self, rijen: Iterable[dict]):
        """Stream rows to the server; triggers fire as for any INSERT, statement triggers once."""
        with connection.cursor() as cursor, cursor.copy(self._sql) as stroom:
            for rij in rijen:
                stroom.write_row(self._waarden(rij))
