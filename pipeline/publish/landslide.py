"""Too many published documents lost at once: a fault of ours, not of the documents.

Single documents are held back or rejected every night, and the others go out. Where many
that the last release holds are lost in one night, the reader, a bound or the folder is
what is wrong, and people look before anything is published. New files that cannot be read
count for nothing here: the last release does not hold them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from pipeline.quality.results import CheckResult

if TYPE_CHECKING:
    from pipeline.publish.databases import Databases

LANDSLIDE_SHARE = 0.1
"""More than this share of the last release's documents, newly lost, stops a release."""

LANDSLIDE_DOCUMENTS = 3
"""Fewer newly lost documents never do: of five reports, one or two may be bad."""

_EXAMPLES = 5
_REMEDY = (
    "Look at the reasons in rejected_document and on the page of checks: it is likely one "
    "fault for all. If they are right, publish with `namndlager run --accept-changes`."
)


def no_landslide(databases: Databases) -> Iterable[CheckResult]:
    """Of the documents that the last release holds, no tenth is newly held back or rejected."""
    if not (databases.has_reports() and "rejected_document" in databases.new):
        return
    published = databases.number("select count(distinct source_file) from old.main.dim_report")
    lost = _newly_lost(databases)
    said = f"{len(lost)} of {published} documents of the last release are held back or rejected"
    shown = "; ".join(f"{file} ({code})" for file, code in lost[:_EXAMPLES])
    more = f" and {len(lost) - _EXAMPLES} more" if len(lost) > _EXAMPLES else ""
    yield CheckResult(
        name="no_landslide",
        table="rejected_document",
        severity="error" if is_landslide(len(lost), published) else "warning",
        passed=not lost,
        observed=said,
        message=f"{said}: {shown}{more}. {_REMEDY}" if lost else "As before.",
        kind="diff",
    )


def is_landslide(lost: int, published: int) -> bool:
    """True where ``lost`` of the last release's documents are too many for one night."""
    return lost >= LANDSLIDE_DOCUMENTS and lost > LANDSLIDE_SHARE * published


def _newly_lost(databases: Databases) -> list[tuple[object, ...]]:
    """File and reason of documents that the last release holds as read in its own run.

    What it had carried over was lost before, and is no news.
    """
    own = "where carried_from is null" if "carried_from" in databases.old["dim_report"] else ""
    return databases.rows(
        f"""
        select source_file, reason_code from new.main.rejected_document
        where source_file in (select source_file from old.main.dim_report {own})
        order by all
        """
    )
