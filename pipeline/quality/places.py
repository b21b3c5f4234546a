"""Where a row is printed, in words for people, and of which document it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pyarrow as pa

_LONGEST = 100


def place_words(page: int | None, first: int | None, last: int | None) -> str:
    """'page 3', 'line 120' or both, as far as they are known; else 'the document'.

    >>> place_words(3, 120, 121)
    'page 3, lines 120-121'
    """
    where = [] if page is None else [f"page {page}"]
    if first is not None:
        where.append(f"line {first}" if last in (None, first) else f"lines {first}-{last}")
    return ", ".join(where) or "the document"


def place_of(source_file: str, page: int | None, first: int | None, last: int | None) -> str:
    """The place with its file: 'a.pdf, page 3'; the file alone where no more is known."""
    where = "" if page is None and first is None else f", {place_words(page, first, last)}"
    return f"{source_file}{where}"


def shortened(text: str) -> str:
    """The text on one line, cut where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


def example(row: Mapping[str, Any], said: str) -> str:
    """An example of something in a fact row, with its place."""
    place = place_words(row["source_page"], row["source_line_start"], row["source_line_end"])
    return f"{place}: {shortened(said)}"


def of_reports(tables: Mapping[str, pa.Table], column: str) -> dict[str, str]:
    """A column of ``dim_report`` by report key."""
    reports = tables["dim_report"]
    return dict(zip(reports["report_key"].to_pylist(), reports[column].to_pylist(), strict=True))
