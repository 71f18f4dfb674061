"""PersoonInOrganisatie: a person works at an organisation (R57–R73, domein 3.4, rules B11–B19)."""

import re
from datetime import date

import pgtrigger
from django.contrib.postgres.indexes import GinIndex
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce, Collate
from django.urls import reverse
from django.utils.timezone import localdate

from relaties import nummers
from relaties.models.organisatie import Organisatie
from relaties.models.persoon import Persoon
from segmenten.models import Segment
from smp.historie.models import volg
from smp.historie.stempel import STEMPELTRIGGERS, Stempel
from smp.tekst import Klein, Vouw

FUNCTIEGROEPEN = [
    ("", "Onbekend"),
    ("directie", "Directie/bestuur"),
    ("management", "Management"),
    ("inkoop", "Inkoop"),
    ("marketing", "Marketing & communicatie"),
    ("financien", "Financiën"),
    ("hr", "HR"),
    ("ict", "ICT"),
    ("secretariaat", "Secretariaat"),
    ("onderwijs", "Onderwijs"),
    ("politiek", "Politiek/overheid"),
    ("overig", "Overig"),
]
POST_NAAR = [("organisatie", "Organisatie"), ("prive", "Privé")]
VOLGORDE = ["-actief", "-hoofdcontactpersoon", "persoon_sleutel", "id"]

# What a list orders on where the column itself can be empty: empty comes last.
OP_BEGINDATUM = Coalesce("begindatum", Value(date(9999, 12, 31)))
OP_EINDDATUM = Coalesce("einddatum", Value(date(9999, 12, 31)))

AL_ACTIEF = "Deze persoon is al actief bij deze organisatie met deze functie."
ALLEEN_ACTIEF = "Alleen een actieve persoon kan hoofdcontactpersoon zijn."
VOORKEUR_ALLEEN_ACTIEF = "Alleen een actieve persoon kan de voorkeur bij mailing hebben."
EERST_CATEGORIE = "Kies eerst een categorie. Daarna kun je een subcategorie kiezen."
EINDE_VOOR_BEGIN = "De einddatum is eerder dan de begindatum."


#: Whose processing is limited: few, so the database reads them once and compares.
MET_SLOT = Q(persoon__in=Persoon._base_manager.filter(verwerking_beperkt=True).order_by())


class PersoonInOrganisatieQuerySet(models.QuerySet):
    def actief(self):
        """Those of today: in counts, pickers and mailings only these (R73)."""
        return self.filter(actief=True)

    def selecteerbaar(self):
        """The jobs of who may be in a selection (`PersoonQuerySet.selecteerbaar`)."""
        return self.filter(~MET_SLOT)


@volg(
    behalve=["persoon_sleutel", "organisatie_sleutel", "categorie_sleutel", "zoeksleutel"],
    bij=["persoon", "organisatie"],
)
class PersoonInOrganisatie(Stempel):
    """One job of one person. A row is history too: it is made not active, never deleted (R72)."""

    WEERGAVE = dict.fromkeys(("telefoon", "doorkiesnummer", "mobiel"), nummers.toon_telefoon)

    persoon = models.ForeignKey(
        Persoon, models.PROTECT, related_name="koppelingen", verbose_name="persoon", db_index=False
    )
    organisatie = models.ForeignKey(
        Organisatie, models.PROTECT, related_name="koppelingen", verbose_name="organisatie", db_index=False
    )
    afdeling = models.CharField("afdeling", max_length=80, blank=True)
    functie = models.CharField("functie", max_length=80, blank=True)
    functiegroep = models.CharField("functiegroep", max_length=14, choices=FUNCTIEGROEPEN, blank=True)
    zakelijk_email = models.CharField("zakelijk e-mailadres", max_length=254, blank=True)
    telefoon = models.CharField("telefoonnummer", max_length=25, blank=True)
    doorkiesnummer = models.CharField("doorkiesnummer", max_length=25, blank=True)
    mobiel = models.CharField("mobiel (zakelijk)", max_length=25, blank=True)
    hoofdcontactpersoon = models.BooleanField("hoofdcontactpersoon", default=False)
    voorkeursrelatie = models.BooleanField("voorkeur bij mailing", default=False)
    begindatum = models.DateField("begindatum", null=True, blank=True)
    einddatum = models.DateField("einddatum", null=True, blank=True)
    actief = models.BooleanField("actief", default=True)
    categorie = models.ForeignKey(
        Segment, models.PROTECT, null=True, blank=True, related_name="personen", verbose_name="categorie"
    )
    subcategorie = models.ForeignKey(
        Segment,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="personen_sub",
        verbose_name="subcategorie",
    )
    adres_gebruik = models.CharField("post naar", max_length=11, choices=POST_NAAR, default="organisatie")
    opmerkingen = models.TextField("opmerkingen", max_length=2000, blank=True)

    # Kept by the database, for order and search without a join.
    persoon_sleutel = models.TextField(db_collation="C", editable=False, default="")
    organisatie_sleutel = models.TextField(db_collation="C", editable=False, default="")
    categorie_sleutel = models.TextField(db_collation="C", editable=False, default="")
    zoeksleutel = models.TextField(db_collation="C", editable=False, default="")

    objects = PersoonInOrganisatieQuerySet.as_manager()
    #: The trigger `zakelijk` writes to him, and who renames him locks him before his jobs.
    EERST_OP_SLOT = "persoon"

    class Meta:
        verbose_name = "persoon in organisatie"
        verbose_name_plural = "personen in organisatie"
        ordering = VOLGORDE
        # That there is one hoofdcontactpersoon and one voorkeursrelatie stands in 0004_personen_regels: the
        # database moves the flag (B13), so a form must not refuse it.
        constraints = [
            models.UniqueConstraint(
                F("persoon"),
                F("organisatie"),
                Vouw("functie"),
                Vouw("afdeling"),
                condition=Q(actief=True),
                name="pio_al_actief",
                violation_error_message=AL_ACTIEF,
            ),
            models.CheckConstraint(
                name="pio_hoofdcontact_actief",
                condition=Q(hoofdcontactpersoon=False) | Q(actief=True),
                violation_error_message=ALLEEN_ACTIEF,
            ),
            models.CheckConstraint(
                name="pio_voorkeur_actief",
                condition=Q(voorkeursrelatie=False) | Q(actief=True),
                violation_error_message=VOORKEUR_ALLEEN_ACTIEF,
            ),
            models.CheckConstraint(
                name="pio_einddatum",
                condition=Q(begindatum=None) | Q(einddatum=None) | Q(einddatum__gte=F("begindatum")),
                violation_error_message=EINDE_VOOR_BEGIN,
            ),
            models.CheckConstraint(
                name="pio_subcategorie_met_categorie",
                condition=Q(subcategorie=None) | Q(categorie__isnull=False),
                violation_error_message=EERST_CATEGORIE,
            ),
        ]
        # Each order of the list reads an index and ends in the key, so that no page sorts the table.
        indexes = [
            models.Index(fields=["persoon", "-actief", "organisatie_sleutel", "id"], name="pio_van_persoon"),
            models.Index(fields=["organisatie", *VOLGORDE], name="pio_van_organisatie"),
            models.Index(fields=VOLGORDE, name="pio_volgorde"),
            models.Index(F("persoon_sleutel"), F("id"), name="pio_persoon"),
            models.Index(F("organisatie_sleutel"), F("id"), name="pio_organisatie"),
            models.Index(F("categorie_sleutel"), F("id"), name="pio_categorie"),
            models.Index(Vouw("functie"), F("id"), name="pio_functie"),
            models.Index(Vouw("afdeling"), F("id"), name="pio_afdeling"),
            models.Index(F("functiegroep"), F("id"), name="pio_functiegroep"),
            models.Index(Klein("zakelijk_email"), F("id"), name="pio_email"),
            models.Index(F("mobiel"), F("id"), name="pio_mobiel"),
            models.Index(Collate("mobiel", "C"), name="pio_op_mobiel"),
            models.Index(Collate("telefoon", "C"), name="pio_op_telefoon"),
            models.Index(Collate("doorkiesnummer", "C"), name="pio_op_doorkiesnummer"),
            models.Index(OP_BEGINDATUM, F("id"), name="pio_op_begindatum"),
            models.Index(OP_EINDDATUM, F("id"), name="pio_op_einddatum"),
            models.Index(F("gewijzigd_op"), F("id"), name="pio_gewijzigd"),
            models.Index(F("aangemaakt_op"), F("id"), name="pio_aangemaakt"),
            models.Index(fields=["persoon_sleutel", "id"], name="pio_niet_actief", condition=Q(actief=False)),
            # 'Met actieve persoon in categorie' of the organisations.
            models.Index(fields=["categorie", "organisatie"], name="pio_in_categorie", condition=Q(actief=True)),
            GinIndex(fields=["zoeksleutel"], opclasses=["gin_trgm_ops"], name="pio_zoek"),
        ]
        triggers = [
            *STEMPELTRIGGERS,
            # Only a first and a last job write to the person. A new job shares its lock with other new jobs; who takes
            # one away waits for them all, or two at once would each still see the job of the other.
            pgtrigger.Trigger(
                name="zakelijk",
                operation=pgtrigger.Insert | pgtrigger.Delete | pgtrigger.UpdateOf("persoon_id"),
                when=pgtrigger.After,
                func="""
                    IF TG_OP = 'UPDATE' AND OLD.persoon_id IS NOT DISTINCT FROM NEW.persoon_id THEN
                        RETURN NULL;
                    END IF;
                    PERFORM set_config('smp.sleutels', 'aan', true);
                    IF TG_OP <> 'INSERT' THEN
                        PERFORM FROM relaties_persoon WHERE id = OLD.persoon_id FOR UPDATE;
                        UPDATE relaties_persoon SET zakelijk = false
                            WHERE id = OLD.persoon_id AND zakelijk AND NOT EXISTS (
                                SELECT FROM relaties_persooninorganisatie WHERE persoon_id = OLD.persoon_id);
                    END IF;
                    IF TG_OP <> 'DELETE' THEN
                        PERFORM FROM relaties_persoon WHERE id = NEW.persoon_id AND zakelijk FOR KEY SHARE;
                        IF NOT FOUND THEN
                            UPDATE relaties_persoon SET zakelijk = true WHERE id = NEW.persoon_id AND NOT zakelijk;
                        END IF;
                    END IF;
                    PERFORM set_config('smp.sleutels', '', true);
                    RETURN NULL;
                """,
            ),
            pgtrigger.Trigger(
                name="niet_actief",
                operation=pgtrigger.UpdateOf("actief"),
                when=pgtrigger.Before,
                condition=pgtrigger.Condition("OLD.actief AND NOT NEW.actief"),
                func="""
                    NEW.hoofdcontactpersoon := false;
                    NEW.voorkeursrelatie := false;
                    RETURN NEW;
                """,
            ),
            pgtrigger.Trigger(
                name="sleutels",
                operation=pgtrigger.Insert
                | pgtrigger.UpdateOf(
                    "persoon_id", "organisatie_id", "categorie_id", "subcategorie_id", "functie", "afdeling"
                ),
                when=pgtrigger.Before,
                declare=[("persoon", "record"), ("organisatie", "record")],
                func="""
                    SELECT sorteersleutel, zoeksleutel INTO persoon
                        FROM relaties_persoon WHERE id = NEW.persoon_id;
                    SELECT sorteersleutel, zoeksleutel INTO organisatie
                        FROM relaties_organisatie WHERE id = NEW.organisatie_id;
                    NEW.persoon_sleutel := COALESCE(persoon.sorteersleutel, '');
                    NEW.organisatie_sleutel := COALESCE(organisatie.sorteersleutel, '');
                    NEW.categorie_sleutel := COALESCE((SELECT sorteersleutel FROM segmenten_segment
                        WHERE id = NEW.categorie_id), '') || '  ' || COALESCE((SELECT sorteersleutel
                        FROM segmenten_segment WHERE id = NEW.subcategorie_id), '');
                    NEW.zoeksleutel := concat(persoon.zoeksleutel, organisatie.zoeksleutel,
                        ' ', smp_zoekvouw(NEW.functie || ' ' || NEW.afdeling));
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self):
        return f"{self.persoon} bij {self.organisatie}"

    def get_absolute_url(self):
        return reverse("persooninorganisatie_kaart", args=[self.pk])

    def clean(self):
        """Bring numbers and texts in their stored form; every message stands at the field to mend (6.3)."""
        if self.persoon_id and self.persoon.slot:
            raise ValidationError(self.persoon.slot)
        fouten = self._normaliseer()
        fouten |= nummers.bsnfouten(self, "opmerkingen")
        fouten |= self.actieffouten()
        if self.begindatum and self.einddatum and self.einddatum < self.begindatum:
            fouten["einddatum"] = EINDE_VOOR_BEGIN
        fouten |= self._categoriefouten()
        if fouten:
            raise ValidationError(fouten)

    def _normaliseer(self) -> dict:
        fouten = {}
        self.afdeling = " ".join(self.afdeling.split())
        self.functie = " ".join(self.functie.split())
        vormen = {
            "zakelijk_email": nummers.email,
            "telefoon": nummers.telefoon,
            "doorkiesnummer": _doorkiesnummer,
            "mobiel": nummers.telefoon,
        }
        return fouten | nummers.vormfouten(self, vormen)

    def actieffouten(self) -> dict:
        """B12, B14 and B17. Somebody who stops loses his flags and ends today; who is not active cannot get a flag."""
        fouten = {}
        if not self.actief:
            was = type(self).objects.filter(pk=self.pk, actief=True).first()
            self.hoofdcontactpersoon &= not (was and was.hoofdcontactpersoon)
            self.voorkeursrelatie &= not (was and was.voorkeursrelatie)
            if was and self.einddatum is None:
                self.einddatum = self.einddatum_nu()
            if self.hoofdcontactpersoon:
                fouten["hoofdcontactpersoon"] = ALLEEN_ACTIEF
            if self.voorkeursrelatie:
                fouten["voorkeursrelatie"] = VOORKEUR_ALLEEN_ACTIEF
        elif self.persoon_id and not self.persoon.actief:
            fouten["actief"] = "Deze persoon is niet actief. Maak eerst de persoon actief."
        elif self.persoon_id and self.organisatie_id and self._dubbele().exists():
            fouten["functie"] = AL_ACTIEF
        return fouten

    def einddatum_nu(self) -> date:
        """The end date of somebody who stops, when nobody gives one: today, or the day that he would have begun."""
        return max(localdate(), self.begindatum or date.min)

    def _dubbele(self):
        """The other active rows of this person with the same job here (B12)."""
        rijen = type(self).objects.annotate(vouwfunctie=Vouw("functie"), vouwafdeling=Vouw("afdeling"))
        return rijen.filter(
            persoon_id=self.persoon_id,
            organisatie_id=self.organisatie_id,
            actief=True,
            vouwfunctie=Vouw(Value(self.functie)),
            vouwafdeling=Vouw(Value(self.afdeling)),
        ).exclude(pk=self.pk)

    def _categoriefouten(self) -> dict:
        """B1 and B2. Which ones may be chosen anew (B3) is the form's business: it knows the old value."""
        fouten = {}
        if self.categorie and (self.categorie.type != Segment.HOOFD or not self.categorie.soort_persoon):
            fouten["categorie"] = "Deze categorie is niet voor personen in organisatie."
        if self.subcategorie and not self.categorie:
            fouten["subcategorie"] = EERST_CATEGORIE
        elif self.subcategorie and self.subcategorie.hoofdsegment_id != self.categorie_id:
            fouten["subcategorie"] = "Deze subcategorie hoort niet bij deze categorie."
        elif self.subcategorie and not self.subcategorie.soort_persoon:
            fouten["subcategorie"] = "Deze subcategorie is niet voor personen in organisatie."
        return fouten


def _doorkiesnummer(tekst: str) -> str:
    """A full number, or an extension of 2 to 5 digits as typed (domein 3.4)."""
    return tekst.strip() if re.fullmatch("[0-9]{2,5}", tekst.strip()) else nummers.telefoon(tekst)
