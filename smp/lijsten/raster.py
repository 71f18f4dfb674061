"""The grid: found rows as one editable table, written out by hand (ontwerp §4; 28 ms where crispy needs 498).

Cells speak text. A cell of a foreign key is an input with one shared <datalist>: 200 options in 100 rows would be
a megabyte. Everything else posts what the form of the kaart would post.
"""

from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.utils.html import escape

from smp.formulieren import Conflict, Samenvoeging, gelijk
from smp.lijsten.opzoeken import Opzoeklijst, Opzoekveld
from smp.lijsten.tabel import KNOPPEN, breedte, klasse, opmaak, waarde_van


class Keuzelijst:
    """The choices of a foreign key in the grid: names to keys and back. One query, whatever the number of rows."""

    def __init__(self, veld):
        self.namen: dict[str, str] = {}
        self.namen_alle: dict[str, str] = {}
        self.sleutels: dict[str, list[str]] = {}
        self.groepen: dict[str, str] = {}
        self.ouder = veld.widget.attrs.get("data-hangt-af-van", "").removeprefix("id_")
        for sleutel, label in veld.choices:
            for deel, naam in label if isinstance(label, list | tuple) else [(sleutel, label)]:
                if deel in ("", None):
                    continue
                self.namen[str(deel)] = str(naam)
                self.sleutels.setdefault(str(naam).casefold(), []).append(str(deel))
                if isinstance(label, list | tuple):
                    self.groepen[str(deel)] = str(sleutel)
        # What cannot be chosen anew still has a name where it stands ('Oud segment (niet actief)').
        for deel, rij in veld.bron.rijen.items():
            self.namen_alle.setdefault(deel, str(rij))
            self.sleutels.setdefault(str(rij).casefold(), [deel])
        # Equal names in different groups ('Gemeente' twice) are written out with their group.
        for sleutels in list(self.sleutels.values()):
            if len(sleutels) > 1:
                for sleutel in sleutels:
                    vol = f"{self.groepen.get(sleutel, sleutel)} › {self.namen[sleutel]}"
                    self.namen[sleutel] = vol
                    self.sleutels[vol.casefold()] = [sleutel]

    def naam(self, sleutel: str) -> str:
        return self.namen.get(sleutel) or self.namen_alle.get(sleutel, "")

    def sleutel(self, tekst: str) -> str | None:
        """The key of a name; '' for an empty cell, None when there is none or more than one."""
        if not tekst:
            return ""
        gevonden = self.sleutels.get(tekst.casefold(), [])
        return gevonden[0] if len(gevonden) == 1 else None

    def html(self, id_: str) -> str:
        """The datalist; of a subsegment with its hoofdsegment, for static/js/rasterkeuzes.js."""
        if not self.ouder:
            opties = "".join(f"<option>{escape(naam)}" for naam in self.namen.values())
            return f'<datalist id="{id_}">{opties}</datalist>'
        opties = "".join(
            f'<option data-bij="{escape(self.groepen.get(sleutel, ""))}">{escape(naam)}'
            for sleutel, naam in self.namen.items()
        )
        return f'<datalist id="{id_}" data-ouder="{self.ouder}">{opties}</datalist>'


@dataclass
class Rij:
    """One row of the grid: its record, the texts in its cells, and what is wrong with them."""

    obj: Any
    vorm: Any
    cellen: dict[str, str] = field(default_factory=dict)
    fouten: dict[str, str] = field(default_factory=dict)
    conflicten: dict[str, Conflict] = field(default_factory=dict)
    samen: Samenvoeging | None = None
    was: dict[str, str] = field(default_factory=dict)
    gelezen: dict[str, Any] = field(default_factory=dict)  # the values of the record before validation

    @property
    def goed(self) -> bool:
        return not self.fouten and not self.conflicten


class Raster:
    """The grid for the columns of a Vraag. `velden` are the columns that can be changed."""

    def __init__(self, vraag):
        self.lijst, self.kolommen = vraag.lijst, vraag.kolommen
        self.velden = [kolom.naam for kolom in self.kolommen if kolom.bewerk]
        self.bronnen = {}
        self._proef = self.lijst.form(bronnen=self.bronnen)
        self.keuzelijsten = {
            naam: (Opzoeklijst if isinstance(veld, Opzoekveld) else Keuzelijst)(veld)
            for naam, veld in self._proef.fields.items()
            if naam in self.velden and isinstance(veld, forms.ModelChoiceField)
        }
        self.opzoeklijsten = {n: k for n, k in self.keuzelijsten.items() if isinstance(k, Opzoeklijst)}

    # --- between cell and form

    def vorm(self, obj, teksten=None):
        """The form of the kaart on a record, with the fields of the grid; bound when there are `teksten`."""
        vorm = self._proef.voor(obj, self.velden, teksten)
        if teksten is not None:
            return vorm
        for naam, opzoeklijst in self.opzoeklijsten.items():
            opzoeklijst.begin(f"c-{obj.pk}-{naam}", vorm.tekst(naam))
        return vorm

    def cel_uit_tekst(self, naam: str, tekst: str) -> str:
        """Form text -> what the cell shows: a key becomes a name."""
        return self.keuzelijsten[naam].naam(tekst) if naam in self.keuzelijsten else tekst

    def compleet(self, basis, post) -> bool:
        """Whether `basis` is that of a grid, and every cell in it came back; a box that is off posts nothing."""
        if not isinstance(basis, dict) or not all(isinstance(cellen, dict) for cellen in basis.values()):
            return False
        tekstvelden = [n for n in self.velden if not isinstance(self._proef.fields[n], forms.BooleanField)]
        return all(f"c-{pk}-{naam}" in post for pk, cellen in basis.items() for naam in tekstvelden if naam in cellen)

    def lees(self, pk: int, post) -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
        """The posted cells of a row: (form texts, cell texts, errors)."""
        teksten, cellen, fouten = {}, {}, {}
        for naam in self.velden:
            cellen[naam] = gelijk(post.get(f"c-{pk}-{naam}", ""))
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
        return "".join(keuzes.html(f"d-{naam}") for naam, keuzes in self.keuzelijsten.items())

    def rijen_html(self, rijen: list[Rij]) -> str:
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
        extra = f' aria-invalid="true" aria-describedby="m-{rij.obj.pk}-{naam}"' if fout else ""
        if naam in rij.was and rij.was[naam] != rij.cellen[naam]:
            extra += f' data-was="{escape(rij.was[naam])}"'
        html = f'{begin}{css}"><label class="visually-hidden" for="{id_}">{label} van {rijnaam}</label>'
        html += maak(id_, rij.cellen[naam], extra)
        if fout:
            html += f'<p class="cel-melding" id="m-{rij.obj.pk}-{naam}">{escape(fout)}</p>'
        if conflict:
            html += self._keuze(rij, naam, conflict, label)
        return html + eind

    def _invoer(self, naam: str):
        """(id, text, extra attributes) -> the control of a cell."""
        veld = self._proef.fields[naam]
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
            vast = f'<input type="{soort}" {begin} value="'
        return lambda id_, tekst, extra: f'{vast.format(id_)}{escape(tekst)}"{extra}>'

    def _keuze(self, rij, naam, conflict, label) -> str:
        pk = rij.obj.pk
        wie, wanneer = getattr(conflict, "door", ("Iemand anders", "zojuist"))
        leesbaar = rij.vorm.leesbaar
        mijn, nu, was = (
            escape(leesbaar(naam, tekst) or "(leeg)") for tekst in (conflict.mijn, conflict.nu, conflict.was)
        )
        return (
            f'<fieldset class="keuze"><legend class="visually-hidden">{label}: kies een waarde</legend>'
            f'<label><input type="radio" name="k-{pk}-{naam}" value="mijn"> Jouw waarde: {mijn}</label>'
            f'<label><input type="radio" name="k-{pk}-{naam}" value="nu"> Nu in het systeem: {nu} '
            f"<span>({escape(wie)}, {escape(wanneer)})</span></label><span>Was: {was}</span></fieldset>"
        )
