"""The lists of Relaties. A new column is one line here."""

from operator import attrgetter

from django.forms import HiddenInput

from relaties.forms import OrganisatieForm, PersoonForm, PersoonInOrganisatieForm
from relaties.gevolgen import (
    massaal_van_koppelingen,
    massaal_van_organisaties,
    van_koppelingen,
    van_organisaties,
    van_personen,
)
from relaties.models import Organisatie, Persoon, PersoonInOrganisatie
from relaties.models.organisatie import OP_MEDEWERKERS, OP_RELATIE_SINDS
from relaties.models.persoon_in_organisatie import OP_BEGINDATUM, OP_EINDDATUM
from relaties.nummers import toon_iban, toon_telefoon
from relaties.zoekvelden import (
    AANTAL_PERSONEN,
    ACTIEF,
    BEPERKT,
    WERKT_BIJ,
    Geinformeerd,
    MetCategorie,
    MetSlot,
    PostadresBekend,
    Telefoonnummer,
    Vanuit,
    gebruikerkeuze,
)
from segmenten.zoekvelden import hoofdsegmentkeuze, subsegmentkeuze
from smp.lijsten.kolom import Kolom
from smp.lijsten.lijst import Lijst, registreer
from smp.lijsten.verband import Verband
from smp.lijsten.zoekvelden import Begint, JaNee, Keuze, Mailadres, Nummer, Postcode, Woorden
from smp.tekst import Vouw


class Samengevoegd:
    """Mixin before Lijst: the records of a Samenvoegbaar model (R102). Its rows are those that were not merged."""

    def opgegaan(self, sleutel):
        rij = self.model._base_manager.filter(pk=sleutel).select_related("samengevoegd_met").first()
        if rij is None or rij.samengevoegd_met is None:
            return None
        return f"{rij} is samengevoegd met {rij.samengevoegd_met}.", rij.samengevoegd_met


#: For the found rows of every list with addresses (relaties/post/).
POST = {"Enveloppen en etiketten": "post"}


@registreer
class OrganisatieLijst(Samengevoegd, Lijst):
    model = Organisatie
    form = OrganisatieForm
    volgorde = ("naam",)
    begin = {"actief": "ja"}
    opzoekkolommen = ("naam", "bezoekadres_plaats", "kvk_nummer", "segment")
    verbanden = {"personen": Verband("persooninorganisatie", "organisatie", "pk", "met een {}", veel=True)}
    naamindex = True
    in_zoeksleutel = ("handelsnaam", "zoeknaam", "bezoekadres_plaats")
    uitvoer = POST
    kolommen = [
        Kolom(
            "naam",
            filter=Woorden(field_name="zoeksleutel", waarin="naam, handelsnaam, zoeknaam of plaats"),
            zoek=True,
            sorteer="sorteersleutel",
            bewerk=True,
            link=True,
        ),
        Kolom("bezoekadres_plaats", filter=Begint(), zoek=True, sorteer=Vouw("bezoekadres_plaats"), bewerk=True),
        Kolom("bezoekadres_postcode", filter=Postcode(), bewerk=True, standaard=False),
        Kolom("telefoon", filter=Telefoonnummer(), sorteer=None, bewerk=True, toon=toon_telefoon),
        Kolom("email", "E-mailadres", filter=Mailadres(), sorteer=None, bewerk=True),
        Kolom(
            "segment",
            filter=hoofdsegmentkeuze("organisatie"),
            zoek=True,
            sorteer="segment_sleutel",
            bewerk=True,
        ),
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
        Kolom("actief", filter=JaNee(*ACTIEF), zoek=True, sorteer=None, bewerk=True, standaard=False),
        Kolom(
            "aantal_personen",
            "Personen",
            filter=MetCategorie(label="Met actieve persoon in categorie"),
            sorteer=None,
            standaard=False,
        ),
        Kolom(
            "postadres_bekend",
            "Postadres bekend",
            filter=PostadresBekend("met postadres", "zonder postadres"),
            sorteer=None,
            standaard=False,
        ),
        Kolom("aangemaakt_op", standaard=False),
        Kolom("gewijzigd_op", standaard=False),
    ]

    def rijen(self, user):
        return super().rijen(user).annotate(aantal_personen=AANTAL_PERSONEN)

    def rijen_met(self, kolommen, user):
        """The count only when it is shown: to put it in the query takes a tenth of what reading the rows does."""
        geteld = any(kolom.naam == "aantal_personen" for kolom in kolommen)
        return self.rijen(user) if geteld else super().rijen(user)

    def gevolgen(self, wijzigingen, user):
        return van_organisaties(wijzigingen, user)

    def massagevolgen(self, teksten, rijen, user):
        return massaal_van_organisaties(teksten, rijen, user)

    def omschrijving(self, rij):
        delen = [
            rij.bezoekadres_plaats,
            rij.kvk_nummer and f"KVK {rij.kvk_nummer}",
            rij.segment and str(rij.segment),
        ]
        return " · ".join(deel for deel in delen if deel)


@registreer
class PersoonLijst(Samengevoegd, Lijst):
    model = Persoon
    form = PersoonForm
    volgorde = ("lijstnaam",)
    begin = {"actief": "ja", "verwerking_beperkt": "nee"}
    opzoekkolommen = ("lijstnaam", "werkt_bij", "priveadres_plaats")
    verbanden = {"banen": Verband("persooninorganisatie", "persoon", "pk", "als {}", veel=True)}
    naamindex = True
    in_zoeksleutel = ("voornaam", "achternaam")
    uitvoer = POST
    kolommen = [
        Kolom(
            "lijstnaam",
            "Naam",
            filter=Woorden(field_name="zoeksleutel"),
            zoek=True,
            sorteer="sorteersleutel",
            link=True,
        ),
        Kolom("voornaam", filter=Begint(), zoek=True, sorteer=Vouw("voornaam"), bewerk=True),
        Kolom("voorletters", sorteer=None, bewerk=True, standaard=False),
        Kolom("tussenvoegsel", sorteer=None, bewerk=True, standaard=False),
        Kolom(
            "achternaam",
            filter=Begint(in_naamindex=True),
            zoek=True,
            sorteer=Vouw("achternaam"),
            bewerk=True,
            standaard=False,
        ),
        Kolom("aanspreekvorm", sorteer=None, bewerk=True, standaard=False),
        Kolom("werkt_bij", "Werkt bij", sorteer=None),
        Kolom(
            "zakelijk",
            filter=JaNee("met een zakelijke relatie", "zonder zakelijke relatie"),
            zoek=True,
            sorteer=None,
            standaard=False,
        ),
        Kolom("email_prive", filter=Mailadres(), sorteer=None, bewerk=True),
        Kolom("mobiel_prive", filter=Telefoonnummer(), sorteer=None, bewerk=True, toon=toon_telefoon),
        Kolom(
            "telefoon_prive", filter=Telefoonnummer(), sorteer=None, bewerk=True, standaard=False, toon=toon_telefoon
        ),
        Kolom(
            "priveadres_plaats",
            "Plaats (privé)",
            filter=Begint(),
            sorteer=Vouw("priveadres_plaats"),
            bewerk=True,
        ),
        Kolom("priveadres_postcode", "Postcode (privé)", filter=Postcode(), bewerk=True, standaard=False),
        Kolom("taal", sorteer=None, bewerk=True, standaard=False),
        Kolom("tutoyeren", sorteer=None, bewerk=True, standaard=False),
        Kolom("bron", sorteer=None, bewerk=True, standaard=False),
        Kolom(
            "geinformeerd_op",
            filter=Geinformeerd("die zijn geïnformeerd", "die nog niet zijn geïnformeerd", label="Geïnformeerd"),
            sorteer=None,
            bewerk=True,
            standaard=False,
        ),
        Kolom(
            "geen_marketing",
            "Geen marketing",
            filter=JaNee("die geen marketing willen", "die marketing mogen krijgen"),
            sorteer=None,
            bewerk=True,
            standaard=False,
        ),
        Kolom("verwerking_beperkt", filter=JaNee(*BEPERKT), zoek=True, sorteer=None, standaard=False),
        Kolom("actief", filter=JaNee(*ACTIEF), zoek=True, sorteer=None, bewerk=True, standaard=False),
        Kolom("aangemaakt_op", standaard=False),
        Kolom("gewijzigd_op", standaard=False),
    ]

    def selecteerbaar(self, rijen):
        return rijen.selecteerbaar()

    def rijen(self, user):
        return Persoon.objects.annotate(werkt_bij=WERKT_BIJ)

    def gevolgen(self, wijzigingen, user):
        return van_personen(wijzigingen, user)

    def omschrijving(self, rij):
        return rij.werkt_bij or rij.priveadres_plaats


@registreer
class PersoonInOrganisatieLijst(Lijst):
    model = PersoonInOrganisatie
    form = PersoonInOrganisatieForm
    titel = "Persoon in organisatie"
    rijknop = True
    volgorde = ("persoon",)
    begin = {"actief": "ja", "persoon__verwerking_beperkt": "nee"}
    verbanden = {
        "organisatie": Verband("organisatie", "pk", "organisatie_id", "bij een {}"),
        "persoon": Verband("persoon", "pk", "persoon_id", "van een {}"),
    }
    in_zoeksleutel = ("functie", "afdeling")
    uitvoer = POST
    kolommen = [
        Kolom(
            "persoon",
            filter=Woorden(
                field_name="zoeksleutel",
                label="Persoon of organisatie",
                waarin="persoon, organisatie, functie of afdeling",
            ),
            zoek=True,
            sorteer="persoon_sleutel",
            link=True,
            toon=attrgetter("lijstnaam"),
        ),
        Kolom("organisatie", filter=Vanuit(), sorteer="organisatie_sleutel", link=True),
        Kolom("functie", filter=Begint(), zoek=True, sorteer=Vouw("functie"), bewerk=True),
        Kolom("afdeling", filter=Begint(), zoek=True, sorteer=Vouw("afdeling"), bewerk=True),
        Kolom("zakelijk_email", filter=Mailadres(), zoek=True, sorteer=None, bewerk=True),
        Kolom("telefoon", filter=Telefoonnummer(), sorteer=None, bewerk=True, toon=toon_telefoon),
        Kolom("mobiel", filter=Telefoonnummer(), sorteer=None, bewerk=True, standaard=False, toon=toon_telefoon),
        Kolom(
            "doorkiesnummer", filter=Telefoonnummer(), sorteer=None, bewerk=True, standaard=False, toon=toon_telefoon
        ),
        Kolom(
            "categorie",
            filter=hoofdsegmentkeuze("persoon"),
            zoek=True,
            sorteer="categorie_sleutel",
            bewerk=True,
        ),
        Kolom("subcategorie", filter=subsegmentkeuze("persoon"), sorteer=None, bewerk=True),
        Kolom("functiegroep", filter=Keuze(), bewerk=True, standaard=False),
        Kolom(
            "organisatie__bezoekadres_plaats",
            "Plaats (organisatie)",
            filter=Begint(),
            sorteer=None,
            bewerk=True,
            standaard=False,
        ),
        Kolom(
            "organisatie__segment",
            "Segment (organisatie)",
            filter=hoofdsegmentkeuze("organisatie"),
            sorteer=None,
            standaard=False,
        ),
        Kolom(
            "organisatie__relatiestatus",
            "Relatiestatus (organisatie)",
            filter=Keuze(),
            sorteer=None,
            bewerk=True,
            standaard=False,
        ),
        Kolom(
            "hoofdcontactpersoon",
            filter=JaNee("die hoofdcontactpersoon zijn", "die geen hoofdcontactpersoon zijn"),
            sorteer=None,
            bewerk=True,
            standaard=False,
        ),
        Kolom("voorkeursrelatie", sorteer=None, bewerk=True, standaard=False),
        Kolom("begindatum", sorteer=OP_BEGINDATUM, bewerk=True, standaard=False),
        Kolom("einddatum", sorteer=OP_EINDDATUM, bewerk=True, standaard=False),
        Kolom(
            "persoon__verwerking_beperkt",
            "Verwerking beperkt",
            filter=MetSlot(*BEPERKT, widget=HiddenInput()),
            sorteer=None,
            standaard=False,
        ),
        Kolom("actief", filter=JaNee(*ACTIEF), zoek=True, sorteer=None, bewerk=True),
        Kolom("aangemaakt_op", standaard=False),
        Kolom("gewijzigd_op", standaard=False),
    ]

    def selecteerbaar(self, rijen):
        return rijen.selecteerbaar()

    def gevolgen(self, wijzigingen, user):
        return van_koppelingen(wijzigingen, user)

    def omschrijving(self, rij):
        return rij.functie

    def massagevolgen(self, teksten, rijen, user):
        return massaal_van_koppelingen(teksten, rijen, user)
