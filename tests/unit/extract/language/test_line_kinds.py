"""What a line of text is by its words."""

from __future__ import annotations

import pytest

from pipeline.extract.language.line_kinds import opens_header
from tests.unit.extract.making import lines


@pytest.mark.parametrize(
    ("text", "opens"),
    [
        ("Verksam-\nhetsområde\nBudget 2020", True),
        ("Perso\nnalomsät\ntning\n2019", True),
        ("Avdel\nning\n2019", True),
        ("Avdel\nNing\n2019", False),
        ("Perso-\nnalen i parken\n2019", False),
    ],
)
def test_a_label_that_a_column_cuts_opens_a_header(text: str, *, opens: bool) -> None:
    assert opens_header(lines(text), 0) is opens
