"""[Uitgebreid zoeken]: the form that builds `ook`, in groups of conditions. Works without JavaScript.

Every button posts the whole form: what was typed comes back, with the fields that fit the column that was chosen.
static/js/uitgebreid.js presses [Verversen] when a column or comparison is chosen.
"""

from dataclasses import dataclass, field, replace

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.utils.text import capfirst

from smp.lijsten.lijst import LIJSTEN
from smp.lijsten.ook import Ook
from smp.lijsten.veldsoorten import OnmogelijkError, Veld
from smp.lijsten.views import LijstBasis
from smp.lijsten.voorwaarden import (
    MAX_GROEPEN,
    MAX_VOORWAARDEN,
    MAX_WAARDE,
    OOK,
    TE_GROOT,
    Groep,
    OnleesbaarError,
    Voorwaarde,
    lees,
    schrijf,
)  # fmt: skip
from smp.lijsten.vraag import Vraag
from smp.tekst import datum

#: What the two kinds of groups are called in the form.
ALLE, EEN = "alle", "een"


@dataclass
class Rij:
    """One condition of the form, as it was typed."""

    veld: str = ""
    operator: str = ""
    waarden: tuple[str, ...] = ()
    fout: str = ""

    @property
    def leeg(self) -> bool:
        return not self.veld and not any(self.waarden)


@dataclass
class Formgroep:
    koppel: str = ALLE
    rijen: list[Rij] = field(default_factory=list)


class Formulier:
    """The groups of the form, from `ook` or from a POST, and the question that they make."""

    def __init__(self, ook: Ook, koppel: str, groepen: list[Formgroep]):
        self.ook, self.koppel = ook, koppel
        self.groepen = groepen or [Formgroep()]

    @classmethod
    def van_vraag(cls, ook: Ook) -> "Formulier":
        """Loose conditions stand together in the first group."""
        los = [deel for deel in ook.groep.delen if isinstance(deel, Voorwaarde)]
        eigen = ALLE if ook.groep.alle else EEN
        groepen = [Formgroep(eigen, [_rij(ook, deel) for deel in los])] if los else []
        for groep in (deel for deel in ook.groep.delen if isinstance(deel, Groep)):
            groepen.append(Formgroep(ALLE if groep.alle else EEN, [_rij(ook, deel) for deel in groep.delen]))
        return cls(ook, eigen, groepen)

    @classmethod
    def van_post(cls, ook: Ook, post) -> "Formulier":
        groepen = []
        for g in range(MAX_GROEPEN):
            rijen = [
                Rij(
                    post.get(f"g{g}r{r}-veld", "")[:MAX_WAARDE],
                    post.get(f"g{g}r{r}-operator", "")[:MAX_WAARDE],
                    tuple(post.get(f"g{g}r{r}-{naam}", "").strip() for naam in ("waarde", "waarde2")),
                )
                for r in range(MAX_VOORWAARDEN)
                if f"g{g}r{r}-veld" in post
            ]
            if rijen:
                groepen.append(Formgroep(EEN if post.get(f"g{g}-koppel") == EEN else ALLE, rijen))
        return cls(ook, EEN if post.get("koppel") == EEN else ALLE, groepen)

    def doe(self, knop: str):
        """What a button adds or takes away: 'rij-0', 'groep', 'weg-0-2'."""
        naam, *nummers = knop.split("-")
        nummers = [int(deel) for deel in nummers if deel.isascii() and deel.isdigit() and len(deel) < 3]
        if naam == "groep" and len(self.groepen) < MAX_GROEPEN:
            self.groepen.append(Formgroep(ALLE, [Rij()]))
        elif naam == "rij" and len(nummers) == 1 and nummers[0] < len(self.groepen):
            self.groepen[nummers[0]].rijen.append(Rij())
        elif naam == "weg" and len(nummers) == 2 and nummers[0] < len(self.groepen):
            groep = self.groepen[nummers[0]]
            groep.rijen = [rij for nr, rij in enumerate(groep.rijen) if nr != nummers[1]]
            if not groep.rijen and len(self.groepen) > 1:
                self.groepen.remove(groep)

    def lees(self) -> str | None:
        """The text of `ook`, '' when nothing is asked; None when a row is wrong, which it then says."""
        groepen = []
        for groep in self.groepen:
            delen = [self._lees(rij) for rij in groep.rijen if not rij.leeg]
            if delen:
                groepen.append(Groep(groep.koppel == ALLE, tuple(delen)))
        if any(rij.fout for groep in self.groepen for rij in groep.rijen):
            return None
        # A group of its own keeps its brackets: conditions on one related record hold together within a group.
        tekst = schrijf(groepen[0] if len(groepen) == 1 else Groep(self.koppel == ALLE, tuple(groepen)))
        try:
            if tekst:
                lees(tekst)
        except OnleesbaarError as fout:
            self.groepen[-1].rijen[-1].fout = str(fout)
            return None
        return tekst

    def _lees(self, rij: Rij) -> Voorwaarde:
        veld = self.ook.velden.get(rij.veld)
        if veld is None:
            rij.fout = "Kies een veld."
            return Voorwaarde("", "")
        operator = rij.operator if rij.operator in veld.operatoren else next(iter(veld.operatoren))
        waarden = rij.waarden[: veld.operatoren[operator].aantal]
        try:
            if any(len(waarde) > MAX_WAARDE for waarde in waarden):
                raise OnmogelijkError(f"Een waarde heeft hoogstens {MAX_WAARDE} tekens.")
            gelezen = veld.lees(operator, waarden, self.ook.keuzenamen(veld))
        except OnmogelijkError as fout:
            rij.fout = str(fout)
            return Voorwaarde(veld.naam, operator, waarden)
        return Voorwaarde(veld.naam, operator, tuple(str(waarde) for waarde in gelezen))

    # --- for the template

    def getoond(self) -> list[dict]:
        return [
            {"nr": g, "koppel": groep.koppel, "rijen": [self._rij(g, r, rij) for r, rij in enumerate(groep.rijen)]}
            for g, groep in enumerate(replace(groep, rijen=groep.rijen or [Rij()]) for groep in self.groepen)
        ]

    def _rij(self, g: int, r: int, rij: Rij) -> dict:
        veld: Veld | None = self.ook.velden.get(rij.veld)
        uit = {"naam": f"g{g}r{r}", "weg": f"weg-{g}-{r}", "nr": r + 1, "veld": veld, "rij": rij}
        if veld is None:
            return uit
        operator = rij.operator if rij.operator in veld.operatoren else next(iter(veld.operatoren))
        waarden = (*rij.waarden, "", "")[: veld.operatoren[operator].aantal]
        return uit | {
            "operator": operator,
            "keuzes": self.ook.keuzes(veld),
            "waarden": [
                {"naam": f"g{g}r{r}-{naam}", "waarde": waarde}
                for naam, waarde in zip(("waarde", "waarde2"), waarden, strict=False)
            ],
            "hint": "31-1-2026" if veld.soort == "datum" and operator != "laatste" else "",
        }

    @property
    def kan_meer(self) -> bool:
        return sum(len(groep.rijen) for groep in self.groepen) < MAX_VOORWAARDEN

    @property
    def kan_groep(self) -> bool:
        return self.kan_meer and len(self.groepen) < MAX_GROEPEN

    @property
    def velden(self) -> list[tuple[str, list[Veld]]]:
        """The columns, those of related records below the name of these."""
        uit = {}
        for veld in self.ook.velden.values():
            uit.setdefault(veld.via, []).append(veld)
        koppen = {via: f"{capfirst(LIJSTEN[v.lijst].enkelvoud)}" for via, v in self.ook.lijst.verbanden.items()}
        eigen = capfirst(self.ook.lijst.enkelvoud)
        return [(koppen.get(via, eigen), delen) for via, delen in uit.items()]


def _rij(ook: Ook, deel: Voorwaarde) -> Rij:
    """A condition as the form shows it: a date as people write it, and why it cannot be read."""
    try:
        veld, waarden = ook.lees(deel)
    except OnmogelijkError as fout:
        return Rij(deel.veld, deel.operator, deel.waarden, str(fout))
    dagen = veld.soort == "datum" and deel.operator != "laatste"
    return Rij(deel.veld, deel.operator, tuple(map(datum, waarden)) if dagen else deel.waarden)


class UitgebreidView(LijstBasis):
    """GET: the form with the conditions of the Vraag. POST: to the list with them; 422 when a row is wrong."""

    http_method_names = ["get", "head", "post"]

    def get(self, request):
        if self.vraag.ook.fout:
            messages.warning(request, self.vraag.ook.fout)
        return self._pagina(self.vraag, Formulier.van_vraag(self.vraag.ook))

    def post(self, request):
        vraag = Vraag.van_tekst(self.lijst, request.user, request.POST.get("vraag", ""))
        form, knop = Formulier.van_post(vraag.ook, request.POST), request.POST.get("doe", "zoeken")
        if knop != "zoeken":
            form.doe(knop)
            return self._pagina(vraag, form)
        tekst = form.lees()
        if tekst is None:
            return self._pagina(vraag, form, status=422)
        return HttpResponseRedirect(f"{self.adres('lijst')}?{vraag.querystring(**{OOK: tekst})}")

    def _pagina(self, vraag, form, status=200):
        context = {
            "lijst": self.lijst,
            "vraag": vraag,
            "form": form,
            "velden": form.velden,
            "terug_url": f"{self.adres('lijst')}?{vraag.querystring()}",
            "te_groot": "" if form.kan_meer else TE_GROOT,
        }
        return render(self.request, "lijst/uitgebreid.html", context, status=status)
