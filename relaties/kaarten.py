"""The cards of Relaties, and with them their forms: tabs, sections and the width of every field in twelfths."""

from dataclasses import fields

from django.urls import reverse
from django.utils.html import format_html

from relaties.adressen import Adres
from relaties.dubbelen import dubbele_organisaties, dubbele_personen
from relaties.forms import (
    BijOrganisatieForm,
    BijPersoonForm,
    OrganisatieForm,
    PersoonForm,
    PersoonInOrganisatieForm,
)
from relaties.lijsten import OrganisatieLijst, PersoonInOrganisatieLijst, PersoonLijst
from relaties.namen import Naam
from relaties.nummers import toon_iban, toon_telefoon
from relaties.post.views import envelopknop
from relaties.privacy.kaart import banen_van, benaderen, rechten
from relaties.samenvoegen.views import opgegaan, samenvoegknop
from relaties.tabellen import KOPPELINGVELDEN, koppelingen, meer, periode
from relaties.werkgever import werkgeverknop
from smp.kaarten.kaart import MAXIMAAL, Gerelateerd, Kaart, Regels, Sectie, Tab, registreer
from smp.tekst import recordsleutel


def adresvelden(groep: str, *vakken: str) -> dict[str, int]:
    """The fields of an address group in the order of an envelope; `vakken` are the box numbers that it has."""
    breedtes = {
        "soort": 4,
        **dict.fromkeys(vakken, 4),
        "straat": 6,
        "huisnummer": 2,
        "huisletter": 2,
        "toevoeging": 2,
    }
    breedtes |= {"aanduiding": 3, "postcode": 3, "plaats": 6, "land": 4}
    breedtes |= {f"adresregel_{nr}": 12 for nr in (1, 2, 3)}
    return {f"{groep}_{veld}": breedte for veld, breedte in breedtes.items()}


#: The fields of a row behind its arrow, on the card of an organisation and of a person (A19, A23).
MEER_VELDEN = [
    Sectie(
        "",
        {
            "telefoon": 3,
            "doorkiesnummer": 3,
            "mobiel": 3,
            "functiegroep": 3,
            "begindatum": 3,
            "einddatum": 3,
            "hoofdcontactpersoon": 3,
            "voorkeursrelatie": 3,
            "adres_gebruik": 3,
            "opmerkingen": 9,
        },
    ),
    Sectie("Zakelijke kenmerken", {"categorie": 6, "subcategorie": 6}),
]

_REST = ["afdeling", "functie", "zakelijk_email", "actief"]
PERSONEN = Regels(BijOrganisatieForm, "organisatie", ["persoon", *_REST], MEER_VELDEN, {"Periode": periode})
ORGANISATIES = Regels(BijPersoonForm, "persoon", ["organisatie", *_REST], MEER_VELDEN, {"Periode": periode})


PERSOONSNAAM = [f"persoon__{veld.name}" for veld in fields(Naam)]


def personen_in_organisatie(obj, user, gewijzigd) -> str:
    """Who works here, active first (R60); one query."""
    rijen = list(obj.koppelingen.select_related("persoon").only(*KOPPELINGVELDEN, *PERSOONSNAAM)[: MAXIMAAL + 1])
    if not rijen:
        return format_html('<p class="sectie-tekst">{}</p>', "Geen personen in deze organisatie.")
    html = koppelingen(rijen, "persoon", user.has_perm("relaties.change_persooninorganisatie"), gewijzigd)
    return html + meer(rijen, {"organisatie": obj.pk}, "Alle personen in deze organisatie")


def organisaties_van(obj, user, gewijzigd) -> str:
    """Where a person works and worked, active first; one query."""
    rijen = banen_van(obj)
    if not rijen:
        return format_html('<p class="sectie-tekst">{}</p>', "Deze persoon is nog niet gekoppeld aan een organisatie.")
    mag = user.has_perm("relaties.change_persooninorganisatie") and not obj.slot
    for rij in rijen:
        rij.persoon = obj
    vraag = {"persoon": str(obj)} | ({"persoon__verwerking_beperkt": "ja"} if obj.verwerking_beperkt else {})
    html = koppelingen(rijen, "organisatie", mag, gewijzigd)
    return html + meer(rijen, vraag, f"Alle organisaties van wie {obj} heet")  # the list finds persons by name


@registreer
class OrganisatieKaart(Kaart):
    lijst = OrganisatieLijst
    form = OrganisatieForm
    bewaard = "De organisatie is bewaard."
    telt = (
        *("naam", "kvk_nummer", "vestigingsnummer", "rsin", "btw_nummer", "iban", "rechtsvorm"),
        *("telefoon", "email", "website"),
        *(f"bezoekadres_{veld}" for veld in ("soort", "postcode", "huisnummer", "land")),
    )
    tabs = [
        Tab(
            "Organisatie",
            [
                Sectie(
                    "Organisatiegegevens",
                    {
                        "naam": 6,
                        "handelsnaam": 6,
                        "zoeknaam": 3,
                        "relatiestatus": 3,
                        "accountmanager": 6,
                        "segment": 6,
                        "subsegment": 6,
                        "moederorganisatie": 6,
                        "rechtsvorm": 6,
                        "branche": 6,
                        "aantal_medewerkers": 3,
                        "relatie_sinds": 3,
                        "taal": 3,
                        "actief": 3,
                    },
                ),
                Sectie(
                    "Contactgegevens",
                    {"telefoon": 3, "email": 5, "website": 4, "linkedin": 6, "factuur_email": 6},
                ),
                Sectie(
                    "Nummers",
                    {
                        "kvk_nummer": 3,
                        "vestigingsnummer": 3,
                        "rsin": 3,
                        "btw_nummer": 3,
                        "iban": 4,
                        "sbi_code": 2,
                        "debiteurnummer": 3,
                        "oin": 3,
                        "peppol_id": 6,
                    },
                ),
                Sectie(
                    "Benaderen en bron",
                    {
                        "geen_mailing": 4,
                        "geen_mailing_datum": 3,
                        "geen_mailing_reden": 5,
                        "non_mailing_kvk": 4,
                        "bron": 8,
                        "opmerkingen": 12,
                    },
                ),
            ],
            [
                Gerelateerd("Personen in organisatie", personen_in_organisatie, PERSONEN),
                Gerelateerd("Hierin opgegaan", opgegaan),
            ],
        ),
        Tab("Bezoekadres", [Sectie("Bezoekadres", adresvelden("bezoekadres"))]),
        Tab(
            "Postadres",
            [
                Sectie(
                    "Postadres",
                    {"postadres_gelijk": 12, **adresvelden("postadres", "postbusnummer", "antwoordnummer")},
                )
            ],
        ),
    ]

    def ondertitel(self, obj):
        delen = [obj.bezoekadres_plaats, str(obj.segment or ""), obj.kvk_nummer and f"KVK {obj.kvk_nummer}"]
        return " · ".join(deel for deel in delen if deel)

    def badges(self, obj):
        status = [{"tekst": obj.get_relatiestatus_display(), "klasse": ""}]
        return [*super().badges(obj), *status]

    def knoppen(self, obj, user):
        return [envelopknop(obj), *samenvoegknop(obj, user)]

    def op_formulier(self, form, user):
        link_segmenten(form, user, "segment")

    def toon(self, obj, naam):
        return toon_iban(obj.iban) if naam == "iban" else toon(obj, naam)

    def dubbelen(self, form):
        return dubbele_organisaties(form.instance)


@registreer
class PersoonKaart(Kaart):
    lijst = PersoonLijst
    form = PersoonForm
    bewaard = "De persoon is bewaard."
    telt = (
        *("voornaam", "voorletters", "tussenvoegsel", "achternaam", "achternaam_partner", "geboortedatum"),
        *("email_prive", "mobiel_prive", "priveadres_soort", "priveadres_postcode", "priveadres_land"),
    )
    tabs = [
        Tab(
            "Persoon",
            [
                Sectie(
                    "Persoonsgegevens",
                    {
                        "aanspreekvorm": 3,
                        "voornaam": 5,
                        "voorletters": 4,
                        "titel_voor": 3,
                        "tussenvoegsel": 2,
                        "achternaam": 5,
                        "titel_achter": 2,
                        "naamgebruik": 4,
                        "tussenvoegsel_partner": 3,
                        "achternaam_partner": 5,
                        "aanhef_handmatig": 5,
                        "tutoyeren": 3,
                        "taal": 2,
                        "actief": 2,
                    },
                ),
                Sectie(
                    "Contactgegevens",
                    {"email_prive": 4, "telefoon_prive": 4, "mobiel_prive": 4, "linkedin": 12},
                ),
                Sectie("Privéadres", adresvelden("priveadres")),
            ],
            [Gerelateerd("Hierin opgegaan", opgegaan)],
        ),
        Tab(
            "Zakelijk",
            [],
            [Gerelateerd("Organisaties", organisaties_van, ORGANISATIES)],
            ORGANISATIES,
        ),
        Tab(
            "Privacy",
            [
                Sectie(
                    "Herkomst en verwerking",
                    {
                        "bron": 6,
                        "bron_datum": 3,
                        "geinformeerd_op": 3,
                        "geen_marketing": 6,
                        "geboortedatum": 3,
                        "overleden_op": 3,
                        "opmerkingen": 12,
                    },
                )
            ],
            [
                Gerelateerd("Mag je deze persoon benaderen?", benaderen),
                Gerelateerd("Rechten van de persoon", rechten),
            ],
        ),
    ]

    def ondertitel(self, obj):
        return obj.naam.aanhef

    def knoppen(self, obj, user):
        return [] if self.slot(obj) else [envelopknop(obj), *samenvoegknop(obj, user)]

    def badges(self, obj):
        redenen = {"Verwerking beperkt": obj.verwerking_beperkt, "Geanonimiseerd": obj.geanonimiseerd_op}
        return super().badges(obj) + [{"tekst": t, "klasse": "merk-let-op"} for t, geldt in redenen.items() if geldt]

    def slot(self, obj):
        return obj.slot

    def dubbelen(self, form):
        return dubbele_personen(form.instance)

    def toon(self, obj, naam):
        return toon(obj, naam)


@registreer
class PersoonInOrganisatieKaart(Kaart):
    lijst = PersoonInOrganisatieLijst
    form = PersoonInOrganisatieForm
    bewaard = "De koppeling is bewaard."
    tabs = [
        Tab(
            "Persoon in organisatie",
            [
                Sectie(
                    "Persoon en organisatie",
                    {"persoon": 6, "organisatie": 6},
                    "Staat de persoon of organisatie er nog niet in? Voeg die eerst toe.",
                ),
                Sectie(
                    "Zakelijke gegevens",
                    {
                        "functie": 4,
                        "afdeling": 4,
                        "functiegroep": 4,
                        "zakelijk_email": 6,
                        "telefoon": 3,
                        "doorkiesnummer": 3,
                        "mobiel": 3,
                        "begindatum": 3,
                        "einddatum": 3,
                        "actief": 3,
                        "hoofdcontactpersoon": 4,
                        "voorkeursrelatie": 4,
                        "adres_gebruik": 4,
                        "opmerkingen": 12,
                    },
                ),
                Sectie("Zakelijke kenmerken", {"categorie": 6, "subcategorie": 6}),
            ],
        )
    ]

    def op_formulier(self, form, user):
        link_segmenten(form, user, "categorie")

    def ondertitel(self, obj):
        return " · ".join(deel for deel in (obj.functie, obj.afdeling, periode(obj)) if deel)

    def toon(self, obj, naam):
        return toon(obj, naam)

    def knoppen(self, obj, user):
        return [] if self.slot(obj) else [envelopknop(obj), *werkgeverknop(obj, user)]

    def slot(self, obj):
        return obj.persoon.slot

    def begin(self, request):
        """A link from a card fills in its person or organisation."""
        sleutels = {naam: recordsleutel(request.GET.get(naam, "")) for naam in ("persoon", "organisatie")}
        return {"actief": True} | {naam: pk for naam, pk in sleutels.items() if pk is not None}


def link_segmenten(form, user, veld: str):
    """A link to the segments beside the field, for who may change them (R19)."""
    if user.has_perm("segmenten.change_segment"):
        form.fields[veld].help_text = format_html('<a href="{}">Segmenten beheren</a>', reverse("segment_lijst"))


def toon(obj, naam: str) -> str | None:
    """Fields of every card here that are more than their value: telephones, web addresses, an empty address."""
    waarde = getattr(obj, naam)
    if naam in ("telefoon", "telefoon_prive", "mobiel", "mobiel_prive", "doorkiesnummer") and waarde:
        return format_html('<a href="tel:{}">{}</a>', waarde, toon_telefoon(waarde))
    if naam in ("website", "linkedin") and waarde:
        return format_html('<a href="{0}" rel="noopener noreferrer">{0}</a>', waarde)
    groep, _, veld = naam.partition("_")
    if groep.endswith("adres") and veld in ("soort", "land", "aanduiding") and Adres.van(obj, groep).is_leeg:
        return ""
    return None
