"""Dutch names: parts in, every shown form out (domein 3.2 and 3.6, Appendix A and B)."""

import re
from dataclasses import dataclass, fields
from unicodedata import normalize

from smp.tekst import vouw

# Domein 3.6: subset of national BRP table 36.
TUSSENVOEGSELS = re.split(
    r",\s+",
    """aan, aan de, aan den, aan der, aan het, aan 't, af, al, am, auf, auf dem, auf der, aus, bij, bij de,
    bij den, bij het, bij 't, boven d', d', da, dal, dalla, das, de, de die, de la, de las, de le,
    de van der, deca, degli, dei, del, della, den, der, des, di, die le, do, don, dos, du, el, gli, het,
    i, im, in, in de, in den, in der, in het, in 't, l', la, las, le, les, lo, los, of, onder, onder de,
    onder den, onder het, onder 't, op, op de, op den, op der, op gen, op het, op 't, op ten, over,
    over de, over den, over het, over 't, 's, s', 't, te, ten, ter, tho, thoe, thor, to, toe, tot, uijt,
    uijt de, uijt den, uijt ten, uit, uit de, uit den, uit het, uit te de, uit ten, van, van de,
    van de l', van den, van der, van gen, van het, van la, van 't, van ter, van van de, ver, vom, von,
    von dem, von den, von der, voor, voor de, voor den, voor in 't, vor, vor der, zu, zum, zur""",
)
AANSPREEKVORMEN = [("M", "De heer"), ("V", "Mevrouw"), ("N", "Genderneutraal"), ("O", "Onbekend")]
NAAMGEBRUIK = [  # BRP codes
    ("E", "Eigen naam"),
    ("P", "Naam partner"),
    ("V", "Naam partner – eigen naam"),
    ("N", "Eigen naam – naam partner"),
]
AANHEF_ZONDER_NAAM = "Geachte relatie"

_APOSTROFS = "'’‘`´ʼʹ"
_RECHT = str.maketrans(dict.fromkeys(_APOSTROFS, "'"))
_SPLITSING = re.compile(
    rf"({'|'.join(sorted(map(re.escape, TUSSENVOEGSELS), key=len, reverse=True))})((?<=') ?| )(?=\S)",
    re.IGNORECASE,
)


def splits_achternaam(tekst: str) -> tuple[str, str]:
    """Split a typed surname in (tussenvoegsel, achternaam), as typed: the longest prefix that leaves a name.

    An offer to the user, never done unseen (domein 3.6: "Op" and "De" are surnames too).

    >>> splits_achternaam("van 't Hof"), splits_achternaam("d'Ancona"), splits_achternaam("Vandenberg")
    (("van 't", 'Hof'), ("d'", 'Ancona'), ('', 'Vandenberg'))
    """
    tekst = " ".join(tekst.split())
    treffer = _SPLITSING.match(tekst.translate(_RECHT))
    if not treffer:
        return "", tekst
    return tekst[: treffer.end(1)], tekst[treffer.end() :]


def voorletters(tekst: str) -> str:
    """Write initials as capitals with dots (domein 3.6). A text that cannot be initials stays as typed.

    >>> voorletters("jp"), voorletters("Chr.A."), voorletters("j.m.th."), voorletters("ij.b.")
    ('J.P.', 'Chr.A.', 'J.M.Th.', 'IJ.B.')
    """
    tekst = " ".join(normalize("NFC", tekst).split())
    naam_getypt = any(len(woord) > 3 and woord.istitle() for woord in re.split("[ .-]", tekst))
    if naam_getypt or re.search(r"[^\w. -]|[\d_]", tekst):
        return tekst  # "Anna" is a first name in the wrong field: A.N.N.A. would spoil it
    uit = []
    for letters, punt in re.findall(r"(\w+)(\.?)", tekst):
        if punt and (letters == "IJ" or not letters.isupper()):
            uit.append(hoofdletter(letters.lower()))  # 'Th.' is one initial
        else:
            uit.extend(letters.upper())  # 'th' and 'TH.' are two
    return "".join(f"{letter}." for letter in uit)


def hoofdletter(naam: str) -> str:
    """Capital for a name with no name before it; 't, 's and d' stay small, IJ is one letter (domein 3.6).

    >>> hoofdletter("van den Berg"), hoofdletter("'t Hart"), hoofdletter("d'Ancona"), hoofdletter("ijzerman")
    ('Van den Berg', "'t Hart", "d'Ancona", 'IJzerman')
    """
    if re.match(rf"[ds]?[{_APOSTROFS}]", naam):
        return naam
    if naam[:2].lower() == "ij":
        return "IJ" + naam[2:]
    return naam[:1].upper() + naam[1:]


def samen(tussenvoegsel: str, achternaam: str) -> str:
    """Join prefix and surname; a prefix that ends in an apostrophe is glued to the name (Appendix A).

    >>> samen("van den", "Berg"), samen("d'", "Ancona"), samen("", "Jansen")
    ('van den Berg', "d'Ancona", 'Jansen')
    """
    lijm = "" if not tussenvoegsel or tussenvoegsel[-1] in _APOSTROFS else " "
    return f"{tussenvoegsel}{lijm}{achternaam}"


@dataclass(frozen=True)
class Naam:
    """The name parts of a person (domein 3.2) and every form in which the name is shown (domein 3.6).

    >>> jan = Naam(aanspreekvorm="M", titel_voor="dr.", voorletters="J.", voornaam="Jan",
    ...            tussenvoegsel="van den", achternaam="Berg", titel_achter="MSc")
    >>> str(jan), jan.lijstnaam
    ('Jan van den Berg', 'Berg, Jan van den')
    >>> jan.aanhef, jan.envelopnaam()
    ('Geachte heer Van den Berg', 'de heer dr. J. van den Berg MSc')
    """

    aanspreekvorm: str = "O"
    titel_voor: str = ""
    voorletters: str = ""
    voornaam: str = ""
    tussenvoegsel: str = ""
    achternaam: str = ""
    titel_achter: str = ""
    tussenvoegsel_partner: str = ""
    achternaam_partner: str = ""
    naamgebruik: str = "E"
    aanhef_handmatig: str = ""
    tutoyeren: bool = False

    @classmethod
    def van(cls, persoon) -> "Naam":
        """Read the parts from an object with these attributes, such as a Persoon."""
        return cls(**{veld.name: getattr(persoon, veld.name) for veld in fields(cls)})

    @property
    def _delen(self) -> list[tuple[str, str]]:
        """The (tussenvoegsel, achternaam) pairs in use, in order; without a partner always the own."""
        eigen = (self.tussenvoegsel, self.achternaam)
        partner = (self.tussenvoegsel_partner, self.achternaam_partner)
        if not self.achternaam_partner:
            return [eigen]
        return {"P": [partner], "V": [partner, eigen], "N": [eigen, partner]}.get(self.naamgebruik, [eigen])

    @property
    def achternaam_in_gebruik(self) -> str:
        """'de Vries-Jansen': the surname by naamgebruik E, P, V or N, no spaces around the hyphen."""
        return "-".join(samen(*deel) for deel in self._delen)

    def __str__(self) -> str:
        """'Anna van den Berg', or 'A. van den Berg' without a first name: on cards and in messages."""
        return f"{self.voornaam or self.voorletters} {self.achternaam_in_gebruik}".strip()

    @property
    def aanhef(self) -> str:
        """Salutation without the comma; titles are left out (Appendix B).

        'Geachte heer Van den Berg', 'Geachte mevrouw De Vries-Jansen', 'Geachte A. Jansen', 'Beste Anna'.
        """
        if self.aanhef_handmatig:
            return self.aanhef_handmatig
        if self.tutoyeren and self.voornaam:
            return f"Beste {self.voornaam}"
        naam, voor = self.achternaam_in_gebruik, self.voorletters or self.voornaam
        if self.aanspreekvorm in ("M", "V"):
            return f"Geachte {'heer' if self.aanspreekvorm == 'M' else 'mevrouw'} {hoofdletter(naam)}".strip()
        neutraal = f"{voor} {naam}" if voor else hoofdletter(naam)
        return f"Geachte {neutraal}".strip() if neutraal.strip() else AANHEF_ZONDER_NAAM

    def envelopnaam(self, eerste_regel: bool = False) -> str:
        """Name line of an envelope (domein 3.3): a capital when it is the first line, small after 't.a.v.'.

        'de heer dr. J. van den Berg MSc', 'De heer J. van den Berg', neutral 'dr. A. Jansen'.
        """
        aanspreek = {"M": "de heer", "V": "mevrouw"}.get(self.aanspreekvorm, "")
        voor = self.voorletters or self.voornaam
        naam = self.achternaam_in_gebruik
        delen = [aanspreek, self.titel_voor, voor, naam if voor else hoofdletter(naam), self.titel_achter]
        regel = " ".join(filter(None, delen))
        return hoofdletter(regel) if eerste_regel else regel

    @property
    def _sorteerdelen(self) -> tuple[str, str]:
        """('Vries-Jansen', 'de'): the surname in use without its first prefix, and that prefix."""
        (tussenvoegsel, eerste), *rest = self._delen
        return "-".join([eerste, *(samen(*deel) for deel in rest)]), tussenvoegsel

    @property
    def lijstnaam(self) -> str:
        """Sort form on lists (domein 3.6): 'Berg, Anna van den', 'Vries-Jansen, A. de'."""
        achternaam, tussenvoegsel = self._sorteerdelen
        rest = " ".join(filter(None, [self.voornaam or self.voorletters, tussenvoegsel]))
        return f"{achternaam}, {rest}" if rest else achternaam

    @property
    def sorteersleutel(self) -> str:
        """Sort key as the database makes it: surname, initials, prefix, two spaces between (domein 3.6).

        'berg  j  van den' < 'berg jansen  b' < 'bergsma  c'.
        """
        achternaam, tussenvoegsel = self._sorteerdelen
        voor = vouw(self.voorletters or self.voornaam).replace(" ", "")
        return "  ".join([vouw(achternaam), voor, vouw(tussenvoegsel)]).rstrip()
