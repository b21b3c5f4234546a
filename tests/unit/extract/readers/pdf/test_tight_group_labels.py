"""Headers whose lines stand as close as those of one cell, and words too long for their cell."""

from __future__ import annotations

from reportlab.pdfbase.pdfmetrics import stringWidth

from tests.unit.extract.readers.drawing import LEFT, Sheet, Texts, grids

NAMES = ("Läsare", "Körer och orkestrar", "Verkstad", "Målare")
PROSE = "Huset hölls öppet så länge någon av oss ville vara där och läsa."


def _width(text: str, *, bold: bool) -> float:
    return float(stringWidth(text, "Helvetica-Bold" if bold else "Helvetica", 9))


def _row(sheet: Sheet, name: str, texts: list[str], rights: tuple[float, ...], bold: bool) -> None:
    """Write a name and texts that end at the right edges of columns."""
    sheet.put(name, LEFT, sheet.y, bold=bold)
    for text, x1 in zip(texts, rights, strict=True):
        sheet.put(text, x1 - _width(text, bold=bold), sheet.y, bold=bold)


def _read(sheet: Sheet, rights: tuple[float, ...]) -> list[Texts]:
    """Write rows below a header and prose below these; return the only table."""
    for at, name in enumerate(NAMES):
        sheet.gap(14)
        _row(sheet, name, [f"{100 + 7 * at + n},{n}" for n in range(len(rights))], rights, False)
    sheet.gap(30)
    for _ in range(3):
        sheet.text(PROSE)
    (table,) = grids(sheet.read())
    return table


def test_labels_a_line_above_heads_that_are_repeated_are_over_all_of_them() -> None:
    rights = (215.0, 262.0, 321.0, 374.0, 421.0, 480.0, 538.0)
    sheet = Sheet()
    sheet.text(PROSE)
    sheet.gap(20)
    for label, x0, x1 in (("Plan 2021", 170.0, 324.0), ("Facit 2021", 329.0, 483.0)):
        middle = (x0 + x1) / 2
        sheet.put(label, middle - _width(label, bold=True) / 2, sheet.y, bold=True)
    sheet.put("Grupper i", LEFT, sheet.y, bold=True)
    sheet.put("Skillnad", rights[-1] - _width("Skillnad", bold=True), sheet.y, bold=True)
    sheet.gap(10.8)
    _row(sheet, "huset", [*("Utgift", "Inkomst", "Netto") * 2, "netto"], rights, True)
    table = _read(sheet, rights)
    assert table[0] == ["", "Plan 2021", None, None, "Facit 2021", None, None, ""]
    heads = ["Utgift", "Inkomst", "Netto"]
    assert table[1] == ["Grupper i huset", *heads, *heads, "Skillnad netto"]


def test_a_word_that_is_printed_over_the_head_beside_it_is_a_head_of_one_column() -> None:
    rights = (280.0, 347.0, 414.0, 482.0, 549.0)
    sheet = Sheet()
    sheet.text(PROSE)
    sheet.gap(20)
    heads = ["Fast plan", "Fondöverföringarna", "belopp", "Prognos", "Skillnad"]
    assert rights[1] - _width(heads[1], bold=True) < rights[0] - 10
    sheet.put("Nytt", rights[2] - _width("Nytt", bold=True), sheet.y + 10.2, bold=True)
    _row(sheet, "Grupp", heads, rights, True)
    heads[2] = "Nytt belopp"
    assert _read(sheet, rights)[0] == ["Grupp", *heads]
