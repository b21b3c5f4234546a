"""Lines of a text file: pages, page furniture, tables of contents, marks of wrapping.

Shared by the two text readers.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.extract.document import Line, Place, place_of
from pipeline.extract.language.indicator_headers import header_size
from pipeline.extract.language.page_marks import PAGE_MARK
from pipeline.extract.language.table_heads import INDICATORS, head_word
from pipeline.extract.language.text import ICONS, normalise_characters, squeeze
from pipeline.extract.readers.text.contents_pages import listed_pages
from pipeline.extract.readers.text.page_numbers import printed_pages
from pipeline.extract.readers.text.stamps import without_stamps

_MISSES = 2
"""So many lines of a contents list may lack their page number."""
_COUNTED = re.compile(r"^(.*?)(\d{1,3}) ?(?:/|av|of|\() ?(\d{1,3})\)?$")
"""Any line that ends with a number out of so many, as the foot of a page printed from a browser."""

_NUMBERED = re.compile(r"^(?:(\d{1,3}) (\D.*)|(.*\D) ?(\d{1,3}))$")
_PAGE_WORD = re.compile(r"\bsid(?:an|a)?\.? ?$", re.IGNORECASE)
_ENUMERATES = re.compile(
    r"\b(?:bilaga|tabell|figur|diagram|\w*mål|punkt|kapitel|tertial|steg|del|nr|beslut)\W*$",
    re.IGNORECASE,
)
"""What page numbers and other numbers in a series stand behind."""

_HYPHENATED = re.compile("\u00ad(?=\\s|$)|(?<![^\\s(/])\u00ad(?=[\\d)/])")
"""A soft hyphen that is printed: at the end of a line, of a cell beside another, or as a sign. That
stands before a digit or in brackets, and goes on no word."""

_LETTERED = re.compile(r"^\s*(?!I)(\w) +(?=(?:Uppfyll|Uppnå)\w* +(?:helt|delvis|ej|inte)\W*$)")
_UNTOLD = re.compile("^\\s*\ufffd(?= +[A-ZÅÄÖ])")
_ALONE = re.compile(r"^\s*(?![IÅÖ])([^\W\d_]) +(?=[A-ZÅÄÖ][^\W\d_])")
_LEAST_ALONE = 4
"""Names before which the same letter stands alone: a list has each of its letters once."""
_COLUMN_GAP = re.compile(r" {2,}")
_LEAST_COLUMNS = 4
_LEAST_OF_HEADER = 4
_LONGEST_HEADER = 60
_ADDRESS = re.compile(r"^(?:www\.)?[a-zåäö]+\.(?:stockholm\.)?se$", re.IGNORECASE)
_BARE_PAGE_NUMBER = re.compile(r"^([-–—] ?)?(\d{1,3})(?(1) ?[-–—])$")
"""A number on a line of its own, which may stand between dashes."""
_CONTENTS_HEADING = re.compile(r"^innehåll(?:sförteckning)?$", re.IGNORECASE)
_CONTENTS_TAIL = re.compile(r"^[.…·_ \t]*\d{1,3}$")
"""The page of an entry that was wrapped before its dots."""

_CONTENTS_ENTRY = re.compile(r"^(?=.*[A-Za-zÅÄÖåäö]).{3,}?(?:\t|\.{2,} ?|[ .]{3,}| )\d{1,3}$")
_FURNITURE_REACH = 3
_FURNITURE_DISTANCE = 14
_FURNITURE_REPEATS = 3
_FURNITURE_SHARE = 0.5
_FURNITURE_LENGTH = 80
_FURNITURE_ELSEWHERE = 0.1
_CONTENTS_MINIMUM = 4
_MARKED = 0.4
_MOST_PAGES_APART = 2.5
_UNNAMED_PAGES = 6
_PAGE_GAP, _NEARLY_ALL = 3, 0.8
"""Blank lines between pages at least, and the share of such gaps that a running title is below."""
_LEAST_OF_PAGE = 15
"""Lines of a page, blank ones too, on average."""
_TOGETHER = 0.05


@dataclass(frozen=True, slots=True)
class TextSource:
    """The lines of a text file that are text, and what was set aside.

    ``lines`` holds blank lines too. ``page_breaks`` are numbers of blank lines that
    stand for a page break rather than for white space the author put there.
    """

    lines: tuple[Line, ...]
    furniture: tuple[Place, ...]
    page_breaks: frozenset[int]
    page_count: int | None


def read_lines(text: str) -> TextSource:
    """Split a text into lines and set aside page furniture and tables of contents.

    Lines are numbered as in the file. Characters are normalised (``text`` module), which
    never changes the number of lines. A form feed ends a page. Pieces of a word printed slantwise
    over all pages are no text.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text, stamped = without_stamps(text)
    numbered = [line for line in _number_lines(text) if line.number - 1 not in stamped]
    numbered = _with_icons(numbered)
    aside: set[int] = set()
    texts = [squeeze(line.text) for line in numbered]
    page_count = _page_count(texts)
    aside |= _furniture(numbered, texts)
    page_breaks = _blank_around(numbered, aside)
    listed = contents(numbered, aside)
    aside |= listed
    pages = _pages(numbered, frozenset(aside), frozenset(listed))
    numbered = [
        line if line.page == page else replace(line, page=page)
        for line, page in zip(numbered, pages, strict=True)
    ]
    furniture = tuple(place_of([numbered[index]]) for index in sorted(aside))
    lines = tuple(
        replace(line, text="") if index in aside else line for index, line in enumerate(numbered)
    )
    return TextSource(lines, furniture, frozenset(page_breaks), page_count)


def _pages(
    lines: Sequence[Line], aside: frozenset[int], listed: frozenset[int]
) -> tuple[int | None, ...]:
    """The page of every line: by marks of pages, where there are none by the list of contents."""
    pages = printed_pages(lines, aside)
    if any(page is not None for page in pages):
        return pages
    by_contents = listed_pages(lines, listed)
    return tuple(by_contents.get(index) for index in range(len(lines)))


def wrap_marks(lines: Sequence[Line]) -> tuple[bool, bool]:
    """Tell how this source marks wrapped lines by trailing spaces.

    Returns:
        ``(wrap_is_marked, end_is_marked)``: lines wrapped between words end in a space;
        lines at the end of a cell or paragraph do not.
    """
    inside: list[bool] = []
    at_end: list[bool] = []
    for line, following in pairwise(lines):
        if line.text.strip():
            (inside if following.text.strip() else at_end).append(line.text[-1].isspace())
    marked = bool(inside) and sum(inside) > _MARKED * len(inside)
    return marked, marked and sum(at_end) < 0.3 * len(at_end)


def is_double_spaced(text: str) -> bool:
    """Tell whether a blank line stands after every line of text, but for a few."""
    filled = [bool(line.strip()) for line in text.split("\n")]
    together = sum(one and two for one, two in pairwise(filled))
    return sum(filled) > 1 and together <= _TOGETHER * sum(filled)


def single_spaced(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Leave out the blank lines that only space lines of text; two more are an empty one.

    docx2txt prints two line breaks for every paragraph, those of empty cells too.
    """
    kept: list[Line] = []
    blank: list[Line] = []
    for line in lines:
        if line.text.strip():
            kept += blank[1::2][: (len(blank) - 1) // 2] if kept else []
            kept.append(line)
            blank = []
        else:
            blank.append(line)
    return tuple(kept)


def _number_lines(text: str) -> list[Line]:
    paged = "\f" in text
    lines: list[Line] = []
    page = 1
    for number, raw in enumerate(text.split("\n"), start=1):
        page += raw.count("\f") if raw.startswith("\f") else 0
        shown = _HYPHENATED.sub("-", raw.replace("\f", ""))
        lines.append(Line(number, normalise_characters(shown), page if paged else None))
        page += raw.count("\f") if not raw.startswith("\f") else 0
    return lines


def _with_icons(lines: Sequence[Line]) -> list[Line]:
    """Put an icon where a letter stands for one, as of a font whose letters are signs.

    What stands alone before a goal's assessment is one ("l Uppfylls helt"); so it is before
    other lines then. So is a letter that a tool could not tell, alone before a capital one,
    and one that stands so before several names ("G Andel", "G Antal"): what stands before the same
    one again and again is a piece of a header that pages repeat ("utfal", "l VB 2024").
    """
    lines = [
        replace(line, text=_UNTOLD.sub(ICONS[0], line.text)) if _UNTOLD.match(line.text) else line
        for line in lines
    ]
    letters = {found[1] for line in lines if (found := _LETTERED.match(line.text))}
    alone = {(found[1], squeeze(line.text)) for line in lines if (found := _ALONE.match(line.text))}
    names = Counter(letter for letter, _ in alone)
    letters |= {letter for letter, times in names.items() if times >= _LEAST_ALONE}
    if not letters:
        return list(lines)
    begins = re.compile(rf"^\s*[{re.escape(''.join(letters))}](?= +[A-ZÅÄÖ])")
    return [replace(line, text=begins.sub(ICONS[0], line.text)) for line in lines]


def _page_count(texts: Iterable[str]) -> int | None:
    totals = Counter(
        int(found[2] or found[4]) for text in texts if (found := PAGE_MARK.match(text))
    )
    return max(totals) if totals else None


def _furniture(lines: Sequence[Line], texts: Sequence[str]) -> set[int]:
    """Return the indices of page marks and of the short lines that recur beside them.

    ``texts`` are those of the lines, with single spaces.
    """
    marks = [i for i, text in enumerate(texts) if PAGE_MARK.match(text)]
    marks = sorted({*marks, *_counted(lines, texts), *_beside_gaps(texts)})
    breaks = [i for i in range(1, len(lines)) if lines[i].page != lines[i - 1].page]
    anchors = sorted({*marks, *breaks})
    beside = [
        near
        for anchor in anchors
        for near in (*_filled_near(lines, anchor, -1), *_filled_near(lines, anchor, 1))
    ]
    recurring = Counter(texts[i] for i in set(beside))
    anywhere = Counter(texts)
    pages = max(len(marks), len(breaks))
    furniture = set(marks)
    heads = {at for i in set(beside) for at in _table_head(lines, i)}
    for i in (near for near in beside if near not in heads):
        text = texts[i]
        repeated = recurring[text] >= max(_FURNITURE_REPEATS, _FURNITURE_SHARE * pages)
        elsewhere = anywhere[text] - recurring[text]  # a running title is on the cover too
        repeated = repeated and elsewhere <= max(1, _FURNITURE_ELSEWHERE * recurring[text])
        known = text == "Tjänsteutlåtande" or _ADDRESS.match(text)
        if len(text) < _FURNITURE_LENGTH and (repeated or known):
            furniture.add(i)
        if breaks and _BARE_PAGE_NUMBER.match(text) and _touches(lines, i, breaks):
            furniture.add(i)
    return furniture


def _beside_gaps(texts: Sequence[str]) -> Iterator[int]:
    """Yield the indices of a running title that stands beside nearly each of the widest gaps.

    Some tools tell pages apart only by more blank lines than stand anywhere else. So do they tell
    a title at the foot of pages.
    """
    for beside in _around_gaps(texts):
        titles = Counter(texts[index] for index in beside)
        title, times = titles.most_common(1)[0] if titles else ("", 0)
        elsewhere = texts.count(title) - times
        nearly_all = times >= max(_UNNAMED_PAGES, _NEARLY_ALL * len(beside))
        if nearly_all and elsewhere <= max(1, _FURNITURE_ELSEWHERE * times):
            yield from (index for index in beside if texts[index] == title)


def _around_gaps(texts: Sequence[str]) -> tuple[list[int], list[int]]:
    """Return the indices of the lines above the widest gaps and the end, and of those below."""
    filled = [index for index, text in enumerate(texts) if text]
    gaps = [(one, two) for one, two in pairwise(filled) if two - one > _PAGE_GAP]
    return [*(one for one, _ in gaps), *filled[-1:]], [two for _, two in gaps]


def _table_head(lines: Sequence[Line], index: int) -> range:
    """Return the lines of a table's header that begins on a line; it is repeated on pages too."""
    text = lines[index].text
    word = head_word(text)
    if len(word) >= _LEAST_OF_HEADER and INDICATORS.startswith(word):
        return range(index, index + header_size(lines[index : index + _LONGEST_HEADER]))
    columnar = len(_COLUMN_GAP.split(text.strip())) >= _LEAST_COLUMNS
    return range(index, index + 1) if columnar else range(0)


def _counted(lines: Sequence[Line], texts: Sequence[str]) -> Iterator[int]:
    """Yield the indices of lines that are alike but for a number that counts the pages."""
    alike: dict[tuple[str, int | None], list[tuple[int, int]]] = {}
    for index, text in enumerate(texts):
        if not (text[:1].isdigit() or text[-1:].isdigit() or text.endswith(")")):
            continue
        if found := _COUNTED.match(text):
            alike.setdefault((found[1], int(found[3])), []).append((index, int(found[2])))
        elif found := _NUMBERED.match(text):
            around, number = found[2] or found[3], int(found[1] or found[4])
            alike.setdefault((around, None), []).append((index, number))
    for (around, total), counted in alike.items():
        numbers = [number for _, number in counted]
        if numbers != sorted(set(numbers)):
            continue
        counts = _counts_to(numbers, total) if total else _counts_pages(numbers, around)
        if counts or (total and _count_on_by_one(numbers, [index for index, _ in counted])):
            yield from (index for index, _ in counted)
    yield from _counted_apart(lines)
    yield from _counted_alone(texts)


def _counted_apart(lines: Sequence[Line]) -> Iterator[int]:
    """Yield the indices of a running title and of the pages' numbers on lines beside it.

    The number stands below its page's title, or at the foot of a page, above the next one's. Below
    the last page's number there is nothing.
    """
    titles: dict[tuple[str, int], list[tuple[int, int]]] = {}
    bare: dict[int, int] = {}
    for index, line in enumerate(lines):
        if found := _BARE_PAGE_NUMBER.match(line.text.strip()):
            bare[index] = int(found[2])
            for side in (-1, 1):
                for near in _filled_near(lines, index, side)[:1]:
                    titles.setdefault((squeeze(lines[near].text), side), []).append((near, index))
    last = next((at for at in reversed(range(len(lines))) if lines[at].text.strip()), 0)
    for (title, side), beside in titles.items():
        numbers = [bare[index] for _, index in beside]
        if numbers != sorted(set(numbers)):
            continue
        if _counts_pages(numbers, title) or _count_on_by_one(numbers, [at for _, at in beside]):
            yield from (index for pair in beside for index in pair)
            if side == 1 and bare.get(last) == numbers[-1] + 1:
                yield last


def _counted_alone(texts: Sequence[str]) -> Iterator[int]:
    """Yield the indices of numbers that stand alone at the foot, or at the head, of many pages.

    Where no title stands beside them the widest gaps tell pages apart.
    """
    for beside in _around_gaps(texts):
        bare = [(i, int(mark[2])) for i in beside if (mark := _BARE_PAGE_NUMBER.match(texts[i]))]
        if _count_on_by_one([number for _, number in bare], [index for index, _ in bare]):
            yield from (index for index, _ in bare)


def _count_on_by_one(numbers: Sequence[int], found: Sequence[int]) -> bool:
    """Tell whether numbers leave out none and stand about a page apart, many of them.

    Then what stands beside them is a running title, though it is one word, and what they count
    are pages, though they go on beyond the number that is said to be the last.
    """
    by_one = all(two == one + 1 for one, two in pairwise(numbers))
    whole = len(numbers) >= _UNNAMED_PAGES and by_one
    return whole and found[-1] - found[0] >= _LEAST_OF_PAGE * (len(numbers) - 1)


def _counts_to(numbers: Sequence[int], total: int) -> bool:
    enough = len(numbers) >= max(_FURNITURE_REPEATS, _FURNITURE_SHARE * total)
    return enough and numbers[-1] <= total


def _counts_pages(numbers: Sequence[int], around: str) -> bool:
    """Tell whether rising numbers are pages': the word for it stands beside them.

    Without the word they must be many, beside a running title that is no enumeration.
    """
    dense = numbers[-1] - numbers[0] <= _MOST_PAGES_APART * (len(numbers) - 1)
    if _PAGE_WORD.search(around):
        return dense and len(numbers) >= _FURNITURE_REPEATS
    is_title = len(around.split()) > 1 and not _ENUMERATES.search(around)
    return dense and is_title and len(numbers) >= _UNNAMED_PAGES


def _filled_near(lines: Sequence[Line], anchor: int, step: int) -> list[int]:
    """Return the indices of the nearest lines with text above or below a page mark."""
    found: list[int] = []
    at = anchor + step
    while 0 <= at < len(lines) and abs(at - anchor) <= _FURNITURE_DISTANCE:
        if lines[at].text.strip():
            found.append(at)
        if len(found) == _FURNITURE_REACH:
            break
        at += step
    return found


def _touches(lines: Sequence[Line], index: int, breaks: Sequence[int]) -> bool:
    """Tell whether only blank lines stand between a line and a page break."""
    return any(
        not any(line.text.strip() for line in lines[min(index + 1, at) : max(index, at)])
        for at in breaks
    )


def _blank_around(lines: Sequence[Line], aside: set[int]) -> set[int]:
    """Return the numbers of blank or set-aside lines that make up page breaks."""
    around: set[int] = set()
    for index in aside:
        around.add(lines[index].number)
        for step in (-1, 1):
            near = index + step
            while 0 <= near < len(lines) and (not lines[near].text.strip() or near in aside):
                around.add(lines[near].number)
                near += step
    return around


def contents(lines: Sequence[Line], aside: set[int]) -> set[int]:
    """Return the indices of a table of contents: a heading and entries with pages."""
    found: set[int] = set()
    for start, line in enumerate(lines):
        if not _CONTENTS_HEADING.match(squeeze(line.text)):
            continue
        last = _last_contents_entry(lines, start, aside)
        if last > start:
            found |= {i for i in range(start, last + 1) if lines[i].text.strip()}
    return found


def _last_contents_entry(lines: Sequence[Line], start: int, aside: set[int]) -> int:
    last, misses, entries = start, 0, 0
    for index in range(start + 1, len(lines)):
        text = lines[index].text.strip()
        if not text or index in aside:
            continue
        if _CONTENTS_ENTRY.match(text) or (misses and _CONTENTS_TAIL.match(text)):
            last, misses, entries = index, 0, entries + 1
        else:
            misses += 1
        if misses > _MISSES:
            break
    return last if entries >= _CONTENTS_MINIMUM else start
