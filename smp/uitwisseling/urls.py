"""The addresses of the export of one Lijst, beside those of smp/lijsten/urls.py."""

from django.urls import path

from smp.lijsten.lijst import LIJSTEN
from smp.uitwisseling.views import ExportBestandView, ExportTaakView, ExportView


def uitwisseling_urls(naam: str) -> list:
    """`<naam>_export`, `_exporttaak` and `_exportbestand`."""
    lijst = LIJSTEN[naam]
    return [
        path("export/", ExportView.as_view(lijst=lijst), name=f"{naam}_export"),
        path("export/<int:taak>/", ExportTaakView.as_view(lijst=lijst), name=f"{naam}_exporttaak"),
        path("export/<int:taak>/bestand/", ExportBestandView.as_view(lijst=lijst), name=f"{naam}_exportbestand"),
    ]
