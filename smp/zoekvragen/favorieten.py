"""Favourites and the start list of a user: kept on his own row (`voorkeuren`), so that no page reads them anew.

A favourite stands there with its name: the list page shows it without a query. Who renames or takes away a Zoekvraag
brings the rows of all who have it up to date.
"""

from time import monotonic

from django.contrib.auth import get_user_model
from django.db import transaction

from smp.geduld import met_geduld
from smp.zoekvragen.models import Zoekvraag

#: What fits in the bar, and on the homepage.
MAX_FAVORIETEN = 12
#: A count on the homepage is a favour: none holds up the page for longer than this, nor all of them for more seconds.
GEDULD, SAMEN = "300ms", 1


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
    user.onthoud({"favorieten": rest + erbij})
    return True


def zet_startlijst(user, zoekvraag: Zoekvraag | None):
    user.onthoud({"startlijst": zoekvraag.pk if zoekvraag else None})


@transaction.atomic
def werk_bij(zoekvraag: Zoekvraag, weg: bool = False):
    """After a Zoekvraag was renamed or shared otherwise, or with `weg` before it goes: the favourites of all users."""
    zij = get_user_model().objects.filter(voorkeuren__favorieten__contains=[{"pk": zoekvraag.pk}])
    for user in zij.order_by("pk").select_for_update(no_key=True):
        nieuw = []
        for favoriet in favorieten(user):
            if favoriet["pk"] != zoekvraag.pk:
                nieuw.append(favoriet)
            elif not weg and Zoekvraag.objects.zichtbaar(user).filter(pk=zoekvraag.pk).exists():
                nieuw.append(favoriet | {"naam": zoekvraag.naam})
        user.onthoud({"favorieten": nieuw})


def tellingen(user) -> list[dict]:
    """The favourites with how many rows each finds now, for the homepage; '…' when that takes too long."""
    namen = favorieten(user)
    rijen = Zoekvraag.objects.zichtbaar(user).in_bulk([favoriet["pk"] for favoriet in namen]) if namen else {}
    gevonden, tot = [rijen[favoriet["pk"]] for favoriet in namen if favoriet["pk"] in rijen], monotonic() + SAMEN
    return [
        {
            "getal": _aantal(vraag) if monotonic() < tot else "…",
            "label": rij.naam,
            "tabel": rij.tabel,
            "url": rij.get_absolute_url(),
        }
        for rij in gevonden
        if (vraag := rij.vraag_van(user))
    ]


def _aantal(vraag) -> str:
    return met_geduld(vraag.rijen.db, GEDULD, lambda: vraag.aantal_tekst, "…")
