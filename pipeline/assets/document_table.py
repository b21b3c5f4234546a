"""What the UI shows of the documents of a run: a table of them, and their scores.

Numbers in the metadata of an asset are plotted over its runs, so what people want to follow
stands there as a number; the table says of each document what became of it.

Does not belong here: reading and judging (``intake``, ``quality``), the assets themselves
(``documents``), the checks on them (``document_checks``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean
from typing import Any

import dagster as dg
from pydantic import TypeAdapter

from pipeline.intake import DocumentOutcome
from pipeline.safe_text import visible

SCORES = "scores.json"
"""In the folder of stage ``extract``."""

SHOWN_DOCUMENTS = 500
"""Those that somebody may have to look at come first."""

SHOWN_SCORES = 200
"""Reports whose score is plotted, the lowest: each is a plot of its own on the page."""


def documents_metadata(outcomes: Sequence[DocumentOutcome]) -> dict[str, Any]:
    """All documents as a table, and how well they were read as numbers."""
    reports = [one.report.gist for one in outcomes if one.report is not None]
    scores = [report.reading_score for report in reports]
    numbers = (
        {"lowest_score": round(min(scores), 4), "mean_score": round(mean(scores), 4)}
        if scores
        else {}
    )
    rows = sorted(map(_row, outcomes), key=_most_wanted)[:SHOWN_DOCUMENTS]
    return {
        **numbers,
        "problems": sum(len(report.problems) for report in reports),
        "seconds_of_reading": round(sum(outcome.seconds for outcome in outcomes), 1),
        "documents": dg.MetadataValue.table(
            [dg.TableRecord(row) for row in rows], schema=dg.TableSchema(columns=_COLUMNS)
        ),
    }


_COLUMNS = [
    dg.TableColumn("file", "string", description="Path below raw/; option 'documents' takes it."),
    dg.TableColumn("outcome", "string", description="read, as before, superseded, or why not."),
    dg.TableColumn("committee", "string"),
    dg.TableColumn("type", "string"),
    dg.TableColumn("year", "int"),
    dg.TableColumn("score", "float", description="Reading score, 0 to 1."),
    dg.TableColumn("problems", "int", description="What was promised and not understood."),
    dg.TableColumn("seconds", "float"),
]


def _row(outcome: DocumentOutcome) -> dict[str, Any]:
    report = outcome.report.gist if outcome.report else None
    head = report.head if report else None
    return {
        "file": visible(outcome.source.source_file),
        "outcome": _outcome(outcome),
        "committee": visible(head.committee_name) if head else "",
        "type": head.report_type.value if head else "",
        "year": head.report_year if head else None,
        "score": round(report.reading_score, 4) if report else None,
        "problems": len(report.problems) if report else None,
        "seconds": round(outcome.seconds, 2),
    }


def _outcome(outcome: DocumentOutcome) -> str:
    if outcome.rejection is not None:
        return f"rejected: {outcome.rejection.reason_code}"
    if not outcome.is_own:
        return f"stands in, from release {outcome.carried_from}"
    if not outcome.is_current:
        return "superseded"
    return "as before" if outcome.from_cache else "read"


def _most_wanted(row: dict[str, Any]) -> tuple[float, str]:
    return (-1.0 if row["score"] is None else row["score"], row["file"])


@dataclass(frozen=True, slots=True)
class Score:
    """How well a file was read as a report; Reports themselves are large, and not needed here."""

    source_file: str
    report_key: str
    score: float
    is_current: bool


_SCORES = TypeAdapter(tuple[Score, ...])


def save_scores(path: Path, outcomes: Sequence[DocumentOutcome]) -> None:
    """Write down how well each report was read."""
    from pipeline.transform.keys import report_key

    scores = tuple(
        Score(
            one.source.source_file,
            report_key(one.report.gist.head),
            round(one.report.gist.reading_score, 4),
            one.is_current,
        )
        for one in outcomes
        if one.report is not None
    )
    path.write_bytes(_SCORES.dump_json(scores))


def load_scores(path: Path) -> tuple[Score, ...]:
    """How well each report was read, as ``save_scores`` wrote it."""
    return _SCORES.validate_json(path.read_bytes())


def score_metadata(scores: Sequence[Score]) -> dict[str, Any]:
    """The reading score of each current report as a number of its own, plotted over the runs."""
    current = sorted((one for one in scores if one.is_current), key=lambda one: one.score)
    shown = {one.report_key: one.score for one in current[:SHOWN_SCORES]}
    return {"reports": len(current), **shown}
