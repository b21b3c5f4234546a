"""Where a figure is printed, in words."""

from __future__ import annotations

import io
from pathlib import Path

import duckdb
import pytest
from rich.console import Console

from pipeline.console.explain import explain_fact
from pipeline.settings import Settings


@pytest.fixture(name="settings")
def _settings(tmp_path: Path) -> Settings:
    """A release of one text whose headings in lines 10 and 30 stand on pages 4 and 6."""
    settings = Settings(raw_dir=tmp_path / "raw", warehouse_dir=tmp_path)
    with duckdb.connect(settings.database) as database:
        database.execute(
            """
            create table dim_report as select 'r' as report_key, 'none' as document_sha256;
            create table data_finding (finding_key varchar, report_key varchar);
            create table document_section as
                select 'r' as report_key, page as source_page, line as source_line_start
                from (values (4, 10), (null, 20), (6, 30)) as heading (page, line);
            create table fact_activity as
                select 'line ' || line as fact_key, 'r' as report_key, 'a.txt' as source_file,
                    page as source_page, line as source_line_start, line as source_line_end,
                    null as source_bbox, 'Måla' as source_text, 1.0 as confidence,
                    []::varchar[] as finding_keys
                from (values (null, 5), (4, 12), (null, 21), (null, 31)) as printed (page, line)
            """
        )
    return settings


@pytest.mark.parametrize(
    ("line", "place"),
    [
        (5, "a.txt, line 5, page 4 or before"),
        (12, "a.txt, page 4, line 12"),
        (21, "a.txt, line 21, between page 4 and 6"),
        (31, "a.txt, line 31, page 6 or after"),
    ],
)
def test_a_line_whose_page_nothing_settles_is_between_those_that_are_known(
    settings: Settings, line: int, place: str
) -> None:
    out = Console(file=io.StringIO(), width=200)
    assert explain_fact(settings, f"line {line}", out, Console(file=io.StringIO())) == 0
    assert isinstance(out.file, io.StringIO)
    assert f"printed in  {place} " in out.file.getvalue() + " "
