"""Every key of the program, as data: the page /sneltoetsen/ shows it, and a test holds the scripts against it.

A key is written as the scripts know it: the `key` of a KeyboardEvent, with Control+ or Shift+ before it.
"""

from typing import NamedTuple

from django.shortcuts import render

#: What stands on a Dutch keyboard.
OPSCHRIFT = {
    "Control": "Ctrl",
    "ArrowLeft": "←",
    "ArrowRight": "→",
    "ArrowUp": "↑",
    "ArrowDown": "↓",
    "Escape": "Esc",
    "Delete": "Del",
    "PageUp": "Page Up",
    "PageDown": "Page Down",
    " ": "Spatie",
}


class Groep(NamedTuple):
    """Where keys work, in which files of static/js, and what they do.

    vanzelf  what no script names as a key: the browser does it by itself, or it is said in another word
    """

    waar: str
    scripts: tuple[str, ...]
    toetsen: dict[tuple[str, ...], str]
    vanzelf: dict[tuple[str, ...], str] = {}

    @property
    def regels(self) -> list[dict]:
        """For the page: [{'toetsen': [['Ctrl', '→']], 'doet'}]."""
        return [
            {
                "toetsen": [
                    [OPSCHRIFT.get(deel, deel[0].upper() + deel[1:]) for deel in toets.split("+")] for toets in toetsen
                ],
                "doet": doet,
            }
            for toetsen, doet in {**self.toetsen, **self.vanzelf}.items()
        ]


RASTER = "Bij het wijzigen van gevonden rijen in de tabel"
GROEPEN = [
    Groep(
        "Overal",
        ("sneltoetsen",),
        {
            ("/",): "Zoeken in het hele SMP",
            ("?",): "Deze pagina openen",
        },
    ),
    Groep(
        "Op een kaart die je vanuit een lijst opende",
        ("sneltoetsen",),
        {
            ("Control+ArrowLeft",): "Vorige gevonden rij",
            ("Control+ArrowRight",): "Volgende gevonden rij",
        },
    ),
    Groep(
        "In het menu",
        ("menu",),
        {
            ("ArrowLeft", "ArrowRight"): "Naar het onderdeel ernaast",
            ("ArrowUp", "ArrowDown"): "Door de regels van een open menu",
            ("Escape",): "Menu of paneel sluiten",
        },
    ),
    Groep(
        "Op tabbladen",
        ("tabbladen",),
        {
            ("ArrowLeft", "ArrowRight"): "Vorig of volgend tabblad",
            ("Home", "End"): "Eerste of laatste tabblad",
            (" ",): "Tabblad openen",
        },
    ),
    Groep(
        "In een datumveld",
        ("kalender",),
        {("Alt+ArrowDown",): "De kalender openen"},
    ),
    Groep(
        "In een zoekveld met vergrootglas",
        ("opzoeken",),
        {
            ("ArrowUp", "ArrowDown"): "Door de gevonden namen",
            ("Enter",): "Deze naam kiezen",
            ("Escape",): "De namen sluiten",
        },
    ),
    Groep(
        RASTER,
        ("raster", "rastervullen", "rasterstappen", "rastertoetsen", "rasterblok"),
        {
            ("ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"): "Naar de cel ernaast, erboven of eronder",
            ("Enter", "Shift+Enter"): "Naar de cel eronder of erboven",
            ("PageUp", "PageDown"): "Een scherm omhoog of omlaag",
            ("Home", "End"): "Naar de eerste of laatste cel van de rij",
            ("Control+ArrowUp", "Control+ArrowDown"): "Naar de bovenste of onderste rij",
            ("Control+Home", "Control+End"): "Naar de eerste of laatste cel van de tabel",
            ("F2",): "In de cel typen: de toetsen gaan dan door de tekst",
            ("Escape",): "Terug naar wat er stond",
            ("Control+z",): "Ongedaan maken",
            ("Control+y", "Control+Shift+z"): "Opnieuw doen",
            ("Delete",): "De gekozen cellen leegmaken",
            ("Control+d",): "Overnemen uit de cel erboven, of de bovenste rij van het blok",
            ("Control+Enter",): "Alles bewaren",
        },
        {
            ("Tab", "Shift+Tab"): "Naar de volgende of vorige cel",
            ("Shift+pijltje", "Shift+klik"): "Een blok cellen kiezen",
            ("Control+c", "Control+v"): "Een blok kopiëren of plakken, ook van en naar Excel of LibreOffice",
        },
    ),
]


def regels_van(waar: str) -> list[dict]:
    """The lines of one group."""
    return next(groep.regels for groep in GROEPEN if groep.waar == waar)


def sneltoetsen(request):
    """GET: all keys, and the switch for those of one character."""
    return render(request, "sneltoetsen.html", {"groepen": GROEPEN})
