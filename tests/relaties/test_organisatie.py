"""Organisatie: adding and changing through the pages, and the rules of domein 3.1 and 4.1 (R5–R29)."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from relaties.models import Organisatie
from segmenten.models import Segment
from smp.keuzevelden import Namen
from tests.factories import GebruikerFactory, OrganisatieFactory, SegmentFactory
from tests.invullen import formulier, post

pytestmark = pytest.mark.django_db

LIJST = "/relaties/organisaties/"
TOEVOEGEN = f"{LIJST}toevoegen/"


@pytest.fixture
def ankerhuis():
    return OrganisatieFactory(naam="Museum Het Ankerhuis", bezoekadres_plaats="Zwolle")


@pytest.fixture
def sponsoren():
    return SegmentFactory(naam="Sponsoren")


def fout(antwoord) -> str:
    """The list of errors above the form."""
    assert antwoord.status_code == 422
    html = antwoord.content.decode()
    return re.sub(r"<[^>]+>|\s+", " ", html[html.index("foutenlijst") : html.index("</ul>", html.index("foutenlijst"))])


# --- the table and its button


def test_in_de_tabel_staan_namen_van_gebruikers_en_segmenten(als, gebruiker, super, sponsoren):
    """R26: as their records are called, also where the row is read without them."""
    OrganisatieFactory(accountmanager=super, segment=sponsoren)
    html = als(gebruiker).get(LIJST).content.decode()
    assert "<td>Saskia Super" in html and "<td>Sponsoren" in html and "<td>super" not in html


def test_een_segment_van_zojuist_heeft_ook_een_naam(sponsoren):
    """R26: a colleague made it between the reading of the names and that of the rows, or took it away."""
    namen = Namen(Segment, rijen=[])
    assert (namen[sponsoren.pk], namen[sponsoren.pk + 1]) == ("Sponsoren", "")


def test_een_huisnummer_met_letter_zegt_waar_die_hoort(als, gebruiker):
    """What people type at one go; the letter has a field beside it (domein 3.3)."""
    antwoord = post(als(gebruiker), TOEVOEGEN, naam="Museum", bezoekadres_huisnummer="12a")
    assert "Een letter of toevoeging heeft een eigen veld." in fout(antwoord)


def test_de_knop_staat_onder_de_tabel_ook_als_die_leeg_is(als, gebruiker):
    """R8, A14: [+ Organisatie toevoegen] after the table; A3, R9: in a new window, and it says so."""
    leeg = als(gebruiker).get(LIJST).content.decode()
    assert "Nog geen organisaties. Voeg de eerste organisatie toe." in leeg
    assert re.search(r'href="/relaties/organisaties/toevoegen/"\s+target="_blank"\s+rel="noopener"', leeg)
    OrganisatieFactory()
    html = als(gebruiker).get(LIJST).content.decode()
    _, onder = html.split("</table>")
    assert re.search(r"\+ Organisatie toevoegen<span[^>]*>\s*\(opent in nieuw tabblad\)", onder)


def test_lezer_heeft_geen_knop_om_toe_te_voegen(als, lezer):
    """R16: no right, no button."""
    assert "+ Organisatie toevoegen" not in als(lezer).get(LIJST).content.decode()


def test_de_naam_leidt_naar_de_kaart(als, gebruiker, ankerhuis):
    """R27: the name in the row is a link to the card."""
    assert (
        f'<a href="{ankerhuis.get_absolute_url()}?vraag=">Museum Het Ankerhuis</a>'
        in als(gebruiker).get(LIJST).content.decode()
    )


def test_zoeken_is_een_get_met_een_eigen_adres(als, gebruiker, ankerhuis):
    """R22, R23: search fields above the table, [Zoeken] with GET."""
    OrganisatieFactory(naam="Bakkerij De Zonnehof")
    html = als(gebruiker).get(LIJST, {"naam": "anker"}).content.decode()
    assert "1–1 van 1 organisatie" in html and "Zonnehof" not in html
    assert html.index('method="get"') < html.index("</table>") and 'type="submit"' in html


# --- the form


def test_het_formulier_begint_leeg_met_de_cursor_in_naam(als, gebruiker):
    """R10: empty, cursor in the first field."""
    html = als(gebruiker).get(TOEVOEGEN).content.decode()
    invoer = re.search(r"<input[^>]*autofocus[^>]*>", html)[0]
    assert 'name="naam"' in invoer and formulier(html).velden["naam"] == [""]


def test_de_accountmanagers_zijn_de_gebruikers(als, gebruiker, ankerhuis):
    """R15: active users by name; a former one stays visible where he was chosen."""
    fatima, oud = GebruikerFactory(naam="Fatima El Amrani"), GebruikerFactory(naam="Oud Collega", is_active=False)
    keuzes = formulier(als(gebruiker).get(TOEVOEGEN)).keuzes["accountmanager"]
    assert str(fatima.pk) in keuzes and str(oud.pk) not in keuzes
    Organisatie.objects.filter(pk=ankerhuis.pk).update(accountmanager=oud)
    wijzigen = als(gebruiker).get(f"{ankerhuis.get_absolute_url()}wijzigen/")
    assert formulier(wijzigen).velden["accountmanager"] == [str(oud.pk)]


def test_de_hulp_bij_accountmanager_noemt_beide_wegen(als, gebruiker):
    """R16, R17: a colleague with the rights, or the supplier."""
    html = als(gebruiker).get(TOEVOEGEN).content.decode()
    assert "beheerdersrechten (CRM Super of Beheerder)" in html and "of vraag dit aan de leverancier" in html


def test_alleen_segmenten_voor_organisaties(als, gebruiker, sponsoren):
    """R18, B2: active hoofdsegmenten with soort Organisatie, and their subsegmenten."""
    directie = SegmentFactory(naam="Directie", soort_organisatie=False)
    oud = SegmentFactory(naam="Oud", inactief=True)
    hoofdsponsor = SegmentFactory(sub=True, hoofdsegment=sponsoren)
    keuzes = formulier(als(gebruiker).get(TOEVOEGEN)).keuzes
    assert keuzes["segment"] == ["", str(sponsoren.pk)] and keuzes["subsegment"] == ["", str(hoofdsponsor.pk)]
    assert str(directie.pk) not in keuzes["segment"] and str(oud.pk) not in keuzes["segment"]


def test_bewaren_maakt_de_organisatie_direct_vindbaar(als, gebruiker):
    """R20: the card, the message, and the row in the table."""
    client = als(gebruiker)
    antwoord = post(client, TOEVOEGEN, volg=True, naam="  Museum   Het Ankerhuis ")
    assert "De organisatie is bewaard." in antwoord.content.decode()
    assert Organisatie.objects.get().naam == "Museum Het Ankerhuis"
    assert "Museum Het Ankerhuis" in client.get(LIJST, {"naam": "ankerhuis"}).content.decode()


def test_een_fout_staat_op_het_label_van_het_tabblad(als, gebruiker):
    """R11: one form, one save; the number of errors on the tab, what was typed stays."""
    antwoord = post(als(gebruiker), TOEVOEGEN, naam="Atelier", postadres_postcode="1234 SS", bezoekadres_plaats="Urk")
    html = re.sub(r"\s+", " ", antwoord.content.decode())
    assert "Postcode (postadres): De letters SA, SD en SS komen niet voor in een postcode." in fout(antwoord)
    assert re.search(
        r'href="#tab-postadres">Postadres <span class="tab-fouten">1<span class="visually-hidden"> fout', html
    )
    assert "tab-fouten" not in re.search(r'href="#tab-bezoekadres">.*?</a>', html)[0]
    assert formulier(antwoord).velden["bezoekadres_plaats"] == ["Urk"]


def test_een_postbus_kan_niet_bij_het_bezoekadres(als, gebruiker):
    """R13: visiting address: street or abroad."""
    keuzes = formulier(als(gebruiker).get(TOEVOEGEN)).keuzes
    assert "postbus" not in keuzes["bezoekadres_soort"] and "postbus" in keuzes["postadres_soort"]
    with pytest.raises(IntegrityError), transaction.atomic():
        Organisatie.objects.create(naam="X", bezoekadres_soort="postbus", bezoekadres_postcode="fout")


def test_postadres_gelijk_aan_bezoekadres(als, gebruiker):
    """R14: stores no copy; the post goes to the visiting address."""
    velden = {"bezoekadres_straat": "Grote Markt", "bezoekadres_huisnummer": "12", "postadres_plaats": "Kampen"}
    post(als(gebruiker), TOEVOEGEN, naam="Atelier", postadres_gelijk=True, bezoekadres_plaats="Zwolle", **velden)
    org = Organisatie.objects.get()
    assert org.postadres_plaats == "" and org.postadres.plaats == "Zwolle"


@pytest.mark.parametrize(
    ("velden", "melding"),
    [
        ({"naam": "   "}, "Naam: Vul een naam in."),
        ({"kvk_nummer": "1234567"}, "Vul een KVK-nummer van 8 cijfers in, bijvoorbeeld 00900001."),
        ({"vestigingsnummer": "999900000001"}, "Vul eerst het KVK-nummer in."),
        ({"rsin": "999000018"}, "Dit RSIN klopt niet. Controleer de 9 cijfers."),
        ({"iban": "NL53DEMO0000000001"}, "Dit IBAN klopt niet. Controleer het nummer."),
        ({"email": "geen adres"}, "Vul een e-mailadres in zoals naam@organisatie.nl."),
        ({"telefoon": "12"}, "Vul een telefoonnummer in, bijvoorbeeld 038 000 12 34."),
        ({"relatie_sinds": "2999-01-01"}, "Kies een datum in het verleden."),
        ({"relatie_sinds": "31 december"}, "Vul een datum in zoals 31-12-2026."),
        ({"naam": "x" * 201}, "Deze waarde is te lang. Gebruik maximaal 200 tekens."),
        ({"aantal_medewerkers": "-3"}, "Vul een getal in van minimaal 0."),
        ({"bezoekadres_postcode": "12345"}, "Vul een postcode in zoals 1234 AB."),
    ],
)
def test_elke_melding_zegt_wat_je_moet_doen(als, gebruiker, velden, melding):
    """domein 6.3, R94: the exact Dutch sentence, and nothing stored."""
    antwoord = post(als(gebruiker), TOEVOEGEN, **{"naam": "Atelier", **velden})
    assert melding in fout(antwoord) and not Organisatie.objects.exists()


def test_een_melding_staat_er_een_keer(als, gebruiker):
    """domein 6.3: form and model both want a name; it is said once above the form."""
    assert fout(als(gebruiker).post(TOEVOEGEN, {"naam": ""})).count("Vul een naam in.") == 1


def test_een_dubbel_kvk_nummer(als, gebruiker):
    """domein 3.1: unique together with the vestigingsnummer."""
    OrganisatieFactory(kvk_nummer="00900001")
    antwoord = post(als(gebruiker), TOEVOEGEN, naam="Atelier", kvk_nummer="0090 0001")
    assert "Er is al een organisatie met dit KVK-nummer en dit vestigingsnummer." in fout(antwoord)


# --- rules


def test_b1_een_subsegment_van_een_ander_segment(als, gebruiker, sponsoren):
    """B1: a mismatch is an error, never silently repaired; the database says the same."""
    pers, sub = SegmentFactory(naam="Pers"), SegmentFactory(sub=True, hoofdsegment=sponsoren)
    antwoord = post(als(gebruiker), TOEVOEGEN, naam="Atelier", segment=pers.pk, subsegment=sub.pk)
    assert "Subsegment: Dit subsegment hoort niet bij dit segment." in fout(antwoord)
    with pytest.raises(IntegrityError), transaction.atomic():
        Organisatie.objects.create(naam="Atelier", segment=pers, subsegment=sub)
        connection.check_constraints()


def test_b1_een_subsegment_zonder_segment(als, gebruiker, sponsoren):
    """B1, R18: first the segment."""
    sub = SegmentFactory(sub=True, hoofdsegment=sponsoren)
    antwoord = post(als(gebruiker), TOEVOEGEN, naam="Atelier", subsegment=sub.pk)
    assert "Kies eerst een segment. Daarna kun je een subsegment kiezen." in fout(antwoord)


def test_b3_een_niet_actief_segment_blijft_staan(als, gebruiker, ankerhuis, sponsoren):
    """B3: the current value stays in the list, with its mark; saving another field keeps it."""
    Organisatie.objects.filter(pk=ankerhuis.pk).update(segment=sponsoren)
    type(sponsoren).objects.update(actief=False)
    url = f"{ankerhuis.get_absolute_url()}wijzigen/"
    assert "Sponsoren (niet actief)" in als(gebruiker).get(url).content.decode()
    assert post(als(gebruiker), url, branche="Musea").status_code == 302
    assert Organisatie.objects.get().segment == sponsoren


def test_opgeheven_is_niet_actief(als, gebruiker, ankerhuis):
    """domein 3.1: Opgeheven switches Actief off."""
    post(als(gebruiker), f"{ankerhuis.get_absolute_url()}wijzigen/", relatiestatus="opgeheven")
    assert not Organisatie.objects.get().actief


def test_een_organisatie_valt_niet_onder_zichzelf(ankerhuis):
    """domein 3.1: no cycle, however long."""
    dochter = OrganisatieFactory(moederorganisatie=ankerhuis)
    ankerhuis.moederorganisatie = dochter
    assert ankerhuis._moederfouten() == {"moederorganisatie": "Een organisatie kan niet onder zichzelf vallen."}


def test_morgen_is_nog_niet_geweest(ankerhuis):
    """domein 3.1: relatie sinds today is allowed, tomorrow is not."""
    for dagen, fouten in ((0, False), (1, True)):
        ankerhuis.relatie_sinds = timezone.localdate() + timedelta(days=dagen)
        try:
            ankerhuis.clean()
            assert not fouten
        except ValidationError as fout:
            assert fouten and list(fout.message_dict) == ["relatie_sinds"]


# --- changing


def test_twee_manieren_eindigen_in_dezelfde_gegevens(als, gebruiker, ankerhuis):
    """R21, R29: through the grid and through the card the same is stored, with the old and new value in the history."""
    anders = OrganisatieFactory(naam="Museum De Fundatie")
    post(als(gebruiker), f"{LIJST}wijzigen/", {f"c-{ankerhuis.pk}-telefoon": "038-0001234"})
    post(als(gebruiker), f"{anders.get_absolute_url()}wijzigen/", telefoon="038-0001234")
    assert set(Organisatie.objects.values_list("telefoon", flat=True)) == {"+31380001234"}
    for org in (ankerhuis, anders):
        assert "Telefoonnummer: “" in als(gebruiker).get(f"{org.get_absolute_url()}geschiedenis/").content.decode()


def test_wijzigen_staat_bovenin_de_kaart(als, gebruiker, ankerhuis):
    """R28: [Wijzigen] in the header opens the same three tabs, filled."""
    html = als(gebruiker).get(ankerhuis.get_absolute_url()).content.decode()
    url = f"{ankerhuis.get_absolute_url()}wijzigen/"
    assert html.index(f'href="{url}"') < html.index('class="kaart"')
    form = als(gebruiker).get(url).content.decode()
    assert re.findall(r'<section class="tabblad" id="tab-(\w+)"', form) == ["organisatie", "bezoekadres", "postadres"]
    assert formulier(form).velden["naam"] == ["Museum Het Ankerhuis"]


def test_wie_bij_een_verschil_niet_kiest_hoort_dat_hij_moet_kiezen(als, gebruiker, ankerhuis):
    """A11: only of what was asked already, and in the heading that has the cursor."""
    url = f"{ankerhuis.get_absolute_url()}wijzigen/"
    pagina = als(gebruiker).get(url)
    Organisatie.objects.update(bezoekadres_plaats="Kampen", branche="Musea")
    eerst = post(als(gebruiker), url, pagina=pagina, bezoekadres_plaats="Urk")
    dan = post(als(gebruiker), url, pagina=eerst, met="basis").content.decode()
    assert "welke waarde blijft" not in eerst.content.decode() and dan.count("welke waarde blijft.") == 1
    assert re.search(r'role="alert">\s*<h2 tabindex="-1" autofocus><span class="veld-fout">Kies bij Plaats welke', dan)
