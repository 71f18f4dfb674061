"""Forms on rows that others may change meanwhile (R99, A11).

The basis of a form is what the user saw: the text of every field, signed. On POST a field is *dirty* when posted
differs from the basis; only dirty fields are written. A dirty field is in *conflict* when the database differs from
both. Different fields of one row never conflict; `eenheden` are fields that belong together and count as one.
"""

from copy import copy
from dataclasses import dataclass, field

from django import forms
from django.core import signing
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, connection, models, transaction
from django.forms.models import InlineForeignKeyField, construct_instance
from django.utils.text import capfirst

from smp.keuzevelden import Bronveld, Keuzes
from smp.tekst import dag

#: Messages of domein 6.3 in place of Django's own.
MELDINGEN = {
    "required": "Vul dit veld in.",
    "invalid_choice": "Kies een waarde uit de lijst.",
}
ZOUT = "smp.formulieren"
GEEN_KEUZE = models.fields.BLANK_CHOICE_DASH[0][1]


class Getoond(forms.CharField):
    """A text with a stored form and a shown form: `toon` turns the one into the other (+3138… into 038 000 12 34)."""

    def __init__(self, *, toon, **kwargs):
        super().__init__(**kwargs)
        self.toon = toon

    def prepare_value(self, value):
        return self.toon(value) if value else value


class Bewerkformulier(forms.ModelForm):
    """A ModelForm for form page, grid and admin alike: Dutch messages, and the texts that a browser would post.

    `eenheden`: groups of fields that are one value to a user, for example segment and subsegment.
    `samenhang`: groups of fields, also of a related row, whose rules in `clean` look at one another. A mass change
    judges one row of every combination of their values; what no group names is judged once for all rows.
    `verbeteringen`: field -> the button beside its message, and the texts that it fills in; `clean` says so.
    `bronnen`: the small tables read so far, shared by forms that get the same dict (smp/keuzevelden.py).
    """

    eenheden: list[tuple[str, ...]] = []
    samenhang: list[tuple[str, ...]] = []
    verbeteringen: dict[str, tuple[str, dict[str, str]]] = {}

    def __init__(self, *args, bronnen=None, **kwargs):
        self._bereid_voor()
        super().__init__(*args, **kwargs)
        self.bronnen = {} if bronnen is None else bronnen

    @classmethod
    def _bereid_voor(cls):
        """What every form of this class has in common, done once: it was half the cost of making one."""
        if "_gereed" in vars(cls):
            return
        cls._gereed = True
        for naam, veld in cls.base_fields.items():
            declaratie = (cls._meta.error_messages or {}).get(naam, {})
            veld.error_messages.update(MELDINGEN | GRENSMELDINGEN | declaratie)  # the model's messages too
            # The server says in Dutch that a text is too long; a browser would silently cut what is pasted.
            veld.widget.attrs.pop("maxlength", None)
            if isinstance(veld, forms.TypedChoiceField):
                if cls._standaard(naam):
                    veld.required = False  # a choice with a default is never empty, so it needs no star (R48)
                leeg = ("", GEEN_KEUZE)
                keuzes = [("", "") if keuze == leeg else keuze for keuze in veld.choices]
                veld.choices = Keuzes(lambda keuzes=keuzes: keuzes)

    def voor(self, instance, velden, data=None):
        """This form on another record, with only these of its fields.

        The fields are shared, because making them costs more than all the rest: have done with one record before
        you ask for the next.
        """
        ander = copy(self)
        ander.instance, ander.fields = instance, {naam: self.fields[naam] for naam in velden}
        modelveld = self._meta.model._meta.get_field
        ander.initial = {naam: modelveld(naam).value_from_object(instance) for naam in velden}
        ander.data, ander.is_bound = {} if data is None else data, data is not None
        ander._bound_fields_cache, ander._errors = {}, None
        for naam, veld in ander.fields.items():
            if isinstance(veld, Bronveld):
                veld.huidig = getattr(instance, f"{naam}_id")
        return ander

    def _get_validation_exclusions(self):
        """Also what nobody changed, for it came from the database, and choices, for their field has looked them up."""
        weg = super()._get_validation_exclusions()
        if self.instance.pk:
            weg |= set(self.fields) - set(self.changed_data)
        gezocht = forms.ModelChoiceField | InlineForeignKeyField
        return weg | {naam for naam, veld in self.fields.items() if isinstance(veld, gezocht)}

    def _post_clean(self):
        """As in Django, with the constraints in `validate_unique`."""
        self.instance = construct_instance(self, self.instance, self._meta.fields, self._meta.exclude)
        weg = self._get_validation_exclusions()
        try:
            self.instance.full_clean(exclude=weg, validate_unique=False, validate_constraints=False)
        except ValidationError as fout:
            self._update_errors(fout)
        self.validate_unique()
        for meldingen in self._errors.values():  # what form and model both say is said once
            meldingen.data = list({tuple(fout.messages): fout for fout in meldingen.as_data()}.values())

    def validate_unique(self):
        """Ask the database only about uniqueness, and only what a change can break: each question is a query.

        Two records may both be without a number, so of empty fields nothing is asked.

        Of a CHECK nothing is asked: `clean` has a sentence for it, and what slips through the database refuses.
        """
        super().validate_unique()
        vast = {veld.name for veld in self._meta.model._meta.fields if not veld.editable}
        vuil = set(self.changed_data) if self.instance.pk else set(self.base_fields)
        regels = []
        for regel in uniciteitsregels(self._meta.model):
            velden = _velden_van(regel) - vast
            leeg = regel.fields and not any(getattr(self.instance, naam) for naam in regel.fields)
            if not leeg and velden & vuil and velden <= set(self.base_fields) - set(self.errors):
                regels.append(regel)
        try:
            keur_uniek(self.instance, regels)
        except ValidationError as fout:
            self._update_errors(fout)

    def _update_errors(self, errors):
        """What a field refused never came to the model: 'te lang' is not also 'vul dit veld in'."""
        for naam in set(getattr(errors, "error_dict", ())) & set(self._errors) - {NON_FIELD_ERRORS}:
            del errors.error_dict[naam]
        super()._update_errors(errors)

    @classmethod
    def _standaard(cls, naam: str):
        """The default of the model field when it is a plain value, else None."""
        modelveld = next((v for v in cls._meta.model._meta.fields if v.name == naam), None)
        return modelveld.default if modelveld and isinstance(modelveld.default, str) else None

    def _clean_fields(self):
        super()._clean_fields()
        for naam, waarde in self.cleaned_data.items():
            if waarde == "" and isinstance(self.fields[naam], forms.TypedChoiceField):
                self.cleaned_data[naam] = self._standaard(naam) or ""

    def add_error(self, field, error):
        """What the model says of a field that this form leaves out stands above the form, behind its name."""
        if field is None and hasattr(error, "error_dict"):
            elders = [naam for naam in error.error_dict if naam not in self.fields and naam != NON_FIELD_ERRORS]
            for naam in elders:
                label = capfirst(str(self._meta.model._meta.get_field(naam).verbose_name))
                for melding in error.error_dict.pop(naam):
                    super().add_error(None, f"{label}: {' '.join(melding.messages)}")
        super().add_error(field, error)

    def tekst(self, naam: str) -> str:
        """What a browser posts for the field when nobody touches it; '' for an empty field or an unticked box."""
        gebonden = self[naam]
        waarde = gebonden.field.prepare_value(self.get_initial_for_field(gebonden.field, naam))
        if isinstance(gebonden.field, forms.BooleanField):
            return "on" if waarde else ""
        tekst = gebonden.field.widget.format_value(waarde)
        if isinstance(tekst, list):
            tekst = tekst[0] if tekst else ""
        return "" if tekst is None else gelijk(str(tekst))

    def teksten(self) -> dict[str, str]:
        """`tekst` of every field."""
        return {naam: self.tekst(naam) for naam in self.fields}

    def leesbaar(self, naam: str, tekst: str) -> str:
        """A posted text as a person reads it: the label of a choice, Ja or Nee, a date as 1-9-2019."""
        veld = self.fields[naam]
        if hasattr(veld, "leesbaar"):
            return veld.leesbaar(tekst)
        if isinstance(veld, forms.BooleanField):
            return "Ja" if tekst else "Nee"
        try:
            waarde = veld.to_python(tekst)
        except ValidationError:
            return tekst
        if isinstance(waarde, models.Model):
            return str(waarde)
        if isinstance(veld, forms.ChoiceField):
            return str(dict(veld.choices).get(waarde, tekst))
        if isinstance(veld, forms.DateField) and waarde:
            return dag(waarde)
        return tekst


def uniciteitsregels(model) -> list[models.UniqueConstraint]:
    return [regel for regel in model._meta.constraints if isinstance(regel, models.UniqueConstraint)]


def keur_uniek(obj, regels):
    """Raise what these uniqueness rules say of a record. Three statements a rule: ask only what may be broken."""
    fouten = {}
    for regel in regels:
        try:
            regel.validate(type(obj), obj)
        except ValidationError as fout:
            fouten.setdefault(_te_melden_bij(regel), []).append(fout)
    if fouten:
        raise ValidationError(fouten)


def _te_melden_bij(regel: models.UniqueConstraint) -> str:
    """The field to mend: the last one that must differ, or the first text that is compared whatever its capitals."""
    if regel.fields:
        return regel.fields[-1]
    teksten = (deel for vouw in regel.expressions if isinstance(vouw, models.Func) for deel in vouw.flatten())
    return next((deel.name for deel in teksten if isinstance(deel, models.F)), NON_FIELD_ERRORS)


def _velden_van(regel: models.UniqueConstraint) -> set[str]:
    """The fields that a uniqueness rule looks at, also inside expressions and in its condition."""
    delen = [deel for uitdrukking in regel.expressions for deel in getattr(uitdrukking, "flatten", lambda: [])()]
    namen = {deel.name for deel in [*regel.expressions, *delen] if isinstance(deel, models.F)}
    return namen | set(regel.fields) | (regel.condition.referenced_base_fields if regel.condition else set())


GRENSMELDINGEN = {
    "max_length": "Deze waarde is te lang. Gebruik maximaal %(limit_value)d tekens.",
    "max_value": "Vul een getal in van maximaal %(limit_value)s.",
    "min_value": "Vul een getal in van minimaal %(limit_value)s.",
}


def ingevuld(form, post) -> dict[str, str]:
    """What was posted, as the form text of every field: a widget may need more than one input for it."""
    uit = {}
    for naam, veld in form.fields.items():
        sleutel = form.add_prefix(naam)
        if isinstance(veld, forms.BooleanField):
            waarde = post.get(sleutel)  # 'on' or nothing, as `tekst` has it
        else:
            waarde = veld.widget.value_from_datadict(post, {}, sleutel)
        uit[naam] = gelijk(str(waarde or ""))
    return uit


def compleet(form, basis, post) -> bool:
    """Whether every field of the basis came back: a post that was cut off would empty what is missing.

    A box that is off posts nothing, so boxes do not count.
    """
    return all(
        isinstance(veld, forms.BooleanField) or not veld.widget.value_omitted_from_data(post, {}, form.add_prefix(naam))
        for naam, veld in form.fields.items()
        if naam in basis
    )


def gelijk(tekst: str) -> str:
    """The form in which two texts are compared: a browser turns line ends into CRLF, a form strips."""
    return tekst.replace("\r\n", "\n").strip()


@dataclass
class Conflict:
    """One field that somebody else changed: what is typed, what is stored now, and what the user saw."""

    veld: str
    mijn: str
    nu: str
    was: str


@dataclass
class Samenvoeging:
    """The outcome for one row: `teksten` to validate, the dirty fields, and the conflicts left to choose."""

    teksten: dict[str, str]
    gewijzigd: set[str] = field(default_factory=set)
    conflicten: list[Conflict] = field(default_factory=list)


def voeg_samen(nu, basis, ingevuld, keuzes, eenheden=()) -> Samenvoeging:
    """Three-way merge of one row; all arguments map field -> text, `keuzes` maps field -> 'mijn' or 'nu'.

    nu        what the database holds (every field of the form)
    basis     what the user saw (only fields that were on the page)
    ingevuld  what was posted (the same fields)

    >>> voeg_samen({"a": "1", "b": "9"}, {"a": "1", "b": "2"}, {"a": "5", "b": "2"}, {}).teksten
    {'a': '5', 'b': '9'}
    """
    uit = Samenvoeging(dict(nu))
    gedaan = set()
    for groep in [*eenheden, *((naam,) for naam in basis)]:
        namen = [naam for naam in groep if naam in basis and naam not in gedaan]
        gedaan.update(namen)
        vuil = [naam for naam in namen if ingevuld[naam] != basis[naam]]
        keuze = next((keuzes[naam] for naam in namen if naam in keuzes), "")
        if not vuil or keuze == "nu":
            continue
        anders = any(nu[naam] != basis[naam] for naam in namen)
        verschil = [naam for naam in namen if nu[naam] != ingevuld[naam]]
        if anders and verschil and keuze != "mijn":
            uit.conflicten += [Conflict(naam, ingevuld[naam], nu[naam], basis[naam]) for naam in verschil]
            continue
        for naam in verschil:
            uit.teksten[naam] = ingevuld[naam]
            uit.gewijzigd.add(naam)
    return uit


def onderteken(basis) -> str:
    """Any JSON value as one compressed, signed text for a hidden field."""
    return signing.dumps(basis, salt=ZOUT, compress=True)


def lees_basis(tekst: str):
    """The value of `onderteken`, or None when it is missing or was tampered with."""
    try:
        return signing.loads(tekst, salt=ZOUT)
    except signing.BadSignature:
        return None


def overtreding(modellen, fout: IntegrityError) -> str:
    """The Dutch sentence for a constraint of a model, or of one of them, that another request broke first."""
    naam = getattr(getattr(fout.__cause__, "diag", None), "constraint_name", "") or ""
    modellen = modellen if isinstance(modellen, list) else [modellen]
    for regel in [regel for model in modellen for regel in model._meta.constraints]:
        if regel.name == naam and regel.violation_error_message:
            return str(regel.violation_error_message)
    return "Deze gegevens botsen met iets dat een ander net heeft bewaard. Controleer ze en bewaar opnieuw."


class Samengesteld:
    """Several ModelForms as one page, each with its own prefix: checked together, stored together or not at all.

        samen = Samengesteld(persoon=PersoonForm(post, prefix="persoon"), baan=BaanForm(post, prefix="baan"))
        if samen.is_valid() and samen.bewaar(lambda: handeling(samen["persoon"].instance, samen["baan"].instance)):
            return klaar()

    The last form takes the messages of the act: it is the one that joins the others.
    """

    def __init__(self, **formulieren):
        self.formulieren = formulieren

    def __getitem__(self, naam: str):
        return self.formulieren[naam]

    def __iter__(self):
        return iter(self.formulieren.values())

    def is_valid(self) -> bool:
        """Ask every form, so that all messages show at once."""
        return not [form for form in self if not form.is_valid()]

    def bewaar(self, handeling):
        """What `handeling()` returns, or None when a rule or the database refuses: then a form holds the message."""
        laatste = list(self)[-1]
        try:
            with transaction.atomic():
                uit = handeling()
                connection.check_constraints()  # the deferred ones too, while we can still answer
                return uit
        except ValidationError as fout:
            laatste.add_error(None, fout)
        except IntegrityError as fout:
            laatste.add_error(None, overtreding([form._meta.model for form in self], fout))
        return None
