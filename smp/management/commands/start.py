"""`manage.py start` (what `make run` calls): database and demo data up to date, then web server and job worker."""

import os
import signal
import socket
import subprocess
import sys
import time
from io import StringIO

from django.conf import settings
from django.core.management import BaseCommand, CommandError, call_command
from django.db import connection

STOP = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Command(BaseCommand):
    help = "Start SMP op deze computer: database, voorbeeldgegevens, webserver en werker. Ctrl+C stopt alles."

    def handle(self, *args, **options):
        if settings.PRODUCTIE:
            raise CommandError("`start` is voor je eigen computer. Voor productie: zie compose.yaml.")
        poort = int(os.environ.get("PORT") or 8000)
        try:
            luister = socket.create_server(("127.0.0.1", poort))
        except OSError as fout:
            raise CommandError(f"Poort {poort} is niet vrij. Kies een andere: make run PORT={poort + 1}") from fout
        call_command("migrate", verbosity=0)
        logins = self._demo()
        connection.close()
        self.stdout.write(f"\n  SMP draait op http://127.0.0.1:{poort}/   (stoppen: Ctrl+C)\n{logins}\n")
        self._draai(luister.fileno())

    def _demo(self) -> str:
        """Load the demo data, and say how to log in; a database with data of its own stays as it is."""
        try:
            call_command("demo", stdout=StringIO())
        except CommandError as reden:
            return f"  De gegevens blijven zoals ze zijn. {reden}\n"
        wachtwoord = os.environ.get("DEMO_WACHTWOORD") or "welkom-bij-smp"
        return f"  Inloggen als lezer, gebruiker, super of beheerder; wachtwoord: {wachtwoord}\n"

    def _draai(self, luister: int):
        """Until Ctrl+C, or until one of them stops: then the other stops too."""
        for sein in STOP:
            signal.signal(sein, signal.default_int_handler)
        processen = []
        try:
            processen.append(webserver(luister))
            processen.append(werker())
            while all(proces.poll() is None for proces in processen):
                time.sleep(0.5)
            raise CommandError("De webserver of de werker is gestopt. Lees de melding hierboven.")
        except KeyboardInterrupt:
            self.stdout.write("  SMP stopt.")
        finally:
            for sein in STOP:
                signal.signal(sein, signal.SIG_IGN)
            for proces in processen:
                stop(proces)


def webserver(luister: int) -> subprocess.Popen:
    """gunicorn on a socket that is open already: a page that is asked for too early waits for it."""
    opties = ["--workers", "2", "--threads", "4", "--log-level", "warning", "--no-control-socket"]
    opties += ["--limit-request-line", "8190"]  # a question of twelve conditions is in the address
    bevel = [sys.executable, "-m", "gunicorn", "smp.wsgi", "--bind", f"fd://{luister}", *opties]
    return subprocess.Popen(bevel, pass_fds=[luister], process_group=0)


def werker() -> subprocess.Popen:
    return subprocess.Popen([sys.executable, "manage.py", "procrastinate", "worker"], process_group=0)


def stop(proces: subprocess.Popen):
    """Ask, and after ten seconds no longer ask. In a group of its own it did not get the Ctrl+C itself."""
    proces.terminate()
    try:
        proces.wait(10)
    except subprocess.TimeoutExpired:
        os.killpg(proces.pid, signal.SIGKILL)
        proces.wait()
