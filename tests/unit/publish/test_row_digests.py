"""What the rows of reports come to is kept, and says what a look at the rows says."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from pipeline.publish.diff import compare, fingerprint_of, numbers_of
from pipeline.publish.row_digests import KeptDigests, digest_rows, whole_tables
from tests.support.staged import REPORTS, VALUES, write_database

T1, T2 = REPORTS
OF_NONE = "insert into fact_indicator_value values ('f9', null, 3.0)"
OTHER = {**VALUES, ("f1", T1): 5.0}
MORE_COLUMNS = "alter table fact_indicator_value add column unit text"
MOVED = "update fact_indicator_value set report_key = null where fact_key = 'f1'"


@pytest.fixture
def kept(tmp_path: Path) -> KeptDigests:
    return KeptDigests(tmp_path / "cache" / "rows")


def test_numbers_of_reports_come_to_those_of_whole_tables(tmp_path: Path) -> None:
    empty = "create table empty (report_key text); create table void (n int)"
    more = f"{OF_NONE}; {empty}; create table bare as select 7 as n"
    path = write_database(tmp_path / "a.duckdb", more_sql=more)
    tables = ("bare", "dim_report", "empty", "fact_indicator_value", "void")
    with duckdb.connect(str(path), read_only=True) as connection:
        digests = digest_rows(connection, tables)
        direct = [
            (
                table,
                *connection.execute(
                    "select count(*), coalesce(bit_xor(hash(t)), 0),"
                    f" coalesce(sum(hash(t)), 0)::hugeint from {table} as t"
                ).fetchall()[0],
            )
            for table in tables
        ]
    assert whole_tables(digests, tables) == direct
    of_facts = digests.filter(pa.compute.equal(digests["table_name"], "fact_indicator_value"))
    assert set(of_facts["report_key"].to_pylist()) == {T1, T2, None}


@pytest.mark.parametrize(
    "new",
    [
        {},
        {"values": OTHER},
        {"values": OTHER, "more_sql": OF_NONE},
        {"more_sql": MOVED},
        {"values": OTHER, "more_sql": MORE_COLUMNS},
        {"reports": {T1: "other bytes"}},
    ],
)
def test_a_comparison_by_kept_numbers_finds_the_same(
    tmp_path: Path, kept: KeptDigests, new: Mapping[str, object]
) -> None:
    old = write_database(tmp_path / "old.duckdb", more_sql="create table bare as select 7 as n")
    now = write_database(tmp_path / "new.duckdb", **new)  # type: ignore[arg-type]
    compare(old, None, kept=kept)
    fingerprint = fingerprint_of(old)
    assert kept.get(fingerprint) is not None
    assert compare(now, old, base_fingerprint=fingerprint, kept=kept) == compare(now, old)


def test_rows_of_the_release_are_not_hashed_again(tmp_path: Path, kept: KeptDigests) -> None:
    old = write_database(tmp_path / "old.duckdb")
    new = write_database(tmp_path / "new.duckdb", values=OTHER)
    fingerprint = fingerprint_of(old)
    # What is kept tells otherwise than the rows, and is believed.
    kept.keep(fingerprint, numbers_of(new)[1], beside=None)
    assert compare(new, old, base_fingerprint=fingerprint, kept=kept).changes == ()
    assert compare(new, old, base_fingerprint=fingerprint).changes


def test_only_the_numbers_of_two_databases_stay(tmp_path: Path, kept: KeptDigests) -> None:
    fingerprints: list[str] = []
    before: Path | None = None
    for night in range(3):
        path = write_database(
            tmp_path / f"{night}.duckdb", values={**VALUES, ("f1", T1): float(night)}
        )
        last = fingerprints[-1] if fingerprints else None
        fingerprints.append(compare(path, before, base_fingerprint=last, kept=kept).fingerprint)
        before = path
    assert [kept.get(one) is not None for one in fingerprints] == [False, True, True]
    assert len(list(kept.folder.iterdir())) == 2


def test_a_damaged_file_is_none(tmp_path: Path, kept: KeptDigests) -> None:
    old = write_database(tmp_path / "old.duckdb")
    fingerprint = compare(old, None, kept=kept).fingerprint
    (file,) = kept.folder.iterdir()
    file.write_bytes(file.read_bytes()[:-20])
    assert kept.get(fingerprint) is None
    new = write_database(tmp_path / "new.duckdb", values=OTHER)
    assert compare(new, old, base_fingerprint=fingerprint, kept=kept).changes
