"""Form controls written out by hand: the stock templates take 40 µs for every option of a select (11 ms a list)."""

from html import escape

from django.forms import Select
from django.forms.renderers import TemplatesSetting
from django.utils.safestring import mark_safe


class Schrijver(TemplatesSetting):
    """FORM_RENDERER: the project's templates, but inputs and selects without a template."""

    def render(self, template_name, context, request=None):
        schrijf = MET_DE_HAND.get(template_name)
        return schrijf(context["widget"]) if schrijf else super().render(template_name, context, request)


def veilig(waarde) -> str:
    """Text for HTML; what is safe already stays. Django's own `conditional_escape` costs three times as much."""
    return str(waarde) if hasattr(waarde, "__html__") else escape(str(waarde))


def _attrs(attrs: dict) -> str:
    """As django/forms/widgets/attrs.html has it: False leaves out, True is a bare name."""
    return "".join(
        f" {naam}" if waarde is True else f' {naam}="{veilig(waarde)}"'
        for naam, waarde in attrs.items()
        if waarde is not False
    )


def _invoer(widget: dict) -> str:
    waarde = widget["value"]
    tekst = "" if waarde is None else f' value="{veilig(waarde)}"'
    return f'<input type="{widget["type"]}" name="{veilig(widget["name"])}"{tekst}{_attrs(widget["attrs"])}>'


def _datum(widget: dict) -> str:
    """With a button for the calendar of the browser (static/js/kalender.js); by keyboard: Alt+↓ in the box."""
    knop = '<button class="kalender-knop" type="button" tabindex="-1" title="Kalender (Alt+↓)" aria-label="Kalender">'
    return f'<span class="datumvak">{_invoer(widget)}{knop}</button></span>'


def _select(widget: dict) -> str:
    """With `data-ouder` on a group that knows the key of its parent (segmenten/velden.py, static/js/afhankelijk.js)."""
    delen = [f'<select name="{veilig(widget["name"])}"{_attrs(widget["attrs"])}>']
    for groep, opties, _ in widget["optgroups"]:
        if groep:
            ouder = f' data-ouder="{groep.pk}"' if hasattr(groep, "pk") else ""
            delen.append(f'<optgroup label="{veilig(groep)}"{ouder}>')
        delen += [
            f'<option value="{veilig(optie["value"])}"{_attrs(optie["attrs"])}>{veilig(optie["label"])}</option>'
            for optie in opties
        ]
        if groep:
            delen.append("</optgroup>")
    return "".join([*delen, "</select>"])


class Kiezer(Select):
    """A select for a page with hundreds of options: Django makes a dict of every option before it draws one."""

    def render(self, name, value, attrs=None, renderer=None):
        gekozen = set(self.format_value(value))

        def opties(keuzes) -> str:
            return "".join(
                groep(label, sleutel) if isinstance(label, (list, tuple)) else optie(sleutel, label)
                for sleutel, label in keuzes
            )

        def groep(keuzes, naam) -> str:
            return f'<optgroup label="{veilig(naam)}">{opties(keuzes)}</optgroup>'

        def optie(sleutel, label) -> str:
            sleutel = "" if sleutel is None else str(sleutel)
            aan = " selected" if sleutel in gekozen else ""
            return f'<option value="{escape(sleutel)}"{aan}>{veilig(label)}</option>'

        attrs = self.build_attrs(self.attrs, attrs)
        return mark_safe(f'<select name="{veilig(name)}"{_attrs(attrs)}>{opties(self.choices)}</select>')


MET_DE_HAND = {
    "django/forms/widgets/select.html": _select,
    "velden/datum.html": _datum,
    **{
        f"django/forms/widgets/{soort}.html": _invoer
        for soort in ("input", "text", "number", "email", "url", "password", "hidden", "date", "checkbox")
    },
}
