"""The kinds of contradictions by name, and what the functions that make them share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from random import Random

from tests.corpus.model import (
    ActivityTable,
    Block,
    Cell,
    DataTable,
    IndicatorTable,
    Proof,
    Report,
    TableRow,
)
from tests.corpus.rendering import Anchor, row_anchor, table_anchor
from tests.corpus.swedish import number
from tests.corpus.truth import Contradiction

Injected = tuple[Report, Contradiction]
Injector = Callable[[Report, Random], Injected | None]
KINDS: dict[str, Injector] = {}


def kind(function: Injector) -> Injector:
    """Register a kind of contradiction under its function's name."""
    KINDS[function.__name__] = function
    return function


def with_block(report: Report, index: int, block: Block) -> Report:
    """The report with another block in a place."""
    return replace(report, blocks=(*report.blocks[:index], block, *report.blocks[index + 1 :]))


def with_cell(table: DataTable, row_no: int, column: int, cell: Cell) -> DataTable:
    """The table with another cell in a place."""
    row = table.rows[row_no]
    cells = (*row.cells[:column], cell, *row.cells[column + 1 :])
    changed = TableRow(cells, row.style)
    return replace(table, rows=(*table.rows[:row_no], changed, *table.rows[row_no + 1 :]))


def tables(report: Report, *kinds: str) -> list[tuple[int, DataTable]]:
    """Tables of some kinds with their block numbers."""
    return [
        (i, b) for i, b in enumerate(report.blocks) if isinstance(b, DataTable) and b.kind in kinds
    ]


def moved(cell: Cell, source: Random, *, least: int = 15, most: int = 90) -> Cell:
    """A cell with another number, printed as the old one: off by some of its last digits."""
    assert cell.number is not None
    places = len(cell.text.partition(",")[2].rstrip("%st "))
    step = Decimal(source.randint(least, most)).scaleb(-places)
    value = cell.number + (step if source.random() < 0.5 or cell.number < step else -step)
    if not places:
        value = Decimal(round(value))
    plain = number(value.quantize(Decimal(1).scaleb(-places)))
    old = number(cell.number.quantize(Decimal(1).scaleb(-places)))
    text = cell.text.replace(old, plain) if old in cell.text else plain
    return Cell(text, value, cell.unit)


Place = tuple[int, DataTable, int, int]
"""A cell of a table: block number, table, row number, column number."""


def changed(
    report: Report,
    place: Place,
    source: Random,
    family: str,
    more: Sequence[Anchor] = (),
    *,
    least: int = 15,
    most: int = 90,
) -> Injected:
    """Another number in a cell; ``more`` are the places that it contradicts."""
    block, table, row, column = place
    old = table.rows[row].cells[column]
    new = moved(old, source, least=least, most=most)
    label = table.rows[row].cells[0].text
    return with_block(report, block, with_cell(table, row, column, new)), Contradiction(
        family,
        f"{label} in {table.columns[column]}: printed {new.text}, true is {old.text}.",
        (row_anchor(block, row), *more),
        new.text,
    )


def rows_labelled(report: Report, label: str) -> list[Anchor]:
    """Every row of a table that begins with a label, and every table that is called so."""
    found = []
    for index, block in enumerate(report.blocks):
        if not isinstance(block, DataTable):
            continue
        if block.title == label:
            found.append(table_anchor(index))
        found += [
            row_anchor(index, number_)
            for number_, row in enumerate(block.rows)
            if row.cells[0].text.startswith(label)
        ]
    return found


def places_of(report: Report, proofs: Iterable[Proof]) -> tuple[Anchor, ...]:
    """Where the figures of a claim are printed; the same figure may stand in many tables."""
    found: list[Anchor] = []
    for proof in proofs:
        if not proof.label:
            found += [table_anchor(index) for index, _ in tables(report, proof.block)]
            continue
        if proof.block not in ("indicators", "activities"):
            found += rows_labelled(report, proof.label)
            continue
        for index, block in enumerate(report.blocks):
            if isinstance(block, IndicatorTable):
                names = [row.name for row in block.rows]
            elif isinstance(block, ActivityTable):
                names = [row.text for row in block.rows]
            else:
                continue
            found += [row_anchor(index, n) for n, name in enumerate(names) if name == proof.label]
    return tuple(dict.fromkeys(found))
