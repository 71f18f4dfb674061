"""A day and a number as people type them (domein 3.7): read by the server, whatever the language of the browser."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from smp.velden import Datumveld, Getalveld
from tests.factories import OrganisatieFactory
from tests.invullen import formulier, post

DAG = ["1-9-2019", "01/09/2019", "1.9.19", "01092019", "2019-09-01", " 1 9 2019 ", "1 september 2019", "1-Sep-19"]
GEEN_DAG = ["1-9", "31-2-2019", "1-9-0019", "192019", "1-9/2019", "1-xyz-2019", "morgen", "٣-٩-٢٠١٩"]


def lees(veld, getypt: str):
    return veld.clean(veld.widget.value_from_datadict({"x": getypt}, {}, "x"))


@pytest.mark.parametrize(
    "getypt",
    DAG,
)
def test_een_dag(getypt):
    assert lees(Datumveld(), getypt) == date(2019, 9, 1)


@pytest.mark.parametrize("getypt", GEEN_DAG)
def test_geen_dag(getypt):
    with pytest.raises(ValidationError, match="Vul een datum in zoals 31-12-2026."):
        lees(Datumveld(), getypt)


def test_een_jaar_van_twee_cijfers():
    assert lees(Datumveld(), "1-9-45").year == 1945 and lees(Datumveld(), "1-9-30").year == 2030


def test_een_getal():
    assert {lees(Getalveld(), getypt) for getypt in ("1200000", "1.200.000", "1 200 000")} == {1_200_000}


@pytest.mark.parametrize("getypt", ["12,5", "1.20", "1e", "twaalf"])
def test_geen_getal(getypt):
    with pytest.raises(ValidationError, match="Vul een heel getal in."):
        lees(Getalveld(), getypt)


def test_op_het_formulier(als, gebruiker):
    """The fields of every model are these: what Django's own would refuse is stored."""
    org = OrganisatieFactory()
    post(als(gebruiker), f"{org.get_absolute_url()}wijzigen/", relatie_sinds="01092019", aantal_medewerkers="1.200")
    org.refresh_from_db()
    assert (org.relatie_sinds, org.aantal_medewerkers) == (date(2019, 9, 1), 1200)


def test_half_getypt_blijft_staan_en_maakt_niets_leeg(als, gebruiker):
    """Issue 3: a browser's own date input would have posted nothing here."""
    org = OrganisatieFactory(relatie_sinds=date(2023, 10, 2), aantal_medewerkers=17)
    antwoord = post(
        als(gebruiker), f"{org.get_absolute_url()}wijzigen/", relatie_sinds="2-10-", aantal_medewerkers="1e"
    )
    weer = formulier(antwoord).velden
    assert antwoord.status_code == 422 and weer["relatie_sinds"] == ["2-10-"] and weer["aantal_medewerkers"] == ["1e"]
    org.refresh_from_db()
    assert (org.relatie_sinds, org.aantal_medewerkers) == (date(2023, 10, 2), 17)


def test_een_andere_schrijfwijze_is_geen_wijziging(als, gebruiker):
    org = OrganisatieFactory(relatie_sinds=date(2023, 10, 2))
    raster = f"{reverse('organisatie_raster')}?kolommen=naam,relatie_sinds"
    for url, veld in ((f"{org.get_absolute_url()}wijzigen/", "relatie_sinds"), (raster, f"c-{org.pk}-relatie_sinds")):
        assert "Er is niets veranderd." in post(als(gebruiker), url, {veld: "02-10-2023"}, volg=True).content.decode()
