"""The rows of a list page without models: making 50 rows with their related records costs more than the query."""

from functools import partial

from django.db.models.query import ValuesIterable

from smp.keuzevelden import Namen
from smp.lijsten.zoekvelden import kleine_tabel


class KaleRij:
    """What a table shows of a row, under the names of the model; a foreign key is the text of its record."""

    def __init__(self, waarden: dict):
        self.__dict__ = waarden


def kale_rijen(vraag, rijen):
    """`rijen` as KaleRijen with what the columns need; as they are when the columns do not tell what they read."""
    velden = vraag.lijst.leesvelden(vraag.kolommen)
    if not velden:
        return rijen
    kaal = rijen.select_related(None).values(*velden)
    kaal._iterable_class = partial(_Lezer, vraag)
    return kaal


class _Lezer(ValuesIterable):
    """The text of a related record comes from its small table, which the search fields read too: no join."""

    def __init__(self, vraag, *args, **opties):
        super().__init__(*args, **opties)
        self.vraag = vraag

    def __iter__(self):
        velden = [self.vraag.lijst.modelveld(kolom) for kolom in self.vraag.kolommen]
        verwezen, bekend = [veld for veld in velden if veld.is_relation], {}
        for waarden in super().__iter__():
            for veld in verwezen:
                sleutel, model = waarden[veld.attname], veld.related_model
                if sleutel is not None and model not in bekend:
                    bekend[model] = Namen(model, kleine_tabel(self.vraag.filterset, model))
                waarden[veld.name] = None if sleutel is None else bekend[model][sleutel]
            yield KaleRij(waarden)
