"""Addresses: check and print (domein 3.3, NEN 5825); the columns belong to their owner."""

import re
from dataclasses import dataclass, fields
from typing import Any

from django.core.exceptions import ValidationError

from relaties.landen import LANDNAMEN

SOORTEN_BEZOEKADRES = [("straat", "Straat en huisnummer"), ("buitenland", "Buitenlands adres")]
SOORTEN_POSTADRES = [
    ("straat", "Straat en huisnummer"),
    ("postbus", "Postbus"),
    ("antwoordnummer", "Antwoordnummer"),
    ("buitenland", "Buitenlands adres"),
]
AANDUIDINGEN = [("", ""), ("bij", "bij"), ("tegenover", "tegenover")]

_HUISNUMMER_FOUT = "Vul een huisnummer in tussen 1 en 99999."
# Form and example per country; every other country is free (domein 3.3).
_POSTCODES = {
    "BE": ("[0-9]{4}", "2000"),
    "DE": ("[0-9]{5}", "40212"),
    "FR": ("[0-9]{5}", "75001"),
    "LU": ("(?:L-)?[0-9]{4}", "1009"),
}
_PLAATS_VOOR_POSTCODE = {"AU", "CA", "GB", "IE", "US"}


def normaliseer_postcode(tekst: str, land: str = "NL") -> str:
    """Stored form of a postcode, or ValidationError (domein 3.3).

    '1234ab' and 'NL-1234AB' -> '1234 AB'; '1234 SS' and '0123 AB' are refused. Abroad: the form of
    the country.
    """
    postcode = " ".join(tekst.upper().split())
    if not postcode:
        return ""
    if land == "NL":
        delen = re.fullmatch(r"(?:NL[ -]?)?([1-9][0-9]{3})[ -]?([A-Z]{2})", postcode)
        if not delen:
            raise ValidationError("Vul een postcode in zoals 1234 AB.")
        if delen[2] in ("SA", "SD", "SS"):
            raise ValidationError("De letters SA, SD en SS komen niet voor in een postcode.")
        return f"{delen[1]} {delen[2]}"
    patroon, voorbeeld = _POSTCODES.get(land, (".*", ""))
    if not re.fullmatch(patroon, postcode):
        raise ValidationError(f"Vul een postcode in zoals {voorbeeld}.")
    return postcode


@dataclass(frozen=True)
class Adres:
    """One address group of an organisation or person.

    >>> Adres(straat="Raadhuisplein", huisnummer=1, postcode="8600 ZX", plaats="IJmuiden").envelopregels()
    ['Raadhuisplein 1', '8600 ZX  IJMUIDEN']
    """

    soort: str = "straat"
    straat: str = ""
    huisnummer: int | None = None
    huisletter: str = ""
    toevoeging: str = ""
    aanduiding: str = ""
    postbusnummer: int | None = None
    antwoordnummer: int | None = None
    postcode: str = ""
    plaats: str = ""
    land: str = "NL"
    adresregel_1: str = ""
    adresregel_2: str = ""
    adresregel_3: str = ""

    @classmethod
    def van(cls, obj, groep: str) -> "Adres":
        """Read the columns '<groep>_straat', … of a model instance; a column that is not there is empty."""
        waarden: dict[str, Any] = {
            veld.name: getattr(obj, f"{groep}_{veld.name}", veld.default) for veld in fields(cls)
        }
        return cls(**waarden)

    @property
    def is_leeg(self) -> bool:
        """Nothing filled in; soort, land and aanduiding alone are no address."""
        return not any(
            getattr(self, veld.name) for veld in fields(self) if veld.name not in ("soort", "land", "aanduiding")
        )

    @property
    def straatregel(self) -> str:
        """Street or box line (NEN 5825, domein 3.3 rules 2 and 4).

        'Dorpsstraat 12 a', 'Dorpsstraat 12-2', 'Dorpsstraat 12 III', 'Dorpsstraat t/o 12', 'Postbus 123',
        'Antwoordnummer 1234'.
        """
        if self.soort == "postbus":
            return f"Postbus {self.postbusnummer}" if self.postbusnummer else ""
        if self.soort == "antwoordnummer":
            return f"Antwoordnummer {self.antwoordnummer}" if self.antwoordnummer else ""
        if not self.huisnummer:
            return self.straat
        achter = self.huisletter + self.toevoeging
        streep = "-" if achter[:1].isdigit() else " "
        aanduiding = "t/o" if self.aanduiding == "tegenover" else self.aanduiding
        return " ".join(filter(None, [self.straat, aanduiding, f"{self.huisnummer}{streep}{achter}".strip()]))

    @property
    def plaatsregel(self) -> str:
        """Town line (domein 3.3 rules 3 and 5): '1971 ZX  IJMUIDEN'; abroad as there: 'London SE1 0ZX'."""
        if self.land == "NL":
            return "  ".join(filter(None, [self.postcode, self.plaats.upper()]))
        delen = [self.postcode, self.plaats]
        return " ".join(filter(None, reversed(delen) if self.land in _PLAATS_VOOR_POSTCODE else delen))

    def envelopregels(self) -> list[str]:
        """Address lines of an envelope, none blank; abroad the country last, in capitals (domein 3.3).

        ['Postbus 123', '8600 ZX  NOORDERHAVEN'], ['Grote Markt 5 bus 3', '2000 Antwerpen', 'BELGIË'].
        """
        if self.is_leeg:
            return []
        vrij = [self.adresregel_1, self.adresregel_2, self.adresregel_3] if self.soort == "buitenland" else []
        land = "" if self.land == "NL" else LANDNAMEN.get(self.land, self.land).upper()
        return [regel for regel in (self.straatregel, *vrij, self.plaatsregel, land) if regel]

    def fouten(self, groep: str) -> dict[str, str]:
        """What is wrong, per column: {'bezoekadres_soort': 'Een postbus kan niet bij het bezoekadres.'}.

        Form and consistency only: an address may be incomplete (domein 3.3, messages 6.3).
        """
        fouten = self._soortfouten(groep)
        for veld in ("huisnummer", "postbusnummer", "antwoordnummer"):
            nummer = getattr(self, veld)
            if nummer is not None and not 1 <= nummer <= 99999:
                fouten[veld] = _HUISNUMMER_FOUT.replace("huisnummer", veld)
        if self.huisletter and not re.fullmatch("[A-Za-z]", self.huisletter):
            fouten["huisletter"] = "Vul 1 letter in."
        if self.toevoeging and not re.fullmatch("[0-9A-Za-z]{1,4}", self.toevoeging):
            fouten["toevoeging"] = "Vul maximaal 4 letters of cijfers in, zonder streepje of spatie."
        try:
            normaliseer_postcode(self.postcode, self.land)
        except ValidationError as fout:
            fouten["postcode"] = str(fout.message)
        return {f"{groep}_{veld}": melding for veld, melding in fouten.items()}

    def _soortfouten(self, groep: str) -> dict[str, str]:
        """A box is for the postadres only, and its number goes with its soort."""
        fouten = {}
        for soort, nummerveld in (("postbus", "postbusnummer"), ("antwoordnummer", "antwoordnummer")):
            if groep != "postadres" and (self.soort == soort or getattr(self, nummerveld)):
                plek = {"priveadres": "privéadres"}.get(groep, groep)
                veld = "soort" if self.soort == soort else nummerveld
                fouten[veld] = f"Een {soort} kan niet bij het {plek}."
            elif self.soort != soort and getattr(self, nummerveld):
                fouten[nummerveld] = f"Kies {soort.capitalize()} als soort adres, of maak dit veld leeg."
        return fouten
