"""Which way of writing numbers a table keeps to."""

from __future__ import annotations

import pytest

from pipeline.extract.language.numbers import in_english


@pytest.mark.parametrize(
    ("cells", "english"),
    [
        (["2,305.5", "61.4"], True),
        (["2,305", "61.4", "0.7"], True),
        (["2,305.5", "61,4"], False),
        (["2,305", "61,4", "0,7"], False),
        (["2,305", "3,118"], False),
        (["2.305", "61,4"], False),
        (["2025-01-31", "12"], False),
        ([], False),
    ],
)
def test_points_and_commas_of_all_cells_tell(cells: list[str], english: bool) -> None:
    assert in_english(cells) is english
