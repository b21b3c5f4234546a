"""All that rules see of each report, as one digest: what a finding was found in.

DuckDB hashes the rows of all reports in one pass a table, so that knowing that a report says
what it said costs no more than reading it. Rows count without their order, which follows from
what they say (places are among it).
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping

import duckdb
import pyarrow as pa

from pipeline.quality.reconcile.facts import SEEN_OF_DIMENSIONS
from pipeline.transform.sources import REPORT, Source

LIBRARY = f"duckdb {duckdb.__version__}"
"""Whose hashes these are: another version may have others."""

_OF_REPORTS = """
    select report_key, count(*), bit_xor(row_hash), sum(row_hash)::varchar
    from (select report_key, hash(seen) as row_hash from ({seen}) as seen)
    group by report_key
"""


def digests(source: Source) -> dict[str, str]:
    """By report, a digest of its rows in all tables, and of what it sees of dimensions."""
    told: defaultdict[str, list[str]] = defaultdict(list)
    with source.connect() as connection:
        for name, seen in _seen(source.schemas):
            for report, *hashes in connection.execute(_OF_REPORTS.format(seen=seen)).fetchall():
                told[report].append(f"{name}: {hashes}")
    return {
        report: hashlib.sha256("\n".join(lines).encode()).hexdigest()
        for report, lines in told.items()
    }


def _seen(schemas: Mapping[str, pa.Schema]) -> Iterator[tuple[str, str]]:
    """Tables by name, each with the query for the rows that reports see of it."""
    for name in sorted(schemas):
        if REPORT in schemas[name].names:
            yield name, f'select * from "{name}"'
    for name, seen in SEEN_OF_DIMENSIONS.items():
        columns = ", ".join((seen.key, *seen.columns))
        yield (
            name,
            (
                f"select distinct report_key, {columns} from {seen.named_in} inner join {name}"
                f" using ({seen.key})"
            ),
        )
