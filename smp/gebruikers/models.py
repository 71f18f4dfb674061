"""The login account (R15, R16). A user is never a Persoon: that is a relation (A26)."""

from django.contrib.auth.models import AbstractUser
from django.db import models, transaction


class Gebruiker(AbstractUser):
    """Somebody who logs in. What he may do follows from his roles (`rollen.py`), which are Django groups."""

    first_name = None
    last_name = None
    naam = models.CharField("naam", max_length=120)
    voorkeuren = models.JSONField("voorkeuren", default=dict, blank=True, editable=False)
    #: How far the log of the primary was when he last wrote something (smp/replica.py); '' without replicas.
    geschreven_tot = models.CharField("geschreven tot", max_length=24, blank=True, default="", editable=False)
    REQUIRED_FIELDS = ["naam", "email"]
    KEUZEVELDEN = ("pk", "naam", "username", "is_active")

    class Meta(AbstractUser.Meta):
        verbose_name = "gebruiker"
        verbose_name_plural = "gebruikers"
        ordering = ["naam", "pk"]

    def __str__(self):
        return self.noem(self.naam, self.username)

    @staticmethod
    def noem(naam: str, username: str, *_) -> str:
        """A user as every page names him (smp/keuzevelden.py)."""
        return naam or username

    def get_full_name(self):
        return self.naam

    def get_short_name(self):
        return self.naam.split(" ")[0]

    def onthoud(self, voorkeuren: dict):
        """Keep these preferences, None takes one out; what he chose in another tab meanwhile stays."""
        with transaction.atomic():
            nu = type(self).objects.select_for_update(no_key=True).values_list("voorkeuren", flat=True).get(pk=self.pk)
            self.voorkeuren = {naam: waarde for naam, waarde in (nu | voorkeuren).items() if waarde is not None}
            self.save(update_fields=["voorkeuren"])

    @property
    def rolnaam(self) -> str:
        """The roles as shown beside the name, for example 'CRM Super'. Read with the rights: no query more."""
        self.get_all_permissions()
        return ", ".join(sorted(getattr(self, "rolnamen", ())))
