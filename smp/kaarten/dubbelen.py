"""Likely doubles, before a record is stored (R56): a page that shows them with their reasons and asks.

A double is any object with `obj` (a stored row), `zekerheid` and `redenen`. 'Toch toevoegen' posts the signed keys of
what was shown, so that a double that appeared since is asked about again; the Wijzigingsset keeps those keys.
"""

from contextlib import nullcontext

import pghistory
from django.shortcuts import render

from smp.formulieren import lees_basis, onderteken
from smp.lijsten.lijst import LIJSTEN
from smp.lijsten.views import LijstBasis

#: Doubles of one kind that are shown while somebody types.
MAXIMAAL = 5


class DubbelenView(LijstBasis):
    """POST: a fragment with the stored rows that the record may be that somebody is typing; nothing is stored.

    A POST, because what is typed has no place in an address, nor in the log of addresses. The check that counts is
    the one on [Bewaren]; this one only tells sooner (static/js/dubbelen.js).
    """

    handeling = "add"
    http_method_names = ["post"]

    def post(self, request):
        form = self.kaart.form(request.POST)
        form.is_valid()  # brings numbers and addresses in their stored form
        return typend(request, {self.lijst.enkelvoud: self.kaart.dubbelen(form)})


def typend(request, dubbelen: dict[str, list], gebruik: bool = False):
    """The fragment for each kind: {'organisatie': [Dubbel]}; with `gebruik` each has a button [Gebruik deze]."""
    groepen = [
        {
            "soort": soort,
            "regels": regels(request.user, rij[:MAXIMAAL]),
            "gezien": onderteken([sleutel(dubbel) for dubbel in rij]),
        }
        for soort, rij in dubbelen.items()
    ]
    return render(request, "delen/typend.html", {"groepen": groepen, "gebruik": gebruik})


def om_te_vragen(dubbelen: list) -> list:
    """Those that stop a record until the user has said so: certain and probable ones (domein 4.5)."""
    return [dubbel for dubbel in dubbelen if dubbel.zekerheid != "mogelijk"]


def sleutel(dubbel) -> str:
    """'organisatie-12': what [Gebruik deze] posts and what the history keeps."""
    return f"{dubbel.obj._meta.model_name}-{dubbel.obj.pk}"


def gezien(request, veld: str = "toch") -> list[str]:
    """The signed keys in a field: 'toch' holds what the user saw when he pressed [Toch toevoegen]."""
    lijsten = [lees_basis(tekst) for tekst in request.POST.getlist(veld)]
    return [tekst for lijst in lijsten if isinstance(lijst, list) for tekst in lijst if isinstance(tekst, str)]


def vraag(request, dubbelen) -> dict | None:
    """What to ask before storing, as templates/delen/dubbelvraag.html draws it; None when there is nothing to ask.

    A certain double (same KVK-nummer) may only be added by who may also remove it: CRM Super (domein 4.5).
    """
    bekend = gezien(request)
    if all(sleutel(dubbel) in bekend for dubbel in dubbelen):
        return None
    mag = all(
        dubbel.zekerheid != "zeker" or request.user.has_perm(_lijst(dubbel.obj).recht("delete")) for dubbel in dubbelen
    )
    getoond = regels(request.user, dubbelen)
    # What was seen while typing is not on the page that asks; it must not be asked about after that.
    toch = onderteken([sleutel(dubbel) for dubbel in dubbelen] + gezien(request, "gezien")) if mag else ""
    return {"regels": getoond, "toch": toch} if getoond else None


def bewust(request):
    """The context in which to store: 'toch toegevoegd' goes into the Wijzigingsset."""
    bekend = gezien(request)
    return pghistory.context(toch_toegevoegd=bekend) if bekend else nullcontext()


def toch(user, sleutels: list[str]) -> list:
    """The rows that were known when something was added all the same, as history keeps them; what this user may see."""
    delen = [sleutel.rpartition("-") for sleutel in sleutels]
    soorten = {soort: [pk for s, _, pk in delen if s == soort] for soort, _, _ in delen if soort in LIJSTEN}
    return [
        rij
        for soort, pks in soorten.items()
        if user.has_perm(LIJSTEN[soort].recht("view"))
        for rij in LIJSTEN[soort].rijen(user).filter(pk__in=pks)
    ]


def regels(user, dubbelen) -> list[dict]:
    """The doubles that this user may see, as templates/delen/dubbelen.html draws them; one query a table."""
    rijen = {}
    for lijst in {_lijst(dubbel.obj) for dubbel in dubbelen}:
        if user.has_perm(lijst.recht("view")):
            sleutels = [dubbel.obj.pk for dubbel in dubbelen if _lijst(dubbel.obj) is lijst]
            rijen |= {(lijst.naam, rij.pk): rij for rij in lijst.rijen(user).filter(pk__in=sleutels)}
    uit = []
    for dubbel in dubbelen:
        lijst = _lijst(dubbel.obj)
        rij = rijen.get((lijst.naam, dubbel.obj.pk))
        if rij is not None:
            uit.append(
                {
                    "sleutel": sleutel(dubbel),
                    "pk": rij.pk,
                    "naam": str(rij),
                    "url": rij.get_absolute_url(),
                    "soort": lijst.enkelvoud,
                    "omschrijving": lijst.omschrijving(rij),
                    "redenen": dubbel.redenen,
                    "zekerheid": dubbel.zekerheid,
                }
            )
    return uit


def _lijst(obj):
    return LIJSTEN[obj._meta.model_name]
