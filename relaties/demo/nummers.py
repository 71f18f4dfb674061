"""Numbers that nobody has, and that our own validation accepts (domein §5, first table).

Each function turns a serial number 0, 1, 2, … into a number. The first 10,000 (KVK, RSIN, telephone) have
exactly the form of the table. A larger load goes on in the rest of the range for which the same reason holds
(a KVK number never starts with 00, a subscriber number never with 0); when that is used up: ''.
"""

from itertools import count

from stdnum.iso7064 import mod_97_10
from stdnum.nl import bsn

_RSIN_KOPPEN = [9990, 9992, 9993, 9994, 9995, 9996, 9997, 9998]  # 9991 is of the eenmanszaken


def kvk_nummer(volgnummer: int) -> str:
    """0 -> '00900000', 9999 -> '00909999', 10000 -> '00910000'; after '00999999' comes '00000000'."""
    return f"{(900_000 + volgnummer) % 1_000_000:08}" if volgnummer < 1_000_000 else ""


def vestigingsnummer(volgnummer: int) -> str:
    """1 -> '999900000001'."""
    return f"9999{volgnummer:08}"


def rsin_nummers():
    """'999000019', '999000020', '999000032', …: 9990nnnn and the digit that makes the elfproef right."""
    for kop in _RSIN_KOPPEN:
        for staart in range(1, 10_000):
            acht = f"{kop}{staart:04}"
            # The weighted sum modulo 11 with the last digit 0 is that digit itself (its weight is -1).
            rest = bsn.checksum(f"{acht}0")
            if rest < 10:
                yield f"{acht}{rest}"


def btw_eenmanszaken():
    """'NL999100001B64', 'NL999100003B46', …: mod 97 is right and the elfproef is not, so no BSN is in it."""
    for staart in range(1, 100_000):
        negen = f"9991{staart:05}"
        if not bsn.is_valid(negen):
            yield f"NL{negen}B{_mod97(f'NL{negen}B')}"


def iban(volgnummer: int) -> str:
    """1 -> 'NL52DEMO0000000001': no bank has the code DEMO."""
    rekening = f"DEMO{volgnummer:010}"
    return f"NL{_mod97(f'{rekening}NL')}{rekening}"


def _mod97(tekst: str) -> str:
    return mod_97_10.calc_check_digits(tekst)


def telefoon(netnummer: str, volgnummer: int) -> str:
    """('038', 1234) -> '+31380001234', ('0570', 12) -> '+31570000012'."""
    lengte = 10 - len(netnummer) - 1  # of the subscriber number behind its leading 0
    return f"+31{netnummer[1:]}0{volgnummer:0{lengte}}" if volgnummer < 10**lengte else ""


def mobiel(volgnummer: int) -> str:
    """1234 -> '+31600001234'."""
    return f"+316{volgnummer:08}" if volgnummer < 10_000_000 else ""


class Nummers:
    """The counters of one load. They start at `VRIJ`: the fixtures write their own numbers, below it."""

    VRIJ = 1000

    def __init__(self):
        self._kvk = count(self.VRIJ)
        self._vestiging = count(self.VRIJ)
        self._iban = count(self.VRIJ)
        self._mobiel = count(self.VRIJ)
        self._debiteur = count(20_001)
        self._telefoon = {}
        self._rsin = (nummer for nummer in rsin_nummers() if nummer > "999001")
        self._btw = (nummer for nummer in btw_eenmanszaken() if nummer > "NL999101")

    def kvk(self) -> str:
        return kvk_nummer(next(self._kvk))

    def vestiging(self) -> str:
        return vestigingsnummer(next(self._vestiging))

    def rsin(self) -> str:
        return next(self._rsin, "")

    def btw_eenmanszaak(self) -> str:
        return next(self._btw, "")

    def iban(self) -> str:
        return iban(next(self._iban))

    def debiteur(self) -> str:
        return str(next(self._debiteur))

    def telefoon(self, netnummer: str) -> str:
        volgnummer = self._telefoon[netnummer] = self._telefoon.get(netnummer, self.VRIJ - 1) + 1
        return telefoon(netnummer, volgnummer)

    def mobiel(self) -> str:
        return mobiel(next(self._mobiel))
