"""Reading a PDF does no work twice: calls are counted."""

from __future__ import annotations

from unittest.mock import patch

from pipeline.extract.readers.geometry import cells, columns
from pipeline.extract.readers.pdf import reader as pdf
from tests.unit.extract.readers.drawing import LEFT, RIGHT, Sheet

EDGES = (LEFT, 250.0, 380.0, RIGHT)
ROWS = [
    ["Indikator", "Utfall", "Period"],
    *([f"Antal träd {n}", f"{n} st", "2021"] for n in range(9)),
]


def table(rules: str) -> bytes:
    sheet = Sheet()
    sheet.table(ROWS, EDGES, rules=rules)
    return sheet.bytes()


def test_how_a_column_stands_to_a_header_is_told_once_for_each_place_of_it() -> None:
    """Three headers, three columns, and headers at the left, the right and in the middle."""
    content = table("none")
    with patch.object(columns, "_outside", wraps=columns._outside) as outside:
        pdf.read(content)
    assert outside.call_count == 3 * 3 * 3


def test_a_cell_of_one_text_is_not_put_in_order() -> None:
    content = table("full")
    with patch.object(cells, "sorted", wraps=sorted, create=True) as ordered:
        pdf.read(content)
    assert not [call for call in ordered.call_args_list if len(call.args[0]) == 1]
