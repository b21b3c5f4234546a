"""Rows of generated flow text with every way to read them and the way that is true."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from pipeline.extract import read_document, read_indicator_tables
from pipeline.extract.assignment.columns import Reading, RowContext, evidence
from pipeline.extract.parsers.indicator_rows import RawRow
from tests.accuracy.compare import normal
from tests.accuracy.truth import Row, Truth, read_truth
from tests.corpus import cycle, library
from tests.corpus.model import MEASURES

FORMATS = ("flow_text", "flow_text_other")


@dataclass(frozen=True)
class LearningRow:
    """A row: what the cues see in every reading of it, and which reading is true.

    ``true`` is None where no reading is: its text was cut wrongly. ``right[r][i]`` tells
    whether cell ``i`` of reading ``r`` is printed in that column.
    """

    readings: Sequence[Reading]
    seen: Sequence[dict[str, float]]
    true: int | None
    right: Sequence[Sequence[bool]]


def learning_rows(seeds: Sequence[int]) -> Iterator[LearningRow]:
    """Yield the rows of generated reports that can be read in more than one way.

    Every other report is written as Tika writes it, every other as another tool does.
    """
    with tempfile.TemporaryDirectory() as folder:
        for seed in seeds:
            format_name = FORMATS[seed % len(FORMATS)]
            path = library.write_case(cycle.any_report(seed), format_name, seed, Path(folder))
            truth = read_truth(Path(folder) / "truth" / path.stem, complete=True)
            wanted = _by_name(truth)
            for row, context in read_indicator_tables(read_document(path)).inferred:
                found = wanted.get((normal(row.name), row.period or ""), [])
                if row.certain and len(found) < 2 and (example := _example(row, context, found)):
                    yield example


def _by_name(truth: Truth) -> dict[tuple[str, str], list[Row]]:
    rows: dict[tuple[str, str], list[Row]] = {}
    for row in truth.indicators:
        rows.setdefault((normal(row["name"]), row["period"]), []).append(row)
    return rows


def _example(row: RawRow, context: RowContext, found: Sequence[Row]) -> LearningRow | None:
    """Return a row with its readings; nothing is right in one that the report does not print."""
    candidates = [
        Reading(cells, measures, 0.0)
        for cells in row.cuts
        for measures in combinations(context.columns, len(cells))
    ]
    if len(candidates) < 2:
        return None
    wanted = found[0] if found else dict.fromkeys(MEASURES, "")
    right = [
        [
            normal(cell.parsed.text) == normal(wanted[measure.value])
            for cell, measure in zip(reading.cells, reading.measures, strict=True)
        ]
        for reading in candidates
    ]
    printed = sum(bool(wanted[measure]) for measure in MEASURES)
    true = (i for i, cells in enumerate(right) if cells and all(cells) and len(cells) == printed)
    seen = [evidence(reading, context) for reading in candidates]
    return LearningRow(candidates, seen, next(true, None), right)
