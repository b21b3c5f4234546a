"""Reports whose headings and tables are built by lot, before a program writes them.

Belongs here: what a table may look like, whatever is made of it: the order of its columns,
columns more than the usual ones, units beside the values or not, a header of two levels, titles
and groups in rows, empty rows and columns, parts, cards. What a report then says is said by
``reworked``; ``items`` sets it. How a format writes a heading or a cell is that format's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random

from tests.corpus import printed
from tests.corpus.model import (
    ActivityTable,
    AssessmentLine,
    Block,
    Cell,
    DataTable,
    GoalHeading,
    IndicatorRow,
    IndicatorTable,
    Report,
    RowStyle,
    TableRow,
)
from tests.corpus.random_grid import (
    Box,
    Grid,
    Line,
    Row,
    head_rows,
    joints,
    whole_row,
    with_column,
)
from tests.corpus.swedish import rng
from tests.corpus.truth import row_unit
from tests.corpus.typeset import column_groups, outcome_head

_REMARKS = ("Arbetet fortgår", "Se vidare i texten nedan", "Följs upp i nästa rapport", "")
_OWNERS = ("Avdelningschef", "Enhetschef äldreomsorg", "Förskolechef", "Controller")
_TRENDS = ("↑", "↓", "→")
_FEW = 4
_AGAIN = 2
"""Behind which row of indicators or activities a header is printed again, if one is."""


@dataclass(frozen=True, slots=True)
class Structure:
    """How the tables of one report are built."""

    icon: str
    icon_column: bool
    unit_column: bool
    shuffled: bool
    period_first: bool
    extra: str
    analysis: str
    form: str
    two_levels: str
    title: str
    unit_in_heads: bool
    extra_data: bool
    groups: str
    spacer_rows: bool
    spacer_columns: bool
    parts: str
    goals: str
    activity_heads: tuple[str, ...]
    span: bool
    section_row: bool
    numbered: bool
    indicator_head: str
    unit_row: bool
    header_again: bool
    source_row: bool


_ACTIVITY_HEADS = (
    ("Aktivitet", "Startdatum", "Slutdatum", "Avvikelse"),
    ("Aktivitet", "Startdatum", "Slutdatum", "Avvikelse"),
    ("Nämndens aktiviteter", "Start", "Slut", "Avvikelse"),
    ("Aktiviteter", "Startdatum", "Slutdatum", "Avvikelse"),
)


def structure_of(seed: object) -> Structure:
    """Return the structure that a seed draws."""
    source = rng("random tables", seed)

    def one_of(usual: str, often: float, *others: str) -> str:
        return source.choice(others) if source.random() < often else usual

    def some(often: float) -> bool:
        return source.random() < often

    return Structure(
        icon=source.choice(("", "", "●", "✔", "■")),
        icon_column=some(0.3),
        unit_column=some(0.12),
        shuffled=some(0.2),
        period_first=some(0.12),
        extra=one_of("", 0.25, "Ansvarig", "Trend", "Kommentar"),
        analysis=one_of("row", 0.5, "break", "line", "two rows", "column"),
        form=one_of("rows", 0.14, "cards", "turned"),
        two_levels=one_of("merged", 0.5, "flat", "flat", "low", "high"),
        title=one_of("none", 0.65, "caption", "row", "field", "below"),
        unit_in_heads=some(0.12),
        extra_data=some(0.2),
        groups=one_of("merged", 0.5, "empty", "row"),
        spacer_rows=some(0.12),
        spacer_columns=some(0.08),
        parts=one_of("", 0.2, "headed", "bare", "headed"),
        goals=one_of("heading", 0.25, "box", "pair"),
        activity_heads=source.choice(_ACTIVITY_HEADS),
        span=some(0.08),
        section_row=some(0.12),
        numbered=some(0.1),
        indicator_head=one_of("Indikator", 0.3, "Nämndens indikatorer", "KF:s indikator"),
        unit_row=some(0.1),
        header_again=some(0.1),
        source_row=some(0.1),
    )


# --- what the report says ---------------------------------------------------------------------


def reworked(report: Report, seed: object) -> Report:
    """Return a report that says what its tables print in the structure of a seed."""
    structure = structure_of(seed)
    source = rng("random columns", seed)
    return replace(
        report, blocks=tuple(_reworked(block, structure, source) for block in report.blocks)
    )


def _reworked(block: Block, structure: Structure, source: Random) -> Block:
    if isinstance(block, IndicatorTable):
        order = list(range(len(block.measures)))
        if structure.shuffled:
            source.shuffle(order)
        rows = tuple(
            replace(
                row,
                cells=tuple(
                    _without_unit(row.cells[at]) if structure.unit_column else row.cells[at]
                    for at in order
                ),
            )
            for row in block.rows
        )
        return replace(
            block,
            measures=tuple(block.measures[at] for at in order),
            headers=tuple(block.headers[at] for at in order),
            rows=rows,
        )
    if isinstance(block, DataTable) and len(block.label_columns) == 1:
        return _reworked_data(block, structure, source)
    return block


def _without_unit(cell: Cell) -> Cell:
    """Return a cell with its unit elsewhere; a bound ("max 5 %") keeps its own."""
    bare = cell.text.removesuffix(cell.unit).strip()
    plain = cell.unit and cell.number is not None and bare[:1].isdigit()
    return replace(cell, text=bare) if plain else cell


def _reworked_data(block: DataTable, structure: Structure, source: Random) -> DataTable:
    columns = block.columns
    if _has_unit_row(block, structure):
        columns = (columns[0], *(f"{name} {block.unit}" for name in columns[1:]))
    elif structure.unit_in_heads and block.unit in ("mnkr", "tkr"):
        columns = (columns[0], *(f"{name} ({block.unit})" for name in columns[1:]))
    if not structure.extra_data or block.kind == "signatures":
        return replace(block, columns=columns)
    rows = tuple(replace(row, cells=(*row.cells, Cell(_remark(row, source)))) for row in block.rows)
    return replace(block, columns=(*columns, "Kommentar"), rows=rows)


def _has_unit_row(block: DataTable, structure: Structure) -> bool:
    """Tell whether a row below the header says in which unit every column is."""
    many = len(block.columns) > len(("name", "value"))
    one_label = many and len(block.label_columns) == 1 and not structure.extra_data
    return structure.unit_row and block.unit in ("mnkr", "tkr") and one_label


def _remark(row: TableRow, source: Random) -> str:
    """Return a remark; a row that only heads others has none."""
    return source.choice(_REMARKS) if any(cell.text for cell in row.cells[1:]) else ""


# --- how it is set ----------------------------------------------------------------------------


def items(report: Report, seed: object) -> Iterator[Line | Grid]:
    """Yield what a reworked report prints, in reading order."""
    structure, source = structure_of(seed), rng("random rows", seed)
    for item in printed.items(replace(report, blocks=()), grouped=False, icons=False):
        if isinstance(item, printed.Text):
            yield Line(item.text, item.level)
    for block in report.blocks:
        yield from _set(block, report, structure, source)


def _set(
    block: Block, report: Report, structure: Structure, source: Random
) -> Iterator[Line | Grid]:
    match block:
        case GoalHeading():
            yield from _goal(report, block, structure)
        case AssessmentLine():
            yield Line(f"{structure.icon} {block.text}".strip())
        case IndicatorTable():
            yield from _indicators(block, structure, source)
        case ActivityTable():
            yield from _laid(_activities(block, structure), structure, source)
        case DataTable():
            yield from _data(block, structure, source)
        case _:
            one = replace(report, blocks=(block,))
            count = sum(
                1 for _ in printed.items(replace(report, blocks=()), grouped=False, icons=False)
            )
            for number, item in enumerate(printed.items(one, grouped=False, icons=False)):
                if number >= count and isinstance(item, printed.Text):
                    yield Line(item.text, item.level, "bullet" if item.bullet else "")


_LEVELS = {"KF:s inriktningsmål:": 1, "KF:s mål för verksamhetsområdet:": 2}


def _goal(report: Report, block: GoalHeading, structure: Structure) -> Iterator[Line | Grid]:
    goal = report.goals[block.goal]
    text = " ".join(part for part in (goal.printed_code, goal.title) if part)
    level = _LEVELS.get(block.label, 3)
    if structure.goals == "box":
        yield Grid(
            ((Box(f"{block.label}\n{text}" if block.own_line else f"{block.label} {text}"),),), 0
        )
    elif structure.goals == "pair":
        yield Grid(((Box(block.label, head=True), Box(text)),), 0)
    else:
        texts = (block.label, text) if block.own_line else (f"{block.label} {text}",)
        yield from (Line(part, level, "goal") for part in texts)


Column = tuple[str, Callable[[int], str]]
"""A header, and what a row prints below it, by its number."""


def _indicators(
    block: IndicatorTable, structure: Structure, source: Random
) -> Iterator[Line | Grid]:
    rows = block.rows
    columns: list[Column] = [
        (name, lambda n, at=at: rows[n].cells[at].text)  # type: ignore[misc]
        for at, name in enumerate(block.headers)
    ]
    when: Column = (block.period_header, lambda n: rows[n].period)
    columns.insert(0 if structure.period_first else len(columns), when)
    if structure.unit_column:
        columns.insert(0, ("Enhet", lambda n: _unit_beside(rows[n])))
    remarks = structure.analysis == "column" or structure.extra == "Kommentar"
    in_column = remarks or structure.form != "rows"
    if in_column:
        columns.append(("Analys" if structure.analysis == "column" else "Kommentar",
                        lambda n: rows[n].analysis))  # fmt: skip
    columns += _extra(structure)
    sign = [structure.icon if row.has_icon else "" for row in rows]
    if structure.form == "cards":
        for n, row in enumerate(rows):
            pairs = (("Indikator", row.name), *((name, text(n)) for name, text in columns))
            yield Grid(tuple((Box(a, head=True), Box(b)) for a, b in pairs), 0, card=True)
        return
    head = structure.indicator_head
    names: list[Column] = [(head, lambda n: _named(sign[n], rows[n].name, structure))]
    if structure.form == "turned" and len(rows) <= _FEW and source.random() < 0.5:
        turned = [*names, *columns]
        yield Grid(
            tuple(
                (Box(name, head=True), *(Box(text(n), head=not at) for n in range(len(rows))))
                for at, (name, text) in enumerate(turned)
            )
        )
        return
    analyses = [() if in_column else _analysis(row, structure) for row in rows]
    before = [*_number_column(structure), *_sign_column(sign, structure)]
    table = _table([*before, *names, *columns], analyses, structure)
    yield from _laid(table, structure, source)


def _extra(structure: Structure) -> Iterator[Column]:
    given = {"Ansvarig": _OWNERS, "Trend": _TRENDS}.get(structure.extra)
    if given:
        yield structure.extra, lambda n: given[n % len(given)]


def cells_beside(report: Report, seed: object) -> Iterator[dict[str, str]]:
    """Yield what tables of indicators and activities print in columns that are no part of these.

    Rows of the truth's cells; they belong to no table of the report's.
    """
    structure = structure_of(seed)
    for block in report.blocks:
        columns = [*_number_column(structure), *_extra(structure)]
        if isinstance(block, IndicatorTable):
            names = [row.name for row in block.rows]
            columns = columns[structure.numbered :] if structure.form == "cards" else columns
        elif isinstance(block, ActivityTable):
            names = [row.text for row in block.rows]
            columns = [column for column in columns if column[0] != "Trend"]
        else:
            continue
        for label, text in columns:
            yield from (
                {"table_id": "beside", "row_no": str(n + 1), "row_label": name, "col_no": "2",
                 "col_label": label, "raw": text(n), "value": text(n) if label == "Nr" else ""}
                for n, name in enumerate(names)
            )  # fmt: skip


def _unit_beside(row: IndicatorRow) -> str:
    bare = any(cell.unit and not cell.text.endswith(cell.unit) for cell in row.cells)
    return row_unit(row) if bare else ""


def _named(sign: str, name: str, structure: Structure) -> str:
    return name if structure.icon_column else f"{sign} {name}".strip()


def _sign_column(sign: Sequence[str], structure: Structure) -> list[Column]:
    return [("", sign.__getitem__)] if structure.icon and structure.icon_column else []


def _number_column(structure: Structure) -> list[Column]:
    return [("Nr", lambda n: str(n + 1))] if structure.numbered else []


def _analysis(row: IndicatorRow, structure: Structure) -> tuple[str, ...]:
    """Return the texts of the rows that an analysis takes below its indicator."""
    if not row.analysis:
        return ()
    return {
        "break": (f"Analys:\v{row.analysis}",),
        "line": (f"Analys: {row.analysis}",),
        "two rows": ("Analys", row.analysis),
    }.get(structure.analysis, (f"Analys\n{row.analysis}",))


def _table(
    columns: Sequence[Column], below: Sequence[tuple[str, ...]], structure: Structure
) -> Grid:
    """Return a table of values by columns; ``below`` a row others over all columns may stand."""
    labels = [name for name, _ in columns]
    level = structure.two_levels == "flat" or structure.shuffled
    levels = [(name, ()) for name in labels] if level else outcome_head(labels)
    rows = list(head_rows([(name, parts) for name, parts in levels], structure.two_levels))
    heads = len(rows)
    if structure.section_row:
        title = "Indikatorer" if structure.indicator_head in labels else "Aktiviteter"
        rows.insert(0, whole_row(title, len(columns), head=True))
        heads += 1
    first = 1 + (not labels[0]) + structure.numbered
    for n, texts in enumerate(below):
        rows.append(tuple(Box(text(n), number=at >= first) for at, (_, text) in enumerate(columns)))
        rows += [whole_row(text, len(columns)) for text in texts]
        if structure.header_again and n == _AGAIN and n + 1 < len(below):
            rows += rows[heads - len(list(head_rows(levels, structure.two_levels))) : heads]
    return Grid(tuple(rows), heads)


def _activities(block: ActivityTable, structure: Structure) -> Grid:
    rows, heads = block.rows, structure.activity_heads
    sign = [structure.icon if row.has_icon else "" for row in rows]

    def day(n: int, end: bool) -> str:
        found = rows[n].end if end else rows[n].start
        return found.isoformat() if found else ""

    dates: list[Column] = [(heads[1], lambda n: day(n, False)), (heads[2], lambda n: day(n, True))]
    if structure.span and all(row.start and row.end for row in rows):
        dates = [("Tidplan", lambda n: f"{day(n, False)} – {day(n, True)}")]
    columns: list[Column] = [
        *_number_column(structure),
        *_sign_column(sign, structure),
        (heads[0], lambda n: _named(sign[n], rows[n].text, structure)),
        *dates,
    ]
    if block.has_deviation_column:
        columns.append((heads[3], lambda n: "Avvikelse" if rows[n].deviation else ""))
    if structure.extra == "Ansvarig":
        columns += _extra(structure)
    in_column = structure.analysis == "column" or structure.extra == "Kommentar"
    analyses = [_analysis(IndicatorRow("", (), "", row.analysis), structure) for row in rows]
    if in_column and any(analyses):
        columns.append(("Analys" if structure.analysis == "column" else "Kommentar",
                        lambda n: rows[n].analysis))  # fmt: skip
        analyses = [()] * len(rows)
    return _table(columns, analyses, structure)


def _data(block: DataTable, structure: Structure, source: Random) -> Iterator[Line | Grid]:
    has_units = _has_unit_row(block, structure)
    grouped = structure.two_levels != "flat" and not has_units
    groups = column_groups(block.columns) if grouped else []
    inside = {c: (shared, a, b) for shared, a, b in groups for c in range(a, b + 1)}
    levels: list[tuple[str, tuple[str, ...]]] = []
    for column, name in enumerate(block.columns):
        if column not in inside:
            levels.append((name, ()))
        elif inside[column][1] == column:
            shared, first, last = inside[column]
            below = tuple(x.rpartition(" ")[2] for x in block.columns[first : last + 1])
            levels.append((shared, below))
    rows = list(head_rows(levels, structure.two_levels))
    if has_units:
        names = [name.removesuffix(f" {block.unit}") for name in block.columns]
        units = ["", *[block.unit] * (len(names) - 1)]
        rows = [tuple(Box(text, head=True) for text in texts) for texts in (names, units)]
    heads, width = len(rows), len(block.columns)
    title = f"{block.title}, {block.unit}" if block.unit else block.title
    if structure.title == "row":
        rows.insert(0, whole_row(title, width, head=True))
        heads += 1
    rows += _data_rows(block, structure)
    if structure.source_row:
        rows.append(whole_row("Källa: stadens ekonomisystem", width))
    if structure.title in ("caption", "field"):
        yield Line(f"Tabell: {title}" if structure.title == "caption" else title, None, "caption")
    yield from _laid(Grid(tuple(rows), heads), structure, source)
    if structure.title == "below":
        yield Line(f"Tabell: {title}", None, "caption")
    yield from (Line(note) for note in block.notes)


def _data_rows(block: DataTable, structure: Structure) -> Iterator[Row]:
    grouped = block.label_columns[:2] == (0, 1)
    starts = [n for n, row in enumerate(block.rows) if row.cells[0].text]
    for n, row in enumerate(block.rows):
        cells: list[Box | None] = [
            Box(
                cell.text,
                head=row.style is RowStyle.TOTAL,
                number=at not in block.label_columns and cell.number is not None,
            )
            for at, cell in enumerate(row.cells)
        ]
        if grouped and structure.groups != "empty":
            if n in starts and structure.groups == "row":
                yield whole_row(row.cells[0].text, len(cells), head=True)
                cells[0] = Box()
            elif n in starts:
                end = next((s for s in starts if s > n), len(block.rows))
                cells[0] = replace(cells[0] or Box(), rows=end - n)
            elif structure.groups == "merged" and starts and n > starts[0]:
                cells[0] = None
        yield tuple(cells)


# --- rows and columns that are not needed -------------------------------------------------------


def _laid(grid: Grid, structure: Structure, source: Random) -> Iterator[Grid | Line]:
    """Yield a table, with empty rows and columns, in parts, as the structure has it."""
    if structure.spacer_columns and source.random() < 0.6:
        grid = with_column(grid, source.randrange(1, len(grid.rows[0])))
    if structure.spacer_rows and source.random() < 0.6:
        at = source.choice([grid.heads, *joints(grid)])
        row = tuple(Box() for _ in grid.rows[0])
        grid = replace(grid, rows=(*grid.rows[:at], row, *grid.rows[at:]))
    places = [at for at in joints(grid) if any(box and box.text for box in grid.rows[at])]
    if structure.parts and places and source.random() < 0.4:
        at = source.choice(places)
        head = grid.rows[: grid.heads] if structure.parts == "headed" else ()
        yield replace(grid, rows=grid.rows[:at])
        yield Line("")
        yield Grid((*head, *grid.rows[at:]), len(head))
    else:
        yield grid
