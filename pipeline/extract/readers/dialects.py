"""Which way to read a text: every way that there is a reason for is tried, the best counts.

Belongs here: the reasons and the choice. How much a reading accounts for is ``results``'.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from pipeline.extract.document import Document
from pipeline.extract.errors import UnreadableDocument
from pipeline.extract.readers import results
from pipeline.extract.readers.cards import with_cards
from pipeline.extract.readers.markup import html, markdown, wrapped_bars
from pipeline.extract.readers.quoted import unquoted
from pipeline.extract.readers.text import flow_text, layout_text, tab_text
from pipeline.extract.readers.text.lines import is_double_spaced, read_lines
from pipeline.extract.readers.text.reading_order import refuse_lost_order
from pipeline.extract.readers.word_tabs import with_spaces

_FEWEST_ROWS = 2
_HARDLY = 0.02

Reader = Callable[[str], Document]


def read_text(text: str) -> Document:
    """Read a text in the way that accounts for most of it; the first of equal ones counts.

    One that leaves hardly anything over settles it, for reading costs time; flow text does
    not, since what it takes for rows may be spaced cells.

    Raises:
        UnreadableDocument: 'damaged', it is HTML that cannot be read; 'order_lost', its tables
            are printed column by column.
    """
    if html.is_html(text) and (html.is_whole_page(text) or not markdown.has_structure(text)):
        return with_cards(html.read(text))
    text = with_spaces(unquoted(text))
    if not layout_text.is_layout(text):
        _refuse_lost_order(text)
    ways = list(_ways(text))
    if len(ways) == 1:
        return with_cards(ways[0](text))
    if ways[:2] != [markdown.read, tab_text.read] or markdown.may_have_tables(text):
        return _best(text, ways)[1]
    # Without a table Markdown accounts for nothing: it counts where rows of tabs do not either.
    score, document = _best(text, ways[1:])
    return document if score > 0 else _best(text, ways)[1]


def _refuse_lost_order(text: str) -> None:
    """Refuse a text that is printed column by column.

    One with a line a cell may look like it, and one whose pages end with a number alone, which
    looks like a value below the last row.
    """
    try:
        refuse_lost_order(text)
    except UnreadableDocument:
        if not flow_text.prints_cells(text, double_spaced=is_double_spaced(text)):
            refuse_lost_order("\n".join(line.text for line in read_lines(text).lines))


def _best(text: str, ways: Sequence[Reader]) -> tuple[float, Document]:
    """Return what the best way to read a text accounts for, less what it leaves, and its reading.

    The first of equal ones counts.
    """
    best: tuple[float, Document] | None = None
    for read in ways:
        document = with_cards(read(text))
        right, left = results.account(document)
        if best is None or right - left > best[0]:
            best = right - left, document
        if right and left <= _HARDLY * right and read is not flow_text.read:
            break
    assert best is not None  # flow text needs no reason
    return best


def _ways(text: str) -> Iterator[Reader]:
    """Yield the ways that a text gives a reason for; flow text needs none."""
    if wrapped_bars.is_wrapped(text):
        yield wrapped_bars.read
        yield wrapped_bars.read_beside
    if markdown.is_markup(text):
        yield markdown.read
    if sum(tab_text.is_row(line.strip()) for line in text.split("\n")) >= _FEWEST_ROWS:
        yield tab_text.read
    if layout_text.is_layout(text) and not markdown.is_drawn(text):
        yield layout_text.read
    if markdown.is_escaped(text) and is_double_spaced(text) and not markdown.may_have_tables(text):
        yield markdown.read_spaced
        return
    if markdown.is_escaped(text):  # "2031\\-01\\-31" is no day as it stands
        yield lambda marked: flow_text.read_double_spaced(markdown.unmarked(marked), unlaid=True)
        yield lambda marked: flow_text.read(markdown.unmarked(marked), unlaid=True)
        return
    yield flow_text.read
    if is_double_spaced(text):
        yield flow_text.read_double_spaced
