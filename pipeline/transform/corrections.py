"""Corrections of what a source misprints, or of a doubtful reading.

``expectations/corrections.yml`` lists them: source, place, what is printed, what is
right, why, who. They are applied to Reports before facts are made, so that facts,
marts and findings agree. An entry that no longer fits fails the run: the source or
the reader has changed, and somebody has to look.

The file is empty as yet; applying an entry belongs into ``_apply``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from pipeline.intake import DocumentOutcome

_FIELDS = ("source_file", "document_sha256", "line", "printed", "right", "why", "who")


class CorrectionError(ValueError):
    """A correction is incomplete, or does not fit what is printed."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One correction: at ``line`` of the document stands ``printed``, ``right`` is right."""

    source_file: str
    document_sha256: str
    line: int
    printed: str
    right: str
    why: str
    who: str


def read_corrections(path: Path) -> tuple[Correction, ...]:
    """Read the list of corrections; no file is no correction.

    Raises:
        CorrectionError: an entry lacks a field or has an unknown one.
    """
    if not path.exists():
        return ()
    entries = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    return tuple(_correction(path, entry) for entry in entries.get("corrections") or ())


def _correction(path: Path, entry: dict[str, object]) -> Correction:
    if set(entry) != set(_FIELDS):
        raise CorrectionError(
            f"{path}: an entry has the fields {sorted(entry)}, it must have {sorted(_FIELDS)}"
        )
    line = entry["line"]
    if not isinstance(line, int):
        raise CorrectionError(f"{path}: line must be a number, not {line!r}")
    texts = {name: str(entry[name]) for name in _FIELDS if name != "line"}
    return Correction(line=line, **texts)


def correct(
    outcomes: Sequence[DocumentOutcome], corrections: Sequence[Correction]
) -> Sequence[DocumentOutcome]:
    """The outcomes with all corrections applied.

    Raises:
        CorrectionError: an entry's document is not there, or cannot be applied.
    """
    corrected = list(outcomes)
    for correction in corrections:
        fitting = [
            position
            for position, outcome in enumerate(corrected)
            if outcome.source.sha256 == correction.document_sha256 and outcome.report
        ]
        if not fitting:
            raise CorrectionError(
                f"the correction of {correction.source_file}, line {correction.line}, fits no "
                "document of this run: remove it, or renew its document_sha256 after a look"
            )
        for position in fitting:
            corrected[position] = _apply(corrected[position], correction)
    return corrected


def _apply(outcome: DocumentOutcome, correction: Correction) -> DocumentOutcome:
    raise CorrectionError(
        f"{outcome.source.source_file}, line {correction.line}: corrections cannot be applied "
        "yet; remove the entry"
    )
