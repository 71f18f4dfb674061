"""Load everything in one transaction: all of it is there, or nothing."""

from collections.abc import Callable

import pghistory
from django.db import connection, transaction

from relaties.demo.gebruikers import accountmanagers, maak_gebruikers
from relaties.demo.koppelingen import Koppelingen
from relaties.demo.nummers import Nummers
from relaties.demo.organisaties import Organisaties
from relaties.demo.segmenten import Segmenten
from relaties.demo.tabel import Tabel
from relaties.demo.vast import laad_vaste
from relaties.models import Organisatie, Persoon, PersoonInOrganisatie

#: Organisations at a time, so that memory does not grow with the load.
BLOK = 10_000


def laad(aantal: int, meld: Callable[[str], None] = lambda tekst: None):
    """`aantal` organisations, the fixtures among them, with their persons."""
    import time
    from collections import Counter

    c = Counter()
    with transaction.atomic():
        gebruikers = maak_gebruikers()
        with pghistory.context(user=gebruikers["beheerder"].pk, url="manage.py demo"):
            with connection.cursor() as cursor:
                cursor.execute("UPDATE segmenten_segment SET naam = naam WHERE false")
                cursor.execute("ALTER TABLE relaties_persooninorganisatie DISABLE TRIGGER pio_een_vlag_nieuw")
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            segmenten = Segmenten.maak()
            t = time.time()
            n, m, k = laad_vaste(segmenten, gebruikers)
            print("vast", time.time() - t)
            nummers = Nummers()
            maak = Organisaties(segmenten, accountmanagers(gebruikers), nummers)
            koppel = Koppelingen(segmenten, nummers, m + 1, k + 1)
            tabellen = Tabel(Organisatie), Tabel(Persoon), Tabel(PersoonInOrganisatie)
            nxt = n + 1
            while nxt <= aantal:
                t = time.time()
                a = min(BLOK, aantal - nxt + 1)
                organisaties = list(maak(nxt, a))
                c["gen org"] += time.time() - t
                t = time.time()
                pers, kop = koppel(organisaties)
                c["gen pers"] += time.time() - t
                t = time.time()
                for tab, rows in zip(tabellen, (organisaties, pers, kop)):
                    tab.kopieer(rows)
                    c[tab.model.__name__] += time.time() - t
                    t = time.time()
                    c["n" + tab.model.__name__] += len(rows)
                nxt += a
                print(nxt, dict(c))
