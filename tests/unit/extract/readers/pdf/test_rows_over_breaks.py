"""Rows and headers on both sides of a page break, and cells that look like something else.

Learnt from Word files printed by an office program, and from Chromium and Typst: rows far apart
below a header that is printed again, the only row of a table with a shaded label, heads at the
right of columns whose values stand in the middle.
"""

from __future__ import annotations

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth

from pipeline.extract.readers.geometry.leading import Leading
from pipeline.extract.readers.geometry.rows import rows_of
from pipeline.extract.readers.geometry.words import Segment, TextLine, Word
from tests.unit.extract.readers.drawing import LEFT, Sheet, Texts, grids

EDGES = (LEFT, 190.0, 300.0, 410.0, 500.0)
HEAD = ["Indikator", "Utfall", "Årsmål", "Period"]


def names(tables: list[list[Texts]]) -> list[str | None]:
    """Return the first cells of the rows of the only table."""
    (table,) = tables
    return [row[0] for row in table]


def test_the_white_below_a_header_printed_again_is_not_that_of_a_cells_lines() -> None:
    sheet = Sheet()
    sheet.y = 150
    wide = {"rules": "none", "align": "bottom", "size": 9.5, "white": 9.0}
    rows = [["Nöjda bad", "71 %", "75 %", "2021"], ["Andel timmar av\ntimavlönade", "24", "", "År"]]
    sheet.table([HEAD, *rows], EDGES, **wide)  # type: ignore[arg-type]
    sheet.page()
    more = [
        ["inom äldreomsorg", "", "", ""],
        ["Andel som\nrekommenderar", "77 %", "86 %", "År"],
        ["Index för chefer", "80", "85", "År"],
    ]
    sheet.table([HEAD, *more], EDGES, **wide)  # type: ignore[arg-type]
    assert names(grids(sheet.read())) == [
        "Indikator",
        "Nöjda bad",
        "Andel timmar av timavlönade inom äldreomsorg",
        "Andel som rekommenderar",
        "Index för chefer",
    ]


def test_a_header_of_two_rows_that_a_page_prints_as_one_is_the_same() -> None:
    sheet = Sheet()
    rows = [["Park", "0,8", "-0,8"], ["Bad", "24,1", "-24,1"], ["Kajer", "3,5", "-3,5"]]
    edges = (LEFT, 250.0, 380.0, 510.0)
    for number, white in enumerate((9.0, 0.4)):
        if number:
            sheet.page()
        else:
            sheet.y = 190
        sheet.put("Ökade", edges[2] + 40, sheet.y - 12, size=9, bold=True)
        sheet.y -= 12 + white
        head = ["Område (mnkr)\n", "\nkostnader", "\nintäkter"]
        sheet.table([head, *rows], edges, rules="none", sides="lrr", heads="lrr", white=3)
        rows = [["Skolor", "1,5", "-1,5"], ["Broar", "2,5", "-2,5"]]
    (table,) = grids(sheet.read())
    assert [row[0] for row in table][-5:] == ["Park", "Bad", "Kajer", "Skolor", "Broar"]


@pytest.mark.parametrize("beside", ["2022-01-01", "45 %"])
def test_a_shaded_label_beside_one_value_is_a_row(beside: str) -> None:
    sheet = Sheet()
    sheet.text("Under året har nämnden arbetat med parker och med stränder i hela området.")
    sheet.gap()
    sheet.put("Aktivitet", LEFT + 3, sheet.y, bold=True)
    sheet.put("Startdatum", 303, sheet.y, bold=True)
    sheet.put("Slutdatum", 430, sheet.y, bold=True)
    sheet.gap(8)
    sheet.canvas.setFillGray(0.9)
    sheet.canvas.rect(LEFT, sheet.y - 44, 150, 44, stroke=0, fill=1)
    sheet.canvas.setFillGray(0)
    for line in ("Nämnden ska i samråd", "med andra nämnder ta", "fram en introduktion"):
        sheet.gap(13)
        sheet.put(line, LEFT + 3, sheet.y)
    sheet.put(beside, 303, sheet.y)
    (table,) = grids(sheet.read())
    name = "Nämnden ska i samråd med andra nämnder ta fram en introduktion"
    assert [cell for cell in table[-1] if cell] == [name, beside]


def test_values_beside_the_middle_of_a_shaded_label_are_its_row() -> None:
    sheet = Sheet()
    sheet.text("Under året har nämnden arbetat med parker och med stränder i hela området.")
    sheet.gap()
    for text, x in (("Aktivitet", LEFT + 3), ("Startdatum", 250), ("Slutdatum", 400)):
        sheet.put(text, x, sheet.y, bold=True)
    sheet.gap(12)
    sheet.canvas.setFillGray(0.9)
    sheet.canvas.rect(LEFT, sheet.y - 34, 150, 34, stroke=0, fill=1)
    sheet.canvas.setFillGray(0)
    for line, down in (("Nämnden ska i samråd", 15), ("ta fram en introduktion", 26)):
        sheet.put(line, LEFT + 3, sheet.y - down)
    for text, x in (("2026-01-01", 253), ("2026-12-31", 403)):
        sheet.put(text, x, sheet.y - 20.5)
    sheet.gap(70)
    sheet.text("Under nästa år går arbetet vidare med fler bryggor och en ny båthall.")
    (table,) = grids(sheet.read())
    assert table[-1] == ["Nämnden ska i samråd ta fram en introduktion", "2026-01-01", "2026-12-31"]


def test_heads_at_the_right_have_the_values_in_the_middle_of_their_columns() -> None:
    sheet = Sheet()
    edges = (85.0, 193.0, 351.0, 510.0)
    rows = [["Park", "0,8", "-0,8"], ["Bad", "24,1", "-24,1"], ["Kajer", "3,5", "-3,5"]]
    top = sheet.y
    sheet.canvas.setFillGray(0.8)
    for left, bottom, right, height in ((85, 20, 193, 20), (193, 10, 510, 10), (193, 20, 510, 10)):
        sheet.canvas.rect(left, top - bottom, right - left, height, stroke=0, fill=1)
    sheet.canvas.setFillGray(0)
    sheet.canvas.line(193, top - 10, 510, top - 10)
    sheet.canvas.line(85, top - 20, 510, top - 20)
    for text, end, down in (("Ökade", 506, 8), ("kostnader", 348, 18), ("intäkter", 506, 18)):
        x = end - stringWidth(text, "Helvetica-Bold", 6.5)
        sheet.put(text, x, top - down, size=6.5, bold=True)
    sheet.put("Område (mnkr)", 107, top - 8, size=6.5, bold=True)
    sheet.y = top - 20
    more = {"header": False, "sides": "lcc", "size": 6.5, "white": 1.4, "rules": "below"}
    sheet.table(rows, edges, **more)  # type: ignore[arg-type]
    (table,) = grids(sheet.read())
    assert table[-4:] == [[None, "kostnader", "intäkter"], *rows]


def torn(rest: str) -> list[str | None]:
    """Return the names of a table of which a page break tears one in a narrow column."""
    sheet = Sheet()
    sheet.y = 120
    edges = (LEFT, 112.0, 300.0, 410.0, 500.0)
    head = ["Indikator", "Utfall", "Årsmål", "Period"]
    rows = [["Andel\nsom\nbadhusbesök", "71 %", "75 %", "2021"]]
    rows += [["Andel\nsom", "85 %", "92 %", "2021"]]
    sheet.table([head, *rows], edges, rules="none", size=7.7)
    sheet.page()
    sheet.table([head, [rest, "", "", ""]], edges, rules="none", size=7.7)
    return names(grids(sheet.read()))


def test_words_in_lower_case_and_nothing_else_are_the_rest_of_a_name() -> None:
    assert torn("gym\nsom finns")[-1] == "Andel som gym som finns"


def test_a_name_with_a_capital_is_a_row_though_it_has_no_values() -> None:
    assert torn("Gym\nsom finns")[-1] == "Gym som finns"


def test_a_value_right_behind_a_long_label_stands_in_its_column() -> None:
    sheet = Sheet()
    longest = "Träffsäkerhet i en prognos som var god"
    left = stringWidth(longest + " ", "Helvetica", 8.4)
    edges = (LEFT, LEFT + left, 310.0, 410.0, 500.0)
    rows = [
        ["Andel avtal som har följts upp", "73 %", "75 %", "2021"],
        ["Andel inköp över nätet", "43 %", "51 %", "2021"],
        [f"{longest} 1 %", "", "0 %", "2021"],
        ["Budgetföljsamhet", "100 %", "99 %", "2021"],
    ]
    sheet.table([HEAD, *rows], edges, rules="none", size=8.4)
    (table,) = grids(sheet.read())
    rows[2][:2] = [longest, "1 %"]
    assert table[1:] == rows


def line(y: float, *texts: tuple[float, str]) -> TextLine:
    """Return a line of a page with texts that begin at places, a word each."""
    words = (
        Word(text, x, x + 5 * len(text), y, 9.0, False, 5.0, True, 0, int(800 - y))
        for x, text in texts
    )
    return TextLine(1, tuple(Segment((word,)) for word in words))


@pytest.mark.parametrize("apart", [16.5, 10.4])
def test_no_edge_stands_above_a_row_that_a_page_break_tears(apart: float) -> None:
    lines: list[TextLine] = []
    edges = [700.0]
    for name in ("Trähus", "Isbana", "Segelsäll", "Roddare", "Motorer"):
        top = edges[-1] - 10
        lines += [line(top, (LEFT, name)), line(top - 5.2, (200, "12,5"), (300, "14,1"))]
        lines += [line(top - 10.4, (LEFT, "as"))]
        edges.append(top - 14.4)
    foot = lines[-1].y
    lines += [
        line(foot - apart - 10.4 * at, (LEFT, part))
        for at, part in enumerate(("Båtar", "som", "bär"))
    ]
    rows = [band.lines[0].text for band in rows_of(lines, edges[:-1], Leading())]
    torn = ["Båtar"] if apart > 10.4 else []
    assert rows == ["Trähus", "Isbana", "Segelsäll", "Roddare", "Motorer", *torn]
