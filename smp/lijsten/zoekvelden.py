"""The kinds of search field that a Kolom can have: django-filter filters that read an index at a million rows."""

from functools import partial

import django_filters
from django.db.models import Q
from django_filters.utils import get_model_field

from smp.keuzevelden import Keuzes
from smp.tekst import Klein, Vouw, vouw, zoekvouw
from smp.weergave import Kiezer

#: Nobody types more words than this; a pasted page would make a condition of every one.
MAX_WOORDEN = 12


class Woorden(django_filters.CharFilter):
    """Every word somewhere in a zoeksleutel, in any order (domein 3.6 search rule 2).

    A word of one or two letters must start a word: the trigram index needs three letters elsewhere.
    A text without a letter or digit finds nothing: everything would be the wrong answer to a question.
    """

    def filter(self, qs, value):
        if not value:
            return qs
        woorden = list(dict.fromkeys(zoekvouw(value).split()))[:MAX_WOORDEN]
        if not woorden:
            return qs.none()
        voorwaarde = Q()
        for woord in woorden:
            voorwaarde &= Q(**{f"{self.field_name}__contains": woord if len(woord) > 2 else f" {woord}"})
        return qs.filter(voorwaarde)


class Begint(django_filters.CharFilter):
    """Begins with, without regard to capitals and accents; reads an index on Vouw(field)."""

    def filter(self, qs, value):
        if not value:
            return qs
        sleutel = vouw(value)
        if not sleutel:
            return qs.none()
        # '{' is the character after 'z': a range, so that any index order that starts with the text serves.
        return qs.alias(begint=Vouw(self.field_name)).filter(begint__gte=sleutel, begint__lt=f"{sleutel}{{")


class Nummer(django_filters.CharFilter):
    """A number in stored form, typed with or without spaces and dots; from its start.

    A text without a letter or digit finds nothing, as in Woorden.
    """

    def filter(self, qs, value):
        if not value:
            return qs
        nummer = "".join(teken for teken in value if teken.isalnum()).upper()
        return qs.filter(**{f"{self.field_name}__startswith": nummer}) if nummer else qs.none()


class Postcode(django_filters.CharFilter):
    """`8011`, `8011 zx` and `8011zx` (domein 3.6 search rule 5)."""

    def filter(self, qs, value):
        postcode = "".join(value.split()).upper() if value else ""
        if len(postcode) > 4 and postcode[:4].isdigit():
            postcode = f"{postcode[:4]} {postcode[4:]}"
        return qs.filter(**{f"{self.field_name}__startswith": postcode}) if postcode else qs


class Keuze(django_filters.ChoiceFilter):
    """One of the choices of the model field, or of `keuzes(filterset)`, read once a request and only when shown."""

    def __init__(self, *args, keuzes=None, **kwargs):
        super().__init__(*args, empty_label="Alles", widget=Kiezer, **kwargs)
        self.keuzes = keuzes

    @property
    def field(self):
        if not hasattr(self, "_field"):
            if self.keuzes:
                self.extra["choices"] = Keuzes(partial(self.keuzes, self.parent))
            else:
                modelveld = get_model_field(self.model, self.field_name)  # also through a foreign key
                self.extra["choices"] = [(waarde, label) for waarde, label in modelveld.choices if waarde]
            self.extra["error_messages"] = {"invalid_choice": "Kies een waarde uit de lijst."}
        return super().field


class JaNee(django_filters.ChoiceFilter):
    """Yes, no, or all; `alle` is written out because a missing parameter means the Lijst's own default."""

    def __init__(self, *args, **kwargs):
        keuzes = [("alle", "Alle"), ("ja", "Ja"), ("nee", "Nee")]
        super().__init__(*args, empty_label=None, choices=keuzes, **{"widget": Kiezer, **kwargs})

    def filter(self, qs, value):
        return qs.filter(**{self.field_name: value == "ja"}) if value in ("ja", "nee") else qs


class Mailadres(django_filters.CharFilter):
    """An e-mail address from its start, without regard to capitals; reads an index on Klein(field)."""

    def filter(self, qs, value):
        begin = value.strip().lower() if value else ""
        if not begin:
            return qs
        return qs.alias(begint=Klein(self.field_name)).filter(begint__startswith=begin)
