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
    " ": "Spatie",
}


class Groep(NamedTuple):
    """Where keys work, in which files of static/js, and what they do: keys apart by a space -> what."""

    waar: str
    scripts: tuple[str, ...]
    toetsen: dict[tuple[str, ...], str]

    @property
    def regels(self) -> list[dict]:
        """For the page: [{'toetsen': [['Ctrl', '→']], 'doet'}]."""
        return [
            {"toetsen": [[OPSCHRIFT.get(deel, deel) for deel in toets.split("+")] for toets in toetsen], "doet": doet}
            for toetsen, doet in self.toetsen.items()
        ]


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
        "In een zoekveld met vergrootglas",
        ("opzoeken",),
        {
            ("ArrowUp", "ArrowDown"): "Door de gevonden namen",
            ("Enter",): "Deze naam kiezen",
            ("Escape",): "De namen sluiten",
        },
    ),
    Groep(
        "Bij het wijzigen van gevonden rijen in de tabel",
        ("raster", "rastertoetsen"),
        {
            ("ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"): "Naar de cel ernaast, erboven of eronder",
            ("Enter",): "Naar de cel eronder",
            ("Shift+Enter",): "Naar de cel erboven",
            ("F2",): "In de cel typen: de pijltjes gaan dan door de tekst",
            ("Escape",): "Terug naar wat er stond",
            ("Control+d",): "Overnemen uit de cel erboven",
            ("Control+Enter",): "Alles bewaren",
        },
    ),
]


def sneltoetsen(request):
    """GET: all keys, and the switch for those of one character."""
    return render(request, "sneltoetsen.html", {"groepen": GROEPEN})
