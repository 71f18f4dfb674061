"""Export (R101): the found rows of a Vraag with its columns, in its order, as CSV or Excel, row by row.

No query per row and never the whole in memory: the rows come from a cursor on the server.
"""

import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.db import connection, transaction
from django.db.models import BooleanField, CharField, ForeignKey, TextField
from django.utils import timezone
from django.utils.timezone import localtime

from smp.keuzevelden import Namen
from smp.lijsten.lijst import LIJSTEN
from smp.lijsten.tabel import waarde_van
from smp.lijsten.vraag import Vraag
from smp.tekst import datum
from smp.uitwisseling.afdruk import HOOGSTENS, html_stukken
from smp.uitwisseling.xlsx import MAX_RIJEN, werkboek
from smp.werk import Taak

#: Rows that come from the database, and go to the browser, at a time.
GREEP = 2_000
#: How long the database waits for a browser that takes nothing: GREEP rows (some 250 kB) come through at 4 kB/s.
WACHT_OP_BROWSER = "60s"
#: What a spreadsheet takes for a formula. An apostrophe before it makes it text; one that stands there gets another.
_BEGIN = "'=+-@\t\r\n"
FORMULE = re.compile(r"'*[=+\-@\t\r\n]")
BESCHERMD = re.compile(r"'+[=+\-@\t\r\n]")


class Rijen:
    """The rows of a Vraag as values: text, int, date, moment (our own zone) or None. `aantal` counts what was read.

    `wat` is what else the Taak asked: a Formaat of its own page finds its choices there.
    """

    def __init__(self, vraag, wat=None):
        self.vraag, self.lijst, self.aantal, self.wat = vraag, vraag.lijst, 0, wat or {}
        self.kop = [self.lijst.label(kolom) for kolom in vraag.kolommen]

    def __iter__(self) -> Iterator[list]:
        makers = [waardemaker(self.lijst, kolom, self._bloot) for kolom in self.vraag.kolommen]
        for rij in self._rijen():
            self.aantal += 1
            yield [maak(waarde) if waarde is not None else None for maak, waarde in zip(makers, rij, strict=True)]

    @cached_property
    def _bloot(self) -> bool:
        """Whether the query alone can tell what every column shows: a third of the cost of making records."""
        gerekend = self.vraag.selectie.query.annotations
        for kolom in self.vraag.kolommen:
            veld = self.lijst.modelveld(kolom)
            if kolom.naam not in gerekend and veld is None:
                return False
            if isinstance(veld, ForeignKey) and not hasattr(veld.related_model, "KEUZEVELDEN"):
                return False
        return True

    def _rijen(self):
        rijen = self.vraag.selectie.order_by(*self.vraag.sleutel.volgorde())
        with connection.cursor() as cursor:
            # All of them are read: PostgreSQL would walk a million names for the first of 100,000 that answer, 4 s.
            cursor.execute("SET LOCAL cursor_tuple_fraction = 1")
        if self._bloot:
            yield from rijen.values_list(*[kolom.naam for kolom in self.vraag.kolommen]).iterator(GREEP)
            return
        lezers = [waarde_van(kolom) for kolom in self.vraag.kolommen]
        for rij in rijen.iterator(GREEP):
            yield [lees(rij) for lees in lezers]


def waardemaker(lijst, kolom, bloot: bool) -> Callable:
    """Stored value -> what the file says of it; `bloot`: a foreign key comes as the bare key."""
    veld = lijst.modelveld(kolom)
    if kolom.toon:
        return lambda waarde: "" if waarde is None or waarde == "" else kolom.toon(waarde)
    if isinstance(veld, ForeignKey):
        return Namen(veld.related_model).__getitem__ if bloot else str
    if veld is not None and veld.choices:
        namen = {sleutel: str(label) for sleutel, label in veld.flatchoices}
        return lambda waarde: namen.get(waarde, "") if waarde else ""
    if isinstance(veld, BooleanField):
        return lambda waarde: "Ja" if waarde else "Nee"
    return str if isinstance(veld, CharField | TextField) else _waarde


def _waarde(waarde):
    if isinstance(waarde, bool):
        return "Ja" if waarde else "Nee"
    if isinstance(waarde, datetime):
        return localtime(waarde)
    return waarde if isinstance(waarde, str | int | date) else str(waarde)


def bescherm(tekst: str) -> str:
    """A text that no spreadsheet takes for a formula; `ontdoe` gives it back."""
    return f"'{tekst}" if tekst and tekst[0] in _BEGIN and FORMULE.match(tekst) else tekst


def ontdoe(tekst: str) -> str:
    """What `bescherm` had in hand."""
    return tekst[1:] if BESCHERMD.match(tekst) else tekst


class _Regel:
    """What csv writes to: gives the line back."""

    def write(self, regel: str) -> str:
        return regel


def csv_stukken(rijen: Rijen) -> Iterator[bytes]:
    """UTF-8 with BOM, semicolons, CRLF and Dutch dates: what Excel in the Netherlands opens with a double click."""
    schrijf = csv.writer(_Regel(), delimiter=";").writerow
    regels, scheidingen = ["\ufeff", schrijf(rijen.kop)], len(rijen.kop) - 1
    for rij in rijen:
        cellen = [bescherm(w) if isinstance(w, str) else _csvtekst(w) for w in rij]
        regel = ";".join(cellen)
        # csv looks at every sign to find the few lines that need quotes: a tenth of the time of the whole file.
        gewoon = 0 < regel.count(";") == scheidingen and '"' not in regel and "\r" not in regel and "\n" not in regel
        regels.append(f"{regel}\r\n" if gewoon else schrijf(cellen))
        if len(regels) >= GREEP:
            yield "".join(regels).encode()
            regels = []
    yield "".join(regels).encode()


def _csvtekst(waarde: int | date | None) -> str:
    if waarde is None:
        return ""
    return datum(waarde) if isinstance(waarde, date) else str(waarde)


def xlsx_stukken(rijen: Rijen) -> Iterator[bytes]:
    return werkboek(rijen.lijst.titel, rijen.kop, rijen)


@dataclass(frozen=True)
class Formaat:
    """A kind of file. `direct`: with more rows than this a job makes it; `hoogstens`: more rows do not fit.

    `te_lezen`: the browser shows it; `eigen_pagina`: asked for on a page of its own, where there is more to choose.
    """

    soort: str
    stukken: Callable[[Rijen], Iterator[bytes]]
    direct: int | None = None
    hoogstens: int | None = None
    eigen_pagina: bool = False
    te_lezen: bool = False


FORMATEN = {
    "csv": Formaat("text/csv; charset=utf-8", csv_stukken),
    "xlsx": Formaat(
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", xlsx_stukken, 50_000, MAX_RIJEN - 1
    ),
    "afdruk": Formaat("text/html; charset=utf-8", html_stukken, hoogstens=HOOGSTENS, te_lezen=True),
}


def maak_taak(vraag, user, formaat: str, **wat) -> Taak:
    """The line in the log: who, when, which rows and columns, in which form. It counts as stopped until it is done."""
    wat |= {"formaat": formaat, "kolommen": [kolom.naam for kolom in vraag.kolommen]}
    tekst = vraag.querystring(kolommen=",".join(wat["kolommen"]))
    return Taak.objects.create(
        soort=Taak.EXPORT, stand=Taak.GESTOPT, lijst=vraag.lijst.naam, vraag=tekst, gebruiker=user, wat=wat
    )


def rijen_van(taak: Taak) -> Rijen:
    """What a Taak asked, with the columns of that moment."""
    return Rijen(Vraag.van_tekst(LIJSTEN[taak.lijst], taak.gebruiker, taak.vraag), taak.wat)


def stukken(taak: Taak) -> Iterator[bytes]:
    """The file in pieces; afterwards the log knows how many rows went out, also when it was broken off.

    In one transaction: a cursor that must outlive its own reads every row before it gives the first, 4 s of a million.
    VACUUM cleans nothing newer meanwhile, so a browser that stops reading loses it: the next FETCH raises, which cuts
    the response off before its last chunk, and `atomic` drops the dead connection, so that the log gets a fresh one.
    """
    rijen = rijen_van(taak)
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SELECT set_config('idle_in_transaction_session_timeout', %s, true)", [WACHT_OP_BROWSER])
            yield from FORMATEN[taak.wat["formaat"]].stukken(rijen)
        taak.stand = Taak.KLAAR
    finally:
        taak.meld(stand=taak.stand, gedaan=rijen.aantal, totaal=rijen.aantal)


def bestandsnaam(taak: Taak) -> str:
    """'organisaties-vertrouwelijk-2026-11-24.csv': R2 asks that an export says what it is."""
    naam = LIJSTEN[taak.lijst].meervoud.replace(" ", "-")
    return f"{naam}-vertrouwelijk-{timezone.localdate():%Y-%m-%d}.{taak.wat['formaat'].replace('afdruk', 'html')}"
