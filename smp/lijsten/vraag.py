"""Vraag: what one request asks of a Lijst. The only object that chooses rows (ontwerp §1).

List, grid, mass change, export and lookup all take their rows from here, so 'all found rows' is one thing.
Unknown keys and values are dropped and said in `meldingen`; a criterion that cannot be read finds nothing.
"""

from functools import cached_property
from urllib.parse import quote, urlencode

from django.db.models import Case, Value, When
from django.db.models.lookups import GreaterThan
from django.http import QueryDict

from smp.lijsten.bladeren import WEINIGEN, Blad, Sleutel, Wijze, verwacht
from smp.lijsten.delen import Deel, delen
from smp.lijsten.kolom import Kolom
from smp.lijsten.ook import Ook
from smp.lijsten.voorwaarden import OOK
from smp.lijsten.zin import vraagzin
from smp.tekst import getal
from smp.telling import Telling

#: Count exactly up to here; above it the page says '10.000+' and offers the exact number (ontwerp §3). What a list
#: shows unasked has an index of its own to count; of what is searched the rows themselves are read, and of what is
#: searched in related records (`naast` of the search field) many more.
TELGRENS, ZOEKGRENS, RELATIEGRENS = 10_000, 1_000, 100
#: Parameters that are no criterion.
EIGEN = ("volgorde", "kolommen", "per_pagina", "pagina", "na", "voor", "tel", "set", "toevoegen", "zoekvraag")

#: A query string that is longer did not come from us: an address of 8,190 signs, each of them written as three. What
#: is cut off a shorter one would make it another question, that finds more.
MAX_TEKST = 3 * 8_190
#: The signs that a query string keeps as they are, so that a person can read it.
VEILIG = ",:;()'"


class Vraag:
    """Criteria, columns, order and page of one request. Costs no query until `blad` is read."""

    def __init__(self, lijst, user, parameters: QueryDict):
        self.lijst, self.user = lijst, user
        self.meldingen: list[str] = []
        #: What a page leaves out of the rows that it reads: it knows what it shows of them.
        self.voor_blad = lambda rijen: rijen
        self.parameters = self._bekende(parameters)
        self.kolommen = self._kolommen()
        self.volgorde = self._volgorde()
        self.per_pagina = self._per_pagina()

    @classmethod
    def van_tekst(cls, lijst, user, tekst: str) -> "Vraag":
        """The question that an address, a form or a row in the database carries as a query string."""
        return cls(lijst, user, QueryDict(tekst[:MAX_TEKST]))

    # --- reading the request

    def _bekende(self, parameters) -> dict[str, str]:
        bekend = {}
        for naam, waarde in parameters.items():
            if naam not in self.lijst.zoekvelden and naam not in EIGEN and naam != OOK:
                self.meldingen.append(f"Het zoekveld ‘{naam[:40]}’ bestaat niet en is overgeslagen.")
            elif "\x00" in waarde:
                self.meldingen.append(f"De waarde van ‘{naam}’ is onleesbaar en is overgeslagen.")
            elif waarde.strip():
                bekend[naam] = waarde
        return bekend

    def _kolommen(self) -> list[Kolom]:
        if "kolommen" in self.parameters:
            namen = self.parameters["kolommen"].split(",")
        else:
            namen = self.user.voorkeuren.get(f"kolommen.{self.lijst.naam}") or self.lijst.standaardkolommen
        onbekend = [naam for naam in namen if naam not in self.lijst.kolom]
        if onbekend and "kolommen" in self.parameters:
            self.meldingen.append(f"De kolom ‘{onbekend[0][:40]}’ bestaat niet en is overgeslagen.")
        vast = self.lijst.vaste_kolom
        gekozen = dict.fromkeys([vast, *(naam for naam in namen if naam in self.lijst.kolom)])
        return [self.lijst.kolom[naam] for naam in gekozen]

    def _volgorde(self) -> list[tuple[Kolom, bool]]:
        """Pairs (column, descends), each column once."""
        gevraagd = [deel for deel in self.parameters.get("volgorde", "").split(",") if deel]
        volgorde = {}
        for deel in gevraagd:
            kolom = self.lijst.kolom.get(deel.removeprefix("-"))
            if kolom is None or self.lijst.sorteersleutel(kolom) is None:
                self.meldingen.append(f"Sorteren op ‘{deel[:40]}’ kan niet en is overgeslagen.")
            else:
                volgorde.setdefault(kolom.naam, (kolom, deel.startswith("-")))
        standaard = [(self.lijst.kolom[deel.removeprefix("-")], deel[0] == "-") for deel in self.lijst.volgorde]
        return list(volgorde.values()) or standaard

    def _per_pagina(self) -> int:
        gevraagd = self.parameters.get("per_pagina", "")
        if gevraagd and gevraagd not in map(str, self.lijst.FORMATEN):
            self.meldingen.append("Dit aantal rijen per pagina kan niet.")
            gevraagd = ""
        return int(gevraagd or self.lijst.per_pagina)

    # --- criteria

    @cached_property
    def filterset(self):
        data = QueryDict(mutable=True)
        data.update(self.lijst.begin)
        for naam, waarde in self.parameters.items():
            if naam in self.lijst.zoekvelden:
                data[naam] = waarde
        return self.lijst.filterset(data, queryset=self.lijst.rijen_met(self.kolommen, self.user))

    @cached_property
    def form(self):
        return self.filterset.form

    @cached_property
    def rijen(self):
        """All found rows, in no order; nothing when a criterion cannot be read."""
        if self.ook.fout:
            self.meldingen.append(self.ook.fout)
        if self.ook.fout or not self.form.is_valid():
            return self.lijst.rijen(self.user).none()
        rijen = self.filterset.filter_queryset(self.filterset.queryset)
        return rijen.filter(self.ook.q) if self.ook.q else rijen

    @cached_property
    def selectie(self):
        """The found rows that may leave or change together: what mass change and export take."""
        return self.lijst.selecteerbaar(self.rijen)

    @cached_property
    def criteria(self) -> dict[str, str]:
        """The criteria that hold, defaults included: parameter -> value as in the query string."""
        criteria = {**self.lijst.begin, **self.parameters}
        return {naam: waarde for naam, waarde in criteria.items() if naam in self.lijst.zoekvelden and waarde}

    @cached_property
    def ook(self) -> Ook:
        """The conditions beyond the search fields."""
        return Ook(self.lijst, self.user, self.parameters.get(OOK, ""), self.filterset)

    @cached_property
    def delen(self) -> list[Deel]:
        """Every criterion that narrows the rows, in words and as a condition."""
        return delen(self)

    @property
    def chips(self) -> list[dict[str, str]]:
        """What is asked, in words, each with the address of the same question without it."""
        return [{"label": deel.label, "waarde": deel.waarde, "weg_url": deel.weg_url} for deel in self.delen]

    @property
    def zin(self) -> str:
        """The whole question as one sentence."""
        return vraagzin(self.lijst, self.delen)

    @property
    def zoekveldzin(self) -> str:
        """What the search fields ask, without the conditions of `ook`."""
        return vraagzin(self.lijst, [deel for deel in self.delen if not deel.is_ook])

    # --- order and page

    @cached_property
    def sleutel(self) -> Sleutel:
        """The total order: the chosen columns, and always the primary key last."""
        return Sleutel([(self.lijst.sorteersleutel(kolom), neer) for kolom, neer in self.volgorde])

    @cached_property
    def blad(self) -> Blad:
        """The rows of this page; one query for rows and count together, a search that is counted apart aside."""
        rijen, bron = self.voor_blad(self.rijen), self.voor_blad(self.filterset.queryset)
        if "tel" not in self.parameters and not self._apart_geteld:
            aantal = self._telling(self.rijen)
            rijen, bron = rijen.annotate(_aantal=aantal), bron.annotate(_aantal=aantal)
        waar = {naam: self.parameters.get(naam, "") for naam in ("pagina", "na", "voor")}
        blad, melding = self.sleutel.blad(rijen, self.per_pagina, waar, self.wijze, bron)
        if melding:
            self.meldingen.append(melding)
        return blad

    @cached_property
    def wijze(self) -> Wijze:
        """How the rows are found in the order: what its index does not hold may all lie at its other end."""
        verspreid = OOK in self.parameters or any(self.lijst.zoekvelden[naam].verspreid for naam in self.criteria)
        if verspreid and not self.lijst.klein:
            return Wijze.WEINIG if verwacht(self.rijen) < WEINIGEN else Wijze.ZOEKEND
        if not any(self.lijst.zoekvelden[naam].in_naamindex for naam in self.criteria):
            return Wijze.GEWOON
        return Wijze.IN_INDEX if self._in_naamindex else Wijze.ZOEKEND

    def _tel_woord(self) -> int:
        """The count to `telgrens` of a search by nothing but words, in the order of the names.

        Names that begin with a common word lie together in the index of that order. Where those alone are too many, the
        others are not looked for: among a million 0.2 ms, where all of them take 5 to 8.
        """
        vooraan = self._telling(self.lijst.die_beginnen_met(self.rijen, self.criteria[self.lijst.vaste_kolom]))
        genoeg = When(GreaterThan(vooraan, self.telgrens), then=Value(self.telgrens + 1))
        aantal = Case(genoeg, default=self._telling(self.rijen))
        return self.lijst.model._base_manager.order_by().values_list(aantal, flat=True)[0]

    def _telling(self, rijen) -> Telling:
        return Telling(rijen.order_by().values("pk")[: self.telgrens + 1])

    @property
    def _in_naamindex(self) -> bool:
        """The order has an index that holds the words, or the table is so small that it does not matter."""
        op_naam = [kolom.naam for kolom, _ in self.volgorde] == [self.lijst.vaste_kolom]
        return self.lijst.klein or (self.lijst.naamindex and op_naam)

    @property
    def _apart_geteld(self) -> bool:
        """Only when there is another page: few hits are all on this one, and to count them may read the table again."""
        return self._alleen_woorden or OOK in self.parameters

    @property
    def _alleen_woorden(self) -> bool:
        alleen = self._gezocht == [self.lijst.vaste_kolom] and OOK not in self.parameters
        return alleen and self._in_naamindex and self.lijst.naamindex

    @property
    def _gezocht(self) -> list[str]:
        """The search fields that say something else than the list does unasked."""
        return [naam for naam, waarde in self.criteria.items() if self.lijst.begin.get(naam) != waarde]

    @property
    def telgrens(self) -> int:
        """Conditions with 'of' may look anywhere, so they count as if they look at related records."""
        gezocht = self._gezocht
        naast = [naam for naam in gezocht if "__" in naam or self.lijst.zoekvelden[naam].naast]
        if naast or OOK in self.parameters:
            return RELATIEGRENS
        return ZOEKGRENS if gezocht else TELGRENS

    @cached_property
    def aantal(self) -> int | None:
        """How many rows are found: exact up to `telgrens` or when asked for (`tel=1`), else None."""
        if "tel" in self.parameters:
            return self.rijen.order_by().values("pk").count()
        blad = self.__dict__.get("blad")
        if blad and blad.nummer == 1 and not blad.meer:
            return len(blad.rijen)
        if blad and blad.rijen and self._alleen_woorden:
            aantal = self._tel_woord()
        elif blad and blad.rijen and not self._apart_geteld:
            aantal = blad.rijen[0]._aantal
        else:
            aantal = self.rijen.order_by().values("pk")[: self.telgrens + 1].count()
        return aantal if aantal <= self.telgrens else None

    @property
    def aantal_tekst(self) -> str:
        """'2.012', or '10.000+'."""
        if self.aantal is not None:
            return getal(self.aantal)
        gezien = (self.blad.nummer or 1) * self.per_pagina if "blad" in vars(self) else 0
        return f"{getal(max(self.telgrens, gezien))}+"

    # --- addresses

    def querystring(self, **anders: str) -> str:
        """This question as a query string; `anders` replaces parameters, '' takes one out.

        A change of criteria, order or size starts at the first page again; `tel`, `set` and `toevoegen` hold
        for one page only.
        """
        weg = {"tel", "set", "toevoegen"}
        if anders:
            weg |= {"pagina", "na", "voor"}
        samen = {naam: waarde for naam, waarde in self.parameters.items() if naam not in weg} | anders
        return urlencode({naam: waarde for naam, waarde in samen.items() if waarde}, safe=VEILIG, quote_via=quote)

    def url(self, **anders: str) -> str:
        """A link to the same list with this question, relative to the list page."""
        return f"?{self.querystring(**anders)}"

    @property
    def verborgen(self) -> list[tuple[str, str]]:
        """What the search form must carry besides its own fields."""
        zonder_veld = [naam for naam in self.criteria if self.form[naam].is_hidden]
        return [
            (naam, self.parameters[naam])
            for naam in ("volgorde", "kolommen", "per_pagina", OOK, "zoekvraag", *zonder_veld)
            if naam in self.parameters
        ]

    @property
    def velden(self):
        return [self.form[naam] for naam, in_zicht in self._zicht() if in_zicht]

    @property
    def meer_velden(self):
        return [self.form[naam] for naam, in_zicht in self._zicht() if not in_zicht]

    def _zicht(self):
        namen = [naam for naam in self.lijst.zoekvelden if not self.form[naam].is_hidden]
        return [(naam, self.lijst.kolom[naam].zoek) for naam in namen]

    @property
    def meer_open(self) -> bool:
        return any(naam in self.criteria for naam, in_zicht in self._zicht() if not in_zicht)

    @property
    def leeg_url(self) -> str:
        return self.url(**dict.fromkeys([*self.lijst.zoekvelden, OOK, "zoekvraag"], ""))
