"""Tables of contents among blocks: lists of headings with page numbers, set aside.

Belongs here: those below the word for one, and those without a heading of their own. Such a
list is told by its page numbers, which rise, and by its entries, which come again further down.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.extract.document import Block, Line, Paragraph, Place
from pipeline.extract.language.text import compact
from pipeline.extract.readers.text.lines import contents

_PAGE = re.compile(r"(?<![\s.…_])[\s.…_]+(\d{1,3})\Z")
"""The page at the end of an entry, and what leads to it: looked for once at each such run, for
long texts are no entries."""
_LETTER = re.compile(r"[^\W\d_]")
_FEWEST = 5
_COMING_AGAIN = 0.6


def without_contents(blocks: Sequence[Block]) -> tuple[tuple[Block, ...], tuple[Place, ...]]:
    """Return the blocks without a table of contents, and the places of that."""
    texts = [block.text if isinstance(block, Paragraph) else "" for block in blocks]
    lines = [Line(number, text) for number, text in enumerate(texts, start=1)]
    aside = contents(lines, set()) | {at for run in _unheaded(texts) for at in run}
    kept = tuple(block for index, block in enumerate(blocks) if index not in aside)
    return kept, tuple(blocks[index].place for index in sorted(aside))


def _unheaded(texts: Sequence[str]) -> Iterator[Sequence[int]]:
    """Yield the runs of texts that are entries of a list of contents without a heading."""
    entries = [_entry(text) for text in texts]
    at = 0
    while at < len(texts):
        end = at
        while end < len(texts) and entries[end]:
            end += 1
        found = [entry for entry in entries[at:end] if entry]
        pages = [page for _, page in found]
        if len(found) >= _FEWEST and all(one <= two for one, two in pairwise(pages)):
            below = {compact(text) for text in texts[end:]}
            again = sum(compact(title) in below for title, _ in found)
            if again >= _COMING_AGAIN * len(found):
                yield range(at, end)
        at = max(end, at + 1)


def _entry(text: str) -> tuple[str, int] | None:
    """Return the title and the page of an entry; None for other texts.

    >>> _entry("Verksamhet ..... 12"), _entry("Antal: 12")
    (('Verksamhet', 12), ('Antal:', 12))
    >>> _entry("1.2 . 3"), _entry("Antal 1234")
    (None, None)
    """
    found = _PAGE.search(text)
    title = text[: found.start()] if found else ""
    return (title, int(found[1])) if found and "\n" not in title and _LETTER.search(title) else None
