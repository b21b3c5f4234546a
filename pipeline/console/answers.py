"""What ``--json`` gives: one record for each command, each field with what it means.

Belongs here: shapes, and nothing that fills them. The page ``docs/command-line.md`` is
checked against these fields, so that a program may rely on what it says. Times are UTC in
ISO 8601, sizes bytes, keys those of the warehouse.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter

Record = Mapping[str, Any]
"""A row of a published table: its columns are those of the data dictionary."""


@dataclass(frozen=True, slots=True)
class ReleaseLine:
    """A release that is kept.

    ``documents`` counts its reports, ``warnings`` the checks that failed without blocking it.
    """

    release_id: str
    run_id: str
    published_at: datetime
    is_current: bool
    documents: int
    warnings: int
    contract_version: str


@dataclass(frozen=True, slots=True)
class RunLine:
    """A run: ``seconds`` is None while it goes on, or where it was killed."""

    run_id: str
    started_at: datetime
    seconds: float | None
    documents_seen: int
    documents_new: int
    documents_failed: int
    facts_written: int
    published: bool | None


@dataclass(frozen=True, slots=True)
class RefusedDocument:
    """A file that is not in the release: ``reason_code`` 'held_back' where it is not believed."""

    source_file: str
    reason_code: str
    reason: str


@dataclass(frozen=True, slots=True)
class Published:
    """What the current release holds.

    ``documents`` counts reports, ``current`` those that no better reading supersedes;
    ``facts`` has rows by table, ``findings`` contradictions by severity; ``pages`` are files
    for people beside the database.
    """

    release_id: str
    database: str
    documents: int
    current: int
    refused: tuple[RefusedDocument, ...]
    facts: Mapping[str, int]
    findings: Mapping[str, int]
    pages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Status:
    """The answer of ``status``.

    ``published`` is None where nothing is, or where it is damaged (``damaged`` says how).
    ``reason_not_to_run`` is None where a run is due. ``set_aside`` are damaged files of the
    state, ``disk`` bytes by folder of the warehouse, ``disk_free`` what is free beside them.
    """

    published: Published | None
    damaged: tuple[str, ...]
    reason_not_to_run: str | None
    set_aside: tuple[str, ...]
    disk: Mapping[str, int]
    disk_free: int
    releases: tuple[ReleaseLine, ...]
    runs: tuple[RunLine, ...]


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """Findings of one rule and severity: ``causes``, and how many others follow from them."""

    severity: str
    rule: str
    compares: str
    causes: int
    consequences: int
    reports: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Findings:
    """The answer of ``findings``.

    ``source`` is the release they stand in, or the run where it was not released.
    ``findings`` are rows of ``data_finding``, the gravest first.
    """

    source: str
    total: int
    causes: int
    summary: tuple[FindingGroup, ...]
    findings: tuple[Record, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the source around a figure: ``number`` from 1; ``is_the_place`` where it is."""

    number: int
    text: str
    is_the_place: bool


@dataclass(frozen=True, slots=True)
class Explanation:
    """The answer of ``explain`` on one figure.

    ``table`` and ``fact`` are the published row; ``place`` is where it is printed, in words;
    ``printed`` what stands in the cell, word for word; ``lines`` those around it, where the
    source has lines and is still there. ``cell`` is the printed cell that the row was made
    from (table title, row, column, unit), if it is another row. ``decided`` says how its
    column was told, ``standing`` whether it is the canonical row or a repetition,
    ``elsewhere`` other printings of the same figure, ``findings`` what contradicts it,
    ``carried_over`` why an older reading stands in, if it does.
    """

    table: str
    fact: Record
    place: str
    printed: str | None
    confidence: float
    decided: str
    standing: str | None
    carried_over: str | None
    cell: Record | None
    lines: tuple[Line, ...]
    elsewhere: tuple[Record, ...]
    findings: tuple[Record, ...]


if TYPE_CHECKING:
    STATUS: TypeAdapter[Status]
    RELEASES: TypeAdapter[tuple[ReleaseLine, ...]]
    FINDINGS: TypeAdapter[Findings]
    FINDING: TypeAdapter[Record]
    EXPLANATIONS: TypeAdapter[tuple[Explanation, ...]]

_ANSWERS = {
    "STATUS": Status,
    "RELEASES": tuple[ReleaseLine, ...],
    "FINDINGS": Findings,
    "FINDING": Record,
    "EXPLANATIONS": tuple[Explanation, ...],
}


@cache
def __getattr__(name: str) -> TypeAdapter[Any]:
    """What writes an answer as JSON, made when it is asked for: a night with nothing new is not."""
    if name not in _ANSWERS:
        raise AttributeError(f"no answer {name!r}; there are {', '.join(_ANSWERS)}")
    return TypeAdapter(_ANSWERS[name])
