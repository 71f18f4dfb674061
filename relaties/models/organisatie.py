"""Organisatie: an organisation that we deal with (R5–R29, domein 3.1)."""

from datetime import date

import pgtrigger
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Coalesce, Collate, Concat
from django.urls import reverse
from django.utils import timezone

from relaties import nummers
from relaties.adressen import Adres, normaliseer_postcode
from relaties.models.adreskolommen import Bezoekadres, Postadres, postcode_check
from relaties.models.samenvoegbaar import Bestaand, Samenvoegbaar, samengevoegd_check, samengevoegd_index
from segmenten.models import Segment
from smp.historie.models import volg
from smp.historie.stempel import STEMPELTRIGGERS, Stempel
from smp.tekst import Klein, Vouw, Zoekvouw, vouwfouten

RECHTSVORMEN = [
    ("", "Onbekend"),
    ("eenmanszaak", "Eenmanszaak"),
    ("vof", "Vennootschap onder firma (vof)"),
    ("maatschap", "Maatschap"),
    ("cv", "Commanditaire vennootschap (cv)"),
    ("bv", "Besloten vennootschap (bv)"),
    ("nv", "Naamloze vennootschap (nv)"),
    ("stichting", "Stichting"),
    ("vereniging", "Vereniging"),
    ("vve", "Vereniging van eigenaars"),
    ("cooperatie", "Coöperatie"),
    ("owm", "Onderlinge waarborgmaatschappij"),
    ("kerk", "Kerkgenootschap"),
    ("publiek", "Publiekrechtelijke rechtspersoon (gemeente, provincie, waterschap, rijk)"),
    ("eu", "Europese rechtsvorm (SE, EESV, SCE)"),
    ("buitenlands", "Buitenlandse rechtsvorm"),
    ("overig", "Overig"),
]
RELATIESTATUSSEN = [
    ("prospect", "Prospect"),
    ("relatie", "Relatie"),
    ("klant", "Klant"),
    ("oud-relatie", "Oud-relatie"),
    ("opgeheven", "Opgeheven"),
    ("niet benaderen", "Niet benaderen"),
]
TALEN = [("nl", "Nederlands"), ("en", "Engels"), ("de", "Duits"), ("fr", "Frans")]
#: Lower bounds of the size classes (domein 3.1 grootteklasse).
GROOTTEKLASSEN = [(250, "250+"), (50, "50–249"), (10, "10–49"), (2, "2–9"), (1, "1")]
MAX_MOEDERS = 10

# What a list orders on where the column itself can be empty: empty comes last.
OP_RELATIE_SINDS = Coalesce("relatie_sinds", Value(date(9999, 12, 31)))
OP_MEDEWERKERS = Coalesce("aantal_medewerkers", Value(2_147_483_647))
#: No postal address, and not said to be the visiting one.
GEEN_POSTADRES = Q(postadres_gelijk=False, postadres_plaats="", postadres_postcode="")


def _woorden(*velden):
    """The fields, folded, behind spaces: a search term that starts a word is found as ' term'."""
    delen = [deel for veld in velden for deel in (Value(" "), F(veld))]
    return Concat(Value(" "), Zoekvouw(Concat(*delen)), output_field=models.CharField())


@volg(behalve=["sorteersleutel", "zoeksleutel", "segment_sleutel", "accountmanager_sleutel", "grootteklasse"])
class Organisatie(Bezoekadres, Postadres, Samenvoegbaar, Stempel):
    """An organisation. Only `naam` is required; every rule stands in `clean` or in a constraint."""

    WEERGAVE = {"telefoon": nummers.toon_telefoon, "iban": nummers.toon_iban}

    naam = models.CharField("naam", max_length=200)
    handelsnaam = models.CharField("handelsnaam", max_length=200, blank=True)
    zoeknaam = models.CharField("zoeknaam", max_length=60, blank=True)
    kvk_nummer = models.CharField("KVK-nummer", max_length=8, blank=True, db_collation="C")
    vestigingsnummer = models.CharField("vestigingsnummer", max_length=12, blank=True, db_collation="C")
    rsin = models.CharField("RSIN", max_length=9, blank=True)
    btw_nummer = models.CharField("btw-nummer", max_length=14, blank=True)
    iban = models.CharField("IBAN", max_length=34, blank=True)
    oin = models.CharField("OIN", max_length=20, blank=True)
    peppol_id = models.CharField("Peppol-ID", max_length=50, blank=True)
    telefoon = models.CharField("telefoonnummer", max_length=25, blank=True)
    email = models.CharField("e-mailadres (algemeen)", max_length=254, blank=True)
    website = models.CharField("website", max_length=255, blank=True)
    linkedin = models.CharField("LinkedIn", max_length=255, blank=True)
    rechtsvorm = models.CharField("rechtsvorm", max_length=30, choices=RECHTSVORMEN, blank=True)
    sbi_code = models.CharField("SBI-code", max_length=5, blank=True)
    branche = models.CharField("branche", max_length=100, blank=True)
    aantal_medewerkers = models.PositiveIntegerField("aantal medewerkers", null=True, blank=True)
    grootteklasse = models.GeneratedField(
        verbose_name="grootteklasse",
        expression=Case(
            *[When(aantal_medewerkers__gte=vanaf, then=Value(naam)) for vanaf, naam in GROOTTEKLASSEN],
            default=Value(""),
        ),
        output_field=models.CharField(max_length=10),
        db_persist=True,
    )
    relatiestatus = models.CharField("relatiestatus", max_length=14, choices=RELATIESTATUSSEN, default="relatie")
    accountmanager = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="organisaties",
        verbose_name="accountmanager",
    )
    segment = models.ForeignKey(
        Segment,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="organisaties",
        verbose_name="segment",
        db_index=False,
    )
    subsegment = models.ForeignKey(
        Segment,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="organisaties_sub",
        verbose_name="subsegment",
        db_index=False,
    )
    moederorganisatie = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="dochters",
        verbose_name="moederorganisatie",
    )
    debiteurnummer = models.CharField("debiteurnummer", max_length=20, blank=True, db_collation="C")
    factuur_email = models.CharField("e-mailadres voor facturen", max_length=254, blank=True)
    taal = models.CharField("taal", max_length=2, choices=TALEN, default="nl")
    relatie_sinds = models.DateField("relatie sinds", null=True, blank=True)
    bron = models.CharField("bron", max_length=100, blank=True)
    non_mailing_kvk = models.BooleanField("geen reclame per post (KVK)", default=False)
    geen_mailing = models.BooleanField("niet benaderen voor marketing", default=False)
    geen_mailing_reden = models.CharField("reden", max_length=100, blank=True)
    geen_mailing_datum = models.DateField("sinds", null=True, blank=True)
    actief = models.BooleanField("actief", default=True)
    opmerkingen = models.TextField("opmerkingen", max_length=4000, blank=True)

    # Kept by the database, for order and search.
    sorteersleutel = models.GeneratedField(
        expression=Vouw("naam"),
        output_field=models.CharField(max_length=255, db_collation="C"),
        db_persist=True,
    )
    zoeksleutel = models.GeneratedField(
        expression=_woorden("naam", "handelsnaam", "zoeknaam", "bezoekadres_plaats"),
        output_field=models.TextField(db_collation="C"),
        db_persist=True,
    )
    segment_sleutel = models.CharField(max_length=255, db_collation="C", editable=False, default="")
    accountmanager_sleutel = models.CharField(max_length=255, db_collation="C", editable=False, default="")

    objects = Bestaand()

    class Meta:
        verbose_name = "organisatie"
        verbose_name_plural = "organisaties"
        ordering = ["sorteersleutel", "pk"]
        constraints = [
            postcode_check("bezoekadres"),
            postcode_check("postadres"),
            samengevoegd_check(),
            models.CheckConstraint(
                name="organisatie_kvk_vorm", condition=Q(kvk_nummer="") | Q(kvk_nummer__regex=r"^[0-9]{8}$")
            ),
            models.CheckConstraint(
                name="organisatie_vestiging_met_kvk", condition=Q(vestigingsnummer="") | ~Q(kvk_nummer="")
            ),
            models.CheckConstraint(
                name="organisatie_subsegment_met_segment",
                condition=Q(subsegment=None) | Q(segment__isnull=False),
                violation_error_message="Kies eerst een segment. Daarna kun je een subsegment kiezen.",
            ),
            models.CheckConstraint(
                name="organisatie_niet_eigen_moeder",
                condition=Q(moederorganisatie=None) | ~Q(moederorganisatie=F("pk")),
            ),
            models.UniqueConstraint(
                fields=["kvk_nummer", "vestigingsnummer"],
                condition=~Q(kvk_nummer="") & Q(samengevoegd_met=None),
                name="organisatie_kvk_uniek",
                violation_error_message="Er is al een organisatie met dit KVK-nummer en dit vestigingsnummer.",
            ),
            models.UniqueConstraint(
                fields=["debiteurnummer"],
                condition=~Q(debiteurnummer="") & Q(samengevoegd_met=None),
                name="organisatie_debiteurnummer_uniek",
                violation_error_message="Er is al een organisatie met dit debiteurnummer.",
            ),
        ]
        # Each order of the list reads an index and ends in the key, so that no page sorts the table.
        indexes = [
            # With what the list asks unasked and by words, so that a common word is found without reading a row.
            models.Index(
                fields=["sorteersleutel", "id"],
                include=["zoeksleutel", "actief", "samengevoegd_met"],
                name="organisatie_naam",
            ),
            models.Index(Vouw("bezoekadres_plaats"), F("id"), name="organisatie_plaats"),
            models.Index(F("bezoekadres_postcode"), F("id"), name="organisatie_postcode"),
            models.Index(F("segment_sleutel"), F("id"), name="organisatie_segment"),
            models.Index(F("accountmanager_sleutel"), F("id"), name="organisatie_accountmanager"),
            models.Index(F("gewijzigd_op"), F("id"), name="organisatie_gewijzigd"),
            models.Index(F("aangemaakt_op"), F("id"), name="organisatie_aangemaakt"),
            models.Index(fields=["gewijzigd_door", "gewijzigd_op", "id"], name="organisatie_door"),
            models.Index(OP_RELATIE_SINDS, F("id"), name="organisatie_relatie_sinds"),
            models.Index(OP_MEDEWERKERS, F("id"), name="organisatie_medewerkers"),
            models.Index(F("relatiestatus"), F("id"), name="organisatie_relatiestatus"),
            models.Index(F("rechtsvorm"), F("id"), name="organisatie_rechtsvorm"),
            models.Index(F("kvk_nummer"), F("id"), name="organisatie_kvk"),
            models.Index(F("debiteurnummer"), F("id"), name="organisatie_debiteur"),
            models.Index(Klein("email"), name="organisatie_email"),
            models.Index(Collate("telefoon", "C"), name="organisatie_telefoon"),
            # No order of the list: a double is found by them.
            models.Index(fields=["btw_nummer"], name="organisatie_btw", condition=~Q(btw_nummer="")),
            models.Index(fields=["rsin"], name="organisatie_rsin", condition=~Q(rsin="")),
            models.Index(fields=["iban"], name="organisatie_iban", condition=~Q(iban="")),
            samengevoegd_index(),
            # What a list shows unasked is counted up to 10,000 on every page: small, and no row is read for it.
            models.Index(fields=["id"], name="organisatie_actief", condition=Q(actief=True, samengevoegd_met=None)),
            # A segment in the order of the list; and the page of segments counts those of each from the index alone.
            # The town behind it is compared there too: no row is read, or its town folded, to find that it is another.
            models.Index(
                F("segment"),
                F("sorteersleutel"),
                F("id"),
                Vouw("bezoekadres_plaats"),
                include=["samengevoegd_met"],
                name="organisatie_segment_op_naam",
            ),
            models.Index(fields=["subsegment"], include=["samengevoegd_met"], name="organisatie_in_subsegment"),
            # The two that are asked together most: else all of the segment and all of the town are read to meet.
            # Behind them stands all that a count asks (the town itself too: PostgreSQL wants it), so it reads no row.
            models.Index(
                F("segment"),
                Vouw("bezoekadres_plaats"),
                include=["id", "bezoekadres_plaats", "actief", "samengevoegd_met"],
                name="organisatie_segment_plaats",
            ),
            # Answers that may be rare: to find them in the order of all names would be to read every row.
            models.Index(
                fields=["sorteersleutel", "id"],
                name="organisatie_niet_actief",
                condition=Q(actief=False, samengevoegd_met=None),
            ),
            models.Index(fields=["sorteersleutel", "id"], name="organisatie_geen_postadres", condition=GEEN_POSTADRES),
            GinIndex(fields=["zoeksleutel"], opclasses=["gin_trgm_ops"], name="organisatie_zoek"),
        ]
        triggers = [
            *STEMPELTRIGGERS,
            pgtrigger.Trigger(
                name="sleutels",
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("segment_id", "subsegment_id", "accountmanager_id"),
                when=pgtrigger.Before,
                func="""
                    NEW.segment_sleutel := COALESCE((SELECT sorteersleutel FROM segmenten_segment
                        WHERE id = NEW.segment_id), '') || '  ' || COALESCE((SELECT sorteersleutel
                        FROM segmenten_segment WHERE id = NEW.subsegment_id), '');
                    NEW.accountmanager_sleutel := COALESCE((SELECT smp_vouw(naam) FROM gebruikers_gebruiker
                        WHERE id = NEW.accountmanager_id), '');
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self):
        return self.naam

    def get_absolute_url(self):
        return reverse("organisatie_kaart", args=[self.pk])

    @property
    def bezoekadres(self) -> Adres:
        return Adres.van(self, "bezoekadres")

    @property
    def postadres(self) -> Adres:
        """Where post goes: the postal address, else the visiting address (domein 3.3)."""
        eigen = Adres.van(self, "postadres")
        return self.bezoekadres if self.postadres_gelijk or eigen.is_leeg else eigen

    @property
    def postadres_bekend(self) -> str:
        """'Ja' when post goes to an address of its own, or is said to go to the visiting address."""
        return "Ja" if self.postadres_gelijk or not Adres.van(self, "postadres").is_leeg else "Nee"

    def clean(self):
        """Bring numbers and texts in their stored form; every message stands at the field to mend (6.3)."""
        fouten = self._normaliseer() | nummers.bsnfouten(self, "bron", "opmerkingen")
        fouten |= Adres.van(self, "bezoekadres").fouten("bezoekadres")
        if self.postadres_gelijk:
            self._leeg_postadres()
        fouten |= Adres.van(self, "postadres").fouten("postadres")
        for groep in ("bezoekadres", "postadres"):
            if f"{groep}_postcode" not in fouten:
                veld = f"{groep}_postcode"
                setattr(self, veld, normaliseer_postcode(getattr(self, veld), getattr(self, f"{groep}_land")))
        if self.vestigingsnummer and not self.kvk_nummer and "kvk_nummer" not in fouten:
            fouten["vestigingsnummer"] = "Vul eerst het KVK-nummer in."
        if self.relatie_sinds and self.relatie_sinds > timezone.localdate():
            fouten["relatie_sinds"] = "Kies een datum in het verleden."
        fouten |= self._segmentfouten() | self._moederfouten()
        if self.relatiestatus == "opgeheven":
            self.actief = False
        if fouten:
            raise ValidationError(fouten)

    def _normaliseer(self) -> dict:
        self.naam = " ".join(self.naam.split())
        fouten = {} if self.naam else {"naam": "Vul een naam in."}
        fouten |= vouwfouten(self, ("naam", "handelsnaam", "zoeknaam", "bezoekadres_plaats"), 250)
        self.handelsnaam = "" if self.handelsnaam == self.naam else self.handelsnaam
        vormen = {
            "kvk_nummer": nummers.kvk_nummer,
            "vestigingsnummer": nummers.vestigingsnummer,
            "rsin": lambda tekst: nummers.rsin(tekst, self.rechtsvorm),
            "btw_nummer": lambda tekst: nummers.btw_nummer(tekst, self.rechtsvorm),
            "iban": nummers.iban,
            "sbi_code": nummers.sbi_code,
            "telefoon": nummers.telefoon,
            "email": nummers.email,
            "factuur_email": nummers.email,
            "website": nummers.website,
            "linkedin": nummers.website,
        }
        return fouten | nummers.vormfouten(self, vormen)

    def _leeg_postadres(self):
        """With 'gelijk aan bezoekadres' the postal columns hold nothing: a copy would grow old."""
        for veld in Postadres._meta.get_fields():
            if veld.name != "postadres_gelijk":
                setattr(self, veld.name, veld.get_default())

    def _segmentfouten(self) -> dict:
        """B1 and B2. Which segments may be chosen anew (B3) is the form's business: it knows the old value."""
        fouten = {}
        if self.segment and (self.segment.type != Segment.HOOFD or not self.segment.soort_organisatie):
            fouten["segment"] = "Dit segment is niet voor organisaties."
        if self.subsegment and not self.segment:
            fouten["subsegment"] = "Kies eerst een segment. Daarna kun je een subsegment kiezen."
        elif self.subsegment and self.subsegment.hoofdsegment_id != self.segment_id:
            fouten["subsegment"] = "Dit subsegment hoort niet bij dit segment."
        elif self.subsegment and not self.subsegment.soort_organisatie:
            fouten["subsegment"] = "Dit segment is niet voor organisaties."
        return fouten

    def _moederfouten(self) -> dict:
        """No cycle and at most MAX_MOEDERS levels; one query a level."""
        moeder, diepte = self.moederorganisatie, 1
        while moeder:
            if moeder.pk == self.pk:
                return {"moederorganisatie": "Een organisatie kan niet onder zichzelf vallen."}
            if diepte > MAX_MOEDERS:
                return {"moederorganisatie": f"Dit zijn meer dan {MAX_MOEDERS} lagen. Kies een hogere organisatie."}
            moeder, diepte = moeder.moederorganisatie, diepte + 1
        return {}
