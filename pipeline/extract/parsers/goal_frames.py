"""Goals that stand in a frame: a small table that holds headings and their text, not rows.

Belongs here: telling such a frame from a table that lists goals, and giving its cells as
paragraphs. What a goal's heading says is ``outline``'s work.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.extract.document import Block, Cell, GridTable, Paragraph, ParagraphRole
from pipeline.extract.language.text import compact, squeeze, strip_icon
from pipeline.extract.parsers.assessments import printed_assessment
from pipeline.extract.parsers.outline import is_goal_heading

_MOST_COLUMNS = 3


def without_frames(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks with the cells of frames around goals as paragraphs.

    A table whose goals are headings elsewhere too is an overview, and stays one.
    """
    headings = [
        compact(block.text)
        for block in blocks
        if isinstance(block, Paragraph) and is_goal_heading(block.text)
    ]
    return tuple(part for block in blocks for part in _opened(block, headings))


def _opened(block: Block, headings: Sequence[str]) -> Iterator[Block]:
    goals = _goals(block) if isinstance(block, GridTable) else []
    if not isinstance(block, GridTable) or not goals or _are_listed(goals, headings):
        yield block
        return
    for row in block.rows:
        for cell in row:
            if cell is not None and cell.text.strip():
                yield from _paragraphs(cell)


def _goals(table: GridTable) -> list[str]:
    """Return the goals that a table's cells are headings of; none where it has many columns."""
    if len(table.rows[0]) > _MOST_COLUMNS:
        return []
    texts = [squeeze(strip_icon(cell.text)) for row in table.rows for cell in row if cell]
    return [compact(text) for text in texts if is_goal_heading(text)]


def _are_listed(goals: Sequence[str], headings: Sequence[str]) -> bool:
    return any(
        goal.startswith(text) or text.startswith(goal) for goal in goals for text in headings
    )


def _paragraphs(cell: Cell) -> Iterator[Paragraph]:
    """Yield what a cell prints; an assessment on a line of its own is a paragraph."""
    lines = [squeeze(line) for line in cell.place.text.split("\n")]
    told = [line for line in lines if line and printed_assessment(line)]
    text = squeeze(strip_icon(cell.text))
    if len(told) == 1 and text != told[0] and text.endswith(told[0]):
        text = text.removesuffix(told[0]).rstrip()
        yield _paragraph(text, cell)
        yield _paragraph(told[0], cell)
    else:
        yield _paragraph(text, cell)


def _paragraph(text: str, cell: Cell) -> Paragraph:
    role = ParagraphRole.HEADING if is_goal_heading(text) else ParagraphRole.BODY
    return Paragraph(text, cell.place, role)
