"""The demo data: the same at every load, within every rule, and recognisably made up (domein §5)."""

import re
from collections import Counter
from contextlib import contextmanager
from datetime import date
from io import StringIO
from itertools import islice
from random import Random

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection, models, transaction

from relaties.demo import PEILDATUM, dubbelen, nummers
from relaties.demo.gebruikers import GEBRUIKERS, wachtwoord
from relaties.demo.kiezen import Kiezer
from relaties.demo.laden import MODELLEN
from relaties.demo.organisaties import Organisaties, domein
from relaties.demo.plaatsen import PLAATSEN
from relaties.demo.snel import zonder_indexen
from relaties.models import Organisatie, Persoon, PersoonInOrganisatie
from segmenten.models import Segment
from smp.gebruikers.models import Gebruiker
from smp.historie.models import eventmodel
from tests.factories import GebruikerFactory, OrganisatieFactory

AANTAL = 500
STEMPELS = {"aangemaakt_op", "gewijzigd_op"}
#: What a number of the generator looks like: nobody has it (domein §5).
VERZONNEN = {
    "kvk_nummer": r"0090\d{4}",
    "vestigingsnummer": r"9999\d{8}",
    "rsin": r"9990\d{5}",
    "btw_nummer": r"NL9990\d{5}B01|NL9991\d{5}B\d\d",
    "iban": r"NL\d\dDEMO\d{10}",
    "telefoon": r"\+31\d{2}000\d{4}|\+31\d{3}00\d{4}|\+(322555|4420794|493023125|3319900)\d+",
    "email": r"[a-z]+@[a-z0-9-]+\.example",
    "website": r"https://(www\.)?[a-z0-9-]+\.example",
    "bezoekadres_postcode": r"[1-9]\d{3} Z[XYZ]|2000|9000|1000|40212|48143|SE1 0ZX|75001|L-1009",
    "postadres_postcode": r"[1-9]\d{3} Z[XYZ]",
}


def demo(*opties: str) -> str:
    uit = StringIO()
    call_command("demo", *opties, stdout=uit)
    return uit.getvalue()


def rijen(model) -> list[tuple]:
    velden = [veld.attname for veld in model._meta.concrete_fields if veld.name not in STEMPELS]
    return list(model.objects.order_by("pk").values_list(*velden))


def indexen() -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE tablename LIKE 'relaties%' ORDER BY indexname")
        return cursor.fetchall()


@contextmanager
def verworpen():
    """A load that leaves nothing behind."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="class")
def geladen(django_db_setup, django_db_blocker):
    """One load for all tests of a class, which only read."""
    with django_db_blocker.unblock(), verworpen():
        demo("--aantal", str(AANTAL))
        yield


def test_elke_lading_geeft_dezelfde_rijen(db):
    ladingen = []
    for _ in range(2):
        with verworpen():
            demo("--aantal", "150")
            ladingen.append([rijen(model) for model in [Segment, *MODELLEN]])
    assert ladingen[0] == ladingen[1]


def test_weigert_een_database_met_andere_gebruikers(db):
    GebruikerFactory(username="lezer")
    GebruikerFactory(username="echte.gebruiker")
    with pytest.raises(CommandError, match="Deze database heeft 1 andere gebruiker"):
        demo()
    assert not Organisatie.objects.exists()


def test_weigert_een_database_met_gegevens(db):
    OrganisatieFactory()
    with pytest.raises(CommandError, match="Er staan al gegevens"):
        demo()
    assert not Gebruiker.objects.exists()


@pytest.mark.parametrize("aantal", ["0", "-3", "veel", "1.5"])
def test_aantal_is_een_heel_getal_vanaf_1(aantal):
    with pytest.raises(CommandError, match="heel getal"):
        call_command("demo", f"--aantal={aantal}")


def test_nog_eens_laden_verandert_niets(db):
    eerst = demo("--aantal", "150")
    was = [rijen(model) for model in [Segment, Gebruiker, *MODELLEN]]
    uit = demo("--aantal", "300")
    assert "geladen" in eerst and "staan al in deze database" in uit
    assert was == [rijen(model) for model in [Segment, Gebruiker, *MODELLEN]]


def test_wachtwoord_uit_de_omgeving_staat_niet_op_het_scherm(db, monkeypatch):
    monkeypatch.setenv("DEMO_WACHTWOORD", "een-ander-geheim")
    uit = demo("--aantal", "1")
    assert "een-ander-geheim" not in uit and "DEMO_WACHTWOORD" in uit
    assert Gebruiker.objects.get(username="lezer").check_password("een-ander-geheim")


def test_de_volgende_rij_krijgt_de_volgende_sleutel(db):
    demo("--aantal", "150")
    assert OrganisatieFactory().pk == 151


@pytest.mark.usefixtures("geladen")
class TestGeladen:
    def test_zoveel_als_gevraagd(self):
        assert Organisatie.objects.count() == AANTAL
        assert AANTAL < Persoon.objects.count() < 1.8 * AANTAL  # 180 of them are fixtures
        assert 1.2 * AANTAL < PersoonInOrganisatie.objects.count() < 2 * AANTAL

    def test_logins_met_hun_rol(self):
        rollen = Gebruiker.objects.values_list("username", "groups__name")
        assert set(rollen) == {(gebruiker.username, gebruiker.rol) for gebruiker in GEBRUIKERS}
        kan_inloggen = {g.username for g in Gebruiker.objects.filter(is_active=True) if g.has_usable_password()}
        assert kan_inloggen == {gebruiker.username for gebruiker in GEBRUIKERS} - {"oudcollega"}
        assert Gebruiker.objects.get(username="super").check_password(wachtwoord())

    def test_segmenten_van_een_theater(self):
        soorten = Counter(Segment.objects.values_list("type", "actief"))
        assert soorten == {("hoofd", True): 12, ("hoofd", False): 1, ("sub", True): 57, ("sub", False): 3}
        assert Segment.objects.filter(naam="Gemeente", type="sub").count() == 2
        assert Segment.objects.filter(type="hoofd", subsegmenten=None).count() == 1
        for segment in Segment.objects.all():
            segment.full_clean()

    @pytest.mark.parametrize(("model", "aantal"), [(Organisatie, 300), (Persoon, 150), (PersoonInOrganisatie, 150)])
    def test_de_modellen_keuren_elke_rij_goed(self, model, aantal):
        """And would store it unchanged. Their constraints are left out: the database checked every row."""
        velden = [veld.attname for veld in model._meta.concrete_fields if not veld.generated]
        alle = list(model.objects.all())
        with time_machine.travel(PEILDATUM):
            for rij in Random(model.__name__).sample(alle, aantal):
                if getattr(rij, "slot", "") or getattr(getattr(rij, "persoon", None), "slot", ""):
                    continue
                was = {veld: getattr(rij, veld) for veld in velden}
                rij.full_clean(validate_constraints=False)
                assert was == {veld: getattr(rij, veld) for veld in velden}

    @pytest.mark.parametrize("veld", VERZONNEN)
    def test_nummers_en_adressen_zijn_verzonnen(self, veld):
        gemaakt = Organisatie.objects.filter(bron__startswith="Demodata: ").exclude(**{veld: ""})
        waarden = list(gemaakt.values_list(veld, flat=True))
        assert waarden
        assert [waarde for waarde in waarden if not re.fullmatch(VERZONNEN[veld], waarde)] == []

    def test_e_mail_en_web_bestaan_nergens(self):
        for model in MODELLEN:
            velden = [v.name for v in model._meta.concrete_fields if re.search("email|website|linkedin", v.name)]
            for waarde in {w for rij in model.objects.values_list(*velden) for w in rij if w}:
                assert re.search(r"\.example(/|$)", waarde), waarde

    def test_geen_datum_na_de_peildatum(self):
        for model in MODELLEN:
            velden = [veld.name for veld in model._meta.concrete_fields if type(veld) is models.DateField]
            for rij in model.objects.values_list(*velden):
                assert all(waarde is None or waarde <= PEILDATUM for waarde in rij)

    def test_geschiedenis_en_stempel_noemen_de_beheerder(self):
        beheerder = Gebruiker.objects.get(username="beheerder")
        for model in MODELLEN:
            events = eventmodel(model).objects.filter(pgh_context__metadata__user=beheerder.pk)
            later = 2 if model is Persoon else 0  # locked after their jobs were stored
            assert events.count() == model.objects.count() + later
            assert not model.objects.exclude(aangemaakt_door=beheerder).exists()

    def test_geen_trigger_staat_stil(self):
        with connection.cursor() as cursor:
            cursor.execute("SELECT tgname FROM pg_trigger WHERE tgenabled = 'D'")
            assert cursor.fetchall() == []

    def test_wie_niet_actief_is_werkt_nergens(self):
        assert not PersoonInOrganisatie.objects.filter(persoon__actief=False, actief=True).exists()
        assert PersoonInOrganisatie.objects.filter(actief=False).exists()

    def test_dubbele_relaties_staan_er_allebei(self):
        namen = set(Organisatie.objects.values_list("naam", flat=True))
        assert {rij["naam"] for rij in dubbelen.ORGANISATIES} <= namen
        assert Organisatie.objects.filter(kvk_nummer="00900011").count() == 2  # D8
        assert Persoon.objects.filter(achternaam__in=["Kuijpers", "Kuypers"], voornaam__endswith="ees").count() >= 2

    @pytest.mark.parametrize(
        ("code", "waar"),
        [
            ("E1", {"naam": "IJsclub De Volharding", "bezoekadres_plaats": "IJlst"}),
            ("E9", {"naam__regex": "^.{200}$"}),
            ("E14", {"bezoekadres_huisletter": "A", "bezoekadres_toevoeging": "3"}),
            ("E14", {"bezoekadres_huisnummer": 99999}),
            ("E15", {"naam": "Gemeente Noorderhaven", "postadres_postbusnummer": 123}),
            ("E16", {"postadres_antwoordnummer": 1234, "postadres_postcode": "3500 ZY"}),
            ("E17", {"bezoekadres_plaats": "'s-Heerenberg"}),
            ("E18", {"bezoekadres_land": "BE", "bezoekadres_adresregel_1": "Grote Markt 5 bus 3"}),
            ("E21", {"bezoekadres_land": "CW", "bezoekadres_postcode": ""}),
            ("E22", {"naam": "Alleen Een Naam", "rechtsvorm": "", "bezoekadres_straat": ""}),
            ("E24", {"moederorganisatie__moederorganisatie__naam": "Coöperatie IJsseldelta U.A."}),
            ("E26", {"kvk_nummer": "00900003", "vestigingsnummer": "999900000002"}),
            ("E27", {"accountmanager__is_active": False, "debiteurnummer": "10047"}),
            ("E28", {"segment__actief": False}),
            ("E28", {"subsegment__actief": False}),
            ("E34", {"rechtsvorm": "eenmanszaak", "btw_nummer": "NL999100001B64"}),
            ("E35", {"naam": "<script>alert(1)</script>"}),
            ("E36", {"naam": "50|50 Workcenter"}),
            ("E37", {"naam": "DE JONG & ZN"}),
            ("E39", {"telefoon": "0900 1234"}),
        ],
    )
    def test_organisaties_op_het_randje(self, code, waar):
        assert Organisatie.objects.filter(**waar).exists()

    @pytest.mark.parametrize(
        ("code", "waar"),
        [
            ("E2", {"achternaam": "Ĳzerman", "sorteersleutel__startswith": "ijzerman"}),
            ("E3", {"achternaam": "O’Neill"}),
            ("E4", {"tussenvoegsel": "'t", "achternaam": "Hart"}),
            ("E8", {"achternaam": "Suryadi", "voorletters": "", "voornaam": ""}),
            ("E10", {"achternaam_partner": "Vries", "naamgebruik": "N"}),
            ("E11", {"aanhef_handmatig": "Hoogwelgeboren heer"}),
            ("E12", {"voornaam": "Robin", "aanspreekvorm": "N"}),
            ("E22", {"achternaam": "Achternaam", "koppelingen__functie": ""}),
            ("E29", {"koppelingen__einddatum": date(2026, 8, 31), "koppelingen__actief": False}),
            ("E29", {"koppelingen__begindatum": date(2026, 9, 1), "koppelingen__actief": True}),
            ("E32", {"geanonimiseerd_op__isnull": False, "koppelingen__isnull": False}),
            ("E33", {"overleden_op__isnull": False, "actief": False}),
            ("E38", {"koppelingen__begindatum": date(2024, 2, 29)}),
        ],
    )
    def test_personen_op_het_randje(self, code, waar):
        assert Persoon.objects.filter(**waar).exists()

    def test_een_organisatie_heeft_meer_dan_honderd_personen(self):
        aantallen = Organisatie.objects.annotate(aantal=models.Count("koppelingen"))
        assert aantallen.filter(aantal__gt=100).exists()  # E40


def test_indexen_van_een_grote_lading_komen_terug(db):
    was = indexen()
    with zonder_indexen(MODELLEN):
        assert len(indexen()) < len(was) / 2
    assert indexen() == was


def test_nummers_zijn_die_van_de_tabel():
    assert list(islice(nummers.rsin_nummers(), 3)) == ["999000019", "999000020", "999000032"]
    assert list(islice(nummers.btw_eenmanszaken(), 2)) == ["NL999100001B64", "NL999100003B46"]
    assert nummers.iban(1) == "NL52DEMO0000000001"
    assert nummers.telefoon("038", 1234) == "+31380001234"
    assert nummers.telefoon("0570", 12) == "+31570000012"
    assert nummers.mobiel(1234) == "+31600001234"
    assert (nummers.kvk_nummer(1), nummers.kvk_nummer(10_000)) == ("00900001", "00910000")


def test_op_is_op():
    """No number falls out of its range, however large the load."""
    assert nummers.kvk_nummer(999_999).startswith("00") and nummers.kvk_nummer(1_000_000) == ""
    assert nummers.telefoon("038", 10**6) == nummers.mobiel(10**7) == ""


def test_gewichten_van_de_organisaties():
    """Near those of domein §5.2 and §5.5, in percent."""
    maak = Organisaties(lambda pad, toeval: (1, 2), Kiezer([1, 2, 3, 4, 5]), nummers.Nummers())
    rijen = list(maak(1, 4000))
    vormen = Counter(rij["rechtsvorm"] for rij in rijen)
    for vorm, procent in {"bv": 38, "stichting": 20, "eenmanszaak": 13, "vof": 7, "publiek": 6}.items():
        assert abs(vormen[vorm] / 40 - procent) < 2
    for veld, procent in {"segment_id": 85, "subsegment_id": 65, "accountmanager_id": 70}.items():
        assert abs(sum(veld in rij for rij in rijen) / 40 - procent) < 3
    assert len({rij["naam"] for rij in rijen}) > 3950


def test_plaatsen_zijn_de_75_van_het_domeinrapport():
    assert len(PLAATSEN.kansen) == 75
    assert all(re.fullmatch(r"[1-9]\d{3}", code) for plaats in PLAATSEN.kansen for code in plaats.postcodes)


def test_domein_zonder_rechtsvorm():
    assert domein("Drukkerij Pieters & Zn. B.V.") == "drukkerij-pieters-zn.example"
    assert domein("مسرح") == "onbekend.example"
