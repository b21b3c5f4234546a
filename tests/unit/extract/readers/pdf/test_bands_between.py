"""Text between heights: all lines that have any there, each with what is between the sides."""

from __future__ import annotations

from pipeline.extract.readers.geometry.bands import bands_between
from pipeline.extract.readers.geometry.words import Segment, TextLine, Word
from pipeline.extract.readers.pdf.visible import _share


def _text(x0: float, x1: float, y: float) -> Segment:
    word = Word("ord", x0, x1, y, 10.0, bold=False, head=5.0, spaced=False, run=1, order=1)
    return Segment((word,))


def test_lines_are_kept_whole_or_parted_at_sides_and_heights() -> None:
    whole = TextLine(1, (_text(10, 90, 100), _text(20, 40, 100)))  # the first reaches furthest
    raised = TextLine(1, (_text(10, 30, 80), _text(50, 90, 84)))
    beside = TextLine(1, (_text(10, 30, 60), _text(200, 230, 60)))
    below = TextLine(1, (_text(10, 30, 20),))
    bands = list(bands_between([whole, raised, beside, below], (120, 95, 85, 50), 0, 100))
    assert [[len(line.segments) for line in band.lines] for band in bands] == [[2], [1], [1, 1]]
    assert bands[0].lines[0] is whole
    assert bands[1].segments == raised.segments[1:]
    assert bands[2].segments == (raised.segments[0], beside.segments[0])


def test_how_much_of_a_box_lies_in_another() -> None:
    assert _share((0, 0, 10, 10), (5, 0, 20, 10)) == 0.5
    assert _share((0, 0, 10, 10), (10, 0, 20, 10)) == _share((0, 0, 10, 10), (0, 11, 9, 20)) == 0
    assert _share((0, 0, 10, 10), (-1, -1, 20, 20)) == 1
    assert _share((5, 0, 5, 10), (20, 0, 30, 10)) == 1, "what has no area is in anything"
