"""Does any statement of a page read or sort a large table? `python -m tests.bench.plannen [N]`.

Asks every list for every order (both ways, first and deep page, and with a common word, also on the card that it leads
to), every search field and every free condition (`ook`), every card, grid, lookup and the quick search; EXPLAIN ANALYZE
of each statement; prints those that read much, and exits 1 when one reads more than its question explains (decision
0013). With N it fills the database first, else it takes what `make bench` left there.
"""

import json
import sys
from urllib.parse import urlencode

from tests.bench import omgeving, vullen

#: The count of a list stops at 10,000 (TELGRENS), and it may: a page says '10.000+'.
GRENS = 12_000
#: A page, with room for what it is chosen from: so many rows may be sorted.
BLADZIJDE = 1_000
#: The indexes that hold words: of a common one they give all hits before the first, or walk the names until a page has
#: it. Those of telephone numbers give all that begin with an area code. They are known to read more among more rows.
VAN_WOORDEN = {"organisatie_zoek", "persoon_zoek", "pio_zoek", "organisatie_naam", "persoon_naam"}
VAN_NETNUMMERS = {"organisatie_telefoon", "pio_op_telefoon"}
WAARDEN = {
    "Woorden": [vullen.GEWOON, vullen.ZELDZAAM, "br", f"jansen {vullen.GEWOON}", "bestaatniet"],
    "Begint": ["plaats 17", "a", "directeur", "zijlstra", "jansen"],
    "Nummer": ["00012345"],
    "Postcode": ["1234", "1234 AB"],
    "Mailadres": ["p12345@", "x"],
    "Telefoonnummer": ["038 000", "06"],
    "Vanuit": [str(vullen.KAART)],
}

#: By kind of column a value of `ook` that nothing answers: the dearest.
NIEMAND = {"tekst": "zzqx", "getal": "2147000000", "datum": "1850-01-01", "janee": "ja"}


def paden(gebruiker) -> list[str]:
    """The pages that read rows: every order, search field, card, grid and lookup that this user can ask."""
    from django.http import QueryDict
    from django.urls import reverse

    from smp.lijsten.lijst import LIJSTEN
    from smp.lijsten.vraag import Vraag

    uit = ["/", f"/zoeken/?q={vullen.GEWOON}", "/zoeken/?q=de", "/zoeken/?q=0380", "/zoeken/?q=info@"]
    for naam, lijst in LIJSTEN.items():
        begin = reverse(f"{naam}_lijst")
        kaart = reverse(f"{naam}_kaart", args=[vullen.KAART if naam == "organisatie" else 77])
        uit += [kaart, reverse(f"{naam}_raster"), f"{reverse(f'{naam}_opzoeken')}?paneel=1"]
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
                woord = f"{volgorde}&{lijst.vaste_kolom}={vullen.GEWOON}"
                uit += [f"{begin}?{woord}", f"{kaart}?{urlencode({'vraag': woord})}"]
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


def vrije_voorwaarden(gebruiker) -> list[str]:
    """The lists with each free condition on their own columns, and with 'is' and 'leeg' on those of related records."""
    from django.http import QueryDict
    from django.urls import reverse

    from smp.lijsten.lijst import LIJSTEN
    from smp.lijsten.voorwaarden import OOK, Groep, Voorwaarde, schrijf
    from smp.lijsten.vraag import Vraag

    uit = []
    for naam, lijst in LIJSTEN.items():
        ook = Vraag(lijst, gebruiker, QueryDict("")).ook
        for veld in ook.velden.values():
            laatste = [sleutel for _, groep in ook.keuzes(veld) for sleutel, _ in groep][-1:]
            for naam_, operator in veld.operatoren.items():
                waarden = laatste or [NIEMAND.get(veld.soort, "")]
                waarden = ["7"] if naam_ == "laatste" else waarden
                if not veld.via or naam_ in ("is", "leeg"):
                    deel = Voorwaarde(veld.naam, naam_, tuple(waarden * operator.aantal))
                    uit.append(f"{reverse(f'{naam}_lijst')}?{urlencode({OOK: schrijf(Groep(True, (deel,)))})}")
    return uit


def knopen(plan: dict, boven=()):
    """Every node of a plan, each with those that it stands below, the nearest last."""
    yield plan, boven
    for kind in plan.get("Plans", ()):
        yield from knopen(kind, (*boven, plan))


def bezwaren(plan: dict, tabellen: dict[str, float] | None = None) -> tuple[list[str], list[str]]:
    """(what a plan reads or sorts too much of, what its question explains).

    `tabellen`: rows by table, for a free condition: where nothing near answers, it may read each of them once.
    """
    fout, bekend = [], []
    for knoop, boven in knopen(plan):
        beurten = knoop["Actual Loops"]
        if any(k.get("Parent Relationship") == "SubPlan" and k["Node Type"] == "Aggregate" for k in boven):
            beurten = min(beurten, 1)  # a count for each row of a page, each of which stops at its own bound
        rijen = (knoop["Actual Rows"] + knoop.get("Rows Removed by Filter", 0)) * beurten
        tabel = knoop.get("Relation Name") or (boven and boven[-1].get("Relation Name"))  # a bitmap is of what is above
        alle = (tabellen or {}).get(tabel, 0) if _alles(*boven) or _telt(plan) else 0
        if knoop["Node Type"] == "Seq Scan" and rijen > GRENS:
            waar = bekend if rijen < alle + GRENS else fout
            waar.append(f"seq scan of {knoop['Relation Name']}, {rijen:.0f} rows")
        elif "Index" in knoop["Node Type"] and rijen > GRENS:
            waar = bekend if _zoekt_woord(knoop) or rijen < alle + GRENS else fout
            waar.append(f"{knoop['Node Type'].lower()} {knoop.get('Index Name')} walks {rijen:.0f} rows")
        elif "Sort" in knoop["Node Type"]:
            gesorteerd = sum(k["Actual Rows"] * k["Actual Loops"] for k in knoop["Plans"])  # also by workers beside it
            if gesorteerd > BLADZIJDE:
                (bekend if _alles(*boven, knoop) else fout).append(f"sort of {gesorteerd:.0f} rows")
    return fout, bekend


def _zoekt_woord(knoop: dict) -> bool:
    vraagt, index = knoop.get("Filter", "") + knoop.get("Index Cond", ""), knoop.get("Index Name")
    return index in VAN_NETNUMMERS or any(teken in vraagt for teken in ("~~", "%>")) and index in VAN_WOORDEN


def _telt(plan: dict) -> bool:
    """A count apart: of a free condition that has more than one page."""
    return plan["Node Type"] == "Aggregate" and plan["Plans"][0]["Node Type"] == "Limit"


def _alles(*knopen_) -> bool:
    """A search that filled no page nearby, or of which few hits are expected: all of them, sorted (`Gesorteerd`)."""
    return any(sleutel.startswith("treffers") for knoop in knopen_ for sleutel in knoop.get("Sort Key", ()))


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
    assert len(bezwaren(controle)[0]) == 2, "the control query must be refused"
    plannen = {}

    def noteer(execute, sql, params, many, context):
        """The plan as the page has it: with the settings that hold there (smp/geduld.py)."""
        antwoord = execute(sql, params, many, context)
        if sql.startswith("SELECT") and (sql, str(params)) not in plannen:
            plannen[sql, str(params)] = (*plan_van(sql, params), pad)
        return antwoord

    with connection.cursor() as cursor:
        cursor.execute("SELECT relname, reltuples FROM pg_class WHERE relkind = 'r'")
        tabellen = dict(cursor.fetchall())
    adressen = [*paden(gebruiker), *vrije_voorwaarden(gebruiker)]
    for pad in adressen:
        with connection.execute_wrapper(noteer):
            status = client.get(pad).status_code
        assert status in (200, 403), f"{pad}: {status}"  # bench1 is a Gebruiker: he changes no segment
    slecht = lang = 0
    for plan, ms, pad in plannen.values():
        fout, bekend = bezwaren(plan, tabellen if "ook=" in pad else None)
        slecht += bool(fout)
        lang += bool(bekend) and not fout
        if fout or bekend:
            kop = "TE VEEL: " if fout else ""
            print(f"{pad[:110]}\n    {kop}{ms:.0f} ms: {'; '.join(fout + bekend)}")
    print(
        f"{len(plannen)} statements of {len(adressen)} pages, {slecht} read more than {GRENS} or sort more than "
        f"{BLADZIJDE} rows; {lang} do so for a common word or a free condition."
    )
    sys.exit(bool(slecht))


if __name__ == "__main__":
    main()
