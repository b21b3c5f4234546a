"""The gate and the publication: diff, verdict, release.

Belongs here: what the three assets show. Does not belong here: deciding anything
(``quality.verdict``), ending a run that the gate stops (``gate``).
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

import dagster as dg
import duckdb

from pipeline.assets.checks import check_result
from pipeline.assets.display import table_value
from pipeline.assets.gate import MAY_RELEASE, decide, end_refused, may_release
from pipeline.assets.housekeeping import tidy
from pipeline.assets.keys import DIFF, ENGINEERS, RELEASE, VERDICT, Group
from pipeline.assets.reporter import Reporter
from pipeline.assets.resources import RELEASE_ID, RunOptions
from pipeline.assets.row_counts import counts_of
from pipeline.assets.run_folder import last_run, stage_folder, try_again
from pipeline.assets.settling import OUTCOMES, readings_of
from pipeline.assets.translator import asset_key, dbt_nodes
from pipeline.intake import extractor_version
from pipeline.intake.keep import load_readings
from pipeline.intake.outcome import TRANSIENT_REASONS
from pipeline.intake.record import OutcomeRow, load_rows
from pipeline.publish import run_log
from pipeline.publish.base import comparison_base
from pipeline.publish.database import connect
from pipeline.publish.databases import Inputs
from pipeline.publish.diff import CHECKS, DiffReport, compare
from pipeline.publish.published import Release
from pipeline.publish.release import ReleaseRefused, release, save_diff
from pipeline.publish.row_digests import BuiltDigests, KeptDigests
from pipeline.publish.run_log import count_facts
from pipeline.publish.staging import Stage, StagedRun
from pipeline.quality.verdict import Verdict
from pipeline.registry import contract_version
from pipeline.settings import Settings
from pipeline.watch import confirm

_OTHER_CONTRACT = (
    "the last release has another contract ({}) than this program declares: tables, columns or "
    "types changed with the program; the database is built anew"
)


@dg.asset(
    key=DIFF,
    deps=[asset_key(table) for table in dbt_nodes().tables],
    group_name=Group.RELEASE,
    owners=[ENGINEERS],
    kinds={"duckdb"},
    description="The new database beside the last release: schema, documents, rows, values and "
    "coverage. A value that changed though its document did not is a defect of ours.",
    check_specs=[
        dg.AssetCheckSpec(check.__name__, asset=DIFF, description=check.__doc__) for check in CHECKS
    ],
)
def diff(
    context: dg.AssetExecutionContext,
    settings: dg.ResourceParam[Settings],
    reporter: dg.ResourceParam[Reporter],
    options: RunOptions,
) -> dg.MaterializeResult:
    """Stage ``diff``."""
    settings = options.applied(settings)
    run = stage_folder(context, settings, after=Stage.BUILD)
    run.start(Stage.DIFF)
    try:
        report = _compared(run, settings, reporter)
    except duckdb.IOException as error:  # somebody has one of the two open for writing
        try_again(error)
    save_diff(run, report)
    run.finish(Stage.DIFF)
    changes = [{"table": c.table, "came": c.added, "went": c.removed} for c in report.changes]
    against = report.base_release or "nothing: this is the first release"
    reporter.stage(Stage.DIFF, f"against {against}: {len(changes)} tables differ")
    for note in report.notes:
        reporter.note(note)
    return dg.MaterializeResult(
        metadata={
            "compared_with": against,
            "tables_that_differ": len(changes),
            "changes": table_value(changes),
            "run": run.folder.name,
        },
        check_results=[
            check_result(
                DIFF, check.__name__, [r for r in report.results if r.name == check.__name__]
            )
            for check in CHECKS
        ],
    )


def _compared(run: StagedRun, settings: Settings, reporter: Reporter) -> DiffReport:
    """The run's database beside the last release."""
    rows = load_rows(run.file(Stage.CHECK, OUTCOMES))
    with comparison_base(run, settings) as base:
        for problem in base.problems:
            reporter.note(f"the published file is replaced: {problem.text}")
        last = base.manifest
        if last is not None and last.contract_version != contract_version():
            reporter.note(_OTHER_CONTRACT.format(last.contract_version or "an older one"))
        before = load_readings(settings.releases_dir / last.release_id) if last else None
        is_by_today = last is not None and last.code_digest == run.info.code_digest
        return compare(
            run.database,
            base.database,
            inputs=Inputs(
                before=before.readings if before else None,
                now=readings_of(run),
                seen=frozenset(row.source.source_file for row in rows),
            ),
            base_release=base.current_id,
            base_fingerprint=last.fingerprint if last is not None and is_by_today else None,
            same_code=is_by_today,
            same_contract=last is None or last.contract_version == contract_version(),
            accept_changes=settings.accept_changes or base.stands_in,
            kept=KeptDigests.below(settings.cache_dir),
            built=BuiltDigests.of(run),
        )


@dg.asset(
    key=VERDICT,
    deps=[DIFF],
    group_name=Group.RELEASE,
    owners=[ENGINEERS],
    kinds={"json"},
    description="One file that says whether this run may be published, from all check results. "
    "It names its run and its input; a release without it, or with another run's, is refused.",
    check_specs=[MAY_RELEASE],
)
def verdict(
    context: dg.AssetExecutionContext,
    settings: dg.ResourceParam[Settings],
    reporter: dg.ResourceParam[Reporter],
) -> Iterator[dg.MaterializeResult]:
    """Stage ``verdict``; a run that may not be released ends here."""
    run = stage_folder(context, settings, after=Stage.DIFF)
    run.start(Stage.VERDICT)
    decided = decide(run, settings, counts_of(run, settings))
    run.finish(Stage.VERDICT)
    failed = [result for result in decided.results if not result.passed]
    word = "yes" if decided.may_release else "NO"
    reporter.stage(
        Stage.VERDICT,
        f"may be released: {word} ({len(decided.results)} checks, {decided.errors} errors, "
        f"{decided.warnings} warnings)",
    )
    for result in failed:
        reporter.note(f"{result.severity}: {result.name} ({result.table}): {result.message}")
    rows = [
        {
            "guards": r.level,
            "severity": r.severity,
            "check": r.name,
            "message": r.message,
            "of run": r.run or decided.run_id,
        }
        for r in failed
    ]
    yield dg.MaterializeResult(
        metadata={
            "checks": len(decided.results),
            "errors": decided.errors,
            "warnings": decided.warnings,
            "page": dg.MetadataValue.path(str(run.checks_page)),
            "findings_page": dg.MetadataValue.path(str(run.findings_page)),
            "not_passed": table_value(rows),
            "results_by_run": table_value(_by_run(decided)),
            "run": run.folder.name,
        },
        check_results=[may_release(decided)],
    )
    if not decided.may_release:
        end_refused(run, settings, decided)


def _by_run(decided: Verdict) -> list[dict[str, object]]:
    counted = Counter(result.run or decided.run_id for result in decided.results)
    return [{"run": run, "results": count} for run, count in counted.most_common()]


@dg.asset(
    key=RELEASE,
    deps=[VERDICT],
    group_name=Group.RELEASE,
    owners=[ENGINEERS],
    kinds={"duckdb"},
    description="warehouse/namndlager.duckdb, the database that people open: a link that is "
    "swapped in one step to the new release. Without a verdict on exactly this run, or when "
    "nothing changed, the last release stays.",
)
def published_database(
    context: dg.AssetExecutionContext,
    settings: dg.ResourceParam[Settings],
    reporter: dg.ResourceParam[Reporter],
    options: RunOptions,
) -> Iterator[dg.MaterializeResult]:
    """Stage ``release``."""
    settings = options.applied(settings)
    run = last_run(context, settings, after=Stage.DIFF)
    rows = [row for row in load_rows(run.file(Stage.CHECK, OUTCOMES)) if row.is_own]
    now = datetime.now(UTC)
    is_new = False
    try:
        published = release(
            run,
            settings,
            now=now,
            documents={row.source.source_file: row.source.sha256 for row in rows},
            readings=readings_of(run),
            extractor_version=extractor_version(),
            is_final=is_final(run, rows, options),
        )
        is_new = published.is_new
        if not is_new:
            confirm(settings, now=now)
    except duckdb.IOException as error:  # somebody has the staged database open
        try_again(error)
    except ReleaseRefused as refusal:
        raise dg.Failure(
            f"{refusal}\nThe last release stays in place.", allow_retries=False
        ) from None
    finally:
        run_log.finish(settings, run.info.run_id, at=now, published=is_new)
        tidy(settings, reporter)
    context.instance.add_run_tags(context.run.run_id, {RELEASE_ID: published.manifest.release_id})
    said = "published" if is_new else "nothing changed, the last release stays:"
    reporter.stage(Stage.RELEASE, f"{said} {published.manifest.release_id}")
    yield dg.MaterializeResult(
        metadata={
            "release": published.manifest.release_id,
            "is_new": is_new,
            **_numbers(published),
            **{f"seconds_{stage}": round(taken, 1) for stage, taken in run.seconds().items()},
            "database": dg.MetadataValue.path(str(settings.database)),
            "sha256": published.manifest.database_sha256,
            "rows": table_value(
                [{"table": t, "rows": n} for t, n in published.manifest.row_counts.items()]
            ),
            "run": run.folder.name,
        }
    )
    held = [row.source.source_file for row in rows if row.held is not None]
    if options.strict and held:
        raise dg.Failure(
            f"{said} {published.manifest.release_id}, but documents are held back (option "
            f"'strict'): {', '.join(held)}",
            allow_retries=False,
        )


def _numbers(published: Release) -> dict[str, Any]:
    """What people follow over the releases: each number is a plot in the UI."""
    rows = published.manifest.row_counts
    with connect(published.database) as connection:
        doubtful = connection.execute(_DOUBTFUL).fetchone()
    return {
        "documents": len(published.manifest.documents),
        "reports": rows["dim_report"],
        "rejected": rows["rejected_document"],
        "facts": count_facts(rows),
        "findings": rows["data_finding"],
        "doubtful_share": round(float(doubtful[0]), 4) if doubtful and doubtful[0] else 0.0,
        "bytes": published.database.stat().st_size,
    }


_DOUBTFUL = """
    select
        sum(indicator_values_doubtful + table_cells_doubtful)
        / nullif(sum(indicator_values + table_cells), 0)
    from mart_coverage
"""


def is_final(run: StagedRun, rows: Sequence[OutcomeRow], options: RunOptions) -> bool:
    """Whether the next run, on the same files and with the same code, would give the same.

    A part of a run on top of another one says nothing of what the whole gives, nor does a
    run that somebody told to leave something out.
    """
    is_whole = not run.info.made_from and not options.without
    return is_whole and not any(map(_may_differ_tomorrow, rows))


def _may_differ_tomorrow(row: OutcomeRow) -> bool:
    return row.rejection is not None and row.rejection.reason_code in TRANSIENT_REASONS
