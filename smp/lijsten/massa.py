"""Mass change: some fields of many rows get one new value (ontwerp §1).

Validation lives in the form of the kaart, and ten thousand forms would take half a minute. But a form says the same of
all rows that agree in what its rules look at: the fields that change, and what `eenheden` and `samenhang` join to them.
So the form judges one row of every *kind*, and the database writes each outcome in one UPDATE. What the form cannot see
of one row, such as a number that has to be unique, the constraints refuse.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.db import IntegrityError, connection, models, transaction
from django.forms import BooleanField

from smp.formulieren import overtreding
from smp.lijsten.lijst import LIJSTEN
from smp.lijsten.vraag import Vraag
from smp.werk import Taak

#: Rows that are locked, judged and written together.
GREEP = 1_000
#: Up to here it is done in the request; above it by the worker (smp/lijsten/taken.py).
DIRECT = 1_000
#: Rows that the preview shows, and those that preview and receipt name under each reason why they cannot.
VOORBEELDEN, GEWEIGERD = 10, 50
#: Besides the right to change the model (A4).
RECHT = "smp.wijzig_massaal"
#: The name of the act in the history.
HANDELING = "Massawijziging"
KAN_NIET = "Dit kan niet bij deze gegevens."


@dataclass
class Oordeel:
    """What happens to the rows of one kind: `doel` (stored column -> value), or why nothing may."""

    doel: dict[str, Any]
    waarom: str = ""
    veld: str = ""


class Massa:
    """New values for rows of a Lijst: `teksten` maps a field of the form to its form text, '' for empty.

    `ook`: the keys of the consequences (`Lijst.massagevolgen`) that the user wants.
    """

    def __init__(self, lijst, user, teksten: dict[str, str], ook=()):
        self.lijst, self.user, self.teksten, self.ook = lijst, user, teksten, ook
        self.velden = list(teksten)
        self._vorm = lijst.form(bronnen={})
        self._sleutels = ["pk"] if lijst.klein else self._hangt_samen()
        self._alle = [*self.velden, *(naam for naam in self._sleutels if naam in self._vorm.fields)]
        self._uniek = {
            str(regel.violation_error_message)
            for regel in lijst.model._meta.constraints
            if isinstance(regel, models.UniqueConstraint)
        }
        self._oordelen: dict[tuple, Oordeel] = {}

    def _hangt_samen(self) -> list[str]:
        groepen = [groep for groep in [*self._vorm.eenheden, *self._vorm.samenhang] if set(groep) & set(self.velden)]
        return list(dict.fromkeys(naam for groep in groepen for naam in groep if naam not in self.velden))

    # --- judging

    def beoordeel(self, rijen) -> Iterator[tuple[int, Oordeel | None, tuple]]:
        """(primary key, verdict, the values now) of every row, by key; no verdict for one that is right already.

        Costs one query for all rows, and two for each GREEP rows in which a new kind turns up.
        """
        lees = rijen.order_by("pk").values_list("pk", *self.velden, *self._sleutels).iterator(GREEP)
        aantal = len(self.velden)
        while greep := list(islice(lees, GREEP)):
            self._leer({rij[1 + aantal :]: rij[0] for rij in greep})
            for rij in greep:
                oordeel = self._oordelen[rij[1 + aantal :]]
                nu = rij[1 : 1 + aantal]
                yield rij[0], None if self._is_al_goed(oordeel, nu) else oordeel, nu

    def _is_al_goed(self, oordeel: Oordeel, nu: tuple) -> bool:
        return not oordeel.waarom and tuple(oordeel.doel.values())[: len(nu)] == nu

    def _leer(self, soorten: dict[tuple, int]):
        """Judge the kinds that are new, each by one of its rows."""
        nieuw = {soort: pk for soort, pk in soorten.items() if soort not in self._oordelen}
        if nieuw:
            rijen = self.lijst.rijen(self.user).in_bulk(list(nieuw.values()))
            for soort, pk in nieuw.items():
                self._oordelen[soort] = self._oordeel(rijen[pk]) if pk in rijen else Oordeel({}, KAN_NIET)

    def _oordeel(self, obj) -> Oordeel:
        """The verdict of the form of the kaart on one row."""
        was = dict(vars(obj))
        teksten = self._vorm.voor(obj, self._alle).teksten() | self.teksten
        vorm = self._vorm.voor(obj, self._alle, teksten)
        for naam, meldingen in vorm.errors.items():
            # That a value must be unique is a rule of rows, not of kinds: the database keeps it.
            if naam in self._alle and not set(meldingen) <= self._uniek:
                return Oordeel({}, " ".join(meldingen), naam)
        doel = {}
        for naam in self._alle:
            attname = obj._meta.get_field(naam).attname
            if naam in self.velden or getattr(obj, attname) != was[attname]:
                doel[attname] = getattr(obj, attname)
        anders = any(self._is_anders(naam, waarde) for naam, waarde in zip(self.velden, doel.values(), strict=False))
        return Oordeel({}, KAN_NIET) if anders else Oordeel(doel)

    def _is_anders(self, naam: str, waarde) -> bool:
        """Whether a rule of the model emptied what was filled in, or ticked or unticked a box again."""
        if isinstance(self._vorm.fields[naam], BooleanField):
            return bool(self.teksten[naam]) != waarde
        return self.teksten[naam] != "" and waarde in ("", None)

    def leesbaar(self, obj, doel: dict | None = None) -> dict[str, str]:
        """Field -> text as a person reads it, now or with `doel` filled in."""
        for attname, waarde in (doel or {}).items():
            setattr(obj, attname, waarde)
        vorm = self._vorm.voor(obj, self._alle)
        return {naam: vorm.leesbaar(naam, vorm.tekst(naam)) for naam in self._alle}

    def raakt(self, doelen: list[dict]) -> list[str]:
        """The fields that change, and those that change along with them."""
        mee = {attname for doel in doelen for attname in doel}
        return [naam for naam in self._alle if self.lijst.model._meta.get_field(naam).attname in mee]

    def label(self, naam: str) -> str:
        """As the list names a column; what changes along is named by the form."""
        kolom = self.lijst.kolom.get(naam)
        return self.lijst.label(kolom) if kolom else str(self._vorm.fields[naam].label)

    def gevolgen(self, rijen) -> list:
        """What it asks first, of these rows."""
        return self.lijst.massagevolgen(self.teksten, rijen, self.user)

    # --- writing

    def schrijf(self, rijen, bon: dict):
        """Lock and change these rows of a queryset, and count in `bon`. The caller opens the transaction."""
        per_doel: dict[tuple, list[int]] = {}
        for pk, oordeel, _ in self.beoordeel(rijen):
            if oordeel is None:
                bon["goed"] += 1
            elif oordeel.waarom:
                _weiger(bon, pk, oordeel.waarom)
            else:
                per_doel.setdefault(tuple(oordeel.doel.items()), []).append(pk)
        for doel, sleutels in per_doel.items():
            for pk, waarom in self._update(dict(doel), sleutels):
                bon["gewijzigd"] -= 1
                _weiger(bon, pk, waarom)
            bon["gewijzigd"] += len(sleutels)

    def _update(self, doel: dict, sleutels: list[int]) -> list[tuple[int, str]]:
        """One UPDATE; what the database refuses is halved until the rows that it is about stand alone."""
        try:
            with transaction.atomic():
                rijen = self.lijst.model._base_manager.filter(pk__in=sleutels)
                for gevolg in self.gevolgen(rijen):
                    if gevolg.sleutel in self.ook:
                        gevolg.doe()
                rijen.update(**doel)
                connection.check_constraints()
        except IntegrityError as fout:
            if len(sleutels) == 1:
                return [(sleutels[0], overtreding(self.lijst.model, fout))]
            helft = len(sleutels) // 2
            return self._update(doel, sleutels[:helft]) + self._update(doel, sleutels[helft:])
        return []


def _weiger(bon: dict, pk: int, waarom: str):
    bon["niet"][waarom] = bon["niet"].get(waarom, 0) + 1
    if bon["niet"][waarom] <= GEWEIGERD:
        bon["geweigerd"].append([pk, waarom])


@dataclass
class Vooruitblik:
    """What a mass change would do to the found rows; `merk` is the same as long as old and new are the same."""

    sleutels: list[int] = field(default_factory=list)
    wijzigt: int = 0
    goed: int = 0
    niet: Counter = field(default_factory=Counter)
    geweigerd: list[tuple[int, str]] = field(default_factory=list)
    voorbeelden: dict[int, dict] = field(default_factory=dict)
    velden: dict[str, str] = field(default_factory=dict)  # reason -> the field that it is about
    merk: str = ""

    @classmethod
    def van(cls, massa: Massa, rijen) -> "Vooruitblik":
        """Judge every row. Reads the rows once and writes nothing."""
        blik, merk = cls(), hashlib.blake2b(digest_size=16)
        for pk, oordeel, nu in massa.beoordeel(rijen):
            blik.sleutels.append(pk)
            if oordeel is None:
                blik.goed += 1
            elif oordeel.waarom:
                blik.niet[oordeel.waarom] += 1
                blik.velden[oordeel.waarom] = oordeel.veld
                if blik.niet[oordeel.waarom] <= GEWEIGERD:
                    blik.geweigerd.append((pk, oordeel.waarom))
            else:
                blik.wijzigt += 1
                if len(blik.voorbeelden) < VOORBEELDEN:
                    blik.voorbeelden[pk] = oordeel.doel
            wat = "=" if oordeel is None else (oordeel.waarom, oordeel.doel, nu)
            merk.update(f"{pk} {wat!r}\n".encode())
        blik.merk = merk.hexdigest()
        return blik


# --- carrying out


def lege_bon() -> dict:
    """How many rows were changed, were right already, left the question meanwhile, or were refused and why.

    `ook`: key -> sentence of the consequences that were chosen.
    """
    return {"gewijzigd": 0, "goed": 0, "weg": 0, "niet": {}, "geweigerd": [], "ook": {}}


def maak_taak(vraag, massa: Massa, sleutels: list[int], ook: dict[str, str]) -> Taak:
    """The Taak for exactly these rows, with the consequences that were chosen (key -> sentence for the receipt)."""
    return Taak.objects.create(
        soort=Taak.MASSA,
        lijst=vraag.lijst.naam,
        vraag=vraag.querystring(),
        gebruiker=massa.user,
        wat=massa.teksten,
        bon=lege_bon() | {"ook": ook},
        totaal=len(sleutels),
        sleutels=sleutels,
    )


def voer_uit(taak: Taak):
    """Do what is left of it, GREEP rows a transaction. Starting anew, or twice at a time, changes no row twice.

    Who lost the right meanwhile changes nothing more.
    """
    lijst = LIJSTEN[taak.lijst]
    massa = Massa(lijst, taak.gebruiker, taak.wat, taak.bon["ook"])
    if not taak.gebruiker.has_perms([lijst.recht("change"), RECHT]):
        taak.meld(stand=Taak.GESTOPT)
    while _stap(taak, massa):
        pass


def _stap(taak: Taak, massa: Massa) -> bool:
    """The next rows; False when there are none left. Whoever holds the Taak does the step, others wait for it."""
    with transaction.atomic():
        nu = Taak.objects.select_for_update().defer("sleutels").get(pk=taak.pk)
        sleutels = taak.sleutels[nu.gedaan : nu.gedaan + GREEP]
        if not nu.loopt or not sleutels:
            if nu.loopt:
                nu.meld(stand=Taak.KLAAR)
            return False
        model, bon = massa.lijst.model, nu.bon
        # In key order, so that two who change the same rows wait for each other and never deadlock.
        list(model._base_manager.filter(pk__in=sleutels).order_by("pk").select_for_update().values_list("pk"))
        vraag = Vraag.van_tekst(massa.lijst, taak.gebruiker, taak.vraag)
        rijen = vraag.selectie.filter(pk__in=sleutels)
        voor = bon["gewijzigd"] + bon["goed"] + sum(bon["niet"].values())
        massa.schrijf(rijen, bon)
        bon["weg"] += len(sleutels) - (bon["gewijzigd"] + bon["goed"] + sum(bon["niet"].values()) - voor)
        nu.meld(stand=Taak.BEZIG, gedaan=nu.gedaan + len(sleutels), bon=bon)
        return True
