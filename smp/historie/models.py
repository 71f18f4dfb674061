"""History by trigger (R29, R98): the database writes every old row, so that no bulk write can forget it."""

import uuid

import pghistory
import pgtrigger
from django.apps import apps
from django.db import connection, models
from django.urls import reverse
from pghistory.models import Context

#: What the database keeps itself and nobody changes; it would make a change out of nothing.
AFGELEID = ["aangemaakt_op", "aangemaakt_door", "gewijzigd_op", "gewijzigd_door"]
SYSTEEM = "Het systeem"
#: In a transaction with this setting on, the values in history rows may be taken out (AVG). Nothing else sets it.
REDIGEER = "smp.redigeer"
#: The settings of the tests have this on, to empty the tables between two tests.
LEEGMAKEN = "smp.leegmaken"
#: tracked model -> the foreign keys on whose kaarten the changes of its rows are told as well; filled by `volg`.
GEVOLGD: dict[type[models.Model], tuple[str, ...]] = {}


def _uit(schakelaar: str) -> pgtrigger.Condition:
    return pgtrigger.Condition(f"current_setting('{schakelaar}', true) IS DISTINCT FROM 'aan'")


def alleen_bijschrijven() -> list[pgtrigger.Trigger]:
    """Triggers by which a history table can only grow. The one door: SET LOCAL smp.redigeer = 'aan'."""
    return [
        pgtrigger.Protect(
            name="append_only", operation=pgtrigger.Update | pgtrigger.Delete, condition=_uit(REDIGEER)
        ),
        pgtrigger.Trigger(
            name="niet_leegmaken",
            level=pgtrigger.Statement,
            operation=pgtrigger.Truncate,
            when=pgtrigger.Before,
            condition=_uit(LEEGMAKEN),
            func="RAISE EXCEPTION 'append_only: % cannot be emptied', TG_TABLE_NAME;",
        ),
    ]  # fmt: skip


def volg(*, behalve=(), bij=()):
    """Class decorator: keep the history of a model.

    behalve  its other columns that the database derives
    bij      foreign keys to the records on whose kaart the changes of a row are told as well

    Statement level: 10,000 rows in one UPDATE cost about twice the bare UPDATE (bibliotheken §4). The two indexes
    answer 'what did this set change' and 'what was the value before' by the row; pghistory's own would be a third.
    """

    def decoreer(model):
        naam = model._meta.model_name
        weg = [naam for naam in (*AFGELEID, *behalve) if any(v.name == naam for v in model._meta.local_fields)]
        GEVOLGD[model] = tuple(bij)
        return pghistory.track(
            pghistory.InsertEvent(),
            pghistory.UpdateEvent(condition=pghistory.AnyChange(exclude=weg)),
            pghistory.DeleteEvent(),
            level=pghistory.Statement,
            exclude=weg,
            append_only=False,  # our own triggers below do that
            obj_field=pghistory.ObjForeignKey(
                on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="events"
            ),
            context_field=pghistory.ContextForeignKey(db_constraint=False, db_index=False),
            meta={
                "verbose_name": f"geschiedenis {model._meta.verbose_name}",
                "indexes": [
                    models.Index(fields=["pgh_obj", "pgh_id"], name=f"{naam}_hist_rij"),
                    models.Index(fields=["pgh_context", "pgh_obj", "pgh_id"], name=f"{naam}_hist_set"),
                ],
                "triggers": alleen_bijschrijven(),
            },
        )(model)

    return decoreer


class Wijzigingsset(Context):
    """Everything that one act changed.

    `metadata`: `user` (key, or None), `url`, `handeling` and `wat` (smp/historie/handeling.py), `taak` for a job,
    `ongedaan_van` (the set that this one took back), `niet_terug` (what it could not), `onomkeerbaar`, `reden` (of
    anonymising), `toch_toegevoegd` (what looked like the new record: smp/kaarten/dubbelen.py).
    """

    class Meta:
        proxy = True
        verbose_name = "wijzigingsset"
        verbose_name_plural = "wijzigingssets"
        ordering = ["-created_at", "-id"]
        permissions = [("ongedaan_wijzigingsset", "Mag ongedaan maken wat een ander heeft gewijzigd")]

    def __str__(self):
        return self.naam

    def get_absolute_url(self):
        return reverse("wijzigingsset", args=[self.pk])

    @property
    def naam(self) -> str:
        """The act in words: 'Segment vervangen: Pers door Media'."""
        handeling = self.metadata.get("handeling") or self.metadata.get("taak") or "Gewijzigd"
        wat = self.metadata.get("wat")
        return f"{handeling}: {wat}" if wat else handeling

    @property
    def gebruiker_id(self) -> int | None:
        return self.metadata.get("user")


def eventmodel(model):
    """The model that holds the history rows of a tracked model."""
    return apps.get_model(model._meta.app_label, f"{model.__name__}Event")


def gevolgde_velden(model) -> list[models.Field]:
    """The fields of a model of which the history is kept, without its key."""
    bijgehouden = {veld.name for veld in eventmodel(model)._meta.fields}
    return [v for v in model._meta.concrete_fields if v.name in bijgehouden and not v.primary_key]


def zichtbaar(user) -> list[type[models.Model]]:
    """The tracked models of which a user may see the history: those that he may see."""
    return [model for model in GEVOLGD if user.has_perm(f"{model._meta.app_label}.view_{model._meta.model_name}")]


def rijen_van_set(model, sleutel: str) -> set[int]:
    """The primary keys of the rows that one Wijzigingsset changed; empty for a key that is none. One query."""
    try:
        set_id = uuid.UUID(sleutel)
    except ValueError:
        return set()
    return set(eventmodel(model).objects.filter(pgh_context=set_id).values_list("pgh_obj_id", flat=True))


def wis(model, sleutels, waarden: dict):
    """Overwrite fields in every history row of these records: the one exception to append-only (AVG art. 17).

    The caller has opened a transaction. Who changed something, and when, stays.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config(%s, 'aan', true)", [REDIGEER])
        eventmodel(model).objects.filter(pgh_obj_id__in=sleutels).update(**waarden)
        cursor.execute("SELECT set_config(%s, '', true)", [REDIGEER])
