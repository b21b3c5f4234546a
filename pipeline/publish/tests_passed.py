"""Data tests that need not run again: they passed, and all that they look at is as it was.

A test asks one question of the tables that it reads. Where it is the same test of the same
tables, made by the same SQL from the same Parquet, its answer is known; it stands among the
results of a run with the id of the run that asked. One that failed or warned is asked again.

Belongs here: which tests these are. Unit tests look at no data and are kept with the project
(``build``).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass

from pydantic import TypeAdapter

from pipeline.publish.dbt_nodes import DbtNodes, Kind
from pipeline.publish.digests import versions
from pipeline.publish.staging import StagedRun
from pipeline.publish.tables_made import input_digests
from pipeline.settings import Settings
from pipeline.storage import write_atomically


@dataclass(frozen=True, slots=True)
class Passed:
    """A test that passed: on what, in which run, and what dbt said of it."""

    digest: str
    run: str
    message: str


_FILE = "dbt_tests.json"
_PASSED = TypeAdapter(dict[str, Passed])


def digests_of_tests(run: StagedRun, nodes: DbtNodes, settings: Settings) -> Mapping[str, str]:
    """By unique id of a data test: a digest of itself, of dbt, and of all that it reads."""
    read = input_digests(run, nodes, settings)
    tests = (check for check in nodes.checks if check.kind is Kind.TEST)
    return {
        test.unique_id: _digest(
            [str(versions()), test.digest, *(read[one] for one in sorted(test.upstream))]
        )
        for test in tests
    }


def _digest(said: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(said).encode()).hexdigest()


def passed_before(settings: Settings, digests: Mapping[str, str]) -> dict[str, Passed]:
    """Tests that passed on what they would be asked of now."""
    known: dict[str, Passed] = {}
    with suppress(OSError, ValueError):  # damaged: all are asked again
        known = _PASSED.validate_json((settings.cache_dir / _FILE).read_bytes())
    return {one: passed for one, passed in known.items() if digests.get(one) == passed.digest}


def note_passed(settings: Settings, passed: Iterable[tuple[str, Passed]]) -> None:
    """Write down which tests passed, in place of what was known."""
    write_atomically(settings.cache_dir / _FILE, _PASSED.dump_json(dict(sorted(passed))))
