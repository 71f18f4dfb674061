"""Requests of persons with their term, the register, and who is past the retention period (R103, AVG 5, 12 and 30)."""

from datetime import date, timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

from relaties.models import AvgVerzoek, Persoon, PersoonInOrganisatie, Verwerkingsactiviteit
from relaties.models.avgverzoek import maanden_later
from relaties.privacy.handelingen import beperk
from tests.factories import OrganisatieFactory, PersoonFactory, PersoonInOrganisatieFactory
from tests.invullen import formulier, post

pytestmark = pytest.mark.django_db
VERZOEKEN = "/beheer/relaties/avgverzoek/"


def vraag_toe(client, **velden):
    goed = {"soort": "inzage", "verzoeker": "Anna", "ontvangen_op": "2026-01-31"}
    return post(client, f"{VERZOEKEN}add/", met="soort", **goed | velden)


@pytest.mark.parametrize(
    ("ontvangen", "maanden", "deadline"),
    [
        (date(2027, 1, 31), 1, date(2027, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 1, 31), 3, date(2026, 4, 30)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
    ],
)
def test_een_maand_later(ontvangen, maanden, deadline):
    """R103, AVG 12: from 31-01 to the last day of February."""
    assert maanden_later(ontvangen, maanden) == deadline


def test_een_verzoek_krijgt_een_deadline(als, super):
    """R103, AVG 12: a month, and at most two more with a reason."""
    assert vraag_toe(als(super)).status_code == 302
    verzoek = AvgVerzoek.objects.get()
    assert verzoek.deadline == date(2026, 2, 28)
    post(als(super), f"{VERZOEKEN}{verzoek.pk}/change/", met="soort", verlengd="2", verlengd_reden="Ziek")
    verzoek.refresh_from_db()
    assert verzoek.deadline == date(2026, 4, 30)


@pytest.mark.parametrize(
    ("velden", "melding"),
    [
        ({"verzoeker": ""}, "Kies een persoon, of vul in wie het vraagt."),
        ({"verlengd": "1"}, "Vul in waarom het langer duurt."),
        ({"status": "afgehandeld"}, "Controleer eerst wie het vraagt."),
        ({"ontvangen_op": "2999-01-01"}, "Kies een datum in het verleden."),
        ({"toelichting": "BSN 111222333"}, "Dit lijkt een burgerservicenummer."),
    ],
)
def test_een_half_verzoek_wordt_niet_bewaard(als, super, velden, melding):
    """R103: each message at its field."""
    assert melding in vraag_toe(als(super), **velden).content.decode()
    assert not AvgVerzoek.objects.exists()


def test_de_dringendste_staat_bovenaan(als, super):
    """R103, AVG 12: the open ones first, with how long there is."""
    vandaag = timezone.localdate()
    for status, dagen in (("open", 10), ("open", 40), ("afgehandeld", 90)):
        AvgVerzoek.objects.create(soort="inzage", status=status, ontvangen_op=vandaag - timedelta(dagen))
    html = als(super).get(VERZOEKEN).content.decode()
    assert html.index("te laat") < html.index("Nog ")
    assert [v.signaal == "" for v in AvgVerzoek.objects.all()] == [False, False, True]


def test_het_register_wijzigt_alleen_een_beheerder(als, super, beheerder):
    """R103, AVG 30: CRM Super reads it."""
    url = f"/beheer/relaties/verwerkingsactiviteit/{Verwerkingsactiviteit.objects.first().pk}/change/"
    assert als(super).get(url).status_code == 200 and als(super).post(url).status_code == 403
    antwoord = post(als(beheerder), url, met="naam", bewaartermijn="0")
    assert "Vul een aantal maanden in tussen 1 en 1200." in antwoord.content.decode()
    assert "bewaartermijn" in formulier(als(beheerder).get(url), "naam").namen


@pytest.fixture
def stil():
    """Three persons of whom nothing was heard since 2020: left, at a prospect, and at a customer."""
    with time_machine.travel("2020-01-01"):
        uit = PersoonInOrganisatieFactory(persoon__achternaam="Uit", actief=False).persoon
        prospect = OrganisatieFactory(relatiestatus="prospect")
        zonder = PersoonInOrganisatieFactory(persoon__achternaam="Zonder", organisatie=prospect).persoon
        klant = PersoonInOrganisatieFactory(persoon__achternaam="Klant", organisatie__relatiestatus="klant").persoon
    PersoonFactory(achternaam="Nooit")
    return uit, zonder, klant


def namen_in(maanden_verder: int) -> list[str]:
    """Who is in the proposal so many months from now; the stamps are the database's, so time is moved ahead."""
    uit = StringIO()
    with time_machine.travel(maanden_later(timezone.localdate(), maanden_verder)):
        call_command("opschonen", dry_run=True, stdout=uit)
    return [regel.split()[1].rstrip(",") for regel in uit.getvalue().splitlines()[:-1]]


def test_wie_voorbij_de_bewaartermijn_is(stil):
    """R103, AVG 5: after 24 months without a relation, after 60 without a job; never who is limited."""
    assert namen_in(23) == [] and namen_in(25) == ["Zonder"] and namen_in(61) == ["Uit", "Zonder"]
    beperk(stil[0], "fiscaal", "Factuur")
    assert namen_in(61) == ["Zonder"]


def test_een_einddatum_telt_ook(stil):
    """R103: who left later than the row was changed."""
    later = maanden_later(timezone.localdate(), 30)
    PersoonInOrganisatie.objects.filter(persoon=stil[0]).update(einddatum=later)
    assert namen_in(61) == ["Zonder"] and namen_in(91) == ["Uit", "Zonder"]


@pytest.mark.parametrize(("antwoord", "weg"), [("ja", 0), ("ANONIMISEREN", 1)])
def test_een_mens_bevestigt(stil, monkeypatch, antwoord, weg):
    """R103, AVG 5: the program proposes; who types the word decides."""
    monkeypatch.setattr("builtins.input", lambda vraag: antwoord)
    with time_machine.travel(maanden_later(timezone.localdate(), 25)):
        call_command("opschonen", stdout=StringIO())
    assert Persoon.objects.exclude(geanonimiseerd_op=None).count() == weg


def test_het_verwerkingsregister_als_csv(als, super):
    """R103, AVG 30: all of it, with every field, for who asks to see it."""
    html = als(super).get("/beheer/relaties/verwerkingsactiviteit/").content.decode()
    assert 'href="/beheer/relaties/verwerkingsactiviteit/csv/">Downloaden als CSV</a>' in html
    kop, *rijen = als(super).get("/beheer/relaties/verwerkingsactiviteit/csv/").content.decode().splitlines()
    assert "Grondslag;" in kop and len(rijen) == Verwerkingsactiviteit.objects.count() == 4
