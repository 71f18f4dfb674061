"""The list of Wijzigingssets: what one can search on, and a page of them, newest first, by key."""

from datetime import datetime, time, timedelta

from django import forms
from django.contrib.auth import get_user_model
from django.db import connection
from django.db.models import Exists, F, OuterRef, Q, Value
from django.db.models.fields.json import KeyTextTransform
from django.utils.text import capfirst
from django.utils.timezone import make_aware

from smp.historie.models import GEVOLGD, SYSTEEM, Wijzigingsset, eventmodel, zichtbaar
from smp.lijsten.bladeren import Rijvergelijking
from smp.velden import Datumveld

PER_PAGINA = 50
#: In place of the key of a user: changes by nobody (jobs, the command line).
NIEMAND = "systeem"


class Zoekvelden(forms.Form):
    """Every field is optional. A field that cannot be read finds nothing and says so."""

    wie = forms.ChoiceField(label="Wie", required=False)
    handeling = forms.ChoiceField(label="Handeling", required=False)
    soort = forms.ChoiceField(label="Soort gegevens", required=False)
    van = Datumveld(label="Van", required=False)
    tot = Datumveld(label="Tot en met", required=False)

    def __init__(self, data, user):
        super().__init__(data, auto_id="id_%s")
        self.namen = {g.pk: str(g) for g in get_user_model().objects.order_by("naam", "pk")}
        gebruikers = [(str(pk), naam) for pk, naam in self.namen.items()]
        self.modellen = {model._meta.model_name: model for model in zichtbaar(user)}
        soorten = [(naam, capfirst(str(model._meta.verbose_name_plural))) for naam, model in self.modellen.items()]
        self.fields["wie"].choices = [("", "Alles"), *gebruikers, (NIEMAND, SYSTEEM)]
        self.fields["handeling"].choices = [("", "Alles"), *((naam, naam) for naam in handelingen())]
        self.fields["soort"].choices = [("", "Alles"), *soorten]
        for naam, veld in self.fields.items():
            veld.error_messages["invalid_choice"] = "Kies een waarde uit de lijst."
            veld.widget.attrs["class"] = "form-control" if naam in ("van", "tot") else "form-select"

    def gevonden(self, na=None):
        """Up to PER_PAGINA + 1 sets older than `na`, a pair (moment, key)."""
        alles = Wijzigingsset.objects.order_by("-created_at", "-id")
        if not self.is_valid():
            return alles.none()
        w = self.cleaned_data
        if w["wie"]:
            alles = alles.alias(door=KeyTextTransform("user", "metadata"))
            alles = alles.filter(door__isnull=True) if w["wie"] == NIEMAND else alles.filter(door=w["wie"])
        if w["handeling"]:
            alles = alles.alias(heet=KeyTextTransform("handeling", "metadata")).filter(heet=w["handeling"])
        if w["van"]:
            alles = alles.filter(created_at__gte=make_aware(datetime.combine(w["van"], time.min)))
        if w["tot"] and w["tot"] < datetime.max.date():
            alles = alles.filter(created_at__lt=make_aware(datetime.combine(w["tot"] + timedelta(days=1), time.min)))
        modellen = [self.modellen[w["soort"]]] if w["soort"] else list(self.modellen.values())
        if len(modellen) < len(GEVOLGD):
            alles = alles.filter(raakt(modellen))
        if na:
            alles = alles.filter(Rijvergelijking([F("created_at"), F("id")], [Value(deel) for deel in na], "<"))
        return alles[: PER_PAGINA + 1]


def raakt(modellen) -> Q:
    """Sets that changed a row of one of these models: one look in an index for each."""
    uit = Q(pk__in=[])
    for model in modellen:
        uit |= Q(Exists(eventmodel(model).objects.filter(pgh_context=OuterRef("pk"))))
    return uit


def handelingen() -> list[str]:
    """The names of acts that there are: from one to the next in the index, so that the table is not read."""
    with connection.cursor() as cursor:
        cursor.execute("""
            WITH RECURSIVE namen(naam) AS (
                SELECT min(metadata ->> 'handeling') FROM pghistory_context
                UNION ALL
                SELECT (SELECT min(metadata ->> 'handeling') FROM pghistory_context
                        WHERE metadata ->> 'handeling' > naam) FROM namen WHERE naam IS NOT NULL
            ) SELECT naam FROM namen WHERE naam IS NOT NULL LIMIT 200""")
        return [naam for (naam,) in cursor.fetchall()]
