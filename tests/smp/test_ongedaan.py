"""[Ongedaan maken]: what still holds what the set wrote comes back, the rest stays and is told (ontwerp §4, R29)."""

import pghistory
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from relaties.models import Organisatie, Persoon, PersoonInOrganisatie
from relaties.privacy.handelingen import beperk
from segmenten.handelingen import vervang
from segmenten.models import Segment
from smp.historie.models import GEVOLGD, Wijzigingsset
from smp.werk import Taak
from smp.wijzigingen import plan, taken, terugdraaien
from tests.factories import OrganisatieFactory, PersoonFactory, PersoonInOrganisatieFactory, SegmentFactory
from tests.invullen import post

pytestmark = pytest.mark.django_db


@pytest.fixture
def ankerhuis():
    return OrganisatieFactory(naam="Museum Het Ankerhuis", bezoekadres_plaats="Zwolle", branche="Musea")


@pytest.fixture
def zonnehof():
    return OrganisatieFactory(naam="Bakkerij De Zonnehof", bezoekadres_plaats="Zwolle")


def doe(wie, wat, **waarden) -> Wijzigingsset:
    """Carry out `wat()` as one act of a user. A test is one transaction, so what follows needs an act of its own."""
    with pghistory.context(user=wie.pk if wie else None, handeling="Proef", **waarden) as context:
        wat()
    return Wijzigingsset.objects.get(pk=context.id)


def verhuis(wie, *organisaties, plaats="Kampen") -> Wijzigingsset:
    sleutels = [organisatie.pk for organisatie in organisaties]
    return doe(wie, lambda: Organisatie.objects.filter(pk__in=sleutels).update(bezoekadres_plaats=plaats))


def maak_ongedaan(client, een):
    """Through the page: the question, the button, and where it leads to."""
    return post(client, f"{een.get_absolute_url()}ongedaan-maken/", volg=True)


def html(antwoord) -> str:
    return " ".join(antwoord.content.decode().split())


def plaatsen(*organisaties) -> list[str]:
    return [Organisatie.objects.get(pk=organisatie.pk).bezoekadres_plaats for organisatie in organisaties]


# --- cells


def test_alles_komt_terug(als, gebruiker, ankerhuis, zonnehof):
    een = verhuis(gebruiker, ankerhuis, zonnehof)
    antwoord = maak_ongedaan(als(gebruiker), een)
    assert plaatsen(ankerhuis, zonnehof) == ["Zwolle", "Zwolle"]
    assert "2 rijen zijn teruggezet." in html(antwoord)


def test_eerst_een_vraag(als, gebruiker, super, ankerhuis, zonnehof):
    """'1 rij terugzetten, 1 cel is sindsdien gewijzigd door …': and a GET changes nothing."""
    een = verhuis(gebruiker, ankerhuis, zonnehof)
    verhuis(super, zonnehof, plaats="Deventer")
    tekst = html(als(gebruiker).get(f"{een.get_absolute_url()}ongedaan-maken/"))
    assert "1 rij terugzetten, </b>1 cel is sindsdien gewijzigd door Saskia Super op" in tekst
    assert plaatsen(ankerhuis, zonnehof) == ["Kampen", "Deventer"]


def test_wat_een_ander_sindsdien_wijzigde_blijft(als, gebruiker, super, ankerhuis, zonnehof):
    een = verhuis(gebruiker, ankerhuis, zonnehof)
    verhuis(super, zonnehof, plaats="Deventer")
    antwoord = maak_ongedaan(als(gebruiker), een)
    assert plaatsen(ankerhuis, zonnehof) == ["Zwolle", "Deventer"]
    assert "Bakkerij De Zonnehof" in html(antwoord)
    assert "Plaats: sindsdien gewijzigd door Saskia Super op" in html(antwoord)


def test_een_ander_veld_van_dezelfde_rij_blijft(als, gebruiker, super, ankerhuis):
    """Per cell: what somebody else wrote beside it is not touched."""
    een = verhuis(gebruiker, ankerhuis)
    doe(super, lambda: Organisatie.objects.update(branche="Kunst"))
    maak_ongedaan(als(gebruiker), een)
    ankerhuis.refresh_from_db()
    assert (ankerhuis.bezoekadres_plaats, ankerhuis.branche) == ("Zwolle", "Kunst")


def test_wat_al_terug_is_telt_niet(als, gebruiker, super, ankerhuis):
    een = verhuis(gebruiker, ankerhuis)
    verhuis(super, ankerhuis, plaats="Zwolle")
    tekst = html(als(gebruiker).get(f"{een.get_absolute_url()}ongedaan-maken/"))
    assert "Er is niets om terug te zetten." in tekst and "Wat blijft staan" not in tekst


def test_twee_wijzigingen_in_een_set(als, gebruiker, ankerhuis):
    """Back to what it was before the act, not to what it was halfway."""

    def twee():
        for plaats in ("Kampen", "Deventer"):
            Organisatie.objects.filter(pk=ankerhuis.pk).update(bezoekadres_plaats=plaats)

    maak_ongedaan(als(gebruiker), doe(gebruiker, twee))
    assert plaatsen(ankerhuis) == ["Zwolle"]


def test_leeg_en_ingevuld(als, gebruiker, ankerhuis):
    """NULL is a value as any other."""
    een = doe(gebruiker, lambda: Organisatie.objects.update(aantal_medewerkers=12, relatie_sinds="2019-09-01"))
    maak_ongedaan(als(gebruiker), een)
    ankerhuis.refresh_from_db()
    assert (ankerhuis.aantal_medewerkers, ankerhuis.relatie_sinds) == (None, None)


def test_segment_en_subsegment_komen_samen_terug(als, gebruiker, super, ankerhuis):
    """One unit: a subsegment that changed since keeps its segment from coming back."""
    pers, media = SegmentFactory(naam="Pers"), SegmentFactory(naam="Media")
    krant, radio = (SegmentFactory(sub=True, naam=naam, hoofdsegment=media) for naam in ("Krant", "Radio"))
    Organisatie.objects.update(segment=pers)
    een = doe(gebruiker, lambda: Organisatie.objects.update(segment=media, subsegment=krant))
    doe(super, lambda: Organisatie.objects.update(subsegment=radio))
    tekst = html(maak_ongedaan(als(gebruiker), een))
    ankerhuis.refresh_from_db()
    assert (ankerhuis.segment, ankerhuis.subsegment) == (media, radio)
    assert "Er is niets om terug te zetten." in tekst


def test_begin_en_einde_blijven_samen_staan(als, gebruiker, super):
    """One unit, also where the database would allow one of the two."""
    PersoonInOrganisatieFactory(begindatum=None)
    banen = PersoonInOrganisatie.objects
    een = doe(gebruiker, lambda: banen.update(begindatum="2020-01-01", einddatum="2021-01-01"))
    doe(super, lambda: banen.update(einddatum="2022-01-01"))
    tekst = html(als(gebruiker).get(f"{een.get_absolute_url()}ongedaan-maken/"))
    assert "Begindatum en einddatum: sindsdien gewijzigd door Saskia Super" in tekst
    assert "Er is niets om terug te zetten." in tekst


# --- rows


def test_een_toegevoegde_rij_verdwijnt(als, gebruiker):
    een = doe(gebruiker, lambda: OrganisatieFactory(naam="Atelier Noord"))
    maak_ongedaan(als(gebruiker), een)
    assert not Organisatie.objects.filter(naam="Atelier Noord").exists()


def test_een_toegevoegde_rij_die_gebruikt_wordt_blijft(als, gebruiker, super):
    een = doe(gebruiker, lambda: OrganisatieFactory(naam="Atelier Noord"))
    doe(super, lambda: PersoonInOrganisatieFactory(organisatie=Organisatie.objects.get()))
    tekst = html(als(gebruiker).get(f"{een.get_absolute_url()}ongedaan-maken/"))
    assert "Personen in organisatie verwijzen hiernaar." in tekst and "<button" in tekst
    als(gebruiker).post(f"{een.get_absolute_url()}ongedaan-maken/")
    assert Organisatie.objects.filter(naam="Atelier Noord").exists()


def test_een_toegevoegde_rij_die_gewijzigd_is_blijft(als, gebruiker, super):
    een = doe(gebruiker, lambda: OrganisatieFactory(naam="Atelier Noord"))
    doe(super, lambda: Organisatie.objects.update(branche="Kunst"))
    tekst = html(als(gebruiker).get(f"{een.get_absolute_url()}ongedaan-maken/"))
    assert "Sindsdien gewijzigd door Saskia Super op" in tekst


def test_alles_van_een_zakelijke_relatie_verdwijnt_samen(als, gebruiker):
    """What the set added itself does not keep the rest of it: job, then person and organisation."""
    maak_ongedaan(als(gebruiker), doe(gebruiker, PersoonInOrganisatieFactory))
    assert not any(model.objects.exists() for model in (PersoonInOrganisatie, Persoon, Organisatie))


def test_een_boom_van_segmenten_verdwijnt(als, super):
    """A table that points at itself: leaves first."""
    maak_ongedaan(als(super), doe(super, lambda: SegmentFactory(sub=True)))
    assert not Segment.objects.exists()


def test_een_verwijderde_rij_komt_terug(als, gebruiker, ankerhuis):
    """With the same key, and everything in it."""
    pk, een = ankerhuis.pk, doe(gebruiker, ankerhuis.delete)
    maak_ongedaan(als(gebruiker), een)
    terug = Organisatie.objects.get(pk=pk)
    assert (terug.naam, terug.bezoekadres_plaats, terug.sorteersleutel) == (
        "Museum Het Ankerhuis",
        "Zwolle",
        "museum het ankerhuis",
    )


def test_gewijzigd_en_verwijderd_in_een_set(als, gebruiker, ankerhuis):
    def weg():
        Organisatie.objects.update(branche="")
        ankerhuis.delete()

    een = doe(gebruiker, weg)
    maak_ongedaan(als(gebruiker), een)
    assert Organisatie.objects.get().branche == "Musea"


def test_een_rij_die_sindsdien_verwijderd_is(als, gebruiker, super, ankerhuis, zonnehof):
    een = verhuis(gebruiker, ankerhuis, zonnehof)
    doe(super, zonnehof.delete)
    tekst = html(maak_ongedaan(als(gebruiker), een))
    assert "Sindsdien verwijderd door Saskia Super op" in tekst and plaatsen(ankerhuis) == ["Zwolle"]


def test_een_vervangen_segment_komt_terug(als, super, ankerhuis):
    """Everything at once: the segment is inserted again before what points at it is restored."""
    pers, media = SegmentFactory(naam="Pers"), SegmentFactory(naam="Media")
    Organisatie.objects.update(segment=pers)
    pk, een = pers.pk, doe(super, lambda: vervang(pers, media))
    maak_ongedaan(als(super), een)
    ankerhuis.refresh_from_db()
    assert (ankerhuis.segment.pk, ankerhuis.segment.naam) == (pk, "Pers")


def test_wat_niet_meer_bestaat_komt_niet_terug(als, super, ankerhuis):
    """A foreign key to a record that somebody deleted since is a sentence, not an error."""
    pers, media = SegmentFactory(naam="Pers"), SegmentFactory(naam="Media")
    Organisatie.objects.update(segment=pers)
    een = doe(super, lambda: Organisatie.objects.update(segment=media, branche="Kunst"))
    doe(super, pers.delete)
    tekst = html(maak_ongedaan(als(super), een))
    ankerhuis.refresh_from_db()
    assert (ankerhuis.branche, ankerhuis.segment) == ("Musea", media)
    assert "Segment en subsegment: de waarde van daarvoor bestaat niet meer." in tekst


def test_het_hoofdcontact_gaat_terug(als, gebruiker, ankerhuis):
    """B13: the flag moves back, though a trigger moves it as well."""
    eerst = PersoonInOrganisatieFactory(organisatie=ankerhuis, hoofdcontactpersoon=True)
    daarna = PersoonInOrganisatieFactory(organisatie=ankerhuis)
    daarna.hoofdcontactpersoon = True
    maak_ongedaan(als(gebruiker), doe(gebruiker, daarna.save))
    assert PersoonInOrganisatie.objects.get(hoofdcontactpersoon=True) == eerst


# --- what the database refuses


def test_een_regel_van_de_database_wordt_een_zin(als, super, ankerhuis, zonnehof):
    """The bad row is found among the good ones, and told in the words of its rule."""
    segmenten = [SegmentFactory(naam=f"Groep {nr}") for nr in range(8)]
    een = doe(super, lambda: [Segment.objects.filter(pk=s.pk).update(naam=f"Nieuw {s.pk}") for s in segmenten])
    doe(super, lambda: SegmentFactory(naam="groep 3"))
    tekst = html(maak_ongedaan(als(super), een))
    assert "7 rijen zijn teruggezet." in tekst and "Er is al een segment met deze naam." in tekst
    assert Segment.objects.filter(naam__startswith="Groep").count() == 7


# --- undo is a set


def test_ongedaan_maken_is_zelf_een_set(als, gebruiker, ankerhuis):
    """Links both ways."""
    een = verhuis(gebruiker, ankerhuis)
    tekst = html(maak_ongedaan(als(gebruiker), een))
    assert "Ongedaan gemaakt: Proef" in tekst and een.get_absolute_url() in tekst
    nieuw = Wijzigingsset.objects.get(metadata__ongedaan_van=str(een.pk))
    assert f'<a href="{nieuw.get_absolute_url()}">Ongedaan gemaakt</a> door Gijs' in html(
        als(gebruiker).get(een.get_absolute_url())
    )


def test_ongedaan_maken_ongedaan_maken(als, gebruiker, ankerhuis):
    een = verhuis(gebruiker, ankerhuis)
    maak_ongedaan(als(gebruiker), een)
    maak_ongedaan(als(gebruiker), Wijzigingsset.objects.get(metadata__ongedaan_van=str(een.pk)))
    assert plaatsen(ankerhuis) == ["Kampen"]


def test_een_verdwenen_rij_komt_met_ongedaan_weer_terug(als, gebruiker):
    een = doe(gebruiker, PersoonInOrganisatieFactory)
    pk = PersoonInOrganisatie.objects.get().pk
    maak_ongedaan(als(gebruiker), een)
    maak_ongedaan(als(gebruiker), Wijzigingsset.objects.get(metadata__ongedaan_van=str(een.pk)))
    assert PersoonInOrganisatie.objects.get().pk == pk


def test_dubbel_klikken_doet_het_een_keer(als, gebruiker, ankerhuis):
    client, een = als(gebruiker), verhuis(gebruiker, ankerhuis)
    pagina = client.get(f"{een.get_absolute_url()}ongedaan-maken/")
    eerste, tweede = (post(client, f"{een.get_absolute_url()}ongedaan-maken/", pagina=pagina) for _ in range(2))
    assert eerste.url == tweede.url and Wijzigingsset.objects.count() == 2


# --- who


def test_een_ander_mag_niet(als, gebruiker, super, ankerhuis):
    """Somebody else's set: CRM Super only; the page says why, a POST is refused."""
    een = verhuis(super, ankerhuis)
    adres = f"{een.get_absolute_url()}ongedaan-maken/"
    assert "Je kunt alleen je eigen wijzigingen ongedaan maken." in html(als(gebruiker).get(adres))
    assert als(gebruiker).post(adres).status_code == 403 and plaatsen(ankerhuis) == ["Kampen"]


def test_crm_super_mag_die_van_een_ander(als, gebruiker, super, ankerhuis):
    maak_ongedaan(als(super), verhuis(gebruiker, ankerhuis))
    assert plaatsen(ankerhuis) == ["Zwolle"]


def test_wie_een_van_de_tabellen_niet_mag_wijzigen_mag_niet(als, gebruiker, ankerhuis):
    """Segmenten are for CRM Super, also within one's own set."""
    een = doe(gebruiker, lambda: Segment.objects.filter(pk=SegmentFactory().pk).update(naam="Media"))
    adres = f"{een.get_absolute_url()}ongedaan-maken/"
    assert "Je mag segmenten niet wijzigen." in html(als(gebruiker).get(adres))
    assert als(gebruiker).post(adres).status_code == 403


def test_wat_op_slot_staat_blijft(als, super):
    """AVG 18: data that may only be kept do not come back, and do not go, by taking back an older change."""
    anna = PersoonFactory(priveadres_plaats="Zwolle")
    verhuisd = doe(super, lambda: Persoon.objects.filter(pk=anna.pk).update(priveadres_plaats="Kampen"))
    baan = doe(super, lambda: PersoonInOrganisatieFactory(persoon=anna))
    beperk(anna, "juistheid", "Brief van 1 november")
    for een in (verhuisd, baan):
        vraag = als(super).get(f"{een.get_absolute_url()}ongedaan-maken/")
        assert "Deze gegevens mogen nu niet worden gewijzigd." in html(vraag)
        als(super).post(f"{een.get_absolute_url()}ongedaan-maken/")
    assert Persoon.objects.get().priveadres_plaats == "Kampen" and PersoonInOrganisatie.objects.exists()


def test_wat_definitief_is_blijft(als, super, ankerhuis):
    """A set may say so itself, as AVG does."""
    een = doe(super, lambda: Organisatie.objects.update(branche=""), onomkeerbaar=True)
    antwoord = als(super).post(f"{een.get_absolute_url()}ongedaan-maken/")
    assert antwoord.status_code == 422 and "Deze wijziging is definitief." in html(antwoord)


@pytest.fixture
def grote(super, ankerhuis, zonnehof, monkeypatch):
    """A set that is too big to wait for."""
    monkeypatch.setattr("smp.wijzigingen.recht.DIRECT", 1)
    return verhuis(super, ankerhuis, zonnehof)


def test_een_grote_doet_de_werker(als, super, grote, ankerhuis, zonnehof, monkeypatch):
    """Left alone it goes on; the page tells when it is done, and leads to the new set."""
    monkeypatch.setattr("smp.wijzigingen.taken.vraag_werker", lambda job, taak: None)
    browser, adres = als(super), f"{grote.get_absolute_url()}ongedaan-maken/"
    vraag = html(browser.get(adres))
    assert "Dit gaat om veel rijen." in vraag and '">Kampen</td> <td class="lang">Zwolle</td>' in vraag
    pagina = post(browser, adres).url
    assert "Staat klaar om te beginnen. Het gaat om 2 rijen." in html(browser.get(pagina))
    taken.terugdraaien(Taak.objects.get().pk)
    assert plaatsen(ankerhuis, zonnehof) != ["Kampen", "Kampen"]
    assert "2 rijen zijn teruggezet." in html(browser.get(pagina))
    nieuw = Wijzigingsset.objects.get(pk=Taak.objects.get().wijzigingsset)
    assert nieuw.gebruiker_id == super.pk and nieuw.naam == "Ongedaan gemaakt: Proef"


def test_wie_zijn_recht_verloor_zet_niets_terug(super, grote, ankerhuis, zonnehof):
    werk = Taak.objects.create(soort=Taak.TERUG, gebruiker=super, wat={"set": str(grote.pk)}, totaal=2)
    super.groups.clear()
    taken.terugdraaien(werk.pk)
    werk.refresh_from_db()
    assert werk.stand == Taak.GESTOPT and plaatsen(ankerhuis, zonnehof) == ["Kampen", "Kampen"]


def test_een_grote_die_tweemaal_begint_doet_het_eenmaal(super, grote):
    werk = Taak.objects.create(soort=Taak.TERUG, gebruiker=super, wat={"set": str(grote.pk)}, totaal=2)
    for _ in range(2):
        taken.terugdraaien(werk.pk)
    werk.refresh_from_db()
    assert (werk.stand, werk.gedaan) == (Taak.KLAAR, 2)


# --- cost


@pytest.mark.parametrize("aantal", [3, 40])
def test_ongedaan_maken_kost_evenveel_queries(super, aantal):
    """Set-based: the number of statements does not grow with the rows."""
    PersoonFactory.create_batch(aantal)
    een = doe(super, lambda: Persoon.objects.update(voornaam="Bea", bron="Beurs"))
    with CaptureQueriesContext(connection) as teller:
        [deel] = [deel for deel in terugdraaien.draai_terug(een) if deel.model is Persoon]
    assert deel.aantal == aantal and len(teller) == len(GEVOLGD) * 3 + 6, "\n".join(q["sql"][:90] for q in teller)
    assert plan.maak(een, Persoon).aantal == 0
