"""The three organisation sections: what is known, what was typed, and what of it is written (R50–R53, domein 4.3).

`basis`, signed, holds what the user saw: of which organisation, every text, and whether he still has to choose between
what he had typed and what turned out to be known. Of a chosen organisation

- only what differs from what he saw is written; what somebody else changed meanwhile is a conflict to choose;
- when its data were never on the page, he saw empty fields. So an empty field is not applied, a filled one
  supplements what was empty, and where something else is known already he chooses;
- when the page still shows another organisation than the one chosen, nothing is stored: the page comes back with the
  right one. What he had typed himself stays.
"""

import copy
from dataclasses import dataclass, field

from django import forms

from relaties.models import Organisatie
from relaties.zakelijk.formulieren import OrganisatieDeel
from smp.formulieren import Samenvoeging, compleet, ingevuld, lees_basis, onderteken, voeg_samen
from smp.kaarten.bewerking import conflictregels

PREFIX = "organisatie"


@dataclass
class Deel:
    """The sections of one request. `gekozen` is the organisation whose data they show, None for a new one."""

    form: OrganisatieDeel
    gekozen: Organisatie | None = None
    basis: str = ""
    samen: Samenvoeging = field(default_factory=lambda: Samenvoeging({}))
    conflicten: list[dict] = field(default_factory=list)
    geleegd: list[str] = field(default_factory=list)
    ongelezen: bool = False  # the conflicts are with what was known all along, not with a colleague
    gewisseld: bool = False
    alleen_lezen: bool = False
    was: dict = field(default_factory=dict)

    @property
    def te_bewaren(self) -> bool:
        """A new organisation, or one of which something was changed here."""
        return self.gekozen is None or bool(self.samen.gewijzigd)

    def kolommen(self) -> list[str]:
        """The columns that the valid form changed, with those that follow from them (no postal address of its own)."""
        return [naam for naam, waarde in _waarden(self.gekozen).items() if waarde != self.was[naam]]

    @property
    def geleegde_labels(self) -> list[str]:
        return [self.form.fields[naam].label for naam in self.geleegd]


def leeg(bronnen) -> Deel:
    """The sections of a page that is opened."""
    return Deel(OrganisatieDeel(prefix=PREFIX, bronnen=bronnen))


def lees(post, gekozen: Organisatie | None, mag_wijzigen: bool, bronnen, controleer: bool) -> Deel:
    """The sections after a post; with `controleer` their form is bound, so that it carries its messages."""
    blanco = OrganisatieDeel(prefix=PREFIX, bronnen=bronnen)
    begin, getypt = blanco.teksten(), ingevuld(blanco, post)
    getoond, zag, ongelezen = _lees_basis(post, blanco)
    wissel = getoond is not None and getoond != (gekozen and gekozen.pk)
    # What the user typed himself, on the page of another organisation or of none.
    eigen = begin | {n: tekst for n, tekst in getypt.items() if tekst and tekst != zag.get(n, begin[n])}
    if gekozen is None:
        form = _form(eigen if wissel else getypt, None, bronnen, controleer and not wissel)
        return Deel(form, gewisseld=wissel)
    vers = OrganisatieDeel(instance=gekozen, prefix=PREFIX, bronnen=bronnen)
    if not mag_wijzigen:
        for veld in vers.fields.values():
            veld.disabled = True
        return Deel(vers, gekozen, onderteken([gekozen.pk, {}, False]), alleen_lezen=True)
    nu, gezien = vers.teksten(), getoond == gekozen.pk
    keuzes = {naam: post[f"k-{naam}"] for naam in nu if f"k-{naam}" in post}
    was = _waarden(gekozen)
    basis = zag if gezien else begin
    typte = _zoals_bewaard(getypt if gezien else eigen, basis, nu, gekozen, bronnen)
    samen = voeg_samen(nu, basis, typte, keuzes, OrganisatieDeel.eenheden)
    ongelezen = bool(samen.conflicten) and (ongelezen or not gezien)
    in_conflict = {conflict.veld: conflict for conflict in samen.conflicten}
    teksten = samen.teksten | {naam: conflict.mijn for naam, conflict in in_conflict.items()}
    gezien_nu = {naam: in_conflict[naam].was if naam in in_conflict else tekst for naam, tekst in nu.items()}
    return Deel(
        # A stored organisation that was not touched is not judged: it may hold what an import left.
        _form(teksten, gekozen, bronnen, controleer and bool(samen.gewijzigd or in_conflict)),
        gekozen,
        onderteken([gekozen.pk, gezien_nu, ongelezen]),
        samen,
        conflictregels(vers, samen.conflicten),
        [n for n in vers.fields if n in samen.gewijzigd and _maakt_leeg(vers, n, nu[n], samen.teksten[n])],
        ongelezen,
        wissel,
        was=was,
    )


def _zoals_bewaard(typte: dict, basis: dict, nu: dict, gekozen, bronnen) -> dict:
    """What is known already, typed in another notation ('6713ZX' for '6713 ZX'), is no difference to choose from.

    Costs a second look at the form, and only when something that was typed meets what its user did not see.
    """
    anders = [naam for naam, tekst in typte.items() if tekst and nu[naam] and nu[naam] not in (tekst, basis.get(naam))]
    if not anders:
        return typte
    proef = _form(nu | typte, copy.copy(gekozen), bronnen, True)
    proef.is_valid()  # what it stores of each field that it does not refuse
    bewaard = OrganisatieDeel(instance=proef.instance, prefix=PREFIX, bronnen=bronnen).teksten()
    return typte | {naam: nu[naam] for naam in anders if naam not in proef.errors and bewaard[naam] == nu[naam]}


def _waarden(organisatie) -> dict:
    return {veld.name: veld.value_from_object(organisatie) for veld in organisatie._meta.concrete_fields}


def _form(teksten, gekozen, bronnen, gebonden):
    """A form with these texts: bound with its messages, or only shown."""
    opties = {"instance": gekozen, "prefix": PREFIX, "bronnen": bronnen}
    if gebonden:
        return OrganisatieDeel({f"{PREFIX}-{naam}": tekst for naam, tekst in teksten.items()}, **opties)
    return OrganisatieDeel(initial=teksten, **opties)


def _maakt_leeg(form, naam, was, wordt) -> bool:
    return bool(was) and not wordt and not isinstance(form.fields[naam], forms.BooleanField)


def _lees_basis(post, form) -> tuple[int | None, dict, bool]:
    """(the key of the organisation that the user saw, every text of it, `ongelezen`); no key when he saw none.

    Of a page that was cut off the key is 0: it is the page of no organisation that can be chosen.
    """
    basis = lees_basis(post.get("basis", ""))
    if not isinstance(basis, list) or len(basis) != 3 or not isinstance(basis[1], dict):
        return None, {}, False
    return (basis[0] if compleet(form, basis[1], post) else 0), basis[1], basis[2]


def getoond(post) -> Organisatie | None:
    """The organisation whose data stood on the page."""
    basis = lees_basis(post.get("basis", ""))
    return Organisatie.objects.filter(pk=basis[0]).first() if isinstance(basis, list) and basis else None
