"""An exported file holds typed cells, computes nothing, and says where it is from."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest
from openpyxl import load_workbook

from pipeline.export import files as written
from pipeline.export.content import Content, NoSuchTable, content_of
from pipeline.export.files import WRITERS, TooLarge, csv_text
from pipeline.export.formats import Format

ROWS = """
create table mart_small as select * from (values
    ('Kvarnsjö', 81.5::double, 1250000.25::decimal(18,2), date '2025-04-30', true, 3),
    ('=1+1',     null,         null,                      null,              false, -4),
    ('  =cmd',   -0.5,         -7.00,                     date '2024-01-01', null, null)
) as t(name, share, amount, day, is_current, number);
comment on table mart_small is 'Small things. Grain: one row a thing.';
comment on column mart_small.amount is 'What it costs. Unit: SEK.';
"""


@pytest.fixture
def content(tmp_path: Path) -> Content:
    with duckdb.connect() as connection:
        connection.execute(ROWS)
        return content_of(connection, "mart_small", "20260102T030405Z-01234567")


def test_a_workbook_has_cells_of_their_own_type(content: Content, tmp_path: Path) -> None:
    WRITERS[Format.XLSX](content, tmp_path / "t.xlsx")
    rows = list(load_workbook(tmp_path / "t.xlsx")["data"].iter_rows(values_only=True))
    assert rows[0] == ("name", "share", "amount", "day", "is_current", "number")
    assert rows[1] == ("Kvarnsjö", 81.5, 1250000.25, datetime(2025, 4, 30), True, 3)
    assert rows[2] == ("'=1+1", None, None, None, False, -4)
    assert rows[3][0] == "'  =cmd"


def test_a_workbook_computes_nothing(content: Content, tmp_path: Path) -> None:
    WRITERS[Format.XLSX](content, tmp_path / "t.xlsx")
    cells = [c for row in load_workbook(tmp_path / "t.xlsx")["data"].iter_rows() for c in row]
    assert {cell.data_type for cell in cells} == {"s", "n", "d", "b"}, "no 'f': no formula"


def test_a_workbook_says_what_the_columns_mean_and_which_release_it_is(
    content: Content, tmp_path: Path
) -> None:
    WRITERS[Format.XLSX](content, tmp_path / "t.xlsx")
    book = load_workbook(tmp_path / "t.xlsx")
    columns = {row[0]: row[2] for row in book["columns"].iter_rows(min_row=2, values_only=True)}
    assert columns["amount"] == "What it costs. Unit: SEK."
    about = dict(book["about"].iter_rows(min_row=2, values_only=True))
    assert about["release"] == "20260102T030405Z-01234567"
    assert about["description"] == "Small things. Grain: one row a thing."


def test_a_swedish_spreadsheet_reads_the_csv_as_numbers(content: Content) -> None:
    assert csv_text(content, swedish=True) == (
        "\ufeffname;share;amount;day;is_current;number\r\n"
        "Kvarnsjö;81,5;1250000,25;2025-04-30;SANT;3\r\n"
        "'=1+1;;;;FALSKT;-4\r\n"
        "'  =cmd;-0,5;-7,00;2024-01-01;;\r\n"
    )


def test_other_programs_read_the_csv_as_it_is(content: Content) -> None:
    lines = csv_text(content).split("\n")
    assert lines[1] == "Kvarnsjö,81.5,1250000.25,2025-04-30,true,3"
    assert lines[2] == "'=1+1,,,,false,-4"


def test_parquet_keeps_exact_types_and_the_descriptions(content: Content, tmp_path: Path) -> None:
    WRITERS[Format.PARQUET](content, tmp_path / "t.parquet")
    table = pq.read_table(tmp_path / "t.parquet")
    assert table["amount"].to_pylist()[0] == Decimal("1250000.25")
    assert table["day"].to_pylist()[0] == date(2025, 4, 30)
    assert table["name"].to_pylist()[1] == "=1+1", "Parquet computes nothing: nothing is added"
    assert table.schema.field("amount").metadata[b"comment"] == b"What it costs. Unit: SEK."
    assert table.schema.metadata[b"release"] == b"20260102T030405Z-01234567"


def test_a_sheet_that_cannot_hold_the_rows_names_a_format_that_can(
    content: Content, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(written, "XLSX_ROWS", 3)
    with pytest.raises(TooLarge, match="parquet"):
        WRITERS[Format.XLSX](content, tmp_path / "t.xlsx")


def test_a_name_that_does_not_exist_is_answered_with_the_near_one() -> None:
    with duckdb.connect() as connection:
        connection.execute(ROWS)
        with pytest.raises(NoSuchTable, match="did you mean mart_small"):
            content_of(connection, "mart_smal", "r")
