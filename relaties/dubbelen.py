"""Likely doubles of an organisation or a person (R56, domein 4.5; golden pairs in 5.7)."""

from django.db.models import CharField, Func

from smp.tekst import zoekvouw

# What says nothing about which organisation or person it is: legal forms and small words (domein 4.5).
_WEG = frozenset(
    "bv nv vof cv ua stichting st vereniging ver cooperatie holding gmbh ltd "
    "de het een t van der den en zn vd".split()
)
_VOLUIT = {"vve": "eigenaars", "gem": "gemeente"}  # a vve is a vereniging van eigenaars


def kernnaam(naam: str) -> str:
    """The words of a name by which two names are compared (domein 4.5).

    >>> kernnaam("Bakkerij Van Dijk B.V."), kernnaam("VvE Parkzicht"), kernnaam("Vos&Partners N.V.")
    ('bakkery dyk', 'eigenaars parkzicht', 'vos partners')
    """
    gevouwen = zoekvouw(naam.replace(".", "").replace("&", " en "))
    return " ".join(_VOLUIT.get(woord, woord) for woord in gevouwen.split() if woord not in _WEG) or gevouwen


_SQL_VOLUIT = "gevouwen"
for _kort, _lang in _VOLUIT.items():
    _SQL_VOLUIT = rf"regexp_replace({_SQL_VOLUIT}, '\m{_kort}\M', '{_lang}', 'g')"

# The twins of `kernnaam` and `persoonskern`, for the indexes that find candidates.
SQL_KERNFUNCTIES = rf"""
CREATE OR REPLACE FUNCTION relaties_kernnaam(naam text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN (SELECT COALESCE(NULLIF(btrim(regexp_replace(
        {_SQL_VOLUIT}, '\m(?:{"|".join(sorted(_WEG))})\M *', '', 'g')), ''), gevouwen)
    FROM (SELECT smp_zoekvouw(replace(replace(naam, '.', ''), '&', ' en ')) AS gevouwen) AS vouw);

CREATE OR REPLACE FUNCTION relaties_persoonskern(achternaam text, partner text, voornaam text, voorletters text)
RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN relaties_kernnaam(achternaam || ' ' || partner || ' ' || COALESCE(NULLIF(voornaam, ''), voorletters));
"""


class Kernnaam(Func):
    """`kernnaam` in a query, so that it meets the index."""

    function = "relaties_kernnaam"
    output_field = CharField()
