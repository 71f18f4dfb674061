"""The tables of the machine itself; those of a part stand with that part."""

from smp.eenmalig import Eenmalig
from smp.werk import Brok, Taak

__all__ = ["Brok", "Eenmalig", "Taak"]
