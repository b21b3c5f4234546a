"""What a DOCX takes in whole from another file (``altChunk``): HTML, a web archive, a DOCX.

Word shows it as if it were typed there, and programs that make a DOCX of a page write nothing
else. Belongs here: the bytes of such a part to blocks. Places have no lines, as in all of a DOCX.
"""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from pipeline.extract.document import Block, Cell, GridTable, Paragraph, Place
from pipeline.extract.readers.encoding import decode
from pipeline.extract.readers.markup.html import is_html, read_blocks

_ARCHIVE = b"PK\x03\x04"
_MIME = re.compile(rb"^mime-version:", re.IGNORECASE | re.MULTILINE)
_OPENING = 2000
"""So many bytes at most stand before what tells a web archive."""


def imported_blocks(
    content: bytes, page: int | None, read_docx: Callable[[bytes], Sequence[Block]] | None
) -> Sequence[Block] | None:
    """Return the blocks of a part; None where it is of a kind that is not read.

    Args:
        content: The bytes of the part.
        page: The page that it is shown on.
        read_docx: What gives the blocks of a DOCX; None inside one that is itself taken in.

    Raises:
        UnreadableDocument: The part is damaged.
    """
    if content.startswith(_ARCHIVE):
        return read_docx(content) if read_docx else None
    page_of_web = _page_of_archive(content) if _MIME.search(content[:_OPENING]) else content
    text = decode(page_of_web).text if page_of_web is not None else ""
    return [_without_lines(block, page) for block in read_blocks(text)] if is_html(text) else None


def _page_of_archive(content: bytes) -> bytes | None:
    """Return the page of a web archive (MHTML), decoded from its transport."""
    message = email.message_from_bytes(content, policy=email.policy.default)
    part = next((part for part in message.walk() if part.get_content_type() == "text/html"), None)
    if part is None:
        return None
    page = part.get_payload(decode=True)
    charset = part.get_content_charset() or "utf-8"
    try:
        return page.decode(charset).encode("utf-8") if isinstance(page, bytes) else None
    except (UnicodeDecodeError, LookupError):
        return page if isinstance(page, bytes) else None


def _without_lines(block: Block, page: int | None) -> Block:
    def placed(place: Place) -> Place:
        return Place(place.text, page)

    def moved(cell: Cell | None) -> Cell | None:
        return cell and replace(cell, place=placed(cell.place))

    if isinstance(block, GridTable):
        rows = tuple(tuple(moved(cell) for cell in row) for row in block.rows)
        return replace(block, rows=rows, place=placed(block.place))
    return replace(block, place=placed(block.place)) if isinstance(block, Paragraph) else block
