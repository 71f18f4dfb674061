"""What a change brings about elsewhere: asked before, told after, alike on form, card and grid (B6, B12–B16, B19)."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from relaties.models import Organisatie, PersoonInOrganisatie
from relaties.models.toestemming import Afmeldadres, adreshash
from relaties.privacy.handelingen import beperk
from smp.gebruikers.rollen import ROLLEN, rechten
from smp.lijsten.gevolgen import Wijziging
from smp.lijsten.lijst import LIJSTEN
from tests.contract.test_kaarten import kies
from tests.factories import OrganisatieFactory, PersoonFactory, PersoonInOrganisatieFactory, SegmentFactory
from tests.invullen import formulier, post
from tests.relaties.test_kaart import tekst

pytestmark = pytest.mark.django_db

HOOFDCONTACT = "Het hoofdcontact is nu Jeroen Vos. Anna van den Berg is geen hoofdcontactpersoon meer."
WEER = "Anna van den Berg wordt weer actief. De einddatum 31-8-2026 leegmaken?"
OOK = "Bij deze organisatie zijn 2 personen actief. Ook niet actief maken?"


@pytest.fixture
def ankerhuis():
    return OrganisatieFactory(naam="Museum Het Ankerhuis")


@pytest.fixture
def anna(ankerhuis):
    persoon = PersoonFactory(voornaam="Anna", tussenvoegsel="van den", achternaam="Berg")
    return PersoonInOrganisatieFactory(
        persoon=persoon, organisatie=ankerhuis, functie="Directeur", hoofdcontactpersoon=True
    )


@pytest.fixture
def jeroen(ankerhuis):
    persoon = PersoonFactory(voornaam="Jeroen", achternaam="Vos")
    return PersoonInOrganisatieFactory(persoon=persoon, organisatie=ankerhuis)


def plek(waar: str, obj, veld: str) -> tuple[str, str]:
    """The page on which a field of a person in organisation is changed, and the name that it has there."""
    lijst = "/relaties/personen-in-organisatie/"
    return {
        "formulier": (f"{obj.get_absolute_url()}wijzigen/", veld),
        "kaart": (f"{obj.organisatie.get_absolute_url()}?regels=wijzigen", f"rij-{obj.pk}-{veld}"),
        "raster": (f"{lijst}wijzigen/?actief=alle&kolommen=persoon,{veld}", f"c-{obj.pk}-{veld}"),
    }[waar]


overal = pytest.mark.parametrize("waar", ["formulier", "kaart", "raster"])


def vers(obj):
    return type(obj).objects.get(pk=obj.pk)


@overal
def test_b13_het_oude_hoofdcontact_wordt_genoemd(als, gebruiker, anna, jeroen, waar):
    """B13: one transaction takes the flag, and the receipt says from whom."""
    url, veld = plek(waar, jeroen, "hoofdcontactpersoon")
    antwoord = post(als(gebruiker), url, {veld: True}, volg=True)
    assert HOOFDCONTACT in tekst(antwoord)
    assert list(PersoonInOrganisatie.objects.filter(hoofdcontactpersoon=True)) == [jeroen]
    assert anna.events.last().pgh_context_id == jeroen.events.last().pgh_context_id


def test_b13_een_nieuwe_rij_op_de_kaart(als, gebruiker, anna, ankerhuis):
    """B13: also for somebody who is new here."""
    velden = kies("persoon", PersoonFactory(voornaam="Jeroen", achternaam="Vos")) | {"hoofdcontactpersoon": True}
    url = f"{ankerhuis.get_absolute_url()}?regels=nieuw"
    antwoord = post(als(gebruiker), url, {f"regels-0-{n}": w for n, w in velden.items()}, volg=True)
    assert HOOFDCONTACT in tekst(antwoord) and not vers(anna).hoofdcontactpersoon


def test_b13_twee_tegelijk(als, gebruiker, anna, jeroen, ankerhuis):
    """B13: of two that are ticked in one save the last keeps the flag, and the sentence is true."""
    PersoonInOrganisatie.objects.update(hoofdcontactpersoon=False)
    url = f"{ankerhuis.get_absolute_url()}?regels=wijzigen"
    velden = {f"rij-{rij.pk}-hoofdcontactpersoon": True for rij in (anna, jeroen)}
    assert HOOFDCONTACT in tekst(post(als(gebruiker), url, velden, volg=True))
    assert vers(jeroen).hoofdcontactpersoon and not vers(anna).hoofdcontactpersoon


@overal
def test_b14_de_einddatum_is_vandaag(als, gebruiker, anna, waar):
    """B14: Actief off without an end date ends today; the flags go; it is said."""
    url, veld = plek(waar, anna, "actief")
    antwoord = post(als(gebruiker), url, {veld: False}, volg=True)
    vandaag, baan = timezone.localdate(), vers(anna)
    assert (baan.actief, baan.einddatum, baan.hoofdcontactpersoon) == (False, vandaag, False)
    assert f"einddatum {vandaag.day}-{vandaag.month}-{vandaag.year}." in tekst(antwoord)


def test_b14_een_ingevulde_einddatum_blijft(als, gebruiker, anna):
    url = f"{anna.get_absolute_url()}wijzigen/"
    post(als(gebruiker), url, actief=False, einddatum="2026-08-31")
    assert vers(anna).einddatum == date(2026, 8, 31)


@overal
def test_een_einddatum_die_voorbij_is_van_wie_nog_actief_is(als, gebruiker, anna, waar):
    """R72, domein 3.4: told, and nothing is changed; a day to come is no news."""
    url, veld = plek(waar, anna, "einddatum")
    voorbij = post(als(gebruiker), url, {veld: "2023-01-01"}, volg=True)
    assert "Anna van den Berg bij Museum Het Ankerhuis staat nog op actief" in tekst(voorbij) and vers(anna).actief
    straks = timezone.localdate() + timedelta(days=30)
    assert "staat nog op actief" not in tekst(post(als(gebruiker), url, {veld: straks.isoformat()}, volg=True))


@overal
@pytest.mark.parametrize(("antwoord", "einddatum"), [("ja", None), ("nee", date(2026, 8, 31))])
def test_b15_weer_actief_vraagt_naar_de_einddatum(als, gebruiker, anna, waar, antwoord, einddatum):
    """B15: asked first, yes unless the user says no; nothing is stored before the answer."""
    PersoonInOrganisatie.objects.update(actief=False, einddatum=date(2026, 8, 31))
    url, veld = plek(waar, anna, "actief")
    vraag = post(als(gebruiker), url, {veld: True})
    assert vraag.status_code == 422 and WEER in tekst(vraag) and not vers(anna).actief
    assert formulier(vraag, "basis").velden["gevolg-einddatum"] == ["ja"]
    post(als(gebruiker), url, {"gevolg-einddatum": antwoord}, pagina=vraag, met="basis")
    assert (vers(anna).actief, vers(anna).einddatum) == (True, einddatum)


@pytest.mark.parametrize("waar", ["formulier", "raster"])
def test_b16_wie_op_slot_staat_blijft_zoals_hij_is(als, gebruiker, ankerhuis, anna, jeroen, waar):
    """AVG 18: of Anna everything is kept as it is; she is not counted either."""
    beperk(anna.persoon, "juistheid", "Brief van 1 november")
    url, veld = organisatieplek(waar, ankerhuis)
    vraag = post(als(gebruiker), url, {veld: False})
    assert "Bij deze organisatie is 1 persoon actief." in tekst(vraag)
    post(als(gebruiker), url, {"gevolg-personen": "ja"}, pagina=vraag, met="basis")
    assert (vers(anna).actief, vers(jeroen).actief) == (True, False)


def organisatieplek(waar: str, obj) -> tuple[str, str]:
    if waar == "formulier":
        return f"{obj.get_absolute_url()}wijzigen/", "actief"
    return "/relaties/organisaties/wijzigen/?actief=alle&kolommen=naam,actief", f"c-{obj.pk}-actief"


@pytest.mark.parametrize("waar", ["formulier", "raster"])
@pytest.mark.parametrize(("antwoord", "actief"), [("ja", 0), ("nee", 2)])
def test_b16_een_organisatie_stopt_met_haar_mensen(als, gebruiker, ankerhuis, anna, jeroen, waar, antwoord, actief):
    """B16: asked, default yes, and done in one transaction."""
    url, veld = organisatieplek(waar, ankerhuis)
    vraag = post(als(gebruiker), url, {veld: False})
    assert OOK in tekst(vraag) and vers(ankerhuis).actief
    assert formulier(vraag, "basis").velden["gevolg-personen"] == ["ja"]
    bon = post(als(gebruiker), url, {"gevolg-personen": antwoord}, pagina=vraag, met="basis", volg=True)
    assert not vers(ankerhuis).actief and ankerhuis.koppelingen.actief().count() == actief
    assert ("Ook 2 personen zijn niet meer actief bij deze organisatie." in tekst(bon)) == (antwoord == "ja")


def test_b16_elke_rol_die_een_organisatie_wijzigt_wijzigt_ook_haar_mensen():
    """So the act asks for no right of its own."""
    nodig = {"relaties.change_organisatie", "relaties.change_persooninorganisatie"}
    for rol in ROLLEN:
        assert nodig & rechten(rol) in (set(), nodig), rol


def test_b16_het_raster_schrijft_niet_over_zijn_eigen_gevolg_heen(als, gebruiker, anna, jeroen):
    """B16: of Anna only the functie is written; beside Jeroen, who stops, she got back that she was active."""
    url = "/relaties/personen-in-organisatie/wijzigen/?kolommen=persoon,functie,actief,organisatie__relatiestatus"
    cellen = {f"c-{anna.pk}-functie": "Adviseur", f"c-{anna.pk}-organisatie__relatiestatus": "opgeheven"}
    vraag = post(als(gebruiker), url, cellen | {f"c-{jeroen.pk}-actief": False})
    post(als(gebruiker), url, {"gevolg-personen": "ja"}, pagina=vraag, met="basis")
    assert (vers(anna).functie, vers(anna).actief, vers(jeroen).actief) == ("Adviseur", False, False)
    assert vers(anna).einddatum == vers(jeroen).einddatum == timezone.localdate()


def test_b16_zonder_mensen_geen_vraag(als, gebruiker, ankerhuis):
    url, veld = organisatieplek("formulier", ankerhuis)
    assert post(als(gebruiker), url, {veld: False}).status_code == 302


def test_b16_de_mensen_stoppen_vandaag_in_dezelfde_set(als, gebruiker, ankerhuis, anna):
    """B14, B16: with an end date, as one Wijzigingsset."""
    url, veld = organisatieplek("formulier", ankerhuis)
    vraag = post(als(gebruiker), url, {veld: False})
    post(als(gebruiker), url, pagina=vraag, met="basis")
    assert vers(anna).einddatum == timezone.localdate()
    assert ankerhuis.events.last().pgh_context_id == anna.events.last().pgh_context_id


def test_b16_drie_organisaties_een_vraag(als, gebruiker):
    """B16: in the grid, one question for all of them."""
    for _ in range(3):
        PersoonInOrganisatieFactory()
    velden = {f"c-{pk}-actief": False for pk in Organisatie.objects.values_list("pk", flat=True)}
    url = "/relaties/organisaties/wijzigen/?actief=alle&kolommen=naam,actief"
    vraag = post(als(gebruiker), url, velden)
    assert "Bij deze 3 organisaties zijn 3 personen actief. Ook niet actief maken?" in tekst(vraag)


def test_b12_een_andere_functie_is_een_waarschuwing(als, gebruiker, anna, ankerhuis):
    """B12: allowed, and said."""
    velden = {f"regels-0-{n}": w for n, w in (kies("persoon", anna.persoon) | {"functie": "Bestuurder"}).items()}
    antwoord = post(als(gebruiker), f"{ankerhuis.get_absolute_url()}?regels=nieuw", velden, volg=True)
    assert anna.persoon.koppelingen.count() == 2
    zin = "Let op: Anna van den Berg is ook al actief bij Museum Het Ankerhuis als Directeur."
    assert zin in tekst(antwoord)


@overal
def test_b19_een_adres_van_twee_personen_is_een_waarschuwing(als, gebruiker, anna, jeroen, waar):
    """B19: a shared mailbox is allowed, and said; the same address twice for one person is fine."""
    PersoonInOrganisatie.objects.filter(pk=anna.pk).update(zakelijk_email="info@ankerhuis.example")
    zin = "Let op: info@ankerhuis.example is het zakelijke e-mailadres van Jeroen Vos en Anna van den Berg."
    url, veld = plek(waar, jeroen, "zakelijk_email")
    assert zin in tekst(post(als(gebruiker), url, {veld: "Info@ankerhuis.example"}, volg=True))
    tweede = PersoonInOrganisatieFactory(persoon=anna.persoon)
    PersoonInOrganisatie.objects.filter(pk=jeroen.pk).update(zakelijk_email="")
    url, veld = plek(waar, tweede, "zakelijk_email")
    assert "Let op" not in tekst(post(als(gebruiker), url, {veld: "info@ankerhuis.example"}, volg=True))


def test_b19_twee_tegelijk(als, gebruiker, anna, jeroen, ankerhuis):
    """B19: also when both get the address in one save."""
    velden = {f"rij-{rij.pk}-zakelijk_email": "info@ankerhuis.example" for rij in (anna, jeroen)}
    antwoord = post(als(gebruiker), f"{ankerhuis.get_absolute_url()}?regels=wijzigen", velden, volg=True)
    assert "is het zakelijke e-mailadres van Anna van den Berg en Jeroen Vos." in tekst(antwoord)


def test_de_haak_kost_een_vast_aantal_queries(gebruiker, ankerhuis, django_assert_max_num_queries):
    """ontwerp §8: asked once for all rows of a save: the lock, and one query for each of B12, B13, B19 and R103."""
    velden = {"organisatie": ankerhuis, "hoofdcontactpersoon": True, "zakelijk_email": "a@smp.example"}
    nieuwe = [PersoonInOrganisatieFactory.build(persoon=PersoonFactory(), **velden) for _ in range(20)]
    with django_assert_max_num_queries(5):
        gevolgen = LIJSTEN["persooninorganisatie"].gevolgen([Wijziging(baan, {}) for baan in nieuwe], gebruiker)
    assert len(gevolgen) == 20  # all but the last lose the flag, and one address is shared


def test_een_bon_is_te_lezen(als, gebruiker, ankerhuis):
    """R25: a grid of twenty rows answers with five sentences and a number."""
    banen = PersoonInOrganisatieFactory.create_batch(20, organisatie=ankerhuis)
    url = "/relaties/personen-in-organisatie/wijzigen/?actief=alle&kolommen=persoon,actief"
    antwoord = post(als(gebruiker), url, {f"c-{baan.pk}-actief": False for baan in banen}, volg=True)
    assert tekst(antwoord).count(", einddatum ") == 5 and "En zo nog 15." in tekst(antwoord)


@pytest.mark.parametrize("sub", [False, True])
def test_b6_een_andere_naam_voor_een_segment(als, super, sub):
    """B6: the number of links before, near Naam, and after, in the receipt; for a subsegment too."""
    hoofd = SegmentFactory(naam="Sponsoren")
    segment = SegmentFactory(sub=True, hoofdsegment=hoofd) if sub else hoofd
    OrganisatieFactory.create_batch(2, segment=hoofd, subsegment=segment if sub else None)
    PersoonInOrganisatieFactory(categorie=hoofd, subcategorie=segment if sub else None)
    url = f"{segment.get_absolute_url()}wijzigen/"
    assert "Dit segment heeft 3 koppelingen. Een andere naam geldt daar meteen." in tekst(als(super).get(url))
    antwoord = post(als(super), url, volg=True, naam="Partners")
    assert "Het segment is bewaard. De naam Partners geldt nu voor 3 koppelingen." in tekst(antwoord)


def test_b6_zonder_koppelingen_niets_te_zeggen(als, super):
    url = f"{SegmentFactory(naam='Sponsoren').get_absolute_url()}wijzigen/"
    assert "koppeling" not in tekst(als(super).get(url))
    assert "geldt nu voor" not in tekst(post(als(super), url, volg=True, naam="Partners"))


# --- the other ways in


def test_b13_met_zakelijke_relatie_toevoegen(als, gebruiker, anna, ankerhuis):
    """B13, B19: a new person becomes the hoofdcontact, at an address that Anna has."""
    PersoonInOrganisatie.objects.update(zakelijk_email="info@ankerhuis.example")
    velden = {"persoon-voornaam": "Jeroen", "persoon-achternaam": "Vos", "baan-hoofdcontactpersoon": True}
    velden |= {"baan-organisatie_tekst": "Museum Het Ankerhuis", "baan-zakelijk_email": "info@ankerhuis.example"}
    client, url = als(gebruiker), "/relaties/zakelijke-relatie-toevoegen/"
    pagina = post(client, url, velden, knop="ophalen")
    bon = tekst(client.get(post(client, url, pagina=pagina).url))
    assert HOOFDCONTACT in bon and not vers(anna).hoofdcontactpersoon
    assert "Let op: info@ankerhuis.example is het zakelijke e-mailadres van Jeroen Vos en Anna van den Berg." in bon


@pytest.mark.parametrize(("antwoord", "actief"), [("ja", ["Hart"]), ("nee", ["Berg", "Hart", "Vos"])])
def test_b16_met_zakelijke_relatie_toevoegen(als, gebruiker, anna, jeroen, ankerhuis, antwoord, actief):
    """B16: asked before anything is stored, with all that was typed; who is added here is not one of those who stop."""
    client, url = als(gebruiker), "/relaties/zakelijke-relatie-toevoegen/"
    velden = {"persoon-achternaam": "Hart", "baan-organisatie_tekst": "Museum Het Ankerhuis"}
    pagina = post(client, url, velden, knop="ophalen")
    vraag = post(client, url, {"organisatie-relatiestatus": "opgeheven"}, pagina=pagina)
    assert vraag.status_code == 422 and OOK in tekst(vraag) and "Kies, en klik op Versturen." in tekst(vraag)
    assert vers(ankerhuis).actief and ankerhuis.koppelingen.count() == 2
    post(client, url, {"gevolg-personen": antwoord}, pagina=vraag)
    werken = ankerhuis.koppelingen.actief().order_by("persoon__achternaam")
    assert list(werken.values_list("persoon__achternaam", flat=True)) == actief and not vers(ankerhuis).actief


def test_b16_na_toch_toevoegen(als, gebruiker, anna, ankerhuis):
    """R56, B16: who said [Toch toevoegen] of a double, and then answers the question, is done."""
    client, url = als(gebruiker), "/relaties/zakelijke-relatie-toevoegen/"
    velden = {"persoon-voornaam": "Anna", "persoon-tussenvoegsel": "van den", "persoon-achternaam": "Berg"}
    pagina = post(client, url, velden | {"baan-organisatie_tekst": "Museum Het Ankerhuis"}, knop="ophalen")
    dubbel = post(client, url, {"organisatie-relatiestatus": "opgeheven", "baan-functie": "Gids"}, pagina=pagina)
    vraag = post(client, url, pagina=dubbel, knop="toch")
    assert "gevolg-personen" in formulier(vraag).velden and ankerhuis.koppelingen.count() == 1
    assert post(client, url, pagina=vraag).status_code == 302 and ankerhuis.koppelingen.actief().count() == 1


def test_b13_met_werkgever_wijzigen(als, gebruiker, anna, jeroen):
    elders = PersoonInOrganisatieFactory(persoon=jeroen.persoon, organisatie__naam="Stadstheater")
    url = f"/relaties/personen-in-organisatie/{elders.pk}/werkgever-wijzigen/"
    velden = {"nieuwe-organisatie_tekst": "Museum Het Ankerhuis", "nieuwe-functie": "Gids"}
    bon = tekst(post(als(gebruiker), url, velden, volg=True))
    assert "Let op: Jeroen Vos is ook al actief bij Museum Het Ankerhuis." in bon


def beheer(client, obj, **velden):
    """Save a record in the Django admin; `None` unticks a box."""
    url = reverse(f"admin:relaties_{obj._meta.model_name}_change", args=[obj.pk])
    data = formulier(client.get(url)).data() | velden | {"_save": "1"}
    return client.post(url, {naam: waarde for naam, waarde in data.items() if waarde is not None}, follow=True)


def test_b13_en_b16_in_de_admin(als, beheerder, anna, jeroen, ankerhuis):
    """B13, B16: told; what a form would ask is done as it proposes."""
    assert HOOFDCONTACT in tekst(beheer(als(beheerder), jeroen, hoofdcontactpersoon="on"))
    antwoord = beheer(als(beheerder), ankerhuis, actief=None)
    assert "Ook 2 personen zijn niet meer actief bij deze organisatie." in tekst(antwoord)
    assert not ankerhuis.koppelingen.actief().exists()


def massaal(client, naam, antwoord, **velden):
    """Mass change of all rows: the preview, and the receipt after the question was answered."""
    url = f"{reverse(f'{naam}_massa')}?actief=alle"
    vooruit = post(client, url, {f"doe-{veld}": waarde for veld, waarde in velden.items()})
    return tekst(vooruit), tekst(post(client, url, antwoord, pagina=vooruit, met="basis", volg=True))


@pytest.mark.parametrize(("antwoord", "actief"), [("ja", 0), ("nee", 2)])
def test_b16_bij_massaal_wijzigen(als, super, anna, jeroen, ankerhuis, antwoord, actief):
    """B16: asked in the preview, done with the change, told on the receipt."""
    vooruit, bon = massaal(als(super), "organisatie", {"gevolg-personen": antwoord}, actief="nee")
    assert "Bij deze organisaties zijn 2 personen actief. Ook niet actief maken?" in vooruit
    assert not vers(ankerhuis).actief and ankerhuis.koppelingen.actief().count() == actief
    assert ("Wie bij deze organisaties actief was, is dat niet meer." in bon) == (antwoord == "ja")


@pytest.mark.parametrize(("antwoord", "einddatum"), [("ja", None), ("nee", date(2026, 8, 31))])
def test_b15_bij_massaal_wijzigen(als, super, anna, antwoord, einddatum):
    PersoonInOrganisatie.objects.update(actief=False, einddatum=date(2026, 8, 31))
    vooruit, bon = massaal(als(super), "persooninorganisatie", {"gevolg-einddatum": antwoord}, actief="ja")
    assert "Van deze rijen heeft er 1 een einddatum. Die leegmaken?" in vooruit
    assert (vers(anna).actief, vers(anna).einddatum) == (True, einddatum)


@overal
def test_r103_een_adres_van_de_afmeldlijst(als, gebruiker, anna, waar):
    """R103: the warning wherever an address is typed."""
    Afmeldadres.objects.create(hash=adreshash("anna@weg.example"), afgemeld_op=date(2026, 1, 2))
    url, veld = plek(waar, anna, "zakelijk_email")
    antwoord = post(als(gebruiker), url, {veld: "Anna@weg.example"}, volg=True)
    assert "Dit adres staat op de afmeldlijst: Anna@weg.example, sinds 2-1-2026." in tekst(antwoord)
