"""Opening files: those that are made have small blocks, those that are there keep theirs."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from pipeline.publish.database import connect

TABLES = 60
"""So many tables of a row or two, as a warehouse of a few reports has."""


def test_many_small_tables_take_little(tmp_path: Path) -> None:
    file = tmp_path / "made.duckdb"
    with connect(file, read_only=False) as connection:
        for number in range(TABLES):
            connection.execute(f"create table t{number} as select {number} as n, 'ord' as word")
    assert file.stat().st_size < TABLES * 100_000


@pytest.mark.parametrize("read_only", [True, False])
def test_a_file_with_larger_blocks_is_opened(tmp_path: Path, *, read_only: bool) -> None:
    file = tmp_path / "before.duckdb"
    with duckdb.connect(str(file)) as connection:
        connection.execute("create table t as select 1 as n")
    with connect(file, read_only=read_only) as connection:
        sizes = connection.execute("select block_size from pragma_database_size()").fetchall()
        assert sizes == [(262144,)]
        assert connection.execute("from t").fetchall() == [(1,)]
