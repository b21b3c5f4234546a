"""Contradictions on request: a report with a known fault in what it says.

Belongs here: one function a kind of contradiction. Each takes a report and a random source
and gives the changed report with a record of what was changed and which places are
involved, or None where the report has nothing of that kind to change.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from random import Random

from tests.corpus.model import (
    Block,
    Cell,
    DataTable,
    IndicatorRow,
    IndicatorTable,
    Paragraph,
    Report,
    RowStyle,
    TableRow,
)
from tests.corpus.prose import AREA_SUBJECT
from tests.corpus.rendering import (
    Anchor,
    block_anchor,
    decision_anchor,
    row_anchor,
    table_anchor,
)
from tests.corpus.swedish import number, rng
from tests.corpus.truth import Contradiction

Injected = tuple[Report, Contradiction]
Injector = Callable[[Report, Random], Injected | None]


def _with_block(report: Report, index: int, block: Block) -> Report:
    return replace(report, blocks=(*report.blocks[:index], block, *report.blocks[index + 1 :]))


def _with_cell(table: DataTable, row_no: int, column: int, cell: Cell) -> DataTable:
    row = table.rows[row_no]
    cells = (*row.cells[:column], cell, *row.cells[column + 1 :])
    changed = TableRow(cells, row.style)
    return replace(table, rows=(*table.rows[:row_no], changed, *table.rows[row_no + 1 :]))


def _tables(report: Report, *kinds: str) -> list[tuple[int, DataTable]]:
    return [
        (i, b) for i, b in enumerate(report.blocks) if isinstance(b, DataTable) and b.kind in kinds
    ]


def wrong_total(report: Report, source: Random) -> Injected | None:
    """A total that is not the sum of its rows (beyond rounding)."""
    found = [
        (i, table, r, c)
        for i, table in _tables(
            report,
            "budget_by_area",
            "investments",
            "staff_costs",
            "forecast_history",
            "budget_adjustments",
        )
        for r, row in enumerate(table.rows)
        if row.style is RowStyle.TOTAL
        for c, cell in enumerate(row.cells)
        if c and cell.number is not None
    ]
    if not found:
        return None
    block_no, table, row_no, column = source.choice(found)
    old = table.rows[row_no].cells[column]
    assert old.number is not None
    step = Decimal(source.randint(15, 120)).scaleb(-1) * source.choice((1, -1))
    value = old.number + step
    changed = _with_cell(table, row_no, column, Cell(number(value), value, old.unit))
    label = table.rows[row_no].cells[0].text
    return _with_block(report, block_no, changed), Contradiction(
        "sum",
        f"{label} in {table.columns[column]}: printed {number(value)}, its rows add up to "
        f"{old.text}.",
        (row_anchor(block_no, row_no), table_anchor(block_no)),
    )


def wrong_parts(report: Report, source: Random) -> Injected | None:
    """A varav row changed so that the parts miss their parent."""
    found = []
    for i, table in _tables(report, "budget_by_area", "cost_income_development"):
        rows = [
            r
            for r, row in enumerate(table.rows)
            if row.style is RowStyle.PART and "omslutning" not in row.cells[0].text
        ]
        # A single part does not claim to be the whole of its parent.
        several = [r for r in rows if r - 1 in rows or r + 1 in rows]
        found += [(i, table, r) for r in several]
    if not found:
        return None
    block_no, table, row_no = source.choice(found)
    column = source.randint(1, len(table.columns) - 1)
    old = table.rows[row_no].cells[column]
    assert old.number is not None
    value = old.number + Decimal(source.randint(15, 90)).scaleb(-1)
    changed = _with_cell(table, row_no, column, Cell(number(value), value, old.unit))
    first = next(r for r in range(row_no, -1, -1) if table.rows[r].style is not RowStyle.PART)
    return _with_block(report, block_no, changed), Contradiction(
        "sum",
        f"{table.rows[row_no].cells[0].text} in {table.columns[column]}: printed "
        f"{number(value)}, its parent {table.rows[first].cells[0].text} needs {old.text}.",
        (row_anchor(block_no, first), row_anchor(block_no, row_no)),
    )


def surplus_called_deficit(report: Report, source: Random) -> Injected | None:
    """A sentence that calls a surplus a deficit, or the other way round."""
    pattern = re.compile(r"ett (överskott|underskott) om ([\d ,]+) (mnkr|mkr)")
    found = [
        (i, block)
        for i, block in enumerate(report.blocks)
        if isinstance(block, Paragraph)
        and block.text.startswith(AREA_SUBJECT)
        and pattern.search(block.text)
    ]
    if not found:
        return None
    index, block = source.choice(found)
    other = {"överskott": "underskott", "underskott": "överskott"}
    text = pattern.sub(lambda m: f"ett {other[m[1]]} om {m[2]} {m[3]}", block.text)
    anchors: tuple[Anchor, ...] = (block_anchor(index),)
    anchors += tuple(table_anchor(i) for i, _ in _tables(report, "budget_by_area"))
    return _with_block(report, index, replace(block, text=text)), Contradiction(
        "narrative_vs_table", f"'{text}' has the wrong sign against the table.", anchors
    )


def total_outside_sexes(report: Report, source: Random) -> Injected | None:
    """An outcome that lies outside men and women."""
    found = [
        (i, block, r)
        for i, block in enumerate(report.blocks)
        if isinstance(block, IndicatorTable) and "outcome_men" in block.measures
        for r, row in enumerate(block.rows)
        if all(cell.number is not None for cell in row.cells[:3]) and row.cells[1].unit == "%"
    ]
    if not found:
        return None
    block_no, block, row_no = source.choice(found)
    row = block.rows[row_no]
    men, women = row.cells[1].number, row.cells[2].number
    assert men is not None and women is not None
    value = min(men, women) - Decimal(3) if min(men, women) > 5 else max(men, women) + Decimal(3)
    text = f"{number(value)} %"
    changed: IndicatorRow = replace(
        row, cells=(Cell(text, value, "%"), *row.cells[1:]), analysis=""
    )
    rows = (*block.rows[:row_no], changed, *block.rows[row_no + 1 :])
    return _with_block(report, block_no, replace(block, rows=rows)), Contradiction(
        "other",
        f"{row.name}: the outcome {text} lies outside {row.cells[1].text} and {row.cells[2].text}.",
        (row_anchor(block_no, row_no),),
    )


def wrong_header_year(report: Report, source: Random) -> Injected | None:
    """A header 'Bokslut 2023' where the column holds 2024."""
    year = str(report.head.year)
    found = [
        (i, table)
        for i, table in _tables(report, "area_detail", "investments")
        if f"Bokslut {year}" in table.columns
    ]
    if not found:
        return None
    index, table = source.choice(found)
    wrong = f"Bokslut {report.head.year - 1}"
    columns = tuple(wrong if name == f"Bokslut {year}" else name for name in table.columns)
    return _with_block(report, index, replace(table, columns=columns)), Contradiction(
        "label", f"{table.title}: the header says '{wrong}' for {year}.", (table_anchor(index),)
    )


def decision_against_table(report: Report, source: Random) -> Injected | None:
    """A decision point whose amount differs from the table and the list of applications."""
    found = [
        d for d in report.decisions if d.amount_sek is not None and "budgetjustering" in d.text
    ]
    if not found:
        return None
    decision = source.choice(found)
    assert decision.amount_sek is not None
    value = decision.amount_sek + 100_000 * source.randint(2, 9)
    old, new = (
        number((x / 1_000_000).quantize(Decimal("0.1"))) for x in (decision.amount_sek, value)
    )
    changed = replace(decision, text=decision.text.replace(old, new, 1), amount_sek=value)
    decisions = tuple(changed if d.number == decision.number else d for d in report.decisions)
    return replace(report, decisions=decisions), Contradiction(
        "narrative_vs_table",
        f"Decision point {decision.number} names {new} mnkr, the application below {old}.",
        (decision_anchor(decision.number),),
    )


KINDS: dict[str, Injector] = {
    "decision_against_table": decision_against_table,
    "surplus_called_deficit": surplus_called_deficit,
    "total_outside_sexes": total_outside_sexes,
    "wrong_header_year": wrong_header_year,
    "wrong_parts": wrong_parts,
    "wrong_total": wrong_total,
}


def inject(report: Report, kind: str, seed: object) -> Injected | None:
    """Put one contradiction of a kind into a report; None where it has no place for it."""
    return KINDS[kind](report, rng("inject", kind, seed))
