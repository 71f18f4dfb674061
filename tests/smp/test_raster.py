"""The grid: dirty cells only, a conflict per cell, invalid rows on top, one act in history (R24, R25, ontwerp §4)."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pghistory.models import Context

from relaties.models import Organisatie
from tests.factories import GebruikerFactory, OrganisatieFactory, SegmentFactory
from tests.invullen import formulier, post

pytestmark = pytest.mark.django_db

URL = "/relaties/organisaties/wijzigen/"


@pytest.fixture
def ankerhuis():
    return OrganisatieFactory(naam="Museum Het Ankerhuis", bezoekadres_plaats="Zwolle", telefoon="+31380001234")


@pytest.fixture
def zonnehof():
    return OrganisatieFactory(naam="Bakkerij De Zonnehof", bezoekadres_plaats="Kampen")


def cel(org, veld: str) -> str:
    return f"c-{org.pk}-{veld}"


def nu(org) -> Organisatie:
    return Organisatie.objects.get(pk=org.pk)


def tekst(antwoord) -> str:
    return re.sub(r"\s+", " ", antwoord.content.decode())


def test_een_cel_wijzigen_bewaart_alleen_die_cel(als, gebruiker, ankerhuis):
    """R24: a change that another made in a cell that I left alone, stays."""
    pagina = als(gebruiker).get(URL)
    Organisatie.objects.filter(pk=ankerhuis.pk).update(telefoon="+31380005678", bron="Beurs")
    antwoord = post(als(gebruiker), URL, {cel(ankerhuis, "bezoekadres_plaats"): "Deventer"}, pagina=pagina)
    assert antwoord.status_code == 302
    assert (nu(ankerhuis).bezoekadres_plaats, nu(ankerhuis).telefoon, nu(ankerhuis).bron) == (
        "Deventer", "+31380005678", "Beurs",
    )  # fmt: skip


def test_de_bon_en_de_gemerkte_rijen(als, gebruiker, ankerhuis, zonnehof):
    """R24, R29: back in the list, with what was saved in words and the changed row marked."""
    antwoord = post(als(gebruiker), URL, {cel(ankerhuis, "naam"): "Het Ankerhuis"}, volg=True)
    assert antwoord.redirect_chain[0][0].startswith("/relaties/organisaties/?set=")
    assert "1 organisatie is bewaard." in tekst(antwoord)
    assert f'<tr id="r{ankerhuis.pk}" class="gewijzigd">' in tekst(antwoord)
    assert f'<tr id="r{zonnehof.pk}">' in tekst(antwoord)


def test_alleen_de_aangevinkte_rijen(als, gebruiker, ankerhuis, zonnehof):
    """Ticked in the list; on which page of it they are by now does not matter. Back to the question, with that page."""
    OrganisatieFactory(naam="Elders")
    url = f"{URL}?volgorde=-naam&pagina=2&rij={zonnehof.pk}&rij={ankerhuis.pk}"
    html = tekst(als(gebruiker).get(url))
    assert re.findall(r'<tr id="r(\d+)"', html) == [str(ankerhuis.pk), str(zonnehof.pk)]
    assert "Je wijzigt 2 organisaties: wat je hebt aangevinkt." in html
    antwoord = post(als(gebruiker), url, {cel(zonnehof, "naam"): "Zonnehof"})
    assert nu(zonnehof).naam == "Zonnehof" and antwoord.url.startswith(
        "/relaties/organisaties/?volgorde=-naam&pagina=2"
    )


def test_een_aangevinkte_rij_die_de_vraag_niet_vindt_komt_er_niet_bij(als, gebruiker, ankerhuis, zonnehof):
    html = tekst(als(gebruiker).get(f"{URL}?bezoekadres_plaats=zwolle&rij={zonnehof.pk}&rij=nep"))
    assert "Geen organisaties gevonden." in html and "<tr id=" not in html


@pytest.mark.parametrize("rij", ["", "&rij=pagina"])
def test_zonder_vinkje_of_met_alles_op_deze_pagina(als, gebruiker, ankerhuis, zonnehof, rij):
    html = tekst(als(gebruiker).get(f"{URL}?volgorde=naam{rij}"))
    assert re.findall(r'<tr id="r(\d+)"', html) == [str(zonnehof.pk), str(ankerhuis.pk)]
    assert "Je wijzigt 1–2 van 2 organisaties." in html


def test_de_bon_telt_rijen(als, gebruiker, ankerhuis, zonnehof):
    """R24: two rows, three cells."""
    cellen = {cel(ankerhuis, "naam"): "A", cel(ankerhuis, "email"): "a@smp.example", cel(zonnehof, "naam"): "B"}
    assert "2 organisaties zijn bewaard." in tekst(post(als(gebruiker), URL, cellen, volg=True))


def test_rijen_met_dezelfde_kolommen_delen_een_update(als, gebruiker):
    """beloften §1: a column typed in twenty rows is one statement, and one more for who got another column too."""
    rijen = OrganisatieFactory.create_batch(20)
    cellen = {cel(org, "branche"): "Musea" for org in rijen} | {cel(rijen[7], "bron"): "Beurs"}
    pagina = als(gebruiker).get(url := f"{URL}?kolommen=naam,branche,bron")
    with CaptureQueriesContext(connection) as teller:
        assert post(als(gebruiker), url, cellen, pagina=pagina).status_code == 302
    assert sum('UPDATE "relaties_organisatie" SET' in q["sql"] for q in teller) == 2


def test_niets_gewijzigd(als, gebruiker, ankerhuis):
    """R24: unchanged rows are not written; no history, and no 'bewaard'."""
    was = ankerhuis.events.count()
    antwoord = post(als(gebruiker), URL, volg=True)
    assert "Er is niets veranderd. Er is niets bewaard." in tekst(antwoord)
    assert ankerhuis.events.count() == was


def test_terug_naar_dezelfde_vraag(als, gebruiker, ankerhuis):
    """R24: after [Bewaren] you are back at the question that you came from."""
    antwoord = post(als(gebruiker), f"{URL}?naam=anker&volgorde=-naam", {cel(ankerhuis, "naam"): "Ankerhuis"})
    assert "naam=anker&volgorde=-naam&set=" in antwoord.url


def test_dezelfde_cel_is_een_conflict(als, gebruiker, ankerhuis):
    """R99, ontwerp §4: 409; mine, now and was stand at the cell; nothing is stored."""
    pagina = als(gebruiker).get(URL)
    Organisatie.objects.filter(pk=ankerhuis.pk).update(bezoekadres_plaats="Kampen")
    antwoord = post(als(gebruiker), URL, {cel(ankerhuis, "bezoekadres_plaats"): "Deventer"}, pagina=pagina)
    assert antwoord.status_code == 409 and nu(ankerhuis).bezoekadres_plaats == "Kampen"
    html = tekst(antwoord)
    assert "Jouw waarde: Deventer" in html and "Nu in het systeem: Kampen" in html and "Was: Zwolle" in html
    assert "Iemand anders heeft 1 cel net gewijzigd." in html


def test_bewaar_de_goede_rij_naast_een_conflict(als, gebruiker, ankerhuis, zonnehof):
    """Also when the other row waits for a choice and nothing is wrong."""
    pagina = als(gebruiker).get(URL)
    Organisatie.objects.filter(pk=ankerhuis.pk).update(naam="Ankerhuis")
    cellen = {cel(ankerhuis, "naam"): "Het Ankerhuis", cel(zonnehof, "naam"): "De Zonnehof"}
    pagina = post(als(gebruiker), URL, cellen, pagina=pagina)
    assert post(als(gebruiker), URL, pagina=pagina, knop="alleen_goede").status_code == 409
    assert (nu(ankerhuis).naam, nu(zonnehof).naam) == ("Ankerhuis", "De Zonnehof")


@pytest.mark.parametrize(("keuze", "goed"), [("mijn", "Deventer"), ("nu", "Kampen")])
def test_een_conflict_kiezen(als, gebruiker, ankerhuis, keuze, goed):
    """ontwerp §4: the choice per cell, from the page with the conflict."""
    pagina = als(gebruiker).get(URL)
    Organisatie.objects.filter(pk=ankerhuis.pk).update(bezoekadres_plaats="Kampen")
    veld = cel(ankerhuis, "bezoekadres_plaats")
    pagina = post(als(gebruiker), URL, {veld: "Deventer"}, pagina=pagina)
    antwoord = post(als(gebruiker), URL, {f"k-{ankerhuis.pk}-bezoekadres_plaats": keuze}, pagina=pagina)
    assert antwoord.status_code == 302 and nu(ankerhuis).bezoekadres_plaats == goed


def test_zonder_keuze_blijft_het_een_conflict(als, gebruiker, ankerhuis):
    """ontwerp §4: [Bewaren] a second time without a choice overwrites nobody."""
    pagina = als(gebruiker).get(URL)
    Organisatie.objects.filter(pk=ankerhuis.pk).update(bezoekadres_plaats="Kampen")
    pagina = post(als(gebruiker), URL, {cel(ankerhuis, "bezoekadres_plaats"): "Deventer"}, pagina=pagina)
    antwoord = post(als(gebruiker), URL, pagina=pagina)
    assert antwoord.status_code == 409 and nu(ankerhuis).bezoekadres_plaats == "Kampen"


def test_andere_cellen_van_een_rij_botsen_niet(als, gebruiker, super, ankerhuis):
    """ontwerp §4: Gijs the town, Sanne the telephone of the same organisation; both are kept."""
    van_gijs, van_sanne = als(gebruiker).get(URL), als(super).get(URL)
    post(als(gebruiker), URL, {cel(ankerhuis, "bezoekadres_plaats"): "Deventer"}, pagina=van_gijs)
    antwoord = post(als(super), URL, {cel(ankerhuis, "telefoon"): "038 000 56 78"}, pagina=van_sanne)
    assert antwoord.status_code == 302
    assert (nu(ankerhuis).bezoekadres_plaats, nu(ankerhuis).telefoon) == ("Deventer", "+31380005678")


def test_dezelfde_waarde_is_geen_conflict(als, gebruiker, ankerhuis):
    """ontwerp §4: two people who type the same agree."""
    pagina = als(gebruiker).get(URL)
    Organisatie.objects.filter(pk=ankerhuis.pk).update(bezoekadres_plaats="Deventer")
    antwoord = post(als(gebruiker), URL, {cel(ankerhuis, "bezoekadres_plaats"): "Deventer"}, pagina=pagina)
    assert antwoord.status_code == 302


def test_segment_en_subsegment_zijn_een_waarde(als, gebruiker, ankerhuis):
    """ontwerp §4: another segment under my subsegment would be a pair that nobody chose."""
    sponsoren, pers = SegmentFactory(naam="Sponsoren"), SegmentFactory(naam="Pers")
    SegmentFactory(sub=True, naam="Hoofdsponsor", hoofdsegment=sponsoren)
    Organisatie.objects.filter(pk=ankerhuis.pk).update(segment=sponsoren)
    pagina = als(gebruiker).get(URL)
    Organisatie.objects.filter(pk=ankerhuis.pk).update(segment=pers)
    antwoord = post(als(gebruiker), URL, {cel(ankerhuis, "subsegment"): "Hoofdsponsor"}, pagina=pagina)
    assert antwoord.status_code == 409 and nu(ankerhuis).subsegment is None


def test_een_foute_rij_staat_bovenaan(als, gebruiker, ankerhuis, zonnehof):
    """R24: nothing is stored, what was typed stays, with the message at the cell."""
    cellen = {cel(ankerhuis, "email"): "geen adres", cel(zonnehof, "naam"): "De Zonnehof"}
    antwoord = post(als(gebruiker), URL, cellen)
    assert antwoord.status_code == 422 and nu(zonnehof).naam == "Bakkerij De Zonnehof"
    assert re.findall(r'<tr id="r(\d+)"', tekst(antwoord)) == [str(ankerhuis.pk), str(zonnehof.pk)]
    form = formulier(antwoord, "basis")
    assert form.velden[cel(ankerhuis, "email")] == ["geen adres"] and form.velden[cel(zonnehof, "naam")] == [
        "De Zonnehof"
    ]
    assert "Vul een e-mailadres in zoals naam@organisatie.nl." in tekst(antwoord)


def test_alle_fouten_van_een_rij_tegelijk_en_de_rijen_in_hun_volgorde(als, gebruiker, ankerhuis, zonnehof):
    """R24: an unknown name hides no other mistake, and the rows stay in the order in which they were found."""
    cellen = {cel(ankerhuis, "email"): "geen adres", cel(ankerhuis, "accountmanager"): "Piet"}
    antwoord = post(als(gebruiker), URL, cellen | {cel(zonnehof, "email"): "x"})
    assert "Vul een e-mailadres in zoals" in tekst(antwoord) and "‘Piet’ staat niet in de lijst." in tekst(antwoord)
    assert re.findall(r'<tr id="r(\d+)"', tekst(antwoord)) == [str(zonnehof.pk), str(ankerhuis.pk)]


def test_wat_een_ander_intussen_bewaarde_blijft_ook_na_een_fout(als, gebruiker, ankerhuis, zonnehof):
    """R99: the grid that comes back shows what is stored now in cells that I left alone, so that I do not undo it."""
    pagina = als(gebruiker).get(URL)
    Organisatie.objects.filter(pk=zonnehof.pk).update(bezoekadres_plaats="Urk")
    pagina = post(als(gebruiker), URL, {cel(ankerhuis, "email"): "geen adres"}, pagina=pagina)
    assert post(als(gebruiker), URL, {cel(ankerhuis, "email"): "a@smp.example"}, pagina=pagina).status_code == 302
    assert nu(zonnehof).bezoekadres_plaats == "Urk" and nu(ankerhuis).email == "a@smp.example"


def test_bewaar_de_goede_rij(als, gebruiker, ankerhuis, zonnehof):
    """ontwerp §4: the good rows on their own; the wrong one stays on the page."""
    cellen = {cel(ankerhuis, "email"): "geen adres", cel(zonnehof, "naam"): "De Zonnehof"}
    pagina = post(als(gebruiker), URL, cellen)
    assert "Bewaar de goede rij" in tekst(pagina)
    antwoord = post(als(gebruiker), URL, pagina=pagina, knop="alleen_goede")
    assert nu(zonnehof).naam == "De Zonnehof" and nu(ankerhuis).email == ""
    assert re.findall(r'<tr id="r(\d+)"', tekst(antwoord)) == [str(ankerhuis.pk)]
    assert formulier(antwoord, "basis").velden[cel(ankerhuis, "email")] == ["geen adres"]
    assert "nog niets bewaard" not in tekst(antwoord) and "De rijen hieronder zijn nog niet bewaard." in tekst(antwoord)


def test_het_aantal_goede_rijen_staat_op_de_knop(als, gebruiker, ankerhuis, zonnehof):
    """ontwerp §4: 'Bewaar de 2 goede rijen'."""
    derde = OrganisatieFactory(naam="Atelier Noord")
    cellen = {cel(ankerhuis, "email"): "x", cel(zonnehof, "naam"): "B", cel(derde, "naam"): "C"}
    assert "Bewaar de 2 goede rijen" in tekst(post(als(gebruiker), URL, cellen))


def test_een_verwijzing_typ_je_als_naam(als, gebruiker, ankerhuis):
    """R24: the accountmanager by name, without regard to capitals; emptied is nobody."""
    fatima = GebruikerFactory(naam="Fatima El Amrani")
    post(als(gebruiker), URL, {cel(ankerhuis, "accountmanager"): "fatima el amrani"})
    assert nu(ankerhuis).accountmanager == fatima
    post(als(gebruiker), URL, {cel(ankerhuis, "accountmanager"): ""})
    assert nu(ankerhuis).accountmanager is None


def test_een_onbekende_naam(als, gebruiker, ankerhuis):
    """R41: free text that matches nothing is an error, never an implicit create."""
    antwoord = post(als(gebruiker), URL, {cel(ankerhuis, "segment"): "Sponsorn"})
    assert antwoord.status_code == 422 and nu(ankerhuis).segment is None
    assert "‘Sponsorn’ staat niet in de lijst. Kies een waarde uit de lijst." in tekst(antwoord)
    assert formulier(antwoord, "basis").velden[cel(ankerhuis, "segment")] == ["Sponsorn"]


def test_dezelfde_subsegmentnaam_onder_twee_segmenten(als, gebruiker, ankerhuis):
    """R90: 'Lokaal' alone is ambiguous; with its segment it is not."""
    for naam in ("Pers", "Overheid"):
        lokaal = SegmentFactory(sub=True, naam="Lokaal", hoofdsegment=SegmentFactory(naam=naam))
    cellen = {cel(ankerhuis, "segment"): "Overheid", cel(ankerhuis, "subsegment"): "Lokaal"}
    assert post(als(gebruiker), URL, cellen).status_code == 422
    post(als(gebruiker), URL, cellen | {cel(ankerhuis, "subsegment"): "Overheid › Lokaal"})
    assert nu(ankerhuis).subsegment == lokaal


def test_een_niet_actief_segment_is_niet_te_kiezen(als, gebruiker, ankerhuis):
    """B3: a grid may not choose an inactive one anew."""
    SegmentFactory(naam="Oud", inactief=True)
    assert post(als(gebruiker), URL, {cel(ankerhuis, "segment"): "Oud (niet actief)"}).status_code == 422
    assert nu(ankerhuis).segment is None


def test_een_niet_actief_segment_blijft_staan(als, gebruiker, ankerhuis):
    """B3: what a row has stays when another cell is changed."""
    Organisatie.objects.filter(pk=ankerhuis.pk).update(segment=SegmentFactory(naam="Oud", inactief=True))
    assert post(als(gebruiker), URL, {cel(ankerhuis, "bezoekadres_plaats"): "Urk"}).status_code == 302
    assert nu(ankerhuis).segment.naam == "Oud" and nu(ankerhuis).bezoekadres_plaats == "Urk"


def test_gekozen_kolommen_zijn_te_wijzigen(als, gebruiker, ankerhuis):
    """R25: extra columns from the address are editable; what is not shown is not on the page (B21)."""
    url = f"{URL}?kolommen=naam,branche,gewijzigd_op"
    form = formulier(als(gebruiker).get(url), "basis")
    assert [naam for naam in form.namen if naam.startswith("c-")] == [cel(ankerhuis, "naam"), cel(ankerhuis, "branche")]
    post(als(gebruiker), url, {cel(ankerhuis, "branche"): "Musea"})
    assert nu(ankerhuis).branche == "Musea" and nu(ankerhuis).bezoekadres_plaats == "Zwolle"


def test_een_vinkje_uitzetten(als, gebruiker, ankerhuis):
    """R24: a box in the grid, off and on."""
    url = f"{URL}?kolommen=naam,actief&actief=alle"
    post(als(gebruiker), url, {cel(ankerhuis, "actief"): False})
    assert not nu(ankerhuis).actief
    post(als(gebruiker), url, {cel(ankerhuis, "actief"): True})
    assert nu(ankerhuis).actief


def test_een_bewaring_is_een_wijzigingsset(als, gebruiker, ankerhuis, zonnehof):
    """R29, R98: two rows in one POST are one act, of this user."""
    post(als(gebruiker), URL, {cel(ankerhuis, "naam"): "A", cel(zonnehof, "naam"): "B"})
    laatste = [org.events.order_by("-pgh_id").first() for org in (ankerhuis, zonnehof)]
    assert {event.pgh_context_id for event in laatste} == {Context.objects.get().pk}
    assert Context.objects.get().metadata.items() >= {"user": gebruiker.pk, "url": URL}.items()


def test_een_dubbel_nummer_binnen_het_raster(als, gebruiker, ankerhuis, zonnehof):
    """R24: two rows that the database refuses together: a Dutch message, and neither is stored."""
    url = f"{URL}?kolommen=naam,debiteurnummer"
    antwoord = post(als(gebruiker), url, {cel(ankerhuis, "debiteurnummer"): "7", cel(zonnehof, "debiteurnummer"): "7"})
    assert antwoord.status_code == 422 and not Organisatie.objects.filter(debiteurnummer="7").exists()
    assert "Er is al een organisatie met dit debiteurnummer." in tekst(antwoord)


def test_een_rij_die_intussen_weg_is(als, super, ankerhuis, zonnehof):
    """ontwerp §4: a deleted row does not stop the others."""
    pagina = als(super).get(URL)
    Organisatie.objects.filter(pk=zonnehof.pk).delete()
    antwoord = post(als(super), URL, {cel(ankerhuis, "naam"): "A", cel(zonnehof, "naam"): "B"}, pagina=pagina)
    assert antwoord.status_code == 302 and nu(ankerhuis).naam == "A"


def test_lezer_ziet_het_raster_niet(als, lezer, ankerhuis):
    """R93: no button [Wijzigen], and 403."""
    assert reverse("organisatie_raster") not in tekst(als(lezer).get("/relaties/organisaties/"))
    assert als(lezer).get(URL).status_code == als(lezer).post(URL, {}).status_code == 403


def test_de_keuzelijst_staat_een_keer_op_de_pagina(als, gebruiker, ankerhuis, zonnehof):
    """beloften §1: one datalist for all rows, not the options in every cell."""
    SegmentFactory(naam="Sponsoren")
    html = tekst(als(gebruiker).get(URL))
    assert html.count('<datalist id="d-segment">') == 1 and html.count("<option>Sponsoren") == 1


def test_een_rij_die_intussen_is_samengevoegd(als, gebruiker, ankerhuis, zonnehof):
    """R24: what was typed in a row that is gone is said to be lost; the other row is stored."""
    pagina = als(gebruiker).get(URL)
    Organisatie.objects.filter(pk=zonnehof.pk).update(samengevoegd_met=ankerhuis, actief=False)
    cellen = {cel(zonnehof, "email"): "z@smp.example", cel(ankerhuis, "email"): "a@smp.example"}
    html = tekst(post(als(gebruiker), URL, cellen, pagina=pagina, volg=True))
    assert "Bakkerij De Zonnehof is samengevoegd met Museum Het Ankerhuis." in html
    assert "Wat je in die rij typte, is niet bewaard." in html and nu(ankerhuis).email == "a@smp.example"


def test_een_rij_die_weg_is_en_niemand_aanraakte(als, gebruiker, ankerhuis, zonnehof):
    pagina = als(gebruiker).get(URL)
    Organisatie.objects.filter(pk=zonnehof.pk).update(samengevoegd_met=ankerhuis, actief=False)
    html = tekst(post(als(gebruiker), URL, {cel(ankerhuis, "naam"): "A"}, pagina=pagina, volg=True))
    assert "is niet bewaard" not in html
