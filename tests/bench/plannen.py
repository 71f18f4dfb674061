"""Does any statement of a page read or sort a large table? `python -m tests.bench.plannen [N]`.

Asks every list for every order (both ways, first and deep page, and with a common word) and every search field, every
card, grid, lookup and the quick search; EXPLAIN ANALYZE of each statement; prints those that read too much. With N it
fills the database first, else it takes what `make bench` left there.
"""

import json
import sys

from tests.bench import omgeving, vullen

#: The count of a list stops at 10,000 (TELGRENS), and it may: a page says '10.000+'.
GRENS = 12_000
#: A page, with room for what it is chosen from: so many rows may be sorted.
BLADZIJDE = 1_000
WAARDEN = {
    "Woorden": [vullen.GEWOON, vullen.ZELDZAAM, "br", f"jansen {vullen.GEWOON}", "bestaatniet"],
    "Begint": ["plaats 17", "a", "directeur", "zijlstra", "jansen"],
    "Nummer": ["00012345"],
    "Postcode": ["1234", "1234 AB"],
    "Mailadres": ["p12345@", "x"],
    "Vanuit": [str(vullen.KAART)],
}


def paden(gebruiker) -> list[str]:
    """The pages that read rows: every order, search field, card, grid and lookup that this user can ask."""
    from django.http import QueryDict
    from django.urls import reverse

    from smp.lijsten.lijst import LIJSTEN
    from smp.lijsten.vraag import Vraag

    uit = ["/", f"/zoeken/?q={vullen.GEWOON}", "/zoeken/?q=de"]
    for naam, lijst in LIJSTEN.items():
        begin = reverse(f"{naam}_lijst")
        uit += [
            reverse(f"{naam}_kaart", args=[vullen.KAART if naam == "organisatie" else 77]),
            reverse(f"{naam}_raster"),
        ]
        uit += [f"{reverse(f'{naam}_opzoeken')}?q={woord}" for woord in ("jansen", vullen.GEWOON, "xy")]
        for kolom in lijst.kolommen:
            if lijst.sorteersleutel(kolom) is None:
                continue
            for teken in ("", "-"):
                volgorde = f"volgorde={teken}{kolom.naam}"
                uit.append(f"{begin}?{volgorde}")
                vraag = Vraag(lijst, gebruiker, QueryDict(f"{volgorde}&pagina=100"))
                if vraag.blad.meer:
                    uit.append(f"{begin}?{volgorde}&na={vraag.blad.laatste_sleutel}")
                uit.append(f"{begin}?{volgorde}&voor=einde")
                uit.append(f"{begin}?{volgorde}&{lijst.vaste_kolom}={vullen.GEWOON}")
        vraag = Vraag(lijst, gebruiker, QueryDict(""))
        for naam_, filter_ in lijst.zoekvelden.items():
            waarden = WAARDEN.get(type(filter_).__name__)
            if waarden is None:
                opties = [
                    o
                    for k, o in getattr(vraag.form.fields[naam_], "choices", ())
                    for o in ([(k, o)] if isinstance(o, str) else o)
                ]
                waarden = [str(sleutel) for sleutel, _ in opties if sleutel][:3]
            uit += [f"{begin}?{naam_}={waarde}" for waarde in waarden]
    return uit


def knopen(plan: dict):
    yield plan
    for kind in plan.get("Plans", ()):
        yield from knopen(kind)


def bezwaren(plan: dict) -> list[str]:
    """What a plan reads or sorts too much of."""
    uit = []
    for knoop in knopen(plan):
        rijen = (knoop["Actual Rows"] + knoop.get("Rows Removed by Filter", 0)) * knoop["Actual Loops"]
        if knoop["Node Type"] == "Seq Scan" and rijen > GRENS:
            uit.append(f"seq scan of {knoop['Relation Name']}, {rijen:.0f} rows")
        elif "Index" in knoop["Node Type"] and rijen > GRENS:
            uit.append(f"{knoop['Node Type'].lower()} {knoop.get('Index Name')} walks {rijen:.0f} rows")
        elif "Sort" in knoop["Node Type"]:
            gesorteerd = sum(k["Actual Rows"] * k["Actual Loops"] for k in knoop["Plans"])  # also by workers beside it
            if gesorteerd > BLADZIJDE:
                uit.append(f"sort of {gesorteerd:.0f} rows")
    return uit


def main():
    omgeving.bereid_voor("tests.bench.instellingen")
    for aantal in sys.argv[1:]:
        vullen.zorg_voor(int(aantal))
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection
    from django.test import Client

    from smp.gebruikers.models import Gebruiker

    settings.ALLOWED_HOSTS.append("testserver")
    client, gebruiker = Client(), Gebruiker.objects.get(username="bench1")
    client.force_login(gebruiker, backend=settings.AUTHENTICATION_BACKENDS[-1])

    def plan_van(sql, params) -> tuple[dict, float]:
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {sql}", params)
            plan = cursor.fetchone()[0]
        plan = json.loads(plan)[0] if isinstance(plan, str) else plan[0]
        return plan["Plan"], plan["Execution Time"]

    controle, _ = plan_van("SELECT * FROM relaties_organisatie ORDER BY bron, website", [])
    assert len(bezwaren(controle)) == 2, "the control query must be refused"
    gezien, slecht, aantal = set(), 0, 0
    adressen = paden(gebruiker)
    for pad in adressen:
        statements = []

        def noteer(execute, sql, params, many, context, statements=statements):
            if sql.startswith("SELECT"):
                statements.append((sql, params))
            return execute(sql, params, many, context)

        with connection.execute_wrapper(noteer):
            status = client.get(pad).status_code
        assert status in (200, 403), f"{pad}: {status}"  # bench1 is a Gebruiker: he changes no segment
        for sql, params in statements:
            if (sql, str(params)) in gezien:
                continue
            gezien.add((sql, str(params)))
            aantal += 1
            plan, ms = plan_van(sql, params)
            fout = bezwaren(plan)
            if fout:
                slecht += 1
                print(f"{pad[:110]}\n    {ms:.0f} ms: {'; '.join(fout)}")
    print(
        f"{aantal} statements of {len(adressen)} pages, "
        f"{slecht} read more than {GRENS} or sort more than {BLADZIJDE} rows."
    )
    sys.exit(bool(slecht))


if __name__ == "__main__":
    main()
