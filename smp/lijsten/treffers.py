"""Rows that a typed text may mean, for the lookup (A9): by name, by number, by words, and with a typing error.

Every step starts in an index and stops at a number of rows, whatever the size of the table and however common the
words; a step is taken only when the ones before it found too little. Which rows there are and how a word is
searched is up to the Lijst: the same search fields, the same rows as its list page shows.
"""

from difflib import get_close_matches

from django.db.models import BooleanField, F, FloatField, Func, Value

from smp.geduld import met_geduld
from smp.lijsten.zoekvelden import is_mailadres
from smp.tekst import vouw, zoekvouw

#: What a list of suggestions holds.
MAXIMAAL = 10
#: Hits that are read to put the best ones first: of a common word the rest is never seen.
KANDIDATEN = 200
#: Rows that are read to see which word was meant: for 200 of 'brouerij' 9,000 of a million had to be looked at, 54 ms.
LIJKENDE = 50
#: With fewer hits than this we look for a typing error too, from this number of letters.
WEINIG, LETTERS = 3, 4
#: How much of every word must be right: 'stichtng' is 0.58 of 'stichting', 'zwan' is 0.57 of 'zwaan'.
#: Only the trigram index: the planner would walk the names, and in vain for 2 s when none among a million resembles it.
LIJKEND = {
    "pg_trgm__word_similarity_threshold": "0.55",
    "enable_indexscan": "off",
    "enable_indexonlyscan": "off",
    "enable_seqscan": "off",
}
#: Forgiving a typing error is a favour: it never holds up an answer for longer than this.
GEDULD = "1s"


def keusbaar(lijst, user=None):
    """The rows that may be chosen: what the Lijst shows before somebody asks otherwise (R73: active only)."""
    rijen = lijst.rijen(user)
    for naam, waarde in lijst.begin.items():
        rijen = lijst.zoekvelden[naam].filter(rijen, waarde)
    return rijen


def suggesties(lijst, user, tekst: str) -> list:
    """At most MAXIMAAL rows that a user may mean while he types, the best first; a typing error is forgiven."""
    return lees(lijst, user, gevonden(lijst, keusbaar(lijst, user), tekst, MAXIMAAL))


def letterlijk(lijst, user, tekst: str) -> list:
    """The same without forgiveness: rows that hold what was typed."""
    return lees(lijst, user, list(_zonder_typefout(lijst, keusbaar(lijst, user), tekst, MAXIMAAL))[:MAXIMAAL])


def herkend(lijst, tekst: str) -> list[str]:
    """The search fields that take the text for a value of theirs: a number, an e-mail address."""
    return [naam for naam, veld in lijst.zoekvelden.items() if veld.herkent(tekst)]


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
        return lees(lijst, None, sleutels)
    hits = lees(lijst, None, _zonder_typefout(lijst, rijen, tekst, KANDIDATEN))
    # The order of a person is 'berg  a  van den': his name is met among the words.
    return ([rij for rij in hits if vouw(str(rij)) == vouw(tekst)] or hits)[:meer]


def gevonden(lijst, rijen, tekst: str, aantal: int) -> list:
    """At most `aantal` keys among `rijen` that the text may mean, the best first."""
    sleutels = _zonder_typefout(lijst, rijen, tekst, aantal)
    if len(sleutels) < WEINIG and len(zoekvouw(tekst).replace(" ", "")) >= LETTERS:
        sleutels |= dict.fromkeys(_met_typefout(lijst, rijen, tekst, aantal))
    return list(sleutels)[:aantal]


def lees(lijst, user, sleutels: list) -> list:
    """The rows with these keys, in this order, with what `omschrijving` needs."""
    rijen = {rij.pk: rij for rij in lijst.rijen(user).filter(pk__in=sleutels)} if sleutels else {}
    return [rijen[pk] for pk in sleutels if pk in rijen]


# --- the steps; each gives keys


def _zonder_typefout(lijst, rijen, tekst: str, aantal: int) -> dict:
    """Keys of rows by number or address, by the begin of their name, and by their words; in that order, each once.

    The words of an e-mail address are those of many names.
    """
    sleutels = {}
    for stap in (_op_waarde,) if is_mailadres(tekst) else (_op_waarde, _op_begin, _op_woorden):
        if zoekvouw(tekst) and len(sleutels) < aantal:
            sleutels |= dict.fromkeys(stap(lijst, rijen, tekst, aantal))
    return sleutels


def _op_waarde(lijst, rijen, tekst: str, aantal: int) -> list:
    """From the start of a number, a postcode or an e-mail address."""
    velden = [lijst.zoekvelden[naam] for naam in herkend(lijst, tekst)]
    return [pk for veld in velden for pk in veld.filter(rijen, tekst).values_list("pk", flat=True)[:aantal]]


def _op_begin(lijst, rijen, tekst: str, aantal: int) -> list:
    """Names that begin so, in the order of the list."""
    rijen = lijst.die_beginnen_met(rijen, tekst).order_by(_sorteersleutel(lijst), "pk")
    return list(rijen.values_list("pk", flat=True)[:aantal])


def _op_woorden(lijst, rijen, tekst: str, aantal: int) -> list:
    """Every word somewhere: the search field of the list page."""
    met_woorden = lijst.zoekvelden[lijst.vaste_kolom].filter(rijen, tekst)
    return [hit.pk for hit in _beste(lijst, met_woorden, tekst, KANDIDATEN)]


def _met_typefout(lijst, rijen, tekst: str, aantal: int) -> list:
    """Every word resembles a word of the zoeksleutel (pg_trgm): 'jansen bakery'.

    Of a million rows that resemble a common word only the first LIJKENDE are read, in no order. They do hold the
    word that was meant, so that is looked for first, as if it had been typed.
    """
    veld, lijkend = lijst.zoekvelden[lijst.vaste_kolom].field_name, rijen
    for woord in zoekvouw(tekst).split():
        if len(woord) < LETTERS:
            lijkend = lijkend.filter(**{f"{veld}__contains": f" {woord}"})
        else:
            lijkend = lijkend.filter(Lijkt(Value(woord), F(veld)))
    hits = met_geduld(rijen.db, GEDULD, lambda: _beste(lijst, lijkend, tekst, LIJKENDE), [], **LIJKEND)
    bedoeld = _woorden_van(hits, tekst)
    goed = _zonder_typefout(lijst, rijen, bedoeld, aantal) if bedoeld != zoekvouw(tekst) else {}
    return [*goed, *(hit.pk for hit in hits)]


def _woorden_van(hits: list, tekst: str) -> str:
    """The text with for every word the one in these rows that is most like it; one of a name as it is spelled there."""
    gespeld = {woord: woord for hit in hits for woord in hit.woorden.split()}
    gespeld |= {zoekvouw(woord): woord for hit in hits for woord in hit.naamsleutel.split()}
    woorden = zoekvouw(tekst).split()
    beste = [get_close_matches(woord, gespeld, 1) if len(woord) >= LETTERS else [] for woord in woorden]
    return " ".join(gespeld[lijkt[0]] if lijkt else woord for woord, lijkt in zip(woorden, beste, strict=True))


def _beste(lijst, rijen, tekst: str, hoogstens: int) -> list:
    """Rows with pk, gelijkenis, naamsleutel and woorden (of the zoeksleutel), the most alike first.

    Sorted here, of the first `hoogstens`: an ORDER BY would read every hit.
    """
    woorden = F(lijst.zoekvelden[lijst.vaste_kolom].field_name)
    gelijkenis = Gelijkenis(Value(zoekvouw(tekst)), woorden)
    rijen = rijen.annotate(gelijkenis=gelijkenis, naamsleutel=_sorteersleutel(lijst), woorden=woorden).order_by()
    hits = rijen.values_list("pk", "gelijkenis", "naamsleutel", "woorden", named=True)[:hoogstens]
    return sorted(hits, key=lambda hit: (-hit.gelijkenis, hit.naamsleutel, hit.pk))


def _sorteersleutel(lijst):
    """What the list orders its names on: folded, and with an index."""
    return lijst.sorteersleutel(lijst.kolommen[0])


class Lijkt(Func):
    """`woord <% tekst`: a word of the text resembles this one; reads the trigram index."""

    template = "(%(expressions)s)"
    arg_joiner = " <%% "
    output_field = BooleanField()


class Gelijkenis(Func):
    """How alike two texts are, from 0 to 1 (pg_trgm)."""

    function = "similarity"
    output_field = FloatField()
