"""A record that went up in another one (R102, domein 4.5): kept, so that an old link still leads somewhere."""

from django.db import models
from django.db.models import F, Q


class Bestaand(models.Manager):
    """Everything that still stands by itself. `_base_manager` also has what was merged."""

    def get_queryset(self):
        return super().get_queryset().filter(samengevoegd_met=None)


class Samenvoegbaar(models.Model):
    """`samengevoegd_met` is the record that took its place: never one that was merged itself, so one step is enough."""

    samengevoegd_met = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="opgegaan",
        verbose_name="samengevoegd met",
        db_index=False,
    )

    objects = Bestaand()

    class Meta:
        abstract = True


def samengevoegd_check() -> models.CheckConstraint:
    """What was merged is not active, and did not go up in itself."""
    return models.CheckConstraint(
        name="%(class)s_samengevoegd",
        condition=Q(samengevoegd_met=None) | (Q(actief=False) & ~Q(samengevoegd_met=F("pk"))),
    )


def samengevoegd_index() -> models.Index:
    """Only of the few that were merged: a list reads its own index and costs no more than before."""
    return models.Index(
        fields=["samengevoegd_met"], name="%(class)s_samengevoegd_met", condition=Q(samengevoegd_met__isnull=False)
    )
