"""The pages of the acts of privacy: each asks, and does it on POST. One person, one act, one address."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.forms import Form
from django.http import HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from relaties.models import Persoon, Toestemming
from relaties.privacy import handelingen
from relaties.privacy.forms import AfmeldForm, AnonimiseerForm, BeperkForm, ToestemmingForm
from relaties.privacy.inzage import als_json, inzage
from relaties.privacy.kaart import adressen_van
from smp.eenmalig import eenmalig
from smp.historie.models import Wijzigingsset
from smp.kaarten.indeling import SectieObject, kale_helper
from smp.kaarten.kaart import Sectie
from smp.kaarten.views import fouten_van
from smp.lijsten.views import LijstBasis


class PrivacyBasis(LijstBasis):
    """A page about one person with one form; who may delete a person may do what touches all his data (A4).

    A page has `doe(persoon, form)`: carry out the act, and return its sentence or raise ValidationError.
    """

    handeling = "delete"
    http_method_names = ["get", "head", "post"]
    titel = ""
    bewaar_label = ""
    velden: dict[str, int] = {}
    uitleg = ""

    def get(self, request, pk):
        persoon = self.persoon(pk)
        return self.pagina(persoon, self.form(persoon))

    def persoon(self, pk) -> Persoon:
        return get_object_or_404(self.lijst.rijen(self.request.user), pk=pk)

    def form(self, persoon, data=None):
        """The form of this page."""
        return Form(data)

    @eenmalig
    def post(self, request, pk):
        persoon = self.persoon(pk)
        form = self.form(persoon, request.POST)
        if form.is_valid():
            try:
                zin = self.doe(persoon, form)
            except ValidationError as fout:
                form.add_error(None, fout)
            else:
                messages.success(request, zin)
                return HttpResponseRedirect(f"{persoon.get_absolute_url()}#tab-privacy")
        return self.pagina(persoon, form, status=422)

    def pagina(self, persoon, form, status=200, **meer):
        form.helper = kale_helper(SectieObject(Sectie(self.titel, self.velden, self.uitleg)))
        context = {
            "titel": f"{persoon}: {self.titel[:1].lower()}{self.titel[1:]}",
            "persoon": persoon,
            "lijst": self.lijst,
            "form": form,
            "fouten": fouten(form) if status != 200 else [],
            "bewaar_label": self.bewaar_label,
            "terug_url": f"{persoon.get_absolute_url()}#tab-privacy",
            **meer,
        }
        return render(self.request, "relaties/privacy/handeling.html", context, status=status)


class InzageView(PrivacyBasis):
    """POST: a file with everything about the person, HTML or with `json` JSON; each time in the Wijzigingen."""

    titel = "Inzage-export"
    bewaar_label = "Downloaden om te lezen (HTML)"
    parameters = ["json"]
    uitleg = (
        "Je krijgt een bestand met alles wat het SMP van deze persoon weet, ook de geschiedenis. "
        "Controleer eerst of je het aan de juiste persoon geeft. Het SMP onthoudt dat je dit hebt gedaan."
    )

    def pagina(self, persoon, form, status=200):
        knop = {"naam": "json", "label": "Downloaden voor een ander programma (JSON)"}
        return super().pagina(persoon, form, status, tweede_knop=knop)

    def post(self, request, pk):
        persoon = self.persoon(pk)
        gegevens = inzage(persoon)
        Wijzigingsset.objects.create(
            id=request.wijzigingsset,
            metadata={"user": request.user.pk, "url": request.path, "handeling": "Inzage-export gemaakt"},
        )
        if "json" in request.POST:
            antwoord = JsonResponse(als_json(gegevens), DjangoJSONEncoder, json_dumps_params={"indent": 2})
        else:
            antwoord = render(request, "relaties/privacy/inzage.html", gegevens)
        soort = "json" if "json" in request.POST else "html"
        antwoord["Content-Disposition"] = f'attachment; filename="inzage-{pk}-{timezone.localdate()}.{soort}"'
        return antwoord


class AnonimiserenView(PrivacyBasis):
    titel = "Anonimiseren"
    bewaar_label = "Anonimiseren"
    velden = {"reden": 6, "tegenhouder": 6, "woord": 6}
    parameters = ["eenmalig", *velden]
    uitleg = (
        "De naam, adressen, notities en toestemmingen worden gewist, ook in de geschiedenis. "
        "Bij de organisaties blijft alleen de functie staan. Dit kun je niet terugdraaien."
    )

    def form(self, persoon, data=None):
        return AnonimiseerForm(data)

    def pagina(self, persoon, form, status=200):
        liever = "" if persoon.slot else reverse("persoon_beperken", args=[persoon.pk])
        return super().pagina(persoon, form, status, liever=liever)

    def doe(self, persoon, form):
        return handelingen.anonimiseer(persoon, form.cleaned_data["reden"])


class BeperkenView(PrivacyBasis):
    titel = "Verwerking beperken"
    bewaar_label = "Verwerking beperken"
    velden = {"reden": 6, "toelichting": 6}
    parameters = ["eenmalig", *velden]
    uitleg = (
        "De gegevens blijven bewaard. Niemand kan ze wijzigen, en deze persoon staat niet meer in selecties, "
        "exports en mailings, tot je de beperking opheft."
    )

    def form(self, persoon, data=None):
        return BeperkForm(data)

    def doe(self, persoon, form):
        return handelingen.beperk(persoon, **form.cleaned_data)


class BeperkingOpheffenView(PrivacyBasis):
    titel = "Beperking opheffen"
    bewaar_label = "Beperking opheffen"
    parameters = ["eenmalig"]
    uitleg = "Je kunt de gegevens daarna weer wijzigen, en deze persoon staat weer in selecties. Laat het hem weten."

    def doe(self, persoon, form):
        return handelingen.hef_beperking_op(persoon)


class ToestemmingView(PrivacyBasis):
    handeling = "change"
    titel = "Toestemming vastleggen"
    bewaar_label = "Bewaren"
    velden = {
        "status": 6, "onderwerp": 6, "kanaal": 4, "adres": 8, "datum": 4, "geldig_tot": 4, "bron": 4, "bewijs": 12,
    }  # fmt: skip
    parameters = ["eenmalig", *velden]
    uitleg = "Wat hier staat, wordt nooit overschreven. Verandert iemand van mening? Leg dat dan opnieuw vast."

    def form(self, persoon, data=None):
        nieuw = Toestemming(persoon=persoon, datum=timezone.localdate())
        return ToestemmingForm(data, instance=nieuw, adressen=adressen_van(persoon))

    def doe(self, persoon, form):
        if persoon.geanonimiseerd_op:
            raise ValidationError(persoon.slot)
        form.save()
        return "De toestemming is bewaard."


class AfmeldenView(PrivacyBasis):
    handeling = "change"
    titel = "Afmelden voor alle marketing"
    bewaar_label = "Afmelden voor alle marketing"
    velden = {"bron": 6}
    parameters = ["eenmalig", *velden]
    uitleg = "Deze persoon krijgt geen reclame meer: niet per e-mail, sms, telefoon of post. Dit geldt meteen."

    def form(self, persoon, data=None):
        return AfmeldForm(data)

    def doe(self, persoon, form):
        return handelingen.meld_af(persoon, form.cleaned_data["bron"])


def fouten(form) -> list[dict]:
    """The summary above the form; a message about the whole is about the person."""
    if hasattr(form, "instance"):
        return fouten_van(form)
    return [
        {
            "naam": naam,
            "veld_id": form[naam].id_for_label if naam in form.fields else "inhoud",
            "label": form[naam].label if naam in form.fields else "Persoon",
            "melding": melding,
        }
        for naam, meldingen in form.errors.items()
        for melding in meldingen
    ]
