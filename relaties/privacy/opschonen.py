"""Who is past the retention period (AVG 5.1e): a proposal; `manage.py opschonen` lets a person confirm it."""

from datetime import date, datetime, time

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from relaties.models import Persoon, PersoonInOrganisatie
from relaties.models.avgverzoek import maanden_later

#: Months without any change, after which a person may go (domein 4.6): a choice of the organisation.
UIT_DIENST, ZONDER_RELATIE = 60, 24
#: Organisations that are no relation (any more).
GEEN_RELATIE = ("prospect", "oud_relatie", "opgeheven")


def voorstel(vandaag: date) -> QuerySet[Persoon]:
    """The persons that may be forgotten, by name. Reads the whole table: for a job at night, not for a page.

    Without an active job for UIT_DIENST months, or only at organisations that are no relation for ZONDER_RELATIE
    months. Who never had a job is somebody else's relation and stays; so does who is limited.
    """
    banen = PersoonInOrganisatie.objects.filter(persoon=OuterRef("pk")).order_by()
    nu = banen.filter(actief=True)
    uit_dienst = Exists(banen) & ~Exists(nu) & _stil(banen, _maanden_terug(vandaag, UIT_DIENST))
    zonder = Exists(nu) & ~Exists(nu.exclude(organisatie__relatiestatus__in=GEEN_RELATIE))
    zonder &= _stil(banen, _maanden_terug(vandaag, ZONDER_RELATIE))
    return Persoon.objects.selecteerbaar().filter(uit_dienst | zonder)


def _stil(banen, grens: date) -> Q:
    """Nothing happened since: not to the person, and not to a job of his."""
    moment = timezone.make_aware(datetime.combine(grens, time()))
    recent = banen.filter(Q(gewijzigd_op__gte=moment) | Q(einddatum__gte=grens))
    return Q(gewijzigd_op__lt=moment) & ~Exists(recent)


def _maanden_terug(dag: date, maanden: int) -> date:
    return maanden_later(dag, -maanden)
