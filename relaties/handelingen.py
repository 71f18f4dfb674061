"""The acts that touch more than one row (ontwerp §1). Each is one transaction and one Wijzigingsset.

Each returns the Dutch sentence that tells what happened, or raises ValidationError. Rules for one row stand
in the models, and in the database those that no bulk write may forget (migration 0004_personen_regels).
Two acts on one organisation wait for each other: each locks its own rows first, by key, then the flag.
"""

from collections.abc import Iterable
from contextlib import contextmanager
from datetime import date, timedelta
from itertools import chain

import pghistory
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import Q
from django.utils.timezone import localdate

from relaties.models import Organisatie, Persoon, PersoonInOrganisatie
from relaties.models.persoon_in_organisatie import EINDE_VOOR_BEGIN, MET_SLOT
from relaties.privacy.handelingen import herhaal_afmeldingen
from smp.formulieren import keur_uniek, uniciteitsregels
from smp.lijsten.bijwerken import werk_bij
from smp.tekst import dag, vouw

#: What is written of a row that ends.
EINDE = ["actief", "hoofdcontactpersoon", "voorkeursrelatie", "einddatum"]
#: What is merged -> the flag that one of its rows may have, and the other side of a row.
_KANTEN = {"organisatie": ("hoofdcontactpersoon", "persoon_id"), "persoon": ("voorkeursrelatie", "organisatie_id")}


@contextmanager
def _handeling(naam: str):
    """One transaction; `naam` stands in the metadata of the Wijzigingsset."""
    with transaction.atomic(), pghistory.context(handeling=naam):
        yield


def _vergrendel(*ook, **waar) -> list[PersoonInOrganisatie]:
    """Lock rows in the order of their key, as the grid does."""
    rijen = PersoonInOrganisatie.objects.filter(*ook, **waar).select_related("persoon", "organisatie")
    return list(rijen.select_for_update(of=("self",)).order_by("pk"))


def hoofdcontactzin(nieuw: PersoonInOrganisatie, oud: PersoonInOrganisatie | None) -> str:
    """'Het hoofdcontact is nu Anna van den Berg. Jeroen Vos is geen hoofdcontactpersoon meer.' (6.3)"""
    zin = f"Het hoofdcontact is nu {nieuw.persoon}."
    return f"{zin} {oud.persoon} is geen hoofdcontactpersoon meer." if oud else zin


def huidige_hoofdcontacten(organisaties: Iterable[int]) -> dict[int, PersoonInOrganisatie]:
    """Organisation -> who has its flag now; with the lock of trigger `pio_vlagslot`, so that it stays true.

    The locks are 1024 drawers, taken in order: two acts on several organisations never wait for each other.
    """
    sleutels = list(organisaties)
    with connection.cursor() as cursor:
        laden = "SELECT DISTINCT id %% 1024 AS la FROM unnest(%s::bigint[]) AS id ORDER BY la"
        slot = "pg_advisory_xact_lock(hashtextextended('hoofdcontactpersoon', la))"
        cursor.execute(f"SELECT {slot} FROM ({laden}) laden", [sleutels])
    rijen = PersoonInOrganisatie.objects.filter(organisatie__in=sleutels, hoofdcontactpersoon=True)
    return {rij.organisatie_id: rij for rij in rijen.select_related("persoon")}


def _beeindig(rij: PersoonInOrganisatie, einddatum: date | None):
    """Write the end of a locked row: the given date, else the known one, else today."""
    _eindig(rij, einddatum)
    rij.save(update_fields=EINDE)


def _eindig(rij: PersoonInOrganisatie, einddatum: date | None):
    einddatum = einddatum or rij.einddatum or rij.einddatum_nu()
    if rij.begindatum and einddatum < rij.begindatum:
        raise ValidationError({"einddatum": EINDE_VOOR_BEGIN})
    rij.actief = rij.hoofdcontactpersoon = rij.voorkeursrelatie = False
    rij.einddatum = einddatum


@_handeling("Organisatie niet actief gemaakt")
def personen_niet_actief_maken(organisaties: list[int]):
    """Nobody works any more at these organisations, which stop (B16); one UPDATE, whatever the number of people.

    Of whom the data may only be kept (AVG 18) nothing changes.
    """
    rijen = _vergrendel(~MET_SLOT, organisatie__in=organisaties, actief=True)
    for rij in rijen:
        _eindig(rij, None)
    if rijen:
        werk_bij(rijen, [PersoonInOrganisatie._meta.get_field(naam) for naam in EINDE])


def nieuwe_werkgever(oude: PersoonInOrganisatie, einddatum: date) -> PersoonInOrganisatie:
    """What the form 'Werkgever wijzigen' starts with: the person, the categories, and the day after the last.

    Never the e-mail address, telephone numbers or consents of the old employer (4.2 job-change flow).
    """
    return PersoonInOrganisatie(
        persoon=oude.persoon,
        categorie=oude.categorie,
        subcategorie=oude.subcategorie,
        begindatum=einddatum + timedelta(days=1),
    )


@_handeling("Werkgever gewijzigd")
def werkgever_wijzigen(oude: PersoonInOrganisatie, nieuwe: PersoonInOrganisatie, einddatum: date) -> str:
    """Somebody changes jobs (R70–R72, 4.2): the old row ends and the new one is stored, or neither.

    `nieuwe` is not stored yet. The old row keeps everything that it had; nothing of it is copied here.
    """
    if nieuwe.persoon_id != oude.persoon_id:
        raise ValidationError({"persoon": "Dit is een andere persoon."})
    if nieuwe.organisatie_id == oude.organisatie_id:
        raise ValidationError({"organisatie": "Kies een andere organisatie dan de oude werkgever."})
    rijen = _vergrendel(pk=oude.pk, actief=True)
    if not rijen:  # a colleague was a moment earlier
        raise ValidationError("Deze persoon werkt hier niet meer.")
    _beeindig(rijen[0], einddatum)
    _bewaar_nieuwe(nieuwe)
    oude.refresh_from_db()
    straks = nieuwe.begindatum is not None and nieuwe.begindatum > localdate()
    sinds = f"vanaf {dag(nieuwe.begindatum)}" if straks else "nu"
    return _zin(f"{nieuwe.persoon} werkt {sinds} bij {nieuwe.organisatie}") + " De oude relatie staat op niet actief."


def _zin(tekst: str) -> str:
    """With a full stop; after 'Anker B.V.' its own will do."""
    return f"{tekst.removesuffix('.')}."


def _bewaar_nieuwe(pio: PersoonInOrganisatie):
    """Check and store a new row.

    Both records are at hand, and for every CHECK `clean` has a sentence: asking the database too took 17 statements.
    """
    pio.full_clean(exclude=["persoon", "organisatie"], validate_constraints=False)
    keur_uniek(pio, uniciteitsregels(PersoonInOrganisatie))
    pio.save()


@_handeling("Zakelijke relatie toegevoegd")
def relatie_toevoegen(
    persoon: Persoon,
    pio: PersoonInOrganisatie,
    organisatie: Organisatie,
    *,
    van_persoon: Iterable[str] = (),
    van_organisatie: Iterable[str] = (),
) -> str:
    """Store a person, the organisation and the row between them in one go (R45–R55, 4.3).

    `persoon` and `organisatie` are validated. Of a stored one only the named columns are written: a half-loaded form
    empties nothing.
    """
    for obj, kolommen in ((organisatie, van_organisatie), (persoon, van_persoon)):
        if obj._state.adding:
            obj.save()
        elif kolommen:
            obj.save(update_fields=kolommen)
    pio.persoon, pio.organisatie = persoon, organisatie
    _bewaar_nieuwe(pio)
    return "De zakelijke relatie is bewaard."


def vergrendel_paar(model, *sleutels: int) -> dict:
    """Key -> record, locked in the order of their keys; what was merged already is not among them.

    Gives up (OperationalError) before PostgreSQL would look for a deadlock: whoever else is at work here goes first.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = '900ms'")
    rijen = model.objects.filter(pk__in=sleutels).order_by("pk")
    return {rij.pk: rij for rij in rijen.select_for_update()}


def verwijzingen(model) -> list:
    """The relations from everything that may point at a record, its history left out."""
    return [r for r in model._meta.related_objects if not issubclass(r.related_model, pghistory.models.Event)]


@_handeling("Samengevoegd")
def samenvoegen(form, weg: Organisatie | Persoon) -> str:
    """Two records are one (R102, 4.5): `weg` goes up in the record of `form`, a bound form with the values chosen.

    Both are locked (`vergrendel_paar`). Whatever points at `weg` points at the other after. `weg` keeps all that it
    had, so that its old address leads on and its history can be read.
    """
    blijft, model = form.instance, type(weg)
    zin = _zin(f"{weg} is samengevoegd met {blijft}")  # before the one takes the name of the other
    soort = model._meta.model_name
    banen = weg.koppelingen.count()
    dubbel = _een_baan(soort, blijft.pk, weg.pk)
    if soort == "persoon":
        herhaal_afmeldingen(blijft, weg)
    for relatie in verwijzingen(model):
        naam = relatie.field.name
        relatie.related_model._base_manager.filter(**{naam: weg}).update(**{naam: blijft})
    model.objects.filter(pk=weg.pk).update(samengevoegd_met=blijft.pk, actief=False)
    # Only now: until here a number that both have was taken.
    if not form.is_valid():
        raise ValidationError(form.errors.as_data())
    form.save()
    if soort == "persoon" and not blijft.actief:  # B17
        PersoonInOrganisatie.objects.filter(persoon=blijft, actief=True).update(actief=False)
    connection.check_constraints()
    return zin + _verhuisd(banen, dubbel)


def _botsingen(soort: str, weg: int, rijen: list[PersoonInOrganisatie]) -> tuple[list, list[list]]:
    """Of active rows, what cannot stay when two records are one: the flag of who goes where both have one (B13), and
    the rows for the same job, the newest last (B12)."""
    vlag, ander = _KANTEN[soort]
    gevlagd = [rij for rij in rijen if getattr(rij, vlag)]
    kwijt = [rij for rij in gevlagd if getattr(rij, f"{soort}_id") == weg] if len(gevlagd) > 1 else []
    banen = {}
    for rij in rijen:
        banen.setdefault((getattr(rij, ander), vouw(rij.functie), vouw(rij.afdeling)), []).append(rij)
    op_leeftijd = (sorted(zelfde, key=lambda rij: (rij.begindatum or date.min, rij.pk)) for zelfde in banen.values())
    return kwijt, [zelfde for zelfde in op_leeftijd if len(zelfde) > 1]


def op_slot(blijft: Organisatie | Persoon, weg: Organisatie | Persoon) -> list[Persoon]:
    """Of whom merging would change a job, while his data may only be kept (AVG 18). One query."""
    soort = weg._meta.model_name
    vlag, _ = _KANTEN[soort]
    rijen = PersoonInOrganisatie.objects.actief().filter(
        MET_SLOT | Q(**{vlag: True}), **{f"{soort}__in": [blijft, weg]}
    )
    kwijt, dubbel = _botsingen(soort, weg.pk, list(rijen.select_related("persoon").order_by("pk")))
    geraakt = [rij.persoon for rij in chain(kwijt, *dubbel)]
    return list(dict.fromkeys(persoon for persoon in geraakt if persoon.verwerking_beperkt))


def _een_baan(soort: str, blijft: int, weg: int) -> int:
    """Before the rows move: the flag of who stays goes before that of the other (B13), and of two active rows for the
    same job the newest stays active (B12). Returns how many are not active any more."""
    vlag, _ = _KANTEN[soort]
    kwijt, dubbel = _botsingen(soort, weg, _vergrendel(**{f"{soort}__in": [blijft, weg], "actief": True}))
    PersoonInOrganisatie.objects.filter(pk__in=[rij.pk for rij in kwijt]).update(**{vlag: False})
    for rij in kwijt:
        setattr(rij, vlag, False)
    for *oude, nieuwste in dubbel:
        for rij in oude:
            vlaggen = [naam for naam in ("hoofdcontactpersoon", "voorkeursrelatie") if getattr(rij, naam)]
            _beeindig(rij, None)
            PersoonInOrganisatie.objects.filter(pk=nieuwste.pk).update(**dict.fromkeys(vlaggen, True))
    return sum(len(zelfde) - 1 for zelfde in dubbel)


def _verhuisd(banen: int, dubbel: int) -> str:
    zin = ""
    if banen:
        wie = "1 persoon in organisatie is" if banen == 1 else f"{banen} personen in organisatie zijn"
        zin += f" {wie} verhuisd."
    if dubbel:
        wie = "1 dubbele functie staat" if dubbel == 1 else f"{dubbel} dubbele functies staan"
        zin += f" {wie} nu op niet actief."
    return zin
