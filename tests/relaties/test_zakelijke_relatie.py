"""'Zakelijke relatie toevoegen' (R31, R32, R44–R56, A7, A10–A12, domein 4.3), without JavaScript."""

import pytest

from relaties.models import Organisatie, Persoon, PersoonInOrganisatie
from smp.historie.models import Wijzigingsset
from tests.factories import OrganisatieFactory, SegmentFactory
from tests.invullen import formulier, post

URL = "/relaties/zakelijke-relatie-toevoegen/"
SECTIES = [
    "Persoonsgegevens",
    "Contactgegevens",
    "Zakelijke gegevens",
    "Organisatiegegevens",
    "Bezoekadres",
    "Postadres",
]


@pytest.fixture
def gijs(als, gebruiker):
    return als(gebruiker)


@pytest.fixture
def ankerhuis(db):
    return OrganisatieFactory(
        naam="Museum Het Ankerhuis",
        telefoon="+31380001234",
        website="https://ankerhuis.example",
        bezoekadres_straat="Havenkade",
        bezoekadres_huisnummer=12,
        bezoekadres_postcode="8011 ZX",
        bezoekadres_plaats="Zwolle",
    )


def haal_op(client, **velden):
    """Choose the organisation by its name and press [Gegevens ophalen]; the page that comes back."""
    getypt = {"baan-organisatie_tekst": "Museum Het Ankerhuis", "persoon-achternaam": "Hart", **velden}
    return post(client, URL, getypt, knop="ophalen")


def verstuur(client, pagina=None, knop="", **velden):
    return post(client, URL, {naam.replace("__", "-"): w for naam, w in velden.items()}, pagina=pagina, knop=knop)


# --- the page


def test_r32_one_page_with_six_sections_in_order(gijs):
    html = gijs.get(URL).content.decode()
    assert [html.index(f"<legend>{sectie}</legend>") for sectie in SECTIES] == sorted(
        html.index(f"<legend>{sectie}</legend>") for sectie in SECTIES
    )
    assert "data-tabbladen" not in html


def test_r48_only_the_starred_fields_are_required(gijs):
    html = gijs.get(URL).content.decode()
    assert html.count("asteriskField") == 2
    assert verstuur(gijs, persoon__achternaam="Hart", organisatie__naam="Stadstheater").status_code == 302
    assert str(PersoonInOrganisatie.objects.get()) == "Hart bij Stadstheater"


def test_r48_and_those_are_required(gijs):
    antwoord = verstuur(gijs)
    assert antwoord.status_code == 422
    for melding in ("Achternaam: Vul een achternaam in.", "Naam organisatie: Vul een naam in."):
        assert melding in antwoord.content.decode()


def test_r47_the_button_is_versturen(gijs):
    html = gijs.get(URL).content.decode()
    assert '<button class="knop knop-hoofd" type="submit">Versturen</button>' in html
    assert "Bewaren</button>" not in html


# --- a new organisation


def test_r53_a_new_organisation_with_its_addresses(gijs):
    velden = {"organisatie__bezoekadres_straat": "Dorpsstraat", "organisatie__bezoekadres_postcode": "8011zx"}
    verstuur(gijs, persoon__achternaam="Hart", organisatie__naam="Stadstheater", baan__functie="Programmeur", **velden)
    theater = Organisatie.objects.get()
    assert (theater.bezoekadres_straat, theater.bezoekadres_postcode) == ("Dorpsstraat", "8011 ZX")
    assert theater.koppelingen.get().functie == "Programmeur" and theater.koppelingen.get().actief


def test_after_storing_the_person_card_and_the_way_to_another_one(gijs):
    antwoord = verstuur(gijs, persoon__achternaam="Hart", organisatie__naam="Stadstheater")
    hart = Persoon.objects.get()
    assert antwoord.url == f"/relaties/personen/{hart.pk}/#tab-zakelijk"
    html = gijs.get(antwoord.url).content.decode()
    assert f'De zakelijke relatie is bewaard. <a href="{URL}">Nog een zakelijke relatie toevoegen</a>' in html


def test_r55_one_mistake_stores_nothing_and_keeps_all_that_was_typed(gijs):
    antwoord = verstuur(
        gijs, persoon__achternaam="Hart", organisatie__naam="Stadstheater", baan__zakelijk_email="merel"
    )
    assert antwoord.status_code == 422
    assert not Persoon.objects.exists() and not Organisatie.objects.exists()
    velden = formulier(antwoord).velden
    assert (velden["persoon-achternaam"], velden["organisatie-naam"]) == (["Hart"], ["Stadstheater"])


def test_a_lookup_that_is_no_organisation_says_where_to_add_it(gijs):
    antwoord = verstuur(gijs, persoon__achternaam="Hart", baan__organisatie_tekst="Nergens BV")
    assert "Maak dit veld leeg en vul de organisatie hieronder in." in antwoord.content.decode()


def test_all_of_it_is_one_wijzigingsset(gijs):
    verstuur(gijs, persoon__achternaam="Hart", organisatie__naam="Stadstheater")
    rijen = [Persoon.objects.get(), Organisatie.objects.get(), PersoonInOrganisatie.objects.get()]
    [een] = {rij.events.get().pgh_context_id for rij in rijen}
    assert Wijzigingsset.objects.get(pk=een).metadata["handeling"] == "Zakelijke relatie toegevoegd"


# --- an existing organisation


def test_r50_gegevens_ophalen_shows_what_is_known(gijs, ankerhuis):
    antwoord = haal_op(gijs)
    velden = formulier(antwoord).velden
    assert antwoord.status_code == 200 and "invalid-feedback" not in antwoord.content.decode()
    assert velden["organisatie-naam"] == ["Museum Het Ankerhuis"]
    assert velden["organisatie-telefoon"] == ["038 000 12 34"]
    assert (velden["organisatie-bezoekadres_plaats"], velden["persoon-achternaam"]) == (["Zwolle"], ["Hart"])


def test_r50_as_a_fragment_for_the_script(gijs, ankerhuis):
    data = formulier(gijs.get(URL)).data() | {"baan-organisatie": [ankerhuis.pk], "ophalen": ["1"]}
    data["baan-organisatie_tekst"] = data["baan-organisatie_was"] = ["Museum Het Ankerhuis"]
    html = gijs.post(URL, data, headers={"HX-Request": "true"}).content.decode()
    assert html.strip().startswith('<div class="relatiedeel"') and "<html" not in html
    assert 'value="Havenkade"' in html


def test_r51_only_what_was_changed_here_is_written(gijs, ankerhuis):
    pagina = haal_op(gijs)
    Organisatie.objects.update(bezoekadres_plaats="Kampen")
    assert verstuur(gijs, pagina, organisatie__email="info@ankerhuis.example").status_code == 302
    ankerhuis.refresh_from_db()
    assert (ankerhuis.email, ankerhuis.bezoekadres_plaats) == ("info@ankerhuis.example", "Kampen")
    assert ankerhuis.koppelingen.get().persoon.achternaam == "Hart"


def test_an_organisation_that_was_not_touched_is_not_written(gijs, ankerhuis):
    assert verstuur(gijs, haal_op(gijs)).status_code == 302
    assert [event.pgh_label for event in ankerhuis.events.all()] == ["insert"]


def test_a11_what_somebody_else_changed_is_a_choice(gijs, ankerhuis):
    pagina = haal_op(gijs)
    Organisatie.objects.update(telefoon="+31380009999")
    antwoord = verstuur(gijs, pagina, organisatie__telefoon="038 000 55 55")
    assert antwoord.status_code == 409 and not Persoon.objects.exists()
    assert "Iemand anders heeft deze organisatie net gewijzigd." in antwoord.content.decode()
    assert verstuur(gijs, antwoord, **{"k__organisatie__telefoon": "mijn"}).status_code == 302
    ankerhuis.refresh_from_db()
    assert ankerhuis.telefoon == "+31380005555"


def test_a11_who_does_not_choose_is_told_to_choose(gijs, ankerhuis):
    pagina = haal_op(gijs)
    Organisatie.objects.update(telefoon="+31380009999")
    antwoord = verstuur(gijs, pagina, organisatie__telefoon="038 000 55 55")
    assert "welke waarde blijft" not in antwoord.content.decode()
    antwoord = verstuur(gijs, antwoord)
    assert "Kies bij Telefoonnummer welke waarde blijft." in antwoord.content.decode()
    assert (
        "welke waarde blijft" not in verstuur(gijs, antwoord, knop="ophalen").content.decode()
    )  # that button stores nothing


def test_a11_or_keep_what_is_there(gijs, ankerhuis):
    pagina = haal_op(gijs)
    Organisatie.objects.update(telefoon="+31380009999")
    antwoord = verstuur(gijs, pagina, organisatie__telefoon="038 000 55 55")
    assert verstuur(gijs, antwoord, **{"k__organisatie__telefoon": "nu"}).status_code == 302
    ankerhuis.refresh_from_db()
    assert ankerhuis.telefoon == "+31380009999"


def test_emptying_a_known_field_is_confirmed_by_name(gijs, ankerhuis):
    antwoord = verstuur(gijs, haal_op(gijs), organisatie__telefoon="", organisatie__website="")
    assert antwoord.status_code == 422 and not Persoon.objects.exists()
    assert "Ja, maak leeg: Telefoonnummer, Website" in antwoord.content.decode()
    assert verstuur(gijs, antwoord, organisatie__maak_leeg=True).status_code == 302
    ankerhuis.refresh_from_db()
    assert (ankerhuis.telefoon, ankerhuis.website) == ("", "")


def test_sections_that_were_never_loaded_empty_nothing(gijs, ankerhuis):
    velden = {"persoon__achternaam": "Hart", "baan__organisatie_tekst": "Museum Het Ankerhuis"}
    assert verstuur(gijs, organisatie__email="info@ankerhuis.example", **velden).status_code == 302
    ankerhuis.refresh_from_db()
    assert (ankerhuis.telefoon, ankerhuis.bezoekadres_plaats) == ("+31380001234", "Zwolle")
    assert ankerhuis.email == "info@ankerhuis.example"


def test_sections_that_were_never_loaded_overwrite_nothing_unseen(gijs, ankerhuis):
    velden = {"persoon__achternaam": "Hart", "baan__organisatie_tekst": "Museum Het Ankerhuis"}
    antwoord = verstuur(gijs, organisatie__telefoon="038 000 55 55", **velden)
    assert antwoord.status_code == 409 and not Persoon.objects.exists()
    for pagina in antwoord, verstuur(gijs, antwoord):  # who does not choose, is not told that a colleague changed it
        assert "Hiervan is al iets anders bekend dan je hebt getypt." in pagina.content.decode()
        assert "Iemand anders" not in pagina.content.decode()
    antwoord = verstuur(gijs, antwoord, persoon__achternaam="")  # beside another message it is named there as well
    assert "Kies per veld wat je wilt bewaren." in antwoord.content.decode()


def test_what_is_known_in_another_notation_is_no_choice(gijs, ankerhuis):
    """R50: '8011zx' is what is stored; beside it a number that is not, is one all the same."""
    velden = {"persoon__achternaam": "Hart", "baan__organisatie_tekst": ankerhuis.naam}
    velden |= {"organisatie__bezoekadres_postcode": "8011zx", "organisatie__telefoon": "038-000 12 34"}
    anders = verstuur(gijs, organisatie__website="anders.example", **velden).content.decode()
    assert (
        "k-organisatie-website" in anders
        and "k-organisatie-telefoon" not in anders
        and "k-organisatie-bezoekadres_postcode" not in anders
    )
    assert "k-organisatie-telefoon" in verstuur(gijs, **velden | {"organisatie__telefoon": "12"}).content.decode()
    assert verstuur(gijs, **velden).status_code == 302


def test_ophalen_of_a_name_that_is_no_organisation_says_so(gijs, ankerhuis):
    antwoord = haal_op(gijs, **{"baan-organisatie_tekst": "Zwaluwzaal", "baan-functie": "Gids"})
    assert antwoord.content.decode().count("Deze organisatie staat niet in de lijst.") == 2  # at the field, and below
    assert formulier(antwoord).velden["baan-functie"] == ["Gids"]


def test_ophalen_lands_where_its_answer_is(gijs, ankerhuis):
    """Without JavaScript: at the field when there is something to choose there, else at what is known."""
    keuze = haal_op(gijs, **{"baan-organisatie_tekst": "Zwaluwzaal"}).content.decode()
    assert 'formaction="#antwoord"' in keuze and keuze.count('id="antwoord"') == 1
    assert keuze.index('id="antwoord"') < keuze.index('name="baan-organisatie_tekst"')
    bekend = haal_op(gijs).content.decode()
    assert bekend.count('id="antwoord"') == 1
    assert bekend.index('name="baan-subcategorie"') < bekend.index('id="antwoord"') < bekend.index("Dit is bekend van")


def test_a_typing_error_gives_something_to_choose_from(gijs, db):
    """A9, without JavaScript: what it resembles is offered, and never chosen unseen."""
    janssen = OrganisatieFactory(naam="Bakkerij Janssen")
    antwoord = haal_op(gijs, **{"baan-organisatie_tekst": "jansen bakery"})
    assert (
        "Deze organisatie staat niet in de lijst. Kies een van deze, of maak dit veld leeg" in antwoord.content.decode()
    )
    assert verstuur(gijs, antwoord).status_code == 422 and not Persoon.objects.exists()
    assert verstuur(gijs, antwoord, baan__organisatie_keuze=janssen.pk).status_code == 302
    assert janssen.koppelingen.count() == 1


def test_ophalen_keeps_what_was_typed_and_asks_where_something_else_is_known(gijs, ankerhuis):
    antwoord = haal_op(gijs, **{"organisatie-email": "info@ankerhuis.example", "organisatie-naam": "Ankerhuis"})
    velden = formulier(antwoord).velden
    assert (velden["organisatie-email"], velden["organisatie-naam"]) == (["info@ankerhuis.example"], ["Ankerhuis"])
    assert "k-organisatie-naam" in formulier(antwoord).namen and "k-organisatie-email" not in formulier(antwoord).namen


def test_another_organisation_never_gets_the_data_of_the_first(gijs, ankerhuis):
    theater = OrganisatieFactory(naam="Stadstheater")
    antwoord = verstuur(gijs, haal_op(gijs), baan__organisatie_tekst="Stadstheater")
    assert antwoord.status_code == 422 and not Persoon.objects.exists()
    assert formulier(antwoord).velden["organisatie-telefoon"] == [""]
    assert verstuur(gijs, antwoord).status_code == 302
    theater.refresh_from_db()
    assert (theater.naam, theater.telefoon, theater.koppelingen.count()) == ("Stadstheater", "", 1)


def test_an_organisation_that_is_let_go_makes_no_copy(gijs, ankerhuis):
    antwoord = verstuur(gijs, haal_op(gijs), baan__organisatie_tekst="")
    assert antwoord.status_code == 422 and Organisatie.objects.count() == 1
    assert formulier(antwoord).velden["organisatie-naam"] == [""]


def test_a_page_that_was_cut_off_changes_nothing(gijs, ankerhuis):
    data = formulier(haal_op(gijs)).data()
    del data["organisatie-telefoon"]
    assert gijs.post(URL, data).status_code == 422
    ankerhuis.refresh_from_db()
    assert ankerhuis.telefoon == "+31380001234" and not Persoon.objects.exists()


def test_what_an_import_left_behind_is_no_reason_to_refuse_a_person(gijs, ankerhuis):
    Organisatie.objects.update(email="geen adres")
    assert verstuur(gijs, haal_op(gijs)).status_code == 302


def test_a_rule_about_a_field_that_is_not_on_the_page_is_said(gijs, ankerhuis):
    Organisatie.objects.update(rechtsvorm="bv", rsin="999000019")
    antwoord = verstuur(gijs, haal_op(gijs), organisatie__rechtsvorm="eenmanszaak")
    assert antwoord.status_code == 422
    assert "RSIN: Een eenmanszaak heeft geen RSIN. Laat dit veld leeg." in antwoord.content.decode()


def test_b1_segment_and_subsegment_are_one_value(gijs, ankerhuis):
    sub = SegmentFactory(sub=True)
    pagina = haal_op(gijs)
    verstuur(gijs, pagina, organisatie__segment=sub.hoofdsegment_id, organisatie__subsegment=sub.pk)
    ankerhuis.refresh_from_db()
    assert (ankerhuis.segment, ankerhuis.subsegment) == (sub.hoofdsegment, sub)


def test_postadres_gelijk_also_clears_the_columns_behind_it(gijs, ankerhuis):
    Organisatie.objects.update(postadres_plaats="Kampen")
    assert verstuur(gijs, haal_op(gijs), organisatie__postadres_gelijk=True).status_code == 302
    ankerhuis.refresh_from_db()
    assert (ankerhuis.postadres_gelijk, ankerhuis.postadres_plaats) == (True, "")


# --- rights and the subscription


def zonder(wie, recht):
    wie.groups.get().permissions.remove(*wie.groups.get().permissions.filter(codename=recht))


def test_without_change_right_the_sections_are_read_only(gijs, gebruiker, ankerhuis):
    zonder(gebruiker, "change_organisatie")
    pagina = haal_op(gijs)
    assert "organisatie-telefoon" not in formulier(pagina).namen  # a disabled field is not posted
    data = formulier(pagina).data() | {"organisatie-telefoon": ["038 000 55 55"]}
    assert gijs.post(URL, data).status_code == 302
    ankerhuis.refresh_from_db()
    assert ankerhuis.telefoon == "+31380001234" and ankerhuis.koppelingen.count() == 1


def test_without_add_right_an_organisation_must_be_chosen(gijs, gebruiker, ankerhuis):
    zonder(gebruiker, "add_organisatie")
    data = formulier(gijs.get(URL)).data() | {"persoon-achternaam": ["Hart"], "organisatie-naam": ["Stadstheater"]}
    antwoord = gijs.post(URL, data)
    assert antwoord.status_code == 422 and Organisatie.objects.count() == 1
    assert "Kies een organisatie uit de lijst." in antwoord.content.decode()


def test_who_may_not_add_may_not_come_here(als, lezer, vreemde):
    assert [als(wie).get(URL).status_code for wie in (lezer, vreemde)] == [403, 403]
    assert als(lezer).get(f"{URL}dubbelen/").status_code == 403


def test_a7_switched_off_it_is_not_there(gijs, settings):
    settings.SMP_ZAKELIJKE_RELATIE = False
    for url in (URL, f"{URL}dubbelen/"):
        antwoord = gijs.get(url)
        assert antwoord.status_code == 404
        assert "Dit formulier hoort niet bij je abonnement." in antwoord.content.decode()
    assert "Zakelijke relatie toevoegen" not in gijs.get("/").content.decode()


def test_r44_menu_and_homepage_lead_here(gijs):
    html = gijs.get("/").content.decode()
    assert html.count(f'href="{URL}"') == 2
    assert html.index("Persoon in organisatie</a>") < html.index("Zakelijke relatie toevoegen</a>")
    assert html.index("Zakelijke relatie toevoegen</a>") < html.index("Segmenten</a>")
