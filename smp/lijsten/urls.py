"""The addresses of one Lijst: `path("relaties/organisaties/", include(lijst_urls("organisatie")))`."""

from django.urls import path

from smp.lijsten.lijst import LIJSTEN
from smp.lijsten.massaview import MassaTaakView, MassaUitvoerenView, MassaView
from smp.lijsten.opzoekview import OpzoekView
from smp.lijsten.rasterview import RasterView
from smp.lijsten.uitgebreid import UitgebreidView
from smp.lijsten.views import KolommenView, LijstView
from smp.lijsten.waarom import WaaromView


def lijst_urls(naam: str) -> list:
    """List `<naam>_lijst`, grid `_raster`, and what else the end of a name says; mass change `_massa`."""
    lijst = LIJSTEN[naam]
    return [
        path("", LijstView.as_view(lijst=lijst), name=f"{naam}_lijst"),
        path("wijzigen/", RasterView.as_view(lijst=lijst), name=f"{naam}_raster"),
        path("kolommen/", KolommenView.as_view(lijst=lijst), name=f"{naam}_kolommen"),
        path("opzoeken/", OpzoekView.as_view(lijst=lijst), name=f"{naam}_opzoeken"),
        path("uitgebreid/", UitgebreidView.as_view(lijst=lijst), name=f"{naam}_uitgebreid"),
        path("waarom/", WaaromView.as_view(lijst=lijst), name=f"{naam}_waarom"),
        path("massa/", MassaView.as_view(lijst=lijst), name=f"{naam}_massa"),
        path("massa/uitvoeren/", MassaUitvoerenView.as_view(lijst=lijst), name=f"{naam}_massauitvoeren"),
        path("massa/<int:taak>/", MassaTaakView.as_view(lijst=lijst), name=f"{naam}_massataak"),
    ]
