"""Parquet files that are byte-identical for identical tables."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

_ROWS_PER_GROUP = 100_000


def write_parquet(tables: Mapping[str, pa.Table], folder: Path) -> None:
    """Write each table to ``folder/<name>.parquet``.

    The file holds nothing of the moment or the machine: no time, no path, no thread
    decides on its bytes.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name, table in tables.items():
        pq.write_table(
            table,
            folder / f"{name}.parquet",
            compression="zstd",
            row_group_size=_ROWS_PER_GROUP,
        )


def read_parquet_tables(folder: Path) -> dict[str, pa.Table]:
    """All tables of a folder by name, in the order of their names."""
    return {path.stem: pq.read_table(path) for path in sorted(folder.glob("*.parquet"))}
