"""'Mogelijk dubbele organisaties' and 'Mogelijk dubbele personen' (R102): pairs along an index, a stretch a page."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from relaties.samenvoegen import kandidaten
from tests.factories import OrganisatieFactory, PersoonFactory, PersoonInOrganisatieFactory

pytestmark = pytest.mark.django_db
ORGANISATIES, PERSONEN = "/relaties/organisaties/dubbel/", "/relaties/personen/dubbel/"


@pytest.fixture
def saskia(als, super):
    return als(super)


def paar(een, ander) -> str:
    """The address of [Vergelijken]."""
    return f"{een.get_absolute_url()}samenvoegen/?met={ander.pk}"


@pytest.mark.parametrize(
    ("op", "velden", "ander"),
    [
        ("kvk", {"kvk_nummer": "00900001"}, {"naam": "Iets anders", "vestigingsnummer": "999900000001"}),
        ("adres", {"bezoekadres_postcode": "8011 ZX"}, {"naam": "Bakkerij van Dijck"}),
        ("naam", {}, {"naam": "Bakkerij van Dijk BV"}),
    ],
)
def test_r102_two_organisations(saskia, op, velden, ander):
    een = OrganisatieFactory(naam="Bakkerij Van Dijk", **velden)
    twee = OrganisatieFactory(**velden | ander)
    OrganisatieFactory(naam="Stadstheater", bezoekadres_postcode="8011 ZX")
    html = saskia.get(f"{ORGANISATIES}?op={op}").content.decode()
    assert paar(een, twee) in html and html.count("?met=") == 1


@pytest.mark.parametrize(
    ("op", "velden"),
    [
        ("email", {"email_prive": "anna@berg.example"}),
        ("mobiel", {"mobiel_prive": "+31600000001"}),
        ("adres", {"priveadres_postcode": "8011 ZX"}),
    ],
)
def test_r102_two_persons(saskia, op, velden):
    een, twee = (PersoonFactory(voornaam="Anna", achternaam="Berg", **velden) for _ in range(2))
    PersoonFactory(voornaam="Anna", achternaam="Berg")
    html = saskia.get(f"{PERSONEN}?op={op}").content.decode()
    assert paar(een, twee) in html and html.count("?met=") == 1


def test_r102_two_persons_by_their_work(saskia):
    een, twee = (PersoonInOrganisatieFactory(zakelijk_email=e).persoon for e in ("Anna@x.example", "anna@x.example"))
    for naam in ("Hart", "Zwanenburg"):  # a shared mailbox
        PersoonInOrganisatieFactory(zakelijk_email="info@y.example", persoon__achternaam=naam, persoon__voornaam=naam)
    html = saskia.get(PERSONEN).content.decode()
    assert paar(een, twee) in html and html.count("?met=") == 1


def test_other_vestigingen_are_no_double(saskia):
    for nr in (1, 2):
        OrganisatieFactory(
            naam=f"{'Vos' if nr > 1 else 'Prins'}", kvk_nummer="00900001", vestigingsnummer=f"99990000000{nr}"
        )
    assert "?met=" not in saskia.get(ORGANISATIES).content.decode()


def test_what_was_merged_is_no_double_any_more(saskia):
    een, twee = (OrganisatieFactory(naam="Stadstheater") for _ in range(2))
    type(twee).objects.filter(pk=twee.pk).update(samengevoegd_met=een, actief=False)
    assert "Geen dubbele organisaties gevonden." in saskia.get(f"{ORGANISATIES}?op=naam").content.decode()


def test_the_pages_together_find_every_pair(saskia, monkeypatch):
    """A group is never cut in two, so no pair falls between two pages."""
    monkeypatch.setattr(kandidaten, "VENSTER", 3)
    for nr in range(1, 8):
        for _ in range(2):
            OrganisatieFactory(naam="Stadstheater", bezoekadres_postcode=f"801{nr} ZX")
    url, gevonden = "?op=adres", 0
    while url:
        html = saskia.get(f"{ORGANISATIES}{url}").content.decode()
        gevonden += html.count("?met=")
        url = (
            html.split('href="?op=adres&amp;na=')[1:] and f"?op=adres&na={html.split('&amp;na=')[1].split(chr(34))[0]}"
        )
    assert gevonden == 7


@pytest.mark.parametrize("url", ["?op=x", "?na=x", "?na=-1", f"?na={'9' * 30}", "?op=%00"])
def test_what_does_not_exist_is_not_found(saskia, url):
    assert saskia.get(ORGANISATIES + url).status_code == 404


def test_a_row_that_is_gone_starts_anew(saskia):
    assert saskia.get(f"{ORGANISATIES}?na=999999999").status_code == 200


@pytest.mark.parametrize("url", [ORGANISATIES, PERSONEN])
def test_as_many_queries_for_ten_as_for_one(saskia, url):
    def vraag():
        for _ in range(9):
            OrganisatieFactory(
                naam="Stadstheater", kvk_nummer="00900001", vestigingsnummer=str(OrganisatieFactory().pk)
            )
            PersoonInOrganisatieFactory(zakelijk_email="anna@x.example")
        with CaptureQueriesContext(connection) as teller:
            assert "?met=" in saskia.get(url).content.decode()
        return len(teller)

    saskia.get(url)
    assert vraag() == vraag() <= 10


@pytest.mark.parametrize("model", kandidaten.AANWIJZINGEN)
def test_every_order_reads_an_index(model):
    for op in kandidaten.AANWIJZINGEN[model].values():
        tabel = op.tabel or model._meta.db_table
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("SET LOCAL enable_sort = off")
            cursor.execute(f"EXPLAIN SELECT id FROM {tabel} WHERE {op.sleutel} > 'a' ORDER BY {op.sleutel} LIMIT 10")
            plan = "\n".join(regel for (regel,) in cursor.fetchall())
        assert "Index" in plan and "Sort" not in plan and "Filter" not in plan, plan


def test_only_crm_super(als, gebruiker):
    assert als(gebruiker).get(ORGANISATIES).status_code == als(gebruiker).get(PERSONEN).status_code == 403
    assert "Dubbele organisaties" not in als(gebruiker).get("/").content.decode()
