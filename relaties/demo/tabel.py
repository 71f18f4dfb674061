"""COPY for a model: from dicts to rows, without what the database computes."""

from collections.abc import Iterable
from operator import itemgetter
from typing import Any

from django.db import connection, models

from smp.historie.models import AFGELEID


class Tabel:
    """The columns of a model that COPY fills, and their defaults."""

    def __init__(self, model: type[models.Model]):
        # A generated column cannot be written; what the database stamps is left to it.
        velden = [v for v in model._meta.local_concrete_fields if not v.generated and v.name not in AFGELEID]
        naam = connection.ops.quote_name
        self.model = model
        self._leeg = {veld.attname: veld.get_default() for veld in velden}
        self._waarden = itemgetter(*self._leeg)
        kolommen = ", ".join(naam(veld.column) for veld in velden)
        self._sql = f"COPY {naam(model._meta.db_table)} ({kolommen}) FROM STDIN"

    def kopieer(self, rijen: Iterable[dict[str, Any]]):
        """Stream rows to the server. What a row does not name gets its default; other keys are not columns.

        Row triggers fire as for any INSERT, statement triggers once.
        """
        with connection.cursor() as cursor, cursor.copy(self._sql) as stroom:
            for rij in rijen:
                stroom.write_row(self._waarden(self._leeg | rij))
