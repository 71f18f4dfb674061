"""Zoekvragen: keep, open, share, copy, favourites, start list (issue 4, A6)."""

import re

import pytest
from django.db import connection

from smp.gebruikers.models import Gebruiker
from smp.historie.models import eventmodel
from smp.lijsten.vraag import Vraag
from smp.zoekvragen import favorieten
from smp.zoekvragen.models import Zoekvraag
from tests.contract.test_kosten import queries
from tests.factories import OrganisatieFactory
from tests.invullen import formulier, post

pytestmark = pytest.mark.django_db

LIJST = "/relaties/organisaties/"


def maak(eigenaar, naam="Musea", vraag="naam=museum", **velden) -> Zoekvraag:
    return Zoekvraag.objects.create(eigenaar=eigenaar, naam=naam, vraag=vraag, lijst="organisatie", **velden)


def tekst(antwoord) -> str:
    return re.sub(r"\s+", " ", antwoord.content.decode())


def test_bewaren_en_terug_bij_dezelfde_vraag(als, lezer):
    """Criteria, columns, order and page size; you are back where you were, and it has a name now."""
    client = als(lezer)
    antwoord = post(client, f"{LIJST}?naam=museum&volgorde=-naam&per_pagina=25&pagina=1", met="favoriet", naam="Musea")
    zoekvraag = Zoekvraag.objects.get()
    assert zoekvraag.vraag.startswith("naam=museum&volgorde=-naam&per_pagina=25&kolommen=naam,bezoekadres_plaats,")
    assert antwoord["Location"] == f"{LIJST}?{zoekvraag.vraag}&zoekvraag={zoekvraag.pk}"
    html = tekst(client.get(antwoord["Location"]))
    assert "<b>Musea</b>" in html and "Zoekvraag ‘Musea’ is bewaard." in html


def test_openen_geeft_dezelfde_rijen(als, lezer):
    OrganisatieFactory(naam="Museum De Zwaan")
    OrganisatieFactory(naam="Bakkerij De Zwaan")
    antwoord = als(lezer).get(maak(lezer).get_absolute_url(), follow=True)
    assert "1–1 van 1 organisatie" in tekst(antwoord) and "Museum De Zwaan" in tekst(antwoord)


def test_bewaren_zonder_naam(als, lezer):
    """What is wrong is said at the field, and the question is kept."""
    antwoord = als(lezer).post("/zoekvragen/bewaren/", {"lijst": "organisatie", "vraag": "naam=museum", "naam": ""})
    assert antwoord.status_code == 422 and "Vul een naam in." in tekst(antwoord)
    form = formulier(antwoord, "naam")
    form.vul("naam", "Musea")
    als(lezer).post("/zoekvragen/bewaren/", form.data())
    assert Zoekvraag.objects.get().vraag.startswith("naam=museum&")


def test_een_naam_maar_een_keer(als, lezer, gebruiker):
    maak(lezer), maak(gebruiker)
    antwoord = als(lezer).post("/zoekvragen/bewaren/", {"lijst": "organisatie", "naam": "Musea"})
    assert antwoord.status_code == 422 and "Je hebt al een zoekvraag met deze naam." in tekst(antwoord)


def test_twee_keer_klikken(als, lezer, monkeypatch):
    """Both looked before one of them wrote: the database decides, and it is said in the form."""
    mijn, ander = maak(lezer), maak(lezer, "Theaters")
    monkeypatch.setattr(Zoekvraag, "validate_constraints", lambda *args, **kwargs: None)
    for adres in ("bewaren/", f"{ander.pk}/wijzigen/"):
        antwoord = als(lezer).post(f"/zoekvragen/{adres}", {"lijst": "organisatie", "naam": mijn.naam})
        assert antwoord.status_code == 422 and "Je hebt al een zoekvraag met deze naam." in tekst(antwoord)


def test_bewaren_schrijft_over_je_eigen(als, lezer):
    """[Bewaren] versus [Bewaren als nieuwe]."""
    client, mijn = als(lezer), maak(lezer)
    html = tekst(client.get(mijn.get_absolute_url(), follow=True))
    assert 'value="over"' in html and 'value="nieuw"' in html
    data = {"lijst": "organisatie", "vraag": "naam=theater", "zoekvraag": mijn.pk, "hoe": "over"}
    client.post("/zoekvragen/bewaren/", data)
    mijn.refresh_from_db()
    assert mijn.vraag.startswith("naam=theater&") and Zoekvraag.objects.count() == 1


def test_die_van_een_ander_niet(als, super, gebruiker):
    """Copy, not overwrite: not even a CRM Super, and not by hand."""
    zijn, client = maak(gebruiker, gedeeld="iedereen"), als(super)
    assert 'value="over"' not in tekst(client.get(zijn.get_absolute_url(), follow=True))
    data = {"lijst": "organisatie", "vraag": "naam=theater", "zoekvraag": zijn.pk, "hoe": "over"}
    assert client.post("/zoekvragen/bewaren/", data).status_code == 403
    client.post(f"/zoekvragen/{zijn.pk}/kopieren/")
    client.post(f"/zoekvragen/{zijn.pk}/kopieren/")
    assert list(Zoekvraag.objects.filter(eigenaar=super).values_list("naam", "vraag", "gedeeld")) == [
        ("Musea", "naam=museum", ""), ("Musea (2)", "naam=museum", ""),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("gedeeld", "ziet"), [("", []), ("Gebruiker", ["gebruiker"]), ("iedereen", ["lezer", "gebruiker"])]
)
def test_wie_ziet_hem(als, super, lezer, gebruiker, gedeeld, ziet):
    """Mine, a role's, everyone's; what is not yours to see does not exist."""
    zoekvraag = maak(super, gedeeld=gedeeld)
    for wie in (lezer, gebruiker):
        zichtbaar = wie.username in ziet
        assert ("Musea" in tekst(als(wie).get("/zoekvragen/"))) is zichtbaar
        for adres in ("", "wijzigen/"):
            status = als(wie).get(f"/zoekvragen/{zoekvraag.pk}/{adres}").status_code
            assert (status != 404) is zichtbaar


def test_die_van_anderen_verdringen_de_jouwe_niet(als, super, lezer, monkeypatch):
    """A page shows a number of them: yours first."""
    monkeypatch.setattr("smp.zoekvragen.views.MAXIMAAL", 2)
    for nr in range(3):
        maak(super, f"Alles {nr}", gedeeld="iedereen")
    maak(lezer, "Zwemclubs")
    assert "Zwemclubs" in tekst(als(lezer).get("/zoekvragen/"))


def test_delen_mag_alleen_een_crm_super(als, gebruiker, super):
    """The right deel_zoekvraag: without it there is no choice, and none gets in."""
    for wie, verwacht in ((gebruiker, ""), (super, "iedereen")):
        data = {"lijst": "organisatie", "naam": f"Van {wie}", "gedeeld": "iedereen"}
        als(wie).post("/zoekvragen/bewaren/", data)
        assert Zoekvraag.objects.get(eigenaar=wie).gedeeld == verwacht


def test_hernoemen_en_verwijderen(als, super, lezer):
    """The favourites of others follow; the history is kept."""
    zoekvraag = maak(super, gedeeld="iedereen")
    favorieten.zet_favoriet(lezer, zoekvraag, True)
    post(als(super), f"/zoekvragen/{zoekvraag.pk}/wijzigen/", met="gedeeld", naam="Alle musea")
    assert favorieten.favorieten(Gebruiker.objects.get(pk=lezer.pk))[0]["naam"] == "Alle musea"
    als(super).post(f"/zoekvragen/{zoekvraag.pk}/wijzigen/", {"verwijderen": "1"})
    assert favorieten.favorieten(Gebruiker.objects.get(pk=lezer.pk)) == [] and not Zoekvraag.objects.exists()
    assert eventmodel(Zoekvraag).objects.filter(pgh_label="delete", naam="Alle musea").exists()


def test_de_geopende_heet_zoals_hij_nu_heet(als, lezer):
    """Above the list too: its new name, and none when it is gone."""
    zoekvraag, client = maak(lezer), als(lezer)
    adres = client.get(zoekvraag.get_absolute_url())["Location"]
    post(client, f"/zoekvragen/{zoekvraag.pk}/wijzigen/", met="naam", naam="Alle musea")
    assert "<b>Alle musea</b>" in tekst(client.get(adres))
    client.post(f"/zoekvragen/{zoekvraag.pk}/wijzigen/", {"verwijderen": "1"})
    assert "Geopende zoekvraag" not in tekst(client.get(adres))


def test_niet_meer_gedeeld_is_geen_favoriet_meer(als, super, lezer):
    zoekvraag = maak(super, gedeeld="iedereen")
    for wie in (lezer, super):
        favorieten.zet_favoriet(wie, zoekvraag, True)
    post(als(super), f"/zoekvragen/{zoekvraag.pk}/wijzigen/", met="gedeeld", gedeeld="")
    over = [favorieten.favorieten(Gebruiker.objects.get(pk=wie.pk)) for wie in (lezer, super)]
    assert [len(lijst) for lijst in over] == [0, 1]


def test_van_wie_uit_dienst_is_houdt_niets_tegen(als, super, lezer):
    """A favourite of somebody who cannot log in any more: the Zoekvraag can still be renamed."""
    zoekvraag = maak(super, gedeeld="iedereen")
    favorieten.zet_favoriet(lezer, zoekvraag, True)
    Gebruiker.objects.filter(pk=lezer.pk).update(is_active=False)
    antwoord = post(als(super), f"/zoekvragen/{zoekvraag.pk}/wijzigen/", met="gedeeld", naam="Alle musea")
    assert antwoord.status_code == 302 and Zoekvraag.objects.get().naam == "Alle musea"


def test_favorieten_op_de_lijst_en_de_homepage(als, lezer):
    """The bar leads to it; the homepage counts, with its name."""
    OrganisatieFactory.create_batch(2, relatiestatus="klant")
    zoekvraag, client = maak(lezer, "Klanten", "relatiestatus=klant"), als(lezer)
    client.post(f"/zoekvragen/{zoekvraag.pk}/favoriet/", {"aan": "1"})
    assert f'href="/zoekvragen/{zoekvraag.pk}/"' in tekst(client.get(LIJST))
    assert re.search(rf'href="/zoekvragen/{zoekvraag.pk}/"><b>2</b>.*?Klanten', tekst(client.get("/")))
    client.post(f"/zoekvragen/{zoekvraag.pk}/favoriet/", {"lijst": "organisatie", "vraag": "naam=x"})
    assert f"/zoekvragen/{zoekvraag.pk}/" not in tekst(client.get("/"))


def test_een_trage_telling_houdt_de_homepage_niet_op(als, lezer, monkeypatch):
    """'…' in place of a number, and the rest of the page is there."""
    monkeypatch.setattr(favorieten, "GEDULD", "1ms")
    monkeypatch.setattr(
        Vraag, "aantal_tekst", property(lambda vraag: connection.cursor().execute("SELECT pg_sleep(1)"))
    )
    monkeypatch.setattr("relaties.views.TELLINGEN", [])
    favorieten.zet_favoriet(lezer, maak(lezer), True)
    assert "<b>…</b>" in tekst(als(lezer).get("/"))


def test_veel_trage_tellingen_ook_niet(lezer, monkeypatch):
    """Twelve of them would be four seconds."""
    favorieten.zet_favoriet(lezer, maak(lezer), True)
    assert [telling["getal"] for telling in favorieten.tellingen(lezer)] == ["0"]
    monkeypatch.setattr(favorieten, "SAMEN", 0)
    assert [telling["getal"] for telling in favorieten.tellingen(lezer)] == ["…"]


def test_een_ander_tabblad_raakt_niets_kwijt(lezer, super):
    """Columns are chosen in one tab and a favourite in another; a colleague renames that one meanwhile."""
    tab, zoekvraag = Gebruiker.objects.get(pk=lezer.pk), maak(super, gedeeld="iedereen")
    favorieten.zet_favoriet(lezer, zoekvraag, True)
    tab.onthoud({"kolommen.organisatie": ["naam"]})
    lezer.onthoud({"retouradres": "Raadhuisplein 1"})
    assert Gebruiker.objects.get(pk=lezer.pk).voorkeuren.keys() == {"favorieten", "kolommen.organisatie", "retouradres"}


def test_er_is_plaats_voor_twaalf(als, lezer):
    rijen = [maak(lezer, f"Vraag {nr}") for nr in range(13)]
    antwoorden = [als(lezer).post(f"/zoekvragen/{rij.pk}/favoriet/", {"aan": "1"}, follow=True) for rij in rijen]
    assert "Je hebt al 12 favorieten." in tekst(antwoorden[-1]) and "12 favorieten" not in tekst(antwoorden[-2])


def test_favorieten_kosten_de_lijst_geen_query(als, super):
    """ontwerp §8: at most 6, with favourites and an open Zoekvraag."""
    OrganisatieFactory(naam="Museum De Zwaan")
    zoekvraag, client = maak(super), als(super)
    zonder = queries(client, LIJST)
    favorieten.zet_favoriet(super, zoekvraag, True)
    adres = client.get(zoekvraag.get_absolute_url())["Location"]
    assert "<b>Musea</b>" in tekst(client.get(adres)) and len(queries(client, adres)) == len(zonder) <= 6


def test_de_pagina_met_zoekvragen_kost_niet_meer_naarmate_er_meer_zijn(als, super):
    maak(super, "Een", "ook=personen.categorie:gevuld")
    een = len(queries(als(super), "/zoekvragen/"))
    for nr in range(5):
        maak(super, f"Nog {nr}", "ook=accountmanager:gevuld;personen.subcategorie:gevuld;segment:gevuld")
    assert len(queries(als(super), "/zoekvragen/")) <= een + 1


def test_na_het_inloggen_op_je_startlijst(client, als, lezer):
    """docs/decisions/0012: after logging in, not at '/'; a page that was asked for goes first."""
    zoekvraag = maak(lezer)
    als(lezer).post(f"/zoekvragen/{zoekvraag.pk}/startlijst/", {"aan": "1"})
    lezer.set_password("welkom-bij-smp")
    lezer.save(update_fields=["password"])
    data = {"username": "lezer", "password": "welkom-bij-smp"}
    assert client.post("/inloggen/", data)["Location"] == f"/zoekvragen/{zoekvraag.pk}/"
    assert client.get("/").status_code == 200
    client.post("/uitloggen/")
    assert client.post(client.get("/")["Location"], data)["Location"] == f"/zoekvragen/{zoekvraag.pk}/"
    client.post("/uitloggen/")
    assert client.post("/inloggen/?next=/segmenten/", data)["Location"] == "/segmenten/"
    zoekvraag.delete()
    client.post("/uitloggen/")
    assert client.post("/inloggen/", data)["Location"] == "/"


@pytest.mark.parametrize("recht", ["view_organisatie", "gebruik_zoekvraag"])
def test_zonder_recht_is_je_startlijst_de_homepage(als, lezer, recht):
    """Your own too: what you may not open any more must not stand between you and the program."""
    favorieten.zet_startlijst(lezer, maak(lezer))
    groep = lezer.groups.get()
    groep.permissions.remove(groep.permissions.get(codename=recht))
    wie = Gebruiker.objects.get(pk=lezer.pk)
    assert favorieten.startlijst(wie) is None and not Zoekvraag.objects.zichtbaar(wie).exists()
    assert als(wie).get("/").status_code == 200


def test_een_kolom_die_weg_is_wordt_gezegd(als, lezer):
    """A saved question outlives the columns and fields in it."""
    zoekvraag = maak(lezer, vraag="naam=museum&oudveld=1&kolommen=naam,oudekolom&ook=oudveld:is:x")
    html = tekst(als(lezer).get(zoekvraag.get_absolute_url(), follow=True))
    for zin in (
        "zoekveld ‘oudveld’ bestaat niet",
        "kolom ‘oudekolom’ bestaat niet",
        "veld ‘oudveld’ bestaat niet meer",
    ):
        assert zin in html


def test_een_tabel_die_weg_is_wordt_gezegd(als, lezer):
    zoekvraag = Zoekvraag.objects.create(naam="Oud", lijst="weg", eigenaar=lezer, vraag="a=b")
    favorieten.zet_favoriet(lezer, zoekvraag, True)
    for adres in ("", "wijzigen/"):
        antwoord = als(lezer).get(f"/zoekvragen/{zoekvraag.pk}/{adres}", follow=True)
        assert antwoord.status_code == 200 and "bestaat niet meer" in tekst(antwoord)
    assert als(lezer).get("/").status_code == 200


@pytest.mark.parametrize("waarde", ["", "\x00", "9" * 5_000, "-1", "²", "x" * 100_000, "organisatie"])
def test_kwade_posts(als, super, waarde):
    """Never a 500, whatever is posted to whichever act."""
    pk = maak(super).pk
    velden = ["lijst", "vraag", "naam", "gedeeld", "zoekvraag", "hoe", "aan", "favoriet"]
    for adres in ("bewaren/", f"{pk}/wijzigen/", f"{pk}/kopieren/", f"{pk}/favoriet/", f"{pk}/startlijst/"):
        for vast in ({}, {"lijst": "organisatie"}, {"hoe": "over"}):
            antwoord = als(super).post(f"/zoekvragen/{adres}", dict.fromkeys(velden, waarde) | vast)
            assert antwoord.status_code in (302, 404, 422), (adres, vast)


def test_de_geschiedenis_staat_in_het_beheer(als, super, lezer):
    zoekvraag = maak(super)
    post(als(super), f"/zoekvragen/{zoekvraag.pk}/wijzigen/", met="gedeeld", naam="Alle musea")
    html = tekst(als(super).get(f"/beheer/zoekvragen/zoekvraag/{zoekvraag.pk}/history/"))
    assert "Naam: “Musea” is “Alle musea” geworden." in html
