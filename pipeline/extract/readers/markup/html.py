"""HTML: headings, paragraphs, lists and tables from the tags, by lxml.

What a browser does not show is left out: scripts, hidden parts, deleted and struck text.
Tables that only arrange a page are read as what stands in them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from pipeline.extract.document import Block, Document, Paragraph, Place, SourceFormat
from pipeline.extract.errors import UnreadableDocument
from pipeline.extract.language.line_kinds import is_told_assessment
from pipeline.extract.language.text import raised, squeeze
from pipeline.extract.readers.cards import name_columns
from pipeline.extract.readers.contents import without_contents
from pipeline.extract.readers.markup.blocks import Spanning, grid, is_note_link, paragraph

Element = Any
"""An element of lxml's tree, which has no types."""

_OPENING = re.compile(
    r"^\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*<(?:!doctype\s+html|html|body|head|p|div|h[1-6]|table)\b",
    re.IGNORECASE | re.DOTALL,
)
_PAGE = re.compile(r"<(?:html|body)\b", re.IGNORECASE)
_CLOSING = re.compile(r"</(?:p|td|th|tr|h[1-6]|li|div)>", re.IGNORECASE)
_UNPRINTED = re.compile(r"<!--.*?-->|</[a-z][^>]*>", re.IGNORECASE | re.DOTALL)
"""Comments, and ends of what another block of Markdown began."""
_FEWEST_TAGS = 5
_NOT_PRINTED = frozenset(
    ("script", "style", "head", "title", "noscript", "template", "del", "s", "strike", "nav", "svg")
    + ("math", "object", "iframe", "select", "button")
)
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|text-decoration[^;]*line-through|mso-hide\s*:\s*all",
    re.IGNORECASE,
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_PARTS = frozenset(
    ("p", "div", "section", "article", "main", "header", "footer", "aside", "blockquote", "pre")
    + ("ul", "ol", "li", "dl", "dt", "dd", "table", "figure", "figcaption", "center", "form")
    + ("address", "body", "html", "caption", "details", "summary", "fieldset", "hr", *_HEADINGS)
)
_DEEPEST = 200
_TABLE_ROLES = frozenset(("table", "grid"))
_CELL_ROLES = {"cell": "td", "gridcell": "td", "columnheader": "th", "rowheader": "th"}
"""What elements say that they are where a page draws its tables without the tags of one."""
_ARRANGING = frozenset(("presentation", "none"))


def is_html(text: str) -> bool:
    """Tell whether a text is HTML: it opens with a tag and closes several."""
    return bool(_OPENING.match(text)) and (
        sum(1 for _ in _CLOSING.finditer(text)) >= _FEWEST_TAGS or is_whole_page(text)
    )


def is_whole_page(text: str) -> bool:
    """Tell whether HTML is a page of its own, and no part of one or of Markdown."""
    return bool(_PAGE.search(text))


def read(text: str) -> Document:
    """Read HTML into paragraphs and grid tables in reading order.

    Raises:
        UnreadableDocument: 'damaged', no tree can be made of it.
    """
    blocks, furniture = without_contents(read_blocks(text))
    return Document(source_format=SourceFormat.MARKUP_TEXT, blocks=blocks, furniture=furniture)


def read_blocks(text: str, first_line: int = 1) -> list[Block]:
    """Return the blocks of HTML that begins on a line of its file.

    Raises:
        UnreadableDocument: 'damaged', no tree can be made of it.
    """
    if not _UNPRINTED.sub("", text).strip():
        return []
    parser = lxml_html.HTMLParser(encoding="utf-8", huge_tree=False, remove_comments=True)
    try:
        root = lxml_html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableDocument(
            "damaged", f"The file looks like HTML and cannot be read as such: {error}."
        ) from error
    for element in list(root.iter()):
        if element.get("role") in _TABLE_ROLES and element.tag != "table":
            _made_table(element)
        elif element.tag == "dl":
            _made_card(element)
    return list(_Walk(first_line - 1).blocks(root))


def _made_table(element: Element) -> None:
    """Make a table of elements that say that they are one, its rows and its cells."""
    rows = [row for row in element.iter() if row.get("role") == "row"]
    cells = {row: [cell for cell in row.iter() if cell.get("role") in _CELL_ROLES] for row in rows}
    if not any(cells.values()):
        return
    element.tag = "table"
    element[:] = rows
    for row in rows:
        row.tag = "tr"
        row[:] = cells[row]
        for cell in cells[row]:
            cell.tag = _CELL_ROLES[cell.get("role")]


def _made_card(element: Element) -> None:
    """Make a table of a list of terms with one text each that is an indicator's card."""
    parts = [part for part in element.iter("dt", "dd") if _is_printed(part)]
    terms, told = parts[::2], parts[1::2]
    even = len(terms) == len(told) and all(
        (term.tag, text.tag) == ("dt", "dd") for term, text in zip(terms, told, strict=True)
    )
    if not even or not name_columns([_text(term, nested=False) for term in terms]):
        return
    element.tag = "table"
    element.text = None
    rows = []
    for term, text in zip(terms, told, strict=True):
        row = element.makeelement("tr")
        row.tail, term.tail, text.tail = None, None, None
        row.sourceline = term.sourceline
        term.tag, text.tag = "th", "td"
        row.extend((term, text))
        rows.append(row)
    element[:] = rows


@dataclass(slots=True)
class _Walk:
    """Goes through a tree and gathers what stands between its block elements.

    ``before`` counts the lines of the file above the HTML.
    """

    before: int
    gathered: list[str] = field(default_factory=list)
    line: int = 1

    def blocks(self, element: Element, level: int | None = None, depth: int = 0) -> Iterator[Block]:
        """Yield what an element holds; text that no block element holds is a paragraph."""
        if not _is_printed(element) or depth > _DEEPEST:
            return
        name = str(element.tag)
        if name == "table":
            yield from self._take(element, level)
            yield from self._table(element, depth)
            return
        if name == "br":
            self.gathered.append(" ")
            return
        if name == "img":
            self._add(element, _pictured(element))
            return
        own = name in _PARTS
        if own:
            yield from self._take(element, level)
        inner = _HEADINGS.get(name, level)
        self.gathered.append(_mark(element))
        self._add(element, element.text)
        for part in element:
            yield from self.blocks(part, inner, depth + 1)
            self._add(element, part.tail)
        if own:
            yield from self._take(element, inner)

    def _add(self, element: Element, text: str | None) -> None:
        if text:
            if not "".join(self.gathered).strip():
                self.line = element.sourceline or self.line
            self.gathered.append(_printed(element, text))

    def _take(self, element: Element, level: int | None) -> Iterator[Paragraph]:
        text = squeeze("".join(self.gathered))
        self.gathered = []
        found = paragraph(text, self._place(text, self.line, self.line), level=level)
        if found is not None and found.text != "•":
            yield found
        self.line = element.sourceline or self.line

    def _place(self, text: str, first: int, last: int) -> Place:
        return Place(text, line_start=self.before + first, line_end=self.before + last)

    def _table(self, table: Element, depth: int) -> Iterator[Block]:
        rows = list(_rows(table))
        cells = [cell for row in rows for cell in _cells(row)]
        if not cells:
            yield from self.blocks_in(table, depth)
            return
        if _only_arranges(table, rows, cells):
            for cell in cells:
                yield from self.blocks_in(cell, depth)
            return
        for caption in table.iterchildren("caption"):
            yield from self.blocks(caption, None, depth + 1)
        spanning = [
            [
                Spanning(text, self._place(text, line := cell.sourceline or 1, line),
                         _span(cell, "colspan"), _span(cell, "rowspan"))
                for cell in _cells(row)
                for text in (_text(cell, nested=True),)
            ]
            for row in rows
        ]  # fmt: skip
        lines = [line for part in table.iter() if (line := part.sourceline)]
        text = "\n".join("\t".join(cell.text for cell in row) for row in spanning)
        made = grid(
            spanning, self._place(text, min(lines, default=1), max(lines, default=1)), _heads(rows)
        )
        if made is not None:
            yield made

    def blocks_in(self, cell: Element, depth: int) -> Iterator[Block]:
        """Yield what a cell of a table holds that only arranges the page."""
        self._add(cell, cell.text)
        for part in cell:
            yield from self.blocks(part, None, depth + 1)
            self._add(cell, part.tail)
        yield from self._take(cell, None)


def _only_arranges(table: Element, rows: list[Element], cells: list[Element]) -> bool:
    """Tell whether a table only arranges a page: one column, or other tables and little else.

    One that says so, or whose cells hold headings beside tables, arranges them too.
    """
    if max((len(list(_cells(row))) for row in rows), default=0) <= 1:
        return True
    nested = [inner for cell in cells for inner in cell.iter("table")]
    says_so = table.get("role") in _ARRANGING
    headed = any(True for cell in cells for _ in cell.iter(*_HEADINGS))
    own = sum(bool(_text(cell, nested=False)) for cell in cells)
    return says_so or (bool(nested) and (headed or own <= len(nested)))


def _is_printed(element: Element) -> bool:
    if not isinstance(element.tag, str) or element.tag.lower() in _NOT_PRINTED:
        return False
    if element.tag == "a" and _marks_note(element):
        return False
    hidden = element.get("hidden") is not None or element.get("aria-hidden") == "true"
    return not hidden and not _HIDDEN.search(element.get("style") or "")


def _pictured(picture: Element) -> str:
    """Return how far a goal is met where a picture alone says it, by the words for it."""
    words = picture.get("alt") or ""
    if not is_told_assessment(words):
        return ""
    above = (part for part in picture.iterancestors() if part.tag in _PARTS or part.tag == "td")
    return "" if next(above, picture).text_content().strip() else words


def _marks_note(link: Element) -> bool:
    """Tell whether a link is the mark of a footnote."""
    text = link.text_content()
    raises = (*link.iterancestors("sup"), *link.iter("sup"))
    above = any(text.strip() in part.text_content() for part in raises)
    return is_note_link(link.get("href") or "", text, above=above)


def _printed(element: Element, text: str) -> str:
    """Return text that stands right in an element, raised where that or one around it is."""
    above = element.tag == "sup" or next(element.iterancestors("sup"), None) is not None
    return raised(text) if above and text else text


def _mark(element: Element) -> str:
    """Return the number or bullet of a list's item."""
    if element.tag != "li":
        return ""
    above = element.getparent()
    if above is None or above.tag != "ol":
        return "• "
    start = above.get("start") or "1"
    given = element.get("value")
    number = int(start) if start.isdigit() else 1
    number += len(list(element.itersiblings("li", preceding=True)))
    return f"{given if given and given.isdigit() else number}. "


def _rows(table: Element) -> Iterator[Element]:
    """Yield the rows of a table itself, head first as they stand."""
    for part in table:
        if not _is_printed(part):
            continue
        if part.tag == "tr":
            yield part
        elif part.tag in ("thead", "tbody", "tfoot"):
            yield from filter(_is_printed, part.iterchildren("tr"))


def _cells(row: Element) -> Iterator[Element]:
    return (cell for cell in row.iterchildren("td", "th") if _is_printed(cell))


def _heads(rows: list[Element]) -> int:
    """Count the rows that the head of a table holds, or that have no other cells than heads."""
    count = 0
    for row in rows:
        above = row.getparent()
        in_head = above is not None and above.tag == "thead"
        cells = list(_cells(row))
        if not in_head and not (cells and all(cell.tag == "th" for cell in cells)):
            break
        count += 1
    return count


def _span(cell: Element, name: str) -> int:
    given = cell.get(name) or "1"
    return int(given) if given.isdigit() else 1


def _text(element: Element, *, nested: bool) -> str:
    """Return the text of a cell; parts that stand below each other are parted by a space."""
    parts: list[str] = []

    def gather(part: Element) -> None:
        if not _is_printed(part) or (part.tag == "table" and not nested):
            return
        apart = part.tag in _PARTS or part.tag in ("br", "td", "th", "tr")
        parts.append(" " if apart else "")
        parts.append(_mark(part))
        parts.append(_pictured(part) if part.tag == "img" else _printed(part, part.text or ""))
        for inner in part:
            gather(inner)
            parts.append(_printed(part, inner.tail or ""))
        parts.append(" " if apart else "")

    gather(element)
    return squeeze("".join(parts))
