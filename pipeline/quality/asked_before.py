"""What the bounds found in a report, kept until its facts or the bounds change.

Every bound judges the rows of a report by that report alone, so a night asks them of what is
new only, and where nothing is, Great Expectations is not even imported. What was found stands
beside the report's cache entry (``intake.derived``), named by the digest of all that its facts
were made of, of the suites, and of the code that asks.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Self

import pyarrow as pa
from pydantic import TypeAdapter, ValidationError

from pipeline.intake.derived import Derived
from pipeline.intake.version import code_digest
from pipeline.quality.expectations import Examined, Outside, examine
from pipeline.quality.suites import Bound, read_suites
from pipeline.settings import PROJECT_ROOT
from pipeline.transform.shards import MadeOf

Tables = Mapping[str, pa.Table]
TablesOf = Callable[[Sequence[str]], Iterable[Tables]]

KIND = ".bounds.json"

_CODE = PROJECT_ROOT / "pipeline" / "quality"
_LIBRARIES = ("great-expectations", "pandas")


@dataclass(frozen=True, slots=True)
class Answer:
    """What one bound found in one report: how many rows it looked at, and which fail."""

    rows: int
    outside: tuple[Outside, ...]


_Answers = tuple[Answer, ...]
"""Those of all bounds to one report, in the order of the suites."""


@dataclass(frozen=True)
class AskedBefore:
    """The answers that are kept in a warehouse, to the bounds and by the code of today."""

    kept: Derived
    folder: Path
    asked: str

    @classmethod
    def below(cls, cache_dir: Path, folder: Path) -> Self:
        """Those that stand in the cache, to the suites in ``folder``."""
        return cls(Derived(cache_dir, KIND), folder, _asked(folder))

    def examine(self, tables_of: TablesOf, made_of: Mapping[str, MadeOf]) -> tuple[Examined, ...]:
        """What the bounds of all suites find in reports, as ``expectations.examine``.

        ``made_of`` says of each report, in their order, what it was made of; ``tables_of``
        gives the tables of some of them, a few at a time.
        """
        found = {report: self._known(made) for report, made in made_of.items()}
        new = [report for report, answers in found.items() if answers is None]
        for tables in tables_of(new):
            fresh = examine(tables, self.folder)
            if any(one.error for one in fresh):
                return fresh  # nothing goes out; no answer is kept
            by_bound = [one.by_report() for one in fresh]
            for report in tables["dim_report"]["report_key"].to_pylist():
                found[report] = tuple(
                    Answer(one.rows.get(report, 0), tuple(outside.get(report, ())))
                    for one, outside in zip(fresh, by_bound, strict=True)
                )
                self._keep(made_of[report], found[report] or ())
            del tables  # before the next ones are joined
        answers = {report: one or () for report, one in found.items()}
        return tuple(
            _joined(table, bound, {report: one[number] for report, one in answers.items()})
            for number, (table, bound) in enumerate(_bounds(self.folder))
        )

    def _known(self, made: MadeOf) -> _Answers | None:
        data = self.kept.get(made.sha256, self._name(made))
        try:
            return None if data is None else _adapter().validate_json(data)
        except ValidationError:
            return None

    def _keep(self, made: MadeOf, answers: _Answers) -> None:
        self.kept.put(made.sha256, self._name(made), _adapter().dump_json(answers))

    def _name(self, made: MadeOf) -> str:
        return hashlib.sha256(f"{made.digest}\n{self.asked}".encode()).hexdigest()[:32]


def _joined(table: str, bound: Bound, answers: Mapping[str, Answer]) -> Examined:
    return Examined(
        table,
        bound,
        rows={report: answer.rows for report, answer in answers.items() if answer.rows},
        outside=tuple(row for answer in answers.values() for row in answer.outside),
    )


def _bounds(folder: Path) -> list[tuple[str, Bound]]:
    return [(suite.table, bound) for suite in read_suites(folder) for bound in suite.bounds]


def _asked(folder: Path) -> str:
    versions = (f"{name}=={importlib.metadata.version(name)}" for name in _LIBRARIES)
    return "\n".join((code_digest([_CODE, folder]), *versions))


@cache
def _adapter() -> TypeAdapter[_Answers]:
    return TypeAdapter(_Answers)
