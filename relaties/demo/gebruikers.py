"""The demo logins and the accountmanagers (ontwerp §6)."""

import os
from typing import NamedTuple

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group

from relaties.demo.kiezen import Kiezer
from smp.gebruikers.models import Gebruiker
from smp.gebruikers.rollen import BEHEERDER, GEBRUIKER, LEZER, SUPER


class Demogebruiker(NamedTuple):
    username: str
    naam: str
    rol: str
    gewicht: float = 0  # as accountmanager
    actief: bool = True


GEBRUIKERS = [
    Demogebruiker("lezer", "Lotte Lezer", LEZER),
    Demogebruiker("gebruiker", "Gijs Gebruiker", GEBRUIKER),
    Demogebruiker("super", "Saskia Super", SUPER),
    Demogebruiker("beheerder", "Bas Beheerder", BEHEERDER),
    Demogebruiker("fatima", "Fatima El Amrani", GEBRUIKER, 32),
    Demogebruiker("jeroen", "Jeroen Bakker", GEBRUIKER, 27),
    Demogebruiker("sanne", "Sanne de Boer", GEBRUIKER, 22),
    Demogebruiker("mehmet", "Mehmet Yılmaz", GEBRUIKER, 16),
    Demogebruiker("oudcollega", "Wim Verhoeven", GEBRUIKER, 3, actief=False),
]


def wachtwoord() -> str:
    return os.environ.get("DEMO_WACHTWOORD") or "welkom-bij-smp"


def maak_gebruikers() -> dict[str, Gebruiker]:
    """Store them; whoever is not active cannot log in and has no password."""
    uit = {}
    versleuteld = make_password(wachtwoord())  # once for all: it is slow on purpose
    for sleutel, demo in enumerate(GEBRUIKERS, start=1):
        gebruiker = Gebruiker.objects.create(
            pk=sleutel,
            username=demo.username,
            email=f"{demo.username}@smp.example",
            password=versleuteld if demo.actief else make_password(None),
            naam=demo.naam,
            is_active=demo.actief,
            is_staff=demo.rol == BEHEERDER,  # opens /beheer/; what he may do there follows from his role
        )
        gebruiker.groups.add(Group.objects.get_or_create(name=demo.rol)[0])
        uit[demo.username] = gebruiker
    return uit


def accountmanagers(gebruikers: dict[str, Gebruiker]) -> Kiezer:
    """Draws the key of an accountmanager, now and then of the colleague who left."""
    return Kiezer({gebruikers[demo.username].pk: demo.gewicht for demo in GEBRUIKERS if demo.gewicht})
