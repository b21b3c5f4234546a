"""Two files with the same report: which one is current.

Files say the same report when committee, report type and year agree. Of them the
current one is the one with

1. the better reading: one that was well read (``WELL_READ``) before one that was not, and of
   two that were not the one of which more was read;
2. then the richer format: docx before pdf before markup, tab text, layout text and flow text,
   because a reader has to infer less from it;
3. then the later report date (a file without one is the oldest);
4. then the greater path without its suffix, so that ``report-v2.pdf`` wins over
   ``report-v1.pdf`` and ``report.pdf``, and the choice never depends on the order in
   which files were found.

The others stay in the warehouse with ``is_current`` false.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import PurePosixPath

from pipeline.extract.document import SourceFormat
from pipeline.intake.outcome import DocumentOutcome, Identity, identity_of

WELL_READ = 0.9
"""Readings with this score or more are equally good: what is left is the format's."""

FORMATS_BY_RICHNESS = (
    SourceFormat.FLOW_TEXT,
    SourceFormat.LAYOUT_TEXT,
    SourceFormat.TAB_TEXT,
    SourceFormat.MARKUP_TEXT,
    SourceFormat.PDF,
    SourceFormat.DOCX,
)


def mark_current(outcomes: Sequence[DocumentOutcome]) -> tuple[DocumentOutcome, ...]:
    """Set ``is_current`` by the rule of this module; order is kept."""
    current: dict[Identity, DocumentOutcome] = {}
    for outcome in outcomes:
        if outcome.report is None:
            continue
        identity = identity_of(outcome.report.gist)
        rival = current.get(identity)
        if rival is None or _rank(outcome) > _rank(rival):
            current[identity] = outcome
    # A rejected file and the reading that stands in for it have the same path.
    winners = {outcome.source.source_file for outcome in current.values()}
    return tuple(
        replace(o, is_current=o.report is not None and o.source.source_file in winners)
        for o in outcomes
    )


def _rank(outcome: DocumentOutcome) -> tuple[float, int, date, str, str]:
    assert outcome.report is not None
    gist = outcome.report.gist
    richness = FORMATS_BY_RICHNESS.index(gist.source_format)
    name = outcome.source.source_file
    # "report.pdf" is greater than "report-v2.pdf" as text, but not without its suffix.
    stem = str(PurePosixPath(name).with_suffix(""))
    read = min(gist.reading_score, WELL_READ)
    return read, richness, gist.head.report_date or date.min, stem, name
