"""The tables of the machine itself; those of a part stand with that part."""

from smp.eenmalig import Eenmalig

__all__ = ["Eenmalig"]
