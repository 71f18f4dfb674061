"""What can be asked of a column in `ook`: by its kind the operators that fit, each a Q and a clause of a sentence.

A text is asked in the form that has an index (`Beginveld.uitdrukking`), a date or number through the expression that
its column is sorted on. A column without either is compared raw: to fold a million texts takes ten seconds, this half.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property

from django.db.models import (
    BooleanField,
    Case,
    CharField,
    DateField,
    DateTimeField,
    F,
    ForeignKey,
    IntegerField,
    Q,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Upper
from django.db.models.lookups import Contains, Exact, GreaterThanOrEqual, LessThan, StartsWith
from django.utils import timezone

from smp.lijsten.zin import getypt
from smp.lijsten.zoekvelden import NIETS, Beginveld, JaNee, Keuze, Woorden, Zoekveld, klein
from smp.tekst import Zoekvouw, datum, getal, lees_dag, vouw, zoekvouw

#: The biggest number of a column of integers, and of days back.
MAX_GETAL, MAX_DAGEN = 2_147_483_647, 36_500


class OnmogelijkError(ValueError):
    """A value that this operator cannot take; its message is for the user, at the field."""


@dataclass(frozen=True)
class Operator:
    """label in the form; the clause, with {label} and {0}, {1} for the values; how many values."""

    label: str
    zin: str
    aantal: int = 1


LEEG, GEVULD = Operator("is leeg", "zonder {label}", 0), Operator("is niet leeg", "met {label} ingevuld", 0)
IS, ISNIET = Operator("is", "met {label} {0}"), Operator("is niet", "met {label} niet {0}")
TEKST = {
    "bevat": Operator("bevat", "met {label} bevat {0}"),
    "begint": Operator("begint met", "met {label} begint met {0}"),
    "is": Operator("is", "met {label} is {0}"),
    "isniet": Operator("is niet", "met {label} is niet {0}"),
    "leeg": LEEG,
    "gevuld": GEVULD,
}
GETAL = {
    "is": IS,
    "isniet": ISNIET,
    "groter": Operator("is groter dan", "met {label} groter dan {0}"),
    "kleiner": Operator("is kleiner dan", "met {label} kleiner dan {0}"),
    "tussen": Operator("ligt tussen", "met {label} tussen {0} en {1}", 2),
    "leeg": LEEG,
    "gevuld": GEVULD,
}
DATUM = {
    "laatste": Operator("in de laatste … dagen", "met {label} in de laatste {0} dagen"),
    "is": Operator("is op", "met {label} op {0}"),
    "na": Operator("is na", "met {label} na {0}"),
    "voor": Operator("is vóór", "met {label} vóór {0}"),
    "tussen": Operator("ligt tussen", "met {label} tussen {0} en {1}", 2),
    "leeg": LEEG,
    "gevuld": GEVULD,
}
KEUZE = {"is": IS, "isniet": ISNIET, "leeg": LEEG, "gevuld": GEVULD}
JANEE = {"is": IS}
#: Of a Verband itself: whether there is such a record.
ER_ZIJN = {
    "leeg": Operator("is er niet", "zonder {label}", 0),
    "gevuld": Operator("is er wel", "met {label}", 0),
}


@dataclass(frozen=True, eq=False)
class Veld:
    """A column that can be asked for. `via` leads to the records that it belongs to when they are not the rows."""

    naam: str
    label: str
    soort: str
    operatoren: dict[str, Operator]
    lijst: object
    kolom: object = None
    via: str = ""

    @cached_property
    def modelveld(self):
        return self.lijst.modelveld(self.kolom) if self.kolom else None

    @property
    def filter(self) -> Zoekveld | None:
        return self.kolom.filter if self.kolom else None

    # --- values

    def lees(self, operator: str, waarden: tuple[str, ...], keuzes: dict[str, str]) -> list:
        """The values as Python has them; raises OnmogelijkError. `keuzes`: key -> label, of a `keuze`."""
        if len(waarden) != self.operatoren[operator].aantal or not all(waarden):
            twee = self.operatoren[operator].aantal == 2
            raise OnmogelijkError("Vul beide waarden in." if twee else "Vul een waarde in.")
        gelezen = [self._lees(operator, waarde, keuzes) for waarde in waarden]
        if len(gelezen) == 2 and gelezen[0] > gelezen[1]:
            raise OnmogelijkError("De eerste waarde is groter dan de tweede.")
        return gelezen

    def _lees(self, operator: str, waarde: str, keuzes):
        if "\x00" in waarde:
            raise OnmogelijkError("Deze waarde is onleesbaar.")
        if operator == "laatste":
            return _heel(waarde, 1, MAX_DAGEN, "Vul een aantal dagen in, bijvoorbeeld 30.")
        if self.soort == "getal":
            return _heel(waarde, 0, MAX_GETAL, "Vul een heel getal in.")
        if self.soort == "datum":
            return _dag(waarde)
        if self.soort in ("keuze", "janee") and waarde not in keuzes:
            raise OnmogelijkError("Deze keuze bestaat niet meer. Kies een waarde uit de lijst.")
        return waarde

    def toon(self, operator: str, waarde, keuzes) -> str:
        """A value that was read, as a sentence has it."""
        if isinstance(waarde, date):
            return datum(waarde)
        if isinstance(waarde, int):
            return getal(waarde)
        return keuzes[waarde] if self.soort in ("keuze", "janee") else f"‘{getypt(waarde)}’"

    # --- the condition

    def voorwaarde(self, operator: str, waarden: list) -> Q:
        """The rows of its Lijst that answer."""
        if operator == "leeg":
            return self._leeg() & self._leeg_in_index()
        if operator == "gevuld":
            return ~self._leeg()
        maak: Callable = {
            "tekst": self._tekst,
            "getal": self._getal,
            "datum": self._datum,
            "keuze": self._keuze,
            "janee": self._janee,
        }[self.soort]
        if operator == "isniet":
            return ~maak("is", *waarden)
        return maak(operator, *waarden)

    def _leeg(self) -> Q:
        if isinstance(self.modelveld, CharField | TextField):
            return Q(**{self.kolom.naam: ""})
        return Q(**{f"{self.kolom.naam}__isnull": True})

    def _leeg_in_index(self) -> Q:
        """The same in the form that has an index: who has no town, or no e-mail address, is asked to mend it."""
        if isinstance(self.filter, Beginveld) and isinstance(self.modelveld, CharField):
            return Q(Exact(self.filter.uitdrukking(), Value("")))
        return Q()

    def _tekst(self, operator: str, waarde: str) -> Q:
        naam, filter = self.kolom.naam, self.filter
        if isinstance(filter, Woorden):
            if operator == "bevat":
                return filter.voorwaarde(waarde)
            uitdrukking, sleutel = F(self.lijst.naamsleutel), vouw(waarde)
        elif operator == "bevat" and naam in self.lijst.in_zoeksleutel:
            woord = zoekvouw(waarde)
            if not woord:
                return NIETS
            # The zoeksleutel finds the few rows by its index, the column says which of them are meant: as it is typed,
            # and only when it is not there folded, which costs twenty times as much.
            letterlijk = Q(Contains(Upper(naam), waarde.strip().upper()))
            hier = When(letterlijk | Q(Contains(Zoekvouw(naam), woord)), then=Value(True))
            # As a CASE the planner takes it for half of the hits; of a LIKE on an expression it would expect none, and
            # read and sort every hit of a common word.
            return Q(zoeksleutel__contains=woord) & Q(Case(hier, default=Value(False), output_field=BooleanField()))
        elif isinstance(filter, Beginveld) and operator != "bevat":
            if operator == "begint":
                return filter.voorwaarde(waarde)
            uitdrukking, sleutel = filter.uitdrukking(), filter.sleutel(waarde)
        else:
            uitdrukking, sleutel = Upper(naam), waarde.strip().upper()
        vergelijking = {"bevat": Contains, "begint": StartsWith, "is": Exact}[operator]
        return Q(vergelijking(uitdrukking, sleutel if operator != "is" else Value(sleutel))) if sleutel else NIETS

    def _getal(self, operator: str, van: int, tot: int | None = None) -> Q:
        if operator == "groter":
            return self._tussen(van + 1, None)
        if operator == "kleiner":
            return self._tussen(None, van)
        return self._tussen(van, (van if tot is None else tot) + 1)

    def _datum(self, operator: str, waarde, tot: date | None = None) -> Q:
        een = timedelta(days=1)
        if operator == "laatste":
            vandaag = timezone.localdate()
            return self._tussen(vandaag - timedelta(days=waarde), vandaag + een)
        if operator == "na":
            return self._tussen(waarde + een, None)
        if operator == "voor":
            return self._tussen(None, waarde)
        return self._tussen(waarde, (tot or waarde) + een)

    def _tussen(self, van, tot) -> Q:
        """From `van` up to but not including `tot`; through the sort key of the column, which has an index."""
        sleutel, uit = self.lijst.sorteersleutel(self.kolom), Q(**{f"{self.kolom.naam}__isnull": False})
        sleutel = F(self.kolom.naam) if sleutel is None else sleutel
        if van is not None:
            uit &= Q(GreaterThanOrEqual(sleutel, Value(self._grens(van))))
        return uit if tot is None else uit & Q(LessThan(sleutel, Value(self._grens(tot))))

    def _grens(self, waarde):
        """A day as the moment that it begins here, for a column that holds moments."""
        if isinstance(self.modelveld, DateTimeField):
            return timezone.make_aware(datetime.combine(waarde, time()))
        return waarde

    def _keuze(self, operator: str, waarde: str) -> Q:
        return self.filter.voorwaarde(waarde) if self.filter else Q(**{self.kolom.naam: waarde})

    def _janee(self, operator: str, waarde: str) -> Q:
        return self.filter.voorwaarde(waarde) if self.filter else Q(**{self.kolom.naam: waarde == "ja"})

    # --- words

    def zin(self, operator: str, waarden: list, keuzes) -> str:
        """The clause: 'met functie bevat ‘directeur’'."""
        if self.soort == "janee":
            if isinstance(self.filter, JaNee):
                return self.filter.zin(waarden[0], "")
            return f"{'met' if waarden[0] == 'ja' else 'zonder'} {klein(self.label)}"
        if operator == "bevat" and isinstance(self.filter, Woorden):
            return self.filter.zin(waarden[0], getypt(waarden[0]))
        if operator == "is" and isinstance(self.filter, Keuze):
            return self.filter.zin(waarden[0], keuzes[waarden[0]])
        teksten = [self.toon(operator, waarde, keuzes) for waarde in waarden]
        zin = self.operatoren[operator].zin.format(*teksten, label=klein(self.label))
        # 'gewijzigd op' is a label that is half a clause itself.
        return zin.replace("met ", "", 1).replace(" op ", " ", 1) if self._is_handeling(operator) else zin

    def _is_handeling(self, operator: str) -> bool:
        return self.soort == "datum" and self.label.endswith(" op") and operator not in ("leeg", "gevuld")


def _heel(tekst: str, laagste: int, hoogste: int, zin: str) -> int:
    kaal = tekst.strip().replace(".", "")
    if not (kaal.isascii() and kaal.isdigit() and len(kaal) < 11 and laagste <= int(kaal) <= hoogste):
        raise OnmogelijkError(zin)
    return int(kaal)


def _dag(tekst: str) -> date:
    """A day as an address has it (2026-01-31) or as people type it (31-1-2026)."""
    dag = lees_dag(tekst)
    if dag is None:
        raise OnmogelijkError("Vul een datum in, bijvoorbeeld 31-1-2026.")
    return dag


def veld_van(lijst, kolom, via: str = "") -> Veld | None:
    """What can be asked of a column; None when that is nothing. For a column of a related record there is a Verband."""
    if "__" in kolom.naam:
        return None
    modelveld, filter = lijst.modelveld(kolom), kolom.filter
    label = str(filter.label) if isinstance(filter, Woorden) or modelveld is None and filter else lijst.label(kolom)
    soort, operatoren = _soort(lijst, kolom, modelveld, filter)
    if not operatoren:
        return None
    naam = f"{via}.{kolom.naam}" if via else kolom.naam
    return Veld(naam, label, soort, operatoren, lijst, kolom, via)


def _soort(lijst, kolom, modelveld, filter) -> tuple[str, dict[str, Operator]]:
    leeg = {"leeg": LEEG, "gevuld": GEVULD}
    if isinstance(filter, Woorden):
        weg = {"leeg", "gevuld"} | (set() if isinstance(modelveld, CharField) else {"is", "isniet"})
        return "tekst", {naam: operator for naam, operator in TEKST.items() if naam not in weg}
    if modelveld is None or (isinstance(modelveld, ForeignKey) and not isinstance(filter, Keuze)):
        if isinstance(filter, JaNee | Keuze):
            return ("janee", JANEE) if isinstance(filter, JaNee) else ("keuze", {"is": IS, "isniet": ISNIET})
        return "", {}
    if isinstance(modelveld, BooleanField):
        return "janee", JANEE
    if isinstance(modelveld, ForeignKey):
        return "keuze", KEUZE if modelveld.null else {"is": IS, "isniet": ISNIET}
    if getattr(modelveld, "choices", None):
        return "keuze", KEUZE if modelveld.blank else {"is": IS, "isniet": ISNIET}
    if isinstance(modelveld, DateField):
        return "datum", DATUM if modelveld.null else {n: o for n, o in DATUM.items() if n not in leeg}
    if isinstance(modelveld, IntegerField):
        return "getal", GETAL if modelveld.null else {n: o for n, o in GETAL.items() if n not in leeg}
    if isinstance(modelveld, CharField | TextField):
        if kolom.toon:
            # In another form than it is stored in (a phone number, an IBAN): only its search field knows what is typed.
            return "tekst", ({"begint": TEKST["begint"]} if isinstance(filter, Beginveld) else {}) | leeg
        return "tekst", TEKST if modelveld.blank else {n: o for n, o in TEKST.items() if n not in leeg}
    return "", {}
