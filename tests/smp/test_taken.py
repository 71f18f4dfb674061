"""The job worker: what it finds, what it throws away, and under whose name it writes."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt, AccessLog
from django.contrib.sessions.models import Session
from django.utils import timezone
from procrastinate.contrib.django import app

from relaties.models import Organisatie
from smp import taken
from smp.historie.models import Wijzigingsset
from smp.historie.zinnen import tijdlijn
from tests.factories import OrganisatieFactory

pytestmark = pytest.mark.django_db


def poging(model, dagen: int, **velden):
    """A try to log in, so many days ago."""
    rij = model.objects.create(username="lezer", ip_address="127.0.0.1", **velden)
    model.objects.filter(pk=rij.pk).update(attempt_time=timezone.now() - timedelta(days=dagen))
    return rij


def test_de_werker_kent_de_taken():
    """Found by name in every app; once a night."""
    assert app.tasks["opruimen"].func.__wrapped__.__module__ == "smp.taken"
    [nacht] = [rij for rij in app.periodic_registry.periodic_tasks.values() if rij.task.name == "opruimen"]
    assert nacht.cron == "15 2 * * *"


def test_opruimen_gooit_verlopen_sessies_weg():
    nu = timezone.now()
    for sleutel, dagen in (("oud", -1), ("vers", 1)):
        Session.objects.create(session_key=sleutel, expire_date=nu + timedelta(days=dagen))
    taken.opruimen(timestamp=0)
    assert [rij.session_key for rij in Session.objects.all()] == ["vers"]


def test_opruimen_vergeet_wie_probeerde_in_te_loggen():
    """AVG: no longer than we need to slow somebody down, or to see who was here."""
    for dagen in (0, 2):
        poging(AccessAttempt, dagen, user_agent=str(dagen), failures_since_start=3)
    for dagen in (89, 91):
        poging(AccessLog, dagen, user_agent=str(dagen))
    taken.opruimen(timestamp=0)
    assert [rij.user_agent for rij in AccessAttempt.objects.all()] == ["0"]
    assert [rij.user_agent for rij in AccessLog.objects.all()] == ["89"]


def test_een_taak_schrijft_in_een_eigen_wijzigingsset():
    """Without a request nobody opens one: `@taak` does."""
    ankerhuis = OrganisatieFactory()

    @taken.taak
    def hernoem():
        Organisatie.objects.update(branche="Musea")

    try:
        hernoem()
    finally:
        del app.tasks["hernoem"]
    assert Wijzigingsset.objects.get().metadata == {"user": None, "taak": "hernoem"}
    assert tijdlijn(ankerhuis)[0]["wie"] == "Het systeem"
