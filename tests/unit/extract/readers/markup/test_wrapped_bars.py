"""Tables whose cells bars part and whose rows are wrapped; ``~`` stands for two spaces."""

from __future__ import annotations

from pipeline.extract.document import GridTable, Paragraph
from pipeline.extract.readers.dialects import read_text
from pipeline.extract.readers.markup import wrapped_bars
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


def _first_table(text: str) -> list[list[str | None]]:
    table = next(block for block in read_text(text).blocks if isinstance(block, GridTable))
    return [[cell.text if cell else None for cell in row] for row in table.rows]


_MORE = "\n\nText.\n\nNamn| Mål  \n---|---  \nAndel| 5  \n\n"


def test_the_bar_behind_the_table_above_is_no_column() -> None:
    head = "| Aktivitet| Startdatum| Slutdatum  \n---|---|---  \n"
    text = f"Text.\n\n{head}Ta fram en rutin| 2025-01-01| 2025-12-31  \n"
    assert _first_table(text + _MORE)[0] == ["Aktivitet", "Startdatum", "Slutdatum"]


def test_a_rule_below_a_title_is_no_header() -> None:
    text = "Aktiviteter  \n---  \nAktivitet| Startdatum  \nTa fram en rutin| 2025-01-01  \n"
    assert _first_table(f"Text.\n\n{text}{_MORE}")[-1] == ["Ta fram en rutin", "2025-01-01"]


def test_a_header_printed_again_on_a_narrow_screen_says_its_labels_once() -> None:
    text = (
        "Indikator| Årsmål| Period  \n---|---|---  \nAndel ett| Årsmål5 %| Period2025  \n"
        "Indikator| ÅrsmålÅrsmål| PeriodPeriod  \nAndel två| Årsmål6 %| Period2025  \n"
    )
    texts = [
        cell.text if cell else None
        for block in read_text(f"Text.\n\n{text}{_MORE}").blocks
        if isinstance(block, GridTable)
        for row in block.rows
        for cell in row
    ]
    assert "Andel två" in texts and "6 %" in texts and "ÅrsmålÅrsmål" not in texts


def test_what_a_short_first_row_covers_is_told_by_the_whole_row_below() -> None:
    text = (
        "Indikator| Periodens utfall| Årsmål| Period  \n---|---|---|---  \n"
        " | Totalt| Män/ pojkar| Kvinnor/ flickor|  |  \nAndel ett| 5 %| 4 %| 6 %| 7 %| 2025  \n"
    )
    head = _first_table(f"Text.\n\n{text}{_MORE}")[0]
    assert head == ["Indikator", "Periodens utfall", None, None, "Årsmål", "Period"]


def test_a_table_printed_a_cell_a_paragraph_is_read_beside_those_with_bars() -> None:
    cells = ["Aktivitet", "Startdatum", "Slutdatum", "Avvikelse"]
    for name in ("Ta fram en rutin", "Följa upp hembesök", "Utbilda medarbetare"):
        cells += [name, "2025-01-01", "2025-12-31", "Avvikelse"]
    apart = "\n\n".join(cells)
    found = read_text(f"# Mål\n\nText.\n\n{apart}\n\nDet blev bra.{_MORE}{_MORE}").blocks
    assert not any(isinstance(block, Paragraph) and "2025" in block.text for block in found)
    bars = [block for block in found if isinstance(block, GridTable) and len(block.rows[0]) == 2]
    assert [block.place.line_start for block in bars] == sorted(
        block.place.line_start or 0 for block in bars
    )
    assert len(bars) == 2


def test_terms_and_what_is_said_of_them_are_lines_of_their_own() -> None:
    pairs = (("Utfall män/ pojkar", ""), ("Prognos helår", ""), ("Årsmål", "64 %"))
    more = (("KF:s årsmål", "Fastställs 2017"), ("Period", "2017"), ("Analys", ""))
    card = "".join(f"{term}\n\n    {text}\n" for term, text in (*pairs, *more))
    found = read_text(f"Text.\n\nIndikator: Andel nöjda\n\n{card}{_MORE}{_MORE}").blocks
    tables = [block for block in found if isinstance(block, GridTable)]
    rows = [[cell.text for cell in row if cell] for row in tables[0].rows]
    assert rows[1][1:] == ["", "", "64 %", "Fastställs 2017", "2017"]


def test_a_table_right_below_another_is_told_by_its_rule() -> None:
    rows = "Netto| 5,0| 6,0  \nSumma| 7,0| 8,0  \n"
    heads = ("Mnkr| Budget 2031| Utfall 2031", "Mnkr| Begärda ändringar| Prognos")
    text = "".join(f"{head}  \n---|---|---  \n{rows}" for head in heads)
    found = read_text(f"Text.\n\n{text}{_MORE}").blocks
    tables = [block for block in found if isinstance(block, GridTable)]
    firsts = [cell.text for table in tables for cell in table.rows[0][1:2] if cell]
    assert firsts == ["Budget 2031", "Begärda ändringar", "Mål"]
    assert not any(isinstance(b, Paragraph) and "tabell" in b.text for b in found)


def test_a_word_that_is_broken_at_its_hyphen_keeps_it_and_a_note_is_no_part_of_a_name() -> None:
    text = TEXT.replace(
        "Antal möten| 12|  \n14| 20| 2031", "Antal möten (st)[1]| 12| 14| 20| jan-\napr 2031"
    )
    table = next(block for block in wrapped_bars.read(text).blocks if isinstance(block, GridTable))
    row = [cell and cell.text for cell in table.rows[2]]
    assert row == ["Antal möten (st)", "12", "14", "20", "jan-apr 2031"]
