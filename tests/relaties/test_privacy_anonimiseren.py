"""[Anonimiseren]: nothing of the person remains anywhere in the database (R103, AVG 17)."""

import base64
import re
from datetime import date

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, models, transaction

from relaties.models import Afmeldadres, AvgVerzoek, Persoon, PersoonInOrganisatie, Toestemming
from relaties.privacy.handelingen import anonimiseer, beperk
from smp.historie.models import Wijzigingsset, eventmodel
from tests.factories import OrganisatieFactory, PersoonFactory, PersoonInOrganisatieFactory
from tests.invullen import formulier, post

pytestmark = pytest.mark.django_db
#: Every text field gets one of these: they occur nowhere else, in whatever form they are stored.
STUKJES = ("quaxilda", "vreemdbrink", "zwolsqx", "+31600009876", "5551234")
BEWAARD = {"functie": "Penningmeester"}


def tekstvelden(model, behalve=()) -> dict:
    """A text of somebody in every free text of a model."""
    velden = [v for v in model._meta.concrete_fields if isinstance(v, models.CharField | models.TextField)]
    vrij = [v for v in velden if v.editable and not (v.choices or v.generated or v.name in behalve)]
    return {veld.name: "quaxilda vreemdbrink"[: veld.max_length] for veld in vrij}


@pytest.fixture
def quaxilda(als, super):
    """Somebody with something in every text, a history, a former address, consents and a line in the log."""
    velden = tekstvelden(Persoon, {"priveadres_postcode", "priveadres_huisletter", "priveadres_toevoeging"})
    persoon = PersoonFactory(
        **velden | {"email_prive": "quaxilda@vreemdbrink.example", "mobiel_prive": "+31600009876"},
        geboortedatum=date(1971, 3, 4),
    )
    oud = tekstvelden(PersoonInOrganisatie, {"functie"}) | {"zakelijk_email": "vroeger@vreemdbrink.example"}
    baan = PersoonInOrganisatieFactory(persoon=persoon, **oud | BEWAARD)
    baan.zakelijk_email, baan.doorkiesnummer = "quaxilda@werk.example", "55512"
    baan.save()
    Persoon.objects.filter(pk=persoon.pk).update(priveadres_plaats="Zwolsqx")
    assert post(als(super), f"{persoon.get_absolute_url()}afmelden/", bron="gesprek").status_code == 302
    zelfde = {"persoon": persoon, "onderwerp": "alles", "datum": date(2026, 1, 1), "bron": "beurs"}
    Toestemming.objects.create(
        kanaal="email", adres="quaxilda@werk.example", status="opt_in", bewijs="5551234", **zelfde
    )
    AvgVerzoek.objects.create(
        persoon=persoon, soort="wissen", ontvangen_op=date(2026, 1, 1), toelichting="Quaxilda belde"
    )
    soort = ContentType.objects.get_for_model(Persoon)
    LogEntry.objects.create(
        user=super, content_type=soort, object_id=str(persoon.pk), object_repr=str(persoon), action_flag=CHANGE
    )
    return persoon


def gevonden() -> list[str]:
    """'table.column' of every column of every table of the database in which a piece of the person stands."""
    uit = []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'"
            " AND data_type IN ('text', 'character varying', 'jsonb', 'json', 'ARRAY', 'bytea', 'character')"
        )
        for tabel, kolom in cursor.fetchall():
            cursor.execute(f'SELECT "{kolom}"::text FROM "{tabel}"')
            for (tekst,) in cursor.fetchall():
                laag = _leesbaar(tabel, tekst or "").lower()
                uit += [f"{tabel}.{kolom}: {stukje}" for stukje in STUKJES if stukje in laag]
    return sorted(set(uit))


def _leesbaar(tabel: str, tekst: str) -> str:
    """A session is base64, without its signature."""
    if tabel != "django_session":
        return tekst
    kern = tekst.removeprefix(".").split(":")[0]
    return tekst + base64.urlsafe_b64decode(kern + "=" * (-len(kern) % 4)).decode("latin-1")


def vul_in(client, persoon, **velden):
    goed = {"reden": "verzoek", "woord": "ANONIMISEREN"}
    return post(client, f"{persoon.get_absolute_url()}anonimiseren/", volg=True, **goed | velden)


def test_de_zoeker_vindt_de_persoon_overal(quaxilda):
    """The control: before, he stands in these tables, so the next test can fail."""
    tabellen = {waar.split(".")[0] for waar in gevonden()}
    banen, baanevents = "relaties_persooninorganisatie", "relaties_persooninorganisatieevent"
    personen = {"relaties_persoon", "relaties_persoonevent"}
    assert tabellen >= {*personen, banen, baanevents, "relaties_toestemming", "relaties_avgverzoek", "django_admin_log"}


def test_er_blijft_nergens_iets_van_de_persoon(als, super, quaxilda):
    """R103, AVG 17: no text of his in any column of any table, sessions, history and log included."""
    antwoord = vul_in(als(super), quaxilda)
    assert "De persoon is geanonimiseerd. Dit kun je niet terugdraaien." in antwoord.content.decode()
    assert gevonden() == []


def test_ook_wie_in_hem_is_opgegaan(als, super, quaxilda):
    """R102, R103: a merged record kept what it had; it is the same person."""
    Persoon.objects.create(achternaam="Quaxelda", actief=False, samengevoegd_met=quaxilda)
    vul_in(als(super), quaxilda)
    namen = set(Persoon._base_manager.values_list("achternaam", flat=True))
    assert namen == {"Geanonimiseerd"} == set(eventmodel(Persoon).objects.values_list("achternaam", flat=True))


def test_wat_er_blijft(als, super, quaxilda):
    """R103, AVG 17: that he was there, and what his job was; nothing is active."""
    vul_in(als(super), quaxilda)
    rij = Persoon.objects.get(pk=quaxilda.pk)
    assert (str(rij), rij.actief, rij.geboortedatum) == ("Geanonimiseerd", False, None) and rij.geanonimiseerd_op
    baan = rij.koppelingen.get()
    assert (baan.functie, baan.actief, baan.zakelijk_email) == ("Penningmeester", False, "")


def test_de_historie_vertelt_nog_wie_en_wanneer_maar_niet_wat(als, super, quaxilda):
    """R103, AVG 17: rows stay, dates too; the last one is what is stored today."""
    events = eventmodel(Persoon).objects.filter(pgh_obj_id=quaxilda.pk).order_by("pgh_id")
    aantal = events.count()
    vul_in(als(super), quaxilda)
    assert events.count() == aantal + 1 and set(events.values_list("geboortedatum", flat=True)) == {None}
    assert events.last().geanonimiseerd_op == Persoon.objects.get(pk=quaxilda.pk).geanonimiseerd_op
    gezet = Wijzigingsset.objects.get(pk=events.last().pgh_context_id).metadata
    assert gezet["handeling"] == "Persoon geanonimiseerd" and gezet["reden"] == "verzoek" and gezet["onomkeerbaar"]


def test_de_historie_van_anderen_blijft(quaxilda):
    ander = PersoonInOrganisatieFactory(persoon__achternaam="Bos", zakelijk_email="bos@werk.example")
    anonimiseer(quaxilda, "verzoek")
    assert eventmodel(Persoon).objects.get(pgh_obj_id=ander.persoon_id).achternaam == "Bos"
    assert Persoon.objects.get(pk=ander.persoon_id).koppelingen.get().zakelijk_email == "bos@werk.example"


def test_de_historie_is_daarna_weer_dicht(quaxilda):
    """beloften 2: the door is open for this act only."""
    anonimiseer(quaxilda, "verzoek")
    with pytest.raises(DatabaseError, match="append_only"), transaction.atomic():
        eventmodel(Persoon).objects.update(achternaam="x")


def test_een_verwijderde_baan_wordt_ook_vergeten(quaxilda):
    """R103, AVG 17: the history of a job that is gone is still about him."""
    quaxilda.koppelingen.all().delete()
    anonimiseer(quaxilda, "verzoek")
    assert gevonden() == []


@pytest.mark.parametrize("woord", ["", "anonimiseren", "JA"])
def test_zonder_het_woord_gebeurt_er_niets(als, super, quaxilda, woord):
    """R103: who did not type it did not mean it."""
    antwoord = vul_in(als(super), quaxilda, woord=woord)
    assert antwoord.status_code == 422 and "Typ ANONIMISEREN om door te gaan." in antwoord.content.decode()
    assert Persoon.objects.get(pk=quaxilda.pk).geanonimiseerd_op is None


def test_een_bewaarplicht_houdt_het_tegen(als, super, quaxilda):
    """R103: a running contract or an invoice: then limit the processing instead."""
    antwoord = vul_in(als(super), quaxilda, tegenhouder="fiscaal")
    assert antwoord.status_code == 422
    assert "Dan mag je nu niet anonimiseren. Kies Verwerking beperken." in antwoord.content.decode()
    assert f'href="{quaxilda.get_absolute_url()}verwerking-beperken/"' in antwoord.content.decode()
    assert Persoon.objects.get(pk=quaxilda.pk).geanonimiseerd_op is None


def test_een_beperkte_persoon_wordt_niet_vergeten(quaxilda):
    """R103: the reason to limit is a reason to keep."""
    beperk(quaxilda, "contract", "Loopt tot 2027")
    with pytest.raises(ValidationError, match="beperkt"):
        anonimiseer(quaxilda, "verzoek")


def test_een_vergeten_persoon_heeft_geen_knoppen_meer(als, super, quaxilda):
    vul_in(als(super), quaxilda)
    html = als(super).get(quaxilda.get_absolute_url()).content.decode()
    assert "Geanonimiseerd</span>" in html
    assert re.findall(rf'href="{quaxilda.get_absolute_url()}(\w+)', html) == ["geschiedenis"]
    with pytest.raises(ValidationError, match="geanonimiseerd"):
        anonimiseer(quaxilda, "verzoek")


def test_elk_adres_komt_op_de_afmeldlijst(quaxilda):
    """R103: the former addresses too, and none of them to be read."""
    anonimiseer(quaxilda, "verzoek")
    assert Afmeldadres.objects.count() == 3
    assert not Afmeldadres.objects.filter(hash__contains="quaxilda").exists()


def test_wie_het_adres_opnieuw_toevoegt_krijgt_een_waarschuwing(als, gebruiker, quaxilda):
    """R103: on the form of a person, and of a job; capitals make no difference."""
    anonimiseer(quaxilda, "verzoek")
    client, tekst = als(gebruiker), "Dit adres staat op de afmeldlijst: "
    url = "/relaties/personen/toevoegen/"
    antwoord = post(client, url, volg=True, achternaam="Bos", email_prive="Quaxilda@vreemdbrink.example")
    assert tekst in antwoord.content.decode()
    baan = PersoonInOrganisatieFactory()
    antwoord = post(client, f"{baan.get_absolute_url()}wijzigen/", volg=True, zakelijk_email="quaxilda@werk.example")
    assert tekst in antwoord.content.decode()
    antwoord = post(client, url, volg=True, achternaam="Vos", email_prive="vos@post.example")
    assert tekst not in antwoord.content.decode()


def test_ook_op_de_kaart_van_een_organisatie(als, gebruiker, quaxilda):
    """R103: a row that is added on the card."""
    anonimiseer(quaxilda, "verzoek")
    url, persoon = f"{OrganisatieFactory().get_absolute_url()}?regels=nieuw", PersoonFactory()
    pagina = als(gebruiker).get(url)
    data = formulier(pagina, "regels-0-functie").data() | {
        "regels-0-persoon": str(persoon.pk),
        "regels-0-persoon_tekst": str(persoon),
        "regels-0-persoon_was": str(persoon),
        "regels-0-zakelijk_email": "quaxilda@werk.example",
    }
    antwoord = als(gebruiker).post(url, data, follow=True)
    assert "Dit adres staat op de afmeldlijst: quaxilda@werk.example" in antwoord.content.decode()
