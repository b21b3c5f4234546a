"""Ring 2: Great Expectations on pandas frames, by the suites in ``expectations/``.

What a bound finds is data (``Examined``): which rows of which reports lie outside. What
follows from that stands in ``outside`` (values) and ``holds`` (documents).

A raised exception is an error of ours, not a violation of the data: it becomes a result
of kind 'engine'.
"""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa

from pipeline.lazy import put_off
from pipeline.loading import loading
from pipeline.quality.frames import frame
from pipeline.quality.levels import Level
from pipeline.quality.places import place_words
from pipeline.quality.results import CheckResult
from pipeline.quality.suites import Bound, Suite, read_suites
from pipeline.transform.sources import Source

_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Outside:
    """A row that a bound does not hold for.

    ``fact_key`` is None where the frame has one row a report; ``examples`` then are what
    the frame tells of it, each with its place. ``observed`` is what the bound looked at.
    """

    report_key: str
    fact_key: str | None
    observed: str
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Examined:
    """What one bound found: how many rows of each report it looked at, and which fail.

    ``error`` is why it could not run, which is our fault and blocks the release.
    """

    table: str
    bound: Bound
    rows: Mapping[str, int]
    outside: tuple[Outside, ...]
    error: str | None = None

    def by_report(self) -> dict[str, list[Outside]]:
        """The rows outside the bound, by report."""
        grouped: dict[str, list[Outside]] = {}
        for row in self.outside:
            grouped.setdefault(row.report_key, []).append(row)
        return grouped

    def failing(self, least: int) -> dict[str, list[Outside]]:
        """Reports that it does not hold for: rows outside beyond ``mostly``.

        A bound that allows for some rows (``mostly`` below 1) fails with ``least`` of them.
        """
        return {
            report: rows
            for report, rows in self.by_report().items()
            if self.bound.mostly == 1.0
            or (len(rows) >= least and len(rows) > (1 - self.bound.mostly) * self.rows[report])
        }


def examine(
    tables: Mapping[str, pa.Table], folder: Path = Path("expectations")
) -> tuple[Examined, ...]:
    """What the bounds of all suites in ``folder`` find in ``tables``."""
    context = _context()
    found = tuple(one for suite in read_suites(folder) for one in _examine(suite, tables, context))
    # The library remembers its last context, and what was asked stands in cycles: few objects,
    # so that Python would not look for them soon, that hold every frame.
    for name in tuple(context.data_sources.all()):
        context.data_sources.delete(name)
    gc.collect()
    return found


def examine_in_parts(parts: Iterable[Mapping[str, pa.Table]], folder: Path) -> tuple[Examined, ...]:
    """As ``examine``, of tables that hold some reports each."""
    found = [examine(tables, folder) for tables in parts]
    return tuple(map(_together, zip(*found, strict=True)))


def _together(found: Sequence[Examined]) -> Examined:
    first, *_ = found
    return Examined(
        first.table,
        first.bound,
        rows={report: count for one in found for report, count in one.rows.items()},
        outside=tuple(row for one in found for row in one.outside),
        error=next((one.error for one in found if one.error is not None), None),
    )


def result_of(examined: Examined, *, outside_rows: int) -> CheckResult:
    """A bound as a check result; only a bound of level 'release' can block by itself."""
    bound = examined.bound
    if examined.error is not None:
        return _engine_error(examined)
    failing = examined.failing(outside_rows)
    observed = _observed(examined, failing)
    return CheckResult(
        name=bound.name,
        table=examined.table,
        severity="error" if bound.level is Level.RELEASE else "warning",
        passed=not failing,
        observed=observed,
        message=f"{bound.reason} Found: {observed}." if failing else bound.reason,
        kind="expectation",
        level=bound.level,
        reason_sv=bound.reason_sv,
    )


def outside_rows(examined: Examined, source: Source, *, limit: int) -> list[dict[str, str]]:
    """Rows outside a bound as a person looks at them: report, what was observed, where."""
    shown = examined.outside[:limit]
    places = _places(examined.table, [row for row in shown if row.fact_key], source)
    return [
        {
            "report": row.report_key,
            "observed": row.observed,
            "place": places.get(row.fact_key or "", "; ".join(row.examples)),
        }
        for row in shown
    ]


def _places(table: str, outside: Sequence[Outside], source: Source) -> dict[str, str]:
    """Where facts are printed, by their keys; none for a table that has no places."""
    import pyarrow.compute as pc

    columns = ["fact_key", "source_file", "source_page", "source_line_start", "source_line_end"]
    schema = source.schemas.get(table)
    if schema is None or not outside or not set(columns) <= set(schema.names):
        return {}
    rows = source.rows(table, {row.report_key for row in outside}).select(columns)
    keys = pa.array([row.fact_key for row in outside], pa.string())
    rows = rows.filter(pc.is_in(rows["fact_key"], keys))
    return {
        row["fact_key"]: f"{row['source_file']}, "
        + place_words(row["source_page"], row["source_line_start"], row["source_line_end"])
        for row in rows.to_pylist()
    }


def _observed(examined: Examined, failing: Mapping[str, Sequence[Outside]]) -> str:
    total = sum(examined.rows.values())
    if not examined.outside:
        return f"{total} values, all as expected"
    seen = ", ".join(row.observed for row in examined.outside[:_SHOWN])
    said = f"{len(examined.outside)} of {total} values unexpected: {seen}"
    return f"{said} ({', '.join(sorted(failing))})" if failing else said


@cache
def _library() -> Any:
    """Great Expectations, loaded once."""
    # Imported here: it takes four seconds, and a night with nothing new needs none of it.
    # Two more and 80 MB would go into what it compares distributions and draws pictures with.
    with loading(), put_off("scipy.stats", "altair"):
        import great_expectations as gx
    return gx


def _context() -> Any:
    """An ephemeral context: nothing on disk, no Data Docs, no progress bars, no analytics."""
    gx = _library()
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


def _examine(suite: Suite, tables: Mapping[str, pa.Table], context: Any) -> Iterator[Examined]:
    data = frame(suite.frame, tables)
    batch = (
        context.data_sources.add_pandas(f"{suite.table} {suite.frame}")
        .add_dataframe_asset(suite.frame)
        .add_batch_definition_whole_dataframe("all")
        .get_batch({"dataframe": data})
    )
    asked: dict[int, Any] = {}
    failed: dict[int, str] = {}
    for number, bound in enumerate(suite.bounds):
        # Whatever a library of this size raises, the check did not run, and that is the news.
        try:
            asked[number] = _asked(bound, number)
        except Exception as error:
            failed[number] = str(error)
    try:
        outcomes = _outcomes(suite, batch, asked)
    except Exception as error:
        failed = {**dict.fromkeys(asked, str(error)), **failed}
        outcomes = {}
    for number, bound in enumerate(suite.bounds):
        if number in outcomes:
            yield _found(suite.table, bound, outcomes[number], data)
        else:
            why = failed.get(number, "Great Expectations says nothing of it")
            yield Examined(suite.table, bound, {}, (), why)


_NUMBER = "number"
"""In the notes of an expectation: which bound of its suite it is."""


def _asked(bound: Bound, number: int) -> Any:
    import great_expectations as gx

    name = "".join(part.capitalize() for part in bound.type.split("_"))
    kind = getattr(gx.expectations, name)
    return kind(**bound.arguments, **_rows(bound), meta={_NUMBER: number})


def _outcomes(suite: Suite, batch: Any, asked: Mapping[int, Any]) -> dict[int, Any]:
    """What came of the bounds of a suite, by their number.

    They are asked together: one by one, a third more was spent on finding out what they share.
    First they are asked whether they hold, which most do; only of the others, for which rows
    they do not.
    """
    name = f"{suite.table} {suite.frame}"
    found = _validated(name, batch, asked, "BOOLEAN_ONLY")
    # A share that Great Expectations is told of itself holds where some rows do not.
    broken = {
        number: asked[number]
        for number, one in found.items()
        if not one.success or "mostly" in suite.bounds[number].arguments
    }
    return {**found, **_validated(name, batch, broken, "COMPLETE")} if broken else found


def _validated(name: str, batch: Any, asked: Mapping[int, Any], told: str) -> dict[int, Any]:
    """What Great Expectations says of bounds, by their number; ``told`` is how much."""
    import great_expectations as gx

    suite = gx.ExpectationSuite(name=name, expectations=list(asked.values()))
    found = batch.validate(suite, result_format=told).results
    return {one.expectation_config.meta[_NUMBER]: one for one in found}


def _found(table: str, bound: Bound, outcome: Any, data: pd.DataFrame) -> Examined:
    raised = [
        info["exception_message"]
        for info in _exceptions(outcome.exception_info or {})
        if info.get("raised_exception")
    ]
    if raised:
        return Examined(table, bound, {}, (), raised[0])
    looked_at = _looked_at(bound, data)
    positions = outcome.result.get("unexpected_index_list") or []
    return Examined(
        table=table,
        bound=bound,
        rows=Counter(looked_at["report_key"].tolist()),
        outside=tuple(_outside(bound, row) for row in data.loc[positions].to_dict("records")),
    )


def _looked_at(bound: Bound, data: pd.DataFrame) -> pd.DataFrame:
    """The rows that a bound judges: those of ``where``, without nulls unless it is about them."""
    if bound.where:
        column = data[bound.where["column"]]
        wanted = column == bound.where.get("is", bound.where.get("is_not"))
        data = data[wanted if "is" in bound.where else ~wanted]
    return data if bound.type.endswith("_be_null") else data.dropna(subset=list(bound.columns))


def _outside(bound: Bound, row: Mapping[Any, Any]) -> Outside:
    about = bound.columns[0]
    return Outside(
        report_key=row["report_key"],
        fact_key=row.get("fact_key"),
        observed=", ".join(_printed(row[column]) for column in bound.columns),
        examples=tuple(row.get(f"{about}_examples", ())),
    )


def _printed(value: Any) -> str:
    """A value as people write it: figures of three decimals at most, days without a time."""
    if isinstance(value, pd.Timestamp):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, float):
        return f"{round(value, 3):.15g}"
    return str(value)


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


def _engine_error(examined: Examined) -> CheckResult:
    return CheckResult(
        name=examined.bound.name,
        table=examined.table,
        severity="error",
        passed=False,
        observed="not checked",
        message=f"the check could not run; mend expectations/ or the runner: {examined.error}",
        kind="engine",
    )
