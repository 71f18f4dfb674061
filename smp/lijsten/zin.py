"""A Vraag read back as one Dutch sentence: 'Actieve organisaties met naam bevat ‘museum’ en zonder postadres'.

Every search field gives its own clause (`Zoekveld.zin`), every condition of `ook` too (`Ook.zin`). In a clause such as
'actieve …' the dots stand for the name of the rows.
"""

from django.utils.text import capfirst

GAT = " …"


def getypt(tekst: str) -> str:
    """What a user typed, without the sign that has a meaning in a clause.

    >>> getypt("theater …")
    'theater ...'
    """
    return tekst.replace("…", "...")


def opsomming(delen: list[str], alle: bool = True) -> str:
    """'a, b en c', or 'a, b of c'.

    >>> opsomming(["met a", "met b", "zonder c"]), opsomming(["a", "b"], alle=False)
    ('met a, met b en zonder c', 'a of b')
    """
    woord = " en " if alle else " of "
    return woord.join(deel for deel in (", ".join(delen[:-1]), *delen[-1:]) if deel)


def met_woord(woord: str, delen: list[str]) -> str:
    """The name of the rows with its clauses around it.

    >>> met_woord("organisaties", ["actieve …", "met plaats Zwolle", "zonder postadres"])
    'actieve organisaties met plaats Zwolle en zonder postadres'
    """
    voor = [deel.replace(GAT, "") for deel in delen if GAT in deel]
    achter = opsomming([deel for deel in delen if GAT not in deel])
    return " ".join(deel for deel in (", ".join(voor), woord, achter) if deel)


def vraagzin(lijst, delen) -> str:
    """The sentence above the result, of the criteria of a Vraag."""
    return capfirst(met_woord(lijst.meervoud, [deel.zin for deel in delen if deel.zin]))
