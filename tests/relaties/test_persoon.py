"""Persoon (domein 3.2, 3.6): keys kept by the database, and the rules of clean."""

import re
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from relaties.models import Persoon
from smp.lijsten.zoekvelden import Woorden
from tests.factories import PersoonFactory, PersoonInOrganisatieFactory
from tests.invullen import formulier, post

pytestmark = pytest.mark.django_db

DE_VRIES = {"tussenvoegsel_partner": "de", "achternaam_partner": "Vries"}
# Names of domein 5.6 and Appendix B.
NAMEN = [
    {"tussenvoegsel": "van den", "achternaam": "Berg", "voorletters": "J."},
    {"tussenvoegsel": "van den", "achternaam": "Berg", "voornaam": "Anna", "voorletters": "A.M."},
    {"achternaam": "Jansen", **DE_VRIES, "naamgebruik": "E"},
    {"achternaam": "Jansen", **DE_VRIES, "naamgebruik": "P"},
    {"achternaam": "Jansen", **DE_VRIES, "naamgebruik": "V", "voorletters": "A."},
    {"achternaam": "Jansen", **DE_VRIES, "naamgebruik": "N", "voornaam": "Anna Maria"},
    {
        "tussenvoegsel": "van der",
        "achternaam": "Ven",
        "tussenvoegsel_partner": "d'",
        "achternaam_partner": "Ancona",
        "naamgebruik": "N",
    },
    {
        "tussenvoegsel": "d’",
        "achternaam": "Ancona",
        "tussenvoegsel_partner": "van 't",
        "achternaam_partner": "Hof",
        "naamgebruik": "V",
    },
    {"tussenvoegsel": "'t", "achternaam": "Hart", "voorletters": "M."},
    {"tussenvoegsel": "in 't", "achternaam": "Veld"},
    {"tussenvoegsel": "De", "achternaam": "Coninck", "voornaam": "Tom"},
    {"tussenvoegsel": "El", "achternaam": "Amrani", "voornaam": "Fatima"},
    {"achternaam": "Ĳzerman", "voornaam": "Ĳsbrand"},
    {"achternaam": "O’Neill", "voornaam": "Seán"},
    {"achternaam": "Yıldız", "voornaam": "Özlem"},
    {"achternaam": "Østergård", "voornaam": "Søren"},
    {"achternaam": "Nguyễn", "voornaam": "Thị Lan"},
    {"achternaam": "Op"},
    {"achternaam": "Suryadi"},
    {"achternaam": "Tjon-A-Ten", "voornaam": "Jan-Willem", "voorletters": "J.W."},
    {"achternaam": "<script>alert(1)</script>"},
    {"achternaam": "🎭"},
    {
        "voornaam": "Wilhelmina Johanna Antoinetta Maria-Magdalena",
        "tussenvoegsel": "van",
        "achternaam": "Roosendael van Oosterwolde",
        "tussenvoegsel_partner": "van der",
        "achternaam_partner": "Velde van Nooitgedacht",
        "naamgebruik": "N",
    },
]
# Appendix B, in order.
VOLGORDE = [
    ("El", "Amrani", ""),
    ("d'", "Ancona", ""),
    ("", "Berg", "A."),
    ("van den", "Berg", "A."),
    ("van der", "Berg", "A."),
    ("", "Berg-Jansen", ""),
    ("", "Bergsma", ""),
    ("ten", "Cate", ""),
    ("De", "Coninck", ""),
    ("", "Édouard", ""),
    ("", "Eelman", ""),
    ("'t", "Hart", ""),
    ("", "Ibrahim", ""),
    ("", "IJzerman", ""),
    ("", "Izaks", ""),
    ("", "O'Neill", ""),
    ("", "Onstenk", ""),
    ("", "Øster", ""),
    ("", "Özdemir", ""),
    ("", "Ozinga", ""),
    ("de", "Vries", ""),
    ("de", "Vries-Jansen", ""),
    ("", "Vriesema", ""),
    ("", "Yılmaz", ""),
    ("", "Ypma", ""),
]


def fouten(persoon):
    with pytest.raises(ValidationError) as fout:
        persoon.full_clean()
    return fout.value.message_dict


def zoek(tekst):
    return set(Woorden(field_name="zoeksleutel").filter(Persoon.objects.all(), tekst))


@pytest.mark.parametrize("delen", NAMEN, ids=lambda delen: delen["achternaam"])
def test_database_and_python_make_the_same_sort_key(delen):
    anna = Persoon.objects.create(**delen)
    assert anna.sorteersleutel == anna.naam.sorteersleutel


def test_personen_stand_in_dutch_order():
    for tussenvoegsel, achternaam, voorletters in reversed(VOLGORDE):
        Persoon.objects.create(tussenvoegsel=tussenvoegsel, achternaam=achternaam, voorletters=voorletters)
    assert list(Persoon.objects.values_list("tussenvoegsel", "achternaam", "voorletters")) == VOLGORDE


@pytest.mark.parametrize(
    "tekst",
    [
        "berg anna",
        "anna berg",
        "van den berg",
        "vandenberg",
        "Bergh"[:4],
        "AM",
        "a.m. berg",
        "devries",
        "vries",
    ],
)
def test_search_finds_anna(tekst):
    anna = PersoonFactory(voornaam="Anna", voorletters="A.M.", tussenvoegsel="van den", achternaam="Berg", **DE_VRIES)
    PersoonFactory(voornaam="Jeroen", achternaam="Vos")
    assert zoek(tekst) == {anna}


@pytest.mark.parametrize(
    ("tekst", "delen"),
    [
        ("dyk", {"tussenvoegsel": "van", "achternaam": "Dijk"}),
        ("vandyk", {"tussenvoegsel": "van", "achternaam": "Dijk"}),
        ("yzerman", {"achternaam": "Ĳzerman"}),
        ("oneill", {"achternaam": "O’Neill"}),
        ("ozdemir", {"achternaam": "Özdemir"}),
        ("tjonaten", {"achternaam": "Tjon-A-Ten"}),
        ("janwillem", {"achternaam": "Smit", "voornaam": "Jan-Willem"}),
        ("'t hart", {"tussenvoegsel": "'t", "achternaam": "Hart"}),
        ("dancona", {"tussenvoegsel": "d'", "achternaam": "Ancona"}),
    ],
)
def test_search_in_any_spelling(tekst, delen):
    PersoonFactory(voornaam="Jeroen", achternaam="Vos")
    gezocht = Persoon.objects.create(**delen)
    assert zoek(tekst) == {gezocht}


def test_persoon_shows_its_name():
    anna = PersoonFactory(voornaam="Anna", tussenvoegsel="van den", achternaam="Berg", aanspreekvorm="V")
    assert str(anna) == "Anna van den Berg"
    assert anna.naam.aanhef == "Geachte mevrouw Van den Berg"


def test_clean_brings_everything_in_its_stored_form():
    anna = Persoon(
        achternaam="  van   Berg ",
        voorletters="jp",
        email_prive="Anna@Berg.EXAMPLE",
        mobiel_prive="06-00000001",
        priveadres_postcode="8011zx",
    )
    anna.full_clean()
    assert (anna.achternaam, anna.voorletters, anna.email_prive) == ("van Berg", "J.P.", "Anna@berg.example")
    assert (anna.mobiel_prive, anna.priveadres_postcode) == ("+31600000001", "8011 ZX")


@pytest.mark.parametrize(
    ("velden", "veld", "melding"),
    [
        ({"achternaam": " "}, "achternaam", "Vul een achternaam in."),
        ({"email_prive": "anna"}, "email_prive", "Vul een e-mailadres in zoals naam@organisatie.nl."),
        (
            {"mobiel_prive": "bel mij"},
            "mobiel_prive",
            "Vul een telefoonnummer in, bijvoorbeeld 038 000 12 34.",
        ),
        (
            {"priveadres_postcode": "1234 SS"},
            "priveadres_postcode",
            "De letters SA, SD en SS komen niet voor in een postcode.",
        ),
        (
            {"naamgebruik": "V"},
            "achternaam_partner",
            "Vul de achternaam van de partner in, of kies Eigen naam.",
        ),
        ({"tussenvoegsel_partner": "de"}, "achternaam_partner", "Vul ook de achternaam van de partner in."),
        ({"geboortedatum": date(1899, 12, 31)}, "geboortedatum", "Kies een datum vanaf 01-01-1900."),
        ({"overleden_op": date(2999, 1, 1)}, "overleden_op", "Kies een datum in het verleden."),
        (
            {"voorletters": "abcdefghijk"},
            "voorletters",
            "Deze waarde is te lang. Gebruik maximaal 20 tekens.",
        ),
    ],
)
def test_message_stands_at_the_field(velden, veld, melding):
    assert fouten(Persoon(**{"achternaam": "Berg", **velden})) == {veld: [melding]}


def test_a_private_address_is_no_postbus():
    assert "priveadres_postbusnummer" not in [veld.name for veld in Persoon._meta.fields]
    anna = PersoonFactory(priveadres_straat="Dorpsstraat", priveadres_huisnummer=12, priveadres_plaats="IJlst")
    assert anna.priveadres.envelopregels() == ["Dorpsstraat 12", "IJLST"]


@pytest.mark.parametrize("velden", [{"naamgebruik": "P"}, {"priveadres_postcode": "8011ZX"}])
def test_database_refuses_what_clean_refuses(velden):
    anna = PersoonFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        Persoon.objects.filter(pk=anna.pk).update(**velden)


@pytest.mark.parametrize(
    "einde", [{"actief": False}, {"overleden_op": date(2026, 8, 31)}, {"geanonimiseerd_op": timezone.now()}]
)
def test_b17_a_person_who_is_not_active_works_nowhere(einde):
    anna = PersoonInOrganisatieFactory(hoofdcontactpersoon=True)
    jeroen = PersoonInOrganisatieFactory()
    Persoon.objects.filter(pk=anna.persoon_id).update(**einde)
    anna.refresh_from_db()
    jeroen.refresh_from_db()
    assert not anna.persoon.actief and not anna.actief and not anna.hoofdcontactpersoon
    assert jeroen.actief


def test_b17_overleden_makes_not_active_before_saving():
    anna = PersoonFactory.build(overleden_op=timezone.localdate() - timedelta(days=1))
    anna.full_clean()
    assert not anna.actief


def test_a_tussenvoegsel_with_the_achternaam_is_one_message(als, gebruiker):
    """R34: domein 3.6; what was typed stays, and is not called missing."""
    html = post(als(gebruiker), "/relaties/personen/toevoegen/", achternaam="van der Proefveld").content.decode()
    assert "Zet ‘van der’ bij Tussenvoegsel, en alleen ‘Proefveld’ bij Achternaam." in html
    assert "Vul een achternaam in." not in html and 'value="van der Proefveld"' in html


def splits(client, url, deel="", **velden):
    """Type the name, and press the button beside the message: the page after it."""
    pagina = post(client, url, velden, **{f"{deel}achternaam": "van den Berg"})
    assert "Splitsen: tussenvoegsel ‘van den’, achternaam ‘Berg’</button>" in pagina.content.decode()
    return post(client, url, pagina=pagina, knop="verbeter")


def test_splitsen_zet_het_tussenvoegsel_apart_en_bewaart_niets(als, gebruiker):
    """Domein 3.6, at a new person: all else that was typed stays, and [Bewaren] stores it."""
    client, url = als(gebruiker), "/relaties/personen/toevoegen/"
    pagina = splits(client, url, voornaam="Anna")
    html = pagina.content.decode()
    assert "maar nog niet bewaard" in html and not Persoon.objects.exists()
    assert re.search('<input[^>]* name="tussenvoegsel"[^>]* autofocus', html)
    post(client, url, pagina=pagina)
    anna = Persoon.objects.get()
    assert (anna.voornaam, anna.tussenvoegsel, anna.achternaam) == ("Anna", "van den", "Berg")


def test_splitsen_bij_iemand_die_er_al_is(als, gebruiker):
    """At a stored person: what a colleague changed meanwhile is still told."""
    jansen = PersoonFactory(achternaam="Jansen", voornaam="Anna")
    client, url = als(gebruiker), f"/relaties/personen/{jansen.pk}/wijzigen/"
    pagina = splits(client, url, email_prive="anna@smp.example")
    assert Persoon.objects.get().achternaam == "Jansen"
    Persoon.objects.update(tussenvoegsel="de")
    assert post(client, url, pagina=pagina).status_code == 409
    Persoon.objects.update(tussenvoegsel="")
    post(client, url, pagina=pagina)
    anna = Persoon.objects.get()
    assert (anna.tussenvoegsel, anna.achternaam, anna.email_prive) == ("van den", "Berg", "anna@smp.example")


def test_splitsen_bij_een_zakelijke_relatie(als, gebruiker):
    client, url = als(gebruiker), "/relaties/zakelijke-relatie-toevoegen/"
    pagina = splits(client, url, "persoon-", **{"organisatie-naam": "Museum Oost"})
    assert re.search('<input[^>]* name="persoon-tussenvoegsel"[^>]* autofocus', pagina.content.decode())
    velden = formulier(pagina, "persoon-achternaam").velden
    namen = "persoon-tussenvoegsel", "persoon-achternaam", "organisatie-naam"
    assert [velden[naam] for naam in namen] == [["van den"], ["Berg"], ["Museum Oost"]]
    assert not Persoon.objects.exists()


def test_enter_bewaart_en_splitst_niet(als, gebruiker):
    """In a text field it presses the first button, which is not the one of the message."""
    html = post(als(gebruiker), "/relaties/personen/toevoegen/", achternaam="van den Berg").content.decode()
    knoppen = re.findall('<button[^>]*type="submit"[^>]*>', html[html.index('class="formulier"') :], re.S)
    assert "name=" not in knoppen[0] and 'name="verbeter"' in knoppen[1]
