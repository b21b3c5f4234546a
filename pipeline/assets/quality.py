"""Assets of what is said about the facts: contradictions in the sources, the log of runs.

Does not belong here: the rules of reconciliation (``quality.reconcile``), and checks of our
own work, which gate (``facts``, ``warehouse``).
"""

from collections import Counter

import dagster as dg
import pyarrow as pa

from pipeline.assets.display import (
    rows_metadata,
    schema_metadata,
    table_description,
    table_value,
)
from pipeline.assets.facts import TABLES as CHECKED_TABLES
from pipeline.assets.keys import ENGINEERS, Group, parquet_key
from pipeline.assets.reporter import Reporter
from pipeline.assets.run_folder import stage_folder
from pipeline.assets.settling import OUTCOMES
from pipeline.intake.record import load_rows
from pipeline.publish import run_log
from pipeline.publish.run_log import RunRecord, count_facts
from pipeline.publish.staging import Stage, StagedRun
from pipeline.registry import TABLES, Layer
from pipeline.settings import Settings

DATA_FINDING = parquet_key("data_finding")
LOAD_RUN = parquet_key("load_run")
FACTS = [parquet_key(table.name) for table in CHECKED_TABLES if table.layer is Layer.FACT]


@dg.asset(
    key=DATA_FINDING,
    deps=FACTS,
    group_name=Group.FINDINGS,
    owners=[ENGINEERS],
    kinds={"parquet", "python"},
    description=table_description(TABLES["data_finding"])
    + "\n\nRing 3: rules of arithmetic and prose against tables. It describes the sources, "
    "not us, and never blocks a release.",
    metadata=schema_metadata("data_finding"),
    check_specs=[
        dg.AssetCheckSpec(
            "reconciliation",
            asset=DATA_FINDING,
            description="Ring 3: the sources do not contradict themselves. Never blocks.",
        )
    ],
)
def data_finding(
    context: dg.AssetExecutionContext,
    settings: dg.ResourceParam[Settings],
    reporter: dg.ResourceParam[Reporter],
) -> dg.MaterializeResult:
    """Stage ``reconcile``."""
    run = stage_folder(context, settings, after=Stage.CHECK)
    run.start(Stage.RECONCILE)
    findings = write_findings(run, settings)
    run.finish(Stage.RECONCILE)
    counts = Counter(findings.column("severity").to_pylist())
    said = ", ".join(f"{n} {severity}s" for severity, n in sorted(counts.items())) or "none"
    reporter.stage(Stage.RECONCILE, f"contradictions in the sources: {said}")
    return dg.MaterializeResult(
        metadata={
            **rows_metadata(findings.num_rows, findings.slice(0, 5).to_pylist()),
            **{f"{severity}s": count for severity, count in sorted(counts.items())},
            "run": run.folder.name,
            "page": dg.MetadataValue.path(str(run.findings_page)),
        },
        check_results=[
            dg.AssetCheckResult(
                asset_key=DATA_FINDING,
                check_name="reconciliation",
                passed=not counts["error"],
                severity=dg.AssetCheckSeverity.WARN,
                description=f"Contradictions found: {said}.",
                metadata={"by_rule": _by_rule(findings.to_pylist())},
            )
        ],
    )


def write_findings(run: StagedRun, settings: Settings) -> pa.Table:
    """Find the contradictions in the facts of a run; write them as table and as page."""
    from pipeline.dashboard.codes import names_of
    from pipeline.quality import reconcile
    from pipeline.quality.finding_report import write_finding_report
    from pipeline.quality.reconcile.on_cluster import Workers
    from pipeline.quality.reconcile.remembered import Remembered
    from pipeline.quality.swedish import report_committees, report_names
    from pipeline.transform import write_parquet
    from pipeline.transform.sources import StoredSource

    made = StoredSource(run.parquet)
    workers = Workers(settings.scheduler, settings.cluster_seconds) if settings.scheduler else None
    remembered = Remembered.below(settings.cache_dir, processes=settings.workers, workers=workers)
    findings = reconcile.find_in(made, remembered)
    write_parquet({"data_finding": findings}, run.parquet)
    tables = {name: made.whole(name) for name in ("dim_committee", "dim_report")}
    write_finding_report(
        findings,
        run.findings_page,
        report_names(tables),
        committees=report_committees(tables),
        rules=names_of("rule", "sv"),
    )
    return findings


def _by_rule(findings: list[dict[str, object]]) -> dg.MetadataValue:
    counts = Counter((row["rule"], row["severity"]) for row in findings)
    return table_value(
        [{"rule": rule, "severity": s, "findings": n} for (rule, s), n in counts.most_common()]
    )


@dg.asset(
    key=LOAD_RUN,
    deps=FACTS,
    group_name=Group.FACTS,
    owners=[ENGINEERS],
    kinds={"parquet"},
    description=table_description(TABLES["load_run"]),
    metadata=schema_metadata("load_run"),
)
def load_run(
    context: dg.AssetExecutionContext, settings: dg.ResourceParam[Settings]
) -> dg.MaterializeResult:
    """The log of runs, this one included, for the database."""
    run = stage_folder(context, settings, after=Stage.CHECK)
    table = write_load_run(run, settings)
    newest = table.slice(max(0, table.num_rows - 5)).to_pylist()
    return dg.MaterializeResult(
        metadata={**rows_metadata(table.num_rows, reversed(newest)), "run": run.folder.name}
    )


def write_load_run(run: StagedRun, settings: Settings) -> pa.Table:
    """Note the run in the log and write the log as a table."""
    from pipeline.transform import write_parquet

    run_log.append(settings, _record(run))
    table = run_log.to_table(run_log.read_log(settings))
    write_parquet({"load_run": table}, run.parquet)
    return table


def _record(run: StagedRun) -> RunRecord:
    import pyarrow.parquet as pq

    outcomes = [row for row in load_rows(run.file(Stage.CHECK, OUTCOMES)) if row.is_own]
    rows = {path.stem: pq.read_metadata(path).num_rows for path in run.parquet.glob("*.parquet")}
    return RunRecord(
        run_id=run.info.run_id,
        started_at=run.info.started_at,
        finished_at=None,
        documents_seen=len(outcomes),
        documents_new=sum(not outcome.from_cache for outcome in outcomes),
        documents_failed=sum(outcome.rejection is not None for outcome in outcomes),
        facts_written=count_facts(rows),
        published=None,
    )
