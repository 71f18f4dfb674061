"""Inzage-export (AVG 15 and 20): everything that is stored about one person, found through the foreign keys.

A table that is added later and points at a person, or at a row of his, is in it by itself.
"""

from collections.abc import Iterator

from django.db import models
from django.utils import timezone
from django.utils.text import capfirst

from relaties.models import Persoon, Verwerkingsactiviteit
from smp.gebruikers.models import Gebruiker
from smp.historie.waarden import rijen_van, tekst

RECHTEN = (
    "Je mag vragen om je gegevens te verbeteren, te wissen of minder te gebruiken. Je mag bezwaar maken. "
    "Ben je het niet eens met ons antwoord? Dan kun je een klacht indienen bij de Autoriteit Persoonsgegevens."
)
#: Who of us it was is not his to know.
MEDEWERKER = "een medewerker"
#: Of what history adds to a row a person reads when and what; the keys are for a machine.
_HISTORIE = {"pgh_created_at": "Wanneer", "pgh_label": "Wat"}
_WAT = {"insert": "Toegevoegd", "update": "Gewijzigd", "delete": "Verwijderd"}


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

    A row is {field: {'label', 'waarde', 'tekst'}}: the stored value, and how a person reads it; without a label it is
    for a machine only.
    """
    tabellen = {model: rijen for model, rijen in tabellen_van(persoon).items() if rijen}
    namen = _namen(tabellen)
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
            for model, rijen in tabellen.items()
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


def _namen(tabellen) -> dict[tuple, str]:
    """(model, key) -> name of what the rows point at; a query or two for each model."""
    sleutels: dict[type, set] = {}
    for model, rijen in tabellen.items():
        for veld in model._meta.concrete_fields:
            if isinstance(veld, models.ForeignKey) and _label(veld):
                sleutels.setdefault(veld.related_model, set()).update(getattr(rij, veld.attname) for rij in rijen)
    uit = dict.fromkeys(((Gebruiker, pk) for pk in sleutels.pop(Gebruiker, ())), MEDEWERKER)
    for model, pks in sleutels.items():
        uit |= {(model, pk): str(rij) for pk, rij in rijen_van(model, pks - {None}).items()}
    return uit


def _label(veld) -> str:
    if veld.name.startswith("pgh_"):
        return _HISTORIE.get(veld.name, "")
    return capfirst(str(veld.verbose_name))


def _rij(rij, namen: dict) -> dict:
    uit = {}
    for veld in rij._meta.concrete_fields:
        leesbaar = tekst(rij, veld, namen)
        uit[veld.name] = {
            "label": _label(veld),
            "waarde": (leesbaar or None) if veld.related_model is Gebruiker else getattr(rij, veld.attname),
            "tekst": _WAT.get(leesbaar, leesbaar) if veld.name == "pgh_label" else leesbaar,
        }
    return uit


def als_json(gegevens: dict) -> dict:
    """The same for a machine: the values as they are stored."""
    tabellen = {
        tabel["naam"]: [{naam: cel["waarde"] for naam, cel in rij.items()} for rij in tabel["rijen"]]
        for tabel in gegevens["tabellen"]
    }
    return {**gegevens, "tabellen": tabellen}
