"""Rows for any Lijst: its factory, and then every kind of value in every column, with ties and empty ones."""

from datetime import UTC, date, datetime

from django.db import IntegrityError, connection, models, transaction

from smp.lijsten.lijst import LIJSTEN
from tests import factories

#: Every Lijst as pytest ids.
NAMEN = sorted(LIJSTEN)

#: As the factory made it: what a list shows at once, and what may be changed.
ZICHTBAAR = {"actief", "verwerking_beperkt"}
TEKSTEN = [
    "",
    "Zwolle",
    "zwolle",
    "'s-Hertogenbosch",
    "Ézinge",
    "IJsselstein",
    "8011 ZX",
    "00900001",
    "a@smp.example",
]
GETALLEN = [1, 35, 35, 250]
DAGEN = [date(2019, 9, 1), date(2026, 1, 31), date(2019, 9, 1)]
MOMENTEN = [datetime(2026, 1, d, 12, 0, s, s * 7, tzinfo=UTC) for d, s in ((1, 1), (1, 2), (3, 2), (1, 1))]


def fabriek(lijst):
    """The factory of a Lijst is called after its model: a new list is one class and one factory."""
    return getattr(factories, f"{lijst.model.__name__}Factory")


def rij_van(kaart, obj, **velden):
    """A stored row in the section of a card; a segment under another one is a subsegment."""
    regels = kaart.kaartregels
    soort = {"sub": True} if regels.ouder == "hoofdsegment" else {}
    return fabriek(LIJSTEN[regels.model._meta.model_name])(**{regels.ouder: obj}, **soort, **velden)


def maak(lijst, aantal: int) -> None:
    """`aantal` rows, with varied values in every column that is stored."""
    rijen = fabriek(lijst).create_batch(aantal)
    per_kolom = {}
    for kolom in lijst.kolommen:
        veld = lijst.modelveld(kolom)
        if veld is None or kolom.naam in ZICHTBAAR or "__" in kolom.naam:
            continue
        if not isinstance(veld, models.GeneratedField):
            per_kolom[kolom.naam] = _waarden(veld)
    for nr in range(max(map(len, per_kolom.values()))):
        velden = {naam: waarden[nr] for naam, waarden in per_kolom.items() if nr < len(waarden)}
        _zet(lijst.model, [rij.pk for rij in rijen[nr::5]], velden)


def _waarden(veld) -> list:
    if veld.choices:
        return [sleutel for sleutel, _ in veld.flatchoices]
    if isinstance(veld, models.ForeignKey):
        return list(veld.related_model._base_manager.order_by("pk")[:3])
    if isinstance(veld, models.DateTimeField):
        return MOMENTEN
    if isinstance(veld, models.DateField):
        return DAGEN
    if isinstance(veld, models.BooleanField):
        return [True, False]
    if isinstance(veld, models.IntegerField):
        return GETALLEN
    return [tekst for tekst in TEKSTEN if len(tekst) <= (veld.max_length or 99)]


def _zet(model, sleutels: list, velden: dict) -> None:
    """All at once; what a constraint refuses, in two halves; one value that is refused stays as it was."""
    if not velden or not sleutels:
        return
    try:
        with transaction.atomic():
            model.objects.filter(pk__in=sleutels).update(**velden)
            connection.check_constraints()
    except IntegrityError:
        namen = list(velden)
        helft = len(namen) // 2
        for deel in (namen[:helft], namen[helft:]) if helft else ():
            _zet(model, sleutels, {naam: velden[naam] for naam in deel})
