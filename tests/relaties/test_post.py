"""Envelopes and labels (domein 3.3): who gets one, what stands on it, and who is left out and told."""

import re

import pytest
from fontTools.ttLib import TTFont

from relaties.models import Toestemming
from relaties.post import adressering, pdf
from smp.uitwisseling import taken
from smp.werk import Taak
from tests.factories import OrganisatieFactory, PersoonFactory, PersoonInOrganisatieFactory
from tests.invullen import post

pytestmark = pytest.mark.django_db

ADRES = {"straat": "Dorpsstraat", "huisnummer": 12, "toevoeging": "2", "postcode": "8011 ZX", "plaats": "Zwolle"}


def adres(groep: str) -> dict:
    return {f"{groep}_{veld}": waarde for veld, waarde in ADRES.items()}


@pytest.fixture
def ankerhuis():
    return OrganisatieFactory(naam="Museum Het Ankerhuis", **adres("bezoekadres"))


@pytest.fixture
def baan(ankerhuis):
    jan = PersoonFactory(
        aanspreekvorm="M", titel_voor="dr.", voorletters="J.", tussenvoegsel="van den", achternaam="Berg"
    )
    return PersoonInOrganisatieFactory(persoon=jan, organisatie=ankerhuis, afdeling="Collectie")


def stuk(rij, soort="post", doel="zakelijk"):
    return next(adressering.stukken([rij], soort, doel))


def test_de_regels_van_een_envelop(baan):
    """NEN 5825: organisation, t.a.v., department, street with its suffix, two spaces, capitals."""
    regels = ["Museum Het Ankerhuis", "t.a.v. de heer dr. J. van den Berg", "Collectie"]
    assert stuk(baan).regels == [*regels, "Dorpsstraat 12-2", "8011 ZX  ZWOLLE"]


def test_post_naar_huis_noemt_de_organisatie_niet(baan):
    type(baan.persoon).objects.update(**adres("priveadres") | {"priveadres_plaats": "IJmuiden"})
    baan.persoon.refresh_from_db()
    baan.adres_gebruik = "prive"
    assert stuk(baan).regels == ["De heer dr. J. van den Berg", "Dorpsstraat 12-2", "8011 ZX  IJMUIDEN"]
    assert stuk(baan, "bezoek").regels[0] == "Museum Het Ankerhuis"


def test_bij_meer_dan_zes_regels_vervalt_eerst_de_afdeling(baan):
    vrij = {"postadres_soort": "buitenland", "postadres_land": "BE", "postadres_plaats": "Gent"}
    for naam, waarde in (vrij | {f"postadres_adresregel_{nr}": f"Regel {nr}" for nr in (1, 2, 3)}).items():
        setattr(baan.organisatie, naam, waarde)
    assert stuk(baan).regels[1:] == [
        *("t.a.v. de heer dr. J. van den Berg", "Regel 1", "Regel 2", "Regel 3", "Gent", "BELGIË")
    ]


def test_postadres_gaat_voor_bezoekadres(ankerhuis):
    ankerhuis.postadres_soort, ankerhuis.postadres_postbusnummer, ankerhuis.postadres_plaats = "postbus", 7, "Urk"
    assert stuk(ankerhuis).regels == ["Museum Het Ankerhuis", "Postbus 7", "URK"]
    assert stuk(ankerhuis, "bezoek").regels[1] == "Dorpsstraat 12-2"


@pytest.mark.parametrize(
    ("velden", "doel", "reden"),
    [
        ({"geen_mailing": True}, "zakelijk", ""),
        ({"geen_mailing": True}, "nieuwsbrief", "De organisatie wil geen marketing"),
        ({"non_mailing_kvk": True}, "nieuwsbrief", "De organisatie wil geen reclame per post (KVK)"),
        ({"relatiestatus": "niet benaderen"}, "educatie", "De organisatie wil dit niet"),
        ({"relatiestatus": "opgeheven"}, "zakelijk", "De organisatie is opgeheven"),
        ({"bezoekadres_straat": "", "bezoekadres_huisnummer": None}, "zakelijk", "Adres niet volledig"),
    ],
)
def test_wie_er_afvalt(ankerhuis, baan, velden, doel, reden):
    """domein 4.7: for the organisation and for who works there alike; a bill asks no consent."""
    for naam, waarde in velden.items():
        setattr(ankerhuis, naam, waarde)
    baan.organisatie = ankerhuis
    assert stuk(ankerhuis, doel=doel).reden == stuk(baan, doel=doel).reden == reden


def test_wat_de_letter_niet_heeft_wordt_gezegd(ankerhuis):
    """On paper it would be an empty box; Polish, Turkish and Greek there are."""
    for naam, kan in (("Łódź Çiçek Ωmega", True), ("Bakkerij مخبز", False), ("Feest 🎉", False)):
        ankerhuis.naam = naam
        assert stuk(ankerhuis).reden == ("" if kan else adressering.TEKENS)


def test_wie_zich_afmeldde_krijgt_geen_reclame(baan):
    Toestemming.objects.create(
        persoon=baan.persoon, kanaal="post", onderwerp="alles", status="opt_out", datum="2026-01-02", bron="gesprek"
    )
    assert stuk(baan, doel="uitnodigingen").reden == "Afgemeld op 2-1-2026"
    assert stuk(baan).regels


def open_post(client, zoek="", lijst="organisaties"):
    return f"/relaties/{lijst}/post/?{zoek}", client.get(f"/relaties/{lijst}/post/?{zoek}")


def test_de_pagina_telt_wie_er_meegaat_en_noemt_wie_niet(als, super, ankerhuis):
    OrganisatieFactory(naam="Stichting Zonder Adres", bezoekadres_plaats="", bezoekadres_straat="")
    html = re.sub(r"\s+", " ", open_post(als(super))[1].content.decode())
    assert "<b>1 etiket op 1 vel</b>, en <b>1</b> rij valt af." in html
    assert "<li>1 × Geen adres</li>" in html and ">Stichting Zonder Adres</a>: Geen adres</li>" in html


def test_een_pdf_van_de_gevonden_rijen(als, super, ankerhuis):
    """R101: with the right of an export, and in its log with what was chosen and how many went out."""
    client = als(super)
    antwoord = post(client, open_post(client)[0], {"vel": "dl", "retour": "SMP, Zwolle"})
    assert antwoord["Content-Type"] == "application/pdf" and b"".join(antwoord.streaming_content)[:5] == b"%PDF-"
    taak = Taak.objects.get()
    assert (taak.soort, taak.stand, taak.gedaan, taak.wat["vel"]) == (Taak.EXPORT, Taak.KLAAR, 1, "dl")
    super.refresh_from_db()
    assert super.voorkeuren["retouradres"] == "SMP, Zwolle"


def test_een_envelop_van_een_kaart_mag_wie_haar_mag_lezen(als, lezer, ankerhuis):
    client = als(lezer)
    type(ankerhuis).objects.update(actief=False)
    OrganisatieFactory(naam="Een ander")
    assert "Envelop afdrukken" in client.get(ankerhuis.get_absolute_url()).content.decode()
    antwoord = post(client, f"{ankerhuis.get_absolute_url()}envelop/", {})
    assert b"".join(antwoord.streaming_content).count(b"/Type /Page\n") == 1
    assert client.get("/relaties/organisaties/post/").status_code == 403


@pytest.mark.parametrize(
    ("waarde", "zin"),
    [
        ({"eerste": "22"}, "Op dit vel zijn 21 etiketten."),
        ({"eerste": "x"}, "Vul een heel getal in."),
        ({"vel": "a3"}, ""),
        ({"adres": "prive"}, ""),
        ({"retour": "\x00"}, ""),
    ],
)
def test_een_foute_keuze_staat_bij_haar_veld(als, super, ankerhuis, waarde, zin):
    client = als(super)
    url, pagina = open_post(client)
    antwoord = client.post(url, {"vel": "l7160", "adres": "post", "doel": "zakelijk", "eerste": "1"} | waarde)
    assert antwoord.status_code == 422 and zin in antwoord.content.decode()


def test_te_veel_rijen_is_een_zin(als, super, ankerhuis, monkeypatch):
    monkeypatch.setattr("relaties.post.views.HOOGSTENS", 0)
    antwoord = post(als(super), open_post(als(super))[0], {})
    assert "Zoek op minder om ze af te drukken." in antwoord.content.decode() and not Taak.objects.exists()


def test_veel_rijen_zijn_een_taak(als, super, ankerhuis, monkeypatch, op_een_verbinding):
    monkeypatch.setattr("relaties.post.views.DIRECT", 0)
    client = als(super)
    antwoord = post(client, open_post(client)[0], {})
    taken.exporteren(Taak.objects.get().pk)
    bestand = client.get(f"{antwoord.url}bestand/")
    assert bestand["Content-Disposition"].endswith('.pdf"') and bestand.getvalue()[:5] == b"%PDF-"


def test_elk_etiket_blijft_op_zijn_vel():
    for vel in (vel for vel in pdf.VELLEN.values() if isinstance(vel, pdf.Etiket)):
        assert vel.links + (vel.kolommen - 1) * vel.stap + vel.breedte <= 210.1
        assert vel.boven + vel.rijen * vel.hoogte <= 297


def test_de_letter_kent_elke_naam():
    """Turkish, Hungarian, Polish, Welsh and the capital ß are in the font; the PDF holds only what is used."""
    bestand = pdf.teken([["ş ę ő ẞ ŵ ğ İ ij Č ș"]] * 40, "l7160", eerste=20)
    assert 5_000 < len(bestand) < 30_000 and bestand.count(b"/Type /Page\n") == 3
    tekens = TTFont(pdf.LETTER).getBestCmap()
    assert not [teken for teken in "şęőẞŵğİĳČșŁžřůť€’" if ord(teken) not in tekens]
