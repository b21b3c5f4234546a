"""``namndlager findings``: causes first, whatever was released; wrong filters are errors."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from pipeline.console.findings import show_findings
from pipeline.console.screen import Screen
from pipeline.publish.staging import Stage, begin, yield_claims
from pipeline.settings import Settings

ROWS = """
create table dim_report as select unnest(['kvarnsjo-2025-vb', 'kvarnsjo-2025-t1']) as report_key;
create table data_finding as select * from (values
    ('f1', 'kvarnsjo-2025-vb', 'row_identity', 'error', null),
    ('f2', 'kvarnsjo-2025-vb', 'parts_and_total', 'error', 'f1'),
    ('f3', 'kvarnsjo-2025-vb', 'parts_and_total', 'error', 'f1'),
    ('f4', 'kvarnsjo-2025-t1', 'carried_over', 'info', null)
) as t(finding_key, report_key, rule, severity, caused_by_finding_key),
(select 1.0 as stated, 2.0 as expected, -1.0 as difference, 'mnkr' as unit,
    'Summan stämmer inte.' as explanation_sv, 'The sum is wrong.' as explanation_en,
    null::varchar as likely_culprit,
    [{'source_file': 'a.txt', 'page': null::integer, 'line_start': 7, 'line_end': 7, 'text': 'x 1'},
     {'source_file': 'a.txt', 'page': null::integer, 'line_start': 7, 'line_end': 7, 'text': 'x 1'}]
    as evidence);
"""


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(raw_dir=tmp_path / "raw", warehouse_dir=tmp_path / "warehouse")


@pytest.fixture
def published(settings: Settings) -> Settings:
    settings.warehouse_dir.mkdir()
    with duckdb.connect(str(settings.database)) as connection:
        connection.execute(ROWS)
    return settings


def asked(settings: Settings, **wanted: object) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    screens = [Screen(file=file, highlight=False, width=120) for file in (out, err)]
    status = show_findings(settings, *screens, **wanted)  # type: ignore[arg-type]
    return status, out.getvalue(), err.getvalue()


def test_a_summary_of_causes_opens_the_answer(published: Settings) -> None:
    status, said, _ = asked(published)
    assert status == 0
    assert "4 findings" in said.splitlines()[0]
    assert "2 causes, 2 that follow from them" in said.splitlines()[0]
    first, second = [line for line in said.splitlines() if "row_identity" in line][:2]
    assert [part.strip() for part in first.split("│")[1:5]] == ["error", "row_identity", "1", "2"]
    assert second.startswith("error  row_identity  f1")


def test_no_line_of_a_source_is_shown_twice(published: Settings) -> None:
    said = asked(published, report="kvarnsjo-2025-t1")[1]
    assert said.count("a.txt, line 7") == 1


def test_json_has_the_summary_and_the_rows(published: Settings) -> None:
    found = json.loads(asked(published, severity="error", as_json=True)[1])
    assert (found["total"], found["causes"]) == (3, 1)
    (group,) = found["summary"]
    assert (group["rule"], group["causes"], group["consequences"]) == ("row_identity", 1, 2)
    assert {row["finding_key"] for row in found["findings"]} == {"f1", "f2", "f3"}


def test_what_follows_stands_for_itself_where_its_cause_is_filtered_out(
    published: Settings,
) -> None:
    found = json.loads(asked(published, rule="parts_and_total", as_json=True)[1])
    (group,) = found["summary"]
    assert (group["rule"], group["causes"], group["consequences"]) == ("parts_and_total", 0, 2)


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        ({"severity": "eror"}, "did you mean error"),
        ({"rule": "row_identiti"}, "did you mean row_identity"),
        ({"report": "kvarnsjo-2025-t2"}, "did you mean kvarnsjo-2025-t1"),
        ({"severity": "x"}, "there are error, info, warning"),
    ],
)
def test_a_filter_that_does_not_exist_is_an_error(
    published: Settings, wanted: dict[str, str], told: str
) -> None:
    status, said, wrong = asked(published, **wanted)
    assert (status, said) == (2, "")
    assert told in wrong


def test_findings_of_a_run_that_was_not_released_can_be_listed(settings: Settings) -> None:
    now = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    run = begin(settings, name="blocked", now=now, input_digest="d")
    yield_claims(settings)
    run.start(Stage.TRANSFORM)
    run.parquet.mkdir()
    with duckdb.connect() as connection:
        connection.execute(ROWS)
        for table in ("data_finding", "dim_report"):
            connection.execute(f"copy {table} to '{run.parquet / table}.parquet'")
    status, _, wrong = asked(settings)
    assert status == 1
    assert "--last-run" in wrong
    status, said, _ = asked(settings, last_run=True)
    assert status == 0
    assert f"4 findings in {run.info.run_id}" in said


def test_before_any_run_it_says_what_to_do(settings: Settings) -> None:
    for wanted in ({}, {"last_run": True}):
        status, _, wrong = asked(settings, **wanted)
        assert status == 1
        assert "namndlager run" in wrong
