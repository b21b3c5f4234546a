"""Runs of words in flow-text tables: rows, names and the ways to cut values into cells.

Shared by the parsers of ``RunTable``s. A word knows how it is glued to the word before
it, which says where a cell may and may not end.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from itertools import pairwise, takewhile

from pipeline.extract.assignment.columns import RunCell
from pipeline.extract.document import Chunk, Line, Place, place_of
from pipeline.extract.language.text import (
    close_cuts,
    is_cut,
    is_hyphenated,
    join_lines,
    squeeze,
    strip_icon,
)
from pipeline.extract.language.values import (
    ParsedCell,
    is_known,
    parse_cell,
    remark_qualifier,
    to_number,
)
from pipeline.extract.report import Qualifier

_WORD = re.compile(r"(\s*)((?:[^\W\d_]{4,}(?=\d+(?:,\d| ?%)))|\S+)")
"""A narrow gap may be lost between a name and the value beside it: "Sjukfrånvaro6,6 %"."""
_MAX_WORDS = 12
_FRAGMENT = 8
_MAX_SEGMENTATIONS = 400
_DASHES = frozenset("-–—")
_NO_CELL = re.compile(r"[-–—] |[-+]?0\d|.*\d [-–−]$")
"""A dash apart is a cell of its own in a line of values, and no number begins so."""


class Glue(Enum):
    """What parts a word from the word before it."""

    START = "start"
    SPACE = "space"
    WRAP = "wrap"  # a line break inside a cell
    CUT = "cut"  # a line break inside a word
    LINE = "line"  # a line break of unknown meaning
    CELL = "cell"  # a line break that ends a cell
    BLANK = "blank"  # a blank line
    PAUSE = "pause"  # a blank line after a line that is marked as wrapped

    @property
    def may_part(self) -> bool:
        """Whether a cell may end here."""
        return self not in (Glue.WRAP, Glue.CUT)

    @property
    def may_join(self) -> bool:
        """Whether one cell may go on over this place."""
        return self not in (Glue.CELL, Glue.BLANK)


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a run, with its line and its glue to the word before.

    ``spaces`` counts the spaces before it on its line.
    """

    text: str
    line: Line
    glue: Glue
    spaces: int = 0


def words_of(chunks: Sequence[Chunk], *, wrap_is_marked: bool, end_is_marked: bool) -> list[Word]:
    """Return the words of some chunks in order; icons are left out."""
    words: list[Word] = []
    previous: Line | None = None
    for chunk in chunks:
        for number, line in enumerate(chunk.lines):
            glue = Glue.START
            if previous is not None and words and number:
                glue = _line_glue(
                    previous.text,
                    line.text,
                    wrap_is_marked=wrap_is_marked,
                    end_is_marked=end_is_marked,
                )
            elif previous is not None and words:
                before = [word.text for word in words[-_LONGEST_END:]]
                after = " ".join(below.text for below in chunk.lines[:_LONGEST_END]).split()
                glue = _blank_glue(previous.text, line.text, end_is_marked=end_is_marked)
                glue = Glue.PAUSE if _goes_on(before, after) else glue
            words.extend(_words_of_line(line, glue))
            previous = line
    return words


def _blank_glue(previous: str, line: str, *, end_is_marked: bool) -> Glue:
    """A cell centred beside a taller one may go on after a blank line ("Minsknin", "g")."""
    ends = previous.split()[-1:]
    if previous[-1:].isspace() and _THOUSANDS_CUT.match(" ".join((*ends, line.strip()))):
        return Glue.PAUSE
    if not end_is_marked:
        return Glue.BLANK
    cut = len(line.strip()) <= _FRAGMENT and is_cut(previous, line, wrap_is_marked=True)
    return Glue.PAUSE if previous[-1:].isspace() or cut else Glue.BLANK


_THOUSANDS_CUT = re.compile(r"[-+]?\d{1,3} \d{3}(?!\d)")
_LONGEST_END = 5
"""Words of a value with the unit of several words, of which a line has the last."""

_PERIOD_START = re.compile(r"(?:tertial|t|vb|vp|år|helår)(?: ?[123])?", re.IGNORECASE)
_PERIOD_END = re.compile(r"(?:[123] )?20\d\d")
_TERTIALS = frozenset("123")
_BEGINS_VALUES = re.compile(r"\s*[-+]?(?:\d+,\d+|\d+ ?(?:%|st\b)|\d+ +(?:Tas\b|Fastställs\b|\d+ ))")


def _goes_on(before: Sequence[str], after: Sequence[str]) -> bool:
    """Tell whether the words around a blank line are only one cell together.

    "Tas fram", blank, "av nämnd"; "36,68", blank, "%"; "Tertial 2", blank, "2018". The words
    may stand on several lines: "Tas fram", "av", blank, "nämnd/", "styrelse".
    """
    if not before or not after:
        return False
    ends = [" ".join(before[-size:]) for size in range(1, min(_LONGEST_END, len(before)) + 1)]
    starts = [" ".join(after[:size]) for size in range(1, min(6, len(after)) + 1)]
    if _period_goes_on(before, after):
        return True
    numbers = [end for end in ends if _is_number(end)]
    if any(_unit_goes_on(end, start) for end in numbers for start in starts):
        return True
    opens = [start for start in starts[:3] if remark_qualifier(start) is None]
    return any(
        remark_qualifier(f"{end} {start}") is not None
        for end in ends
        for start in opens
        if not end[:1].isdigit()
    )


def _period_goes_on(before: Sequence[str], after: Sequence[str]) -> bool:
    """Tell whether words end and others begin the parts of one period ("Tertial", "2", "2025").

    >>> _period_goes_on(["4,6", "st", "Tertial"], ["2"]), _period_goes_on(["VB"], ["2"])
    (True, False)
    """
    ends = [" ".join(before[-size:]) for size in (1, 2)]
    starts = [" ".join(after[:size]) for size in (1, 2)]
    if before[-1].casefold() == "tertial" and after[0] in _TERTIALS:
        return True
    return any(map(_PERIOD_START.fullmatch, ends)) and any(map(_PERIOD_END.fullmatch, starts))


def _is_number(text: str) -> bool:
    number = parse_cell(text)
    return number is not None and number.value is not None


def _unit_goes_on(end: str, start: str) -> bool:
    """Tell whether words below a blank line go on the unit of a number ("2 kg", "per person")."""
    number = parse_cell(end)
    if number is None or is_known(start):
        return False
    whole = parse_cell(f"{end} {start}")
    return whole is not None and whole.unit is not None and whole.value == number.value


def _line_glue(previous: str, line: str, *, wrap_is_marked: bool, end_is_marked: bool) -> Glue:
    if is_hyphenated(previous, line) or is_cut(previous, line, wrap_is_marked=wrap_is_marked):
        return Glue.CUT
    if end_is_marked:
        words, following = previous.split(), line.split()
        if words and following and _period_goes_on(words, following):
            return Glue.WRAP  # the space after a word that fills its column may be missing
        goes_on = previous[-1:].isspace() or (previous[-1:] in "-/" and len(previous.strip()) > 1)
        if goes_on and previous.rstrip()[-1:].islower() and _BEGINS_VALUES.match(line):
            return Glue.LINE  # a page break parts a name, and the values stand on its first page
        return Glue.WRAP if goes_on else Glue.CELL
    return Glue.LINE


def _words_of_line(line: Line, glue: Glue) -> Iterator[Word]:
    for found in _WORD.finditer(line.text):
        if not strip_icon(found[2]):
            continue
        yield Word(found[2], line, glue, len(found[1]))
        glue = Glue.SPACE


def text_of(words: Sequence[Word], *, wrap_is_marked: bool) -> str:
    """Unwrap words into the text of one cell; words that its column cut are closed."""
    lines = lines_of(words)
    return join_lines(lines if wrap_is_marked else close_cuts(lines), wrap_is_marked=wrap_is_marked)


def lines_of(words: Sequence[Word]) -> tuple[str, ...]:
    """Return the printed lines of some words, with a trailing space where one stood."""
    lines: list[str] = []
    for before, word in zip((None, *words), words, strict=False):
        _put(lines, word, before)
    return tuple(lines)


def _put(lines: list[str], word: Word, before: Word | None) -> None:
    """Put a word behind the one before into the printed lines of a run."""
    whole = word.line.text
    if before is not None and word.line is before.line:
        lines[-1] = f"{lines[-1].rstrip()} {word.text}"
    else:
        lines.append(" " * (bool(lines) and whole[:1].isspace()) + word.text)
    if whole[-1:].isspace() and whole.rstrip().endswith(word.text):
        lines[-1] += " "


def place_of_words(words: Sequence[Word]) -> Place:
    """Return the place of the lines that words stand on, in the order of the source."""
    lines = {word.line.number: word.line for word in words}
    return place_of([lines[number] for number in sorted(lines)])


def repeated_units(words: Sequence[Word]) -> frozenset[str]:
    """Return words that no rule knows but that follow numbers again and again ("34 träd")."""
    after_numbers = Counter(
        word.text
        for before, word in pairwise(words)
        if to_number(before.text) is not None
        and word.glue.may_join
        and word.text[0].islower()
        and not is_known(f"{before.text} {word.text}")
    )
    return frozenset(text for text, count in after_numbers.items() if count > 1)


Cuts = tuple[tuple[RunCell, ...], ...]
"""Ways to cut words into cells."""


def segmentations(
    words: Sequence[Word], *, wrap_is_marked: bool, units: frozenset[str] = frozenset()
) -> Callable[[int], Cuts]:
    """Return what tells the ways to cut the words from one on into cells that are known.

    ``units`` are units of this row besides the known ones. There is no way where some word
    belongs to no value, unit or remark. What was found is kept as long as the answer is.
    """
    frozen = tuple(words)
    size = len(frozen)
    ways_from: dict[int, Cuts] = {size: ((),)}
    joins = [word.glue.may_join for word in frozen]
    parts = [*(word.glue.may_part for word in frozen), True]

    def cut(start: int) -> Cuts:
        found: list[tuple[RunCell, ...]] = []
        lines: list[str] = []
        for end in range(start + 1, min(size, start + _MAX_WORDS) + 1):
            _put(lines, frozen[end - 1], frozen[end - 2] if end - 1 > start else None)
            if end - 1 > start and not joins[end - 1]:
                break
            if not ways_from[end] or not parts[end]:
                continue
            cell = _cell_of(frozen[start], tuple(lines), units, wrap_is_marked=wrap_is_marked)
            if cell is None:
                continue
            found.extend(
                (cell, *rest) for rest in ways_from[end] if not _goes_on_remark(cell, rest)
            )
            if len(found) > _MAX_SEGMENTATIONS:
                break
        return tuple(found)

    def from_index(start: int) -> Cuts:
        """From the last word back: a name's words are asked only before what can be cut."""
        for index in range(size - len(ways_from), start - 1, -1):
            ways_from[index] = cut(index)
        return ways_from[start]

    return from_index


def whole_cuts(words: Sequence[Word], *, wrap_is_marked: bool) -> Cuts:
    """Return the ways to cut all words into cells that are known.

    Few words begin a cell: what stands behind them is asked only where one does.
    """
    ends = range(1, min(len(words), _MAX_WORDS) + 1)
    joint = takewhile(lambda end: end == 1 or words[end - 1].glue.may_join, ends)
    if all(run_cell(words[:end], wrap_is_marked=wrap_is_marked) is None for end in joint):
        return () if words else ((),)
    return segmentations(words, wrap_is_marked=wrap_is_marked)(0)


def _goes_on_remark(cell: RunCell, rest: Sequence[RunCell]) -> bool:
    """Tell whether the number after a remark is its year or period ("Fastställs", "2024")."""
    if cell.parsed.qualifier is not Qualifier.TO_BE_SET or not rest or rest[0].parsed.unit:
        return False
    number = rest[0].parsed
    return number.value is not None and bool(remark_qualifier(f"{cell.parsed.text} {number.text}"))


def run_cell(
    words: Sequence[Word], *, wrap_is_marked: bool, units: frozenset[str] = frozenset()
) -> RunCell | None:
    """Return words as one cell, None where they are no known kind of cell.

    ``units`` are units besides the known ones.
    """
    return _cell_of(words[0], lines_of(words), units, wrap_is_marked=wrap_is_marked)


def _cell_of(
    first: Word, lines: tuple[str, ...], units: frozenset[str], *, wrap_is_marked: bool
) -> RunCell | None:
    """Return the cell that begins with a word and has these lines."""
    joined, parsed = _said_by(lines, wrap_is_marked=wrap_is_marked)
    apart = len(lines) > 1 and not wrap_is_marked and lines[0].strip() in _DASHES
    if apart or _NO_CELL.match(joined):
        return None
    number, _, unit = joined.rpartition(" ")
    if unit in units and (value := to_number(number)) is not None:
        parsed = ParsedCell(joined, value, None, unit)
    return RunCell(parsed, lines, _gap(first)) if parsed else None


@lru_cache(maxsize=1 << 13)
def _said_by(lines: tuple[str, ...], *, wrap_is_marked: bool) -> tuple[str, ParsedCell | None]:
    """Return the text of some lines and what it says; None where no rule knows it.

    The same words are asked when a row's name ends and when its cells are cut.
    """
    joined = _value_text(lines, wrap_is_marked=wrap_is_marked)
    return joined, parse_cell(joined) if is_known(joined) else None


def _gap(word: Word) -> int:
    """Return how many spaces before a cell are more than part it from the cell before."""
    return max(0, word.spaces - (1 if word.glue is Glue.SPACE else 0))


def text_cell(words: Sequence[Word], *, wrap_is_marked: bool) -> RunCell:
    """Return words that are no known kind of cell as a cell of text."""
    lines = lines_of(words)
    text = join_lines(lines, wrap_is_marked=wrap_is_marked)
    return RunCell(ParsedCell(text, None, Qualifier.TEXT, None), lines, _gap(words[0]))


def _value_text(lines: tuple[str, ...], *, wrap_is_marked: bool) -> str:
    """Join a value's lines; without marks a unit cut by the wrap is closed ("person/er")."""
    text = join_lines(lines, wrap_is_marked=wrap_is_marked)
    if wrap_is_marked or len(lines) == 1:
        return text
    if is_known(text):
        return text
    stripped = [line.strip() for line in lines]
    closed = join_lines(stripped, wrap_is_marked=True)
    if is_known(closed):
        return closed
    bare = _without_spaces(stripped)
    return bare if is_known(bare) else text


def _without_spaces(lines: Sequence[str]) -> str:
    """Close a unit's lines; digits that meet are two numbers ("44,35", "50 %")."""
    closed = lines[0]
    for line in lines[1:]:
        closed += f" {line}" if closed[-1:].isdigit() and line[:1].isdigit() else line
    return squeeze(closed)
