"""The gate before the facts: judge every document, hold back those that are not believed.

Belongs here: the order of things. The bounds say what lies outside (``expectations``); a
document that breaks one of its own is held back (``holds``), and the tables are made once
more without it; single odd values of the others are marked (``outside``). What is made
from the facts (contradictions, database) comes later and sees only what passed here.

Every bound judges the rows of a report by that report alone, so facts are looked at part by
part, and only those of reports in which something lies outside.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pyarrow as pa

from pipeline.intake.hold import Hold
from pipeline.intake.outcome import DocumentOutcome
from pipeline.quality import expectations
from pipeline.quality.expectations import Examined
from pipeline.quality.holds import broken_by_report, contradicted_by_sidecar, crowded
from pipeline.quality.levels import Thresholds, read_thresholds
from pipeline.quality.outside import OddValue, marked, odd_values
from pipeline.quality.results import CheckResult
from pipeline.transform.build import Assembly, Facts

Outcomes = Sequence[DocumentOutcome]
Tables = Mapping[str, pa.Table]
Build = Callable[[Outcomes], Assembly]
HoldBack = Callable[[Outcomes, Sequence[Hold]], Outcomes]
Examine = Callable[[Outcomes, Assembly], tuple[Examined, ...]]


@dataclass(frozen=True, slots=True)
class Judged:
    """What passed: the outcomes with held documents rejected, the tables of the others.

    ``odd`` are the odd values by report, ``holds`` the documents that were found here;
    ``examined`` is what the bounds found in what passed.
    """

    outcomes: Outcomes
    assembly: Assembly
    odd: Mapping[str, Sequence[OddValue]]
    thresholds: Thresholds
    results: tuple[CheckResult, ...]
    holds: tuple[Hold, ...]
    examined: tuple[Examined, ...]

    def facts(self) -> Iterator[Tables]:
        """The facts with odd values marked, part by part in the order of reports."""
        for facts in self.assembly.facts():
            odd = [value for report in facts.reports for value in self.odd.get(report, ())]
            yield marked(facts.tables, odd, self.thresholds)

    def tables(self) -> dict[str, pa.Table]:
        """All tables at once: for a few reports."""
        return self.assembly.whole(self.facts())


def judge(
    outcomes: Outcomes,
    *,
    build: Build,
    hold_back: HoldBack,
    folder: Path,
    examine: Examine | None = None,
) -> Judged:
    """Judge every document and build the tables of those that pass.

    Args:
        outcomes: what came of every file.
        build: makes the tables of outcomes; called again only after something was held.
        hold_back: takes held documents out of the outcomes.
        folder: the suites and thresholds.
        examine: asks the bounds of the suites of the tables of outcomes; None asks all anew.

    Raises:
        SuiteError, ThresholdError: a file of ``folder`` cannot be understood.
    """
    thresholds = read_thresholds(folder)
    holds: tuple[Hold, ...] = ()
    while True:
        assembly = build(outcomes)
        if examine is None:
            examined = expectations.examine_in_parts([assembly.whole()], folder)
        else:
            examined = examine(outcomes, assembly)
        seen = _look_at(assembly, examined, thresholds)
        found = (*contradicted_by_sidecar(outcomes, thresholds), *seen.broken, *seen.crowded)
        if not found:
            break
        # Each round takes out at least one document, so that there is a last one.
        holds += found
        outcomes = hold_back(outcomes, found)
    results = (
        *(expectations.result_of(e, outside_rows=thresholds.outside_rows) for e in examined),
        something_was_read(outcomes),
    )
    return Judged(outcomes, assembly, seen.odd, thresholds, results, holds, examined)


@dataclass(frozen=True, slots=True)
class _Seen:
    """What lies outside: odd values by report, documents that broke a bound, or too many."""

    odd: Mapping[str, Sequence[OddValue]]
    broken: Sequence[Hold]
    crowded: Sequence[Hold]


def _look_at(assembly: Assembly, examined: Sequence[Examined], thresholds: Thresholds) -> _Seen:
    odd: defaultdict[str, list[OddValue]] = defaultdict(list)
    broken: list[Hold] = []
    too_many: list[Hold] = []
    outside = {row.report_key for one in examined for row in one.outside}
    about = {one.table for one in examined if one.outside}
    for facts in assembly.facts(outside, about):
        tables = {**assembly.dimensions, **facts.tables}
        here = [_of(one, facts) for one in examined]
        values = odd_values(here, tables, thresholds)
        for value in values:
            odd[value.row["report_key"]].append(value)
        broken += broken_by_report(here, tables, thresholds)
        too_many += crowded(values, tables, thresholds)
    return _Seen(odd, broken, too_many)


def _of(examined: Examined, facts: Facts) -> Examined:
    """What a bound found in these reports."""
    outside = tuple(row for row in examined.outside if row.report_key in facts.reports)
    return replace(examined, outside=outside)


def judge_again(
    tables: Iterable[Tables], folder: Path
) -> tuple[tuple[CheckResult, ...], tuple[Examined, ...]]:
    """What the bounds say of tables that have passed before; nothing is held or marked.

    ``tables`` are those of some reports at a time.

    Raises:
        SuiteError, ThresholdError: a file of ``folder`` cannot be understood.
    """
    least = read_thresholds(folder).outside_rows
    examined = expectations.examine_in_parts(tables, folder)
    return tuple(expectations.result_of(e, outside_rows=least) for e in examined), examined


def something_was_read(outcomes: Outcomes) -> CheckResult:
    """At least one document is believed: else there is nothing to publish."""
    read = sum(outcome.report is not None for outcome in outcomes)
    why = "" if outcomes else " No file was found: is it the right folder, and is it mounted?"
    return CheckResult(
        name="something_was_read",
        table="dim_report",
        severity="error",
        passed=read > 0,
        observed=f"{read} of {len(outcomes)} files",
        message=f"At least one document can be read and is believed.{'' if read else why}",
        kind="expectation",
    )
