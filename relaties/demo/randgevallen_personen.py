"""Persons that every screen must be able to show (domein §5.6, E1 to E40). Always loaded.

A record is the arguments for Persoon; `werk` is a list of arguments for PersoonInOrganisatie, in which
`organisatie` is the name of an organisation of randgevallen.py or dubbelen.py.
"""

from collections.abc import Iterator
from typing import Any

from relaties.demo.namen import FAMILIES, VOORNAMEN_NEUTRAAL

SNOEK = "Stadstheater De Gouden Snoek"
ANKERHUIS = "Museum Het Ankerhuis"
IJSSELDELTA = "Coöperatie IJsseldelta U.A."
NOORDERHAVEN = "Gemeente Noorderhaven"
VELEN = "Vereniging Grootletter"


def werk(organisatie: str, functie: str = "", **meer) -> dict[str, Any]:
    return {"organisatie": organisatie, "functie": functie, **meer}


def man(voornaam: str, achternaam: str, tussenvoegsel: str = "", **meer) -> dict[str, Any]:
    return naam("M", voornaam, achternaam, tussenvoegsel) | meer


def vrouw(voornaam: str, achternaam: str, tussenvoegsel: str = "", **meer) -> dict[str, Any]:
    return naam("V", voornaam, achternaam, tussenvoegsel) | meer


def naam(vorm: str, voornaam: str, achternaam: str, tussenvoegsel: str) -> dict[str, Any]:
    return {
        "aanspreekvorm": vorm,
        "voornaam": voornaam,
        "voorletters": f"{voornaam[0]}.",
        "tussenvoegsel": tussenvoegsel,
        "achternaam": achternaam,
    }


def _vele() -> Iterator[dict[str, Any]]:
    """E40: more persons at one organisation than fit on a page, one of ten past."""
    families, voornamen = list(FAMILIES.kansen), list(VOORNAMEN_NEUTRAAL.kansen)
    for nummer in range(110):
        familie, voornaam = families[nummer % len(families)], voornamen[nummer % len(voornamen)]
        rij = werk(VELEN, "Bestuurslid" if nummer % 3 else "", actief=nummer % 10 != 0)
        if not rij["actief"]:
            rij |= {"begindatum": "2020-01-01", "einddatum": "2025-12-31"}
        yield naam("O", voornaam, familie.achternaam, familie.tussenvoegsel) | {"werk": [rij]}


def personen(categorie) -> list[dict[str, Any]]:
    """`categorie('Beslisser/Eindbeslisser')` gives the two columns of a link."""
    beslisser = categorie("Beslisser/Eindbeslisser")
    return [
        # E2; Maud IJzerman (E1) is in dubbelen.py
        man("Ĳsbrand", "Ĳzerman", werk=[werk("IJsclub De Volharding", "Voorzitter")]),
        # E3; Sean O'Neill is in dubbelen.py
        man("Seán", "O’Neill", email_prive="sean.o'neill@post.example"),
        # E4
        man("Jan", "Hart", "'t"),
        vrouw("Helena", "Ancona", "d'"),
        man("Wout", "Hof", "van 't"),
        vrouw("Ilse", "Veld", "in 't"),
        # E5
        man("Tom", "De Coninck", werk=[werk("Cultuurhuis De Zwaan vzw", "Directeur")]),
        vrouw("Fatima", "El Amrani"),
        # E6; Özlem Yıldız and Renée Schröder are in dubbelen.py
        vrouw("Łucja", "Nowak"),
        man("Søren", "Østergård"),
        vrouw("Thị Lan", "Nguyễn"),
        # E7
        *[man("Jaap", achternaam) for achternaam in ("Op", "De", "Den", "Le", "Ten")],
        # E8
        {"achternaam": "Suryadi"},
        # E9
        vrouw(
            "Wilhelmina Johanna Antoinetta Maria-Magdalena",
            "Roosendael van Oosterwolde",
            "van",
            voorletters="W.J.A.M.",
            achternaam_partner="Velde van Nooitgedacht",
            tussenvoegsel_partner="van der",
            naamgebruik="N",
        ),
        {"achternaam": "Allerlangsteachternaamzonderspaties" * 3},
        # E10
        *[
            vrouw(
                "Anna",
                "Jansen",
                achternaam_partner="Vries",
                tussenvoegsel_partner="de",
                naamgebruik=gebruik,
                werk=[werk(SNOEK, "Bestuurslid", afdeling=f"Commissie {gebruik}")],
            )
            for gebruik in "EPVN"
        ],
        # E11
        {
            "aanspreekvorm": "M",
            "titel_voor": "jhr. mr.",
            "voorletters": "A.",
            "tussenvoegsel": "van",
            "achternaam": "Hoogstraten",
            "aanhef_handmatig": "Hoogwelgeboren heer",
        },
        # E12
        naam("N", "Robin", "Berg", "van den") | {"werk": [werk(NOORDERHAVEN, "Beleidsmedewerker cultuur")]},
        # E13
        {
            "aanspreekvorm": "M",
            "titel_voor": "prof. dr. ir.",
            "voorletters": "H.",
            "achternaam": "Prins",
            "titel_achter": "MSc PhD",
        },
        # E22; the link has no functie
        {"achternaam": "Achternaam", "werk": [werk("Alleen Een Naam")]},
        # E25
        {"voorletters": "H.", "achternaam": "Bakker", "werk": [werk("Bakkerij Van Dijk B.V.", "Eigenaar")]},
        {"voorletters": "H.", "achternaam": "Bakker", "werk": [werk("Drukkerij Pieters & Zn.", "Inkoper")]},
        # E29; Anna van den Berg works with her double (D13) at the Ankerhuis, see dubbelen.py
        vrouw(
            "Anna",
            "Brug",
            "ter",
            werk=[
                werk(
                    SNOEK,
                    "Hoofd marketing en communicatie",
                    zakelijk_email="anna.terbrug@goudensnoek.example",
                    begindatum="2021-03-01",
                    einddatum="2026-08-31",
                    actief=False,
                ),
                werk(
                    ANKERHUIS,
                    "Directeur-bestuurder",
                    zakelijk_email="a.terbrug@ankerhuis.example",
                    begindatum="2026-09-01",
                    hoofdcontactpersoon=True,
                    **beslisser,
                ),
            ],
        ),
        # E30
        man(
            "Youssef",
            "Benali",
            tutoyeren=True,
            werk=[
                werk(IJSSELDELTA, "Directeur", hoofdcontactpersoon=True, voorkeursrelatie=True, **beslisser),
                werk(SNOEK, "Bestuurslid", **categorie("Goede relaties/Raad van toezicht")),
            ],
        ),
        # E32
        {
            "achternaam": "Geanonimiseerd",
            "daarna": {"geanonimiseerd_op": "2026-06-15T10:00:00+02:00"},
            "werk": [werk(NOORDERHAVEN, "Wethouder cultuur", actief=False, einddatum="2024-02-29")],
        },
        # E33
        man(
            "Henk",
            "Meer",
            "van der",
            overleden_op="2024-11-02",
            werk=[werk(SNOEK, "Vrijwilliger", actief=False)],
        ),
        vrouw(
            "Ria",
            "Blom",
            werk=[werk(SNOEK, "Vrijwilliger")],
            daarna={
                "verwerking_beperkt": True,
                "beperkt_reden": "juistheid",
                "beperkt_toelichting": "Wacht op haar antwoord",
            },
        ),
        # E35
        {"voornaam": "<img src=x onerror=alert(1)>", "achternaam": "<b>Vet</b>"},
        {"voornaam": "Robert'); DROP TABLE", "achternaam": "=1+1"},
        {"voornaam": "🎭", "achternaam": "{{7*7}}"},
        # E38
        vrouw(
            "Schrikkel",
            "Dag",
            geboortedatum="1972-02-29",
            werk=[
                werk(NOORDERHAVEN, "Stagiair", begindatum="2024-02-29"),
                werk(SNOEK, "Stagiair", begindatum="2023-09-01", einddatum="2023-09-01", actief=False),
            ],
        ),
        # E39
        man(
            "Toon",
            "Toestel",
            telefoon_prive="038 000 05 05",
            werk=[
                werk("Huize Het Toestel", "Telefonist", doorkiesnummer="205", mobiel="06 00 00 05 05"),
                werk("Cultuurhuis De Zwaan vzw", "Adviseur", telefoon="+32 2 555 12 35"),
            ],
        ),
        *_vele(),
    ]
