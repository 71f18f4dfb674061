"""What stands on an envelope: the lines of every found row, or why it gets none (domein 3.3, NEN 5825)."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from django.utils import timezone

from relaties.adressen import Adres
from relaties.models import Organisatie, PersoonInOrganisatie, Toestemming
from relaties.models.toestemming import ONDERWERPEN, POST
from relaties.post.pdf import afdrukbaar
from relaties.privacy.benaderen import mag_benaderen, mag_organisatie_schrijven, onbereikbaar

#: More lines than this are one too many for the post: the department goes first.
REGELS = 6
#: A longer line is told in the preview (domein 3.3 rule 6).
LANGE_REGEL = 40
#: Rows that are read at a time, with what their persons said about post.
GREEP = 1_000
ZAKELIJK = "zakelijk"
#: What the post is about: advertising asks whether it may be sent, a bill does not (domein 4.7).
DOELEN = [(ZAKELIJK, "Zakelijk: brief, rekening, contract"), *ONDERWERPEN[:-1]]
WERKADRES = [("post", "Postadres, anders het bezoekadres"), ("bezoek", "Bezoekadres")]
#: Which addresses a list has.
ADRESSEN = {"organisatie": WERKADRES, "persooninorganisatie": WERKADRES, "persoon": [("prive", "Privéadres")]}
GEEN_ADRES, ONVOLLEDIG = "Geen adres", "Adres niet volledig"
TEKENS = "Naam of adres heeft een teken dat niet kan worden afgedrukt"


class Stuk(NamedTuple):
    """One found row: the lines, or the reason why there are none."""

    rij: object
    regels: list[str]
    reden: str = ""


def stukken(rijen: Iterable, adres: str, doel: str) -> Iterator[Stuk]:
    """Every row in its order, read in pieces; one query a piece for what persons said about post."""
    rijen, vandaag = iter(rijen), timezone.localdate()
    while greep := list(islice(rijen, GREEP)):
        gezegd = _toestemmingen(greep) if doel != ZAKELIJK else {}
        for rij in greep:
            reden = _bezwaar(rij, doel, gezegd, vandaag)
            yield Stuk(rij, [], reden) if reden else _stuk(rij, adres)


def _persoon(rij):
    return rij.persoon if isinstance(rij, PersoonInOrganisatie) else rij


def _toestemmingen(greep) -> dict[int, list]:
    per: dict[int, list] = {_persoon(rij).pk: [] for rij in greep if not isinstance(rij, Organisatie)}
    for toestemming in Toestemming.objects.filter(kanaal=POST, persoon__in=per) if per else ():
        per[toestemming.persoon_id].append(toestemming)
    return per


def _bezwaar(rij, doel: str, gezegd: dict, vandaag) -> str:
    if doel == ZAKELIJK:
        return onbereikbaar(rij)
    if isinstance(rij, Organisatie):
        mag, reden = mag_organisatie_schrijven(rij)
    else:
        mag, reden = mag_benaderen(rij, POST, doel, vandaag, gezegd[_persoon(rij).pk])
    return "" if mag else reden


def _stuk(rij, soort: str) -> Stuk:
    adres, boven = _adres_en_naam(rij, soort)
    if adres.is_leeg:
        return Stuk(rij, [], GEEN_ADRES)
    if not (adres.straatregel or adres.adresregel_1) or not adres.plaats:
        return Stuk(rij, [], ONVOLLEDIG)
    onder = adres.envelopregels()
    if len(boven) == 3 and len(boven) + len(onder) > REGELS:
        boven = boven[:2]
    regels = [*boven, *onder]
    return Stuk(rij, regels) if afdrukbaar(regels) else Stuk(rij, [], TEKENS)


def _adres_en_naam(rij, soort: str) -> tuple[Adres, list[str]]:
    """The address, and the lines above it: organisation, t.a.v. the person, department; at home the person alone."""
    if isinstance(rij, Organisatie):
        return (rij.bezoekadres if soort == "bezoek" else rij.postadres), [rij.naam]
    persoon = _persoon(rij)
    if not isinstance(rij, PersoonInOrganisatie) or (soort == "post" and rij.adres_gebruik == "prive"):
        return persoon.priveadres, [persoon.naam.envelopnaam(eerste_regel=True)]
    organisatie = rij.organisatie
    boven = [organisatie.naam, f"t.a.v. {persoon.naam.envelopnaam()}", rij.afdeling]
    return (organisatie.bezoekadres if soort == "bezoek" else organisatie.postadres), [deel for deel in boven if deel]
