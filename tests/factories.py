"""Factories: the smallest valid row, the same on every run; a test names what it is about."""

import factory
from django.contrib.auth.models import Group
from factory.django import DjangoModelFactory

from relaties.models import Organisatie, Persoon, PersoonInOrganisatie
from segmenten.models import Segment
from smp.gebruikers.models import Gebruiker


class GebruikerFactory(DjangoModelFactory):
    """`GebruikerFactory(rol=rollen.SUPER)`; without `rol` he may nothing. Log in with `force_login`."""

    class Meta:
        model = Gebruiker
        skip_postgeneration_save = True

    username = factory.Sequence(lambda nr: f"gebruiker{nr}")
    naam = factory.Sequence(lambda nr: f"Gebruiker {nr}")
    email = factory.LazyAttribute(lambda obj: f"{obj.username}@smp.example")
    password = "!"  # nobody can log in with it

    @factory.post_generation
    def rol(obj, create, rol, **kwargs):  # noqa: N805
        if create and rol:
            obj.groups.add(Group.objects.get(name=rol))


class SegmentFactory(DjangoModelFactory):
    """A hoofdsegment for both kinds; trait `sub` puts it under one, `inactief` makes it not choosable."""

    class Meta:
        model = Segment

    class Params:
        sub = factory.Trait(
            type=Segment.SUB,
            naam=factory.Sequence(lambda nr: f"Subsegment {nr}"),
            hoofdsegment=factory.SubFactory("tests.factories.SegmentFactory"),
        )
        inactief = factory.Trait(actief=False)

    type = Segment.HOOFD
    naam = factory.Sequence(lambda nr: f"Segment {nr}")
    soort_organisatie = True
    soort_persoon = True


class OrganisatieFactory(DjangoModelFactory):
    class Meta:
        model = Organisatie

    naam = factory.Sequence(lambda nr: f"Organisatie {nr}")


class PersoonFactory(DjangoModelFactory):
    class Meta:
        model = Persoon

    voornaam = "Anna"
    achternaam = factory.Sequence(lambda nr: f"Achternaam {nr}")


class PersoonInOrganisatieFactory(DjangoModelFactory):
    class Meta:
        model = PersoonInOrganisatie

    persoon = factory.SubFactory(PersoonFactory)
    organisatie = factory.SubFactory(OrganisatieFactory)
