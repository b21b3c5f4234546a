"""The real reports, end to end: raw files in, a published warehouse out, no network."""

from __future__ import annotations

import pytest

from pipeline.publish.release import current_release, releases
from pipeline.registry import TABLES, Layer
from tests.support.job import Ran, no_network, run, table_names
from tests.support.real_reports import REPORTS as REPORTS_DIR

REPORTS = [
    ("enskede-arsta-vantor-2021-t1", "T1", 2021, "flow_text"),
    ("hagersten-alvsjo-2024-vb", "VB", 2024, "tab_text"),
    ("hasselby-vallingby-2026-vp", "VP", 2026, "flow_text"),
]


def test_every_report_is_read_and_published(real_run: Ran) -> None:
    assert real_run.status == 0, real_run.printed
    assert (
        real_run.rows(
            "select report_key, report_type, report_year, source_format from dim_report order by 1"
        )
        == REPORTS
    )
    assert real_run.rows("from rejected_document") == []


def test_every_declared_table_is_published(real_run: Ran) -> None:
    assert set(TABLES) <= table_names(real_run.settings.database)


@pytest.mark.parametrize(
    "table", [table.name for table in TABLES.values() if table.layer is Layer.FACT]
)
def test_every_fact_has_rows_with_a_place(real_run: Ran, table: str) -> None:
    # Of a text file the place is its lines; the text at it is kept word for word.
    ((rows, placed),) = real_run.rows(
        f"select count(*), count(*) filter (source_line_start between 1 and source_line_end"
        f" and source_text <> '' and confidence between 0 and 1) from {table}"
    )
    assert rows > 0
    assert placed == rows


@pytest.mark.parametrize(
    "table", [table.name for table in TABLES.values() if table.layer is Layer.FACT]
)
def test_the_text_of_a_fact_stands_at_its_lines(real_run: Ran, table: str) -> None:
    lines = {
        path.name: path.read_text(encoding="utf-8").splitlines()
        for path in REPORTS_DIR.glob("*.txt")
    }
    rows = real_run.rows(
        f"select source_file, source_line_start, source_line_end, source_text from {table}"
    )
    wrong = [
        (file, start, end, text)
        for file, start, end, text in rows
        if not stands_in(text, "".join(lines[file][start - 1 : end]))
    ]
    assert wrong == []


def stands_in(text: str, there: str) -> bool:
    """Every printed line of a text, in order; page furniture may stand between them."""
    remaining = "".join(there.split())
    for line in text.splitlines():
        _, found, remaining = remaining.partition("".join(line.split()))
        if line.strip() and not found:
            return False
    return True


def test_the_summary_says_what_a_person_wants_to_know(real_run: Ran) -> None:
    for said in ("3 read (3 current), 0 rejected", "fact_indicator_value", "Findings", "query"):
        assert said in real_run.printed
    assert str(real_run.settings.database) in real_run.printed


def test_the_same_input_twice_gives_the_same_bytes_and_no_second_release(real_run: Ran) -> None:
    first = real_run.parquet_bytes()
    release = current_release(real_run.settings)
    with no_network() as tried:
        again = run(real_run.settings, force=True)
    assert tried == []
    assert again.status == 0, again.printed
    assert again.staged.folder != real_run.staged.folder or len(first) > 0
    assert again.parquet_bytes() == first
    assert "nothing changed, the last release stays" in again.printed
    assert current_release(real_run.settings) == release
    assert len(releases(real_run.settings)) == 1


def test_a_run_with_nothing_new_does_nothing(real_run: Ran) -> None:
    again = run(real_run.settings)
    assert again.status == 0
    assert "Nothing has changed" in again.printed
