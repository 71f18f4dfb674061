"""The small tables on a card: who works where. Drawn once for the card of a person and of an organisation."""

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from relaties.nummers import toon_telefoon
from smp.kaarten.kaart import MAXIMAAL, wijzigknop


def periode(rij) -> str:
    """'sinds 1-9-2026', '1-9-2019 – 31-8-2026', 'tot 31-8-2026' or ''."""
    begin, einde = (f"{dag.day}-{dag.month}-{dag.year}" if dag else "" for dag in (rij.begindatum, rij.einddatum))
    if begin and einde:
        return f"{begin} – {einde}"
    return f"sinds {begin}" if begin else f"tot {einde}" if einde else ""


def koppelingen(rijen, andere: str, mag_wijzigen: bool, gewijzigd: set[int]) -> str:
    """Rows of PersoonInOrganisatie as safe HTML; `andere` is the side to name: 'persoon' or 'organisatie'.

    Active first, former ones struck through with their period (R65, R70); `gewijzigd` are the keys to mark.
    """
    kop = [
        andere.capitalize(),
        "Functie",
        "Afdeling",
        "Zakelijk e-mailadres",
        "Telefoonnummer",
        "Periode",
        format_html('<span class="visually-hidden">{}</span>', "Wijzigen"),
    ]
    hoofd = format_html_join("", '<th scope="col">{}</th>', ((label,) for label in kop))
    regels = [_regel(rij, andere, mag_wijzigen, rij.pk in gewijzigd) for rij in rijen[:MAXIMAAL]]
    romp = mark_safe("".join(regels))  # format_html below
    return format_html('<table class="tabel"><thead><tr>{}</tr></thead><tbody>{}</tbody></table>', hoofd, romp)


def _regel(rij, andere: str, mag_wijzigen: bool, gewijzigd: bool) -> str:
    wie = getattr(rij, andere)
    merk = format_html(' <span class="merk merk-accent">{}</span>', "Hoofdcontactpersoon")
    knop = wijzigknop(rij)
    if rij.actief and andere == "organisatie":
        knop += format_html(
            ' <a class="knop knop-klein" href="{}" aria-label="Werkgever wijzigen: {}">Werkgever wijzigen</a>',
            reverse("werkgever_wijzigen", args=[rij.pk]),
            rij,
        )
    return format_html(
        '<tr class="{}"><td class="kop"><a href="{}">{}</a>{}</td><td>{}</td><td>{}</td>'
        '<td>{}</td><td class="telefoon">{}</td><td>{}</td><td class="knoppen">{}</td></tr>',
        " ".join(["" if rij.actief else "niet-actief", "gewijzigd" if gewijzigd else ""]).strip(),
        wie.get_absolute_url(),
        wie,
        merk if rij.hoofdcontactpersoon else "",
        rij.functie,
        rij.afdeling,
        format_html('<a href="mailto:{0}">{0}</a>', rij.zakelijk_email) if rij.zakelijk_email else "",
        toon_telefoon(rij.telefoon or rij.mobiel),
        periode(rij) or ("" if rij.actief else "niet actief"),
        knop if mag_wijzigen else "",
    )
