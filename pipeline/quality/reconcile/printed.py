"""Printed tables put together again from fact_table_cell, with exact numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.quality.reconcile.finding import Evidence
from pipeline.transform.economy import labels
from pipeline.transform.economy.money import sek_per_unit

_DECIMALS = re.compile(r"\d[,.](\d+)")


@dataclass(frozen=True, slots=True)
class PrintedCell:
    """A cell with its number (None where it has none) in the table's unit.

    ``label`` is the nearest label to its left: a balance sheet has two a row.
    """

    fact_key: str
    label: str
    text: str
    number: Decimal | None
    confidence: float
    evidence: Evidence

    @property
    def half_step(self) -> Decimal:
        """Half of the last printed digit: how far rounding may move the number."""
        return half_step_of(self.text)

    @property
    def is_words(self) -> bool:
        """Whether the cell says something that is not a number ("JA", "i.u.")."""
        return self.number is None and any(character.isalnum() for character in self.text)

    @property
    def is_share(self) -> bool:
        """Whether the cell is a percentage, which does not add up."""
        return "%" in self.text


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """A body row: its label and its cells by column number."""

    label: str
    group: str | None
    cells: Mapping[int, PrintedCell]

    @property
    def is_total(self) -> bool:
        """Whether the label names a sum."""
        return labels.is_total(self.label)

    @property
    def is_subitem(self) -> bool:
        """Whether the label says varav."""
        return labels.is_subitem(self.label)


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A table of a report: its rows in printed order and its column labels by number."""

    report_key: str
    table_no: int
    kind: str
    title: str
    unit: str | None
    notes: str
    columns: Mapping[int, str]
    rows: tuple[PrintedRow, ...]

    @property
    def is_money(self) -> bool:
        """Whether its numbers are amounts, which are rounded even without decimals."""
        return sek_per_unit(self.unit) is not None


def half_step_of(text: str) -> Decimal:
    """Half of the last printed digit of a number."""
    decimals = _DECIMALS.search(text)
    return Decimal("0.5").scaleb(-len(decimals.group(1)) if decimals else 0)


def printed_tables(tables: Mapping[str, pa.Table]) -> Iterator[PrintedTable]:
    """The tables of all current reports."""
    reports = tables["dim_report"]
    current = reports.filter(reports["is_current"])["report_key"]
    cells = tables["fact_table_cell"]
    rows = cells.filter(pc.is_in(cells["report_key"], current.combine_chunks())).to_pylist()
    rows.sort(key=lambda row: (row["report_key"], row["table_no"], row["row_no"], row["column_no"]))
    for _, group in groupby(rows, key=lambda row: (row["report_key"], row["table_no"])):
        yield _table(list(group))


def _table(cells: list[dict[str, Any]]) -> PrintedTable:
    first = cells[0]
    return PrintedTable(
        report_key=first["report_key"],
        table_no=first["table_no"],
        kind=first["table_kind"],
        title=first["table_title"],
        unit=first["table_unit"],
        notes=first["table_notes"] or "",
        columns={cell["column_no"]: cell["column_label"] for cell in cells},
        rows=tuple(_row(list(row)) for _, row in groupby(cells, key=lambda cell: cell["row_no"])),
    )


def _row(cells: list[dict[str, Any]]) -> PrintedRow:
    return PrintedRow(
        label=cells[0]["row_label"],
        group=cells[0]["row_group"],
        cells={cell["column_no"]: _cell(cell) for cell in cells},
    )


def _cell(cell: Mapping[str, Any]) -> PrintedCell:
    value = cell["value"]
    return PrintedCell(
        fact_key=cell["fact_key"],
        label=cell["row_label"],
        text=cell["raw_text"],
        # repr gives the shortest digits, which are those that were printed.
        number=None if value is None else Decimal(repr(value)),
        confidence=cell["confidence"],
        evidence=Evidence.of(cell),
    )
