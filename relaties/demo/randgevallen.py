"""Organisations that every screen must be able to show (domein §5.6, E1 to E40). Always loaded."""

from typing import Any

from relaties.demo.plaatsen import STRATEN

_LANG = (
    "Stichting tot Behoud en Bevordering van het Gezamenlijk Muziek- en Toneelleven in de Oostelijke Polders, "
    "de Eilanden en de Aangrenzende Waterschappen, tevens Vriendenkring van de Oude Schouwburg"
)
_ZONDER_SPATIES = "Zonderspatiesgeschrevenvoorstellingenbureau"


def straat(straat: str, huisnummer: int, postcode: str, plaats: str, **meer) -> dict[str, Any]:
    """Columns of a visiting address: straat("Markt", 1, "8011 ZX", "Zwolle", toevoeging="2")."""
    delen = {"straat": straat, "huisnummer": huisnummer, "postcode": postcode, "plaats": plaats, **meer}
    return {f"bezoekadres_{veld}": waarde for veld, waarde in delen.items()}


def post(soort: str, nummer: int, postcode: str, plaats: str) -> dict[str, Any]:
    """Columns of a postal address with a box: post("postbus", 123, "8600 ZX", "Sneek")."""
    return {
        "postadres_soort": soort,
        f"postadres_{soort.removesuffix('nummer')}nummer": nummer,
        "postadres_postcode": postcode,
        "postadres_plaats": plaats,
    }


def buitenland(land: str, regel: str, postcode: str, plaats: str, **meer) -> dict[str, Any]:
    delen = {
        "soort": "buitenland",
        "land": land,
        "adresregel_1": regel,
        "postcode": postcode,
        "plaats": plaats,
    }
    return {f"bezoekadres_{veld}": waarde for veld, waarde in (delen | meer).items()} | {"postadres_gelijk": True}


def _adresproeven():
    """E14: every way to write what comes after a house number."""
    achter = [("a", "", 12), ("", "2", 12), ("", "III", 12), ("A", "3", 12), ("", "bis", 12), ("", "", 99999)]
    for nummer, (letter, toevoeging, huisnummer) in enumerate(achter, start=1):
        adres = straat(
            "Dorpsstraat",
            huisnummer,
            f"801{nummer % 4 + 1} ZX",
            "Zwolle",
            huisletter=letter,
            toevoeging=toevoeging,
        )
        yield {
            "naam": f"Ateliergroep De Dorpsstraat {nummer}",
            "telefoon": f"038 000 04 {nummer:02}",
            **adres,
        }


def _plaatsproeven():
    """E17 and E1: towns that are hard to write in capitals. The streets are the special ones."""
    for naam, plaats, postcode, weg in [
        ("Boekhandel De Drie Haringen", "'s-Hertogenbosch", "5211 ZX", "'s-Gravelandseweg"),
        ("Kasteelboerderij De Bergh", "'s-Heerenberg", "7041 ZX", "'t Veld"),
        ("Visrestaurant De Kaap", "IJmuiden", "1971 ZX", "IJsselkade"),
        ("Provinciaal Platform Podia", "Utrecht", "3511 ZX", "Laan van Nieuw Oost-Indië"),
        ("Noordelijk Podiumoverleg", "Groningen", "9711 ZX", "Jhr. Mr. Dr. A. van Nooitgedachtlaan"),
        ("Hofvijver Advies", "'s-Gravenhage", "2511 ZX", "Graaf Willem II-straat"),
        ("Friesch Letterkundig Genootschap", "Ljouwert", "8911 ZX", "Ds. Y.K. Bakkerwei"),
    ]:
        assert weg in STRATEN.kansen
        yield {"naam": naam, **straat(weg, 1, postcode, plaats)}


def _lastige_namen():
    """E35 to E37: what breaks a page, an export or an order."""
    for naam in [
        "<script>alert(1)</script>",
        "'; DROP TABLE relaties_organisatie; --",
        "{{7*7}}",
        "{% debug %}",
        '=HYPERLINK("https://kwaad.example";"klik")',
        "+31 Theaterbureau",
        "-Min Streepje",
        "@Apenstaart",
        "Theater 🎭 Maskerade",
        "مسرح المدينة",
        "Nul\u200bbreedte B.V.",
        "Rechts\u202eomgekeerd B.V.",
        "  Spaties\ten  tab  ",
        "100% Cultuur_Noord",
        "Terug\\slash",
        "3 Op Reis B.V.",
        "50|50 Workcenter",
        "#Nieuw",
        "&Samen",
        "De 7 Provinciën",
        "de Jong & Zn",
        "DE JONG & ZN",
        "Édouard & Fils",
        "Øster Scene",
        "Ypma Decorbouw",
    ]:
        yield {"naam": naam}


def organisaties(segment, accountmanagers: dict[str, Any]) -> list[dict[str, Any]]:
    """All of them as arguments for Organisatie. `segment('Overheid/Gemeente')` gives the two columns."""
    return [
        # A mother comes before its daughters: `moeder` is the name of a row above it (E24).
        {
            "naam": "Coöperatie IJsseldelta U.A.",
            "rechtsvorm": "cooperatie",
            "kvk_nummer": "00900001",
            "rsin": "999000019",
            "btw_nummer": "NL999000019B01",
            "iban": "NL52DEMO0000000001",
            "website": "https://ijsseldelta.example",
            "aantal_medewerkers": 260,
            **segment("Sponsoren/Hoofdsponsor"),
            **straat("Handelskade", 10, "8011 ZX", "Zwolle"),
        },
        {
            "naam": "Theatergroep IJsseldelta B.V.",
            "moeder": "Coöperatie IJsseldelta U.A.",
            "rechtsvorm": "bv",
            "postadres_gelijk": True,
            **straat("Handelskade", 12, "8011 ZX", "Zwolle"),
        },
        {"naam": "Decoratelier IJsseldelta", "moeder": "Theatergroep IJsseldelta B.V."},
        {"naam": f"{_LANG} (oud)"},  # E9: exactly 200 characters
        {"naam": (_ZONDER_SPATIES * 6)[:200], "zoeknaam": "Zonder spaties"},
        *_adresproeven(),
        {  # E15
            "naam": "Gemeente Noorderhaven",
            "rechtsvorm": "publiek",
            "kvk_nummer": "00900002",
            "rsin": "999000020",
            "oin": "00000003009000020000",
            "peppol_id": "0190:00000003009000020000",
            "aantal_medewerkers": 480,
            "email": "info@noorderhaven.example",
            **segment("Overheid/Gemeente"),
            **straat("Raadhuisplein", 1, "8601 ZX", "Noorderhaven"),
            **post("postbus", 123, "8600 ZX", "Noorderhaven"),
        },
        {  # E16
            "naam": "Donateursfonds De Vuurtoren",
            "rechtsvorm": "stichting",
            **segment("Overheid/Fonds"),
            **straat("Oude Gracht", 40, "3511 ZX", "Utrecht"),
            **post("antwoordnummer", 1234, "3500 ZY", "Utrecht"),
        },
        *_plaatsproeven(),
        {  # E18
            "naam": "Cultuurhuis De Zwaan vzw",
            "rechtsvorm": "buitenlands",
            "btw_nummer": "BE0990000014",
            "telefoon": "+32 2 555 12 34",  # E39
            **buitenland("BE", "Grote Markt 5 bus 3", "2000", "Antwerpen"),
        },
        {  # E19
            "naam": "Müller & Söhne GmbH",
            "rechtsvorm": "buitenlands",
            "btw_nummer": "DE999999000",
            "iban": "DE20500000000000000001",
            "taal": "de",
            **buitenland("DE", "Königsallee 1", "40212", "Düsseldorf"),
        },
        {  # E20
            "naam": "Southbank Example Ltd",
            "rechtsvorm": "buitenlands",
            "taal": "en",
            **buitenland("GB", "12 Example Road", "SE1 0ZX", "London"),
        },
        # E21
        {
            "naam": "Théâtre de l'Église",
            "taal": "fr",
            **buitenland("FR", "12 rue de l'Église", "75001", "Paris"),
        },
        {"naam": "Podium Pietermaai", **buitenland("CW", "Pietermaai 19", "", "Willemstad")},
        {
            "naam": "Example Touring Inc.",
            "taal": "en",
            **buitenland("US", "1 Example Plaza", "NY 10001", "New York", adresregel_2="Suite 5"),
        },
        {"naam": "Alleen Een Naam"},  # E22
        {  # E23
            "naam": "Lunchroom Zonder Postadres",
            "rechtsvorm": "vof",
            **straat("Markt", 3, "7411 ZX", "Deventer"),
        },
        *[  # E26
            {
                "naam": f"Tandwiel Techniek B.V., vestiging {plaats}",
                "rechtsvorm": "bv",
                "kvk_nummer": "00900003",
                "vestigingsnummer": f"99990000000{nummer}",
                **segment("Leveranciers/Techniek"),
                **straat("Energieweg", nummer, postcode, plaats),
            }
            for nummer, plaats, postcode in [(1, "Zwolle", "8013 ZX"), (2, "Meppel", "7941 ZX")]
        ],
        {  # E27
            "naam": "Rederij De Oude Garde",
            "accountmanager": accountmanagers["oudcollega"],
            "debiteurnummer": "10047",
            "relatiestatus": "klant",
            "relatie_sinds": "2019-09-01",
            **segment("Business Club/Goud"),
        },
        {"naam": "Reisclub De Wandelstok", **segment("Oude indeling")},  # E28
        {"naam": "Jubileumfonds De Kroon", **segment("Sponsoren/Jubileumsponsor")},
        {  # E34
            "naam": "Atelier Jip Kuiper",
            "rechtsvorm": "eenmanszaak",
            "kvk_nummer": "00900004",
            "btw_nummer": "NL999100001B64",
            "iban": "NL25DEMO0000000002",
            "aantal_medewerkers": 1,
        },
        # E39
        {"naam": "Kaartverkoop Nul Negenhonderd", "telefoon": "0900 1234"},
        {"naam": "Stadsinformatie Veertien", "telefoon": "14 038"},
        {"naam": "Huize Het Toestel", "telefoon": "038-0001234 tst 12"},
        *_lastige_namen(),
        {  # a relation that has ended, and one that wants nothing
            "naam": "Lichtspel Theater (opgeheven)",
            "rechtsvorm": "stichting",
            "relatiestatus": "opgeheven",
            "relatie_sinds": "2004-02-29",
            "actief": False,
        },
        {
            "naam": "Liever Geen Post B.V.",
            "rechtsvorm": "bv",
            "relatiestatus": "niet benaderen",
            "non_mailing_kvk": True,
            "geen_mailing": True,
            "geen_mailing_reden": "Op eigen verzoek",
            "geen_mailing_datum": "2026-05-04",
        },
        {
            "naam": "Vereniging Grootletter",
            "opmerkingen": "Eerste regel\n\tTweede regel  \n" + "Lang. " * 650,
        },
    ]
