"""Lines of running text to paragraphs: where does a wrapped line go on?

Where the source marks line ends by trailing spaces they decide. Elsewhere a line ends
its paragraph if the first word of the next line would still have fitted on it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from pipeline.extract.document import Line, Paragraph, ParagraphRole, place_of
from pipeline.extract.language.line_kinds import ASSESSMENT, STRUCTURE
from pipeline.extract.language.text import is_bullet, join_lines, squeeze, strip_markup, text_width

_LINES_OF_A_HEADING = 2
_CONTINUES = re.compile(
    r"(?:,|[a-zåäö]-|\b(?:och|eller|samt|i|på|av|med|för|att|som|en|ett|den|det|de|till|om|vid"
    r"|från|inom|är|har|ska|kan|mot|under|efter|genom|enligt|per|än|där|när))$"
)
_NUMBERED = re.compile(r"^\s*(?:\d{1,2}\.\s?[A-ZÅÄÖ]|\d(?:\.\d){1,3}\.?\s+\S)")
_STARTS_HEADING = re.compile(r"^(?:[A-ZÅÄÖ]|\d{1,2}(?:\.\d{1,2})*\.? [A-ZÅÄÖ])")
_GOAL_PART = re.compile(r"^\W*(?:Beskrivning|Förväntat resultat|Analys)\W*$")
_MAIN_PART = re.compile(r"^(?:\d+\.?\s+)?(?:Uppföljning|Redovisning) av ekonomi$")
_DASH = re.compile(r"^\s*[–-]\s+[a-zåäö]")
_SENTENCE_END = re.compile(r"[.!?:;,]$")
_STOPS = re.compile(r"[.!?]$")
_SENTENCE = re.compile(r"[^\W\d]{2}[.!?](?:\s+[A-ZÅÄÖ]|\s*$)")
"""A sentence ends in a line, as none does in a title."""
_HEADING_LIMIT = 110
_FILL = 0.92
_SHORT = 0.7
_WRAPPED = 0.85
_COLUMN = 3
_WORDS = 5


@dataclass(slots=True)
class _Gatherer:
    """Collects the lines of the paragraph at hand."""

    wrap_is_marked: bool
    lines: list[Line] = field(default_factory=list)

    def take(self) -> Iterator[Paragraph]:
        if self.lines:
            text = join_lines(
                [line.text for line in self.lines], wrap_is_marked=self.wrap_is_marked
            )
            text = squeeze(strip_markup(text))
            if text:
                yield Paragraph(text, place_of(self.lines), _role(text, self.lines))
            self.lines = []


def paragraphs(
    lines: Sequence[Line],
    *,
    page_breaks: frozenset[int],
    wrap_is_marked: bool,
    end_is_marked: bool,
    reach: float = 0.0,
) -> Iterator[Paragraph]:
    """Yield the paragraphs of running text in order; blank lines separate them.

    A blank line that belongs to a page break separates only where the text ends anyway.
    ``reach`` is how wide the source's running text is (``prose_reach``), where it is known.
    """
    gatherer = _Gatherer(wrap_is_marked)
    blank: str = ""
    for index, line in enumerate(lines):
        if not line.text.strip():
            blank = blank or ("page" if line.number in page_breaks else "author")
            if line.number not in page_breaks:
                blank = "author"
            continue
        if gatherer.lines:
            last, width = gatherer.lines[-1], _reach(lines, index, reach)
            if _ends(last, line, blank, width, end_is_marked=end_is_marked) or (
                not end_is_marked and _is_heading_line(last, lines, index, width)
            ):
                yield from gatherer.take()
        gatherer.lines.append(line)
        blank = ""
    yield from gatherer.take()


def _ends(last: Line, line: Line, blank: str, reach: float, *, end_is_marked: bool) -> bool:
    """Tell whether the paragraph ends between two lines of text."""
    if is_bullet(line.text) and not _is_dash_inside(last, line, blank):
        return True
    openings = (_NUMBERED, STRUCTURE, ASSESSMENT, _GOAL_PART)
    if any(opening.match(line.text.strip()) for opening in openings):
        return True
    if _MAIN_PART.match(last.text.strip()):
        return True
    if blank == "page" and _STOPS.search(last.text.rstrip()) and line.text.strip()[:1].isupper():
        # A mark of the wrap may be the page's: a heading below would run into the text above.
        return True
    if end_is_marked:
        return not last.text[-1].isspace() and not _hyphenated(last, line)
    if blank == "author":
        return True
    words = line.text.split()
    first = words[0]
    if first[:1].islower():
        return False
    # A title may end with a small word ("hemma i"): then the line is far from full. In any other
    # it is words in small letters that go on with it, and a sentence below it begins anew.
    is_title = STRUCTURE.match(last.text.strip())
    goes_on = _CONTINUES.search(last.text.rstrip())
    anew = _SENTENCE.search(line.text) or (not goes_on and first[:1].isupper())
    if is_title and anew:
        return True
    full = _SHORT if goes_on and not is_title else _FILL
    return text_width(squeeze(last.text)) + text_width(" " + first) < full * reach


def _is_dash_inside(last: Line, line: Line, blank: str) -> bool:
    """Tell whether a dash at the start of a line goes on with the sentence before it."""
    goes_on = not is_bullet(last.text) and not last.text.rstrip().endswith((".", ":", ";", "!"))
    return not blank and goes_on and _DASH.match(line.text) is not None


def _is_heading_line(last: Line, lines: Sequence[Line], index: int, reach: float) -> bool:
    """Tell whether a line is a heading by its looks.

    It is short, has no full stop, and the next line starts anew; the last line of a
    paragraph would be short too but end a sentence.
    """
    text = squeeze(lines[index].text)
    following = lines[index + 1].text.strip() if index + 1 < len(lines) else ""
    return (
        text[:1].isupper()
        and last.text.rstrip().endswith((".", "!", "?"))
        and not _SENTENCE_END.search(text)
        and not _CONTINUES.search(text)
        and (not following or following[:1].isupper())
        and text_width(text) < _SHORT * reach
    )


def _hyphenated(last: Line, line: Line) -> bool:
    start = line.text.strip()[:1]
    return last.text.rstrip().endswith("-") and (start.islower() or start.isdigit())


def prose_reach(lines: Sequence[Line]) -> float:
    """Return how wide running text is: the widest lines but for a few."""
    widths = sorted(_width(line.text) for line in lines if len(line.text.split()) > _WORDS)
    return widths[int(0.9 * len(widths))] if widths else 1.0


@lru_cache(maxsize=1 << 10)
def _width(line: str) -> float:
    """Return how wide a line is; it is asked of each line by those near by."""
    return text_width(squeeze(line))


def _reach(lines: Sequence[Line], index: int, reach: float) -> float:
    """Return how far this text may run: as far as the widest line near by.

    Only lines of about that width show a column. Where there are no such lines, as between
    two headings, the text may run as far as it does elsewhere (``reach``).
    """
    widths = [_width(line.text) for line in lines[max(0, index - 3) : index + 4]]
    widest = max(widths, default=0.0)
    wrapped = sum(width > _WRAPPED * widest for width in widths)
    return widest if wrapped >= _COLUMN else max(widest, reach)


def _role(text: str, lines: Iterable[Line]) -> ParagraphRole:
    if is_bullet(next(iter(lines)).text):
        return ParagraphRole.BULLET
    short = len(text) <= _HEADING_LIMIT and len(list(lines)) <= _LINES_OF_A_HEADING
    if short and not _SENTENCE_END.search(text) and _STARTS_HEADING.match(text):
        return ParagraphRole.HEADING
    return ParagraphRole.BODY
