"""Every requirement R1–R104 against the tests that prove it: docs/eisen.md, made from the docstrings and names.

    python -m tests.test_eisen     writes the table anew

A requirement without a test is listed as such. The table says what is there, not what should be.
"""

import ast
import re
import sys
from pathlib import Path

MAP = Path(__file__).resolve().parent
TABEL = MAP.parent / "docs" / "eisen.md"
AANTAL = 104
KOP = """# Eisen en tests

R1–R104 van het domeinrapport (de handleiding, zin voor zin), met de tests die een eis noemen. Gemaakt door
`python -m tests.test_eisen` uit de docstrings en namen van de tests; een test faalt als dit bestand oud is.
Een test die een eis noemt, bewijst die eis niet altijd helemaal. Eisen zonder test: {geen}.

| eis | tests |
|---|---|
"""
#: 'R5', 'R5–R29' and 'r5' in a name; not 'R5' inside a word.
EIS = re.compile(r"(?<![A-Za-z0-9])[Rr](\d{1,3})(?:\s*[–-]\s*R?(\d{1,3}))?(?![A-Za-z0-9])")


def genoemd(tekst: str) -> set[int]:
    """The numbers of the requirements in a text; 'R5–R8' is four of them."""
    uit = set()
    for eerste, laatste in EIS.findall(tekst):
        uit |= set(range(int(eerste), int(laatste or eerste) + 1))
    return {nr for nr in uit if 1 <= nr <= AANTAL}


def per_eis() -> dict[int, list[str]]:
    """Requirement -> 'bestand::test', from the docstring and the name of every test function."""
    uit = {nr: [] for nr in range(1, AANTAL + 1)}
    for bestand in sorted(MAP.rglob("test_*.py")):
        for deel in ast.walk(ast.parse(bestand.read_text())):
            if isinstance(deel, ast.FunctionDef) and deel.name.startswith("test_"):
                tekst = f"{deel.name.replace('_', ' ')} {ast.get_docstring(deel) or ''}"
                for nr in genoemd(tekst):
                    uit[nr].append(f"{bestand.relative_to(MAP)}::{deel.name}")
    return uit


def tabel() -> str:
    """The whole of docs/eisen.md."""
    eisen = per_eis()
    regels = [
        f"| R{nr} | {', '.join(f'`{test}`' for test in sorted(set(tests))) or '**geen test**'} |"
        for nr, tests in eisen.items()
    ]
    return KOP.format(geen=sum(not tests for tests in eisen.values())) + "\n".join(regels) + "\n"


def test_de_tabel_is_van_nu():
    """docs/eisen.md is what the tests say today; `python -m tests.test_eisen` writes it anew."""
    assert TABEL.read_text() == tabel(), "docs/eisen.md is oud: draai python -m tests.test_eisen"


def test_een_reeks_noemt_elke_eis():
    assert genoemd("R5–R8, B3 en r11; geen R200 of 3R4") == {5, 6, 7, 8, 11}
    assert genoemd("test r12 en (R94, R98)") == {12, 94, 98} and genoemd("PR5 R5a") == set()


if __name__ == "__main__":
    TABEL.write_text(tabel())
    print(f"{TABEL}: {tabel().count('**geen test**')} eisen zonder test", file=sys.stderr)
