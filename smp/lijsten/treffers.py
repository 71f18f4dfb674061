"""Rows that a typed text may mean, for the lookup (A9): by name, by number, by words, and with a typing error.

Nothing here reads more than a bounded number of rows, whatever the size of the table: every step is a range of an
index with a limit, and a step is taken only when the ones before it found too little.
"""

from smp.lijsten.zoekvelden import Nummer, Postcode
from smp.tekst import vouw

#: What a list of suggestions holds.
MAXIMAAL = 10
#: Rows that are read to find an exact name among the hits of a word search.
NAMEN = 200


def keusbaar(lijst, user=None):
    """The rows that may be chosen: what the Lijst shows before somebody asks otherwise (R73: active only)."""
    rijen = lijst.rijen(user)
    for naam, waarde in lijst.begin.items():
        rijen = lijst.zoekvelden[naam].filter(rijen, waarde)
    return rijen


def op_naam(lijst, tekst: str) -> list:
    """Rows with exactly this name, folded; at most MAXIMAAL + 1."""
    sleutel = lijst.sorteersleutel(lijst.kolommen[0])
    if not vouw(tekst):
        return []
    rijen = keusbaar(lijst).alias(naamsleutel=sleutel).filter(naamsleutel=vouw(tekst))
    gevonden = list(rijen.order_by("pk")[: MAXIMAAL + 1])
    # The order of a person is 'berg  a  van den': his name is met among the words.
    return gevonden or [rij for rij in op_woorden(lijst, tekst, NAMEN) if vouw(str(rij)) == vouw(tekst)]


def op_woorden(lijst, tekst: str, maximaal: int) -> list:
    """Rows with every word somewhere in their zoeksleutel: the search field of the list page itself."""
    return list(lijst.zoekvelden[lijst.vaste_kolom].filter(keusbaar(lijst), tekst)[:maximaal])


def bedoeld(lijst, tekst: str) -> list:
    """What a typed text means: the rows with exactly that name, else those with its words; MAXIMAAL + 1 at most."""
    return op_naam(lijst, tekst)[: MAXIMAAL + 1] or op_woorden(lijst, tekst, MAXIMAAL + 1)


def suggesties(lijst, user, tekst: str) -> list:
    """What a user may mean while he types."""
    return op_woorden(lijst, tekst, MAXIMAAL)
