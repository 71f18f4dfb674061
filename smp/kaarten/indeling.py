"""The tabs of a Kaart as a crispy-forms layout, drawn with templates/formulier/."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Field, Layout, LayoutObject
from crispy_forms.utils import TEMPLATE_PACK
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe


class TabObject(LayoutObject):
    """A tab panel; without JavaScript the panels stand below each other."""

    def __init__(self, tab, formset):
        self.tab, self.formset = tab, formset if tab.regels else None
        self.fields = [SectieObject(sectie) for sectie in tab.secties]

    def render(self, form, context, template_pack=TEMPLATE_PACK, **kwargs):
        inhoud = self.get_rendered_fields(form, context, template_pack, **kwargs)
        if self.formset is not None:
            regels = regels_html(self.tab.regels, self.formset)
            inhoud += render_to_string("formulier/sectie.html", {"titel": self.tab.regels.titel, "regels": regels})
        return render_to_string("formulier/tabblad.html", {"tab": self.tab, "inhoud": inhoud})


class SectieObject(LayoutObject):
    """A fieldset on a grid of twelve columns."""

    def __init__(self, sectie):
        self.sectie = sectie
        self.fields = [Field(naam, wrapper_class=f"breedte-{breedte}") for naam, breedte in sectie.velden.items()]

    def render(self, form, context, template_pack=TEMPLATE_PACK, **kwargs):
        inhoud = self.get_rendered_fields(form, context, template_pack, **kwargs)
        return render_to_string(
            "formulier/sectie.html",
            {"titel": self.sectie.titel, "uitleg": self.sectie.uitleg, "inhoud": inhoud},
        )


def regels_html(regels, formset, kaart=None) -> str:
    """New rows as safe HTML, with an empty one for static/js/regels.js to copy.

    `kaart`: they are a form by themselves, open, with a button of its own: {'fouten', 'vragen'}.
    """
    leeg = formset.empty_form
    leeg_html = _regel_html(regels, leeg)
    if formset.is_bound:
        rijen = [_regel_html(regels, form) for form in formset]
    else:  # nothing is filled in: each row is the empty one, and drawing it is most of the work
        rijen = [leeg_html.replace("__prefix__", str(nr)) for nr in range(formset.total_form_count())]
    context = {
        "regels": regels,
        "formset": formset,
        "kop": _kop(regels, leeg),
        "rijen": [mark_safe(rij) for rij in rijen],
        "leeg": leeg_html,
        "op_kaart": kaart is not None,
        "open": kaart is not None or formset.is_bound and any(form.has_changed() for form in formset),
        **(kaart or {}),
    }
    return render_to_string("formulier/regels.html", context)


def wijzigregels_html(regels, forms, context) -> str:
    """Stored rows as safe HTML; `context` has their basis and what is wrong with them."""
    rijen = [mark_safe(_regel_html(regels, form)) for form in forms]
    kop = _kop(regels, forms[0]) if forms else []
    return render_to_string("formulier/regels_wijzigen.html", {"kop": kop, "rijen": rijen, **context})


def _kop(regels, form) -> list[dict]:
    """The headings of the line: {'label', 'verplicht'}."""
    kop = [{"label": form.fields[naam].label, "verplicht": form.fields[naam].required} for naam in regels.hoofd]
    return kop + [{"label": label} for label in regels.toont if form.instance.pk]


def _regel_html(regels, form) -> str:
    form.helper = kale_helper()
    bewaard = form.instance.pk is not None
    toont = [toon(form.instance) for toon in regels.toont.values()] if bewaard else []
    rij = {
        "form": form,
        "hoofd": [form[naam] for naam in regels.hoofd],
        "toont": toont,
        "meer": [
            (sectie.titel, [(form[naam], breedte) for naam, breedte in sectie.velden.items()]) for sectie in regels.meer
        ],
        "breed": len(regels.hoofd) + len(toont) + 2,
        "niet_actief": bewaard and not form.initial.get("actief", True),
    }
    return render_to_string("formulier/regel.html", {"rij": rij})


def helper(tabs, formset=None) -> FormHelper:
    """The crispy helper for a form with these tabs; the <form> tag itself is in formulier.html."""
    return kale_helper(*[TabObject(tab, formset) for tab in tabs])


def met_dubbelen(form, soort: str):
    """Likely doubles show below the line of the first required field, the name: in sight of who types it."""
    deel = form.helper.layout.fields[0].fields[0]
    breedtes = list(deel.sectie.velden.values())
    naam = next(nr for nr, veld in enumerate(deel.sectie.velden) if form.fields[veld].required)
    plek = next((nr for nr in range(naam + 1, len(breedtes)) if sum(breedtes[:nr]) % 12 == 0), len(breedtes))
    deel.fields.insert(plek, dubbelenvak(soort))


def dubbelenvak(soort: str) -> HTML:
    """Where static/js/dubbelen.js puts the likely doubles of one kind; empty is invisible."""
    return HTML(f'<div class="dubbelen-vak" data-dubbelen="{soort}"></div>')


def kale_helper(*delen) -> FormHelper:
    """The crispy helper for part of a page without tabs: sections, and layout objects between them."""
    kaal = FormHelper()
    kaal.form_tag = False
    kaal.disable_csrf = True
    kaal.layout = Layout(*delen)
    return kaal
