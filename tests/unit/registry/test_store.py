"""Texts and headings of sections stand once in the file, and give back what a section says."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace

import duckdb
import pytest
from jinja2 import Environment

from pipeline.settings import PROJECT_ROOT

PROJECT = PROJECT_ROOT / "dbt_project"
LONG = " ".join(f"ord{number}" for number in range(1200))

ONE_TEXT = {
    "a line a paragraph": ("Analys\nDet går bra.\nFler kommer.", "Det går bra.\nFler kommer."),
    "wraps": ("Analys\nDet går \nbra i \nparken. ", "Det går bra i parken."),
    "a wrap that only the words tell": ("Analys\nDet går\nbra.", "Det går bra."),
    "spaces at all ends": ("Analys \nDet går. \nFler  \nkommer.", "Det går.\nFler kommer."),
    "white space around a wrap": ("Analys\nDet går \n bra.", "Det går bra."),
    "spaces inside": ("Analys\nDet  går bra.", "Det går bra."),
    "a word that hyphens part": ("Analys\nVård- och om-\nsorg.", "Vård- och omsorg."),
    "a hyphen that stays": ("Analys\nEn e-\nutbildning.", "En e-utbildning."),
    "a dash at the end": ("Analys\nTiden 2020 -\n2024.", "Tiden 2020 - 2024."),
    "more above it": ("Nämndmål:\nAnalys \nDet går bra.", "Det går bra."),
    "nothing above it": ("Det går bra.", "Det går bra."),
    "more than a piece": (f"Analys\n{LONG} \n{LONG}", f"{LONG} {LONG}"),
}
"""What the source prints, and the body that is read from it."""

TWO_TEXTS = {
    "marks that are left out": ("Analys\n**Det** går bra.", "Det går bra."),
    "a control character": ("Analys\nDet \x01 går \nbra.", "Det \x01 går bra."),
    "no body": ("Nämndmål:\nAnalys", ""),
    "more than 1,000 lines": ("Analys" + "\nEn rad." * 1001, "En rad." + "\nEn rad." * 1000),
}
"""The same where one text cannot say both."""


def _path(name: str) -> str:
    """The headings down to a section; one has none above it."""
    return "Analys" if name == "no body" else f"Sammanfattande analys / Vård / omsorg / {name}"


@pytest.fixture(name="connection", scope="module")
def _connection() -> Iterator[duckdb.DuckDBPyConnection]:
    texts = {**ONE_TEXT, **TWO_TEXTS}
    rows = [
        (name, "report", number, _path(name), 1, "Analys", body, printed, "a.txt", 1.0, False)
        for number, (name, (printed, body)) in enumerate(texts.items())
    ]
    with duckdb.connect() as connection:
        connection.execute(
            "create table document_section (fact_key varchar, report_key varchar, section_no"
            " integer, section_path varchar, level integer, heading varchar, body varchar,"
            " source_text varchar, source_file varchar, confidence double,"
            " is_out_of_bounds boolean, parent_section_no integer, source_page integer,"
            " source_line_start integer, source_line_end integer, source_bbox varchar)"
        )
        connection.execute(
            "create table bridge_finding_fact"
            " (fact_key varchar, finding_key varchar, fact_table varchar)"
        )
        connection.executemany(
            f"insert into document_section by position select {', '.join('?' * 11)},"
            " null, null, null, null, null",
            rows,
        )
        connection.execute(f"create table stored_section as {_sql('store/stored_section')}")
        connection.execute(f"create view shown as {_sql('facts/document_section')}")
        yield connection


def _sql(model: str) -> str:
    macros = (PROJECT / "macros" / "section_text.sql").read_text("utf-8")
    text = (PROJECT / "models" / f"{model}.sql").read_text("utf-8")
    return (
        Environment(autoescape=False)
        .from_string(macros + text)
        .render(source=lambda _, name: name, ref=_Name, config=lambda **_: "")
    )


class _Name(SimpleNamespace):
    """What dbt's ``ref`` gives."""

    def __init__(self, name: str) -> None:
        super().__init__(identifier=name)

    def __str__(self) -> str:
        return str(self.identifier)


@pytest.mark.parametrize("name", [*ONE_TEXT, *TWO_TEXTS])
def test_body_and_source_text_come_back(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    printed, body = {**ONE_TEXT, **TWO_TEXTS}[name]
    sql = "select body, source_text from shown where fact_key = ?"
    assert connection.execute(sql, [name]).fetchall() == [(body, printed)]


@pytest.mark.parametrize("name", [*ONE_TEXT, *TWO_TEXTS])
def test_a_path_comes_back(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    sql = "select section_path from shown where fact_key = ?"
    assert connection.execute(sql, [name]).fetchall() == [(_path(name),)]


def test_a_heading_of_many_paths_is_one_value(connection: duckdb.DuckDBPyConnection) -> None:
    sql = (
        "select count(*), count(distinct heading)"
        " from (select unnest(headings[:2]) as heading from stored_section)"
    )
    ((headings, distinct),) = connection.execute(sql).fetchall()
    assert headings == 2 * len([*ONE_TEXT, *TWO_TEXTS]) - 1
    assert distinct == 3


def test_one_text_is_kept_where_it_says_both(connection: duckdb.DuckDBPyConnection) -> None:
    apart = connection.execute(
        "select fact_key from stored_section where pieces is null"
        " and body_apart is not null and source_text_apart is not null order by section_id"
    ).fetchall()
    assert [name for (name,) in apart] == list(TWO_TEXTS)


def test_no_piece_keeps_duckdb_from_compressing(connection: duckdb.DuckDBPyConnection) -> None:
    sql = "select max(strlen(piece)) from (select unnest(pieces) as piece from stored_section)"
    ((longest,),) = connection.execute(sql).fetchall()
    assert 1000 <= longest < 4096
