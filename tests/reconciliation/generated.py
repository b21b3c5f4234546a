"""Generated reports: what was put in must be found, clean ones must have nothing.

The reports are those of the generator with claims in their prose (``corpus.telling``), and
for what several reports say together, a report of last year or of another committee beside.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.corpus import contradictions, cycle, library
from tests.corpus.contradictions.across import BESIDE
from tests.corpus.model import Report
from tests.corpus.tables import Context
from tests.corpus.telling import told
from tests.reconciliation.compare import Proven, covers, read_proven
from tests.reconciliation.reading import findings_of

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Injected:
    """A contradiction put into a report, and whether a finding tells of it."""

    seed: int
    kind: str
    proven: Proven
    is_found: bool
    others: tuple[Row, ...]


def telling(context: Context) -> Report:
    """The report of a context, with claims."""
    return told(cycle.composed(context), context)


def errors_in_clean(seeds: Iterable[int], format_name: str = "tab_text") -> Iterator[Row]:
    """Errors and warnings that rules report in reports without a contradiction.

    Each stands beside the reports that contradictions across reports need.
    """
    for seed in seeds:
        context = cycle.any_context(seed)
        others = {one for beside in BESIDE.values() for one in beside(context)}
        with TemporaryDirectory() as folder:
            paths = [
                library.write_case(telling(one), format_name, seed, Path(folder))
                for one in (context, *sorted(others, key=str))
            ]
            yield from (finding for finding in findings_of(paths) if finding["severity"] != "info")


def injected(
    seeds: Iterable[int],
    format_name: str = "tab_text",
    kinds: Sequence[str] = (),
    together: int = 1,
) -> Iterator[Injected]:
    """Every kind of contradiction in every report that has a place for it.

    ``together``: so many kinds in one report, where reading it takes long.
    """
    wanted = kinds or sorted(library.CONTRADICTIONS)
    single = [kind for kind in wanted if kind not in BESIDE]
    # Kinds with like names change the same tables, so they are spread over the groups.
    groups = -(-len(single) // together)
    for seed in seeds:
        for group in range(groups):
            yield from _case(seed, format_name, tuple(single[group::groups]))
        for kind in wanted:
            if kind in BESIDE:
                yield from _case(seed, format_name, (kind,))


def _case(seed: int, format_name: str, kinds: tuple[str, ...]) -> Iterator[Injected]:
    context = cycle.any_context(seed)
    report = telling(context)
    kinds = tuple(kind for kind in kinds if kind not in BESIDE or BESIDE[kind](context))
    some, later = _apart(report, kinds, seed)
    if not some:
        return
    with TemporaryDirectory() as folder:
        path = library.write_case(report, format_name, seed, Path(folder), inject=some)
        beside = {one for kind in some for one in BESIDE.get(kind, _nothing)(context)}
        paths = [path]
        for one in sorted(beside, key=str):
            paths.append(library.write_case(telling(one), format_name, seed, Path(folder)))
        known = read_proven(path.parent / "truth" / path.stem / "contradictions.csv")
        findings = findings_of(paths)
        told_of = {
            kind: [one for one in findings if covers(one, proven)]
            for kind, proven in zip(some, known, strict=True)
        }
        others = tuple(
            one
            for one in findings
            if one["severity"] == "error" and not any(one in own for own in told_of.values())
        )
        for kind, proven in zip(some, known, strict=True):
            yield Injected(seed, kind, proven, bool(told_of[kind]), others)
    for kind in later:
        yield from _case(seed, format_name, (kind,))


def _apart(
    report: Report, kinds: Sequence[str], seed: int
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Kinds that can stand in one report, and those that would change what another changed."""
    some: list[str] = []
    later: list[str] = []
    changed: set[int] = set()
    for kind in kinds:
        result = contradictions.inject(report, kind, seed)
        if result is None:
            continue
        pairs = zip(report.blocks, result[0].blocks, strict=True)
        own = {index for index, (before, after) in enumerate(pairs) if before is not after}
        # Decisions are no block, and one report has few.
        own = own or {-1}
        (later if own & changed else some).append(kind)
        changed |= own
    return tuple(some), tuple(later)


def _nothing(context: Context) -> tuple[Context, ...]:
    return ()
