"""What an office program saves as plain text: a line a paragraph, in cells too.

An empty cell is an empty line. A cell that spans columns is printed once, one that spans
rows leaves an empty line in those below.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from tests.corpus.rendering import Rendering


def of_word(rendering: Rendering) -> Rendering:
    """The plain text of a rendered DOCX; lines are not traced."""
    blocks = Document(BytesIO(rendering.data)).iter_inner_content()
    lines = [line for block in blocks for line in _lines(block)]
    return Rendering("\n".join(lines).encode(), ".txt")


def _lines(block: Paragraph | Table) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield from paragraph_text(block).split("\n")
        return
    for row in block.rows:
        for tc in row._tr.tc_lst:
            if tc.vMerge == "continue":
                yield ""
                continue
            for part in _Cell(tc, block).iter_inner_content():
                yield from _lines(part)


def paragraph_text(paragraph: Paragraph) -> str:
    """The text with tracked insertions, which python-docx leaves out."""
    return word_text(paragraph._p)


_SIGNS = {qn("w:br"): "\n", qn("w:tab"): "\t", qn("w:noBreakHyphen"): "\u2011"}
_BESIDE = qn("w:txbxContent")


def word_text(paragraph: Any) -> str:
    """The text of a ``w:p`` without what stands in text boxes beside it."""
    parts = (
        part.text or "" if part.tag == qn("w:t") else _SIGNS[part.tag]
        for part in paragraph.iter(qn("w:t"), *_SIGNS)
        if next(part.iterancestors(_BESIDE), None) is None
    )
    return "".join(parts)
