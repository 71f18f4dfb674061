"""The vergrootglas while typing (A9): suggestions with and without a typing error, and the search panel."""

import pytest
from django.db import connection
from django.urls import reverse

from relaties.models import Organisatie
from smp.lijsten import treffers
from smp.lijsten.lijst import LIJSTEN
from tests.factories import OrganisatieFactory, PersoonInOrganisatieFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def janssen():
    return OrganisatieFactory(naam="Bakkerij Janssen", bezoekadres_plaats="Zwolle")


@pytest.fixture
def client(als, gebruiker):
    return als(gebruiker)


def zoek(client, q, lijst="organisatie", **meer) -> str:
    return client.get(reverse(f"{lijst}_opzoeken"), {"q": q, **meer}).content.decode()


@pytest.mark.parametrize("q", ["janss", "bakkery", "JÁNSSEN bakk", "zwolle", "jansen bakery", "bakerij jansen"])
def test_een_organisatie_wordt_gevonden(client, janssen, q):
    """Folded, in any order, by its town, and with a typing error (issue 3)."""
    OrganisatieFactory(naam="Garage Pietersen")
    html = zoek(client, q)
    assert html.count("<li") == 1 and f'data-pk="{janssen.pk}"' in html


@pytest.mark.parametrize("q", ["0090", "00900001", "8011", "8011 za", "7700"])
def test_een_nummer_wordt_van_voren_af_gevonden(client, q):
    OrganisatieFactory(
        naam="Garage Pietersen", kvk_nummer="00900001", debiteurnummer="770012", bezoekadres_postcode="8011 ZA"
    )
    OrganisatieFactory(naam="Bakkerij Janssen", kvk_nummer="10900001")
    assert "Garage Pietersen" in zoek(client, q) and "Janssen" not in zoek(client, q)


def test_een_voorstel_noemt_plaats_en_kvk_nummer(client):
    rij = OrganisatieFactory(naam="Bakkerij <Janssen>", bezoekadres_plaats="Zwolle", kvk_nummer="00900001")
    html = zoek(client, "bakkerij")
    assert f'data-pk="{rij.pk}"' in html and 'data-label="Bakkerij &lt;Janssen&gt;"' in html
    assert "Zwolle · KVK 00900001" in html


def test_een_persoon_wordt_gevonden_met_zijn_werkgever(client, janssen):
    baan = PersoonInOrganisatieFactory(persoon__voornaam="Seán", persoon__achternaam="O’Neill", organisatie=janssen)
    html = zoek(client, "sean oneil", "persoon")
    assert f'data-pk="{baan.persoon.pk}"' in html and "Bakkerij Janssen" in html


def test_een_begin_staat_voor_een_woord_verderop(client):
    for naam in ("Aannemer Molen", "Molen De Hoop", "De Molen"):
        OrganisatieFactory(naam=naam)
    assert "Molen De Hoop" in zoek(client, "molen").split("</li>")[0]


def test_met_een_typefout_staat_wie_zo_begint_vooraan(client, monkeypatch):
    """Also when more rows resemble a common word than are read: the word that was meant is looked for itself."""
    monkeypatch.setattr(treffers, "LIJKENDE", 3)
    for nr in range(4):
        OrganisatieFactory(naam=f"Groep {nr}", handelsnaam=f"Groot Theater {nr}")
    OrganisatieFactory(naam="Theater De Molen")
    assert "Theater De Molen" in zoek(client, "theatr").split("</li>")[0]


def test_een_typefout_leest_alleen_de_index_van_de_woorden(lezer, monkeypatch):
    """The planner would walk a million names; and what comes after it in the transaction may walk again."""
    gezien, instelling = [], lambda: connection.cursor().execute("SHOW enable_indexonlyscan").fetchone()[0]
    monkeypatch.setattr(treffers, "_beste", lambda *_: gezien.append(instelling()) or [])
    treffers._met_typefout(LIJSTEN["organisatie"], Organisatie.objects.all(), "bakkerij", 10)
    assert gezien == ["off"] and instelling() == "on"


def test_hoogstens_tien_voorstellen_en_alleen_actieve(client):
    OrganisatieFactory.create_batch(12, naam="Café De Zwaan")
    OrganisatieFactory(naam="Zwaan Oud", actief=False)
    assert zoek(client, "zwaan").count("data-pk") == 10
    assert "Niets gevonden" in zoek(client, "zwaan oud")


@pytest.mark.parametrize("q", ["", " ", "&", "%", "_____", "\x00", "a" * 500, "0" * 40])
def test_een_vreemde_vraag_geeft_niets_en_geen_fout(client, janssen, q):
    antwoord = client.get(reverse("organisatie_opzoeken"), {"q": q})
    assert antwoord.status_code == 200
    assert "data-pk" not in antwoord.content.decode()


@pytest.mark.parametrize("naam", sorted(LIJSTEN))
def test_wie_niet_mag_lezen_mag_niet_opzoeken(als, vreemde, naam):
    assert als(vreemde).get(reverse(f"{naam}_opzoeken"), {"q": "a"}).status_code == 403


@pytest.mark.parametrize("naam", sorted(LIJSTEN))
def test_elke_lijst_kan_opgezocht_worden(als, lezer, naam):
    assert als(lezer).get(reverse(f"{naam}_opzoeken"), {"q": "bakkerij"}).status_code == 200
    assert als(lezer).get(reverse(f"{naam}_opzoeken"), {"paneel": "1"}).status_code == 200


def test_opzoeken_zonder_inloggen_kan_niet(client):
    client.logout()
    assert client.get(reverse("organisatie_opzoeken"), {"q": "a"}).status_code == 302


@pytest.mark.parametrize("q, hoogstens", [("zwaan", 7), ("cafe zwan", 12)])
def test_voorstellen_kosten_een_vast_aantal_queries(client, django_assert_max_num_queries, q, hoogstens):
    """Session, user, rights, by name, by words, and the rows; a typing error costs one more and its settings."""
    OrganisatieFactory.create_batch(12, naam="Café De Zwaan")
    zoek(client, q)
    with django_assert_max_num_queries(hoogstens):
        assert zoek(client, q).count("data-pk") == 10


# --- the search panel


def test_het_paneel_toont_zoekvelden_en_rijen_om_te_kiezen(client, janssen):
    html = zoek(client, "janssen", paneel="1")
    assert 'id="opzoek_naam"' in html and 'value="janssen"' in html
    assert f'data-pk="{janssen.pk}"' in html and 'aria-label="Kiezen: Bakkerij Janssen"' in html
    assert "1 organisatie gevonden" in html and "KVK-nummer" in html


def test_het_paneel_zoekt_op_elk_zoekveld_van_de_lijst(client, janssen):
    OrganisatieFactory(naam="Bakkerij De Vries", bezoekadres_plaats="Urk")
    html = zoek(client, "", paneel="1", naam="bakkerij", bezoekadres_plaats="urk")
    assert "De Vries" in html and "Janssen" not in html


def test_het_paneel_bladert(client):
    for nr in range(30):
        OrganisatieFactory(naam=f"Bakkerij {nr:02}")
    html = zoek(client, "bakkerij", paneel="1")
    assert html.count("data-pk") == 25 and "1–25 van de 30 gevonden organisaties" in html
    verder = html.split("data-opzoek-blad")[0].split('href="')[-1].split('"')[0].replace("&amp;", "&")
    tweede = client.get(reverse("organisatie_opzoeken") + verder).content.decode()
    assert tweede.count("data-pk") == 5 and "26–30" in tweede and 'rel="prev"' in tweede


@pytest.mark.parametrize("pagina", ["1234567x", "0", "-1", "²", "9" * 30])
def test_een_bladzijde_van_het_zoekvenster_die_niet_bestaat(als, gebruiker, pagina):
    OrganisatieFactory(naam="Anker")
    antwoord = als(gebruiker).get("/relaties/organisaties/opzoeken/", {"paneel": 1, "naam": "anker", "pagina": pagina})
    assert antwoord.status_code == 200 and "Anker" in antwoord.content.decode()
