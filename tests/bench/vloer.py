"""The floor yardstick: the same rows by hand-written SQL, bytes joined, in a bare WSGI app without login or page.

`/L1?…` answers item L1. The criteria are in the SQL of the item; the values come from the query string.
"""

import os
from html import escape
from urllib.parse import parse_qs, parse_qsl

import psycopg

_bron = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True, prepare_threshold=1)
# The program lets the driver plan each statement with its values; the floor does the same.
_bron.execute("SET plan_cache_mode = force_custom_plan")
_bron.execute("SET pghistory.context_id = '00000000-0000-4000-8000-000000000001'")

KOLOMMEN = "o.id, o.naam, o.bezoekadres_plaats, o.telefoon, o.email, s.naam, u.naam, a.naam, o.relatiestatus"
VAN = """FROM relaties_organisatie o LEFT JOIN segmenten_segment s ON s.id = o.segment_id
    LEFT JOIN segmenten_segment u ON u.id = o.subsegment_id
    LEFT JOIN gebruikers_gebruiker a ON a.id = o.accountmanager_id WHERE o.actief"""
OP_NAAM = "ORDER BY o.sorteersleutel, o.id LIMIT 50"
PLAATS = 'smp_vouw(o.bezoekadres_plaats) COLLATE "C"'
LIJSTEN = {
    "L1": f"SELECT {KOLOMMEN} {VAN} {OP_NAAM}",
    # The keys first, from the index of the names alone: with the rows at once a common word takes 450 ms of a million.
    "L2": f"""SELECT {KOLOMMEN} {VAN} AND o.id IN (SELECT id FROM relaties_organisatie WHERE actief
        AND samengevoegd_met_id IS NULL AND zoeksleutel LIKE '%%' || %(q)s || '%%'
        ORDER BY sorteersleutel, id LIMIT 50) {OP_NAAM}""",
    "L3": f"SELECT {KOLOMMEN} {VAN} ORDER BY {PLAATS}, o.id LIMIT 50",
    "L4": f"SELECT {KOLOMMEN} {VAN} AND (o.sorteersleutel, o.id) > (%(s)s, %(id)s::bigint) {OP_NAAM}",
    "L4e": f"SELECT {KOLOMMEN} {VAN} ORDER BY o.sorteersleutel DESC, o.id DESC LIMIT 50",
    "L5": f"""SELECT {KOLOMMEN} {VAN} AND o.segment_id = %(segment)s::int AND {PLAATS} >= smp_vouw(%(plaats)s)
        AND {PLAATS} < smp_vouw(%(plaats)s) || '{{' {OP_NAAM}""",  # a town from its start, as the program asks it
}
RASTER = f"SELECT {KOLOMMEN} {VAN} ORDER BY o.sorteersleutel, o.id LIMIT 100"
PERSONEN = """SELECT p.voornaam, p.tussenvoegsel, p.achternaam, k.functie, k.afdeling, k.telefoon
    FROM relaties_persooninorganisatie k JOIN relaties_persoon p ON p.id = k.persoon_id
    WHERE k.organisatie_id = %s ORDER BY k.actief DESC, k.hoofdcontactpersoon DESC, k.persoon_sleutel, k.id LIMIT 50"""
NAMEN = ["naam", "bezoekadres_plaats", "telefoon", "email", "segment", "subsegment", "accountmanager", "relatiestatus"]


def _cel(waarde) -> str:
    return escape(str(waarde)) if waarde is not None else ""


def _tabel(rijen) -> str:
    return f"<table>{''.join('<tr><td>' + '<td>'.join(map(_cel, rij)) for rij in rijen)}</table>"


def _lijst(item, vraag):
    return _tabel(_bron.execute(LIJSTEN[item], vraag))


def _kaart(vraag):
    uit = _bron.execute("SELECT * FROM relaties_organisatie WHERE id = %s", [vraag["id"]])
    velden = "".join(f"<dt>{k.name}<dd>{_cel(w)}" for k, w in zip(uit.description, uit.fetchone(), strict=True))
    return f"<dl>{velden}</dl>" + _tabel(_bron.execute(PERSONEN, [vraag["id"]]))


def _raster():
    rijen = []
    for pk, *waarden in _bron.execute(RASTER):
        cellen = "".join(
            f'<td><input name="c-{pk}-{naam}" value="{_cel(waarde)}">'
            for naam, waarde in zip(NAMEN, waarden, strict=True)
        )
        rijen.append(f"<tr>{cellen}")
    return f"<form method=post><table>{''.join(rijen)}</table></form>"


def _bewaar(invoer):
    """One statement: town and telephone of every posted row, history by the trigger that is there anyway."""
    post = dict(parse_qsl(invoer.decode(), keep_blank_values=True))
    sleutels = [int(naam.split("-")[1]) for naam in post if naam.endswith("-bezoekadres_plaats")]
    kolommen = [
        [post[f"c-{pk}-{naam}"] for pk in sleutels] for naam in ("bezoekadres_plaats", "telefoon", "relatiestatus")
    ]
    with _bron.transaction():
        _bron.execute(
            "SELECT id FROM relaties_organisatie WHERE id = ANY(%s) ORDER BY id FOR UPDATE", [sleutels]
        ).fetchall()
        _bron.execute(
            "UPDATE relaties_organisatie o SET bezoekadres_plaats = n.p, telefoon = n.t, relatiestatus = n.r "
            "FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::text[]) AS n(id, p, t, r) WHERE o.id = n.id",
            [sleutels, *kolommen],
        )


def _invoeging(tabel: str, *namen: str) -> str:
    """The INSERT of a row with these columns; every other that must hold something is empty, or false."""
    verplicht = _bron.execute(
        """SELECT column_name, CASE data_type WHEN 'boolean' THEN 'false' ELSE quote_literal('') END
            FROM information_schema.columns WHERE table_name = %s AND is_nullable = 'NO' AND column_default IS NULL
            AND is_generated = 'NEVER' AND is_identity = 'NO'""",
        [tabel],
    )
    kolommen = dict(verplicht) | {naam: f"%({naam})s" for naam in namen} | {"actief": "true"}
    return f"INSERT INTO {tabel} ({', '.join(kolommen)}) VALUES ({', '.join(kolommen.values())}) RETURNING id"


PERSOON = _invoeging("relaties_persoon", "achternaam", "naamgebruik")
ORGANISATIE = _invoeging("relaties_organisatie", "naam")
BAAN = _invoeging("relaties_persooninorganisatie", "persoon_id", "organisatie_id", "functie")


def _voeg_toe(invoer):
    """A person, an organisation and the job between them."""
    post = dict(parse_qsl(invoer.decode()))
    with _bron.transaction():
        persoon = {"achternaam": post["persoon-achternaam"], "naamgebruik": "E"}
        [persoon] = _bron.execute(PERSOON, persoon).fetchone()
        [organisatie] = _bron.execute(ORGANISATIE, {"naam": post["organisatie-naam"]}).fetchone()
        baan = {"persoon_id": persoon, "organisatie_id": organisatie, "functie": post["baan-functie"]}
        _bron.execute(BAAN, baan)


def application(environ, start_response):
    item = environ["PATH_INFO"].strip("/")
    vraag = {naam: waarden[0] for naam, waarden in parse_qs(environ["QUERY_STRING"]).items()}
    if environ["REQUEST_METHOD"] == "POST":
        doe = _voeg_toe if item == "L10" else _bewaar
        doe(environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"])))
        start_response("303 See Other", [("Location", "/L1"), ("Content-Length", "0")])
        return [b""]
    html = _lijst(item, vraag) if item in LIJSTEN else _kaart(vraag) if item == "L6" else _raster()
    inhoud = html.encode()
    start_response("200 OK", [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(inhoud)))])
    return [inhoud]
