"""Generated reports: what was put in must be found, clean ones must have nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.corpus import cycle, library
from tests.reconciliation.compare import Proven, covers, read_proven
from tests.reconciliation.reading import findings_of

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Injected:
    """A contradiction put into a report, and whether a finding tells of it."""

    kind: str
    proven: Proven
    is_found: bool
    others: tuple[Row, ...]


def errors_in_clean(seeds: Iterable[int], format_name: str = "tab_text") -> Iterator[Row]:
    """Errors that rules report in reports without a contradiction."""
    for seed in seeds:
        with TemporaryDirectory() as folder:
            path = library.write_case(cycle.any_report(seed), format_name, seed, Path(folder))
            yield from (finding for finding in findings_of([path]) if finding["severity"] != "info")


def injected(seeds: Iterable[int], format_name: str = "tab_text") -> Iterator[Injected]:
    """Every kind of contradiction in every report that has a place for it."""
    for seed in seeds:
        for kind in sorted(library.CONTRADICTIONS):
            with TemporaryDirectory() as folder:
                path = library.write_case(
                    cycle.any_report(seed), format_name, seed, Path(folder), inject=(kind,)
                )
                truth = path.parent / "truth" / path.stem / "contradictions.csv"
                known = read_proven(truth) if truth.exists() else []
                if not known:
                    continue
                findings = findings_of([path])
                told = [one for one in findings if covers(one, known[0])]
                others = tuple(
                    one for one in findings if one["severity"] == "error" and one not in told
                )
                yield Injected(kind, known[0], bool(told), others)
