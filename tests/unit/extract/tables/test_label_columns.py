"""Names of rows behind their numbers, between them, on the sheet before, or nowhere."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.extract import parse_document
from pipeline.extract.document import Block, GridTable
from pipeline.extract.report import Report, ReportTable
from tests.unit.extract.making import body, document, grid, heading


def report(*blocks: Block) -> Report:
    return parse_document(
        document(
            heading("Skogsdals stadsdelsnämnd"),
            heading("Tertialrapport 1 2025"),
            heading("KF:s mål för verksamhetsområdet: 1.1 Alla barn leker"),
            body("Uppfylls delvis"),
            *blocks,
        )
    )


def values(table: ReportTable) -> dict[tuple[str, str], float | None]:
    return {(cell.row_label, cell.column_label): cell.value for cell in table.cells}


def on_page(table: GridTable, page: int) -> GridTable:
    return replace(table, place=replace(table.place, page=page))


@pytest.mark.parametrize(
    "text",
    [
        """
        Budget | Utfall | Område
        12,5   | 11,0   | Parker
        8,0    | 9,5    | Lekplatser
        20,5   | 20,5   | Summa
        """,
        """
        Budget | Område     | Utfall
        12,5   | Parker     | 11,0
        8,0    | Lekplatser | 9,5
        20,5   | Summa      | 20,5
        """,
    ],
    ids=["last", "middle"],
)
def test_names_behind_or_between_their_numbers(text: str) -> None:
    (table,) = report(grid(text)).tables
    assert values(table) == {
        ("Parker", "Budget"): 12.5,
        ("Parker", "Utfall"): 11,
        ("Lekplatser", "Budget"): 8,
        ("Lekplatser", "Utfall"): 9.5,
        ("Summa", "Budget"): 20.5,
        ("Summa", "Utfall"): 20.5,
    }


@pytest.mark.parametrize("first", [("2023", "2024", "2025"), ("1", "2", "3"), ("11", "24", "3:1")])
def test_years_numbers_and_codes_name_their_rows(first: tuple[str, ...]) -> None:
    one, two, three = first
    (table,) = report(
        grid(f"""
            Del     | Besök | Anmärkning
            {one}   | 120   | Stängt i maj
            {two}   | 140   | Ny ingång
            {three} | 90    | Renovering
        """)
    ).tables
    assert {cell.row_label for cell in table.cells} == {*first}


def test_a_wide_sheet_goes_on_on_the_next_page_without_names() -> None:
    first = grid("""
        Mnkr       | Jan  | Feb
        Parker     | 12,5 | 11,0
        Lekplatser | 8,0  | 9,5
    """)
    second = grid("""
        Mar  | Apr
        10,5 | 13,0
        7,5  | 6,5
    """)
    sheets = report(on_page(first, 4), on_page(second, 5)).tables
    assert values(sheets[1]) == {
        ("Parker", "Mar"): 10.5,
        ("Parker", "Apr"): 13,
        ("Lekplatser", "Mar"): 7.5,
        ("Lekplatser", "Apr"): 6.5,
    }
    assert all(cell.confidence < 0.9 for cell in sheets[1].cells)


def test_numbers_where_names_should_be_are_said() -> None:
    read = report(
        grid("""
            Mar  | Apr  | Maj
            10,5 | 13,0 | 9,0
            7,5  | 6,5  | 8,0
        """)
    )
    assert [problem.code for problem in read.problems] == ["row_label_is_value"]
    assert all(cell.confidence < 0.9 for cell in read.tables[0].cells)
    assert read.reading_score < 0.5


@pytest.mark.parametrize("numbers", [("1", "2"), ("1.", "2."), ("640", "7010"), ("F3", "F12")])
@pytest.mark.parametrize("total", ["Summa | ", " | Summa"])
def test_names_behind_their_numbers_name_the_rows(numbers: tuple[str, str], total: str) -> None:
    first, second = numbers
    (table,) = report(
        grid(f"""
            Kod      | Park       | Kostnad | Intäkt
            {first}  | Ekparken   | 12,5    | 1,0
            {second} | Lindängen  | 9,0     | 0,5
            {total}               | 21,5    | 1,5
        """)
    ).tables
    assert values(table) == {
        ("Ekparken", "Kostnad"): 12.5,
        ("Ekparken", "Intäkt"): 1.0,
        ("Lindängen", "Kostnad"): 9.0,
        ("Lindängen", "Intäkt"): 0.5,
        ("Summa", "Kostnad"): 21.5,
        ("Summa", "Intäkt"): 1.5,
    }


def test_a_tertial_is_no_code_of_what_stands_beside_it() -> None:
    (table,) = report(
        grid("""
            Tertial | Ansvarig | Antal
            T1      | Parklaget | 12
            T2      | Gatulaget | 14
            T3      | Parklaget | 9
        """)
    ).tables
    assert {cell.row_label for cell in table.cells} == {"T1", "T2", "T3"}


@pytest.mark.parametrize("none", ["–", "—", "..", "i.u."])
def test_a_column_of_signs_behind_and_marks_of_none_names_no_rows(none: str) -> None:
    """Left of it and right of it stand figures of one row: it is no second column of names."""
    (table,) = report(
        grid(
            f"""
            Område     | Budget | Avvikelse | Bokslut 2024
            Parker     | 12,5   | 1,4 -     | 11,0
            Lekplatser | 8,0    | {none}    | 9,5
            Torg       | 6,5    | 0,7 -     | {none}
            Summa      | 27,0   | 2,1 -     | 20,5
            """
        )
    ).tables
    found = values(table)
    assert found["Parker", "Bokslut 2024"] == 11
    assert [found[name, "Avvikelse"] for name in ("Parker", "Torg", "Summa")] == [-1.4, -0.7, -2.1]
    assert {name for name, _ in found} == {"Parker", "Lekplatser", "Torg", "Summa"}
