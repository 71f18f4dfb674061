"""Two records side by side: what differs, what may be chosen, and the form that comes of it (R102, domein 4.5).

A choice is for one field, or for fields that belong together: an address is never half of one and half of the other.
"""

from copy import copy
from dataclasses import dataclass

from django import forms

from relaties.adressen import Adres
from relaties.handelingen import op_slot, verwijzingen
from relaties.models.organisatie import MAX_MOEDERS
from smp.formulieren import lees_basis, onderteken
from smp.kaarten.kaart import KAARTEN
from smp.keuzevelden import Bronveld

ADRESSEN = {"bezoekadres": "Bezoekadres", "postadres": "Postadres", "priveadres": "Privéadres"}
#: Opt-outs and AVG blocks, each with its details: what holds for one of the two, holds after; nobody chooses.
STRENGST = [
    ("geen_mailing", "geen_mailing_datum", "geen_mailing_reden"),
    ("non_mailing_kvk",),
    ("geen_marketing",),
    ("overleden_op",),
]
STRENGSTE_STATUS = "niet benaderen"
#: What a reference to the same table is called on the page; None = the user never sees it.
EIGEN_NAMEN = {"dochters": ("dochterorganisatie", "dochterorganisaties"), "opgegaan": None}


@dataclass
class Keuze:
    """What differs in one field or group: two texts to read, and which of them holds: 'blijft' or 'weg'.

    `vast`: the strictest holds, there is nothing to choose.
    """

    velden: tuple[str, ...]
    label: str
    blijft: str
    weg: str
    gekozen: str
    vast: bool

    @property
    def naam(self) -> str:
        return f"keuze-{self.velden[0]}"


class Vergelijking:
    """`blijft` is the record that stays, `weg` goes up in it; with `post` the choices that a user made."""

    def __init__(self, blijft, weg, post=None):
        self.blijft, self.weg, self.post = blijft, weg, post
        self.kaart = KAARTEN[blijft._meta.model_name]
        self.bronnen = {}
        self.forms = [self.kaart.form(instance=rij, bronnen=self.bronnen) for rij in (blijft, weg)]
        self.teksten = [form.teksten() for form in self.forms]
        self.blanco = self.kaart.form(bronnen=self.bronnen).teksten()
        self.keuzes = [self._keuze(velden) for velden in self._groepen() if self._verschilt(velden)]
        self.opmerkingen = self._opmerkingen()

    # --- what differs

    def _groepen(self) -> list[tuple[str, ...]]:
        """Every field of the card once, with those that it belongs to, in the order of the card."""
        velden, uit = dict.fromkeys(self.kaart.velden), []
        velden.pop("opmerkingen", None)
        if "moederorganisatie" in velden and valt_onder(self.weg, self.blijft):
            velden.pop("moederorganisatie")  # or it would fall under itself
        samen = [*self.kaart.form.eenheden, *STRENGST]
        samen += [tuple(naam for naam in velden if naam.startswith(f"{groep}_")) for groep in ADRESSEN]
        while velden:
            eerste = next(iter(velden))
            groep = next((groep for groep in samen if eerste in groep), (eerste,))
            uit.append(groep)
            for naam in groep:
                velden.pop(naam, None)
        return uit

    def _verschilt(self, velden) -> bool:
        return any(self.teksten[0][naam] != self.teksten[1][naam] for naam in velden)

    def _keuze(self, velden) -> Keuze:
        streng = self._strengste(velden)
        gekozen = streng or self._standaard(velden)
        getypt = (self.post or {}).get(f"keuze-{velden[0]}")
        if not streng and getypt in ("blijft", "weg"):
            gekozen = getypt
        return Keuze(
            velden, self._label(velden), self._leesbaar(0, velden), self._leesbaar(1, velden), gekozen, bool(streng)
        )

    def _strengste(self, velden) -> str:
        """Of which the opt-out or block holds for both; '' when there is none, or both have it."""
        heeft = [bool(teksten[velden[0]]) for teksten in self.teksten]
        if velden == ("relatiestatus",):
            heeft = [teksten["relatiestatus"] == STRENGSTE_STATUS for teksten in self.teksten]
        elif velden not in STRENGST:
            return ""
        return "" if heeft[0] == heeft[1] else "blijft" if heeft[0] else "weg"

    def _standaard(self, velden) -> str:
        """Filled wins, and of two that are filled the newest record."""
        leeg = [all(not tekst or tekst == self._leeg(naam) for naam, tekst in self._van(nr, velden)) for nr in (0, 1)]
        if leeg[0] != leeg[1]:
            return "weg" if leeg[0] else "blijft"
        return "weg" if self.weg.gewijzigd_op > self.blijft.gewijzigd_op else "blijft"

    def _leeg(self, naam: str) -> str:
        """What a new form has in a field; a box that is ticked is filled, also where it is so from the start."""
        return "" if isinstance(self.forms[0].fields[naam], forms.BooleanField) else self.blanco[naam]

    def _van(self, nr: int, velden):
        return [(naam, self.teksten[nr][naam]) for naam in velden]

    # --- how it reads

    def _label(self, velden) -> str:
        groep = velden[0].partition("_")[0]
        if groep in ADRESSEN:
            return ADRESSEN[groep]
        labels = [str(self.forms[0].fields[naam].label) for naam in velden]
        return labels[0] if velden in STRENGST else ", ".join(labels)

    def _leesbaar(self, nr: int, velden) -> str:
        groep = velden[0].partition("_")[0]
        rij, form = (self.blijft, self.weg)[nr], self.forms[nr]
        if groep in ADRESSEN:
            gelijk = getattr(rij, f"{groep}_gelijk", False)
            return "Gelijk aan het bezoekadres" if gelijk else "\n".join(Adres.van(rij, groep).envelopregels())
        teksten = [form.leesbaar(naam, tekst) for naam, tekst in self._van(nr, velden)]
        return (" " if velden[0].startswith("tussenvoegsel") else " · ").join(filter(None, teksten))

    def _opmerkingen(self) -> str:
        """Of both; the user may shorten them."""
        if self.post is not None and "opmerkingen" in self.post:
            return self.post["opmerkingen"]
        return "\n\n".join(dict.fromkeys(filter(None, (teksten["opmerkingen"] for teksten in self.teksten))))

    @property
    def met_opmerkingen(self) -> bool:
        return any(teksten["opmerkingen"] for teksten in self.teksten)

    @property
    def verhuist(self) -> list[str]:
        """What points at `weg` and will point at the other: ['4 personen in organisatie', '1 dochterorganisatie']."""
        uit = []
        for relatie in verwijzingen(type(self.weg)):
            meta = relatie.related_model._meta
            namen = EIGEN_NAMEN.get(relatie.related_name, (meta.verbose_name, meta.verbose_name_plural))
            if namen and (aantal := relatie.related_model.objects.filter(**{relatie.field.name: self.weg}).count()):
                uit.append(f"{aantal} {namen[0] if aantal == 1 else namen[1]}")
        return uit

    # --- whether it can be done

    @property
    def basis(self) -> str:
        """What the user saw of both, signed."""
        return onderteken([self.blijft.pk, self.weg.pk, *self.teksten])

    def verouderd(self) -> list[str] | None:
        """The labels of what somebody changed since the page was shown; None when it was the page of other records."""
        basis = lees_basis(self.post.get("basis", ""))
        if not isinstance(basis, list) or basis[:2] != [self.blijft.pk, self.weg.pk]:
            return None
        velden = self.forms[0].fields
        anders = [n for n in velden if any(basis[2 + nr].get(n) != self.teksten[nr][n] for nr in (0, 1))]
        return [str(velden[naam].label) for naam in anders]

    @property
    def andere_kvk(self) -> bool:
        nummers = [teksten.get("kvk_nummer", "") for teksten in self.teksten]
        return all(nummers) and nummers[0] != nummers[1]

    @property
    def bezwaar(self) -> str:
        """Why these two cannot be one in this order; '' when they can."""
        slot = next((rij.slot for rij in (self.blijft, self.weg) if getattr(rij, "slot", "")), "")
        if slot:
            return slot
        if valt_onder(self.blijft, self.weg):
            return f"{self.blijft} valt onder {self.weg}. Wissel ze om: dan blijft de hoogste bestaan."
        if beperkt := op_slot(self.blijft, self.weg):
            wie = " en ".join(map(str, beperkt))
            return f"De verwerking van {wie} is beperkt. Samenvoegen zou die gegevens wijzigen, en dat mag nu niet."
        return ""

    def form(self):
        """The form of the card on a copy of `blijft`, with the values that were chosen; not checked yet."""
        teksten = self.teksten[0] | {"opmerkingen": self.opmerkingen}
        andere = [naam for keuze in self.keuzes if keuze.gekozen == "weg" for naam in keuze.velden]
        form = self.kaart.form(
            teksten | {naam: self.teksten[1][naam] for naam in andere},
            instance=copy(self.blijft),
            bronnen=self.bronnen,
        )
        for naam in andere:
            if isinstance(form.fields[naam], Bronveld):  # what `weg` has may stay, also when nobody chooses it anew
                form.fields[naam].huidig = getattr(self.weg, f"{naam}_id")
        return form


def valt_onder(kind, boven) -> bool:
    """Whether `boven` is a moederorganisatie of `kind`, at any height; one query a level."""
    moeder, diepte = getattr(kind, "moederorganisatie", None), 0
    while moeder and diepte <= MAX_MOEDERS:
        if moeder.pk == boven.pk:
            return True
        moeder, diepte = moeder.moederorganisatie, diepte + 1
    return False
