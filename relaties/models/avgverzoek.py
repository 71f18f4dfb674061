"""AvgVerzoek: what a person asked of us under the AVG, and by when we must have answered (art. 12)."""

import calendar
from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from relaties import nummers
from relaties.models.persoon import Persoon
from smp.tekst import dag

SOORTEN = [
    ("inzage", "Inzage"),
    ("rectificatie", "Rectificatie"),
    ("wissen", "Wissen"),
    ("beperking", "Beperking"),
    ("overdragen", "Overdragen"),
    ("bezwaar", "Bezwaar"),
]
OPEN = "open"
STATUSSEN = [(OPEN, "Open"), ("afgehandeld", "Afgehandeld"), ("geweigerd", "Geweigerd")]
#: Months: the term, and by how much it may be made longer.
TERMIJN, LANGER = 1, [(0, "Nee"), (1, "1 maand"), (2, "2 maanden")]


def maanden_later(dag: date, maanden: int) -> date:
    """The same day of a later month, or its last day.

    >>> maanden_later(date(2027, 1, 31), 1), maanden_later(date(2028, 1, 31), 1), maanden_later(date(2026, 12, 15), 3)
    (datetime.date(2027, 2, 28), datetime.date(2028, 2, 29), datetime.date(2027, 3, 15))
    """
    jaar, maand = divmod(dag.year * 12 + dag.month - 1 + maanden, 12)
    return date(jaar, maand + 1, min(dag.day, calendar.monthrange(jaar, maand + 1)[1]))


class AvgVerzoek(models.Model):
    """One request. `persoon` is empty when we do not know who asks; `deadline` follows from the other dates."""

    soort = models.CharField("soort", max_length=12, choices=SOORTEN)
    persoon = models.ForeignKey(
        Persoon, models.PROTECT, null=True, blank=True, related_name="avg_verzoeken", verbose_name="persoon"
    )
    verzoeker = models.CharField("verzoeker", max_length=200, blank=True, help_text="Als je de persoon niet kent.")
    ontvangen_op = models.DateField("ontvangen op")
    identiteit_gecontroleerd = models.BooleanField("identiteit gecontroleerd", default=False)
    verlengd = models.PositiveSmallIntegerField("verlengd met", choices=LANGER, default=0)
    verlengd_reden = models.CharField("reden van verlengen", max_length=200, blank=True)
    deadline = models.DateField("deadline", editable=False)
    status = models.CharField("status", max_length=11, choices=STATUSSEN, default=OPEN)
    behandelaar = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="behandelaar"
    )
    toelichting = models.TextField("toelichting", max_length=2000, blank=True)

    class Meta:
        verbose_name = "AVG-verzoek"
        verbose_name_plural = "AVG-verzoeken"
        ordering = [models.Case(models.When(status=OPEN, then=0), default=1), "deadline", "pk"]

    def __str__(self):
        return f"{self.get_soort_display()}, ontvangen op {dag(self.ontvangen_op)}"  # no name: the admin logs this

    def save(self, *args, **kwargs):
        self.deadline = maanden_later(self.ontvangen_op, TERMIJN + self.verlengd)
        super().save(*args, **kwargs)

    def clean(self):
        fouten = nummers.bsnfouten(self, "verzoeker", "verlengd_reden", "toelichting")
        if not self.persoon_id and not self.verzoeker:
            fouten["verzoeker"] = "Kies een persoon, of vul in wie het vraagt."
        if self.ontvangen_op and self.ontvangen_op > timezone.localdate():
            fouten["ontvangen_op"] = "Kies een datum in het verleden."
        if self.verlengd and not self.verlengd_reden:
            fouten["verlengd_reden"] = "Vul in waarom het langer duurt. De persoon moet dat ook weten."
        if self.status == "afgehandeld" and not self.identiteit_gecontroleerd:
            fouten["identiteit_gecontroleerd"] = "Controleer eerst wie het vraagt."
        if fouten:
            raise ValidationError(fouten)

    @property
    def signaal(self) -> str:
        """'Nog 5 dagen', 'Vandaag', '3 dagen te laat'; '' when it is done."""
        if self.status != OPEN:
            return ""
        dagen = (self.deadline - timezone.localdate()).days
        aantal = f"{abs(dagen)} {'dag' if abs(dagen) == 1 else 'dagen'}"
        return "Vandaag" if not dagen else f"Nog {aantal}" if dagen > 0 else f"{aantal} te laat"
