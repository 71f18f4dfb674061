"""The whole menu on one screen, as data. A line shows when the user has its right; a group when a line shows."""

from django.conf import settings
from django.urls import reverse

#: (label, URL name or sub-menu, right)
MENU = [
    (
        "Relaties",
        [
            ("Personen", "persoon_lijst", "relaties.view_persoon"),
            ("Dubbele personen", "persoon_dubbel", "relaties.delete_persoon"),
            (
                "Zakelijk",
                [
                    ("Organisaties", "organisatie_lijst", "relaties.view_organisatie"),
                    ("Dubbele organisaties", "organisatie_dubbel", "relaties.delete_organisatie"),
                    (
                        "Persoon in organisatie",
                        "persooninorganisatie_lijst",
                        "relaties.view_persooninorganisatie",
                    ),
                    ("Zakelijke relatie toevoegen", "zakelijke_relatie", "relaties.add_persoon"),
                    ("Segmenten", "segment_lijst", "segmenten.view_segment"),
                ],
                "",
            ),
            ("Zoekvragen", "zoekvragen", "zoekvragen.gebruik_zoekvraag"),
            ("Wijzigingen", "wijzigingen", "historie.view_wijzigingsset"),
        ],
        "",
    ),
    (
        "Beheer",
        [
            ("Gebruikers", "admin:gebruikers_gebruiker_changelist", "gebruikers.view_gebruiker"),
            ("AVG-verzoeken", "admin:relaties_avgverzoek_changelist", "relaties.view_avgverzoek"),
            (
                "Verwerkingsregister",
                "admin:relaties_verwerkingsactiviteit_changelist",
                "relaties.view_verwerkingsactiviteit",
            ),
            ("Alle tabellen", "admin:index", "gebruikers.view_gebruiker"),
        ],
        "",
    ),
]

#: URL name -> the setting that takes its line away (A7).
SCHAKELAARS = {"zakelijke_relatie": "SMP_ZAKELIJKE_RELATIE"}


def menu(request) -> dict:
    """Context processor: `menu`, as templates/delen/menu.html draws it."""
    if not getattr(request, "user", None) or not request.user.is_authenticated:
        return {}
    return {"menu": _lijnen(MENU, request, request.user.get_all_permissions())}


def _lijnen(lijnen, request, rechten: set[str]) -> list[dict]:
    uit = []
    for label, doel, recht in lijnen:
        if isinstance(doel, list):
            onder = _lijnen(doel, request, rechten)
            if onder:
                actief = any(lijn["actief"] for lijn in onder)
                uit.append({"label": label, "url": "", "items": onder, "actief": actief})
        elif recht in rechten and getattr(settings, SCHAKELAARS.get(doel, ""), True):
            url = reverse(doel)
            uit.append({"label": label, "url": url, "items": [], "actief": request.path.startswith(url)})
    return uit
