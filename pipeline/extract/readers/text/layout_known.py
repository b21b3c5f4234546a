"""Where the tables of indicators and of activities stand in layout text, page by page.

Belongs here: what goes on with such a table once its header is known: rows, the rest of a name
below a page break, Analys texts. Other tables are told by their values (``layout_regions``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass, field

from pipeline.extract.document import Line
from pipeline.extract.language.line_kinds import ASSESSMENT
from pipeline.extract.readers.text.layout_columns import MOST_HEADER, known_header
from pipeline.extract.readers.text.layout_lines import (
    SENTENCE_END,
    Span,
    is_columnar,
    is_header_part,
    is_worded,
    opens_part,
    segments_of,
)

MOST_BLANK = 2
"""So many blank lines may stand between the parts of a table on one page."""
BELOW_HEADER = 2
"""So many more may stand below the header of a page."""
_LONGEST_NAME = 14
_ABOVE_NAME = 8
_ANALYSIS = re.compile(r"^\s*Analys(?:$|\s+\S)")
_WORD = re.compile(r"^\s*Analys\s*$")
_ENDS_IN_DATE = re.compile(r"\d{4}-\d{2}-\d{2}(?: [^\W\d_]+)?$")
"""What ends a line with dates, which may stand one space apart: the last one, or an answer."""
_KEY = re.compile(r"\d{4}-\d{2}-|  (?:Tertial|VB|År|T\d|\w*vis|20\d\d)(?: \d.*)?$", re.IGNORECASE)
"""What a row of a known table has: dates, or a period at its end."""
_OPENS = re.compile(r"^\W*(?:(?:KF|Kommunfullm|Nämnd|Stadsdels)\S*\s+)?(?:Ind|Akt)", re.IGNORECASE)
"""How the first column of a known header begins, whose ever the rows are."""


@dataclass(frozen=True, slots=True)
class Region:
    """Lines ``start`` to ``end`` (exclusive) that hold a table, or what it has on one page.

    ``columns`` are those of a known header, none of another one; ``texts`` are the lines of
    Analys texts. ``goes_on`` says that it has no header, for it goes on with the part above;
    ``is_open`` that it ends inside an Analys text.
    """

    start: int
    end: int
    columns: Sequence[Span] = ()
    texts: Set[int] = field(default_factory=frozenset)
    goes_on: bool = False
    is_open: bool = False


def known_region(lines: Sequence[Line], start: int, above: Region | None) -> Region | None:
    """Return the table whose known header starts on a line; None where none does.

    ``above`` is the known table right above, on this page or the one before.
    """
    size, columns = _header_at(lines, start)
    if not size:
        return None
    walk = _Walk(lines, columns[1], start + size - 1, lines[start].page, headed=True)
    walk.go(is_open=above is not None and above.is_open)
    return Region(start, walk.last + 1, columns, frozenset(walk.texts), is_open=walk.is_open)


def rest_of(lines: Sequence[Line], start: int, above: Region) -> Region | None:
    """Return what goes on with a known table below a page break, without a header."""
    walk = _Walk(lines, above.columns[1], start - 1, lines[start].page, headed=False)
    walk.go(is_open=above.is_open)
    end = walk.last + 1
    columnar = [text for line in lines[start:end] if is_columnar(text := line.text)]
    if end == start or (columnar and not any(_KEY.search(text) for text in columnar)):
        return None
    texts = frozenset(walk.texts)
    return Region(start, end, above.columns, texts, goes_on=True, is_open=walk.is_open)


def opens_known(lines: Sequence[Line], index: int) -> bool:
    """Tell whether a known header starts on a line, which may stand above its first label."""
    for line in lines[index : index + _ABOVE_NAME]:
        if _OPENS.match(line.text):
            return bool(_header_at(lines, index)[0])
        if not (is_header_part(line.text) and (is_worded(line.text) or not is_columnar(line.text))):
            return False
    return False


def _header_at(lines: Sequence[Line], start: int) -> tuple[int, Sequence[Span]]:
    """Return how many lines a known header takes, blank ones too, and its columns."""
    filled = [
        index
        for index in range(start, min(start + MOST_HEADER, len(lines)))
        if lines[index].text.strip() and lines[index].page == lines[start].page
    ]
    if not any(_OPENS.match(lines[index].text) for index in filled[: _ABOVE_NAME + 1]):
        return 0, ()
    found = known_header([lines[index].text for index in filled])
    return (filled[found.size - 1] + 1 - start, found.columns) if found.size else (0, ())


@dataclass(slots=True)
class _Walk:
    """Goes down the rows of a known table on one page.

    ``second`` is the column beside the names, whose middle no name reaches,
    ``last`` the last line that is taken, ``is_open`` whether that is inside an Analys text;
    ``headed`` says that its header stands right above, ``begun`` that any line below that is
    taken.
    """

    lines: Sequence[Line]
    second: Span
    last: int
    page: int | None
    headed: bool
    texts: set[int] = field(default_factory=set)
    is_open: bool = False
    begun: bool = False

    def go(self, *, is_open: bool) -> None:
        """Take all lines that belong to the table."""
        while (index := self._next()) is not None and not _ends(self.lines, index):
            if stop := self._text_stop(index, open_text=is_open and not self.begun):
                self.texts.update(range(index, stop))
                self.last = stop - 1
            elif self._is_row(index):
                self.last = index
                self.is_open = False
            else:
                break
            self.begun = True

    def _next(self) -> int | None:
        """Return the next line with text; None where none is near on this page."""
        start = self.last + 1
        near = MOST_BLANK + (0 if self.begun else BELOW_HEADER)
        for index in range(start, min(start + near + 1, len(self.lines))):
            if self.lines[index].text.strip():
                return index if self.lines[index].page == self.page else None
        return None

    def _is_row(self, index: int) -> bool:
        """Tell whether a line is part of a row: it has columns, or is part of a name."""
        text = self.lines[index].text
        if is_columnar(text) or _ENDS_IN_DATE.search(text.rstrip()):
            return True
        start, end = segments_of(text)[0]
        wide = start < self.second[0] and end > sum(self.second) / 2
        if wide and " " in text.strip():
            return False  # a word that is wider than its column goes on beyond it
        rest = not self.begun and text.strip()[:1].islower()
        close = index == self.last + 1 and (self.begun or self.headed)
        return (
            close
            or rest
            or _row_follows(self.lines, index, worded=self.headed and not self.begun)
            or (start >= self.second[0] and _is_columnar_at(self.lines, index + 1))
        )

    def _text_stop(self, index: int, *, open_text: bool) -> int:
        """Return the line after an Analys text that begins or goes on here; 0 where none does."""
        is_text = open_text or _ANALYSIS.match(self.lines[index].text)
        if not is_text or is_columnar(self.lines[index].text):
            return 0
        if not _WORD.match(self.lines[index].text):
            return self._paragraph(index)
        self.last = index
        below = self._next()
        self.is_open = below is None
        if below is None or _ends(self.lines, below) or is_columnar(self.lines[below].text):
            return index + 1
        return self._paragraph(below)

    def _paragraph(self, start: int) -> int:
        """Return the line after a text: a row's, or its name's, or a blank one."""
        index = start + 1
        while index < len(self.lines) and self.lines[index].text.strip():
            if self._ends_text(index):
                break
            index += 1
        self.is_open = not SENTENCE_END.search(self.lines[index - 1].text.rstrip())
        return index

    def _ends_text(self, index: int) -> bool:
        """Tell whether a line below an Analys text is no more of it."""
        text = self.lines[index].text
        if is_columnar(text) or _ends(self.lines, index) or _ANALYSIS.match(text):
            return True
        ended = SENTENCE_END.search(self.lines[index - 1].text.rstrip())
        return bool(ended) and text.strip()[:1].isupper() and _row_follows(self.lines, index)


def _ends(lines: Sequence[Line], index: int) -> bool:
    """Tell whether a line ends any table: a part of the report begins, or another table."""
    text = lines[index].text.strip()
    return bool(opens_part(text) or ASSESSMENT.match(text)) or opens_known(lines, index)


def _is_columnar_at(lines: Sequence[Line], index: int) -> bool:
    return index < len(lines) and is_columnar(lines[index].text)


def _row_follows(lines: Sequence[Line], index: int, *, worded: bool = False) -> bool:
    """Tell whether a row's values stand in the next lines, with a name at most above them.

    Those of the first row below a header may be ``worded``: no date, and a word in the last column.
    """
    for at in range(index, min(index + _LONGEST_NAME, len(lines))):
        text = lines[at].text.strip()
        if _ends(lines, at) or SENTENCE_END.search(text):
            return False
        has_cells = is_columnar(lines[at].text) or _ENDS_IN_DATE.search(text)
        if has_cells and (worded or any(map(str.isdigit, text))):
            return True
    return False
