"""Labels of a header whose merged cells were printed once, over the labels of the next row."""

from __future__ import annotations

import pytest

from pipeline.extract.readers.head_spans import spans_above, spans_among


@pytest.mark.parametrize(
    ("head", "below", "sizes"),
    [
        ("Bad|2030|Kvar", "|Besök|Lån|", (0, 2, 0)),
        ("Bad|2030|2031", "|Besök|Lån|Besök|Lån", (0, 2, 2)),
        ("Indikator|Mål|Utfall|Period", "|Årsmål|KF:s årsmål|2030|2031|2032|", (0, 2, 3, 0)),
        ("Bad|Besök", "|män|kvinnor|totalt", (0, 3)),
    ],
)
def test_what_a_label_covers_is_told_by_the_labels_below(
    head: str, below: str, sizes: tuple[int, ...]
) -> None:
    found = spans_above(head.split("|"), below.split("|"))
    assert found is not None
    assert found.sizes == sizes
    assert found.confidence > 0.6


@pytest.mark.parametrize(
    ("head", "below", "width", "sizes"),
    [
        ("Verksamhet|Bokslut|Avvikelse", "2030|2031", 4, (0, 2, 0)),
        ("Bad|Vår|Höst|Snitt", "Besök|Lån|Besök|Lån", 6, (0, 2, 2, 0)),
        ("Indikator|Utfall|Årsmål", "Kvinnor|Män", 4, (0, 2, 0)),
        ("Bad|Antal|Summa antal|Vad som görs nu", "män|barn|alla", 6, (0, 3, 0, 0)),
        ("Inne|Besök|Ute|Besök", "2030|2031|2030|2031", 6, (0, 2, 0, 2)),
    ],
)
def test_of_a_row_that_prints_covered_columns_only(
    head: str, below: str, width: int, sizes: tuple[int, ...]
) -> None:
    found = spans_among(head.split("|"), below.split("|"), width)
    assert found is not None
    assert found.sizes == sizes


def test_what_may_stand_in_two_ways_is_doubted() -> None:
    found = spans_above(["Bad", "Vår", "Höst"], ["", "x", "y", "z"])
    assert found is not None
    assert found.confidence <= 0.5


def test_a_label_of_one_year_covers_no_other() -> None:
    assert spans_above(["Bad", "Budget 2030"], ["", "2030", "2031"]) is None
