"""What came of one file: the records that the rest of the pipeline sees."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from pipeline.extract.report import Report, ReportType
from pipeline.intake.gist import Gist, StoredReport
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
class Identity:
    """Which report a document says that it is; two files with one identity are versions."""

    committee_name: str
    report_type: ReportType
    report_year: int


@dataclass(frozen=True, slots=True)
class HeldReading:
    """What is remembered of a reading that is not believed.

    ``whole_document`` is True where no reading of these bytes would be believed.
    """

    identity: Identity
    whole_document: bool


@dataclass(frozen=True, slots=True)
class Witness:
    """A document whose values told the reader of another one something."""

    source_file: str
    sha256: str
    sidecar_sha256: str | None


@dataclass(frozen=True, slots=True)
class DocumentOutcome:
    """What came of one file; exactly one of ``report`` and ``rejection`` is set.

    ``is_current`` is False for a rejected file and for one that another file with the
    same report supersedes (the rule stands in ``intake.supersede``). ``told_by`` are the
    documents that the reader was told something of. ``held`` is set where a reading was
    taken out again (``intake.hold``).

    A file that could not be read or is not believed may have a second outcome: the reading
    of release ``carried_from`` that stands in for it, under the same path but with the hash
    of the bytes that were read then, by the reader ``read_by`` (None: today's). Where it has
    a rejection, that reading does not stand in either, and the rejection says why.
    """

    source: SourceFile
    report: StoredReport | None
    rejection: Rejection | None
    is_current: bool
    from_cache: bool
    seconds: float
    carried_from: str | None = None
    read_by: str | None = None
    held: HeldReading | None = None
    told_by: tuple[Witness, ...] = ()

    def __post_init__(self) -> None:
        if (self.report is None) == (self.rejection is None):
            raise ValueError(f"{self.source.source_file}: report or rejection, exactly one")

    @property
    def is_own(self) -> bool:
        """True for what this run made of a file, False for what stands in for it."""
        return self.carried_from is None


def identity_of(report: Report | Gist) -> Identity:
    """Which report this is."""
    head = report.head
    return Identity(head.committee_name, head.report_type, head.report_year)


def describe_outcome(outcome: DocumentOutcome) -> str:
    """One line on one document."""
    name = outcome.source.source_file
    if outcome.rejection is not None:
        took = f" ({outcome.seconds:.1f} s)" if outcome.seconds else ""
        rejection = outcome.rejection
        return f"{name}: rejected ({rejection.reason_code}) {rejection.reason}{took}"
    assert outcome.report is not None
    head = outcome.report.gist.head
    source = "as before" if outcome.from_cache else f"{outcome.seconds:.1f} s"
    return f"{name}: {head.committee_name}, {head.report_type} {head.report_year} ({source})"
