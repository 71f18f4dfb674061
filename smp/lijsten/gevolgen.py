"""What a change brings about elsewhere: asked before it is stored, told afterwards (B6, B12–B16, B19).

A Lijst says it in `gevolgen`; form, rows on a card and grid all ask here, so that a rule stands in one place. A
question comes back with the form: two radio buttons `gevolg-<sleutel>`, yes unless the user says otherwise.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.utils.html import format_html_join

from smp.historie.bon import bon
from smp.lijsten.lijst import LIJSTEN

#: Sentences after one save; a grid of a hundred rows must not answer with a hundred.
MAXIMAAL = 5


@dataclass(frozen=True)
class Wijziging:
    """A valid record that is about to be stored, locked, and its `__dict__` as it was read; empty when it is new."""

    obj: Any
    was: dict[str, Any]

    @property
    def nieuw(self) -> bool:
        return not self.was

    def anders(self, *attnamen: str) -> bool:
        """Whether one of these columns gets another value; of a new record all do."""
        return any(naam not in self.was or self.was[naam] != getattr(self.obj, naam) for naam in attnamen)


@dataclass(frozen=True)
class Gevolg:
    """One consequence.

    zin     the sentence after saving; `let_op` makes it a warning
    vraag   what to ask first, under the key `sleutel`; without an answer nothing is stored, after a no nothing is done
    doe     what to do, in the transaction of the change and before it is written; may be done twice
    """

    zin: str = ""
    let_op: bool = False
    sleutel: str = ""
    vraag: str = ""
    doe: Callable[[], object] | None = None


class Gevolgen:
    """The consequences of all that one request changes, with the answers in it.

    `zonder_vraag`: there is no page to ask on, so that the answer is what a form would have proposed: yes.
    """

    def __init__(self, request, alle: list[Gevolg], zonder_vraag: bool = False):
        self.request, self.alle = request, alle
        self.standaard = "ja" if zonder_vraag else ""

    @classmethod
    def van(cls, request, wijzigingen: list[Wijziging], **opties) -> "Gevolgen":
        """Of these changes; one call of the hook for each model."""
        per_lijst: dict = {}
        for wijziging in wijzigingen:
            per_lijst.setdefault(LIJSTEN[wijziging.obj._meta.model_name], []).append(wijziging)
        alle = [g for lijst, rij in per_lijst.items() for g in lijst.gevolgen(rij, request.user)]
        return cls(request, alle, **opties)

    @property
    def vragen(self) -> list[dict]:
        """The questions as templates/delen/gevolgvragen.html draws them: {'naam', 'tekst', 'nee'}."""
        return [
            {"naam": f"gevolg-{g.sleutel}", "tekst": g.vraag, "nee": self._antwoord(g) == "nee"}
            for g in self.alle
            if g.vraag
        ]

    @property
    def open(self) -> bool:
        """Whether there is a question that the user has not answered yet."""
        return any(g.vraag and self._antwoord(g) not in ("ja", "nee") for g in self.alle)

    def doe(self):
        """Carry out what was not refused; call it in the transaction that stores the changes."""
        for gevolg in self._gekozen:
            if gevolg.doe:
                gevolg.doe()

    def meld(self, zin: str, daarna: str = ""):
        """The receipt: `zin`, what else happened, what to do next (HTML), and the warnings."""
        zinnen = [zin, *self._zinnen(let_op=False), *([daarna] if daarna else [])]
        bon(self.request, format_html_join(" ", "{}", ((deel,) for deel in zinnen)))
        if waarschuwingen := self._zinnen(let_op=True):
            messages.warning(self.request, " ".join(waarschuwingen))

    def _zinnen(self, let_op: bool) -> list[str]:
        zinnen = list(dict.fromkeys(g.zin for g in self._gekozen if g.zin and g.let_op == let_op))
        rest = len(zinnen) - MAXIMAAL
        return [*zinnen[:MAXIMAAL], f"En zo nog {rest}."] if rest > 0 else zinnen

    @property
    def gekozen(self) -> dict[str, str]:
        """The questions that were answered with yes: key -> sentence for the receipt."""
        return {g.sleutel: g.zin for g in self._gekozen if g.vraag}

    @property
    def _gekozen(self) -> list[Gevolg]:
        return [g for g in self.alle if not g.vraag or self._antwoord(g) == "ja"]

    def _antwoord(self, gevolg: Gevolg) -> str:
        return self.request.POST.get(f"gevolg-{gevolg.sleutel}", self.standaard)
