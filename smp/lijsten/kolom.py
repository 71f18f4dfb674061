"""Kolom: one column of a Lijst, as data."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django_filters import Filter


@dataclass(frozen=True)
class Kolom:
    """A column. What is richer than this overrides a method of its Lijst.

    naam       the model field, or the name of a property when `sorteer` is None and `bewerk` is off
    label      heading; default the verbose name of the field
    filter     the search field (smp.lijsten.zoekvelden); None = cannot be searched on
    zoek       the search field is in sight, not behind 'Meer zoekvelden'
    sorteer    what to order on: a field name or expression with an index, or None; default the field itself
    bewerk     can be changed in the grid; of a related record too, when that has a Lijst
    link       the cell links to the kaart: of the row, or of the record that a foreign key names
    standaard  is shown until a user chooses his columns
    toon       stored value -> text, for example `toon_telefoon`
    """

    naam: str
    label: str = ""
    filter: Filter | None = None
    zoek: bool = False
    sorteer: Any = field(default="")
    bewerk: bool = False
    link: bool = False
    standaard: bool = True
    toon: Callable[[Any], str] | None = None
