"""What a failed check stops: a value, a document, a release, or nothing.

Belongs here: the levels and the thresholds of the gate, which stand with their reasons in
``expectations/thresholds.yml``. A bound that a misprint in a source can break is never more
than ``VALUE``: one odd figure must not close the gate for everybody.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum
from pathlib import Path

THRESHOLDS_FILE = "thresholds.yml"


class Level(StrEnum):
    """What a failed check stops."""

    VALUE = "value"
    """The row stays, is marked and told; where it was inferred, marts leave it out."""
    DOCUMENT = "document"
    """The document is held back, the others are published."""
    RELEASE = "release"
    """The last release stays in place."""
    COUNTED = "counted"
    """Nothing: it is shown and counted, for people to look at."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Where the levels begin; ``expectations/thresholds.yml`` says why.

    Attributes:
        sure_confidence: from here on a row counts as what the source prints.
        sure_head: from here on a document's own head counts against its sidecar.
        doubtful_confidence: what a row outside a bound gets at most where it was inferred.
        outside_share: share of a report's rows of one table outside their bounds, beyond
            which the document is held back.
        outside_rows: fewer rows than this never hold a document back.
    """

    sure_confidence: float
    sure_head: float
    doubtful_confidence: float
    outside_share: float
    outside_rows: int


class ThresholdError(ValueError):
    """The file of thresholds cannot be understood."""


def read_thresholds(folder: Path) -> Thresholds:
    """The thresholds of a folder of expectations.

    Raises:
        ThresholdError: one is missing or unknown, is no number, or lacks its reason.
    """
    # A night with nothing new knows the levels and reads no thresholds.
    from pipeline.yaml_text import parsed

    path = folder / THRESHOLDS_FILE
    content = parsed(path.read_text(encoding="utf-8"))
    names = [field.name for field in fields(Thresholds)]
    if not isinstance(content, dict) or set(content) != set(names):
        raise ThresholdError(f"{path}: it must have {', '.join(names)}, and no more")
    for name, entry in content.items():
        if not isinstance(entry, dict) or not entry.get("reason"):
            raise ThresholdError(f"{path}: give {name} a value and the reason for it")
        if not isinstance(entry.get("value"), int | float):
            raise ThresholdError(f"{path}: the value of {name} must be a number")
    return Thresholds(**{name: content[name]["value"] for name in names})
