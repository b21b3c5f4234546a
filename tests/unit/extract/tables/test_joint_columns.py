"""Minus signs in a column of their own, as spreadsheets print them."""

from __future__ import annotations

import pytest

from pipeline.extract.document import GridTable
from pipeline.extract.parsers.economy import read_table
from tests.unit.extract.making import grid


def values(table: GridTable) -> dict[tuple[str, str], float | None]:
    cells = read_table(table, number=1, title="", caption="")[0].cells
    return {(cell.row_label, cell.column_label): cell.value for cell in cells}


@pytest.mark.parametrize("header", ["| Avvikelse", "Avvikelse |"])
def test_signs_in_a_column_of_their_own_are_the_numbers_right_of_them(header: str) -> None:
    table = grid(f"""
        Mnkr       | Budget  | {header} | Bokslut
        Förskola   | 100,0   |   | 2,5  | 90,0
        Omsorg     | 200,0   | - | 12,5 | 190,0
        Summa      | 300,0   | – | 10,0 | 280,0
    """)
    assert values(table) == {
        ("Förskola", "Budget"): 100.0,
        ("Förskola", "Avvikelse"): 2.5,
        ("Förskola", "Bokslut"): 90.0,
        ("Omsorg", "Budget"): 200.0,
        ("Omsorg", "Avvikelse"): -12.5,
        ("Omsorg", "Bokslut"): 190.0,
        ("Summa", "Budget"): 300.0,
        ("Summa", "Avvikelse"): -10.0,
        ("Summa", "Bokslut"): 280.0,
    }


def test_a_dash_for_no_value_is_no_sign() -> None:
    table = grid("""
        Mnkr     | Budget | Prognos | Bokslut
        Förskola | 100,0  | -       | 90,0
        Omsorg   | 200,0  | -       | 190,0
    """)
    assert values(table)["Förskola", "Bokslut"] == 90.0
    assert values(table)["Omsorg", "Bokslut"] == 190.0


def test_a_row_without_a_label_is_not_sure() -> None:
    table = grid("""
        Mnkr     | Budget | Bokslut
        Förskola | 100,0  | 90,0
        Omsorg   | 200,0  | 190,0
                 | 300,0  | 280,0
    """)
    cells = read_table(table, number=1, title="", caption="")[0].cells
    assert [cell.confidence < 0.9 for cell in cells] == [False] * 4 + [True] * 2


@pytest.mark.parametrize("header", ["Andel |", "| Andel"])
def test_units_in_a_column_of_their_own_are_the_numbers_left_of_them(header: str) -> None:
    table = grid(f"""
        Ålder   | Antal | {header}
        0-17 år | 120   | 31 | %
        18-64 år| 210   | 54 | %
        65- år  | 58    | 15 | %
    """)
    assert values(table)["18-64 år", "Andel"] == 54
    assert len(values(table)) == 6


def test_a_currency_stands_left_of_its_numbers() -> None:
    table = grid("""
        Enhet     | Budget |         | Utfall |
        Lekparken | kr     | 120 000 | kr     | 118 500
        Badhuset  | kr     | 80 000  | kr     | 91 250
    """)
    assert values(table) == {
        ("Lekparken", "Budget"): 120_000,
        ("Lekparken", "Utfall"): 118_500,
        ("Badhuset", "Budget"): 80_000,
        ("Badhuset", "Utfall"): 91_250,
    }


def test_columns_with_headers_of_their_own_stay_apart() -> None:
    table = grid("""
        Indikator | Utfall | Enhet
        Nöjda     | 71     | %
        Träd      | 31     | st
    """)
    assert values(table)["Träd", "Utfall"] == 31
    assert ("Träd", "Enhet") in values(table)


def test_a_header_of_names_above_their_first_signs() -> None:
    table = grid("""
                 | Enhet | Budget | Utfall
        Lekrum   |       | 100,0  | 90,0
        Badhuset | -     | 80,0   | 75,5
    """)
    assert values(table) == {
        ("Lekrum", "Budget"): 100,
        ("Lekrum", "Utfall"): 90,
        ("Badhuset", "Budget"): -80,
        ("Badhuset", "Utfall"): 75.5,
    }
