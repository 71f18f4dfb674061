"""Rows that a typed text may mean, for the lookup (A9): by name, by number, by words, and with a typing error.

Every step starts in an index and stops at a number of rows, whatever the size of the table and however common the
words; a step is taken only when the ones before it found too little. Which rows there are and how a word is
searched is up to the Lijst: the same search fields, the same rows as its list page shows.
"""

from django.db import OperationalError, connection, transaction
from django.db.models import BooleanField, F, FloatField, Func, Value
from psycopg.errors import QueryCanceled

from smp.lijsten.zoekvelden import Nummer, Postcode
from smp.tekst import vouw, zoekvouw

#: What a list of suggestions holds.
MAXIMAAL = 10
#: Hits that are read to put the best ones first: of a common word the rest is never seen.
KANDIDATEN = 200
#: With fewer hits than this we look for a typing error too, from this number of letters.
WEINIG, LETTERS = 3, 4
#: How much of a word must be right: 0.5 holds one wrong letter in five ('zwole'), and leaves out most else.
GELIJKENIS = "0.5"
#: Forgiving a typing error is a favour: it never holds up an answer for longer than this.
GEDULD = "250ms"


def keusbaar(lijst, user=None):
    """The rows that may be chosen: what the Lijst shows before somebody asks otherwise (R73: active only)."""
    rijen = lijst.rijen(user)
    for naam, waarde in lijst.begin.items():
        rijen = lijst.zoekvelden[naam].filter(rijen, waarde)
    return rijen


def suggesties(lijst, user, tekst: str) -> list:
    """At most MAXIMAAL rows that a user may mean while he types, the best first; a typing error is forgiven."""
    rijen = keusbaar(lijst, user)
    sleutels = _sleutels(lijst, rijen, tekst, MAXIMAAL)
    if len(sleutels) < WEINIG and len(vouw(tekst).replace(" ", "")) >= LETTERS:
        sleutels |= dict.fromkeys(_met_typefout(lijst, rijen, tekst))
    return _lees(lijst, user, sleutels, MAXIMAAL)


def bedoeld(lijst, tekst: str) -> list:
    """What a text that was posted means: the rows with exactly that name, else all hits; MAXIMAAL + 1 at most.

    Without forgiveness: what is chosen unseen must be what was typed.
    """
    if not vouw(tekst):
        return []
    rijen, meer = keusbaar(lijst), MAXIMAAL + 1
    precies = rijen.alias(naamsleutel=_sorteersleutel(lijst)).filter(naamsleutel=vouw(tekst))
    sleutels = list(precies.order_by("pk").values_list("pk", flat=True)[:meer])
    if sleutels:
        return _lees(lijst, None, sleutels, meer)
    gevonden = _lees(lijst, None, _sleutels(lijst, rijen, tekst, KANDIDATEN), KANDIDATEN)
    # The order of a person is 'berg  a  van den': his name is met among the words.
    return ([rij for rij in gevonden if vouw(str(rij)) == vouw(tekst)] or gevonden)[:meer]


# --- the steps; each gives keys


def _sleutels(lijst, rijen, tekst: str, aantal: int) -> dict:
    """Keys of rows by number, by the begin of their name, and by their words; in that order, each once."""
    sleutels = {}
    for stap in (_op_nummer, _op_begin, _op_woorden):
        if zoekvouw(tekst) and len(sleutels) < aantal:
            sleutels |= dict.fromkeys(stap(lijst, rijen, tekst, aantal))
    return sleutels


def _op_nummer(lijst, rijen, tekst: str, aantal: int) -> list:
    """From the start of a number or postcode."""
    if not tekst.strip()[:1].isdigit() or len(tekst.strip()) < LETTERS:
        return []
    velden = [veld for veld in lijst.zoekvelden.values() if isinstance(veld, Nummer | Postcode)]
    return [pk for veld in velden for pk in veld.filter(rijen, tekst).values_list("pk", flat=True)[:aantal]]


def _op_begin(lijst, rijen, tekst: str, aantal: int) -> list:
    """Names that begin so, in the order of the list."""
    begin, sleutel = vouw(tekst), _sorteersleutel(lijst)
    rijen = rijen.alias(naamsleutel=sleutel).filter(naamsleutel__gte=begin, naamsleutel__lt=f"{begin}{{")
    return list(rijen.order_by(sleutel, "pk").values_list("pk", flat=True)[:aantal])


def _op_woorden(lijst, rijen, tekst: str, aantal: int) -> list:
    """Every word somewhere: the search field of the list page. Sorted here: an ORDER BY would read every hit."""
    rijen = lijst.zoekvelden[lijst.vaste_kolom].filter(rijen, tekst)
    gevonden = rijen.annotate(naamsleutel=_sorteersleutel(lijst)).order_by().values_list("naamsleutel", "pk")
    return [pk for _, pk in sorted(gevonden[:KANDIDATEN])][:aantal]


def _met_typefout(lijst, rijen, tekst: str) -> list:
    """Every word resembles a word of the zoeksleutel (pg_trgm), the most alike first: 'jansen bakery'."""
    veld, woorden = lijst.zoekvelden[lijst.vaste_kolom].field_name, zoekvouw(tekst).split()
    for woord in woorden:
        if len(woord) < LETTERS:
            rijen = rijen.filter(**{f"{veld}__contains": f" {woord}"})
        else:
            rijen = rijen.filter(Lijkt(Value(woord), F(veld)))
    rijen = rijen.annotate(gelijkenis=Gelijkenis(Value(" ".join(woorden)), F(veld)), naamsleutel=_sorteersleutel(lijst))
    gevonden = rijen.order_by().values_list("gelijkenis", "naamsleutel", "pk")[:KANDIDATEN]
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(_STEL_IN, [GELIJKENIS, GEDULD])
            uit = sorted(gevonden, key=lambda rij: (-rij[0], rij[1:]))
            cursor.execute("SET LOCAL statement_timeout TO DEFAULT")  # we may be inside a longer transaction
    except OperationalError as fout:
        if not isinstance(fout.__cause__, QueryCanceled):
            raise
        return []
    return [pk for *_, pk in uit[:MAXIMAAL]]


def _lees(lijst, user, sleutels, aantal: int) -> list:
    """The rows with these keys, in this order, with what `omschrijving` needs."""
    sleutels = list(sleutels)[:aantal]
    rijen = {rij.pk: rij for rij in lijst.rijen(user).filter(pk__in=sleutels)} if sleutels else {}
    return [rijen[pk] for pk in sleutels if pk in rijen]


def _sorteersleutel(lijst):
    """What the list orders its names on: folded, and with an index."""
    return lijst.sorteersleutel(lijst.kolommen[0])


_STEL_IN = (
    "SELECT set_config('pg_trgm.word_similarity_threshold', %s, true), set_config('statement_timeout', %s, true)"
)


class Lijkt(Func):
    """`woord <% tekst`: a word of the text resembles this one; reads the trigram index."""

    template = "(%(expressions)s)"
    arg_joiner = " <%% "
    output_field = BooleanField()


class Gelijkenis(Func):
    """How much of the first text stands in one place of the second, from 0 to 1."""

    function = "word_similarity"
    output_field = FloatField()
