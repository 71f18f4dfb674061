"""The vergrootglas: choose a record of a big table."""

from django import forms
from django.apps import apps


class Opzoekveld(forms.ModelChoiceField):
    widget = forms.NumberInput

    def __init__(self, naam, **kwargs):
        super().__init__(apps.get_model("relaties", naam)._default_manager.all(), **kwargs)
