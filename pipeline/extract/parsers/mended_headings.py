"""Headings as they were meant, whatever their typesetter did to their letters and lines.

Belongs here: letters set apart or as small capitals, and a title that goes on in the next
lines, where a reader saw a heading in each. What a heading says is ``outline``'s and
``headings``' work.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.extract.document import Block, Paragraph, ParagraphRole, merge_places
from pipeline.extract.language.set_letters import close_letters, has_mixed_case, in_plain_case
from pipeline.extract.language.text import squeeze
from pipeline.extract.parsers.assessments import printed_assessment

_SENTENCE_END = (".", "!", "?", ":", "”", '"')
_UNENDED = re.compile(r"\bför$")
_LONGEST = 260


def mend_headings(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks with headings of one title joined and their letters as words."""
    mended: list[Block] = []
    for block in blocks:
        last = mended[-1] if mended else None
        if not isinstance(block, Paragraph):
            mended.append(block)
        elif isinstance(last, Paragraph) and _goes_on(last, block):
            text = squeeze(f"{last.text} {block.text}")
            mended[-1] = replace(last, text=text, place=merge_places([last.place, block.place]))
        else:
            mended.append(_with_words(block))
    return tuple(_in_plain_case(block) for block in mended)


def _goes_on(first: Paragraph, second: Paragraph) -> bool:
    """Tell whether a heading is the rest of the one above: none begins small, or ends in "för"."""
    headings = first.role is second.role is ParagraphRole.HEADING
    same = first.level == second.level and not printed_assessment(second.text)
    return (
        headings
        and (second.text[:1].islower() or (same and _UNENDED.search(first.text) is not None))
        and not first.text.rstrip().endswith(_SENTENCE_END)
        and len(first.text) + len(second.text) < _LONGEST
    )


def _with_words(block: Paragraph) -> Paragraph:
    if len(block.text) > _LONGEST:
        return block
    closed = close_letters(block.text)
    return block if closed == block.text else replace(block, text=closed)


def _in_plain_case(block: Block) -> Block:
    if not isinstance(block, Paragraph) or block.role is not ParagraphRole.HEADING:
        return block
    return replace(block, text=in_plain_case(block.text)) if has_mixed_case(block.text) else block
