"""Likely doubles of an organisation or a person (R56, domein 4.5; golden pairs in 5.7).

Candidates come from trigram indexes on the kernnaam (migration 0004_personen_regels), never from a full scan.
What is known of both is then compared in Python, with the formula of pg_trgm.
"""

import re
from dataclasses import dataclass

from django.db import connection, models, transaction
from django.db.models import Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Lower

from relaties.models import Organisatie, Persoon, PersoonInOrganisatie
from smp.tekst import zoekvouw

ZEKER, WAARSCHIJNLIJK, MOGELIJK = "zeker", "waarschijnlijk", "mogelijk"
#: Name similarity from which two names may be, and probably are, one (domein 4.5, measured in 5.7).
LIJKT, LIJKT_STERK = 0.62, 0.85
MAX_KANDIDATEN = 50
#: Numbers that one organisation has: the same one is certain (domein 4.5).
NUMMERS = {"kvk_nummer": "KVK-nummer", "btw_nummer": "btw-nummer", "rsin": "RSIN", "iban": "IBAN"}

# From a folded name to its kernnaam, in this order; one table for both twins. `(?<!\S)` and `(?!\S)` are the
# ends of a word. The last one drops what does not tell who it is: legal forms and small words (domein 4.5).
_VERVANGINGEN = (
    (r"(?<!\S)vve(?!\S)", "eigenaars"),  # vereniging van eigenaars
    (r"(?<!\S)gem(?!\S)", "gemeente"),
    (r"techn(?!\S)", "techniek"),
    (
        r"(?<!\S)(?:bv|nv|vof|cv|ua|stichting|st|vereniging|ver|cooperatie|holding|gmbh|ltd"
        r"|de|het|een|t|van|der|den|en|zn|vd)(?!\S) *",
        "",
    ),
)
# Mail providers: a domain that everybody shares is no sign of one organisation or person.
_VRIJ_DOMEIN = re.compile(
    r"(gmail|googlemail|outlook|hotmail|live|msn|icloud|me|yahoo|proton|protonmail|gmx|web|ziggo|kpnmail"
    r"|kpnplanet|planet|hetnet|xs4all|home|upcmail|chello|casema|tele2|telfort|online|solcon|quicknet|zonnet)"
    r"\.(nl|com|net|de|me|be)"
)
_ROLADRES = re.compile(
    "(info|secretariaat|administratie|receptie|kantoor|contact|algemeen|bestuur|directie|office|post|mail)@.*"
)


@dataclass(frozen=True)
class Dubbel:
    """A stored row that may be the same, how sure that is, and why: ['naam lijkt 91 %', 'zelfde postcode'].

    'zeker' blocks, 'waarschijnlijk' warns, 'mogelijk' is only worth a list (4.5).
    """

    obj: models.Model
    zekerheid: str
    redenen: list[str]


def kernnaam(naam: str) -> str:
    """The words of a name by which two names are compared (domein 4.5).

    >>> kernnaam("Bakkerij Van Dijk B.V."), kernnaam("VvE Parkzicht"), kernnaam("Vos&Partners N.V.")
    ('bakkery dyk', 'eigenaars parkzicht', 'vos partners')
    """
    gevouwen = kern = zoekvouw(naam.replace(".", "").replace("&", " en "))
    for patroon, door in _VERVANGINGEN:
        kern = re.sub(patroon, door, kern)
    return kern.strip() or gevouwen


def persoonskern(achternaam: str, partner: str, voornaam: str, voorletters: str) -> str:
    """The words of a person's name, without tussenvoegsels.

    >>> persoonskern("vd Berg", "", "Anna", "A.M."), persoonskern("Jansen", "Vries", "", "A.M.")
    ('berg anna', 'jansen vries am')
    """
    return kernnaam(f"{achternaam} {partner} {voornaam or voorletters}")


def _vervang_sql(tekst: str) -> str:
    for patroon, door in _VERVANGINGEN:
        tekst = f"regexp_replace({tekst}, '{patroon}', '{door}', 'g')"
    return tekst


# The twins of `kernnaam` and `persoonskern`, for the indexes that find candidates.
SQL_KERNFUNCTIES = f"""
CREATE OR REPLACE FUNCTION relaties_kernnaam(naam text)
RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN (SELECT COALESCE(NULLIF(btrim({_vervang_sql("gevouwen")}), ''), gevouwen)
    FROM (SELECT smp_zoekvouw(replace(replace(naam, '.', ''), '&', ' en ')) AS gevouwen) AS vouw);

CREATE OR REPLACE FUNCTION relaties_persoonskern(
    achternaam text, partner text, voornaam text, voorletters text
) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN relaties_kernnaam(achternaam || ' ' || partner || ' ' || COALESCE(NULLIF(voornaam, ''), voorletters));
"""
# Stored columns that only this file reads: an index that computes the kernnaam must compute it for every candidate.
KERN_ORGANISATIE = RawSQL("relaties_organisatie.kernnaam", [], models.TextField())
KERN_PERSOON = RawSQL("relaties_persoon.kernnaam", [], models.TextField())


def _trigrammen(tekst: str) -> set[str]:
    return {f"  {woord} "[nr : nr + 3] for woord in tekst.split() for nr in range(len(woord) + 1)}


def gelijkenis(een: str, ander: str) -> float:
    """`similarity` of pg_trgm for two folded texts: shared trigrams over all trigrams.

    >>> round(gelijkenis(kernnaam("Bakkerij Van Dijk B.V."), kernnaam("Bakkerij van Dijck BV")), 2)
    0.67
    """
    a, b = _trigrammen(een), _trigrammen(ander)
    return len(a & b) / len(a | b) if a and b else 0.0


def lijkt(kern_in_database, kern: str) -> models.Func:
    """The condition `kern % 'tekst'` of pg_trgm, which reads the index."""
    return models.Func(
        kern_in_database,
        Value(kern),
        template="(%(expressions)s)",
        arg_joiner=" %% ",
        output_field=models.BooleanField(),
    )


def _lijkend(kern: str, kern_in_database, *zoekgebieden) -> list:
    """The rows of each queryset of which the kernnaam resembles `kern`, the best first."""
    if not kern:
        return []
    score = models.Func(kern_in_database, Value(kern), function="similarity", output_field=models.FloatField())
    uit = []
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL pg_trgm.similarity_threshold = %s", [LIJKT - 0.005])
        for rijen in zoekgebieden:
            rijen = rijen.filter(lijkt(kern_in_database, kern)).order_by(score.desc(), "pk")
            uit += rijen[:MAX_KANDIDATEN]
    return uit


def dubbele_organisaties(nieuw: Organisatie) -> list[Dubbel]:
    """Stored organisations that may be this one, the surest first; its numbers in their stored form."""
    rijen = Organisatie.objects.exclude(pk=nieuw.pk)
    postcode = nieuw.bezoekadres_postcode
    buren = [rijen.filter(bezoekadres_postcode=postcode)] if postcode else []
    gevonden = _lijkend(kernnaam(nieuw.naam), KERN_ORGANISATIE, rijen, *buren)
    for veld in NUMMERS:
        if getattr(nieuw, veld):
            gevonden += rijen.filter(**{veld: getattr(nieuw, veld)})[:MAX_KANDIDATEN]
    return _zekerste_eerst([vergelijk_organisaties(nieuw, obj) for obj in {obj.pk: obj for obj in gevonden}.values()])


def vergelijk_organisaties(een: Organisatie, ander: Organisatie) -> tuple[float, Dubbel]:
    """(name similarity, what `ander` is to `een`).

    'zeker': same KVK-nummer, btw-nummer, RSIN or IBAN, unless it is another vestiging. 'waarschijnlijk': the names
    are nearly one, or alike with one more signal. 'mogelijk': the names are alike.
    """
    score = gelijkenis(kernnaam(een.naam), kernnaam(ander.naam))
    redenen = [f"zelfde {label}" for veld, label in NUMMERS.items() if getattr(een, veld) == getattr(ander, veld) != ""]
    vestigingen = {een.vestigingsnummer, ander.vestigingsnummer} - {""}
    zeker = bool(redenen) and len(vestigingen) < 2
    if redenen and not zeker:
        redenen[0] += ", andere vestiging"
    redenen += _zelfde_plek(een, ander) + _zelfde_bereik(een, ander)
    sterk = score >= LIJKT_STERK or (score >= LIJKT and redenen)
    zekerheid = ZEKER if zeker else WAARSCHIJNLIJK if sterk else MOGELIJK
    return score, Dubbel(ander, zekerheid, _naamreden(score) + redenen)


def _zelfde_plek(een: Organisatie, ander: Organisatie) -> list[str]:
    if not een.bezoekadres_postcode or een.bezoekadres_postcode != ander.bezoekadres_postcode:
        return []
    nummers = een.bezoekadres_huisnummer, ander.bezoekadres_huisnummer
    if all(nummers):
        return ["zelfde postcode en huisnummer"] if nummers[0] == nummers[1] else []
    return ["zelfde postcode"]


def _zelfde_bereik(een: Organisatie, ander: Organisatie) -> list[str]:
    """The same telephone number, and the strongest of e-mail address and domain."""
    redenen = ["zelfde telefoonnummer"] if een.telefoon and een.telefoon == ander.telefoon else []
    if een.email and een.email.lower() == ander.email.lower():
        redenen.append("zelfde e-mailadres")
    elif _domeinen([een.email]) & _domeinen([ander.email]):
        redenen.append("zelfde e-maildomein")
    elif _domeinen([een.email, een.website]) & _domeinen([ander.email, ander.website]):
        redenen.append("zelfde webdomein")
    return redenen


def dubbele_personen(nieuw: Persoon, banen=()) -> list[Dubbel]:
    """Stored persons who may be this one, the surest first; `banen` are the jobs that are known, stored or not."""
    rijen = Persoon.objects.exclude(pk=nieuw.pk)
    spoor = Spoor.van(nieuw, banen)
    bekenden = [rijen.filter(priveadres_postcode=nieuw.priveadres_postcode)] if nieuw.priveadres_postcode else []
    if spoor.organisaties:
        collegas = PersoonInOrganisatie.objects.filter(organisatie__in=spoor.organisaties)
        bekenden.append(rijen.filter(pk__in=collegas.order_by().values("persoon_id")))
    sleutels = {obj.pk for obj in _lijkend(spoor.kern, KERN_PERSOON, rijen, *bekenden)}
    sleutels |= _met_adres(rijen, spoor.eigen_emails, spoor.mobielen)
    kandidaten = rijen.filter(pk__in=sleutels).prefetch_related("koppelingen")
    gescoord = [vergelijk_personen(nieuw, spoor, obj, Spoor.van(obj, obj.koppelingen.all())) for obj in kandidaten]
    return _zekerste_eerst([paar for paar in gescoord if paar])


@dataclass(frozen=True)
class Spoor:
    """By what a person is known besides his card: the words of his name, and what his jobs tell."""

    kern: str
    emails: set[str]
    mobielen: set[str]
    organisaties: set[int]

    @classmethod
    def van(cls, persoon: Persoon, banen) -> "Spoor":
        emails = [persoon.email_prive, *(baan.zakelijk_email for baan in banen)]
        return cls(
            persoonskern(persoon.achternaam, persoon.achternaam_partner, persoon.voornaam, persoon.voorletters),
            {email.lower() for email in emails if email},
            {persoon.mobiel_prive, *(baan.mobiel for baan in banen)} - {""},
            {baan.organisatie_id for baan in banen} - {None},
        )

    @property
    def eigen_emails(self) -> set[str]:
        """Without shared ones as info@."""
        return {email for email in self.emails if not _ROLADRES.fullmatch(email)}


def vergelijk_personen(een: Persoon, zijn: Spoor, ander: Persoon, diens: Spoor) -> tuple[float, Dubbel] | None:
    """(name similarity, what `ander` is to `een`), or None when nothing says that they are one.

    'waarschijnlijk': same e-mail address (not a shared one as info@), or names alike with one more signal.
    'mogelijk': same mobile number, or names nearly one. A name alone says less of a person: many share it.
    """
    score = gelijkenis(zijn.kern, diens.kern)
    zelfde_email = bool(zijn.eigen_emails & diens.emails)
    zelfde_mobiel = bool(zijn.mobielen & diens.mobielen)
    signalen = {
        "zelfde e-mailadres": zelfde_email,
        "zelfde mobiele nummer": zelfde_mobiel,
        "zelfde organisatie": zijn.organisaties & diens.organisaties,
        "zelfde e-maildomein": not zelfde_email and _domeinen(zijn.emails) & _domeinen(diens.emails),
        "zelfde postcode": een.priveadres_postcode and een.priveadres_postcode == ander.priveadres_postcode,
        "zelfde geboortedatum": een.geboortedatum and een.geboortedatum == ander.geboortedatum,
    }
    redenen = [reden for reden, geldt in signalen.items() if geldt]
    if zelfde_email or (score >= LIJKT and redenen):
        return score, Dubbel(ander, WAARSCHIJNLIJK, _naamreden(score) + redenen)
    if score >= LIJKT_STERK or zelfde_mobiel:
        return score, Dubbel(ander, MOGELIJK, _naamreden(score) + redenen)
    return None


def _met_adres(rijen, emails: set[str], mobielen: set[str]) -> set[int]:
    """Keys of the persons who have one of these addresses or numbers, private or at work."""
    uit = set()
    for bron, sleutel, email, mobiel in (
        (rijen, "pk", "email_prive", "mobiel_prive"),
        (PersoonInOrganisatie.objects.order_by(), "persoon_id", "zakelijk_email", "mobiel"),
    ):
        sleutels = bron.values_list(sleutel, flat=True)
        if emails:
            uit |= set(sleutels.alias(laag=Lower(email)).filter(laag__in=emails)[:MAX_KANDIDATEN])
        if mobielen:
            uit |= set(sleutels.filter(**{f"{mobiel}__in": mobielen})[:MAX_KANDIDATEN])
    return uit


def _domeinen(adressen) -> set[str]:
    """{'ankerhuis.example'} of 'info@ankerhuis.example' and 'https://www.ankerhuis.example/agenda'."""
    namen = {adres.lower().rpartition("@")[2].rpartition("://")[2].split("/")[0] for adres in adressen if adres}
    return {naam.removeprefix("www.") for naam in namen if not _VRIJ_DOMEIN.fullmatch(naam)}


def _naamreden(score: float) -> list[str]:
    return [f"naam lijkt {score * 100:.0f} %"] if score >= LIJKT else []


def _zekerste_eerst(gescoord: list[tuple[float, Dubbel]]) -> list[Dubbel]:
    volgorde = [ZEKER, WAARSCHIJNLIJK, MOGELIJK]
    gescoord.sort(key=lambda paar: (volgorde.index(paar[1].zekerheid), -paar[0], paar[1].obj.pk))
    return [dubbel for _, dubbel in gescoord]
