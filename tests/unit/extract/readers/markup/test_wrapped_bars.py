"""Tables whose cells bars part and whose rows are wrapped; ``~`` stands for two spaces."""

from __future__ import annotations

from pipeline.extract.document import GridTable
from pipeline.extract.readers.dialects import read_text
from tests.unit.extract.making import printed

TEXT = printed("""
    # Mål

    Gästerna trivs i huset och kommer gärna tillbaka, vilket syns i de svar som
    lämnats under året.

    Indikator| Utfall| Årsmål| KF:s årsmål| Period~
    ---|---|---|---|---~
    Andel gäster som är nöjda med bemötandet i huset| 81 %| 83 %| Tas fram av
    nämnd| 2031~
    Antal möten| 12|~
    14| 20| 2031~

    Mnkr| Budget 2031|
    Utfall 2031~
    ---|---|---~
    Skola| 5,0|~
    6,0~
    Vård| 7,0| 6,5~
""").replace("~", "  ")


def tables() -> list[GridTable]:
    return [block for block in read_text(TEXT).blocks if isinstance(block, GridTable)]


def test_wrapped_rows_are_whole() -> None:
    found = [[[cell.text if cell else "" for cell in row] for row in t.rows] for t in tables()]
    assert found == [
        [
            ["Indikator", "Utfall", "Årsmål", "KF:s årsmål", "Period"],
            [
                "Andel gäster som är nöjda med bemötandet i huset",
                "81 %",
                "83 %",
                "Tas fram av nämnd",
                "2031",
            ],
            ["Antal möten", "12", "14", "20", "2031"],
        ],
        [["Mnkr", "Budget 2031", "Utfall 2031"], ["Skola", "5,0", "6,0"], ["Vård", "7,0", "6,5"]],
    ]


def test_a_place_says_what_is_printed() -> None:
    cell = tables()[0].rows[2][2]
    assert cell is not None
    assert cell.text == "14"
    assert cell.place.text == "Antal möten| 12|  \n14| 20| 2031  "
    lines = TEXT.split("\n")
    assert cell.place.line_start is not None
    assert lines[cell.place.line_start - 1].startswith("Antal möten")
    assert cell.place.line_end == cell.place.line_start + 1


def test_a_rule_ends_the_header_and_labels_in_cells_are_none_of_their_text() -> None:
    text = printed("""
        Indikator| Periodens utfall| Årsmål| KF:s årsmål| Period~
        ---|---|---|---|---~
        Totalt| Kvinnor| Män~
        Andel nöjda| 81 %| 82 %| 80 %| Årsmål83 %| KF:s årsmål84 %| Period2031~
        Antal möten| 12|~
        | | 14| 20| 2031~
        Antal rum| 3|~
        | | 4| 5| 2031~
        Antal hus| 6|~
        | | 7| 8| 2031~

        Mnkr| Budget 2031| Utfall 2031~
        ---|---|---~
        Skola| 5,0| 6,0~
    """).replace("~", "  ")
    table = next(block for block in read_text(text).blocks if isinstance(block, GridTable))
    rows = [[cell.text if cell else "" for cell in row] for row in table.rows]
    assert rows[1][1:4] == ["Totalt", "Kvinnor", "Män"]
    assert rows[2] == ["Andel nöjda", "81 %", "82 %", "80 %", "83 %", "84 %", "2031"]
    assert rows[3] == ["Antal möten", "12", "", "", "14", "20", "2031"]
