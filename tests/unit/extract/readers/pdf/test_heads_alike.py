"""Heads that stand as close as words, of a header that is printed elsewhere with white between."""

from __future__ import annotations

from pipeline.extract.readers.geometry.bands import Band, band_of
from pipeline.extract.readers.geometry.heads_alike import HeadsAlike
from pipeline.extract.readers.geometry.words import Segment, TextLine, Word

HEADS = [["Plats"], ["Totalt"], ["Kvinnor"], ["Män"]]


def band(y: float, texts: list[list[str]], xs: list[float]) -> Band:
    """Return a row of texts, words 30 points wide with 3 between, that begin at these places."""
    segments = []
    for text, left in zip(texts, xs, strict=True):
        places = [(word, left + 33 * at) for at, word in enumerate(text)]
        words = (Word(one, x, x + 30, y, 10.0, True, 6.0, False, 1, 1) for one, x in places)
        segments.append(Segment(tuple(words)))
    return band_of([TextLine(1, tuple(segments))])


def parted(values: list[list[str]], xs: list[float]) -> list[str]:
    """Return the heads of a table where two are close, another table has white between all."""
    wide = [band(700, HEADS, [50, 200, 260, 320])]
    wide.append(band(680, [["Norra"], ["8"], ["3"], ["5"]], [50, 200, 260, 320]))
    close = [band(500, [["Plats"], ["Totalt", "Kvinnor"], ["Män"]], [50, 200, 290])]
    close.append(band(480, values, xs))
    head, row = HeadsAlike([wide, close]).parted(close)
    assert row == close[1]
    return [segment.text for segment in head.segments]


def test_close_heads_with_values_below_both_are_parted_as_in_another_table() -> None:
    values, xs = [["Södra"], ["7"], ["4"], ["3"]], [50.0, 200.0, 233.0, 290.0]
    assert parted(values, xs) == ["Plats", "Totalt", "Kvinnor", "Män"]


def test_words_with_one_value_below_them_are_one_head() -> None:
    values, xs = [["Södra"], ["7"], ["3"]], [50.0, 215.0, 290.0]
    assert parted(values, xs) == ["Plats", "Totalt Kvinnor", "Män"]
