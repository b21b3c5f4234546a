"""Columns that many tables share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from pipeline.registry.specs import ColumnSpec, LogicalType

REPORT_KEY = ColumnSpec(
    "report_key",
    LogicalType.TEXT,
    "The report that prints it (dim_report).",
    nullable=False,
    references="dim_report",
)
GOAL_KEY = ColumnSpec(
    "goal_key",
    LogicalType.TEXT,
    "The goal (mål) under which it is printed (dim_goal); null where it stands under none.",
    references="dim_goal",
)
INDICATOR_KEY = ColumnSpec(
    "indicator_key",
    LogicalType.TEXT,
    "The indicator (dim_indicator).",
    nullable=False,
    references="dim_indicator",
)

PROVENANCE = (
    ColumnSpec(
        "source_file",
        LogicalType.TEXT,
        "File that prints it, as path below the raw folder.",
        nullable=False,
    ),
    ColumnSpec(
        "source_page",
        LogicalType.INTEGER,
        "Page (sida), from 1; null where the format has none, and for lines of a text whose page "
        "no mark, page break or list of contents settles.",
        unit="page",
    ),
    ColumnSpec(
        "source_line_start",
        LogicalType.INTEGER,
        "First line of a text file, from 1; null for PDF and DOCX.",
        unit="line",
    ),
    ColumnSpec(
        "source_line_end",
        LogicalType.INTEGER,
        "Last line of a text file, from 1; null for PDF and DOCX.",
        unit="line",
    ),
    ColumnSpec(
        "source_bbox",
        LogicalType.BOX,
        "Rectangle on the page; null for text.",
        unit="PDF points",
    ),
    ColumnSpec(
        "source_text",
        LogicalType.TEXT,
        "What is printed there, verbatim.",
        nullable=False,
    ),
    ColumnSpec(
        "confidence",
        LogicalType.DOUBLE,
        "Probability that value and column are right; 1 only where nothing was inferred.",
        nullable=False,
        unit="share 0-1",
    ),
)


IS_OUT_OF_BOUNDS = ColumnSpec(
    "is_out_of_bounds",
    LogicalType.BOOLEAN,
    "True where a value of the row lies outside its bounds (expectations/); extraction_problem "
    "says which. Marts leave it out where its confidence is at most 0.5, and show it marked "
    "where the source prints it so.",
    nullable=False,
)


HAS_FINDING = ColumnSpec(
    "has_finding",
    LogicalType.BOOLEAN,
    "True where a finding (data_finding) rests on this row or on the printed cell behind it, "
    "differences that rounding explains among them.",
    nullable=False,
    over_reports=True,
    is_joined=True,
)
FINDING_KEYS = ColumnSpec(
    "finding_keys",
    LogicalType.KEYS,
    "Those findings (data_finding.finding_key), in the order of their keys; empty where none.",
    nullable=False,
    over_reports=True,
    is_joined=True,
)


DIGESTS: Mapping[str, str] = MappingProxyType(
    {
        "table_cell_key": "table_cell_digest",
        "indicator_row_key": "indicator_row_digest",
        "canonical_fact_key": "canonical_fact_digest",
    }
)
"""By which keys a fact names other rows of its report, and the columns that keep what stands in
them behind the report's own, which is there already and would take as much again. Not the key of
the row itself: DuckDB finds a row by what is kept, and by what is made it reads all of them."""


def kept_short(columns: Iterable[ColumnSpec]) -> Iterator[ColumnSpec]:
    """Columns of a fact that keep of other rows' keys the digests alone, which follow."""
    digests: list[ColumnSpec] = []
    for column in columns:
        if (digest := DIGESTS.get(column.name)) is None:
            yield column
            continue
        yield replace(column, made_of=f"{REPORT_KEY.name} || '-' || {digest}")
        what = f"What stands behind report_key and a hyphen in {column.name}; ask for that."
        digests.append(
            ColumnSpec(digest, LogicalType.TEXT, what, nullable=column.nullable, is_joined=True)
        )
    yield from digests


def digest_of(key: str) -> str:
    """SQL of what the digest of a key is, of the Parquet as ``printed``."""
    return f"substr(printed.{key}, length(printed.{REPORT_KEY.name}) + 2)"


def fact_key(what: str) -> ColumnSpec:
    """The key of a fact row; ``what`` names the row ("indicator cell")."""
    return ColumnSpec(
        "fact_key",
        LogicalType.TEXT,
        f"Stable key of the {what}: same document, same key on every run and machine.",
        nullable=False,
    )
