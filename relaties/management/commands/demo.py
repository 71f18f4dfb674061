"""Demo data in an empty database: the same relations and logins everywhere (relaties/demo/)."""

import argparse
import os
import time

from django.core.management.base import BaseCommand, CommandError

from relaties.demo.gebruikers import GEBRUIKERS, wachtwoord
from relaties.demo.laden import MODELLEN, laad
from segmenten.models import Segment
from smp.gebruikers.models import Gebruiker
from smp.tekst import getal


def _aantal(tekst: str) -> int:
    if not tekst.isdecimal() or int(tekst) < 1:
        raise argparse.ArgumentTypeError("vul een heel getal in vanaf 1, bijvoorbeeld 2000")
    return int(tekst)


class Command(BaseCommand):
    help = "Laadt demogegevens in een lege database: relaties, segmenten en logins om mee te proberen."

    def add_arguments(self, parser):
        parser.add_argument("--aantal", type=_aantal, default=2000, help="aantal organisaties (standaard 2000)")

    def handle(self, *args, aantal: int, **options):
        if self._staat_er_al():
            self.stdout.write("De demogegevens staan al in deze database. Er is niets veranderd.")
        else:
            begin = time.monotonic()
            laad(aantal, lambda klaar: self._voortgang(klaar, aantal))
            self.stdout.write(f"De demogegevens zijn geladen in {time.monotonic() - begin:.0f} seconden.")
        self._vat_samen()

    def _staat_er_al(self) -> bool:
        """Refuses a database that anybody uses: these logins have a password that everybody knows."""
        namen = set(Gebruiker.objects.values_list("username", flat=True))
        demo = {gebruiker.username for gebruiker in GEBRUIKERS}
        if anderen := len(namen - demo):
            wie = "1 andere gebruiker" if anderen == 1 else f"{getal(anderen)} andere gebruikers"
            raise CommandError(f"Deze database heeft {wie}. Demogegevens laad je alleen in een lege database.")
        if namen == demo:
            return True
        if namen or any(model.objects.exists() for model in [Segment, *MODELLEN]):
            raise CommandError(
                "Er staan al gegevens in deze database. Demogegevens laad je alleen in een lege database."
            )
        return False

    def _voortgang(self, klaar: int, aantal: int):
        if aantal > 50_000:
            self.stdout.write(f"  {getal(klaar)} van {getal(aantal)} organisaties")

    def _vat_samen(self):
        for model in [Segment, *MODELLEN]:
            self.stdout.write(f"  {getal(model.objects.count()):>9} {model._meta.verbose_name_plural}")
        geheim = "het wachtwoord uit DEMO_WACHTWOORD" if os.environ.get("DEMO_WACHTWOORD") else wachtwoord()
        self.stdout.write(f"Inloggen (wachtwoord: {geheim}):")
        for demo in GEBRUIKERS:
            if demo.actief:
                self.stdout.write(f"  {demo.username:<10} {demo.naam:<17} {demo.rol}")
