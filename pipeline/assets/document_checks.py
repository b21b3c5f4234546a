"""Checks on the documents of a run: which were lost, whether too many, how well they were read.

What a run lost is noted when it reads, beside the release that stood then: a release made by
the same run knows the lost file, so asked later it would not be a new loss. The checks look at
these notes and at the scores, so that each can be executed alone, on the newest run that has
read documents.

Does not belong here: reading and judging (``intake``, ``quality``), what is shown without
being judged (``document_table``).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import dagster as dg
from pydantic import TypeAdapter

from pipeline.assets.display import table_value
from pipeline.assets.document_table import SCORES, Score, load_scores
from pipeline.assets.keys import DOCUMENTS, READING_SCORES
from pipeline.assets.run_folder import last_run, noted
from pipeline.assets.settling import last_readings
from pipeline.intake import DocumentOutcome
from pipeline.intake.supersede import WELL_READ
from pipeline.publish.landslide import LANDSLIDE_DOCUMENTS, LANDSLIDE_SHARE, is_landslide
from pipeline.publish.published import current_release
from pipeline.publish.staging import Stage
from pipeline.settings import Settings

LOSSES = "losses.json"
"""In the folder of stage ``extract``."""

NEWLY_LOST = dg.AssetCheckSpec(
    "no_document_newly_lost",
    asset=DOCUMENTS,
    description="Every file that is new, or that the last release had, is read and believed.",
    metadata={"severity": "warning"},
)

FEW_LOST = dg.AssetCheckSpec(
    "few_documents_lost",
    asset=DOCUMENTS,
    description=f"Of the documents of the last release not more than {LANDSLIDE_SHARE:.0%} "
    f"({LANDSLIDE_DOCUMENTS} at least) are newly rejected or held back: so many at once are "
    "our fault. The comparison of the databases (`no_landslide`) then stops the release.",
    metadata={"severity": "error"},
)

READ_WELL = dg.AssetCheckSpec(
    "reports_are_read_well",
    asset=READING_SCORES,
    description=f"Every report has a reading score of at least {WELL_READ}: the share of "
    "what its tables print that was read as it should be.",
    metadata={"severity": "warning"},
)


@dataclass(frozen=True, slots=True)
class Loss:
    """A document that a run rejected or held back, and the last release did not."""

    source_file: str
    reason_code: str
    reason: str
    was_published: bool


@dataclass(frozen=True, slots=True)
class Losses:
    """What a run lost beside the release that stood when it read.

    ``published`` counts the documents of that release, which is none in the first run.
    """

    release_id: str | None
    published: int
    documents: tuple[Loss, ...]


_LOSSES = TypeAdapter(Losses)


def losses_of(outcomes: Sequence[DocumentOutcome], settings: Settings) -> Losses:
    """Rejected documents that the last release did not have as rejected ones."""
    readings = last_readings(settings)
    published = {kept.source_file for kept in readings.readings} if readings else set[str]()
    current = current_release(settings)
    seen = dict(current.manifest.documents) if current else {}
    lost = [
        Loss(
            outcome.source.source_file,
            outcome.rejection.reason_code,
            outcome.rejection.reason,
            was_published=outcome.source.source_file in published,
        )
        for outcome in outcomes
        if outcome.is_own and outcome.rejection is not None
        if outcome.source.source_file in published
        or seen.get(outcome.source.source_file) != outcome.source.sha256
    ]
    release_id = current.manifest.release_id if current else None
    return Losses(release_id, len(published), tuple(lost))


def save_losses(path: Path, losses: Losses) -> None:
    """Write down what a run lost."""
    path.write_bytes(_LOSSES.dump_json(losses, indent=2))


def load_losses(path: Path) -> Losses:
    """What a run lost, as ``save_losses`` wrote it."""
    return _LOSSES.validate_json(path.read_bytes())


@dg.multi_asset_check(
    name="document_checks",
    specs=[NEWLY_LOST, FEW_LOST, READ_WELL],
    can_subset=True,
    description="What is worth a look among the documents that were read last.",
)
def document_checks(
    context: dg.AssetCheckExecutionContext, settings: dg.ResourceParam[Settings]
) -> Iterator[dg.AssetCheckResult]:
    """Each of them as a check of its own; nothing is read for it."""
    run = last_run(context, settings, after=Stage.EXTRACT)
    losses = load_losses(noted(run, Stage.EXTRACT, LOSSES))
    scores = load_scores(noted(run, Stage.EXTRACT, SCORES))
    told = {
        NEWLY_LOST.key: newly_lost(losses),
        FEW_LOST.key: few_lost(losses),
        READ_WELL.key: read_well(scores),
    }
    wanted = context.op_execution_context.selected_asset_check_keys
    yield from (result for key, result in told.items() if key in wanted)


def newly_lost(losses: Losses) -> dg.AssetCheckResult:
    """Documents that are new, or that the last release had, and are not published."""
    return _told(NEWLY_LOST, [_row(loss) for loss in losses.documents], _LOST, **_beside(losses))


def few_lost(losses: Losses) -> dg.AssetCheckResult:
    """Whether so many documents of the last release are gone that it must be our fault."""
    gone = [loss for loss in losses.documents if loss.was_published]
    too_many = is_landslide(len(gone), losses.published)
    return dg.AssetCheckResult(
        asset_key=FEW_LOST.asset_key,
        check_name=FEW_LOST.name,
        passed=not too_many,
        description=f"{len(gone)} of {losses.published} documents of the last release are {_LOST}.",
        metadata={
            "documents": len(gone),
            "share": round(len(gone) / losses.published, 4) if losses.published else 0.0,
            "rows": table_value([_row(loss) for loss in gone] if too_many else []),
            **_beside(losses),
        },
    )


def read_well(scores: Sequence[Score]) -> dg.AssetCheckResult:
    """Reports that were read poorly, the current ones and the others."""
    poorly = [
        {"file": one.source_file, "score": one.score} for one in scores if one.score < WELL_READ
    ]
    return _told(READ_WELL, poorly, f"with a reading score below {WELL_READ}")


_LOST = "newly rejected or held back"


def _row(loss: Loss) -> dict[str, Any]:
    return {"file": loss.source_file, "reason_code": loss.reason_code, "reason": loss.reason}


def _beside(losses: Losses) -> dict[str, str]:
    return {"beside_release": losses.release_id} if losses.release_id else {}


def _told(
    spec: dg.AssetCheckSpec, rows: Sequence[dict[str, Any]], what: str, **more: str
) -> dg.AssetCheckResult:
    """A warning where there are rows."""
    return dg.AssetCheckResult(
        asset_key=spec.asset_key,
        check_name=spec.name,
        passed=not rows,
        severity=dg.AssetCheckSeverity.WARN,
        description=f"{len(rows)} documents {what}.",
        metadata={"documents": len(rows), "rows": table_value(rows), **more},
    )
