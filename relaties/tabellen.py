"""The small tables on a card: who works where. Drawn once for the card of a person and of an organisation."""

from html import escape

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.http import urlencode
from django.utils.safestring import mark_safe

from relaties.nummers import toon_telefoon
from smp.kaarten.kaart import MAXIMAAL, wijzigknop
from smp.tekst import dag

#: What a row here reads of a PersoonInOrganisatie.
KOPPELINGVELDEN = (
    *("functie", "afdeling", "zakelijk_email", "telefoon", "mobiel", "begindatum", "einddatum"),
    *("actief", "hoofdcontactpersoon", "organisatie_id"),
)


def periode(rij) -> str:
    """'sinds 1-9-2026', '1-9-2019 – 31-8-2026', 'tot 31-8-2026' or ''."""
    begin, einde = (dag(op) if op else "" for op in (rij.begindatum, rij.einddatum))
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
    romp = mark_safe("".join(regels))  # _regel escapes
    return format_html('<table class="tabel"><thead><tr>{}</tr></thead><tbody>{}</tbody></table>', hoofd, romp)


def meer(rijen, vraag: dict, zin: str) -> str:
    """Below a table that shows not all of `rijen`: `zin`, a link to the list with all of them; else ''."""
    if len(rijen) <= MAXIMAAL:
        return ""
    adres = f"{reverse('persooninorganisatie_lijst')}?{urlencode(vraag | {'actief': 'alle'})}"
    return format_html('<p class="sectie-tekst"><a href="{}">{}</a></p>', adres, zin)


def _regel(rij, andere: str, mag_wijzigen: bool, gewijzigd: bool) -> str:
    """Escaped where it is joined: format_html took half the time of a card."""
    wie = getattr(rij, andere)
    css = " ".join(["" if rij.actief else "niet-actief", "gewijzigd" if gewijzigd else ""]).strip()
    merk = ' <span class="merk merk-accent">Hoofdcontactpersoon</span>' if rij.hoofdcontactpersoon else ""
    mail = escape(rij.zakelijk_email)
    link = f'<a href="mailto:{mail}">{mail}</a>' if mail else ""
    knop = wijzigknop(rij) if mag_wijzigen else ""
    if mag_wijzigen and rij.actief and andere == "organisatie":
        adres, naam = reverse("werkgever_wijzigen", args=[rij.pk]), escape(str(rij))
        knop += (
            f' <a class="knop knop-klein" href="{adres}" aria-label="Werkgever wijzigen: {naam}">Werkgever wijzigen</a>'
        )
    return (
        f'<tr class="{css}"><td class="kop"><a href="{wie.get_absolute_url()}">{escape(str(wie))}</a>{merk}</td>'
        f"<td>{escape(rij.functie)}</td><td>{escape(rij.afdeling)}</td>"
        f"<td>{link}</td>"
        f'<td class="telefoon">{escape(toon_telefoon(rij.telefoon or rij.mobiel))}</td>'
        f'<td>{periode(rij) or ("" if rij.actief else "niet actief")}</td><td class="knoppen">{knop}</td></tr>'
    )
