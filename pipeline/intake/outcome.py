"""What came of one file: the records that the rest of the pipeline sees."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from pipeline.extract.report import Report
from pipeline.intake.names import MaskedPath
from pipeline.safe_text import loggable

TRANSIENT_REASONS = frozenset(
    {"timeout", "too_much_memory", "crashed", "changed_while_reading", "no_access"}
)
"""Reasons that another night may not have: never cached, always tried again."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file of the raw folder.

    ``source_file`` is its POSIX path below the raw folder, as ``names.storable`` writes it,
    without personal identity numbers (``public_names``).
    ``sha256`` is of its bytes; of a file or folder that is refused unopened, of what was
    looked at instead (a link's text, a file's size, a name).
    ``sidecar_sha256`` is of ``<file>.yml`` where one stands beside it. ``known_sha256`` is
    of what other reports of the run told the reader, where they told it anything.
    """

    source_file: str
    path: MaskedPath
    sha256: str
    size: int
    sidecar_sha256: str | None = None
    known_sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Rejection:
    """Why a file did not become a Report, in a sentence that a person understands.

    The sentence may quote the file; it comes without personal numbers and control characters.
    """

    reason_code: str
    reason: str
    first_seen_at: datetime

    def __post_init__(self) -> None:
        object.__setattr__(self, "reason", loggable(self.reason))


@dataclass(frozen=True, slots=True)
class DocumentOutcome:
    """What came of one file; exactly one of ``report`` and ``rejection`` is set.

    ``is_current`` is False for a rejected file and for one that another file with the
    same report supersedes (the rule stands in ``intake.supersede``). ``carried_from`` is the
    release whose sound reading stands in for a file that this run could not read or believe.
    """

    source: SourceFile
    report: Report | None
    rejection: Rejection | None
    is_current: bool
    from_cache: bool
    seconds: float
    carried_from: str | None = None

    def __post_init__(self) -> None:
        if (self.report is None) == (self.rejection is None):
            raise ValueError(f"{self.source.source_file}: report or rejection, exactly one")
