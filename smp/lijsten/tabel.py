"""The table of a list page: django-tables2 for headings and order, a compiled body for the rows.

The stock body of django-tables2 costs 114 ms for 100 x 10 cells, this one under 10 (bibliotheken §2): one getter and
one formatter a column, chosen once, and the rows joined.
"""

from collections.abc import Callable
from html import escape
from operator import attrgetter

import django_tables2
from django.db.models import BooleanField, DateField, DateTimeField, EmailField, ForeignKey, IntegerField, URLField
from django.urls import reverse
from django.utils.http import urlencode

from smp.tekst import datum

#: The heading above the buttons of a row; the grid keeps its place.
KNOPPEN = {"label": "", "klasse": "knoppen", "breedte": "breedte-weinig"}


def opmaak(lijst, kolom) -> Callable[[object], str]:
    """Stored value -> safe HTML of one cell."""
    veld = lijst.modelveld(kolom)
    if kolom.toon:
        return lambda waarde: "" if waarde is None or waarde == "" else escape(kolom.toon(waarde))
    if isinstance(veld, BooleanField):
        return lambda waarde: "Ja" if waarde else ""
    if isinstance(veld, DateField | DateTimeField):
        return lambda waarde: datum(waarde) if waarde else ""
    if isinstance(veld, EmailField) or kolom.naam.endswith("email"):
        return lambda waarde: f'<a href="mailto:{escape(waarde)}">{escape(waarde)}</a>' if waarde else ""
    if veld is not None and veld.choices:
        namen = {sleutel: escape(str(label)) for sleutel, label in veld.flatchoices}
        return lambda waarde: namen.get(waarde, "") if waarde else ""
    return lambda waarde: "" if waarde is None or waarde == "" else escape(str(waarde))


def waarde_van(kolom) -> Callable[[object], object]:
    """A row -> the value in this column, also of a related record."""
    return attrgetter(kolom.naam.replace("__", "."))


def klasse(lijst, kolom) -> str:
    """CSS class of a column, for heading and cells."""
    veld = lijst.modelveld(kolom)
    if kolom.naam == lijst.vaste_kolom:
        return "kop"
    if isinstance(veld, BooleanField):
        return "vink"
    return "getal" if isinstance(veld, IntegerField) and not isinstance(veld, ForeignKey) else ""


def breedte(lijst, kolom) -> str:
    """CSS class of the width of a column: list and grid share it, so that nothing jumps on [Wijzigen]."""
    if kolom.naam == lijst.vaste_kolom:
        return "breedte-kop"
    veld, label = lijst.modelveld(kolom), len(lijst.label(kolom))
    if isinstance(veld, EmailField | ForeignKey | URLField) or kolom.naam.endswith("email") or label > 16:
        return "breedte-veel"
    if isinstance(veld, BooleanField | IntegerField) and label <= 10:
        return "breedte-weinig"
    return "breedte-gewoon"


class Tabel:
    """The table for one Vraag: `kop` for the template, `rijen_html` safe.

    gewijzigd  primary keys of rows to mark; knoppen  with a button [Wijzigen] in every row
    kiezen     with a box in the first cell of every row, for the form `kies` (templates/lijst/lijst.html)
    """

    def __init__(self, vraag, gewijzigd=frozenset(), knoppen=False, kiezen=False):
        self.vraag, self.lijst, self.gewijzigd = vraag, vraag.lijst, gewijzigd
        self.knoppen, self.kiezen = knoppen, kiezen

    @property
    def kop(self) -> list[dict]:
        lijst, vraag = self.lijst, self.vraag
        volgorde = [("-" if neer else "") + kolom.naam for kolom, neer in vraag.volgorde]
        tabel = django_tables2.Table(
            [],
            order_by=volgorde,
            extra_columns=[
                (
                    kolom.naam,
                    django_tables2.Column(
                        verbose_name=lijst.label(kolom), orderable=lijst.sorteersleutel(kolom) is not None
                    ),
                )
                for kolom in vraag.kolommen
            ],
        )
        kop = [self._kopcel(kolom, tabel.columns[kolom.naam], volgorde) for kolom in vraag.kolommen]
        return [*kop, KNOPPEN] if self.knoppen else kop

    def _kopcel(self, kolom, tabelkolom, volgorde) -> dict:
        cel = {"naam": kolom.naam, "label": tabelkolom.header, "klasse": klasse(self.lijst, kolom)}
        cel["breedte"] = breedte(self.lijst, kolom)
        cel |= {"sorteer_url": "", "erbij_url": "", "richting": "", "rang": ""}
        if not tabelkolom.orderable:
            return cel
        plaats = next((nr for nr, deel in enumerate(volgorde) if deel.lstrip("-") == kolom.naam), None)
        if plaats is not None:
            cel["richting"] = "neer" if volgorde[plaats].startswith("-") else "op"
            cel["rang"] = plaats + 1 if len(volgorde) > 1 else ""
        else:
            cel["erbij_url"] = self.vraag.url(volgorde=",".join([*volgorde, kolom.naam]))
        cel["sorteer_url"] = self.vraag.url(volgorde=str(tabelkolom.order_by_alias.next))
        return cel

    @property
    def rijen_html(self) -> str:
        lijst = self.lijst
        knop = kaartadres(lijst.naam) if self.knoppen else ""
        herkomst = f"?{urlencode({'vraag': self.vraag.querystring()})}"  # for smp/kaarten/herkomst.py
        kolommen = [
            (waarde_van(kolom), opmaak(lijst, kolom), klasse(lijst, kolom), koppeling(lijst, kolom))
            for kolom in self.vraag.kolommen
        ]
        delen = []
        for rij in self.vraag.blad.rijen:
            css = lijst.rijklasse(rij) + (" gewijzigd" if rij.pk in self.gewijzigd else "")
            delen.append(f'<tr id="r{rij.pk}" class="{css.strip()}">' if css else f'<tr id="r{rij.pk}">')
            for lees, maak, css, link in kolommen:
                tekst = maak(lees(rij))
                if link:
                    eigen = herkomst if link[1] == "pk" else ""
                    tekst = f'<a href="{link[0]}{getattr(rij, link[1])}/{eigen}">{tekst or "(leeg)"}</a>'
                if css == "kop" and self.kiezen:
                    vinkje = f'name="rij" value="{rij.pk}" form="kies" aria-labelledby="n{rij.pk}"'
                    delen.append(f'<td class="{css}" id="n{rij.pk}"><input type="checkbox" {vinkje}>{tekst}')
                else:
                    delen.append(f'<td class="{css}">{tekst}' if css else f"<td>{tekst}")
            if knop:
                delen.append(
                    f'<td class="knoppen"><a class="knop knop-klein" href="{knop}{rij.pk}/wijzigen/{herkomst}" '
                    f'aria-label="Wijzigen: {escape(str(rij))}">Wijzigen</a>'
                )
        return "".join(delen)


def koppeling(lijst, kolom) -> tuple[str, str] | None:
    """Where a cell leads: (start of the address, attribute with the key), or None."""
    if not kolom.link:
        return None
    veld = lijst.modelveld(kolom)
    if isinstance(veld, ForeignKey):
        return kaartadres(veld.related_model._meta.model_name), veld.attname
    return kaartadres(lijst.naam), "pk"


def kaartadres(naam: str) -> str:
    """The address of the kaarten of a model; a primary key and a slash complete it."""
    return reverse(f"{naam}_kaart", args=[0]).removesuffix("0/")
