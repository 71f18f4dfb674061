"""The page of 'Zakelijke relatie toevoegen', and the doubles that it shows while somebody types."""

from crispy_forms.layout import HTML
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html

from relaties.dubbelen import MOGELIJK, Dubbel
from relaties.kaarten import OrganisatieKaart, PersoonKaart, link_segmenten
from relaties.models import Persoon
from relaties.zakelijk.formulieren import BAAN, ORGANISATIE, PERSOON
from relaties.zakelijk.invoer import Invoer
from smp.eenmalig import eenmalig
from smp.kaarten import dubbelen
from smp.kaarten.bewerking import VERBETER, fouten_van, verbeterd, zet_cursor
from smp.kaarten.indeling import SectieObject, dubbelenvak, kale_helper
from smp.lijsten.gevolgen import Gevolgen
from smp.lijsten.views import LijstBasis

TITEL = "Zakelijke relatie toevoegen"
#: [Gegevens ophalen] lands where its answer is: here when there is something to choose, else at the organisation.
ANTWOORD = HTML('{% if baan.errors.organisatie %}<span class="visually-hidden" id="antwoord"></span>{% endif %}')
OPHALEN = HTML('{% include "relaties/ophalen.html" %}')
#: Buttons that answer the same page, with all that was typed.
ZELFDE_PAGINA = {"ophalen", "gebruik", "los", VERBETER}
VELDEN = [
    f"{deel}-{naam}"
    for deel, secties in (("persoon", PERSOON), ("baan", [BAAN]), ("organisatie", ORGANISATIE))
    for sectie in secties
    for naam in sectie.velden
]
#: What a double is known by, as it stands on this page.
TELT = [
    *(naam for naam in VELDEN if naam in {f"persoon-{veld}" for veld in PersoonKaart.telt}),
    *(naam for naam in VELDEN if naam in {f"organisatie-{veld}" for veld in OrganisatieKaart.telt}),
    *("baan-organisatie", "baan-zakelijk_email", "baan-mobiel", "bestaande_persoon"),
]
#: <deel> is persoon or organisatie, <veld> one of its fields with that prefix.
OVERIG = [
    "eenmalig",
    "bestaande_persoon",
    "gezien",
    "toch",
    "<deel>-basis",
    "<deel>-maak_leeg",
    "k-<veld>",
    "gevolg-<sleutel>",
]


class ZakelijkBasis(LijstBasis):
    """Who may add a person and a row of PersoonInOrganisatie; 404 for who has no subscription to the form (A7)."""

    handeling = "add"

    def dispatch(self, request, *args, **kwargs):
        if not settings.SMP_ZAKELIJKE_RELATIE:
            boodschap = "Dit formulier hoort niet bij je abonnement."
            return render(request, "404.html", {"boodschap": boodschap}, status=404)
        if not request.user.has_perm("relaties.add_persooninorganisatie"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class ZakelijkeRelatieView(ZakelijkBasis):
    """GET: the empty page. POST: [Versturen] stores; the other buttons answer the same page (R44–R56)."""

    http_method_names = ["get", "head", "post"]
    parameters = [*VELDEN, *OVERIG, *sorted(ZELFDE_PAGINA)]

    def get(self, request):
        invoer = Invoer(request.user)
        next(iter(invoer.persoon.form.fields.values())).widget.attrs["autofocus"] = True
        return self.pagina(invoer)

    def post(self, request):
        if ZELFDE_PAGINA.isdisjoint(request.POST):
            return self.verstuur(request)
        invoer = Invoer(request.user, verbeterd(request))
        zet_cursor(request, invoer.persoon.form)
        if request.htmx:
            return render(request, "relaties/organisatiedeel.html", self.context(invoer))
        return self.pagina(invoer)

    @eenmalig
    def verstuur(self, request):
        vragen = []
        with transaction.atomic():
            invoer = Invoer(request.user, request.POST, controleer=True, vergrendel=True)
            goed = invoer.is_valid()
            vraag = dubbelen.vraag(request, self.om_te_vragen(invoer))
            if goed and not vraag:
                gevolgen = Gevolgen.van(request, invoer.wijzigingen())
                vragen = gevolgen.vragen
                if not gevolgen.open:
                    with dubbelen.bewust(request):
                        zin = invoer.bewaar(gevolgen)
                    if zin:
                        return self.klaar(invoer, zin, gevolgen)
        conflict = any(deel.conflicten for deel in invoer.delen)
        # Who answers what his change brings about is not asked again about the doubles that he has seen.
        gezien = [(naam, w) for naam in ("toch", "gezien") for w in request.POST.getlist(naam)] if vragen else []
        return self.pagina(invoer, 409 if conflict else 422, dubbelvraag=vraag, vragen=vragen, gezien=gezien)

    def om_te_vragen(self, invoer) -> list[Dubbel]:
        """Certain and probable doubles, and a person of the same name unless he was shown while typing."""
        alle = invoer.dubbelen()
        gezien = dubbelen.gezien(self.request, "gezien") + dubbelen.gezien(self.request)
        personen = [dubbel for dubbel in alle if isinstance(dubbel.obj, Persoon)]
        return dubbelen.om_te_vragen(alle) + [
            dubbel for dubbel in personen if dubbel.zekerheid == MOGELIJK and dubbelen.sleutel(dubbel) not in gezien
        ]

    def klaar(self, invoer, zin: str, gevolgen: Gevolgen):
        nog_een = format_html('<a href="{}">Nog een zakelijke relatie toevoegen</a>', self.request.path)
        gevolgen.meld(zin, nog_een)
        return HttpResponseRedirect(f"{invoer.persoon.obj.get_absolute_url()}#tab-zakelijk")

    def pagina(self, invoer, status=200, **meer):
        fout = fouten(invoer, meer.get("dubbelvraag")) if status != 200 else []
        context = self.context(invoer) | {"fouten": fout} | meer
        return render(self.request, "relaties/zakelijk.html", context, status=status)

    def context(self, invoer) -> dict:
        link_segmenten(invoer.baan, self.request.user, "categorie")
        link_segmenten(invoer.organisatie.form, self.request.user, "segment")
        invoer.persoon.form.helper = kale_helper(*[SectieObject(sectie) for sectie in PERSOON])
        baan = SectieObject(BAAN)
        baan.fields[:1] = [ANTWOORD, baan.fields[0], OPHALEN]
        invoer.baan.helper = kale_helper(baan)
        eerste, *andere = [SectieObject(sectie) for sectie in ORGANISATIE]
        invoer.organisatie.form.helper = kale_helper(eerste, dubbelenvak("organisatie"), *andere)
        return {
            "titel": TITEL,
            "lijst": self.lijst,
            "bewaar_label": "Versturen",
            "actie": self.request.path,  # [Gegevens ophalen] leaves #antwoord in the address
            "veel_knoppen": True,
            "typend": {"url": reverse("zakelijke_relatie_dubbelen"), "telt": " ".join(TELT)},
            "terug_url": self.adres("lijst"),
            "persoon": invoer.persoon,
            "baan": invoer.baan,
            "organisatie": invoer.organisatie,
        }


class TypendView(ZakelijkBasis):
    """POST: a fragment with the stored rows that the typed person and organisation may be (R56)."""

    http_method_names = ["post"]
    parameters = TELT

    def post(self, request):
        invoer = Invoer(request.user, request.POST, controleer=True)
        invoer.samen.is_valid()  # brings numbers and addresses in their stored form
        gevonden = {"persoon": [], "organisatie": []}
        for dubbel in invoer.dubbelen():
            gevonden[dubbel.obj._meta.model_name].append(dubbel)
        return dubbelen.typend(request, gevonden, gebruik=True)


def fouten(invoer, dubbelvraag) -> list[dict]:
    """The summary above the page, in the order of the sections; with a conflict that would be overlooked below it."""
    samen, uit = invoer.samen, []
    for naam in ("persoon", "baan", "organisatie"):
        if naam in samen.formulieren:
            uit += fouten_van(samen[naam])
    for deel in invoer.delen:
        if deel.gewisseld:
            wie = f"van {deel.bekend}" if deel.gekozen else f"van een nieuwe {deel.naam}"
            uit.append(_over(deel, f"Hieronder staan nu de gegevens {wie}. Controleer ze."))
        if not deel.bevestigd:
            melding = f"Je maakt bekende gegevens leeg: {', '.join(deel.geleegde_labels)}. Bevestig dat."
            uit.append(_over(deel, melding, f"{deel.naam}-maak_leeg"))
    te_kiezen = [deel for deel in invoer.delen if deel.conflicten]
    if uit or dubbelvraag or len(te_kiezen) > 1:
        uit += [_over(deel, "Kies per veld wat je wilt bewaren.") for deel in te_kiezen]
    return uit


def _over(deel, melding: str, veld_id: str = "") -> dict:
    return {"naam": "", "veld_id": veld_id or f"deel-{deel.naam}", "label": deel.naam.capitalize(), "melding": melding}
