"""What people do where (domein §5.3)."""

from relaties.demo.kiezen import Kiezer

_BEDRIJF = Kiezer("""
    Directeur 8; Zakelijk leider 3; Artistiek leider 1; Eigenaar 8; Office manager 6;
    Directiesecretaresse 4; Hoofd marketing en communicatie 6; Marketingmedewerker 6;
    Communicatieadviseur 4; HR-adviseur 4; Personeelsvereniging (voorzitter) 2; Inkoper 5;
    Facilitair manager 4; Controller 2; Financieel medewerker 5; Accountmanager 6; Relatiemanager 3;
    Teamleider 3; Stagiair 1; Sponsorcommissie 1; - 6
""")
_STICHTING = Kiezer("""
    Directeur-bestuurder 8; Directeur 4; Zakelijk leider 6; Artistiek leider 3; Office manager 5;
    Voorzitter 4; Secretaris 3; Penningmeester 4; Bestuurslid 4; Hoofd marketing en communicatie 5;
    Marketingmedewerker 4; Communicatieadviseur 3; Conservator 3; Hoofd educatie 4; Financieel medewerker 3;
    Facilitair manager 2; Relatiemanager 2; Stagiair 1; - 5
""")
_ONDERWIJS = Kiezer("""
    Directeur 5; Coördinator cultuureducatie 8; Docent CKV 8; Teamleider 5; Office manager 3; HR-adviseur 2;
    Directiesecretaresse 2; Personeelsvereniging (voorzitter) 3; - 3
""")
_VERENIGING = Kiezer("""
    Voorzitter 10; Secretaris 8; Penningmeester 8; Bestuurslid 10; Clubmanager 3; Sponsorcommissie 4; - 4
""")
_OVERHEID = Kiezer("""
    Wethouder cultuur 4; Beleidsmedewerker cultuur 10; Communicatieadviseur 5; Inkoper 4; HR-adviseur 3;
    Directiesecretaresse 4; Facilitair manager 3; Teamleider 4; Personeelsvereniging (voorzitter) 2; - 3
""")
_ALLEEN = Kiezer("Eigenaar 18; - 2")

_PER_VORM = {
    "stichting": _STICHTING,
    "vereniging": _VERENIGING,
    "kerk": _VERENIGING,
    "publiek": _OVERHEID,
    "eenmanszaak": _ALLEEN,
    "": _ALLEEN,
}
_ONDERWIJSBRANCHES = {"Basisonderwijs", "Voortgezet onderwijs", "Beroepsonderwijs", "Muziekscholen"}


def functies(rechtsvorm: str, branche: str) -> Kiezer:
    """The functions at one kind of organisation."""
    return _ONDERWIJS if branche in _ONDERWIJSBRANCHES else _PER_VORM.get(rechtsvorm, _BEDRIJF)


_GROEPEN = {
    "directie": """Directeur; Directeur-bestuurder; Zakelijk leider; Artistiek leider; Eigenaar; Secretaris;
        Penningmeester; Voorzitter; Bestuurslid""",
    "management": "Teamleider; Facilitair manager; Clubmanager; Hoofd educatie",
    "inkoop": "Inkoper",
    "marketing": """Hoofd marketing en communicatie; Marketingmedewerker; Communicatieadviseur; Accountmanager;
        Relatiemanager; Sponsorcommissie""",
    "financien": "Controller; Financieel medewerker",
    "hr": "HR-adviseur; Personeelsvereniging (voorzitter)",
    "secretariaat": "Office manager; Directiesecretaresse",
    "onderwijs": "Coördinator cultuureducatie; Docent CKV",
    "politiek": "Wethouder cultuur; Beleidsmedewerker cultuur",
    "overig": "Conservator; Stagiair",
}
FUNCTIEGROEPEN = {naam: groep for groep, tekst in _GROEPEN.items() for naam in Kiezer(tekst).kansen}

_AFDELINGEN = {
    "directie": Kiezer("Directie 3; Bestuur 2"),
    "management": Kiezer("Facilitair; Projectbureau; Ledenadministratie; Educatie"),
    "inkoop": Kiezer("Inkoop"),
    "marketing": Kiezer("Marketing & Communicatie 4; Verkoop"),
    "financien": Kiezer("Financiën"),
    "hr": Kiezer("Personeel & Organisatie"),
    "secretariaat": Kiezer("Secretariaat 3; Directie"),
    "onderwijs": Kiezer("Educatie"),
    "politiek": Kiezer("Bestuur; Projectbureau"),
    "overig": Kiezer("Programmering; Techniek"),
    "": Kiezer("Verkoop; Techniek; Programmering; Ledenadministratie"),
}


def afdeling(functiegroep: str, toeval: float) -> str:
    return _AFDELINGEN[functiegroep](toeval)
