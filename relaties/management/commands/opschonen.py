"""`manage.py opschonen [--dry-run]`: who is past the retention period; after a confirmation they are forgotten."""

import pghistory
from django.core.management.base import BaseCommand
from django.utils import timezone

from relaties.privacy.forms import WOORD
from relaties.privacy.handelingen import anonimiseer
from relaties.privacy.opschonen import voorstel


class Command(BaseCommand):
    help = "Toont wie voorbij de bewaartermijn is, en anonimiseert na je bevestiging."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="alleen tonen")

    def handle(self, *args, dry_run: bool, **options):
        personen = list(voorstel(timezone.localdate()))
        for persoon in personen:
            self.stdout.write(f"  {persoon.pk:>9}  {persoon.lijstnaam}")
        wie = "1 persoon is" if len(personen) == 1 else f"{len(personen)} personen zijn"
        self.stdout.write(f"{wie} voorbij de bewaartermijn.")
        if dry_run or not personen:
            return
        if input(f"Dit kun je niet terugdraaien. Typ {WOORD} om door te gaan: ") != WOORD:
            self.stdout.write("Er is niets veranderd.")
            return
        for persoon in personen:
            with pghistory.context(user=None, taak="opschonen"):
                anonimiseer(persoon, "bewaartermijn")
        self.stdout.write("Deze personen zijn geanonimiseerd.")
