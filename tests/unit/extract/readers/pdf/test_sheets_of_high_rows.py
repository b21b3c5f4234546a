"""Sheets whose rows are higher than what is in them, printed without rules, in several passes."""

from __future__ import annotations

from reportlab.lib.colors import HexColor

from pipeline.extract.readers.geometry.leading import Leading
from pipeline.extract.readers.geometry.row_tops import row_below
from pipeline.extract.readers.geometry.rows import rows_of
from pipeline.extract.readers.geometry.words import Segment, TextLine, Word
from tests.unit.extract.readers.drawing import Sheet, grids

STARTS = (60.0, 240.0, 330.0)
INDICATORS = ["Indikator", "Utfall", "Årsmål"]
ACTIVITIES = ["Aktivitet", "Startdatum", "Slutdatum"]


def put_row(sheet: Sheet, y: float, texts: list[str], *, bold: bool = False) -> None:
    """Write the texts of a row, one line each."""
    for text, x in zip(texts, STARTS, strict=True):
        sheet.put(text, x, y, size=8, bold=bold)


def test_cells_written_in_passes_do_not_join_tables() -> None:
    sheet = Sheet()
    heads = {700.0: INDICATORS, 606.0: ACTIVITIES}
    rows = {
        680.0: ["Andel nöjda brukare i parker", "som svarar", "82 %", "85 %"],
        656.0: ["Andel nöjda äldre på torg och", "som svarar", "72 %", "75 %"],
        590.0: ["Utreda hur parker kan vårdas", "av många", "2024-01-01", "2024-12-31"],
    }
    for y, texts in heads.items():
        put_row(sheet, y, texts, bold=True)
    for y, (_, _, one, two) in rows.items():
        sheet.put(one, STARTS[1], y, size=8)
        sheet.put(two, STARTS[2], y, size=8)
    for line in range(5):
        text = "Nämnden har följt arbetet i parkerna under hela året, vecka för vecka."
        sheet.put(text, STARTS[0], 790 - 14 * line, size=10)
    for y, (name, rest, _, _) in rows.items():
        sheet.put(name, STARTS[0], y, size=8)
        sheet.put(rest, STARTS[0], y - 9.6, size=8)
    first, second = grids(sheet.read())
    assert (first[0], len(first)) == (INDICATORS, 3)
    assert second[0] == ACTIVITIES
    assert second[1] == ["Utreda hur parker kan vårdas av många", "2024-01-01", "2024-12-31"]


def test_rows_far_below_a_shaded_header_are_of_its_table() -> None:
    sheet = Sheet()
    sheet.text("Nämnden har följt arbetet i parkerna under hela året, vecka för vecka.")
    sheet.canvas.setFillColor(HexColor("#d9d9d9"))
    for x, width in zip(STARTS, (180, 90, 90), strict=True):
        sheet.canvas.rect(x - 4, 694, width, 16, stroke=0, fill=1)
    sheet.canvas.setFillColor(HexColor("#000000"))
    put_row(sheet, 700, ACTIVITIES, bold=True)
    rows = [
        ["Utreda hur parkerna vårdas", "2024-01-01", "2024-12-31"],
        ["Måla bänkarna på torget", "2024-03-01", "2024-12-31"],
        ["Laga stängslet vid dammen", "2024-08-15", "2025-12-31"],
    ]
    for y, row in zip((668.0, 630.0, 598.0), rows, strict=True):
        put_row(sheet, y, row)
    (table,) = grids(sheet.read())
    assert table == [ACTIVITIES, *rows]


def line(y: float, *texts: str) -> TextLine:
    """A line of a table with a text of one word in each column."""
    words = [
        Word(text, x, x + 40, y, 8, False, 4, False, number, number)
        for number, (text, x) in enumerate(zip(texts, STARTS, strict=False))
    ]
    return TextLine(1, tuple(Segment((word,)) for word in words))


def test_a_plain_header_between_rules_is_no_part_of_the_row_below_it() -> None:
    lines = [
        line(721, *INDICATORS),
        line(700, "Andel"),
        line(690, "brukare", "39", "37"),
        *(line(674 - 14 * number, f"Antal{number}", "5", "6") for number in range(5)),
    ]
    rules = [684 - 14 * number for number in range(6)]
    first, second, *_ = rows_of(lines, rules, Leading())
    assert [text.text for text in first.segments] == INDICATORS
    assert [text.text for text in second.segments] == ["Andel", "brukare", "39", "37"]


def test_values_between_two_lines_of_a_label_are_of_its_row() -> None:
    values = TextLine(1, tuple(line(695.2, "", "2020-08-15", "2020-12-31").segments[1:]))
    lines = [line(709, "Pröva"), line(699.4, "rekryteringen"), values, line(690, "stärks")]
    assert row_below(lines, 0, 1.0) is values


def test_a_line_with_columns_below_a_label_at_another_place_is_no_row_of_it() -> None:
    values = TextLine(1, tuple(line(689.0, "", "2020-08-15", "2020-12-31").segments[1:]))
    assert row_below([line(709, "Pröva"), line(699.4, "hur"), values], 0, 1.0) is None
