"""A workbook of one sheet, written while it is read: typed cells, every text a text and never a formula.

A library that writes a file first costs the wait and the disk (XlsxWriter 12 s for 100,000 rows); this is the part of
Office Open XML that a table needs, and the zip is sent as it grows.
"""

import re
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from xml.sax.saxutils import escape

from smp.lijsten.tabel import datum

_KOP = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_HOOFD = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PAKKET = "http://schemas.openxmlformats.org/package/2006"
_SOORT = "application/vnd.openxmlformats-officedocument.spreadsheetml"
#: What XML cannot hold, and what a reader of the format would take for such a code.
_ONLEESBAAR = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]|_(?=x[0-9A-Fa-f]{4}_)")
#: The places of the cell formats in styles.xml.
_KOPSTIJL, _DAG, _MOMENT = 1, 2, 3
#: Days count from here. Excel has a 29 February 1900, and nothing before that year: a day before March is a text.
_NUL, _EERSTE = date(1899, 12, 30), date(1900, 3, 1)
MAX_RIJEN = 1_048_576
VOET = "Vertrouwelijk – bevat persoonsgegevens"

_VAST = {
    "[Content_Types].xml": f'<Types xmlns="{_PAKKET}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_SOORT}.sheet.main+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{_SOORT}.styles+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_SOORT}.worksheet+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PAKKET}/relationships">'
    f'<Relationship Id="rId1" Type="{_REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PAKKET}/relationships">'
    f'<Relationship Id="rId1" Type="{_REL}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{_REL}/styles" Target="styles.xml"/></Relationships>',
    "xl/styles.xml": f'<styleSheet xmlns="{_HOOFD}"><numFmts count="2">'
    '<numFmt numFmtId="164" formatCode="d\\-m\\-yyyy"/><numFmt numFmtId="165" formatCode="d\\-m\\-yyyy\\ h:mm"/>'
    '</numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders>'
    '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf/><xf fontId="1" applyFont="1"/>'
    '<xf numFmtId="164" applyNumberFormat="1"/><xf numFmtId="165" applyNumberFormat="1"/></cellXfs></styleSheet>',
}


class _Pijp:
    """What zipfile writes to: it holds the bytes until they are sent."""

    def __init__(self):
        self.stukken: list[bytes] = []

    def write(self, stuk: bytes) -> int:
        self.stukken.append(bytes(stuk))
        return len(stuk)

    def flush(self):
        """Nothing to do: `leeg` is the flush."""

    def leeg(self) -> bytes:
        uit, self.stukken = b"".join(self.stukken), []
        return uit


def werkboek(blad: str, kop: list[str], rijen: Iterable[Iterable]) -> Iterator[bytes]:
    """The file in pieces. A value is None, a text, an int, a date or a moment in the zone to show."""
    pijp = _Pijp()
    with zipfile.ZipFile(pijp, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as zip_:
        for naam, inhoud in _VAST.items():
            zip_.writestr(naam, _KOP + inhoud)
        zip_.writestr(
            "xl/workbook.xml",
            f'{_KOP}<workbook xmlns="{_HOOFD}" xmlns:r="{_REL}"><sheets>'
            f'<sheet name="{_tekst(blad)[:31]}" sheetId="1" r:id="rId1"/></sheets></workbook>',
        )
        with zip_.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as deel:
            deel.write(_begin(kop).encode())
            regels = []
            for rij in rijen:
                regels.append(f"<row>{''.join(map(_cel, rij))}</row>")
                if len(regels) == 500:
                    deel.write("".join(regels).encode())
                    regels = []
                    yield pijp.leeg()
            deel.write(f"{''.join(regels)}</sheetData>{_EIND}</worksheet>".encode())
    yield pijp.leeg()


def _begin(kop: list[str]) -> str:
    """Up to the rows: the headings stay in sight, and the columns are as wide as a name."""
    cellen = "".join(f'<c s="{_KOPSTIJL}" t="inlineStr"><is><t>{_tekst(tekst)}</t></is></c>' for tekst in kop)
    return (
        f'{_KOP}<worksheet xmlns="{_HOOFD}"><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f'<cols><col min="1" max="{len(kop)}" width="22" customWidth="1"/></cols>'
        f"<sheetData><row>{cellen}</row>"
    )


_EIND = f"<headerFooter><oddFooter>&amp;L{VOET}&amp;R&amp;P</oddFooter></headerFooter>"


def _cel(waarde) -> str:
    if waarde is None or waarde == "":
        return "<c/>"
    if isinstance(waarde, str):
        return f'<c t="inlineStr"><is><t xml:space="preserve">{_tekst(waarde)}</t></is></c>'
    if isinstance(waarde, datetime):
        dag = (waarde.date() - _NUL).days + (waarde.hour * 60 + waarde.minute) / 1440
        return f'<c s="{_MOMENT}"><v>{dag}</v></c>'
    if isinstance(waarde, date):
        if waarde < _EERSTE:
            return _cel(datum(waarde))
        return f'<c s="{_DAG}"><v>{(waarde - _NUL).days}</v></c>'
    return f"<c><v>{waarde}</v></c>"


def _tekst(tekst: str) -> str:
    """Text for XML; a control character as the format writes it: _x0001_.

    Most texts have nothing of this. What is printable is not _ONLEESBAAR, and tells so in half the time of a search.
    """
    if tekst.isprintable() and "&" not in tekst and "<" not in tekst and ">" not in tekst and "_x" not in tekst:
        return tekst
    return escape(_ONLEESBAAR.sub(lambda teken: f"_x{ord(teken[0]):04X}_", tekst))
