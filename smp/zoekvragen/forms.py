"""The form of a Zoekvraag: its name and who sees it."""

from django import forms
from django.db import IntegrityError, transaction

from smp.zoekvragen.models import BEZET, DEEL, DELEN, Zoekvraag


class ZoekvraagForm(forms.ModelForm):
    """Who may not share has no choice to make; what was shared stays so."""

    class Meta:
        model = Zoekvraag
        fields = ["naam", "gedeeld"]
        error_messages = {"naam": {"required": "Vul een naam in.", "max_length": "Een naam heeft hoogstens 60 tekens."}}

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["gedeeld"].choices = DELEN
        self.fields["gedeeld"].error_messages["invalid_choice"] = "Kies een waarde uit de lijst."
        self.fields["naam"].widget.attrs["autocomplete"] = "off"
        if not user.has_perm(DEEL):
            del self.fields["gedeeld"]

    def bewaar(self) -> bool:
        """Write it; False when something is wrong, also when the same name came in at the same moment (two clicks)."""
        try:
            with transaction.atomic():
                return self.is_valid() and bool(self.save())
        except IntegrityError:
            self.add_error(None, BEZET)
            return False

    def _get_validation_exclusions(self):
        """The owner and the list count for 'this name exists already', though nobody types them."""
        return super()._get_validation_exclusions() - {"eigenaar", "lijst"}
