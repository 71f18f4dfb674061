"""Paging that costs the same on every page: by number near the start, by key further on.

A key is the order values of a row plus its primary key: `WHERE (sorteersleutel, id) > (…) ORDER BY … LIMIT 51`
starts in the index at the right place. OFFSET would read and throw away every row before it.
"""

import json
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any

from django.core import signing
from django.db.models import BooleanField, Case, Expression, F, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from smp.tekst import recordsleutel
from smp.telling import Telling

#: Pages by number reach this row (at 50 a page: page 100); further on the key is the only way.
MAX_RIJ = 5_000
EINDE = "einde"
#: So many rows from a place a search may walk along an order whose index does not hold what it asks.
WANDELING = 10_000
#: So many hits are found and sorted at once. Where more are expected a walk along the order soon fills a page.
WEINIGEN = 2_000


class Wijze(Enum):
    """How a page finds its rows in the order (decision 0013)."""

    #: Along the index of the order, row by row.
    GEWOON = "gewoon"
    #: That index holds all that is asked: the keys first, so that what does not answer is never read. It costs 1 ms;
    #: a common word among a million takes 15 ms for 400.
    IN_INDEX = "in index"
    #: It holds nothing of it: WANDELING rows along it, where a common word has filled the page; else all hits, sorted.
    ZOEKEND = "zoekend"
    #: There are few: all of them, sorted.
    WEINIG = "weinig"


@dataclass
class Blad:
    """One page. `nummer` is None when it was reached by key; `meer` and `eerder` tell if rows lie beyond."""

    rijen: list
    nummer: int | None
    meer: bool
    eerder: bool
    eerste_sleutel: str = ""
    laatste_sleutel: str = ""


class Rijvergelijking(Expression):
    """SQL row comparison `(a, b) > (x, y)`: one index range, also within a run of equal values.

    `waarden` are expressions, one for each key, or one Subquery that reads them all.
    """

    conditional = True

    def __init__(self, sleutels, waarden, teken: str):
        super().__init__(output_field=BooleanField())
        self.sleutels, self.waarden, self.teken = list(sleutels), list(waarden), teken

    def get_source_expressions(self):
        return [*self.sleutels, *self.waarden]

    def set_source_expressions(self, exprs):
        aantal = len(self.sleutels)
        self.sleutels, self.waarden = exprs[:aantal], exprs[aantal:]

    def as_sql(self, compiler, connection):
        rijen, parameters = [], []
        for groep in (self.sleutels, self.waarden):
            sql = [compiler.compile(expressie) for expressie in groep]
            rijen.append(f"({', '.join(deel for deel, _ in sql)})")
            parameters += [waarde for _, waarden in sql for waarde in waarden]
        if isinstance(self.waarden[0], Subquery):
            rijen[1] = rijen[1][1:-1]  # it has its own, and would be one value in two
        return f"{rijen[0]} {self.teken} {rijen[1]}", parameters


class EerstDichtbij(Expression):
    """The keys that `dichtbij` finds; those of `alles` too when they are fewer than `vol`, else it is not run.

    A queryset of keys and Gesorteerd. What `dichtbij` finds, `alles` would find too.
    """

    empty_result_set_value = None

    def __init__(self, dichtbij, alles, vol: int):
        super().__init__(output_field=dichtbij.model._meta.pk)
        self.delen, self.vol = [Subquery(dichtbij), alles], vol

    def get_source_expressions(self):
        return self.delen

    def set_source_expressions(self, exprs):
        self.delen = exprs

    def as_sql(self, compiler, connection):
        (dichtbij, eerst), (alles, dan) = map(compiler.compile, self.delen)
        sql = (
            f"(WITH dichtbij AS MATERIALIZED {dichtbij} SELECT pk FROM dichtbij UNION ALL "
            f"SELECT pk FROM {alles} alles WHERE (SELECT COUNT(*) FROM dichtbij) < %s)"
        )
        return sql, (*eerst, *dan, self.vol)


class Gesorteerd(Subquery):
    """`aantal` keys from `vanaf` of a queryset that is found as a whole, in the cheapest way, and then sorted.

    OFFSET 0 keeps order and LIMIT out of it: PostgreSQL would else walk or sort first, and hope to be done soon.
    """

    template = (
        "(SELECT pk FROM (%(subquery)s OFFSET 0) treffers ORDER BY %(volgorde)s LIMIT %(aantal)s OFFSET %(vanaf)s)"
    )

    def __init__(self, rijen, volgorde: str, stuk: slice):
        plek = {"volgorde": volgorde, "aantal": stuk.stop - stuk.start, "vanaf": stuk.start}
        super().__init__(rijen, output_field=rijen.model._meta.pk, **plek)


def verwacht(rijen) -> int:
    """How many rows PostgreSQL expects of a queryset, from its statistics; it reads none of them. One query, 1 ms."""
    plan = rijen.order_by().values("pk").explain(format="json")
    return json.loads(plan)[0]["Plan"]["Plan Rows"] if plan else 0  # '' when Django knows that nothing answers


class Sleutel:
    """A total order: pairs (expression, descends), closed with the primary key in the direction of the first."""

    def __init__(self, delen: list[tuple[Any, bool]]):
        neer = delen[0][1] if delen else False
        self.delen = [*delen, (F("pk"), neer)]

    def volgorde(self, omgekeerd=False):
        """The ORDER BY, or its reverse."""
        return [deel.desc() if neer != omgekeerd else deel.asc() for deel, neer in self._uitdrukkingen()]

    def blad(self, rijen, per_pagina: int, waar: dict[str, str], wijze=Wijze.GEWOON, bron=None) -> tuple[Blad, str]:
        """The page of `rijen` at `waar` (pagina, na or voor; texts from a query string), and what was wrong.

        `bron`: what the rows of keys that were found are read from, without the conditions of `rijen`: asked a second
        time PostgreSQL may begin with them, and read all that answers. None: `rijen` too.
        """
        rijen, bron = self._met_waarden(rijen), self._met_waarden(rijen if bron is None else bron)
        if waar["na"] or waar["voor"]:
            blad = self._op_sleutel(rijen, bron, per_pagina, waar["na"], waar["voor"], wijze)
            if blad:
                return blad, ""
            return self._op_nummer(rijen, bron, per_pagina, 1, wijze), "Deze plaats in de lijst bestaat niet meer."
        gevraagd = recordsleutel(waar["pagina"])
        leesbaar, nummer = gevraagd is not None, 1 if gevraagd is None else gevraagd
        hoogste = MAX_RIJ // per_pagina
        if waar["pagina"] and not (leesbaar and 1 <= nummer <= hoogste):
            nummer = max(1, min(nummer, hoogste))
            melding = f"Op nummer kun je tot pagina {hoogste}. Blader vanaf daar met Volgende, of ga naar Laatste."
            return self._op_nummer(rijen, bron, per_pagina, nummer, wijze), melding
        return self._op_nummer(rijen, bron, per_pagina, nummer, wijze), ""

    def waarden(self, rijen, pk: int) -> tuple | None:
        """The key of one row; None when it is not among these rows."""
        return self._met_waarden(rijen).filter(pk=pk).order_by().values_list(*self._namen, "pk").first()

    def buur(self, rijen, waarden, wijze=Wijze.GEWOON, achteruit=False):
        """The primary key of the first of `rijen` after this key, or before it; a subquery of one value."""
        return self._sleutels(wijze, rijen, list(waarden), slice(0, 1), achteruit)

    def eerder(self, rijen, waarden, tot: int, wijze=Wijze.GEWOON):
        """How many of `rijen` come before this key, counted to `tot`; a value in a query of the row that has it."""
        waarden = list(waarden)

        def tel(in_index: bool) -> Telling:
            return Telling(self._na(rijen, waarden, True, in_index).order_by().values("pk")[:tot])

        if wijze != Wijze.ZOEKEND:
            return tel(in_index=wijze != Wijze.WEINIG)
        # Near the start along the order; further on that may be all of it, and what is asked has a cheaper way.
        return Case(
            When(self._dichtbij(rijen, None, achteruit=False), then=tel(in_index=True)), default=tel(in_index=False)
        )

    @property
    def _namen(self) -> list[str]:
        return [f"_s{nr}" for nr in range(len(self.delen) - 1)]

    def _met_waarden(self, rijen):
        return rijen.annotate(**{f"_s{nr}": deel for nr, (deel, _) in enumerate(self._uitdrukkingen()[:-1])})

    def _uitdrukkingen(self):
        return [(F(deel) if isinstance(deel, str) else deel, neer) for deel, neer in self.delen]

    def _op_nummer(self, rijen, bron, per_pagina, nummer, wijze) -> Blad:
        vanaf = (nummer - 1) * per_pagina
        gevonden = self._lees_op(wijze, rijen, bron, None, slice(vanaf, vanaf + per_pagina + 1))
        return self._maak(gevonden, per_pagina, nummer, eerder=nummer > 1)

    def _op_sleutel(self, rijen, bron, per_pagina, na, voor, wijze) -> Blad | None:
        achteruit, waarden = bool(voor), None
        if voor != EINDE:
            waarden = self._lees(na or voor)
            if waarden is None:
                return None
        # First the keys, then the rows: in a run of equal values the planner expects one row behind the key,
        # and would join and sort all of them. Rows that join nothing come out of the index in order.
        if wijze == Wijze.GEWOON and waarden and rijen.query.select_related:
            wijze = Wijze.IN_INDEX
        gevonden = self._lees_op(wijze, rijen, bron, waarden, slice(0, per_pagina + 1), achteruit)
        if achteruit:
            blad = self._maak(list(reversed(gevonden[:per_pagina])), per_pagina, None, len(gevonden) > per_pagina)
            blad.meer = voor != EINDE
            return blad
        return self._maak(gevonden, per_pagina, None, eerder=True)

    def _lees_op(self, wijze: Wijze, rijen, bron, waarden: list | None, stuk: slice, achteruit=False) -> list:
        """The rows of `stuk` after the key `waarden`, in this order or its reverse; one statement."""
        volgorde = self.volgorde(achteruit)
        if wijze == Wijze.GEWOON:
            return list(self._na(rijen, waarden, achteruit).order_by(*volgorde)[stuk])
        sleutels = self._sleutels(wijze, rijen, waarden, stuk, achteruit)
        return list(bron.filter(pk__in=sleutels).order_by(*volgorde))

    def _sleutels(self, wijze: Wijze, rijen, waarden: list | None, stuk: slice, achteruit: bool):
        """The primary keys of those rows, as a subquery."""
        volgorde = self.volgorde(achteruit)
        in_index = self._na(rijen, waarden, achteruit).order_by(*volgorde).values("pk")
        if wijze in (Wijze.GEWOON, Wijze.IN_INDEX):
            return Subquery(in_index[stuk])
        alles = self._na(self._met_waarden(rijen), waarden, achteruit, in_index=False).order_by()
        # The key last: as the first PostgreSQL 15 leaves `treffers` out of the plan, where the guard looks for it.
        alles = alles.values(*self._namen, "pk")
        richtingen = ["DESC" if neer != achteruit else "ASC" for _, neer in self.delen]
        gesorteerd = [f"{naam} {richting}" for naam, richting in zip([*self._namen, "pk"], richtingen, strict=True)]
        treffers = Gesorteerd(alles, ", ".join(gesorteerd), stuk)
        if wijze == Wijze.WEINIG:
            return treffers
        dichtbij = in_index.filter(self._dichtbij(rijen, waarden, achteruit))
        return EerstDichtbij(dichtbij[stuk], treffers, stuk.stop - stuk.start)

    def _dichtbij(self, rijen, waarden: list | None, achteruit: bool):
        """The condition that a row comes before row WANDELING of all rows after the key `waarden`.

        Only the first column has an index: with more, what equals its value there does not count.
        """
        uitdrukkingen = self._uitdrukkingen()
        aantal = len(uitdrukkingen) if len(uitdrukkingen) <= 2 else 1
        namen = [*self._namen, "pk"]
        alle = self._na(self._met_waarden(rijen.model._base_manager.all()), waarden, achteruit)
        daar = alle.order_by(*self.volgorde(achteruit)[:aantal])[WANDELING : WANDELING + 1]
        grens = Subquery(daar.values(*namen[:aantal]), output_field=BooleanField())
        eigen = [deel for deel, _ in uitdrukkingen[:aantal]]
        return Rijvergelijking(eigen, [grens], ">" if uitdrukkingen[0][1] != achteruit else "<")

    def _na(self, rijen, waarden: list | None, achteruit: bool, in_index=True):
        """Those of `rijen` that come after this key (or before it); all without one."""
        return rijen if waarden is None else rijen.filter(self._voorbij(waarden, achteruit, in_index))

    def _voorbij(self, waarden: list, achteruit: bool, in_index=True):
        """The condition 'after this key' (or before it). Mixed directions nest; the first part bounds the index."""
        delen = [(deel if in_index else _zonder_index(deel), neer != achteruit) for deel, neer in self._uitdrukkingen()]
        richtingen = {neer for _, neer in delen}
        if len(richtingen) == 1:
            teken = "<" if richtingen.pop() else ">"
            return Q(Rijvergelijking([deel for deel, _ in delen], map(Value, waarden), teken))
        voorwaarde = Q(pk__in=[])
        for (deel, neer), waarde in reversed(list(zip(delen, waarden, strict=True))):
            voorbij = Q(Rijvergelijking([deel], [Value(waarde)], "<" if neer else ">"))
            gelijk = Q(Rijvergelijking([deel], [Value(waarde)], "="))
            voorwaarde = voorbij | (gelijk & voorwaarde)
        deel, neer = delen[0]
        return Q(Rijvergelijking([deel], [Value(waarden[0])], "<=" if neer else ">=")) & voorwaarde

    def _maak(self, gevonden, per_pagina, nummer, eerder) -> Blad:
        blad = Blad(gevonden[:per_pagina], nummer, len(gevonden) > per_pagina, eerder)
        if blad.rijen:
            blad.eerste_sleutel, blad.laatste_sleutel = (
                self._schrijf(blad.rijen[0]),
                self._schrijf(blad.rijen[-1]),
            )
        return blad

    def _schrijf(self, rij) -> str:
        waarden = [getattr(rij, f"_s{nr}") for nr in range(len(self.delen) - 1)] + [rij.pk]
        return signing.dumps([_naar_json(waarde) for waarde in waarden], salt=self._zout)

    def _lees(self, sleutel: str) -> list | None:
        """The values of a key that we wrote for this order, or None. Signed: the types in it can be trusted."""
        try:
            return [_van_json(waarde) for waarde in signing.loads(sleutel, salt=self._zout)]
        except signing.BadSignature:
            return None

    @property
    def _zout(self) -> str:
        return f"bladeren {self._uitdrukkingen()}"


def _zonder_index(deel):
    """The same value, that no index has."""
    return Coalesce(deel, deel)


def _naar_json(waarde):
    """Dates and moments keep their type and their microseconds: a key must meet its row exactly."""
    if isinstance(waarde, date):
        return {"moment" if isinstance(waarde, datetime) else "dag": waarde.isoformat()}
    return waarde


def _van_json(waarde):
    if isinstance(waarde, dict):
        [(soort, tekst)] = waarde.items()
        return {"moment": datetime, "dag": date}[soort].fromisoformat(tekst)
    return waarde
