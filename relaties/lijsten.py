"""The lists of Relaties. A new column is one line here."""

from django.contrib.auth import get_user_model

from relaties.forms import OrganisatieForm
from relaties.models import Organisatie
from relaties.models.organisatie import OP_MEDEWERKERS, OP_RELATIE_SINDS
from relaties.nummers import toon_iban, toon_telefoon
from segmenten.zoekvelden import hoofdsegmentkeuze, subsegmentkeuze
from smp.lijsten.kolom import Kolom
from smp.lijsten.lijst import Lijst, registreer
from smp.lijsten.zoekvelden import Begint, JaNee, Keuze, Nummer, Postcode, Woorden
from smp.tekst import Vouw


def gebruikerkeuze(filterset):
    """Every user by name, former ones too: old records still carry them (R15)."""
    return [
        (g.pk, str(g) if g.is_active else f"{g} (niet actief)")
        for g in get_user_model().objects.only("naam", "username", "is_active")
    ]


@registreer
class OrganisatieLijst(Lijst):
    model = Organisatie
    form = OrganisatieForm
    volgorde = ("naam",)
    begin = {"actief": "ja"}
    kolommen = [
        Kolom(
            "naam", filter=Woorden(field_name="zoeksleutel"), zoek=True, sorteer="sorteersleutel", bewerk=True, link=True
        ),
        Kolom("bezoekadres_plaats", filter=Begint(), zoek=True, sorteer=Vouw("bezoekadres_plaats"), bewerk=True),
        Kolom("bezoekadres_postcode", filter=Postcode(), zoek=True, bewerk=True, standaard=False),
        Kolom("telefoon", sorteer=None, bewerk=True, toon=toon_telefoon),
        Kolom("email", "E-mailadres", sorteer=None, bewerk=True),
        Kolom("segment", filter=hoofdsegmentkeuze("organisatie"), zoek=True, sorteer="segment_sleutel", bewerk=True),
        Kolom("subsegment", filter=subsegmentkeuze("organisatie"), zoek=True, sorteer=None, bewerk=True),
        Kolom(
            "accountmanager",
            filter=Keuze(keuzes=gebruikerkeuze),
            zoek=True,
            sorteer="accountmanager_sleutel",
            bewerk=True,
        ),
        Kolom("relatiestatus", filter=Keuze(), bewerk=True),
        Kolom("kvk_nummer", filter=Nummer(), bewerk=True, standaard=False),
        Kolom("vestigingsnummer", sorteer=None, bewerk=True, standaard=False),
        Kolom("rechtsvorm", filter=Keuze(), bewerk=True, standaard=False),
        Kolom("aantal_medewerkers", sorteer=OP_MEDEWERKERS, bewerk=True, standaard=False),
        Kolom("grootteklasse", sorteer=None, standaard=False),
        Kolom("branche", sorteer=None, bewerk=True, standaard=False),
        Kolom("website", sorteer=None, bewerk=True, standaard=False),
        Kolom("handelsnaam", sorteer=None, bewerk=True, standaard=False),
        Kolom("zoeknaam", sorteer=None, bewerk=True, standaard=False),
        Kolom("bezoekadres_straat", "Straat (bezoekadres)", sorteer=None, bewerk=True, standaard=False),
        Kolom("bezoekadres_huisnummer", "Huisnummer (bezoekadres)", sorteer=None, bewerk=True, standaard=False),
        Kolom("postadres_postcode", "Postcode (postadres)", sorteer=None, bewerk=True, standaard=False),
        Kolom("postadres_plaats", "Plaats (postadres)", sorteer=None, bewerk=True, standaard=False),
        Kolom("debiteurnummer", filter=Nummer(), bewerk=True, standaard=False),
        Kolom("btw_nummer", sorteer=None, bewerk=True, standaard=False),
        Kolom("iban", sorteer=None, bewerk=True, standaard=False, toon=toon_iban),
        Kolom("relatie_sinds", sorteer=OP_RELATIE_SINDS, bewerk=True, standaard=False),
        Kolom("bron", sorteer=None, bewerk=True, standaard=False),
        Kolom("actief", filter=JaNee(), zoek=True, sorteer=None, bewerk=True, standaard=False),
        Kolom("aangemaakt_op", standaard=False),
        Kolom("gewijzigd_op", standaard=False),
    ]
