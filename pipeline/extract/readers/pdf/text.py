"""Lines of prose on pages to paragraphs: headings by their look, bullets, wrapped lines.

A paragraph ends where the gap, the font or the margin changes, where a bullet or number
begins, and where the next line's first word would still have fitted.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.extract.document import Paragraph, ParagraphRole
from pipeline.extract.language.line_kinds import ASSESSMENT, STRUCTURE
from pipeline.extract.language.text import is_bullet, strip_markup
from pipeline.extract.readers.geometry.cells import Piece, Writing, place_of, unwrapped
from pipeline.extract.readers.geometry.words import TextLine

_LINES_OF_A_HEADING = 2
_LETTERS_OF_A_MARK = 2
"""Of a list's number or letter, as in "2."."""
_SAME_SIZE = 0.1
"""Points by which sizes of one style differ."""
_NUMBERED = re.compile(r"^(?:\d{1,2}\.\s?[A-ZÅÄÖ]|\d{1,2}(?:\.\d{1,2}){1,3}\.?\s+\S)")
_SENTENCE_END = re.compile(r"[.!?:;,]$")
_ENDS_LABEL = re.compile(r"[:,;]$")
_HEADING_LIMIT = 220
_SHORT_HEADING = 110
_LARGER = 0.6
_PITCH_SLACK = 1.07
_WIDEST_PITCH = 1.6
_INDENT = 3.0
_FAR = 2.0
_SPACE = 0.25
_NARROW = 0.4
_NOT_RARE = 0.15


@dataclass(frozen=True)
class Faces:
    """Sizes of a document's text: the body's, and those of headings from the largest.

    ``width`` is that of most long lines.
    """

    body: float
    headings: tuple[float, ...]
    width: float

    def level(self, line: TextLine) -> int | None:
        """Return the heading level that a line's look has; None for body text."""
        if line.size > self.body + _LARGER:
            larger = [size for size in self.headings if size > line.size + 0.2]
            return len(larger) + 1
        return len(self.headings) + 1 if line.bold else None


def learn_faces(pages: Sequence[Sequence[TextLine]]) -> Faces:
    """Learn what is body text."""
    letters: Counter[float] = Counter()
    for lines in pages:
        for line in lines:
            letters[round(line.size, 1)] += 0 if line.bold else len(line.text)
    body = letters.most_common(1)[0][0] if letters else 11.0
    sizes = {round(line.size, 1) for lines in pages for line in lines}
    headings = tuple(sorted((size for size in sizes if size > body + _LARGER), reverse=True))
    widths = sorted(line.x1 - line.x0 for lines in pages for line in lines)
    width = widths[int(0.9 * (len(widths) - 1))] if widths else 0.0
    return Faces(body, headings, width)


Pitches = Mapping[float, float]
"""How far lines of one paragraph are apart, by their size."""


def learn_pitches(lines: Sequence[TextLine]) -> Pitches:
    """Learn from prose how far the lines of a paragraph are apart.

    A line that begins in lower case goes on with the one above. Paragraphs may have more than
    one pitch in a document; of those that are not rare the widest counts.
    """
    counts: dict[float, Counter[float]] = {}
    sure: dict[float, Counter[float]] = {}
    for line, following in pairwise(lines):
        if line.page == following.page and abs(following.size - line.size) < _SAME_SIZE:
            size, pitch = round(line.size, 1), round(line.y - following.y, 1)
            counts.setdefault(size, Counter())[pitch] += 1
            if following.text[:1].islower():
                sure.setdefault(size, Counter())[pitch] += 1
    usual = {size: found.most_common(1)[0][0] for size, found in counts.items()}
    lines_apart = {size: _widest_usual(found) for size, found in sure.items()}
    for size, pitch in usual.items():
        # Headings of one line are never wrapped: most of them stand as far apart as paragraphs.
        most_like = max(sure, key=lambda other: sure[other].total(), default=None)
        if size not in lines_apart and most_like:
            usual[size] = min(pitch, lines_apart[most_like] / most_like * size)
    return usual | lines_apart


def _widest_usual(pitches: Counter[float]) -> float:
    least = min(_NOT_RARE * pitches.total(), max(pitches.values()))
    return max(pitch for pitch, count in pitches.items() if count >= least)


def paragraphs(
    lines: Sequence[TextLine], faces: Faces, pitches: Pitches, writing: Writing
) -> Iterator[Paragraph]:
    """Yield the paragraphs of lines in reading order; they may run over page breaks."""
    lines = [part for line in _in_columns(lines) for part in _led(line)]
    held: list[TextLine] = []
    for index, line in enumerate(lines):
        if held and _ends(held, line, lines, index, faces, pitches):
            yield _paragraph(held, faces, writing)
            held = []
        held.append(line)
    if held:
        yield _paragraph(held, faces, writing)


def _led(line: TextLine) -> Iterator[TextLine]:
    """Yield a bold heading that a text stands behind on its line, and that text; or the line."""
    bold = next((n for n, segment in enumerate(line.segments) if not segment.bold), 0)
    if bold and not _ENDS_LABEL.search(line.segments[bold - 1].text):
        yield TextLine(line.page, line.segments[:bold])
        yield TextLine(line.page, line.segments[bold:])
    else:
        yield line


def _in_columns(lines: Sequence[TextLine]) -> Iterator[TextLine]:
    """Yield lines; texts far beside each other (sender, addressee) column by column."""
    beside: list[TextLine] = []
    for line in lines:
        far = _far_parts(line)
        if len(far) > 1 and (not beside or beside[-1].page == line.page):
            beside.append(line)
            continue
        if beside and _under_beside(line, beside):
            beside.append(line)
            continue
        yield from _by_column(beside)
        beside = []
        yield line
    yield from _by_column(beside)


def _far_parts(line: TextLine) -> list[TextLine]:
    if len(line.segments) == 1:
        return [line]
    parts: list[TextLine] = []
    for segment in line.segments:
        gap = segment.x0 - parts[-1].x1 if parts else 0.0
        marked = bool(parts) and (
            is_bullet(parts[-1].text + " ") or len(parts[-1].text) <= _LETTERS_OF_A_MARK
        )
        if parts and (gap <= _FAR * line.size or marked):
            last = parts.pop()
            parts.append(TextLine(line.page, (*last.segments, segment)))
        else:
            parts.append(TextLine(line.page, (segment,)))
    return parts


def _under_beside(line: TextLine, beside: Sequence[TextLine]) -> bool:
    """Tell whether a line goes on in one of two columns, close below."""
    near = beside[-1].page == line.page and beside[-1].y - line.y <= _WIDEST_PITCH * line.size
    right = min(part.x0 for other in beside for part in _far_parts(other)[1:])
    return near and (line.x0 >= right - _INDENT or line.x1 < right)


def _by_column(lines: Sequence[TextLine]) -> Iterator[TextLine]:
    if not lines:
        return
    starts = sorted({round(part.x0) for line in lines for part in _far_parts(line)[1:]})
    right = starts[0] if starts else None
    parts = [part for line in lines for part in _far_parts(line)]
    yield from (part for part in parts if right is None or part.x0 < right - _INDENT)
    yield from (part for part in parts if right is not None and part.x0 >= right - _INDENT)


def _ends(
    held: Sequence[TextLine],
    line: TextLine,
    lines: Sequence[TextLine],
    index: int,
    faces: Faces,
    pitches: Pitches,
) -> bool:
    last = held[-1]
    if abs(last.size - line.size) > _LARGER or last.bold != line.bold:
        return True
    if _is_marked(held, line, lines, index, faces):
        return True
    if is_bullet(held[0].text) and line.x0 < held[0].x0 + _INDENT:
        return True
    same_page = last.page == line.page
    if same_page and _apart(last, line, pitches):
        return True
    if not same_page and faces.level(line) is not None and not line.text[:1].islower():
        return True
    if last.text.endswith("-") or line.text[:1].islower():
        return False
    return not _is_full(last, line, lines, index, faces)


def _is_marked(
    held: Sequence[TextLine], line: TextLine, lines: Sequence[TextLine], index: int, faces: Faces
) -> bool:
    """Tell whether a line begins with a bullet or number, opens a goal or says how far it is met.

    A dash at its margin is one only where the line above has ended: text has dashes too.
    """
    if any(opening.match(line.text) for opening in (_NUMBERED, STRUCTURE, ASSESSMENT)):
        return True
    if not is_bullet(line.text):
        return False
    last = held[-1]
    dash = line.text[0] in "-–" and abs(line.x0 - held[0].x0) < _INDENT
    return not dash or is_bullet(held[0].text) or not _is_full(last, line, lines, index, faces)


def _apart(last: TextLine, line: TextLine, pitches: Pitches) -> bool:
    """Tell whether two lines have more between them than lines of a paragraph have."""
    pitch = last.y - line.y
    usual = pitches.get(round(line.size, 1), 1.2 * line.size)
    usual = min(max(usual, line.size), _WIDEST_PITCH * line.size)
    return pitch > usual * _PITCH_SLACK + 0.3 or pitch < 0


def _is_full(
    last: TextLine, line: TextLine, lines: Sequence[TextLine], index: int, faces: Faces
) -> bool:
    """Tell whether the first word of ``line`` had no room at the end of ``last``."""
    if last.x1 - last.x0 < _NARROW * faces.width:
        return False
    near = [
        other
        for other in lines[max(0, index - 8) : index + 8]
        if abs(other.size - line.size) <= _LARGER
    ]
    reach = max(other.x1 for other in near)
    first = line.segments[0].words[0]
    return last.x1 + _SPACE * line.size + first.x1 - first.x0 > reach - 1


def _paragraph(lines: Sequence[TextLine], faces: Faces, writing: Writing) -> Paragraph:
    pieces = [Piece(line.page, segment) for line in lines for segment in line.segments]
    text = strip_markup(unwrapped(pieces, None, writing).text).strip()
    role, level = _role(lines, text, faces)
    return Paragraph(text, place_of(pieces), role, level)


def _role(lines: Sequence[TextLine], text: str, faces: Faces) -> tuple[ParagraphRole, int | None]:
    """Tell headings by size or weight, short lines without a full stop by their look."""
    level = faces.level(lines[0])
    if level is not None and len(text) <= _HEADING_LIMIT and not is_bullet(text):
        return ParagraphRole.HEADING, level
    if is_bullet(text):
        return ParagraphRole.BULLET, None
    short = len(text) <= _SHORT_HEADING and len(lines) <= _LINES_OF_A_HEADING
    if short and not _SENTENCE_END.search(text) and (text[:1].isupper() or text[:1].isdigit()):
        return ParagraphRole.HEADING, None
    return ParagraphRole.BODY, None
