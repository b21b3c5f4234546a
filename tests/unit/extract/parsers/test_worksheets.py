"""Reports in the cells of a table, as a worksheet is printed with its grid."""

from __future__ import annotations

from pipeline.extract.document import GridTable, Paragraph, ParagraphRole
from pipeline.extract.parsers.worksheets import without_worksheets
from tests.unit.extract.making import body, grid, heading

GOAL = "KF:s mål för verksamhetsområdet: 1.1 Sjön är ren"
PROSE = "Förvaltningen har mätt siktdjupet vid alla fyra bryggorna."
HEADER = ["Indikator", "Utfall 2031", "Årsmål", "Period"]
SHEET = f"""
    2031-09-12                     |             |            |            |
    Sjövikens stadsdelsnämnd       |             |            |            |
    {GOAL}                         |             |            |            |
    Uppfylls helt                  |             |            |            |
    Analys                         |             |            |            |
    {PROSE}                        |             |            |            |
                                   |             |            |            |
    Indikator                      | Utfall 2031 | Årsmål     | Period     |
    Andel bad                      | 53 %        | 55 %       | 2031       |
    Analys Bryggan var stängd i juli och augusti. |   |       |            |
    Antal båtar                    | 7 st        | 8 st       | 2031       |
    Nämndmål: 1.1.1 Båtarna håller |             |            |            |
    Uppfylls delvis                |             |            |            |
    Aktivitet                      | Startdatum  | Slutdatum  |            |
    Måla båten                     | 2031-01-01  | 2031-05-31 |            |
    {PROSE}                        |             |            |            |
    Balansräkning                  |             |            |            |
    Mnkr                           | UB 2031     | IB 2031    | Förändring |
    Tillgångar                     |             |            |            |
    Kassa                          | 1,5         | 1,0        | 0,5        | 0,1
    Skulder                        |             |            |            |
    Lån                            | 1,5         | 1,0        | 0,5        | 0,2
"""


def test_text_in_cells_stands_between_tables_of_the_columns_they_fill() -> None:
    found = without_worksheets([grid(SHEET)])
    texts = [block.text if isinstance(block, Paragraph) else "" for block in found]
    assert texts == [
        *("2031-09-12", "Sjövikens stadsdelsnämnd", GOAL, "Uppfylls helt", "Analys", PROSE),
        *("", "Nämndmål: 1.1.1 Båtarna håller", "Uppfylls delvis"),
        *("", PROSE, "Balansräkning", ""),
    ]
    tables = [block for block in found if isinstance(block, GridTable)]
    assert [len(table.rows[0]) for table in tables] == [4, 3, 5]
    assert [cell and cell.text for cell in tables[0].rows[0]] == HEADER
    heads = {
        block.text
        for block in found
        if isinstance(block, Paragraph) and block.role is ParagraphRole.HEADING
    }
    assert {GOAL, "Balansräkning"} <= heads
    assert not {PROSE, "2031-09-12", "Uppfylls helt"} & heads


def test_analyses_and_names_of_groups_stay_in_their_table() -> None:
    *_, indicators, _, _, _, _, _, balance = without_worksheets([grid(SHEET)])
    assert isinstance(indicators, GridTable)
    assert isinstance(balance, GridTable)
    assert [row[0] and row[0].text.split()[0] for row in indicators.rows] == [
        *("Indikator", "Andel", "Analys", "Antal")
    ]
    assert [row[0] and row[0].text for row in balance.rows] == [
        *("Mnkr", "Tillgångar", "Kassa", "Skulder", "Lån")
    ]


def test_an_overview_of_goals_that_are_headings_is_no_worksheet() -> None:
    overview = grid(f"""
        Mål             | T1    | T2    | VB
        {GOAL}          |       |       |
        Uppfylls delvis |       |       |
        Antal bad       | 7     | 8     | 9
    """)
    blocks = (overview, heading(GOAL), body(PROSE))
    assert without_worksheets(blocks) == blocks
