"""What a change of an organisation, a person or a job brings about elsewhere (B12–B16, B19, R103).

See smp/lijsten/gevolgen.py. Each rule costs at most one query for a whole save, and none when nothing asks for it.
"""

from django.utils.timezone import localdate

from relaties import handelingen
from relaties.models import PersoonInOrganisatie
from relaties.models.toestemming import afgemeld_op
from smp.lijsten.gevolgen import Gevolg, Wijziging
from smp.tekst import Klein, dag, getal


def van_organisaties(wijzigingen: list[Wijziging], user) -> list[Gevolg]:
    """B16: an organisation that stops asks whether its people stop too. Every role that may change the one may change
    the other."""
    stoppers = [w.obj.pk for w in wijzigingen if _gaat(w, uit=True)]
    if not stoppers:
        return []
    aantal = _stoppen_mee(stoppers).count()
    if not aantal:
        return []
    waar = "deze organisatie" if len(stoppers) == 1 else f"deze {len(stoppers)} organisaties"
    wie = "is 1 persoon" if aantal == 1 else f"zijn {aantal} personen"
    ook = "1 persoon is" if aantal == 1 else f"{aantal} personen zijn"
    return [
        Gevolg(
            sleutel="personen",
            vraag=f"Bij {waar} {wie} actief. Ook niet actief maken?",
            zin=f"Ook {ook} niet meer actief bij {waar}.",
            doe=lambda: handelingen.personen_niet_actief_maken(stoppers),
        )
    ]


def _stoppen_mee(organisaties):
    """The rows that `personen_niet_actief_maken` ends."""
    return PersoonInOrganisatie.objects.actief().selecteerbaar().filter(organisatie__in=organisaties)


def massaal_van_organisaties(teksten: dict[str, str], rijen, user) -> list[Gevolg]:
    """B16 for many organisations at once."""
    stopt = teksten.get("actief") == "" or teksten.get("relatiestatus") == "opgeheven"
    if not stopt:
        return []
    stoppers = rijen.filter(actief=True).order_by().values("pk")
    aantal = _stoppen_mee(stoppers).count()
    wie = "is 1 persoon" if aantal == 1 else f"zijn {getal(aantal)} personen"
    return _alleen_bij(
        aantal,
        sleutel="personen",
        vraag=f"Bij deze organisaties {wie} actief. Ook niet actief maken?",
        zin="Wie bij deze organisaties actief was, is dat niet meer.",
        doe=lambda: handelingen.personen_niet_actief_maken(stoppers.values_list("pk", flat=True)),
    )


def massaal_van_koppelingen(teksten: dict[str, str], rijen, user) -> list[Gevolg]:
    """B15 for many jobs at once, unless the end date is one of the fields that change."""
    if not teksten.get("actief") or "einddatum" in teksten:
        return []
    terug = rijen.filter(actief=False, einddatum__isnull=False).order_by()
    aantal = terug.count()
    wie = "heeft er 1" if aantal == 1 else f"hebben er {getal(aantal)}"
    return _alleen_bij(
        aantal,
        sleutel="einddatum",
        vraag=f"Van deze rijen {wie} een einddatum. Die leegmaken?",
        zin="De einddatum van wie weer actief werd, is leeggemaakt.",
        doe=lambda: terug.update(einddatum=None),
    )


def _alleen_bij(aantal: int, **gevolg) -> list[Gevolg]:
    return [Gevolg(**gevolg)] if aantal else []


def van_personen(wijzigingen: list[Wijziging], user) -> list[Gevolg]:
    """R103: an address comes back that somebody asked to forget."""
    return _afgemeld(wijzigingen, "email_prive")


def van_koppelingen(wijzigingen: list[Wijziging], user) -> list[Gevolg]:
    """B12, B13, B14, B15, B19, R103, and the warning of domein 3.4."""
    return [
        *_hoofdcontact(wijzigingen),
        *_gestopt(wijzigingen),
        *_weer_actief(wijzigingen),
        *_voorbij(wijzigingen),
        *_ook_hier(wijzigingen),
        *_gedeeld_adres(wijzigingen),
        *_afgemeld(wijzigingen, "zakelijk_email"),
    ]


def _gaat(wijziging: Wijziging, uit: bool) -> bool:
    """Whether a stored record stops (`uit`) or starts again."""
    return not wijziging.nieuw and wijziging.anders("actief") and wijziging.obj.actief != uit


def _wordt_actief(wijziging: Wijziging) -> bool:
    return wijziging.obj.actief and wijziging.anders("actief", "persoon_id", "organisatie_id")


def _hoofdcontact(wijzigingen) -> list[Gevolg]:
    """B13: the database takes the flag from the old one; of two new ones in one save the last gets it."""
    nieuwe: dict[int, list] = {}
    for w in wijzigingen:
        if w.obj.hoofdcontactpersoon and w.obj.organisatie_id and w.anders("hoofdcontactpersoon", "organisatie_id"):
            nieuwe.setdefault(w.obj.organisatie_id, []).append(w.obj)
    if not nieuwe:
        return []
    oude = handelingen.huidige_hoofdcontacten(nieuwe)
    uit = []
    for organisatie, (*eerdere, laatste) in nieuwe.items():
        oud = oude.get(organisatie)
        if oud:  # never one of the new ones: they did not have the flag
            uit.append(Gevolg(zin=handelingen.hoofdcontactzin(laatste, oud)))
        for ander in eerdere:
            zin = handelingen.hoofdcontactzin(laatste, ander)
            uit.append(Gevolg(zin=zin, doe=lambda ander=ander: setattr(ander, "hoofdcontactpersoon", False)))
    return uit


def _gestopt(wijzigingen) -> list[Gevolg]:
    """B14: the end date is said, because the model proposes today when nobody typed one."""
    return [
        Gevolg(zin=f"{w.obj.persoon} is niet meer actief bij {w.obj.organisatie}, einddatum {dag(w.obj.einddatum)}.")
        for w in wijzigingen
        if _gaat(w, uit=True) and w.was["einddatum"] is None and w.obj.einddatum
    ]


def _weer_actief(wijzigingen) -> list[Gevolg]:
    """B15: who is active again has no end date, unless the user says so or typed another one."""
    rijen = [w.obj for w in wijzigingen if _gaat(w, uit=False) and w.obj.einddatum and not w.anders("einddatum")]
    if not rijen:
        return []

    def leeg():
        for rij in rijen:
            rij.einddatum = None

    een = rijen[0]
    if len(rijen) == 1:
        vraag = f"{een.persoon} wordt weer actief. De einddatum {dag(een.einddatum)} leegmaken?"
    else:
        vraag = f"{len(rijen)} personen in organisatie worden weer actief. Hun einddatum leegmaken?"
    return [Gevolg(sleutel="einddatum", vraag=vraag, doe=leeg)]


def _voorbij(wijzigingen) -> list[Gevolg]:
    """Domein 3.4: active, with an end date that has passed. It is told: which of the two is wrong we do not know."""
    rijen = [w.obj for w in wijzigingen if w.obj.actief and w.obj.einddatum and w.anders("einddatum")]
    return [
        Gevolg(zin=f"{rij} staat nog op actief, maar de einddatum {dag(rij.einddatum)} is voorbij.", let_op=True)
        for rij in rijen
        if rij.einddatum < localdate()
    ]


def _ook_hier(wijzigingen) -> list[Gevolg]:
    """B12: another job at the same organisation is allowed, and worth a look."""
    nieuwe = [w.obj for w in wijzigingen if _wordt_actief(w) and w.obj.persoon_id and w.obj.organisatie_id]
    if not nieuwe:
        return []
    banen = PersoonInOrganisatie.objects.actief().filter(
        persoon__in=[obj.persoon_id for obj in nieuwe], organisatie__in=[obj.organisatie_id for obj in nieuwe]
    )
    uit = []
    for baan in banen:
        for obj in nieuwe:
            zelfde = (obj.persoon_id, obj.organisatie_id) == (baan.persoon_id, baan.organisatie_id)
            if zelfde and obj.pk != baan.pk:
                wat = f" als {baan.functie}" if baan.functie else ""
                zin = f"Let op: {obj.persoon} is ook al actief bij {obj.organisatie}{wat}."
                uit.append(Gevolg(zin=zin, let_op=True))
    return uit


def _gedeeld_adres(wijzigingen) -> list[Gevolg]:
    """B19: one address of two persons is a shared mailbox, or a mistake."""
    wie: dict[str, dict] = {}  # address -> {key of the person: name}, the new ones first
    for w in wijzigingen:
        if w.obj.actief and w.obj.zakelijk_email and w.anders("zakelijk_email", "actief", "persoon_id"):
            wie.setdefault(w.obj.zakelijk_email.lower(), {})[w.obj.persoon_id] = str(w.obj.persoon)
    if not wie:
        return []
    rijen = PersoonInOrganisatie.objects.actief().alias(klein=Klein("zakelijk_email")).filter(klein__in=list(wie))
    for rij in rijen.select_related("persoon").order_by("pk")[:200]:
        wie[rij.zakelijk_email.lower()].setdefault(rij.persoon_id, str(rij.persoon))
    return [
        Gevolg(zin=f"Let op: {adres} is het zakelijke e-mailadres van {_opsomming(namen)}.", let_op=True)
        for adres, namen in wie.items()
        if len(namen) > 1
    ]


def _afgemeld(wijzigingen, veld: str) -> list[Gevolg]:
    """The warning for a new address that is on the afmeldlijst (domein 4.7)."""
    adressen = [getattr(w.obj, veld) for w in wijzigingen if getattr(w.obj, veld) and w.anders(veld)]
    return [
        Gevolg(
            zin=f"Dit adres staat op de afmeldlijst: {adres}, sinds {dag(sinds)}. "
            "Stuur er geen reclame heen, tenzij deze persoon daar opnieuw toestemming voor geeft.",
            let_op=True,
        )
        for adres, sinds in (afgemeld_op(adressen) if adressen else {}).items()
    ]


def _opsomming(namen: dict) -> str:
    """'Anna van den Berg en Jeroen Vos', 'Anna van den Berg en 3 anderen'."""
    eerste, *rest = namen.values()
    return f"{eerste} en {rest[0]}" if len(rest) == 1 else f"{eerste} en {len(rest)} anderen"
