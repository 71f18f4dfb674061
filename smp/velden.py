"""Form fields for what people type in a notation of their own: a day and a whole number (domein 3.7).

Both are text boxes. A browser shows its own date and number inputs in the language of the browser, so that '1-9-2019'
means the year 19 in one and nothing in another, and half a date is posted as nothing.
"""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

from smp.tekst import dag, lees_dag

DUIZENDTALLEN = re.compile(r"[0-9]{1,3}(?:[. ][0-9]{3})+")


class Datuminvoer(forms.TextInput):
    """A text box with a calendar beside it (static/js/kalender.js). Its form text of a day is always 1-9-2019."""

    template_name = "velden/datum.html"

    def __init__(self, attrs=None):
        vast = {"data-datum": True, "placeholder": "dd-mm-jjjj", "inputmode": "numeric", "autocomplete": "off"}
        super().__init__(vast | (attrs or {}))

    def value_from_datadict(self, data, files, name):
        getypt = super().value_from_datadict(data, files, name)
        gelezen = lees_dag(getypt) if getypt else None
        return dag(gelezen) if gelezen else getypt

    def format_value(self, value):
        return value if value is None or isinstance(value, str) else dag(value)


class Datumveld(forms.DateField):
    """A day, in every notation that `lees_dag` knows."""

    widget = Datuminvoer
    default_error_messages = {"invalid": "Vul een datum in zoals 31-12-2026."}

    def to_python(self, value):
        if not isinstance(value, str) or not value.strip():
            return super().to_python(value)
        gelezen = lees_dag(value)
        if gelezen is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return gelezen


class Getalinvoer(forms.TextInput):
    """A text box for a whole number. Its form text has no thousands separator."""

    def __init__(self, attrs=None):
        super().__init__({"data-getal": True, "inputmode": "numeric"} | (attrs or {}))

    def value_from_datadict(self, data, files, name):
        getypt = super().value_from_datadict(data, files, name)
        return re.sub("[. ]", "", getypt) if getypt and DUIZENDTALLEN.fullmatch(getypt.strip()) else getypt


class Getalveld(forms.IntegerField):
    """A whole number, also typed as 1.200."""

    widget = Getalinvoer
    default_error_messages = {"invalid": "Vul een heel getal in."}


_SOORTEN = {
    models.DateField: Datumveld,
    models.PositiveIntegerField: Getalveld,
    models.PositiveSmallIntegerField: Getalveld,
}


def getypte_velden(model) -> dict:
    """`field_classes` of a ModelForm: the fields of this module for every day and number of the model."""
    return {veld.name: _SOORTEN[type(veld)] for veld in model._meta.fields if type(veld) in _SOORTEN}
