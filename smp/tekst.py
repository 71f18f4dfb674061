"""Folding of text for sorting and searching (domein 3.6, Appendix A), in Python and in SQL; numbers and days as text.

The twins of folding are built from the same tables: what a user types (Python) meets what the database stored (SQL).
Everything outside 0-9 and a-z ends as a space: a text without any Latin letter or digit folds to ''.
"""

import re
from datetime import date, datetime
from unicodedata import normalize

from django.db.models import CharField, Func
from django.utils.timezone import localdate, localtime

# Letters that Unicode does not decompose; 'æœß' become two letters afterwards.
_VAN, _NAAR = "ØøŁłĐđÐðıÆŒẞ", "OoLlDdDdiæœß"
_LETTERS = str.maketrans(_VAN, _NAAR) | str.maketrans(
    {"Æ": "ae", "æ": "ae", "Œ": "oe", "œ": "oe", "ẞ": "ss", "ß": "ss"}
)

# Dropped without a trace: combining marks, apostrophes, soft hyphen and zero-width characters.
# Written with escapes that mean the same to Python and to PostgreSQL.
_WEG = (
    r"[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
    r"\u0027\u0060\u02b9-\u02bc\u2018-\u201b\u2032"
    r"\u00ad\u200b-\u200d\u2060\ufeff]"
)
_SCHEIDING = "[^0-9A-Za-z]+"

_MAANDEN = ["januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus"]
_MAANDEN += ["september", "oktober", "november", "december"]
_DAGEN = (
    re.compile(r"(?P<dag>[0-9]{1,2})(?P<teken>[-/. ])(?P<maand>[0-9]{1,2})(?P=teken)(?P<jaar>[0-9]{4}|[0-9]{2})"),
    re.compile(r"(?P<dag>[0-9]{1,2})(?P<teken>[- ])(?P<maand>[a-z]{3,9})(?P=teken)(?P<jaar>[0-9]{4}|[0-9]{2})", re.I),
    re.compile(r"(?P<dag>[0-9]{2})(?P<maand>[0-9]{2})(?P<jaar>[0-9]{4})"),
    re.compile(r"(?P<jaar>[0-9]{4})-(?P<maand>[0-9]{1,2})-(?P<dag>[0-9]{1,2})"),
)


def recordsleutel(tekst: str) -> int | None:
    """The key of a record (a bigint of PostgreSQL) that an address or a hidden field holds; None when it is none.

    >>> [recordsleutel(tekst) for tekst in ("12", "12x", "९", "9" * 19)]
    [12, None, None, None]
    """
    return int(tekst) if tekst.isascii() and tekst.isdigit() and len(tekst) < 19 else None


def getal(aantal: int) -> str:
    """2012 as '2.012'."""
    return f"{aantal:,}".replace(",", ".")


def dag(waarde: date) -> str:
    """A day as domein 3.7 shows it, 1-9-2019; of a moment the day in our own zone."""
    waarde = localtime(waarde) if isinstance(waarde, datetime) else waarde
    return f"{waarde.day}-{waarde.month}-{waarde.year}"


def lees_dag(tekst: str) -> date | None:
    """A day as people type it (domein 3.7), or None. A year before 1800 is a slip of the hand, and so none.

    A year of two digits is at most ten years ahead.

    >>> {lees_dag(tekst).isoformat() for tekst in ("1-9-2019", "1.9.19", "01092019", "2019-09-01", "1-sep-2019")}
    {'2019-09-01'}
    >>> lees_dag("31-2-2026"), lees_dag("1-9-0019"), lees_dag("9/2019")
    (None, None, None)
    """
    gevonden = next(filter(None, (vorm.fullmatch(tekst.strip()) for vorm in _DAGEN)), None)
    if gevonden is None:
        return None
    jaar = int(gevonden["jaar"])
    if len(gevonden["jaar"]) == 2:
        jaar += 2000 if 2000 + jaar <= localdate().year + 10 else 1900
    try:
        return date(jaar, _maand(gevonden["maand"]), int(gevonden["dag"])) if 1800 <= jaar <= 2999 else None
    except ValueError:
        return None


def _maand(tekst: str) -> int:
    """9 of '09', 'sep' or 'september'; 'mrt' is maart too."""
    if tekst.isdigit():
        return int(tekst)
    kort = {"mrt": "maart", "sept": "september"}.get(tekst.lower(), tekst.lower())
    return next((nr for nr, naam in enumerate(_MAANDEN, 1) if kort in (naam, naam[:3])), 0)


def datum(waarde: date) -> str:
    """A day as 1-9-2019, a moment as 1-9-2019 12:03."""
    return f"{dag(waarde)} {localtime(waarde):%H:%M}" if isinstance(waarde, datetime) else dag(waarde)


def vouw(tekst: str) -> str:
    """Fold a text to lower case a-z, digits and single spaces (`fold` of domein Appendix A).

    >>> vouw("Seán O’Neill"), vouw("Ĳsbrand Østergård"), vouw("'s-Hertogenbosch")
    ('sean oneill', 'ijsbrand ostergard', 's hertogenbosch')
    """
    # NFKD would make a space and a mark of the acute accent that people type as an apostrophe.
    tekst = normalize("NFKD", tekst.replace("´", "'")).translate(_LETTERS)
    return re.sub(_SCHEIDING, " ", re.sub(_WEG, "", tekst)).strip().lower()


def zoekvouw(tekst: str) -> str:
    """Fold a text for searching: ij and y are one letter (domein 3.6, search rule 1).

    >>> zoekvouw("Van Dĳk"), zoekvouw("Dyk"), zoekvouw("IJzerman")
    ('van dyk', 'dyk', 'yzerman')
    """
    return vouw(tekst).replace("ij", "y")


def vouwfouten(obj, velden, hoogstens: int) -> dict[str, str]:
    """A message by field, for texts that fold to more letters than a key has room for: 'ß' is two, '㎯' six."""
    melding = "Deze waarde is te lang: er staan tekens in die voor meer letters tellen."
    return {veld: melding for veld in velden if len(vouw(getattr(obj, veld))) > hoogstens}


# A body with RETURN is bound when the function is created: no search_path or quoting mode changes it later,
# not even inside an index build. COLLATE "C" makes lower() ASCII only and the same under every locale.
SQL_VOUWFUNCTIES = f"""
CREATE OR REPLACE FUNCTION smp_vouw(tekst text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN lower(btrim(regexp_replace(regexp_replace(
    replace(replace(replace(
        translate(normalize(replace(tekst COLLATE "C", '´', ''), NFKD), '{_VAN}', '{_NAAR}'),
    'æ', 'ae'), 'œ', 'oe'), 'ß', 'ss'),
    '{_WEG}', '', 'g'), '{_SCHEIDING}', ' ', 'g')));

CREATE OR REPLACE FUNCTION smp_zoekvouw(tekst text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN replace(smp_vouw(tekst), 'ij', 'y');
"""


class Vouw(Func):
    """`vouw` in a query, index or generated column: the same text as the Python twin.

    In code point order whatever the locale of the server, so that 'begins with' is a range of an index.
    """

    function = "smp_vouw"
    template = '(%(function)s(%(expressions)s) COLLATE "C")'
    output_field = CharField()


class Zoekvouw(Func):
    """`zoekvouw` in a query, index or generated column."""

    function = "smp_zoekvouw"
    template = '(%(function)s(%(expressions)s) COLLATE "C")'
    output_field = CharField()


class Klein(Func):
    """Lower case in code point order: for e-mail addresses, which keep their accents and signs."""

    function = "lower"
    template = '(%(function)s(%(expressions)s) COLLATE "C")'
    output_field = CharField()
