"""Rows of generated flow text with every way to read them and the way that is true."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from pipeline.extract import read_document, read_indicator_tables
from pipeline.extract.columns import Reading, RowContext, evidence
from pipeline.extract.indicator_rows import RawRow
from tests.accuracy.compare import MEASURES, normal
from tests.accuracy.truth import Row, Truth, read_truth
from tests.corpus import cycle, library


@dataclass(frozen=True)
class LearningRow:
    """A row: what the cues see in every reading of it, and which reading is true.

    ``right[r][i]`` tells whether cell ``i`` of reading ``r`` stands in its true column.
    """

    readings: Sequence[Reading]
    seen: Sequence[dict[str, float]]
    true: int
    right: Sequence[Sequence[bool]]


def learning_rows(seeds: Sequence[int], format_name: str = "flow_text") -> Iterator[LearningRow]:
    """Yield the rows of generated reports that can be read in more than one way.

    Rows whose true reading is no candidate (their text was cut wrongly) are left out:
    no weight could mend them.
    """
    with tempfile.TemporaryDirectory() as folder:
        for seed in seeds:
            path = library.write_case(cycle.any_report(seed), format_name, seed, Path(folder))
            truth = read_truth(Path(folder) / "truth" / path.stem, complete=True)
            wanted = _by_name(truth)
            for row, context in read_indicator_tables(read_document(path)).inferred:
                found = wanted.get((normal(row.name), row.period or ""), [])
                if len(found) == 1 and (example := _example(row, context, found[0])):
                    yield example


def _by_name(truth: Truth) -> dict[tuple[str, str], list[Row]]:
    rows: dict[tuple[str, str], list[Row]] = {}
    for row in truth.indicators:
        rows.setdefault((normal(row["name"]), row["period"]), []).append(row)
    return rows


def _example(row: RawRow, context: RowContext, wanted: Row) -> LearningRow | None:
    candidates = [
        Reading(cells, measures, 0.0)
        for cells in row.cuts
        for measures in combinations(context.columns, len(cells))
    ]
    right = [
        [
            normal(cell.parsed.text) == normal(wanted[measure.value])
            for cell, measure in zip(reading.cells, reading.measures, strict=True)
        ]
        for reading in candidates
    ]
    printed = sum(bool(wanted[measure]) for measure in MEASURES)
    true = [i for i, cells in enumerate(right) if all(cells) and len(cells) == printed]
    if len(candidates) < 2 or not true:
        return None
    seen = [evidence(reading, context) for reading in candidates]
    return LearningRow(candidates, seen, true[0], right)
