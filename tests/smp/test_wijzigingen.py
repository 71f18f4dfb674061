"""The pages of /wijzigingen/: every act has a page, and one can find it (R29, R98)."""

import pghistory
import pytest
from django.contrib.auth.models import Group
from django.db import connection, transaction
from django.db.utils import DatabaseError
from django.test.utils import CaptureQueriesContext

from relaties.models import Organisatie, PersoonInOrganisatie
from segmenten.models import Segment
from smp.gebruikers import rollen
from smp.historie.models import Wijzigingsset
from smp.historie.zinnen import LENGTE, tijdlijn
from smp.zoekvragen.models import Zoekvraag
from tests.factories import OrganisatieFactory, PersoonFactory, PersoonInOrganisatieFactory, SegmentFactory
from tests.invullen import post
from tests.smp.test_ongedaan import doe, html

pytestmark = pytest.mark.django_db


@pytest.fixture
def ankerhuis():
    return OrganisatieFactory(naam="Museum Het Ankerhuis", bezoekadres_plaats="Zwolle")


def laatste() -> Wijzigingsset:
    return Wijzigingsset.objects.first()


def namen(antwoord) -> list[str]:
    """The acts in the list, newest first."""
    return [regel["set"].naam for regel in antwoord.context["regels"]]


# --- the name of an act


def test_toevoegen_noemt_zijn_handeling(als, gebruiker):
    post(als(gebruiker), "/relaties/organisaties/toevoegen/", naam="Atelier Noord")
    assert laatste().naam == "Organisatie toegevoegd"


def test_wijzigen_noemt_zijn_handeling(als, gebruiker, ankerhuis):
    post(als(gebruiker), f"{ankerhuis.get_absolute_url()}wijzigen/", branche="Musea")
    assert laatste().naam == "Organisatie gewijzigd"


def test_het_raster_noemt_zijn_handeling(als, gebruiker, ankerhuis):
    post(als(gebruiker), "/relaties/organisaties/wijzigen/", {f"c-{ankerhuis.pk}-naam": "Ankerhuis"})
    assert laatste().naam == "Organisaties gewijzigd in het raster"


def test_een_regel_op_de_kaart_noemt_zijn_handeling(als, gebruiker, ankerhuis):
    persoon = PersoonFactory()
    adres = f"{ankerhuis.get_absolute_url()}?regels=nieuw"
    post(als(gebruiker), adres, {"regels-0-persoon": persoon.pk}, met="regels-0-persoon")
    assert laatste().naam == "Persoon in organisatie toegevoegd"


def test_het_beheer_noemt_zijn_handeling(als, super, ankerhuis):
    post(als(super), f"/beheer/relaties/organisatie/{ankerhuis.pk}/change/", branche="Musea")
    assert laatste().naam == "Organisatie gewijzigd in het beheer"


def test_een_segment_vervangen_zegt_door_wat(als, super):
    pers, media = SegmentFactory(naam="Pers"), SegmentFactory(naam="Media")
    post(als(super), f"/segmenten/{pers.pk}/vervangen/", nieuw=media.pk)
    assert laatste().naam == "Segment vervangen: Pers door Media"


# --- receipts


@pytest.mark.parametrize("adres", ["raster", "formulier"])
def test_een_bon_leidt_naar_de_set_en_terug(als, gebruiker, ankerhuis, adres):
    """The receipt links to the page of the set and to [Ongedaan maken]."""
    if adres == "raster":
        vul = ("/relaties/organisaties/wijzigen/", {f"c-{ankerhuis.pk}-naam": "Ankerhuis"})
    else:
        vul = (f"{ankerhuis.get_absolute_url()}wijzigen/", {"naam": "Ankerhuis"})
    tekst = html(post(als(gebruiker), *vul, volg=True))
    assert f'href="{laatste().get_absolute_url()}"' in tekst
    assert f'href="{laatste().get_absolute_url()}ongedaan-maken/"' in tekst


# --- the list


def test_de_lijst_is_nieuwste_eerst(als, lezer, gebruiker, ankerhuis):
    doe(gebruiker, lambda: Organisatie.objects.update(branche="Musea"))
    antwoord = als(lezer).get("/wijzigingen/")
    assert (
        namen(antwoord) == ["Proef"]
        and "Gijs Gebruiker" in html(antwoord)
        and "1 organisatie (Museum Het Ankerhuis)" in html(antwoord)
    )


def test_een_taak_heet_het_systeem(als, lezer):
    """A job has no user."""
    doe(None, SegmentFactory, taak="opruimen")
    assert "Het systeem" in html(als(lezer).get("/wijzigingen/?wie=systeem"))


@pytest.mark.parametrize(
    ("vraag", "gevonden"),
    [
        ("wie={gebruiker}", ["Musea"]),
        ("wie={super}", ["Segment toegevoegd"]),
        ("wie=systeem", []),
        ("handeling=Musea", ["Musea"]),
        ("soort=segment", ["Segment toegevoegd"]),
        ("soort=persoon", []),
        ("van=1-1-2020&tot=31-12-2999", ["Segment toegevoegd", "Musea"]),
        ("tot=1-1-2020", []),
        ("van=2-1-2024", ["Segment toegevoegd"]),
        ("tot=1-1-2024", ["Musea"]),
        ("wie={gebruiker}&soort=segment", []),
    ],
)
def test_zoeken(als, lezer, gebruiker, super, ankerhuis, vraag, gevonden):
    """On who, which act, which table, and when."""
    klok(doe(gebruiker, lambda: Organisatie.objects.update(branche="Musea"), naam="Musea"), "2024-01-01")
    klok(doe(super, SegmentFactory, naam="Segment toegevoegd"), "2024-01-02")
    adres = "/wijzigingen/?" + vraag.format(gebruiker=gebruiker.pk, super=super.pk)
    assert namen(als(lezer).get(adres)) == gevonden


def klok(een, dag: str):
    """Give a set its name and its day: what a test does in one transaction has one moment."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL smp.redigeer = 'aan'")
        cursor.execute(
            """UPDATE pghistory_context SET created_at = %s::timestamptz,
                metadata = metadata || jsonb_build_object('handeling', COALESCE(metadata ->> 'naam', 'Proef'))
                WHERE id = %s""",
            [f"{dag} 12:00", een.pk],
        )
        cursor.execute("SET LOCAL smp.redigeer = ''")


@pytest.mark.parametrize("vraag", ["van=gisteren", "wie=999999", "soort=gebruiker", "handeling=onbekend", "wie=%00"])
def test_wat_niet_te_lezen_is_vindt_niets(als, lezer, ankerhuis, vraag):
    doe(None, lambda: Organisatie.objects.update(branche="Musea"))
    antwoord = als(lezer).get(f"/wijzigingen/?{vraag}")
    assert (antwoord.status_code, namen(antwoord)) == (422, [])
    assert "zoekveld-fout" in html(antwoord)


@pytest.mark.parametrize("na", ["x", "2026-01-01_x", "0001-01-01T00:00:00_x", "9999-99-99", "%00_%00", "٣_٣"])
def test_een_vreemde_bladzijde_is_de_eerste(als, lezer, ankerhuis, na):
    doe(None, lambda: Organisatie.objects.update(branche="Musea"))
    assert len(namen(als(lezer).get(f"/wijzigingen/?na={na}"))) == 1


def test_bladeren_gaat_op_sleutel(als, lezer, ankerhuis, monkeypatch):
    """Every set once, also when many have one moment."""
    monkeypatch.setattr("smp.wijzigingen.views.PER_PAGINA", 2)
    for nr in range(5):
        doe(None, lambda nr=nr: Organisatie.objects.update(branche=f"Musea {nr}"))
    client, adres, gezien = als(lezer), "", []
    while adres is not None:
        antwoord = client.get(f"/wijzigingen/{adres}")
        gezien += [regel["set"].pk for regel in antwoord.context["regels"]]
        adres = antwoord.context["volgende_url"] or None
    assert len(gezien) == len(set(gezien)) == 5


def test_de_lijst_kost_evenveel_queries(als, lezer, ankerhuis):
    client, kosten = als(lezer), []
    for reeks in ("a", "bcdefghij"):
        for letter in reeks:
            doe(lezer, lambda letter=letter: Organisatie.objects.update(branche=letter))
        client.get("/wijzigingen/")
        with CaptureQueriesContext(connection) as teller:
            client.get("/wijzigingen/")
        kosten.append(len(teller))
    assert kosten[0] == kosten[1] <= 8


# --- one set


def test_een_naam_die_je_niet_mag_zien_staat_er_niet(als, lezer, super, ankerhuis):
    """R98: of a zoekvraag that could not come back only who may see the history of zoekvragen reads the name."""
    vraag = Zoekvraag.objects.create(naam="Geheime gasten", lijst="organisatie", eigenaar=super)
    niet = {"aantal": 1, "rijen": [["zoekvragen.zoekvraag", vraag.pk, "Verwijderd."]]}
    een = doe(super, lambda: Organisatie.objects.update(branche="Musea"), niet_terug=niet)
    van_lezer, van_super = (html(als(wie).get(een.get_absolute_url())) for wie in (lezer, super))
    assert "Geheime gasten" in van_super and "Museum Het Ankerhuis" in van_lezer
    assert "Geheime gasten" not in van_lezer


def test_de_pagina_van_een_set(als, lezer, gebruiker, ankerhuis):
    """Who, when, which act, how many rows, and old → new with a link to the kaart."""
    een = doe(gebruiker, lambda: Organisatie.objects.update(bezoekadres_plaats="Kampen"))
    tekst = html(als(lezer).get(een.get_absolute_url()))
    assert "<h1>Proef</h1>" in tekst and "Door Gijs Gebruiker op" in tekst and "1 organisatie." in tekst
    assert '<td>Plaats</td> <td class="lang was">Zwolle</td> <td class="lang">Kampen</td>' in tekst
    assert f'<a href="{ankerhuis.get_absolute_url()}">Museum Het Ankerhuis</a>' in tekst


@pytest.mark.parametrize(
    ("velden", "oud_en_nieuw"),
    [
        ({"actief": False}, "Ja</td> <td class=\"lang\">Nee"),
        ({"relatiestatus": "klant"}, "Relatie</td> <td class=\"lang\">Klant"),
        ({"relatie_sinds": "2019-09-01"}, "–</td> <td class=\"lang\">1-9-2019"),
        ({"bezoekadres_plaats": ""}, "Zwolle</td> <td class=\"lang\">–"),
        ({"telefoon": "+31384567890"}, "–</td> <td class=\"lang\">038 456 78 90"),
    ],
)  # fmt: skip
def test_oud_en_nieuw_in_het_nederlands(als, lezer, ankerhuis, velden, oud_en_nieuw):
    """Never what is stored: labels of choices, Ja and Nee, days."""
    een = doe(None, lambda: Organisatie.objects.update(**velden))
    assert oud_en_nieuw in html(als(lezer).get(een.get_absolute_url()))


def test_een_verwijzing_heet_ook_als_ze_weg_is(als, lezer, ankerhuis):
    """The name of a foreign key, also of one that does not exist any more."""
    pers = SegmentFactory(naam="Pers")
    een = doe(None, lambda: Organisatie.objects.update(segment=pers))
    doe(None, lambda: Organisatie.objects.update(segment=None))
    doe(None, pers.delete)
    assert '–</td> <td class="lang">Pers</td>' in html(als(lezer).get(een.get_absolute_url()))


def test_een_verwijderde_rij_heeft_nog_een_naam(als, lezer, ankerhuis):
    baan = PersoonInOrganisatieFactory(organisatie=ankerhuis)
    een, naam = doe(None, baan.delete), str(baan)
    tekst = html(als(lezer).get(een.get_absolute_url()))
    assert naam in tekst and "verwijderd</span>" in tekst


def test_een_grote_set_is_te_bladeren(als, lezer, monkeypatch):
    """Every row once, by key."""
    een = doe(None, lambda: OrganisatieFactory.create_batch(101))
    client = als(lezer)
    eerste = client.get(een.get_absolute_url()).context["delen"][0]
    tweede = client.get(eerste["volgende_url"]).context["delen"][0]
    assert [len(deel["rijen"]) for deel in (eerste, tweede)] == [100, 1] and tweede["volgende_url"] == ""
    assert len({rij.url for deel in (eerste, tweede) for rij in deel["rijen"]}) == 101


def test_een_set_kost_evenveel_queries(als, lezer):
    client, kosten = als(lezer), []
    for aantal in (2, 30):
        segment = SegmentFactory()
        rijen = OrganisatieFactory.create_batch(aantal)
        pks = [rij.pk for rij in rijen]
        een = doe(
            None, lambda pks=pks, s=segment: Organisatie.objects.filter(pk__in=pks).update(segment=s, branche="X")
        )
        client.get(een.get_absolute_url())
        with CaptureQueriesContext(connection) as teller:
            client.get(een.get_absolute_url())
        kosten.append(len(teller))
    assert kosten[0] == kosten[1] <= 15


def test_wie_een_soort_niet_mag_zien_ziet_die_niet(als, lezer, ankerhuis):
    """Sets and rows of models that one may not view do not exist for him."""
    groep = Group.objects.get(name=rollen.LEZER)
    groep.permissions.remove(groep.permissions.get(codename="view_segment"))
    alleen = doe(None, SegmentFactory)

    def samen():
        SegmentFactory(naam="Geheim")
        Organisatie.objects.update(branche="Musea")

    allebei, client = doe(None, samen), als(lezer)
    assert client.get(alleen.get_absolute_url()).status_code == 404
    assert "Geheim" not in html(client.get(allebei.get_absolute_url()))
    assert len(namen(client.get("/wijzigingen/"))) == 1


# --- the history on a kaart


def test_de_geschiedenis_linkt_naar_de_set(als, gebruiker, ankerhuis):
    een = doe(gebruiker, lambda: Organisatie.objects.update(branche="Musea"))
    client, kaart = als(gebruiker), ankerhuis.get_absolute_url()
    assert f'href="{kaart}geschiedenis/"' in html(client.get(kaart))
    tekst = html(client.get(f"{kaart}geschiedenis/"))
    assert f'<a href="{een.get_absolute_url()}">' in tekst and "Branche: “Musea” ingevuld." in tekst


@pytest.mark.parametrize("kant", ["organisatie", "persoon"])
def test_een_nieuwe_baan_staat_in_beide_geschiedenissen(als, gebruiker, kant):
    """What belongs to the record is told in its history as well, with its name; for who may see it."""
    baan = PersoonInOrganisatieFactory(functie="Conservator")
    doe(gebruiker, lambda: PersoonInOrganisatie.objects.update(functie="Directeur"))
    zinnen = [zin for punt in tijdlijn(getattr(baan, kant), gebruiker) for zin in punt["zinnen"]]
    assert f"{baan}: functie: “Conservator” is “Directeur” geworden." in zinnen and f"{baan}: toegevoegd." in zinnen


def test_oudere_wijzigingen(als, lezer, ankerhuis):
    """A long history: 25 on the first page, the rest by page; nothing twice, nothing lost, each with its old value."""
    for nr in range(LENGTE * 2):
        klok_events(doe(None, lambda nr=nr: Organisatie.objects.update(branche=f"Musea {nr}")), nr)
    client, adres, zinnen = als(lezer), f"{ankerhuis.get_absolute_url()}geschiedenis/", []
    while adres:
        punten = client.get(adres).context["punten"]
        zinnen += [zin for punt in punten for zin in punt["zinnen"]]
        adres = punten[-1].get("ouder_url")
    assert zinnen[0] == "Branche: “Musea 48” is “Musea 49” geworden." and zinnen[-1] == "Toegevoegd."
    assert len(zinnen) == len(set(zinnen)) == LENGTE * 2 + 1
    assert "Oudere wijzigingen" in html(client.get(f"{ankerhuis.get_absolute_url()}geschiedenis/"))


def klok_events(een, minuut: int):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL smp.redigeer = 'aan'")
        cursor.execute(
            """UPDATE relaties_organisatieevent SET pgh_created_at = pgh_created_at + make_interval(mins => %s)
                WHERE pgh_context_id = %s""",
            [minuut + 1, een.pk],
        )
        cursor.execute("SET LOCAL smp.redigeer = ''")


# --- history grows only


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE relaties_organisatieevent SET naam = 'x'",
        "DELETE FROM relaties_organisatieevent",
        "UPDATE pghistory_context SET metadata = '{}'",
        "DELETE FROM pghistory_context",
        "TRUNCATE relaties_organisatieevent",
        "TRUNCATE pghistory_context",
    ],
)
def test_de_historie_groeit_alleen(ankerhuis, sql):
    """beloften §2: neither changed nor emptied, rows and sets alike."""
    doe(None, lambda: Organisatie.objects.update(branche="Musea"))
    doe(None, SegmentFactory)
    with pytest.raises(DatabaseError, match="append_only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL smp.leegmaken = ''")
        cursor.execute(sql)


def test_een_deur_voor_avg(ankerhuis):
    """AVG takes values out of history under one setting of the transaction, and that opens no other door."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL smp.redigeer = 'aan'")
        cursor.execute("UPDATE relaties_organisatieevent SET naam = ''")
        assert cursor.rowcount == 1
        with pytest.raises(DatabaseError, match="append_only"), transaction.atomic():
            cursor.execute("SET LOCAL smp.leegmaken = ''")
            cursor.execute("TRUNCATE relaties_organisatieevent")


def test_een_set_leert_zijn_naam_terwijl_hij_loopt():
    """The own set may be completed until the act is over."""
    with pghistory.context(user=None) as context:
        SegmentFactory()
        pghistory.context(handeling="Later genoemd")
        Segment.objects.update(naam="Media")
    assert Wijzigingsset.objects.get(pk=context.id).naam == "Later genoemd"
