"""The name of an act, as the Wijzigingsset keeps it: `noem("Werkgever gewijzigd")` in a view or an act.

Without it a set is called after the address that was posted to. A name is a constant: it can be searched, and it
must hold no data of a person, because what AVG takes out of the history rows is not looked for here.
"""

import pghistory
from django.utils.text import capfirst

#: Last part of the name of an address -> what was done to the model of its view.
EINDEN = {
    "toevoegen": "toegevoegd",
    "add": "toegevoegd in het beheer",
    "wijzigen": "gewijzigd",
    "change": "gewijzigd in het beheer",
    "verwijderen": "verwijderd",
    "delete": "verwijderd in het beheer",
}


def noem(handeling: str, wat: str = "", **meer):
    """Name the act of the open history context; no effect without one, or after its last change.

    wat   what it was about, behind the name on the page ('Pers door Media'); not searched
    meer  `onomkeerbaar=True`: no [Ongedaan maken] (after AVG, say); other keys of Wijzigingsset.metadata
    """
    pghistory.context(handeling=handeling, wat=wat, **meer)


def standaardnaam(match, view) -> str:
    """'Organisatie toegevoegd' for the address `organisatie_toevoegen`; 'Zakelijke relatie' for one without a model."""
    bron = getattr(view, "view_initkwargs", {}).get("lijst") or getattr(view, "model_admin", None)
    einde = (match.url_name or "").rpartition("_")[2]
    if bron is None:
        return capfirst((match.url_name or "gewijzigd").replace("_", " "))
    if einde == "raster":
        return f"{capfirst(str(bron.model._meta.verbose_name_plural))} gewijzigd in het raster"
    return f"{capfirst(str(bron.model._meta.verbose_name))} {EINDEN.get(einde, 'gewijzigd')}"
