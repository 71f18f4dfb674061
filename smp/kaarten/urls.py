"""The addresses of one Kaart: `<naam>_toevoegen`, `_dubbelen`, `_kaart`, `_wijzigen` and `_geschiedenis`."""

from django.urls import path

from smp.kaarten.dubbelen import DubbelenView
from smp.kaarten.geschiedenis import GeschiedenisView
from smp.kaarten.kaart import KAARTEN
from smp.kaarten.views import KaartView, ToevoegenView, WijzigenView


def kaart_urls(naam: str) -> list:
    kaart = KAARTEN[naam]
    samen = {"lijst": kaart.bron, "kaart": kaart}
    dubbelen = [path("toevoegen/dubbelen/", DubbelenView.as_view(**samen), name=f"{naam}_dubbelen")]
    return [
        path("toevoegen/", ToevoegenView.as_view(**samen), name=f"{naam}_toevoegen"),
        *(dubbelen if kaart.telt else []),
        path("<int:pk>/", KaartView.as_view(**samen), name=f"{naam}_kaart"),
        path("<int:pk>/wijzigen/", WijzigenView.as_view(**samen), name=f"{naam}_wijzigen"),
        path("<int:pk>/geschiedenis/", GeschiedenisView.as_view(**samen), name=f"{naam}_geschiedenis"),
    ]
