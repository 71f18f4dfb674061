from django.apps import AppConfig
from django.core.checks import register
from django.utils.module_loading import autodiscover_modules


class Lijsten(AppConfig):
    """Reads `lijsten.py` and `kaarten.py` of every app, so that LIJSTEN and KAARTEN are full before the URLs."""

    name = "smp.lijsten"

    def ready(self):
        from smp.lijsten.checks import controleer

        autodiscover_modules("lijsten")
        autodiscover_modules("kaarten")
        register(controleer)
