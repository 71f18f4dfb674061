"""Verwerkingsactiviteit: the register of what the organisation does with personal data (AVG art. 30)."""

from django.core.exceptions import ValidationError
from django.db import models

GRONDSLAGEN = [
    ("toestemming", "Toestemming"),
    ("overeenkomst", "Overeenkomst"),
    ("wettelijk", "Wettelijke verplichting"),
    ("belang", "Gerechtvaardigd belang"),
]


class Verwerkingsactiviteit(models.Model):
    """One purpose, with its ground and how long data is kept. The Inzage-export tells all of them."""

    naam = models.CharField("naam", max_length=100, unique=True)
    doel = models.TextField("doel", max_length=1000)
    grondslag = models.CharField("grondslag", max_length=12, choices=GRONDSLAGEN)
    betrokkenen = models.CharField("van wie", max_length=200)
    gegevens = models.CharField("welke gegevens", max_length=300)
    ontvangers = models.CharField("ontvangers", max_length=300, blank=True)
    doorgifte = models.CharField("doorgifte buiten de EU", max_length=300, blank=True)
    bewaartermijn = models.PositiveSmallIntegerField("bewaartermijn in maanden")
    beveiliging = models.TextField("beveiliging", max_length=1000, blank=True)
    verantwoordelijke = models.CharField("verantwoordelijke", max_length=100, blank=True)

    class Meta:
        verbose_name = "verwerkingsactiviteit"
        verbose_name_plural = "verwerkingsregister"
        ordering = ["naam"]

    def __str__(self):
        return self.naam

    def clean(self):
        if self.bewaartermijn is not None and not 1 <= self.bewaartermijn <= 1200:
            raise ValidationError({"bewaartermijn": "Vul een aantal maanden in tussen 1 en 1200."})
