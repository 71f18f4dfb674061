"""The six sections of the form, in their order (R54), and the three forms behind them."""

from relaties.forms import OrganisatieForm, PersoonForm, PersoonInOrganisatieForm
from relaties.kaarten import adresvelden
from smp.kaarten.kaart import Sectie
from smp.lijsten.opzoeken import Opzoekveld

PERSOON = [
    Sectie(
        "Persoonsgegevens",
        {
            "aanspreekvorm": 3,
            "voornaam": 5,
            "voorletters": 4,
            "tussenvoegsel": 3,
            "achternaam": 5,
            "titel_voor": 2,
            "titel_achter": 2,
            "tussenvoegsel_partner": 3,
            "achternaam_partner": 5,
            "naamgebruik": 4,
        },
    ),
    Sectie(
        "Contactgegevens",
        {"email_prive": 6, "telefoon_prive": 3, "mobiel_prive": 3, "linkedin": 6, "bron": 6},
    ),
]
BAAN = Sectie(
    "Zakelijke gegevens",
    {
        "organisatie": 8,
        "functie": 4,
        "afdeling": 4,
        "hoofdcontactpersoon": 4,
        "zakelijk_email": 6,
        "telefoon": 3,
        "mobiel": 3,
        "begindatum": 4,
        "categorie": 4,
        "subcategorie": 4,
    },
)
ORGANISATIE = [
    Sectie(
        "Organisatiegegevens",
        {
            "naam": 6,
            "handelsnaam": 6,
            "telefoon": 3,
            "email": 5,
            "website": 4,
            "kvk_nummer": 3,
            "vestigingsnummer": 3,
            "rechtsvorm": 6,
            "segment": 6,
            "subsegment": 6,
            "accountmanager": 6,
            "relatiestatus": 3,
            "aantal_medewerkers": 3,
        },
    ),
    Sectie("Bezoekadres", adresvelden("bezoekadres")),
    Sectie("Postadres", {"postadres_gelijk": 12, **adresvelden("postadres", "postbusnummer", "antwoordnummer")}),
]


def _velden(*secties) -> list[str]:
    return [naam for sectie in secties for naam in sectie.velden]


class BestaandeOrganisatie(Opzoekveld):
    """The vergrootglas for an organisation that is there; a new one is filled in below it (R52, R53)."""

    def onbekend(self, lijkt):
        maak = "Kies een van deze, of maak" if lijkt else "Maak"
        return f"Deze organisatie staat niet in de lijst. {maak} dit veld leeg en vul de organisatie hieronder in."


class PersoonDeel(PersoonForm):
    """`bekend_wint`: once a stored person is chosen, what was typed of these never asks to be chosen."""

    prefix = "persoon"
    bekend_wint = (
        "voornaam",
        "voorletters",
        "tussenvoegsel",
        "achternaam",
        "tussenvoegsel_partner",
        "achternaam_partner",
        "naamgebruik",
    )

    class Meta(PersoonForm.Meta):
        fields = _velden(*PERSOON)


class BaanDeel(PersoonInOrganisatieForm):
    prefix = "baan"
    persoon = None
    organisatie = BestaandeOrganisatie(
        "organisatie",
        label="Organisatie",
        required=False,
        help_text="Laat dit leeg als de organisatie nog niet in het SMP staat.",
    )

    class Meta(PersoonInOrganisatieForm.Meta):
        fields = _velden(BAAN)


class OrganisatieDeel(OrganisatieForm):
    prefix = "organisatie"
    bekend_wint = ()
    iban = moederorganisatie = None

    class Meta(OrganisatieForm.Meta):
        fields = _velden(*ORGANISATIE)
        labels = {"naam": "Naam organisatie"}
