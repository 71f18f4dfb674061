"""The segments of a theatre (domein §5.4), with the special cases that a screen must be able to show."""

from relaties.demo.kiezen import Kiezer
from segmenten.models import Segment

# Hoofdsegment | kinds: O organisatie, P persoon in organisatie | subsegments; '!' is not active.
# The last one has no subsegments; two hoofdsegmenten have a subsegment `Gemeente`.
_TABEL = """
Sponsoren | O | Hoofdsponsor · Stersponsor · Zaalsponsor · Stoelsponsor · Sponsor in natura · Prospect · !Jubileumsponsor
Business Club | OP | Goud · Zilver · Brons · Kennismaking
Zakelijke verhuur | O | Congres · Bedrijfsfeest · Presentatie · Vergadering · Trouwen · Gemeente
Groepen | OP | Personeelsvereniging · Reisorganisatie · Vriendengroep · Zorginstelling
Onderwijs | OP | Primair onderwijs · Voortgezet onderwijs · MBO · HBO/WO · Kunstvakonderwijs
Overheid | OP | Gemeente · Provincie · Rijk · Fonds
Pers en media | OP | Landelijk dagblad · Regionaal dagblad · Omroep · Online · Recensent · !Teletekst
Producenten | O | Impresariaat · Toneelgezelschap · Muziekgezelschap · Cabaret · Amateurs · !Operette
Leveranciers | O | Techniek · Horeca · Drukwerk · Beveiliging · ICT
Goede relaties | P | Raad van toezicht · Ambassadeur · Oud-medewerker · Vriend
Beslisser | P | Eindbeslisser · Beïnvloeder · Gebruiker · Contactpersoon boeking
Uitnodigingenlijst | P | Première · Opening seizoen · Relatiedag · Kerst · Persdag
!Oude indeling | OP |
"""  # noqa: E501

CATEGORIEEN = Kiezer(
    "Beslisser 45; Uitnodigingenlijst 20; Goede relaties 12; Business Club 15; Oude indeling 1; Overheid 2;"
    "Onderwijs 2; Pers en media 1"
)


class Segmenten:
    """The stored segments by name, as the generators need them."""

    def __init__(self):
        self.hoofd: dict[str, int] = {}
        self.sub: dict[tuple[str, str], int] = {}
        self._sleutel = 0
        self._kiezers: dict[str, Kiezer] = {}

    @classmethod
    def maak(cls) -> "Segmenten":
        """Store them, in the order of the table."""
        segmenten = cls()
        for volgorde, regel in enumerate(_TABEL.strip().splitlines(), start=1):
            naam, soorten, subs = regel.split("|")
            hoofd = segmenten._bewaar(naam.strip(), soorten, volgorde * 10)
            segmenten.hoofd[hoofd.naam] = hoofd.pk
            gewichten = {}
            for nummer, sub in enumerate(filter(None, map(str.strip, subs.split("·"))), start=1):
                rij = segmenten._bewaar(sub, soorten, nummer * 10, hoofd)
                segmenten.sub[hoofd.naam, rij.naam] = rij.pk
                gewichten[rij.pk] = nummer if rij.actief else 0.1
            if gewichten:
                segmenten._kiezers[hoofd.naam] = Kiezer(gewichten)
        return segmenten

    def _bewaar(self, tekst: str, soorten: str, volgorde: int, hoofd: Segment | None = None) -> Segment:
        segment = Segment(
            type=Segment.SUB if hoofd else Segment.HOOFD,
            naam=tekst.removeprefix("!"),
            actief=not tekst.startswith("!"),
            soort_organisatie="O" in soorten,
            soort_persoon="P" in soorten,
            hoofdsegment=hoofd,
            volgorde=volgorde,
        )
        segment.full_clean()
        self._sleutel = segment.pk = self._sleutel + 1
        segment.save(force_insert=True)
        return segment

    def __call__(self, pad: str, toeval: float) -> tuple[int, int | None]:
        """'Overheid/Gemeente' -> their keys; 'Overheid' alone draws a subsegment with `toeval`."""
        hoofd, _, sub = pad.partition("/")
        if sub:
            return self.hoofd[hoofd], self.sub[hoofd, sub]
        kiezer = self._kiezers.get(hoofd)
        return self.hoofd[hoofd], kiezer(toeval) if kiezer else None
