"""The acts of privacy: forget somebody, limit what is done with his data, and write down what he said.

Each is one transaction and one Wijzigingsset, and returns the Dutch sentence that tells what happened.
"""

from contextlib import contextmanager

import pghistory
import pgtrigger
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from relaties.models import Afmeldadres, AvgVerzoek, Persoon, PersoonInOrganisatie, Toestemming
from relaties.models.toestemming import ALLES, KANALEN, OPT_OUT, adreshash
from smp.historie.models import AFGELEID, eventmodel, wis
from smp.tekst import dag

GEANONIMISEERD = "Geanonimiseerd"
#: What stays of a forgotten person: that he was there. All other fields, also those that are added later, are emptied.
_BLIJFT = {
    Persoon: {"actief", "geanonimiseerd_op", "samengevoegd_met", "zakelijk"},
    PersoonInOrganisatie: {
        *("persoon", "organisatie", "functie", "functiegroep", "begindatum", "einddatum", "categorie", "subcategorie"),
        *("actief", "hoofdcontactpersoon", "voorkeursrelatie"),
        *("persoon_sleutel", "organisatie_sleutel", "categorie_sleutel", "zoeksleutel"),  # kept by the database
    },
}


def _leeg(model) -> dict:
    """{field: its default} of everything that says something about the person."""
    weg = _BLIJFT[model] | set(AFGELEID)
    velden = [v for v in model._meta.concrete_fields if not v.primary_key and not v.generated and v.name not in weg]
    leeg = {veld.name: veld.get_default() for veld in velden}
    return leeg | {"achternaam": GEANONIMISEERD} if model is Persoon else leeg


@contextmanager
def _handeling(persoon: Persoon, naam: str, **meer):
    """One transaction in which the person is locked and read anew; `naam` and `meer` go into the Wijzigingsset."""
    with transaction.atomic(), pghistory.context(handeling=naam, **meer):
        yield Persoon.objects.select_for_update(of=("self",)).get(pk=persoon.pk)


def anonimiseer(persoon: Persoon, reden: str) -> str:
    """Forget a person (AVG 17): his data, his consents, and what the history knows of them. It cannot be undone.

    His e-mail addresses stay as a hash on the afmeldlijst, so that an import cannot bring them back unseen.
    """
    with _handeling(persoon, "Persoon geanonimiseerd", reden=reden, onomkeerbaar=True) as rij:
        if rij.slot:
            raise ValidationError(rij.slot)
        banen = PersoonInOrganisatie.objects.filter(persoon=rij).order_by("pk")
        nu = banen.select_for_update(of=("self",)).values_list("pk", flat=True)
        ooit = eventmodel(PersoonInOrganisatie).objects.filter(persoon=rij).values_list("pgh_obj_id", flat=True)
        # Whoever was merged into him is the same person, and kept what he had.
        opgegaan = Persoon._base_manager.filter(samengevoegd_met=rij).values_list("pk", flat=True)
        sleutels = {Persoon: [rij.pk, *opgegaan], PersoonInOrganisatie: sorted({*nu, *ooit})}
        _onthoud_adressen(sleutels)
        with pgtrigger.ignore("relaties.Toestemming:blijft"):
            Toestemming.objects.filter(persoon=rij).delete()
        AvgVerzoek.objects.filter(persoon=rij).update(verzoeker="", toelichting="", verlengd_reden="")
        weg = {"actief": False, "geanonimiseerd_op": timezone.now()}
        Persoon._base_manager.filter(pk__in=sleutels[Persoon]).update(**_leeg(Persoon) | weg)
        banen.update(**_leeg(PersoonInOrganisatie) | {"actief": False})
        for model, rijen in sleutels.items():
            wis(model, rijen, _leeg(model))
            _wis_logboek(model, rijen)
    return "De persoon is geanonimiseerd. Dit kun je niet terugdraaien."


def _wis_logboek(model, sleutels: list[int]):
    """The log of the admin calls a record by its name."""
    soort = ContentType.objects.get_for_model(model)
    regels = LogEntry.objects.filter(content_type=soort, object_id__in=map(str, sleutels))
    regels.update(object_repr=GEANONIMISEERD, change_message="")


def _onthoud_adressen(sleutels: dict):
    """Put every e-mail address on the afmeldlijst, those of before too."""
    adressen = set()
    for model, veld in ((Persoon, "email_prive"), (PersoonInOrganisatie, "zakelijk_email")):
        adressen |= set(model._base_manager.filter(pk__in=sleutels[model]).order_by().values_list(veld, flat=True))
        vroeger = eventmodel(model).objects.filter(pgh_obj_id__in=sleutels[model])
        adressen |= set(vroeger.order_by().values_list(veld, flat=True))
    vandaag = timezone.localdate()
    Afmeldadres.objects.bulk_create(
        [Afmeldadres(hash=sleutel, afgemeld_op=vandaag) for sleutel in sorted({adreshash(a) for a in adressen if a})],
        update_conflicts=True,
        unique_fields=["hash"],
        update_fields=["afgemeld_op"],
    )


def beperk(persoon: Persoon, reden: str, toelichting: str) -> str:
    """Keep the data but do nothing with them (AVG 18): read-only, and in no selection."""
    with _handeling(persoon, "Verwerking beperkt") as rij:
        if rij.slot:
            raise ValidationError(rij.slot)
        _zet_beperking(rij, True, reden, toelichting)
    return f"De verwerking van {rij} is beperkt."


def hef_beperking_op(persoon: Persoon) -> str:
    """The reason is over."""
    with _handeling(persoon, "Beperking opgeheven") as rij:
        _zet_beperking(rij, False, "", "")
    return f"De beperking van {rij} is opgeheven."


def _zet_beperking(rij: Persoon, beperkt: bool, reden: str, toelichting: str):
    rij.verwerking_beperkt, rij.beperkt_reden, rij.beperkt_toelichting = beperkt, reden, toelichting
    rij.save(update_fields=["verwerking_beperkt", "beperkt_reden", "beperkt_toelichting"])


def meld_af(persoon: Persoon, bron: str) -> str:
    """Object to all direct marketing (AVG 21): absolute and at once, also while the processing is limited."""
    with _handeling(persoon, "Afgemeld voor alle marketing") as rij:
        if rij.geanonimiseerd_op:
            raise ValidationError(rij.slot)
        rij.geen_marketing = True
        rij.save(update_fields=["geen_marketing"])
        zelfde = {"onderwerp": ALLES, "status": OPT_OUT, "datum": timezone.localdate(), "bron": bron}
        Toestemming.objects.bulk_create(Toestemming(persoon=rij, kanaal=kanaal, **zelfde) for kanaal, _ in KANALEN)
    return f"{rij} is afgemeld voor alle marketing."


def herhaal_afmeldingen(blijft: Persoon, weg: Persoon):
    """Before two persons become one (domein 4.5, the strictest wins): an opt-out that holds for one of them is said
    again today, when the other said something else about that channel on that day or later."""
    alle = list(Toestemming.objects.filter(persoon__in=[blijft, weg]))
    eigen: dict[tuple, Toestemming] = {}
    for toestemming in sorted(alle, key=lambda t: (t.datum, t.status == OPT_OUT, t.pk)):
        sleutel = toestemming.persoon_id, toestemming.kanaal, toestemming.adres.lower(), toestemming.onderwerp
        eigen[sleutel] = toestemming
    opnieuw = [
        Toestemming(
            persoon=blijft, kanaal=af.kanaal, adres=af.adres, onderwerp=af.onderwerp, status=OPT_OUT,
            datum=timezone.localdate(), bron="samenvoegen", bewijs=f"Afgemeld op {dag(af.datum)}",
        )
        for af in eigen.values()
        if af.status == OPT_OUT
        and any(
            t.persoon_id != af.persoon_id and t.kanaal == af.kanaal and t.status != OPT_OUT and t.datum >= af.datum
            for t in alle
        )
    ]  # fmt: skip
    Toestemming.objects.bulk_create(opnieuw)
