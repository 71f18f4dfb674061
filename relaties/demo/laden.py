"""Load everything in one transaction: all of it is there, or nothing."""

from collections.abc import Callable
from contextlib import nullcontext

import pghistory
from django.core.management.color import no_style
from django.db import connection, transaction

from relaties.demo.gebruikers import accountmanagers, maak_gebruikers
from relaties.demo.koppelingen import Koppelingen
from relaties.demo.nummers import Nummers
from relaties.demo.organisaties import Organisaties
from relaties.demo.segmenten import Segmenten
from relaties.demo.snel import VANAF, zonder_indexen, zonder_trigger
from relaties.demo.tabel import Tabel
from relaties.demo.toestemmingen import Toestemmingen
from relaties.demo.vast import laad_vaste
from relaties.models import Organisatie, Persoon, PersoonInOrganisatie, Toestemming
from segmenten.models import Segment
from smp.gebruikers.models import Gebruiker
from smp.historie.models import eventmodel

MODELLEN = [Organisatie, Persoon, PersoonInOrganisatie]
#: Organisations at a time, so that memory does not grow with the load.
BLOK = 10_000


def laad(aantal: int, meld: Callable[[int], None] = lambda klaar: None):
    """`aantal` organisations, the fixtures among them, with their persons. Only for an empty database.

    Every key is written out, so that two loads are equal in every column but the time of loading.
    """
    with transaction.atomic():
        gebruikers = maak_gebruikers()
        with pghistory.context(user=gebruikers["beheerder"].pk, handeling="Demogegevens geladen"):
            segmenten = Segmenten.maak()
            laad_vaste(segmenten, gebruikers)
            _laad_gemaakte(aantal, segmenten, gebruikers, meld)
        _zet_tellers()
    _meet()


def _laad_gemaakte(aantal: int, segmenten: Segmenten, gebruikers: dict[str, Gebruiker], meld: Callable[[int], None]):
    """The generated rows, by COPY, in blocks.

    The history goes along: a statement trigger writes it per block, and that is about a twentieth of the time.
    """
    nummers = Nummers()
    vast, eerste_persoon, eerste_koppeling = (model.objects.count() for model in MODELLEN)
    maak = Organisaties(segmenten, accountmanagers(gebruikers), nummers)
    koppel = Koppelingen(segmenten, nummers, eerste_persoon + 1, eerste_koppeling + 1)
    tabellen, toestemmingen, zeggen = [Tabel(model) for model in MODELLEN], Tabel(Toestemming), Toestemmingen()
    veel = zonder_indexen([*MODELLEN, Toestemming, *map(eventmodel, MODELLEN)]) if aantal >= VANAF else nullcontext()
    # The trigger that moves a flag looks once a row; the generator gives out no flag twice, and the constraints
    # behind the trigger still look.
    _bereid_voor()
    with zonder_trigger(PersoonInOrganisatie, "pio_een_vlag_nieuw"), veel:
        for begin in range(vast + 1, aantal + 1, BLOK):
            eind = min(begin + BLOK, aantal + 1)
            organisaties = list(maak(begin, eind - begin))
            personen, koppelingen = koppel(organisaties)
            for tabel, rijen in zip(tabellen, (organisaties, personen, koppelingen), strict=True):
                tabel.kopieer(rijen)
            toestemmingen.kopieer(zeggen(koppelingen))
            meld(eind - 1)


def _bereid_voor():
    with connection.cursor() as cursor:
        # pghistory puts its context in the transaction at a statement that writes, and COPY is not one to it.
        cursor.execute("UPDATE segmenten_segment SET naam = naam WHERE false")
        # Foreign keys look after each COPY: until the end of the transaction they would fill the memory.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def _zet_tellers():
    """The next row that somebody adds gets the next key."""
    with connection.cursor() as cursor:
        for opdracht in connection.ops.sequence_reset_sql(no_style(), [Gebruiker, Segment, *MODELLEN, Toestemming]):
            cursor.execute(opdracht)


def _meet():
    """Statistics for the planner; outside a test also VACUUM, so that the first visitors need not clean up."""
    tabellen = ", ".join(
        model._meta.db_table for model in [Segment, *MODELLEN, Toestemming, *map(eventmodel, MODELLEN)]
    )
    with connection.cursor() as cursor:
        cursor.execute(f"{'ANALYZE' if connection.in_atomic_block else 'VACUUM (ANALYZE)'} {tabellen}")
