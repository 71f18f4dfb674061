"""The cards of Relaties, and with them their forms: tabs, sections and the width of every field in twelfths."""

from django.utils.html import format_html

from relaties.adressen import Adres
from relaties.forms import OrganisatieForm
from relaties.lijsten import OrganisatieLijst
from relaties.nummers import toon_iban, toon_telefoon
from smp.kaarten.kaart import Kaart, Sectie, Tab, registreer


def adresvelden(groep: str, *vakken: str) -> dict[str, int]:
    """The fields of an address group in the order of an envelope; `vakken` are the box numbers that it has."""
    breedtes = {"soort": 4, **dict.fromkeys(vakken, 4), "straat": 6, "huisnummer": 2, "huisletter": 2, "toevoeging": 2}
    breedtes |= {"aanduiding": 3, "postcode": 3, "plaats": 6, "land": 4}
    breedtes |= {f"adresregel_{nr}": 12 for nr in (1, 2, 3)}
    return {f"{groep}_{veld}": breedte for veld, breedte in breedtes.items()}


@registreer
class OrganisatieKaart(Kaart):
    lijst = OrganisatieLijst
    form = OrganisatieForm
    bewaard = "De organisatie is bewaard."
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
                        "rechtsvorm": 6,
                        "branche": 6,
                        "aantal_medewerkers": 3,
                        "relatie_sinds": 3,
                        "taal": 3,
                        "actief": 3,
                    },
                ),
                Sectie("Contactgegevens", {"telefoon": 3, "email": 5, "website": 4, "linkedin": 6, "factuur_email": 6}),
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

    def toon(self, obj, naam):
        if naam == "telefoon" and obj.telefoon:
            return format_html('<a href="tel:{}">{}</a>', obj.telefoon, toon_telefoon(obj.telefoon))
        if naam in ("website", "linkedin") and getattr(obj, naam):
            adres = getattr(obj, naam)
            return format_html('<a href="{}" rel="noopener noreferrer">{}</a>', adres, adres)
        if naam == "iban":
            return toon_iban(obj.iban)
        groep, _, veld = naam.partition("_")
        if veld in ("soort", "land", "aanduiding") and Adres.van(obj, groep).is_leeg:
            return ""
        return None
