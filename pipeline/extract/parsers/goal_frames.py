"""Goals that stand in a frame: a small table that holds headings and their text, not rows.

An assessment that has a table for itself, beside its icon or its label, is in a frame too.
Belongs here: telling such a frame from a table that lists goals, and giving its cells as
paragraphs. What a goal's heading says is ``outline``'s work.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.extract.document import (
    Block,
    Cell,
    GridTable,
    Paragraph,
    ParagraphRole,
    Place,
    merge_places,
)
from pipeline.extract.language.text import compact, squeeze, strip_icon
from pipeline.extract.parsers.assessments import printed_assessment
from pipeline.extract.parsers.outline import is_goal_heading, is_goal_label

_MOST_COLUMNS = 3
_MOST_ROWS = 2
"""Of a table that an assessment has for itself."""


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
    if isinstance(block, GridTable) and (told := _assessment(block)):
        yield Paragraph(told, block.place)
        return
    goals = _goals(block) if isinstance(block, GridTable) else []
    if not isinstance(block, GridTable) or not goals or _are_listed(goals, headings):
        yield block
        return
    for cells in _filled_rows(block):
        if _is_labelled(cells):
            place = merge_places([cell.place for cell in cells[:2]])
            yield _paragraph(" ".join(map(_text, cells[:2])), place)
        for cell in cells[2:] if _is_labelled(cells) else cells:
            yield from _paragraphs(cell)


def _assessment(table: GridTable) -> str:
    """Return the assessment that is all that a small table prints; empty where it is more."""
    if len(table.rows[0]) > _MOST_COLUMNS or len(table.rows) > _MOST_ROWS:
        return ""
    text = squeeze(" ".join(cell.text for row in table.rows for cell in row if cell))
    return text if printed_assessment(text) else ""


def _goals(table: GridTable) -> list[str]:
    """Return the goals that a table's cells are headings of; none where it has many columns."""
    if len(table.rows[0]) > _MOST_COLUMNS:
        return []
    rows = _filled_rows(table)
    texts = [_text(cell) for cells in rows for cell in cells]
    texts += [f"{_text(cells[0])} {_text(cells[1])}" for cells in rows if _is_labelled(cells)]
    return [compact(text) for text in texts if is_goal_heading(text)]


def _filled_rows(table: GridTable) -> list[list[Cell]]:
    rows = [[cell for cell in row if cell and _text(cell)] for row in table.rows]
    return [cells for cells in rows if cells]


def _is_labelled(cells: Sequence[Cell]) -> bool:
    """Tell whether a row's first cell says that it is a goal, and its second one which."""
    return (
        len(cells) > 1
        and is_goal_label(_text(cells[0]))
        and is_goal_heading(f"{_text(cells[0])} {_text(cells[1])}")
        and not is_goal_label(_text(cells[1]))
    )


def _text(cell: Cell) -> str:
    return squeeze(strip_icon(cell.text))


def _are_listed(goals: Sequence[str], headings: Sequence[str]) -> bool:
    return any(
        goal.startswith(text) or text.startswith(goal) for goal in goals for text in headings
    )


def _paragraphs(cell: Cell) -> Iterator[Paragraph]:
    """Yield what a cell prints; an assessment on a line of its own is a paragraph."""
    lines = [squeeze(line) for line in cell.place.text.split("\n")]
    told = [line for line in lines if line and printed_assessment(line)]
    text = _text(cell)
    if len(told) == 1 and text != told[0] and text.endswith(told[0]):
        text = text.removesuffix(told[0]).rstrip()
        yield _paragraph(text, cell.place)
        yield _paragraph(told[0], cell.place)
    else:
        yield _paragraph(text, cell.place)


def _paragraph(text: str, place: Place) -> Paragraph:
    role = ParagraphRole.HEADING if is_goal_heading(text) else ParagraphRole.BODY
    return Paragraph(text, place, role)
