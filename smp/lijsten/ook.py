"""Ook: the conditions of one Vraag beyond its search fields, read from the parameter `ook`, as one Q and in words.

Costs no query, except for the names of choices: those of the search fields, read once a request and shared with them.
"""

from functools import cached_property

from django.db.models import Exists, OuterRef, Q
from django.http import QueryDict
from django.utils.text import capfirst

from smp.lijsten.lijst import LIJSTEN
from smp.lijsten.veldsoorten import ER_ZIJN, OnmogelijkError, Veld, veld_van
from smp.lijsten.voorwaarden import Groep, OnleesbaarError, Voorwaarde, lees
from smp.lijsten.zin import met_woord, opsomming
from smp.lijsten.zoekvelden import Keuze

#: What is said of a condition on a column that the list does not have, or not any more.
VELD_WEG = "Het veld ‘{}’ bestaat niet meer. Haal die voorwaarde weg: tot dan wordt er niets gevonden."


def velden(lijst, user) -> dict[str, Veld]:
    """Everything that can be asked of the rows of a Lijst and of the records that belong to them, by name.

    Of related records only when their list may be seen: an answer would tell what is in it.
    """
    uit = {veld.naam: veld for veld in (veld_van(lijst, kolom) for kolom in lijst.kolommen) if veld}
    for via, verband in lijst.verbanden.items():
        ander = LIJSTEN[verband.lijst]
        if not user.has_perm(ander.recht("view")):
            continue
        if verband.veel:
            uit[via] = Veld(via, capfirst(ander.enkelvoud), "verband", ER_ZIJN, ander, via=via)
        eigen = [veld for veld in (veld_van(ander, kolom, via) for kolom in ander.kolommen) if veld]
        uit |= {veld.naam: veld for veld in eigen}
    return uit


class Ook:
    """What `tekst` asks of a Lijst. `fout`: why it finds nothing, as a sentence, or ''."""

    def __init__(self, lijst, user, tekst: str, filterset):
        self.lijst, self.user, self.filterset = lijst, user, filterset
        self.groep, self.fout, self.q, self._filtersets = Groep(True, ()), "", Q(), {}
        if not tekst:
            return
        try:
            self.groep = lees(tekst)
            self.q = self.voorwaarde(self.groep)
        except (OnleesbaarError, OnmogelijkError) as fout:
            self.fout = str(fout)

    @cached_property
    def velden(self) -> dict[str, Veld]:
        return velden(self.lijst, self.user)

    # --- the choices of a column

    def keuzes(self, veld: Veld) -> list[tuple[str, list[tuple[str, str]]]]:
        """(group or '', [(key, label)]) of what can be chosen; empty when it is typed."""
        if veld.soort == "janee":
            return [("", [("ja", "Ja"), ("nee", "Nee")])]
        if veld.soort != "keuze":
            return []
        bron = (
            self._filterset(veld).filters[veld.kolom.naam].field if isinstance(veld.filter, Keuze) else veld.modelveld
        )
        los, groepen = [], []
        for sleutel, label in bron.choices:
            if isinstance(label, list | tuple):
                groepen.append((str(sleutel), [(str(deel), str(naam)) for deel, naam in label]))
            elif sleutel not in ("", None):
                los.append((str(sleutel), str(label)))
        return ([("", los)] if los else []) + groepen

    def keuzenamen(self, veld: Veld) -> dict[str, str]:
        """Key -> name, with its group: 'Cultuur > Theater'."""
        groepen = self.keuzes(veld)
        return {sleutel: f"{groep} > {naam}" if groep else naam for groep, delen in groepen for sleutel, naam in delen}

    def _filterset(self, veld: Veld):
        if not veld.via:
            return self.filterset
        if veld.lijst.naam not in self._filtersets:
            bij = veld.lijst.filterset(QueryDict(), queryset=veld.lijst.rijen(self.user))
            bij.bij = getattr(self.filterset, "bij", self.filterset)  # what the one has read, the other need not
            self._filtersets[veld.lijst.naam] = bij
        return self._filtersets[veld.lijst.naam]

    # --- conditions

    def lees(self, deel: Voorwaarde) -> tuple[Veld, list]:
        """The column and the values of a condition; raises OnmogelijkError."""
        veld = self.velden.get(deel.veld)
        if veld is None:
            raise OnmogelijkError(VELD_WEG.format(deel.veld[:60]))
        if deel.operator not in veld.operatoren:
            raise OnmogelijkError(f"‘{deel.operator[:20]}’ past niet bij {veld.label}. Kies een andere vergelijking.")
        return veld, veld.lees(deel.operator, deel.waarden, self.keuzenamen(veld))

    def voorwaarde(self, deel: Groep | Voorwaarde) -> Q:
        """The rows of the Lijst that answer; raises OnmogelijkError."""
        if isinstance(deel, Voorwaarde):
            return self.voorwaarde(Groep(True, (deel,)))
        uit, bij = [self.voorwaarde(groep) for groep in deel.delen if isinstance(groep, Groep)], {}
        for een in (een for een in deel.delen if isinstance(een, Voorwaarde)):
            veld, waarden = self.lees(een)
            if veld.soort == "verband":
                er_is = Q(Exists(self.verwant(veld.via, set())))
                uit.append(er_is if een.operator == "gevuld" else ~er_is)
            elif veld.via:
                bij.setdefault(veld.via, []).append((veld, veld.voorwaarde(een.operator, waarden)))
            else:
                uit.append(veld.voorwaarde(een.operator, waarden))
        for via, paren in bij.items():
            eigen = _samen([q for _, q in paren], deel.alle)
            uit.append(Q(Exists(self.verwant(via, {veld.kolom.naam for veld, _ in paren}).filter(eigen))))
        return _samen(uit, deel.alle)

    def verwant(self, via: str, gevraagd: set[str], obj=None):
        """The records that belong to a row; of many those that their Lijst shows unasked, unless asked otherwise.

        Of `obj`, or as a subquery of each row.
        """
        verband = self.lijst.verbanden[via]
        ander = LIJSTEN[verband.lijst]
        ons = getattr(obj, verband.ons) if obj else OuterRef(verband.ons)
        rijen = ander.rijen(self.user).filter(**{verband.hun: ons}).order_by()
        for naam, waarde in ander.begin.items() if verband.veel else ():
            if naam not in gevraagd:
                rijen = ander.zoekvelden[naam].filter(rijen, waarde)
        return rijen

    # --- words

    @property
    def eenheden(self) -> list[tuple[Groep, Groep]]:
        """The parts that hold together, each with what is left of the question without it.

        Conditions on the same related record are one part: about one and the same record they say more than apart.
        """
        if not self.groep.alle:  # one of them is enough: without one of them it would be another question
            return [(self.groep, Groep(True, ()))]
        samen = {}
        for nr, deel in enumerate(self.groep.delen):
            via = deel.veld.partition(".")[0] if isinstance(deel, Voorwaarde) and "." in deel.veld else nr
            samen.setdefault(via, []).append(nr)
        alles = set(range(len(self.groep.delen)))
        return [(self._delen(nrs), self._delen(alles.difference(nrs))) for nrs in samen.values()]

    def _delen(self, nrs) -> Groep:
        return Groep(True, tuple(self.groep.delen[nr] for nr in sorted(nrs)))

    def zinnen(self, groep: Groep) -> list[str]:
        """The clauses of a group, those about the same related record together. Raises OnmogelijkError."""
        uit, bij = [], {}
        for deel in groep.delen:
            if isinstance(deel, Groep):
                uit.append(f"({opsomming(self.zinnen(deel), deel.alle)})")
                continue
            veld, waarden = self.lees(deel)
            zin = veld.zin(deel.operator, waarden, self.keuzenamen(veld))
            if not groep.alle and "…" in zin:
                zin = f"met {veld.label.lower()}: {waarden[0]}"
            if veld.soort == "verband" or not veld.via:
                uit.append(zin)
            elif veld.via in bij:
                bij[veld.via].append(zin)
            else:
                bij[veld.via] = [zin]
                uit.append(veld.via)  # its place in the sentence
        return [self._bij(zin, bij[zin], groep.alle) if zin in bij else zin for zin in uit]

    def _bij(self, via: str, zinnen: list[str], alle: bool) -> str:
        """'bij een actieve organisatie met segment Cultuur'."""
        verband = self.lijst.verbanden[via]
        ander = LIJSTEN[verband.lijst]
        if verband.veel and "actief" in ander.begin and not any(zin.startswith("niet-actieve") for zin in zinnen):
            zinnen = list(dict.fromkeys(["actieve …", *zinnen]))
        if not alle and len(zinnen) > 1:
            bijvoeglijk = [zin for zin in zinnen if "…" in zin]
            rest = opsomming([zin for zin in zinnen if "…" not in zin], False)
            zinnen = [*bijvoeglijk, f"({rest})"]
        return verband.zin.format(met_woord(ander.enkelvoud, zinnen))


def _samen(delen: list[Q], alle: bool) -> Q:
    uit = delen[0] if delen else Q()
    for deel in delen[1:]:
        uit = uit & deel if alle else uit | deel
    return uit
