"""`manage.py inventaris [--json | --rechten]`: every address with its verbs, rights and parameters.

What a view declares is read from the view; what it cannot declare stands in the tables below. The contract test
tests/contract/test_rechten.py holds it against the program; docs/rechten.md is `inventaris --rechten`.
"""

import json
import re
from types import SimpleNamespace

from django.core.management import BaseCommand
from django.urls import get_resolver

from smp.beheer import RECHT, methoden
from smp.gebruikers.rollen import MAG_GEVEN, ROLLEN, rechten
from smp.lijsten.views import LijstBasis
from smp.lijsten.voorwaarden import OOK as UITGEBREID
from smp.lijsten.vraag import EIGEN
from smp.wijzigingen.recht import VAN_ANDEREN, ZIEN
from smp.zoekvragen.models import DEEL, GEBRUIK

#: In place of a right: everybody, also who has not logged in; who has logged in; nobody.
IEDEREEN, INGELOGD, NIEMAND = "iedereen", "ingelogd", "niemand"
#: Addresses that are no Lijst and no table of the admin: name -> (verb -> rights, parameters).
OVERIG = {
    "home": ({"GET": [INGELOGD]}, []),
    "zoeken": ({"GET": [INGELOGD]}, ["q"]),
    "wijzigingen": ({"GET": [ZIEN]}, ["wie", "handeling", "soort", "van", "tot", "na"]),
    "wijzigingsset": ({"GET": [ZIEN]}, ["soort", "na"]),
    "wijzigingsset_ongedaan": ({"GET": [ZIEN], "POST": [ZIEN, VAN_ANDEREN]}, ["eenmalig"]),
    "zoekvragen": ({"GET": [GEBRUIK]}, []),
    "zoekvraag_bewaren": ({"POST": [GEBRUIK]}, ["lijst", "vraag", "zoekvraag", "hoe", "naam", "gedeeld", "favoriet"]),
    "zoekvraag_openen": ({"GET": [GEBRUIK]}, []),
    "zoekvraag_wijzigen": ({"GET": [GEBRUIK], "POST": [GEBRUIK, DEEL]}, ["naam", "gedeeld", "verwijderen"]),
    "zoekvraag_kopieren": ({"POST": [GEBRUIK]}, []),
    "zoekvraag_favoriet": ({"POST": [GEBRUIK]}, ["aan", "lijst", "vraag"]),
    "zoekvraag_startlijst": ({"POST": [GEBRUIK]}, ["aan", "lijst", "vraag"]),
    "ongedaan_taak": ({"GET": [ZIEN]}, []),
    "inloggen": ({"GET": [IEDEREEN], "POST": [IEDEREEN]}, ["next", "username", "password", "wacht", "verder"]),
    "sneltoetsen": ({"GET": [INGELOGD]}, []),
    "uitloggen": ({"POST": [INGELOGD]}, []),
    "password_change": (
        {"GET": [INGELOGD], "POST": [INGELOGD]},
        ["old_password", "new_password1", "new_password2"],
    ),
    "password_change_done": ({"GET": [INGELOGD]}, []),
    "admin:index": ({"GET": [RECHT]}, []),
    "admin:app_list": ({"GET": [RECHT]}, []),
    "admin:jsi18n": ({"GET": [RECHT]}, []),
    "admin:auth_user_password_change": (
        {methode: [RECHT, "gebruikers.change_gebruiker"] for methode in ("GET", "POST")},
        ["usable_password", "password1", "password2"],
    ),
    "admin:autocomplete": (
        {"GET": [RECHT, "relaties.view_organisatie"]},
        ["app_label", "model_name", "field_name", "term", "page"],
    ),
}
#: Rights that a view asks besides that of its Lijst.
OOK = {
    "werkgever_wijzigen": ["relaties.add_persooninorganisatie"],
    "zakelijke_relatie": ["relaties.add_persooninorganisatie"],
    "zakelijke_relatie_dubbelen": ["relaties.add_persooninorganisatie"],
}
#: Parameters of the views on a Lijst, by the end of the name of their address; `None` stands for the search fields.
PARAMETERS = {
    "lijst": [*EIGEN, UITGEBREID, None],
    "raster": [*EIGEN, UITGEBREID, None, "rij", "basis", "terug", "alleen_goede", "c-<pk>-<kolom>", "k-<pk>-<kolom>"],
    "kolommen": ["vraag", "kolom", "standaard"],
    "opzoeken": ["q", "paneel", "pagina", UITGEBREID, None],
    "uitgebreid": [
        *(*EIGEN, UITGEBREID, None, "vraag", "doe", "koppel", "g<nr>-koppel"),
        *("g<nr>r<nr>-veld", "g<nr>r<nr>-operator", "g<nr>r<nr>-waarde", "g<nr>r<nr>-waarde2"),
    ],
    "waarom": [*EIGEN, UITGEBREID, None, "zoek", "record"],
    "massa": [*EIGEN, UITGEBREID, None, "rij", "keuze", "anders", "basis", "doe-<kolom>", "<kolom>"],
    "massauitvoeren": [*EIGEN, UITGEBREID, None, "rij", "basis", "eenmalig"],
    "export": [*EIGEN, UITGEBREID, None, "formaat"],
    "post": [*EIGEN, UITGEBREID, None, "vel", "adres", "doel", "eerste", "retour", "bekijk"],
    "envelop": ["vel", "adres", "doel", "eerste", "retour", "bekijk"],
}
#: End of the name of an address of the admin -> what it does, by verb.
BEHEER = {
    "changelist": {"GET": "view"},
    "history": {"GET": "view"},
    "csv": {"GET": "view"},
    "add": {"GET": "add", "POST": "add"},
    "change": {"GET": "view", "POST": "change"},
    "delete": {"GET": "delete", "POST": "delete"},
}


class Command(BaseCommand):
    help = "Toon elk adres met methoden, rechten en parameters."

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help="als JSON")
        parser.add_argument("--rechten", action="store_true", help="als docs/rechten.md")

    def handle(self, *args, **options):
        if options["json"]:
            self.stdout.write(json.dumps(inventaris(), ensure_ascii=False, indent=2))
        elif options["rechten"]:
            self.stdout.write(rechten_md(), ending="")
        else:
            for regel in inventaris():
                for methode, nodig in regel["methoden"].items():
                    self.stdout.write(f"{methode:5}{regel['pad']:76}{', '.join(nodig)}")


def inventaris() -> list[dict]:
    """[{'pad', 'naam', 'methoden': {verb: [rights]}, 'parameters'}]; HEAD goes with GET."""
    return [_regel(*adres) for adres in _adressen(get_resolver().url_patterns)]


def _adressen(patronen, pad="/", ruimte=""):
    """(path, name, view) of every pattern, includes followed."""
    for patroon in patronen:
        deel = re.sub(r"^\^\(\?P(<\w+>).*\)/\$$", r"\1/", str(patroon.pattern))
        if hasattr(patroon, "url_patterns"):
            onder = f"{ruimte}{patroon.namespace}:" if patroon.namespace else ruimte
            yield from _adressen(patroon.url_patterns, pad + deel, onder)
        else:
            yield pad + deel, ruimte + (patroon.name or ""), patroon.callback


def _regel(pad, naam, view) -> dict:
    klasse = getattr(view, "view_class", None)
    if naam in OVERIG:
        methoden_, parameters = OVERIG[naam]
    elif klasse and issubclass(klasse, LijstBasis):
        methoden_, parameters = _van_lijst(naam, klasse, view.view_initkwargs)
    elif hasattr(view, "model_admin"):
        methoden_, parameters = _van_beheer(naam, view.model_admin), []
    else:
        raise ValueError(f"{pad} staat niet in de inventaris: welk recht vraagt het?")
    return {"pad": pad, "naam": naam, "methoden": methoden_, "parameters": parameters}


def _van_lijst(naam, klasse, opties) -> tuple[dict, list]:
    lijst, kaart = opties["lijst"], opties.get("kaart")
    nodig = [lijst.recht(opties.get("handeling", klasse.handeling)), *opties.get("ook", klasse.ook), *OOK.get(naam, [])]
    namen = [m for m in opties.get("http_method_names", klasse.http_method_names) if m != "head" and hasattr(klasse, m)]
    uit = {methode.upper(): nodig for methode in namen}
    pagina = naam.rpartition("_")[2]
    if pagina == "kaart":  # POST adds rows to a section (?regels=nieuw) or changes them (?regels=wijzigen)
        uit["POST"] = [*nodig, kaart.kaartregels.recht("add")] if kaart.kaartregels else [NIEMAND]
    parameters = []
    for parameter in PARAMETERS.get(pagina, getattr(klasse, "parameters", ())):
        parameters += lijst.zoekvelden if parameter is None else [parameter]
    if kaart and pagina == "dubbelen":
        parameters = list(kaart.telt)
    if kaart and pagina in ("toevoegen", "wijzigen"):
        parameters = [*kaart.velden, "eenmalig", "verbeter", "opzoek", *(["basis"] if pagina == "wijzigen" else [])]
    return uit, list(dict.fromkeys(parameters))


def _van_beheer(naam, model_admin) -> dict:
    """Rights as the ModelAdmin gives them to somebody who has them all: what even he may not, nobody may."""
    alles = SimpleNamespace(user=SimpleNamespace(has_perm=lambda recht: True))
    opts, uit = model_admin.opts, {}
    doet = BEHEER[naam.rpartition("_")[2]]
    for methode in methoden(naam):
        if methode in doet:
            mag = getattr(model_admin, f"has_{doet[methode]}_permission")(alles)
            eigen = f"{opts.app_label}.{doet[methode]}_{opts.model_name}"
            uit[methode] = list(dict.fromkeys([RECHT, eigen])) if mag else [NIEMAND]
    return uit


def mag(nodig: list[str], rol: str | None) -> bool:
    """May somebody with this role (None: logged in without one) do what asks these rights?"""
    heeft = rechten(rol) if rol else set()
    return all(recht in (IEDEREEN, INGELOGD) or recht in heeft for recht in nodig)


def rechten_md() -> str:
    """docs/rechten.md."""
    rollen = list(ROLLEN)
    kop = ["Adres", "Methode", *rollen, "Zonder rol", "Niet ingelogd"]
    regels = [
        "# Wie mag wat",
        "",
        "Deze pagina is gemaakt met `manage.py inventaris --rechten`; een test vergelijkt haar met het programma.",
        "De rollen staan in [smp/gebruikers/rollen.py](../smp/gebruikers/rollen.py).",
        "",
        "## Rollen geven",
        "",
        *(f"- **{rol}** mag deze rollen geven: {', '.join(geeft)}." for rol, geeft in MAG_GEVEN.items()),
        "- Iemand met een rol die je niet mag geven, kun je niet wijzigen. Zijn wachtwoord ook niet.",
        "- Niemand wijzigt zijn eigen rollen. Niemand verwijdert een gebruiker: maak hem niet actief.",
        "",
        "## Wijzigingen ongedaan maken",
        "",
        "- Je ziet de geschiedenis van alles wat je mag zien.",
        "- Wie alle soorten gegevens van een wijziging mag wijzigen, maakt zijn eigen wijzigingen ongedaan.",
        "- De tabel hieronder gaat over wijzigingen van een ander: alleen **CRM Super** en **Beheerder**.",
        "",
        "## Zoekvragen",
        "",
        "- Je ziet je eigen zoekvragen, die van je rol en die van iedereen.",
        "- Die van een ander kun je kopiëren, niet overschrijven.",
        "- Je eigen zoekvragen wijzig en verwijder je. De tabel gaat over de gedeelde zoekvraag van een ander.",
        "",
        "## Adressen",
        "",
        "Wie iets niet mag, krijgt 403. Wie niet is ingelogd, gaat naar `/inloggen/`. Wat niet bestaat, geeft 404.",
        "Een methode die hier niet staat, geeft 405. HEAD gaat met GET mee.",
        "",
        f"| {' | '.join(kop)} |",
        f"|{'---|' * 2}{':-:|' * (len(kop) - 2)}",
    ]
    for regel in inventaris():
        for methode, nodig in regel["methoden"].items():
            ja = ["ja" if mag(nodig, rol) else "–" for rol in [*rollen, None]]
            ja.append("ja" if IEDEREEN in nodig else "–")
            regels.append(f"| `{regel['pad']}` | {methode} | {' | '.join(ja)} |")
    return "\n".join(regels) + "\n"
