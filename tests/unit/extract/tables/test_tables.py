"""All other tables: kinds, units, labels, cells, from tables with and without columns.

Cells are compared as ``row label | column label | text``; an expected table is written
as a person would lay it out, with empty cells.
"""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.document import GridTable, RunTable
from pipeline.extract.parsers.economy import is_money, kinds, read_table
from pipeline.extract.report import Problem, ReportTable
from tests.unit.extract.making import grid, printed, run_table


def read(table: GridTable | RunTable, title: str = "", caption: str = "") -> ReportTable:
    return read_table(table, number=1, title=title, caption=caption)[0]


def problems(table: GridTable | RunTable) -> tuple[Problem, ...]:
    return read_table(table, number=1, title="", caption="")[1]


def cells(table: ReportTable) -> list[str]:
    return [f"{c.row_label} | {c.column_label} | {c.text}" for c in table.cells]


def laid_out(table: ReportTable) -> list[list[str]]:
    """The table as a person would lay it out: header, then label and values of each row."""
    rows = [list(table.columns)]
    for number in range(1, max((cell.row_no for cell in table.cells), default=0) + 1):
        inside = [cell for cell in table.cells if cell.row_no == number]
        values = {cell.column_no: cell.text for cell in inside if cell.column_no > 1}
        columns = range(2, len(table.columns) + 1)
        rows.append([inside[0].row_label, *(values.get(column, "") for column in columns)])
    return rows


def expected(text: str) -> list[list[str]]:
    return [[field.strip() for field in line.split("|")] for line in printed(text).split("\n")]


# --- kinds and units ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "table", "kind"),
    [
        ("Ekonomi", "Mnkr | Budget 2021\nAnslag för nämnden | 2", "budget_overview"),
        (
            "Ekonomi",
            "Mnkr | Budget 2021 | Prognos\nIndivid- och familjeomsorg | 2 | 2\n"
            "Äldreomsorg | 3 | 3",
            "budget_by_area",
        ),
        (
            "Ekonomi",
            "Mnkr | Budget 2021 | Prognos\nFörskoleverksamhet | 2 | 2\nÄldreomsorg | 3 | 3",
            "budget_by_area",
        ),
        ("Förskola", "Mnkr | Budget 2021 | Bokslut\nBarn | 2 | 2", "area_detail"),
        ("Förskola", "Nyckeltal | T1 2020 | T1 2021\nAntal barn | 2 | 2", "key_figures"),
        ("Resultatenheter", "Resultatenhetens namn | Resultat\nPark | 2", "result_units"),
        ("Resultatenheter", "Enhet | Årets resultat\nPark | 2", "result_units"),
        ("Investeringar", "Mnkr | Budget\nParkinvesteringar | 2", "investments"),
        ("Uppföljning av investeringar", "Tkr | Budget\nInventarier | 2", "investments"),
        ("Ekonomi", "Ekonomisk prognos för investeringar, tkr | Budget\nGata | 2", "investments"),
        ("Kapitalkostnader för parkinvesteringar", "Mnkr | Budget\nNetto | 2", "area_detail"),
        ("Budgetjusteringar", "Ändamål | Belopp\nLokaler | 2", "budget_adjustments"),
        ("Omslutningsförändringar", "Mnkr | Belopp\nBidrag | 2", "turnover"),
        ("Balansräkning", "Tillgångar | 2021 | Skulder | 2021\nKassa | 2 | Lån | 2",
         "balance_sheet"),
        ("Personal", "Personalomsättning | 2020 | 2021\nBörjat | 2 | 2", "staff_turnover"),
        ("Personalkostnader", "Mnkr | 2020 | 2021\nLön | 2 | 2", "staff_costs"),
        ("Statsbidrag", "Bidrag | Mnkr\nStimulans | 2", "state_grants"),
        ("Covid-19", "Ändamål | Kostnad\nMasker | 2", "pandemic_costs"),
        ("Klagomål", "Synpunkter och klagomål | T1\nAntal | 2", "complaints"),
        ("Prognoser", "Mnkr | Bokslut 2020 | T2 | T1\nFörskola | 2 | 2 | 2", "forecast_history"),
        ("Kostnadsutveckling", "Mnkr | 2020 | 2021\nFörskola | 2 | 2",
         "cost_income_development"),
        ("Läget", "Verksamhet | Årsbudget | Utfall\nVuxna | 2 | 2\nFritid och park | 2 | 3",
         "budget_by_area"),
        ("Läget", "Verksamhet | Antal, budget | Utfall\nVuxna | 2 | 2\nFritid | 2 | 3",
         "key_figures"),
        ("Investeringsplan", "Objekt | 2021 | 2022\nScengolv | 2 | 2", "investments"),
        ("Snö", "Väder | Djup\nMulet | 2", "other"),
    ],
)  # fmt: skip
def test_the_kind_is_told_by_words_in_title_header_and_rows(
    title: str, table: str, kind: str
) -> None:
    assert read(grid(table), title).kind == kind
    assert kind in kinds()


def test_other_is_the_last_kind_and_no_kind_stands_twice() -> None:
    assert kinds()[-1] == "other"
    assert len(set(kinds())) == len(kinds())
    assert is_money("budget_overview") and not is_money("key_figures") and not is_money("other")


@pytest.mark.parametrize(
    ("header", "title", "caption", "unit"),
    [
        ("Mnkr | Budget 2021", "Ekonomi", "", "mnkr"),
        ("Verksamhet (mkr) | Budget 2021", "Ekonomi", "", "mnkr"),
        ("Verksamhet | Budget 2021 (tkr)", "Ekonomi", "", "tkr"),
        ("Verksamhet | Budget 2021", "Ekonomi, mnkr", "", "mnkr"),
        ("Verksamhet | Budget 2021", "Ekonomi", "Beloppen är i tusen kronor.", "tkr"),
        ("Verksamhet | Belopp i kronor", "Ekonomi", "", "kr"),
        ("Resultatenhetens namn | Resultat", "Enheter (kronor)", "", "kr"),
        ("Personalomsättning i procent | 2021", "Personal", "", "procent"),
        ("Verksamhet | Budget 2021", "Ekonomi", "Kafét kostar 3 kr.", None),
        ("Resultatenhetens namn | Resultat", "Ekonomi", "", "tkr"),
        ("Tkr | Budget 2021", "Ekonomi, mnkr", "", "tkr"),
    ],
    ids=[
        "in the label column",
        "mkr is mnkr",
        "in a value column",
        "in the title",
        "in the text above",
        "kronor in the header",
        "kronor behind the title",
        "per cent",
        "kronor in the text above say nothing",
        "result units are in tkr",
        "the header before the title",
    ],
)
def test_the_unit(header: str, title: str, caption: str, unit: str | None) -> None:
    values = " | ".join("2" for _ in header.split("|")[1:])
    assert read(grid(f"{header}\nFörskola | {values}"), title, caption).unit == unit


# --- tables with columns ------------------------------------------------------------------------


def test_a_grid_keeps_rows_columns_texts_and_numbers() -> None:
    table = read(
        grid("""
            Mnkr | Budget 2021 | Prognos | Avvikelse
            Förskola | 1 250,5 | 1 240,5 | 10,0
            varav lokaler | 250 | | -3
            Äldreomsorg | i.u. | 12 % | -
        """)
    )
    assert cells(table) == [
        "Förskola | Budget 2021 | 1 250,5",
        "Förskola | Prognos | 1 240,5",
        "Förskola | Avvikelse | 10,0",
        "varav lokaler | Budget 2021 | 250",
        "varav lokaler | Avvikelse | -3",
        "Äldreomsorg | Budget 2021 | i.u.",
        "Äldreomsorg | Prognos | 12 %",
        "Äldreomsorg | Avvikelse | -",
    ]
    assert [c.value for c in table.cells] == [1250.5, 1240.5, 10, 250, -3, None, 12, None]
    assert [(c.row_no, c.column_no) for c in table.cells][:4] == [(1, 2), (1, 3), (1, 4), (2, 2)]
    assert (table.confidence, {c.confidence for c in table.cells}) == (1.0, {1.0})


def test_a_sub_heading_groups_the_rows_below_it_and_is_kept() -> None:
    table = read(
        grid("""
            Mnkr | Budget | Utfall
            Kostnader | |
            Lön | 5 | 6
            Lokaler | 2 | 2
            Intäkter | |
            Avgifter | 1 | 1
        """)
    )
    groups = [(c.row_label, c.row_group) for c in table.cells if c.column_no == 2]
    assert groups == [("Lön", "Kostnader"), ("Lokaler", "Kostnader"), ("Avgifter", "Intäkter")]
    assert [(c.row_label, c.column_no) for c in table.cells if c.column_no == 1] == [
        ("Kostnader", 1),
        ("Intäkter", 1),
    ]


def test_a_grid_of_one_row_keeps_its_cells() -> None:
    assert cells(read(grid("Förskola | 5 | 6"))) == ["Förskola |  | 5", "Förskola |  | 6"]


def test_a_header_repeated_after_a_page_break_is_no_row() -> None:
    table = read(
        grid("""
            Nyckeltal | T1 2020 | T1 2021
            Antal barn | 3 705 | 3 842
            Nyckeltal | T1 2020 | T1 2021
            Antal avdelningar | 234 | 237
        """)
    )
    assert {c.row_label for c in table.cells} == {"Antal barn", "Antal avdelningar"}


def test_a_header_of_two_rows_with_merged_cells() -> None:
    table = read(
        grid("""
            Mnkr | Budget 2021 | | Utfall 2021 |
             | Kostnader | Intäkter | Kostnader | Intäkter
            Förskola | 5 | 1 | 6 | 2
        """)
    )
    assert table.columns[1:] == (
        "Budget 2021 Kostnader",
        "Budget 2021 Intäkter",
        "Utfall 2021 Kostnader",
        "Utfall 2021 Intäkter",
    )
    assert [c.value for c in table.cells] == [5, 1, 6, 2]


def test_years_below_a_label_part_its_column_where_a_format_marks_one_header_row() -> None:
    table = read(
        grid(
            """
            Nyckeltal | Snitt 2021 | T1 |
             | | 2021 | 2022
            Antal barn | 3 058 | 3 075 | 3 315
            """,
            header_rows=1,
        )
    )
    assert table.columns == ("Nyckeltal", "Snitt 2021", "T1 2021", "T1 2022")
    assert [c.value for c in table.cells] == [3058, 3075, 3315]


@pytest.mark.parametrize(
    ("rows", "columns"),
    [
        (
            """
            Nyckeltal | Snitt 2021 | T1 |
            2021 | 2022 | |
            Antal barn | 3 058 | 3 075 | 3 315
            """,
            ["Snitt 2021", "T1 2021", "T1 2022"],
        ),
        (
            """
            Antal personer | T1 2021 | T1 2022 | |
            Kvinnor | Män | Kvinnor | Män |
            Stödboende | 5 | 10 | 4 | 9
            """,
            ["T1 2021 Kvinnor", "T1 2021 Män", "T1 2022 Kvinnor", "T1 2022 Män"],
        ),
    ],
)
def test_labels_at_the_left_belong_below_the_merged_cells_above_them(
    rows: str, columns: list[str]
) -> None:
    table = read(grid(rows, header_rows=1))
    assert list(table.columns[1:]) == columns
    assert [c.column_label for c in table.cells] == columns
    assert max(c.confidence for c in table.cells) < 1


def test_a_row_of_words_below_a_full_header_is_a_row() -> None:
    table = read(
        grid("""
            Ort | Kontakt | Anmärkning
            Norrby | per brev |
            Söderby | per telefon | ny
        """)
    )
    assert table.columns == ("Ort", "Kontakt", "Anmärkning")


def test_the_rest_of_a_label_is_no_second_header_row() -> None:
    table = read(
        run_table(
            """
            Område Parker Torg och·
            gator Lek och fritid Sport barn·

            och unga
            """,
            "Antal beröm 59 29 66 18",
            "Antal klagomål 88 60 70 7",
        )
    )
    assert table.columns[-1] == "Sport barn och unga"
    assert [c.value for c in table.cells if c.row_no == 1] == [59, 29, 66, 18]


def test_a_line_with_a_unit_below_the_header_is_a_sub_heading() -> None:
    table = read(
        run_table(
            "Insatser jan-april Park Torg Lek Sport Kultur Bad Total-\nsumma, tkr",
            "Kostnader (tkr)",
            "Hyror 1 2 3 4 5 6 21",
            "Löner 2 2 3 4 5 6 22",
            "Summa kostnader 3 4 6 8 10 12 43",
        )
    )
    assert table.columns[-1].startswith("Total")
    assert {c.row_group for c in table.cells if c.row_label == "Hyror"} == {"Kostnader (tkr)"}
    assert [c.value for c in table.cells if c.row_label == "Summa kostnader"][-1] == 43


def test_notes_are_no_rows() -> None:
    table = read(
        grid("""
            Mnkr | Budget | Utfall
            Förskola | 5 | 6
            *Netto efter avgifter | |
            Tabellen innehåller avrundningsdifferenser | |
        """)
    )
    assert table.notes == ("*Netto efter avgifter", "Tabellen innehåller avrundningsdifferenser")
    assert {c.row_label for c in table.cells} == {"Förskola"}


def test_two_label_columns_and_a_row_whose_first_cell_is_missing() -> None:
    table = read(
        grid("""
            Avdelning | Enhet | Budget | Utfall
            Förskola | Ekens förskola | 5,0 | 6,0
             | Björkens förskola | 4,0 | 4,0
             | Granens förskola | 3,0 | 4,0
            Tallens förskola | 2,0 | 2,0 |
        """)
    )
    assert [(c.row_group, c.row_label, c.column_label, c.text) for c in table.cells] == [
        ("Förskola", "Ekens förskola", "Budget", "5,0"),
        ("Förskola", "Ekens förskola", "Utfall", "6,0"),
        ("Förskola", "Björkens förskola", "Budget", "4,0"),
        ("Förskola", "Björkens förskola", "Utfall", "4,0"),
        ("Förskola", "Granens förskola", "Budget", "3,0"),
        ("Förskola", "Granens förskola", "Utfall", "4,0"),
        ("Förskola", "Tallens förskola", "Budget", "2,0"),
        ("Förskola", "Tallens förskola", "Utfall", "2,0"),
    ]
    shifted = [c.confidence for c in table.cells if c.row_label == "Tallens förskola"]
    assert all(confidence < 1 for confidence in shifted)


def test_a_column_of_answers_is_no_label() -> None:
    table = read(
        grid("""
            Resultatenhetens namn | Budget | Eget handlande | Resultat
            Ekens förskola | 5 100 | JA | 120
            Björkens förskola | 4 900 | NEJ | -80
        """)
    )
    assert cells(table) == [
        "Ekens förskola | Budget | 5 100",
        "Ekens förskola | Eget handlande | JA",
        "Ekens förskola | Resultat | 120",
        "Björkens förskola | Budget | 4 900",
        "Björkens förskola | Eget handlande | NEJ",
        "Björkens förskola | Resultat | -80",
    ]


def test_a_balance_sheet_has_labels_for_both_sides() -> None:
    table = read(
        grid("""
            Tillgångar | 2021 | Skulder | 2021
            Inventarier | 3,5 | Eget kapital | 1,5
            Kassa | 0,5 | Semesterlöner | 2,5
            Summa | 4,0 | Summa skulder | 4,0
        """)
    )
    assert [(c.row_label, c.text) for c in table.cells] == [
        ("Inventarier", "3,5"),
        ("Eget kapital", "1,5"),
        ("Kassa", "0,5"),
        ("Semesterlöner", "2,5"),
        ("Summa", "4,0"),
        ("Summa skulder", "4,0"),
    ]
    assert table.kind == "balance_sheet"


TEXTS = st.one_of(
    st.integers(-99_999, 99_999).map(lambda n: f"{n:,}".replace(",", " ")),
    st.sampled_from(["", "", "-", "i.u.", "JA", "3,5 %", "Enligt plan"]),
)


@given(st.lists(st.lists(TEXTS, min_size=3, max_size=3), min_size=1, max_size=6))
def test_no_printed_cell_of_a_grid_is_lost(rows: list[list[str]]) -> None:
    lines = [
        " | ".join([f"Rad {letter}", *row]) for letter, row in zip("abcdef", rows, strict=False)
    ]
    table = read(grid("\n".join(["Mnkr | Budget | Prognos | Utfall", *lines])))
    kept = Counter(c.text for c in table.cells)
    wanted = Counter(text for row in rows for text in row if text)
    assert not wanted - kept


# --- tables without columns ---------------------------------------------------------------------


def test_a_table_of_key_figures() -> None:
    table = read(
        run_table("""
            Nyckeltal Snitt 2020 T1 2020 T1 2021

            Antal barn 3 705 3 842 3 835

            Antal avdelningar 234 237 236

            Snitt barngrupp 15,8 16,1 16,2

            Andel legitimerade, % 33,5% 32,7% 34,5%
        """)
    )
    assert laid_out(table) == expected("""
        Nyckeltal | Snitt 2020 | T1 2020 | T1 2021
        Antal barn | 3 705 | 3 842 | 3 835
        Antal avdelningar | 234 | 237 | 236
        Snitt barngrupp | 15,8 | 16,1 | 16,2
        Andel legitimerade, % | 33,5% | 32,7% | 34,5%
    """)
    assert table.cells[0].value == 3705
    assert table.cells[-1].value == 34.5
    assert all(0.9 < c.confidence < 1 for c in table.cells)


def test_a_header_shattered_over_lines() -> None:
    table = read(
        run_table(
            """
            Mnkr
            Budget 2021·
            (efter·
            BJ)

            Begärda budget-
            justeringar

            Prognos·
            2021

            Avvikelse

            Förskola 290,3 10,1 280,4 30,1

            Äldreomsorg 573,9 1,2 573,9 1,2
            """,
            marked=True,
        )
    )
    assert laid_out(table) == expected("""
        Mnkr | Budget 2021 (efter BJ) | Begärda budgetjusteringar | Prognos 2021 | Avvikelse
        Förskola | 290,3 | 10,1 | 280,4 | 30,1
        Äldreomsorg | 573,9 | 1,2 | 573,9 | 1,2
    """)


def test_labels_above_and_beside_their_values() -> None:
    table = read(
        run_table("""
            Mnkr Budget 2021 Prognos 2021

            Nämnd och
            administration

            73,9 73,9

            Individ- och
            familjeomsorg 290,3 280,4

            varav vuxna 45,8 45,8
        """)
    )
    assert laid_out(table) == expected("""
        Mnkr | Budget 2021 | Prognos 2021
        Nämnd och administration | 73,9 | 73,9
        Individ- och familjeomsorg | 290,3 | 280,4
        varav vuxna | 45,8 | 45,8
    """)


def test_a_header_repeated_after_a_page_break_is_no_row_of_the_flow() -> None:
    table = read(
        run_table("""
            Mnkr Budget 2021 Prognos 2021

            Förskola 290,3 280,4

            Mnkr Budget 2021 Prognos 2021

            Äldreomsorg 45,8 45,8
        """)
    )
    assert laid_out(table) == expected("""
        Mnkr | Budget 2021 | Prognos 2021
        Förskola | 290,3 | 280,4
        Äldreomsorg | 45,8 | 45,8
    """)


def test_a_year_in_a_label_is_no_value() -> None:
    table = read(
        run_table("""
            Mnkr Budget 2021 Prognos 2021

            Förskola 290,3 280,4

            Överfört från 2020 5,1 5,1

            Fond till 2022 1,0 2,0
        """)
    )
    assert laid_out(table)[2:] == expected("""
        Överfört från 2020 | 5,1 | 5,1
        Fond till 2022 | 1,0 | 2,0
    """)


def test_a_sub_heading_groups_rows() -> None:
    table = read(
        run_table("""
            Nyckeltal T1 2020 T1 2021

            Förskola

            Antal barn 705 842

            Antal avdelningar 34 37
        """)
    )
    groups = {c.row_label: c.row_group for c in table.cells if c.column_no > 1}
    assert groups == {"Antal barn": "Förskola", "Antal avdelningar": "Förskola"}


def test_labels_that_meet_without_a_space_are_parted() -> None:
    table = read(
        run_table("""
            Lekplats

            Besök

            Ändring 2024-20252024 2025

            Norra 12,5 14,0 1,5

            Södra 10,0 9,0 -1,0
        """)
    )
    assert laid_out(table) == expected("""
        Lekplats | Besök 2024 | Besök 2025 | Ändring 2024-2025
        Norra | 12,5 | 14,0 | 1,5
        Södra | 10,0 | 9,0 | -1,0
    """)


def test_periods_drawn_behind_what_stands_to_their_right_are_below_what_spans_them() -> None:
    header = "Utfall\n\nLekplats (antal)\n\nÄndring sedan\nförra årT1 T2"
    table = read(run_table(header, "Norra 12,5 14,0 1,5", "Södra 10,0 9,0 -1,0"))
    assert table.columns == ("Lekplats (antal)", "Utfall T1", "Utfall T2", "Ändring sedan förra år")


def test_what_spans_the_years_of_both_sides_stands_above_their_labels() -> None:
    table = read(
        run_table("""
            Bokslut Bokslut

            Tillgångar (mnkr)

            Skulder (mnkr)2025 2024 2025 2024

            Gungor 12,4 11,0 Lån av banken -9,4 -8,0

            Sandlådor 2,0 3,0 Lån av staden -5,0 -6,0
        """)
    )
    years = ("Bokslut 2025", "Bokslut 2024")
    assert table.columns == ("Tillgångar (mnkr)", *years, "Skulder (mnkr)", *years)


def test_the_rest_of_a_header_right_above_the_first_row_is_no_part_of_its_label() -> None:
    table = read(
        run_table("""
            Mnkr Budget 2025 Bokslut 2025

            Avvikelse
            2025
            Gungor och rutschbanor 12,4 11,0 1,4

            Sandlådor 2,0 3,0 -1,0
        """)
    )
    assert table.columns == ("Mnkr", "Budget 2025", "Bokslut 2025", "Avvikelse 2025")
    assert cells(table)[0] == "Gungor och rutschbanor | Budget 2025 | 12,4"


def test_a_small_word_that_goes_on_a_label_names_no_column_below_it() -> None:
    table = read(
        run_table("""
            Mkr Budget
            (netto)

            Bokslut

            Avvikelse 2025
            efter

            överföringar

            Gungor 12,4 11,0 1,4

            Sandlådor 2,0 3,0 -1,0
        """)
    )
    last = "Avvikelse 2025 efter överföringar"
    assert table.columns == ("Mkr", "Budget (netto)", "Bokslut", last)


def test_the_sides_of_a_balance_sheet_on_lines_of_their_own() -> None:
    table = read(
        run_table("""
            Tillgångar (mnkr) Bokslut Skulder (mnkr) Bokslut

            2025 2024 2025 2024

            Gungor 12,4 11,0
            Lån av banken

            -9,4 -8,0

            Summa 12,4 11,0 Summa -9,4 -8,0
        """)
    )
    found = [(cell.row_label, cell.column_no) for cell in table.cells]
    assert found == [
        *(("Gungor", 2), ("Gungor", 3), ("Lån av banken", 5), ("Lån av banken", 6)),
        *(("Summa", number) for number in (2, 3, 5, 6)),
    ]


def test_several_years_above_a_label_belong_to_the_header() -> None:
    table = read(
        run_table("""
            Tillgångar (mnkr) Bokslut Skulder (mnkr)

            Bokslut

            2025 2024 2025 2024
            Gungor och
            rutschbanor

            12,4 11,0 Lån av banken -9,4 -8,0

            Sandlådor 2,0 3,0 Lån av staden -5,0 -6,0
        """)
    )
    assert table.columns[:3] == ("Tillgångar (mnkr)", "Bokslut 2025", "Bokslut 2024")
    assert cells(table)[:2] == [
        "Gungor och rutschbanor | Bokslut 2025 | 12,4",
        "Gungor och rutschbanor | Bokslut 2024 | 11,0",
    ]


def test_a_label_that_dangles_goes_on_below_a_blank_line() -> None:
    table = read(
        run_table("""
            Mnkr Budget 2025 Bokslut 2025

            Gungor 1,0 2,0

            varav

            nya 0,5 0,4

            Rutschbanor och

            sandlådor i

            parken 10,0 9,0
        """)
    )
    assert [row[0] for row in laid_out(table)[1:]] == [
        "Gungor",
        "varav nya",
        "Rutschbanor och sandlådor i parken",
    ]


def test_blank_lines_behind_every_line_part_no_labels() -> None:
    table = read(
        run_table("""
            Mnkr

            Budget

            (kostnader

            +)

            Bokslut före

            överföringar

            Lekplatser i

            stadens parker 12,5 14,0

            Gungor 1,0 2,0

            Rutschbanor och

            sandlådor 10,0 9,0
        """)
    )
    assert laid_out(table) == expected("""
        Mnkr | Budget (kostnader +) | Bokslut före överföringar
        Lekplatser i stadens parker | 12,5 | 14,0
        Gungor | 1,0 | 2,0
        Rutschbanor och sandlådor | 10,0 | 9,0
    """)


def test_notes_under_the_table() -> None:
    table = read(
        run_table("""
            Mnkr Budget 2021 Prognos 2021

            Förskola 290,3 280,4

            Äldreomsorg 45,8 45,8

            *Prognosen är justerad
        """)
    )
    assert table.notes == ("*Prognosen är justerad",)
    assert {c.row_label for c in table.cells} == {"Förskola", "Äldreomsorg"}


def test_sums_settle_thousands() -> None:
    # "1 200 300" could be three, two or one value; the totals leave one way.
    table = read(
        run_table("""
            Tkr Kostnader Intäkter

            Förskola 1 200 300

            Äldreomsorg 300 400

            Summa 1 500 700
        """)
    )
    assert laid_out(table) == expected("""
        Tkr | Kostnader | Intäkter
        Förskola | 1 200 | 300
        Äldreomsorg | 300 | 400
        Summa | 1 500 | 700
    """)


def test_sums_settle_an_empty_cell() -> None:
    table = read(
        run_table("""
            Mnkr Kostnader 2021 Intäkter 2021 Netto 2021

            Förskola 15,0 4,0 11,0

            Stab 3,0 3,0

            Äldreomsorg 25,0 1,0 24,0

            Summa 43,0 5,0 38,0
        """)
    )
    assert laid_out(table)[1:] == expected("""
        Förskola | 15,0 | 4,0 | 11,0
        Stab | 3,0 | | 3,0
        Äldreomsorg | 25,0 | 1,0 | 24,0
        Summa | 43,0 | 5,0 | 38,0
    """)
    stab = [c.confidence for c in table.cells if c.row_label == "Stab"]
    assert all(0.9 < confidence < 1 for confidence in stab)


def test_an_empty_cell_that_nothing_settles_has_low_confidence() -> None:
    table = read(
        run_table("""
            Mnkr Budget 2021 Prognos 2021 Utfall 2021

            Förskola 15,0 15,0 15,0

            Stab 15,0 15,0
        """)
    )
    stab = [c.confidence for c in table.cells if c.row_label == "Stab"]
    assert len(stab) == 2
    assert min(stab) < 0.9


def test_short_rows_beside_each_other_have_their_values_in_the_same_columns() -> None:
    # Alone "Park" would fit best under the small numbers, beside its neighbours it cannot.
    table = read(
        run_table("""
            Mnkr Budget 2021 Prognos 2021 Utfall 2021

            Förskola 900,0 90,0 9,0

            Äldreomsorg 800,0 80,0 8,0

            Stab 700,0 70,0

            Kultur 600,0 60,0

            Park 60,0 9,0

            Fritid 500,0 50,0
        """)
    )
    columns = {
        (c.row_label, c.column_label)
        for c in table.cells
        if c.row_label in ("Stab", "Kultur", "Park", "Fritid")
    }
    assert {label for _, label in columns} == {"Budget 2021", "Prognos 2021"}


def test_a_column_of_words() -> None:
    table = read(
        run_table("""
            Resultatenhetens namn Budget 2021 Eget handlande JA/NEJ Resultat 2021

            Ekens förskola 5 100 JA 120

            Björkens förskola 4 900 NEJ -80

            Granens förskola 4 700 JA 60
        """)
    )
    words = [c.text for c in table.cells if c.column_no == 3]
    assert words == ["JA", "NEJ", "JA"]
    assert [c.text for c in table.cells if c.column_no == 2] == ["5 100", "4 900", "4 700"]
    assert [c.value for c in table.cells if c.column_no == 4] == [120, -80, 60]
    assert table.kind == "result_units"


def test_text_that_is_in_no_cell_is_a_problem() -> None:
    table = run_table("""
        Mnkr Budget 2021 Prognos 2021

        Förskola 290,3 280,4

        Kvar att fördela
    """)
    (problem,) = problems(table)
    assert problem.code == "table_text_left"
    assert problem.place is not None and problem.place.text == "Kvar att fördela"


AMOUNTS = st.integers(-9999, 9999).map(lambda tenths: f"{tenths / 10:.1f}".replace(".", ","))


@given(st.lists(st.lists(AMOUNTS, min_size=3, max_size=3), min_size=2, max_size=6))
def test_full_rows_with_decimals_come_back_cell_by_cell(rows: list[list[str]]) -> None:
    labels = ["Förskola", "Äldreomsorg", "Stab", "Park", "Kultur", "Bistånd"]
    lines = [" ".join([label, *row]) for label, row in zip(labels, rows, strict=False)]
    header = "Mnkr Budget 2021 Prognos 2021 Utfall 2021"
    table = read(run_table("\n\n".join([header, *lines])))
    assert laid_out(table)[1:] == [[label, *row] for label, row in zip(labels, rows, strict=False)]


NUMBERS = st.integers(0, 99_999).map(lambda n: f"{n:,}".replace(",", " "))


@given(st.lists(st.lists(NUMBERS, min_size=1, max_size=3), min_size=2, max_size=6))
def test_no_digit_of_a_row_is_lost_whatever_its_columns(rows: list[list[str]]) -> None:
    labels = ["Förskola", "Äldreomsorg", "Stab", "Park", "Kultur", "Bistånd"]
    lines = [" ".join([label, *row]) for label, row in zip(labels, rows, strict=False)]
    header = "Tkr Budget 2021 Prognos 2021 Utfall 2021"
    table = read(run_table("\n\n".join([header, *lines])))
    for number, row in enumerate(rows, start=1):
        inside = [cell for cell in table.cells if cell.row_no == number]
        kept = inside[0].row_label + "".join(cell.text for cell in inside if cell.column_no > 1)
        assert kept.replace(" ", "") == labels[number - 1] + "".join(row).replace(" ", "")


FEEDBACK = "Uppdelning Synpunkter/kategorier Utfall T1 Utfall T2 Utfall VB Totalt Sammanfattning"


def test_a_total_and_its_unit_tell_the_column_of_a_short_row() -> None:
    table = read(
        run_table(
            FEEDBACK,
            "Beröm Antal beröm 20 10 5 35 st",
            "Avsändare Boende 4 3 2 9 st",
            "Ungdomar 7 1 8 st",
            "Övriga 6 6 st",
        )
    )
    assert table.columns[:2] == ("Uppdelning", "Synpunkter/kategorier")
    totals = {c.row_label: c.text for c in table.cells if c.column_label == "Totalt"}
    assert totals == {"Antal beröm": "35 st", "Boende": "9 st", "Ungdomar": "8 st",
                      "Övriga": "6 st"}  # fmt: skip
    unsure = [c.confidence for c in table.cells if c.row_label == "Övriga" and c.text == "6"]
    assert max(unsure) < 0.9


def test_spaces_that_stand_for_empty_cells_are_believed_whatever_the_rows_beside() -> None:
    table = read(
        run_table(
            FEEDBACK,
            "Beröm Antal beröm 30  10 40 st  ",
            "Avsändare Boende 20 0  20 st  ",
            "Ungdomar 20 5  25 st  ",
        )
    )
    columns = {c.text: c.column_label for c in table.cells if c.row_label == "Antal beröm"}
    assert columns == {"30": "Utfall T1", "10": "Utfall VB", "40 st": "Totalt"}


def test_the_sexes_of_a_period_are_filled_together_and_a_row_may_replace_others() -> None:
    table = read(
        run_table(
            "Verksamhet T1 2020 Kvinnor T1 2020 Män T1 2021 Kvinnor T1 2021 Män",
            "Simning 12 17 11 15",
            "Löpning 8 6",
            "Löpning och skidor 15 17",
            "Dans 201 141 174 130",
        )
    )
    columns = {c.text: c.column_label for c in table.cells if c.row_label == "Löpning"}
    assert columns == {"8": "T1 2020 Kvinnor", "6": "T1 2020 Män"}
    columns = {c.text: c.column_label for c in table.cells if c.row_label == "Löpning och skidor"}
    assert columns == {"15": "T1 2021 Kvinnor", "17": "T1 2021 Män"}


@pytest.mark.parametrize(
    ("title", "said", "unit"),
    [
        ("Tabell 3: Parker och torg, mnkr", "Parker och torg", "mnkr"),
        ("Tabell 2.1 – Parker och torg (tkr)", "Parker och torg", "tkr"),
        ("Tabell över parker", "Tabell över parker", None),
    ],
)
def test_a_caption_is_a_title_without_its_number_and_unit(
    title: str, said: str, unit: str | None
) -> None:
    table = read(grid("Plats | 2024\nTorget | 3"), title=title)
    assert (table.title, table.unit) == (said, unit)


def test_thousands_by_commas_in_a_table_with_points_for_decimals() -> None:
    table = read(
        grid("""
            Mnkr    | Budget  | Utfall  | Avvikelse
            Parker  | 2,305   | 2,311.5 | -6.5
            Lekrum  | 61.4    | 60.0    | 1.4
        """)
    )
    assert [cell.value for cell in table.cells] == [2305, 2311.5, -6.5, 61.4, 60, 1.4]


def test_a_triangle_is_a_minus_where_a_change_is_told_and_doubtful_elsewhere() -> None:
    table = read(
        grid("""
            Område | Nöjda  | Förändring
            Parker | ▼ 61,4 | ▼ 2,3
        """)
    )
    assert [(cell.value, cell.confidence < 0.9) for cell in table.cells] == [
        (-61.4, True),
        (-2.3, False),
    ]


def test_two_values_in_a_cell_are_a_problem_in_a_column_of_values() -> None:
    table = grid("""
        Område | Nöjda   | Anmärkning
        Parker | 61      | 3 av 4
        Lekrum | 58      | 2 enkäter
        Bad    | 64 (59) | 5 enkäter
    """)
    (problem,) = problems(table)
    assert problem.code == "value_not_understood"
    assert problem.place is not None
    assert problem.place.text.startswith("Bad ")


def test_problems_of_a_table_come_in_the_order_of_its_cells() -> None:
    unclear = ("Parker", "Lekrum", "Bad", "Gym", "Torg", "Kajer", "Skog")
    rows = [f"{name} | 6{at} (5{at}) | {at}" for at, name in enumerate(unclear)]
    plain = [f"{name} | 61 | 4" for name in ("Vallar", "Dammar", "Broar", "Diken", "Gator") * 3]
    table = grid("\n".join(["Område | Nöjda | Antal", *plain, *rows]))
    found = [problem.place.text.split()[0] for problem in problems(table) if problem.place]
    assert found == list(unclear)


def test_a_row_of_units_below_the_header_belongs_to_it() -> None:
    table = read(grid("Verksamhet | Budget | Förändring\n | (tkr) | (%)\nVuxna | 750 | 2,5"))
    assert [cell.column_label for cell in table.cells] == ["Budget (tkr)", "Förändring (%)"]
    assert table.unit == "tkr"


def test_a_line_that_completes_a_header_is_no_sub_heading() -> None:
    table = read(
        run_table(
            "Verksamhet (mnkr)\nKostnader\n2021",
            "Intäkter\n2021",
            "Kostnader\n2022",
            "Intäkter\n2022",
            "Nettoförändring",
            "Odling 78,6 -5,0 80,5 -3,8 3,1",
            "Stigar 33,5 -4,0 34,6 -4,1 1,0",
            "Bänkar 52,7 -6,5 59,5 -7,0 6,3",
        )
    )
    assert table.columns[0] == "Verksamhet (mnkr)"
    assert table.columns[-1] == "Nettoförändring"


def test_a_title_of_many_words_spans_no_columns() -> None:
    table = read(
        run_table(
            "Avvikelse per park och torg jämfört med tidigare prognoser, mnkr\n"
            "Verksamhet (mnkr) Bokslut T2 T1\n"
            "Odling -1,2 -1,0 -0,3\nStigar 0,0 0,1 0,0\nBänkar -0,3 -0,2 0,0\n"
            "Lekplatser -0,6 -0,4 -0,1\nTotalt -2,1 -1,5 -0,4"
        )
    )
    assert table.columns[1:] == ("Bokslut", "T2", "T1")


def test_years_alone_above_the_first_row_end_a_header_whatever_rows_are_short() -> None:
    table = run_table(
        """\
Mkr Budget 2018 Bokslut 2018
Avvikelse bokslut
2018 2017
Netto 549,2 552,2 -3,0 -0,7
Överföring från 2017 36,0
Överföring till 2019 -44,6
Netto efter dispositioner -11,6 -5,4
""",
        marked=True,
    )
    found = read(table)
    assert [*found.columns[1:]] == [
        "Budget 2018", "Bokslut 2018", "Avvikelse bokslut 2018", "Avvikelse bokslut 2017",
    ]  # fmt: skip
    assert "Netto | Avvikelse bokslut 2017 | -0,7" in cells(found)


@pytest.mark.parametrize("sign", ["-", "–", "−"])
def test_a_value_below_zero_is_a_value_whatever_dash_is_its_sign(sign: str) -> None:
    table = run_table(f"""
        Mnkr Budget Utfall Avvikelse
        Lindar 12,5 13,7 {sign}1,2
        Bryggor 40,0 41,8 {sign}1,8
        Flöjter 7,1 6,0 1,1
        """)
    assert laid_out(read(table)) == expected(f"""
        Mnkr | Budget | Utfall | Avvikelse
        Lindar | 12,5 | 13,7 | {sign}1,2
        Bryggor | 40,0 | 41,8 | {sign}1,8
        Flöjter | 7,1 | 6,0 | 1,1
        """)
