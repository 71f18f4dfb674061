"""Posts that no page makes: mutated, incomplete, or of another record. Never a 500, never 'bewaard'."""

import pytest
from django.urls import reverse

from smp.formulieren import onderteken
from smp.kaarten.kaart import KAARTEN
from smp.lijsten.lijst import LIJSTEN
from tests.contract.gegevens import NAMEN, fabriek, rij_van
from tests.contract.test_kaarten import tekstveld
from tests.invullen import formulier

pytestmark = pytest.mark.django_db

BASES = {
    "weg": None,
    "leeg": "",
    "rommel": "eyJ:x:y",
    "nul": "\x00",
    "lijst": onderteken([1, 2]),
    "getal": onderteken(7),
    "vorm van het formulier": onderteken({"naam": "x", "functie": "y"}),
    "vorm van het raster": onderteken({"1": {"naam": "x"}}),
    "raster met een lijst": onderteken({"1": ["naam"]}),
    "onbekend": onderteken({"999999999999": {"naam": "x"}}),
}
WAARDEN = ["\x00", "9" * 5_000, "-1", "²", "🦄" * 300, "on", "x" * 100_000]


def kwade_data(data: dict):
    """(what, post): each value in all fields, in every other field, and in the others: a form costs its rendering."""
    namen = [naam for naam in data if naam not in ("basis", "csrfmiddlewaretoken")]
    for waarde in WAARDEN:
        for deel in (namen, namen[::2], namen[1::2], ["basis"]):
            yield (deel[:2], waarde[:5]), data | dict.fromkeys(deel, waarde)


def stand(model) -> list[tuple]:
    """Every stored value."""
    return list(model._base_manager.order_by("pk").values_list())


def veilig(antwoord):
    """Refused, or sent back to look; and nothing says that it was saved."""
    assert antwoord.status_code in (200, 302, 400, 403, 404, 409, 422)
    html = antwoord.content.decode()
    assert "is bewaard" not in html and "zijn bewaard" not in html


def met_basis(data: dict):
    """(kind, post): the same post with every basis that the page did not give."""
    for soort, basis in BASES.items():
        kaal = {naam: waarde for naam, waarde in data.items() if naam != "basis"}
        yield soort, kaal if basis is None else kaal | {"basis": basis}


@pytest.mark.parametrize("naam", sorted(KAARTEN))
def test_wijzigen_met_een_vreemde_basis(als, super, naam):
    """R99: without what the user saw, nothing can be changed."""
    kaart = KAARTEN[naam]
    obj, client = fabriek(LIJSTEN[naam])(), als(super)
    url = f"{obj.get_absolute_url()}wijzigen/"
    was = stand(kaart.model)
    for soort, data in met_basis(formulier(client.get(url)).data() | {tekstveld(kaart): ["Inbraak"]}):
        veilig(client.post(url, data, follow=True))
        assert stand(kaart.model) == was, soort


@pytest.mark.parametrize("naam", NAMEN)
def test_raster_met_een_vreemde_basis(als, super, naam):
    """R99: the same for the grid."""
    lijst = LIJSTEN[naam]
    fabriek(lijst)()
    client, url = als(super), reverse(f"{naam}_raster")
    was = stand(lijst.model)
    cellen = {n: ["Inbraak"] for n in formulier(client.get(url), "basis").data() if n.startswith("c-")}
    for soort, data in met_basis(cellen):
        veilig(client.post(url, data, follow=True))
        assert stand(lijst.model) == was, soort


@pytest.mark.parametrize("naam", sorted(KAARTEN))
def test_een_half_ontvangen_formulier_verandert_niets(als, super, naam):
    """A post that was cut off: a field that is missing was not emptied by anybody."""
    kaart, client = KAARTEN[naam], als(super)
    obj = fabriek(LIJSTEN[naam])()
    kaart.model.objects.filter(pk=obj.pk).update(**{tekstveld(kaart): "Blijft staan"})
    url = f"{obj.get_absolute_url()}wijzigen/"
    data, was = formulier(client.get(url)).data(), stand(kaart.model)
    for hoeveel in (1, 3, len(data) // 2):
        veilig(client.post(url, {n: data[n] for n in ["basis", *list(data)[:hoeveel]]}, follow=True))
        assert stand(kaart.model) == was


@pytest.mark.parametrize("naam", NAMEN)
def test_een_half_ontvangen_raster_verandert_niets(als, super, naam):
    """The same for the grid."""
    lijst, client = LIJSTEN[naam], als(super)
    fabriek(lijst).create_batch(2)
    url = reverse(f"{naam}_raster")
    data, was = formulier(client.get(url), "basis").data(), stand(lijst.model)
    for hoeveel in (1, 4, len(data) // 2):
        veilig(client.post(url, {n: data[n] for n in ["basis", *list(data)[:hoeveel]]}, follow=True))
        assert stand(lijst.model) == was


@pytest.mark.parametrize("naam", sorted(KAARTEN))
def test_elk_veld_verdraagt_alles(als, super, naam):
    """The fields of the change form: refused with a message, or stored as typed; never a 500."""
    client = als(super)
    obj = fabriek(LIJSTEN[naam])()
    url = f"{obj.get_absolute_url()}wijzigen/"
    data = formulier(client.get(url)).data()
    for soort, kwaad in kwade_data(data):
        assert client.post(url, kwaad).status_code < 500, soort


@pytest.mark.parametrize("naam", NAMEN)
def test_elke_cel_verdraagt_alles(als, super, naam):
    """The cells of the grid."""
    lijst, client = LIJSTEN[naam], als(super)
    fabriek(lijst)()
    url = f"{reverse(f'{naam}_raster')}?kolommen={','.join(lijst.kolom)}"
    data = formulier(client.get(url), "basis").data()
    for soort, kwaad in kwade_data(data):
        assert client.post(url, kwaad).status_code < 500, soort


@pytest.mark.parametrize("naam", [naam for naam in sorted(KAARTEN) if KAARTEN[naam].regels])
def test_de_telling_van_de_regels_is_rommel(als, super, naam):
    """R43: the fields in which a formset counts its rows."""
    kaart, client, url = KAARTEN[naam], als(super), reverse(f"{naam}_toevoegen")
    goed = formulier(client.get(url)).data()
    for veld in ("TOTAL_FORMS", "INITIAL_FORMS", "MAX_NUM_FORMS"):
        for waarde in ("", "x", "-1", "26", "9" * 5_000, "\x00"):
            antwoord = client.post(url, goed | {f"regels-{veld}": waarde}, follow=True)
            veilig(antwoord)
            assert not kaart.model.objects.exists() and "ManagementForm" not in antwoord.content.decode(), (
                veld,
                waarde,
            )


@pytest.mark.parametrize("naam", [naam for naam in sorted(KAARTEN) if KAARTEN[naam].kaartregels])
def test_een_regel_op_de_kaart_verdraagt_alles(als, super, naam):
    """R61, R62: the row on the card with the fields missing, counted wrongly, or filled with rubbish."""
    kaart, client = KAARTEN[naam], als(super)
    obj = fabriek(LIJSTEN[naam])()
    url = f"{obj.get_absolute_url()}?regels=nieuw"
    data = formulier(client.get(url)).data()
    for _, kwaad in kwade_data(data):
        veilig(client.post(url, kwaad, follow=True))
    veilig(client.post(url, {}, follow=True))
    assert not kaart.kaartregels.rijen(obj, super).exists()


@pytest.mark.parametrize("naam", [naam for naam in sorted(KAARTEN) if KAARTEN[naam].kaartregels])
def test_de_rijen_op_de_kaart_verdragen_alles(als, super, naam):
    """R60–R64: the same for the rows that are there, with a basis that is missing, foreign or of another form."""
    kaart, client = KAARTEN[naam], als(super)
    obj = fabriek(LIJSTEN[naam])()
    rij_van(kaart, obj)
    url = f"{obj.get_absolute_url()}?regels=wijzigen"
    data = formulier(client.get(url), "basis").data()
    was = stand(kaart.kaartregels.model)
    for basis in BASES.values():
        veilig(client.post(url, data | {"basis": basis or ""}, follow=True))
    assert stand(kaart.kaartregels.model) == was
    for soort, kwaad in kwade_data(data):  # some of it is a name
        assert client.post(url, kwaad).status_code < 500, soort


@pytest.mark.parametrize("naam", NAMEN)
def test_kolommen_en_terug_verdragen_alles(als, super, naam):
    """R25: the column chooser and the way back take a question apart again."""
    client = als(super)
    for waarde in WAARDEN:
        assert client.post(reverse(f"{naam}_kolommen"), {"vraag": waarde, "kolom": waarde}).status_code == 302
        antwoord = client.post(reverse(f"{naam}_raster"), {"basis": onderteken({}), "terug": waarde})
        assert antwoord.status_code == 302 and antwoord.url.startswith(reverse(f"{naam}_lijst")), waarde[:9]
