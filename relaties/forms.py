"""The forms of Relaties. One form a model serves form page, grid and admin: validation lives in one place."""

from django import forms
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import Q

from relaties.models import Organisatie
from segmenten.velden import Segmentveld, Subsegmentveld
from smp.formulieren import Bewerkformulier

#: Fields of an address group that go with a kind of address (static/js/afhankelijk.js); the others always show.
BIJ_SOORT = {
    "straat": "straat buitenland",
    "huisnummer": "straat buitenland",
    "huisletter": "straat",
    "toevoeging": "straat",
    "aanduiding": "straat",
    "postbusnummer": "postbus",
    "antwoordnummer": "antwoordnummer",
    "land": "buitenland",
    "adresregel_1": "buitenland",
    "adresregel_2": "buitenland",
    "adresregel_3": "buitenland",
}
LEVERANCIER = settings.SMP_LEVERANCIER_NAAM + (
    f" ({settings.SMP_LEVERANCIER_EMAIL})" if settings.SMP_LEVERANCIER_EMAIL else ""
)


def datumveld(**attrs):
    """A date input that every browser shows in the user's own notation."""
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", **attrs})


def koppel_adresvelden(form, groep: str):
    """Let the browser show only the fields that fit the kind of address; without JavaScript all of them show."""
    form.fields[f"{groep}_soort"].widget.attrs["data-toont"] = f"{groep}_"
    for veld, soorten in BIJ_SOORT.items():
        if f"{groep}_{veld}" in form.fields:
            form.fields[f"{groep}_{veld}"].widget.attrs["data-bij"] = soorten


class OrganisatieForm(Bewerkformulier):
    """Every field of domein 3.1 and both address groups. Only naam is required."""

    eenheden = [("segment", "subsegment"), ("kvk_nummer", "vestigingsnummer")]

    segment = Segmentveld("organisatie", "Segment")
    subsegment = Subsegmentveld("organisatie", "Subsegment", "segment")

    class Meta:
        model = Organisatie
        exclude = ["moederorganisatie"]
        widgets = {
            "relatie_sinds": datumveld(),
            "geen_mailing_datum": datumveld(),
            "opmerkingen": forms.Textarea(attrs={"rows": 4}),
            "email": forms.EmailInput(),
            "factuur_email": forms.EmailInput(),
            "telefoon": forms.TextInput(attrs={"type": "tel"}),
            "kvk_nummer": forms.TextInput(attrs={"inputmode": "numeric"}),
            "vestigingsnummer": forms.TextInput(attrs={"inputmode": "numeric"}),
        }
        help_texts = {
            "accountmanager": "Kies een gebruiker van het SMP. Staat je collega er niet bij? Vraag iemand met "
            "beheerdersrechten (CRM Super of Beheerder) om een gebruiker toe te voegen, "
            f"of vraag dit aan {LEVERANCIER}.",
            "zoeknaam": "Een afkorting of bijnaam, om op te zoeken.",
            "opmerkingen": "Zet hier niets over gezondheid, geloof of mening, en geen burgerservicenummer.",
            "bron": "Waar komen deze gegevens vandaan?",
        }
        error_messages = {"naam": {"required": "Vul een naam in."}}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        nu = self.instance
        self.fields["segment"].beperk(nu.segment_id)
        self.fields["subsegment"].beperk(nu.subsegment_id)
        gebruikers = get_user_model().objects.filter(Q(is_active=True) | Q(pk=nu.accountmanager_id or 0))
        self.fields["accountmanager"].queryset = gebruikers
        self.fields["accountmanager"].empty_label = ""
        koppel_adresvelden(self, "bezoekadres")
        koppel_adresvelden(self, "postadres")
        self.fields["postadres_gelijk"].widget.attrs["data-verbergt"] = "postadres_"
        # Maximum lengths are said in Dutch by the server; a browser would silently cut a pasted text.
        for veld in self.fields.values():
            veld.widget.attrs.pop("maxlength", None)
