"""Lines of running text to paragraphs: where does a wrapped line go on?

Where the source marks line ends by trailing spaces they decide. Elsewhere a line ends
its paragraph if the first word of the next line would still have fitted on it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.extract.document import Line, Paragraph, ParagraphRole
from pipeline.extract.readers.flow_tables import STRUCTURE
from pipeline.extract.readers.lines import place_of
from pipeline.extract.text import is_bullet, join_lines, squeeze, strip_markup, text_width

_CONTINUES = re.compile(
    r"(?:,|[a-zåäö]-|\b(?:och|eller|samt|i|på|av|med|för|att|som|en|ett|den|det|de|till|om|vid"
    r"|från|inom|är|har|ska|kan|mot|under|efter|genom|enligt|per|än|där|när))$"
)
_NUMBERED = re.compile(r"^\s*(?:\d{1,2}\.\s?[A-ZÅÄÖ]|\d(?:\.\d){1,3}\.?\s+\S)")
_STARTS_HEADING = re.compile(r"^(?:[A-ZÅÄÖ]|\d{1,2}(?:\.\d{1,2})*\.? [A-ZÅÄÖ])")
_SENTENCE_END = re.compile(r"[.!?:;,]$")
_HEADING_LIMIT = 110
_FILL = 0.92
_SHORT = 0.7
_RUNNING = 8
_FAR = 30
_USUAL_REACH = 32.0


@dataclass(slots=True)
class _Gatherer:
    """Collects the lines of the paragraph at hand."""

    wrap_is_marked: bool
    lines: list[Line] = field(default_factory=list)
    after_label: bool = False

    def in_title(self) -> bool:
        """Tell whether the lines are the title of a goal, on its label's line or below it."""
        first = self.lines[0].text.strip()
        return self.after_label or bool(STRUCTURE.match(first) and not first.endswith(":"))

    def take(self) -> Iterator[Paragraph]:
        if self.lines:
            text = join_lines(
                [line.text for line in self.lines], wrap_is_marked=self.wrap_is_marked
            )
            text = squeeze(strip_markup(text))
            if text:
                yield Paragraph(text, place_of(self.lines), _role(text, self.lines))
            self.after_label = bool(STRUCTURE.match(text)) and text.endswith(":")
            self.lines = []


def paragraphs(
    lines: Sequence[Line],
    *,
    page_breaks: frozenset[int],
    wrap_is_marked: bool,
    end_is_marked: bool,
) -> Iterator[Paragraph]:
    """Yield the paragraphs of running text in order; blank lines separate them.

    A blank line that belongs to a page break separates only where the text ends anyway.
    """
    gatherer = _Gatherer(wrap_is_marked)
    blank: str = ""
    for index, line in enumerate(lines):
        if not line.text.strip():
            blank = blank or ("page" if line.number in page_breaks else "author")
            if line.number not in page_breaks:
                blank = "author"
            continue
        if gatherer.lines and (
            _ends(gatherer.lines[-1], line, blank, _reach(lines, index), end_is_marked)
            or (not end_is_marked and _is_heading_line(lines, index, gatherer.lines[-1]))
            or (not end_is_marked and gatherer.in_title() and _starts_anew(gatherer, line))
        ):
            yield from gatherer.take()
        gatherer.lines.append(line)
        blank = ""
    yield from gatherer.take()


def _ends(last: Line, line: Line, blank: str, reach: float, end_is_marked: bool) -> bool:
    """Tell whether the paragraph ends between two lines of text."""
    if is_bullet(line.text) or _NUMBERED.match(line.text) or STRUCTURE.match(line.text.strip()):
        return True
    if end_is_marked:
        return not last.text[-1].isspace() and not _hyphenated(last, line)
    if blank == "author":
        return True
    words = line.text.split()
    first = words[0]
    if first[:1].islower() or _CONTINUES.search(last.text.rstrip()):
        return False
    return text_width(squeeze(last.text)) + text_width(" " + first) < _FILL * reach


def _starts_anew(gatherer: _Gatherer, line: Line) -> bool:
    """Tell whether a line is no more of a title: it begins with a capital or a sign."""
    text = line.text.strip()
    return not text[:1].islower() and not _CONTINUES.search(gatherer.lines[-1].text.rstrip())


def _is_heading_line(lines: Sequence[Line], index: int, last: Line) -> bool:
    """Tell whether a line is a heading by its looks.

    It is short, has no full stop, and the next line starts anew; the last line of a
    paragraph would be short too but end a sentence.
    """
    text = squeeze(lines[index].text)
    before = squeeze(last.text)
    following = lines[index + 1].text.strip() if index + 1 < len(lines) else ""
    return (
        text[:1].isupper()
        and before.endswith((".", "!", "?"))
        and not _SENTENCE_END.search(text)
        and not _CONTINUES.search(text)
        and (not following or following[:1].isupper())
        and text_width(text) < _SHORT * _reach(lines, index)
    )


def _hyphenated(last: Line, line: Line) -> bool:
    start = line.text.strip()[:1]
    return last.text.rstrip().endswith("-") and (start.islower() or start.isdigit())


def _reach(lines: Sequence[Line], index: int) -> float:
    """Return the width of the widest line near by: how far this text may run.

    Where only headings stand near, lines further up tell, else a usual page.
    """
    near = lines[max(0, index - 3) : index + 4]
    if not any(len(line.text.split()) > _RUNNING for line in near):
        near = lines[max(0, index - _FAR) : index + 4]
    if not any(len(line.text.split()) > _RUNNING for line in near):
        return _USUAL_REACH
    return max((text_width(squeeze(line.text)) for line in near), default=0.0)


def _role(text: str, lines: Iterable[Line]) -> ParagraphRole:
    if is_bullet(next(iter(lines)).text):
        return ParagraphRole.BULLET
    short = len(text) <= _HEADING_LIMIT and len(list(lines)) <= 2
    if short and not _SENTENCE_END.search(text) and _STARTS_HEADING.match(text):
        return ParagraphRole.HEADING
    return ParagraphRole.BODY
