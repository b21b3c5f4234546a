"""The parts of an indicator ``RunTable``: what may be a row, an Analys text or a rest of one.

A blank line ends a part, and so does a Period cell or a repeated header.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.extract.document import Chunk, Line
from pipeline.extract.language.indicator_headers import header_size
from pipeline.extract.language.line_kinds import is_indicator_header
from pipeline.extract.language.text import (
    squeeze,
)
from pipeline.extract.language.values import is_period


def body_chunks(chunks: Sequence[Chunk], first: int | None) -> list[Chunk]:
    """Return what stands below the header; repeated headers become empty chunks."""
    body: list[Chunk] = []
    skip_until = first or 0
    all_lines = [line for chunk in chunks for line in chunk.lines]
    index_of = {line.number: index for index, line in enumerate(all_lines)}
    for chunk in chunks:
        kept: list[Line] = []
        for line in chunk.lines:
            if line.number < skip_until or first is None:
                continue
            index = index_of[line.number]
            if is_indicator_header(all_lines, index):
                size = header_size(all_lines[index:])
                if size:
                    if kept:
                        body.append(Chunk(tuple(kept)))
                    body.append(Chunk(()))
                    kept = []
                    after = index + size
                    skip_until = (
                        all_lines[after].number if after < len(all_lines) else line.number + 10**6
                    )
                    continue
            kept.append(line)
        if kept:
            body.append(Chunk(tuple(kept)))
    return body


def parts_of(chunk: Chunk) -> Iterator[Chunk]:
    """Yield a chunk by rows and Analys texts: a page break may put two rows into one chunk.

    An empty chunk stays empty.
    """
    start = 0
    if not chunk.lines:
        yield chunk
    for index in range(len(chunk.lines)):
        last = index + 1 == len(chunk.lines)
        analysis_is_next = not last and squeeze(chunk.lines[index + 1].text) == "Analys"
        if (
            last
            or analysis_is_next
            or (period_ends(chunk.lines, index) and not _period_follows(chunk, index))
        ):
            yield Chunk(chunk.lines[start : index + 1])
            start = index + 1


def period_ends(lines: Sequence[Line], index: int) -> bool:
    """Tell whether a line ends with a Period cell, which may begin on the line above."""
    text = squeeze(lines[index].text)
    before = squeeze(lines[index - 1].text) if index else ""
    words = f"{before} {text}".split()
    return any(
        is_period(" ".join(words[-size:])) and not words[-size:][0].islower() for size in (3, 2, 1)
    )


def _period_follows(chunk: Chunk, index: int) -> bool:
    """Tell whether the Period cell stands or goes on in the next lines."""
    following = [squeeze(line.text) for line in chunk.lines[index + 1 : index + 3]]
    if is_period(following[0]) or is_period(" ".join(following)):
        return True
    words = squeeze(chunk.lines[index].text).split()
    return any(
        is_period(" ".join((*words[-size:], *following[:lines])))
        for size in (1, 2)
        for lines in (1, 2)
    )
