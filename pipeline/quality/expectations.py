"""Ring 2: Great Expectations on pandas frames, by the suites in ``expectations/``.

A suite is one YAML file: the table it speaks of, the frame it looks at (the table
itself where none is named), and expectations, each with its severity and the reason
for its bound. A raised exception is an error of ours, not a violation of the data: it
becomes a result of kind 'engine'.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import yaml

from pipeline.quality.frames import frame
from pipeline.quality.results import CheckResult

_SHOWN = 3
BUDGET_FILE = "warning_budget.yml"
_NOT_SUITES = frozenset({"corrections.yml", BUDGET_FILE})


class SuiteError(ValueError):
    """A suite file cannot be understood."""


@dataclass(frozen=True, slots=True)
class Bound:
    """One expectation of a suite. ``arguments`` are those of Great Expectations.

    ``where`` narrows it to rows: {column: unit, is: "%"} or {column: ..., is_not: ...}.
    """

    type: str
    arguments: Mapping[str, Any]
    severity: str
    reason: str
    where: Mapping[str, Any]

    @property
    def name(self) -> str:
        """A name that tells the bound from others of its table."""
        about = self.arguments.get("column") or self.arguments.get("column_A") or "table"
        where = " ".join(str(word) for word in self.where.values())
        return f"{about} {self.type} where {where}" if where else f"{about} {self.type}"


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
    return tuple(_suite(path) for path in paths)


def read_warning_budget(folder: Path) -> int | None:
    """How many checks may warn before a run is held back; None where no file says.

    Raises:
        SuiteError: the file gives no number or no reason.
    """
    path = folder / BUDGET_FILE
    if not path.exists():
        return None
    content = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    if not isinstance(content.get("warnings"), int) or not content.get("reason"):
        raise SuiteError(f"{path}: give warnings (a number) and the reason for it")
    return int(content["warnings"])


def _suite(path: Path) -> Suite:
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    try:
        bounds = tuple(
            Bound(
                type=entry["expect"],
                arguments=entry.get("arguments", {}),
                severity=entry["severity"],
                reason=entry["reason"],
                where=entry.get("where", {}),
            )
            for entry in content["expectations"]
        )
        table = content["table"]
    except (KeyError, TypeError) as error:
        raise SuiteError(
            f"{path}: a suite has table and expectations; each of these has expect, severity "
            f"and reason; {error} is missing"
        ) from error
    if wrong := {bound.severity for bound in bounds} - {"error", "warning"}:
        raise SuiteError(f"{path}: severity is error or warning, not {sorted(wrong)}")
    return Suite(table=table, frame=content.get("frame", table), bounds=bounds)


def run(tables: Mapping[str, pa.Table], folder: Path = Path("expectations")) -> list[CheckResult]:
    """The results of all suites in ``folder`` on ``tables``."""
    context = _context()
    return [result for suite in read_suites(folder) for result in _run(suite, tables, context)]


def _context() -> Any:
    """An ephemeral context: nothing on disk, no Data Docs, no progress bars, no analytics."""
    # Imported here: it takes four seconds, and a night with nothing new needs none of it.
    import great_expectations as gx
    from great_expectations.data_context.types.base import (
        DataContextConfig,
        InMemoryStoreBackendDefaults,
        ProgressBarsConfig,
    )

    config = DataContextConfig(
        store_backend_defaults=InMemoryStoreBackendDefaults(),
        progress_bars=ProgressBarsConfig(globally=False),
        analytics_enabled=False,
    )
    return gx.get_context(mode="ephemeral", project_config=config)


def _run(suite: Suite, tables: Mapping[str, pa.Table], context: Any) -> Iterator[CheckResult]:
    batch = (
        context.data_sources.add_pandas(f"{suite.table} {suite.frame}")
        .add_dataframe_asset(suite.frame)
        .add_batch_definition_whole_dataframe("all")
        .get_batch({"dataframe": frame(suite.frame, tables)})
    )
    for bound in suite.bounds:
        yield _check(bound, suite, batch)


def _check(bound: Bound, suite: Suite, batch: Any) -> CheckResult:
    import great_expectations as gx

    name = "".join(part.capitalize() for part in bound.type.split("_"))
    try:
        expectation = getattr(gx.expectations, name)(**bound.arguments, **_rows(bound))
        outcome = batch.validate(expectation, result_format="SUMMARY")
    # Whatever a library of this size raises, the check did not run, and that is the news.
    except Exception as error:
        return _engine_error(bound, suite, str(error))
    raised = [
        info["exception_message"]
        for info in _exceptions(outcome.exception_info or {})
        if info.get("raised_exception")
    ]
    if raised:
        return _engine_error(bound, suite, raised[0])
    observed = _observed(outcome.result)
    return CheckResult(
        name=bound.name,
        table=suite.table,
        severity=bound.severity,
        passed=bool(outcome.success),
        observed=observed,
        message=bound.reason if outcome.success else f"{bound.reason} Found: {observed}",
        kind="expectation",
    )


def _rows(bound: Bound) -> dict[str, Any]:
    """The argument that narrows an expectation to the rows of ``bound.where``."""
    from great_expectations.expectations.row_conditions import Column

    if not bound.where:
        return {}
    column = Column(bound.where["column"])
    if "is" in bound.where:
        return {"row_condition": column == bound.where["is"]}
    return {"row_condition": column != bound.where["is_not"]}


def _exceptions(info: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Exceptions of a result: one, or one a metric by its name."""
    if "raised_exception" in info:
        return [info]
    return [entry for entry in info.values() if isinstance(entry, Mapping)]


def _observed(result: Mapping[str, Any]) -> str:
    if "observed_value" in result:
        return str(result["observed_value"])
    unexpected = result.get("unexpected_count", 0)
    if not unexpected:
        return f"{result.get('element_count', 0)} values, all as expected"
    examples = ", ".join(str(v) for v in result.get("partial_unexpected_list", [])[:_SHOWN])
    return f"{unexpected} of {result.get('element_count')} values unexpected: {examples}"


def _engine_error(bound: Bound, suite: Suite, error: str) -> CheckResult:
    return CheckResult(
        name=bound.name,
        table=suite.table,
        severity="error",
        passed=False,
        observed="not checked",
        message=f"the check could not run; mend expectations/ or the runner: {error}",
        kind="engine",
    )
