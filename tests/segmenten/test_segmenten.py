"""Segmenten: two layers, soort, use, and what cannot be undone (R74–R92, B1–B10)."""

import re

import pytest
from django.db import IntegrityError, connection, transaction

from relaties.models import Organisatie
from segmenten import lijsten
from segmenten.handelingen import vervang, verwijder
from segmenten.models import Segment
from tests.factories import OrganisatieFactory, PersoonInOrganisatieFactory, SegmentFactory
from tests.invullen import formulier, post

pytestmark = pytest.mark.django_db

LIJST = "/segmenten/"
TOEVOEGEN = "/segmenten/toevoegen/"
PIO = "/relaties/personen-in-organisatie/toevoegen/"
ORG = "/relaties/organisaties/toevoegen/"


@pytest.fixture
def sponsoren():
    return SegmentFactory(naam="Sponsoren")


@pytest.fixture
def hoofdsponsor(sponsoren):
    return SegmentFactory(sub=True, naam="Hoofdsponsor", hoofdsegment=sponsoren)


def tekst(antwoord) -> str:
    return re.sub(r"\s+", " ", antwoord.content.decode())


def wijzig(als, super, segment, **velden):
    return post(als(super), f"{segment.get_absolute_url()}wijzigen/", **velden)


# --- the table and the form


def test_de_knop_staat_onder_de_tabel(als, super, gebruiker, sponsoren):
    """R76, R77: reading for all, [+ Segment toevoegen] below the table for who may."""
    html = tekst(als(super).get(LIJST))
    assert html.index("</table>") < html.index("+ Segment toevoegen<")
    assert "Sponsoren" in tekst(als(gebruiker).get(LIJST)) and "+ Segment toevoegen" not in tekst(
        als(gebruiker).get(LIJST)
    )
    assert als(gebruiker).get(TOEVOEGEN).status_code == 403


def test_een_hoofdsegment_toevoegen(als, super):
    """R78–R80, R82: type, naam, and both kinds ticked; stored and usable at once."""
    antwoord = post(
        als(super), TOEVOEGEN, volg=True, type="hoofd", naam="Pers", soort_organisatie=True, soort_persoon=True
    )
    pers = Segment.objects.get()
    assert "Het segment is bewaard." in tekst(antwoord) and pers.type == Segment.HOOFD
    assert str(pers.pk) in formulier(als(super).get(ORG)).keuzes["segment"]
    assert str(pers.pk) in formulier(als(super).get(PIO)).keuzes["categorie"]


def test_de_twee_typen(als, super):
    """R78: Hoofdsegment and Subsegment, required."""
    assert formulier(als(super).get(TOEVOEGEN)).keuzes["type"][-2:] == ["hoofd", "sub"]
    antwoord = als(super).post(TOEVOEGEN, {"naam": "Pers", "soort_organisatie": "on"})
    assert antwoord.status_code == 422 and "Kies een type." in tekst(antwoord)


@pytest.mark.parametrize("soort", ["organisatie", "persoon"])
def test_de_soort_bepaalt_waar_je_het_kunt_kiezen(als, super, soort):
    """R80, R81: only ticked 'Persoon in organisatie' gives a Categorie, only ticked 'Organisatie' a Segment."""
    segment = SegmentFactory(soort_organisatie=soort == "organisatie", soort_persoon=soort == "persoon")
    bij_org = str(segment.pk) in formulier(als(super).get(ORG)).keuzes["segment"]
    bij_persoon = str(segment.pk) in formulier(als(super).get(PIO)).keuzes["categorie"]
    assert (bij_org, bij_persoon) == (soort == "organisatie", soort == "persoon")


def test_zonder_soort_kan_het_niet(als, super):
    """R80: at least one, said in Dutch, and in the database."""
    antwoord = post(als(super), TOEVOEGEN, type="hoofd", naam="Pers")
    assert antwoord.status_code == 422
    assert "Kies minstens één soort: organisatie of persoon in organisatie." in tekst(antwoord)
    with pytest.raises(IntegrityError), transaction.atomic():
        Segment.objects.create(type="hoofd", naam="Pers")


def test_een_subsegment_toevoegen(als, super, sponsoren):
    """R83–R88: the field Hoofdsegment is there without JavaScript too."""
    post(als(super), TOEVOEGEN, type="sub", hoofdsegment=sponsoren.pk, naam="Hoofdsponsor", soort_persoon=True)
    sub = Segment.objects.get(naam="Hoofdsponsor")
    assert sub.hoofdsegment == sponsoren and sub.soort_persoon and not sub.soort_organisatie
    assert str(sub.pk) in formulier(als(super).get(PIO)).keuzes["subcategorie"]
    assert str(sub.pk) not in formulier(als(super).get(ORG)).keuzes["subsegment"]


def test_een_subsegment_heeft_een_hoofdsegment(als, super, sponsoren):
    """R84: required for a subsegment, and only active hoofdsegmenten are offered (R85)."""
    antwoord = post(als(super), TOEVOEGEN, type="sub", naam="Hoofdsponsor", soort_organisatie=True)
    assert antwoord.status_code == 422 and "Kies een hoofdsegment." in tekst(antwoord)
    oud, sub = SegmentFactory(inactief=True), SegmentFactory(sub=True, hoofdsegment=sponsoren)
    keuzes = formulier(als(super).get(TOEVOEGEN)).keuzes["hoofdsegment"]
    assert str(sponsoren.pk) in keuzes and str(oud.pk) not in keuzes and str(sub.pk) not in keuzes


def test_een_hoofdsegment_met_een_hoofdsegment_vergeet_het(als, super, sponsoren):
    """R84: what was chosen before Type was changed does no harm."""
    post(als(super), TOEVOEGEN, type="hoofd", hoofdsegment=sponsoren.pk, naam="Pers", soort_organisatie=True)
    assert Segment.objects.get(naam="Pers").hoofdsegment is None


def test_de_sectie_subsegmenten(als, super, sponsoren, hoofdsponsor):
    """R89, A17: on the card of the hoofdsegment, in order, with the number in use."""
    SegmentFactory(sub=True, naam="Eerste", hoofdsegment=sponsoren, volgorde=0)
    Segment.objects.filter(pk=hoofdsponsor.pk).update(volgorde=1)
    OrganisatieFactory.create_batch(2, segment=sponsoren, subsegment=hoofdsponsor)
    html = tekst(als(super).get(sponsoren.get_absolute_url()))
    deel = html[html.index("<h3>Subsegmenten</h3>") :]
    assert deel.index("Eerste") < deel.index("Hoofdsponsor") and '<td class="getal">2</td>' in deel
    assert "+ Subsegment toevoegen" in deel


def test_de_tabel_is_een_boom(als, super, sponsoren, hoofdsponsor):
    """domein 3.5: a hoofdsegment, below it its subsegmenten."""
    SegmentFactory(naam="Pers")
    html = als(super).get(LIJST).content.decode()
    namen = re.findall(r'<a href="/segmenten/\d+/\?vraag=">([^<]+)</a>', html)
    assert namen == ["Pers", "Sponsoren", "Hoofdsponsor"]


def test_segmenten_koppel_je_in_bulk(als, super, sponsoren, hoofdsponsor):
    """R90, R91: Segment and Subsegment of an organisation, in the grid and on the tab Organisatie."""
    org = OrganisatieFactory()
    cellen = {f"c-{org.pk}-segment": "Sponsoren", f"c-{org.pk}-subsegment": "Hoofdsponsor"}
    assert post(als(super), "/relaties/organisaties/wijzigen/", cellen).status_code == 302
    assert Organisatie.objects.get().subsegment == hoofdsponsor
    kaart = tekst(als(super).get(org.get_absolute_url()))
    deel = kaart[kaart.index("<h3>Organisatiegegevens</h3>") :]
    assert deel.index("<dt>Segment</dt>") < deel.index("<dt>Subsegment</dt>") < deel.index("<h3>", 9)


def test_zakelijke_kenmerken(als, super, sponsoren, hoofdsponsor):
    """R92, R75: the section with Categorie and Subcategorie."""
    baan = PersoonInOrganisatieFactory(categorie=sponsoren, subcategorie=hoofdsponsor)
    kaart = tekst(als(super).get(baan.get_absolute_url()))
    deel = kaart[kaart.index("<h3>Zakelijke kenmerken</h3>") :]
    assert "<dt>Categorie</dt>" in deel and "<dt>Subcategorie</dt>" in deel and "Hoofdsponsor" in deel


@pytest.mark.parametrize("kant", ["persoon", "organisatie"])
def test_zakelijke_kenmerken_achter_het_pijltje(als, gebruiker, sponsoren, kant):
    """R92, A19: the same section in the row, on the card of the person and of the organisation."""
    kaart = getattr(PersoonInOrganisatieFactory(categorie=sponsoren), kant).get_absolute_url()
    rij = tekst(als(gebruiker).get(f"{kaart}?regels=wijzigen"))
    assert "-categorie" in rij[rij.index("<legend>Zakelijke kenmerken</legend>") :]


# --- the rules


def test_b3_b9_niet_actief_is_niet_te_kiezen(als, super, sponsoren, hoofdsponsor):
    """B3, B9: a hoofdsegment that is off takes its subsegmenten along, without changing their flag."""
    wijzig(als, super, sponsoren, actief=False)
    keuzes = formulier(als(super).get(ORG)).keuzes
    assert keuzes["segment"] == [""] and keuzes["subsegment"] == [""]
    assert Segment.objects.get(pk=hoofdsponsor.pk).actief


def test_b4_de_soort_staat_aan_bij_het_hoofdsegment(als, super):
    """B4, R86, A16: soort ⊆ soort of the parent."""
    pers = SegmentFactory(naam="Pers", soort_persoon=False)
    antwoord = post(als(super), TOEVOEGEN, type="sub", hoofdsegment=pers.pk, naam="Lokaal", soort_persoon=True)
    assert antwoord.status_code == 422 and "Deze soort staat niet aan bij het hoofdsegment." in tekst(antwoord)


def test_b4_een_soort_die_een_subsegment_heeft(als, super, sponsoren, hoofdsponsor):
    """B4: unticking names the subsegmenten that still have it."""
    antwoord = wijzig(als, super, sponsoren, soort_persoon=False)
    assert antwoord.status_code == 422 and "Deze subsegmenten hebben deze soort nog: Hoofdsponsor." in tekst(antwoord)


def test_b5_een_soort_in_gebruik(als, super, sponsoren):
    """B5: with the number, active or not."""
    OrganisatieFactory(segment=sponsoren)
    OrganisatieFactory(segment=sponsoren, actief=False)
    antwoord = wijzig(als, super, sponsoren, soort_organisatie=False)
    zin = "Dit segment is gekoppeld aan 2 organisaties. Je kunt de soort ‘Organisatie’ niet uitzetten."
    assert antwoord.status_code == 422 and zin in tekst(antwoord)
    assert wijzig(als, super, sponsoren, soort_persoon=False).status_code == 302


def test_b6_een_nieuwe_naam_geldt_overal(als, super, gebruiker, sponsoren):
    """B6: a reference, so the organisation shows it and is found by it."""
    org = OrganisatieFactory(segment=sponsoren)
    wijzig(als, super, sponsoren, naam="Begunstigers")
    assert "Begunstigers" in tekst(als(gebruiker).get(org.get_absolute_url()))
    assert Organisatie.objects.get().segment_sleutel.startswith("begunstigers")


@pytest.mark.parametrize("naam", ["sponsoren", "SPÓNSOREN", "Sponsoren "])
def test_b6_de_naam_is_uniek(als, super, sponsoren, naam):
    """B6: without regard to capitals and accents; said at the name."""
    antwoord = post(als(super), TOEVOEGEN, type="hoofd", naam=naam, soort_organisatie=True)
    assert antwoord.status_code == 422
    assert antwoord.context["form"].errors == {"naam": ["Er is al een segment met deze naam."]}


def test_b6_dezelfde_naam_onder_een_ander_hoofdsegment(als, super, sponsoren, hoofdsponsor):
    """B6: unique per level."""
    pers = SegmentFactory(naam="Pers")
    antwoord = post(
        als(super), TOEVOEGEN, type="sub", hoofdsegment=pers.pk, naam="Hoofdsponsor", soort_organisatie=True
    )
    assert antwoord.status_code == 302


def test_b7_verwijderen_kan_zonder_koppelingen(als, super, sponsoren):
    """B7: only what nothing carries; the page asks first."""
    url = f"{sponsoren.get_absolute_url()}verwijderen/"
    assert als(super).get(url).status_code == 200 and Segment.objects.exists()
    antwoord = als(super).post(url, follow=True)
    assert "Het segment Sponsoren is verwijderd." in tekst(antwoord) and not Segment.objects.exists()


@pytest.mark.parametrize("soort", ["organisatie", "niet actieve organisatie", "persoon", "subsegment"])
def test_b7_in_gebruik_is_niet_te_verwijderen(als, super, sponsoren, soort):
    """B7: the way out is said."""
    {
        "organisatie": lambda: OrganisatieFactory(segment=sponsoren),
        "niet actieve organisatie": lambda: OrganisatieFactory(segment=sponsoren, actief=False),
        "persoon": lambda: PersoonInOrganisatieFactory(categorie=sponsoren),
        "subsegment": lambda: SegmentFactory(sub=True, hoofdsegment=sponsoren),
    }[soort]()
    url = f"{sponsoren.get_absolute_url()}verwijderen/"
    assert ">Verwijderen</button>" not in tekst(als(super).get(url))
    antwoord = als(super).post(url)
    assert antwoord.status_code == 422 and Segment.objects.filter(pk=sponsoren.pk).exists()
    assert "Dit segment is in gebruik. Maak het niet actief, of kies Vervangen door…." in tekst(antwoord)


def test_b7_vervangen_verplaatst_alles(als, super, sponsoren, hoofdsponsor):
    """B7: links of every kind and the subsegmenten move along; equal names become one; one act in the history."""
    pers = SegmentFactory(naam="Pers")
    zelfde = SegmentFactory(sub=True, naam="hoofdsponsor", hoofdsegment=pers)
    eigen = SegmentFactory(sub=True, naam="Vriend", hoofdsegment=sponsoren)
    een = OrganisatieFactory(segment=sponsoren, subsegment=hoofdsponsor)
    twee = PersoonInOrganisatieFactory(categorie=sponsoren, subcategorie=eigen)
    antwoord = post(als(super), f"{sponsoren.get_absolute_url()}vervangen/", volg=True, nieuw=pers.pk)
    assert "Sponsoren is vervangen door Pers." in tekst(antwoord)
    een.refresh_from_db(), twee.refresh_from_db(), eigen.refresh_from_db()
    assert (een.segment, een.subsegment, twee.categorie, twee.subcategorie) == (pers, zelfde, pers, eigen)
    assert eigen.hoofdsegment == pers and not Segment.objects.filter(pk__in=[sponsoren.pk, hoofdsponsor.pk]).exists()


def test_b7_vervangen_biedt_alleen_wat_kan(als, super, sponsoren, hoofdsponsor):
    """B7: the same type, at least the same kinds, never itself."""
    smal, pers = SegmentFactory(naam="Smal", soort_persoon=False), SegmentFactory(naam="Pers")
    keuzes = formulier(als(super).get(f"{sponsoren.get_absolute_url()}vervangen/"), "nieuw").keuzes["nieuw"]
    assert keuzes == ["", str(pers.pk)] and str(smal.pk) not in keuzes


def test_b7_de_keuze_staat_per_hoofdsegment(als, super, hoofdsponsor, sponsoren):
    """B7: the siblings together, not by their own names."""
    pers = SegmentFactory(naam="Pers")
    for naam, hoofd in (("Aanvoer", sponsoren), ("Blad", pers), ("Zaalsponsor", sponsoren)):
        SegmentFactory(sub=True, naam=naam, hoofdsegment=hoofd)
    html = tekst(als(super).get(f"{hoofdsponsor.get_absolute_url()}vervangen/"))
    assert html.index("Pers › Blad") < html.index("Sponsoren › Aanvoer") < html.index("Sponsoren › Zaalsponsor")


@pytest.mark.parametrize("pagina", ["vervangen", "verwijderen"])
def test_b7_gebruiker_mag_dat_niet(als, gebruiker, sponsoren, pagina):
    """A4, R93: Gebruiker changes no segments."""
    url = f"{sponsoren.get_absolute_url()}{pagina}/"
    assert als(gebruiker).get(url).status_code == als(gebruiker).post(url).status_code == 403
    assert Segment.objects.filter(pk=sponsoren.pk).exists()


def test_b8_type_wijzigen_met_subsegmenten(als, super, sponsoren, hoofdsponsor):
    """B8: first move the subsegmenten."""
    pers = SegmentFactory(naam="Pers")
    antwoord = wijzig(als, super, sponsoren, type="sub", hoofdsegment=pers.pk)
    assert antwoord.status_code == 422 and "Dit hoofdsegment heeft subsegmenten. Verplaats die eerst." in tekst(
        antwoord
    )


def test_b8_verplaatsen_in_gebruik(als, super, sponsoren, hoofdsponsor):
    """B8: blocked while in use, free when unused."""
    pers = SegmentFactory(naam="Pers")
    org = OrganisatieFactory(segment=sponsoren, subsegment=hoofdsponsor)
    antwoord = wijzig(als, super, hoofdsponsor, hoofdsegment=pers.pk)
    assert antwoord.status_code == 422 and "Dit segment is in gebruik." in tekst(antwoord)
    Organisatie.objects.filter(pk=org.pk).update(segment=None, subsegment=None)
    assert wijzig(als, super, hoofdsponsor, hoofdsegment=pers.pk).status_code == 302


def test_b10_geen_derde_laag(sponsoren, hoofdsponsor):
    """B10, R74: exactly two levels; the database says the same, also to SQL."""
    with pytest.raises(IntegrityError), transaction.atomic():
        Segment.objects.create(type="sub", naam="Diep", hoofdsegment=hoofdsponsor, soort_organisatie=True)
        connection.check_constraints()
    with pytest.raises(IntegrityError), transaction.atomic():
        Segment.objects.create(type="sub", naam="Los", soort_organisatie=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Segment.objects.filter(pk=sponsoren.pk).update(hoofdsegment=hoofdsponsor)


def test_een_groot_segment_wordt_niet_helemaal_geteld(als, gebruiker, monkeypatch):
    """R76: In gebruik is exact up to TELGRENS, and says then that it is more; unused is 0."""
    monkeypatch.setattr(lijsten, "TELGRENS", 1)
    klein, groot, _ = (SegmentFactory(naam=naam) for naam in ("Klein", "Groot", "Ongebruikt"))
    for segment in (klein, groot, groot, groot):
        OrganisatieFactory(segment=segment)
    tekst = als(gebruiker).get("/segmenten/").content.decode()
    assert re.findall(r"(Klein|Groot|Ongebruikt)</a>.*?<td>([\d+]+)<td", tekst) == [
        ("Groot", "1+"), ("Klein", "1"), ("Ongebruikt", "0"),
    ]  # fmt: skip


def test_b7_gelijke_subsegmenten_van_een_andere_soort(als, super, sponsoren, hoofdsponsor):
    """B2, B7: a link never ends at a subsegment that is not of its kind; nothing is moved."""
    pers = SegmentFactory(naam="Pers")
    SegmentFactory(sub=True, naam="Hoofdsponsor", hoofdsegment=pers, soort_persoon=False)
    antwoord = post(als(super), f"{sponsoren.get_absolute_url()}vervangen/", nieuw=pers.pk)
    assert antwoord.status_code == 422 and "heeft niet dezelfde soorten." in tekst(antwoord)
    assert Segment.objects.get(pk=hoofdsponsor.pk).hoofdsegment == sponsoren


@pytest.mark.parametrize("handeling", [verwijder, lambda oud: vervang(oud, SegmentFactory())])
def test_b7_een_ander_was_eerst(sponsoren, handeling):
    """B7: two at once; the second finds nothing to do, and the page answers 404."""
    Segment.objects.filter(pk=sponsoren.pk).delete()
    with pytest.raises(Segment.DoesNotExist):
        handeling(sponsoren)
