"""The lists of Relaties. A new column is one line here."""

from django.db.models import BooleanField, CharField, Exists, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.forms import HiddenInput, IntegerField
from django_filters import Filter

from relaties.forms import OrganisatieForm, PersoonForm, PersoonInOrganisatieForm
from relaties.gevolgen import (
    massaal_van_koppelingen,
    massaal_van_organisaties,
    van_koppelingen,
    van_organisaties,
    van_personen,
)
from relaties.models import Organisatie, Persoon, PersoonInOrganisatie
from relaties.models.organisatie import GEEN_POSTADRES, OP_MEDEWERKERS, OP_RELATIE_SINDS
from relaties.models.persoon_in_organisatie import MET_SLOT, OP_BEGINDATUM, OP_EINDDATUM
from relaties.nummers import toon_iban, toon_telefoon
from segmenten.zoekvelden import hoofdsegmentkeuze, subsegmentkeuze
from smp.gebruikers.models import Gebruiker
from smp.lijsten.kolom import Kolom
from smp.lijsten.lijst import Lijst, registreer
from smp.lijsten.verband import Verband
from smp.lijsten.zoekvelden import Begint, JaNee, Keuze, Mailadres, Nummer, Postcode, Woorden, Zoekveld, kleine_tabel
from smp.tekst import Vouw
from smp.telling import Telling

#: The clauses of two search fields that more than one list has.
ACTIEF = ("actieve …", "niet-actieve …")
BEPERKT = ("met beperkte verwerking", "zonder beperking")

_BANEN = PersoonInOrganisatie.objects.filter(persoon=OuterRef("pk"))
#: Where a person works today: the first by name. One index lookup a row that is shown.
WERKT_BIJ = Subquery(
    _BANEN.filter(actief=True).order_by("organisatie_sleutel").values("organisatie__naam")[:1],
    output_field=CharField(),
)
#: A zakelijke relatie is a person with a job, of today or before (R39).
IS_ZAKELIJK = Exists(_BANEN)
#: The same as a column: one index lookup a row that is shown. Of an EXISTS the planner would read every job once.
ZAKELIJK = Coalesce(Subquery(_BANEN.values(ja=Value(True))[:1]), Value(False), output_field=BooleanField())


_HIER = PersoonInOrganisatie.objects.filter(organisatie=OuterRef("pk"), actief=True)
AANTAL_PERSONEN = Telling(_HIER.order_by().values("pk"))


class MetCategorie(Keuze):
    """Organisations where somebody in this categorie works today."""

    naast = True

    def __init__(self, **kwargs):
        super().__init__(keuzes=hoofdsegmentkeuze("persoon").keuzes, **kwargs)

    def voorwaarde(self, waarde):
        return Q(Exists(_HIER.filter(categorie=waarde)))

    def zin(self, waarde, tekst):
        return f"met een actieve persoon in categorie {tekst}"


class PostadresBekend(JaNee):
    """Ja: post can be sent somewhere of its own; nee: no postal address, and not said to be the visiting one."""

    def is_ja(self):
        return ~GEEN_POSTADRES


class Vanuit(Zoekveld, Filter):
    """The rows of one organisation: the link on its card. It has no search field, only a chip."""

    field_class = IntegerField

    def __init__(self, **kwargs):
        super().__init__(widget=HiddenInput(), min_value=0, max_value=2**63 - 1, **kwargs)

    def voorwaarde(self, waarde):
        return Q(**{self.field_name: waarde})

    def keuzetekst(self, waarde: int) -> str:
        """The name of the organisation. One query."""
        return str(Organisatie.objects.filter(pk=waarde).first() or waarde)

    def zin(self, waarde, tekst):
        return f"bij {tekst}"


class Zakelijk(JaNee):
    """Zakelijke relatie: ja or nee (R39)."""

    naast = True

    def is_ja(self):
        return Q(IS_ZAKELIJK)


class Samengevoegd:
    """Mixin before Lijst: the records of a Samenvoegbaar model (R102). Its rows are those that were not merged."""

    def opgegaan(self, sleutel):
        rij = self.model._base_manager.filter(pk=sleutel).select_related("samengevoegd_met").first()
        if rij is None or rij.samengevoegd_met is None:
            return None
        return f"{rij} is samengevoegd met {rij.samengevoegd_met}.", rij.samengevoegd_met


class Geinformeerd(JaNee):
    """Nee: the person does not know yet that we have his data (AVG art. 14)."""

    def is_ja(self):
        return Q(geinformeerd_op__isnull=False)


class MetSlot(JaNee):
    """Ja: jobs of a person whose processing is limited (AVG art. 18). It has no search field, only a chip."""

    def is_ja(self):
        return Q(MET_SLOT)


def gebruikerkeuze(filterset):
    """Every user by name, former ones too: old records still carry them (R15)."""
    rijen = kleine_tabel(filterset, Gebruiker)
    return [(pk, Gebruiker.noem(*namen) + ("" if actief else " (niet actief)")) for pk, *namen, actief in rijen]


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
    in_zoeksleutel = ("handelsnaam", "zoeknaam", "bezoekadres_plaats")
    uitvoer = POST
    kolommen = [
        Kolom(
            "naam",
            filter=Woorden(field_name="zoeksleutel"),
            zoek=True,
            sorteer="sorteersleutel",
            bewerk=True,
            link=True,
        ),
        Kolom("bezoekadres_plaats", filter=Begint(), zoek=True, sorteer=Vouw("bezoekadres_plaats"), bewerk=True),
        Kolom("bezoekadres_postcode", filter=Postcode(), bewerk=True, standaard=False),
        Kolom("telefoon", sorteer=None, bewerk=True, toon=toon_telefoon),
        Kolom("email", "E-mailadres", sorteer=None, bewerk=True),
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
        Kolom("achternaam", filter=Begint(), zoek=True, sorteer=Vouw("achternaam"), bewerk=True, standaard=False),
        Kolom("aanspreekvorm", sorteer=None, bewerk=True, standaard=False),
        Kolom("werkt_bij", "Werkt bij", sorteer=None),
        Kolom(
            "zakelijk",
            "Zakelijke relatie",
            filter=Zakelijk("met een zakelijke relatie", "zonder zakelijke relatie"),
            zoek=True,
            sorteer=None,
            standaard=False,
        ),
        Kolom("email_prive", sorteer=None, bewerk=True),
        Kolom("mobiel_prive", sorteer=None, bewerk=True, toon=toon_telefoon),
        Kolom("telefoon_prive", sorteer=None, bewerk=True, standaard=False, toon=toon_telefoon),
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
        return Persoon.objects.annotate(werkt_bij=WERKT_BIJ, zakelijk=ZAKELIJK)

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
            filter=Woorden(field_name="zoeksleutel", label="Persoon of organisatie"),
            zoek=True,
            sorteer="persoon_sleutel",
            link=True,
        ),
        Kolom("organisatie", filter=Vanuit(), sorteer="organisatie_sleutel", link=True),
        Kolom("functie", filter=Begint(), zoek=True, sorteer=Vouw("functie"), bewerk=True),
        Kolom("afdeling", filter=Begint(), zoek=True, sorteer=Vouw("afdeling"), bewerk=True),
        Kolom("zakelijk_email", filter=Mailadres(), zoek=True, sorteer=None, bewerk=True),
        Kolom("telefoon", sorteer=None, bewerk=True, toon=toon_telefoon),
        Kolom("mobiel", sorteer=None, bewerk=True, standaard=False, toon=toon_telefoon),
        Kolom("doorkiesnummer", sorteer=None, bewerk=True, standaard=False, toon=toon_telefoon),
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

    def massagevolgen(self, teksten, rijen, user):
        return massaal_van_koppelingen(teksten, rijen, user)
