"""The tables of Relaties, one file each."""

from relaties.models.organisatie import Organisatie, OrganisatieQuerySet
from relaties.models.persoon import Persoon
from relaties.models.persoon_in_organisatie import PersoonInOrganisatie, PersoonInOrganisatieQuerySet

__all__ = [
    "Organisatie",
    "OrganisatieQuerySet",
    "Persoon",
    "PersoonInOrganisatie",
    "PersoonInOrganisatieQuerySet",
]
