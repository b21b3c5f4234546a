"""Tables with a line a cell whose rows have more lines than columns, or headers of odd shape."""

from __future__ import annotations

import pytest

from pipeline.extract.document import Cell, GridTable
from pipeline.extract.readers.dialects import read_text
from pipeline.extract.readers.text import flow_text
from pipeline.extract.readers.text.cell_kinds import LineKind, kind_of
from pipeline.extract.tables.grid_tables import column_labels
from tests.unit.extract.making import printed

NAMES = ("nöjda", "glada", "trygga", "pigga", "vakna", "lugna")
GOAL = "Nämndmål: Alla barn leker"


def table_of(text: str) -> GridTable:
    document = flow_text.read("\n".join([printed(text).replace("|", "\n"), GOAL]))
    (table,) = [block for block in document.blocks if isinstance(block, GridTable)]
    return table


def texts(table: GridTable) -> list[list[str]]:
    return [[cell.text if cell else "" for cell in row] for row in table.rows]


def cells(row: tuple[Cell | None, ...]) -> dict[str, float]:
    return {cell.text: cell.confidence for cell in row if cell}


def test_an_empty_paragraph_in_a_cell_is_a_blank_line_and_no_cell() -> None:
    table = table_of("""
        Indikator|Utfall|Årsmål|Period
        Andel nöjda|70 %|75 %|2021
        Andel trygga||71 %|76 %|2021
        Andel lugna|72 %|77 %|2021
    """)
    assert texts(table)[2] == ["Andel trygga", "71 %", "76 %", "2021"]


def test_a_row_whose_blank_lines_may_stand_for_other_columns_is_unsure() -> None:
    table = table_of("""
        Indikator|Utfall|Utfall VB 2020|Prognos helår|Årsmål|Period
        Andel nöjda|70 %|||75 %|2021
        Andel trygga|||71 %||76 %|2021
        Andel lugna|72 %|73 %|74 %|77 %|2021
    """)
    unsure, sure = cells(table.rows[2]), cells(table.rows[3])
    assert unsure["71 %"] < 0.95
    assert min(sure.values()) > 0.95


def test_cells_that_are_broken_over_lines() -> None:
    table = table_of("""
        Indikator|Prognos
        helår|Årsmål|Period
        ■
        Andel nöjda|70 %|Tas
        fram av nämnd|2021
        Andel trygga|71 %|76 %|2021
    """)
    assert texts(table)[0] == ["Indikator", "Prognos helår", "Årsmål", "Period"]
    assert texts(table)[1] == ["■ Andel nöjda", "70 %", "Tas fram av nämnd", "2021"]


def test_columns_in_any_order_with_words_behind_the_period() -> None:
    table = table_of("""
        Indikator|Period|Årsmål|Utfall|Ansvarig|Trend
        Andel nöjda|2021||70 %|Enhetschef|↑
        Andel trygga|2021|76 %|71 %|Controller|↓
    """)
    assert texts(table)[2] == ["Andel trygga", "2021", "76 %", "71 %", "Controller", "↓"]


def test_labels_that_stand_low_in_a_header_of_two_rows() -> None:
    table = table_of("""
        |Periodens utfall|||
        Indikator|Totalt|Män|Kvinnor|Årsmål|Period
        Andel nöjda|70 %|71 %|69 %|75 %|2021
        Andel trygga|80 %||||2021
    """)
    assert texts(table)[1][:4] == ["Indikator", "Totalt", "Män", "Kvinnor"]
    assert texts(table)[3] == ["Andel trygga", "80 %", "", "", "", "2021"]


def test_a_header_with_empty_paragraphs_is_read_as_the_same_one_elsewhere() -> None:
    header = "Indikator|Utfall|Prognos helår|Årsmål|Period|Trend"
    rows = "Andel nöjda|70 %||75 %|2021|↑\nAndel trygga|71 %|72 %|76 %|2021|↓"
    odd = "Indikator||Utfall|Prognos helår||Årsmål||Period||Trend"
    parts = (f"{header}\n{rows}", GOAL, f"{odd}\n{rows}", GOAL)
    document = flow_text.read("\n".join(part.replace("|", "\n") for part in parts))
    first, second = [block for block in document.blocks if isinstance(block, GridTable)]
    assert texts(first) == texts(second)


@pytest.mark.parametrize("line_break", ["\n", "\n\n"])
def test_a_text_with_a_line_a_cell_is_not_refused_for_its_order(line_break: str) -> None:
    """Periods that stand behind the names look like columns printed one after the other."""
    rows = [f"Andel {name}|Tertial 1 2021|7{n} %|8{n} %" for n, name in enumerate(NAMES)]
    text = "\n".join(["Indikator|Period|Utfall|Årsmål", *rows, GOAL]).replace("|", "\n")
    document = read_text(text.replace("\n", line_break))
    (table,) = [block for block in document.blocks if isinstance(block, GridTable)]
    assert texts(table)[-1] == ["Andel lugna", "Tertial 1 2021", "75 %", "85 %"]


INDICATORS = """
    Indikator|Utfall|Årsmål|Period
    Andel nöjda|70 %|75 %|2021
    Andel trygga|71 %|76 %|2021
"""


def other_table(indicators: str, text: str) -> GridTable:
    parts = (printed(part).replace("|", "\n") for part in (indicators, GOAL, text))
    document = flow_text.read("\n".join(parts))
    return [block for block in document.blocks if isinstance(block, GridTable)][-1]


def test_a_row_of_spanning_labels_above_the_labels_of_all_columns() -> None:
    table = other_table(
        INDICATORS,
        """
        |Utfall||
        Bad|2030|2031|Budget 2031|Avvikelse
        Norra badet|12,5|13,0|14,0|1,0
        Södra badet|8,0|8,5|9,0|0,5
        """,
    )
    assert list(column_labels(table.rows[: table.header_rows])) == [
        "Bad", "Utfall 2030", "Utfall 2031", "Budget 2031", "Avvikelse"
    ]  # fmt: skip


def test_lines_of_other_tables_are_counted_beside_broken_cells_where_they_fit() -> None:
    indicators = f"{printed(INDICATORS)}\nAndel pigga|och lugna|71 %|76 %|2021"
    other = "Bad|Budget|Utfall\nNorra badet|12,5|13,0\nSödra badet|8,0|8,5"
    parts = (part.replace("|", "\n") for part in (indicators, GOAL, other))
    blocks = flow_text.read("\n".join(parts)).blocks
    assert sum(isinstance(block, GridTable) for block in blocks) == 2


@pytest.mark.parametrize(("wrap", "counted"), [("", 1), ("|som svarat", 0)])
def test_a_text_that_wraps_most_names_has_no_line_a_cell(wrap: str, counted: int) -> None:
    letters = "abcdefghijklmnopqrstuvwx"
    rows = "\n".join(f"Andel nöjda i klass {one}{wrap}|71 %|76 %|2021" for one in letters)
    parts = (part.replace("|", "\n") for part in (printed(INDICATORS), rows, GOAL))
    blocks = flow_text.read("\n".join(parts)).blocks
    assert sum(isinstance(block, GridTable) for block in blocks) == counted


def test_a_title_below_a_blank_line_spans_no_columns() -> None:
    table = other_table(
        INDICATORS,
        """
        |Budget för bad
        Bad|Budget|Utfall
        Norra badet|12,5|13,0
        Södra badet|8,0|8,5
        """,
    )
    assert texts(table)[0] == ["Bad", "Budget", "Utfall"]


def test_one_label_that_spans_all_columns_of_values() -> None:
    table = other_table(
        INDICATORS, "|Utfall\nBad|2030|2031\nNorra badet|12,5|13,0\nSödra badet|8,0|8,5"
    )
    labels = column_labels(table.rows[: table.header_rows])
    assert list(labels) == ["Bad", "Utfall 2030", "Utfall 2031"]


@pytest.mark.parametrize("first, last", [("23-06-01", "23-10-15"), ("1 juni 2023", "okt. 2023")])
def test_days_are_cells_however_they_are_typed(first: str, last: str) -> None:
    table = table_of(f"""
        Aktivitet|Startdatum|Slutdatum|Status
        Byta ut lampor i parken|{first}|{last}|Pågår
        Måla staketet|{first}|{last}|Avslutad
    """)
    assert texts(table)[1:] == [
        ["Byta ut lampor i parken", first, last, "Pågår"],
        ["Måla staketet", first, last, "Avslutad"],
    ]


@pytest.mark.parametrize("amount", ["250101", "151 231", "2023"])
def test_digits_alone_are_no_day(amount: str) -> None:
    assert kind_of(amount) is not LineKind.DAY


def test_an_empty_cell_above_a_header_is_no_column_that_tables_with_that_header_lack() -> None:
    head = """
        Nr|Indikator|Utfall|Årsmål|Period|Kommentar
        ||Totalt|Män|Kvinnor|||
    """
    first = """
        1|Andel nöjda|70 %|71 %|69 %|75 %|2021|Det blev bra i år.
        2|Andel glada|71 %|71 %|71 %|76 %|2021|
    """
    last = "3|Andel trygga|72 %|||77 %|2021|Det blev bättre i år än förra året."
    parts = ["Text före.", head, first, "Text mellan.", head, first, head, last, GOAL]
    text = "\n".join(printed(part).replace("|", "\n") for part in parts)
    tables = [one for one in flow_text.read(text).blocks if isinstance(one, GridTable)]
    names = [[row[1] for row in texts(table)[2:]] for table in tables]
    assert names == [["Andel nöjda", "Andel glada"]] * 2 + [["Andel trygga"]]


def grids_of(*parts: str) -> list[list[list[str]]]:
    text = "\n".join(printed(part).replace("|", "\n") for part in parts)
    return [texts(block) for block in flow_text.read(text).blocks if isinstance(block, GridTable)]


PLANS = """
    Aktivitet|Startdatum|Slutdatum|Avvikelse
    Bygga en brygga.|2021-01-01|2021-12-31|
"""


def test_tables_with_the_same_header_right_below_each_other_are_two() -> None:
    assert [len(rows) for rows in grids_of(PLANS, "", PLANS, GOAL)] == [2, 2]


def test_columns_of_women_and_men_are_filled_together_or_empty() -> None:
    table = table_of("""
        Indikator|Årsmål|Utfall kvinnor|Prognos helår|Utfall män|Periodens utfall|Period
        Andel nöjda|75 %|||||2021
        Andel glada|75 %||74 %|||2021
        Andel trygga|75 %||71 %||72 %|73 %|74 %||2021
        Andel lugna|75 %|||||2021
    """)
    assert texts(table)[3][2:5:2] == ["71 %", "73 %"]


def test_a_heading_above_the_label_of_names_is_none_of_the_labels() -> None:
    plan = """
        |Nämndens aktiviteter|Start|Slut|Avvikelse|Kommentar
        |Bygga en brygga|2021-01-01|2021-12-31||
        ■|Öppna ett kafé|2021-01-01|2021-12-31||Klart.
    """
    shorter = """
        |Nämndens aktiviteter|Start|Slut|Avvikelse
        |Bygga en brygga|2021-01-01|2021-12-31|
    """
    parts = [part for _ in range(4) for part in ("Aktiviteter", shorter, "", GOAL)]
    tables = grids_of(*parts, "Aktiviteter", plan, "", GOAL)
    assert [len(table[0]) for table in tables] == [5, 5, 5, 5, 6]
    assert [row[1] for row in tables[-1]] == [
        "Nämndens aktiviteter", "Bygga en brygga", "Öppna ett kafé",
    ]  # fmt: skip


def test_a_name_that_begins_with_a_line_that_is_a_unit_elsewhere() -> None:
    table = table_of("""
        Indikator|Utfall|Årsmål|Period
        Andel nöjda|70 %|75 %|2021
        Antal
        lekplatser i parker|71|76|2021
    """)
    assert texts(table)[2] == ["Antal lekplatser i parker", "71", "76", "2021"]


@pytest.mark.parametrize("between", ["Analys\n", "\nAnalys\n", "Analys\n\n"])
def test_an_analysis_stands_behind_an_empty_paragraph(between: str) -> None:
    text = printed(PLANS).replace("|", "\n") + f"\n{between}Arbetet pågår i alla parker.\n{GOAL}"
    (table,) = (block for block in flow_text.read(text).blocks if isinstance(block, GridTable))
    assert texts(table)[-1][0] == "Analys Arbetet pågår i alla parker."
