"""The suites in ``expectations/``: bounds of the data, each with its level and reason.

A suite is one YAML file: the table it speaks of, the frame it looks at (the table itself
where none is named), and expectations. How they are run stands in ``expectations``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.quality.levels import THRESHOLDS_FILE, Level
from pipeline.yaml_text import parsed

_NOT_SUITES = frozenset({"corrections.yml", THRESHOLDS_FILE})
_COLUMNS = ("column", "column_A", "column_B")
_DEFAULT_REMEDY = (
    "Look at these places in the source. Where it was misread, another format of the same "
    "report (DOCX, PDF) may be read better; single figures can be put right by "
    "`namndlager correct`."
)


class SuiteError(ValueError):
    """A suite file cannot be understood."""


@dataclass(frozen=True, slots=True)
class Bound:
    """One expectation of a suite. ``arguments`` are those of Great Expectations.

    ``where`` narrows it to rows: {column: unit, is: "%"} or {column: ..., is_not: ...}.
    ``mostly`` is the share of one report's rows that it must hold for; ``remedy`` says what
    a person can do where a document is held back for it. ``reason_sv`` is the reason as pages
    for people say it.
    """

    type: str
    arguments: Mapping[str, Any]
    level: Level
    reason: str
    where: Mapping[str, Any] = field(default_factory=dict)
    mostly: float = 1.0
    remedy: str = _DEFAULT_REMEDY
    reason_sv: str = ""

    @property
    def name(self) -> str:
        """A name that tells the bound from others of its table."""
        about = self.arguments.get("column") or self.arguments.get("column_A") or "table"
        where = " ".join(str(word) for word in self.where.values())
        share = "" if self.mostly == 1.0 else f" for {self.mostly:.0%} of a report"
        narrowed = f" where {where}" if where else ""
        return f"{about} {self.type}{narrowed}{share}"

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that it looks at."""
        return tuple(str(self.arguments[name]) for name in _COLUMNS if name in self.arguments)


@dataclass(frozen=True, slots=True)
class Suite:
    """The expectations of one file."""

    table: str
    frame: str
    bounds: tuple[Bound, ...]


def read_suites(folder: Path) -> tuple[Suite, ...]:
    """All suites of a folder, in the order of their file names.

    Raises:
        SuiteError: a file or a bound lacks a field; every bound needs its reason.
    """
    paths = [path for path in sorted(folder.glob("*.yml")) if path.name not in _NOT_SUITES]
    return tuple(_suite(path, path.read_text(encoding="utf-8")) for path in paths)


@cache
def _suite(path: Path, text: str) -> Suite:
    # A run asks for the suites several times.
    content = parsed(text)
    try:
        bounds = tuple(_bound(entry) for entry in content["expectations"])
        table = content["table"]
    except (KeyError, TypeError) as error:
        raise SuiteError(
            f"{path}: a suite has table and expectations; each of these has expect, level "
            f"and reason; {error} is missing"
        ) from error
    except ValueError as error:
        raise SuiteError(f"{path}: {error}; levels are {', '.join(Level)}") from error
    return Suite(table=table, frame=content.get("frame", table), bounds=bounds)


def _bound(entry: Mapping[str, Any]) -> Bound:
    mostly = float(entry.get("mostly", 1.0))
    if not 0 < mostly <= 1:
        raise ValueError(f"mostly is a share, not {mostly}")
    return Bound(
        type=entry["expect"],
        arguments=entry.get("arguments", {}),
        level=Level(entry["level"]),
        reason=entry["reason"],
        where=entry.get("where", {}),
        mostly=mostly,
        remedy=entry.get("remedy", _DEFAULT_REMEDY),
        reason_sv=entry.get("reason_sv", ""),
    )
