"""Assets of the first two stages: which files there are, and what was read from them.

Belongs here: calling ``intake`` with the options of the run. Does not belong here: what is
shown of documents (``document_table``) and checked (``document_checks``), which of them are
believed (``settling``).
"""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime

import dagster as dg

from pipeline.assets.dagster_runs import show_in_timeline
from pipeline.assets.display import rows_metadata, table_value
from pipeline.assets.document_checks import LOSSES, losses_of, save_losses
from pipeline.assets.document_table import (
    SCORES,
    documents_metadata,
    load_scores,
    save_scores,
    score_metadata,
)
from pipeline.assets.housekeeping import make_ready
from pipeline.assets.keys import DOCUMENTS, ENGINEERS, RAW_FILES, READING_SCORES, Group
from pipeline.assets.reporter import Reporter
from pipeline.assets.resources import RAW_DIGEST, RunOptions
from pipeline.assets.run_folder import (
    noted,
    run_name,
    say_who_asked,
    stage_folder,
    try_again,
)
from pipeline.assets.settling import (
    OUTCOMES,
    carried_notes,
    corrections,
    doubted_documents,
    hold_back,
    save_documents,
)
from pipeline.intake import DocumentOutcome, extractor_version, read_documents, take_inventory
from pipeline.intake.by_hand import hand_holds
from pipeline.intake.cache import ReportCache
from pipeline.intake.engine import EngineFailed
from pipeline.intake.inventory import load_inventory, save_inventory
from pipeline.intake.lake import Lake, LakeUnreachable
from pipeline.intake.record import hand_over
from pipeline.publish.due import NOTHING_NEW
from pipeline.publish.freshness import is_up_to_date
from pipeline.publish.staging import Stage, begin
from pipeline.settings import Settings

INVENTORY = "inventory.json"

_UNKNOWN = (
    "raw/ has no document {} (options 'documents' and 'without'): give paths as the asset "
    "raw_files shows them, with * for any text"
)


@dg.asset(
    key=RAW_FILES,
    group_name=Group.RAW,
    kinds={"file"},
    output_required=False,
    owners=[ENGINEERS],
    description="Every file in raw/ with its content hash. Files that are not even opened "
    "(links out of the folder, empty, too large) are listed with their reason, and so are "
    "folders that cannot be listed.",
)
def raw_files(
    context: dg.AssetExecutionContext,
    settings: dg.ResourceParam[Settings],
    reporter: dg.ResourceParam[Reporter],
    options: RunOptions,
) -> Iterator[dg.MaterializeResult]:
    """Stage ``inventory``."""
    show_in_timeline(context.instance, context.run.run_id)
    say_who_asked(context)
    inventory = take_inventory(settings)
    if not options.force and is_up_to_date(settings, inventory.digest):
        reporter.note(f"{NOTHING_NEW}: nothing is run (option 'force' runs anyway)")
        return
    if unknown := options.unknown([*inventory.files, *(r.source for r in inventory.refusals)]):
        raise dg.Failure(_UNKNOWN.format(", ".join(unknown)), allow_retries=False)
    make_ready(settings, context.instance, reporter, inventory)
    run = begin(
        settings,
        name=run_name(context, settings),
        now=datetime.now(UTC),
        input_digest=inventory.digest,
    )
    context.instance.add_run_tags(context.run.run_id, {RAW_DIGEST: inventory.digest[:16]})
    save_inventory(run.file(Stage.INVENTORY, INVENTORY), inventory)
    run.finish(Stage.INVENTORY)
    sources = [*inventory.files, *(refusal.source for refusal in inventory.refusals)]
    reporter.stage(Stage.INVENTORY, f"{len(sources)} files in {settings.raw_dir}")
    rows = [{"file": s.source_file, "bytes": s.size, "sha256": s.sha256[:12]} for s in sources]
    yield dg.MaterializeResult(
        metadata={
            **rows_metadata(len(sources), rows),
            "folder": dg.MetadataValue.path(str(settings.raw_dir)),
            "input_digest": inventory.digest,
            "bytes": sum(source.size for source in sources),
            "refused": len(inventory.refusals),
            "run": run.folder.name,
        }
    )


@dg.asset(
    key=DOCUMENTS,
    deps=[RAW_FILES],
    group_name=Group.READ,
    owners=[ENGINEERS],
    kinds={"python"},
    description="Each file read to a Report: head, goals, indicators, activities, tables, prose; "
    "every value with its place and confidence. Read in worker processes that can be killed; "
    "kept by content hash and reader version, so that only new files are read. A file that "
    "cannot be read is rejected with a reason and the others go on. Of two files with the same "
    "report one is current. For a file that cannot be read or believed its reading of the last "
    "release stands in.",
)
def documents(
    context: dg.AssetExecutionContext,
    settings: dg.ResourceParam[Settings],
    reporter: dg.ResourceParam[Reporter],
    options: RunOptions,
) -> dg.MaterializeResult:
    """Stage ``extract``."""
    from pipeline.transform.corrections import without_document

    settings = options.applied(settings)
    run = stage_folder(context, settings, after=Stage.INVENTORY)
    run.start(Stage.EXTRACT)
    # What changes in raw/ from here on is each file's own affair, and the next run's.
    inventory = load_inventory(run.file(Stage.INVENTORY, INVENTORY), settings.raw_dir)
    reporter.stage(Stage.EXTRACT, f"reader {extractor_version()}, {_where(settings)}")
    cache, lake = ReportCache(settings.cache_dir, extractor_version()), Lake.of(settings)
    try:
        for source in options.read_again(inventory.files):
            lake.forget(source.sha256)
            if cache.forget(source.sha256):
                reporter.note(f"{source.source_file} is read again, although it is in the cache")
        outcomes = read_documents(
            inventory, settings, now=datetime.now(UTC), progress=reporter.document
        )
        doubted = (*doubted_documents(outcomes, settings), *options.left_out(outcomes))
        outcomes = hold_back(outcomes, doubted, settings)
    except (EngineFailed, LakeUnreachable) as error:  # what was read is in the cache
        try_again(error)
    save_documents(run.file(Stage.EXTRACT, OUTCOMES), outcomes, settings)
    hand_over(run.file(Stage.EXTRACT, OUTCOMES), outcomes)
    save_scores(run.file(Stage.EXTRACT, SCORES), outcomes)
    save_losses(run.file(Stage.EXTRACT, LOSSES), losses_of(outcomes, settings))
    run.finish(Stage.EXTRACT)
    own = [outcome for outcome in outcomes if outcome.is_own]
    carried = carried_notes(outcomes)
    rejected = [outcome for outcome in own if outcome.rejection is not None]
    for held in hand_holds(settings):
        if held.source_file not in {outcome.source.source_file for outcome in own}:
            reporter.note(f"{held.source_file} is held back by hand, but is not in raw/ any more")
    for outcome in rejected:
        if outcome.held is not None and outcome.rejection is not None:
            reporter.note(f"held back: {outcome.source.source_file}: {outcome.rejection.reason}")
    for entry in without_document(outcomes, corrections()):
        reporter.note(f"the correction of {entry.place} is of no document of this run: remove it")
    for note in carried.values():
        reporter.note(note)
    return dg.MaterializeResult(
        metadata={
            "dagster/row_count": len(own),
            **documents_metadata(outcomes),
            "current": sum(outcome.is_current for outcome in outcomes),
            "newly_read": sum(not outcome.from_cache for outcome in own),
            "rejected": len(rejected),
            "carried_over": len(carried),
            "rejected_by_reason": _reasons(rejected),
            "reader": extractor_version(),
            "run": run.folder.name,
        },
    )


@dg.asset(
    key=READING_SCORES,
    deps=[DOCUMENTS],
    group_name=Group.READ,
    owners=[ENGINEERS],
    kinds={"python"},
    description="How well each current report was read: the share of what its tables print that "
    "was read as it should be, 0 to 1. A number a report, so that Plots shows each over the runs; "
    "the reports with the lowest scores where there are many.",
)
def reading_scores(
    context: dg.AssetExecutionContext, settings: dg.ResourceParam[Settings]
) -> dg.MaterializeResult:
    """Beside the stages: nothing is made from it."""
    run = stage_folder(context, settings, after=Stage.EXTRACT)
    scores = load_scores(noted(run, Stage.EXTRACT, SCORES))
    return dg.MaterializeResult(metadata={**score_metadata(scores), "run": run.folder.name})


def _where(settings: Settings) -> str:
    return settings.scheduler or f"{settings.workers} workers"


def _reasons(rejected: list[DocumentOutcome]) -> dg.MetadataValue:
    counts = Counter(o.rejection.reason_code for o in rejected if o.rejection)
    return table_value([{"reason": why, "files": count} for why, count in counts.most_common()])
