"""The command ``namndlager`` on a published warehouse, as a person uses it."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.safe_text import neutral
from pipeline.settings import PROJECT_ROOT
from tests.support.job import Ran

Command = Callable[..., "subprocess.CompletedProcess[str]"]


def command(raw: Path, warehouse: Path) -> Command:
    environment = {
        **os.environ,
        "NAMNDLAGER_RAW": str(raw),
        "NAMNDLAGER_WAREHOUSE": str(warehouse),
        "DAGSTER_HOME": str(warehouse.parent / "dagster"),
        "COLUMNS": "200",
    }

    def call(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "pipeline.cli", *arguments],
            cwd=PROJECT_ROOT,
            env=environment,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    return call


@pytest.fixture(scope="module")
def namndlager(samples_run: Ran) -> Command:
    return command(samples_run.settings.raw_dir, samples_run.settings.warehouse_dir)


@pytest.mark.parametrize(
    "name",
    [
        "run",
        "status",
        "query",
        "export",
        "site",
        "findings",
        "explain",
        "correct",
        "hold",
        "unhold",
        "forget",
        "rollback",
        "resume",
        "releases",
        "verify",
        "prune",
        "backup",
        "restore",
        "watch",
        "doctor",
        "ui",
    ],
)
def test_every_command_explains_itself(name: str) -> None:
    answer = CliRunner().invoke(app, [name, "--help"])
    assert answer.exit_code == 0
    assert "Usage" in answer.stdout
    assert name in CliRunner().invoke(app, ["--help"]).stdout


def test_query_answers_as_json_and_csv(namndlager: Command) -> None:
    sql = "select report_key, report_year from dim_report order by 1 limit 1"
    assert json.loads(namndlager("query", sql, "--format", "json").stdout) == [
        {"report_key": "granholmen-soderbacka-2024-t1", "report_year": 2024}
    ]
    rows = list(csv.reader(io.StringIO(namndlager("query", sql, "-f", "csv").stdout)))
    assert rows == [["report_key", "report_year"], ["granholmen-soderbacka-2024-t1", "2024"]]


def test_query_says_what_is_wrong_with_the_sql_and_writes_nothing(namndlager: Command) -> None:
    wrong = namndlager("query", "select * from no_such_table")
    assert wrong.returncode == 1
    assert "no_such_table" in wrong.stderr
    assert namndlager("query", "drop table dim_report").returncode == 1
    assert namndlager("query", "select 1", "--format", "xml").returncode == 2


@pytest.mark.parametrize(
    ("value", "exported"),
    [
        ("=1+1", "'=1+1"),
        ("+46", "'+46"),
        ("-", "'-"),
        ("@x", "'@x"),
        (-1.5, -1.5),
        ("Öka", "Öka"),
        (None, None),
    ],
)
def test_an_export_holds_no_formula(value: object, exported: object) -> None:
    assert neutral(value) == exported


def test_explain_leads_from_a_key_to_the_lines_of_the_file(
    namndlager: Command, samples_run: Ran
) -> None:
    ((key, file, line, text),) = samples_run.rows(
        "select fact_key, source_file, source_line_start, value_text"
        " from fact_indicator_value where value is not null order by fact_key limit 1"
    )
    said = namndlager("explain", key).stdout
    assert "fact_indicator_value" in said
    assert file in said
    assert f"line {line}" in said or f"lines {line}-" in said
    assert text in said
    assert "confidence" in said


def test_explain_finds_an_indicator_by_part_of_its_name(
    namndlager: Command, samples_run: Ran
) -> None:
    ((report, name),) = samples_run.rows(
        "select report_key, indicator_name_printed from fact_indicator_value"
        " order by report_key, fact_key limit 1"
    )
    answer = namndlager("explain", report, name[3:20].upper())
    assert answer.returncode == 0
    assert name[3:20] in answer.stdout


def test_explain_says_when_there_is_nothing(namndlager: Command) -> None:
    assert namndlager("explain", "nothing").returncode == 1
    assert "no indicator" in namndlager("explain", "nothing", "nothing").stderr


def test_findings_show_both_figures_and_every_place(namndlager: Command, samples_run: Ran) -> None:
    errors = samples_run.rows("select stated, evidence from data_finding where severity = 'error'")
    said = namndlager("findings", "--severity", "error").stdout
    assert f"{len(errors)} findings" in said
    for stated, evidence in errors:
        assert str(stated) in said
        assert all(
            f"line {place['line_start']}" in said.replace("lines", "line") for place in evidence
        )


def test_status_says_what_is_published_and_how_the_runs_went(
    namndlager: Command, samples_run: Ran
) -> None:
    said = namndlager("status").stdout
    assert samples_run.settings.database.resolve().parent.name in said
    assert samples_run.staged.info.run_id in said


def test_json_says_what_the_database_says(namndlager: Command, samples_run: Ran) -> None:
    told = json.loads(namndlager("status", "--json").stdout)
    ((documents,),) = samples_run.rows("select count(*) from dim_report")
    ((cells,),) = samples_run.rows("select count(*) from fact_table_cell")
    assert told["published"]["documents"] == documents
    assert told["published"]["facts"]["fact_table_cell"] == cells
    assert [one["is_current"] for one in told["releases"]][-1] is True
    assert told["runs"][-1]["run_id"] == samples_run.staged.info.run_id


def test_explain_marks_the_cell_and_says_table_row_column_and_standing(
    namndlager: Command, samples_run: Ran
) -> None:
    (row,) = samples_run.rows(
        "select line.fact_key, cell.table_title, cell.row_label, cell.column_label, cell.raw_text"
        " from fact_budget_line as line join fact_table_cell as cell"
        " on cell.fact_key = line.table_cell_key where line.is_canonical"
        " order by line.fact_key limit 1"
    )
    key, *words = row
    said = namndlager("explain", key).stdout
    assert all(word in said for word in words)
    assert "the canonical row of its figure" in said
    (told,) = json.loads(namndlager("explain", key, "--json").stdout)
    assert told["printed"] == row[4]
    assert [line["text"] for line in told["lines"] if line["is_the_place"]] == told["fact"][
        "source_text"
    ].split("\n")
    assert len(told["lines"]) == len(told["fact"]["source_text"].split("\n")) + 4


def test_a_mart_goes_to_a_spreadsheet(
    namndlager: Command, samples_run: Ran, tmp_path: Path
) -> None:
    file = tmp_path / "budget.xlsx"
    said = namndlager("export", "mart_budget_followup", "-o", str(file)).stdout
    assert str(file) in said
    book = load_workbook(file, read_only=True)
    header, *rows = book["data"].iter_rows(values_only=True)
    column = header.index("vb_outcome_net")
    ((total,),) = samples_run.rows("select sum(vb_outcome_net) from mart_budget_followup")
    assert sum(row[column] or 0 for row in rows) == pytest.approx(float(total))
    assert namndlager("export", "mart_budget_followup", "-o", str(file)).returncode == 2
    assert namndlager("export", "mart_budget").returncode == 2


def test_before_the_first_run_every_command_says_what_to_do(tmp_path: Path) -> None:
    fresh = command(tmp_path / "raw", tmp_path / "warehouse")
    for arguments in (["query", "select 1"], ["findings"], ["explain", "x"], ["status"]):
        answer = fresh(*arguments)
        assert "namndlager run" in answer.stdout + answer.stderr


def test_a_mistyped_setting_is_told(tmp_path: Path) -> None:
    os.environ["NAMNDLAGER_WORKRES"] = "2"
    try:
        answer = command(tmp_path / "raw", tmp_path / "warehouse")("status")
    finally:
        del os.environ["NAMNDLAGER_WORKRES"]
    assert answer.returncode == 2
    assert "NAMNDLAGER_WORKRES" in answer.stderr
