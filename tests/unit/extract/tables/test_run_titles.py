"""A title inside a table of flow text stands above its labels, and is none of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.extract.parsers.run_tables import read_run
from tests.unit.extract.making import run_table

_ROWS = """
Nämnd och administration 12,3 12,1 0,2
Äldreomsorg 310,4 309,9 0,5
Summa 322,7 322,0 0,7
"""


@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_a_title_with_its_unit_is_no_label(between: str) -> None:
    text = f"Uppföljning av driftbudget, mnkr{between}Verksamhet Budget 2025 Prognos 2025 Avvikelse"
    body = read_run(run_table(text + "\n" + _ROWS.strip()))
    assert body.titles == ("Uppföljning av driftbudget, mnkr",)
    assert body.columns == ("Verksamhet", "Budget 2025", "Prognos 2025", "Avvikelse")


@pytest.mark.parametrize("label", ["Verksamhetsområde", "Budget 2025 (mnkr)", "Nyckeltal, antal"])
def test_a_label_of_the_names_is_no_title(label: str) -> None:
    body = read_run(run_table(f"{label}\n\nBudget 2025 Prognos 2025 Avvikelse\n" + _ROWS))
    assert body.titles == ()
    assert body.columns == (label, "Budget 2025", "Prognos 2025", "Avvikelse")


@pytest.mark.parametrize(
    "titles", ["Tabell: Gatumedel", "Tabell 4. Gatumedel", "Gatumedel\nTabell: Gatumedel"]
)
def test_what_says_that_it_is_a_table_is_its_title(titles: str) -> None:
    body = read_run(run_table(f"{titles}\nGata Budget Utfall\nEkgatan 2,5 3,0\nAlvägen 4,0 4,5"))
    assert body.titles == tuple(titles.split("\n"))
    assert body.columns == ("Gata", "Budget", "Utfall")


def test_a_word_above_a_header_of_which_every_line_is_a_label_is_a_title() -> None:
    head = "Vikarier\nYrke\nTimmar 2030\nTimmar 2031\nKvinnor\nMän"
    rows = "Kock\n120\n135\n80\n55\nVaktmästare\n98\n102\n33\n69"
    body = read_run(replace(run_table(f"{head}\n{rows}"), cells_apart=True))
    assert body.titles == ("Vikarier",)
    assert body.columns == ("Yrke", "Timmar 2030", "Timmar 2031", "Kvinnor", "Män")


def test_a_title_that_a_page_break_prints_again_is_no_part_of_a_label() -> None:
    head = "Parkernas medel, mnkr\nMnkr\nBudget 2020\nUtfall\n2020"
    body = read_run(
        run_table(
            f"{head}\nStränder\noch torg\n5,5 7,0\nGator 8,0 9,5\n{head}\nLekplatser 4,0 4,0\n"
            "Kajer och\nbryggor 3,0 5,5"
        )
    )
    assert body.titles == ("Parkernas medel, mnkr",)
    assert [c.row_label for c in body.cells if c.column_no == 2] == [
        "Stränder och torg", "Gator", "Lekplatser", "Kajer och bryggor",
    ]  # fmt: skip


def test_values_above_a_page_break_get_their_name_from_below_the_header() -> None:
    head = "Enhet\nBudget 2020\nUtfall\n2020"
    body = read_run(
        run_table(
            f"{head}\nStränder och alla torg\n5,5 7,0\nGator 8,0 9,5\n3,0 5,5\n{head}\n"
            "Kajer\nLekplatser 4,0 4,0"
        )
    )
    assert [c.row_label for c in body.cells if c.column_no == 2] == [
        "Stränder och alla torg", "Gator", "Kajer", "Lekplatser",
    ]  # fmt: skip


def test_titles_without_a_unit_stand_above_the_head_of_the_rows_labels() -> None:
    titles = "Tabell med parkernas bin\nTabell med parkernas bin"
    body = read_run(
        replace(
            run_table(
                f"{titles}\nNyckeltal, parker\noch torg\nSnitt\n2016\nJan\nFeb\nMar\n"
                "Antal kupor\n9\n8\n7\n6\nAntal lådor\n12\n14\n15\n16"
            ),
            cells_apart=True,
        )
    )
    assert body.titles == tuple(titles.split("\n"))
    assert body.columns == ("Nyckeltal, parker och torg", "Snitt 2016", "Jan", "Feb", "Mar")


def test_a_row_that_a_page_break_prints_again_is_one_row() -> None:
    head = "Enhet\nBudget 2020\nUtfall\n2020"
    body = read_run(
        run_table(f"{head}\nParker 5,5 7,0\nGator 8,0 9,5\n{head}\nGator 8,0 9,5\nTorg 8,0 9,5")
    )
    rows = [c for c in body.cells if c.column_no == 2]
    assert [c.row_label for c in rows] == ["Parker", "Gator", "Torg"]
    assert rows[1].place.text.count("Gator 8,0 9,5") > 1


def test_a_title_that_is_printed_twice_stands_twice_above_the_header() -> None:
    """Once with its caption's word; what spans columns below both belongs to the header."""
    header = (
        "Tabell: Bryggor, mnkr\n\nBryggor, mnkr\n\nÖkade\n\nVerksamhet (mnkr) kostnader intäkter"
    )
    body = read_run(run_table(header, "Norra hamnen 2,5 -2,5\nSödra hamnen 0,5 -0,7"))
    assert body.titles == ("Tabell: Bryggor, mnkr", "Bryggor, mnkr")
    assert body.columns == ("Verksamhet (mnkr)", "Ökade kostnader", "Ökade intäkter")


@pytest.mark.parametrize(
    "head", ["Personalomsättning i\nprocent", "Personaloms\nättning i\nprocent"]
)
def test_a_title_that_the_head_of_the_rows_labels_says_again_is_a_title(head: str) -> None:
    rows = "2030 1,5 2,0 3,8\n\n2031 1,3 2,7 4,7\n\n2032 1,4 2,4 4,1"
    body = read_run(run_table(f"Personalomsättning\n{head} T1 T2 VB", rows))
    assert body.titles == ("Personalomsättning",)
    assert body.columns[1:] == ("T1", "T2", "VB")
    assert body.columns[0].startswith("Persona") and body.columns[0].endswith("i procent")
