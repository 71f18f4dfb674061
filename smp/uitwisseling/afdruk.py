"""The found rows on paper: a page of its own with all of them, not the fifty of the screen; written while sent."""

from collections.abc import Iterator
from datetime import date
from html import escape

from django.template.loader import render_to_string
from django.utils import timezone

from smp.tekst import datum, getal

#: More rows than this are no reading matter: some sixty sheets.
HOOGSTENS = 2_000
#: With more columns than this the sheet lies on its side.
STAAND = 6
_MERK = "<!-- rijen -->"


def html_stukken(rijen) -> Iterator[bytes]:
    """What a Formaat does: heading, question, date, and the table with its head on every sheet."""
    vraag = rijen.vraag
    context = {
        "titel": rijen.lijst.titel,
        "chips": vraag.chips,
        "kop": rijen.kop,
        "aantal": getal(vraag.selectie.order_by().values("pk").count()),
        "wat": rijen.lijst.meervoud,
        "wie": vraag.user,
        "nu": timezone.localtime(),
        "liggend": len(rijen.kop) > STAAND,
        "merk": _MERK,
    }
    boven, onder = render_to_string("lijst/afdruk.html", context).split(_MERK)
    yield boven.encode()
    regels = []
    for rij in rijen:
        regels.append(f"<tr>{''.join(f'<td>{_cel(waarde)}' for waarde in rij)}")
        if len(regels) == 200:
            yield "".join(regels).encode()
            regels = []
    yield "".join([*regels, onder]).encode()


def _cel(waarde) -> str:
    if waarde is None:
        return ""
    return datum(waarde) if isinstance(waarde, date) else escape(str(waarde))
