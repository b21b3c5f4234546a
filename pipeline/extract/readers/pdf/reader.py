"""PDF: words and rules from pdfium, put into lines, paragraphs and tables of our own.

The way of a page: ``page`` (words), ``drawings`` (rules, boxes, inks), ``visible`` (what can
be seen), ``regions`` (columns, each a page of its own), ``geometry.words`` (lines),
``furniture`` (running heads and notes, set aside), ``geometry.pages`` (tables on it),
``geometry.tables`` (over page breaks: columns, rows, cells), ``text`` (paragraphs).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import replace

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from pipeline.extract.document import Block, Document, GridTable, Place, SourceFormat
from pipeline.extract.errors import UnreadableDocument
from pipeline.extract.readers.geometry.bands import Band, Fragment
from pipeline.extract.readers.geometry.cells import Writing, words_of, writing_of
from pipeline.extract.readers.geometry.drawn_spaces import drawn_spaces_joined
from pipeline.extract.readers.geometry.exact_spaces import parted_by_space
from pipeline.extract.readers.geometry.hard_spaces import hard_spaces_joined
from pipeline.extract.readers.geometry.justified import stretched_joined
from pipeline.extract.readers.geometry.leading import Leading, leading_of
from pipeline.extract.readers.geometry.order_breaks import parted_by_order
from pipeline.extract.readers.geometry.pages import part_page
from pipeline.extract.readers.geometry.rules import Rules
from pipeline.extract.readers.geometry.small_capitals import small_capitals_evened
from pipeline.extract.readers.geometry.spaces import spaces_of
from pipeline.extract.readers.geometry.tables import (
    Layout,
    OpenTable,
    lay_out,
    to_grid,
    with_rows_alike,
)
from pipeline.extract.readers.geometry.text_objects import ends_marked, stretched_marked
from pipeline.extract.readers.geometry.words import TextLine, Word, lines_of
from pipeline.extract.readers.pdf.asides import find_asides, without_rules_of
from pipeline.extract.readers.pdf.drawings import read_drawings, without_texts
from pipeline.extract.readers.pdf.drawn_marks import from_drawn_marks
from pipeline.extract.readers.pdf.furniture import at_edge, furniture, without_notes
from pipeline.extract.readers.pdf.heading_bars import heading_bars
from pipeline.extract.readers.pdf.page import read_sideways, read_words, stood_up, turned_box
from pipeline.extract.readers.pdf.painted_twice import painted_twice
from pipeline.extract.readers.pdf.regions import Origin, as_printed, read_pages
from pipeline.extract.readers.pdf.repeated_titles import title_taken
from pipeline.extract.readers.pdf.sheets import Sheet, Written
from pipeline.extract.readers.pdf.text import Faces, learn_faces, learn_pitches, paragraphs
from pipeline.extract.readers.pdf.typed_marks import line_numbers, typed_rules
from pipeline.extract.readers.pdf.visible import seen_and_hidden

_OUTERMOST = 0.08
_TABLE_COLUMNS = 3
_ROW_PITCH = 1.4
_FOOT_NOTE = re.compile(r"^(?:[*†‡]|[\d⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2}[)\s])")
_MOST_TITLES = 2
_SMALLER = 0.6
_LEAST_LETTERS = 12
_MOST_UNKNOWN = 0.3
_MOST_LOST = 0.02
_LOST_LETTER = "\ufffd"
_TAIL = 4096
_LEAST_MARKED = 2
_LEAST_ACROSS = 6
_LEAST_ROWS = 3
_LEAST_HEADS = 3
_MARK_SIZE = 1.8
_MARKED = 0.9
_RECOGNISED = 0.9


Item = TextLine | OpenTable


def read(content: bytes) -> Document:
    """Read a PDF.

    Raises:
        UnreadableDocument: 'encrypted', 'damaged', 'no_text' or 'garbled_text'.
    """
    pages, origins, stated = _read_pages(content)
    aside, page_count = furniture(pages)
    kept = [tuple(line for line in page.lines if id(line) not in aside) for page in pages]
    if twice := {id(line) for line in painted_twice(kept)}:
        aside |= twice
        kept = [tuple(line for line in lines if id(line) not in twice) for lines in kept]
    kept, notes = without_notes(pages, kept)
    faces, leading = learn_faces(kept), leading_of(kept)
    writing = writing_of(kept, leading)
    found = _items(pages, kept, faces, leading)
    with_rows_alike([item for item in found if isinstance(item, OpenTable) and not item.loose])
    items = [_laid_out(item, leading) for item in found]
    writing = _with_cells(writing, [item for item in items if isinstance(item, Layout)])
    recognised = {page.number for page in pages if page.recognised}
    blocks = _blocks([*items, *notes], faces, writing)
    document = Document(
        source_format=SourceFormat.PDF,
        blocks=tuple(_doubted(block, recognised) for block in blocks),
        furniture=tuple(
            Place(line.text, line.page, bbox=line.box)
            for page in pages
            for line in (*(line for line in page.lines if id(line) in aside), *page.slanted)
        ),
        illegible=tuple(
            Place(line.text, line.page, bbox=line.box)
            for page in pages
            for line in (*page.unknown, *(line for line in page.lines if _has_lost(line)))
        ),
        hidden=tuple(Place("", line.page, bbox=line.box) for page in pages for line in page.hidden),
        page_count=page_count or stated,
        recognised=tuple(sorted(recognised)),
    )
    return as_printed(document, origins)


def _doubted(block: Block, recognised: Container[int | None]) -> Block:
    """Return a block, a table unsure where a program made its text of the page's picture."""
    if isinstance(block, GridTable) and block.place.page in recognised:
        return replace(block, confidence=min(block.confidence, _RECOGNISED))
    return block


def _read_pages(content: bytes) -> tuple[list[Sheet], dict[int, Origin], int]:
    """Return pages as they are read, where each is printed if elsewhere, and how many there are."""
    try:
        document = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        raise _unreadable(error) from error
    try:
        if b"%%EOF" not in content[-_TAIL:]:
            raise UnreadableDocument(
                "damaged", "The PDF is cut off: its end is missing. Fetch it again from its source."
            )
        document.init_forms()
        written = [part for n in range(len(document)) for part in _written(document, n)]
        count = max((page.number for page in written), default=0)
        read = read_pages(list(_unmarked(written)))
        written = _with_ends(read.pages)
        space = spaces_of([page.words for page in written])
        pages = _unstretched([_as_lines(page, space) for page in written])
    except pdfium.PdfiumError as error:
        raise UnreadableDocument(
            "damaged", "A page of the PDF cannot be read. Fetch it again from its source."
        ) from error
    finally:
        document.close()
    letters = sum(len(line.text) for page in pages for line in page.lines)
    unknown = sum(len(line.text) for page in pages for line in page.unknown)
    lost = sum(line.text.count(_LOST_LETTER) for page in pages for line in page.lines)
    if unknown > _MOST_UNKNOWN * (letters + unknown) or lost > _MOST_LOST * letters:
        raise UnreadableDocument(
            "garbled_text",
            "The PDF's fonts do not say which letters they draw, so its text cannot be read. "
            "Save it again from its source, or have the text recognised.",
        )
    if letters < _LEAST_LETTERS * max(1, len(pages)):
        raise UnreadableDocument(
            "no_text",
            "The PDF holds pictures of pages and no text. Fetch a digital one, or have the "
            "text recognised.",
        )
    return pages, read.origins, read.stated or count


def _has_lost(line: TextLine) -> bool:
    return _LOST_LETTER in line.text


def _unreadable(error: pdfium.PdfiumError) -> UnreadableDocument:
    if getattr(error, "err_code", None) == pdfium_c.FPDF_ERR_PASSWORD or "assword" in str(error):
        return UnreadableDocument(
            "encrypted", "The PDF is protected by a password. Save it without one."
        )
    return UnreadableDocument(
        "damaged", "The PDF is damaged and cannot be opened. Fetch it again from its source."
    )


def _written(document: pdfium.PdfDocument, index: int) -> Iterator[Written]:
    """Yield a page, and what stands in boxes beside its text or sideways as pages of its number."""
    page = document[index]
    try:
        turn, written, lost = read_words(page)
        drawings = read_drawings(page, turn)
        if page.formenv is not None:
            page = _with_fields(document, page, index)
            _, written, lost = read_words(page)
        told = seen_and_hidden(written, drawings)
        words, hidden = told.seen, told.hidden
        if hidden:
            without_texts(page, {word.run for word in hidden})
            words = seen_and_hidden(read_words(page)[1], drawings).seen
        across = [word for word in words if not word.upright]
        sideways = list(_sideways(page, turn)) if len(across) >= _LEAST_ACROSS else []
        if sideways:
            words = [word for word in words if word.upright]
        _, bottom, _, top = turned_box(page, turn)
        heads = [word for _, found in sideways if found is not None for word in found]
        asides = list(find_asides(words, drawings.fills, drawings.rules.level))
        gone = {id(word) for aside in asides for word in aside.words}
        words = [word for word in words if id(word) not in gone]
        dashes, typed = typed_rules(words)
        marks = [*line_numbers(words), *dashes]
        marked = {id(word) for word in marks}
        words = [word for word in words if id(word) not in marked]
        bars = heading_bars(words, drawings.fills, drawings.rules)
        words = from_drawn_marks(words, drawings.fills)
        rules = without_rules_of(drawings.rules, [*(aside.box for aside in asides), *bars])
        rules = replace(rules, level=(*rules.level, *typed))
        hidden += [*lost, *(word for word in words if word.cut)]
        texts = [*words, *heads]
        yield Written(index + 1, top - bottom, texts, rules, hidden, marks, told.recognised)
        for aside in asides:
            yield Written(index + 1, top - bottom, aside.words, Rules((), ()), ())
        for way, found in sideways:
            if found is None:
                yield _turned_page(page, way, index + 1)
    finally:
        page.close()


def _with_ends(pages: Sequence[Written]) -> list[Written]:
    """Return pages on which the words say that end a cell or go on, where the document shows it."""
    even = small_capitals_evened([page.words for page in pages])
    marked = hard_spaces_joined(drawn_spaces_joined(stretched_marked(ends_marked(even))))
    return [replace(page, words=words) for page, words in zip(pages, marked, strict=True)]


def _with_fields(document: pdfium.PdfDocument, page: pdfium.PdfPage, index: int) -> pdfium.PdfPage:
    """Return a page of a form on which what its fields say is text, as it is shown.

    Their frames are drawn then too, so that rules are those of the page before.
    """
    page.flatten()
    page.close()
    return document[index]


def _sideways(page: pdfium.PdfPage, turn: int) -> Iterator[tuple[int, list[Word] | None]]:
    """Yield ways in which text runs across a page: heads of columns, or None for tables."""
    for way, words in read_sideways(page, turn):
        lines = lines_of(0, words)
        rows = sum(len(line.segments) >= _TABLE_COLUMNS for line in lines)
        if rows >= _LEAST_ROWS:
            yield way, None
        elif not turn and len(lines) >= _LEAST_HEADS:
            parts = [segment.words for line in lines for segment in line.segments]
            yield way, list(stood_up(page, way, parts))


def _turned_page(page: pdfium.PdfPage, way: int, number: int) -> Written:
    """Return what stands sideways on a page, as a page that is turned."""
    words = next(found for at, found in read_sideways(page, way - 90) if at == way % 360)
    _, bottom, _, top = turned_box(page, way)
    return Written(number, top - bottom, words, read_drawings(page, way).rules, [])


def _unmarked(pages: Sequence[Written]) -> Iterator[Written]:
    """Yield pages without watermarks: large words at the same place on nearly every page."""
    if len(pages) < _LEAST_MARKED:
        yield from pages
        return
    sizes = sorted(word.size for page in pages for word in page.words)
    large = _MARK_SIZE * sizes[len(sizes) // 2] if sizes else 0.0
    places = Counter(
        key for page in pages for key in {_place(w) for w in page.words if w.size >= large}
    )
    marks = {key for key, count in places.items() if count >= _MARKED * len(pages)}
    for page in pages if marks else ():
        found = [w for w in page.words if w.size >= large and _place(w) in marks]
        gone = {id(word) for word in found}
        words = [word for word in page.words if id(word) not in gone]
        yield replace(page, words=words, marks=[*page.marks, *found])
    yield from () if marks else pages


def _place(word: Word) -> tuple[str, int, int, int]:
    return word.text, round(word.x0), round(word.y), round(word.size)


def _as_lines(page: Written, space: Callable[[Word], float]) -> Sheet:
    number, words = page.number, page.words
    slanted = [word for word in words if not word.upright]
    return Sheet(
        number,
        page.height,
        tuple(lines_of(number, [word for word in words if word.upright and word.known], space)),
        page.rules,
        slanted=tuple(lines_of(number, [*slanted, *page.marks])),
        unknown=tuple(lines_of(number, [w for w in words if w.upright and not w.known])),
        hidden=tuple(lines_of(number, page.hidden)),
        recognised=page.recognised,
    )


def _unstretched(pages: Sequence[Sheet]) -> list[Sheet]:
    """Return pages on which lines stretched to fill a column are one text, and two cells two."""
    parted = parted_by_space(parted_by_order([page.lines for page in pages]))
    joined = stretched_joined(parted)
    return [replace(page, lines=tuple(lines)) for page, lines in zip(pages, joined, strict=True)]


def _items(
    pages: Sequence[Sheet], kept: Sequence[Sequence[TextLine]], faces: Faces, leading: Leading
) -> list[Item]:
    """Return lines and tables in reading order; tables go on over page breaks."""
    items: list[Item] = []
    for page, lines in zip(pages, kept, strict=True):
        table = items[-1] if items and isinstance(items[-1], OpenTable) else None
        above = table.lines_above if table is not None else ()
        parts = part_page(lines, page.rules, body_size=faces.body, leading=leading, above=above)
        for item in _by_height([*parts.lines, *parts.fragments]):
            if isinstance(item, TextLine):
                items.append(item)
                continue
            heading, part = title_taken(item, items)
            items += [heading] if heading is not None else []
            table, foot, titles = _table_above(items, page)
            if table is not None and (title := table.without_title(part)) is not None:
                items.insert(next(at for at, one in enumerate(items) if one is table), title)
            part = table.with_whole_head(part) if table is not None else part
            if table is not None and table.goes_on_in(part):
                del items[len(items) - len(titles) :]
                if foot and table.has_below(foot):
                    del items[len(items) - len(foot) :]
                    table.take_in(foot)
                table.fragments.append(part)
            else:
                items.append(OpenTable([part]))
    return items


def _table_above(
    items: Sequence[Item], page: Sheet
) -> tuple[OpenTable | None, Sequence[TextLine], Sequence[TextLine]]:
    """Return the table that the items end with, and what stands between it and the page.

    That is an Analys text at the foot of the page before, footnotes there, or what stands at
    the very edge of pages; and apart from these its title, printed again on the page.
    """
    for number in range(len(items) - 1, -1, -1):
        item = items[number]
        if isinstance(item, OpenTable):
            last = item.fragments[-1].page
            above = {i.text for i in items[max(number - _MOST_TITLES, 0) : number]
                     if isinstance(i, TextLine)}  # fmt: skip
            foot = [i for i in items[number + 1 :] if isinstance(i, TextLine) and i.page >= last]
            start = next((n for n, i in enumerate(foot) if i.page > last), len(foot))
            titles = foot[start:] if {i.text for i in foot[start:]} <= above else []
            foot = foot[: len(foot) - len(titles)]
            ends = not foot or item.has_below(foot) or _is_aside(foot, item, page)
            return (item, foot, titles) if ends else (None, (), ())
    return None, (), ()


def _is_aside(lines: Sequence[TextLine], table: OpenTable, page: Sheet) -> bool:
    """Tell whether lines are footnotes below a table or stand at the very edge of pages."""
    body = table.fragments[-1].bands[-1]
    inner = [
        line
        for line in lines
        if not at_edge(page, line, _OUTERMOST) or _is_heading(line, above=body)
    ]
    if not inner:
        return True
    last = table.fragments[-1].page
    noted = (
        _FOOT_NOTE.match(line.text) or (above is not None and _goes_on_below(above, line))
        for above, line in zip((None, *inner), inner, strict=False)
    )
    return all(line.page == last for line in inner) and all(noted)


def _is_heading(line: TextLine, *, above: Band) -> bool:
    """Tell whether a line is bolder or larger than the last row of a table above it."""
    return (line.bold and not above.bold) or line.size > above.size + _SMALLER


def _goes_on_below(above: TextLine, line: TextLine) -> bool:
    """Tell whether a line is the next one of a note: right below, and of its letters."""
    pitch = _ROW_PITCH * above.size
    return above.y - line.y <= pitch and abs(above.size - line.size) < _SMALLER


def _by_height(items: Sequence[TextLine | Fragment]) -> list[TextLine | Fragment]:
    def height(item: TextLine | Fragment) -> float:
        return item.top if isinstance(item, Fragment) else item.y + 0.7 * item.size

    return sorted(items, key=lambda item: -height(item))


def _laid_out(item: Item, leading: Leading) -> Item | Layout:
    """Return a table with its rows and columns; as it is where it shows none."""
    if isinstance(item, TextLine) or item.loose:
        return item
    return lay_out(item, leading) or item


def _with_cells(writing: Writing, layouts: Sequence[Layout]) -> Writing:
    """Let a document's writing know the words that surely are whole in its tables."""
    words = [
        word
        for layout in layouts
        for pieces, width in layout.cells
        for word in words_of(pieces, width, writing)
    ]
    return replace(writing, spelling=writing.spelling.with_words(words))


def _blocks(items: Sequence[Item | Layout], faces: Faces, writing: Writing) -> Iterator[Block]:
    pitches = learn_pitches([item for item in items if isinstance(item, TextLine)])
    held: list[TextLine] = []
    for item in items:
        if isinstance(item, TextLine):
            held.append(item)
        elif isinstance(item, OpenTable):
            held.extend(line for fragment in item.fragments for line in fragment.lines)
        else:
            yield from paragraphs(held, faces, pitches, writing)
            held = []
            yield to_grid(item, writing)
    yield from paragraphs(held, faces, pitches, writing)
