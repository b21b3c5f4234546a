"""Rows of flow-text tables: where labels go on, and where the header above the first one ends."""

from __future__ import annotations

from pipeline.extract.parsers.run_tables import read_run
from tests.unit.extract.making import run_table


def row_labels(*parts: str, marked: bool) -> list[str]:
    cells = read_run(run_table(*parts, marked=marked)).cells
    return [cell.row_label for cell in cells if cell.column_no == 2]


def test_a_full_line_of_a_label_prints_no_space_where_others_do() -> None:
    """What it ends with, or the rest of its last word, tells that it goes on."""
    rows = """
        Bryggor och·
        kajer på öarna 12,3 12,1

        varav båtar och
        kanoter 10,4 9,9

        Stadsmiljöverk
        samhet 7,7 7,0

        Klimatinvestering
        ar 6,1 6,2

        Sjöbodar

        avgifter 1,1 1,2
    """
    assert row_labels("Mnkr Budget 2031 Utfall 2031", rows, marked=True) == [
        "Bryggor och kajer på öarna",
        "varav båtar och kanoter",
        "Stadsmiljöverksamhet",
        "Klimatinvesteringar",
        "avgifter",
    ]


def test_sexes_alone_above_the_first_row_end_a_header() -> None:
    header = "Nyckeltal Snitt 2031 Budget 2032\nVarav\n\nflickor pojkar\nBarn på sjön och i\nhamnen"
    rows = "38 36 26 10\n\nBarn i bad 11 12 8 4\nBarn i park 21 20 13 7"
    body = read_run(run_table(header, rows))
    assert body.columns == (
        "Nyckeltal", "Snitt 2031", "Budget 2032", "Varav flickor", "Varav pojkar",
    )  # fmt: skip
    assert body.cells[0].row_label == "Barn på sjön och i hamnen"


def test_a_header_right_above_the_first_label_is_none_of_it() -> None:
    header = "Nyckeltal Snitt 2031 Budget 2032 Varav flickor Varav pojkar"
    label = "Barn på·\nsjön och i·\nhamnen"
    rows = "38 36 26 10\n\nBarn i·\nbad·\n\n11 12 8 4\n\nBarn i park 21 20 13 7"
    body = read_run(run_table(f"{header}\n{label}", rows, marked=True))
    assert body.columns == (
        "Nyckeltal", "Snitt 2031", "Budget 2032", "Varav flickor", "Varav pojkar",
    )  # fmt: skip
    assert body.cells[0].row_label == "Barn på sjön och i hamnen"
