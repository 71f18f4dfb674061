"""May we approach somebody? A table of the rules of domein 4.7, and how a consent is recorded (R103)."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.utils import timezone

from relaties.models import Afmeldadres, Organisatie, Persoon, PersoonInOrganisatie, Toestemming
from relaties.models.toestemming import adreshash
from relaties.privacy.benaderen import mag_benaderen
from smp.tekst import dag
from tests.factories import PersoonFactory, PersoonInOrganisatieFactory
from tests.invullen import post

WERK, PRIVE = "anna@ankerhuis.example", "anna@post.example"
NU = date(2026, 3, 1)
NA_DE_WET = date(2026, 7, 1)


def baan(persoon=None, organisatie=None, **velden) -> PersoonInOrganisatie:
    return PersoonInOrganisatie(
        persoon=Persoon(achternaam="Berg", email_prive=PRIVE, mobiel_prive="+31600001234", **persoon or {}),
        organisatie=Organisatie(naam="Het Ankerhuis", **{"rechtsvorm": "stichting", **(organisatie or {})}),
        **{"zakelijk_email": WERK, "telefoon": "+31380001234", **velden},
    )


def zei(status, kanaal="email", adres=WERK, onderwerp="nieuwsbrief", dag=date(2026, 1, 1), tot=None) -> Toestemming:
    return Toestemming(status=status, kanaal=kanaal, adres=adres, onderwerp=onderwerp, datum=dag, geldig_tot=tot)


JA, NEE, LATER = "opt_in", "opt_out", date(2026, 2, 1)
BELLEN = {"kanaal": "telefoon", "adres": "+31380001234"}


@pytest.mark.parametrize(
    ("wie", "kanaal", "gezegd", "verwacht", "reden"),
    [
        # e-mail: a yes is needed
        (baan(), "email", [], False, "Er is geen toestemming"),
        (baan(), "email", [zei(JA)], True, "Toestemming van 1-1-2026"),
        (baan(), "email", [zei("bestaande_klant")], True, "Bestaande klant"),
        (baan(), "email", [zei("bekendgemaakt")], True, "Het adres is hiervoor openbaar gemaakt"),
        (baan(), "email", [zei(JA, adres=WERK.upper())], True, "Toestemming van 1-1-2026"),
        (baan(), "email", [zei(JA, onderwerp="alles")], True, "Toestemming van 1-1-2026"),
        (baan(), "email", [zei(JA, onderwerp="sponsoring")], False, "Er is geen toestemming"),
        (baan(), "email", [zei(JA, adres=PRIVE)], False, "Er is geen toestemming"),
        (baan(), "email", [zei(JA, tot=date(2026, 2, 28))], False, "De toestemming gold tot en met 28-2-2026"),
        (baan(), "email", [zei(JA, tot=NU)], True, "Toestemming van 1-1-2026"),
        (baan(), "email", [zei(JA, dag=NU + timedelta(1))], False, "Er is geen toestemming"),
        (baan(zakelijk_email=""), "email", [zei(JA)], False, "Er is geen e-mailadres bekend"),
        (baan(), "sms", [zei(JA, "sms", "")], False, "Er is geen mobiel nummer bekend"),
        # the last word counts; on one day the no
        (baan(), "email", [zei(JA), zei(NEE, dag=LATER)], False, "Afgemeld op 1-2-2026"),
        (baan(), "email", [zei(NEE), zei(JA, dag=LATER)], True, "Toestemming van 1-2-2026"),
        (baan(), "email", [zei(NEE), zei(JA)], False, "Afgemeld op 1-1-2026"),
        (baan(), "email", [zei(JA), zei(NEE, adres="", onderwerp="alles", dag=LATER)], False, "Afgemeld op 1-2-2026"),
        (baan(), "email", [zei(JA), zei(NEE, adres=PRIVE, dag=LATER)], True, "Toestemming van 1-1-2026"),
        # whatever was agreed
        (baan({"geen_marketing": True}), "email", [zei(JA)], False, "Deze persoon wil geen marketing"),
        (baan({"verwerking_beperkt": True}), "email", [zei(JA)], False, "De verwerking van deze persoon is beperkt"),
        (baan({"overleden_op": NU}), "email", [zei(JA)], False, "Deze persoon is overleden"),
        (baan({"geanonimiseerd_op": NU}), "email", [zei(JA)], False, "Deze persoon is geanonimiseerd"),
        (baan({"actief": False}), "email", [zei(JA)], False, "Deze persoon is niet actief"),
        (baan(actief=False), "email", [zei(JA)], False, "Deze persoon werkt hier niet meer"),
        (baan(None, {"geen_mailing": True}), "email", [zei(JA)], False, "De organisatie wil geen marketing"),
        (baan(None, {"relatiestatus": "opgeheven"}), "post", [], False, "De organisatie is opgeheven"),
        (baan(None, {"relatiestatus": "niet benaderen"}), "post", [], False, "De organisatie wil dit niet"),
        # post: yes unless
        (baan(), "post", [], True, "Geen bezwaar bekend"),
        (baan(), "post", [zei(NEE, "post", "")], False, "Afgemeld op 1-1-2026"),
        (baan(None, {"non_mailing_kvk": True}), "post", [], False, "De organisatie wil geen reclame per post (KVK)"),
        (baan(None, {"non_mailing_kvk": True}), "email", [zei(JA)], True, "Toestemming van 1-1-2026"),
        # telephone: a company unless, a natural person only with
        (baan(), "telefoon", [], True, "Een organisatie bellen mag, er is geen bezwaar bekend"),
        (baan(), "telefoon", [zei(NEE, **BELLEN)], False, "Afgemeld op 1-1-2026"),
        (baan(None, {"rechtsvorm": "eenmanszaak"}), "telefoon", [], False, "Er is geen toestemming"),
        (baan(None, {"rechtsvorm": ""}), "telefoon", [], False, "Er is geen toestemming"),
        (baan(None, {"rechtsvorm": "vof"}), "telefoon", [zei(JA, **BELLEN)], True, "Toestemming van 1-1-2026"),
        (baan(None, {"rechtsvorm": "vof"}), "telefoon", [zei("bestaande_klant", **BELLEN)], True, "Bestaande klant"),
        (
            baan(None, {"rechtsvorm": "vof"}),
            "telefoon",
            [zei("bekendgemaakt", **BELLEN)],
            False,
            "Om te bellen is toestemming nodig",
        ),
        # the person himself: his private addresses
        (baan().persoon, "email", [zei(JA)], False, "Er is geen toestemming"),
        (baan().persoon, "email", [zei(JA, adres=PRIVE)], True, "Toestemming van 1-1-2026"),
        (baan().persoon, "telefoon", [], False, "Er is geen toestemming"),
        (baan().persoon, "post", [], True, "Geen bezwaar bekend"),
    ],
)
def test_mag_benaderen(wie, kanaal, gezegd, verwacht, reden):
    """R103, domein 4.7: each rule with its reason, in whatever order the consents come."""
    assert mag_benaderen(wie, kanaal, "nieuwsbrief", NU, gezegd) == (verwacht, reden)
    assert mag_benaderen(wie, kanaal, "nieuwsbrief", NU, gezegd[::-1]) == (verwacht, reden)


def test_een_bestaande_klant_bellen_mag_niet_meer_vanaf_1_juli_2026():
    """R103, domein 4.7: the exception for telephone ended; for e-mail it did not."""
    eenmanszaak, klant = baan(None, {"rechtsvorm": "eenmanszaak"}), [zei("bestaande_klant", **BELLEN)]
    verboden = (False, "Om te bellen is toestemming nodig")
    assert mag_benaderen(eenmanszaak, "telefoon", "nieuwsbrief", NA_DE_WET, klant) == verboden
    assert mag_benaderen(eenmanszaak, "telefoon", "nieuwsbrief", NA_DE_WET - timedelta(1), klant)[0]
    assert mag_benaderen(eenmanszaak, "email", "nieuwsbrief", NA_DE_WET, [zei("bestaande_klant")])[0]


def test_een_adres_op_de_afmeldlijst_vraagt_een_nieuwe_toestemming():
    """R103: older consent does not count, and being a customer is none."""
    op_lijst = (False, "Dit adres staat op de afmeldlijst")
    for gezegd in ([], [zei(JA)], [zei("bestaande_klant", dag=LATER)]):
        assert mag_benaderen(baan(), "email", "nieuwsbrief", NU, gezegd, date(2026, 1, 15)) == op_lijst
    assert mag_benaderen(baan(), "email", "nieuwsbrief", NU, [zei(JA, dag=LATER)], date(2026, 1, 15))[0]
    assert mag_benaderen(baan(), "email", "nieuwsbrief", NU, [zei(JA, dag=LATER)], LATER) == op_lijst  # on one day: no


@pytest.fixture
def anna(db):
    persoon = PersoonFactory(voornaam="Anna", achternaam="Berg")
    PersoonInOrganisatieFactory(persoon=persoon, zakelijk_email=WERK, organisatie__naam="Het Ankerhuis")
    return persoon


def leg_vast(client, persoon, **velden):
    url = f"{persoon.get_absolute_url()}toestemming/"
    goed = {"status": "opt_in", "onderwerp": "alles", "kanaal": "email", "adres": WERK, "bron": "formulier"}
    return post(client, url, volg=True, **{**goed, **velden})


def test_de_kaart_zegt_of_het_mag(als, gebruiker, anna):
    """R103: 'E-mailen … Nee: er is geen toestemming', and after recording one Ja."""
    client, url = als(gebruiker), anna.get_absolute_url()
    assert "Er is geen toestemming" in client.get(url).content.decode()
    html = leg_vast(client, anna).content.decode()
    assert "De toestemming is bewaard." in html and "Er is geen toestemming" not in html
    assert f"Toestemming van {dag(timezone.localdate())}" in html and "Toestemming gegeven" in html
    assert anna.toestemmingen.get().aangemaakt_door == gebruiker


def test_twee_schrijfwijzen_van_een_adres_staan_allebei_op_de_afmeldlijst(als, gebruiker, anna):
    """R103: Anna's address at home has a capital; the card says no to both, though she said yes before."""
    Persoon.objects.update(email_prive=WERK.title())
    Afmeldadres.objects.create(hash=adreshash(WERK), afgemeld_op=LATER)
    Toestemming.objects.create(
        persoon=anna, status=JA, kanaal="email", adres=WERK, onderwerp="alles", datum=date(2026, 1, 1), bron="beurs"
    )
    html = als(gebruiker).get(anna.get_absolute_url()).content.decode()
    assert html.count("Dit adres staat op de afmeldlijst") == 2


def test_voor_een_deel_van_de_onderwerpen(als, gebruiker, anna):
    """R103: a yes to the newsletter is no yes to the rest, and the card does not say no either."""
    html = leg_vast(als(gebruiker), anna, onderwerp="nieuwsbrief").content.decode()
    assert "Deels" in html and "Alleen voor nieuwsbrief" in html


@pytest.mark.parametrize(
    ("velden", "melding"),
    [
        ({"adres": ""}, "Kies voor welk adres of nummer dit geldt."),
        ({"kanaal": "telefoon"}, "Toestemming om te bellen geldt voor een periode. Vul in tot wanneer."),
        ({"datum": "2999-01-01"}, "Kies een datum in het verleden."),
        ({"geldig_tot": "2020-01-01"}, "De einddatum is eerder dan de begindatum."),
        ({"bron": ""}, "Vul dit veld in."),
        ({"bewijs": "BSN 111222333"}, "Dit lijkt een burgerservicenummer. Sla dat hier niet op."),
    ],
)
def test_een_halve_toestemming_wordt_niet_bewaard(als, gebruiker, anna, velden, melding):
    """R103: nothing is chosen beforehand, and what the law asks is asked."""
    antwoord = leg_vast(als(gebruiker), anna, **velden)
    assert antwoord.status_code == 422 and melding in antwoord.content.decode()
    assert not anna.toestemmingen.exists()


def test_van_wie_vergeten_is_wordt_niets_vastgelegd(als, gebruiker, anna):
    """R103, AVG 17: the page stood open while he was anonymised."""
    Persoon.objects.update(geanonimiseerd_op=timezone.now(), actief=False)
    antwoord = leg_vast(als(gebruiker), anna, kanaal="post", adres="")
    assert antwoord.status_code == 422 and "is geanonimiseerd" in antwoord.content.decode()
    assert not anna.toestemmingen.exists()


def test_alleen_een_adres_van_de_persoon_zelf(als, gebruiker, anna):
    """R103: consent is about an address that we know."""
    url = f"{anna.get_absolute_url()}toestemming/"
    data = {"status": "opt_in", "onderwerp": "alles", "kanaal": "email", "adres": "x@y.example", "bron": "beurs"}
    antwoord = als(gebruiker).post(url, data | {"datum": "2026-01-01"})
    assert antwoord.status_code == 422 and not anna.toestemmingen.exists()


def test_wat_gezegd_is_wordt_nooit_overschreven(als, gebruiker, anna):
    """R103: a change of mind is a new row; the database refuses the rest."""
    leg_vast(als(gebruiker), anna)
    leg_vast(als(gebruiker), anna, status="opt_out")
    assert [t.status for t in anna.toestemmingen.all()] == ["opt_out", "opt_in"]
    for doe in (lambda: anna.toestemmingen.update(status="opt_in"), lambda: anna.toestemmingen.all().delete()):
        with pytest.raises(DatabaseError, match="Cannot"), transaction.atomic():
            doe()
    assert anna.toestemmingen.update(persoon=PersoonFactory()) == 2  # merging moves them


def test_van_veel_toestemmingen_staat_er_hoeveel_meer(als, gebruiker, anna):
    """R103: the newest 25, and how many there are besides."""
    zelfde = {"persoon": anna, "kanaal": "post", "onderwerp": "alles", "bron": "beurs", "datum": NU}
    Toestemming.objects.bulk_create(Toestemming(status=JA, **zelfde) for _ in range(25))
    assert "En nog" not in als(gebruiker).get(anna.get_absolute_url()).content.decode()
    Toestemming.objects.bulk_create(Toestemming(status=JA, **zelfde) for _ in range(2))
    assert "En nog 2 oudere." in als(gebruiker).get(anna.get_absolute_url()).content.decode()


def test_afmelden_voor_alle_marketing(als, gebruiker, anna):
    """R103, AVG 21: every channel, at once; the button is gone."""
    leg_vast(als(gebruiker), anna)
    html = post(als(gebruiker), f"{anna.get_absolute_url()}afmelden/", volg=True, bron="telefoon").content.decode()
    assert "Anna Berg is afgemeld voor alle marketing." in html and "Deze persoon wil geen marketing" in html
    assert f"{anna.get_absolute_url()}afmelden/" not in html
    assert anna.toestemmingen.filter(status="opt_out", onderwerp="alles", adres="").count() == 4


def test_een_bezwaar_kan_ook_bij_een_beperking(als, gebruiker, super, anna):
    """R103, AVG 21: the right to object is absolute."""
    Persoon.objects.update(verwerking_beperkt=True)
    post(als(gebruiker), f"{anna.get_absolute_url()}afmelden/", bron="telefoon")
    assert Persoon.objects.get().geen_marketing


def test_een_lezer_legt_niets_vast(als, lezer, anna):
    for pagina in ("toestemming", "afmelden"):
        assert als(lezer).post(f"{anna.get_absolute_url()}{pagina}/", {"bron": "beurs"}).status_code == 403
    assert "Toestemming vastleggen" not in als(lezer).get(anna.get_absolute_url()).content.decode()


@pytest.mark.django_db
def test_een_toestemming_zonder_adres_kan_ook_buiten_het_formulier_niet():
    """The rule stands in the database as well."""
    with pytest.raises(ValidationError):
        zei(JA, adres="").clean()
    with pytest.raises(DatabaseError), transaction.atomic():
        Toestemming.objects.bulk_create([Toestemming(persoon=PersoonFactory(), kanaal="email", status=JA, datum=NU)])
