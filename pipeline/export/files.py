"""The formats: each a function from content to a file.

Texts that a spreadsheet might compute are neutralised, also behind spaces; numbers, dates
and truth values are cells of their own type, so that no program has to guess them.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.export.content import Content
from pipeline.export.formats import Format
from pipeline.safe_text import neutral, visible_lines

if TYPE_CHECKING:
    from xlsxwriter.format import Format as CellFormat
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

XLSX_ROWS = 1_048_576
XLSX_CHARACTERS = 32_767
WIDEST = 60
"""In characters: wider columns are wrapped by the reader where wanted."""

BOM = "\ufeff"


class TooLarge(ValueError):
    """The format cannot hold so many rows; the message names one that can."""


# --- CSV -----------------------------------------------------------------------------------------


def write_csv(content: Content, stream: TextIO, *, swedish: bool = False) -> None:
    """Write CSV: comma, decimal point, UTF-8; or as a Swedish spreadsheet opens it.

    ``swedish`` gives semicolon, decimal comma, SANT and FALSKT, CR LF, and the byte order
    mark, without which such a program takes UTF-8 for Windows-1252.
    """
    if swedish:
        stream.write(BOM)
    writer = csv.writer(
        stream, delimiter=";" if swedish else ",", lineterminator="\r\n" if swedish else "\n"
    )
    cell = _swedish_cell if swedish else _plain_cell
    writer.writerow([cell(name) for name in content.table.column_names])
    for row in content.rows():
        writer.writerow([cell(value) for value in row])


def _plain_cell(value: object) -> object:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str | list | dict):
        return _text(value)
    return value


def _swedish_cell(value: object) -> object:
    if isinstance(value, bool):
        return "SANT" if value else "FALSKT"
    if isinstance(value, float | Decimal):
        return str(value).replace(".", ",")
    return _plain_cell(value)


def _text(value: object) -> str:
    """A text that computes nothing; lists and records are texts in a spreadsheet."""
    return visible_lines(str(neutral(str(value))))


# --- XLSX ----------------------------------------------------------------------------------------


def write_xlsx(content: Content, path: Path) -> None:
    """Write a workbook: the rows, what the columns mean, what it is and from which release.

    Raises:
        TooLarge: there are more rows than a sheet has.
    """
    if content.table.num_rows >= XLSX_ROWS:
        raise TooLarge(
            f"{content.name} has {content.table.num_rows:,} rows, a sheet {XLSX_ROWS - 1:,}: "
            "export it as parquet or csv"
        )
    import xlsxwriter

    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
        "nan_inf_to_errors": True,
    }
    with xlsxwriter.Workbook(str(path), options) as book:
        _write_rows(book, content)
        columns = [
            (field.name, str(field.type), content.descriptions.get(field.name, ""))
            for field in content.table.schema
        ]
        _write_texts(book, "columns", ("column", "type", "description"), columns)
        _write_texts(book, "about", ("what", "value"), list(content.about.items()))


def _write_rows(book: Workbook, content: Content) -> None:
    sheet = book.add_worksheet("data")
    names = content.table.column_names
    formats = [_cell_format(book, field.type) for field in content.table.schema]
    for column, name in enumerate(names):
        sheet.set_column(column, column, min(max(len(name) + 2, 12), WIDEST))
    sheet.freeze_panes(1, 0)
    bold = book.add_format({"bold": True})
    for column, name in enumerate(names):
        sheet.write_string(0, column, _text(name), bold)
    number = 0
    for number, row in enumerate(content.rows(), 1):
        for column, value in enumerate(row):
            _write_cell(sheet, number, column, value, formats[column])
    sheet.autofilter(0, 0, number, max(len(names) - 1, 0))


def _write_cell(
    sheet: Worksheet, row: int, column: int, value: object, form: CellFormat | None
) -> None:
    match value:
        case None:
            return
        case bool():
            sheet.write_boolean(row, column, value, form)
        case int() | float() | Decimal():
            sheet.write_number(row, column, float(value), form)
        case datetime():
            # A spreadsheet knows no time zones: it gets UTC, as the warehouse has it.
            sheet.write_datetime(row, column, value.replace(tzinfo=None), form)
        case date():
            sheet.write_datetime(row, column, value, form)
        case _:
            sheet.write_string(row, column, _cut(_text(value)), form)


def _cut(text: str) -> str:
    return text if len(text) <= XLSX_CHARACTERS else f"{text[: XLSX_CHARACTERS - 1]}…"


def _cell_format(book: Workbook, type_: pa.DataType) -> CellFormat | None:
    """How the cells of a column are shown: the value stays as exact as it is."""
    for is_such, shown in _NUMBER_FORMATS:
        if is_such(type_):
            return book.add_format({"num_format": shown})
    return None


_NUMBER_FORMATS: tuple[tuple[Callable[[pa.DataType], bool], str], ...] = (
    (pa.types.is_decimal, "#,##0.00"),
    (pa.types.is_date, "yyyy-mm-dd"),
    (pa.types.is_timestamp, "yyyy-mm-dd hh:mm:ss"),
)


def _write_texts(
    book: Workbook, name: str, header: tuple[str, ...], rows: Sequence[tuple[str, ...]]
) -> None:
    sheet = book.add_worksheet(name)
    bold = book.add_format({"bold": True})
    for column, text in enumerate(header):
        sheet.write_string(0, column, text, bold)
    for number, row in enumerate(rows, 1):
        for column, text in enumerate(row):
            sheet.write_string(number, column, _cut(_text(text)))


# --- Parquet -------------------------------------------------------------------------------------


def write_parquet(content: Content, path: Path) -> None:
    """Write Parquet: exact types; descriptions of the columns and the release as metadata."""
    fields = [
        field.with_metadata({"comment": content.descriptions.get(field.name, "")})
        for field in content.table.schema
    ]
    schema = pa.schema(fields, metadata=dict(content.about))
    pq.write_table(content.table.cast(schema), path, compression="zstd")


def _write_csv_file(content: Content, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        write_csv(content, stream)


WRITERS: Mapping[Format, Callable[[Content, Path], None]] = {
    Format.XLSX: write_xlsx,
    Format.CSV: _write_csv_file,
    Format.PARQUET: write_parquet,
}


def csv_text(content: Content, *, swedish: bool = False) -> str:
    """CSV as a text, for a page that offers it or a pipe."""
    stream = io.StringIO(newline="")
    write_csv(content, stream, swedish=swedish)
    return stream.getvalue()
