"""A figure on the plain pages says what is to be said against it, as the dashboard does."""

from __future__ import annotations

from pipeline.dashboard.figures import Figure as Judged
from pipeline.dashboard.figures import Mark
from pipeline.site.rooms import Figure


def test_each_mark_has_its_sign_and_its_words() -> None:
    judged = Judged(
        930.0, confidence=0.51, marks=(Mark.DOUBTFUL, Mark.CORRECTED), second=("outcome", 0.49)
    )
    figure = Figure("930 st", "../kalla/a.html#k", judged)
    assert figure.signs == "?51\N{NO-BREAK SPACE}%✎"
    assert figure.said.startswith("osäkert läst; rättad; ")
    assert "utfall (49\N{NO-BREAK SPACE}%)" in figure.said


def test_nothing_is_said_against_what_is_surely_read() -> None:
    assert (Figure("82 %", "#k", Judged(82.0)).signs, Figure("").said) == ("", "")
