"""Rows of flow text that a narrow column breaks inside their values or glues to their label."""

from __future__ import annotations

from dataclasses import replace

from pipeline.extract.parsers.run_tables import read_run
from tests.unit.extract.making import run_table


def test_values_broken_at_their_thousands_go_on_with_the_row_above() -> None:
    body = read_run(
        run_table(
            """
            Budget 2020 (mnkr) Kostnader Intäkter Netto Bokslut 2019

            Torg och gator 582,5 -40,0 542,5 531,0

            Parker 1 122,0 -17,5 1 104,5 1 093,3

            Summa 1 704,5 -57,5 1

            647,0

            1 624,3
            """
        )
    )
    assert [c.text for c in body.cells if c.row_label == "Summa"] == [
        "1 704,5", "-57,5", "1 647,0", "1 624,3",
    ]  # fmt: skip
    (last,) = [c for c in body.cells if c.text == "1 647,0"]
    assert "-57,5 1" in last.place.text and "647,0" in last.place.text


def test_lines_of_values_without_a_label_stay_rows_where_rows_have_as_many() -> None:
    body = read_run(
        run_table("Enhet 2019 2020\n\nTorg 5 7\n\nParker 8 9\n\n11 12\n\nGator 4 4\n\n3 5")
    )
    assert [c.row_no for c in body.cells if c.column_no == 2] == [1, 2, 3, 4, 5]


def test_a_label_ends_where_a_value_stands_right_behind_it() -> None:
    body = read_run(
        run_table("Enhet Budget Utfall\n\nTorghandel600,5 -54,0\n\nParkskötsel1 204,5 7,0")
    )
    assert [(c.row_label, c.text) for c in body.cells] == [
        ("Torghandel", "600,5"),
        ("Torghandel", "-54,0"),
        ("Parkskötsel", "1 204,5"),
        ("Parkskötsel", "7,0"),
    ]


def test_years_in_labels_count_as_before_where_no_line_goes_on_with_another() -> None:
    body = read_run(
        run_table(
            "Mnkr Budget 2017 Bokslut 2017\nAvvikelse bokslut\n2017 2016\n"
            "Netto 97,7 98,5 -0,8 -2,7\nMedel kvar från 2016 9,4\nMedel kvar till 2018 -1,5\n"
            "Netto med allt medel -2,9 -2,9"
        )
    )
    assert body.columns[1:3] == ("Budget 2017", "Bokslut 2017")
    assert body.cells[0].row_label == "Netto"


def test_numbers_broken_in_most_columns_leave_rows_of_other_sizes_whole() -> None:
    body = read_run(
        run_table(
            "Medel (tkr) Jan Feb Mar Apr\nInhyrd hjälp 0 0 1\n618\n4\n140\n"
            "Övrig hjälp 52 4\n365\nSumma 52 4\n365\n1\n618\n4\n140"
        )
    )
    rows: dict[str, list[str]] = {c.row_label: [] for c in body.cells}
    for cell in body.cells:
        rows[cell.row_label].append(cell.text)
    assert rows == {
        "Inhyrd hjälp": ["0", "0", "1 618", "4 140"],
        "Övrig hjälp": ["52", "4 365"],
        "Summa": ["52", "4 365", "1 618", "4 140"],
    }


def test_a_label_that_a_page_break_parts_behind_a_word_stays_two_words() -> None:
    head = "Enhet\nBudget 2020\nUtfall 2020"
    table = run_table(
        f"{head}\nStränder 5,5 7,0\n\nSjöviks 8,0 9,5\n\n{head}\nservicehus\n\nTorg 4,0 4,0"
    )
    body = read_run(replace(table, wrap_is_marked=True))
    labels = [c.row_label for c in body.cells if c.column_no == 2]
    assert labels == ["Stränder", "Sjöviks servicehus", "Torg"]
