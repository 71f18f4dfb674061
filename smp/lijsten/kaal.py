"""The rows of a list page without models: making 50 rows with their related records costs more than the query."""

from functools import partial

from django.db.models.query import ValuesIterable


class KaleRij:
    """What a table shows of a row, under the names of the model; a foreign key is the text of its record."""

    def __init__(self, waarden: dict):
        self.__dict__ = waarden


def kale_rijen(lijst, kolommen, rijen):
    """`rijen` as KaleRijen with what these columns need; as they are when the columns do not tell what they read."""
    velden = lijst.leesvelden(kolommen)
    if not velden:
        return rijen
    verwezen = [lijst.modelveld(kolom) for kolom in kolommen if lijst.modelveld(kolom).is_relation]
    kaal = rijen.select_related(None).values(*velden)
    kaal._iterable_class = partial(_Lezer, verwezen)
    return kaal


class _Lezer(ValuesIterable):
    """The text of a related record comes from its model (`__str__`), once for every record on the page."""

    def __init__(self, verwezen: list, *args, **opties):
        super().__init__(*args, **opties)
        self.verwezen = verwezen

    def __iter__(self):
        bekend = {}
        for waarden in super().__iter__():
            for veld in self.verwezen:
                sleutel = waarden[veld.attname]
                if (veld, sleutel) not in bekend:
                    bekend[veld, sleutel] = self._tekst(veld, waarden) if sleutel is not None else None
                waarden[veld.name] = bekend[veld, sleutel]
            yield KaleRij(waarden)

    @staticmethod
    def _tekst(veld, waarden) -> str:
        model = veld.related_model
        return str(model(**{deel: waarden[f"{veld.name}__{deel}"] for deel in model.NAAM_UIT}))
