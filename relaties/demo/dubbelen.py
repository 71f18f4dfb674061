"""Pairs that are the same relation twice, and pairs that only look so (domein §5.7). Always loaded."""

from typing import Any

from relaties.demo.randgevallen import straat
from relaties.demo.randgevallen_personen import ANKERHUIS, IJSSELDELTA, NOORDERHAVEN, SNOEK, man, vrouw, werk

_IJSLAAN = straat("Noorderhaven", 7, "8651 ZX", "IJlst")
_PARKZICHT = straat("Parklaan", 88, "8013 ZY", "Zwolle")
_HOLLAND = straat("Stationsplein", 2, "7941 ZY", "Meppel")
_TOONLADDER = straat("Schoolstraat", 15, "8261 ZX", "Kampen")

ORGANISATIES: list[dict[str, Any]] = [
    # D1
    {"naam": "Stadstheater De Gouden Snoek", **straat("Schouwburgplein", 1, "8011 ZX", "Zwolle")},
    {"naam": "Stadstheater Gouden Snoek", **straat("Schouwburgplein", 2, "8011 ZX", "Zwolle")},
    # D2
    {"naam": "Bakkerij Van Dijk B.V.", "rechtsvorm": "bv", "telefoon": "038 000 02 02"},
    {"naam": "Bakkerij van Dijck BV", "rechtsvorm": "bv", "telefoon": "038-0000202"},
    # D3
    {"naam": "Hotel 't Hof van Holland", **_HOLLAND},
    {"naam": "Hotel Het Hof van Holland", **_HOLLAND},
    # D4: the same KVK-nummer can only be stored with another vestigingsnummer
    {"naam": "Janssen Installatietechniek B.V.", "rechtsvorm": "bv", "kvk_nummer": "00900010"},
    {
        "naam": "Jansen Installatietechn. VOF",
        "rechtsvorm": "vof",
        "kvk_nummer": "00900010",
        "vestigingsnummer": "999900000010",
    },
    # D5, and E1
    {"naam": "IJsclub De Volharding", "rechtsvorm": "vereniging", **_IJSLAAN},
    {"naam": "Ysclub de Volharding"},
    # D6
    {"naam": "VvE Parkzicht", "rechtsvorm": "vve", **_PARKZICHT},
    {"naam": "Vereniging van Eigenaars Parkzicht", "rechtsvorm": "vve", **_PARKZICHT},
    # D7: the other one is in randgevallen.py
    {"naam": "Cooperatie IJssel Delta", "rechtsvorm": "cooperatie", "website": "www.ijsseldelta.example"},
    # D8
    {
        "naam": "Museum Het Ankerhuis",
        "handelsnaam": "Het Ankerhuis",
        "zoeknaam": "HA",
        "kvk_nummer": "00900011",
        "website": "ankerhuis.example",
        "email": "info@ankerhuis.example",
        "aantal_medewerkers": 35,
    },
    {
        "naam": "Stichting Museum Het Ankerhuis",
        "rechtsvorm": "stichting",
        "kvk_nummer": "00900011",
        "vestigingsnummer": "999900000011",
    },
    # D9
    {"naam": "Café-restaurant ’La Cigogne’"},
    {"naam": "Cafe Restaurant La Cigogne"},
    # D10
    {"naam": "Drukkerij Pieters & Zn.", "email": "info@drukkerij-pieters.example"},
    {"naam": "Drukkerij Pieters en Zonen", "email": "info@drukkerij-pieters.example"},
    # D11
    {"naam": "Vos&Partners Advocaten"},
    {"naam": "Vos & Partners Advocaten N.V.", "rechtsvorm": "nv"},
    # D12
    {"naam": "Muziekschool De Toonladder", **_TOONLADDER},
    {"naam": "Muziekschol de Toonlader", **_TOONLADDER},
    # No doubles
    {"naam": "Jansen Bouw B.V.", "rechtsvorm": "bv"},
    {"naam": "Jansen Vastgoed B.V.", "rechtsvorm": "bv"},
    {"naam": "Gemeente Zwolle", "rechtsvorm": "publiek"},
    {"naam": "Gemeente Zutphen", "rechtsvorm": "publiek"},
    {"naam": "Hotel De Zon"},
    {"naam": "Hotel De Ster"},
    {"naam": "Stichting Vrienden van het Ankerhuis", "rechtsvorm": "stichting"},
    {"naam": "Gemeente Noorderhaven, afdeling Cultuur", "rechtsvorm": "publiek"},
]


def personen() -> list[dict[str, Any]]:
    """Persons in the form of `randgevallen_personen.personen`."""
    return [
        # D13
        vrouw("Anna", "Berg", "van den", werk=[werk(ANKERHUIS, "Conservator")]),
        vrouw("Anna", "vd Berg", werk=[werk(ANKERHUIS, "Conservator")]),
        # D14
        man("Jan-Willem", "Vries", "de"),
        man("Jan Willem", "Vries", "de"),
        # D15, and E6
        vrouw("Özlem", "Yıldız"),
        vrouw("Ozlem", "Yildiz"),
        # D16, and E3
        man("Sean", "O'Neill", email_prive="sean@post.example"),
        man("Séan", "ONeil", email_prive="sean@post.example"),
        # D17, and E1
        vrouw("Maud", "IJzerman", werk=[werk("IJsclub De Volharding", "Secretaris")]),
        vrouw("Maud", "Yzerman"),
        # D18
        vrouw(
            "Annelies",
            "Jansen",
            achternaam_partner="Vries",
            tussenvoegsel_partner="de",
            naamgebruik="V",
            mobiel_prive="06 00 00 00 18",
        ),
        vrouw("Annelies", "Jansen", mobiel_prive="06 00 00 00 18"),
        # D19
        man("Pieter", "Smit", mobiel_prive="06 00 00 00 19"),
        man("Piter", "Smit", mobiel_prive="06 00 00 00 19"),
        # D20
        vrouw("Joke", "Meulen", "van der"),
        vrouw("Joke", "v.d. Meulen"),
        # D21, and E6
        vrouw(
            "Renée",
            "Schröder",
            werk=[werk(SNOEK, "Controller", zakelijk_email="r.schroder@goudensnoek.example")],
        ),
        vrouw("Renee", "Schroeder", werk=[werk(SNOEK, "Controller", zakelijk_email="renee@goudensnoek.example")]),
        # D22
        man("Ali", "Hassan", werk=[werk(IJSSELDELTA, "Inkoper")]),
        man("Hassan", "Ali", werk=[werk(IJSSELDELTA, "Inkoper")]),
        # D23
        man("Cees", "Kuijpers", werk=[werk(NOORDERHAVEN, "Beleidsmedewerker cultuur")]),
        man("Kees", "Kuypers", werk=[werk(NOORDERHAVEN, "Beleidsmedewerker cultuur")]),
        # D24; Merel is also E31
        vrouw("Merel", "Hart", "'t"),
        vrouw("Merel", "Hart"),
        # No doubles
        man("Jan", "Boer", "de"),
        man("Jaap", "Boer", "de"),
        vrouw("Anna", "Vries", "de"),
        vrouw("Anna", "Wit", "de"),
        man("Henk", "Bakker"),
        man("Henk", "Backer"),
    ]
