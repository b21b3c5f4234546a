"""Tables of Markdown that a frame puts on one line, and labels in the upper row of a header."""

from __future__ import annotations

import pytest

from pipeline.extract.document import GridTable
from pipeline.extract.readers.head_spans import spans_beside
from pipeline.extract.readers.markup import markdown
from tests.unit.extract.making import printed


def tables(text: str) -> list[GridTable]:
    blocks = markdown.read(printed(text)).blocks
    return [block for block in blocks if isinstance(block, GridTable)]


def test_a_table_inside_a_cell_is_read_from_its_line() -> None:
    (table,) = tables("""
        # Mål

        |  |  |  |  |  |  |  |
        | --- | --- | --- | --- | --- | --- | --- |
        | |  |  |  | | --- | --- | --- | | **Mnkr** | **Budget** | Utfall | | Skola | 5,0 |  | |

        Text efter.
    """)
    assert [[cell.text if cell else "" for cell in row] for row in table.rows] == [
        ["Mnkr", "Budget", "Utfall"],
        ["Skola", "5,0", ""],
    ]
    assert (table.place.line_start, table.place.line_end) == (3, 5)


def test_a_label_over_others_parts_no_row_of_an_inner_table() -> None:
    (table,) = tables("""
        # Mål

        | |  |  |  |  | | --- | --- | --- | --- | | A | B | | C | | 2030 | 2031 | | D | 5 |  | 6 | |
    """)
    above, below, row = table.rows
    assert [cell.columns if cell else 0 for cell in above] == [1, 2, 0, 1]
    assert [cell.text if cell else "" for cell in below] == ["", "2030", "2031", ""]
    assert [cell.text if cell else "" for cell in row] == ["D", "5", "", "6"]


def test_a_row_whose_first_cell_is_empty_is_no_inner_table() -> None:
    (table,) = tables("""
        |  | Budget | Utfall |
        | --- | --- | --- |
        | Skola | 5,0 | 6,0 |
        | | 7,0 | 8,0 |
    """)
    assert len(table.rows) == 3


def test_a_label_above_names_stands_over_those_of_one_kind() -> None:
    (table,) = tables("""
        |  |  | Periodens utfall |  |  |  |
        | --- | --- | --- | --- | --- | --- |
        | Indikator | Period | Totalt | Kvinnor | Män | Årsmål |
        | Andel nöjda gäster | 2031 | 81 % | 82 % | 80 % | 83 % |
    """)
    above = table.rows[0]
    assert [cell.columns if cell else 0 for cell in above] == [1, 1, 3, 0, 0, 1]
    assert table.confidence < 1


@pytest.mark.parametrize(
    ("above", "below", "sizes"),
    [
        ("|T1||T2|", "Mnkr|2030|2031|2030|2031", (2, 2)),
        ("||Utfall||", "Mnkr|Snitt|2030|2031|Avvikelse", (2,)),
    ],
)
def test_how_wide_labels_are_is_told_by_what_stands_below(
    above: str, below: str, sizes: tuple[int, ...]
) -> None:
    found = spans_beside(above.split("|"), below.split("|"))
    assert found is not None
    assert found.sizes == sizes
    assert found.confidence <= 0.95
