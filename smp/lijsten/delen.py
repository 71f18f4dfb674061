"""Deel: one criterion of a Vraag, in words and as a condition: for its chip, the sentence, and the page `waarom`."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Q
from django.utils.text import capfirst

from smp.lijsten.kolom import Kolom
from smp.lijsten.veldsoorten import OnmogelijkError, Veld
from smp.lijsten.voorwaarden import OOK, Groep, schrijf
from smp.lijsten.zin import GAT, getypt, opsomming
from smp.lijsten.zoekvelden import NIETS, Woorden

#: The name of a chip for a condition of `ook`.
UITGEBREID = "Uitgebreid"


@dataclass(frozen=True)
class Deel:
    """A criterion that holds.

    label, waarde  as its chip has them
    zin            its clause in the sentence
    weg_url        the same question without it
    voorwaarde     its Q; asked for only when a record is held against it
    velden         the columns that it is about: (Kolom, None) of the row, (None, Veld) of a related record
    fout           why it cannot be read, or ''
    onderdelen     the conditions of a group, each on its own
    """

    label: str
    waarde: str
    zin: str
    weg_url: str
    voorwaarde: Callable[[], Q]
    velden: tuple[tuple[Kolom | None, Veld | None], ...] = ()
    fout: str = ""
    onderdelen: tuple["Deel", ...] = ()

    @property
    def is_ook(self) -> bool:
        return self.label == UITGEBREID


def delen(vraag) -> list[Deel]:
    """The criteria of a Vraag that narrow it, search fields first."""
    return [_zoekveld(vraag, *paar) for paar in vraag.criteria.items() if not _neutraal(vraag, *paar)] + _ook(vraag)


def _ook_in(lijst, filter) -> tuple[tuple[Kolom, None], ...]:
    """The other columns that a search by words reads, so that `waarom` can show where the word is."""
    return tuple((lijst.kolom[naam], None) for naam in lijst.in_zoeksleutel) if isinstance(filter, Woorden) else ()


def _neutraal(vraag, naam: str, waarde: str) -> bool:
    """Whether a value narrows nothing: 'alle' of a field that has it as a choice. In a text field it is a word."""
    return waarde == "alle" and any(waarde == sleutel for sleutel, _ in getattr(vraag.form.fields[naam], "choices", ()))


def _zoekveld(vraag, naam: str, waarde: str) -> Deel:
    lijst = vraag.lijst
    filter, veld = lijst.zoekvelden[naam], vraag.form.fields[naam]
    fouten = vraag.form.errors.get(naam, [])
    groep, tekst = _keuzetekst(veld, waarde)
    if not fouten and hasattr(filter, "keuzetekst"):
        tekst = filter.keuzetekst(vraag.form.cleaned_data[naam])
    weg = {naam: "alle"} if naam in lijst.begin else {naam: ""}
    return Deel(
        label=str(veld.label),
        waarde=tekst,
        zin=filter.zin(waarde, getypt(f"{groep} > {tekst}" if groep else tekst)),
        weg_url=vraag.url(**weg),
        voorwaarde=lambda: NIETS if fouten else filter.voorwaarde(vraag.form.cleaned_data[naam]),
        velden=((lijst.kolom[naam], None), *_ook_in(lijst, filter)),
        fout=str(fouten[0]) if fouten else "",
    )


def _ook(vraag) -> list[Deel]:
    """A chip for each condition and group of `ook`; one for the whole when it cannot be read at all."""
    ook = vraag.ook
    if ook.fout and not ook.groep.delen:
        tekst = vraag.parameters[OOK]
        return [Deel(UITGEBREID, f"{tekst[:60]} (onleesbaar)", "", vraag.url(**{OOK: ""}), lambda: NIETS, (), ook.fout)]
    return [_ookdeel(vraag, deel, vraag.url(**{OOK: schrijf(rest)})) for deel, rest in ook.eenheden if deel.delen]


def _ookdeel(vraag, deel: Groep, weg_url: str) -> Deel:
    ook, fout, zinnen = vraag.ook, "", []
    try:
        zinnen = ook.zinnen(deel)
    except OnmogelijkError as onmogelijk:
        fout = str(onmogelijk)
    kaal = opsomming(zinnen, deel.alle)
    losse = [een for d in deel.delen for een in getattr(d, "delen", [d])]
    return Deel(
        label=UITGEBREID,
        waarde=f"{schrijf(deel)} (onleesbaar)" if fout else capfirst(kaal.replace(GAT, "")),
        zin=kaal if deel.alle or len(zinnen) < 2 else f"({kaal})",
        weg_url=weg_url,
        voorwaarde=lambda: NIETS if fout else ook.voorwaarde(deel),
        velden=tuple((None, veld) for veld in dict.fromkeys(map(ook.velden.get, (een.veld for een in losse))) if veld),
        fout=fout,
        onderdelen=tuple(_ookdeel(vraag, Groep(True, (een,)), "") for een in losse) if len(losse) > 1 else (),
    )


def _keuzetekst(veld, waarde: str) -> tuple[str, str]:
    """(group, label) of a choice; the value itself when it is typed, or no choice."""
    for sleutel, label in getattr(veld, "choices", ()):
        groep = label if isinstance(label, list | tuple) else [(sleutel, label)]
        for deelsleutel, deellabel in groep:
            if str(deelsleutel) == waarde:
                return str(sleutel) if groep is label else "", str(deellabel)
    return "", waarde
