"""Zoekvraag: a question that is kept under a name (A6): criteria, columns, order and page size as a query string."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from smp.gebruikers.rollen import ROLLEN
from smp.historie.models import volg
from smp.lijsten.lijst import LIJSTEN
from smp.lijsten.vraag import Vraag

#: To keep and open questions at all; to show them to others.
GEBRUIK, DEEL = "zoekvragen.gebruik_zoekvraag", "zoekvragen.deel_zoekvraag"
IEDEREEN = "iedereen"
BEZET = "Je hebt al een zoekvraag met deze naam. Kies een andere naam."
DELEN = [("", "Alleen ik"), *((rol, f"Iedereen met de rol {rol}") for rol in ROLLEN), (IEDEREEN, "Iedereen")]


class ZoekvraagQuerySet(models.QuerySet):
    def zichtbaar(self, user):
        """One's own, those of one's roles and everyone's, of the lists that one may see; own ones of a list that is
        gone too. Nothing without the right to use them. No query more.
        """
        if not user.has_perm(GEBRUIK):
            return self.none()
        user.get_all_permissions()  # a superuser has every right unread, but maybe no `rolnamen` yet
        ziet = [naam for naam, lijst in LIJSTEN.items() if user.has_perm(lijst.recht("view"))]
        eigen = Q(eigenaar=user) & ~Q(lijst__in=LIJSTEN.keys() - ziet)
        gedeeld = Q(gedeeld__in=[IEDEREEN, *user.rolnamen], lijst__in=ziet)
        return self.filter(eigen | gedeeld).select_related("eigenaar")


@volg()
class Zoekvraag(models.Model):
    naam = models.CharField("naam", max_length=60)
    lijst = models.CharField("tabel", max_length=40)
    vraag = models.TextField("vraag", blank=True)
    eigenaar = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="zoekvragen", verbose_name="van wie"
    )
    gedeeld = models.CharField("wie ziet het", max_length=40, choices=DELEN, blank=True)

    objects = ZoekvraagQuerySet.as_manager()

    class Meta:
        verbose_name = "zoekvraag"
        verbose_name_plural = "zoekvragen"
        ordering = ["naam", "pk"]
        default_permissions = ["view", "change"]
        permissions = [
            ("gebruik_zoekvraag", "Mag zoekvragen bewaren en openen"),
            ("deel_zoekvraag", "Mag zoekvragen delen, en gedeelde beheren"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["eigenaar", "lijst", "naam"],
                name="zoekvraag_naam_uniek",
                violation_error_message=BEZET,
            )
        ]
        indexes = [models.Index(fields=["gedeeld"], name="zoekvraag_gedeeld", condition=~Q(gedeeld=""))]

    def __str__(self):
        return self.naam

    def get_absolute_url(self):
        return reverse("zoekvraag_openen", args=[self.pk])

    @property
    def tabel(self) -> str:
        """The heading of its list, or what it was called when that is gone."""
        return LIJSTEN[self.lijst].titel if self.lijst in LIJSTEN else self.lijst

    def vraag_van(self, user) -> Vraag | None:
        """The question as this user asks it; None when its list does not exist any more."""
        return Vraag.van_tekst(LIJSTEN[self.lijst], user, self.vraag) if self.lijst in LIJSTEN else None

    def beheert(self, user) -> bool:
        """Who may rename, share and delete it; what it asks is only for its owner to change."""
        return self.eigenaar_id == user.pk or (self.gedeeld != "" and user.has_perm(DEEL))
