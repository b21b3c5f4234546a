"""The gate before the facts: judge every document, hold back those that are not believed.

Belongs here: the order of things. The bounds say what lies outside (``expectations``); a
document that breaks one of its own is held back (``holds``), and the tables are made once
more without it; single odd values of the others are marked (``outside``). What is made
from the facts (contradictions, database) comes later and sees only what passed here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from pipeline.intake.hold import Hold
from pipeline.intake.outcome import DocumentOutcome
from pipeline.quality import contracts, expectations
from pipeline.quality.holds import broken_by_report, contradicted_by_sidecar, crowded
from pipeline.quality.levels import read_thresholds
from pipeline.quality.outside import marked, odd_values
from pipeline.quality.results import CheckResult

Outcomes = Sequence[DocumentOutcome]
Tables = Mapping[str, pa.Table]
Build = Callable[[Outcomes], Tables]
HoldBack = Callable[[Outcomes, Sequence[Hold]], Outcomes]
Examine = Callable[[Outcomes, Tables], tuple[expectations.Examined, ...]]


@dataclass(frozen=True, slots=True)
class Judged:
    """What passed: the outcomes with held documents rejected, the tables of the others.

    ``holds`` are those that were found here; ``examined`` is what the bounds found in what
    passed.
    """

    outcomes: Outcomes
    tables: Tables
    results: tuple[CheckResult, ...]
    holds: tuple[Hold, ...]
    examined: tuple[expectations.Examined, ...]


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
        tables = build(outcomes)
        examined = examine(outcomes, tables) if examine else expectations.examine(tables, folder)
        odd = odd_values(examined, tables, thresholds)
        found = (
            *contradicted_by_sidecar(outcomes, thresholds),
            *broken_by_report(examined, tables, thresholds),
            *crowded(odd, tables, thresholds),
        )
        if not found:
            break
        # Each round takes out at least one document, so that there is a last one.
        holds += found
        outcomes = hold_back(outcomes, found)
    tables = marked(tables, odd, thresholds)
    results = (
        *contracts.check(tables),
        *(expectations.result_of(e, outside_rows=thresholds.outside_rows) for e in examined),
        something_was_read(outcomes),
    )
    return Judged(outcomes, tables, results, holds, examined)


def judge_again(
    tables: Tables, folder: Path
) -> tuple[tuple[CheckResult, ...], tuple[expectations.Examined, ...]]:
    """What the bounds say of tables that have passed before; nothing is held or marked.

    Raises:
        SuiteError, ThresholdError: a file of ``folder`` cannot be understood.
    """
    least = read_thresholds(folder).outside_rows
    examined = expectations.examine(tables, folder)
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
