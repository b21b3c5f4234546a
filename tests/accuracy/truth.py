"""Truth about one document, read from a folder of CSV files (see the shared truth)."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

Row = dict[str, str]


@dataclass(frozen=True)
class Truth:
    """What is true of a document; a kind that the folder lacks is None.

    ``last_line`` bounds what a sample covers: indicators and activities below it are
    neither right nor wrong. None for complete truth.
    """

    name: str
    goals: list[Row]
    indicators: list[Row]
    activities: list[Row] | None
    tables: list[Row]
    cells: list[Row]
    last_indicator_line: int | None = None
    last_activity_line: int | None = None

    @property
    def has_lines(self) -> bool:
        """Whether rows name lines, and by them their goals (not for PDF and DOCX)."""
        return any(row["line"] for row in self.goals)


def read_truth(folder: Path, *, complete: bool) -> Truth:
    """Read a folder of truth.

    Args:
        folder: Holds goals.csv, indicators.csv, tables.csv, cells.csv and mostly
            activities.csv.
        complete: Whether indicators and activities are given for the whole document.
    """
    indicators = _rows(folder / "indicators.csv")
    activities = _rows(folder / "activities.csv") if (folder / "activities.csv").exists() else None
    return Truth(
        name=folder.name,
        goals=_rows(folder / "goals.csv"),
        indicators=indicators,
        activities=activities,
        tables=_rows(folder / "tables.csv"),
        cells=_rows(folder / "cells.csv"),
        last_indicator_line=None if complete else _last_line(indicators),
        last_activity_line=None if complete else _last_line(activities or []),
    )


def _rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _last_line(rows: list[Row]) -> int | None:
    lines = [int(row["line"]) for row in rows if row["line"]]
    return max(lines, default=None)
