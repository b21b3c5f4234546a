"""The whole way from one file to one ``Report``, and its half behind the narrow waist.

Belongs here: the order in which the parsers are asked, and what they need of each other.
Does not belong here: how any of it is read (``readers``, ``tables``, ``parsers``).
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path

from pipeline.extract.accounting import Parsed, account
from pipeline.extract.document import (
    Block,
    Document,
    GridTable,
    Paragraph,
    ParagraphRole,
    Place,
    RunTable,
)
from pipeline.extract.errors import UnreadableDocument
from pipeline.extract.language.legibility import is_garbled
from pipeline.extract.language.line_kinds import NOTE
from pipeline.extract.language.text import squeeze
from pipeline.extract.parsers.activities import is_activity_table, read_activities
from pipeline.extract.parsers.activity_grid import columns_beside_activities
from pipeline.extract.parsers.amounts import read_amounts
from pipeline.extract.parsers.assessments import printed_assessment
from pipeline.extract.parsers.economy import is_money, read_table, stated_unit
from pipeline.extract.parsers.head import read_decisions, read_head
from pipeline.extract.parsers.headings import (
    HeadingTree,
    mend_sentences,
    part_headings,
    read_headings,
)
from pipeline.extract.parsers.indicator_columns import other_columns
from pipeline.extract.parsers.indicators import (
    IndicatorResult,
    Known,
    Placed,
    is_indicator_table,
    read_indicators,
)
from pipeline.extract.parsers.issuer import is_units_own
from pipeline.extract.parsers.known_tables import opened
from pipeline.extract.parsers.lost_signs import doubt_signs
from pipeline.extract.parsers.mended_headings import mend_headings
from pipeline.extract.parsers.outline import Outline, read_outline
from pipeline.extract.parsers.prose import HEADINGS_JOINT, read_sections
from pipeline.extract.parsers.source_faults import contents_titles, header_years, page_counts
from pipeline.extract.parsers.worksheets import without_worksheets
from pipeline.extract.privacy import look_behind, mask_document
from pipeline.extract.readers.detect import read_document
from pipeline.extract.readers.unseen import raw_texts, sidecar_texts
from pipeline.extract.report import GoalLevel, Problem, Report, ReportTable
from pipeline.loading import uncollected


def read_report(path: Path, known: Known | None = None) -> Report:
    """Read one file into a ``Report``.

    Args:
        path: The file; its kind is told by its content.
        known: Values that other reports of the run print for the same indicators.

    Raises:
        UnreadableDocument: The file cannot become a Report; says why.
        OSError: The file cannot be opened.
    """
    report = parse_document(read_document(path), known)
    unseen = look_behind(report.problems, chain(raw_texts(path.read_bytes()), sidecar_texts(path)))
    return replace(report, problems=(*report.problems, *unseen)) if unseen else report


@uncollected()
def parse_document(document: Document, known: Known | None = None) -> Report:
    """Parse a ``Document``, whichever reader it came from; personal numbers are masked first.

    Raises:
        UnreadableDocument: 'not_a_report', 'garbled_text' or 'unreadable_head'.
    """
    document, masked = mask_document(document)
    document = replace(document, blocks=without_worksheets(document.blocks))
    blocks = mend_headings(mend_sentences(part_headings(opened(document.blocks))))
    outline = read_outline(blocks)
    indicator_tables, activity_tables, other_tables = _sort_tables(blocks, outline)
    if not outline.goals and not indicator_tables and not activity_tables:
        if is_garbled(blocks):
            raise UnreadableDocument(
                "garbled_text",
                "The file has text, but not its letters: its fonts or its encoding do not say "
                "which they are. Save it again from its source, or have the text recognised.",
            )
        raise UnreadableDocument(
            "not_a_report",
            "No goals, indicators or activities were found. If this is a plan or follow-up "
            "report, its text may be damaged; fetch it again from its source.",
        )
    start = next((i for i, goal in enumerate(outline.goal_of) if goal is not None), len(blocks))
    head = read_head(replace(document, blocks=blocks), start)
    decisions = read_decisions(document)
    if is_units_own(blocks, outline.goals, decisions):
        raise UnreadableDocument(
            "not_a_report",
            "This is the plan or report of a unit, as its title and its own goals say, and not "
            "its committee's.",
        )
    indicators = read_indicators(indicator_tables, head.report_type, known, head.report_year)
    activities = read_activities(activity_tables)
    tree = read_headings(blocks, outline)
    tables, table_problems = _read_tables(blocks, other_tables, tree)
    tables, sign_problems = doubt_signs(tables)
    known_tables = (*indicator_tables, *activity_tables)
    beside = tuple(_tables_beside(blocks, known_tables, tree, head.report_year, len(tables)))
    problems = (
        *masked,
        *page_counts(document),
        *outline.problems,
        *contents_titles(document, outline.goals),
        *header_years([placed.table for placed in indicator_tables], head),
        *(
            Problem("garbled_text", "The font does not say which letters it draws.", place)
            for place in document.illegible
        ),
        *(
            Problem(
                "assessment_at_edge",
                "How far a goal is met stands at the edge of a page, and not below its goal.",
                place,
            )
            for place in document.furniture
            if printed_assessment(squeeze(place.text))
        ),
        *(
            Problem("hidden_text", "Text stands here that is not to be seen.", place)
            for place in document.hidden
        ),
        *(
            Problem(
                "recognised_text",
                f"{len(document.recognised)} pages are pictures: their text was recognised by a "
                "program, and what it made of them is not sure.",
                Place("", page),
            )
            for page in document.recognised[:1]
        ),
        *(
            Problem(
                "part_not_read",
                "The content of another file is shown here, of a kind that is not read.",
                place,
            )
            for place in document.unread
        ),
        *(
            Problem(
                "undecodable_bytes",
                "The line holds bytes that are no text in the file's encoding.",
                place,
            )
            for place in document.undecodable
        ),
        *indicators.problems,
        *activities.problems,
        *table_problems,
        *sign_problems,
    )
    accounted = account(
        blocks,
        document.furniture,
        Parsed(
            known=_indices_of(blocks, known_tables),
            facts=outline.headings | frozenset(range(start) if outline.goals else ()),
            others=other_tables,
            tables=tables,
            goals=outline.goals,
            indicators=indicators.rows,
            activities=activities.rows,
            problems=problems,
            beside=frozenset(cell.place for table in beside for cell in table.cells),
            untimed=frozenset(indicators.untimed),
        ),
    )
    return Report(
        head=head,
        source_format=document.source_format,
        page_count=document.page_count,
        decisions=decisions,
        goals=outline.goals,
        indicators=tuple(indicators.rows),
        activities=tuple(activities.rows),
        tables=(*_unsure(tables, other_tables, accounted.unread), *beside),
        sections=read_sections(blocks, outline, tree),
        narrative_amounts=read_amounts(blocks, tree, head),
        problems=(*problems, *accounted.problems),
        reading_score=accounted.score,
    )


def read_indicator_tables(document: Document, known: Known | None = None) -> IndicatorResult:
    """Read only the indicators of a document, with what their columns were inferred from.

    For a close look and for learning; ``parse_document`` reads them with all else.

    Raises:
        UnreadableDocument: 'unreadable_head'.
    """
    blocks = opened(document.blocks)
    outline = read_outline(blocks)
    tables, _, _ = _sort_tables(blocks, outline)
    start = next((i for i, goal in enumerate(outline.goal_of) if goal is not None), None)
    head = read_head(document, len(blocks) if start is None else start)
    return read_indicators(tables, head.report_type, known, head.report_year)


def _indices_of(blocks: Sequence[Block], tables: Sequence[Placed]) -> frozenset[int]:
    own = {id(placed.table) for placed in tables}
    return frozenset(index for index, block in enumerate(blocks) if id(block) in own)


def _sort_tables(
    blocks: tuple[Block, ...], outline: Outline
) -> tuple[list[Placed], list[Placed], list[int]]:
    """Part the tables into indicators, activities and (by block index) all others."""
    indicators: list[Placed] = []
    activities: list[Placed] = []
    others: list[int] = []
    for index, block in enumerate(blocks):
        if isinstance(block, Paragraph):
            continue
        goal = outline.goal_of[index]
        owned = goal is not None and outline.goals[goal].level is GoalLevel.COMMITTEE
        if is_indicator_table(block):
            indicators.append(Placed(block, goal, owned))
        elif is_activity_table(block):
            activities.append(Placed(block, goal, owned))
        else:
            others.append(index)
    return indicators, activities, others


def _read_tables(
    blocks: tuple[Block, ...], indices: list[int], tree: HeadingTree
) -> tuple[tuple[ReportTable, ...], tuple[Problem, ...]]:
    tables: list[ReportTable] = []
    problems: list[Problem] = []
    for number, index in enumerate(indices, start=1):
        block = blocks[index]
        assert isinstance(block, GridTable | RunTable)
        title, caption = _title_above(blocks, index, tree)
        table, found = read_table(block, number=number, title=title, caption=caption)
        if table.unit is None and is_money(table.kind):
            table = replace(table, unit=_unit_stated_above(blocks, index))
        notes = (*table.notes, *_notes_below(blocks, index))
        path = HEADINGS_JOINT.join(tree.path(tree.under[index]))
        tables.append(replace(table, section=path, notes=tuple(dict.fromkeys(notes))))
        problems.extend(found)
    return tuple(_sharing_notes(tables, indices)), tuple(problems)


def _unit_stated_above(blocks: tuple[Block, ...], index: int) -> str | None:
    """Return the unit that the nearest sentence above a table says amounts are in, if one does."""
    for block in reversed(blocks[:index]):
        if isinstance(block, Paragraph) and (unit := stated_unit(block.text)):
            return unit
    return None


def _tables_beside(
    blocks: tuple[Block, ...],
    known_tables: Sequence[Placed],
    tree: HeadingTree,
    year: int,
    count: int,
) -> Iterator[ReportTable]:
    """Yield what indicators and activities have beside the known columns, after ``count``."""
    for index in sorted(_indices_of(blocks, known_tables)):
        block = blocks[index]
        if not isinstance(block, GridTable):
            continue
        rest = other_columns(block, year) or columns_beside_activities(block)
        if rest is not None:
            count += 1
            title, caption = _title_above(blocks, index, tree)
            table, _ = read_table(rest, number=count, title=title, caption=caption)
            yield replace(table, section=HEADINGS_JOINT.join(tree.path(tree.under[index])))


def _title_above(blocks: tuple[Block, ...], index: int, tree: HeadingTree) -> tuple[str, str]:
    """Return the title of a table and the last paragraph above it.

    A caption is a title only right above its table: one that a lost chart left behind says
    nothing of the next table. So is a heading that goes on in the table ("Attesterat av").
    """
    caption = ""
    for at in range(index - 1, -1, -1):
        block = blocks[at]
        if not isinstance(block, Paragraph):
            continue
        titled = not _is_sentence(block.text)
        is_next = at == index - 1 and block.role is ParagraphRole.HEADING and titled
        if (at in tree.captions and not caption) or is_next:
            return block.text, caption
        if at in tree.opens and titled:
            return block.text, caption
        caption = caption or block.text
    return "", caption


_UNREAD = 0.5
"""The most that a cell is sure of in a table that a problem says not to be read as it should."""
_WORDS_OF_A_TITLE = 3
_MOST_NOTES = 4


def _is_sentence(text: str) -> bool:
    """Tell whether a text that is set like a heading is a sentence above a table."""
    return text.rstrip().endswith(".") and len(text.split()) > _WORDS_OF_A_TITLE


def _unsure(
    tables: Sequence[ReportTable], indices: Sequence[int], unread: Container[int]
) -> Iterator[ReportTable]:
    """Yield tables, the cells of those in doubt whose blocks were not read as they should be."""
    for table, index in zip(tables, indices, strict=True):
        sure = _UNREAD if index in unread else 1.0
        cells = (replace(cell, confidence=min(cell.confidence, sure)) for cell in table.cells)
        yield replace(table, cells=tuple(cells))


def _notes_below(blocks: tuple[Block, ...], index: int) -> Iterator[str]:
    """Yield the notes that stand below a table as paragraphs of their own."""
    for block in blocks[index + 1 : index + 1 + _MOST_NOTES]:
        if not isinstance(block, Paragraph) or not NOTE.match(block.text.strip()):
            return
        yield block.text


def _sharing_notes(tables: Sequence[ReportTable], indices: Sequence[int]) -> Iterator[ReportTable]:
    """Yield tables with the notes of the next one, where it goes on with the same header.

    Two tables of one figure, by report and by month, have their note below the second.
    """
    for number, table in enumerate(tables):
        following = number + 1
        notes = table.notes
        while (
            following < len(tables)
            and indices[following] == indices[following - 1] + 1
            and tables[following].columns[:1] == table.columns[:1]
        ):
            notes = (*notes, *tables[following].notes)
            following += 1
        yield replace(table, notes=tuple(dict.fromkeys(notes)))
