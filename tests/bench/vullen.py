"""Fill the database of the bench: N organisations, N persons, 1.5 N jobs, 200 segments; the same rows on every machine.

A SELECT over generate_series makes the rows (no clock, no random source), COPY stores them. Indexes are built
afterwards, as a load of this size would do. A filled database is used again as long as N, the migrations and this file
are the same.
"""

import hashlib
import sys
import time

import psycopg
from psycopg import sql

from tests.bench import omgeving

SEGMENTEN, HOOFD = 200, 20
#: An organisation with exactly PERSONEN jobs: the kaart of L6.
KAART, PERSONEN = 777, 20
#: Every so many persons one has no job; his are those of the person before him.
ZONDER_BAAN = 5_000
ZELDZAAM, GEWOON = "zilverberg", "brouwerij"
PLAATS = "Plaats 17"
WACHTWOORD = "welkom-bij-smp"

ACHTERNAMEN = [
    "Jansen",
    "Bakker",
    "Visser",
    "Smit",
    "Meijer",
    "Mulder",
    "Bos",
    "Vos",
    "Peters",
    "Hendriks",
    "Dekker",
    "Brouwer",
    "Dijkstra",
    "Smits",
    "Koster",
    "Prins",
    "Blom",
    "Huisman",
    "Peeters",
    "Kuipers",
    "Veenstra",
    "Kramer",
    "Scholten",
    "Post",
    "Willems",
    "Evers",
    "Jonker",
    "Verhoeven",
    "Kok",
    "Hoekstra",
    "Sanders",
    "Maas",
    "Verbeek",
    "Gerritsen",
    "Wolters",
    "Schouten",
    "Willemsen",
    "Timmermans",
    "Groen",
    "Kuiper",
    "Sterenberg",
    "Molenaar",
    "Bergman",
    "Zijlstra",
]
VOORNAMEN = [
    "Anna",
    "Bram",
    "Carla",
    "Daan",
    "Els",
    "Femke",
    "Gijs",
    "Hanna",
    "Ivo",
    "Jan",
    "Karin",
    "Lars",
    "Mia",
    "Niels",
    "Olga",
    "Piet",
    "Quirine",
    "Roos",
    "Sem",
    "Tess",
    "Umar",
    "Vera",
    "Wim",
    "Xander",
    "Yara",
    "Zoë",
    "Noor",
    "Lieke",
    "Sven",
    "Thijs",
]
BRANCHES = [
    "Bouw",
    "Zorg",
    "Onderwijs",
    "Handel",
    "Techniek",
    "Horeca",
    "Transport",
    "Cultuur",
    "Advies",
    "Landbouw",
    "Media",
    "Welzijn",
    "Sport",
]
FUNCTIES = [
    "Directeur",
    "Inkoper",
    "Secretaris",
    "Docent",
    "Planner",
    "Adviseur",
    "Projectleider",
    "Penningmeester",
    "Coördinator",
]
STATUSSEN = ["relatie", "klant", "prospect", "relatie", "klant", "oud-relatie", "relatie"]


def _kies(waarden, maal: int) -> str:
    """SQL: one of `waarden` for row i; another `maal` gives another, unrelated draw."""
    lijst = ", ".join("'" + waarde.replace("'", "''") + "'" for waarde in waarden)
    return f"(ARRAY[{lijst}])[1 + {_trek(maal, len(waarden))}]"


def _trek(maal: int, uit: int) -> str:
    """SQL: a number below `uit` for row i."""
    return f"(((i * {maal}) % 4294967291 >> 8) % {uit})::int"


def _organisaties(n: int) -> dict[str, str]:
    rest = f"{_kies(ACHTERNAMEN, 2654435761)} || ' ' || {_kies(BRANCHES, 2246822519)} || ' ' || i"
    naam = f"""CASE WHEN i % {max(n // 10, 10)} = 5 THEN '{ZELDZAAM.capitalize()} '
        WHEN i % 100 = 37 THEN '{GEWOON.capitalize()} ' ELSE '' END || {rest}"""
    hoofd = _trek(3266489917, HOOFD)
    return {
        "naam": naam,
        "handelsnaam": f"CASE WHEN i % 3 = 0 THEN {_kies(ACHTERNAMEN, 668265263)} || ' Groep' ELSE '' END",
        "bezoekadres_straat": f"{_kies(ACHTERNAMEN, 374761393)} || 'straat'",
        "bezoekadres_huisnummer": _trek(2147483659, 200) + " + 1",
        "bezoekadres_postcode": f"({_trek(3432918353, 8999)} + 1000) || ' ' || 'AB'",
        "bezoekadres_plaats": f"'Plaats ' || {_trek(461845907, 250)}",
        "postadres_gelijk": "true",
        "telefoon": "'+31380' || lpad((i % 1000000)::text, 6, '0')",
        "email": "'info@bedrijf' || i || '.example'",
        "website": "'https://www.bedrijf' || i || '.example'",
        "kvk_nummer": "lpad((i % 100000000)::text, 8, '0')",
        "branche": _kies(BRANCHES, 2246822519),
        "rechtsvorm": _kies(["bv", "stichting", "vof", "vereniging", "eenmanszaak", ""], 3624381081),
        "aantal_medewerkers": f"CASE WHEN i % 4 > 0 THEN {_trek(1103515245, 600)} END",
        "relatiestatus": _kies(STATUSSEN, 1664525),
        "accountmanager_id": f"{_trek(22695477, 8)} + 1",
        "segment_id": f"{hoofd} + 1",
        "subsegment_id": f"{HOOFD + 1} + {hoofd} * 9 + {_trek(134775813, 9)}",
        "relatie_sinds": f"CASE WHEN i % 5 > 0 THEN date '2010-01-01' + {_trek(214013, 5000)} END",
        "bron": f"'Beurs ' || {_trek(1140671485, 40)}",
        "actief": "i % 33 <> 0",
    }


def _personen(n: int) -> dict[str, str]:
    dubbel = f"CASE WHEN i % 3 = 0 THEN '-' || {_kies(ACHTERNAMEN, 374761393)} ELSE '' END"
    return {
        "aanspreekvorm": _kies(["M", "V", "O"], 2654435761),
        "voornaam": _kies(VOORNAMEN, 2246822519),
        "tussenvoegsel": _kies(["", "", "", "van", "de", "van der"], 3266489917),
        "achternaam": f"{_kies(ACHTERNAMEN, 668265263)} || {dubbel}",
        "email_prive": "'persoon' || i || '@mail.example'",
        "mobiel_prive": "'+31600' || lpad((i % 1000000)::text, 6, '0')",
        "priveadres_plaats": f"'Plaats ' || {_trek(461845907, 250)}",
        "priveadres_postcode": f"({_trek(3432918353, 8999)} + 1000) || ' ' || 'CD'",
        "zakelijk": f"i % {ZONDER_BAAN} <> 0",
        "actief": "true",
    }


def _koppelingen(n: int) -> dict[str, str]:
    """Row i is the first job of person i, or for i > n the second job of person i - n."""
    persoon = "(CASE WHEN i <= n THEN i ELSE i - n END)"
    hoofd = _trek(3266489917, HOOFD)
    organisatie = "CASE WHEN i <= n THEN (i * 7919) % n ELSE ((i - n) * 7919 + 4021) % n END + 1"
    return {
        "persoon_id": f"{persoon} - ({persoon} % {ZONDER_BAAN} = 0)::int",
        "organisatie_id": f"CASE WHEN i <= {PERSONEN} THEN {KAART} WHEN {organisatie} = {KAART} THEN {KAART + 1} "
        f"ELSE {organisatie} END",
        "functie": _kies(FUNCTIES, 2654435761),
        "afdeling": f"'Afdeling ' || {_trek(2246822519, 60)}",
        "zakelijk_email": "'p' || i || '@bedrijf.example'",
        "telefoon": "'+31380' || lpad((i % 1000000)::text, 6, '0')",
        "categorie_id": f"{hoofd} + 1",
        "subcategorie_id": f"{HOOFD + 1} + {hoofd} * 9 + {_trek(134775813, 9)}",
        "begindatum": f"date '2012-01-01' + {_trek(214013, 4500)}",
        "actief": "i % 12 <> 0",
    }


def vul(n: int):
    """Empty database, migrations, rows, indexes, statistics."""
    omgeving.maak_leeg()
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    from django.contrib.auth.models import Group
    from django.db import connection

    from relaties.models import Organisatie, Persoon, PersoonInOrganisatie
    from segmenten.models import Segment
    from smp.gebruikers.models import Gebruiker
    from smp.gebruikers.rollen import GEBRUIKER

    for nr in range(1, 9):
        gebruiker = Gebruiker.objects.create_user(
            f"bench{nr}", f"bench{nr}@smp.example", WACHTWOORD, naam=f"Bench {nr}"
        )
        gebruiker.groups.add(Group.objects.get(name=GEBRUIKER))
    with connection.cursor() as cursor:
        # One advisory lock a row is too many for one statement; no generated row has the flag that it guards.
        cursor.execute("ALTER TABLE relaties_persooninorganisatie DISABLE TRIGGER USER")
        cursor.execute("ALTER TABLE relaties_persooninorganisatie ENABLE TRIGGER pgtrigger_sleutels_" + _naam(cursor))
        _plak(cursor, Segment, SEGMENTEN, n, {
            "type": f"CASE WHEN i <= {HOOFD} THEN 'hoofd' ELSE 'sub' END",
            "naam": f"CASE WHEN i <= {HOOFD} THEN 'Segment ' || i ELSE 'Deelsegment ' || i END",
            "soort_organisatie": "true",
            "soort_persoon": "true",
            "hoofdsegment_id": f"CASE WHEN i > {HOOFD} THEN (i - {HOOFD + 1}) / 9 + 1 END",
        })  # fmt: skip
        tabellen = [(Organisatie, n, _organisaties(n)), (Persoon, n, _personen(n))]
        tabellen.append((PersoonInOrganisatie, n * 3 // 2, _koppelingen(n)))
        for model, aantal, kolommen in tabellen:
            begin = time.monotonic()
            indexen = _indexen_weg(cursor, model)
            _plak(cursor, model, aantal, n, kolommen)
            cursor.execute("SET maintenance_work_mem = '256MB'")
            for opdracht in indexen:
                cursor.execute(opdracht)
            print(f"  {model._meta.verbose_name_plural}: {aantal} in {time.monotonic() - begin:.0f} s", flush=True)
        cursor.execute("ALTER TABLE relaties_persooninorganisatie ENABLE TRIGGER USER")
        cursor.execute("VACUUM ANALYZE")
    connection.close()


def _naam(cursor) -> str:
    """The tail that pgtrigger gave the trigger `sleutels`."""
    cursor.execute(
        "SELECT tgname FROM pg_trigger WHERE tgrelid = 'relaties_persooninorganisatie'::regclass "
        "AND tgname LIKE 'pgtrigger_sleutels_%'"
    )
    return cursor.fetchone()[0].removeprefix("pgtrigger_sleutels_")


def _indexen_weg(cursor, model) -> list[str]:
    """Drop the indexes that guard no rule; returns what makes them again."""
    cursor.execute(
        "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index WHERE indrelid = %s::regclass "
        "AND NOT indisunique AND NOT indisexclusion ORDER BY indexrelid",
        [model._meta.db_table],
    )
    indexen = cursor.fetchall()
    for naam, _ in indexen:
        cursor.execute(f"DROP INDEX {naam}")
    return [opdracht for _, opdracht in indexen]


def _plak(cursor, model, aantal: int, n: int, kolommen: dict[str, str]):
    """Rows 1…aantal by COPY; a column that is not named gets the default of its field."""
    waarden = {"id": "i"}
    for veld in model._meta.local_concrete_fields:
        if veld.primary_key or veld.generated or (veld.has_db_default() and veld.column not in kolommen):
            continue
        standaard = sql.Literal(veld.get_default()).as_string(cursor.connection)
        waarden[veld.column] = kolommen.pop(veld.column, standaard)
    assert not kolommen, f"{model.__name__} has no {', '.join(kolommen)}"
    tabel, namen, uit = model._meta.db_table, ", ".join(waarden), ", ".join(waarden.values())
    rijen = f"SELECT {uit} FROM generate_series(1::bigint, {aantal}) i, (VALUES ({n}::bigint)) AS vast(n)"
    with (
        psycopg.connect(omgeving.url()) as bron,
        bron.cursor().copy(f"COPY ({rijen}) TO STDOUT") as gemaakt,
        cursor.copy(f"COPY {tabel} ({namen}) FROM STDIN") as bewaard,
    ):
        for blok in gemaakt:
            bewaard.write(blok)
    cursor.execute(f"SELECT setval(pg_get_serial_sequence('{tabel}', 'id'), {aantal})")


def kenmerk(n: int) -> str:
    """Changes when the rows or the tables would be others."""
    som = hashlib.sha256()
    bestanden = [omgeving.WORTEL / "tests/bench/vullen.py", *sorted(omgeving.WORTEL.glob("*/migrations/*.py"))]
    for bestand in [*bestanden, *sorted(omgeving.WORTEL.glob("smp/*/migrations/*.py"))]:
        som.update(bestand.read_bytes())
    return f"{n} {som.hexdigest()[:16]}"


def zorg_voor(n: int):
    """The filled database: made when it is not there, or filled otherwise."""
    if omgeving.kenmerk() == kenmerk(n):
        print(f"Database {omgeving.NAAM} is er al.")
        return
    print(f"Database {omgeving.NAAM} wordt gevuld met {n} organisaties…", flush=True)
    begin = time.monotonic()
    vul(n)
    omgeving.onthoud(kenmerk(n))
    print(f"Klaar in {time.monotonic() - begin:.0f} s.", flush=True)


if __name__ == "__main__":
    omgeving.bereid_voor("tests.bench.instellingen")
    zorg_voor(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
