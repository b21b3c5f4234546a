"""The gate and the publication: diff, verdict, release."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import dagster as dg

from pipeline.assets.checks import check_result
from pipeline.assets.display import markdown_table
from pipeline.assets.facts import CHECKS_FILE, RESULTS
from pipeline.assets.housekeeping import tidy
from pipeline.assets.keys import DIFF, ENGINEERS, RELEASE, VERDICT, Group
from pipeline.assets.reporter import Reporter
from pipeline.assets.resources import RELEASE_ID, RunOptions
from pipeline.assets.run_folder import run_name, stage_folder
from pipeline.assets.settling import OUTCOMES, readings_of
from pipeline.assets.translator import asset_key, dbt_nodes
from pipeline.assets.warehouse import DBT_RESULTS
from pipeline.intake import extractor_version
from pipeline.intake.keep import load_readings
from pipeline.intake.outcome import TRANSIENT_REASONS
from pipeline.intake.record import OutcomeRow, load_rows
from pipeline.publish import run_log
from pipeline.publish.base import comparison_base
from pipeline.publish.dbt_manifest import kept_places
from pipeline.publish.dbt_nodes import load_nodes
from pipeline.publish.diff import CHECKS, Inputs, compare
from pipeline.publish.release import (
    ReleaseRefused,
    load_diff,
    release,
    save_diff,
)
from pipeline.publish.staging import Stage, StagedRun, find
from pipeline.publish.tables_made import left_behind
from pipeline.quality import verdict as verdicts
from pipeline.quality.check_report import write_check_report
from pipeline.quality.results import CheckResult
from pipeline.registry import contract_version
from pipeline.settings import Settings

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
    rows = load_rows(run.file(Stage.CHECK, OUTCOMES))
    with comparison_base(run, settings) as base:
        for problem in base.problems:
            reporter.note(f"the published file is replaced: {problem.text}")
        last = base.manifest
        if last is not None and last.contract_version != contract_version():
            reporter.note(_OTHER_CONTRACT.format(last.contract_version or "an older one"))
        before = load_readings(settings.releases_dir / last.release_id) if last else None
        report = compare(
            run.database,
            base.database,
            inputs=Inputs(
                before=before.readings if before else None,
                now=readings_of(run),
                seen=frozenset(row.source.source_file for row in rows),
            ),
            base_release=base.current_id,
            same_code=last is not None and last.code_digest == run.info.code_digest,
            same_contract=last is None or last.contract_version == contract_version(),
            accept_changes=settings.accept_changes or base.stands_in,
        )
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
            "changes": dg.MetadataValue.md(markdown_table(changes)),
        },
        check_results=[
            check_result(
                DIFF, check.__name__, [r for r in report.results if r.name == check.__name__]
            )
            for check in CHECKS
        ],
    )


@dg.asset(
    key=VERDICT,
    deps=[DIFF],
    group_name=Group.RELEASE,
    owners=[ENGINEERS],
    kinds={"json"},
    description="One file that says whether this run may be published, from all check results. "
    "It names its run and its input; a release without it, or with another run's, is refused.",
    check_specs=[
        dg.AssetCheckSpec("may_release", asset=VERDICT, description="No check blocks the release.")
    ],
)
def verdict(
    context: dg.AssetExecutionContext,
    settings: dg.ResourceParam[Settings],
    reporter: dg.ResourceParam[Reporter],
) -> dg.MaterializeResult:
    """Stage ``verdict``."""
    run = stage_folder(context, settings, after=Stage.DIFF)
    run.start(Stage.VERDICT)
    info = run.info
    decided = verdicts.decide(
        [*all_results(run), *left_behind(run, load_nodes(kept_places(settings)), settings)],
        run_id=info.run_id,
        input_digest=info.input_digest,
    )
    verdicts.write(decided, run.verdict)
    write_check_report(decided, run.checks_page)
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
            "of run": r.run or info.run_id,
        }
        for r in failed
    ]
    return dg.MaterializeResult(
        metadata={
            "checks": len(decided.results),
            "errors": decided.errors,
            "warnings": decided.warnings,
            "page": dg.MetadataValue.path(str(run.checks_page)),
            "findings_page": dg.MetadataValue.path(str(run.findings_page)),
            "failed": dg.MetadataValue.md(markdown_table(rows, width=None)),
            "results_by_run": dg.MetadataValue.md(markdown_table(_by_run(decided))),
        },
        check_results=[
            dg.AssetCheckResult(
                asset_key=VERDICT,
                check_name="may_release",
                passed=decided.may_release,
                description="\n\n".join(decided.reasons) or "No check blocks the release.",
            )
        ],
    )


def all_results(run: StagedRun) -> list[CheckResult]:
    """The check results of every ring of a run; those of a run that it copied name that one."""
    own = run.info.run_id
    results: list[CheckResult] = []
    for stage, name in ((Stage.CHECK, CHECKS_FILE), (Stage.BUILD, DBT_RESULTS)):
        made_by = run.made_by(stage)
        found = RESULTS.validate_json(run.file(stage, name).read_bytes())
        results += [replace(r, run=r.run or (made_by if made_by != own else "")) for r in found]
    return [*results, *load_diff(run).results]


def _by_run(decided: verdicts.Verdict) -> list[dict[str, object]]:
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
    run = find(settings, name=run_name(context, settings), after=Stage.DIFF)
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
            # A part of a run on top of another one says nothing of what the whole gives.
            is_final=not run.info.made_from and not any(map(_may_differ_tomorrow, rows)),
        )
        is_new = published.is_new
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
    counts = [{"table": t, "rows": n} for t, n in published.manifest.row_counts.items()]
    yield dg.MaterializeResult(
        metadata={
            "release": published.manifest.release_id,
            "is_new": is_new,
            "database": dg.MetadataValue.path(str(settings.database)),
            "sha256": published.manifest.database_sha256,
            "rows": dg.MetadataValue.md(markdown_table(counts)),
        }
    )
    held = [row.source.source_file for row in rows if row.held is not None]
    if options.strict and held:
        raise dg.Failure(
            f"{said} {published.manifest.release_id}, but documents are held back (option "
            f"'strict'): {', '.join(held)}",
            allow_retries=False,
        )


def _may_differ_tomorrow(row: OutcomeRow) -> bool:
    return row.rejection is not None and row.rejection.reason_code in TRANSIENT_REASONS
