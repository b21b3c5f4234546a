"""Every value of the real reports can be followed back to the lines where it is printed."""

from __future__ import annotations

import re
from functools import cache

import pytest

from pipeline.extract import read_report
from pipeline.extract.document import Place
from pipeline.extract.language.text import normalise_characters
from pipeline.extract.report import Report
from tests.support.provenance import KINDS, Value, is_said, letters, values_of
from tests.support.real_reports import REPORTS

pytestmark = pytest.mark.real_reports

DOCUMENTS = ("001", "002", "003")


@cache
def lines(document: str) -> tuple[str, ...]:
    """The lines of the file, with its odd spaces and dashes made plain."""
    (path,) = REPORTS.glob(f"{document}_*.txt")
    text = path.read_text(encoding="utf-8-sig").replace("\r\n", "\n").replace("\f", "")
    return tuple(normalise_characters(line) for line in text.split("\n"))


@cache
def report(document: str) -> Report:
    (path,) = REPORTS.glob(f"{document}_*.txt")
    return read_report(path)


@cache
def values(document: str) -> tuple[Value, ...]:
    return tuple(values_of(report(document)))


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_kind_of_value_is_looked_at(document: str) -> None:
    found = {value.kind for value in values(document)}
    not_in_a_plan = {"assessment", "indicator analysis", "activity analysis"}
    assert found == set(KINDS) - (not_in_a_plan if document == "003" else set())


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("document", DOCUMENTS)
def test_a_place_is_lines_of_the_file_word_for_word(document: str, kind: str) -> None:
    wrong = [
        (value.place.line_start, value.place.line_end, value.place.text)
        for value in values(document)
        if value.kind == kind and not _is_verbatim(value.place, lines(document))
    ]
    assert wrong == []


def _is_verbatim(place: Place, file: tuple[str, ...]) -> bool:
    """The first and last line are where they are said to be; the others between, in order.

    Lines between may be left out: page furniture, repeated headers, blank lines.
    """
    if place.line_start is None or place.line_end is None or not place.text.strip():
        return False
    there = file[place.line_start - 1 : place.line_end]
    printed = place.text.split("\n")
    if (printed[0], printed[-1]) != (there[0], there[-1]):
        return False
    rest = iter(there)
    return all(line in rest for line in printed)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("document", DOCUMENTS)
def test_the_text_at_a_place_contains_the_value(document: str, kind: str) -> None:
    wrong = [
        (said, value.place.text)
        for value in values(document)
        if value.kind == kind
        for said in value.said
        if not is_said(said, value)
    ]
    assert wrong == []


@pytest.mark.parametrize("document", ["001", "002"])
def test_an_assessment_stands_at_its_place(document: str) -> None:
    words = {"fully": r"helt|uppfyll|uppnå", "partly": "delvis", "not": r"\b(?:ej|inte)\b"}
    assessed = [goal for goal in report(document).goals if goal.assessment]
    assert assessed
    for goal in assessed:
        assert goal.assessment is not None and goal.assessment_place is not None
        assert re.search(words[goal.assessment.value], goal.assessment_place.text, re.IGNORECASE)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_the_place_of_a_cell_is_narrow(document: str) -> None:
    # A cell of an indicator table spans few lines: its own, not its row's or table's.
    for row in report(document).indicators:
        for cell in row.cells:
            assert cell.place.line_start is not None and cell.place.line_end is not None
            assert cell.place.line_end - cell.place.line_start < 12, cell


@pytest.mark.parametrize("document", DOCUMENTS)
def test_the_head_stands_where_it_says(document: str) -> None:
    head = report(document).head
    assert _is_verbatim(head.place, lines(document))
    assert letters(head.committee_name) in letters(head.place.text)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_confidence_is_a_probability_everywhere(document: str) -> None:
    read = report(document)
    given = [cell.confidence for row in read.indicators for cell in row.cells]
    given += [row.confidence for row in read.indicators]
    given += [row.confidence for row in read.activities]
    given += [cell.confidence for table in read.tables for cell in table.cells]
    given += [goal.confidence for goal in read.goals]
    given += [decision.confidence for decision in read.decisions]
    given += [amount.confidence for amount in read.narrative_amounts]
    given.append(read.head.confidence)
    assert all(0 < confidence <= 1 for confidence in given)
