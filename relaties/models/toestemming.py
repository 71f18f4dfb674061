"""Toestemming: what somebody said about being approached (domein 4.7), and the list of addresses to leave alone."""

import hashlib

import pgtrigger
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone

from relaties import nummers
from relaties.models.persoon import Persoon
from smp.historie.stempel import STEMPELTRIGGERS, Stempel
from smp.tekst import dag

EMAIL, SMS, TELEFOON, POST = "email", "sms", "telefoon", "post"
KANALEN = [(EMAIL, "E-mail"), (SMS, "Sms of app"), (TELEFOON, "Telefoon"), (POST, "Post")]
ALLES = "alles"
ONDERWERPEN = [
    ("nieuwsbrief", "Nieuwsbrief"),
    ("uitnodigingen", "Uitnodigingen"),
    ("sponsoring", "Sponsoring"),
    ("educatie", "Educatie"),
    (ALLES, "Alles"),
]
OPT_IN, OPT_OUT, KLANT, BEKENDGEMAAKT = "opt_in", "opt_out", "bestaande_klant", "bekendgemaakt"
STATUSSEN = [
    (OPT_IN, "Toestemming gegeven"),
    (OPT_OUT, "Afgemeld"),
    (KLANT, "Bestaande klant, afmelden is aangeboden"),
    (BEKENDGEMAAKT, "Adres is hiervoor openbaar gemaakt"),
]
BRONNEN = [
    ("formulier", "Formulier"),
    ("beurs", "Beurs"),
    ("telefoon", "Telefoon"),
    ("gesprek", "Gesprek"),
    ("afmeldlijst", "Afmeldlink"),
    ("import", "Import"),
    ("samenvoegen", "Samengevoegd"),
]


class Toestemming(Stempel):
    """One thing that somebody said, on one day. It is never overwritten: who changes his mind gets a new row.

    `adres` is the exact e-mail address or number; empty on an opt-out means every address of that channel.
    """

    persoon = models.ForeignKey(Persoon, models.PROTECT, related_name="toestemmingen", verbose_name="persoon")
    kanaal = models.CharField("kanaal", max_length=8, choices=KANALEN)
    adres = models.CharField("adres of nummer", max_length=254, blank=True)
    onderwerp = models.CharField("onderwerp", max_length=13, choices=ONDERWERPEN)
    status = models.CharField("afspraak", max_length=15, choices=STATUSSEN)
    datum = models.DateField("datum")
    geldig_tot = models.DateField("geldig tot en met", null=True, blank=True)
    bron = models.CharField("hoe", max_length=11, choices=BRONNEN)
    bewijs = models.CharField("bewijs", max_length=255, blank=True)

    class Meta:
        verbose_name = "toestemming"
        verbose_name_plural = "toestemmingen"
        ordering = ["-datum", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="toestemming_met_adres",
                condition=Q(status=OPT_OUT) | Q(kanaal=POST) | ~Q(adres=""),
                violation_error_message="Kies voor welk adres of nummer dit geldt.",
            ),
        ]
        triggers = [
            *STEMPELTRIGGERS,
            # Merging two persons moves rows, so `persoon` may change.
            pgtrigger.ReadOnly(name="onveranderlijk", exclude=["persoon", "gewijzigd_op", "gewijzigd_door"]),
            pgtrigger.Protect(name="blijft", operation=pgtrigger.Delete),
        ]

    def __str__(self):
        return f"{self.get_status_display()} op {dag(self.datum)}"

    def clean(self):
        """The rules of 4.7: for which address, since when, and by telephone until when."""
        fouten = nummers.bsnfouten(self, "bewijs")
        if self.kanaal == POST:
            self.adres = ""
        elif self.status != OPT_OUT and not self.adres:
            fouten["adres"] = "Kies voor welk adres of nummer dit geldt."
        if self.datum and self.datum > timezone.localdate():
            fouten["datum"] = "Kies een datum in het verleden."
        if self.datum and self.geldig_tot and self.geldig_tot < self.datum:
            fouten["geldig_tot"] = "De einddatum is eerder dan de begindatum."
        if self.kanaal == TELEFOON and self.status == OPT_IN and not self.geldig_tot:
            fouten["geldig_tot"] = "Toestemming om te bellen geldt voor een periode. Vul in tot wanneer."
        if fouten:
            raise ValidationError(fouten)


class Afmeldadres(models.Model):
    """An e-mail address that must not come back by an import: of a person who was forgotten, as a hash only."""

    hash = models.CharField("hash", max_length=64, primary_key=True)
    afgemeld_op = models.DateField("afgemeld op")

    class Meta:
        verbose_name = "adres op de afmeldlijst"
        verbose_name_plural = "afmeldlijst"

    def __str__(self):
        return self.hash[:8]


def adreshash(email: str) -> str:
    """SHA-256 of an address; no secret in it, or the list would be lost with the secret.

    >>> adreshash("Anna@Ankerhuis.example") == adreshash(" anna@ankerhuis.example")
    True
    """
    return hashlib.sha256(f"smp.afmeldlijst:{email.strip().lower()}".encode()).hexdigest()


def afgemeld_op(emails) -> dict:
    """{address: day} of the addresses that are on the afmeldlijst; one query."""
    hashes = {email: adreshash(email) for email in emails if email}  # two spellings of one address have one hash
    op_lijst = Afmeldadres.objects.filter(pk__in=hashes.values())
    sinds = dict(op_lijst.values_list("hash", "afgemeld_op"))
    return {email: sinds[sleutel] for email, sleutel in hashes.items() if sleutel in sinds}
