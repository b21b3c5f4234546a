"""A table as a file: CSV, XLSX or Parquet, with units, sources and the release in it.

Every figure has columns beside it that say where it is printed, how surely it was read,
and what is to be said against it. A CSV is written for the spreadsheets of its language:
Swedish with semicolons, decimal comma and a byte order mark. No text is a formula.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from typing import Any

from pipeline.dashboard.figures import Figure
from pipeline.dashboard.numerals import percent
from pipeline.dashboard.tables import Cell, Column, Kind, Table, Value, plain
from pipeline.dashboard.words import Words
from pipeline.safe_text import neutral, visible_lines


@dataclass(frozen=True, slots=True)
class Origin:
    """What a file says of itself: title, release, address of the view, language."""

    title: str
    release: str
    address: str
    language: str


@dataclass(frozen=True, slots=True)
class _Field:
    """A column of a file."""

    name: str
    label: str
    value: Callable[[Cell], Value]
    index: int


Writer = Callable[[Table, Origin], bytes]


def _fields(table: Table, language: str) -> Iterator[_Field]:
    words = Words(language)
    about: Mapping[str, Callable[[Cell], Value]] = {
        "source": _place,
        "confidence": _confidence,
        "remark": partial(_remark, words),
    }
    for index, column in enumerate(table.columns):
        unit = f" ({column.unit})" if column.unit else ""
        yield _Field(column.name, column.label + unit, _value_of(column), index)
        for name, said in about.items():
            if any(said(row.cells[index]) is not None for row in table.rows):
                label = f"{column.label}: {words(name).lower()}"
                yield _Field(f"{column.name}_{name}", label, said, index)


def _value_of(column: Column) -> Callable[[Cell], Value]:
    def value(cell: Cell) -> Value:
        said = plain(cell)
        if isinstance(said, Decimal):
            said = float(said)
        if column.kind is Kind.MILLIONS and isinstance(said, int | float):
            return said / 1_000_000
        return visible_lines(said) if isinstance(said, str) else said

    return value


def _place(cell: Cell) -> Value:
    return cell.place if isinstance(cell, Figure) else None


def _confidence(cell: Cell) -> Value:
    return cell.confidence if isinstance(cell, Figure) else None


def _remark(words: Words, cell: Cell) -> Value:
    """What is to be said against a figure, and its second reading."""
    if not isinstance(cell, Figure) or not cell.marks:
        return None
    said = [words(mark) for mark in cell.marks]
    if cell.second:
        measure, share = cell.second
        likely = percent(share, words.language)
        said.append(words("second_reading", measure=words.measure(measure).lower(), likely=likely))
    return "; ".join(said)


def _cells(table: Table, fields: Sequence[_Field], origin: Origin) -> Iterator[list[Value]]:
    for row in table.rows:
        yield [*(field.value(row.cells[field.index]) for field in fields), origin.release]


def to_csv(table: Table, origin: Origin) -> bytes:
    """CSV for people: the last column is the release."""
    fields = list(_fields(table, origin.language))
    stream = io.StringIO()
    swedish = origin.language == "sv"
    writer = csv.writer(stream, delimiter=";" if swedish else ",")
    writer.writerow([neutral(field.label) for field in fields] + ["release"])
    for cells in _cells(table, fields, origin):
        writer.writerow([_told(value, swedish=swedish) for value in cells])
    return stream.getvalue().encode("utf-8-sig" if swedish else "utf-8")


def _told(value: Value, *, swedish: bool) -> object:
    if isinstance(value, float) and swedish:
        return f"{value:.10g}".replace(".", ",")
    return "" if value is None else neutral(value)


def to_xlsx(table: Table, origin: Origin) -> bytes:
    """A workbook: the table with typed cells, and a sheet that says where it comes from."""
    import xlsxwriter

    stream = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(stream, options) as book:
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        days = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet = book.add_worksheet("Tabell")
        fields = list(_fields(table, origin.language))
        sheet.freeze_panes(1, 1)
        for column, label in enumerate([*(field.label for field in fields), "release"]):
            sheet.write_string(0, column, label, bold)
        for line, cells in enumerate(_cells(table, fields, origin), start=1):
            for column, value in enumerate(cells):
                match value:
                    case None:
                        pass
                    case bool() | str():
                        sheet.write_string(line, column, str(value))
                    case date() | datetime():
                        sheet.write_datetime(line, column, value, days)
                    case _:
                        sheet.write_number(line, column, float(value))
        sheet.autofit()
        about = book.add_worksheet("Om")
        for line, (name, text) in enumerate(_about(table, origin).items()):
            about.write_string(line, 0, name, bold)
            about.write_string(line, 1, text)
        about.autofit()
    return stream.getvalue()


def to_parquet(table: Table, origin: Origin) -> bytes:
    """Parquet with plain column names; labels and units stand in the fields' metadata."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    fields = list(_fields(table, origin.language))
    rows = list(_cells(table, fields, origin))
    arrays = [_array([row[index] for row in rows]) for index in range(len(fields) + 1)]
    schema = pa.schema(
        [
            *(
                pa.field(
                    field.name,
                    array.type,
                    metadata={
                        "label": field.label,
                        "unit": table.columns[field.index].unit,
                    },
                )
                for field, array in zip(fields, arrays, strict=False)
            ),
            pa.field("release", arrays[-1].type),
        ],
        metadata=_about(table, origin),
    )
    stream = io.BytesIO()
    pq.write_table(pa.Table.from_arrays(arrays, schema=schema), stream)
    return stream.getvalue()


def _array(values: Sequence[Value]) -> Any:
    import pyarrow as pa

    kinds = {type(value) for value in values if value is not None}
    if str in kinds and len(kinds) > 1:
        return pa.array([None if value is None else str(value) for value in values])
    if kinds <= {int, float} and float in kinds:
        return pa.array([None if value is None else float(str(value)) for value in values])
    return pa.array(list(values)) if kinds else pa.array(list(values), pa.string())


def _about(table: Table, origin: Origin) -> Mapping[str, str]:
    return {
        "title": f"{origin.title}: {table.caption}",
        "release": origin.release,
        "address": origin.address,
        "units": "; ".join(f"{c.label}: {c.unit}" for c in table.columns if c.unit),
    }


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file: what it is called, its media type, and what writes it."""

    label: str
    media_type: str
    write: Writer


FORMATS: Mapping[str, Format] = {
    "csv": Format("CSV", "text/csv; charset=utf-8", to_csv),
    "xlsx": Format(
        "Excel",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        to_xlsx,
    ),
    "parquet": Format("Parquet", "application/vnd.apache.parquet", to_parquet),
}
