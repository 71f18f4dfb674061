"""Generator of who works where (domein §5.3 and §5.5 'Relations'), a block of organisations at a time."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count
from random import Random
from typing import Any

from relaties.demo.functies import FUNCTIEGROEPEN, afdeling, functies
from relaties.demo.kiezen import Kiezer
from relaties.demo.nummers import Nummers
from relaties.demo.organisaties import dag
from relaties.demo.personen import Personen, adres_bij
from relaties.demo.segmenten import CATEGORIEEN, Segmenten

# Persons of an organisation, past ones too. A big one draws from the upper half, a one-man firm from the lower
# part. Together with the careers that makes 1.45 rows and 1.25 persons an organisation.
_AANTALLEN = Kiezer(
    {0: 15, 1: 54, 2: 16, 3: 6.5, 4: 3.5, 5: 1.5, 6: 1, 7: 0.8, 8: 0.6, 9: 0.4, 10: 0.3, 11: 0.2, 12: 0.2}
)
#: One job, changed jobs, two jobs at once, or left. With organisations that stopped 12 % of the rows is inactive.
_LOOPBANEN = Kiezer("een 83; wissel 6; twee 9.5; weg 1.5")
_OPMERKINGEN = Kiezer(
    [
        "Beslist over de sponsoring.",
        "Alleen mailen, niet bellen.",
        "Regelt het personeelsuitje.",
        "Tijdelijk, tot de zomer.",
    ]
)
_EERSTE_DAG = date(2005, 1, 1)


class Koppelingen:
    """Makes the persons of organisations and their links; counts the keys of both."""

    def __init__(self, segmenten: Segmenten, nummers: Nummers, eerste_persoon: int, eerste_koppeling: int):
        self._segmenten, self._nummers = segmenten, nummers
        self._persoon = Personen(nummers)
        self._persoonsleutels, self._sleutels = count(eerste_persoon), count(eerste_koppeling)
        self._random = Random("koppelingen")
        self._toeval = self._random.random

    def __call__(self, organisaties: list[dict[str, Any]]) -> tuple[list[dict], list[dict]]:
        """The rows of Persoon and of PersoonInOrganisatie."""
        toeval = self._toeval
        plekken = self._plekken(organisaties)
        personen, koppelingen = [], []
        while plekken:
            loopbaan = _LOOPBANEN(toeval())
            werk = [plekken.pop()]
            if loopbaan in ("wissel", "twee") and plekken and plekken[-1] is not werk[0]:
                werk.append(plekken.pop())
            familie = werk[-1].get("familie") if toeval() < 0.35 else None
            persoon = self._persoon(next(self._persoonsleutels), familie) | {"zakelijk": True}
            rijen = list(self._loopbaan(persoon, werk, loopbaan))
            if not any(rij["actief"] for rij in rijen) and toeval() < 0.4:
                persoon["actief"] = False
            personen.append(persoon)
            koppelingen += rijen
        self._kies_hoofdcontacten(koppelingen)
        return personen, koppelingen

    def _plekken(self, organisaties: list[dict]) -> list[dict]:
        """Every organisation as often as it has persons; by town, so that people change to one nearby."""
        plekken = []
        for organisatie in organisaties:
            toeval, grootte = self._toeval(), organisatie.get("aantal_medewerkers", 10)
            if grootte >= 50:
                toeval = 0.5 + toeval / 2
            elif grootte == 1:
                toeval *= 0.69
            plekken += [organisatie] * _AANTALLEN(toeval)
        self._random.shuffle(plekken)
        plekken.sort(key=lambda organisatie: organisatie.get("bezoekadres_plaats", ""))
        return plekken

    def _loopbaan(self, persoon: dict, werk: list[dict], loopbaan: str) -> Iterator[dict]:
        toeval = self._toeval
        if loopbaan == "wissel" and len(werk) == 2:
            maand = int(toeval() * 91)  # from January 2019 to July 2026
            nieuw = date(2019 + maand // 12, maand % 12 + 1, 1)
            eind = nieuw - timedelta(days=1)
            yield self._rij(persoon, werk[0], dag(toeval(), _EERSTE_DAG, eind), eind)
            yield self._rij(persoon, werk[1], nieuw)
            return
        for organisatie in werk:
            begin = dag(1 - toeval() ** 2, _EERSTE_DAG) if toeval() < 0.8 else None
            eind = dag(toeval(), begin or _EERSTE_DAG) if loopbaan == "weg" else None
            yield self._rij(persoon, organisatie, begin, eind)

    def _rij(self, persoon: dict, organisatie: dict, begin: date | None, eind: date | None = None) -> dict:
        toeval = self._toeval
        rij: dict[str, Any] = {
            "id": next(self._sleutels),
            "persoon_id": persoon["id"],
            "organisatie_id": organisatie["id"],
            "functie": functies(organisatie["rechtsvorm"], organisatie["branche"])(toeval()),
            "begindatum": begin,
            "einddatum": eind,
            "actief": eind is None and organisatie.get("actief", True),
        }
        rij["functiegroep"] = FUNCTIEGROEPEN.get(rij["functie"], "")
        if toeval() < 0.6:
            rij["afdeling"] = afdeling(rij["functiegroep"], toeval())
        if toeval() < 0.85:
            rij["zakelijk_email"] = adres_bij(persoon["lokaal"], organisatie["domein"], toeval())
        if toeval() < 0.6:
            rij["mobiel"] = self._nummers.mobiel()
        if "telefoon" in organisatie and toeval() < 0.35:
            rij["telefoon"] = organisatie["telefoon"]
            if toeval() < 0.5:
                rij["doorkiesnummer"] = str(10 + int(toeval() * 990))
        if toeval() < 0.55:
            rij["categorie_id"], sub = self._segmenten(CATEGORIEEN(toeval()), toeval())
            if toeval() < 0.7:
                rij["subcategorie_id"] = sub
        if "priveadres_straat" in persoon and toeval() < 0.3:
            rij["adres_gebruik"] = "prive"
        if toeval() < 0.03:
            rij["opmerkingen"] = _OPMERKINGEN(toeval())
        return rij

    def _kies_hoofdcontacten(self, koppelingen: list[dict]):
        """60 % of the organisations with somebody active; and a preferred job for most who have two."""
        gehad, vorige = set(), {}
        for rij in koppelingen:
            if not rij["actief"]:
                continue
            if rij["organisatie_id"] not in gehad:
                gehad.add(rij["organisatie_id"])
                rij["hoofdcontactpersoon"] = self._toeval() < 0.6
            if rij["persoon_id"] == vorige.get("persoon_id"):
                vorige["voorkeursrelatie"] = self._toeval() < 0.7
            vorige = rij
