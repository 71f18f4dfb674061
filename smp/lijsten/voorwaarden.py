"""The parameter `ook`: conditions in groups, as one text that a person can read and grep.

    functie:bevat:directeur;organisatie.segment:is:12;(einddatum:leeg,einddatum:na:2026-01-01)

`;` is and, `,` is or, one level of brackets, never `;` and `,` in one group. A value that is more than letters, digits,
`_` and `-` stands in single quotes, a quote in it is doubled. Strict: what does not fit is refused as a whole, because
a question without one of its conditions would find more than was asked. Knows no field: that is veldsoorten.py.
"""

import re
from dataclasses import dataclass

#: The name of the parameter.
OOK = "ook"
#: What a question may be at most: beyond this it is no question of a person.
MAX_LENGTE, MAX_VOORWAARDEN, MAX_GROEPEN, MAX_WAARDE = 3_000, 20, 6, 100
ONLEESBAAR = "De uitgebreide zoekvraag is onleesbaar. Daarom wordt er niets gevonden."
TE_GROOT = f"Een uitgebreide zoekvraag heeft hoogstens {MAX_VOORWAARDEN} voorwaarden in {MAX_GROEPEN} groepen."

_KAAL = re.compile(r"[A-Za-z0-9_-]+")
_WAARDE = r"(?:'(?:[^']|'')*'|[A-Za-z0-9_-]+)"
_VOORWAARDE = re.compile(rf"([a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)?):([a-z]+)((?::{_WAARDE}){{0,2}})")


class OnleesbaarError(ValueError):
    """The text is no question; its message is for the user."""


@dataclass(frozen=True)
class Voorwaarde:
    """One condition: the name of a field, an operator, and its values as texts."""

    veld: str
    operator: str
    waarden: tuple[str, ...] = ()


@dataclass(frozen=True)
class Groep:
    """Conditions that hold all (`alle`), or of which one holds; the outer one has groups in it."""

    alle: bool
    delen: tuple["Voorwaarde | Groep", ...]


def schrijf(groep: Groep) -> str:
    """The text of a question; '' when it asks nothing.

    >>> schrijf(Groep(True, (Voorwaarde("naam", "bevat", ("'t huis",)), Voorwaarde("email", "leeg"))))
    "naam:bevat:'''t huis';email:leeg"
    """
    delen = [f"({schrijf(deel)})" if isinstance(deel, Groep) else _voorwaarde(deel) for deel in groep.delen]
    return (";" if groep.alle else ",").join(delen)


def _voorwaarde(deel: Voorwaarde) -> str:
    waarden = [tekst if _KAAL.fullmatch(tekst) else "'{}'".format(tekst.replace("'", "''")) for tekst in deel.waarden]
    return ":".join([deel.veld, deel.operator, *waarden])


def lees(tekst: str) -> Groep:
    """The question that a text holds; raises OnleesbaarError. Loose conditions are a group too, as in the form.

    >>> lees("(plaats:is:Zwolle,plaats:is:Kampen);email:leeg").alle
    True
    """
    if len(tekst) > MAX_LENGTE:
        raise OnleesbaarError(TE_GROOT)
    groep, rest = _reeks(tekst, binnen=False)
    if rest:
        raise OnleesbaarError(ONLEESBAAR)
    groepen = [deel for deel in groep.delen if isinstance(deel, Groep)]
    losse = len(groep.delen) - len(groepen)
    if len(groepen) + bool(losse) > MAX_GROEPEN or losse + sum(len(deel.delen) for deel in groepen) > MAX_VOORWAARDEN:
        raise OnleesbaarError(TE_GROOT)
    return groep


def _reeks(tekst: str, binnen: bool) -> tuple[Groep, str]:
    """The conditions from the start of a text up to its end or a closing bracket, and what comes after them."""
    delen, teken = [], ""
    while True:
        if tekst.startswith("(") and not binnen:
            deel, tekst = _reeks(tekst[1:], binnen=True)
            if not tekst.startswith(")"):
                raise OnleesbaarError(ONLEESBAAR)
            tekst = tekst[1:]
        else:
            deel, tekst = _lees_voorwaarde(tekst)
        delen.append(deel)
        if not tekst or tekst[0] not in ";,":
            return Groep(teken != ",", tuple(delen)), tekst
        if teken and tekst[0] != teken:
            raise OnleesbaarError(ONLEESBAAR)
        teken, tekst = tekst[0], tekst[1:]


def _lees_voorwaarde(tekst: str) -> tuple[Voorwaarde, str]:
    gevonden = _VOORWAARDE.match(tekst)
    if not gevonden:
        raise OnleesbaarError(ONLEESBAAR)
    veld, operator, rest = gevonden.groups()
    waarden = tuple(
        deel[1:-1].replace("''", "'") if deel.startswith("'") else deel for deel in re.findall(rf":({_WAARDE})", rest)
    )
    if any(len(waarde) > MAX_WAARDE for waarde in waarden):
        raise OnleesbaarError(f"Een waarde heeft hoogstens {MAX_WAARDE} tekens.")
    return Voorwaarde(veld, operator, waarden), tekst[gevonden.end() :]
