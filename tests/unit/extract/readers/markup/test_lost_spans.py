"""Markdown of merged cells: rows shorter than their table stand under the right labels."""

from __future__ import annotations

import pytest

from pipeline.extract.document import GridTable
from pipeline.extract.parsers.indicators import Placed, read_indicators
from pipeline.extract.parsers.known_tables import opened
from pipeline.extract.readers.dialects import read_text
from pipeline.extract.readers.markup import markdown
from pipeline.extract.report import Measure, ReportType, TableCell
from pipeline.extract.tables.grid_tables import read_grid

HEAD = "# Nämndmål: Alla hittar till biblioteket\n\n"
PADDED = """\
|  |  |  |  |  |
| --- | --- | --- | --- | --- |
| Nämndens indikator | Utfall | | | Årsmål 2022 |
| Alla | Kvinnor | Män |
| Andel låntagare | 31,5 % | 36 % | 27 % | 33 % |
| Antal lån per invånare | 4,2 |  |  | 4 |
"""
LOOSE = """\
Nämndens indikator| Utfall| Årsmål 2022  
---|---|---  
Totalt| Kvinnor| Män  
Andel låntagare| 31,5 %| 36 %| 27 %| 33 %  
Antal lån per invånare| 4,2| | | 4  
"""
COSTS = """\
| Område | Slag | Budget 2022 | Bokslut 2022 |
| --- | --- | --- | --- |
| Bibliotek | Kostnader | 21,5 | 22,0 |
| Intäkter | -1,5 | -1,0 |
| Simhallar | Kostnader | 40,0 | 39,0 |
| Intäkter | -9,0 | -8,0 |
| Parker | Kostnader | 6,0 |
"""


def table_of(text: str) -> GridTable:
    (table,) = [block for block in opened(read_text(text).blocks) if isinstance(block, GridTable)]
    return table


def cells_of(text: str) -> dict[tuple[str, str], TableCell]:
    (table,) = [block for block in markdown.read(text).blocks if isinstance(block, GridTable)]
    body = read_grid(table)
    return {(f"{c.row_group} {c.row_label}", c.column_label): c for c in body.cells}


@pytest.mark.parametrize("text", [PADDED, LOOSE], ids=["padded", "loose"])
def test_labels_below_a_label_stand_over_their_own_columns(text: str) -> None:
    placed = Placed(table_of(HEAD + text), 0, False)
    rows = read_indicators([placed], ReportType.ANNUAL_REPORT, year=2022).rows
    found = {row.name: {cell.measure: cell.text for cell in row.cells} for row in rows}
    assert found == {
        "Andel låntagare": {
            Measure.OUTCOME: "31,5 %",
            Measure.OUTCOME_WOMEN: "36 %",
            Measure.OUTCOME_MEN: "27 %",
            Measure.TARGET: "33 %",
        },
        "Antal lån per invånare": {Measure.OUTCOME: "4,2", Measure.TARGET: "4"},
    }
    assert all(cell.confidence < 1 for row in rows for cell in row.cells)


def test_a_row_below_a_merged_name_keeps_its_values_in_their_columns() -> None:
    cells = cells_of(COSTS)
    assert cells["Bibliotek Intäkter", "Budget 2022"].value == -1.5
    assert cells["Simhallar Intäkter", "Bokslut 2022"].value == -8
    assert cells["Parker Kostnader", "Budget 2022"].value == 6
    assert cells["Bibliotek Intäkter", "Budget 2022"].confidence < 1
    assert cells["Bibliotek Kostnader", "Budget 2022"].confidence == 1


def test_a_label_of_a_year_does_not_cover_years() -> None:
    cells = cells_of("""\
| Lån | Vår | Snitt 2020 | Läsår |
| --- | --- | --- | --- |
| 2021 | 2022 |
| Barn | 7 | 6 | 8 | 9 |
""")
    assert {label: cell.value for (_, label), cell in cells.items()} == {
        "Vår": 7,
        "Snitt 2020": 6,
        "Läsår 2021": 8,
        "Läsår 2022": 9,
    }


def test_a_header_that_says_too_little_leaves_a_doubt() -> None:
    """Which of two labels covers two columns is not to be seen."""
    text = "| Enhet | Budget | Utfall |\n| --- | --- | --- |\n| Ateljén | 2,0 | 3,0 | 4,0 |\n"
    assert all(cell.confidence < 0.5 for cell in cells_of(text).values())


def test_a_table_close_below_another_has_its_own_header() -> None:
    text = (
        "  Nämndens indikator   Utfall 2022   Årsmål\n"
        "  -------------------- ------------- --------\n"
        "  Andel låntagare      31,5 %        33 %\n"
        "  Antal lån            4,2           4\n\n"
        "  Nämndens aktivitet           Startdatum   Slutdatum\n"
        "  ---------------------------- ------------ ------------\n"
        "  Bokbussen kör på kvällarna   2022-01-01   2022-12-31\n"
    )
    tables = [block for block in markdown.read(text).blocks if isinstance(block, GridTable)]
    first = [[cell and cell.text for cell in table.rows[0]] for table in tables]
    assert first == [
        ["Nämndens indikator", "Utfall 2022", "Årsmål"],
        ["Nämndens aktivitet", "Startdatum", "Slutdatum"],
    ]


@pytest.mark.parametrize(
    "text",
    [
        """\
|  | Nämndens indikator | Utfall | | Årsmål 2022 |
| --- | --- | --- | --- | --- |
|  | Kvinnor | Män |
| ● | Andel låntagare | 36 % | 27 % | 33 % |
|  | Antal lån per invånare |  |  | 4 |
""",
        """\
| Nämndens indikator | Utfall | | Årsmål 2022 |
| --- | --- | --- | --- |
| Kvinnor | Män | | |
| Andel låntagare | 36 % | 27 % | 33 % |
| Antal lån per invånare |  |  | 4 |
""",
        """\
| Nämndens indikator | Utfall | | Årsmål 2022 |
| Kvinnor | Män |
| Andel låntagare | 36 % | 27 % | 33 % |
| Antal lån per invånare |  |  | 4 |
""",
        """\
| Nämndens indikator| Utfall| Årsmål 2022{gap}
---|---|---|---{gap}
Kvinnor| Män{gap}
●| Andel låntagare| 36 %| 27
%| 33 %{gap}
| Antal lån per invånare| | | 4{gap}
""".replace("{gap}", "  "),
    ],
    ids=["icons", "filled up", "no rule", "wrapped"],
)
def test_a_second_row_of_a_header_in_other_hands(text: str) -> None:
    rows = read_indicators(
        [Placed(table_of(HEAD + text), 0, False)], ReportType.ANNUAL_REPORT, year=2022
    ).rows
    assert {row.name: {cell.measure: cell.text for cell in row.cells} for row in rows} == {
        "Andel låntagare": {
            Measure.OUTCOME_WOMEN: "36 %",
            Measure.OUTCOME_MEN: "27 %",
            Measure.TARGET: "33 %",
        },
        "Antal lån per invånare": {Measure.TARGET: "4"},
    }


def test_a_rule_above_a_foot_is_no_row() -> None:
    cells = cells_of("""\
| Lån | Vår | Höst |
| --- | --- | --- |
| Barn | 7 | 6 |
| --- | --- | --- |
| Summa | 7 | 6 |
""")
    assert [label for label, _ in cells] == ["None Barn"] * 2 + ["None Summa"] * 2


def test_a_caption_set_before_a_header_without_a_space_is_a_title() -> None:
    text = "Lån (tusental)Enhet| Vår| Höst  \n---|---|---  \nBarn| 7| 6  \nVuxna| 5| 4  \n"
    (table,) = [block for block in markdown.read(text).blocks if isinstance(block, GridTable)]
    body = read_grid(table)
    assert body.titles == ("Lån (tusental)",)
    assert body.columns == ("Enhet", "Vår", "Höst")


def test_an_empty_cell_of_a_header_keeps_its_column() -> None:
    text = (
        "Indikator| Utfall| | Årsmål  \n---|---|---|---  \nTotalt| Kvinnor| Män  \n"
        "Andel låntagare| 31,5 %| 36 %| 27 %| | 33 %  \n"
    )
    more = "\n\nText.\n\nNamn| Mål  \n---|---  \nAndel| 5  \n"
    tables = [b for b in read_text(f"{HEAD}{text}{more}").blocks if isinstance(b, GridTable)]
    assert {len(row) for row in tables[0].rows} == {6}
