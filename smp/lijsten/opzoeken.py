"""The vergrootglas (A9, R40, R41, R64): the field for a foreign key to a big table.

A user types a name or chooses a row; the form text of the field is the key of that row. Three inputs carry it:

    <naam>        the key of the chosen row
    <naam>_tekst  what stands in the text box
    <naam>_was    the text that belongs to the key

As long as text and `was` are equal the key holds. A text that was typed without JavaScript is looked up here, and
comes back with the rows that it may mean as `<naam>_keuze`. Nothing is ever added by typing.
"""

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.text import capfirst

from smp.lijsten.lijst import LIJSTEN
from smp.lijsten.treffers import MAXIMAAL, bedoeld, suggesties
from smp.tekst import recordsleutel

#: Before a typed text that is no row yet: keys and texts share one value, and a name may look like a key.
GETYPT = "?"


def regel(tekst) -> str:
    """A text on one line, as a browser posts it."""
    return " ".join((tekst or "").split())


class Opzoekinvoer(forms.Widget):
    """Text box, magnifier, [Wissen] and the link to add a row; renders one row at most, and the candidates."""

    template_name = "velden/opzoek.html"

    def __init__(self, naam: str, attrs=None):
        super().__init__(attrs)
        self.naam = naam
        self._rijen, self._bedoeld, self._kandidaten = {}, {}, {}

    def __deepcopy__(self, memo):
        kopie = super().__deepcopy__(memo)
        kopie._rijen, kopie._bedoeld, kopie._kandidaten = {}, {}, {}  # what one form found is not for the next one
        return kopie

    @property
    def lijst(self):
        """Late: a form is declared before the Lijst that uses it."""
        return LIJSTEN[self.naam]

    # --- rows, each read once a form

    def onthoud(self, rij):
        self._rijen[str(rij.pk)] = rij

    def rij(self, sleutel: str):
        """The row with this key, or None."""
        if sleutel not in self._rijen:
            pk = recordsleutel(sleutel)
            self._rijen[sleutel] = self.lijst.rijen(None).filter(pk=pk).first() if pk is not None else None
        return self._rijen[sleutel]

    def bedoeld(self, tekst: str) -> list:
        """The rows that a typed text may mean."""
        if tekst not in self._bedoeld:
            self._bedoeld[tekst] = bedoeld(self.lijst, tekst)
        return self._bedoeld[tekst]

    def kandidaten(self, tekst: str) -> list:
        """What a user may choose from: the rows that the text means, else those that it resembles."""
        if tekst not in self._kandidaten:
            self._kandidaten[tekst] = self.bedoeld(tekst)[:MAXIMAAL] or suggesties(self.lijst, None, tekst)
        return self._kandidaten[tekst]

    def los_op(self, tekst: str) -> str:
        """Typed text -> form text: '' or the key of the one row that it means, else the text, marked."""
        if not tekst:
            return ""
        rijen = self.bedoeld(tekst)
        if len(rijen) != 1:
            return f"{GETYPT}{tekst}"
        self.onthoud(rijen[0])
        return str(rijen[0].pk)

    # --- what a form asks of a widget

    def value_from_datadict(self, data, files, name):
        sleutel = data.get(name) or ""
        if f"{name}_tekst" not in data:
            return sleutel  # a form text, as the three-way merge hands it over
        tekst = regel(data[f"{name}_tekst"])
        if tekst == regel(data.get(f"{name}_was")):
            return sleutel or data.get(f"{name}_keuze") or self.los_op(tekst)
        return self.los_op(tekst)

    def value_omitted_from_data(self, data, files, name):
        return name not in data and f"{name}_tekst" not in data

    def format_value(self, value):
        return "" if value is None else str(value)

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        waarde, lijst = self.format_value(value), self.lijst
        getypt = waarde.removeprefix(GETYPT) if waarde.startswith(GETYPT) else ""
        rij = self.rij(waarde) if waarde and not getypt else None
        context["widget"]["opzoek"] = {
            "sleutel": waarde if rij else "",
            "tekst": str(rij) if rij else getypt,
            "kandidaten": [
                {"pk": str(kandidaat.pk), "naam": str(kandidaat), "omschrijving": lijst.omschrijving(kandidaat)}
                for kandidaat in (self.kandidaten(getypt) if getypt else ())
            ],
            "id": context["widget"]["attrs"].get("id", f"id_{name}"),
            "lijst": lijst.naam,
            "enkelvoud": lijst.enkelvoud,
            "meervoud": capfirst(lijst.meervoud),
            "zoek_label": f"{capfirst(lijst.enkelvoud)} zoeken",
            "toevoegen_label": lijst.toevoegen_label,
            "url": reverse(f"{lijst.naam}_opzoeken"),
            "toevoegen_url": f"{reverse(f'{lijst.naam}_toevoegen')}?opzoek=1",
        }
        return context


class Opzoekveld(forms.ModelChoiceField):
    """A foreign key to the model of a Lijst, for example `Opzoekveld("organisatie", label="Organisatie")`."""

    def __init__(self, naam: str, **kwargs):
        self.naam = naam
        super().__init__(None, widget=Opzoekinvoer(naam), **kwargs)

    def __deepcopy__(self, memo):
        return forms.Field.__deepcopy__(self, memo)  # the choices of the superclass are the whole table

    @property
    def lijst(self):
        return LIJSTEN[self.naam]

    @property
    def queryset(self):
        """Every row, former ones too: an old record keeps what it has."""
        return self.lijst.rijen(None)

    @queryset.setter
    def queryset(self, queryset):
        """Nothing to keep: the rows are those of the Lijst."""

    @property
    def choices(self):
        """None: a big table is looked up, never listed."""
        return ()

    def get_bound_field(self, form, field_name):
        """A row that the page has read already is not read again."""
        rij = getattr(form, "instance", None)
        bekend = rij._state.fields_cache.get(field_name) if rij is not None else None
        if bekend is not None:
            self.widget.onthoud(bekend)
        return super().get_bound_field(form, field_name)

    def to_python(self, value):
        if value in self.empty_values:
            return None
        if isinstance(value, self.lijst.model):
            return value
        tekst = str(value)
        rij = None if tekst.startswith(GETYPT) else self.widget.rij(tekst)
        if rij is None:
            raise ValidationError(self.melding(tekst, self.widget.kandidaten), code="invalid_choice")
        return rij

    def validate(self, value):
        if value is None and self.required:
            raise ValidationError(
                f"Kies een {self.lijst.enkelvoud} uit de lijst. Klik op het vergrootglas.", code="required"
            )

    def melding(self, tekst: str, zoek) -> str:
        """Why a form text is no row (domein 6.3); `zoek(text)` finds the rows that stand below the field."""
        lijst, getypt = self.lijst, tekst.removeprefix(GETYPT) if tekst.startswith(GETYPT) else ""
        aantal = len(self.widget.bedoeld(getypt))
        if not aantal:
            return self.onbekend(bool(getypt and zoek(getypt)))
        hoeveel = f"meer dan {MAXIMAAL}" if aantal > MAXIMAAL else str(aantal)
        return f"Er zijn {hoeveel} {lijst.meervoud} die hierop lijken. Kies er één."

    def onbekend(self, lijkt: bool) -> str:
        """The message for a text that means no row; `lijkt`: rows that it resembles stand below it."""
        raad = "Bedoel je een van deze?" if lijkt else f"Voeg de {self.lijst.enkelvoud} eerst toe."
        return f"Deze {self.lijst.enkelvoud} staat niet in de lijst. {raad}"

    def leesbaar(self, tekst: str) -> str:
        """A form text as a person reads it."""
        rij = self.widget.rij(tekst) if tekst and not tekst.startswith(GETYPT) else None
        return str(rij) if rij else tekst.removeprefix(GETYPT)


class Opzoeklijst:
    """An Opzoekveld in the grid (see Keuzelijst): text cells that resolve by the same rule, with the same inputs.

    It offers no look-alikes: a pasted column of unknown names would search once a row, while all rows are locked.
    """

    def __init__(self, veld):
        self.veld, self.widget = veld, veld.widget
        self.sleutels: dict[str, str] = {}

    def begin(self, cel: str, sleutel: str):
        """The key that a cell holds, unless a user chose another one."""
        self.sleutels.setdefault(cel, sleutel)

    def naam(self, sleutel: str) -> str:
        return self.veld.leesbaar(sleutel)

    def lees(self, cel: str, post) -> tuple[str, str, str]:
        """A posted cell: (form text, cell text, error)."""
        tekst = self.widget.value_from_datadict(post, {}, cel)
        if tekst.startswith(GETYPT):
            return tekst, tekst.removeprefix(GETYPT), self.veld.melding(tekst, self.widget.bedoeld)
        self.sleutels[cel] = tekst
        return tekst, self.naam(tekst), ""

    def invoer(self, cel: str, tekst: str, extra: str) -> str:
        """The control of a cell; with the rows that a typed name may mean below it."""
        sleutel = self.sleutels.get(cel, "")
        was = self.naam(sleutel)
        keuzes = () if tekst in ("", was) else self.widget.bedoeld(tekst)[:MAXIMAAL]
        if keuzes:
            sleutel, was = "", tekst
        return format_html(
            '<input type="text" class="cel-invoer" id="{0}" name="{0}_tekst" autocomplete="off" value="{1}"{2}>'
            '<input type="hidden" name="{0}" value="{3}"><input type="hidden" name="{0}_was" value="{4}">{5}',
            cel,
            tekst,
            mark_safe(extra),  # attributes that the grid has escaped
            sleutel,
            was,
            format_html_join(
                "",
                '<label class="keuze"><input type="radio" name="{}_keuze" value="{}"> {} <small>{}</small></label>',
                ((cel, rij.pk, rij, self.widget.lijst.omschrijving(rij)) for rij in keuzes),
            ),
        )

    def html(self, id_: str) -> str:
        """No datalist: the table is too big."""
        return ""
