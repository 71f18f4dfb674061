"""Mass change (ontwerp §1 and §4): the found or ticked rows, one value for all, and nothing that was not shown."""

import re
from itertools import count

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from relaties.models import Organisatie, Persoon, PersoonInOrganisatie
from smp.historie.models import Wijzigingsset
from smp.lijsten import massa, massaview, taken
from smp.lijsten.lijst import LIJSTEN
from smp.lijsten.massaform import Massaform
from smp.werk import Taak
from tests.factories import OrganisatieFactory, PersoonFactory, PersoonInOrganisatieFactory, SegmentFactory
from tests.invullen import formulier

pytestmark = pytest.mark.django_db
URL = "/relaties/organisaties/massa/"


@pytest.fixture
def drie():
    """Three organisations in Zwolle."""
    return [OrganisatieFactory(naam=naam, bezoekadres_plaats="Zwolle") for naam in ("Anker", "Boei", "Coupé")]


@pytest.fixture
def kies(als, super):
    """`kies(url, segment=3)`: fill in the choices as they are on the page; gives the preview."""
    browser = als(super)

    def kies(url=URL, **velden):
        form = formulier(browser.get(url))
        for naam, waarde in velden.items():
            if waarde in ("leeg", "ja", "nee"):
                form.vul(f"doe-{naam}", waarde)
            else:
                form.vul(f"doe-{naam}", "wordt")
                form.vul(naam, waarde)
        return browser.post(url, form.data())

    kies.browser = browser
    return kies


def voer_uit(browser, vooruitblik):
    """Press the button of the preview; follows to the receipt."""
    form = formulier(vooruitblik, "basis")
    return browser.post(form.actie, form.data(), follow=True)


def tekst(antwoord) -> str:
    """What the page says, without tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", antwoord.content.decode()).split())


def plaatsen() -> dict[str, str]:
    return dict(Organisatie.objects.values_list("naam", "bezoekadres_plaats"))


def test_alle_gevonden_rijen_krijgen_de_nieuwe_waarde(kies, drie):
    """Only what the question finds."""
    OrganisatieFactory(naam="Elders", bezoekadres_plaats="Kampen")
    blik = kies(f"{URL}?bezoekadres_plaats=zwolle", bezoekadres_plaats="Deventer")
    assert "3 van 3 organisaties wijzigen." in tekst(blik) and plaatsen()["Anker"] == "Zwolle"
    bon = voer_uit(kies.browser, blik)
    assert "3 organisaties zijn gewijzigd." in tekst(bon)
    assert plaatsen() == {"Anker": "Deventer", "Boei": "Deventer", "Coupé": "Deventer", "Elders": "Kampen"}


def test_alleen_aangevinkte_rijen(kies, drie):
    voer_uit(kies.browser, kies(f"{URL}?rij={drie[0].pk}&rij={drie[2].pk}", bezoekadres_plaats="Deventer"))
    assert plaatsen() == {"Anker": "Deventer", "Boei": "Zwolle", "Coupé": "Deventer"}


def test_zonder_vinkje_gaat_het_niet_over_alles(kies, drie):
    """The button for ticked rows, pressed without a tick."""
    antwoord = kies.browser.get(f"{URL}?keuze=1", follow=True)
    assert "Vink eerst een rij aan." in tekst(antwoord)


def test_alles_op_deze_pagina_wordt_vastgelegd(kies, drie):
    """The box in the heading, without JavaScript: the rows of the page as it is now."""
    antwoord = kies.browser.get(f"{URL}?rij=pagina&keuze=1")
    assert antwoord.status_code == 302 and {f"rij={rij.pk}" for rij in drie} <= set(
        antwoord.url.split("?")[1].split("&")
    )


def test_de_vinkjes_op_de_lijst_horen_bij_de_knop(als, super, drie):
    html = als(super).get("/relaties/organisaties/").content.decode()
    assert html.count('name="rij"') == 4 and 'id="kies"' in html
    assert re.search(r'form="kies"\s+formaction="/relaties/organisaties/massa/"', html)


def test_wat_al_goed_is_blijft_zoals_het_is(kies, drie):
    OrganisatieFactory(naam="Dok", bezoekadres_plaats="Deventer")
    blik = kies(bezoekadres_plaats="Deventer")
    assert "3 van 4 organisaties wijzigen, 1 staat al goed." in tekst(blik)
    assert "1 stond al goed." in tekst(voer_uit(kies.browser, blik))


def test_maak_leeg(kies, drie):
    voer_uit(kies.browser, kies(bezoekadres_plaats="leeg"))
    assert set(plaatsen().values()) == {""}


def test_ja_en_nee(kies, drie):
    blik = kies(actief="nee")
    assert "Ja" in tekst(blik) and "Nee" in tekst(blik)
    voer_uit(kies.browser, blik)
    assert not Organisatie.objects.filter(actief=True).exists()


def test_de_waarde_wordt_bewaard_zoals_het_formulier_haar_bewaart(kies, drie):
    """The form of the kaart brings a number in its stored form."""
    voer_uit(kies.browser, kies(telefoon="038 421 00 12"))
    assert set(Organisatie.objects.values_list("telefoon", flat=True)) == {"+31384210012"}


def test_een_foute_waarde_staat_bij_het_veld(kies, drie):
    antwoord = kies(email="geen adres")
    assert antwoord.status_code == 422 and formulier(antwoord).velden["email"] == ["geen adres"]
    assert "veld-fout" in antwoord.content.decode()


@pytest.mark.parametrize(
    ("post", "melding"),
    [
        ({}, "Kies bij minstens één veld wat het wordt."),
        ({"doe-branche": "wordt"}, "Vul in wat het wordt, of kies Laten staan."),
        ({"branche": "Musea"}, "Kies ‘Wordt’ als je dit veld wilt wijzigen, of maak het hier leeg."),
        ({"doe-naam": "leeg"}, "Kies bij minstens één veld wat het wordt."),
        ({"doe-segment": "wordt", "segment": "999"}, "Kies een waarde uit de lijst."),
    ],
)
def test_een_keuze_die_niet_af_is(kies, drie, post, melding):
    antwoord = kies.browser.post(URL, post)
    assert antwoord.status_code == 422 and melding in tekst(antwoord)


def test_segment_en_subsegment_worden_samen_gekeurd(kies, drie):
    """B2: who keeps a subsegment of another segment is refused, with the reason; the others change."""
    oud, nieuw = SegmentFactory(sub=True), SegmentFactory()
    Organisatie.objects.filter(pk=drie[0].pk).update(segment=oud.hoofdsegment, subsegment=oud)
    blik = kies(segment=nieuw.pk)
    assert "2 van 3 organisaties wijzigen, 1 kan niet." in tekst(blik)
    assert "Dit subsegment hoort niet bij dit segment. (1)" in tekst(blik)
    voer_uit(kies.browser, blik)
    assert list(Organisatie.objects.order_by("pk").values_list("segment", flat=True)) == [
        oud.hoofdsegment_id, nieuw.pk, nieuw.pk,
    ]  # fmt: skip
    voer_uit(kies.browser, kies(segment=nieuw.pk, subsegment="leeg"))
    assert set(Organisatie.objects.values_list("segment", "subsegment")) == {(nieuw.pk, None)}


@pytest.mark.parametrize(
    ("velden", "veld", "raad"),
    [
        ({"segment": "3"}, "subsegment", "Kies ook een subsegment, of zet Subsegment op ‘Maak leeg’."),
        ({"segment": ""}, "subsegment", "Zet ook Subsegment op ‘Maak leeg’."),
        ({"subsegment": "4"}, "subsegment", "Kies ook een segment."),
        ({"bezoekadres_land": "BE"}, "bezoekadres_plaats", "Kies ook wat Plaats wordt, of zet Plaats op ‘Maak leeg’."),
        ({"segment": "3", "subsegment": "4"}, "subsegment", ""),
        ({"email": "x"}, "email", ""),
        ({"relatiestatus": "klant"}, "", ""),
    ],
)
def test_wat_je_ook_moet_kiezen(velden, veld, raad):
    """For every field that a rule refuses while another changes; what is wrong in itself has its own message."""
    assert Massaform(LIJSTEN["organisatie"]).raad(veld, velden) == raad


def test_de_vooruitblik_zegt_wat_je_kunt_doen_en_noemt_de_eerste_rijen(kies):
    oud = SegmentFactory(sub=True)
    for naam in ("Anker", "Boei", "Coupé", "Dok", "Eb"):
        OrganisatieFactory(naam=naam, segment=oud.hoofdsegment, subsegment=oud)
    OrganisatieFactory(naam="Fuik")
    blik = kies(segment=SegmentFactory().pk)
    assert "(5) Kies ook een subsegment, of zet Subsegment op ‘Maak leeg’." in tekst(blik)
    assert "Anker , Boei , Coupé en 2 andere Bekijk er meer Dok Eb" in tekst(blik)
    assert f'<a href="{Organisatie.objects.get(naam="Boei").get_absolute_url()}">Boei</a>' in blik.content.decode()


def test_kan_het_bij_geen_enkele_rij_dan_staat_bij_het_veld_wat_je_kunt_doen(kies):
    oud = SegmentFactory(sub=True)
    OrganisatieFactory(segment=oud.hoofdsegment, subsegment=oud)
    blik = kies(segment=SegmentFactory().pk)
    melding = "Dit subsegment hoort niet bij dit segment. Kies ook een subsegment, of zet Subsegment op ‘Maak leeg’."
    assert f'<p class="veld-fout">{melding}</p>' in blik.content.decode()


def test_wat_het_formulier_van_een_rij_niet_weet_weigert_de_database(kies):
    """B12: rows that become equal; the first keeps its place, the others say why not."""
    persoon, organisatie = PersoonFactory(), OrganisatieFactory()
    for functie in ("Conservator", "Gids"):
        PersoonInOrganisatieFactory(persoon=persoon, organisatie=organisatie, functie=functie)
    PersoonInOrganisatieFactory(functie="Gids")
    url = reverse("persooninorganisatie_massa")
    bon = voer_uit(kies.browser, kies(url, functie="Directeur"))
    assert "2 personen in organisatie zijn gewijzigd. 1 kon niet." in tekst(bon)
    assert "Deze persoon is al actief bij deze organisatie met deze functie." in tekst(bon)
    assert sorted(PersoonInOrganisatie.objects.values_list("functie", flat=True)).count("Directeur") == 2


def test_een_dubbele_rij_houdt_de_andere_niet_tegen(kies):
    """B12 is a rule of rows: the row that a kind is judged by may be the one that cannot."""
    PersoonInOrganisatieFactory(functie="Gids")
    bezet = PersoonInOrganisatieFactory(functie="Directeur")
    PersoonInOrganisatieFactory(persoon=bezet.persoon, organisatie=bezet.organisatie, functie="Gids")
    bon = voer_uit(kies.browser, kies(f"{reverse('persooninorganisatie_massa')}?functie=gids", functie="Directeur"))
    assert "1 persoon in organisatie is gewijzigd. 1 kon niet." in tekst(bon)


def test_een_regel_van_het_model_die_iets_anders_maakt_weigert(kies):
    """Somebody who died does not become active: the row is refused, not silently left."""
    PersoonFactory(achternaam="Smit", overleden_op="2020-01-01")
    PersoonFactory(achternaam="Bakker", actief=False)
    blik = kies(f"{reverse('persoon_massa')}?actief=alle", actief="ja")
    assert "1 van 2 personen wijzigen, 1 kan niet." in tekst(blik)
    voer_uit(kies.browser, blik)
    assert list(Persoon.objects.order_by("achternaam").values_list("actief", flat=True)) == [True, False]


def test_wat_meeverandert_staat_in_de_vooruitblik(kies, drie):
    """Opgeheven makes an organisation not active."""
    blik = kies(relatiestatus="opgeheven")
    assert "Actief" in tekst(blik)
    voer_uit(kies.browser, blik)
    assert set(Organisatie.objects.values_list("relatiestatus", "actief")) == {("opgeheven", False)}


def test_iets_anders_kiezen_begint_bij_wat_je_koos(kies, drie):
    url = f"{URL}?rij={drie[0].pk}"
    blik = kies(url, bezoekadres_plaats="Deventer", branche="leeg", actief="nee")
    opnieuw = kies.browser.post(url, formulier(blik, "basis").data("anders"))
    form = formulier(opnieuw, "doe-naam").velden
    assert f'formaction="{url}"' in blik.content.decode() and "je hebt aangevinkt." in tekst(opnieuw)
    doet = [form[f"doe-{veld}"] for veld in ("bezoekadres_plaats", "branche", "actief", "naam")]
    assert doet == [["wordt"], ["leeg"], ["nee"], ["laat"]] and form["bezoekadres_plaats"] == ["Deventer"]


def test_een_andere_verzameling_vraagt_opnieuw(kies, drie):
    """Somebody added a row meanwhile: 409, a new preview, nothing changed; then it goes through."""
    blik = kies(bezoekadres_plaats="Deventer")
    OrganisatieFactory(naam="Nieuw", bezoekadres_plaats="Zwolle")
    antwoord = voer_uit(kies.browser, blik)
    assert antwoord.status_code == 409 and "Dit waren 3 rijen, nu zijn het er 4." in tekst(antwoord)
    assert set(plaatsen().values()) == {"Zwolle"}
    voer_uit(kies.browser, antwoord)
    assert set(plaatsen().values()) == {"Deventer"}


def test_een_vreemde_basis_wijzigt_niets(kies, drie):
    antwoord = kies.browser.post(f"{URL}uitvoeren/", {"basis": "nep"}, follow=True)
    assert "niet compleet ontvangen" in tekst(antwoord) and set(plaatsen().values()) == {"Zwolle"}


def test_de_vooruitblik_van_een_andere_lijst_wijzigt_niets(kies, drie):
    basis = formulier(kies(bezoekadres_plaats="Deventer"), "basis").data()["basis"]
    antwoord = kies.browser.post("/relaties/personen/massa/uitvoeren/", {"basis": basis}, follow=True)
    assert "niet compleet ontvangen" in tekst(antwoord)


def test_twee_keer_klikken_is_een_keer_wijzigen(kies, drie):
    form = formulier(kies(bezoekadres_plaats="Deventer"), "basis")
    eerste, tweede = (kies.browser.post(form.actie, form.data()) for _ in range(2))
    assert eerste.status_code == tweede.status_code == 302 and eerste.url == tweede.url
    assert Taak.objects.count() == 1


def test_alles_is_een_wijzigingsset(kies, drie, super):
    """One receipt, one way back."""
    bon = voer_uit(kies.browser, kies(bezoekadres_plaats="Deventer")).content.decode()
    taak = Taak.objects.get()
    assert f'href="/wijzigingen/{taak.wijzigingsset}/ongedaan-maken/"' in bon and "Bekijk wat er is gewijzigd" in bon
    wijzigingsset = Wijzigingsset.objects.get(pk=taak.wijzigingsset)
    assert wijzigingsset.metadata["handeling"] == massa.HANDELING and wijzigingsset.metadata["user"] == super.pk
    assert drie[0].events.filter(pgh_label="update", pgh_context=wijzigingsset.pk).count() == 1
    drie[0].refresh_from_db()
    assert drie[0].gewijzigd_door == super


@pytest.fixture
def groot(monkeypatch):
    """Everything above two rows is a job of batches of two; `werker()` runs what waits."""
    monkeypatch.setattr(massa, "GREEP", 2)
    monkeypatch.setattr(massaview, "DIRECT", 2)
    wacht = []
    monkeypatch.setattr(massaview, "vraag_werker", lambda job, taak: wacht.append(taak.pk))

    def werker():
        while wacht:
            taken.massawijziging(wacht.pop())

    return werker


def test_een_grote_wijziging_doet_de_werker(kies, drie, groot):
    """The page says how far it is, and afterwards what came of it."""
    antwoord = voer_uit(kies.browser, kies(bezoekadres_plaats="Deventer"))
    assert "Staat klaar om te beginnen. 0 van 3 organisaties gedaan." in tekst(antwoord)
    assert set(plaatsen().values()) == {"Zwolle"}
    terug = f'href="{antwoord.request["PATH_INFO"]}"'
    assert terug in kies.browser.get("/").content.decode()  # who closed the page finds it on the homepage
    groot()
    assert "3 organisaties zijn gewijzigd." in tekst(kies.browser.get(antwoord.request["PATH_INFO"]))
    assert Wijzigingsset.objects.filter(metadata__handeling=massa.HANDELING).count() == 1
    assert set(plaatsen().values()) == {"Deventer"}


def test_een_taak_die_opnieuw_begint_gaat_verder(kies, drie, groot, monkeypatch):
    """The worker died in the second batch: the first holds, the rest follows, in the same Wijzigingsset."""
    voer_uit(kies.browser, kies(bezoekadres_plaats="Deventer"))
    schrijf, keer = massa.Massa.schrijf, count(1)
    monkeypatch.setattr(massa.Massa, "schrijf", lambda zelf, *rest: schrijf(zelf, *rest) if next(keer) != 2 else 1 / 0)
    with pytest.raises(ZeroDivisionError):
        groot()
    taak = Taak.objects.get()
    assert (taak.stand, taak.gedaan, sorted(plaatsen().values())) == ("gestopt", 2, ["Deventer", "Deventer", "Zwolle"])
    taak.meld(stand=Taak.BEZIG)
    taken.massawijziging(taak.pk)
    taak.refresh_from_db()
    assert (taak.stand, taak.bon["gewijzigd"], set(plaatsen().values())) == ("klaar", 3, {"Deventer"})
    assert drie[2].events.filter(pgh_context=taak.wijzigingsset).count() == 1


def test_wie_zijn_recht_verloor_wijzigt_niets_meer(kies, drie, groot, super):
    voer_uit(kies.browser, kies(bezoekadres_plaats="Deventer"))
    super.groups.clear()
    groot()
    assert Taak.objects.get().stand == "gestopt" and set(plaatsen().values()) == {"Zwolle"}


def test_wat_een_ander_intussen_wijzigde_valt_af(kies, drie, groot):
    """A row that the question does not find any more is left alone, and counted."""
    voer_uit(kies.browser, kies(f"{URL}?bezoekadres_plaats=zwolle", bezoekadres_plaats="Deventer"))
    Organisatie.objects.filter(naam="Boei").update(bezoekadres_plaats="Kampen")
    groot()
    assert plaatsen() == {"Anker": "Deventer", "Boei": "Kampen", "Coupé": "Deventer"}
    assert Taak.objects.get().bon["weg"] == 1


def test_de_werker_hervat_wat_stil_staat(super, monkeypatch):
    """Once a minute; what moves is left to the one that moves it."""
    for stand, tijd in (("bezig", "2026-01-01T00:00Z"), ("klaar", "2026-01-01T00:00Z"), ("bezig", "2999-01-01T00:00Z")):
        taak = Taak.objects.create(soort="massa", stand=stand, lijst="organisatie", gebruiker=super)
        Taak.objects.filter(pk=taak.pk).update(bewogen_op=tijd)
    taken.hervatten(timestamp=0)
    taken.hervatten(timestamp=0)
    assert list(ProcrastinateJob.objects.values_list("task_name", flat=True)) == ["massawijziging"]


def test_het_aantal_vragen_aan_de_database_groeit_niet_mee(kies, drie):
    """No query per row, in preview and in carrying out."""

    def vragen(branche) -> list[int]:
        with CaptureQueriesContext(connection) as eerst:
            blik = kies(branche=branche)
        with CaptureQueriesContext(connection) as dan:
            voer_uit(kies.browser, blik)
        return [len(eerst), len(dan)]

    klein = vragen("Musea")
    OrganisatieFactory.create_batch(40)
    assert all(nu <= toen for nu, toen in zip(vragen("Theaters"), klein, strict=True))


def test_een_bon_van_een_andere_lijst_bestaat_niet(kies, drie):
    voer_uit(kies.browser, kies(bezoekadres_plaats="Deventer"))
    assert kies.browser.get(reverse("persoon_massataak", args=[Taak.objects.get().pk])).status_code == 404


@pytest.mark.parametrize("wie", ["lezer", "gebruiker"])
def test_wie_het_niet_mag_ziet_de_knop_niet(request, als, wie, drie):
    """A4: mass change is for CRM Super and Beheerder."""
    browser = als(request.getfixturevalue(wie))
    html = browser.get("/relaties/organisaties/").content.decode()
    assert "Massaal wijzigen" not in html and ('name="rij"' in html) == (wie == "gebruiker")  # he ticks for the grid
    assert browser.get(URL).status_code == 403


def test_een_andere_oude_waarde_vraagt_opnieuw(kies, drie):
    """A colleague saved another town since the preview: 409, nothing changed; what was shown is what is done."""
    blik = kies(bezoekadres_plaats="Deventer")
    Organisatie.objects.filter(naam="Anker").update(bezoekadres_plaats="Venlo")
    antwoord = voer_uit(kies.browser, blik)
    assert antwoord.status_code == 409 and "Venlo" in plaatsen().values()
    voer_uit(kies.browser, antwoord)
    assert set(plaatsen().values()) == {"Deventer"}
