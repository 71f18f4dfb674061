"""The address groups, as columns on their owner (ontwerp §5); what they mean is in `relaties/adressen.py`."""

from django.db import models

from relaties.adressen import AANDUIDINGEN, SOORTEN_BEZOEKADRES, SOORTEN_POSTADRES
from relaties.landen import LANDEN

#: A Dutch postcode in its stored form; part of a CHECK, so no bulk write can store another.
NL_POSTCODE = r"^[1-9][0-9]{3} [A-Z]{2}$"


def postcode_check(groep: str) -> models.CheckConstraint:
    """The CHECK that a Dutch postcode of an address group has its form."""
    return models.CheckConstraint(
        name=f"%(class)s_{groep}_postcode",
        condition=~models.Q(**{f"{groep}_land": "NL"})
        | models.Q(**{f"{groep}_postcode": ""})
        | models.Q(**{f"{groep}_postcode__regex": NL_POSTCODE}),
        violation_error_message="Vul een postcode in zoals 1234 AB.",
    )


class Bezoekadres(models.Model):
    """The visiting address: never a Postbus or Antwoordnummer (R13)."""

    bezoekadres_soort = models.CharField("soort adres", max_length=14, choices=SOORTEN_BEZOEKADRES, default="straat")
    bezoekadres_straat = models.CharField("straat", max_length=80, blank=True)
    bezoekadres_huisnummer = models.PositiveIntegerField("huisnummer", null=True, blank=True)
    bezoekadres_huisletter = models.CharField("huisletter", max_length=1, blank=True)
    bezoekadres_toevoeging = models.CharField("toevoeging", max_length=4, blank=True)
    bezoekadres_aanduiding = models.CharField("aanduiding", max_length=10, choices=AANDUIDINGEN, blank=True)
    bezoekadres_postcode = models.CharField("postcode", max_length=12, blank=True, db_collation="C")
    bezoekadres_plaats = models.CharField("plaats", max_length=80, blank=True)
    bezoekadres_land = models.CharField("land", max_length=2, choices=LANDEN, default="NL")
    bezoekadres_adresregel_1 = models.CharField("adresregel 1", max_length=80, blank=True)
    bezoekadres_adresregel_2 = models.CharField("adresregel 2", max_length=80, blank=True)
    bezoekadres_adresregel_3 = models.CharField("adresregel 3", max_length=80, blank=True)

    class Meta:
        abstract = True


class Postadres(models.Model):
    """The postal address (R14). With `postadres_gelijk` it stores no copy: the visiting address is used."""

    postadres_gelijk = models.BooleanField("postadres is gelijk aan bezoekadres", default=False)
    postadres_soort = models.CharField("soort adres", max_length=14, choices=SOORTEN_POSTADRES, default="straat")
    postadres_straat = models.CharField("straat", max_length=80, blank=True)
    postadres_huisnummer = models.PositiveIntegerField("huisnummer", null=True, blank=True)
    postadres_huisletter = models.CharField("huisletter", max_length=1, blank=True)
    postadres_toevoeging = models.CharField("toevoeging", max_length=4, blank=True)
    postadres_aanduiding = models.CharField("aanduiding", max_length=10, choices=AANDUIDINGEN, blank=True)
    postadres_postbusnummer = models.PositiveIntegerField("postbusnummer", null=True, blank=True)
    postadres_antwoordnummer = models.PositiveIntegerField("antwoordnummer", null=True, blank=True)
    postadres_postcode = models.CharField("postcode", max_length=12, blank=True, db_collation="C")
    postadres_plaats = models.CharField("plaats", max_length=80, blank=True)
    postadres_land = models.CharField("land", max_length=2, choices=LANDEN, default="NL")
    postadres_adresregel_1 = models.CharField("adresregel 1", max_length=80, blank=True)
    postadres_adresregel_2 = models.CharField("adresregel 2", max_length=80, blank=True)
    postadres_adresregel_3 = models.CharField("adresregel 3", max_length=80, blank=True)

    class Meta:
        abstract = True


class Priveadres(models.Model):
    """The private address of a person: no Postbus or Antwoordnummer (domein 3.3)."""

    priveadres_soort = models.CharField("soort adres", max_length=14, choices=SOORTEN_BEZOEKADRES, default="straat")
    priveadres_straat = models.CharField("straat", max_length=80, blank=True)
    priveadres_huisnummer = models.PositiveIntegerField("huisnummer", null=True, blank=True)
    priveadres_huisletter = models.CharField("huisletter", max_length=1, blank=True)
    priveadres_toevoeging = models.CharField("toevoeging", max_length=4, blank=True)
    priveadres_aanduiding = models.CharField("aanduiding", max_length=10, choices=AANDUIDINGEN, blank=True)
    priveadres_postcode = models.CharField("postcode", max_length=12, blank=True, db_collation="C")
    priveadres_plaats = models.CharField("plaats", max_length=80, blank=True)
    priveadres_land = models.CharField("land", max_length=2, choices=LANDEN, default="NL")
    priveadres_adresregel_1 = models.CharField("adresregel 1", max_length=80, blank=True)
    priveadres_adresregel_2 = models.CharField("adresregel 2", max_length=80, blank=True)
    priveadres_adresregel_3 = models.CharField("adresregel 3", max_length=80, blank=True)

    class Meta:
        abstract = True
