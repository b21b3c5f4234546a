"""Which documents are held back, and why, from what the bounds found.

Belongs here: what the level 'document' does: a bound that a whole report breaks, too many
odd values of one table in one report, a sidecar that contradicts the document. The records
and their effect on a run stand in ``intake.hold``.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import pyarrow as pa

from pipeline.extract.report import SidecarContradiction
from pipeline.intake.hold import Hold
from pipeline.intake.outcome import DocumentOutcome
from pipeline.quality.expectations import Examined, Outside
from pipeline.quality.levels import Level, Thresholds
from pipeline.quality.outside import OddValue, rows_by_key
from pipeline.quality.places import example, of_reports, place_words
from pipeline.quality.suites import Bound

Tables = Mapping[str, pa.Table]

_CONTRADICTED = (
    "The file beside the document says otherwise than the document's own head; one of the two "
    "belongs to another report."
)
_UNVOUCHED = (
    "Remove or mend {file}.yml; if it is right, let it say confirmed_by with the name of who "
    "vouches for it."
)
_MANY_ODD_VALUES = (
    "Look at these places: is the unit of the table or the order of its columns another than "
    "was read? Another format of the report may be read better."
)


def contradicted_by_sidecar(
    outcomes: Iterable[DocumentOutcome], thresholds: Thresholds
) -> Iterator[Hold]:
    """Documents whose sidecar says otherwise than their own head, and nobody vouches for it."""
    for outcome in outcomes:
        head = outcome.report.gist.head if outcome.report else None
        if head is None or head.confirmed_by is not None:
            continue
        against = [
            one for one in head.sidecar_contradictions if one.confidence >= thresholds.sure_head
        ]
        if against:
            yield Hold(
                source_file=outcome.source.source_file,
                check="sidecar_contradicts_head",
                failed=_CONTRADICTED,
                remedy=_UNVOUCHED.format(file=outcome.source.source_file),
                examples=tuple(map(_contradiction, against)),
            )


def _contradiction(one: SidecarContradiction) -> str:
    place = place_words(one.place.page, one.place.line_start, one.place.line_end)
    return f"{one.key} is {one.said} in the sidecar, {one.printed} at {place}"


def broken_by_report(
    examined: Iterable[Examined], tables: Tables, thresholds: Thresholds
) -> Iterator[Hold]:
    """Documents that break a bound of level 'document'."""
    files = of_reports(tables, "source_file")
    for found in examined:
        if found.bound.level is Level.DOCUMENT:
            for report, rows in found.failing(thresholds.outside_rows).items():
                yield Hold(
                    source_file=files[report],
                    check=f"{found.table}: {found.bound.name}",
                    failed=_failed(found.bound, rows, found.rows[report]),
                    remedy=found.bound.remedy,
                    examples=_examples(tables[found.table], rows),
                )


def _failed(bound: Bound, rows: Sequence[Outside], examined: int) -> str:
    if examined == 1:
        return f"{bound.reason} Found: {bound.columns[0]} {rows[0].observed}."
    return f"{bound.reason} Found: {len(rows)} of {examined} rows ({bound.columns[0]})."


def _examples(table: pa.Table, rows: Sequence[Outside]) -> tuple[str, ...]:
    told = [said for row in rows for said in row.examples]
    keys = [row.fact_key for row in rows if row.fact_key is not None]
    printed = rows_by_key(table, keys) if keys else {}
    return (
        *told,
        *(example(printed[row.fact_key], row.observed) for row in rows if row.fact_key in printed),
    )


def crowded(odd: Iterable[OddValue], tables: Tables, thresholds: Thresholds) -> Iterator[Hold]:
    """Documents with too many odd values in one table."""
    files = of_reports(tables, "source_file")
    by_place: defaultdict[tuple[str, str], dict[str, OddValue]] = defaultdict(dict)
    for value in odd:
        by_place[value.table, value.row["report_key"]].setdefault(value.row["fact_key"], value)
    for (table, report), values in sorted(by_place.items()):
        rows = Counter(tables[table]["report_key"].to_pylist())[report]
        enough = len(values) >= thresholds.outside_rows
        if enough and len(values) > thresholds.outside_share * rows:
            yield Hold(
                source_file=files[report],
                check=f"{table}: values outside their bounds",
                failed=f"{len(values)} of {rows} rows of {table} lie outside their bounds.",
                remedy=_MANY_ODD_VALUES,
                examples=tuple(example(v.row, v.observed) for v in values.values()),
            )
