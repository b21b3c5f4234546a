"""Bands: the rows of a table as they stand on one page, told by rules, gaps and numbers.

Belongs here: the records ``Band``, ``Lattice`` and ``Fragment``, and how lines are parted into
bands. Where tables stand is told by ``lattices`` (with uprights) and ``regions`` (without).
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise
from operator import attrgetter
from statistics import median

from pipeline.extract.language.line_kinds import names_part
from pipeline.extract.language.spelling import SMALL_WORDS, usual_words
from pipeline.extract.language.table_heads import ACTIVITIES, HEAD_WORDS, INDICATORS, head_word
from pipeline.extract.language.text import ICONS, compact, strip_icon
from pipeline.extract.language.values import is_period
from pipeline.extract.language.years import YEAR, is_year
from pipeline.extract.readers.geometry.rules import Rule
from pipeline.extract.readers.geometry.words import Segment, TextLine

KNOWN_HEADS = (INDICATORS, ACTIVITIES)
"""First words of the tables that every report has."""

_KNOWN_COLUMNS = ("startdatum", "slutdatum", "årsmål", "kf:s", "period", "utfall", "prognos")
_ANALYSIS = re.compile(r"^\W*(?:Analys\b(?! [a-zåäö])|(?:Kommentar|Analys)(?:er)?(?::|$))")
NUMERIC = re.compile(
    r"^[<>±+\-–−(]?\s?\d[\d  .,:'’/%\-]*(?:%|st|mnkr|mkr|tkr|kr)?\)?$|^(?:-|–|i\.u\.)$"
)
_NO_HEAD = re.compile(rf"^(?:\d{{4}}-\d\d-\d\d|[+\-−–]?\d+(?:,\d+)?\s?%|[{ICONS}])$")
"""Texts that no header holds: a date, a share, an icon."""
_HEAD_YEAR = re.compile(rf"^(?:{YEAR}|vb)$")
_STARTS_WITH_YEAR = re.compile(rf"^{YEAR}(?!\d)")
_HEAD_OF_THOUSANDS = re.compile(r"^[<>±+\-–−]?\d{1,3}(?: \d{3})*$")
_REST_OF_THOUSANDS = re.compile(r"^\d{3}(?!\d)")
DAY = re.compile(r"^\d{4}-\d\d-\d\d$")
_CUT_DECIMALS = re.compile(r"\d[,.]$")
_OPEN_DECIMALS = re.compile(r"^[<>±+\-–−]?\d+,\d+$")
_WHOLE_SHARE = re.compile(r"^\d{0,2}\s?%$")
_SIGN = re.compile(r"^[±+\-–−]$")
_CUT_THOUSANDS = re.compile(r"^[<>±+\-–−(]?\d{1,3}(?: \d{3})* \d{1,2}$")
_THOUSANDS = re.compile(r"^[<>±+\-–−(]?\d{1,3}(?: \d{3})+(?!\d)")
_CAPITAL = re.compile(r"[A-ZÅÄÖ]")
_LEAST_OF_HEAD = 4
"""Letters of a header's word that a page break leaves of it at least."""
_LEFT = attrgetter("x0")
_TOUCH = 2.0
"""Points by which texts may reach out of rules."""
_WIDEST_WHITE = 1.2
"""White between lines of one label, in font sizes, at most."""
_ROUNDED = 0.12
"""Lines of one label may be so many font sizes farther apart than others."""
_LINES_OF_A_PERIOD = 3
_RESTS = 3
"""So many numbers of a row are not cut by chance."""


@dataclass(frozen=True, slots=True)
class BandSettings:
    """Lengths are in font sizes.

    ``row_gap`` is the white between the letters of two rows: office programs pad a cell by 2
    points and set lines 1.15 to 1.2 sizes apart. ``analysis_gap`` is that between the word
    Analys on a line of its own and its text, which Word and LibreOffice set as a paragraph.
    ``slack`` is what is added where the gaps of wrapped lines are wider (HTML with a line
    height of 1.5). ``ruled`` is the share of rules with one row between them in a table whose
    rows are ruled.
    """

    row_gap: float = 0.38
    analysis_gap: float = 1.6
    slack: float = 0.06
    ruled: float = 0.5
    few_rules: int = 3
    surest: float = 0.1


SETTINGS = BandSettings()


def opens_analysis(text: str) -> bool:
    """Tell whether a text begins with the word Analys, or is a comment by its first word.

    >>> opens_analysis("Analys Underlaget är litet"), opens_analysis("Analys av resultat")
    (True, False)
    """
    return bool(_ANALYSIS.match(text))


def _cells(segments: Sequence[Segment]) -> Iterator[list[Segment]]:
    """Yield the texts of a row, from the left, those below each other together."""
    cell: list[Segment] = []
    end = -math.inf
    for segment in sorted(segments, key=_LEFT):
        if cell and segment.x0 >= end:
            yield cell
            cell = []
        cell.append(segment)
        end = max(end, segment.x1)
    if cell:
        yield cell


@dataclass(unsafe_hash=True)
class Band:
    """What stands between two rules or two gaps: a row, or a part of one.

    ``top`` and ``bottom`` are those of the rules around it, or of its letters. ``columnar``
    says that things stand beside each other in it. What is asked of it again and again is kept.
    """

    page: int
    top: float
    bottom: float
    lines: tuple[TextLine, ...]
    segments: tuple[Segment, ...] = field(init=False)
    columnar: bool = field(init=False)

    def __post_init__(self) -> None:
        self.segments = tuple([segment for line in self.lines for segment in line.segments])
        self.columnar = _are_beside(self.lines, self.segments)

    @cached_property
    def size(self) -> float:
        """Font size of its largest letters."""
        return max((segment.size for segment in self.segments), default=0.0)

    @property
    def bold(self) -> bool:
        """Whether all of it is bold."""
        return bool(self.lines) and all([line.bold for line in self.lines])

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Its words in alphabetical order, to recognise a repeated header."""
        return tuple(sorted(word.text for segment in self.segments for word in segment.words))

    @cached_property
    def head_words(self) -> tuple[bool, int]:
        """Whether it is words of headers, or years, only; and how many words of headers it has."""
        words = [text.casefold() for text in self.words]
        known = sum([word in HEAD_WORDS for word in words])
        return known + sum([bool(_HEAD_YEAR.match(word)) for word in words]) == len(words), known

    @cached_property
    def has_values(self) -> bool:
        """Whether it is a row, be it a bold one of totals: by a text that no header holds.

        Or by half of its texts, which are numbers; years are none. Lines of a cell are one text.
        """
        if any(_NO_HEAD.match(segment.text) for segment in self.segments):
            return True
        numbers = {
            id(segment)
            for segment in self.segments
            if NUMERIC.match(segment.text) and not self._is_of_year(segment)
        }
        if not numbers:
            return not self.segments
        left = min(segment.x0 for segment in self.segments) + 1
        names = [[segment] for segment in self.segments if segment.x0 <= left]
        cells = list(_cells([segment for segment in self.segments if segment.x0 > left]))
        values = sum(any(id(text) in numbers for text in cell) for cell in (*names, *cells))
        return values * 2 > len(cells)

    def _is_of_year(self, segment: Segment) -> bool:
        """Tell whether a text is a year, or a part of one that its cell is too narrow for."""
        return bool(_STARTS_WITH_YEAR.match(segment.text)) or any(
            is_year(segment.text + other.text if segment.y > other.y else other.text + segment.text)
            for other in self.segments
            if other.x0 < segment.x1 and segment.x0 < other.x1 and other is not segment
        )

    @property
    def header_like(self) -> bool:
        """Whether it looks like the header of a table."""
        return self.bold and self.columnar and not self.has_values

    @property
    def starts_analysis(self) -> bool:
        """Whether it opens with the word Analys."""
        return bool(self.lines) and opens_analysis(self.lines[0].text)

    @cached_property
    def known_head(self) -> bool:
        """Whether it is the header of an indicator or activity table."""
        if not self.columnar:
            return False
        first = min(self.segments, key=lambda segment: (round(segment.x0), -segment.y))
        signs = sorted(self.segments, key=_LEFT)[:2]
        texts = [first, *(segment for segment in signs if segment is not first)]
        words = [head_word(self._text_below(segment)) for segment in texts]
        whole = any(word.startswith(KNOWN_HEADS) for word in words)
        # A page break may stand in the word, where its column is narrow ("Indikato", "r").
        cut = any(
            len(word) >= _LEAST_OF_HEAD and head.startswith(word)
            for word in words
            for head in KNOWN_HEADS
        )
        if not (whole or cut):
            return False
        others = sum(compact(s.text).startswith(_KNOWN_COLUMNS) for s in self.segments)
        return (whole and self.bold) or others > 1

    def _text_below(self, first: Segment) -> str:
        """Return a text with those right below it: narrow columns cut words ("Indik", "ator")."""
        return "".join(
            s.text for s in self.segments if s.y <= first.y and abs(s.x0 - first.x0) <= 1
        )


def opens_known_table(band: Band, above: Sequence[Band]) -> bool:
    """Tell whether a band is the header of an indicator or activity table, and its first row.

    Labels over several columns ("Utfall" over years) stand above it, right of the names' head.
    One alone may be a title, but not where it is nowhere near the middle of the header.
    """
    if not band.known_head:
        return False
    names = min(band.segments, key=lambda segment: segment.x0)
    middle = (names.x0 + max(segment.x1 for segment in band.segments)) / 2
    return not above or not all(
        (other.header_like or _is_label_beside(other, middle))
        and min(s.x0 for s in other.segments) > names.x1
        for other in above
    )


def _is_label_beside(band: Band, middle: float) -> bool:
    """Tell whether a band is one bold text that does not stand over a place."""
    alone = band.bold and not band.has_values and len(band.segments) == 1
    return alone and not band.segments[0].x0 <= middle <= band.segments[0].x1


def _are_beside(lines: Sequence[TextLine], segments: Sequence[Segment]) -> bool:
    if any(len(line.segments) > 1 for line in lines):
        return True
    return max((s.x0 for s in segments), default=0) > min((s.x1 for s in segments), default=0)


@dataclass(frozen=True, slots=True)
class Lattice:
    """Upright and level rules that touch: ``xs`` from the left, ``ys`` from the top."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    level: tuple[Rule, ...]
    upright: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Fragment:
    """A table, or the part of one that stands on a page.

    ``lattice`` is None where columns have to be inferred from the text. ``partial`` are level
    rules that end inside of it, ``across`` the heights of those over its width, that at its foot
    included. A ``loose`` one is a part of a table only if it goes on with the table of the page
    before.
    """

    page: int
    x0: float
    x1: float
    top: float
    bottom: float
    bands: tuple[Band, ...]
    ruled: bool
    lattice: Lattice | None = None
    partial: tuple[Rule, ...] = ()
    across: tuple[float, ...] = ()
    loose: bool = False

    @property
    def lines(self) -> tuple[TextLine, ...]:
        """All its lines."""
        return tuple(line for band in self.bands for line in band.lines)


def padding_of(bands: Sequence[Band]) -> float:
    """Return the usual white in points that rules or shades around rows leave to letters.

    It is 0 where bands are as high as their letters.
    """
    whites = [
        max(
            band.top - max(segment.top for segment in band.segments),
            min(segment.bottom for segment in band.segments) - band.bottom,
        )
        for band in bands
        if band.columnar
    ]
    whites = [white for white in whites if white > 0]
    return median(whites) if whites else 0.0


# --- rows ---------------------------------------------------------------------------------------


def band_of(lines: Sequence[TextLine]) -> Band:
    """Return lines as a band that is as high as their letters."""
    return Band(
        page=lines[0].page,
        top=max([line.top for line in lines]),
        bottom=min([line.bottom for line in lines]),
        lines=tuple(lines),
    )


def lone_band(line: TextLine) -> Band:
    """Return a line as a band of its own, which is asked for again and again."""
    if line.alone is None:
        line.alone = band_of((line,))
    return line.alone


def bands_between(
    lines: Sequence[TextLine], ys: Sequence[float], x0: float, x1: float
) -> Iterator[Band]:
    """Yield a band for the text between each two heights that holds any, from the top."""
    first, last = max(ys), min(ys)
    placed: list[tuple[TextLine, float, float]] = []
    for line in lines:
        heights = [segment.y + 0.3 * segment.size for segment in line.segments]
        lowest, highest = min(heights), max(heights)
        if last <= highest and lowest <= first:
            placed.append((line, lowest, highest))
    for top, bottom in pairwise(ys):
        inside = []
        for line, lowest, highest in placed:
            if highest < bottom or lowest > top:
                continue
            kept = tuple(
                segment
                for segment in line.segments
                if bottom <= _height(segment) <= top
                and x0 - _TOUCH <= (segment.x0 + segment.x1) / 2 <= x1 + _TOUCH
            )
            if kept:
                whole = len(kept) == len(line.segments)
                inside.append(line if whole else TextLine(line.page, kept))
        if inside:
            yield Band(inside[0].page, top, bottom, tuple(inside))


def _height(segment: Segment) -> float:
    """Return where the middle of a text's letters is."""
    return segment.y + 0.3 * segment.size


def bands_at_gaps(lines: Sequence[TextLine], gap: float = SETTINGS.row_gap) -> Iterator[Band]:
    """Part lines into bands wherever no letter reaches over a gap between rows.

    A header ends where the letters are no longer bold, however close that is: below a page
    break the rest of a cell may stand at the very top of its row.
    """
    held: list[TextLine] = []
    lowest = 0.0
    for line in lines:
        if held and (_letters_apart(lowest, line) > gap or ends_header(held, line)):
            yield band_of(held)
            held = []
        bottom = line.bottom
        lowest = min(lowest, bottom) if held else bottom
        held.append(line)
    if held:
        yield band_of(held)


def _letters_apart(lowest: float, line: TextLine) -> float:
    """Return the white above a line's letters, in font sizes."""
    return (lowest - line.top) / line.size


def ends_header(held: Sequence[TextLine], line: TextLine) -> bool:
    """Tell whether bold lines are a header that ends above a line that is not bold."""
    if not held[-1].bold or any(segment.bold for segment in line.segments):
        return False
    band = band_of(held)
    return band.known_head or band.header_like


def row_gap(lines: Sequence[TextLine]) -> float:
    """Return the white between rows from which on lines of a table are two rows.

    Told by the table itself: a text that goes on in lower case is one cell, two numbers
    below each other are two rows.
    """
    goes_on: list[float] = []
    begins: list[float] = []
    for above, line in pairwise(lines):
        white = _letters_apart(above.bottom, line)
        if _begins_row(above, line):
            begins.append(white)
        elif _continues(above, line):
            goes_on.append(white)
    usual = SETTINGS.row_gap
    widest = sorted(goes_on)[int(0.9 * (len(goes_on) - 1))] if goes_on else None
    least = sorted(begins)[int(SETTINGS.surest * (len(begins) - 1))] if begins else None
    if widest is not None and widest + SETTINGS.slack > usual:
        return widest + SETTINGS.slack
    if least is not None and least < usual:
        floor = widest if widest is not None else least - 2 * SETTINGS.slack
        return max((floor + least) / 2, 0.0) if floor < least else usual
    return usual


def white_within(labels: Sequence[Segment]) -> float:
    """Return the white within labels that go on in lower case below themselves; 0 for few.

    Labels in the middle of a header have lines of others between theirs.
    """
    whites: list[float] = []
    for segment in labels:
        below = [
            (segment.bottom - other.top) / segment.size
            for other in labels
            if other.y < segment.y and points_off(segment, other) <= 1
            if other.text[:1].islower()
        ]
        whites += [min(below)] if below and 0 < min(below) <= _WIDEST_WHITE else []
    return median(whites) + _ROUNDED if len(whites) > 1 else 0.0


def points_off(one: Segment, two: Segment) -> float:
    """Return by how many points two texts miss to begin, to end or to have their middle alike."""
    starts, ends = one.x0 - two.x0, one.x1 - two.x1
    return min(abs(starts), abs(ends), abs(starts + ends) / 2)


def _continues(above: TextLine, line: TextLine) -> bool:
    """Tell whether a line surely goes on with a cell of the line above: no row with its header.

    On top of a page a row may go on below the header that is printed again.
    """
    headed = above.bold and not line.bold
    if headed or len(line.segments) != 1 or names_part(line.text):
        return False
    return any(
        abs(other.x0 - line.x0) <= 1 and (line.text[:1].islower() or closes(other.text, line.text))
        for other in above.segments
    )


def closes(above: str, text: str) -> bool:
    """Tell whether a text closes the bracket that the one above it opens."""
    return above.count("(") > above.count(")") and text.count(")") > text.count("(")


def at_numbers(
    band: Band, goes_on: Callable[[Sequence[TextLine], TextLine], bool] = lambda *_: False
) -> Iterator[Band]:
    """Part a band where two whole numbers stand below each other in one column.

    ``goes_on`` tells of lines and the one below whether cells of the former surely cut its numbers.
    """
    cuts: list[int] = []
    for number in range(1, len(band.lines)):
        above, line = band.lines[number - 1], band.lines[number]
        start = cuts[-1] if cuts else 0
        part = band.lines[start:number]
        rest = _without_ends(part, line)
        if rest is None:
            continue
        anew = _begins_anew(part, rest) or _begins_row(above, rest)
        if anew and not goes_on(part, rest):
            cuts.append(number)
        elif (at := _values_above(part, rest)) is not None:
            cuts.append(start + at + _widest_white(band.lines[start + at : number + 1]))
    if not cuts:
        yield band
        return
    tops = [band.top]
    for cut in cuts:
        upper = band.lines[cut - 1].bottom
        lower = band.lines[cut].top
        tops.append((upper + lower) / 2)
    starts = [0, *cuts, len(band.lines)]
    for number, top in enumerate(tops):
        bottom = tops[number + 1] if number + 1 < len(tops) else band.bottom
        lines = band.lines[starts[number] : starts[number + 1]]
        yield replace(band, top=top, bottom=bottom, lines=lines)


def _without_ends(part: Sequence[TextLine], line: TextLine) -> TextLine | None:
    """Return a line without the ends of periods and numbers that its cells are too narrow for.

    So is the year below "Tertial" and "2", and the decimals below "792,". None is returned where
    nothing else stands in it.
    """
    kept = tuple(
        s
        for s in line.segments
        if not (s.text.isdigit() and (_ends_period(part, s) or _ends_number(part, s)))
    )
    if len(kept) == len(line.segments):
        return line
    return replace(line, segments=kept) if kept else None


def _ends_number(part: Sequence[TextLine], last: Segment) -> bool:
    """Tell whether digits are the end of a number that surely goes on from the lines above.

    A cell too narrow for it may have a digit of it on each line ("0,", "6", "9").
    """
    for line in reversed(part):
        upper = next((s for s in line.segments if s.x0 < last.x1 and last.x0 < s.x1), None)
        if upper is None or is_cut_number(upper.text, last.text):
            return upper is not None
        if not upper.text.isdigit():
            return False
    return False


def _ends_period(part: Sequence[TextLine], last: Segment) -> bool:
    """Tell whether a text is the end of a period that stands above it in its column."""
    texts = [s.text for ln in part for s in ln.segments if s.x0 < last.x1 and last.x0 < s.x1]
    return any(
        not texts[at].isdigit() and is_period(" ".join([*texts[at:], last.text]))
        for at in range(max(len(texts) - _LINES_OF_A_PERIOD, 0), len(texts))
    )


def _values_above(part: Sequence[TextLine], line: TextLine) -> int | None:
    """Return which line has values above those of a line, of two rows whose labels stand between.

    So they do where values are set in the middle of a row or at its bottom.
    """
    found = [at for at, above in enumerate(part[:-1]) if numbers_below(above, line) > 1]
    return found[-1] if found else None


def _widest_white(lines: Sequence[TextLine]) -> int:
    """Return the line that has most white above it."""
    lowest = math.inf
    whites: list[float] = []
    for above, line in pairwise(lines):
        lowest = min(lowest, *(segment.bottom for segment in above.segments))
        whites.append(_letters_apart(lowest, line))
    return 1 + whites.index(max(whites))


def _begins_anew(part: Sequence[TextLine], line: TextLine) -> bool:
    """Tell whether a line with a label and a value begins a row below one that has its own.

    Between them may stand the rest of the label above.
    """
    first = line.segments[0]
    left = min(other.x0 for other in part)
    anew = strip_icon(first.text)[:1].isupper() and abs(first.x0 - left) <= first.size
    return anew and any(
        upper.x0 < value.x1 and upper.x1 > value.x0 and NUMERIC.match(upper.text)
        for value in line.segments[1:]
        if NUMERIC.match(value.text)
        for other in part
        for upper in other.segments[1:]
    )


def _begins_row(above: TextLine, line: TextLine) -> bool:
    """Tell whether a line surely is another row than the line above.

    Two columns hold two numbers each, or one does and the label begins anew, as it does below
    a bold name of the rows of a group. A number that is wrapped at its thousands is none.
    """
    pairs = numbers_below(above, line)
    first = line.segments[0]
    anew = first.text[:1].isupper() and abs(first.x0 - above.segments[0].x0) <= first.size
    return pairs > 1 or (anew and (pairs == 1 or _names_group(above, line)))


def _names_group(above: TextLine, line: TextLine) -> bool:
    """Tell whether one bold text stands above a row of values in which nothing is bold."""
    alone = above.bold and len(above.segments) == 1
    plain = not any(segment.bold for segment in line.segments)
    return alone and plain and any(NUMERIC.match(segment.text) for segment in line.segments[1:])


def numbers_below(above: TextLine, line: TextLine) -> int:
    """Count the whole numbers of a line that stand below one of another line."""
    pairs = 0
    if are_rests(above.segments, line.segments):
        return pairs
    for segment in line.segments if len(line.segments) > 1 else ():
        if not NUMERIC.match(segment.text):
            continue
        for other in above.segments:
            if other.x1 > segment.x0 and other.x0 < segment.x1 and NUMERIC.match(other.text):
                pairs += not is_wrapped_number(other.text, segment.text)
    return pairs


def is_wrapped_number(above: str, below: str) -> bool:
    """Tell whether two numbers below each other are one, which its cell is too narrow for."""
    joined = above + below
    return (
        may_be_one_number(above, below)
        or are_one_number(above, below)
        or bool(DAY.match(joined))
        or is_year(joined)
    )


def is_cut_behind_comma(above: str, below: str) -> bool:
    """Tell whether a number ends with its decimal comma, and the next one has its decimals."""
    return bool(_CUT_DECIMALS.search(above)) and below[:1].isdigit()


def is_cut_number(above: str, below: str) -> bool:
    """Tell whether a number surely goes on in the next one: no whole number ends as it does.

    It ends with its decimal comma, or with one or two digits behind a space ("1 07"), which the
    next one makes three.
    """
    thousands = _CUT_THOUSANDS.match(above) and _THOUSANDS.match(above + below)
    return is_cut_behind_comma(above, below) or bool(thousands)


def may_be_one_number(above: str, below: str) -> bool:
    """Tell whether two numbers may be one, or two: of thousands, or a sign and what it stands for.

    A minus alone says too that there is no value.
    """
    signed = bool(_SIGN.match(above)) and below[:1].isdigit()
    return signed or may_be_thousands(above, below)


def may_be_thousands(above: str, below: str) -> bool:
    """Tell whether two numbers may be one of thousands; so may any two of three digits."""
    return bool(_HEAD_OF_THOUSANDS.match(above) and _REST_OF_THOUSANDS.match(below))


def are_one_number(above: str, below: str) -> bool:
    """Tell whether two numbers surely are one.

    The upper ends as no number does; or both may be one of thousands, and the lower begins with
    0, or has decimals or a unit, which the upper has none of.
    """
    rest = below[:1] == "0" or not below.isdigit()
    return is_cut_number(above, below) or (rest and may_be_thousands(above, below))


def are_rests(above: Sequence[Segment], line: Sequence[Segment]) -> bool:
    """Tell whether the numbers of a line are the last digits of those above it.

    A cell that is too narrow for a number cuts it anywhere. All of them are digits, narrower
    than those above and nowhere beside them, and no word begins a row of their own. The year that
    a label ends with is none of them.
    """
    label = [s for s in line[:1] if _ends_label(above[0], s)]
    rests = [s for s in line[len(label) :] if NUMERIC.match(s.text)]
    others = [s for s in line[len(label) :] if not NUMERIC.match(s.text)]
    if _are_rests_of_shares(above, line):
        return True
    if len(rests) < _RESTS or any(_begins_with_word(segment) for segment in others):
        return False
    return all(
        any(
            NUMERIC.match(upper.text)
            and upper.text[-1:].isdigit()
            and rest.text.isdigit()
            and _is_below(upper, rest)
            and rest.x1 - rest.x0 < upper.x1 - upper.x0 - _TOUCH
            for upper in above
        )
        for rest in rests
    )


def _are_rests_of_shares(above: Sequence[Segment], line: Sequence[Segment]) -> bool:
    """Tell whether shares of a line are the ends of all numbers with decimals and no unit above.

    No label begins a row of their own.
    """
    cut = [upper for upper in above if _OPEN_DECIMALS.match(upper.text)]
    shares = [s for s in line if _WHOLE_SHARE.match(s.text)]
    ends = [any(_is_below(upper, share) for share in shares) for upper in cut]
    own = [s.text == "%" or any(_is_below(upper, s) for upper in cut) for s in shares]
    return len(cut) > 1 and all(ends) and all(own) and not _CAPITAL.match(line[0].text)


def _ends_label(above: Segment, text: Segment) -> bool:
    """Tell whether a year stands where the words above it begin."""
    return is_year(text.text) and above.text[:1].isalpha() and abs(above.x0 - text.x0) <= _TOUCH


def _is_below(upper: Segment, rest: Segment) -> bool:
    """Tell whether a text below another one is nowhere beside it."""
    return upper.x0 - _TOUCH <= rest.x0 and rest.x1 <= upper.x1 + _TOUCH


def _begins_with_word(segment: Segment) -> bool:
    """Tell whether a text begins with a capital or a word that reports use."""
    word = strip_icon(segment.words[0].text).strip("(/,.;:)").casefold()
    return bool(_CAPITAL.match(segment.text)) or word in usual_words() or word in SMALL_WORDS


def with_analyses(bands: Sequence[Band]) -> Iterator[Band]:
    """Yield bands; the word Analys on a line of its own with the text below it."""
    held: Band | None = None
    for band in bands:
        if held is not None and held.bottom - band.top <= SETTINGS.analysis_gap * band.size:
            yield replace(held, bottom=band.bottom, lines=(*held.lines, *band.lines))
            held = None
            continue
        yield from [held] if held is not None else []
        alone = band.starts_analysis and len(band.words) == 1
        held = band if alone else None
        yield from [] if alone else [band]
    yield from [held] if held is not None else []
