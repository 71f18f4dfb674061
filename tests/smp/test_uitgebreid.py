"""[Uitgebreid zoeken]: conditions in groups, with the operators that fit, and those of related records (issue 4)."""

import re

import pytest
from django.http import QueryDict

from smp.lijsten.lijst import LIJSTEN
from smp.lijsten.voorwaarden import MAX_GROEPEN, TE_GROOT
from smp.lijsten.vraag import Vraag
from tests.factories import OrganisatieFactory, PersoonFactory, PersoonInOrganisatieFactory, SegmentFactory
from tests.invullen import formulier

pytestmark = pytest.mark.django_db

URL = "/relaties/personen-in-organisatie/"


@pytest.fixture(autouse=True)
def mensen():
    """Anna runs a theatre in Zwolle, Bram a museum in Kampen; Carla is a member of the board of the theatre."""
    cultuur = SegmentFactory(naam="Cultuur")
    theater = OrganisatieFactory(naam="Theater", bezoekadres_plaats="Zwolle", segment=cultuur, postadres_gelijk=False)
    museum = OrganisatieFactory(
        naam="Museum", bezoekadres_plaats="Kampen", aantal_medewerkers=12, postadres_gelijk=True
    )
    for naam, functie, waar in (
        ("Anna", "Directéur", theater),
        ("Bram", "Directeur", museum),
        ("Carla", "Bestuur", theater),
    ):
        PersoonInOrganisatieFactory(persoon=PersoonFactory(voornaam=naam), functie=functie, organisatie=waar)


def bouwer(client, url):
    """`druk(knop, **velden)`: fill in the form that was last answered, and press a button of it."""
    antwoord = client.get(url)

    def druk(knop, **velden):
        nonlocal antwoord
        form = formulier(antwoord, "g0r0-veld")
        for naam, waarde in velden.items():
            form.vul(naam, waarde)
        antwoord = client.post(url, form.data() | {"doe": [knop]})
        return antwoord

    return druk


def vraag(user, ook: str, lijst="persooninorganisatie") -> Vraag:
    return Vraag(LIJSTEN[lijst], user, QueryDict(f"ook={ook}"))


def wie(user, ook: str) -> str:
    """The first letters of who is found."""
    return "".join(sorted(rij.persoon.voornaam[0] for rij in vraag(user, ook).rijen))


@pytest.mark.parametrize(
    ("ook", "gevonden"),
    [
        ("functie:bevat:RECTEUR", "AB"),
        ("functie:begint:direc", "AB"),
        ("functie:is:directeur", "AB"),
        ("functie:isniet:directeur", "C"),
        ("afdeling:leeg", "ABC"),
        ("functie:bevat:directeur;organisatie.bezoekadres_plaats:begint:zwo", "A"),
        ("functie:bevat:directeur,organisatie.bezoekadres_plaats:is:zwolle", "ABC"),
        ("(functie:is:bestuur,functie:is:directeur);organisatie.aantal_medewerkers:tussen:10:20", "B"),
        ("(functie:is:bestuur;organisatie.segment:gevuld),organisatie.aantal_medewerkers:groter:11", "BC"),
        ("persoon.voornaam:is:carla", "C"),
        ("gewijzigd_op:laatste:1", "ABC"),
        ("gewijzigd_op:voor:2020-01-01", ""),
        ("organisatie.postadres_bekend:is:nee", "AC"),
        ("functie:bevat:'!!'", ""),
    ],
)
def test_voorwaarden_in_groepen(gebruiker, ook, gevonden):
    """Issue 4: accents and capitals do not count, brackets do."""
    assert wie(gebruiker, ook) == gevonden


def test_voorwaarden_over_een_verwant_gaan_over_dezelfde(gebruiker):
    """Not one person with the function and another with the name: one who has both. In two groups they may differ."""
    samen = vraag(gebruiker, "personen.functie:is:bestuur;personen.persoon:bevat:anna", "organisatie")
    apart = vraag(gebruiker, "(personen.functie:is:bestuur);(personen.functie:is:directeur)", "organisatie")
    assert not samen.rijen.exists() and [org.naam for org in apart.rijen] == ["Theater"]


def test_van_wie_niet_meer_werkt_telt_het_niet(gebruiker):
    """Of many related records those count that their list shows; the others when asked for."""
    LIJSTEN["persooninorganisatie"].model.objects.filter(functie="Bestuur").update(actief=False)
    assert not vraag(gebruiker, "personen.functie:is:bestuur", "organisatie").rijen.exists()
    assert vraag(gebruiker, "personen.functie:is:bestuur;personen.actief:is:nee", "organisatie").rijen.count() == 1
    assert vraag(gebruiker, "personen:leeg", "organisatie").rijen.count() == 0


def test_de_vraag_wordt_teruggelezen(gebruiker):
    """Issue 4: one Dutch sentence."""
    gevraagd = vraag(
        gebruiker, "functie:bevat:directeur;organisatie.segment:gevuld;organisatie.postadres_bekend:is:nee"
    )
    assert gevraagd.zin == (
        "Actieve personen in organisatie zonder beperking, met functie bevat ‘directeur’ "
        "en bij een organisatie met segment ingevuld en zonder postadres"
    )
    assert vraag(gebruiker, "(functie:is:a,functie:is:b)").zin.endswith("(met functie is ‘a’ of met functie is ‘b’)")


def test_wat_je_typt_verandert_de_zin_niet(gebruiker):
    """The dots of a clause such as 'actieve …', and the word itself, mean nothing in a value."""
    zin = vraag(gebruiker, "naam:bevat:'a …';personen.functie:is:'niet-actieve'", "organisatie").zin
    assert zin == (
        "Actieve organisaties met ‘a ...’ in naam, handelsnaam, zoeknaam of plaats "
        "en met een actieve persoon in organisatie met functie is ‘niet-actieve’"
    )


def test_een_chip_haalt_een_voorwaarde_weg(gebruiker):
    gevraagd = vraag(gebruiker, "functie:bevat:directeur;afdeling:leeg")
    assert [chip["waarde"] for chip in gevraagd.chips[-2:]] == ["Met functie bevat ‘directeur’", "Zonder afdeling"]
    assert gevraagd.chips[-1]["weg_url"] == "?ook=functie:bevat:directeur"


@pytest.mark.parametrize("pagina", ["", "wijzigen/"])
def test_lijst_en_raster_gehoorzamen(als, gebruiker, pagina):
    """ontwerp §1: one row-chooser."""
    html = als(gebruiker).get(f"{URL}{pagina}?ook=functie:bevat:directeur;organisatie.segment:gevuld").content.decode()
    assert len(re.findall(r'<tr id="r\d+"', html)) == 1


def test_massawijziging_en_export_gehoorzamen(als, super):
    query = "ook=functie:bevat:directeur;organisatie.segment:gevuld"
    assert "Je wijzigt <b>1 " in als(super).get(f"{URL}massa/?{query}").content.decode()
    antwoord = als(super).post(f"{URL}export/?{query}", {"formaat": "csv"})
    assert b"".join(antwoord.streaming_content).count(b"\r\n") == 2


def test_bouwen_zonder_javascript(als, gebruiker):
    """Choose a column, press a button, and the fields that fit it are there; then the list with the question."""
    client, url = als(gebruiker), f"{URL}uitgebreid/?functie=dir"
    druk = bouwer(client, url)
    druk("ververs", **{"g0r0-veld": "functie"})
    druk("rij-0", **{"g0r0-operator": "bevat", "g0r0-waarde": "directeur"})
    antwoord = druk("zoeken", **{"g0r1-veld": "begindatum"})
    assert antwoord.status_code == 422 and "Vul een waarde in." in antwoord.content.decode()
    druk("ververs", **{"g0r1-operator": "na"})
    antwoord = druk("zoeken", **{"g0r1-waarde": "31-1-2020"})
    assert antwoord["Location"] == f"{URL}?functie=dir&ook=functie:bevat:directeur;begindatum:na:2020-01-31"


def test_wat_er_stond_staat_in_het_formulier(als, gebruiker):
    """Opened again and sent unchanged it is the same question, brackets and all."""
    ook, client = "(functie:is:a,functie:bevat:'b c');(organisatie.naam:bevat:x)", als(gebruiker)
    url = f"{URL}uitgebreid/?ook={ook}"
    form = formulier(client.get(url), "g1r0-veld")
    assert QueryDict(client.post(url, form.data() | {"doe": ["zoeken"]})["Location"].partition("?")[2])["ook"] == ook


def test_losse_voorwaarden_zijn_een_groep(gebruiker):
    """A question that its own form cannot hold is refused: sent back it would miss a group, and find more."""
    groepen = ";".join(["(functie:is:a,functie:is:b)"] * MAX_GROEPEN)
    assert not vraag(gebruiker, groepen).ook.fout
    assert vraag(gebruiker, f"afdeling:leeg;{groepen}").ook.fout == TE_GROOT


def test_een_veld_dat_weg_is_staat_rood_in_het_formulier(als, gebruiker):
    html = als(gebruiker).get(f"{URL}uitgebreid/?ook=oudveld:is:x;functie:is:y").content.decode()
    assert "Het veld ‘oudveld’ bestaat niet meer." in html and 'value="y"' in html


def test_wat_tot_niets_vouwt_is_niet_leeg(gebruiker):
    """Asked in the form that has an index, where a sign is nothing."""
    OrganisatieFactory(naam="Het Streepje", bezoekadres_plaats="´")
    leeg, gevuld = (
        vraag(gebruiker, f"bezoekadres_plaats:{soort}", "organisatie").rijen for soort in ("leeg", "gevuld")
    )
    assert leeg.count() == 0 and gevuld.filter(naam="Het Streepje").exists()
    assert "smp_vouw" in str(leeg.query)


def test_zonder_recht_op_de_verwante_tabel_is_er_niets_te_vragen(als, gebruiker):
    """R93: an answer would tell what is in it."""
    groep = gebruiker.groups.get()
    groep.permissions.remove(groep.permissions.get(codename="view_organisatie"))
    html = als(gebruiker).get(f"{URL}?ook=organisatie.naam:bevat:theater").content.decode()
    assert "Het veld ‘organisatie.naam’ bestaat niet meer." in html
