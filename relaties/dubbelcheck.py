"""What is known of a record that is not stored yet, put to relaties/dubbelen.py."""

from relaties.dubbelen import MOGELIJK, Dubbel, dubbele_organisaties, dubbele_personen
from relaties.models import Organisatie, Persoon, PersoonInOrganisatie

#: Doubles that are shown while somebody types.
MAXIMAAL = 5


def van_organisatie(organisatie: Organisatie) -> list[Dubbel]:
    """Stored organisations that may be this new one."""
    return dubbele_organisaties(
        naam=organisatie.naam,
        kvk_nummer=organisatie.kvk_nummer,
        vestigingsnummer=organisatie.vestigingsnummer,
        postcode=organisatie.bezoekadres_postcode,
        huisnummer=organisatie.bezoekadres_huisnummer,
        telefoon=organisatie.telefoon,
        email=organisatie.email,
        website=organisatie.website,
    )


def van_persoon(
    persoon: Persoon, pio: PersoonInOrganisatie | None = None, organisatie: Organisatie | None = None
) -> list[Dubbel]:
    """Stored persons who may be this new one; with a job also by the addresses and the organisation of that job."""
    return dubbele_personen(
        achternaam=persoon.achternaam,
        voornaam=persoon.voornaam,
        voorletters=persoon.voorletters,
        achternaam_partner=persoon.achternaam_partner,
        emails=(persoon.email_prive, pio.zakelijk_email if pio else ""),
        mobielen=(persoon.mobiel_prive, pio.mobiel if pio else ""),
        organisatie=organisatie,
        postcode=persoon.priveadres_postcode,
        geboortedatum=persoon.geboortedatum,
    )


def om_te_vragen(dubbelen: list[Dubbel]) -> list[Dubbel]:
    """Those that stop a record until the user has said so: certain and probable ones (domein 4.5)."""
    return [dubbel for dubbel in dubbelen if dubbel.zekerheid != MOGELIJK]
