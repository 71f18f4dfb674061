from django.apps import AppConfig
from django.db.models.signals import post_migrate


class Gebruikers(AppConfig):
    name = "smp.gebruikers"

    def ready(self):
        from smp.gebruikers.rollen import schrijf_rollen

        post_migrate.connect(schrijf_rollen, dispatch_uid="rollen")
