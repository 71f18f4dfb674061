"""Store the fixtures through the models: they obey every rule and get the stored form of typed input."""

from collections import defaultdict
from itertools import count
from typing import Any

from relaties.demo import dubbelen, randgevallen, randgevallen_personen
from relaties.demo.segmenten import Segmenten
from relaties.models import Organisatie, Persoon, PersoonInOrganisatie
from smp.gebruikers.models import Gebruiker

BRON = "Demodata"


def laad_vaste(segmenten: Segmenten, gebruikers: dict[str, Gebruiker]):
    """Organisations first, then persons with their work."""

    def segment(pad: str) -> dict[str, Any]:
        hoofd, sub = segmenten(pad, 0)
        return {"segment_id": hoofd, "subsegment_id": sub}

    def categorie(pad: str) -> dict[str, Any]:
        hoofd, sub = segmenten(pad, 0)
        return {"categorie_id": hoofd, "subcategorie_id": sub}

    sleutels = defaultdict(lambda: count(1))

    def bewaar(rij):
        rij.full_clean(validate_constraints=False)  # save() meets them in the database; here they cost 10 ms a row
        rij.pk = next(sleutels[type(rij)])
        rij.save(force_insert=True)
        return rij

    organisaties: dict[str, Organisatie] = {}
    for rij in [*randgevallen.organisaties(segment, gebruikers), *dubbelen.ORGANISATIES]:
        moeder = organisaties.get(rij.get("moeder", ""))
        velden = {veld: waarde for veld, waarde in rij.items() if veld != "moeder"}
        organisatie = bewaar(Organisatie(bron=BRON, moederorganisatie=moeder, **velden))
        organisaties[organisatie.naam] = organisatie
    for rij in [*randgevallen_personen.personen(categorie), *dubbelen.personen()]:
        velden = {veld: waarde for veld, waarde in rij.items() if veld not in ("werk", "daarna")}
        persoon = bewaar(Persoon(bron=BRON, **velden))
        for werk in rij.get("werk", []):
            bewaar(PersoonInOrganisatie(persoon=persoon, **werk | {"organisatie": organisaties[werk["organisatie"]]}))
        if "daarna" in rij:  # what makes that nothing can be added any more
            Persoon.objects.filter(pk=persoon.pk).update(**rij["daarna"])
