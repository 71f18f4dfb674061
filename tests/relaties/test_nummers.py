import pytest
from django.core.exceptions import ValidationError
from hypothesis import example, given
from hypothesis import strategies as st

from relaties import nummers

TELEFOON = "Vul een telefoonnummer in, bijvoorbeeld 038 000 12 34."
BTW = "Dit btw-nummer klopt niet. Vul het in zoals NL999000019B01."
OUD_BTW = (
    "Dit lijkt een oud btw-nummer van een eenmanszaak. Daar kan een burgerservicenummer in staan. "
    "Vraag om het nieuwe btw-nummer."
)
KVK = "Vul een KVK-nummer van 8 cijfers in, bijvoorbeeld 00900001."
RSIN = "Dit RSIN klopt niet. Controleer de 9 cijfers."
IBAN = "Dit IBAN klopt niet. Controleer het nummer."
EMAIL = "Vul een e-mailadres in zoals naam@organisatie.nl."
WEBSITE = "Vul een webadres in zoals https://organisatie.nl."

NORMALISERS = [
    nummers.kvk_nummer,
    nummers.vestigingsnummer,
    nummers.sbi_code,
    nummers.rsin,
    nummers.btw_nummer,
    nummers.iban,
    nummers.telefoon,
    nummers.email,
    nummers.website,
]


@pytest.mark.parametrize(
    ("normaliseer", "invoer", "verwacht"),
    [
        (nummers.kvk_nummer, " 0090.0001 ", "00900001"),
        (nummers.vestigingsnummer, "9999 0000 0001", "999900000001"),
        (nummers.sbi_code, "91.02", "9102"),
        (nummers.rsin, "9990.00.019", "999000019"),
        (nummers.btw_nummer, "nl 9990.00.019.b01", "NL999000019B01"),
        (nummers.btw_nummer, "NL999100001B64", "NL999100001B64"),
        (nummers.btw_nummer, "BE 0999.999.999", "BE0999999999"),
        (nummers.iban, "nl52 demo 0000 0000 01", "NL52DEMO0000000001"),
        (nummers.iban, "BE68 5390 0754 7034", "BE68539007547034"),
        (nummers.email, " Info@Ankerhuis.EXAMPLE ", "Info@ankerhuis.example"),
        (nummers.email, "sean.o'neill@oneill.example", "sean.o'neill@oneill.example"),
        (nummers.website, "ankerhuis.example", "https://ankerhuis.example"),
        (nummers.website, "www.ankerhuis.example/over?x=1", "https://www.ankerhuis.example/over?x=1"),
        (nummers.website, "HTTP://ankerhuis.example", "http://ankerhuis.example"),
    ],
)
def test_stored_form(normaliseer, invoer, verwacht):
    assert normaliseer(invoer) == verwacht
    assert normaliseer(verwacht) == verwacht


@pytest.mark.parametrize(
    ("normaliseer", "invoer", "melding"),
    [
        (nummers.kvk_nummer, "1234567", KVK),
        (nummers.kvk_nummer, "¹²³⁴⁵⁶⁷⁸", KVK),
        (nummers.kvk_nummer, "٠٠٩٠٠٠٠١", KVK),
        (nummers.kvk_nummer, "00900001\0", KVK),
        (nummers.vestigingsnummer, "99990000001", "Een vestigingsnummer heeft 12 cijfers."),
        (nummers.sbi_code, "1", "Vul een SBI-code van 2 tot 5 cijfers in, bijvoorbeeld 91020."),
        (nummers.rsin, "999000018", RSIN),
        (nummers.rsin, "000000000", RSIN),
        (nummers.rsin, "12345678", RSIN),
        (nummers.btw_nummer, "NL123456789B56", BTW),
        (nummers.btw_nummer, "NL999000019B1", BTW),
        (nummers.btw_nummer, "B", BTW),
        (nummers.iban, "NL53DEMO0000000001", IBAN),
        (nummers.iban, "NL52DEMO000000001", IBAN),
        (nummers.iban, "XX", IBAN),
        (nummers.email, "naam@", EMAIL),
        (nummers.email, "naam@x.nl\0", EMAIL),
        (nummers.email, "na\u200bam@x.nl", EMAIL),
        (nummers.website, "javascript:alert(1)", WEBSITE),
        (nummers.website, "ftp://ankerhuis.example", WEBSITE),
        (nummers.website, "https://ankerhuis.example/\0", WEBSITE),
        (nummers.website, "geen webadres", WEBSITE),
        (nummers.telefoon, "bel me", TELEFOON),
        (nummers.telefoon, "12", TELEFOON),
        (nummers.telefoon, "1" * 16, TELEFOON),
        (nummers.telefoon, "+999 12345678", TELEFOON),
        (nummers.telefoon, "+31 12", TELEFOON),
        (nummers.telefoon, "038²000123", TELEFOON),
        (nummers.telefoon, "---", TELEFOON),
        (nummers.telefoon, "tst 12", TELEFOON),
        (nummers.telefoon, "1" + 30 * "-" + "23", TELEFOON),
    ],
)
def test_message(normaliseer, invoer, melding):
    with pytest.raises(ValidationError) as fout:
        normaliseer(invoer)
    assert fout.value.message == melding


def test_eenmanszaak():
    """E34: what passes the elfproef may be a burgerservicenummer."""
    assert nummers.btw_nummer("NL999100001B64", "eenmanszaak") == "NL999100001B64"
    assert nummers.btw_nummer("NL999000019B01", "bv") == "NL999000019B01"
    with pytest.raises(ValidationError) as fout:
        nummers.btw_nummer("NL999000019B01", "eenmanszaak")
    assert fout.value.message == OUD_BTW
    with pytest.raises(ValidationError, match="Een eenmanszaak heeft geen RSIN. Laat dit veld leeg."):
        nummers.rsin("999000019", "eenmanszaak")
    assert nummers.rsin("", "eenmanszaak") == ""


@pytest.mark.parametrize(
    ("invoer", "opgeslagen", "getoond"),
    [
        ("038 000 12 34", "+31380001234", "038 000 12 34"),
        ("038-0001234", "+31380001234", "038 000 12 34"),
        ("(038) 000.12/34", "+31380001234", "038 000 12 34"),
        ("038 – 000 12 34", "+31380001234", "038 000 12 34"),
        ("+31 (0)38 000 12 34", "+31380001234", "038 000 12 34"),
        ("0031 38 0001234", "+31380001234", "038 000 12 34"),
        ("0570001234", "+31570001234", "0570 00 12 34"),
        ("06-00000001", "+31600000001", "06 00 00 00 01"),
        ("088 000 12 34", "+31880001234", "088 000 12 34"),
        ("+32 2 555 12 34", "+3225551234", "+32 2 555 12 34"),
        ("0900 1234", "0900 1234", "0900 1234"),
        ("0800-123456", "0800-123456", "0800-123456"),
        ("14 038", "14 038", "14 038"),
        ("112", "112", "112"),
        ("116 117", "116 117", "116 117"),
        ("038-0001234 tst 12", "038-0001234 tst 12", "038-0001234 tst 12"),
        ("  038  0001234 ext. 12", "038 0001234 ext. 12", "038 0001234 ext. 12"),
    ],
)
def test_telefoon(invoer, opgeslagen, getoond):
    assert nummers.telefoon(invoer) == opgeslagen
    assert nummers.toon_telefoon(opgeslagen) == getoond
    assert nummers.telefoon(getoond) == opgeslagen


def test_toon_iban():
    assert nummers.toon_iban("NL52DEMO0000000001") == "NL52 DEMO 0000 0000 01"
    assert nummers.toon_iban("") == ""


@pytest.mark.parametrize("normaliseer", NORMALISERS)
@pytest.mark.parametrize("invoer", ["", "  ", "\t\n"])
def test_empty_stays_empty(normaliseer, invoer):
    assert normaliseer(invoer) == ""


VREEMD = st.text() | st.text("0123456789+() .-²٣xNLB@:/[]\0\ud800", max_size=30)


@pytest.mark.parametrize("normaliseer", NORMALISERS)
@given(invoer=VREEMD)
@example(invoer="1" * 5000)
@example(invoer="NL" + "1" * 5000)
@example(invoer="http://[")
@example(invoer="+" + "9" * 5000)
@example(invoer="a@" + "b." * 5000)
def test_stored_once_is_stored_for_good_or_refused(normaliseer, invoer):
    try:
        opgeslagen = normaliseer(invoer)
    except ValidationError as fout:
        assert fout.message
    else:
        assert "\0" not in opgeslagen
        assert normaliseer(opgeslagen) == opgeslagen


@given(VREEMD)
def test_showing_never_fails(invoer):
    nummers.toon_telefoon(invoer)
    nummers.toon_iban(invoer)
