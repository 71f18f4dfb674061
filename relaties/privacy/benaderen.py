"""May we mail, call or write to somebody? (domein 4.7: Telecommunicatiewet 11.7 and AVG 21)

`mag_benaderen` is pure: it gets everything that it looks at. This is product behaviour, not legal advice.
"""

from collections.abc import Iterable
from datetime import date

from relaties.models import Organisatie, Persoon, PersoonInOrganisatie, Toestemming
from relaties.models.toestemming import ALLES, BEKENDGEMAAKT, EMAIL, KLANT, OPT_IN, OPT_OUT, POST, SMS, TELEFOON
from smp.tekst import dag

#: From this day an existing customer must have said yes to a call as well.
KLANT_BELLEN_TOT = date(2026, 7, 1)
#: Who calls them calls a company; all others, and those of whom we do not know, are natural persons to the law.
RECHTSPERSONEN = {"bv", "nv", "stichting", "vereniging", "vve", "cooperatie", "owm", "kerk", "publiek", "eu"}
NIET_BENADEREN = {"opgeheven": "De organisatie is opgeheven", "niet benaderen": "De organisatie wil dit niet"}
WERKT_ER_NIET = "Deze persoon werkt hier niet meer"
GEEN_ADRES = {EMAIL: "Er is geen e-mailadres bekend", SMS: "Er is geen mobiel nummer bekend"}
GEEN_ADRES[TELEFOON] = "Er is geen telefoonnummer bekend"


def adres_voor(wie: Persoon | PersoonInOrganisatie, kanaal: str) -> str:
    """The address that a channel uses: of a job the one at work, of a person the private one; '' for post."""
    werk = isinstance(wie, PersoonInOrganisatie)
    if kanaal == EMAIL:
        return wie.zakelijk_email if werk else wie.email_prive
    if kanaal == SMS:
        return wie.mobiel if werk else wie.mobiel_prive
    if kanaal == TELEFOON:
        return (wie.telefoon or wie.mobiel) if werk else (wie.telefoon_prive or wie.mobiel_prive)
    return ""


def mag_benaderen(
    wie: Persoon | PersoonInOrganisatie,
    kanaal: str,
    onderwerp: str,
    op_datum: date,
    toestemmingen: Iterable[Toestemming],
    afgemeld_op: date | None = None,
) -> tuple[bool, str]:
    """(may we, why) with a reason for a reader, without a full stop.

    toestemmingen  all of the person, in any order
    afgemeld_op    since when the address is on the afmeldlijst
    """
    adres = adres_voor(wie, kanaal)
    bezwaar = _bezwaar(wie, kanaal, adres)
    if bezwaar:
        return False, bezwaar
    laatste = _laatste(toestemmingen, kanaal, onderwerp, adres, op_datum)
    if laatste and laatste.status == OPT_OUT:
        return False, f"Afgemeld op {dag(laatste.datum)}"
    if afgemeld_op and not (laatste and laatste.status == OPT_IN and laatste.datum > afgemeld_op):
        return False, "Dit adres staat op de afmeldlijst"
    if kanaal == POST:
        return True, "Geen bezwaar bekend"
    if kanaal == TELEFOON and isinstance(wie, PersoonInOrganisatie) and wie.organisatie.rechtsvorm in RECHTSPERSONEN:
        return True, "Een organisatie bellen mag, er is geen bezwaar bekend"
    return _toegestaan(laatste, kanaal, op_datum)


def mag_organisatie_schrijven(organisatie: Organisatie) -> tuple[bool, str]:
    """(may we send this organisation advertising by post, why)."""
    redenen = [(not organisatie.actief, "De organisatie is niet actief"), *_van_organisatie(organisatie, POST)]
    reden = next((reden for geldt, reden in redenen if geldt), "")
    return not reden, reden or "Geen bezwaar bekend"


def onbereikbaar(wie: Organisatie | Persoon | PersoonInOrganisatie) -> str:
    """Why even a bill or an answer cannot go to somebody, or '': for that no consent is asked (domein 4.7)."""
    redenen: list[tuple] = []
    if isinstance(wie, Organisatie | PersoonInOrganisatie):
        organisatie = wie if isinstance(wie, Organisatie) else wie.organisatie
        redenen.append((organisatie.relatiestatus == "opgeheven", NIET_BENADEREN["opgeheven"]))
    if isinstance(wie, PersoonInOrganisatie):
        redenen += [*_van_persoon(wie.persoon), (not wie.actief, WERKT_ER_NIET)]
    elif isinstance(wie, Persoon):
        redenen += _van_persoon(wie)
    return next((reden for geldt, reden in redenen if geldt), "")


def _van_persoon(persoon) -> list[tuple]:
    return [
        (persoon.geanonimiseerd_op, "Deze persoon is geanonimiseerd"),
        (persoon.overleden_op, "Deze persoon is overleden"),
        (persoon.verwerking_beperkt, "De verwerking van deze persoon is beperkt"),
    ]


def _van_organisatie(organisatie, kanaal: str) -> list[tuple]:
    return [
        (organisatie.geen_mailing, "De organisatie wil geen marketing"),
        (organisatie.relatiestatus in NIET_BENADEREN, NIET_BENADEREN.get(organisatie.relatiestatus)),
        (kanaal == POST and organisatie.non_mailing_kvk, "De organisatie wil geen reclame per post (KVK)"),
    ]


def _bezwaar(wie, kanaal: str, adres: str) -> str:
    """What stands in the way whatever was agreed, or ''."""
    werk = isinstance(wie, PersoonInOrganisatie)
    persoon = wie.persoon if werk else wie
    redenen = [
        *_van_persoon(persoon),
        (not persoon.actief, "Deze persoon is niet actief"),
        (persoon.geen_marketing, "Deze persoon wil geen marketing"),
    ]
    if werk:
        redenen += [(not wie.actief, WERKT_ER_NIET), *_van_organisatie(wie.organisatie, kanaal)]
    redenen.append((kanaal != POST and not adres, GEEN_ADRES.get(kanaal)))
    return next((reden for geldt, reden in redenen if geldt), "")


def _laatste(toestemmingen, kanaal: str, onderwerp: str, adres: str, op_datum: date) -> Toestemming | None:
    """What was said last about this address and subject, or about all; on one day an opt-out wins."""
    over = [
        t
        for t in toestemmingen
        if t.kanaal == kanaal
        and t.onderwerp in (onderwerp, ALLES)
        and t.adres.lower() in ("", adres.lower())
        and t.datum <= op_datum
    ]
    return max(over, key=lambda t: (t.datum, t.status == OPT_OUT, t.pk or 0), default=None)


def _toegestaan(laatste: Toestemming | None, kanaal: str, op_datum: date) -> tuple[bool, str]:
    """For what needs a yes: e-mail, sms, and a call to a natural person."""
    if laatste is None:
        return False, "Er is geen toestemming"
    if laatste.geldig_tot and laatste.geldig_tot < op_datum:
        return False, f"De toestemming gold tot en met {dag(laatste.geldig_tot)}"
    if laatste.status == OPT_IN:
        return True, f"Toestemming van {dag(laatste.datum)}"
    if kanaal == TELEFOON and (laatste.status == BEKENDGEMAAKT or op_datum >= KLANT_BELLEN_TOT):
        return False, "Om te bellen is toestemming nodig"
    return True, "Bestaande klant" if laatste.status == KLANT else "Het adres is hiervoor openbaar gemaakt"
