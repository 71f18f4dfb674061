"""The four roles, as data (R16, A4). Written to the groups after every migrate; a test compares docs/rechten.md.

A line is `app.handeling_model`; `*` for the handeling means view, add and change. Deleting is a right of its own.
"""

from django.contrib.auth.models import Group, Permission

LEZER, GEBRUIKER, SUPER, BEHEERDER = "Alleen lezen", "Gebruiker", "CRM Super", "Beheerder"

_LEZEN = [
    "relaties.view_organisatie",
    "relaties.view_persoon",
    "relaties.view_persooninorganisatie",
    "segmenten.view_segment",
    "historie.view_wijzigingsset",
    "zoekvragen.gebruik_zoekvraag",
]
_RELATIES = ["relaties.*_organisatie", "relaties.*_persoon", "relaties.*_persooninorganisatie"]
_SUPER = [
    "segmenten.*_segment",
    "segmenten.delete_segment",
    "relaties.delete_organisatie",
    "relaties.delete_persoon",
    "relaties.delete_persooninorganisatie",
    "gebruikers.*_gebruiker",
    "historie.ongedaan_wijzigingsset",
    "smp.exporteer",
    "smp.wijzig_massaal",
    "zoekvragen.deel_zoekvraag",
    "zoekvragen.view_zoekvraag",
    "zoekvragen.change_zoekvraag",
    "relaties.*_avgverzoek",
    "relaties.view_verwerkingsactiviteit",
]
_BEHEER = [
    "auth.view_group",
    "smp.view_taak",
    "axes.view_accessattempt",
    "axes.delete_accessattempt",
    "relaties.*_verwerkingsactiviteit",
    "relaties.delete_verwerkingsactiviteit",
]

ROLLEN: dict[str, list[str]] = {
    LEZER: _LEZEN,
    GEBRUIKER: _LEZEN + _RELATIES,
    SUPER: _LEZEN + _RELATIES + _SUPER,
    BEHEERDER: _LEZEN + _RELATIES + _SUPER + _BEHEER,
}
#: Who may give which role: a CRM Super never makes a Beheerder (A4).
MAG_GEVEN = {SUPER: [LEZER, GEBRUIKER, SUPER], BEHEERDER: list(ROLLEN)}


def rechten(rol: str) -> set[str]:
    """The rights of a role written out: {'relaties.add_organisatie', …}."""
    uit = set()
    for regel in ROLLEN[rol]:
        handelingen = ["view", "add", "change"] if "*" in regel else [""]
        uit |= {regel.replace("*", handeling) for handeling in handelingen}
    return uit


def schrijf_rollen(**kwargs):
    """Make the groups and give them exactly these rights (signal `post_migrate`)."""
    bestaand = {
        f"{recht.content_type.app_label}.{recht.codename}": recht
        for recht in Permission.objects.select_related("content_type")
    }
    for rol in ROLLEN:
        groep, _ = Group.objects.get_or_create(name=rol)
        groep.permissions.set([bestaand[naam] for naam in rechten(rol) if naam in bestaand])
