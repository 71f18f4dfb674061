"""Inzage-export (AVG 15 and 20): everything that is stored about one person, found through the foreign keys.

A table that is added later and points at a person, or at a row of his, is in it by itself.
"""

from collections.abc import Iterator

from django.db import models
from django.utils import timezone
from django.utils.text import capfirst

from relaties.models import Persoon, Verwerkingsactiviteit
from smp.gebruikers.models import Gebruiker
from smp.tekst import datum

RECHTEN = (
    "Je mag vragen om je gegevens te verbeteren, te wissen of minder te gebruiken. Je mag bezwaar maken. "
    "Ben je het niet eens met ons antwoord? Dan kun je een klacht indienen bij de Autoriteit Persoonsgegevens."
)


def tabellen_van(persoon: Persoon) -> dict[type, list[models.Model]]:
    """model -> its rows: the person, every row that points at him, every row that points at those; history too."""
    uit = {Persoon: {persoon.pk: persoon}}
    nieuw = {Persoon: [persoon.pk]}
    while nieuw:
        gevonden: dict[type, list] = {}
        for model, sleutels in nieuw.items():
            for verwijzing in _verwijzingen(model):
                rijen = verwijzing.model._base_manager.filter(**{f"{verwijzing.name}__in": sleutels})
                bekend = uit.setdefault(verwijzing.model, {})
                for rij in rijen.order_by("pk"):
                    if rij.pk not in bekend:
                        bekend[rij.pk] = rij
                        gevonden.setdefault(verwijzing.model, []).append(rij.pk)
        nieuw = gevonden
    return {model: list(rijen.values()) for model, rijen in uit.items()}


def _verwijzingen(model) -> Iterator[models.ForeignKey]:
    """The foreign keys that point at a model, those without a name to come back by too."""
    for relatie in model._meta.get_fields(include_hidden=True):
        if relatie.auto_created and not relatie.concrete and not relatie.many_to_many:
            yield relatie.field


def inzage(persoon: Persoon) -> dict:
    """{'persoon', 'gemaakt_op', 'herkomst', 'doelen', 'rechten', 'tabellen': [{'naam', 'titel', 'rijen'}]}.

    A row is {field: {'label', 'waarde', 'tekst'}}: the stored value, and how a person reads it.
    """
    namen: dict[tuple, str] = {}
    return {
        "persoon": str(persoon),
        "gemaakt_op": timezone.now(),
        "herkomst": {"bron": persoon.bron or "Niet bekend", "datum": persoon.bron_datum},
        "doelen": [_doel(activiteit) for activiteit in Verwerkingsactiviteit.objects.all()],
        "rechten": RECHTEN,
        "tabellen": [
            {
                "naam": model._meta.label,
                "titel": capfirst(str(model._meta.verbose_name)),
                "rijen": [_rij(rij, namen) for rij in rijen],
            }
            for model, rijen in tabellen_van(persoon).items()
            if rijen
        ],
    }


def _doel(activiteit: Verwerkingsactiviteit) -> dict:
    return {
        "naam": activiteit.naam,
        "doel": activiteit.doel,
        "grondslag": activiteit.get_grondslag_display(),
        "ontvangers": activiteit.ontvangers or "Geen",
        "doorgifte": activiteit.doorgifte or "Geen",
        "bewaartermijn": f"{activiteit.bewaartermijn} maanden",
    }


def _rij(rij, namen: dict) -> dict:
    uit = {}
    for veld in rij._meta.concrete_fields:
        waarde = getattr(rij, veld.attname)
        if isinstance(veld, models.ForeignKey) and veld.related_model is Gebruiker:
            waarde = "een medewerker" if waarde else None  # who of us it was is not his to know
        uit[veld.name] = {
            "label": capfirst(str(veld.verbose_name)),
            "waarde": waarde,
            "tekst": _tekst(veld, waarde, namen),
        }
    return uit


def _tekst(veld, waarde, namen: dict) -> str:
    if waarde is None or waarde == "":
        return ""
    if isinstance(veld, models.BooleanField):
        return "Ja" if waarde else "Nee"
    if isinstance(veld, models.DateField):
        return datum(waarde)
    if isinstance(veld, models.ForeignKey) and veld.related_model is not Gebruiker:
        sleutel = (veld.related_model, waarde)
        if sleutel not in namen:
            namen[sleutel] = str(veld.related_model._base_manager.filter(pk=waarde).first() or waarde)
        return namen[sleutel]
    return str(dict(veld.flatchoices).get(waarde, waarde))


def als_json(gegevens: dict) -> dict:
    """The same for a machine: the values as they are stored."""
    tabellen = {
        tabel["naam"]: [{naam: cel["waarde"] for naam, cel in rij.items()} for rij in tabel["rijen"]]
        for tabel in gegevens["tabellen"]
    }
    return {**gegevens, "tabellen": tabellen}
