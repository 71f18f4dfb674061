"""Verband: the records that belong to the rows of a Lijst, and whose columns can be asked for with them, as data."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Verband:
    """`Exists` in words: 'organisaties met een persoon in organisatie met functie bevat directeur'.

    lijst  the name of their Lijst
    hun    their field, equal to
    ons    a field of the row
    zin    how a sentence leads to them, with {} for their name: 'bij een {}'
    veel   a row can have none or many. Then only those count that their Lijst shows unasked (active), and
           conditions in one group are about one and the same of them
    """

    lijst: str
    hun: str
    ons: str
    zin: str
    veel: bool = False
