"""Parquet files that are byte-identical for identical tables, however they are written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

import pyarrow as pa
import pyarrow.parquet as pq

_ROWS_PER_GROUP = 10_000
"""So many rows of each table are held at most while it is written, and read to have one."""


def write_parquet(tables: Mapping[str, pa.Table], folder: Path) -> None:
    """Write each table to ``folder/<name>.parquet``.

    The file holds nothing of the moment or the machine: no time, no path, no thread
    decides on its bytes.
    """
    write_in_parts([tables], {name: table.schema for name, table in tables.items()}, folder)


def write_in_parts(
    parts: Iterable[Mapping[str, pa.Table]], schemas: Mapping[str, pa.Schema], folder: Path
) -> None:
    """Write tables that come in parts; where one part ends is not seen in the files.

    No more rows of a table are held than go into one row group.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as files:
        writers = {
            name: files.enter_context(_Writer(folder / f"{name}.parquet", schema))
            for name, schema in schemas.items()
        }
        for part in parts:
            for name, writer in writers.items():
                writer.add(part[name])


class _Writer:
    """One file, written row group by row group."""

    def __init__(self, path: Path, schema: pa.Schema) -> None:
        self._file = pq.ParquetWriter(path, schema, compression="zstd")
        self._waiting = schema.empty_table()
        self._is_empty = True

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if error is None and (self._waiting.num_rows or self._is_empty):
            self._write(self._waiting)
        self._file.close()

    def add(self, rows: pa.Table) -> None:
        self._waiting = pa.concat_tables([self._waiting, rows])
        while self._waiting.num_rows >= _ROWS_PER_GROUP:
            self._write(self._waiting.slice(0, _ROWS_PER_GROUP))
            self._waiting = self._waiting.slice(_ROWS_PER_GROUP)

    def _write(self, rows: pa.Table) -> None:
        self._file.write_table(rows.combine_chunks(), row_group_size=_ROWS_PER_GROUP)
        self._is_empty = False


def read_parquet_tables(folder: Path) -> dict[str, pa.Table]:
    """All tables of a folder by name, in the order of their names."""
    return {path.stem: pq.read_table(path) for path in sorted(folder.glob("*.parquet"))}
