"""What a run may be told: the options of the launchpad and of ``namndlager run``.

Belongs here: what somebody decides for one run. What holds for every run is a setting
(``pipeline.settings``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from fnmatch import fnmatchcase
from typing import Any

import dagster as dg
from pydantic import Field

from pipeline.intake.hold import Hold
from pipeline.intake.outcome import DocumentOutcome, SourceFile
from pipeline.settings import Settings

EXAMPLE = {
    "documents": ["samples/kvarnsjo-2025-t1.txt"],
    "reread": True,
    "force": True,
    "accept_changes": False,
    "strict": False,
    "without": [],
}
"""What the launchpad of ``read_documents`` begins with, to be written over."""

EVERYTHING: Mapping[str, Any] = {
    "documents": [],
    "reread": False,
    "force": True,
    "accept_changes": False,
    "strict": False,
    "without": [],
}
"""What the launchpad of ``nightly`` begins with: every option, as it is without being said."""


TRIGGER = "namndlager/trigger"
RAW_DIGEST = "namndlager/raw"
RELEASE_ID = "namndlager/release"
QUEUED_BEHIND = "namndlager/queued_behind"
"""Tags of runs: who asked for it, for which files, what came of it, for whom it waited."""

NO_RETRY = {"dagster/max_retries": "0"}
"""Tags of a run that the daemon does not start again when its process has died."""


def run_config(**chosen: object) -> Mapping[str, Any]:
    """Run config that gives a run its options (fields of ``RunOptions``)."""
    return {"resources": {"options": {"config": chosen}}}


class RunOptions(dg.ConfigurableResource):
    """Options of one run. Every one may be left out."""

    documents: list[str] = Field(
        default=[],
        description="Which documents 'reread' is about: paths below raw/, with * for any text. "
        'One report: ["kvarnsjo-2025-t1.pdf"]. One committee: ["*kvarnsjo*"]. A year: '
        '["*2025*"]. All that a reader version touched, and everything else: [] with reread.',
    )
    reread: bool = Field(
        default=False,
        description="Read these documents again although they have been read by this reader "
        "(all of them where 'documents' is empty). The others come from the cache.",
    )
    force: bool = Field(
        default=True,
        description="Run although neither raw/ nor the code has changed since the release. "
        "False: look, and do nothing where there is nothing new.",
    )
    accept_changes: bool = Field(
        default=False,
        description="Publish although the comparison with the last release objects.",
    )
    strict: bool = Field(
        default=False,
        description="The run fails, after it has published the others, where documents are "
        "held back.",
    )
    without: list[str] = Field(
        default=[],
        description="Documents that this run leaves out, as if they were held back by hand; "
        "paths as in 'documents'. Example: [\"kvarnsjo-2025-*\"].",
    )

    def applied(self, settings: Settings) -> Settings:
        """The settings of this run."""
        return replace(settings, accept_changes=self.accept_changes or settings.accept_changes)

    def read_again(self, sources: Iterable[SourceFile]) -> list[SourceFile]:
        """The documents that are read in spite of the cache."""
        if not self.reread:
            return []
        chosen = self.documents or ["*"]
        return [source for source in sources if _is_among(source, chosen)]

    def left_out(self, outcomes: Iterable[DocumentOutcome]) -> list[Hold]:
        """The documents that this run leaves out, as holds."""
        return [
            Hold(
                outcome.source.source_file,
                "without",
                "Left out of this run by whoever started it.",
                "The next run reads it as usual.",
            )
            for outcome in outcomes
            if outcome.is_own and _is_among(outcome.source, self.without)
        ]

    def unknown(self, sources: Sequence[SourceFile]) -> list[str]:
        """What was named and is in no file's path: a misprint, most likely."""
        return [
            pattern
            for pattern in (*self.documents, *self.without)
            if not any(_is_among(source, [pattern]) for source in sources)
        ]


def _is_among(source: SourceFile, patterns: Sequence[str]) -> bool:
    return any(fnmatchcase(source.source_file, pattern) for pattern in patterns)
