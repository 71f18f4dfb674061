"""Segment: the two layers in which organisations and persons in organisations fall (R74–R92, domein 3.5)."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, OuterRef, Q, Value
from django.db.models.functions import Coalesce, Concat
from django.urls import reverse

from smp.historie.models import volg
from smp.tekst import Vouw, Zoekvouw, vouwfouten
from smp.telling import Telling

#: Kind -> the reverse names of the foreign keys that point at a segment for it (Organisatie, PersoonInOrganisatie).
GEBRUIK = {"organisatie": ("organisaties", "organisaties_sub"), "persoon": ("personen", "personen_sub")}
WOORDEN = {"organisatie": ("organisatie", "organisaties"), "persoon": ("persoon", "personen")}


def telling(naam: str, tot: int | None = None) -> Telling:
    """How many rows the reverse relation `naam` of a segment has; counts no further than one past `tot`."""
    relatie = Segment._meta.get_field(naam)
    rijen = relatie.related_model.objects.filter(**{relatie.field.name: OuterRef("pk")}).order_by().values("pk")
    return Telling(rijen if tot is None else rijen[: tot + 1])


class SegmentQuerySet(models.QuerySet):
    def met_gebruik(self, tot: int | None = None):
        """With `gebruik`: how many records of any kind carry the segment; above `tot` only that it is more.

        One index scan for each kind and each row that is shown.
        """
        delen = [Coalesce(telling(naam, tot), 0) for namen in GEBRUIK.values() for naam in namen]
        return self.annotate(gebruik=sum(delen[1:], delen[0]))

    def kiesbaar(self):
        """Active, and under an active hoofdsegment (B9)."""
        return self.filter(Q(hoofdsegment=None) | Q(hoofdsegment__actief=True), actief=True)


@volg(behalve=["sorteersleutel", "zoeksleutel"])
class Segment(models.Model):
    """A hoofdsegment, or a subsegment of one. On a person in organisation it is called (sub)categorie (A25)."""

    HOOFD, SUB = "hoofd", "sub"
    KEUZEVELDEN = ("pk", "naam", "actief", "hoofdsegment_id", "soort_organisatie", "soort_persoon")
    type = models.CharField("type", max_length=5, choices=[(HOOFD, "Hoofdsegment"), (SUB, "Subsegment")])
    naam = models.CharField("naam", max_length=80)
    soort_organisatie = models.BooleanField("organisatie", default=False)
    soort_persoon = models.BooleanField("persoon in organisatie", default=False)
    hoofdsegment = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="subsegmenten",
        verbose_name="hoofdsegment",
    )
    omschrijving = models.CharField("omschrijving", max_length=250, blank=True)
    volgorde = models.PositiveSmallIntegerField("volgorde", default=0)
    actief = models.BooleanField("actief", default=True)
    sorteersleutel = models.GeneratedField(
        expression=Vouw("naam"),
        output_field=models.CharField(max_length=255, db_collation="C"),
        db_persist=True,
    )
    zoeksleutel = models.GeneratedField(
        expression=Concat(Value(" "), Zoekvouw("naam"), output_field=models.CharField()),
        output_field=models.CharField(max_length=255, db_collation="C"),
        db_persist=True,
    )

    objects = SegmentQuerySet.as_manager()

    class Meta:
        verbose_name = "segment"
        verbose_name_plural = "segmenten"
        ordering = ["volgorde", "sorteersleutel", "pk"]
        constraints = [
            models.CheckConstraint(
                name="segment_twee_lagen",
                condition=Q(type="hoofd", hoofdsegment=None) | Q(type="sub", hoofdsegment__isnull=False),
                violation_error_message="Kies een hoofdsegment.",
            ),
            models.CheckConstraint(
                name="segment_soort_gekozen",
                condition=Q(soort_organisatie=True) | Q(soort_persoon=True),
                violation_error_message="Kies minstens één soort: organisatie of persoon in organisatie.",
            ),
            models.UniqueConstraint(
                Vouw("naam"),
                Coalesce(F("hoofdsegment"), 0),
                name="segment_naam_uniek",
                violation_error_message="Er is al een segment met deze naam.",
            ),
        ]

    def __str__(self):
        return self.noem(self.naam, self.actief)

    def get_absolute_url(self):
        return reverse("segment_kaart", args=[self.pk])

    @staticmethod
    def noem(naam: str, actief: bool, *_) -> str:
        """A segment as every page names it (smp/keuzevelden.py)."""
        return naam if actief else f"{naam} (niet actief)"

    @property
    def soort(self) -> str:
        """The kinds in words: 'Organisatie, Persoon in organisatie'."""
        namen = [("Organisatie", self.soort_organisatie), ("Persoon in organisatie", self.soort_persoon)]
        return ", ".join(naam for naam, aan in namen if aan)

    def clean(self):
        """B4, B10 and the message at the field where it can be mended."""
        fouten = vouwfouten(self, ["naam"], 120)
        if self.type == self.HOOFD:
            self.hoofdsegment = None
        elif self.hoofdsegment is None or self.hoofdsegment.type != self.HOOFD:
            fouten["hoofdsegment"] = "Kies een hoofdsegment."
        if not (self.soort_organisatie or self.soort_persoon):
            fouten["soort_organisatie"] = "Kies minstens één soort: organisatie of persoon in organisatie."
        ouder = self.hoofdsegment
        for naam in ("soort_organisatie", "soort_persoon"):
            if ouder and getattr(self, naam) and not getattr(ouder, naam):
                fouten[naam] = "Deze soort staat niet aan bij het hoofdsegment."
            if self.pk and not getattr(self, naam):
                over = self.subsegmenten.filter(**{naam: True}).values_list("naam", flat=True)[:5]
                if over:
                    fouten[naam] = f"Deze subsegmenten hebben deze soort nog: {', '.join(over)}."
                elif self.aantal(naam.removeprefix("soort_")):
                    fouten[naam] = self._in_gebruik(naam.removeprefix("soort_"))
        if self.pk:
            fouten |= self._vastgelegd()
        if fouten:
            raise ValidationError(fouten)

    def aantal(self, soort: str) -> int:
        """How many records of a kind carry this segment (active or not)."""
        return sum(getattr(self, naam).count() for naam in GEBRUIK[soort])

    def _in_gebruik(self, soort: str) -> str:
        """B5: the kind cannot be switched off while records carry it."""
        aantal, label = self.aantal(soort), self._meta.get_field(f"soort_{soort}").verbose_name
        woord = WOORDEN[soort][aantal != 1]
        return f"Dit segment is gekoppeld aan {aantal} {woord}. Je kunt de soort ‘{label.capitalize()}’ niet uitzetten."

    def _vastgelegd(self) -> dict:
        """B8: type and hoofdsegment stand while the segment is in use or has subsegmenten."""
        was = Segment.objects.get(pk=self.pk)
        if (was.type, was.hoofdsegment_id) == (self.type, self.hoofdsegment_id):
            return {}
        veld = "type" if was.type != self.type else "hoofdsegment"
        if was.type == self.HOOFD and self.subsegmenten.exists():
            return {veld: "Dit hoofdsegment heeft subsegmenten. Verplaats die eerst."}
        if any(self.aantal(soort) for soort in GEBRUIK):
            return {veld: "Dit segment is in gebruik. Gebruik Vervangen door… om alles te verplaatsen."}
        return {}
