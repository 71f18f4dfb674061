"""[Werkgever wijzigen]: the old job ends and the new one begins, on one page (R70–R72, domein 4.2)."""

from datetime import date

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from relaties import handelingen
from relaties.forms import PersoonInOrganisatieForm
from relaties.models import PersoonInOrganisatie
from smp.eenmalig import eenmalig
from smp.formulieren import Bewerkformulier, Samengesteld
from smp.kaarten.bewerking import fouten_van
from smp.kaarten.indeling import SectieObject, kale_helper
from smp.kaarten.kaart import Sectie
from smp.lijsten.gevolgen import Gevolgen, Wijziging
from smp.lijsten.views import LijstBasis
from smp.velden import getypte_velden

NIEUW = Sectie(
    "Nieuwe werkgever",
    {
        "organisatie": 12,
        "functie": 4,
        "afdeling": 4,
        "begindatum": 4,
        "zakelijk_email": 6,
        "telefoon": 3,
        "mobiel": 3,
        "categorie": 6,
        "subcategorie": 6,
    },
)


class OudeWerkgeverForm(Bewerkformulier):
    """When the old job ended; that it is no longer active is what this page is for."""

    class Meta:
        model = PersoonInOrganisatie
        fields = ["einddatum"]
        field_classes = getypte_velden(PersoonInOrganisatie)


class NieuweWerkgeverForm(PersoonInOrganisatieForm):
    """The new job. Nothing of the old one is in it but the person and, as a suggestion, the categories."""

    persoon = None

    class Meta(PersoonInOrganisatieForm.Meta):
        fields = list(NIEUW.velden)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for naam in ("categorie", "subcategorie"):
            self.fields[naam].huidig = None  # a new row: what cannot be chosen any more is no suggestion (B3)


class WerkgeverWijzigenView(LijstBasis):
    """GET and POST on one row of PersoonInOrganisatie; who adds the new job must be allowed to add one."""

    handeling = "change"
    http_method_names = ["get", "head", "post"]
    parameters = ["eenmalig", "oude-einddatum", *(f"nieuwe-{naam}" for naam in NIEUW.velden)]

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_perm(self.lijst.recht("add")):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request, pk):
        oude = self.rij(pk)
        if not oude.actief:
            return self.al_gestopt(oude)
        samen = self.formulieren(oude)
        samen["nieuwe"].fields["organisatie"].widget.attrs["autofocus"] = True
        return self.pagina(oude, samen)

    @eenmalig
    def post(self, request, pk):
        oude = self.rij(pk)
        if not oude.actief:
            return self.al_gestopt(oude)
        samen = self.formulieren(oude, request.POST)
        if samen.is_valid():
            with transaction.atomic():
                gevolgen = Gevolgen.van(request, [Wijziging(samen["nieuwe"].instance, {})])
                zin = samen.bewaar(lambda: self.schrijf(pk, samen, gevolgen))
            if zin:
                gevolgen.meld(zin)
                return HttpResponseRedirect(f"{oude.persoon.get_absolute_url()}#tab-zakelijk")
        return self.pagina(oude, samen, status=422)

    def schrijf(self, pk, samen: Samengesteld, gevolgen: Gevolgen) -> str:
        gevolgen.doe()
        einddatum = samen["oude"].cleaned_data["einddatum"]
        return handelingen.werkgever_wijzigen(self.rij(pk), samen["nieuwe"].instance, einddatum)

    def rij(self, pk) -> PersoonInOrganisatie:
        return get_object_or_404(self.lijst.rijen(self.request.user).select_related("persoon", "organisatie"), pk=pk)

    def al_gestopt(self, oude):
        messages.info(self.request, f"{oude.persoon} is al niet meer actief bij {oude.organisatie}.")
        return HttpResponseRedirect(oude.get_absolute_url())

    def formulieren(self, oude, post=None) -> Samengesteld:
        laatste = oude.einddatum or max(timezone.localdate(), oude.begindatum or date.min)
        nieuwe, bronnen = handelingen.nieuwe_werkgever(oude, laatste), {}
        return Samengesteld(
            oude=OudeWerkgeverForm(post, prefix="oude", instance=oude, initial={"einddatum": laatste}),
            nieuwe=NieuweWerkgeverForm(post, prefix="nieuwe", instance=nieuwe, bronnen=bronnen),
        )

    def pagina(self, oude, samen, status=200):
        waar = f"bij {oude.organisatie}" + (f" ({oude.functie})" if oude.functie else "")
        uitleg = f"{oude.persoon} {waar} gaat op niet actief. Wat bekend is, blijft bewaard."
        samen["oude"].helper = kale_helper(SectieObject(Sectie("Oude werkgever", {"einddatum": 4}, uitleg)))
        samen["nieuwe"].helper = kale_helper(SectieObject(NIEUW))
        context = {
            "titel": "Werkgever wijzigen",
            "lijst": self.lijst,
            "oude": oude,
            "delen": list(samen),
            "fouten": [fout for form in samen for fout in fouten_van(form)] if status != 200 else [],
            "terug_url": oude.get_absolute_url(),
        }
        return render(self.request, "relaties/werkgever.html", context, status=status)


def werkgeverknop(obj, user) -> list[dict[str, str]]:
    """The button on the card of a job that is still going on."""
    recht = "relaties.{}_persooninorganisatie"
    if not obj.actief or not all(user.has_perm(recht.format(soort)) for soort in ("add", "change")):
        return []
    return [{"label": "Werkgever wijzigen", "url": reverse("werkgever_wijzigen", args=[obj.pk])}]
