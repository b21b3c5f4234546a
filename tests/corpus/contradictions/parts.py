"""Parts against totals: other tables than those of the budget, lists and sentences."""

from __future__ import annotations

import re
from dataclasses import replace
from random import Random

from tests.corpus.contradictions.kinds import (
    Injected,
    changed,
    kind,
    tables,
    with_block,
    with_cell,
)
from tests.corpus.model import Block, Bullets, Cell, DataTable, Paragraph, Report, RowStyle
from tests.corpus.rendering import block_anchor, row_anchor, table_anchor
from tests.corpus.truth import Contradiction

_AMOUNT = re.compile(r"\d[\d ]*,\d")


@kind
def wrong_sum_elsewhere(report: Report, source: Random) -> Injected | None:
    """A sum of result units, key figures, children, pandemic costs or assets."""
    found = [
        (i, table, r, c)
        for i, table in tables(
            report,
            "result_units",
            "key_figures",
            "pandemic_costs",
            "balance_sheet",
            "turnover",
            "cost_income_development",
        )
        for r, row in enumerate(table.rows)
        if row.style is RowStyle.TOTAL
        for c, cell in enumerate(row.cells)
        if c and cell.number
    ]
    if not found:
        return None
    place = source.choice(found)
    return changed(report, place, source, "sum", [table_anchor(place[0])])


@kind
def wrong_row_total(report: Report, source: Random) -> Injected | None:
    """The last column "Totalsumma" of a row."""
    found = [
        (i, table, r, len(table.columns) - 1)
        for i, table in tables(report, "pandemic_costs")
        for r, row in enumerate(table.rows)
        if row.style is RowStyle.ITEM and row.cells[-1].number
    ]
    return changed(report, source.choice(found), source, "sum") if found else None


@kind
def wrong_accumulated(report: Report, source: Random) -> Injected | None:
    """The accumulated outcome of the year's periods."""
    found = [
        (i, table, r, 5)
        for i, table in tables(report, "complaints")
        for r, row in enumerate(table.rows)
        if row.cells[5].number and sum(cell.number is not None for cell in row.cells[2:5]) > 1
    ]
    return changed(report, source.choice(found), source, "sum") if found else None


@kind
def varav_in_total(report: Report, source: Random) -> Injected | None:
    """A row that is called varav although the total counts it beside its neighbour."""
    found = [
        (i, table, r)
        for i, table in tables(report, "budget_by_area", "cost_income_development")
        for r, row in enumerate(table.rows)
        if row.cells[0].text in ("avskrivningar", "internräntor") and r
    ]
    if not found:
        return None
    block, table, row = source.choice(found)
    old = table.rows[row].cells[0]
    label = Cell(f"varav {old.text}")
    return with_block(report, block, with_cell(table, row, 0, label)), Contradiction(
        "label",
        f"{label.text} is counted in the total as a row of its own.",
        (row_anchor(block, row),),
        label.text,
    )


def _lists(report: Report) -> list[tuple[int, Paragraph, Bullets]]:
    return [
        (i, one, two)
        for i, (one, two) in enumerate(zip(report.blocks, report.blocks[1:], strict=False))
        if isinstance(one, Paragraph) and isinstance(two, Bullets) and "se nedan" in one.text
    ]


@kind
def wrong_list_total(report: Report, source: Random) -> Injected | None:
    """The total above a list of amounts."""
    found = [item for item in _lists(report) if len(item[2].items) > 1]
    if not found:
        return None
    index, paragraph, _ = source.choice(found)
    text = _AMOUNT.sub(lambda m: _more(m[0], source), paragraph.text, count=1)
    return with_block(report, index, replace(paragraph, text=text)), Contradiction(
        "sum",
        f"'{text}': the list below adds up to another amount.",
        (block_anchor(index), block_anchor(index + 1)),
        text,
    )


@kind
def wrong_list_item(report: Report, source: Random) -> Injected | None:
    """An amount in a list, against the total above it."""
    found = [item for item in _lists(report) if len(item[2].items) > 1]
    if not found:
        return None
    index, _, bullets = source.choice(found)
    item = source.randrange(len(bullets.items))
    text = _AMOUNT.sub(lambda m: _more(m[0], source), bullets.items[item], count=1)
    items = (*bullets.items[:item], text, *bullets.items[item + 1 :])
    return with_block(report, index + 1, Bullets(items)), Contradiction(
        "sum",
        f"'{text}': the list no longer adds up to the amount above.",
        (block_anchor(index), block_anchor(index + 1)),
        text,
    )


def _more(printed: str, source: Random, least: int = 3) -> str:
    whole, _, decimals = printed.partition(",")
    tenths = int(whole.replace(" ", "")) * 10 + int(decimals) + source.randint(least, 3 * least)
    return f"{tenths // 10},{tenths % 10}"


@kind
def wrong_enumeration(report: Report, source: Random) -> Injected | None:
    """One of many amounts in a sentence, against the amount of the sentence before it."""
    found = [
        (i, block)
        for i, block in enumerate(report.blocks)
        if isinstance(block, Paragraph) and "Beloppet avser" in block.text
    ]
    found = [item for item in found if len(_AMOUNT.findall(item[1].text)) > 3]
    if not found:
        return None
    index, paragraph = source.choice(found)
    match = source.choice(list(_AMOUNT.finditer(paragraph.text))[1:])
    more = _more(match[0], source, least=9)
    text = paragraph.text[: match.start()] + more + paragraph.text[match.end() :]
    changed_block: Block = replace(paragraph, text=text)
    return with_block(report, index, changed_block), Contradiction(
        "sum",
        f"The amounts of '{text}' do not add up.",
        (block_anchor(index),),
        text.split(". ")[1],
    )


@kind
def wrong_decided_list(report: Report, source: Random) -> Injected | None:
    """A row of a table of applications, against the list and decision of the same amount."""
    found: list[tuple[int, DataTable, int, int]] = [
        (i, table, r, 1)
        for i, table in tables(report, "budget_adjustments")
        for r, row in enumerate(table.rows)
        if row.style is RowStyle.ITEM
    ]
    if not found:
        return None
    place = source.choice(found)
    return changed(report, place, source, "sum", least=4, most=30)
