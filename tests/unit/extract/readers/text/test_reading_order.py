"""A text whose tables were printed column by column is refused, with what to do instead."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from pipeline.extract import UnreadableDocument, read_report
from pipeline.extract.readers.text.reading_order import row_ends

HEAD = """\
Farsta stadsdelsnämnd

Verksamhetsberättelse 2024

Förslag till beslut

1. Farsta stadsdelsnämnd godkänner verksamhetsberättelsen.

KF:s inriktningsmål: 1. En stad för alla

KF:s mål för verksamhetsområdet: 1.1 Alla barn lär sig simma

Uppfylls helt

"""
NAMES = ["Andel simkunniga", "Antal simlektioner", "Andel nöjda", "Antal badhus", "Andel trygga"]
PERIODS = ["2024", "2024", "VB 2024", "Tertial 2 2024", "2024"]
HEADER = ["Indikator", "Periodens utfall", "Årsmål", "Period"]
ROWS = [
    [name, f"{60 + number} %", f"{70 + number} %", period]
    for number, (name, period) in enumerate(zip(NAMES, PERIODS, strict=True))
]
TASKS = ["Öppna badhuset", "Utbilda tränare", "Städa stranden", "Bygga bryggor"]
ACTIVITIES = ["Aktivitet", "Startdatum", "Slutdatum"]
TASK_ROWS = [[task, "2024-01-01", "2024-12-31"] for task in TASKS]


def by_rows(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    return "\n\n".join(cell for row in (header, *rows) for cell in row)


def by_columns(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """What pdftotext makes of columns that are far apart."""
    columns = zip(*rows, strict=True)
    return "\n\n".join([*header, *(cell for column in columns for cell in column)])


def names_first(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """What pdfminer makes of a wide first column: the values row by row, names before them."""
    values = [cell for row in rows for cell in row[1:]]
    return "\n\n".join([*header, *(row[0] for row in rows), *values])


def written(folder: Path, *tables: str) -> Path:
    path = folder / "report.txt"
    path.write_text(HEAD + "\n\n".join(tables), encoding="utf-8")
    return path


@pytest.mark.parametrize("printed", [by_columns, names_first])
def test_tables_printed_by_columns_are_refused_with_advice(
    tmp_path: Path, printed: Callable[[Sequence[str], Sequence[Sequence[str]]], str]
) -> None:
    path = written(tmp_path, printed(HEADER, ROWS), printed(ACTIVITIES, TASK_ROWS))
    with pytest.raises(UnreadableDocument) as refused:
        read_report(path)
    assert refused.value.reason_code == "order_lost"
    assert "-layout" in str(refused.value) and "PDF" in str(refused.value)


def test_numbers_of_pages_below_the_last_row_are_no_values_out_of_order(tmp_path: Path) -> None:
    """Each page ends with a row, and with its number alone above more blank lines."""
    prose = "\n".join(f"Badet är öppet var {n} dag, och många simmar där." for n in range(16))
    pages = [
        f"{prose}\n\n{' '.join(HEADER)}\n\nAndel bad i {letter} {number} % 99 %\n\n2024\n\n{number}"
        for number, letter in enumerate("ABCDEFGH", start=1)
    ]
    path = written(tmp_path, "\n\n\n\n".join(pages))
    assert row_ends(path.read_text(encoding="utf-8")).lost == len(pages)
    assert read_report(path).indicators[0].name.startswith("Andel bad")


def test_tables_printed_by_rows_are_read(tmp_path: Path) -> None:
    report = read_report(written(tmp_path, by_rows(HEADER, ROWS), by_rows(ACTIVITIES, TASK_ROWS)))
    assert [row.name for row in report.indicators] == NAMES
    assert [row.period for row in report.indicators] == PERIODS
    assert [row.text for row in report.activities] == TASKS


def test_one_row_out_of_order_is_no_reason(tmp_path: Path) -> None:
    """A page break may tear a row: its period stands before the rest of its values."""
    torn = [*ROWS[:2], ["Andel torra", "2024", "71 %", ""], *ROWS[2:]]
    text = by_rows(HEADER, [[cell for cell in row if cell] for row in torn])
    ends = row_ends(text)
    assert ends.lost == 1
    assert read_report(written(tmp_path, text)).indicators


def test_the_years_of_other_tables_are_no_rows() -> None:
    """Below the next goal's heading stand no rows of the table before it."""
    text = f"{by_rows(HEADER, ROWS)}\n\nNämndmål: Alla simmar\n\n2022\n\n2023\n\n2024\n\n81\n\n82"
    assert row_ends(text).lost == 0


def test_a_period_and_a_remark_wrapped_in_narrow_columns_are_in_order() -> None:
    rows = "".join(f"{name}\n61 %\nFast\nställs\n2024\nTertial\n2\n2024\n" for name in NAMES)
    ends = row_ends(HEAD + "\n".join(HEADER) + "\n" + rows)
    assert (ends.seen, ends.lost) == (2 * len(NAMES), 0)


def test_years_that_a_narrow_column_cuts_are_no_values_behind_a_period() -> None:
    rows = "".join(f"Antal nya träd {name}\n40 st\n50 st\nT2\n202\n6\n" for name in "ABCDEF")
    text = f"Mål för 2026\nIndikator Årsmål KF:s årsmål Period\n{rows}"
    found = row_ends(text)
    assert (found.seen > 0, found.lost) == (True, 0)


def test_periods_that_name_rows_and_columns_of_other_tables_are_no_ends() -> None:
    """The tables of an economy stand below no goal's heading, and are in order."""
    by_year = by_rows(["Platser", "Jan", "Feb"], [[f"År {y}", "41", "43"] for y in (2022, 2023)])
    columns = by_rows(["Beröm", "T1", "T2", "Helår"], [["Förskola", "3", "4", "7"]] * 2)
    years = by_rows(["Nyckeltal", "2021", "2022", "2023"], [["Kostnad per barn", "7", "8", "9"]])
    assert row_ends("\n\n".join([by_rows(HEADER, ROWS), columns, by_year, years])).lost == 0


def test_layout_text_is_never_out_of_order(tmp_path: Path) -> None:
    """Its narrow columns cut periods and dates, of which pieces stand below each other."""
    rows = "".join(
        f"{name:<40}6{n} %     7{n} %\n{'':<60}2024\n{'':<50}8{n} %\n"
        for n, name in enumerate(NAMES * 3)
    )
    text = f"{'Indikator':<36}{'Periodens utfall':<18}{'Årsmål':<10}Period\n{rows}"
    ends = row_ends(HEAD + text)
    assert ends.lost > len(NAMES)
    assert read_report(written(tmp_path, text)).indicators
