"""Once is once: double click, refresh and retry give one record and the same redirect (issue 3, 'Idempotent')."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.utils import timezone

from relaties.models import Organisatie, Persoon, PersoonInOrganisatie
from smp.eenmalig import Eenmalig, ruim_op
from smp.gebruikers.rollen import GEBRUIKER
from smp.lijsten.lijst import LIJSTEN
from tests.factories import GebruikerFactory, OrganisatieFactory, PersoonFactory, PersoonInOrganisatieFactory
from tests.invullen import formulier

ZAKELIJK = "/relaties/zakelijke-relatie-toevoegen/"


@pytest.fixture
def gijs(als, gebruiker):
    return als(gebruiker)


def ingevuld(client, url, met="", **velden):
    form = formulier(client.get(url), met)
    for naam, waarde in velden.items():
        form.vul(naam.replace("__", "-"), waarde)
    return form.data()


@pytest.mark.parametrize(
    ("url", "velden", "model"),
    [
        ("/relaties/organisaties/toevoegen/", {"naam": "Stadstheater"}, Organisatie),
        ("/relaties/personen/toevoegen/", {"achternaam": "Hart"}, Persoon),
        (ZAKELIJK, {"persoon__achternaam": "Hart", "organisatie__naam": "Stadstheater"}, PersoonInOrganisatie),
    ],
)
def test_a_second_equal_post_gives_the_same_redirect(gijs, url, velden, model):
    data = ingevuld(gijs, url, **velden)
    een, twee = gijs.post(url, data), gijs.post(url, data)
    assert een.status_code == twee.status_code == 302 and een.url == twee.url
    assert model.objects.count() == 1


def test_a_row_on_a_card(gijs):
    theater, hart = OrganisatieFactory(), PersoonFactory(achternaam="Hart", voornaam="Merel")
    url = f"{theater.get_absolute_url()}?regels=nieuw"
    data = ingevuld(gijs, url, met="regels-0-persoon", **{"regels-0-persoon_tekst": "Merel Hart"})
    assert [gijs.post(url, data).status_code for _ in range(2)] == [302, 302]
    assert hart.koppelingen.count() == 1


def test_a_row_on_the_form_of_a_record_that_is_there(gijs):
    hart = PersoonFactory(achternaam="Hart", voornaam="Merel")
    OrganisatieFactory(naam="Stadstheater")
    url = f"{hart.get_absolute_url()}wijzigen/"
    data = ingevuld(gijs, url, **{"regels-0-organisatie_tekst": "Stadstheater"})
    assert [gijs.post(url, data).status_code for _ in range(2)] == [302, 302]
    assert hart.koppelingen.count() == 1


def test_a_job_change(gijs):
    anna = PersoonInOrganisatieFactory()
    OrganisatieFactory(naam="Stadstheater")
    url = f"{anna.get_absolute_url()}werkgever-wijzigen/"
    data = ingevuld(gijs, url, nieuwe__organisatie_tekst="Stadstheater")
    assert gijs.post(url, data).url == gijs.post(url, data).url
    assert anna.persoon.koppelingen.count() == 2


def test_who_comes_from_a_long_question(gijs):
    """All columns of a list stand in the address to go back to."""
    kolommen = ",".join(kolom.naam for kolom in LIJSTEN["organisatie"].kolommen)
    vraag = urlencode({"vraag": f"naam=stad&kolommen={kolommen}"})
    url = f"{OrganisatieFactory(naam='Stadstheater').get_absolute_url()}wijzigen/?{vraag}"
    data = ingevuld(gijs, url, branche="Theater")
    een, twee = gijs.post(url, data), gijs.post(url, data)
    assert een.status_code == twee.status_code == 302 and een.url == twee.url and len(een.url) > 500


def test_the_second_time_it_is_said(gijs):
    data = ingevuld(gijs, "/relaties/organisaties/toevoegen/", naam="Stadstheater")
    gijs.post("/relaties/organisaties/toevoegen/", data)
    antwoord = gijs.post("/relaties/organisaties/toevoegen/", data, follow=True)
    assert "Dit had je al verstuurd. Er is niets dubbel bewaard." in antwoord.content.decode()


def test_a_refused_post_leaves_no_key_behind(gijs):
    url = "/relaties/organisaties/toevoegen/"
    data = ingevuld(gijs, url, naam="Stadstheater", kvk_nummer="123")
    assert gijs.post(url, data).status_code == 422 and not Eenmalig.objects.exists()
    assert gijs.post(url, data | {"kvk_nummer": ["00900001"]}).status_code == 302


def test_who_goes_back_and_types_another_name_adds_another_one(gijs):
    url = "/relaties/organisaties/toevoegen/"
    data = ingevuld(gijs, url, naam="Stadstheater")
    assert gijs.post(url, data).url != gijs.post(url, data | {"naam": ["Bakkerij Jansen"]}).url
    assert Organisatie.objects.count() == 2


def test_a_key_is_of_one_user(als, gijs):
    url = "/relaties/organisaties/toevoegen/"
    data = ingevuld(gijs, url, naam="Stadstheater")
    gijs.post(url, data)
    ander = als(GebruikerFactory(rol=GEBRUIKER)).post(url, data)
    assert ander.status_code == 422 and "naam lijkt 100 %" in ander.content.decode()


def test_a_key_is_of_one_address(gijs):
    """The same fields, posted to two organisations, are two acts."""
    theater, atelier = OrganisatieFactory(), OrganisatieFactory()
    hart = PersoonFactory(achternaam="Hart", voornaam="Merel")
    url = f"{theater.get_absolute_url()}?regels=nieuw"
    data = ingevuld(gijs, url, met="regels-0-persoon", **{"regels-0-persoon_tekst": "Merel Hart"})
    for organisatie in (theater, atelier):
        gijs.post(f"{organisatie.get_absolute_url()}?regels=nieuw", data)
    assert {baan.organisatie for baan in hart.koppelingen.all()} == {theater, atelier}


def test_every_form_on_a_page_has_a_key_of_its_own(gijs):
    html = gijs.get(ZAKELIJK).content.decode() + gijs.get(ZAKELIJK).content.decode()
    sleutels = [deel.split('"')[0] for deel in html.split('name="eenmalig" value="')[1:]]
    assert len(sleutels) == len(set(sleutels)) == 2


def test_a_key_that_is_none_is_no_obstacle(gijs):
    url = "/relaties/organisaties/toevoegen/"
    data = ingevuld(gijs, url, naam="Stadstheater") | {"eenmalig": ["geen sleutel"]}
    assert gijs.post(url, data).status_code == 302


def test_old_keys_are_thrown_away(gebruiker):
    for dagen in (0, 1, 3):
        Eenmalig.objects.create(
            sleutel=f"00000000-0000-0000-0000-00000000000{dagen}",
            gebruiker=gebruiker,
            gemaakt_op=timezone.now() - timedelta(days=dagen),
        )
    assert ruim_op() == 1 and Eenmalig.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_20_parallel_equal_posts_give_one_record_and_one_redirect(gijs, als, gebruiker):
    data = ingevuld(gijs, ZAKELIJK, persoon__achternaam="Hart", organisatie__naam="Stadstheater")
    clients = [als(gebruiker) for _ in range(20)]

    def verstuur(client):
        try:
            antwoord = client.post(ZAKELIJK, data)
            return antwoord.status_code, antwoord.get("Location")
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as threads:
        antwoorden = list(threads.map(verstuur, clients))
    hart = Persoon.objects.get()
    assert set(antwoorden) == {(302, f"/relaties/personen/{hart.pk}/#tab-zakelijk")}
    assert Organisatie.objects.count() == PersoonInOrganisatie.objects.count() == Eenmalig.objects.count() == 1
