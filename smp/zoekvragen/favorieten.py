"""Favourites and the start list of a user: kept on his own row (`voorkeuren`), so that no page reads them anew.

A favourite stands there with its name: the list page shows it without a query. Who renames or takes away a Zoekvraag
brings the rows of all who have it up to date.
"""

from django.contrib.auth import get_user_model
from django.db import OperationalError, connection, transaction
from psycopg.errors import QueryCanceled

from smp.zoekvragen.models import Zoekvraag

#: What fits in the bar, and on the homepage.
MAX_FAVORIETEN = 12
#: A count on the homepage is a favour: none holds up the page for longer than this.
GEDULD = "300ms"


def favorieten(user, lijst: str = "") -> list[dict]:
    """[{'pk', 'naam', 'lijst'}] in the order in which they were chosen; of one list, or all."""
    alle = user.voorkeuren.get("favorieten", [])
    return [favoriet for favoriet in alle if lijst in ("", favoriet["lijst"])]


def is_favoriet(user, pk: int) -> bool:
    return any(favoriet["pk"] == pk for favoriet in favorieten(user))


def startlijst(user) -> Zoekvraag | None:
    """Where a user lands after he has logged in; None is the homepage, also when he may not see it any more."""
    pk = user.voorkeuren.get("startlijst")
    return Zoekvraag.objects.zichtbaar(user).filter(pk=pk).first() if pk else None


def zet_favoriet(user, zoekvraag: Zoekvraag, aan: bool) -> bool:
    """Put it with the favourites or take it out; False when there is no room."""
    rest = [favoriet for favoriet in favorieten(user) if favoriet["pk"] != zoekvraag.pk]
    if aan and len(rest) >= MAX_FAVORIETEN:
        return False
    erbij = [{"pk": zoekvraag.pk, "naam": zoekvraag.naam, "lijst": zoekvraag.lijst}] if aan else []
    _bewaar(user, favorieten=rest + erbij)
    return True


def zet_startlijst(user, zoekvraag: Zoekvraag | None):
    _bewaar(user, startlijst=zoekvraag.pk if zoekvraag else None)


def werk_bij(zoekvraag: Zoekvraag, weg: bool = False):
    """After a Zoekvraag was renamed or shared otherwise, or with `weg` before it goes: the favourites of all users."""
    for user in get_user_model().objects.filter(voorkeuren__favorieten__contains=[{"pk": zoekvraag.pk}]):
        nieuw = []
        for favoriet in favorieten(user):
            if favoriet["pk"] != zoekvraag.pk:
                nieuw.append(favoriet)
            elif not weg and Zoekvraag.objects.zichtbaar(user).filter(pk=zoekvraag.pk).exists():
                nieuw.append(favoriet | {"naam": zoekvraag.naam})
        _bewaar(user, favorieten=nieuw)


def tellingen(user) -> list[dict]:
    """The favourites with how many rows each finds now, for the homepage; '…' when that takes too long."""
    namen = favorieten(user)
    rijen = Zoekvraag.objects.zichtbaar(user).in_bulk([favoriet["pk"] for favoriet in namen]) if namen else {}
    gevonden = [rijen[favoriet["pk"]] for favoriet in namen if favoriet["pk"] in rijen]
    return [
        {"getal": _aantal(vraag), "label": rij.naam, "tabel": rij.tabel, "url": rij.get_absolute_url()}
        for rij in gevonden
        if (vraag := rij.vraag_van(user))
    ]


def _aantal(vraag) -> str:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT set_config('statement_timeout', %s, true)", [GEDULD])
            tekst = vraag.aantal_tekst
            cursor.execute("SET LOCAL statement_timeout TO DEFAULT")  # we may be inside a longer transaction
            return tekst
    except OperationalError as fout:
        if not isinstance(fout.__cause__, QueryCanceled):
            raise
        return "…"


def _bewaar(user, **voorkeuren):
    user.voorkeuren = {**user.voorkeuren, **voorkeuren}
    user.save(update_fields=["voorkeuren"])
