"""Likely doubles of an organisation or a person (R56, domein 4.5; golden pairs in 5.7).

Candidates come from trigram indexes on the kernnaam (migration 0004_personen_regels), never from a full scan.
What is known of both is then compared in Python, with the formula of pg_trgm.
"""

import re
from dataclasses import dataclass
from datetime import date

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


def dubbele_organisaties(
    naam: str,
    kvk_nummer: str = "",
    postcode: str = "",
    huisnummer: int | None = None,
    telefoon: str = "",
    email: str = "",
    website: str = "",
    behalve: Organisatie | None = None,
    vestigingsnummer: str = "",
) -> list[Dubbel]:
    """Stored organisations that may be this one, the surest first; numbers in their stored form.

    'zeker': same KVK-nummer, unless it is another vestiging. 'waarschijnlijk': the names are nearly one, or
    alike with one more signal. 'mogelijk': the names are alike.
    """
    rijen = Organisatie.objects.exclude(pk=behalve.pk if behalve else None)
    kern = kernnaam(naam)
    buren = [rijen.filter(bezoekadres_postcode=postcode)] if postcode else []
    gevonden = _lijkend(kern, KERN_ORGANISATIE, rijen, *buren)
    if kvk_nummer:
        gevonden += rijen.filter(kvk_nummer=kvk_nummer)[:MAX_KANDIDATEN]
    uit = []
    for obj in {obj.pk: obj for obj in gevonden}.values():
        score = gelijkenis(kern, kernnaam(obj.naam))
        andere = _zelfde_plek(obj, postcode, huisnummer) + _zelfde_bereik(obj, telefoon, email, website)
        zeker = False
        if kvk_nummer and kvk_nummer == obj.kvk_nummer:
            zeker = vestigingsnummer in ("", obj.vestigingsnummer) or not obj.vestigingsnummer
            andere.insert(0, "zelfde KVK-nummer" if zeker else "zelfde KVK-nummer, andere vestiging")
        sterk = score >= LIJKT_STERK or (score >= LIJKT and andere)
        zekerheid = ZEKER if zeker else WAARSCHIJNLIJK if sterk else MOGELIJK
        uit.append((score, Dubbel(obj, zekerheid, _naamreden(score) + andere)))
    return _zekerste_eerst(uit)


def _zelfde_plek(obj: Organisatie, postcode: str, huisnummer: int | None) -> list[str]:
    if not postcode or postcode != obj.bezoekadres_postcode:
        return []
    if huisnummer and obj.bezoekadres_huisnummer:
        return ["zelfde postcode en huisnummer"] if huisnummer == obj.bezoekadres_huisnummer else []
    return ["zelfde postcode"]


def _zelfde_bereik(obj: Organisatie, telefoon: str, email: str, website: str) -> list[str]:
    """The same telephone number, and the strongest of e-mail address and domain."""
    redenen = ["zelfde telefoonnummer"] if telefoon and telefoon == obj.telefoon else []
    domeinen, zijn_domeinen = _domeinen([email, website]), _domeinen([obj.email, obj.website])
    if email and email.lower() == obj.email.lower():
        redenen.append("zelfde e-mailadres")
    elif _domeinen([email]) & _domeinen([obj.email]):
        redenen.append("zelfde e-maildomein")
    elif domeinen & zijn_domeinen:
        redenen.append("zelfde webdomein")
    return redenen


def dubbele_personen(
    achternaam: str,
    voornaam: str = "",
    voorletters: str = "",
    achternaam_partner: str = "",
    emails: tuple[str, ...] = (),
    mobielen: tuple[str, ...] = (),
    organisatie: Organisatie | None = None,
    postcode: str = "",
    geboortedatum: date | None = None,
    behalve: Persoon | None = None,
) -> list[Dubbel]:
    """Stored persons who may be this one, the surest first; numbers in their stored form.

    'waarschijnlijk': same e-mail address (not a shared one as info@), or names alike with one more signal.
    'mogelijk': same mobile number, or names nearly one. A name alone says less of a person: many share it.
    """
    kern = persoonskern(achternaam, achternaam_partner, voornaam, voorletters)
    emails = {email.lower() for email in emails if email}
    eigen_emails = {email for email in emails if not _ROLADRES.fullmatch(email)}
    mobielen = {mobiel for mobiel in mobielen if mobiel}
    uit = []
    rijen = Persoon.objects.exclude(pk=behalve.pk if behalve else None)
    bekenden = [rijen.filter(priveadres_postcode=postcode)] if postcode else []
    if organisatie and organisatie.pk:
        bekenden.append(rijen.filter(pk__in=organisatie.koppelingen.values("persoon_id")))
    sleutels = {obj.pk for obj in _lijkend(kern, KERN_PERSOON, rijen, *bekenden)}
    sleutels |= _met_adres(rijen, eigen_emails, mobielen)
    for obj in rijen.filter(pk__in=sleutels).prefetch_related("koppelingen"):
        koppelingen = obj.koppelingen.all()
        zijn_emails = {email.lower() for email in [obj.email_prive, *(k.zakelijk_email for k in koppelingen)]}
        zijn_kern = persoonskern(obj.achternaam, obj.achternaam_partner, obj.voornaam, obj.voorletters)
        score = gelijkenis(kern, zijn_kern)
        zelfde_email = bool(eigen_emails & zijn_emails)
        signalen = {
            "zelfde e-mailadres": zelfde_email,
            "zelfde mobiele nummer": mobielen & {obj.mobiel_prive, *(k.mobiel for k in koppelingen)},
            "zelfde organisatie": organisatie and any(k.organisatie_id == organisatie.pk for k in koppelingen),
            "zelfde e-maildomein": not zelfde_email and _domeinen(emails) & _domeinen(zijn_emails),
            "zelfde postcode": postcode and postcode == obj.priveadres_postcode,
            "zelfde geboortedatum": geboortedatum and geboortedatum == obj.geboortedatum,
        }
        andere = [reden for reden, geldt in signalen.items() if geldt]
        if zelfde_email or (score >= LIJKT and andere):
            uit.append((score, Dubbel(obj, WAARSCHIJNLIJK, _naamreden(score) + andere)))
        elif score >= LIJKT_STERK or signalen["zelfde mobiele nummer"]:
            uit.append((score, Dubbel(obj, MOGELIJK, _naamreden(score) + andere)))
    return _zekerste_eerst(uit)


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
