"""Paging that costs the same on every page: by number near the start, by key further on.

A key is the order values of a row plus its primary key: `WHERE (sorteersleutel, id) > (…) ORDER BY … LIMIT 51`
starts in the index at the right place. OFFSET would read and throw away every row before it.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core import signing
from django.db.models import BooleanField, Expression, F, Q, Value

from smp.tekst import recordsleutel

#: Pages by number reach this row (at 50 a page: page 100); further on the key is the only way.
MAX_RIJ = 5_000
EINDE = "einde"


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
    """SQL row comparison `(a, b) > (x, y)`: one index range, also within a run of equal values."""

    conditional = True

    def __init__(self, sleutels, waarden, teken: str):
        super().__init__(output_field=BooleanField())
        self.sleutels, self.waarden, self.teken = list(sleutels), list(waarden), teken

    def get_source_expressions(self):
        return [*self.sleutels, *self.waarden]

    def set_source_expressions(self, exprs):
        helft = len(self.sleutels)
        self.sleutels, self.waarden = exprs[:helft], exprs[helft:]

    def as_sql(self, compiler, connection):
        delen, parameters = [], []
        for groep in (self.sleutels, self.waarden):
            sql = [compiler.compile(expressie) for expressie in groep]
            delen.append(f"({', '.join(deel for deel, _ in sql)})")
            parameters += [waarde for _, waarden in sql for waarde in waarden]
        return f"{delen[0]} {self.teken} {delen[1]}", parameters


class Sleutel:
    """A total order: pairs (expression, descends), closed with the primary key in the direction of the first."""

    def __init__(self, delen: list[tuple[Any, bool]]):
        neer = delen[0][1] if delen else False
        self.delen = [*delen, (F("pk"), neer)]

    def volgorde(self, omgekeerd=False):
        """The ORDER BY, or its reverse."""
        return [deel.desc() if neer != omgekeerd else deel.asc() for deel, neer in self._uitdrukkingen()]

    def blad(self, rijen, per_pagina: int, waar: dict[str, str], in_index=False) -> tuple[Blad, str]:
        """The page of `rijen` at `waar` (pagina, na or voor; texts from a query string), and what was wrong.

        `in_index`: one index has the order and all that is asked, so the keys of the page are read first. That costs
        1 ms, and a common word among a million takes 15 ms for 400: what does not answer is never read (decision 0013).
        """
        rijen = self._met_waarden(rijen)
        if waar["na"] or waar["voor"]:
            blad = self._op_sleutel(rijen, per_pagina, waar["na"], waar["voor"], in_index)
            if blad:
                return blad, ""
            return self._op_nummer(rijen, per_pagina, 1, in_index), "Deze plaats in de lijst bestaat niet meer."
        gevraagd = recordsleutel(waar["pagina"])
        leesbaar, nummer = gevraagd is not None, 1 if gevraagd is None else gevraagd
        hoogste = MAX_RIJ // per_pagina
        if waar["pagina"] and not (leesbaar and 1 <= nummer <= hoogste):
            nummer = max(1, min(nummer, hoogste))
            melding = f"Op nummer kun je tot pagina {hoogste}. Blader vanaf daar met Volgende, of ga naar Laatste."
            return self._op_nummer(rijen, per_pagina, nummer, in_index), melding
        return self._op_nummer(rijen, per_pagina, nummer, in_index), ""

    def waarden(self, rijen, pk: int) -> tuple | None:
        """The key of one row; None when it is not among these rows."""
        namen = [f"_s{nr}" for nr in range(len(self.delen) - 1)]
        return self._met_waarden(rijen).filter(pk=pk).order_by().values_list(*namen, "pk").first()

    def voorbij(self, rijen, waarden, achteruit=False):
        """The rows after this key in this order, or before it, nearest first."""
        return rijen.filter(self._voorbij(list(waarden), achteruit)).order_by(*self.volgorde(achteruit))

    def _met_waarden(self, rijen):
        return rijen.annotate(**{f"_s{nr}": deel for nr, (deel, _) in enumerate(self._uitdrukkingen()[:-1])})

    def _uitdrukkingen(self):
        return [(F(deel) if isinstance(deel, str) else deel, neer) for deel, neer in self.delen]

    def _op_nummer(self, rijen, per_pagina, nummer, in_index) -> Blad:
        vanaf = (nummer - 1) * per_pagina
        gevonden = rijen.order_by(*self.volgorde())
        stuk = slice(vanaf, vanaf + per_pagina + 1)
        gevonden = gevonden.filter(pk__in=gevonden.values("pk")[stuk]) if in_index else gevonden[stuk]
        return self._maak(list(gevonden), per_pagina, nummer, eerder=nummer > 1)

    def _op_sleutel(self, rijen, per_pagina, na, voor, in_index) -> Blad | None:
        achteruit = bool(voor)
        if voor == EINDE:
            verder = rijen.order_by(*self.volgorde(achteruit))
        else:
            waarden = self._lees(na or voor)
            if waarden is None:
                return None
            verder = self.voorbij(rijen, waarden, achteruit)
        # First the keys, then the rows: in a run of equal values the planner expects one row behind the key,
        # and would join and sort all of them. Rows that join nothing come out of the index in order.
        if in_index or (rijen.query.select_related and voor != EINDE):
            sleutels = verder.values("pk")[: per_pagina + 1]
            verder = rijen.filter(pk__in=sleutels).order_by(*self.volgorde(achteruit))
        gevonden = list(verder[: per_pagina + 1])
        if achteruit:
            blad = self._maak(list(reversed(gevonden[:per_pagina])), per_pagina, None, len(gevonden) > per_pagina)
            blad.meer = voor != EINDE
            return blad
        return self._maak(gevonden, per_pagina, None, eerder=True)

    def _voorbij(self, waarden: list, achteruit: bool):
        """The condition 'after this key' (or before it). Mixed directions nest; the first part bounds the index."""
        delen = [(deel, neer != achteruit) for deel, neer in self._uitdrukkingen()]
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
