"""The examples in the docstrings of the reader hold."""

from __future__ import annotations

import doctest
from types import ModuleType

import pytest

from pipeline.extract.assignment import label_evidence, runs
from pipeline.extract.language import (
    dates,
    deviations,
    numbers,
    set_letters,
    text,
    titles,
    values,
)
from pipeline.extract.parsers import assessments, mended_headings


@pytest.mark.parametrize(
    "module",
    [
        values,
        numbers,
        set_letters,
        assessments,
        mended_headings,
        titles,
        dates,
        deviations,
        text,
        label_evidence,
        runs,
    ],
    ids=lambda module: module.__name__,
)
def test_the_examples_hold(module: ModuleType) -> None:
    result = doctest.testmod(module)
    assert result.attempted > 0, "there are no examples any more: leave this module out"
    assert result.failed == 0
