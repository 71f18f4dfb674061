"""Persoon: somebody that we know (R30–R43, domein 3.2). Where he works stands in PersoonInOrganisatie."""

from datetime import date

import pgtrigger
from django.contrib.postgres.indexes import GinIndex
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Coalesce, Collate, Concat, Replace, RTrim
from django.urls import reverse
from django.utils import timezone

from relaties import namen, nummers
from relaties.adressen import Adres, normaliseer_postcode
from relaties.models.adreskolommen import Priveadres, postcode_check
from relaties.models.organisatie import TALEN
from relaties.models.samenvoegbaar import Bestaand, Samenvoegbaar, samengevoegd_check, samengevoegd_index
from smp.historie.models import volg
from smp.historie.stempel import STEMPELTRIGGERS, Stempel
from smp.tekst import Klein, Vouw, Zoekvouw, vouwfouten

NAAMVELDEN = (
    "titel_voor",
    "voornaam",
    "tussenvoegsel",
    "achternaam",
    "titel_achter",
    "tussenvoegsel_partner",
    "achternaam_partner",
    "aanhef_handmatig",
)
EERSTE_GEBOORTEDAG = date(1900, 1, 1)
#: Why the processing of somebody's data is limited (AVG art. 18), also where the law forbids to forget him.
BEPERKREDENEN = [
    ("contract", "Er loopt een contract of sponsoring"),
    ("fiscaal", "Er is een factuur: de fiscale bewaarplicht is 7 jaar"),
    ("juistheid", "De persoon betwist of de gegevens kloppen"),
    ("bezwaar", "Het bezwaar van de persoon wordt nog beoordeeld"),
    ("rechtszaak", "De gegevens zijn nodig voor een rechtszaak"),
]
BEPERKT = "De verwerking van deze persoon is beperkt. Je kunt de gegevens nu niet wijzigen."
GEANONIMISEERD = "Deze persoon is geanonimiseerd. Je kunt de gegevens niet meer wijzigen."
BRON_NODIG = "Vul ook de bron in. Die hoort bij wat je de persoon hebt verteld."
# What a list orders on where the column itself can be empty: empty comes last.
OP_GEBOORTEDATUM = Coalesce("geboortedatum", Value(date(9999, 12, 31)))


def _tekst(*delen):
    return Concat(*delen, output_field=models.CharField())


def _samen(tussenvoegsel, achternaam):
    """SQL twin of `namen.samen`: glued after an apostrophe, else with a space."""
    aaneen = Q(**{tussenvoegsel: ""}) | Q(**{f"{tussenvoegsel}__regex": "['’‘`´ʼʹ]$"})
    lijm = Case(When(aaneen, then=Value("")), default=Value(" "), output_field=models.CharField())
    return _tekst(F(tussenvoegsel), lijm, F(achternaam))


def _naar_gebruik(eigen, partner, partner_eigen, eigen_partner):
    """What the naamgebruik asks for; without a partner's name the own (SQL twin of `Naam._delen`)."""
    return Case(
        When(Q(achternaam_partner="") | Q(naamgebruik="E"), then=eigen),
        When(naamgebruik="P", then=partner),
        When(naamgebruik="V", then=partner_eigen),
        When(naamgebruik="N", then=eigen_partner),
        default=eigen,
        output_field=models.CharField(),
    )


def _sorteersleutel():
    """SQL twin of `Naam.sorteersleutel`: 'vries jansen  a  de'."""
    achternaam = _naar_gebruik(
        F("achternaam"),
        F("achternaam_partner"),
        _tekst(F("achternaam_partner"), Value("-"), _samen("tussenvoegsel", "achternaam")),
        _tekst(F("achternaam"), Value("-"), _samen("tussenvoegsel_partner", "achternaam_partner")),
    )
    voor = Case(When(voorletters="", then=F("voornaam")), default=F("voorletters"))
    eigen, partner = F("tussenvoegsel"), F("tussenvoegsel_partner")
    tussenvoegsel = _naar_gebruik(eigen, partner, partner, eigen)
    voor = Replace(Vouw(voor), Value(" "), Value(""))
    return RTrim(_tekst(Vouw(achternaam), Value("  "), voor, Value("  "), Vouw(tussenvoegsel)))


def _zoeksleutel():
    """The name parts as words, and once more without spaces: 'vandenberg', 'jp' (domein 3.6)."""
    eigen = _samen("tussenvoegsel", "achternaam")
    partner = _samen("tussenvoegsel_partner", "achternaam_partner")
    delen = [eigen, partner, F("voornaam"), F("voorletters")]
    woorden = Zoekvouw(_tekst(*[stuk for deel in delen for stuk in (deel, Value(" "))]))
    aaneen = [Replace(Replace(Vouw(deel), Value(" "), Value("")), Value("ij"), Value("y")) for deel in delen]
    return RTrim(_tekst(Value(" "), woorden, *[stuk for deel in aaneen for stuk in (Value(" "), deel)]))


class PersoonQuerySet(models.QuerySet):
    def selecteerbaar(self):
        """Who may be in a selection: suggestions, exports, mailings and mass changes take only these (AVG art. 18)."""
        return self.filter(verwerking_beperkt=False, geanonimiseerd_op=None)


@volg(behalve=["sorteersleutel", "zoeksleutel", "zakelijk"])
class Persoon(Priveadres, Samenvoegbaar, Stempel):
    """A person. Only `achternaam` is required; the shown forms of the name are computed (`naam`)."""

    WEERGAVE = {"telefoon_prive": nummers.toon_telefoon, "mobiel_prive": nummers.toon_telefoon}

    aanspreekvorm = models.CharField("aanspreekvorm", max_length=1, choices=namen.AANSPREEKVORMEN, default="O")
    titel_voor = models.CharField("titel (vóór de naam)", max_length=30, blank=True)
    voorletters = models.CharField("voorletters", max_length=20, blank=True)
    voornaam = models.CharField("voornaam (roepnaam)", max_length=80, blank=True)
    tussenvoegsel = models.CharField("tussenvoegsel", max_length=20, blank=True)
    achternaam = models.CharField("achternaam", max_length=120)
    titel_achter = models.CharField("titel (achter de naam)", max_length=30, blank=True)
    tussenvoegsel_partner = models.CharField("tussenvoegsel partner", max_length=20, blank=True)
    achternaam_partner = models.CharField("achternaam partner", max_length=120, blank=True)
    naamgebruik = models.CharField("naamgebruik", max_length=1, choices=namen.NAAMGEBRUIK, default="E")
    aanhef_handmatig = models.CharField("afwijkende aanhef", max_length=120, blank=True)
    tutoyeren = models.BooleanField("aanspreken met je", default=False)
    geboortedatum = models.DateField("geboortedatum", null=True, blank=True)
    email_prive = models.CharField("e-mailadres privé", max_length=254, blank=True)
    telefoon_prive = models.CharField("telefoon privé", max_length=25, blank=True)
    mobiel_prive = models.CharField("mobiel privé", max_length=25, blank=True)
    taal = models.CharField("taal", max_length=2, choices=TALEN, default="nl")
    linkedin = models.CharField("LinkedIn", max_length=255, blank=True)
    bron = models.CharField("bron", max_length=100, blank=True)
    bron_datum = models.DateField("datum van de bron", null=True, blank=True)
    geinformeerd_op = models.DateField("geïnformeerd op", null=True, blank=True)
    overleden_op = models.DateField("overleden op", null=True, blank=True)
    geen_marketing = models.BooleanField("geen marketing (bezwaar)", default=False)
    # Set by the acts in relaties/privacy/, with a reason; never by a form or a grid.
    verwerking_beperkt = models.BooleanField("verwerking beperkt", default=False, editable=False)
    beperkt_reden = models.CharField("reden", max_length=10, choices=BEPERKREDENEN, blank=True, editable=False)
    beperkt_toelichting = models.CharField("toelichting", max_length=200, blank=True, editable=False)
    geanonimiseerd_op = models.DateTimeField("geanonimiseerd op", null=True, editable=False)
    opmerkingen = models.TextField("opmerkingen", max_length=4000, blank=True)
    actief = models.BooleanField("actief", default=True)

    # Kept by the database, for order and search.
    #: Has a job, of today or before (R39): the trigger `zakelijk` of PersoonInOrganisatie.
    zakelijk = models.BooleanField("zakelijke relatie", default=False, db_default=False, editable=False)
    sorteersleutel = models.GeneratedField(
        expression=_sorteersleutel(), output_field=models.TextField(db_collation="C"), db_persist=True
    )
    zoeksleutel = models.GeneratedField(
        expression=_zoeksleutel(), output_field=models.TextField(db_collation="C"), db_persist=True
    )

    objects = Bestaand.from_queryset(PersoonQuerySet)()

    class Meta:
        verbose_name = "persoon"
        verbose_name_plural = "personen"
        ordering = ["sorteersleutel", "pk"]
        constraints = [
            postcode_check("priveadres"),
            samengevoegd_check(),
            models.CheckConstraint(
                name="persoon_naamgebruik_met_partner",
                condition=Q(naamgebruik="E") | ~Q(achternaam_partner=""),
                violation_error_message="Vul de achternaam van de partner in, of kies Eigen naam.",
            ),
            models.CheckConstraint(
                name="persoon_tussenvoegsel_partner",
                condition=Q(tussenvoegsel_partner="") | ~Q(achternaam_partner=""),
                violation_error_message="Vul ook de achternaam van de partner in.",
            ),
            models.CheckConstraint(
                name="persoon_geinformeerd_met_bron",
                condition=Q(geinformeerd_op=None) | ~Q(bron=""),
                violation_error_message=BRON_NODIG,
            ),
        ]
        # Each order of the list reads an index and ends in the key, so that no page sorts the table.
        indexes = [
            # With what the list asks unasked and by words (see organisatie_naam).
            # And with the surname, for its order nearly is that of the names: of a common one that begins with Z the
            # fifty stand behind everybody else.
            models.Index(
                F("sorteersleutel"),
                F("id"),
                Vouw("achternaam"),
                include=["achternaam", "zoeksleutel", "actief", "verwerking_beperkt", "samengevoegd_met"],
                name="persoon_naam",
            ),
            models.Index(Vouw("achternaam"), F("id"), name="persoon_achternaam"),
            models.Index(Vouw("voornaam"), F("id"), name="persoon_voornaam"),
            models.Index(Vouw("priveadres_plaats"), F("id"), name="persoon_plaats"),
            models.Index(F("priveadres_postcode"), F("id"), name="persoon_postcode"),
            models.Index(Klein("email_prive"), F("id"), name="persoon_email"),
            models.Index(F("mobiel_prive"), F("id"), name="persoon_mobiel"),
            models.Index(Collate("mobiel_prive", "C"), name="persoon_op_mobiel"),
            models.Index(Collate("telefoon_prive", "C"), name="persoon_op_telefoon"),
            models.Index(OP_GEBOORTEDATUM, F("id"), name="persoon_op_geboortedatum"),
            models.Index(F("gewijzigd_op"), F("id"), name="persoon_gewijzigd"),
            models.Index(F("aangemaakt_op"), F("id"), name="persoon_aangemaakt"),
            models.Index(fields=["gewijzigd_door", "gewijzigd_op", "id"], name="persoon_door"),
            samengevoegd_index(),
            # Few rows: the ones that the privacy officer looks for.
            models.Index(F("sorteersleutel"), F("id"), name="persoon_beperkt", condition=Q(verwerking_beperkt=True)),
            models.Index(
                F("sorteersleutel"), F("id"), name="persoon_niet_ingelicht", condition=Q(geinformeerd_op=None)
            ),
            models.Index(F("sorteersleutel"), F("id"), name="persoon_ingelicht", condition=~Q(geinformeerd_op=None)),
            models.Index(F("sorteersleutel"), F("id"), name="persoon_geen_marketing", condition=Q(geen_marketing=True)),
            models.Index(
                F("sorteersleutel"),
                F("id"),
                name="persoon_niet_actief",
                condition=Q(actief=False, samengevoegd_met=None),
            ),
            # Either of the two may be the few.
            models.Index(F("sorteersleutel"), F("id"), name="persoon_zakelijk", condition=Q(zakelijk=True)),
            models.Index(
                F("sorteersleutel"),
                F("id"),
                name="persoon_niet_zakelijk",
                condition=Q(zakelijk=False, samengevoegd_met=None),
            ),
            # What the list shows unasked is counted up to 10,000 on every page: small, and no row is read for it.
            models.Index(
                fields=["id"],
                name="persoon_actief",
                condition=Q(actief=True, verwerking_beperkt=False, samengevoegd_met=None),
            ),
            GinIndex(fields=["zoeksleutel"], opclasses=["gin_trgm_ops"], name="persoon_zoek"),
        ]
        triggers = [
            *STEMPELTRIGGERS,
            pgtrigger.Trigger(
                name="niet_actief",
                operation=pgtrigger.Insert | pgtrigger.Update,
                when=pgtrigger.Before,
                condition=pgtrigger.Condition(
                    "NEW.actief AND (NEW.overleden_op IS NOT NULL OR NEW.geanonimiseerd_op IS NOT NULL)"
                ),
                func="NEW.actief := false; RETURN NEW;",
            ),
            # Who saves a person writes back what he read: a first job may have come meanwhile.
            pgtrigger.Trigger(
                name="zakelijk",
                operation=pgtrigger.UpdateOf("zakelijk"),
                when=pgtrigger.Before,
                condition=pgtrigger.Condition(
                    "OLD.zakelijk <> NEW.zakelijk AND current_setting('smp.sleutels', true) IS DISTINCT FROM 'aan'"
                ),
                func="NEW.zakelijk := OLD.zakelijk; RETURN NEW;",
            ),
        ]

    def __str__(self):
        return str(self.naam)

    def get_absolute_url(self):
        return reverse("persoon_kaart", args=[self.pk])

    @property
    def naam(self) -> namen.Naam:
        """Every shown form of the name: `persoon.naam.aanhef`, `.lijstnaam`, `.envelopnaam()`."""
        return namen.Naam.van(self)

    @property
    def lijstnaam(self) -> str:
        """The name in a list: 'Berg, Anna van den' (domein 3.6)."""
        return self.naam.lijstnaam

    @property
    def priveadres(self) -> Adres:
        return Adres.van(self, "priveadres")

    @property
    def slot(self) -> str:
        """Why nobody may change what is stored of this person or of his jobs; '' when one may (AVG art. 18)."""
        if self.geanonimiseerd_op:
            return GEANONIMISEERD
        return BEPERKT if self.verwerking_beperkt else ""

    def clean(self):
        """Bring names and numbers in their stored form; every message stands at the field to mend (6.3)."""
        if self.slot and not self._state.adding:
            raise ValidationError(self.slot)
        fouten = self._normaliseer()
        fouten |= nummers.bsnfouten(self, "bron", "opmerkingen")
        fouten |= self.priveadres.fouten("priveadres")
        if "priveadres_postcode" not in fouten:
            self.priveadres_postcode = normaliseer_postcode(self.priveadres_postcode, self.priveadres_land)
        if not self.achternaam_partner and self.naamgebruik != "E":
            fouten["achternaam_partner"] = "Vul de achternaam van de partner in, of kies Eigen naam."
        elif not self.achternaam_partner and self.tussenvoegsel_partner:
            fouten["achternaam_partner"] = "Vul ook de achternaam van de partner in."
        if self.geinformeerd_op and not self.bron:
            fouten["bron"] = BRON_NODIG
        fouten |= self._datumfouten()
        if self.overleden_op or self.geanonimiseerd_op:
            self.actief = False
        if fouten:
            raise ValidationError(fouten)

    def _normaliseer(self) -> dict:
        for veld in NAAMVELDEN:
            setattr(self, veld, " ".join(getattr(self, veld).split()))
        fouten = {} if self.achternaam else {"achternaam": "Vul een achternaam in."}
        fouten |= vouwfouten(self, NAAMVELDEN, 160)
        self.voorletters = namen.voorletters(self.voorletters)
        if len(self.voorletters) > 20:
            fouten["voorletters"] = "Deze waarde is te lang. Gebruik maximaal 20 tekens."
        vormen = {
            "email_prive": nummers.email,
            "telefoon_prive": nummers.telefoon,
            "mobiel_prive": nummers.telefoon,
            "linkedin": nummers.website,
        }
        return fouten | nummers.vormfouten(self, vormen)

    def _datumfouten(self) -> dict:
        fouten = {}
        vandaag = timezone.localdate()
        for veld in ("geboortedatum", "bron_datum", "geinformeerd_op", "overleden_op"):
            if getattr(self, veld) and getattr(self, veld) > vandaag:
                fouten[veld] = "Kies een datum in het verleden."
        if self.geboortedatum and self.geboortedatum < EERSTE_GEBOORTEDAG:
            fouten["geboortedatum"] = "Kies een datum vanaf 01-01-1900."
        return fouten
