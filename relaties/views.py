"""The homepage (R5, R100): what you do most, what is there, and where you were; and the quick search."""

from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from smp.lijsten.lijst import LIJSTEN
from smp.lijsten.treffers import herkend, letterlijk, suggesties
from smp.lijsten.voorwaarden import MAX_WAARDE, OOK, Groep, Voorwaarde, schrijf
from smp.lijsten.vraag import Vraag
from smp.lijsten.zoekvelden import is_mailadres
from smp.tekst import datum
from smp.werk import Taak, van_vandaag
from smp.zoekvragen import favorieten

#: How many recent records each column shows, and of which lists.
RECENT = 8
RECENTE = ("organisatie", "persoon")
#: The counts on the homepage: list, label, criteria.
TELLINGEN = [
    ("organisatie", "actieve organisaties", ""),
    ("organisatie", "klanten", "relatiestatus=klant"),
    ("organisatie", "prospects", "relatiestatus=prospect"),
    ("persoon", "actieve personen", ""),
    ("persooninorganisatie", "actieve personen in organisatie", ""),
]


def home(request):
    """GET: actions, counts that lead to their list, and recent records."""
    mag = request.user.has_perm
    knoppen = []
    if mag("relaties.add_organisatie"):
        # The manual: this button leads to the organisatie-tabel (A2).
        knoppen.append({"label": "Organisatie toevoegen", "url": reverse("organisatie_lijst") + "?toevoegen=1"})
    if mag("relaties.add_persoon"):
        knoppen.append({"label": "Persoon toevoegen", "url": reverse("persoon_lijst") + "?toevoegen=1"})
        if settings.SMP_ZAKELIJKE_RELATIE:
            knoppen.append({"label": "Zakelijke relatie toevoegen", "url": reverse("zakelijke_relatie")})
    context = {
        "knoppen": knoppen,
        "tellingen": [telling(*regel, request.user) for regel in TELLINGEN if mag(LIJSTEN[regel[0]].recht("view"))],
        "favorieten": favorieten.tellingen(request.user),
        "taken": [taakregel(taak) for taak in van_vandaag(request.user)[:RECENT]],
        "recent": laatste(request.user, gewijzigd_door=request.user),
        "recent_gewijzigd": laatste(request.user),
    }
    return render(request, "home.html", context)


def telling(naam: str, label: str, criteria: str, user) -> dict:
    """A count that a user can click: the same Vraag as the list, exact up to TELGRENS."""
    vraag = Vraag.van_tekst(LIJSTEN[naam], user, criteria)
    adres = reverse(f"{naam}_lijst")
    return {"getal": vraag.aantal_tekst, "label": label, "url": f"{adres}?{criteria}" if criteria else adres}


def laatste(user, **criteria) -> list[dict]:
    """The records of every kind in RECENTE that were changed last; one query a kind."""
    rijen = []
    for naam in RECENTE:
        lijst = LIJSTEN[naam]
        if user.has_perm(lijst.recht("view")):
            rijen += lijst.model.objects.filter(**criteria).order_by("-gewijzigd_op", "-pk")[:RECENT]
    rijen.sort(key=lambda rij: rij.gewijzigd_op, reverse=True)
    return [regel(rij) for rij in rijen[:RECENT]]


def regel(obj) -> dict:
    """One recent record."""
    return _regel(str(obj), obj.get_absolute_url(), str(obj._meta.verbose_name), obj.gewijzigd_op)


def taakregel(taak: Taak) -> dict:
    """'Massawijziging: organisaties', and whether it is ready."""
    waarvan = f": {LIJSTEN[taak.lijst].meervoud}" if taak.lijst else ""
    stand = taak.get_stand_display().lower()
    return _regel(f"{taak.get_soort_display()}{waarvan}", taak.get_absolute_url(), stand, taak.gevraagd_op)


def _regel(titel: str, url: str, soort: str, wanneer) -> dict:
    return {"titel": titel, "url": url, "soort": soort, "wanneer": datum(wanneer)}


#: Where the quick search looks, in this order. A job is found by what somebody calls or writes with; by name it is his
#: person who is found.
ZOEKLIJSTEN = ("organisatie", "persoon", "segment")
OP_NUMMER = ("organisatie", "persoon", "persooninorganisatie")


def zoeken(request):
    """GET ?q=: the quick search over the whole SMP, ten hits of each kind; one hit opens at once.

    What is meant by a typing error is looked for only when nothing is found, and says so.
    """
    tekst = " ".join(request.GET.get("q", "").replace("\x00", "").split())[:200]
    namen = OP_NUMMER if herkend(LIJSTEN["persooninorganisatie"], tekst) else ZOEKLIJSTEN
    lijsten = [LIJSTEN[naam] for naam in namen if tekst and request.user.has_perm(LIJSTEN[naam].recht("view"))]
    groepen = [_zoekgroep(lijst, letterlijk(lijst, request.user, tekst), tekst) for lijst in lijsten]
    gevonden = [treffer for groep in groepen for treffer in groep["treffers"]]
    if len(gevonden) == 1:
        return HttpResponseRedirect(gevonden[0]["url"])
    if not gevonden:
        groepen = [_zoekgroep(lijst, suggesties(lijst, request.user, tekst), tekst) for lijst in lijsten]
    return render(request, "relaties/zoeken.html", {
        "q": tekst,
        "groepen": [groep for groep in groepen if groep["treffers"]],
        "letterlijk": bool(gevonden),
    })  # fmt: skip


def _zoekgroep(lijst, rijen, tekst: str) -> dict:
    """The hits of one kind, and where all of them are: by name, or by a field that takes the text for its value too."""
    velden, vraag = herkend(lijst, tekst), {lijst.vaste_kolom: tekst}
    if velden and len(tekst) <= MAX_WAARDE:
        delen = [Voorwaarde(veld, "begint", (tekst,)) for veld in velden]
        if not is_mailadres(tekst):
            delen.insert(0, Voorwaarde(lijst.vaste_kolom, "bevat", (tekst,)))
        vraag = {OOK: schrijf(Groep(False, tuple(delen)))}
    return {
        "lijst": lijst,
        "treffers": [
            {"titel": str(rij), "url": rij.get_absolute_url(), "omschrijving": lijst.omschrijving(rij)} for rij in rijen
        ],
        "alles": f"{reverse(f'{lijst.naam}_lijst')}?{urlencode(vraag)}",
    }
