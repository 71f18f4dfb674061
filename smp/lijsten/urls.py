"""The addresses of one Lijst: `path("relaties/organisaties/", include(lijst_urls("organisatie")))`."""

from django.urls import path

from smp.lijsten.lijst import LIJSTEN
from smp.lijsten.opzoekview import OpzoekView
from smp.lijsten.rasterview import RasterView
from smp.lijsten.views import KolommenView, LijstView


def lijst_urls(naam: str) -> list:
    """List, grid, column choice and lookup: `<naam>_lijst`, `_raster`, `_kolommen` and `_opzoeken`."""
    lijst = LIJSTEN[naam]
    return [
        path("", LijstView.as_view(lijst=lijst), name=f"{naam}_lijst"),
        path("wijzigen/", RasterView.as_view(lijst=lijst), name=f"{naam}_raster"),
        path("kolommen/", KolommenView.as_view(lijst=lijst), name=f"{naam}_kolommen"),
        path("opzoeken/", OpzoekView.as_view(lijst=lijst), name=f"{naam}_opzoeken"),
    ]
