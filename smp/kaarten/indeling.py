"""The tabs of a Kaart as a crispy-forms layout, drawn with templates/formulier/."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout, LayoutObject
from crispy_forms.utils import TEMPLATE_PACK
from django.template.loader import render_to_string


class TabObject(LayoutObject):
    """A tab panel; without JavaScript the panels stand below each other."""

    def __init__(self, tab):
        self.tab = tab
        self.fields = [SectieObject(sectie) for sectie in tab.secties]

    def render(self, form, context, template_pack=TEMPLATE_PACK, **kwargs):
        inhoud = self.get_rendered_fields(form, context, template_pack, **kwargs)
        return render_to_string("formulier/tabblad.html", {"tab": self.tab, "inhoud": inhoud})


class SectieObject(LayoutObject):
    """A fieldset on a grid of twelve columns."""

    def __init__(self, sectie):
        self.sectie = sectie
        self.fields = [
            Field(naam, wrapper_class=f"breedte-{breedte}") for naam, breedte in sectie.velden.items()
        ]

    def render(self, form, context, template_pack=TEMPLATE_PACK, **kwargs):
        inhoud = self.get_rendered_fields(form, context, template_pack, **kwargs)
        return render_to_string(
            "formulier/sectie.html",
            {"titel": self.sectie.titel, "uitleg": self.sectie.uitleg, "inhoud": inhoud},
        )


def helper(tabs) -> FormHelper:
    """The crispy helper for a form with these tabs; the <form> tag itself is in formulier.html."""
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    helper.layout = Layout(*[TabObject(tab) for tab in tabs])
    return helper
