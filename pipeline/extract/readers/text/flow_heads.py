"""What belongs to the header of a table in flow text, and which headers are the same.

Belongs here: labels above the line that opens a header. Which line opens one is told by
``language.line_kinds`` and ``flow_tables``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from pipeline.extract.document import Line
from pipeline.extract.language.line_kinds import (
    COLUMN_WORD,
    LABEL_HEAD,
    PERIODS,
    SEX,
    UNIT_HEAD,
    is_row_end,
)
from pipeline.extract.language.text import compact, squeeze
from pipeline.extract.language.years import is_year

_TELLING_LETTERS = 9
"""So many equal letters make two headers the same."""
_HAS_WORD = re.compile(r"[A-Za-zÅÄÖåäö]{3}")
_OWN_LABEL = re.compile(r"^\W*\w.*\((?:mnkr|mkr|tkr|msek)\)", re.IGNORECASE)
_UNIT_FIRST = re.compile(r"^\s*\((?:mnkr|mkr|tkr|msek)\)(?:\s|$)", re.IGNORECASE)
_PROSE_LINE = 85
_MAX_GAP = 3
_MAX_HEADER_CHUNKS = 30
_TWO_WORDS = 2
_SMALL = re.compile(r"[a-zåäö]+")
_SEVERAL = re.compile(
    r"20\d\d(?: 20\d\d)+ *$|(?:T[123]|V[PB])(?: (?:T[123]|V[PB]))+ *$"
    rf"|\b(?i:{SEX.pattern})(?: (?i:{SEX.pattern}))+ *$"
)


def with_span_above(lines: Sequence[Line], index: int, *, apart: bool = True) -> int:
    """Take in what spans the last columns of a header and stands on a line above it.

    So where labels stand at the bottom of their cells: "T1" above "Nyckeltal 2025 2026", "Ökade"
    above "Verksamhetsområde kostnader intäkter", which are no labels alone; and
    names of columns above a header that ends with several years, periods or sexes. ``apart`` says
    that a blank line parts it from what stands above.
    """
    above = index - 1 - (index > 0 and not lines[index - 1].text.strip())
    if above < 0:
        return index
    text, words = squeeze(lines[above].text), lines[index].text.split()
    alone = not apart or above == 0 or not lines[above - 1].text.strip()
    spans = PERIODS.fullmatch(text) and _year_or_sex(words[-1])
    goes_on = (
        len(text.split()) == 1
        and len(words) > _TWO_WORDS
        and all(word.isalpha() and word.islower() for word in words[-_TWO_WORDS:])
    )
    spans = spans or (_names_only_columns(text) and _ends_with_years(lines, index))
    return above if alone and (spans or (goes_on and text[:1].isupper())) else index


def are_of_one_kind(texts: Sequence[str]) -> bool:
    """Tell whether labels are of one kind, as those that are spanned: years, sexes, small words."""
    kinds = (is_year, SEX.fullmatch, _SMALL.fullmatch)
    return any(all(map(is_kind, texts)) for is_kind in kinds)


def _names_only_columns(text: str) -> bool:
    return all(map(COLUMN_WORD.fullmatch, text.split())) and not UNIT_HEAD.search(text)


def _ends_with_years(lines: Sequence[Line], start: int) -> bool:
    """Tell whether a header that starts on a line ends with several years, periods or sexes."""
    texts = (lines[i].text for i in range(start, min(len(lines), start + _MAX_HEADER_CHUNKS)))
    return any(_SEVERAL.search(text) for text in takewhile(lambda t: not is_row_end(t), texts))


def _year_or_sex(word: str) -> bool:
    return is_year(word) or bool(SEX.fullmatch(word))


def with_label_above(lines: Sequence[Line], index: int) -> int:
    """Take in the label of the first column where it stands above the other labels.

    "Nyckeltal barn och unga, T2" above "2015 2016 2017", with or without a blank line. A
    line like "Budget 2026 (mnkr) Kostnader" has its own: what stands above it is the title. One
    that begins with the unit goes on with the label above: "Budget 2026", "(mnkr) Kostnader".
    """
    if _OWN_LABEL.search(lines[index].text):
        return index
    if _UNIT_FIRST.match(lines[index].text):
        return _line_above(lines, index)
    above = index - 1
    alone = not _HAS_WORD.search(lines[index].text) or len(lines[index].text.split()) == 1
    if index and not lines[above].text.strip() and alone:
        above -= 1
        while above > 0 and lines[above - 1].text.strip() and index - above <= _MAX_GAP:
            above -= 1
    text = squeeze(lines[max(above, 0)].text)
    return above if above >= 0 and LABEL_HEAD.match(text) and len(text) < _PROSE_LINE else index


def _line_above(lines: Sequence[Line], index: int) -> int:
    """Return the line above one, past a blank line, that may be the beginning of its label."""
    above = index - 1 - (index > 1 and not lines[index - 1].text.strip())
    text = squeeze(lines[max(above, 0)].text)
    is_label = 0 < len(text) < _PROSE_LINE and text[-1] not in ".:" and not is_row_end(text)
    return above if above >= 0 and is_label else index


def same_header(first: Sequence[str], second: Sequence[str], needed: int) -> bool:
    """Tell whether a header is repeated, both given by their lines down to the first values.

    A sub-heading and the first row's label follow it, which differ. So the lines are the
    same as far as they name ``needed`` columns, and what follows names none.
    """
    one, other = ([squeeze(text) for text in texts if text.strip()] for texts in (first, second))
    alike = sum(
        1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    )
    enough = len(" ".join(one[:alike]).split()) > needed
    if enough and not any(_only_columns(text) for text in one[alike:] + other[alike:]):
        return True
    whole, rest = compact("".join(one)), compact("".join(other))
    size = min(len(whole), len(rest), 60)
    return size >= _TELLING_LETTERS and whole[:size] == rest[:size]


def _only_columns(text: str) -> bool:
    """Tell whether a line begins with the name of a column, as no label of a row does."""
    return bool(COLUMN_WORD.match(text)) and not text.startswith("Antal ")
