"""The sections of the person and those of the organisation: what is known, what was typed, and what of it is written
(R50–R53, R56, domein 4.3).

`basis`, signed, holds what the user saw: of which record, every text, whether he still has to choose between what he
had typed and what turned out to be known, and what he had typed. Of a chosen record

- only what differs from what he saw is written; what somebody else changed meanwhile is a conflict to choose;
- when its data were never on the page, he saw empty fields. So an empty field is not applied, a filled one
  supplements what was empty, and where something else is known already he chooses. Of a name he does not: by
  choosing the record he said whose name it is (`bekend_wint`);
- when the page still shows another record than the one chosen, nothing is stored: the page comes back with the
  right one. What he had typed himself stays.

Who lets a record go gets back all that he had typed, also what the record had already.
"""

import copy
from dataclasses import dataclass, field

from django import forms

from relaties.models import Organisatie, Persoon
from smp.formulieren import Bewerkformulier, Samenvoeging, compleet, ingevuld, lees_basis, onderteken, voeg_samen
from smp.kaarten.bewerking import TE_KIEZEN, conflictregels


@dataclass
class Deel:
    """The sections of one request. `gekozen` is the record whose data they show, None for a new one."""

    form: Bewerkformulier
    gekozen: Organisatie | Persoon | None = None
    basis: str = ""
    samen: Samenvoeging = field(default_factory=lambda: Samenvoeging({}))
    conflicten: list[dict] = field(default_factory=list)
    geleegd: list[str] = field(default_factory=list)
    bevestigd: bool = True  # the user said of every known field in `geleegd` that it may become empty
    ongelezen: bool = False  # the conflicts are with what was known all along, not with a colleague
    gewisseld: bool = False
    alleen_lezen: bool = False
    was: dict = field(default_factory=dict)
    bekend: str = ""  # by what name the record is known, whatever was typed

    @property
    def naam(self) -> str:
        return self.form.prefix

    @property
    def te_bewaren(self) -> bool:
        """A new record, or one of which something was changed here."""
        return not self.alleen_lezen and (self.gekozen is None or bool(self.samen.gewijzigd))

    @property
    def goed(self) -> bool:
        """Whether nothing is left to choose or to confirm."""
        return not self.conflicten and not self.gewisseld and self.bevestigd

    @property
    def obj(self) -> Organisatie | Persoon:
        return self.form.instance if self.gekozen is None else self.gekozen

    @property
    def kolommen(self) -> tuple[str, ...]:
        """The columns that the valid form changed, with those that follow from them (no postal address of its own)."""
        if self.gekozen is None or not self.te_bewaren:
            return ()
        return tuple(naam for naam, waarde in _waarden(self.gekozen).items() if waarde != self.was[naam])

    @property
    def geleegde_labels(self) -> list[str]:
        return [self.form.fields[naam].label for naam in self.geleegd]


def leeg(klasse, bronnen) -> Deel:
    """The sections of a page that is opened; `klasse` is one of the forms with `bekend_wint`."""
    return Deel(klasse(bronnen=bronnen))


@dataclass
class Pagina:
    """What the page that was posted held. Of each field a text:

    begin      the texts of an empty form
    zag        what its user saw of the record
    ingevuld   what was posted
    eigen      what he typed himself, whether the page was of another record or of none
    getypt     what he typed on this page and on those before it

    And beside them:

    pk         of which record it showed the data: None of none, 0 when it was cut off, so of none that can be chosen
    ongelezen  whether he had to choose between what he typed and what was known all along
    """

    pk: int | None
    begin: dict[str, str]
    zag: dict[str, str]
    ingevuld: dict[str, str]
    eigen: dict[str, str]
    getypt: dict[str, str]
    ongelezen: bool


def lees(klasse, post, gekozen, mag_wijzigen: bool, bronnen, controleer: bool) -> Deel:
    """The sections after a post; with `controleer` their form is bound, so that it carries its messages."""
    blanco = klasse(bronnen=bronnen)
    pagina = _lees_pagina(blanco, post)
    if gekozen is None:
        return _nieuw(blanco, pagina, controleer)
    vers = klasse(instance=gekozen, bronnen=bronnen)
    return _bekend(vers, pagina, post, controleer) if mag_wijzigen else _alleen_lezen(vers, pagina)


def _nieuw(blanco, pagina: Pagina, controleer: bool) -> Deel:
    """A new record. Who lets a stored one go sees it first: the page comes back with all that he had typed."""
    losgelaten = pagina.pk is not None
    teksten = pagina.begin | pagina.getypt if losgelaten else pagina.ingevuld
    form = _form(type(blanco), teksten, None, blanco.bronnen, controleer and not losgelaten)
    return Deel(form, gewisseld=losgelaten)


def _alleen_lezen(vers, pagina: Pagina) -> Deel:
    """A chosen record that this user may not change."""
    for veld in vers.fields.values():
        veld.disabled = True
    gekozen = vers.instance
    basis = onderteken([gekozen.pk, {}, False, pagina.getypt])
    return Deel(vers, gekozen, basis=basis, alleen_lezen=True, bekend=str(gekozen))


def _bekend(vers, pagina: Pagina, post, controleer: bool) -> Deel:
    """A chosen record; `vers` is the form on what is stored of it now."""
    gekozen, nu = vers.instance, vers.teksten()
    gezien = pagina.pk == gekozen.pk
    samen = _voeg_samen(vers, nu, pagina, gezien, post)
    te_kiezen = {conflict.veld: conflict for conflict in samen.conflicten}
    ongelezen = bool(te_kiezen) and (pagina.ongelezen or not gezien)
    teksten = samen.teksten | {naam: conflict.mijn for naam, conflict in te_kiezen.items()}
    ziet_nu = nu | {naam: conflict.was for naam, conflict in te_kiezen.items()}
    geleegd = [n for n in vers.fields if n in samen.gewijzigd and _maakt_leeg(vers, n, nu[n], samen.teksten[n])]
    # A stored record that was not touched is not judged: it may hold what an import left.
    gebonden = controleer and bool(samen.gewijzigd or te_kiezen)
    return Deel(
        form=_form(type(vers), teksten, gekozen, vers.bronnen, gebonden),
        gekozen=gekozen,
        basis=onderteken([gekozen.pk, ziet_nu, ongelezen, pagina.getypt]),
        samen=samen,
        conflicten=conflictregels(vers, samen.conflicten, post.getlist(TE_KIEZEN) if gezien and controleer else ()),
        geleegd=geleegd,
        bevestigd=set(geleegd) <= set(post.get(vers.add_prefix("maak_leeg"), "").split(",")),
        ongelezen=ongelezen,
        gewisseld=pagina.pk is not None and not gezien,
        was=_waarden(gekozen),
        bekend=str(gekozen),
    )


def _voeg_samen(vers, nu: dict[str, str], pagina: Pagina, gezien: bool, post) -> Samenvoeging:
    """Three ways. Of a record that was not on the page its user saw empty fields, and brings only what he typed."""
    zag = pagina.zag if gezien else pagina.begin
    typte = pagina.ingevuld if gezien else pagina.begin | pagina.eigen
    keuzes = {naam: post[sleutel] for naam in nu if (sleutel := f"k-{vers.add_prefix(naam)}") in post}
    samen = voeg_samen(nu, zag, _zoals_bewaard(typte, zag, nu, vers), keuzes, vers.eenheden)
    if not gezien:
        samen.conflicten = [conflict for conflict in samen.conflicten if conflict.veld not in vers.bekend_wint]
    return samen


def _zoals_bewaard(typte: dict, basis: dict, nu: dict, vers) -> dict:
    """What is known already, typed in another notation ('6713ZX' for '6713 ZX'), is no difference to choose from.

    Costs a second look at the form, and only when something that was typed meets what its user did not see.
    """
    anders = [naam for naam, tekst in typte.items() if tekst and nu[naam] and nu[naam] not in (tekst, basis.get(naam))]
    if not anders:
        return typte
    klasse = type(vers)
    proef = _form(klasse, nu | typte, copy.copy(vers.instance), vers.bronnen, True)
    proef.is_valid()  # what it stores of each field that it does not refuse
    bewaard = klasse(instance=proef.instance, bronnen=vers.bronnen).teksten()
    return typte | {naam: nu[naam] for naam in anders if naam not in proef.errors and bewaard[naam] == nu[naam]}


def _waarden(obj) -> dict:
    return {veld.attname: veld.value_from_object(obj) for veld in obj._meta.concrete_fields}


def _form(klasse, teksten, gekozen, bronnen, gebonden):
    """A form with these texts: bound with its messages, or only shown."""
    opties = {"instance": gekozen, "bronnen": bronnen}
    if gebonden:
        return klasse({f"{klasse.prefix}-{naam}": tekst for naam, tekst in teksten.items()}, **opties)
    return klasse(initial=teksten, **opties)


def _maakt_leeg(form, naam, was, wordt) -> bool:
    return bool(was) and not wordt and not isinstance(form.fields[naam], forms.BooleanField)


def _basis(klasse, post) -> list | None:
    """[key, every text that the user saw, `ongelezen`, what he had typed]; None when he saw no record."""
    basis = lees_basis(post.get(f"{klasse.prefix}-basis", ""))
    if not isinstance(basis, list) or [type(deel) for deel in basis] != [int, dict, bool, dict]:
        return None
    return basis


def _lees_pagina(blanco, post) -> Pagina:
    pk, gezien, ongelezen, getypt = _basis(type(blanco), post) or (None, {}, False, {})
    zag, typte = ({naam: deel[naam] for naam in blanco.fields if naam in deel} for deel in (gezien, getypt))
    if pk is not None and not compleet(blanco, zag, post):
        pk = 0
    begin, invoer = blanco.teksten(), ingevuld(blanco, post)
    eigen = {naam: tekst for naam, tekst in invoer.items() if tekst and tekst != zag.get(naam, begin[naam])}
    return Pagina(pk=pk, begin=begin, zag=zag, ingevuld=invoer, eigen=eigen, getypt=typte | eigen, ongelezen=ongelezen)


def getoond(klasse, post) -> Organisatie | Persoon | None:
    """The record whose data stood on the page."""
    basis = _basis(klasse, post)
    return klasse._meta.model.objects.filter(pk=basis[0]).first() if basis else None
