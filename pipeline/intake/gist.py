"""What a run knows of each report by heart, and where the rest of it stands.

A run looks at all reports at once for a few things only: which report a file is and how well
it was read, what it tells the readers of others, how sure its columns are. These few make up
a ``Gist``; the report itself stays where it is kept and is opened by whoever makes something
of it, one at a time, so that memory does not grow with the archive.

Belongs here: the records. How they are made and where they are kept is ``stored``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from pipeline.extract.document import SourceFormat
from pipeline.extract.report import Head, Measure, Report


@dataclass(frozen=True, slots=True)
class Said:
    """A plain number whose column is sure, by the compact name of its indicator."""

    name: str
    measure: Measure
    value: float


@dataclass(frozen=True, slots=True)
class Gist:
    """What a run knows of a report.

    ``problems`` are the codes of its problems, in their order; ``indicators`` the compact
    names of its indicators, each once; ``is_doubtful`` tells whether some column was inferred
    without certainty.
    """

    head: Head
    source_format: SourceFormat
    page_count: int | None
    reading_score: float
    problems: tuple[str, ...]
    indicators: tuple[str, ...]
    said: tuple[Said, ...]
    is_doubtful: bool


@dataclass(frozen=True, slots=True)
class Noted:
    """What a worker tells of a report that it read: its gist, and a digest of all that it says.

    The report itself is kept where it was made and travels nowhere.
    """

    gist: Gist
    digest: str


@dataclass(frozen=True, slots=True)
class StoredReport:
    """A report that was read: its gist, a digest of all that it says, and how to open it.

    ``load`` raises FileNotFoundError where the report has left the cache since.
    """

    gist: Gist
    digest: str
    load: Callable[[], Report] = field(compare=False, repr=False)
