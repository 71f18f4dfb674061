"""The forms of Relaties. One form a model serves form page, grid and admin: validation lives in one place."""

import re

from django import forms
from django.conf import settings

from relaties.models import Organisatie, Persoon, PersoonInOrganisatie
from relaties.namen import splits_achternaam
from relaties.nummers import toon_iban, toon_telefoon
from segmenten.velden import Segmentveld, Subsegmentveld, verbind_segmenten
from smp.formulieren import Bewerkformulier, Getoond
from smp.gebruikers.models import Gebruiker
from smp.keuzevelden import Bron, Bronveld
from smp.lijsten.opzoeken import Opzoekveld
from smp.velden import getypte_velden

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

HULP_ACCOUNTMANAGER = (
    "Kies een gebruiker van het SMP. Staat je collega er niet bij? Vraag iemand met beheerdersrechten "
    f"(CRM Super of Beheerder) om een gebruiker toe te voegen, of vraag dit aan {LEVERANCIER}."
)


def telefoonveld(label: str):
    """A telephone number, shown in Dutch groups."""
    return Getoond(toon=toon_telefoon, label=label, required=False, widget=forms.TextInput(attrs={"type": "tel"}))


#: '12a' and '12-14' are typed at one go.
GEEN_HUISNUMMER = {"invalid": "Vul hier alleen het nummer in. Een letter of toevoeging heeft een eigen veld."}


class Nummerveld(forms.CharField):
    """A number that people type with spaces, dots and dashes: these do not count for its length."""

    def to_python(self, value):
        return re.sub(r"[\s.-]+", "", super().to_python(value))


def koppel_adresvelden(form, groep: str):
    """Let the browser show only the fields that fit the kind of address; without JavaScript all of them show."""
    form.fields[f"{groep}_soort"].widget.attrs["data-toont"] = form.add_prefix(f"{groep}_")
    for veld, soorten in BIJ_SOORT.items():
        if f"{groep}_{veld}" in form.fields:
            form.fields[f"{groep}_{veld}"].widget.attrs["data-bij"] = soorten


class Gebruikerveld(Bronveld):
    """Choose a user of the SMP; a former one only where he stands already (R15)."""

    def kiesbaar(self, rij):
        return rij.is_active


class OrganisatieForm(Bewerkformulier):
    """Every field of domein 3.1 and both address groups. Only naam is required."""

    eenheden = [("segment", "subsegment"), ("kvk_nummer", "vestigingsnummer")]
    samenhang = [
        ("naam", "handelsnaam"),
        ("rechtsvorm", "rsin", "btw_nummer"),
        ("relatiestatus", "actief"),
        ("bezoekadres_postcode", "bezoekadres_land"),
        ("postadres_postcode", "postadres_land", "postadres_gelijk"),
        ("postadres_plaats", "postadres_gelijk"),
    ]

    telefoon = telefoonveld("Telefoonnummer")
    iban = Getoond(toon=toon_iban, label="IBAN", required=False)
    accountmanager = Gebruikerveld(Gebruiker, label="Accountmanager", help_text=HULP_ACCOUNTMANAGER)
    segment = Segmentveld("organisatie", "Segment")
    subsegment = Subsegmentveld("organisatie", "Subsegment", "segment")
    moederorganisatie = Opzoekveld("organisatie", label="Moederorganisatie", required=False)

    class Meta:
        model = Organisatie
        fields = "__all__"
        field_classes = getypte_velden(Organisatie) | dict.fromkeys(
            ("kvk_nummer", "vestigingsnummer", "rsin", "btw_nummer", "sbi_code", "oin"), Nummerveld
        )
        widgets = {
            "opmerkingen": forms.Textarea(attrs={"rows": 4}),
            "email": forms.EmailInput(),
            "factuur_email": forms.EmailInput(),
            "kvk_nummer": forms.TextInput(attrs={"inputmode": "numeric"}),
            "vestigingsnummer": forms.TextInput(attrs={"inputmode": "numeric"}),
        }
        help_texts = {
            "zoeknaam": "Een afkorting of bijnaam, om op te zoeken.",
            "opmerkingen": "Zet hier niets over gezondheid, geloof of mening, en geen burgerservicenummer.",
            "bron": "Waar komen deze gegevens vandaan?",
        }
        error_messages = {"naam": {"required": "Vul een naam in."}} | dict.fromkeys(
            ("bezoekadres_huisnummer", "postadres_huisnummer"), GEEN_HUISNUMMER
        )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        verbind_segmenten(self, "segment", "subsegment")
        gebruikers = self.bronnen.setdefault(Gebruiker, Bron(Gebruiker.objects.all()))
        self.fields["accountmanager"].verbind(gebruikers, self.instance.accountmanager_id)
        koppel_adresvelden(self, "bezoekadres")
        koppel_adresvelden(self, "postadres")
        self.fields["postadres_gelijk"].widget.attrs["data-verbergt"] = self.add_prefix("postadres_")


class PersoonForm(Bewerkformulier):
    """Every field of domein 3.2. Only achternaam is required."""

    eenheden = [
        ("tussenvoegsel", "achternaam"),
        ("tussenvoegsel_partner", "achternaam_partner", "naamgebruik"),
    ]
    samenhang = [("actief", "overleden_op", "geanonimiseerd_op"), ("priveadres_postcode", "priveadres_land")]

    telefoon_prive = telefoonveld("Telefoon privé")
    mobiel_prive = telefoonveld("Mobiel privé")

    class Meta:
        model = Persoon
        fields = "__all__"
        field_classes = getypte_velden(Persoon)
        widgets = {
            "opmerkingen": forms.Textarea(attrs={"rows": 4}),
            "email_prive": forms.EmailInput(),
        }
        help_texts = {
            "tussenvoegsel": "Bijvoorbeeld van den, de of 't.",
            "tutoyeren": "De aanhef wordt dan: Beste Anna.",
            "aanhef_handmatig": "Alleen invullen als de gewone aanhef niet klopt.",
            "opmerkingen": "Zet hier niets over gezondheid, geloof of mening, en geen burgerservicenummer.",
            "bron": "Waar komen deze gegevens vandaan?",
            "geinformeerd_op": "Wanneer je de persoon vertelde dat je gegevens bewaart.",
        }
        error_messages = {
            "achternaam": {"required": "Vul een achternaam in."},
            "priveadres_huisnummer": GEEN_HUISNUMMER,
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "priveadres_soort" in self.fields:
            koppel_adresvelden(self, "priveadres")

    def clean(self):
        """A tussenvoegsel typed in the achternaam: said, with a button to split it, never done unseen (domein 3.6)."""
        gegevens = super().clean()
        tussenvoegsel, rest = splits_achternaam(gegevens.get("achternaam") or "")
        getypt = tussenvoegsel and not tussenvoegsel[0].isupper() and "achternaam" in self.changed_data
        if getypt and not gegevens.get("tussenvoegsel"):
            melding = f"Zet ‘{tussenvoegsel}’ bij Tussenvoegsel, en alleen ‘{rest}’ bij Achternaam."
            self.add_error("achternaam", melding)
            knop = f"Splitsen: tussenvoegsel ‘{tussenvoegsel}’, achternaam ‘{rest}’"
            self.verbeteringen = {"achternaam": (knop, {"tussenvoegsel": tussenvoegsel, "achternaam": rest})}
        return gegevens


class PersoonInOrganisatieForm(Bewerkformulier):
    """Every field of domein 3.4. Persoon and organisatie must exist already (R41, R64, R67)."""

    eenheden = [("categorie", "subcategorie"), ("begindatum", "einddatum")]
    samenhang = [("actief", "hoofdcontactpersoon", "voorkeursrelatie", "persoon__actief")]

    persoon = Opzoekveld("persoon", label="Persoon")
    organisatie = Opzoekveld("organisatie", label="Organisatie")
    telefoon = telefoonveld("Telefoonnummer")
    mobiel = telefoonveld("Mobiel (zakelijk)")
    categorie = Segmentveld("persoon", "Categorie")
    subcategorie = Subsegmentveld("persoon", "Subcategorie", "categorie")

    class Meta:
        model = PersoonInOrganisatie
        fields = "__all__"
        field_classes = getypte_velden(PersoonInOrganisatie)
        widgets = {
            "zakelijk_email": forms.EmailInput(),
            "opmerkingen": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        verbind_segmenten(self, "categorie", "subcategorie")
        if "actief" in self.fields:
            self.fields["actief"].widget.attrs["data-eindigt"] = f"id_{self.add_prefix('einddatum')}"


class BijPersoonForm(PersoonInOrganisatieForm):
    """A row on the tab Zakelijk of a person, who may not be stored yet (R38–R42)."""

    persoon = None

    def __init__(self, *args, ouder, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.persoon = ouder

    class Meta(PersoonInOrganisatieForm.Meta):
        fields = None
        exclude = ["persoon"]


class BijOrganisatieForm(PersoonInOrganisatieForm):
    """A row in the section Personen in organisatie of an organisation (R60–R64)."""

    organisatie = None

    def __init__(self, *args, ouder, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.organisatie = ouder

    class Meta(PersoonInOrganisatieForm.Meta):
        fields = None
        exclude = ["organisatie"]
