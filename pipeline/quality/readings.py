"""Whether today's reader reads a document worse than the one of the last release did.

The same bytes, two readers: what each says goes through today's transform, and rows and
shares are compared. A document that is read worse is held back, its earlier reading
stands in, and the others go out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.extract.report import Report
from pipeline.intake import DocumentOutcome, extractor_version
from pipeline.intake.hold import Hold
from pipeline.intake.keep import KeptDocuments, ReleaseReadings
from pipeline.intake.stored import in_memory
from pipeline.settings import Settings
from pipeline.transform import build_tables

READ_WORSE = "read_worse"
"""Name of the check."""

MIN_SHARE_OF_ROWS = 0.95
"""Fewer rows than this share of those before, in any table of facts: something is lost."""

MAX_SHARE_LOSS = 0.05
"""Points that a share of ``SHARES`` may get worse."""

_NOT_FACTS = frozenset({"extraction_problem"})
"""More of them is no gain, and fewer no loss."""

Tables = Mapping[str, pa.Table]


def sure_values(tables: Tables, threshold: float) -> float | None:
    """Share of indicator values whose column is not in doubt."""
    values = tables["fact_indicator_value"]
    return _share(pc.greater_equal(values["confidence"], threshold))


def typed_numbers(tables: Tables, _: float) -> float | None:
    """Share of the numbers in other tables that an economy fact understands."""
    cells = tables["fact_table_cell"]
    numbers = cells.filter(pc.is_valid(cells["value"]))["fact_key"]
    typed = [
        key
        for table in tables.values()
        if "table_cell_key" in table.column_names
        for key in table["table_cell_key"].to_pylist()
    ]
    return _share(pc.is_in(numbers, value_set=pa.array(typed, pa.string())))


SHARES: Mapping[str, Callable[[Tables, float], float | None]] = MappingProxyType(
    {
        "indicator values that are not in doubt": sure_values,
        "numbers of other tables that are understood": typed_numbers,
    }
)
"""What of a reading should be as high as possible, besides its rows."""


def worse_readings(
    outcomes: Sequence[DocumentOutcome], last: ReleaseReadings | None, settings: Settings
) -> tuple[Hold, ...]:
    """Holds of the documents that another reader read better for the last release."""
    if last is None:
        return ()
    documents = KeptDocuments(settings.kept_dir)
    known = {(kept.sha256, kept.sidecar_sha256): kept for kept in last.readings}
    holds = []
    for outcome in outcomes:
        kept = known.get((outcome.source.sha256, outcome.source.sidecar_sha256))
        if kept is None or outcome.report is None or not outcome.is_own:
            continue
        if kept.extractor_version == extractor_version():
            continue
        before = documents.reading(kept)
        if before is None or before == outcome.report.load():
            continue
        differences = tuple(worse(before, outcome, settings.confidence_threshold))
        if differences:
            holds.append(_hold(outcome.source.source_file, last.release_id, differences))
    return tuple(holds)


def worse(before: Report, now: DocumentOutcome, threshold: float) -> Iterator[str]:
    """What a reading has less of than the one before, each with both figures."""
    old, new = (
        build_tables([replace(now, report=report, is_current=True)], extractor_version="")
        for report in (in_memory(before), now.report)
    )
    for name in sorted(old):
        if "fact_key" not in old[name].column_names or name in _NOT_FACTS:
            continue
        if new[name].num_rows < MIN_SHARE_OF_ROWS * old[name].num_rows:
            yield f"{name}: {old[name].num_rows} rows before, {new[name].num_rows} now"
    for name, share in SHARES.items():
        was, is_now = share(old, threshold), share(new, threshold)
        if was is not None and is_now is not None and is_now < was - MAX_SHARE_LOSS:
            yield f"{name}: {was:.1%} before, {is_now:.1%} now"


def _hold(source_file: str, release_id: str, differences: tuple[str, ...]) -> Hold:
    return Hold(
        source_file,
        READ_WORSE,
        f"Today's reader reads it worse than the one of release {release_id} did.",
        "Report it with the document; `namndlager run --accept-changes` takes the new reading.",
        examples=differences,
    )


def _share(flags: pa.ChunkedArray) -> float | None:
    if len(flags) == 0:
        return None
    return float(pc.mean(flags).as_py())
