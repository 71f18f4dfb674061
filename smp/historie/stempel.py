"""Who made and last changed a row, and when: kept by the database, so that no bulk write can forget it."""

import pgtrigger
from django.conf import settings
from django.db import models

_WIE = "NULLIF(current_setting('pghistory.context_metadata', true), '')::jsonb ->> 'user'"


class Stempel(models.Model):
    """Four columns that the trigger STEMPELTRIGGER fills; a model that inherits lists it in `Meta.triggers`."""

    aangemaakt_op = models.DateTimeField("aangemaakt op", editable=False, db_default=models.functions.Now())
    aangemaakt_door = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.DO_NOTHING, null=True, editable=False, related_name="+",
        verbose_name="aangemaakt door", db_constraint=False, db_index=False,
    )  # fmt: skip
    gewijzigd_op = models.DateTimeField("gewijzigd op", editable=False, db_default=models.functions.Now())
    gewijzigd_door = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.DO_NOTHING, null=True, editable=False, related_name="+",
        verbose_name="gewijzigd door", db_constraint=False, db_index=False,
    )  # fmt: skip

    class Meta:
        abstract = True


#: Costs one function call a row. `smp.sleutels` is on while the database only refreshes order keys of its own.
STEMPELTRIGGERS = [
    pgtrigger.Trigger(
        name="stempel_nieuw",
        operation=pgtrigger.Insert,
        when=pgtrigger.Before,
        func=f"""
            NEW.aangemaakt_op := statement_timestamp();
            NEW.aangemaakt_door_id := ({_WIE})::bigint;
            NEW.gewijzigd_op := NEW.aangemaakt_op;
            NEW.gewijzigd_door_id := NEW.aangemaakt_door_id;
            RETURN NEW;
        """,
    ),
    pgtrigger.Trigger(
        name="stempel_gewijzigd",
        operation=pgtrigger.Update,
        when=pgtrigger.Before,
        condition=pgtrigger.Condition("current_setting('smp.sleutels', true) IS DISTINCT FROM 'aan'"),
        func=f"""
            NEW.gewijzigd_op := statement_timestamp();
            NEW.gewijzigd_door_id := ({_WIE})::bigint;
            RETURN NEW;
        """,
    ),
]
