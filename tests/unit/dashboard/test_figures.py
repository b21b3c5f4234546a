"""What is said against a figure, and that all of it is said."""

from __future__ import annotations

from pipeline.dashboard.figures import Figure, Judge, Mark, computed, place_of

ROW = {
    "fact_key": "k",
    "report_key": "r",
    "value": 930.0,
    "value_text": "930 st",
    "qualifier": None,
    "unit": "st",
    "confidence": 0.51,
    "alternatives": [{"measure": "outcome", "confidence": 0.49}],
    "is_out_of_bounds": False,
    "source_file": "samples/kvarnsjo-2025-vb.txt",
    "source_page": None,
    "source_line_start": 1333,
}


def test_a_doubtful_figure_says_how_likely_and_what_else() -> None:
    figure = Judge(0.8).figure(ROW)
    assert figure is not None
    assert figure.marks == (Mark.DOUBTFUL,)
    assert (figure.value, figure.unit, figure.confidence) == (930.0, "st", 0.51)
    assert figure.second == ("outcome", 0.49)
    assert figure.place == "kvarnsjo-2025-vb.txt r. 1333"


def test_everything_that_speaks_against_it_is_said() -> None:
    known = Judge(0.8, frozenset({"k"}), frozenset({"k"}), frozenset({"r"}))
    assert set(known.marks({**ROW, "is_out_of_bounds": True})) == set(Mark)
    assert known.marks({**ROW, "fact_key": "other", "report_key": "s", "confidence": 1.0}) == ()


def test_a_bound_is_shown_as_it_is_printed() -> None:
    figure = Judge(0.8).figure({**ROW, "qualifier": "max", "value_text": "Max 10 personer"})
    assert figure is not None and figure.text == "Max 10 personer"


def test_a_place_in_a_pdf_is_its_page() -> None:
    row = {"source_file": "a/b.pdf", "source_page": 12, "source_line_start": None}
    assert place_of(row) == "b.pdf s. 12"


def test_what_is_computed_is_no_surer_than_what_it_is_made_of() -> None:
    sure = Figure(81.5, confidence=0.99, marks=(Mark.CARRIED,))
    doubtful = Figure(79.0, confidence=0.6, marks=(Mark.DOUBTFUL,))
    change = computed(2.5, sure, doubtful, None)
    assert change == Figure(2.5, confidence=0.6, marks=(Mark.DOUBTFUL, Mark.CARRIED))
    assert computed(2.5) == Figure(2.5)
    assert computed(None, sure) is None
