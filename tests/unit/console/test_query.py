"""``namndlager query``: it reads, within limits, and what it prints is harmless."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from pipeline.console.query import QueryRefused, fetch, run_query
from pipeline.console.screen import Screen
from pipeline.settings import MEBIBYTE, PROJECT_ROOT, Settings

HOSTILE = "select chr(27) || '[2J' || chr(10) || '[red]x|y' as \"=a\", ' =1+1' as b, -5 as c"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    settings = Settings(warehouse_dir=tmp_path)
    with duckdb.connect(str(settings.database)) as connection:
        connection.execute("create table fact as select range as n from range(3)")
    return settings


def printed(settings: Settings, sql: str, format: str) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    screens = [
        Screen(file=file, force_terminal=True, highlight=False, width=100) for file in (out, err)
    ]
    status = run_query(settings, sql, format, *screens)
    return status, out.getvalue(), err.getvalue()


@pytest.mark.parametrize(
    "sql",
    [
        "from fact",
        "from fact;",
        "with x as (from fact) select * from x",
        "describe fact",
        "show tables",
        "summarize fact",
        "explain from fact",
        "pragma table_info('fact')",
        "pivot fact on n using count(*)",
    ],
)
def test_what_reads_is_run(settings: Settings, sql: str) -> None:
    assert fetch(settings, sql)[1]


@pytest.mark.parametrize(
    "sql",
    [
        "select 1; select 2",
        "create temp table x (a int); select 1",
        "copy fact to 'out.csv'",
        "export database 'out'",
        "attach ':memory:' as x",
        "install excel",
        "load excel",
        "set threads = 1",
        "use main",
        "call pragma_version()",
        "pragma enable_profiling",
        "create table x (a int)",
        "create temp table x (a int)",
        "insert into fact values (1)",
        "delete from fact",
        "drop table fact",
        "checkpoint",
        "begin",
        "prepare x as select 1",
        "vacuum",
    ],
)
def test_what_does_anything_else_is_refused(settings: Settings, sql: str) -> None:
    before = settings.database.read_bytes()
    status, out, err = printed(settings, sql, "csv")
    assert (status, out) == (1, "") and err
    assert settings.database.read_bytes() == before
    assert [path.name for path in settings.warehouse_dir.iterdir()] == ["namndlager.duckdb"]


@pytest.mark.parametrize(
    "sql",
    [
        "from read_csv('/etc/passwd')",
        "from read_text('/etc/passwd')",
        "from glob('/*')",
        "from 'x.parquet'",
        "explain analyze delete from fact",
    ],
)
def test_files_and_changes_are_out_of_reach(settings: Settings, sql: str) -> None:
    status, out, err = printed(settings, sql, "csv")
    assert (status, out) == (1, "") and "Error" in err


@pytest.mark.parametrize("sql", ["", "  ", "-- nothing", ";"])
def test_an_empty_query_is_told_how_to_ask(settings: Settings, sql: str) -> None:
    assert "namndlager query" in printed(settings, sql, "table")[2]


@pytest.mark.parametrize(
    "sql", ["select count(*) from range(1000000000000)", "from range(1000000000000)"]
)
def test_a_query_that_takes_too_long_is_stopped(settings: Settings, sql: str) -> None:
    with pytest.raises(QueryRefused, match="NAMNDLAGER_QUERY_SECONDS"):
        fetch(replace(settings, query_seconds=0.5), sql)


@pytest.mark.parametrize(
    "sql", ["from range(100000000)", "select array_agg(range) from range(100000000)"]
)
def test_neither_a_query_nor_its_answer_takes_more_memory(settings: Settings, sql: str) -> None:
    with pytest.raises(QueryRefused, match=r"more than 64 MiB.*NAMNDLAGER_QUERY_MEMORY"):
        fetch(replace(settings, query_memory=64 * MEBIBYTE), sql)
    assert [path.name for path in settings.warehouse_dir.iterdir()] == ["namndlager.duckdb"]


LONG_TEXTS = """
import sys
from pathlib import Path
from pipeline.console.query import run_query
from pipeline.console.screen import Screen
from pipeline.settings import MEBIBYTE, Settings

settings = Settings(warehouse_dir=Path(sys.argv[1]), query_memory=64 * MEBIBYTE)
sql = "select repeat('x', 1000000) from range(2500)"
print(run_query(settings, sql, "csv", Screen(), Screen(stderr=True)))
print(Path("/proc/self/status").read_text())
"""


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="only Linux tells and bounds it")
def test_long_texts_take_no_more_memory_before_anybody_counts_them(settings: Settings) -> None:
    """Two thousand of them are one piece to DuckDB, which does not count it: two gigabytes."""
    command = [sys.executable, "-c", LONG_TEXTS, str(settings.warehouse_dir)]
    ended = subprocess.run(
        command, cwd=PROJECT_ROOT, capture_output=True, text=True, check=True, timeout=300
    )
    assert ended.stdout.splitlines()[0] == "1"
    assert "more than 64 MiB" in ended.stderr
    highest = re.search(r"VmHWM:\s+(\d+) kB", ended.stdout)
    assert highest is not None
    assert int(highest[1]) < 1024 * 1024


def test_csv_holds_no_formula_no_control_and_a_row_a_line(settings: Settings) -> None:
    _, out, _ = printed(settings, HOSTILE, "csv")
    names, row = csv.reader(io.StringIO(out))
    assert names == ["'=a", "b", "c"]
    assert row == [r"\x1b[2J\n[red]x|y", "' =1+1", "-5"]
    assert len(out.splitlines()) == 2


def test_json_says_the_same_and_escapes_it(settings: Settings) -> None:
    _, out, _ = printed(settings, HOSTILE, "json")
    assert json.loads(out) == [{"=a": "\x1b[2J\n[red]x|y", "b": " =1+1", "c": -5}]
    _, out, _ = printed(settings, "select chr(155) || chr(8238) as a", "json")
    assert json.loads(out) == [{"a": "\x9b\u202e"}]
    assert out.isascii()


def test_tables_and_markdown_show_what_is_there(settings: Settings) -> None:
    _, out, _ = printed(settings, HOSTILE, "markdown")
    assert out.splitlines()[2] == r"| \x1b[2J\n[red]x\|y |  =1+1 | -5 |"
    _, out, _ = printed(settings, HOSTILE, "table")
    assert r"\x1b[2J\n[red]x|y" in out


def test_a_message_of_the_database_obeys_nothing(settings: Settings) -> None:
    status, _, err = printed(settings, 'select "\x1b[2J[blink]"', "table")
    assert status == 1
    assert "\x1b[2J" not in err and r"\x1b[2J[blink]" in err
