"""The sections of tab Privacy that are only read: may we approach this person, what did he say, what may he ask?"""

from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join

from relaties.models import Persoon, PersoonInOrganisatie
from relaties.models.toestemming import EMAIL, KANALEN, ONDERWERPEN, POST, afgemeld_op
from relaties.nummers import toon_telefoon
from relaties.privacy.benaderen import adres_voor, mag_benaderen
from smp.tekst import dag

#: What the card asks of every channel.
VRAGEN = {EMAIL: "E-mailen", "sms": "Sms sturen", "telefoon": "Bellen", POST: "Post sturen"}
MAXIMAAL = 25


def banen_van(persoon: Persoon) -> list[PersoonInOrganisatie]:
    """The jobs with their organisation, active first; read once a page."""
    if "koppelingen" not in getattr(persoon, "_prefetched_objects_cache", {}):
        prefetch_related_objects([persoon], "koppelingen__organisatie")
    return list(persoon.koppelingen.all())


def adressen_van(persoon: Persoon) -> list[tuple[str, str]]:
    """(address or number, where), each once: what a consent can be about."""
    uit: dict[str, str] = {}
    for wie in [persoon, *banen_van(persoon)]:
        waar = str(wie.organisatie) if isinstance(wie, PersoonInOrganisatie) else "privé"
        for kanaal, _ in KANALEN:
            if adres := adres_voor(wie, kanaal):
                uit.setdefault(adres, waar)
    return list(uit.items())


def benaderen(persoon: Persoon, user) -> str:
    """'E-mailen … Nee: er is geen toestemming', for the person and each of his active jobs, and what he said."""
    toestemmingen = list(persoon.toestemmingen.all())
    lijsten = [persoon, *(baan for baan in banen_van(persoon) if baan.actief)]
    for baan in lijsten[1:]:
        baan.persoon = persoon
    op_lijst = afgemeld_op({adres_voor(wie, EMAIL) for wie in lijsten})
    regels = []
    for wie in lijsten:
        for kanaal, vraag in VRAGEN.items():
            adres = adres_voor(wie, kanaal)
            if adres or (kanaal == POST and not _postadres(wie).is_leeg):
                regels.append(_regel(wie, kanaal, vraag, adres, toestemmingen, op_lijst.get(adres)))
    tabel = _tabel(("Hoe", "Mag het?", "Waar", "Adres of nummer", "Waarom"), regels)
    leeg = format_html('<p class="sectie-tekst">{}</p>', "Er is nog geen adres of nummer bekend.")
    return (tabel if regels else leeg) + _gezegd(toestemmingen) + _knoppen(persoon, user, "change")


def _postadres(wie):
    """Where a letter goes: home, also for a job that asks so."""
    if isinstance(wie, PersoonInOrganisatie):
        return wie.persoon.priveadres if wie.adres_gebruik == "prive" else wie.organisatie.postadres
    return wie.priveadres


def _regel(wie, kanaal: str, vraag: str, adres: str, toestemmingen, sinds) -> tuple:
    """One row: yes, no, or for some subjects only."""
    vandaag, per = timezone.localdate(), {}
    for onderwerp, label in ONDERWERPEN:
        per[label] = mag_benaderen(wie, kanaal, onderwerp, vandaag, toestemmingen, sinds)
    mag = [label.lower() for label, (ja, _) in per.items() if ja and label != "Alles"]
    antwoord, klasse, reden = "Nee", "merk-let-op", per["Alles"][1]
    if len(mag) == len(per) - 1:
        antwoord, klasse, reden = "Ja", "merk-accent", next(iter(per.values()))[1]
    elif mag:
        antwoord, klasse, reden = "Deels", "", f"Alleen voor {', '.join(mag)}"
    waar = wie.organisatie if isinstance(wie, PersoonInOrganisatie) else "Privé"
    merk = format_html('<span class="merk {}">{}</span>', klasse, antwoord)
    return vraag, merk, waar, toon_telefoon(adres) if adres else "", reden


def _gezegd(toestemmingen) -> str:
    """What the person said, the newest first; nothing is ever overwritten."""
    if not toestemmingen:
        return ""
    kop = ("Toestemmingen", "Onderwerp", "Kanaal", "Adres of nummer", "Datum", "Hoe")
    regels = [
        (
            t.get_status_display(),
            t.get_onderwerp_display(),
            t.get_kanaal_display(),
            toon_telefoon(t.adres) if t.adres else "Alle",
            dag(t.datum) + (f" (tot en met {dag(t.geldig_tot)})" if t.geldig_tot else ""),
            " – ".join(filter(None, (t.get_bron_display(), t.bewijs))),
        )
        for t in toestemmingen[:MAXIMAAL]
    ]
    rest = len(toestemmingen) - len(regels)
    return _tabel(kop, regels) + (format_html('<p class="sectie-tekst">En nog {} oudere.</p>', rest) if rest else "")


def _tabel(kop: tuple, regels: list[tuple]) -> str:
    hoofd = format_html_join("", '<th scope="col">{}</th>', ((label,) for label in kop))
    rijen = [format_html_join("", "<td>{}</td>", ((cel,) for cel in regel)) for regel in regels]
    cellen = format_html_join("", "<tr>{}</tr>", ((rij,) for rij in rijen))
    return format_html('<table class="tabel"><thead><tr>{}</tr></thead><tbody>{}</tbody></table>', hoofd, cellen)


#: right -> (address, label, shown when)
_HANDELINGEN = {
    "change": [
        ("persoon_toestemming", "Toestemming vastleggen", lambda p: True),
        ("persoon_afmelden", "Afmelden voor alle marketing", lambda p: not p.geen_marketing),
    ],
    "delete": [
        ("persoon_inzage", "Inzage-export", lambda p: True),
        ("persoon_beperken", "Verwerking beperken", lambda p: not p.verwerking_beperkt),
        ("persoon_beperking_opheffen", "Beperking opheffen", lambda p: p.verwerking_beperkt),
        ("persoon_anonimiseren", "Anonimiseren", lambda p: not p.verwerking_beperkt),
    ],
}


def _knoppen(persoon: Persoon, user, recht: str) -> str:
    """The acts that this user may do now; none on a person who was forgotten."""
    if persoon.geanonimiseerd_op or not user.has_perm(f"relaties.{recht}_persoon"):
        return ""
    knoppen = [(reverse(naam, args=[persoon.pk]), label) for naam, label, nu in _HANDELINGEN[recht] if nu(persoon)]
    links = format_html_join("", '<a class="knop" href="{}">{}</a>', knoppen)
    return format_html('<p class="sectie-tekst rij-knoppen">{}</p>', links)


def rechten(persoon: Persoon, user) -> str:
    """The state of the processing in a sentence, and what the person may ask."""
    if persoon.geanonimiseerd_op:
        zin = f"Deze persoon is geanonimiseerd op {dag(persoon.geanonimiseerd_op)}."
    elif persoon.verwerking_beperkt:
        delen = [persoon.get_beperkt_reden_display(), persoon.beperkt_toelichting]
        zin = f"De verwerking is beperkt. {'. '.join(filter(None, delen))}"
        zin = zin if zin.endswith(".") else f"{zin}."
    elif not persoon.geinformeerd_op:
        zin = "Deze persoon weet nog niet dat we gegevens bewaren. Vertel het binnen een maand."
    else:
        zin = f"Deze persoon is op {dag(persoon.geinformeerd_op)} geïnformeerd."
    return format_html('<p class="sectie-tekst">{}</p>', zin) + _knoppen(persoon, user, "delete")
