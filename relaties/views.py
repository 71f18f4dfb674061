"""The homepage (R5, R100): what you do most, what is there, and where you were; and the quick search."""

from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localtime

from relaties.models import Organisatie
from smp.lijsten.lijst import LIJSTEN
from smp.lijsten.treffers import suggesties
from smp.lijsten.vraag import TELGRENS

#: How many recent records each column shows.
RECENT = 8


def home(request):
    """GET: actions, counts that lead to their list, and recent records. Four queries beside session and rights."""
    mag = request.user.has_perm
    knoppen = []
    if mag("relaties.add_organisatie"):
        # The manual: this button leads to the organisatie-tabel (A2).
        knoppen.append({"label": "Organisatie toevoegen", "url": reverse("organisatie_lijst") + "?toevoegen=1"})
    if mag("relaties.add_persoon"):
        knoppen.append({"label": "Persoon toevoegen", "url": reverse("persoon_lijst") + "?toevoegen=1"})
        if settings.SMP_ZAKELIJKE_RELATIE:
            knoppen.append({"label": "Zakelijke relatie toevoegen", "url": reverse("zakelijke_relatie")})
    tellingen, recent, eigen = [], [], []
    if mag("relaties.view_organisatie"):
        tellingen = [
            telling("organisatie", Organisatie.objects.filter(actief=True), "actieve organisaties"),
            telling(
                "organisatie",
                Organisatie.objects.filter(actief=True, relatiestatus="klant"),
                "klanten",
                "relatiestatus=klant",
            ),
            telling(
                "organisatie",
                Organisatie.objects.filter(actief=True, relatiestatus="prospect"),
                "prospects",
                "relatiestatus=prospect",
            ),
        ]
        laatste = Organisatie.objects.select_related("gewijzigd_door").order_by("-gewijzigd_op", "-pk")
        recent = [regel(org) for org in laatste[:RECENT]]
        eigen = [regel(org) for org in laatste.filter(gewijzigd_door=request.user)[:RECENT]]
    context = {"knoppen": knoppen, "tellingen": tellingen, "recent": eigen, "recent_gewijzigd": recent}
    return render(request, "home.html", context)


def telling(naam: str, rijen, label: str, criteria: str = "") -> dict:
    """A count that a user can click; exact up to TELGRENS, because nobody reads the rest of a million."""
    aantal = rijen.order_by()[: TELGRENS + 1].count()
    getal = f"{TELGRENS:,}+" if aantal > TELGRENS else f"{aantal:,}"
    adres = reverse(f"{LIJSTEN[naam].naam}_lijst")
    return {
        "getal": getal.replace(",", "."),
        "label": label,
        "url": f"{adres}?{criteria}" if criteria else adres,
    }


def regel(obj) -> dict:
    """One recent record."""
    moment = localtime(obj.gewijzigd_op)
    return {
        "titel": str(obj),
        "url": obj.get_absolute_url(),
        "soort": str(obj._meta.verbose_name),
        "wanneer": f"{moment.day}-{moment.month}-{moment.year} {moment:%H:%M}",
    }


#: Where the quick search looks, in this order.
ZOEKLIJSTEN = ("organisatie", "persoon")


def zoeken(request):
    """GET ?q=: the quick search over the whole SMP, ten hits of each kind; one hit opens at once."""
    tekst = " ".join(request.GET.get("q", "").replace("\x00", "").split())[:200]
    groepen = []
    for naam in ZOEKLIJSTEN:
        lijst = LIJSTEN[naam]
        if not tekst or not request.user.has_perm(lijst.recht("view")):
            continue
        rijen = suggesties(lijst, request.user, tekst)
        treffers = [
            {"titel": str(rij), "url": rij.get_absolute_url(), "omschrijving": lijst.omschrijving(rij)} for rij in rijen
        ]
        alles = f"{reverse(f'{naam}_lijst')}?{urlencode({lijst.vaste_kolom: tekst})}"
        groepen.append({"lijst": lijst, "treffers": treffers, "alles": alles})
    gevonden = [treffer for groep in groepen for treffer in groep["treffers"]]
    if len(gevonden) == 1:
        return HttpResponseRedirect(gevonden[0]["url"])
    return render(request, "relaties/zoeken.html", {"q": tekst, "groepen": groepen, "leeg": not gevonden})
