"""Taak: an export, a mass change or an undo that a user asked for. What was asked, how far it is, and what came of it.

It is the log (who, when, which Vraag, how many rows) and the progress page in one. Small work is done in the request
and stored as done; big work is a job of the worker that goes on where it was when it starts anew.
"""

import uuid
from contextlib import contextmanager, suppress
from datetime import timedelta

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models, transaction
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone
from pghistory import runtime
from procrastinate.exceptions import AlreadyEnqueued

from smp.replica import onthoud

#: A Taak that says nothing for so long has lost its worker; what it made is kept for so long.
STIL, BEWAARTIJD = timedelta(minutes=2), timedelta(days=1)


class Taak(models.Model):
    EXPORT, MASSA, TERUG = "export", "massa", "terug"
    WACHT, BEZIG, KLAAR, GESTOPT = "wacht", "bezig", "klaar", "gestopt"
    SOORTEN = [(EXPORT, "Export"), (MASSA, "Massawijziging"), (TERUG, "Ongedaan maken")]
    STANDEN = [(WACHT, "Wacht"), (BEZIG, "Bezig"), (KLAAR, "Klaar"), (GESTOPT, "Gestopt")]

    soort = models.CharField("soort", max_length=6, choices=SOORTEN)
    stand = models.CharField("stand", max_length=7, choices=STANDEN, default=WACHT)
    lijst = models.CharField("lijst", max_length=40, blank=True)
    vraag = models.TextField("vraag", blank=True)
    gebruiker = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="wie")
    gevraagd_op = models.DateTimeField("wanneer", editable=False, db_default=Now())
    bewogen_op = models.DateTimeField("laatste voortgang", editable=False, db_default=Now())
    totaal = models.PositiveIntegerField("aantal rijen", default=0)
    gedaan = models.PositiveIntegerField("waarvan gedaan", default=0)
    wat = models.JSONField("wat", default=dict)  # the form of the file and its columns, or the new values
    bon = models.JSONField("bon", default=dict)  # what came of it
    sleutels = ArrayField(models.BigIntegerField(), verbose_name="rijen", default=list, editable=False)
    wijzigingsset = models.UUIDField("wijzigingsset", default=uuid.uuid4, editable=False)

    class Meta:
        app_label = "smp"
        verbose_name = "taak"
        verbose_name_plural = "taken"
        ordering = ["-pk"]
        default_permissions = ["view"]
        permissions = [("exporteer", "Mag exporteren"), ("wijzig_massaal", "Mag alle gevonden rijen wijzigen")]

    def __str__(self):
        return f"{self.get_soort_display()} {self.pk}"

    def get_absolute_url(self) -> str:
        """Its progress page, that is its receipt afterwards."""
        pagina = {self.EXPORT: f"{self.lijst}_exporttaak", self.MASSA: f"{self.lijst}_massataak"}
        return reverse(pagina.get(self.soort, "ongedaan_taak"), args=[self.pk])

    @property
    def loopt(self) -> bool:
        return self.stand in (self.WACHT, self.BEZIG)

    def meld(self, **velden):
        """Store how far it is; the worker calls it after every batch."""
        for naam, waarde in velden.items():
            setattr(self, naam, waarde)
        type(self).objects.filter(pk=self.pk).update(bewogen_op=Now(), **velden)


class Brok(models.Model):
    """A piece of an exported file that a job made: a web process on another machine can serve it."""

    taak = models.ForeignKey(Taak, models.CASCADE, related_name="brokken")
    nr = models.PositiveIntegerField("nummer")
    inhoud = models.BinaryField("inhoud")

    class Meta:
        app_label = "smp"
        verbose_name = "brok"
        verbose_name_plural = "brokken"
        default_permissions = []
        constraints = [models.UniqueConstraint(fields=["taak", "nr"], name="brok_een_keer")]

    def __str__(self):
        return f"{self.taak_id}.{self.nr}"


@contextmanager
def in_wijzigingsset(taak: Taak, handeling: str):
    """All changes of a Taak are one Wijzigingsset of its user, also when the job starts anew: its id is fixed."""
    with pghistory.context(user=taak.gebruiker_id, handeling=handeling) as context:
        runtime._tracker.value = context._replace(id=taak.wijzigingsset)
        yield
    onthoud(taak.gebruiker)


def vraag_werker(job, taak: Taak):
    """Ask the worker for `job(taak.pk)`; a Taak that waits already is not asked twice."""
    with suppress(AlreadyEnqueued), transaction.atomic():  # a refusal ends only this
        job.configure(queueing_lock=f"taak {taak.pk}").defer(sleutel=taak.pk)


def van_vandaag(user):
    """The way back to a progress page or receipt that was closed: one query. An export only while it has a file."""
    bestand = models.Exists(Brok.objects.filter(taak=models.OuterRef("pk")))
    zichtbaar = ~models.Q(soort=Taak.EXPORT) | models.Q(stand__in=[Taak.WACHT, Taak.BEZIG]) | models.Q(bestand)
    eigen = Taak.objects.filter(gebruiker=user, gevraagd_op__gt=timezone.now() - BEWAARTIJD)
    return eigen.filter(zichtbaar).defer("sleutels", "bon", "wat", "vraag")


def stille_taken():
    """Those whose worker died: they go on where they were."""
    return Taak.objects.filter(stand__in=[Taak.WACHT, Taak.BEZIG], bewogen_op__lt=timezone.now() - STIL)


def ruim_op():
    """Throw away the files that nobody will fetch any more, and which rows it was about; the log stays."""
    oud = Taak.objects.filter(gevraagd_op__lt=timezone.now() - BEWAARTIJD)
    Brok.objects.filter(taak__in=oud).delete()
    oud.filter(stand__in=[Taak.KLAAR, Taak.GESTOPT]).exclude(sleutels=[]).update(sleutels=[])
