"""The tables of Relaties, one file each."""

from relaties.models.avgverzoek import AvgVerzoek
from relaties.models.organisatie import Organisatie
from relaties.models.persoon import Persoon, PersoonQuerySet
from relaties.models.persoon_in_organisatie import PersoonInOrganisatie, PersoonInOrganisatieQuerySet
from relaties.models.toestemming import Afmeldadres, Toestemming
from relaties.models.verwerking import Verwerkingsactiviteit

__all__ = [
    "Afmeldadres",
    "AvgVerzoek",
    "Organisatie",
    "Persoon",
    "PersoonInOrganisatie",
    "PersoonInOrganisatieQuerySet",
    "PersoonQuerySet",
    "Toestemming",
    "Verwerkingsactiviteit",
]
