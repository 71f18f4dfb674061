"""The forms of the acts of privacy."""

from django import forms

from relaties.models import Persoon, Toestemming
from relaties.models.persoon import BEPERKREDENEN
from relaties.models.toestemming import BRONNEN
from relaties.nummers import bsnfouten, toon_telefoon
from smp.formulieren import MELDINGEN, Bewerkformulier
from smp.velden import getypte_velden

WOORD = "ANONIMISEREN"
ANONIMISEERREDENEN = [
    ("verzoek", "De persoon vraagt erom"),
    ("bewaartermijn", "De bewaartermijn is voorbij"),
    ("onnodig", "We hebben de gegevens niet meer nodig"),
]
LEEG = [("", "")]
#: What forbids to forget somebody now; the others are reasons of the person himself.
TEGENHOUDERS = [keuze for keuze in BEPERKREDENEN if keuze[0] in ("contract", "fiscaal", "rechtszaak")]


class AnonimiseerForm(forms.Form):
    """Why, that nothing forbids it, and the word that nobody types by accident."""

    reden = forms.ChoiceField(label="Reden", choices=LEEG + ANONIMISEERREDENEN, error_messages=MELDINGEN)
    tegenhouder = forms.ChoiceField(
        label="Wat het nu tegenhoudt",
        choices=[("", "Niets"), *TEGENHOUDERS],
        required=False,
        error_messages=MELDINGEN,
    )
    woord = forms.CharField(
        label="Bevestiging",
        help_text=f"Typ {WOORD} om door te gaan.",
        error_messages={"required": f"Typ {WOORD} om door te gaan."},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )

    def clean_tegenhouder(self):
        if self.cleaned_data["tegenhouder"]:
            raise forms.ValidationError("Dan mag je nu niet anonimiseren. Kies Verwerking beperken.")
        return ""

    def clean_woord(self):
        if self.cleaned_data["woord"] != WOORD:
            raise forms.ValidationError(f"Typ {WOORD} om door te gaan.")
        return WOORD


class BeperkForm(forms.Form):
    """Why, in a choice and in words."""

    reden = forms.ChoiceField(label="Reden", choices=LEEG + BEPERKREDENEN, error_messages=MELDINGEN)
    toelichting = forms.CharField(
        label="Toelichting",
        max_length=Persoon._meta.get_field("beperkt_toelichting").max_length,
        help_text="Bijvoorbeeld het nummer van het contract, of tot wanneer.",
        error_messages={**MELDINGEN, "max_length": "Deze waarde is te lang. Gebruik maximaal 200 tekens."},
        widget=forms.TextInput(),
    )

    def clean(self):
        gegevens = super().clean()
        toelichting = Persoon(beperkt_toelichting=gegevens.get("toelichting", ""))
        for melding in bsnfouten(toelichting, "beperkt_toelichting").values():
            self.add_error("toelichting", melding)
        return gegevens


class AfmeldForm(forms.Form):
    """How the person said so."""

    bron = forms.ChoiceField(label="Hoe de persoon dit zei", choices=LEEG + BRONNEN, error_messages=MELDINGEN)


class ToestemmingForm(Bewerkformulier):
    """One thing that a person said, about one of his addresses. Nothing is chosen beforehand but today."""

    adres = forms.ChoiceField(label="Adres of nummer", required=False, error_messages=MELDINGEN)

    class Meta:
        model = Toestemming
        fields = ["status", "onderwerp", "kanaal", "adres", "datum", "geldig_tot", "bron", "bewijs"]
        field_classes = getypte_velden(Toestemming)
        help_texts = {
            "geldig_tot": "Verplicht bij toestemming om te bellen.",
            "bewijs": "Waar staat dit? Bijvoorbeeld de naam van het formulier.",
        }

    def __init__(self, *args, adressen: list[tuple[str, str]], **kwargs):
        super().__init__(*args, **kwargs)
        keuzes = [(adres, f"{toon_telefoon(adres)} ({waar})") for adres, waar in adressen]
        self.fields["adres"].choices = [("", "Alle adressen (bij afmelden of post)"), *keuzes]
