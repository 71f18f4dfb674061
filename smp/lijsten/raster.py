"""The grid: found rows as one editable table, written out by hand (ontwerp §4; 28 ms where crispy needs 498).

Cells speak text. A cell of a foreign key is an input with one shared <datalist>: 200 options in 100 rows would be
a megabyte. Everything else posts what the form of the kaart would post.
"""

from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import escape

from smp.formulieren import Conflict, Samenvoeging, gelijk
from smp.lijsten.keuzelijst import Keuzelijst
from smp.lijsten.naast import Naast
from smp.lijsten.opzoeken import Opzoeklijst, Opzoekveld
from smp.lijsten.tabel import KNOPPEN, breedte, klasse, opmaak, waarde_van


@dataclass
class Rij:
    """One row of the grid: its record, the texts in its cells, and what is wrong with them.

    basis, getypt  form texts as the user saw them, and as they came back; `cellen` is what the cells show
    bij            for a related record (smp/lijsten/naast.py): the rows in which it was typed
    """

    obj: Any
    vorm: Any
    basis: dict[str, str] = field(default_factory=dict)
    getypt: dict[str, str] = field(default_factory=dict)
    keuzes: dict[str, str] = field(default_factory=dict)
    cellen: dict[str, str] = field(default_factory=dict)
    fouten: dict[str, str] = field(default_factory=dict)
    conflicten: dict[str, Conflict] = field(default_factory=dict)
    samen: Samenvoeging | None = None
    was: dict[str, str] = field(default_factory=dict)
    gelezen: dict[str, Any] = field(default_factory=dict)  # the values of the record before validation
    bij: list["Rij"] = field(default_factory=list)

    @property
    def goed(self) -> bool:
        return not self.fouten and not self.conflicten

    def keur(self, velden: list[str]):
        """Errors of the form at cells that have none yet; of a field that is no cell at the first, with its name."""
        for naam, meldingen in self.vorm.errors.items():
            tekst = " ".join(meldingen)
            if naam in velden:
                self.fouten.setdefault(naam, tekst)
            else:
                veld = self.vorm.fields.get(naam)
                self.fouten.setdefault(velden[0], f"{veld.label}: {tekst}" if veld else tekst)


class Raster:
    """The grid for the columns of a Vraag.

    velden   the columns that can be changed; `eigen` those of the row itself
    naasten  the related records that a row shows; their columns are in `velden` by their full name
    """

    def __init__(self, vraag):
        self.lijst, self.kolommen, self.user = vraag.lijst, vraag.kolommen, vraag.user
        self.bronnen = vraag.filterset.bronnen = {}  # the search fields choose from the rows of the cells
        self._proef = self.lijst.form(bronnen=self.bronnen)
        bewerkbaar = [kolom.naam for kolom in self.kolommen if kolom.bewerk]
        vias = dict.fromkeys(naam.partition("__")[0] for naam in bewerkbaar if "__" in naam)
        naasten = [
            Naast(self.lijst, via, [n for n in bewerkbaar if n.startswith(f"{via}__")], self.bronnen) for via in vias
        ]
        self.naasten = [naast for naast in naasten if vraag.user.has_perm(naast.lijst.recht("change"))]
        self.formvelden = {n: self._proef.fields[n] for n in bewerkbaar if "__" not in n}
        for naast in self.naasten:
            self.formvelden |= {naam: naast.proef.fields[veld] for naam, veld in naast.velden.items()}
        self.beperk(bewerkbaar)
        self.keuzelijsten = {
            naam: (Opzoeklijst if isinstance(veld, Opzoekveld) else Keuzelijst)(veld)
            for naam, veld in self.formvelden.items()
            if isinstance(veld, forms.ModelChoiceField)
        }
        self.opzoeklijsten = {n: k for n, k in self.keuzelijsten.items() if isinstance(k, Opzoeklijst)}

    def beperk(self, namen):
        """Let only these columns be changed."""
        self.velden = [naam for naam in namen if naam in self.formvelden]
        self.eigen = [naam for naam in self.velden if "__" not in naam]
        for naast in self.naasten:
            naast.velden = {naam: veld for naam, veld in naast.velden.items() if naam in self.velden}
        self.naasten = [naast for naast in self.naasten if naast.velden]

    def zonder_keuzes(self, rijen):
        """The rows without the records behind a choice: their names are in the Keuzelijsten."""
        nodig = [naam for naam in self.lijst.verwijzingen if naam not in self.keuzelijsten]
        rijen = rijen.select_related(None)
        return rijen.select_related(*nodig) if nodig else rijen

    # --- between cell and form

    def vorm(self, obj, teksten=None):
        """The form of the kaart on a record, with the fields of the grid; bound when there are `teksten`."""
        return self._proef.voor(obj, self.eigen, teksten)

    def teksten(self, obj) -> dict[str, str]:
        """The form texts of every cell of a row, as they are stored now."""
        vorm = self.vorm(obj)
        uit = {naam: vorm.tekst(naam) for naam in self.eigen}
        for naast in self.naasten:
            vorm = naast.vorm(naast.obj(obj))
            uit |= {naam: vorm.tekst(veld) for naam, veld in naast.velden.items()}
        for naam, opzoeklijst in self.opzoeklijsten.items():
            opzoeklijst.begin(f"c-{obj.pk}-{naam}", uit.get(naam, ""))
        return uit

    def bron(self, obj, naam: str) -> tuple[Any, str, Any]:
        """Whose value a cell shows: (record, name of its field, form)."""
        for naast in self.naasten:
            if naam in naast.velden:
                return naast.obj(obj), naast.velden[naam], naast.proef
        return obj, naam, self._proef

    def cel_uit_tekst(self, naam: str, tekst: str) -> str:
        """Form text -> what the cell shows: a key becomes a name."""
        return self.keuzelijsten[naam].naam(tekst) if naam in self.keuzelijsten else tekst

    def compleet(self, basis, post) -> bool:
        """Whether `basis` is that of a grid, and every cell in it came back; a box that is off posts nothing."""
        if not isinstance(basis, dict) or not all(isinstance(cellen, dict) for cellen in basis.values()):
            return False
        tekstvelden = [n for n in self.velden if not isinstance(self.formvelden[n], forms.BooleanField)]
        return all(f"c-{pk}-{naam}" in post for pk, cellen in basis.items() for naam in tekstvelden if naam in cellen)

    def lees(self, pk: int, post) -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
        """The posted cells of a row: (form texts, cell texts, errors)."""
        teksten, cellen, fouten = {}, {}, {}
        for naam in self.velden:
            cellen[naam] = self._getypt(naam, f"c-{pk}-{naam}", post)
            teksten[naam] = cellen[naam]
            if naam in self.opzoeklijsten:
                teksten[naam], cellen[naam], fout = self.opzoeklijsten[naam].lees(f"c-{pk}-{naam}", post)
                fouten |= {naam: fout} if fout else {}
            elif naam in self.keuzelijsten:
                sleutel = self.keuzelijsten[naam].sleutel(cellen[naam])
                teksten[naam] = cellen[naam] if sleutel is None else sleutel
                if sleutel is None:
                    fouten[naam] = f"‘{cellen[naam][:40]}’ staat niet in de lijst. Kies een waarde uit de lijst."
        return teksten, cellen, fouten

    def _getypt(self, naam: str, cel: str, post) -> str:
        """A posted cell as the form of the kaart would read it: '01-09-2019' is 1-9-2019."""
        if naam in self.keuzelijsten or isinstance(self.formvelden[naam], forms.BooleanField):
            return gelijk(post.get(cel, ""))
        return gelijk(self.formvelden[naam].widget.value_from_datadict(post, {}, cel) or "")

    # --- drawing

    @property
    def kop(self) -> list[dict[str, str]]:
        lijst = self.lijst
        kop = [
            {"label": lijst.label(kolom), "klasse": klasse(lijst, kolom), "breedte": breedte(lijst, kolom)}
            for kolom in self.kolommen
        ]
        return [*kop, KNOPPEN] if lijst.rijknop else kop

    @property
    def datalists_html(self) -> str:
        return "".join(keuzes.html(f"d-{n}") for n, keuzes in self.keuzelijsten.items())

    def rijen_html(self, rijen: list[Rij]) -> str:
        self._geldt = {naast.via: naast.zinnen(rijen, self.user) for naast in self.naasten}
        tekenaars = [(kolom, self._tekenaar(kolom)) for kolom in self.kolommen]
        delen = []
        for rij in rijen:
            soort = " fout" if rij.fouten else " conflict" if rij.conflicten else ""
            delen.append(f'<tr id="r{rij.obj.pk}" data-pk="{rij.obj.pk}" class="rij{soort}">')
            naam = escape(str(rij.obj))
            delen += [teken(rij, naam) for _, teken in tekenaars]
            delen.append('<td class="alleen-lezen"></td></tr>' if self.lijst.rijknop else "</tr>")
        return "".join(delen)

    def _tekenaar(self, kolom):
        """(row, escaped row name) -> HTML of the cell of this column."""
        if kolom.naam in self.velden:
            maak = self._invoer(kolom.naam)
            label = escape(self.lijst.label(kolom))
            begin = '<th scope="row" class="kop' if kolom.naam == self.lijst.vaste_kolom else '<td class="'
            eind = "</th>" if kolom.naam == self.lijst.vaste_kolom else "</td>"
            return lambda rij, naam: self._cel(rij, naam, kolom.naam, label, maak, begin, eind)
        toon, lees = opmaak(self.lijst, kolom), waarde_van(kolom)
        if kolom.naam == self.lijst.vaste_kolom:
            return lambda rij, naam: f'<th scope="row" class="kop">{toon(lees(rij.obj))}</th>'
        return lambda rij, naam: f'<td class="alleen-lezen">{toon(lees(rij.obj))}</td>'

    def _cel(self, rij, rijnaam, naam, label, maak, begin, eind) -> str:
        id_ = f"c-{rij.obj.pk}-{naam}"
        fout, conflict = rij.fouten.get(naam), rij.conflicten.get(naam)
        css = " cel" + (" fout" if fout else "") + (" conflict" if conflict else "")
        via = naam.partition("__")[0] if "__" in naam else ""
        bij = [f"m-{rij.obj.pk}-{naam}"] * bool(fout) + [f"g-{rij.obj.pk}-{naam}"] * bool(via)
        extra = ' aria-invalid="true"' * bool(fout) + (f' aria-describedby="{" ".join(bij)}"' if bij else "")
        if naam in rij.was and rij.was[naam] != rij.cellen[naam]:
            extra += f' data-was="{escape(rij.was[naam])}"'
        html = f'{begin}{css}"><label class="visually-hidden" for="{id_}">{label} van {rijnaam}</label>'
        html += maak(id_, rij.cellen[naam], extra)
        if via:
            zin = self._geldt[via].get(getattr(rij.obj, f"{via}_id"), "")
            html += f'<p class="geldt" id="g-{rij.obj.pk}-{naam}">{escape(zin)}</p>'
        if fout:
            html += f'<p class="cel-melding" id="m-{rij.obj.pk}-{naam}">{escape(fout)}</p>'
        if conflict:
            html += self._keuze(rij, naam, conflict, label)
        return html + eind

    def _invoer(self, naam: str):
        """(id, text, extra attributes) -> the control of a cell."""
        veld = self.formvelden[naam]
        begin = 'class="cel-invoer" id="{0}" name="{0}"'
        if isinstance(veld, forms.BooleanField):
            vast = f'<input type="checkbox" {begin}'
            return lambda id_, tekst, extra: vast.format(id_) + (" checked" if tekst else "") + extra + ">"
        if naam in self.opzoeklijsten:
            return self.opzoeklijsten[naam].invoer
        if naam in self.keuzelijsten:
            vast = f'<input type="text" {begin} list="d-{naam}" autocomplete="off" value="'
        elif isinstance(veld, forms.ChoiceField):
            opties = [
                (str(sleutel), f'<option value="{escape(sleutel)}"', escape(label)) for sleutel, label in veld.choices
            ]
            vast = f"<select {begin}"

            def keuze(id_, tekst, extra):
                rest = "".join(
                    f"{optie}{' selected' if sleutel == tekst else ''}>{label}" for sleutel, optie, label in opties
                )
                return f"{vast.format(id_)}{extra}>{rest}</select>"

            return keuze
        else:
            soort = getattr(veld.widget, "input_type", "text")
            hulp = flatatt(
                {n: w for n, w in veld.widget.attrs.items() if n in ("data-datum", "data-getal", "inputmode")}
            )
            vast = f'<input type="{soort}" {begin}{hulp} value="'
        return lambda id_, tekst, extra: f'{vast.format(id_)}{escape(tekst)}"{extra}>'

    def _keuze(self, rij, naam, conflict, label) -> str:
        pk = rij.obj.pk
        wie, wanneer = getattr(conflict, "door", ("Iemand anders", "zojuist"))
        _, veld, vorm = self.bron(rij.obj, naam)
        mijn, nu, was = (
            escape(vorm.leesbaar(veld, tekst) or "(leeg)") for tekst in (conflict.mijn, conflict.nu, conflict.was)
        )
        return (
            f'<fieldset class="keuze"><legend class="visually-hidden">{label}: kies een waarde</legend>'
            f'<label><input type="radio" name="k-{pk}-{naam}" value="mijn"> Jouw waarde: {mijn}</label>'
            f'<label><input type="radio" name="k-{pk}-{naam}" value="nu"> Nu in het systeem: {nu} '
            f"<span>({escape(wie)}, {escape(wanneer)})</span></label><span>Was: {was}</span></fieldset>"
        )
