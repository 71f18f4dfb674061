"""Generator of organisations (domein §5.2): one endless row of them, the same at every load."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any
from zlib import crc32

from relaties.demo import PEILDATUM
from relaties.demo.kiezen import Kiezer
from relaties.demo.namen import FAMILIES, Familie
from relaties.demo.nummers import Nummers
from relaties.demo.plaatsen import BUITENLAND, INDUSTRIESTRATEN, PLAATSEN, POSTCODELETTERS, STRATEN, Plaats
from relaties.demo.segmenten import Segmenten
from relaties.demo.soorten import ACHTERVOEGSELS, GROOTTEN, RECHTSVORMEN, SOORTEN, WOORDEN, Soort
from relaties.namen import hoofdletter, samen
from smp.tekst import vouw

_RELATIESTATUSSEN = Kiezer("relatie 45; klant 25; prospect 17; oud-relatie 10; opgeheven 2; niet benaderen 1")
_BRONNEN = Kiezer("""
    Netwerkborrel 4; Website 5; Visitekaartje 4; Beurs 2; Kaartverkoop 4; Aanbevolen door relatie 3;
    Telefoon 3
""")
_POSTBUSSEN = Kiezer("info 70; contact 10; welkom 5; post 5; secretariaat 6; administratie 4")
_OPMERKINGEN = Kiezer(
    [
        "Komt graag naar de nieuwjaarsvoorstelling.",
        "Factuur alleen met inkoopnummer.",
        "Wil een vaste plek op het balkon.",
        "Belt liever dan mailt. Op woensdag gesloten.",
        "Contract loopt af na dit seizoen.",
        "Vraagt elk jaar om een rondleiding achter de schermen.",
        "Verhuist in het voorjaar; let op het nieuwe adres.",
        "Samenwerking met de buurgemeente.\nZie ook de afspraken over de parkeerplaatsen.",
    ]
)
_TOEVOEGINGEN = Kiezer(
    {("a", ""): 20, ("b", ""): 12, ("", "2"): 8, ("", "bis"): 5, ("", "III"): 4, ("A", "3"): 3, ("", "hs"): 4}
)
_RECHTSVORM_ACHTER = re.compile(" (b v|bv|n v|nv|v o f|vof|u a|vzw|gmbh|ltd|sarl)$")
_RSIN_VORMEN = {"bv", "nv", "stichting", "vereniging", "cooperatie", "publiek", "kerk"}


def domein(naam: str) -> str:
    """Web domain that cannot exist: 'Drukkerij Pieters & Zn. B.V.' -> 'drukkerij-pieters-zn.example'."""
    label = _RECHTSVORM_ACHTER.sub("", vouw(naam)).replace(" ", "-")
    return f"{label[:40].rstrip('-') or 'onbekend'}.example"


def dag(toeval: float, vanaf: date, tot: date = PEILDATUM) -> date:
    """A day from `vanaf` up to and without `tot`."""
    return vanaf + timedelta(days=int(toeval * (tot - vanaf).days))


class Gezien:
    """Which texts came by before, in 2 MB however many there are: a wrong 'yes' only costs a new draw."""

    def __init__(self):
        self._vakken = bytearray(1 << 21)

    def __call__(self, tekst: str) -> bool:
        vak = crc32(vouw(tekst).encode()) % len(self._vakken)
        was = self._vakken[vak]
        self._vakken[vak] = 1
        return bool(was)


class Organisaties:
    """Makes rows as dicts of column to value; `familie` and `domein` are no columns, persons need them."""

    def __init__(self, segmenten: Segmenten, accountmanagers: Kiezer, nummers: Nummers):
        self._segmenten, self._accountmanagers, self._nummers = segmenten, accountmanagers, nummers
        self._toeval = Random("organisaties").random
        self._adrestoeval = Random("organisatieadressen").random
        self._gezien = Gezien()
        self._moeders: list[int] = []

    def __call__(self, eerste: int, aantal: int) -> Iterator[dict[str, Any]]:
        """The next `aantal` rows, with the keys from `eerste` on."""
        return (self._rij(pk) for pk in range(eerste, eerste + aantal))

    def _rij(self, pk: int) -> dict[str, Any]:
        toeval = self._toeval
        vorm = RECHTSVORMEN(toeval())
        soort = SOORTEN[vorm](toeval())
        plaats = PLAATSEN(toeval())
        rij = {"id": pk, "rechtsvorm": vorm, "branche": soort.branche, "sbi_code": soort.sbi}
        rij["naam"], rij["familie"] = self._naam(vorm, soort, plaats)
        rij["bron"] = f"Demodata: {_BRONNEN(toeval())}"
        if toeval() < 0.9:
            rij["aantal_medewerkers"] = self._medewerkers("klein" if vorm == "eenmanszaak" else soort.grootte)
        self._relatie(rij)
        self._indeling(rij, soort)
        self._wettelijk(rij)
        self._bereikbaar(rij, plaats)
        if vorm == "buitenlands":
            self._buitenland(rij)
        else:
            self._adressen(rij, soort, plaats)
        self._moeder(rij)
        if toeval() < 0.06:
            rij["opmerkingen"] = _OPMERKINGEN(toeval())
        return rij

    def _naam(self, vorm: str, soort: Soort, plaats: Plaats) -> tuple[str, Familie | None]:
        """A new name if that works out in three draws; after that with its town, as people do."""
        for achter in ("", "", "", f" {plaats.naam}"):
            naam, familie = self._naamtrekking(vorm, soort, plaats, achter)
            if not self._gezien(naam):
                break
        return naam, familie

    def _naamtrekking(self, vorm: str, soort: Soort, plaats: Plaats, achter: str) -> tuple[str, Familie | None]:
        """Fill in a pattern; the family of a family firm comes with it, for its owner."""
        toeval, familie = self._toeval, None
        naam = soort.namen(toeval())
        while "{" in naam:
            begin = naam.index("{")
            sleutel = naam[begin + 1]
            if sleutel == "f":
                familie = FAMILIES(toeval())
                woord = hoofdletter(samen(familie.tussenvoegsel, familie.achternaam))
            else:
                woord = plaats.naam if sleutel == "p" else WOORDEN[sleutel](toeval())
            naam = f"{naam[:begin]}{woord}{naam[begin + 3 :]}"
        if achter not in naam:
            naam += achter
        if vorm in ACHTERVOEGSELS:
            naam += ACHTERVOEGSELS[vorm](toeval())
        return naam, familie

    def _medewerkers(self, grootte: str) -> int:
        vanaf, tot = GROOTTEN[grootte](self._toeval())
        return vanaf + int((tot - vanaf + 1) * self._toeval() ** 2)

    def _relatie(self, rij: dict):
        """Status, since when, and what follows from it."""
        toeval = self._toeval
        status = rij["relatiestatus"] = _RELATIESTATUSSEN(toeval())
        if status != "prospect" and toeval() < 0.8:
            rij["relatie_sinds"] = dag(1 - toeval() ** 2, date(2004, 9, 1))
        if status == "opgeheven" or toeval() < (0.3 if status == "oud-relatie" else 0.01):
            rij["actief"] = False
        if status == "niet benaderen" or toeval() < 0.02:
            rij["geen_mailing"] = True
            rij["geen_mailing_reden"] = "Op eigen verzoek"
            rij["geen_mailing_datum"] = dag(toeval(), date(2022, 1, 1))
        if toeval() < 0.03:
            rij["non_mailing_kvk"] = True
        if status == "klant":
            rij["debiteurnummer"] = self._nummers.debiteur()

    def _indeling(self, rij: dict, soort: Soort):
        """Segment for 85 %, subsegment for 65 %, accountmanager for 70 %."""
        toeval = self._toeval
        if toeval() < 0.85:
            rij["segment_id"], sub = self._segmenten(soort.segmenten(toeval()), toeval())
            if toeval() < 0.65 / 0.85:
                rij["subsegment_id"] = sub
        if toeval() < 0.7:
            rij["accountmanager_id"] = self._accountmanagers(toeval())

    def _wettelijk(self, rij: dict):
        """KVK, RSIN, VAT and bank; none for an informal group or a foreign organisation."""
        toeval, nummers, vorm = self._toeval, self._nummers, rij["rechtsvorm"]
        if vorm not in ("", "buitenlands") and toeval() < 0.94:
            rij["kvk_nummer"] = kvk = nummers.kvk()
            if kvk and toeval() < 0.5:
                rij["vestigingsnummer"] = nummers.vestiging()
            if kvk and vorm == "publiek" and toeval() < 0.7:
                rij["oin"] = f"00000003{kvk}0000"
                rij["peppol_id"] = f"0190:{rij['oin']}"
        if vorm in _RSIN_VORMEN and toeval() < 0.4:
            rij["rsin"] = rsin = nummers.rsin()
            if rsin and toeval() < 0.7:
                rij["btw_nummer"] = f"NL{rsin}B01"
        elif vorm == "eenmanszaak" and toeval() < 0.6:
            rij["btw_nummer"] = nummers.btw_eenmanszaak()
        if toeval() < (0.7 if "debiteurnummer" in rij else 0.15):
            rij["iban"] = nummers.iban()

    def _bereikbaar(self, rij: dict, plaats: Plaats):
        toeval = self._toeval
        web = rij["domein"] = domein(rij["naam"])
        if toeval() < 0.85:
            rij["telefoon"] = self._nummers.telefoon(plaats.netnummer)
        if toeval() < 0.9:
            rij["email"] = f"{_POSTBUSSEN(toeval())}@{web}"
        if toeval() < 0.8:
            rij["website"] = f"https://www.{web}" if toeval() < 0.6 else f"https://{web}"
        if toeval() < 0.2:
            rij["linkedin"] = f"https://netwerk.example/{web.removesuffix('.example')}"
        if "debiteurnummer" in rij and toeval() < 0.6:
            rij["factuur_email"] = f"facturen@{web}"

    def _adressen(self, rij: dict, soort: Soort, plaats: Plaats):
        """Visiting address for 95 %. A box for every gemeente, and for 40 % of those with 10 employees."""
        toeval = self._adrestoeval
        gemeente = soort.branche == "Gemeenten"
        if toeval() < 0.95 or gemeente:
            terrein = rij["rechtsvorm"] in ("bv", "nv") and not soort.centrum and toeval() < 0.8
            rij |= straatadres("bezoekadres", plaats, toeval, INDUSTRIESTRATEN if terrein else STRATEN)
        groot = rij.get("aantal_medewerkers", 0) >= 10
        if gemeente or (groot and toeval() < 0.4):
            rij["postadres_soort"] = "postbus"
            rij["postadres_postbusnummer"] = 1 + int(toeval() * 9999)
            code = plaats.postbuscodes[int(toeval() * len(plaats.postbuscodes))]
            rij["postadres_postcode"] = f"{code} {_letters(toeval())}"
            rij["postadres_plaats"] = plaats.naam
        elif toeval() < 0.03:
            rij |= straatadres("postadres", plaats, toeval, STRATEN)
        elif "bezoekadres_straat" in rij and toeval() < 0.7:
            rij["postadres_gelijk"] = True

    def _buitenland(self, rij: dict):
        toeval = self._adrestoeval
        elders = BUITENLAND(toeval())
        nummer = 1 + int(toeval() * 900)
        rij["taal"] = elders.taal
        rij["telefoon"] = elders.telefoon.format(cijfers=f"{1000 + nummer}", drie=f"{nummer:03}")
        rij["bezoekadres_soort"] = "buitenland"
        rij["bezoekadres_land"] = elders.land
        rij["bezoekadres_adresregel_1"] = elders.regel.format(nr=1 + int(toeval() * 99))
        rij["bezoekadres_postcode"] = elders.postcode
        rij["bezoekadres_plaats"] = elders.plaats
        rij["postadres_gelijk"] = True

    def _moeder(self, rij: dict):
        """Some belong to a holding seen before. A holding has no mother, so the tree has two layers."""
        toeval = self._toeval()
        if rij["branche"] == "Holdings":
            self._moeders = [*self._moeders[-40:], rij["id"]]
        elif self._moeders and rij["rechtsvorm"] in ("bv", "nv") and toeval < 0.08:
            rij["moederorganisatie_id"] = self._moeders[int(toeval / 0.08 * len(self._moeders))]


def straatadres(groep: str, plaats: Plaats, toeval, straten: Kiezer = STRATEN) -> dict[str, Any]:
    """Columns of a Dutch street address: house number 1 to 240, 12 % with a suffix."""
    code = plaats.postcodes[int(toeval() * len(plaats.postcodes))]
    adres = {
        f"{groep}_straat": straten(toeval()),
        f"{groep}_huisnummer": 1 + int(toeval() * 240),
        f"{groep}_postcode": f"{code} {_letters(toeval())}",
        f"{groep}_plaats": plaats.naam,
    }
    if toeval() < 0.12:
        letter, toevoeging = _TOEVOEGINGEN(toeval())
        adres |= {f"{groep}_huisletter": letter, f"{groep}_toevoeging": toevoeging}
    return adres


def _letters(toeval: float) -> str:
    return POSTCODELETTERS[int(toeval * len(POSTCODELETTERS))]
