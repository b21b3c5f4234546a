"""What the pages ask of a release: rows as they are published, and where facts are printed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import duckdb

from pipeline.dashboard import queries
from pipeline.dashboard.figures import Judge
from pipeline.publish.database import quoted
from pipeline.quality.swedish import REPORT_TYPES, report_name
from pipeline.safe_text import visible

Row = Mapping[str, Any]

DOUBTFUL_BELOW = 0.8
"""A figure with less confidence looks different, and says how likely it is."""


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A report, as lists of reports name it."""

    key: str
    committee_key: str
    committee: str
    kind: str
    year: int
    source_file: str
    reading_score: float | None
    carried_from: str | None
    is_current: bool

    @property
    def name(self) -> str:
        """The name with committee, kind and year."""
        return report_name(self.committee, self.kind, self.year)

    @property
    def order(self) -> tuple[str, int, int]:
        """By committee, the latest year first, in it the latest report first."""
        return self.committee, -self.year, -list(REPORT_TYPES).index(self.kind)


class Archive:
    """A published database that is read for the pages.

    Args:
        connection: open for reading; it stays the caller's.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection

    def rows(self, sql: str, *parameters: object) -> list[Row]:
        """Rows of a query, by column name."""
        result = self._connection.execute(sql, list(parameters))
        names = [column[0] for column in result.description or []]
        return [dict(zip(names, row, strict=True)) for row in result.fetchall()]

    @cached_property
    def reports(self) -> tuple[ReportLine, ...]:
        """All reports, in the order of lists."""
        rows = self.rows(
            "select report_key, committee_key, committee_name, report_type, report_year,"
            " source_file, reading_score, carried_from, is_current"
            " from dim_report join dim_committee using (committee_key)"
        )
        lines = (ReportLine(*row.values()) for row in rows)
        return tuple(sorted(lines, key=lambda line: (*line.order, line.key)))

    @cached_property
    def judge(self) -> Judge:
        """What is to be said against figures of this release, as the dashboard says it."""
        found = self.rows("select table_name, column_name from duckdb_columns() where not internal")
        columns = {f"{row['table_name']}.{row['column_name']}" for row in found}

        def keys(query: queries.Query) -> frozenset[str]:
            return frozenset(row["fact_key"] for row in self.rows(query.sql_for(columns)))

        return Judge(
            DOUBTFUL_BELOW,
            contradicted=keys(queries.CONTRADICTED),
            corrected=keys(queries.CORRECTED),
            carried=frozenset(one.key for one in self.reports if one.carried_from),
        )

    @cached_property
    def printed_tables(self) -> tuple[str, ...]:
        """Tables whose rows are printed cells or passages: each of their facts has an anchor."""
        rows = self.rows(
            "select table_name from information_schema.columns where table_schema = 'main'"
            " group by 1 having bool_or(column_name = 'fact_key')"
            " and bool_or(column_name = 'source_text')"
            # Rows that were made from a cell stand where the cell stands.
            " and not bool_or(column_name = 'table_cell_key')"
            " and (starts_with(table_name, 'fact_') or table_name = 'document_section')"
            " order by 1"
        )
        return tuple(row["table_name"] for row in rows)

    def printed(self, report_key: str) -> list[Row]:
        """Every fact of a report with its place and its words, in the order of its table."""
        found: list[Row] = []
        for table in self.printed_tables:
            columns = {
                row["column_name"]
                for row in self.rows(
                    "select column_name from information_schema.columns"
                    " where table_schema = 'main' and table_name = ?",
                    table,
                )
            }
            words = next((name for name in ("value_text", "raw_text") if name in columns), "null")
            found += self.rows(
                f"select fact_key, {words} as printed, source_page, source_line_start,"
                " source_line_end, source_bbox, source_text"
                f" from {quoted(table)} where report_key = ?",
                report_key,
            )
        return found


def file_name(key: str) -> str:
    """The name of a key's page: keys are slugs, and nothing else gets into a path."""
    return "".join(letter if letter.isalnum() or letter in "-_" else "_" for letter in visible(key))
