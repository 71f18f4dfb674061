"""Numbers, telephone, e-mail and web: typed form in, stored form out (domein 3.1, 3.7; messages 6.3).

Every normaliser takes any text, gives '' for an empty one, and raises only ValidationError.
"""

import re
from collections.abc import Callable

import phonenumbers
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator, URLValidator
from phonenumbers import NumberParseException, PhoneNumberFormat
from stdnum import iban as stdnum_iban
from stdnum.iso7064 import mod_97_10
from stdnum.nl import bsn

_TELEFOON_FOUT = "Vul een telefoonnummer in, bijvoorbeeld 038 000 12 34."
_TELEFOON = re.compile(r"\+?[0-9 ().,/\u2010-\u2015-]+")
_TOESTEL = re.compile(r" ?(?:tst|toestel|ext|x|#)\.? ?[0-9]{1,6}$", re.IGNORECASE)
_NATIONAAL = re.compile("0(?!800|90)[1-9][0-9]{8}")  # 0800 and 090x are service numbers, not reachable as +31
#: The first group is 06, the second an area code of three digits; every other one has four.
_NEDERLANDS = re.compile(
    r"\+31(?=[1-9][0-9]{8}\Z)(?:(6)|(1[035]|2[0346]|3[03568]|4[0356]|5[0358]|7[0-9]|8[24578]))?[0-9]+"
)
_BUITENLANDS = re.compile(r"\+[0-9]{5,15}")


def _compact(tekst: str) -> str:
    return re.sub(r"[\s.-]+", "", tekst).upper()


def _cijfers(tekst: str, patroon: str, melding: str) -> str:
    """Digits without the spaces and dots that people put in; leading zeros stay."""
    nummer = _compact(tekst)
    if nummer and not re.fullmatch(patroon, nummer):
        raise ValidationError(melding)
    return nummer


def kvk_nummer(tekst: str) -> str:
    """KVK number of 8 digits, no public check digit (domein 3.1): '0090 0001' -> '00900001'."""
    return _cijfers(tekst, "[0-9]{8}", "Vul een KVK-nummer van 8 cijfers in, bijvoorbeeld 00900001.")


def vestigingsnummer(tekst: str) -> str:
    """Branch number of 12 digits (domein 3.1): '9999.0000.0001' -> '999900000001'."""
    return _cijfers(tekst, "[0-9]{12}", "Een vestigingsnummer heeft 12 cijfers.")


def sbi_code(tekst: str) -> str:
    """SBI code of 2 to 5 digits (domein 3.1): '91.02' -> '9102'."""
    return _cijfers(tekst, "[0-9]{2,5}", "Vul een SBI-code van 2 tot 5 cijfers in, bijvoorbeeld 91020.")


def rsin(tekst: str, rechtsvorm: str = "") -> str:
    """RSIN of 9 digits that passes the elfproef (domein 3.1): '999000019'.

    Refused for an eenmanszaak: a natural person has no RSIN, so the 9 digits would be a BSN.
    """
    melding = "Dit RSIN klopt niet. Controleer de 9 cijfers."
    nummer = _cijfers(tekst, "[0-9]{9}", melding)
    if nummer and rechtsvorm == "eenmanszaak":
        raise ValidationError("Een eenmanszaak heeft geen RSIN. Laat dit veld leeg.")
    if nummer and not bsn.is_valid(nummer):
        raise ValidationError(melding)
    return nummer


def btw_nummer(tekst: str, rechtsvorm: str = "") -> str:
    """VAT number (domein 3.1): 'NL 9990.00.019.B01' -> 'NL999000019B01'; other countries by shape only.

    A Dutch number passes the elfproef or mod 97. For an eenmanszaak only mod 97 counts ('NL999100001B64'):
    one that passes the elfproef is the old number that contains a BSN, and is refused.
    """
    nummer = _compact(tekst)
    if not nummer or re.fullmatch("(?!NL)[A-Z]{2}[0-9A-Z]{2,12}", nummer):
        return nummer
    if re.fullmatch("NL[0-9]{9}B[0-9]{2}", nummer):
        if mod_97_10.is_valid(nummer):
            return nummer
        if bsn.is_valid(nummer[2:11]):
            if rechtsvorm != "eenmanszaak":
                return nummer
            raise ValidationError(
                "Dit lijkt een oud btw-nummer van een eenmanszaak. "
                "Daar kan een burgerservicenummer in staan. Vraag om het nieuwe btw-nummer."
            )
    raise ValidationError("Dit btw-nummer klopt niet. Vul het in zoals NL999000019B01.")


def iban(tekst: str) -> str:
    """IBAN by mod 97 and the length of its country (domein 3.1): 'NL52 DEMO 0000 0000 01' without spaces."""
    nummer = _compact(tekst)
    goed = re.fullmatch("[A-Z]{2}[0-9]{2}[0-9A-Z]{8,30}", nummer) and stdnum_iban.is_valid(nummer, check_country=False)
    if nummer and not goed:
        raise ValidationError("Dit IBAN klopt niet. Controleer het nummer.")
    return nummer


def toon_iban(nummer: str) -> str:
    """Groups of four: 'NL52 DEMO 0000 0000 01'."""
    return " ".join(re.findall(".{1,4}", nummer))


def telefoon(tekst: str) -> str:
    """Stored form of a telephone number (domein 3.7).

    '038-000 12 34', '0031 38 0001234' and '+31 (0)38 000 1234' -> '+31380001234'.
    What has no such form stays as typed: '0900 1234', '14 038', '112', '038-0001234 tst 12'. Only nonsense is
    refused: letters, fewer than 3 or more than 15 digits, an impossible international number.
    """
    nummer = " ".join(tekst.split())
    if not nummer:
        return ""
    zonder_toestel = _TOESTEL.sub("", nummer)
    cijfers = re.sub("[^0-9]", "", zonder_toestel)
    if not (_TELEFOON.fullmatch(zonder_toestel) and 3 <= len(cijfers.removeprefix("00")) <= 15):
        raise ValidationError(_TELEFOON_FOUT)
    if zonder_toestel == nummer:
        if nummer.startswith("+") or cijfers.startswith("00"):
            return _e164(nummer)
        if _NATIONAAL.fullmatch(cijfers):
            return f"+31{cijfers[1:]}"
    if len(nummer) > 25:  # as typed, and longer than the column
        raise ValidationError(_TELEFOON_FOUT)
    return nummer


def _e164(nummer: str) -> str:
    """is_possible_number and not is_valid_number: a CRM must not refuse a real odd number."""
    try:
        ontleed = phonenumbers.parse(nummer, "NL")
    except NumberParseException:
        raise ValidationError(_TELEFOON_FOUT) from None
    if not phonenumbers.is_possible_number(ontleed):
        raise ValidationError(_TELEFOON_FOUT)
    return phonenumbers.format_number(ontleed, PhoneNumberFormat.E164)


def toon_telefoon(nummer: str) -> str:
    """Dutch grouping of a stored number (domein 3.7); abroad as libphonenumber writes it, the rest as typed.

    '+31380001234' -> '038 000 12 34', '+31570001234' -> '0570 00 12 34', '+31600000001' -> '06 00 00 00 01',
    '+3225551234' -> '+32 2 555 12 34'.
    """
    if nederlands := _NEDERLANDS.fullmatch(nummer):
        staart = f"{nummer[-4:-2]} {nummer[-2:]}"
        if nederlands[1]:
            return f"06 {nummer[4:6]} {nummer[6:8]} {staart}"
        return f"0{nummer[3:5]} {nummer[5:8]} {staart}" if nederlands[2] else f"0{nummer[3:6]} {nummer[6:8]} {staart}"
    if _BUITENLANDS.fullmatch(nummer):
        try:
            return phonenumbers.format_number(phonenumbers.parse(nummer), PhoneNumberFormat.INTERNATIONAL)
        except NumberParseException:
            pass
    return nummer


def email(tekst: str) -> str:
    """E-mail address, trimmed, only the domain in lower case (domein 3.1): 'Info@Ankerhuis.EXAMPLE'."""
    adres = tekst.strip()
    if not adres:
        return ""
    melding = "Vul een e-mailadres in zoals naam@organisatie.nl."
    if not adres.isprintable():  # invisible characters, and what PostgreSQL cannot store
        raise ValidationError(melding)
    EmailValidator(message=melding)(adres)
    naam, _, domein = adres.rpartition("@")
    return f"{naam}@{domein.lower()}"


def website(tekst: str) -> str:
    """Web address, http or https only, https:// added when missing (domein 3.1): 'ankerhuis.example'."""
    adres = tekst.strip()
    if not adres:
        return ""
    melding = "Vul een webadres in zoals https://organisatie.nl."
    if not re.match(r"[a-z][a-z0-9+.-]*://", adres, re.IGNORECASE):
        adres = f"https://{adres}"
    if not adres.isprintable():
        raise ValidationError(melding)
    URLValidator(schemes=["http", "https"], message=melding)(adres)
    schema, _, rest = adres.partition("://")
    return f"{schema.lower()}://{rest}"


#: Nine digits, with or without dots, spaces or dashes, that are no part of a longer number or code.
_NEGEN_CIJFERS = re.compile(r"(?<![\w.-])\d(?:[ .-]?\d){8}(?![\w-])")


def vormfouten(obj, vormen: dict[str, Callable[[str], str]]) -> dict[str, ValidationError]:
    """Bring filled fields of `obj` in their stored form, each by its function here; field -> what is wrong with it."""
    fouten = {}
    for veld, vorm in vormen.items():
        if tekst := getattr(obj, veld):
            try:
                setattr(obj, veld, vorm(tekst))
            except ValidationError as fout:
                fouten[veld] = fout
    return fouten


def bsnfouten(obj, *velden: str) -> dict[str, str]:
    """{field: message} for the free texts that hold what looks like a burgerservicenummer (domein 4.6)."""
    return {
        veld: "Dit lijkt een burgerservicenummer. Sla dat hier niet op."
        for veld in velden
        if any(bsn.is_valid(_compact(tekst)) for tekst in _NEGEN_CIJFERS.findall(getattr(obj, veld)))
    }
