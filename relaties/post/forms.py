"""What there is to choose before printing."""

from django import forms
from django.core.validators import ProhibitNullCharactersValidator

from relaties.post.adressering import ADRESSEN, DOELEN
from relaties.post.pdf import VELLEN, Etiket
from smp.formulieren import MELDINGEN
from smp.velden import Getalveld


class PostForm(forms.Form):
    vel = forms.ChoiceField(label="Waarop", error_messages=MELDINGEN)
    adres = forms.ChoiceField(label="Welk adres", error_messages=MELDINGEN)
    doel = forms.ChoiceField(
        label="Waarvoor",
        choices=DOELEN,
        error_messages=MELDINGEN,
        help_text="Wie geen reclame wil, krijgt alleen zakelijke post.",
    )
    eerste = Getalveld(
        label="Eerste vrije etiket",
        min_value=1,
        initial=1,
        error_messages=MELDINGEN | {"min_value": "Tel vanaf 1."},
        help_text="Van links naar rechts geteld, als het eerste vel al deels gebruikt is.",
    )
    retour = forms.CharField(
        label="Retouradres",
        required=False,
        max_length=120,
        validators=[ProhibitNullCharactersValidator()],
        error_messages=MELDINGEN,
        help_text="In één regel linksboven op de envelop.",
    )

    def __init__(self, *args, lijst: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["vel"].choices = [(sleutel, vel.naam) for sleutel, vel in VELLEN.items()]
        self.fields["adres"].choices = ADRESSEN[lijst]

    def clean(self):
        gekozen = super().clean()
        vel, eerste = VELLEN.get(gekozen.get("vel", "")), gekozen.get("eerste")
        if isinstance(vel, Etiket) and eerste and eerste > vel.per_vel:
            self.add_error("eerste", f"Op dit vel zijn {vel.per_vel} etiketten.")
        return gekozen
