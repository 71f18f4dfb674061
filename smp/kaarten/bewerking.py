"""A stored record that a form changes: what the user saw, what is stored now, and what was posted (R99, A11).

The form page has one of these, the rows on a card have one for each row; the grid merges the same way on its cells.
"""

from collections.abc import Callable
from functools import cached_property

from django.contrib import messages
from django.db import IntegrityError, connection, transaction
from django.http import QueryDict
from django.utils.http import urlencode
from django.utils.text import capfirst

from smp.formulieren import compleet, ingevuld, overtreding, voeg_samen
from smp.historie.zinnen import laatste_wijziging
from smp.lijsten.gevolgen import Gevolgen

#: The button beside a message: its value is the texts that it fills in, as a query string.
VERBETER = "verbeter"
#: The fields of which the page that was posted asked which value stays (templates/formulier/conflict.html).
TE_KIEZEN = "te_kiezen"


def verbeterd(request) -> QueryDict:
    """What was posted, with the texts of the button beside a message in their fields.

    That button stores nothing, for its user has to see what it did: the page comes back.
    """
    post = request.POST.copy()
    for naam, tekst in QueryDict(post.get(VERBETER, "")).items():
        post[naam] = tekst
    if VERBETER in post:
        messages.info(request, "De velden zijn aangepast, maar nog niet bewaard. Controleer ze.")
    return post


def zet_cursor(request, form):
    """In the first field that the button filled in."""
    eerste = next(iter(QueryDict(request.POST.get(VERBETER, ""))), "")
    for naam, veld in form.fields.items():
        if form.add_prefix(naam) == eerste:
            veld.widget.attrs["autofocus"] = True


class Bewerking:
    """`maak(obj, data=None)` gives the form on a record; `obj` is locked. Nothing is validated until `goed`."""

    def __init__(self, maak: Callable, obj, basis: dict[str, str], post):
        self.maak, self.obj, self.naam = maak, obj, str(obj)
        self.gelezen = dict(vars(obj))  # the record before validation puts in it what was typed
        self.vers = vers = maak(obj)
        self.nu = vers.teksten()
        self.basis = {naam: tekst for naam, tekst in basis.items() if naam in self.nu}
        self.compleet = compleet(vers, basis, post)
        gekozen = {naam: f"k-{vers.add_prefix(naam)}" for naam in self.basis}
        keuzes = {naam: post[sleutel] for naam, sleutel in gekozen.items() if sleutel in post}
        self.gevraagd = post.getlist(TE_KIEZEN)
        typte = ingevuld(vers, post) if self.compleet else self.basis
        self.samen = voeg_samen(self.nu, self.basis, typte, keuzes, vers.eenheden)

    @cached_property
    def form(self):
        """The form with the merged texts, to validate and to show again."""
        return self.maak(self.obj, {self.vers.add_prefix(naam): t for naam, t in self.samen.teksten.items()})

    @property
    def gewijzigd(self) -> bool:
        return bool(self.samen.gewijzigd)

    @property
    def conflicten(self) -> list:
        return self.samen.conflicten

    def goed(self) -> bool:
        """Whether it may be stored; the form holds the messages."""
        return self.form.is_valid() and not self.conflicten

    def basis_nu(self) -> dict[str, str]:
        """The basis of the page that comes back: what others changed meanwhile, but for what is still to choose."""
        te_kiezen = {conflict.veld for conflict in self.conflicten}
        return {naam: self.basis.get(naam, tekst) if naam in te_kiezen else tekst for naam, tekst in self.nu.items()}

    def toon_conflicten(self) -> list[dict]:
        """Put what was typed back in the form, and describe the choices for templates/formulier/conflict.html."""
        for conflict in self.conflicten:
            self.form.data[self.form.add_prefix(conflict.veld)] = conflict.mijn
        return conflictregels(self.vers, self.conflicten, self.gevraagd)


def conflictregels(vers, conflicten, gevraagd) -> list[dict]:
    """Conflicts as templates/formulier/conflict.html draws them; `vers` is the form on what is stored now.

    `open`: the page has asked it before (`gevraagd`), and nothing was chosen.
    """
    uit = []
    for conflict in conflicten:
        wie, wanneer = laatste_wijziging(vers.instance, conflict.veld)
        teksten = {naam: vers.leesbaar(conflict.veld, getattr(conflict, naam)) for naam in ("mijn", "nu", "was")}
        veld, label = vers.add_prefix(conflict.veld), vers.fields[conflict.veld].label
        is_open = veld in gevraagd
        uit.append({"veld": veld, "label": label, "wie": wie, "wanneer": wanneer, "open": is_open, **teksten})
    return uit


def fouten_van(form) -> list[dict]:
    """The errors of a form for the summary: [{'naam', 'veld_id', 'label', 'melding', 'knop', 'verbeter'}]."""
    uit = []
    verbeteringen = getattr(form, "verbeteringen", {})
    for naam, meldingen in form.errors.items():
        veld = form[naam] if naam in form.fields else None
        knop, teksten = verbeteringen.get(naam, ("", {}))
        for melding in meldingen:
            uit.append(
                {
                    "naam": naam,
                    "veld_id": veld.id_for_label if veld else "inhoud",
                    "label": _label(form, naam) if veld else capfirst(str(form.instance._meta.verbose_name)),
                    "melding": melding,
                    "knop": knop,
                    "verbeter": urlencode({form.add_prefix(deel): tekst for deel, tekst in teksten.items()}),
                }
            )
    return uit


def _label(form, naam: str) -> str:
    """'Postcode (bezoekadres)' where the page has another Postcode: the name of a field begins with what it is of."""
    label = form.fields[naam].label
    uniek = [veld.label for veld in form.fields.values()].count(label) == 1
    return label if uniek else f"{label} ({naam.partition('_')[0]})"


def in_een_keer(schrijf: Callable, gevolgen: Gevolgen, model) -> str:
    """`schrijf()` and the consequences in one transaction: '', or the sentence for what the database refuses."""
    try:
        with transaction.atomic():
            gevolgen.doe()
            schrijf()
            connection.check_constraints()  # the deferred ones too, while we can still answer
    except IntegrityError as fout:
        return overtreding(model, fout)
    return ""
