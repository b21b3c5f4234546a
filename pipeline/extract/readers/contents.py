"""Tables of contents among blocks: lists of headings with page numbers, set aside."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.extract.document import Block, Line, Paragraph, Place
from pipeline.extract.readers.text.lines import contents


def without_contents(blocks: Sequence[Block]) -> tuple[tuple[Block, ...], tuple[Place, ...]]:
    """Return the blocks without a table of contents, and the places of that."""
    lines = [
        Line(number, block.text if isinstance(block, Paragraph) else "")
        for number, block in enumerate(blocks, start=1)
    ]
    aside = contents(lines, set())
    kept = tuple(block for index, block in enumerate(blocks) if index not in aside)
    return kept, tuple(blocks[index].place for index in sorted(aside))
