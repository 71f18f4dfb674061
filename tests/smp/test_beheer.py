"""The Django admin for beheerders (R97, A4, A26), and the job worker. Who may enter which page: test_rechten.py."""

import re

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils.translation import gettext

from relaties.models import Organisatie
from smp.gebruikers import rollen
from smp.gebruikers.models import Gebruiker
from smp.historie.zinnen import tijdlijn
from smp.kaarten.kaart import KAARTEN
from tests.factories import (
    GebruikerFactory,
    OrganisatieFactory,
    PersoonFactory,
    PersoonInOrganisatieFactory,
    SegmentFactory,
)
from tests.invullen import formulier

pytestmark = pytest.mark.django_db

WACHTWOORD = "een goed lang wachtwoord"
ORGANISATIES = reverse("admin:relaties_organisatie_changelist")
GEBRUIKERS = reverse("admin:gebruikers_gebruiker_changelist")


@pytest.fixture
def ankerhuis():
    return OrganisatieFactory(naam="Museum Het Ankerhuis", bezoekadres_plaats="Zwolle")


def wijzigen(obj) -> str:
    return reverse(f"admin:{obj._meta.app_label}_{obj._meta.model_name}_change", args=[obj.pk])


def roep(naam: str) -> str:
    return str(Group.objects.get(name=naam).pk)


def bewaar(client, url, verwijder=(), **velden):
    """Fill in the form of a page and press [Bewaren]."""
    data = formulier(client.get(url)).data() | {"_save": "1"} | velden
    return client.post(url, {naam: waarde for naam, waarde in data.items() if naam not in verwijder})


# --- the way in


def test_een_gebruiker_komt_er_niet_in(als, gebruiker):
    gebruiker.is_staff = True
    gebruiker.save()
    antwoord = als(gebruiker).get("/beheer/")
    assert antwoord.status_code == 403 and "beheerdersrechten" in antwoord.content.decode()


def test_wie_niet_is_ingelogd_gaat_naar_inloggen(client):
    assert client.get(ORGANISATIES).url == f"/inloggen/?next={ORGANISATIES}"


def test_een_crm_super_ziet_geen_rollen_en_geen_geschiedenis(als, super):
    html = als(super).get("/beheer/").content.decode()
    assert GEBRUIKERS in html and ORGANISATIES in html
    assert "wijzigingsset" not in html and "/auth/group/" not in html


# --- the same rules as the program


def test_de_velden_staan_onder_de_secties_van_de_kaart(als, super, ankerhuis):
    html = als(super).get(wijzigen(ankerhuis)).content.decode()
    koppen = re.findall(r'<h2[^>]*class="fieldset-heading"[^>]*>\s*([^<]+?)\s*</h2>', html)
    kaart = KAARTEN["organisatie"]
    assert koppen == [sectie.titel for tab in kaart.tabs for sectie in tab.secties]


def test_een_fout_geeft_de_melding_van_het_formulier(als, super, ankerhuis):
    antwoord = bewaar(als(super), wijzigen(ankerhuis), kvk_nummer="12", naam="")
    html = antwoord.content.decode()
    assert "Vul een naam in." in html and "Vul een KVK-nummer van 8 cijfers in" in html
    assert "Controleer deze velden." in html


def test_een_wijziging_staat_in_de_geschiedenis_met_wie(als, super, ankerhuis):
    antwoord = bewaar(als(super), wijzigen(ankerhuis), bezoekadres_plaats="Kampen")
    assert antwoord.status_code == 302
    laatste = tijdlijn(ankerhuis)[0]
    assert (laatste["wie"], laatste["zinnen"]) == ("Saskia Super", ["Plaats: “Zwolle” is “Kampen” geworden."])


def test_de_geschiedenis_in_beheer_noemt_elke_wijziging(als, super, ankerhuis):
    Organisatie.objects.update(branche="Musea")
    html = als(super).get(wijzigen(ankerhuis).replace("change", "history")).content.decode()
    assert "Branche: “Musea” ingevuld." in html and "Het systeem" in html


def test_wat_een_ander_intussen_bewaarde_wordt_niet_overschreven(als, super, beheerder, ankerhuis):
    """R99: the admin refuses; the form of the program lets you choose."""
    url = wijzigen(ankerhuis)
    oud = formulier(als(super).get(url)).data() | {"_save": "1"}
    bewaar(als(beheerder), url, bezoekadres_plaats="Kampen")
    antwoord = als(super).post(url, oud | {"naam": "Ankerhuis"})
    assert antwoord.status_code == 200 and "Iemand anders heeft deze gegevens" in antwoord.content.decode()
    ankerhuis.refresh_from_db()
    assert (ankerhuis.naam, ankerhuis.bezoekadres_plaats) == ("Museum Het Ankerhuis", "Kampen")


def test_zonder_basis_wordt_niets_bewaard(als, super, ankerhuis):
    antwoord = bewaar(als(super), wijzigen(ankerhuis), verwijder=["basis"], naam="Ankerhuis")
    assert antwoord.status_code == 200
    ankerhuis.refresh_from_db()
    assert ankerhuis.naam == "Museum Het Ankerhuis"


def test_een_organisatie_met_personen_kun_je_niet_verwijderen(als, super, ankerhuis):
    """A20: only what nothing belongs to."""
    PersoonInOrganisatieFactory(organisatie=ankerhuis)
    url = wijzigen(ankerhuis).replace("change", "delete")
    assert "hoort er nog bij" in als(super).get(url).content.decode()
    als(super).post(url, {"post": "yes"})
    assert Organisatie.objects.filter(pk=ankerhuis.pk).exists()


@pytest.mark.parametrize("maak", [PersoonFactory, PersoonInOrganisatieFactory, SegmentFactory])
def test_bewaren_zonder_wijziging_verandert_niets(als, super, maak):
    obj = maak()
    assert bewaar(als(super), wijzigen(obj)).status_code == 302
    assert len(tijdlijn(obj)) == 1  # that it was added


# --- a million rows


def test_een_lijst_kost_evenveel_queries_bij_meer_rijen(als, super, django_assert_num_queries):
    client = als(super)
    for aantal in (2, 30):
        PersoonInOrganisatieFactory.create_batch(aantal)
        client.get(reverse("admin:relaties_persooninorganisatie_changelist"))
        with django_assert_num_queries(4) as teller:
            client.get(reverse("admin:relaties_persooninorganisatie_changelist"))
    assert any("COUNT(*)" in vraag["sql"] and "LIMIT 10000" in vraag["sql"] for vraag in teller)


def test_zoeken_gaat_op_woorden(als, super, ankerhuis):
    OrganisatieFactory(naam="Bakkerij De Zonnehof")
    html = als(super).get(ORGANISATIES, {"q": "anker museum"}).content.decode()
    assert "Museum Het Ankerhuis" in html and "Zonnehof" not in html


def test_een_organisatie_kiezen_leest_geen_hele_tabel(als, super, ankerhuis):
    veld = {"app_label": "relaties", "model_name": "persooninorganisatie", "field_name": "organisatie"}
    antwoord = als(super).get(reverse("admin:autocomplete"), veld | {"term": "anker"}).json()
    assert [rij["text"] for rij in antwoord["results"]] == ["Museum Het Ankerhuis"]
    html = als(super).get(reverse("admin:relaties_persooninorganisatie_add")).content.decode()
    assert "Museum Het Ankerhuis" not in html


# --- accounts and roles


def test_een_crm_super_voegt_een_gebruiker_toe(als, super):
    """R16."""
    gegevens = {"username": "anna", "naam": "Anna van den Berg", "groups": roep(rollen.GEBRUIKER)}
    wachtwoord = {"password1": WACHTWOORD, "password2": WACHTWOORD}
    antwoord = bewaar(als(super), GEBRUIKERS + "add/", **gegevens, **wachtwoord)
    anna = Gebruiker.objects.get(username="anna")
    assert antwoord.status_code == 302 and anna.check_password(WACHTWOORD)
    assert (anna.naam, anna.rolnaam, anna.is_superuser) == ("Anna van den Berg", "Gebruiker", False)


def test_een_crm_super_geeft_geen_beheerder(als, super, lezer):
    """A4: not on the page, and refused when posted."""
    assert formulier(als(super).get(wijzigen(lezer))).namen.count("groups") == 3
    antwoord = bewaar(als(super), wijzigen(lezer), groups=roep(rollen.BEHEERDER), is_superuser="on", is_staff="on")
    assert antwoord.status_code == 200
    lezer.refresh_from_db()
    assert not lezer.is_superuser and lezer.rolnaam == "Alleen lezen"


@pytest.mark.parametrize("eigen", [{"rol": rollen.BEHEERDER}, {"is_superuser": True}], ids=["beheerder", "superuser"])
def test_een_crm_super_wijzigt_geen_beheerder(als, super, eigen):
    ander = GebruikerFactory(naam="Baas", password="md5$zout$geheim", **eigen)
    data = {"username": "over", "naam": "Over", "password1": WACHTWOORD, "password2": WACHTWOORD}
    for url in (wijzigen(ander), reverse("admin:auth_user_password_change", args=[ander.pk])):
        assert als(super).post(url, data).status_code == 403
    html = als(super).get(wijzigen(ander)).content.decode()
    assert "Baas" in html and "geheim" not in html and "Bewaren" not in html


def test_een_beheerder_wijzigt_geen_superuser(als, beheerder):
    """Whoever sets the password of an account with all rights has all rights."""
    ander = GebruikerFactory(is_superuser=True)
    assert als(beheerder).post(wijzigen(ander), {"naam": "Over"}).status_code == 403


def test_een_beheerder_maakt_een_beheerder(als, beheerder, gebruiker):
    bewaar(als(beheerder), wijzigen(gebruiker), groups=roep(rollen.BEHEERDER))
    gebruiker = Gebruiker.objects.get(pk=gebruiker.pk)
    assert gebruiker.rolnaam == "Beheerder" and gebruiker.has_perm("gebruikers.change_gebruiker")


def test_niemand_neemt_zichzelf_de_toegang_af(als, beheerder):
    bewaar(als(beheerder), wijzigen(beheerder), verwijder=["is_active"], naam="Bas B.", groups=roep(rollen.LEZER))
    beheerder = Gebruiker.objects.get(pk=beheerder.pk)
    assert (beheerder.naam, beheerder.is_active, beheerder.rolnaam) == ("Bas B.", True, "Beheerder")


def test_wie_niet_actief_is_gemaakt_is_meteen_uitgelogd(als, super, gebruiker):
    client = als(gebruiker)
    bewaar(als(super), wijzigen(gebruiker), verwijder=["is_active"])
    assert client.get("/").status_code == 302


def test_een_crm_super_geeft_een_nieuw_wachtwoord(als, super, gebruiker):
    client, url = als(gebruiker), reverse("admin:auth_user_password_change", args=[gebruiker.pk])
    bewaar(als(super), url, password1=WACHTWOORD, password2=WACHTWOORD, **{"set-password": "1"})
    gebruiker.refresh_from_db()
    assert gebruiker.check_password(WACHTWOORD)
    assert client.get("/").status_code == 302  # and his sessions end


def test_een_kort_wachtwoord_geeft_een_nederlandse_melding(als, super):
    antwoord = bewaar(als(super), GEBRUIKERS + "add/", username="anna", password1="kort", password2="anders")
    html = antwoord.content.decode()
    assert "De twee wachtwoordvelden komen niet overeen." in html and "Vul dit veld in." in html


# --- every page


def test_elke_pagina_is_streng_en_nederlands(als, beheerder, ankerhuis):
    """beloften §2, R94: no script or style in the page; je, and Bewaren."""
    client, objecten = als(beheerder), [ankerhuis, PersoonInOrganisatieFactory(), SegmentFactory(), beheerder]
    paginas = ["/beheer/", ORGANISATIES, GEBRUIKERS, GEBRUIKERS + "add/", *(wijzigen(obj) for obj in objecten)]
    paginas += [wijzigen(obj).replace("change", "history") for obj in objecten]
    for url in [*paginas, wijzigen(ankerhuis).replace("change", "delete")]:
        html = client.get(url).content.decode()
        assert not re.search(r"<script(?![^>]*\ssrc=)|<style|\sstyle=|\son[a-z]+=\"", html), url
        assert not re.search(r"\b(Save|Add|Opslaan|[Uu]w?|Log ?out|Home)\b", re.sub("<[^>]+>", " ", html)), url


def test_de_vertaling_is_gemaakt_uit_de_tekst():
    """django.mo is what runs, django.po what we read."""
    map_ = settings.BASE_DIR / "smp/locale/nl/LC_MESSAGES"
    paren = re.findall(r'msgid "(.+)"\nmsgstr "(.+)"', (map_ / "django.po").read_text())
    assert len(paren) > 30
    for engels, nederlands in paren:
        assert gettext(engels.replace('\\"', '"')) == nederlands.replace('\\"', '"')


def test_ook_in_het_beheer_zoekt_een_schuine_streep(als, beheerder):
    """Issue 3: quick search from every page."""
    html = als(beheerder).get("/beheer/").content.decode()
    assert '<a href="/zoeken/" aria-keyshortcuts="/">' in html and "js/sneltoetsen.js" in html
    assert "autofocus" in als(beheerder).get("/zoeken/").content.decode()
