"""Tab Privacy: where data come from, limiting what is done with them, and what may not be stored (R103, AVG)."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone

from relaties.models import Persoon, PersoonInOrganisatie, Verwerkingsactiviteit
from relaties.nummers import bsnfouten
from relaties.privacy.handelingen import beperk, hef_beperking_op
from smp.lijsten.lijst import LIJSTEN
from smp.lijsten.vraag import Vraag
from tests.factories import OrganisatieFactory, PersoonFactory, PersoonInOrganisatieFactory
from tests.invullen import post

pytestmark = pytest.mark.django_db
BEPERKT = "De verwerking van deze persoon is beperkt."


@pytest.fixture
def anna():
    return PersoonFactory(voornaam="Anna", tussenvoegsel="van den", achternaam="Berg")


def beperkte(persoon) -> Persoon:
    beperk(persoon, "juistheid", "Brief van 1 november")
    return Persoon.objects.get(pk=persoon.pk)


def lijst(client, **vraag) -> str:
    return client.get("/relaties/personen/", vraag).content.decode()


def test_zonder_bron_is_iemand_niet_geinformeerd(als, gebruiker, anna):
    """R103, AVG 14: the list 'Nog niet geïnformeerd' shows who has no bron; with a date he is no longer in it."""
    PersoonFactory(achternaam="Jansen", bron="Beurs", geinformeerd_op=date(2026, 1, 5))
    html = lijst(als(gebruiker), geinformeerd_op="nee")
    assert "Berg, Anna van den" in html and "Jansen" not in html
    html = lijst(als(gebruiker), geinformeerd_op="ja")
    assert "Jansen" in html and "Berg, Anna van den" not in html


def test_geinformeerd_vraagt_een_bron(als, gebruiker, anna):
    """R103, AVG 14: what you told somebody includes where his data came from."""
    url = f"{anna.get_absolute_url()}wijzigen/"
    antwoord = post(als(gebruiker), url, geinformeerd_op="2026-01-05")
    assert antwoord.status_code == 422 and "Vul ook de bron in." in antwoord.content.decode()
    post(als(gebruiker), url, geinformeerd_op="2026-01-05", bron="Beurs")
    anna.refresh_from_db()
    assert (anna.geinformeerd_op, anna.bron) == (date(2026, 1, 5), "Beurs")


def test_een_datum_in_de_toekomst_is_geen_informeren(anna):
    anna.bron, anna.geinformeerd_op = "Beurs", timezone.localdate() + timedelta(days=1)
    with pytest.raises(ValidationError) as fout:
        anna.full_clean()
    assert fout.value.message_dict == {"geinformeerd_op": ["Kies een datum in het verleden."]}


def test_beperken_vraagt_een_reden_en_een_toelichting(als, super, anna):
    """R103, AVG 18: with both, the person is limited and the card says so."""
    url = f"{anna.get_absolute_url()}verwerking-beperken/"
    antwoord = post(als(super), url, reden="fiscaal")
    assert antwoord.status_code == 422 and not Persoon.objects.get(pk=anna.pk).verwerking_beperkt
    post(als(super), url, reden="fiscaal", toelichting="Factuur 2026-014")
    html = als(super).get(anna.get_absolute_url()).content.decode()
    assert '<span class="merk merk-let-op">Verwerking beperkt</span>' in html
    assert "de fiscale bewaarplicht is 7 jaar. Factuur 2026-014." in html


def test_beperkt_is_alleen_lezen_op_het_formulier(als, super, anna):
    """R103, AVG 18: no button, no form, and what was open already is refused."""
    url = f"{anna.get_absolute_url()}wijzigen/"
    pagina = als(super).get(url)
    beperkte(anna)
    assert f'href="{url}"' not in als(super).get(anna.get_absolute_url()).content.decode()
    assert als(super).get(url).status_code == 302
    antwoord = post(als(super), url, pagina=pagina, voornaam="Anja")
    assert antwoord.status_code == 422 and BEPERKT in antwoord.content.decode()
    assert Persoon.objects.get(pk=anna.pk).voornaam == "Anna"


def test_beperkt_is_alleen_lezen_in_het_raster(als, super, anna):
    """R103, AVG 18: also when the list shows him."""
    url = "/relaties/personen/wijzigen/?verwerking_beperkt=ja"
    beperkte(anna)
    antwoord = post(als(super), url, {f"c-{anna.pk}-voornaam": "Anja"})
    assert antwoord.status_code == 422 and BEPERKT in antwoord.content.decode()
    assert Persoon.objects.get(pk=anna.pk).voornaam == "Anna"


def test_ook_zijn_banen_zijn_op_slot(als, super, anna):
    """R103, AVG 18: a job of his is his data as well; a new one too."""
    baan = PersoonInOrganisatieFactory(persoon=anna)
    baan.persoon = beperkte(anna)
    assert als(super).get(f"{baan.get_absolute_url()}wijzigen/").status_code == 302
    for rij in (baan, PersoonInOrganisatie(persoon=baan.persoon, organisatie=OrganisatieFactory())):
        with pytest.raises(ValidationError, match=BEPERKT):
            rij.full_clean()


def test_beperkt_staat_in_geen_selectie(als, gebruiker, anna):
    """R103, AVG 18: not in the list unless asked, not in suggestions, not in what exports take."""
    baan = PersoonInOrganisatieFactory(persoon=anna)
    client, suggesties = als(gebruiker), "/relaties/personen/opzoeken/?q=berg"
    assert "Berg" in lijst(client) and "Berg" in client.get(suggesties).content.decode()
    beperkte(anna)
    assert "Berg, Anna" not in lijst(client) and "Berg" not in client.get(suggesties).content.decode()
    assert "Berg, Anna" in lijst(client, verwerking_beperkt="ja")
    assert baan.organisatie.naam not in client.get("/relaties/personen-in-organisatie/").content.decode()


@pytest.mark.parametrize("naam", ["persoon", "persooninorganisatie"])
def test_beperkt_gaat_nergens_heen(super, anna, naam):
    """R103, AVG 18: shown to who asks for it, but not in what export and mass change take."""
    PersoonInOrganisatieFactory(persoon=anna)
    beperkte(anna)
    vraag = Vraag(LIJSTEN[naam], super, QueryDict("verwerking_beperkt=ja&persoon__verwerking_beperkt=ja"))
    assert vraag.rijen.count() == 1 and not vraag.selectie.exists()


def test_de_beperking_opheffen(als, super, anna):
    beperkte(anna)
    antwoord = post(als(super), f"{anna.get_absolute_url()}beperking-opheffen/", volg=True)
    assert "De beperking van Anna van den Berg is opgeheven." in antwoord.content.decode()
    vrij = Persoon.objects.get(pk=anna.pk)
    assert (vrij.slot, vrij.beperkt_reden, vrij.beperkt_toelichting) == ("", "", "")


def test_een_beperking_kan_niet_twee_keer(anna):
    beperkte(anna)
    with pytest.raises(ValidationError, match=BEPERKT):
        beperk(anna, "contract", "Nog een")
    hef_beperking_op(anna)
    assert beperkte(anna).beperkt_toelichting == "Brief van 1 november"


@pytest.mark.parametrize("pagina", ["inzage-export", "anonimiseren", "verwerking-beperken", "beperking-opheffen"])
def test_een_gebruiker_mag_dit_niet(als, gebruiker, anna, pagina):
    """R103, A4: CRM Super and Beheerder; the card of others shows no button."""
    url = f"{anna.get_absolute_url()}{pagina}/"
    assert als(gebruiker).get(url).status_code == 403 == als(gebruiker).post(url).status_code
    assert url not in als(gebruiker).get(anna.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    "tekst",
    ["111222333", "BSN 1112.22.333!", "bel 111 222 333", "Zie 123456782"],
)
def test_een_bsn_wordt_geweigerd(als, gebruiker, anna, tekst):
    """R103, AVG 5: nine digits that pass the elfproef, in any free text."""
    antwoord = post(als(gebruiker), f"{anna.get_absolute_url()}wijzigen/", opmerkingen=tekst)
    assert antwoord.status_code == 422
    assert "Dit lijkt een burgerservicenummer. Sla dat hier niet op." in antwoord.content.decode()


@pytest.mark.parametrize(
    "tekst",
    [
        "111222334",
        "038 000 12 34",
        "NL999000019B01",
        "1112223330",
        "KVK 00900001",
        "20-11122233-3x",
        "Contract A-111222333",
    ],
)
def test_andere_nummers_mogen_wel(tekst):
    """R103: a telephone number, a btw-nummer, a longer number, a code."""
    assert bsnfouten(Persoon(opmerkingen=tekst), "opmerkingen") == {}


def test_ook_bij_organisatie_en_baan():
    """R103: a rule in the model, so in form, grid, admin and import."""
    for rij in (OrganisatieFactory(opmerkingen="111222333"), PersoonInOrganisatieFactory(opmerkingen="111222333")):
        with pytest.raises(ValidationError, match="burgerservicenummer"):
            rij.full_clean()


def test_het_register_is_gevuld():
    """R103, AVG 30: four activities to begin with."""
    assert Verwerkingsactiviteit.objects.count() == 4
    for activiteit in Verwerkingsactiviteit.objects.all():
        activiteit.full_clean()
