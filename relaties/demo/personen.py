"""Generator of persons (domein §5.1): names, how to address them, and now and then something private."""

from collections.abc import Iterable
from datetime import date, timedelta
from random import Random
from typing import Any

from relaties.demo.kiezen import Kiezer
from relaties.demo.namen import (
    AANSPREEKVORMEN,
    EXTRA_VOORLETTERS,
    FAMILIES,
    LETTERS,
    NAAMGEBRUIK,
    TITELS,
    VOORNAMEN,
    VOORNAMEN_ELDERS,
    VOORNAMEN_NEUTRAAL,
    Familie,
)
from relaties.demo.nummers import Nummers
from relaties.demo.organisaties import PEILDATUM, dag, straatadres
from relaties.demo.plaatsen import PLAATSEN
from relaties.namen import samen
from smp.tekst import vouw

_BRONNEN = Kiezer("Visitekaartje 5; Netwerkborrel 3; Website organisatie 4; Kaartverkoop 3; Collega 2; Beurs 1")
_TALEN = Kiezer("nl 970; en 20; de 7; fr 3")
_OPMERKINGEN = Kiezer(
    [
        "Houdt van cabaret, niet van musicals.",
        "Bellen op dinsdag of donderdag.",
        "Werkt alleen 's ochtends.",
        "Zit graag op rij 5.",
        "Stuurt altijd een collega in zijn plaats.",
    ]
)


class Personen:
    """Makes rows as dicts of column to value. `lokaal` is no column: an address needs it before the @."""

    def __init__(self, nummers: Nummers):
        self._nummers = nummers
        self._toeval = Random("personen").random
        self._adrestoeval = Random("persoonsadressen").random
        self._privacytoeval = Random("privacy").random

    def __call__(self, pk: int, familie: Familie | None = None) -> dict[str, Any]:
        toeval = self._toeval
        vorm = AANSPREEKVORMEN(toeval())
        familie = familie or FAMILIES(toeval())
        voornaam = self._voornaam(vorm, familie)
        achternaam = samen(familie.tussenvoegsel, familie.achternaam)
        rij: dict[str, Any] = {
            "id": pk,
            "aanspreekvorm": vorm,
            "tussenvoegsel": familie.tussenvoegsel,
            "achternaam": familie.achternaam,
            "lokaal": (_aaneen(voornaam), _aaneen(achternaam)),
        }
        bekend = toeval()  # 12 % with initials only, 5 % with a first name only
        if bekend >= 0.12:
            rij["voornaam"] = voornaam
        if bekend < 0.95:
            rij["voorletters"] = self._voorletters(voornaam)
        self._partner(rij)
        if toeval() < 0.08:
            rij["titel_voor"], rij["titel_achter"] = TITELS(toeval())
        if "voornaam" in rij and toeval() < 0.1:
            rij["tutoyeren"] = True
        self._prive(rij)
        return rij

    def _voornaam(self, vorm: str, familie: Familie) -> str:
        toeval = self._toeval
        if vorm == "N":
            return VOORNAMEN_NEUTRAAL(toeval())
        kant = 0 if vorm == "M" or (vorm == "O" and toeval() < 0.5) else 1
        elders = toeval() < (0.75 if familie.elders else 0.04)
        paar = VOORNAMEN_ELDERS if elders else VOORNAMEN(toeval())
        return paar[kant](toeval())

    def _voorletters(self, voornaam: str) -> str:
        toeval = self._toeval
        extra = EXTRA_VOORLETTERS(toeval())
        letters = [voornaam[0], *(LETTERS[int(toeval() * len(LETTERS))] for _ in range(extra))]
        return "".join(f"{letter}." for letter in letters)

    def _partner(self, rij: dict):
        toeval = self._toeval
        kiezer = NAAMGEBRUIK.get(rij["aanspreekvorm"])
        gebruik = kiezer(toeval()) if kiezer else "E"
        if gebruik != "E" or toeval() < 0.02:
            partner = FAMILIES(toeval())
            rij["naamgebruik"] = gebruik
            rij["tussenvoegsel_partner"] = partner.tussenvoegsel
            rij["achternaam_partner"] = partner.achternaam

    def _prive(self, rij: dict):
        """Little of it: this is about business (data minimisation)."""
        toeval = self._toeval
        rij["taal"] = _TALEN(toeval())
        rij["bron"] = f"Demodata: {_BRONNEN(toeval())}"
        if toeval() < 0.6:
            rij["bron_datum"] = dag(1 - toeval() ** 2, date(2012, 1, 1))
            if self._privacytoeval() < 0.8:  # within a month, as the law asks (AVG art. 14)
                later = timedelta(days=int(self._privacytoeval() * 30))
                rij["geinformeerd_op"] = min(rij["bron_datum"] + later, PEILDATUM)
        if toeval() < 0.04:
            rij["geboortedatum"] = dag(toeval(), date(1950, 1, 1), date(2003, 1, 1))
        if toeval() < 0.07:
            rij["email_prive"] = f"{'.'.join(filter(None, rij['lokaal']))}@post.example"
        if toeval() < 0.06:
            rij["mobiel_prive"] = self._nummers.mobiel()
        if toeval() < 0.1:
            rij["linkedin"] = f"https://netwerk.example/in/{'-'.join(filter(None, rij['lokaal']))}"
        if self._adrestoeval() < 0.15:
            plaats = PLAATSEN(self._adrestoeval())
            rij |= straatadres("priveadres", plaats, self._adrestoeval)
            if self._adrestoeval() < 0.2:
                rij["telefoon_prive"] = self._nummers.telefoon(plaats.netnummer)
        if toeval() < 0.03:
            rij["opmerkingen"] = _OPMERKINGEN(toeval())


def _aaneen(tekst: str) -> str:
    return vouw(tekst).replace(" ", "")


def adres_bij(lokaal: Iterable[str], domein: str, toeval: float) -> str:
    """E-mail address at a domain, in one of the manners that organisations have."""
    voor, achter = lokaal
    if toeval < 0.7:
        naam = f"{voor}.{achter}"
    elif toeval < 0.9:
        naam = f"{voor[:1]}.{achter}"
    else:
        naam = voor or achter
    return f"{naam.strip('.')}@{domein}"
