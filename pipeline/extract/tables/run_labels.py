"""Where one label ends and the next begins, in lines that no blank line parts.

A line is wrapped where the next word no longer fits its column. So a line break after
which the word would still have fitted parts two cells: a sub-heading and a label, or the
last label of the header and the label of the first row.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from pipeline.extract.document import Line, RunTable
from pipeline.extract.language.line_kinds import COLUMN_WORD
from pipeline.extract.language.text import is_cut, squeeze, text_width
from pipeline.extract.language.years import is_year
from pipeline.extract.tables.header_labels import header_words, of_header
from pipeline.extract.tables.run_habits import Parted, parted_by_blanks
from pipeline.extract.tables.run_header import is_two_sided, read_header

_GROUP_AND_LABEL = 2
"""Cells of a label that stands below its group."""
_FITS = 0.97
_CONTINUES = re.compile(
    r"(?:[-/,(]|\b(?:och|eller|samt|i|på|av|med|för|att|som|till|om|vid|från|inom|per|varav|därav))$",
    re.IGNORECASE,
)
_PART = re.compile(r"(?:var|där)av\b|(?:in|ex)kl", re.IGNORECASE)
_MOST_LABEL_LINES = 9
_HEADING = -1.5
_MORE_CELLS = -3.0
_NO_LABEL = -6.0
_SMALL_START = -4.0
_COLUMN_START = -2.0
_BLANK = 1.0
_ANY_NAME = "Namn"
"""What a year that names a row is like: it goes on with nothing above it."""


def dangles(text: str) -> bool:
    """Tell whether a label ends in what no label ends with: a blank line does not end it.

    >>> dangles("Individ- och"), dangles("varav"), dangles("Intäkter")
    (True, True, False)
    """
    return bool(_CONTINUES.search(squeeze(text)))


def label_width(runs: Sequence[Sequence[Line]]) -> float:
    """Return the width of the column that labels are wrapped in: of its widest line."""
    widths = [text_width(squeeze(line.text)) for run in runs for line in run]
    return max(widths, default=0.0)


@dataclass(frozen=True, slots=True)
class LabelLooks:
    """What labels of rows look like: how wide their column is, and whether they are years.

    ``are_grouped`` says that sub-headings stand above some.
    """

    width: float
    are_years: bool
    are_grouped: bool


def label_looks(
    runs: Sequence[Sequence[Line]],
    whole: Sequence[Sequence[Line]],
    blank_before: set[int],
    table: RunTable,
) -> LabelLooks:
    """Return what the labels of some rows look like, each given by its lines.

    ``whole`` are the same with all that stands above them, below the row before.
    """
    texts = [squeeze(" ".join(line.text for line in run)) for run in runs if run]
    width = label_width(runs)
    return LabelLooks(
        width=width,
        are_years=bool(texts) and all(map(is_year, texts)),
        are_grouped=any(len(label_cells(run, width, blank_before, table)) > 1 for run in whole),
    )


def label_cells(
    lines: Sequence[Line], width: float, blank_before: set[int], table: RunTable
) -> list[list[Line]]:
    """Part lines of labels into cells, by blank lines, marks, and words that still fitted."""
    cells: list[list[Line]] = []
    for line in lines:
        if cells and _goes_on(cells[-1][-1], line, width, blank_before, table):
            cells[-1].append(line)
        else:
            cells.append([line])
    return cells


def _goes_on(last: Line, line: Line, width: float, blank_before: set[int], table: RunTable) -> bool:
    before, text = squeeze(last.text), squeeze(line.text)
    if table.end_is_marked:
        cut = is_cut(last.text, line.text, wrap_is_marked=True) and not _PART.match(text)
        return last.text[-1:].isspace() or before.endswith("-") or cut
    if line.number in blank_before:
        return False
    if text[:1].islower() or text.startswith("(") or _CONTINUES.search(before):
        return True
    return text_width(f"{before} {text.split()[0]}") > _FITS * width


def cut_header(
    lines: Sequence[Line],
    count: int,
    looks: LabelLooks,
    blank_before: set[int],
    table: RunTable,
    own: Sequence[Line] = (),
) -> tuple[int, int]:
    """Return how many of the lines above the first values are the header, and its sides.

    The others are the label of the first row, perhaps with a sub-heading. All cuts are
    scored: by how well the header then names ``count`` columns of values, and by whether
    the rest looks like a label, as those of other rows do (``looks``). ``own`` is what stands of
    that label on the row's line.
    """
    best = (float("-inf"), len(lines), 1)
    header = of_header(table, lines)
    marked = header.wrap_is_marked
    for size in range(max(0, len(lines) - _MOST_LABEL_LINES), len(lines) + 1):
        words = header_words(lines[:size], blank_before, header)
        for sides in (1, 2) if is_two_sided(words, count, wrap_is_marked=marked) else (1,):
            score, _ = read_header(words, count, sides, wrap_is_marked=marked)
            score += _rest_score([*lines[size:], *own], looks, blank_before, table)
            score += _boundary(lines, size, looks, blank_before, header)
            score += 2.0 * (sides - 1)
            best = max(best, (score, size, sides))
    return best[1], best[2]


def _boundary(
    lines: Sequence[Line], size: int, looks: LabelLooks, blank_before: set[int], table: RunTable
) -> float:
    """Score the end of a header as an end of a cell, as those between its labels are."""
    if not 0 < size < len(lines):
        return 0.0
    above, below = lines[size - 1 : size + 1]
    if _is_year_of_row(below, looks):
        below = replace(below, text=_ANY_NAME)
    words = header_words([above, below], blank_before, table)
    return next((word.parts for word in words if word.line == 1), 0.0)


def _is_year_of_row(line: Line, looks: LabelLooks) -> bool:
    return looks.are_years and is_year(squeeze(line.text))


def _rest_score(
    lines: Sequence[Line], looks: LabelLooks, blank_before: set[int], table: RunTable
) -> float:
    """Score lines as the label of a row, which it does not go without."""
    if not lines:
        return _NO_LABEL
    if parted_by_blanks(table) is Parted.ROWS and lines[0].number not in blank_before:
        return _NO_LABEL
    cells = label_cells(lines, looks.width, blank_before, table)
    text = squeeze(lines[0].text)
    below_group = len(cells) == _GROUP_AND_LABEL
    score = _HEADING if below_group else _MORE_CELLS * (len(cells) - 1)
    score += _SMALL_START if text[:1].islower() or text[:1] in "(-+/?" else 0.0
    names_column = COLUMN_WORD.match(text) and not _is_year_of_row(lines[0], looks)
    if below_group and looks.are_grouped:
        return 0.0
    score += _COLUMN_START if names_column else 0.0
    return score + (_BLANK if lines[0].number in blank_before else 0.0)


def rest_of_label(lines: Sequence[Line], ends_row: Callable[[Line], bool]) -> int:
    """Return how many lines below a repeated header go on the label above the page break.

    Office programs print a row over two pages: its values stand where it begins, the rest of
    its label stands above the next one. A row that is part of another ("varav ...") begins
    with a small letter too.
    """
    size = 0
    while size < len(lines) and _is_inside(squeeze(lines[size].text)):
        if ends_row(lines[size]):
            return 0
        size += 1
    return 0 if size < len(lines) and _has_no_words(lines[size]) else size


def _is_inside(text: str) -> bool:
    return (text[:1].islower() and not _PART.match(text)) or text.startswith("(")


def _has_no_words(line: Line) -> bool:
    return not any(map(str.isalpha, line.text))
