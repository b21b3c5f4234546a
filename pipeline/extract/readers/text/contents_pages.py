"""Which page a line stands on, by the list of contents.

Belongs here: what a list of contents says of the pages of a text that has lost them. It gives the
page of every heading that it lists, and of all that stands between two headings of one page; what
stands between headings of different pages is on one of theirs, and no page is guessed. Marks of
pages are ``page_numbers``'.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from pipeline.extract.document import Line
from pipeline.extract.language.text import ICONS, squeeze

_ENTRY = re.compile(r"^(?P<title>.*[^\W\d_].*?)[.…·_\s]*?(?:\t|\s|[.…·_])(?P<page>\d{1,3})$")
_BESIDE_TITLE = f" *#.:{ICONS}"
"""What may stand around a heading in one of the two places."""
_FEWEST_FOUND = 4
_LEAST_FOUND = 0.5
"""Share of the entries whose headings stand in the text; else the list is another text's."""


def listed_pages(lines: Sequence[Line], listed: frozenset[int]) -> Mapping[int, int]:
    """Return pages by the index of their line.

    Args:
        lines: All lines.
        listed: Indices of the lines that are lists of contents.
    """
    entries = list(_entries(lines, listed))
    found = _found(lines, entries, max(listed, default=-1) + 1)
    if len(found) < max(_FEWEST_FOUND, _LEAST_FOUND * len(entries)):
        return {}
    if any(one[1] > two[1] for one, two in pairwise(found)):
        return {}
    pages = dict(found)
    for (start, page), (end, following) in pairwise(found):
        if page == following:
            pages |= dict.fromkeys(range(start, end), page)
    return pages


def _entries(lines: Sequence[Line], listed: frozenset[int]) -> Iterator[tuple[str, int]]:
    """Titles with their pages; an entry that is wrapped over lines tells nothing."""
    for index in sorted(listed):
        if entry := _ENTRY.match(lines[index].text.strip()):
            yield _title(entry["title"]), int(entry["page"])


def _title(text: str) -> str:
    return squeeze(text).strip(_BESIDE_TITLE).casefold()


def _found(
    lines: Sequence[Line], entries: Sequence[tuple[str, int]], start: int
) -> list[tuple[int, int]]:
    """Line and page of the headings that stand in the text once, in the order of the list.

    A title that the text prints more than once ("Övrigt") is known by its neighbours.
    """
    places: dict[str, list[int]] = {title: [] for title, _ in entries}
    for index in range(start, len(lines)):
        if (title := _title(lines[index].text)) in places:
            places[title].append(index)
    once = {title: places[title][0] for title, _ in entries if len(places[title]) == 1}
    after, before = [start], [len(lines)]
    for title, _ in entries:
        after.append(once.get(title, after[-1]))
    for title, _ in reversed(entries):
        before.append(once.get(title, before[-1]))
    before.reverse()
    found: list[tuple[int, int]] = []
    for number, (title, page) in enumerate(entries):
        between = _between(places[title], after[number], before[number + 1])
        if len(between) == 1 and (not found or between[0] > found[-1][0]):
            found.append((between[0], page))
    return found


def _between(places: Sequence[int], first: int, last: int) -> Sequence[int]:
    return places[bisect_left(places, first) : bisect_left(places, last)]
