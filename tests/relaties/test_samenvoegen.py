"""[Samenvoegen met…]: two organisations or two persons become one (R102, domein 4.5)."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from relaties.models import Organisatie, Persoon, PersoonInOrganisatie, Toestemming
from relaties.privacy.benaderen import mag_benaderen
from relaties.privacy.handelingen import beperk
from smp.historie.models import Wijzigingsset
from tests.factories import GebruikerFactory, OrganisatieFactory, PersoonFactory, PersoonInOrganisatieFactory
from tests.invullen import formulier, post

pytestmark = pytest.mark.django_db


@pytest.fixture
def saskia(als, super):
    return als(super)


@pytest.fixture
def ankerhuis():
    return OrganisatieFactory(naam="Museum Het Ankerhuis", kvk_nummer="00900001", bezoekadres_plaats="Zwolle")


@pytest.fixture
def dubbel():
    return OrganisatieFactory(naam="Ankerhuis museum", telefoon="+31380001234", opmerkingen="Belt altijd terug.")


def pagina_van(blijft, weg):
    return f"{blijft.get_absolute_url()}samenvoegen/?met={weg.pk}"


def voeg_samen(client, blijft, weg, cellen=None, **velden):
    return post(client, pagina_van(blijft, weg), cellen, met="basis", **velden)


def keuzes(client, blijft, weg):
    """What is chosen when the page opens."""
    velden = formulier(client.get(pagina_van(blijft, weg)), "basis").velden
    return {naam.removeprefix("keuze-"): waarde[0] for naam, waarde in velden.items() if naam.startswith("keuze-")}


# --- what remains


def test_r102_filled_wins(saskia, ankerhuis, dubbel):
    assert voeg_samen(saskia, ankerhuis, dubbel).url == ankerhuis.get_absolute_url()
    ankerhuis.refresh_from_db()
    assert (ankerhuis.kvk_nummer, ankerhuis.bezoekadres_plaats) == ("00900001", "Zwolle")
    assert (ankerhuis.telefoon, ankerhuis.opmerkingen) == ("+31380001234", "Belt altijd terug.")


def test_r102_of_two_that_are_filled_the_newest_wins(saskia, ankerhuis, dubbel):
    assert keuzes(saskia, ankerhuis, dubbel)["naam"] == "weg"
    ankerhuis.save()
    assert keuzes(saskia, ankerhuis, dubbel)["naam"] == "blijft"


def test_r102_a_choice_holds(saskia, ankerhuis, dubbel):
    voeg_samen(saskia, ankerhuis, dubbel, {"keuze-naam": "blijft", "keuze-telefoon": "blijft"})
    ankerhuis.refresh_from_db()
    assert (ankerhuis.naam, ankerhuis.telefoon) == ("Museum Het Ankerhuis", "")


def test_an_address_is_one_choice(saskia, ankerhuis, dubbel):
    Organisatie.objects.filter(pk=dubbel.pk).update(bezoekadres_straat="Kade", bezoekadres_plaats="Kampen")
    voeg_samen(saskia, ankerhuis, dubbel, {"keuze-bezoekadres_soort": "weg"})
    ankerhuis.refresh_from_db()
    assert (ankerhuis.bezoekadres_straat, ankerhuis.bezoekadres_plaats) == ("Kade", "Kampen")


def test_a_number_of_the_other_may_stay(saskia, ankerhuis, dubbel):
    voeg_samen(saskia, dubbel, ankerhuis)
    dubbel.refresh_from_db()
    assert dubbel.kvk_nummer == "00900001"


def test_a_former_accountmanager_may_stay(saskia, ankerhuis, dubbel):
    """R15: old records still carry them."""
    dubbel.accountmanager = GebruikerFactory(is_active=False)
    dubbel.save()
    voeg_samen(saskia, ankerhuis, dubbel)
    ankerhuis.refresh_from_db()
    assert ankerhuis.accountmanager == dubbel.accountmanager


def test_opmerkingen_are_joined_and_may_be_shortened(saskia, ankerhuis, dubbel):
    Organisatie.objects.filter(pk=ankerhuis.pk).update(opmerkingen="Vriend.")
    velden = formulier(saskia.get(pagina_van(ankerhuis, dubbel)), "basis").velden
    assert velden["opmerkingen"] == ["Vriend.\n\nBelt altijd terug."]
    antwoord = voeg_samen(saskia, ankerhuis, dubbel, opmerkingen="x" * 4001)
    assert antwoord.status_code == 422 and "maximaal 4000 tekens" in antwoord.content.decode()
    assert Organisatie.objects.count() == 2


@pytest.mark.parametrize("wie", ["ankerhuis", "dubbel"])
@pytest.mark.parametrize(
    ("veld", "waarde"), [("geen_mailing", True), ("non_mailing_kvk", True), ("relatiestatus", "niet benaderen")]
)
def test_consents_the_strictest_wins(saskia, ankerhuis, dubbel, wie, veld, waarde):
    """4.5: an opt-out on either side stays an opt-out; there is nothing to choose."""
    rij = {"ankerhuis": ankerhuis, "dubbel": dubbel}[wie]
    Organisatie.objects.filter(pk=rij.pk).update(**{veld: waarde})
    assert veld not in keuzes(saskia, ankerhuis, dubbel)
    voeg_samen(saskia, ankerhuis, dubbel)
    ankerhuis.refresh_from_db()
    assert getattr(ankerhuis, veld) == waarde


def test_an_opt_out_takes_its_reason_along(saskia, ankerhuis, dubbel):
    velden = {"geen_mailing": True, "geen_mailing_reden": "Brief", "geen_mailing_datum": date(2026, 1, 2)}
    Organisatie.objects.filter(pk=dubbel.pk).update(**velden)
    voeg_samen(saskia, ankerhuis, dubbel)
    ankerhuis.refresh_from_db()
    assert (ankerhuis.geen_mailing_reden, ankerhuis.geen_mailing_datum) == ("Brief", date(2026, 1, 2))


def test_avg_blocks_are_carried_over(saskia):
    anna = PersoonFactory(achternaam="Berg")
    ander = PersoonFactory(achternaam="Berg", geen_marketing=True, overleden_op=date(2026, 1, 2))
    voeg_samen(saskia, anna, ander)
    anna.refresh_from_db()
    assert (anna.geen_marketing, anna.overleden_op, anna.actief) == (True, date(2026, 1, 2), False)


@pytest.mark.parametrize(
    ("dag", "mag"), [(date(2025, 1, 1), True), (date(2026, 3, 1), False), (date(2026, 4, 1), False)]
)
def test_an_opt_out_of_either_stays_an_opt_out(saskia, dag, mag):
    """R102, R103: the yes of the one, also of that day, does not undo the no of the other; his own later yes does."""
    anna, ander = (PersoonFactory(achternaam="Berg", email_prive="anna@smp.example") for _ in range(2))
    ja = {"kanaal": "email", "adres": "anna@smp.example", "onderwerp": "alles", "bron": "formulier"}
    Toestemming.objects.create(persoon=ander, status="opt_in", datum=date(2026, 4, 1), **ja)
    Toestemming.objects.create(persoon=ander if mag else anna, status="opt_out", datum=dag, **ja)
    voeg_samen(saskia, anna, ander)
    gezegd = Toestemming.objects.filter(persoon=anna)
    assert mag_benaderen(anna, "email", "nieuwsbrief", timezone.localdate(), gezegd)[0] == mag
    assert gezegd.filter(bron="samenvoegen").exists() != mag


# --- what moves


def test_everything_that_points_at_it_moves(saskia, ankerhuis, dubbel):
    baan, dochter = PersoonInOrganisatieFactory(organisatie=dubbel), OrganisatieFactory(moederorganisatie=dubbel)
    html = saskia.get(pagina_van(ankerhuis, dubbel)).content.decode()
    assert "1 persoon in organisatie" in html and "1 dochterorganisatie" in html
    html = saskia.get(voeg_samen(saskia, ankerhuis, dubbel).url).content.decode()
    assert "1 persoon in organisatie is verhuisd." in html
    baan.refresh_from_db(), dochter.refresh_from_db()
    assert (baan.organisatie, dochter.moederorganisatie) == (ankerhuis, ankerhuis)


def test_b12_of_one_job_twice_the_newest_stays_active(saskia, ankerhuis, dubbel):
    oud = PersoonInOrganisatieFactory(organisatie=ankerhuis, functie="Directeur", hoofdcontactpersoon=True)
    nieuw = PersoonInOrganisatieFactory(
        persoon=oud.persoon, organisatie=dubbel, functie="directeur", begindatum=date(2026, 1, 1)
    )
    voeg_samen(saskia, ankerhuis, dubbel)
    oud.refresh_from_db(), nieuw.refresh_from_db()
    assert (oud.actief, nieuw.actief) == (False, True) and oud.einddatum
    assert nieuw.hoofdcontactpersoon and not oud.hoofdcontactpersoon


def test_b12_the_newest_is_the_one_that_began_last(saskia, ankerhuis, dubbel):
    """Not the one that was typed last."""
    nieuw = PersoonInOrganisatieFactory(organisatie=ankerhuis, begindatum=date(2026, 1, 1))
    PersoonInOrganisatieFactory(persoon=nieuw.persoon, organisatie=dubbel, begindatum=date(2020, 1, 1))
    voeg_samen(saskia, ankerhuis, dubbel)
    assert PersoonInOrganisatie.objects.get(actief=True) == nieuw


def test_b13_the_hoofdcontactpersoon_of_who_stays_stays(saskia, ankerhuis, dubbel):
    eigen = PersoonInOrganisatieFactory(organisatie=ankerhuis, hoofdcontactpersoon=True)
    PersoonInOrganisatieFactory(organisatie=dubbel, hoofdcontactpersoon=True)
    voeg_samen(saskia, ankerhuis, dubbel)
    assert PersoonInOrganisatie.objects.get(hoofdcontactpersoon=True) == eigen


def test_b13_who_has_none_takes_that_of_the_other(saskia, ankerhuis, dubbel):
    zijn = PersoonInOrganisatieFactory(organisatie=dubbel, hoofdcontactpersoon=True)
    voeg_samen(saskia, ankerhuis, dubbel)
    assert PersoonInOrganisatie.objects.get(hoofdcontactpersoon=True) == zijn


def test_two_persons(saskia, ankerhuis):
    anna = PersoonInOrganisatieFactory(organisatie=ankerhuis, voorkeursrelatie=True).persoon
    ander = PersoonInOrganisatieFactory(organisatie=ankerhuis, voorkeursrelatie=True).persoon
    elders = PersoonInOrganisatieFactory(persoon=ander)
    voeg_samen(saskia, anna, ander)
    elders.refresh_from_db()
    assert elders.persoon == anna and anna.koppelingen.count() == 3
    assert (
        anna.koppelingen.filter(actief=True).count() == 2
        and anna.koppelingen.filter(voorkeursrelatie=True).count() == 1
    )


def test_b17_a_person_who_is_not_active_gets_no_active_job(saskia):
    anna, baan = PersoonFactory(actief=False), PersoonInOrganisatieFactory()
    voeg_samen(saskia, anna, baan.persoon, {"keuze-actief": "blijft"})
    baan.refresh_from_db()
    assert (baan.persoon, baan.actief) == (anna, False)


# --- what is gone


def test_the_receipt_names_both_as_they_were(saskia, ankerhuis):
    weg = OrganisatieFactory(naam="Anker B.V.")
    antwoord = voeg_samen(saskia, weg, ankerhuis, {"keuze-naam": "weg"})
    pagina = saskia.get(antwoord.url).content.decode()
    assert "Museum Het Ankerhuis is samengevoegd met Anker B.V. <" in pagina and "Ongedaan maken" in pagina


def test_the_old_address_leads_on(saskia, ankerhuis, dubbel):
    voeg_samen(saskia, ankerhuis, dubbel, {"keuze-naam": "blijft"})
    for pad in ("", "wijzigen/", "samenvoegen/"):
        antwoord = saskia.get(f"{dubbel.get_absolute_url()}{pad}", follow=True)
        assert antwoord.redirect_chain == [(ankerhuis.get_absolute_url(), 302)]
        assert "Ankerhuis museum is samengevoegd met Museum Het Ankerhuis." in antwoord.content.decode()


def test_who_saves_the_old_one_hears_that_nothing_is_stored(saskia, ankerhuis, dubbel):
    url = f"{dubbel.get_absolute_url()}wijzigen/"
    pagina = saskia.get(url)
    voeg_samen(saskia, ankerhuis, dubbel)
    antwoord = post(saskia, url, pagina=pagina, naam="Anders", volg=True)
    assert "Wat je deed, is niet bewaard." in antwoord.content.decode()


def test_it_is_in_no_list_lookup_or_search(saskia, ankerhuis, dubbel):
    saskia.get(voeg_samen(saskia, ankerhuis, dubbel, {"keuze-naam": "blijft"}).url)
    basis = "/relaties/organisaties/"
    for url in (f"{basis}?actief=alle", f"{basis}wijzigen/?actief=alle", f"{basis}opzoeken/?q=museum", "/"):
        html = saskia.get(url).content.decode()
        assert "Ankerhuis museum" not in html and (url == "/" or "Museum Het Ankerhuis" in html), url
    assert saskia.get("/zoeken/?q=ankerhuis").url == ankerhuis.get_absolute_url()
    html = saskia.post(f"{basis}toevoegen/dubbelen/", {"naam": "Ankerhuis museum"}).content.decode()
    assert dubbel.get_absolute_url() not in html and ankerhuis.get_absolute_url() in html


def test_it_keeps_what_it_had_and_stands_on_the_card(saskia, ankerhuis, dubbel):
    voeg_samen(saskia, ankerhuis, dubbel, {"keuze-naam": "blijft"})
    rij = Organisatie._base_manager.get(pk=dubbel.pk)
    assert (rij.naam, rij.telefoon, rij.actief) == ("Ankerhuis museum", "+31380001234", False)
    html = saskia.get(ankerhuis.get_absolute_url()).content.decode()
    assert "Hierin opgegaan" in html and f"Ankerhuis museum (nummer {dubbel.pk}), op" in html


def test_one_wijzigingsset_with_the_name_of_the_act(saskia, ankerhuis, dubbel):
    baan = PersoonInOrganisatieFactory(organisatie=dubbel)
    voeg_samen(saskia, ankerhuis, dubbel)
    sets = {rij.events.latest("pgh_id").pgh_context_id for rij in (ankerhuis, dubbel, baan)}
    metadata = Wijzigingsset.objects.get(pk=sets.pop()).metadata
    assert not sets and metadata["handeling"] == "Samengevoegd"


def test_a_chain_is_one_step(saskia, ankerhuis, dubbel):
    derde = OrganisatieFactory(naam="Ankerhuis")
    voeg_samen(saskia, ankerhuis, dubbel)
    voeg_samen(saskia, derde, ankerhuis)
    assert saskia.get(dubbel.get_absolute_url()).url == derde.get_absolute_url()


def test_nothing_can_point_at_it_any_more(saskia, ankerhuis, dubbel):
    voeg_samen(saskia, ankerhuis, dubbel)
    for maak in (
        lambda: PersoonInOrganisatieFactory(organisatie=dubbel),
        lambda: OrganisatieFactory(moederorganisatie=dubbel),
        lambda: Organisatie.objects.filter(pk=ankerhuis.pk).update(moederorganisatie=dubbel),
    ):
        with pytest.raises(IntegrityError, match="merged"), transaction.atomic():
            maak()
            connection.check_constraints()


# --- guards


def test_different_kvk_nummers_must_be_confirmed(saskia, ankerhuis, dubbel):
    Organisatie.objects.filter(pk=dubbel.pk).update(kvk_nummer="00900002")
    antwoord = voeg_samen(saskia, ankerhuis, dubbel, {"keuze-telefoon": "blijft"})
    assert antwoord.status_code == 422 and Organisatie.objects.count() == 2
    assert formulier(antwoord, "basis").velden["keuze-telefoon"] == ["blijft"]
    assert voeg_samen(saskia, ankerhuis, dubbel, ander_kvk=True).status_code == 302


def test_who_stays_may_not_fall_under_the_other(saskia, ankerhuis, dubbel):
    tussen = OrganisatieFactory(moederorganisatie=dubbel)
    Organisatie.objects.filter(pk=ankerhuis.pk).update(moederorganisatie=tussen)
    antwoord = voeg_samen(saskia, ankerhuis, dubbel)
    assert antwoord.status_code == 422 and "Wissel ze om" in antwoord.content.decode()
    assert voeg_samen(saskia, dubbel, ankerhuis).status_code == 302
    dubbel.refresh_from_db(), tussen.refresh_from_db()
    assert (dubbel.moederorganisatie, tussen.moederorganisatie) == (None, dubbel)


def test_who_is_anonymised_stays_alone(saskia):
    anna, ander = PersoonFactory(), PersoonFactory(geanonimiseerd_op=timezone.now(), actief=False)
    antwoord = voeg_samen(saskia, anna, ander)
    assert antwoord.status_code == 422 and Persoon.objects.count() == 2


def test_of_whom_the_data_may_only_be_kept_no_job_changes(saskia, ankerhuis, dubbel):
    """AVG 18: Anna works at both in one job. Merging says why it cannot, and changes nothing; elsewhere it may."""
    anna = PersoonFactory(voornaam="Anna", achternaam="Berg")
    banen = [PersoonInOrganisatieFactory(persoon=anna, organisatie=rij) for rij in (ankerhuis, dubbel)]
    beperk(anna, "juistheid", "Brief van 1 november")
    antwoord = voeg_samen(saskia, ankerhuis, dubbel)
    assert antwoord.status_code == 422 and "De verwerking van Anna Berg is beperkt." in antwoord.content.decode()
    assert PersoonInOrganisatie.objects.actief().count() == len(banen) and Organisatie.objects.count() == 2
    PersoonInOrganisatie.objects.filter(pk=banen[0].pk).update(functie="Directeur")
    assert voeg_samen(saskia, ankerhuis, dubbel).status_code == 302


def test_nor_is_the_flag_of_such_a_hoofdcontactpersoon_taken(saskia, ankerhuis, dubbel):
    """AVG 18, B13: of two the one of who stays keeps it, so the other way round it can be done."""
    anna = PersoonInOrganisatieFactory(organisatie=dubbel, hoofdcontactpersoon=True)
    PersoonInOrganisatieFactory(organisatie=ankerhuis, hoofdcontactpersoon=True)
    beperk(anna.persoon, "juistheid", "Brief van 1 november")
    assert voeg_samen(saskia, ankerhuis, dubbel).status_code == 422
    assert voeg_samen(saskia, dubbel, ankerhuis).status_code == 302
    assert PersoonInOrganisatie.objects.get(hoofdcontactpersoon=True) == anna


def test_what_was_changed_meanwhile_is_asked_again(saskia, ankerhuis, dubbel):
    pagina = saskia.get(pagina_van(ankerhuis, dubbel))
    Organisatie.objects.filter(pk=dubbel.pk).update(email="info@ankerhuis.example")
    gekozen = {"keuze-telefoon": "blijft", "opmerkingen": "Kort"}
    antwoord = post(saskia, pagina_van(ankerhuis, dubbel), gekozen, pagina=pagina, met="basis")
    assert antwoord.status_code == 409 and Organisatie.objects.count() == 2
    assert "net gewijzigd: E-mailadres (algemeen)" in antwoord.content.decode()
    velden = formulier(antwoord, "basis").velden
    assert (velden["keuze-telefoon"], velden["opmerkingen"]) == (["blijft"], ["Kort"])
    assert post(saskia, pagina_van(ankerhuis, dubbel), pagina=antwoord, met="basis").status_code == 302


@pytest.mark.parametrize("basis", ["", "x", "vreemd"])
def test_a_page_of_other_records_does_nothing(saskia, ankerhuis, dubbel, basis):
    ander = formulier(saskia.get(pagina_van(dubbel, ankerhuis)), "basis").velden["basis"][0]
    data = formulier(saskia.get(pagina_van(ankerhuis, dubbel)), "basis").data()
    antwoord = saskia.post(pagina_van(ankerhuis, dubbel), data | {"basis": [ander if basis == "vreemd" else basis]})
    assert antwoord.status_code == 409 and Organisatie.objects.count() == 2


def test_a_second_time_says_that_it_was_done(saskia, ankerhuis, dubbel):
    pagina, derde = saskia.get(pagina_van(ankerhuis, dubbel)), OrganisatieFactory()
    voeg_samen(saskia, derde, dubbel)
    antwoord = post(saskia, pagina_van(ankerhuis, dubbel), pagina=pagina, met="basis", volg=True)
    assert "is samengevoegd met" in antwoord.content.decode()
    assert Organisatie._base_manager.get(pk=dubbel.pk).samengevoegd_met == derde


# --- the way there


def test_from_the_card_by_the_vergrootglas(saskia, ankerhuis, dubbel):
    url = f"{ankerhuis.get_absolute_url()}samenvoegen/"
    assert url in saskia.get(ankerhuis.get_absolute_url()).content.decode()
    antwoord = post(saskia, url, met_tekst="Ankerhuis museum", met="met_tekst")
    assert antwoord.url == f"{url}?met={dubbel.pk}"


def test_likely_doubles_are_offered(saskia, ankerhuis, dubbel):
    html = saskia.get(f"{ankerhuis.get_absolute_url()}samenvoegen/").content.decode()
    assert f"?met={dubbel.pk}" in html and "naam lijkt 100 %" in html


@pytest.mark.parametrize("tekst", ["", "Museum Het Ankerhuis", "Bestaat niet"])
def test_the_other_must_be_another_that_is_there(saskia, ankerhuis, tekst):
    antwoord = post(saskia, f"{ankerhuis.get_absolute_url()}samenvoegen/", met_tekst=tekst, met="met_tekst")
    assert antwoord.status_code == 422 and "Er is iets niet goed ingevuld" in antwoord.content.decode()


@pytest.mark.parametrize("met", ["0", "x", "999999999", "9" * 30, "-1"])
def test_what_does_not_exist_is_not_found(saskia, ankerhuis, met):
    assert saskia.get(f"{ankerhuis.get_absolute_url()}samenvoegen/?met={met}").status_code == 404


def test_only_crm_super(als, gebruiker, ankerhuis, dubbel):
    """A4: merge is for CRM Super and Beheerder."""
    client = als(gebruiker)
    assert client.get(pagina_van(ankerhuis, dubbel)).status_code == 403
    assert client.post(pagina_van(ankerhuis, dubbel), {"basis": "x"}).status_code == 403
    assert "Samenvoegen met" not in client.get(ankerhuis.get_absolute_url()).content.decode()
