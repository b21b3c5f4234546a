"""What a report says, value by value, each with the words that must stand at its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.extract.document import Place
from pipeline.extract.language.text import compact, strip_markup
from pipeline.extract.report import Report

KINDS = (
    "indicator",
    "indicator cell",
    "indicator analysis",
    "activity",
    "activity analysis",
    "table",
    "table cell",
    "table label",
    "decision",
    "goal",
    "assessment",
    "narrative amount",
    "section",
)


@dataclass(frozen=True)
class Value:
    """Something that a report says, in the words that must stand at its place."""

    kind: str
    said: tuple[str, ...]
    place: Place


def values_of(read: Report) -> Iterator[Value]:
    """Yield every value of a report."""
    yield from _values_of_indicators(read)
    for activity in read.activities:
        dates = [day.isoformat() for day in (activity.start_date, activity.end_date) if day]
        yield Value("activity", (activity.text, *dates), activity.place)
        if activity.analysis:
            yield Value("activity analysis", (activity.analysis.text,), activity.analysis.place)
    yield from _values_of_tables(read)
    for decision in read.decisions:
        yield Value("decision", (decision.text, decision.purpose or ""), decision.place)
    for goal in read.goals:
        yield Value("goal", (goal.code or "", goal.title), goal.place)
        if goal.assessment_place:
            yield Value("assessment", (), goal.assessment_place)
    for amount in read.narrative_amounts:
        yield Value("narrative amount", (amount.sentence,), amount.place)
    for section in read.sections:
        yield Value("section", (section.body,), section.place)


def _values_of_indicators(read: Report) -> Iterator[Value]:
    for row in read.indicators:
        yield Value("indicator", (row.name, row.period or ""), row.place)
        for cell in row.cells:
            yield Value("indicator cell", (cell.text,), cell.place)
        if row.analysis:
            yield Value("indicator analysis", (row.analysis.text,), row.analysis.place)


def _values_of_tables(read: Report) -> Iterator[Value]:
    for table in read.tables:
        yield Value("table", table.columns, table.place)
        for note in table.notes:
            yield Value("table", (note,), _place_of_note(note, table.place, read))
        for printed in table.cells:
            yield Value("table cell", (printed.text,), printed.place)
            yield Value("table label", (printed.row_label, printed.row_group or ""), table.place)


def _place_of_note(note: str, table: Place, read: Report) -> Place:
    """Where a note stands: in its table, in the one that it goes on with, or in the prose below.

    A page break may stand between its lines.
    """
    of_tables = (other.place for other in read.tables)
    places = [table, *of_tables, *(section.place for section in read.sections)]
    words = [letters(word) for word in note.split()]
    found = (p for p in places if all(word in letters(p.text) for word in words))
    return next(found, table)


def letters(text: str) -> str:
    """A text without white space, case, markup, and the hyphens that wrapping adds."""
    return compact(strip_markup(text)).replace("-", "")


def is_said(said: str, value: Value) -> bool:
    """Tell whether a value stands at its place in one piece.

    A row cut by a page break has its cells in between; a column's label may be made of two
    header rows.
    """
    there = letters(value.place.text)
    if letters(said) in there:
        return True
    if value.kind == "table":
        return all(letters(word) in there for word in said.split())
    rest = iter(value.place.text.split())
    return value.kind in ("indicator", "activity") and all(word in rest for word in said.split())
