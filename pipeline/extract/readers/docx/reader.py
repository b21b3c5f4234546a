"""DOCX: paragraphs, lists and real tables, as printed once all changes are accepted.

``docx_package`` opens the file, ``docx_styles`` knows looks and numbers, ``docx_text`` and
``docx_tables`` read paragraphs and tables; here they are put into reading order.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.extract.document import (
    Block,
    Document,
    GridTable,
    Paragraph,
    ParagraphRole,
    Place,
    SourceFormat,
)
from pipeline.extract.errors import UnreadableDocument
from pipeline.extract.language.page_marks import PAGE_MARK
from pipeline.extract.language.text import is_bullet, squeeze, strip_markup
from pipeline.extract.readers.contents import without_contents
from pipeline.extract.readers.docx.imports import imported_blocks
from pipeline.extract.readers.docx.package import (
    Element,
    Package,
    attribute,
    child,
    descendants,
    local,
    open_package,
    whole,
)
from pipeline.extract.readers.docx.styles import (
    BULLET,
    Look,
    Numbering,
    Styles,
    paragraph_look,
    read_numbering,
    read_styles,
)
from pipeline.extract.readers.docx.tab_tables import with_tab_tables
from pipeline.extract.readers.docx.tables import cell_text, children, framed, joined, read_table
from pipeline.extract.readers.docx.text import (
    REMOVED,
    is_joined_to_next,
    paragraph_text,
    runs,
    text_boxes,
)

_SENTENCE_END = re.compile(r"[.!?:;,]$")
_HEADING_LIMIT = 220
_SHORT_HEADING = 110
_SPACES = " \n\xa0"
"""What is stripped of a row whose tabs part cells: the first one may be empty."""
_LARGER = 0.6
_WRAPPERS = frozenset({"sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"})
_CONTENTS_GALLERY = "Table of Contents"


@dataclass(slots=True)
class _State:
    """Where the walk over the document is."""

    styles: Styles
    numbering: Numbering
    body_size: float
    page: int | None
    furniture: list[Place] = field(default_factory=list)
    pending: str = ""
    open_fields: list[bool] = field(default_factory=list)
    imports: Mapping[str, bytes] = field(default_factory=dict)
    inside: bool = False
    unread: list[Place] = field(default_factory=list)
    stops: set[int] = field(default_factory=set)


def read(content: bytes, *, inside: bool = False) -> Document:
    """Read a DOCX; ``inside`` says that another one takes it in.

    Raises:
        UnreadableDocument: 'encrypted', 'damaged', 'too_large' or 'unsupported_format'.
    """
    package = open_package(content)
    styles = read_styles(package.styles)
    state = _State(
        styles=styles,
        numbering=read_numbering(package.numbering),
        body_size=_body_size(package.body, styles),
        page=1 if _knows_pages(package.body) else None,
        imports=package.imports,
        inside=inside,
    )
    blocks = [*_first_page_header(package, state), *_blocks(package.body, state)]
    blocks += [block for notes in package.notes for block in _notes(notes, state)]
    kept, furniture = without_contents(_joined_tables(blocks))
    kept = tuple(with_tab_tables(kept, state.stops))
    state.furniture.extend(furniture)
    return Document(
        source_format=SourceFormat.DOCX,
        blocks=kept,
        furniture=tuple(state.furniture),
        page_count=_page_count(package, state),
        unread=tuple(state.unread),
    )


def _knows_pages(body: Element) -> bool:
    return next(descendants(body, "lastRenderedPageBreak"), None) is not None


def _body_size(body: Element, styles: Styles) -> float:
    """Return the font size of most of the text."""
    letters: Counter[float] = Counter()
    for paragraph in descendants(body, "p"):
        for run in runs(paragraph, styles):
            letters[run.size or 0.0] += len(run.text)
    return letters.most_common(1)[0][0] if letters else 0.0


# --- blocks -------------------------------------------------------------------------------------


def _blocks(element: Element, state: _State) -> Iterator[Block]:
    for part in element:
        name = local(part)
        if name == "p":
            yield from _paragraph_blocks(part, state)
        elif name == "tbl":
            yield from _table_blocks(part, state)
        elif name == "sdt" and _is_contents(part):
            inner = child(part, "sdtContent")
            state.furniture.extend(
                block.place for block in (_blocks(inner, state) if inner is not None else ())
            )
        elif name == "altChunk":
            yield from _imported(part, state)
        elif name in _WRAPPERS:
            yield from _blocks(part, state)
        elif name == "AlternateContent" and (choice := child(part, "Choice")) is not None:
            yield from _blocks(choice, state)


def _imported(chunk: Element, state: _State) -> Iterator[Block]:
    """Yield what is taken in from another file; where that cannot be read, it is noted."""

    def read_inside(content: bytes) -> Sequence[Block]:
        document = read(content, inside=True)
        state.unread.extend(document.unread)
        return document.blocks

    content = state.imports.get(attribute(chunk, "id") or "", b"")
    try:
        blocks = imported_blocks(content, state.page, None if state.inside else read_inside)
    except UnreadableDocument:
        blocks = None
    if blocks is None:
        state.unread.append(Place("", state.page))
    yield from blocks or ()


def _is_contents(control: Element) -> bool:
    gallery = child(control, "sdtPr", "docPartObj", "docPartGallery")
    return attribute(gallery, "val") == _CONTENTS_GALLERY


def _paragraph_blocks(paragraph: Element, state: _State) -> Iterator[Block]:
    in_contents = _follow_fields(paragraph, state)
    block = _paragraph(paragraph, state)
    _turn_pages(paragraph, state)
    if block is not None:
        if in_contents or paragraph_look(state.styles, child(paragraph, "pPr")).contents:
            state.furniture.append(block.place)
        else:
            if child(paragraph, "pPr", "tabs") is not None:
                state.stops.add(id(block))
            yield block
    for box in text_boxes(paragraph):
        yield from _blocks(box, state)


def _follow_fields(paragraph: Element, state: _State) -> bool:
    """Tell whether a paragraph is inside the field of a table of contents."""
    inside = any(state.open_fields)
    for part in paragraph.iter("{*}fldChar", "{*}instrText"):
        if local(part) == "fldChar":
            kind = attribute(part, "fldCharType")
            if kind == "begin":
                state.open_fields.append(False)
            elif kind == "end" and state.open_fields:
                state.open_fields.pop()
        elif state.open_fields and _is_contents_code(part):
            state.open_fields[-1] = True
            inside = True
    return inside


def _is_contents_code(code: Element) -> bool:
    return (code.text or "").strip().upper().startswith("TOC")


def _turn_pages(element: Element, state: _State) -> None:
    if state.page is not None:
        state.page += sum(1 for _ in descendants(element, "lastRenderedPageBreak"))


def _paragraph(paragraph: Element, state: _State) -> Paragraph | None:
    printed = state.pending + paragraph_text(paragraph, state.styles)
    if is_joined_to_next(paragraph):
        state.pending = printed
        return None
    state.pending = ""
    look = paragraph_look(state.styles, child(paragraph, "pPr"))
    label = state.numbering.label(look)  # an empty paragraph has its number too
    if not printed.strip():
        return None
    printed = f"{label} {printed}" if label else printed
    text = squeeze(strip_markup(printed))
    role, level = _role(paragraph, text, label, look, state)
    place = Place(printed.strip(_SPACES if "\t" in printed.strip() else None), state.page)
    return Paragraph(text, place, role, level)


def _role(
    paragraph: Element, text: str, label: str, look: Look, state: _State
) -> tuple[ParagraphRole, int | None]:
    """Tell headings by style, by size or weight, else by being short without a full stop."""
    if look.level is not None and len(text) <= _HEADING_LIMIT:
        return ParagraphRole.HEADING, look.level
    if label == BULLET or is_bullet(text):
        return ParagraphRole.BULLET, None
    printed = [run for run in runs(paragraph, state.styles) if run.text.strip()]
    larger = bool(printed) and all((run.size or 0) > state.body_size + _LARGER for run in printed)
    bold = bool(printed) and all(run.bold for run in printed)
    if (larger or bold) and len(text) <= _HEADING_LIMIT:
        return ParagraphRole.HEADING, None
    short = len(text) <= _SHORT_HEADING and not _SENTENCE_END.search(text)
    if short and (text[:1].isupper() or text[:1].isdigit()):
        return ParagraphRole.HEADING, None
    return ParagraphRole.BODY, None


def _table_blocks(table: Element, state: _State) -> Iterator[Block]:
    """Yield a table; of one that only arranges or frames a page, what stands in it."""
    cells = [cell for row in children(table, "tr") for cell in children(row, "tc")]
    nested = [
        inner
        for cell in cells
        if (tables := list(children(cell, "tbl")))
        and (not framed(cell) or cell_text(cell, state.styles).strip() == "")
        for inner in tables
    ]
    grid = read_table(table, state.styles, state.page)
    if grid is None:
        return
    narrow = len(grid.rows[0]) <= 1
    own = sum(bool(cell and cell.text) for row in grid.rows for cell in row)
    if narrow or (nested and own <= len(nested)):
        for cell in cells:
            yield from _blocks(cell, state)
        return
    yield grid
    _turn_pages(table, state)
    if next(descendants(table, "txbxContent"), None) is not None:
        for cell in cells:
            yield from _boxes_beside_text(cell, state)
    for inner in nested:
        yield from _table_blocks(inner, state)


def _boxes_beside_text(cell: Element, state: _State) -> Iterator[Block]:
    """Yield the text boxes of a cell that has text of its own; else it shows theirs."""
    paragraphs = list(children(cell, "p"))
    if any(paragraph_text(paragraph, state.styles).strip() for paragraph in paragraphs):
        for paragraph in paragraphs:
            for box in text_boxes(paragraph):
                yield from _blocks(box, state)


def _joined_tables(blocks: Sequence[Block]) -> list[Block]:
    """Join tables that follow each other with the same header: one table over pages."""
    kept: list[Block] = []
    for block in blocks:
        last = kept[-1] if kept else None
        if isinstance(block, GridTable) and isinstance(last, GridTable):
            whole = joined(last, block)
            if whole is not None:
                kept[-1] = whole
                continue
        kept.append(block)
    return kept


# --- what is no text ----------------------------------------------------------------------------


def _first_page_header(package: Package, state: _State) -> Iterator[Block]:
    """Set page headers and footers aside; what only the first page has is its text."""
    by_kind: dict[str, list[Element]] = {}
    for reference in descendants(package.body, "headerReference"):
        part = package.headers.get(attribute(reference, "id") or "")
        if part is not None:
            by_kind.setdefault(attribute(reference, "type") or "default", []).append(part)
    usual = {squeeze(p.text) for part in by_kind.get("default", ()) for p in _texts(part, state)}
    first = [id(part) for part in by_kind.get("first", ())[:1]]
    for part in package.headers.values():
        for block in _texts(part, state):
            once = id(part) in first and squeeze(block.text) not in usual
            if once and not PAGE_MARK.match(block.text):
                yield block
            else:
                state.furniture.append(block.place)


def _texts(part: Element, state: _State) -> Iterator[Paragraph]:
    for paragraph in descendants(part, "p"):
        block = _paragraph(paragraph, state)
        if block is not None:
            yield block


def _notes(root: Element, state: _State) -> Iterator[Block]:
    """Yield footnotes or endnotes; separators are no notes."""
    for note in root:
        if attribute(note, "type") in (None, "normal") and local(note) not in REMOVED:
            yield from _blocks(note, state)


def _page_count(package: Package, state: _State) -> int | None:
    """Return the number of pages: as the page header prints it, else as Word saved it."""
    for place in state.furniture:
        mark = PAGE_MARK.match(squeeze(place.text))
        if mark and (total := whole(mark[2] or mark[4])):
            return total
    saved = child(package.properties, "Pages")
    pages = (whole(saved.text) if saved is not None else None) or 0
    return pages if pages > 1 else state.page
