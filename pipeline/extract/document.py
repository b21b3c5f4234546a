"""The one form that every reader gives: a ``Document`` of blocks in reading order.

Belongs here: pages, paragraphs, tables, cells and their ``Place``. No knowledge of
goals, indicators or money: that is the parsers' work.

Two kinds of table exist because sources differ in what they know. A ``GridTable``
has cells with columns (tab text, DOCX, PDF). A ``RunTable`` has only lines: flow text
wraps every cell and leaves no trace of an empty one, so rows and columns have to be
inferred by the parsers, with a probability.

Places, lines and cells are never changed, as nothing here is; that nothing checks it makes them
several times as fast to make, and a document has thousands.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum


class SourceFormat(StrEnum):
    """How a document reached us; decides what its readers can know for certain."""

    PDF = "pdf"
    DOCX = "docx"
    FLOW_TEXT = "flow_text"
    TAB_TEXT = "tab_text"
    LAYOUT_TEXT = "layout_text"
    MARKUP_TEXT = "markup_text"


@dataclass(unsafe_hash=True, slots=True)
class Place:
    """Where something is printed, and what is printed there.

    ``line_start``/``line_end`` are 1-based lines of a text file and ``None`` for PDF
    and DOCX; ``bbox`` is (x0, y0, x1, y1) in PDF points and ``None`` for text; ``page``
    is 1-based and ``None`` where the format has no pages. ``text`` is verbatim.
    """

    text: str
    page: int | None = None
    line_start: int | None = None
    line_end: int | None = None
    bbox: tuple[float, float, float, float] | None = None


@dataclass(unsafe_hash=True, slots=True)
class Line:
    """One line of a text source, without its line break; ``number`` is 1-based.

    A row of a table that was broken over lines is one that holds line breaks.
    """

    number: int
    text: str
    page: int | None = None


class ParagraphRole(StrEnum):
    """What a paragraph looks like; a parser decides what it is."""

    HEADING = "heading"
    BODY = "body"
    BULLET = "bullet"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text, unwrapped: line breaks inside it are joined, hyphenation undone.

    ``level`` is the heading level (1 is the highest) where the format states it.
    """

    text: str
    place: Place
    role: ParagraphRole = ParagraphRole.BODY
    level: int | None = None


@dataclass(unsafe_hash=True, slots=True)
class Cell:
    """A printed cell. ``text`` is unwrapped; ``columns`` counts the columns it spans.

    ``confidence`` is how surely the text stands in this row and column, and is all of the
    cell: below 1 where a reader had to tell columns or rows by where texts stand.
    """

    text: str
    place: Place
    columns: int = 1
    rows: int = 1
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class GridTable:
    """A table whose columns are known: every row has one entry a column.

    ``rows[r][c]`` is the cell whose upper left corner stands in row r, column c, or
    ``None`` for a place that a merged cell covers. An empty printed cell is a ``Cell``
    with empty text. ``header_rows`` counts the leading rows that the format marks as
    header (0 where it does not say). ``confidence`` is below 1 where the columns of
    merged header cells had to be inferred. ``unlaid`` says that of a row with empty cells
    nothing but the order of the others is known.
    """

    rows: tuple[tuple[Cell | None, ...], ...]
    place: Place
    header_rows: int = 0
    confidence: float = 1.0
    unlaid: bool = False


@dataclass(frozen=True, slots=True)
class Chunk:
    """A run of lines of a ``RunTable`` without a blank line inside.

    In flow text made by PDFBox a chunk is some one-line cells, joined by spaces, that
    end with one cell of several lines.
    """

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class RunTable:
    """A table of which only the text is known: chunks in reading order.

    ``wrap_is_marked`` says that a line that is wrapped between two words ends in a
    space; ``end_is_marked`` that besides the last line of a cell does not;
    ``cells_apart`` that every cell stands on lines of its own; ``cells_touch`` that even so
    those that stand close are printed on one line; ``unlaid`` that nothing is left of how it
    was laid out: neither empty cells nor how wide the columns were.
    """

    chunks: tuple[Chunk, ...]
    place: Place
    wrap_is_marked: bool = False
    end_is_marked: bool = False
    cells_apart: bool = False
    cells_touch: bool = False
    unlaid: bool = False


Block = Paragraph | GridTable | RunTable


@dataclass(frozen=True, slots=True)
class Document:
    """A whole source file in reading order, without page furniture.

    ``furniture`` keeps the page headers, footers and tables of contents that were set
    aside, so that nothing printed is lost without trace. ``page_count`` is what the
    format or the furniture ("Sid 3 (71)") states. ``illegible`` are places where text is
    printed whose letters cannot be told; ``undecodable`` are lines with bytes that are no
    text in the file's encoding; ``unread`` are places that show another file's content.
    ``recognised`` are the pages whose text is what a program made of their pictures.
    """

    source_format: SourceFormat
    blocks: tuple[Block, ...]
    furniture: tuple[Place, ...] = ()
    page_count: int | None = None
    sidecar: dict[str, str] = field(default_factory=dict)
    illegible: tuple[Place, ...] = ()
    hidden: tuple[Place, ...] = ()
    undecodable: tuple[Place, ...] = ()
    unread: tuple[Place, ...] = ()
    recognised: tuple[int, ...] = ()


def place_of(lines: Sequence[Line]) -> Place:
    """Return the place of consecutive lines, with their verbatim text."""
    return Place(
        text="\n".join(line.text for line in lines),
        page=lines[0].page,
        line_start=lines[0].number,
        line_end=lines[-1].number + lines[-1].text.count("\n"),
    )


def merge_places(places: Sequence[Place]) -> Place:
    """Return one place that covers several, in order; its box is that on the first page."""
    boxes = [place.bbox for place in places if place.bbox and place.page == places[0].page]
    ends = [place.line_end for place in places if place.line_end is not None]
    starts = [place.line_start for place in places if place.line_start is not None]
    return Place(
        text="\n".join(dict.fromkeys(place.text for place in places)),
        page=places[0].page,
        line_start=min(starts, default=None),
        line_end=max(ends, default=None),
        bbox=(
            (
                min(b[0] for b in boxes),
                min(b[1] for b in boxes),
                max(b[2] for b in boxes),
                max(b[3] for b in boxes),
            )
            if boxes
            else None
        ),
    )
