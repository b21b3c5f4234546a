"""What the benchmark of queries prints."""

from __future__ import annotations

from pathlib import Path

import duckdb

from tests.benchmarks.queries import Answered, disk_of, table_of


def test_the_slowest_stands_first_and_all_together_last() -> None:
    quick = [Answered("quick", 1.0, 1.0), Answered("quick", 3.0, 1.0)]
    lines = list(table_of([*quick, Answered("slow", 250.0, 40.0)]))
    assert [line.split(" | ")[0] for line in lines[2:]] == ["| slow", "| quick", "| all"]
    assert lines[2] == "| slow | 1 | 250 | 250 | 250 | 40 | 40 |"


def test_a_fact_takes_its_share_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "facts.duckdb"
    with duckdb.connect(path) as connection:
        connection.execute(
            "create table fact_cell as select hash(n)::varchar as text from range(9000) as r(n)"
        )
        connection.execute("create table document_section as select 1 as section_no")
    first, second, column, *_ = disk_of(path)
    assert first.startswith("9,000 facts, 1 sections")
    assert second == f"bytes a fact: {path.stat().st_size / 9000:.0f}"
    assert column.endswith(" fact_cell.text")
