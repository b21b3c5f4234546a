"""Where tables stand in flow text whose blank lines do not part rows from each other.

Two habits of tools need this: every cell on a line of its own, and no blank lines at all.
Lines are told by what they are: rows of values, running text, and the labels between.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

from pipeline.extract.document import Line
from pipeline.extract.language.line_kinds import (
    COLUMN_WORD,
    LABEL_HEAD,
    NOTE,
    STRUCTURE,
    VERB,
    is_row_end,
    is_signature,
    is_value_line,
    may_span,
    opens_header,
    tail_values,
)
from pipeline.extract.language.text import compact, is_bullet, squeeze, text_width
from pipeline.extract.readers.text.flow_heads import (
    are_of_one_kind,
    same_header,
    with_span_above,
)
from pipeline.extract.readers.text.flow_known import Region
from pipeline.extract.readers.text.flow_tables import groups_of_digits, with_notes
from pipeline.extract.readers.text.paragraphs import prose_reach

_SENTENCE_END = re.compile(r"[.!?:]$")
_ABBREVIATED = re.compile(r"\b(?:ack|inkl|exkl|prel|tot|st|ca|soc)\.$", re.IGNORECASE)
_CONJUNCTION = re.compile(r"^-\s(?:och|eller|samt)\b")
_WIDE = 0.72
_FULL = 0.95
_WORDS = 5
_MAX_LABELS = 8
_MAX_HEADER = 80
_AHEAD = 3
_MOST_GROUPS = 3
"""Groups of digits of one number: "3 438 700"."""


class Kind(Enum):
    """What a line is, seen alone and after the line before it."""

    BLANK = "blank"
    ROW = "row"
    LABEL = "label"
    PROSE = "prose"
    END = "end"


@dataclass(frozen=True, slots=True)
class _Text:
    lines: Sequence[Line]
    kinds: Sequence[Kind]
    cells_apart: bool
    cells_touch: bool = False


def find_dense(
    lines: Sequence[Line],
    taken: set[int],
    *,
    cells_apart: bool,
    cells_touch: bool = False,
    end_is_marked: bool,
) -> Iterator[Region]:
    """Yield the tables that are neither indicators nor activities, in order.

    Args:
        lines: All lines of the text.
        taken: Indices of lines that belong to indicator and activity tables.
        cells_apart: Whether every cell stands on lines of its own.
        cells_touch: Whether some that stand close share a line, even so.
        end_is_marked: Whether only wrapped lines end in a space.
    """
    kinds = kinds_of(lines, taken, cells_apart=cells_apart)
    text = _Text(lines, kinds, cells_apart, cells_touch)
    for runs in _groups(text):
        first = runs[0][0]
        start, sure = _start(text, _labels_above(text, first), runs)
        if len(runs) == 1 and not sure:
            continue
        for region in _parted(text, start, runs):
            yield with_notes(lines, region, len(lines), end_is_marked=end_is_marked)


def kinds_of(lines: Sequence[Line], taken: set[int], *, cells_apart: bool) -> list[Kind]:
    """Return what every line is."""
    reach = prose_reach(lines)
    kinds: list[Kind] = []
    before = ""
    in_prose = False
    for index, line in enumerate(lines):
        text = squeeze(line.text)
        if index in taken or STRUCTURE.match(text):
            kind = Kind.END
        elif not text:
            kinds.append(Kind.BLANK)
            continue
        elif cells_apart and is_signature(f"{before} {text}"):
            kind = Kind.ROW
        elif in_prose and _continues(before, text, reach):
            kind = Kind.PROSE
        else:
            following = lines[index + 1].text if index + 1 < len(lines) else ""
            kind = _kind(text, before, following, reach, cells_apart=cells_apart)
        in_prose = kind is Kind.PROSE
        before = text
        kinds.append(kind)
    return kinds


def _continues(before: str, text: str, reach: float) -> bool:
    """Tell whether a line goes on with running text: the one before it was full."""
    if _SENTENCE_END.search(before) and text_width(text) < _WIDE * reach:
        return False
    full = text_width(before) + text_width(f" {text.split()[0]}") > _FULL * reach
    return full or (text[:1].islower() and not _SENTENCE_END.search(before))


def _kind(text: str, before: str, following: str, reach: float, *, cells_apart: bool) -> Kind:
    if _is_cell(text, before) if cells_apart else _is_row(text, following, reach):
        return Kind.ROW
    if NOTE.match(text):
        return Kind.LABEL
    wide = text_width(text) > _WIDE * reach
    heads = LABEL_HEAD.match(text) and COLUMN_WORD.match(squeeze(following))
    names_columns = bool(heads) or len(COLUMN_WORD.findall(text)) > 1
    sentence = _SENTENCE_END.search(text) and not _ABBREVIATED.search(text)
    bullet = is_bullet(text) and not _CONJUNCTION.match(text)
    if bullet or (sentence and len(text.split()) > _WORDS):
        return Kind.PROSE
    return Kind.PROSE if wide and (VERB.search(text) or not names_columns) else Kind.LABEL


def _is_cell(text: str, before: str) -> bool:
    """Tell whether a line is a value, or nothing but several of cells that stand close."""
    if is_value_line(text, before):
        return True
    values = tail_values(text) if is_row_end(text) else []
    return len(values) > 1 and " ".join(values) == text


def _is_row(text: str, following: str, reach: float) -> bool:
    """Tell whether a line ends a row: with several values, or with one if it is short.

    Of so many digits that they are several values, not one with its thousands apart.
    """
    if not is_row_end(text) or is_bullet(text):
        return False
    if len(tail_values(text)) > 1 or groups_of_digits(text) > _MOST_GROUPS:
        return True
    goes_on = following.strip()[:1].islower() and not is_row_end(following)
    return text_width(text) < _WIDE * reach and not goes_on


# --- groups of rows -----------------------------------------------------------------------------

_Run = tuple[int, int]
"""First and last index of the lines of values of one row."""


def _groups(text: _Text) -> Iterator[list[_Run]]:
    """Yield the runs of values that only labels and headers part."""
    group: list[_Run] = []
    for run in _runs(text):
        if group and not _belong(text, group[-1][1] + 1, run[0]):
            yield group
            group = []
        group.append(run)
    if group:
        yield group


def _runs(text: _Text) -> Iterator[_Run]:
    """Yield lines of values, where cells stand apart those that follow each other as one."""
    first: int | None = None
    last = 0
    for index, kind in enumerate(text.kinds):
        if kind is Kind.ROW:
            if first is not None and not text.cells_apart:
                yield first, last
                first = None
            first = index if first is None else first
            last = index
        elif kind is not Kind.BLANK and first is not None:
            yield first, last
            first = None
    if first is not None:
        yield first, last


def _belong(text: _Text, start: int, end: int) -> bool:
    between = [i for i in range(start, end) if text.kinds[i] is not Kind.BLANK]
    if any(text.kinds[i] is not Kind.LABEL for i in between):
        return False
    if len(between) <= _MAX_LABELS:
        return True
    return len(between) <= _MAX_HEADER and any(opens_header(text.lines, i) for i in between)


def _labels_above(text: _Text, first: int) -> list[int]:
    """Return the indices of the labels right above a line, from top to bottom."""
    found: list[int] = []
    index = first - 1
    while index >= 0 and len(found) < _MAX_HEADER:
        if text.kinds[index] is Kind.LABEL:
            found.insert(0, index)
        elif text.kinds[index] is not Kind.BLANK:
            break
        index -= 1
    return found


def _size(text: _Text, run: _Run) -> int:
    """Return how many values a row has."""
    if text.cells_apart:
        return sum(text.kinds[i] is Kind.ROW for i in range(run[0], run[1] + 1))
    return len(tail_values(text.lines[run[1]].text))


def _start(text: _Text, labels: Sequence[int], runs: Sequence[_Run]) -> tuple[int, bool]:
    """Return where the header above the first of some rows starts, and whether that is sure."""
    needed = max(_size(text, run) for run in runs[:_AHEAD])
    opener = _opener(text, labels, needed)
    if opener is not None:
        return opener, True
    if len(labels) > needed + 1:
        spare = len(labels) - (needed + 2 if text.cells_apart else 2)
        return labels[min(max(spare, 0), 1)], False
    return (labels[0] if labels else runs[0][0]), False


def _opener(text: _Text, labels: Sequence[int], needed: int) -> int | None:
    """Return the first label that opens a header with a word for each value below it."""
    found: int | None = None
    for position, index in enumerate(labels):
        rest = labels[position:]
        enough = text.cells_apart and len(rest) > needed + 1
        if text.cells_touch or not text.cells_apart:
            enough = enough or sum(len(text.lines[i].text.split()) for i in rest) > needed
        if not enough:
            break
        if not opens_header(text.lines, index):
            if found is not None:
                break
            continue
        if found is None or _same_start(text.lines[found].text, text.lines[index].text):
            found = index
    if found is not None and text.cells_apart:
        found = _with_spans_apart(text, labels, found)
    above = None if found is None else with_span_above(text.lines, found, apart=False)
    return above if above in labels else found


def _with_spans_apart(text: _Text, labels: Sequence[int], found: int) -> int:
    """Take in what spans columns and stands on lines above a header with a line a cell.

    "T1", "T2" above "Nyckeltal", "kvinnor", "män", "kvinnor", "män"; the spanned labels are
    words of one kind.
    """
    at = labels.index(found)
    below = [squeeze(text.lines[i].text) for i in labels[at + 1 :]]
    if any(are_of_one_kind(pair) for pair in pairwise(below)):
        while at and may_span(squeeze(text.lines[labels[at - 1]].text)):
            at -= 1
    return labels[at]


def _same_start(title: str, label: str) -> bool:
    """Tell a title from the header below it that begins with its words."""
    return compact(label).startswith(compact(title)) and compact(label) != compact(title)


def _parted(text: _Text, start: int, runs: Sequence[_Run]) -> Iterator[Region]:
    """Part a group of rows where a header opens: under a title, or one of other columns.

    After a page break the header is repeated without a title.
    """
    own = _header_lines(text, start, runs[0][0])
    for number, (before, run) in enumerate(pairwise(runs), start=1):
        labels = [i for i in range(before[1] + 1, run[0]) if text.kinds[i] is Kind.LABEL]
        needed = max(_size(text, ahead) for ahead in runs[number : number + _AHEAD])
        opener = _opener(text, labels, needed)
        if opener is None:
            continue
        header = _header_lines(text, opener, run[0])
        under_title = opener != labels[0]
        if under_title or not same_header(own, header, needed):
            yield Region(start, before[1] + 1)
            start, own = opener, header
    yield Region(start, runs[-1][1] + 1)


def _header_lines(text: _Text, start: int, end: int) -> list[str]:
    return [text.lines[i].text for i in range(start, end)]
