"""Tables that contradict themselves: totals, parts, headers; and decisions against them."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from random import Random

from tests.corpus.contradictions.kinds import (
    Injected,
    kind,
    tables,
    with_block,
    with_cell,
)
from tests.corpus.model import (
    Cell,
    IndicatorRow,
    IndicatorTable,
    Paragraph,
    Report,
    RowStyle,
)
from tests.corpus.prose import AREA_SUBJECT
from tests.corpus.rendering import (
    Anchor,
    block_anchor,
    decision_anchor,
    row_anchor,
    table_anchor,
)
from tests.corpus.swedish import number
from tests.corpus.truth import Contradiction


@kind
def wrong_total(report: Report, source: Random) -> Injected | None:
    """A total that is not the sum of its rows (beyond rounding)."""
    found = [
        (i, table, r, c)
        for i, table in tables(
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
    mended = with_cell(table, row_no, column, Cell(number(value), value, old.unit))
    label = table.rows[row_no].cells[0].text
    return with_block(report, block_no, mended), Contradiction(
        "sum",
        f"{label} in {table.columns[column]}: printed {number(value)}, its rows add up to "
        f"{old.text}.",
        (row_anchor(block_no, row_no), table_anchor(block_no)),
        number(value),
    )


@kind
def wrong_parts(report: Report, source: Random) -> Injected | None:
    """A varav row changed so that the parts miss their parent."""
    found = []
    for i, table in tables(report, "budget_by_area", "cost_income_development"):
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
    mended = with_cell(table, row_no, column, Cell(number(value), value, old.unit))
    first = next(r for r in range(row_no, -1, -1) if table.rows[r].style is not RowStyle.PART)
    return with_block(report, block_no, mended), Contradiction(
        "sum",
        f"{table.rows[row_no].cells[0].text} in {table.columns[column]}: printed "
        f"{number(value)}, its parent {table.rows[first].cells[0].text} needs {old.text}.",
        (row_anchor(block_no, first), row_anchor(block_no, row_no)),
        number(value),
    )


@kind
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
    anchors += tuple(table_anchor(i) for i, _ in tables(report, "budget_by_area"))
    return with_block(report, index, replace(block, text=text)), Contradiction(
        "narrative_vs_table", f"'{text}' has the wrong sign against the table.", anchors, text
    )


@kind
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
    mended: IndicatorRow = replace(row, cells=(Cell(text, value, "%"), *row.cells[1:]), analysis="")
    rows = (*block.rows[:row_no], mended, *block.rows[row_no + 1 :])
    return with_block(report, block_no, replace(block, rows=rows)), Contradiction(
        "other",
        f"{row.name}: the outcome {text} lies outside {row.cells[1].text} and {row.cells[2].text}.",
        (row_anchor(block_no, row_no),),
        text,
    )


@kind
def wrong_header_year(report: Report, source: Random) -> Injected | None:
    """A header 'Bokslut 2023' where the column holds 2024."""
    year = str(report.head.year)
    found = [
        (i, table)
        for i, table in tables(report, "area_detail", "investments")
        if f"Bokslut {year}" in table.columns
    ]
    if not found:
        return None
    index, table = source.choice(found)
    wrong = f"Bokslut {report.head.year - 1}"
    columns = tuple(wrong if name == f"Bokslut {year}" else name for name in table.columns)
    return with_block(report, index, replace(table, columns=columns)), Contradiction(
        "label",
        f"{table.title}: the header says '{wrong}' for {year}.",
        (table_anchor(index),),
    )


@kind
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
    mended = replace(decision, text=decision.text.replace(old, new, 1), amount_sek=value)
    decisions = tuple(mended if d.number == decision.number else d for d in report.decisions)
    return replace(report, decisions=decisions), Contradiction(
        "narrative_vs_table",
        f"Decision point {decision.number} names {new} mnkr, the application below {old}.",
        (decision_anchor(decision.number),),
        f"{new} ",
    )
