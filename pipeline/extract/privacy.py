"""No personal identity number leaves a document: every text of a ``Document`` is masked.

Called on the document of every reader before anything is parsed, cached or written. Belongs
here: where in a document a number may stand (in a text, over two lines, paragraphs or
cells) and which columns hold amounts. What a number looks like stands in
``personal_numbers``.

A number that stands in one place of a document is masked in all of them: a table's place
repeats what its cells say.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from itertools import pairwise, zip_longest
from typing import Any

from pipeline.extract.document import Cell, Document, GridTable, Line, Paragraph, Place, RunTable
from pipeline.extract.personal_numbers import (
    PersonalNumber,
    digits_of,
    ends_in_sign,
    find_among_figures,
    find_personal_numbers,
    find_sure,
    mask_half,
    mask_known,
    may_hold_numbers,
    pattern_at_end,
    pattern_at_start,
)
from pipeline.extract.report import IndicatorRow, Problem, Report, ReportTable

PROBLEM_CODE = "personal_identity_number"
"""Code of the ``Problem`` that is reported for each text that held a number."""

_REACH = 40
"""So far from the end of a text may stand the digits that go on in the next one."""

_AMOUNT = re.compile(r"[^\w\s]{0,3}\s?\d[\d\s.,]*\s?(?:%|[^\W\d]{1,6})?[^\w\s]{0,2}")
"""What a cell of figures says: a number, maybe with sign, unit or mark."""

_AMOUNTS_PER_CANDIDATE = 2
"""In a column of amounts, what looks like a personal number by chance is the exception."""

Text = Paragraph | Cell | Line
Finder = Callable[[str], tuple[PersonalNumber, ...]]


@dataclass(frozen=True, slots=True)
class _Torn:
    """A number that begins at the end of one text and ends at the start of another."""

    digits: str
    head: str
    tail: str


@dataclass(frozen=True, slots=True)
class _Found:
    """What is to be masked: numbers anywhere, and halves of torn ones at their texts' ends."""

    digits: set[str]
    halves: dict[int, list[re.Pattern[str]]]
    """By the identity of the paragraph, cell or line."""

    def add(self, numbers: Iterable[PersonalNumber]) -> None:
        self.digits.update(number.digits for number in numbers)

    def tear(self, first: Text, second: Text, numbers: Iterable[_Torn]) -> None:
        for number in numbers:
            self.digits.add(number.digits)
            self.halves.setdefault(id(first), []).append(pattern_at_end(number.head))
            self.halves.setdefault(id(second), []).append(pattern_at_start(number.tail))


def mask_document(document: Document) -> tuple[Document, tuple[Problem, ...]]:
    """Mask the numbers in every text of a document, its places, furniture and sidecar included.

    Returns the document and one problem for each paragraph, cell or line that held a number.
    """
    # Most documents hold none, and looking twice at each of their texts takes as long as
    # parsing them: one look at all texts at once finds that out.
    if not may_hold_numbers(_lines(document)):
        return document, ()
    found = _find(document)
    if not found.digits:
        return document, ()
    masking = _Masking(found)
    masked = masking.of(document)
    return masked, tuple(
        Problem(PROBLEM_CODE, "A personal identity number was masked.", place)
        for place in masking.places
    )


def look_behind(problems: Iterable[Problem], texts: Iterable[str]) -> tuple[Problem, ...]:
    """Tell a number in what a file holds and no reader gave, if no other number is told.

    ``texts`` are all of the file, figures among them: only what no amount looks like counts,
    and ten digits without anything between. None of it can be masked in the file's bytes; the
    problem says that they are not to be kept.
    """
    if any(problem.code == PROBLEM_CODE for problem in problems):
        return ()
    if not any(_is_plain(number) for text in texts for number in find_personal_numbers(text)):
        return ()
    return (
        Problem(
            PROBLEM_CODE,
            "A personal identity number stands where a reader of the report does not see it: in a "
            "comment, in hidden or deleted text, in the file's properties or its sidecar. Nothing "
            "of it was read; remove it from the file.",
            None,
        ),
    )


def _is_plain(number: PersonalNumber) -> bool:
    return number.is_sure or number.end - number.start == len(number.digits)


def mask_report(report: Report) -> Report:
    """A report that was read under earlier rules, masked by today's.

    Which columns of a table hold amounts can no longer be told: of its texts only the
    numbers that no amount looks like are masked, and these wherever they stand.
    """
    digits = {number.digits for number in _numbers_of(report, find_personal_numbers)}
    if not digits:
        return report
    masked: Report = _Masking(_Found(digits, {})).of_part(report)
    return masked


def _numbers_of(part: Any, find: Finder) -> Iterator[PersonalNumber]:
    match part:
        case str():
            yield from find(part)
            return
        case tuple():
            for item in part:
                yield from _numbers_of(item, find)
            return
        case ReportTable() | IndicatorRow():
            find = find_sure
    if is_dataclass(part) and not isinstance(part, type):
        for field in fields(part):
            yield from _numbers_of(getattr(part, field.name), find)


def texts_of(document: Document) -> Iterator[str]:
    """Every text of a document in reading order, what repeats the one before left out."""
    for block in document.blocks:
        match block:
            case Paragraph():
                yield from _text_and_place(block.text, block.place)
            case GridTable():
                for cell in _cells(block):
                    yield from _text_and_place(cell.text, cell.place)
                yield block.place.text
            case RunTable():
                yield from (line.text for chunk in block.chunks for line in chunk.lines)
                yield block.place.text
    yield from _other_texts(document)


def _other_texts(document: Document) -> Iterator[str]:
    yield from (place.text for place in (*document.furniture, *document.illegible))
    yield from document.sidecar.values()


def _text_and_place(text: str, place: Place) -> Iterator[str]:
    yield text
    if place.text != text:
        yield place.text


def _lines(document: Document) -> list[str]:
    return [line.strip() for text in texts_of(document) for line in text.splitlines()]


def _cells(table: GridTable) -> Iterator[Cell]:
    return (cell for row in table.rows for cell in row if cell is not None)


def _find(document: Document) -> _Found:
    found = _Found(set(), {})
    for text in _other_texts(document):
        found.add(find_personal_numbers(text))
    for block in document.blocks:
        match block:
            case Paragraph():
                found.add(_numbers_in(block, find_personal_numbers))
            case GridTable():
                _find_in_grid(block, found)
            case RunTable():
                _find_in_run(block, found)
    for first, second in pairwise(document.blocks):
        if isinstance(first, Paragraph) and isinstance(second, Paragraph):
            found.tear(first, second, _torn(first, second, "\n", find_personal_numbers))
    return found


def _numbers_in(part: Paragraph | Cell, finder: Finder) -> tuple[PersonalNumber, ...]:
    return tuple(
        number for text in _text_and_place(part.text, part.place) for number in finder(text)
    )


def _torn(first: Text, second: Text, gap: str, finder: Finder) -> list[_Torn]:
    """The numbers that two texts hold together, with ``gap`` between them."""
    head, tail = first.text.rstrip()[-_REACH:], second.text.lstrip()[:_REACH]
    if head[-1:].isalpha() or tail[:1].isalpha():
        return []
    joined = head + gap + tail
    return [
        _Torn(
            number.digits,
            digits_of(joined[number.start : len(head)]),
            digits_of(joined[len(head) : number.end]),
        )
        for number in finder(joined)
        if number.start < len(head) and number.end > len(head) + len(gap)
    ]


def _find_in_run(table: RunTable, found: _Found) -> None:
    lines = [line for chunk in table.chunks for line in chunk.lines]
    for line in lines:
        found.add(find_among_figures(line.text))
    for first, second in pairwise(lines):
        # A figure on a line of its own may follow any other: only a dash ties them together.
        if ends_in_sign(first.text):
            found.tear(first, second, _torn(first, second, "\n", find_among_figures))


def _find_in_grid(table: GridTable, found: _Found) -> None:
    beside = {
        (id(first), id(second)): _torn(first, second, "\t", find_personal_numbers)
        for row in table.rows
        for first, second in pairwise(filter(None, row))
    }
    halves = {part for pair, torn in beside.items() if torn for part in pair}
    columns = [tuple(filter(None, column)) for column in zip_longest(*table.rows)]
    amounts = {
        id(cell)
        for column in columns
        if _holds_amounts(column[table.header_rows :], halves)
        for cell in column
    }
    for column in columns:
        for cell in column:
            finder = find_sure if id(cell) in amounts else find_personal_numbers
            found.add(_numbers_in(cell, finder))
        for first, second in pairwise(column):
            if ends_in_sign(first.text):
                found.tear(first, second, _torn(first, second, "\n", find_sure))
    for row in table.rows:
        for first, second in pairwise(filter(None, row)):
            if not {id(first), id(second)} & amounts:
                found.tear(first, second, beside[id(first), id(second)])


def _holds_amounts(column: Sequence[Cell], halves: Collection[int]) -> bool:
    """Whether a column's cells are amounts, those left out that may be personal numbers."""
    filled = [cell for cell in column if cell.text.strip()]
    others = [c for c in filled if id(c) not in halves and not find_personal_numbers(c.text)]
    amounts = sum(_AMOUNT.fullmatch(cell.text.strip()) is not None for cell in others)
    is_mostly_amounts = amounts > 0 and amounts >= len(others) - amounts
    return is_mostly_amounts and amounts >= _AMOUNTS_PER_CANDIDATE * (len(filled) - len(others))


class _Masking:
    """Replaces what was found in every text of a document; notes where.

    Attributes:
        places: where numbers stood, as it reads now; None for one in the sidecar.
    """

    def __init__(self, found: _Found) -> None:
        self.places: list[Place | None] = []
        self._found = found

    def of(self, document: Document) -> Document:
        """The document without the numbers."""
        masked: Document = self._part(document, ())
        if masked.sidecar != document.sidecar:
            self.places.append(None)
        return masked

    def of_part(self, part: Any) -> Any:
        """Any record of texts without the numbers."""
        return self._part(part, ())

    def _part(self, part: Any, patterns: Sequence[re.Pattern[str]]) -> Any:
        match part:
            case str():
                return self._text(part, patterns)
            case tuple():
                return tuple(self._part(item, ()) for item in part)
            case dict():
                return {key: self._part(value, ()) for key, value in part.items()}
        if not is_dataclass(part) or isinstance(part, type):
            return part
        patterns = self._found.halves.get(id(part), patterns)
        old = {field.name: getattr(part, field.name) for field in fields(part)}
        new = {name: self._part(value, patterns) for name, value in old.items()}
        if all(new[name] is value for name, value in old.items()):
            return part
        masked = replace(part, **new)
        if new.get("text") != old.get("text"):
            self.places.extend(_place_of(masked))
        return masked

    def _text(self, text: str, patterns: Sequence[re.Pattern[str]]) -> str:
        for pattern in patterns:
            text = mask_half(text, pattern)
        return mask_known(text, self._found.digits)


def _place_of(masked: object) -> Iterator[Place]:
    """Where a paragraph, cell or line stands; a place is told by what stands there."""
    match masked:
        case Paragraph(place=place) | Cell(place=place):
            yield place
        case Line(number=number, text=text, page=page):
            yield Place(text, page, number, number)
