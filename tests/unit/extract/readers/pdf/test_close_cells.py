"""Cells as close as words, words wider than their cell, and rows that lack their table's rules."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from pipeline.extract.readers.geometry.bands import SETTINGS, row_gap
from pipeline.extract.readers.geometry.exact_spaces import parted_by_space
from pipeline.extract.readers.geometry.words import Segment, TextLine, Word
from tests.unit.extract.readers.drawing import LEFT, Sheet, Texts, grids
from tests.unit.extract.readers.pdf.test_wide_lines import wide_prose

EDGES = (LEFT, 170.0, 250.0, 330.0, 410.0)
HEADER = ["Indikator", "Utfall", "KF:s årsmål", "Period"]


def line(texts: list[str], gap: float, y: float = 100.0) -> TextLine:
    """Return words of ten points, each a text object of its own, with as many points between."""
    words, x = [], 50.0
    for at, text in enumerate(texts):
        words.append(Word(text, x, x + 20.0, y, 10.0, False, 6.0, False, at, at))
        x += 20.0 + gap
    return TextLine(1, (Segment(tuple(words)),))


def test_more_white_than_any_space_parts_two_cells() -> None:
    prose = [line(["Vi", "har", "fler", "bad", "nu"], 3.0, y) for y in range(100, 1700, 80)]
    heads = line(["Årsmål", "KF:s"], 3.5)
    (lines,) = parted_by_space([[*prose, heads]])
    assert [segment.text for segment in lines[-1].segments] == ["Årsmål", "KF:s"]
    assert all(len(other.segments) == 1 for other in lines[:-1])


def test_where_spaces_have_no_one_width_nothing_is_parted() -> None:
    prose = [
        line(["Vi", "har", "fler", "bad", "nu"], 2.0 + at / 10, 100.0 + 80 * at) for at in range(20)
    ]
    (lines,) = parted_by_space([[*prose, line(["Årsmål", "KF:s"], 4.5)]])
    assert all(len(other.segments) == 1 for other in lines)


def test_a_part_of_a_sum_begins_a_row_though_in_lower_case() -> None:
    lines = [line([text], 3.0, y) for text, y in (("Summa", 100.0), ("varav", 70.0))]
    assert row_gap(lines) == SETTINGS.row_gap


def test_a_header_is_as_far_above_its_rows_as_they_are_apart() -> None:
    sheet = Sheet()
    wide_prose(sheet, leading=1.2)
    rows = [["Ansökan, antal\ni parentes", "Mnkr"], ["Tomma hus (1)", "2,4"], ["Allt (2)", "3,5"]]
    edges = (LEFT, 250.0, 320.0)
    sheet.table(rows, edges, rules="none", align="middle", white=8.5)
    (table,) = grids(sheet.read())
    assert table == [["Ansökan, antal i parentes", "Mnkr"], *rows[1:]]


def test_a_word_wider_than_its_cell_is_in_it_in_a_row_without_uprights() -> None:
    sheet = Sheet()
    wide_prose(sheet, leading=1.3)
    edges = (LEFT, 170.0, 250.0, 302.0, 380.0)
    first = [["Antal bad", "8 st", "9 st", "2021"]]
    for rows in (
        first,
        [["Antal kajer", "11 st", "Tas fram av\nnämnd/styrelse", "VB 2021"]],
        first,
    ):
        height = max(cell.count("\n") + 1 for cell in rows[0]) * 9 * 1.15 + 5
        if rows is first:
            sheet.canvas.setFillGray(0.9)
            for left, right in pairwise(edges):
                sheet.canvas.rect(left, sheet.y - height, right - left, height, stroke=0, fill=1)
            sheet.canvas.setFillGray(0)
        sheet.table(rows, edges, rules="none", header=False)
    (table,) = grids(sheet.read())
    assert ["Antal kajer", "11 st", "Tas fram av nämnd/styrelse", "VB 2021"] in table


def framed(below: list[list[str]], *, rules: str, rest: str = "") -> list[Texts]:
    """Return a table with uprights at the foot of a page, and what goes on with it on the next."""
    sheet = Sheet()
    sheet.y = 150
    rows = [HEADER, ["Antal bad", "8 st", "9 st", "2021"]]
    torn = ["Andel badare\nsom tycker att vattnet", "71 %", "75 %", "2021"]
    edges = (LEFT, 190.0, 260.0, 340.0, 410.0)
    sheet.table([*rows, torn], edges)
    sheet.page()
    if rest:
        sheet.put(rest, LEFT + 3, sheet.y - 9)
        sheet.y -= 13
    sheet.table(below, edges, rules=rules, header=False)
    sheet.gap()
    sheet.text("Texten efter tabellen, som går vidare.")
    return grids(sheet.read())[0]


LAST = [["Antal kajer", "3 st", "4 st", "2021"], ["Antal lån", "31 st", "43 st", "2021"]]
WHOLE = "Andel badare som tycker att vattnet är varmt"


def test_the_rest_of_a_row_above_the_first_rule_of_a_page_is_of_the_row_above() -> None:
    table = framed(LAST, rules="full", rest="är varmt")
    assert [row[0] for row in table[2:]] == [WHOLE, "Antal kajer", "Antal lån"]


def test_a_table_with_uprights_goes_on_without_them() -> None:
    table = framed(LAST, rules="none", rest="är varmt")
    assert [row[0] for row in table[2:]] == [WHOLE, "Antal kajer", "Antal lån"]


def test_an_analysis_at_the_top_of_a_page_is_of_the_row_above() -> None:
    sheet = Sheet()
    sheet.y = 150
    edges = (LEFT, 190.0, 260.0, 340.0, 410.0)
    sheet.table([HEADER, ["Antal bad", "8 st", "9 st", "2021"]], edges)
    sheet.page()
    sheet.put("Analys", LEFT + 3, sheet.y - 9, bold=True)
    sheet.put("Vattnet var kallt.", LEFT + 3, sheet.y - 24)
    sheet.y -= 35
    sheet.table(LAST, edges, rules="none", header=False)
    sheet.gap(30)
    sheet.text("Texten efter tabellen, som går vidare.", LEFT - 6)
    table = grids(sheet.read())[0]
    assert [row[0] for row in table[-2:]] == ["Antal kajer", "Antal lån"]
    assert "Vattnet var kallt." in str(table)


def test_a_font_without_a_name_has_spaces_of_its_own() -> None:
    prose = [line(["Vi", "har", "fler", "bad", "nu"], 3.0, y) for y in range(100, 1700, 80)]
    heads = line(["Ingående", "fond"], 3.8)
    words = tuple(replace(word, font=7) for word in heads.segments[0].words)
    (lines,) = parted_by_space([[*prose, heads, TextLine(1, (Segment(words),))]])
    assert [len(found.segments) for found in lines[-2:]] == [2, 1]
