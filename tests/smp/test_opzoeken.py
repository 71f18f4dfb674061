"""The vergrootglas (A9, R40, R41, R64): what a typed name means, with and without JavaScript."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from relaties.models import Organisatie
from smp.lijsten.kolom import Kolom
from smp.lijsten.lijst import LIJSTEN
from smp.lijsten.opzoeken import Opzoekveld
from tests.factories import OrganisatieFactory, PersoonFactory
from tests.invullen import formulier, post

pytestmark = pytest.mark.django_db
NIET_IN_DE_LIJST = "Deze organisatie staat niet in de lijst. Voeg de organisatie eerst toe."


@pytest.fixture
def janssen():
    return OrganisatieFactory(naam="Bakkerij Janssen", bezoekadres_plaats="Zwolle")


@pytest.fixture
def dochter():
    return OrganisatieFactory(naam="Dochter Eén")


@pytest.fixture
def client(als, gebruiker):
    return als(gebruiker)


def wijzigen(organisatie) -> str:
    return reverse("organisatie_wijzigen", args=[organisatie.pk])


def kies(client, dochter, **velden):
    """[Wijzigen] on Dochter Eén, without JavaScript: (answer, mother afterwards)."""
    antwoord = post(client, wijzigen(dochter), **velden)
    dochter.refresh_from_db()
    return antwoord, dochter.moederorganisatie


def typ(client, dochter, tekst):
    return kies(client, dochter, moederorganisatie_tekst=tekst)


# --- without JavaScript: the typed name is looked up


def test_een_getypte_naam_kiest_de_enige_die_zo_heet(client, dochter, janssen):
    """Without regard to capitals and accents; a name that only begins so is another one."""
    OrganisatieFactory(naam="Bakkerij Janssen Holding")
    antwoord, moeder = typ(client, dochter, "bakkerij JÁNSSEN")
    assert antwoord.status_code == 302
    assert moeder == janssen


def test_losse_woorden_kiezen_de_enige_met_die_woorden(client, dochter, janssen):
    OrganisatieFactory(naam="Bakkerij De Vries")
    assert typ(client, dochter, "zwolle janss")[1] == janssen


def test_meer_dan_een_geeft_keuzerondjes_en_bewaart_niets(client, dochter, janssen):
    OrganisatieFactory(naam="Bakkerij De Vries")
    antwoord, moeder = typ(client, dochter, "bakkerij")
    html = antwoord.content.decode()
    assert antwoord.status_code == 422 and moeder is None
    assert "Er zijn 2 organisaties die hierop lijken. Kies er één." in html
    assert "Bakkerij Janssen <small>Zwolle</small>" in html
    assert 'value="bakkerij"' in html


def test_met_een_keuzerondje_is_de_rij_gekozen(client, dochter, janssen):
    OrganisatieFactory(naam="Bakkerij De Vries")
    pagina, _ = typ(client, dochter, "bakkerij")
    assert str(janssen.pk) in formulier(pagina).keuzes["moederorganisatie_keuze"]
    antwoord = post(client, wijzigen(dochter), pagina=pagina, moederorganisatie_keuze=janssen.pk)
    dochter.refresh_from_db()
    assert antwoord.status_code == 302 and dochter.moederorganisatie == janssen


def test_wie_na_de_keuzerondjes_iets_anders_typt_kiest_dat(client, dochter, janssen):
    vries = OrganisatieFactory(naam="Bakkerij De Vries")
    pagina, _ = typ(client, dochter, "bakkerij")
    velden = {"moederorganisatie_keuze": janssen.pk, "moederorganisatie_tekst": "bakkerij de vries"}
    post(client, wijzigen(dochter), pagina=pagina, **velden)
    dochter.refresh_from_db()
    assert dochter.moederorganisatie == vries


def test_twee_met_dezelfde_naam_worden_nooit_geraden(client, dochter, janssen):
    """Their town tells them apart."""
    OrganisatieFactory(naam="Bakkerij Janssen", bezoekadres_plaats="Urk")
    html = typ(client, dochter, "Bakkerij Janssen")[0].content.decode()
    assert "Er zijn 2 organisaties die hierop lijken. Kies er één." in html
    assert "<small>Urk</small>" in html


def test_van_meer_dan_tien_staan_er_tien(client, dochter):
    OrganisatieFactory.create_batch(12, naam="Café De Zwaan")
    antwoord, _ = typ(client, dochter, "de zwaan")
    assert "Er zijn meer dan 10 organisaties die hierop lijken. Kies er één." in antwoord.content.decode()
    assert len(formulier(antwoord).keuzes["moederorganisatie_keuze"]) == 10


def test_een_onbekende_naam_is_een_fout_en_nooit_een_nieuwe_organisatie(client, dochter):
    """R41."""
    antwoord, moeder = typ(client, dochter, "Museum Het Ankerhuis")
    assert NIET_IN_DE_LIJST in antwoord.content.decode()
    assert moeder is None and Organisatie.objects.count() == 1


def test_een_naam_die_op_een_sleutel_lijkt_is_een_naam(client, dochter, janssen):
    assert NIET_IN_DE_LIJST in typ(client, dochter, str(janssen.pk))[0].content.decode()


def test_wie_niet_meer_actief_is_wordt_niet_voorgesteld(client, dochter):
    """R73."""
    OrganisatieFactory(naam="Oude Molen", actief=False)
    assert NIET_IN_DE_LIJST in typ(client, dochter, "Oude Molen")[0].content.decode()


# --- what is chosen stays chosen


@pytest.fixture
def met_moeder(dochter, janssen):
    dochter.moederorganisatie = janssen
    dochter.save()
    return dochter


def test_wie_het_veld_niet_aanraakt_houdt_zijn_moeder(client, met_moeder, janssen):
    """Also when there are two of that name, and when it is not active any more."""
    OrganisatieFactory(naam="Bakkerij Janssen")
    Organisatie.objects.filter(pk=janssen.pk).update(actief=False)
    antwoord, moeder = kies(client, met_moeder, branche="Brood")
    assert antwoord.status_code == 302 and moeder == janssen


def test_een_leeggemaakt_veld_is_leeg(client, met_moeder):
    assert typ(client, met_moeder, "")[1] is None


def test_de_kaart_noemt_de_moeder_met_een_link(client, met_moeder, janssen):
    html = client.get(met_moeder.get_absolute_url()).content.decode()
    assert f'<a href="{janssen.get_absolute_url()}">Bakkerij Janssen</a>' in html


def test_een_ander_koos_intussen_een_andere_moeder(client, met_moeder):
    """Three values by name, to choose from; nothing is overwritten unseen (R99)."""
    vries, ander = OrganisatieFactory(naam="Bakkerij De Vries"), OrganisatieFactory(naam="Molen De Hoop")
    pagina = client.get(wijzigen(met_moeder))
    Organisatie.objects.filter(pk=met_moeder.pk).update(moederorganisatie=ander)
    antwoord = post(client, wijzigen(met_moeder), pagina=pagina, moederorganisatie_tekst=vries.naam)
    html = antwoord.content.decode()
    assert antwoord.status_code == 409
    assert "jouw waarde: Bakkerij De Vries" in html and "nu in het systeem: Molen De Hoop" in html


# --- the form


def test_een_verplicht_veld_zegt_waar_je_kiest(client):
    antwoord = post(client, reverse("persooninorganisatie_toevoegen"), functie="Bakker")
    html = antwoord.content.decode()
    assert "Kies een organisatie uit de lijst. Klik op het vergrootglas." in html
    assert "Kies een persoon uit de lijst. Klik op het vergrootglas." in html


def test_persoon_en_organisatie_worden_op_naam_gekozen(client, janssen):
    """R64, R66."""
    anna = PersoonFactory(voornaam="Anna", tussenvoegsel="van den", achternaam="Berg")
    velden = {"persoon_tekst": "anna van den berg", "organisatie_tekst": "janssen zwolle"}
    antwoord = post(client, reverse("persooninorganisatie_toevoegen"), **velden)
    assert antwoord.status_code == 302
    assert anna.koppelingen.get().organisatie == janssen


def test_een_onbekende_persoon_is_een_fout(client, janssen):
    velden = {"persoon_tekst": "Jan Onbekend", "organisatie_tekst": janssen.naam}
    antwoord = post(client, reverse("persooninorganisatie_toevoegen"), **velden)
    assert "Deze persoon staat niet in de lijst. Voeg de persoon eerst toe." in antwoord.content.decode()


def test_het_veld_is_te_gebruiken_met_een_schermlezer(client, dochter):
    html = client.get(wijzigen(dochter)).content.decode()
    assert 'aria-label="Organisatie zoeken"' in html
    assert 'role="combobox"' in html and 'aria-controls="id_moederorganisatie_opties"' in html
    assert 'for="id_moederorganisatie"' in html
    assert "+ Organisatie toevoegen<span" in html and "(opent in nieuw tabblad)" in html


def test_het_veld_leest_niet_meer_dan_de_gekozen_rij(client, met_moeder, django_assert_max_num_queries):
    """However many there are: no list of options on the page."""
    OrganisatieFactory.create_batch(30)
    client.get(wijzigen(met_moeder))
    with django_assert_max_num_queries(10):
        html = client.get(wijzigen(met_moeder)).content.decode()
    assert "Bakkerij Janssen" in html and "Organisatie 2" not in html


def test_de_keuzes_van_het_veld_zijn_niet_de_hele_tabel():
    veld = Opzoekveld("organisatie")
    assert list(veld.choices) == []
    assert veld.leesbaar("?Bakkerij") == "Bakkerij"


# --- a record that is added for a lookup


def test_wie_toevoegt_voor_het_vergrootglas_geeft_de_nieuwe_rij_terug(client):
    """The card tells which record it is (static/js/opzoeken.js sends it to the field that waits for it)."""
    url = reverse("organisatie_toevoegen") + "?opzoek=abc"
    antwoord = post(client, url, naam="Museum Het Ankerhuis", volg=True)
    museum = Organisatie.objects.get()
    assert f'data-opgezocht="abc" data-pk="{museum.pk}"' in antwoord.content.decode()
    assert "data-opgezocht" not in client.get(museum.get_absolute_url()).content.decode()


# --- in the grid


@pytest.fixture
def raster(monkeypatch):
    """The address of the grid of organisations with a column Moederorganisatie."""
    lijst, kolom = LIJSTEN["organisatie"], Kolom("moederorganisatie", sorteer=None, bewerk=True)
    monkeypatch.setattr(lijst, "kolommen", [*lijst.kolommen, kolom])
    monkeypatch.setitem(lijst.kolom, kolom.naam, kolom)
    return reverse("organisatie_raster") + "?kolommen=naam,moederorganisatie"


def cel(organisatie, deel="") -> str:
    return f"c-{organisatie.pk}-moederorganisatie{deel}"


def test_het_raster_toont_de_naam_en_geen_lijst_van_alle_rijen(client, raster, met_moeder, janssen):
    OrganisatieFactory(naam="Oud", actief=False)
    pagina = client.get(raster)
    velden = formulier(pagina).velden
    assert velden[cel(met_moeder, "_tekst")] == ["Bakkerij Janssen"]
    assert velden[cel(met_moeder)] == [str(janssen.pk)]
    assert "d-moederorganisatie" not in pagina.content.decode() and "Oud" not in pagina.content.decode()


def test_een_naam_in_het_raster_kiest_de_rij(client, raster, dochter, janssen):
    antwoord = post(client, raster, {cel(dochter, "_tekst"): "bakkerij jans"})
    dochter.refresh_from_db()
    assert antwoord.status_code == 302 and dochter.moederorganisatie == janssen


def test_meer_dan_een_in_het_raster_geeft_keuzerondjes(client, raster, dochter, janssen):
    OrganisatieFactory(naam="Bakkerij De Vries")
    antwoord = post(client, raster, {cel(dochter, "_tekst"): "bakkerij"})
    assert antwoord.status_code == 422
    assert "Er zijn 2 organisaties die hierop lijken. Kies er één." in antwoord.content.decode()
    assert post(client, raster, {cel(dochter, "_keuze"): janssen.pk}, pagina=antwoord).status_code == 302
    dochter.refresh_from_db()
    assert dochter.moederorganisatie == janssen


def test_een_onbekende_naam_in_het_raster_is_een_fout(client, raster, dochter):
    antwoord = post(client, raster, {cel(dochter, "_tekst"): "Museum Het Ankerhuis"})
    assert antwoord.status_code == 422 and NIET_IN_DE_LIJST in antwoord.content.decode()
    assert formulier(antwoord).velden[cel(dochter, "_tekst")] == ["Museum Het Ankerhuis"]


def test_wie_het_raster_niet_aanraakt_houdt_zijn_moeder(client, raster, met_moeder, janssen):
    """Also when there are two of that name."""
    OrganisatieFactory(naam="Bakkerij Janssen", bezoekadres_plaats="Urk")
    post(client, raster, {f"c-{met_moeder.pk}-naam": "Dochter Twee"})
    met_moeder.refresh_from_db()
    assert met_moeder.naam == "Dochter Twee" and met_moeder.moederorganisatie == janssen


def test_het_raster_leest_de_namen_in_een_keer(client, raster, janssen, django_assert_max_num_queries):
    OrganisatieFactory.create_batch(20, moederorganisatie=janssen)
    client.get(raster)
    with django_assert_max_num_queries(8):
        client.get(raster)


@pytest.mark.parametrize("vraag, zoekt", [("ook=website:bevat:zw", True), ("bezoekadres_plaats=Zwolle", False)])
def test_het_paneel_zoekt_zoals_de_lijst(als, gebruiker, vraag, zoekt):
    """Decision 0013: what no index holds is found and sorted; the panel took 3.5 s among a million."""
    OrganisatieFactory(naam="De Zwaan", bezoekadres_plaats="Zwolle", website="https://zwaan.example")
    with CaptureQueriesContext(connection) as gevraagd:
        html = als(gebruiker).get(f"/relaties/organisaties/opzoeken/?paneel=1&{vraag}").content.decode()
    assert "De Zwaan" in html and any("OFFSET 0) treffers" in q["sql"] for q in gevraagd) == zoekt
