"""The addresses of one Lijst: `path("relaties/organisaties/", include(lijst_urls("organisatie")))`."""

from django.urls import path

from smp.lijsten.lijst import LIJSTEN
from smp.lijsten.rasterview import RasterView
from smp.lijsten.views import KolommenView, LijstView


def lijst_urls(naam: str) -> list:
    """List, grid and column choice; the names are `<naam>_lijst`, `_raster` and `_kolommen`."""
    lijst = LIJSTEN[naam]
    return [
        path("", LijstView.as_view(lijst=lijst), name=f"{naam}_lijst"),
        path("wijzigen/", RasterView.as_view(lijst=lijst), name=f"{naam}_raster"),
        path("kolommen/", KolommenView.as_view(lijst=lijst), name=f"{naam}_kolommen"),
    ]
