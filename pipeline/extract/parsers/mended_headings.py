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
from pipeline.extract.language.spelling import usual_spelling
from pipeline.extract.language.text import squeeze
from pipeline.extract.parsers.assessments import printed_assessment

_SENTENCE_END = (".", "!", "?", ":", "”", '"')
_UNENDED = re.compile(r"\bför$")
_LONGEST = 260
_MOST_PIECES = 6
_VOWEL = re.compile("[aeiouyåäöéü]")


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
    if block.role is ParagraphRole.HEADING:
        closed = close_spaces(closed)
    return block if closed == block.text else replace(block, text=closed)


def close_spaces(text: str) -> str:
    """Close spaces inside of words, as tools see them where letters are set a little apart.

    Fewest words are unknown. Pieces are one word only where that is known or one has no vowel.

    >>> close_spaces("Barnfamil jer får stöd t i l l en r ik fr it id")
    'Barnfamiljer får stöd till en rik fritid'
    >>> close_spaces("Människor s jä lva, barn i förskolan, del l")
    'Människor själva, barn i förskolan, del l'
    """
    pieces = text.split()
    ways: list[tuple[int, int, list[str]]] = [(0, 0, [])]
    for end in range(1, len(pieces) + 1):
        starts = range(max(0, end - _MOST_PIECES), end)
        ways.append(
            min(
                (
                    cost + against,
                    ways[start][1] + end - start - 1,
                    [*words, "".join(pieces[start:end])],
                )
                for start in starts
                for cost, _, words in (ways[start],)
                if (against := _against_one(pieces[start:end])) is not None
            )
        )
    closed = ways[-1][2]
    return " ".join(closed) if len(closed) < len(pieces) else text


def _against_one(pieces: Sequence[str]) -> int | None:
    """Return what is against pieces as one word; None where they cannot be one."""
    *others, last = pieces
    letters = [*others, last.rstrip(",.:") or last]
    word, known = "".join(letters), usual_spelling().knows
    if not others:
        return int(word.isalpha() and not known(word))
    if not word.isalpha() or any(map(_begins_word, letters[1:])):
        return None
    if known(word):
        return 0
    torn = any(_VOWEL.search(piece.casefold()) is None for piece in letters)
    return 1 + sum(map(known, letters)) if torn else None


def _begins_word(piece: str) -> bool:
    return piece[:1].isupper()


def _in_plain_case(block: Block) -> Block:
    if not isinstance(block, Paragraph) or block.role is not ParagraphRole.HEADING:
        return block
    return replace(block, text=in_plain_case(block.text)) if has_mixed_case(block.text) else block
