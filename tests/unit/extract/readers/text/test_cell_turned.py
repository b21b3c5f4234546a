"""Tables on their side with a line a cell: ``|`` stands for a line's end inside a table."""

from __future__ import annotations

from pipeline.extract.document import GridTable, Paragraph
from pipeline.extract.readers.text import flow_text
from tests.unit.extract.making import printed

TURNED = """
    Indikator|Andel nöjda|Antal lekplatser|Andel trygga
    Utfall|70 %||72 %
    Årsmål|75 %|7|76 %
    Period|2021|2021|2021
"""
UPRIGHT = """
    Indikator|Utfall|Årsmål|Period
    Andel lugna|70 %|75 %|2021
    Andel vakna||71 %|2021
"""


def tables_of(*parts: str) -> list[GridTable]:
    text = "\n".join(printed(part).replace("|", "\n") for part in parts)
    return [block for block in flow_text.read(text).blocks if isinstance(block, GridTable)]


def texts(table: GridTable) -> list[list[str]]:
    return [[cell.text if cell else "" for cell in row] for row in table.rows]


def laid_out(part: str) -> list[list[str]]:
    return [row.split("|") for row in printed(part).split("\n")]


def set_upright(part: str) -> list[list[str]]:
    return [list(row) for row in zip(*laid_out(part), strict=True)]


def test_rows_begin_with_labels_and_have_a_cell_for_every_name() -> None:
    (table,) = tables_of("Text före.", TURNED, "Text efter.", "Mer text.")
    assert texts(table) == set_upright(TURNED)
    assert min(cell.confidence for row in table.rows for cell in row if cell) >= 0.95


def test_tables_beside_one_on_its_side_keep_their_own_rows() -> None:
    tables = tables_of(UPRIGHT, TURNED, TURNED, UPRIGHT)
    upright, turned = laid_out(UPRIGHT), set_upright(TURNED)
    assert [texts(table) for table in tables] == [upright, turned, turned, upright]


def test_names_and_labels_that_are_broken_over_lines() -> None:
    (table,) = tables_of("""
        Indikator|Andel nöjda|■
        Antal lekplatser i
        parker|Andel trygga
        Periodens
        utfall|70 %||72 %
        Prognos
        helår|75 %|7|76 %
        Period|2021|2021|2021
    """)
    assert [row[0] for row in texts(table)] == ["Indikator", "Andel nöjda",
                                                "■ Antal lekplatser i parker",
                                                "Andel trygga"]  # fmt: skip
    assert texts(table)[0] == ["Indikator", "Periodens utfall", "Prognos helår", "Period"]


def test_values_are_unsure_where_a_blank_line_may_be_an_empty_paragraph() -> None:
    (table,) = tables_of("""
        Indikator|Andel nöjda|Antal lekplatser|Andel trygga
        Utfall|70 %|||72 %
        Årsmål||7||76 %
        Period|2021|2021|2021
    """)
    unsure = {cell.text: cell.confidence for row in table.rows for cell in row if cell}
    assert unsure["7"] < 0.95


def test_activities_on_their_side() -> None:
    turned = """
        Aktivitet|Bygga en lekplats|Öppna ett kafé
        Startdatum|2021-01-01|2021-03-01
        Slutdatum|2021-12-31|2021-06-30
        Avvikelse||Avvikelse
    """
    (table,) = tables_of(turned, "Text efter.")
    assert texts(table) == set_upright(turned)


def test_names_without_labelled_rows_below_are_no_table() -> None:
    text = "\n".join(["Indikator", "Andel nöjda", "Andel trygga", "Utfall", "Det blev bra."])
    assert all(isinstance(block, Paragraph) for block in flow_text.read(text).blocks)


CARD = """
    Indikator|
    Andel lugna
    Period|2021
    KF:s
    årsmål|75 %
    Utfall|
    Kommentar|
"""
ACTIVITIES = """
    Nämndens aktiviteter|Tidplan|Avvikelse
    Bygga en brygga|2021-01-01 - 2021-12-31|
    ||
    ✔
    Öppna ett kafé|2021-01-01 - 2021-12-31|
"""


def test_cards_and_the_activities_between_them_are_tables_of_one_text() -> None:
    parts = [part for _ in range(3) for part in (CARD, "", ACTIVITIES, "Nämndmål: Alla leker")]
    other = """
        Investeringar|Bokslut 2021|Bokslut 2020
        Parker|12,5|13,5
        Lokaler|22,5|23,5
    """
    tables = [texts(table) for table in tables_of(*parts, other, other)]
    card = [["Indikator", "Period", "KF:s årsmål", "Utfall", "Kommentar"],
            ["Andel lugna", "2021", "75 %", "", ""]]  # fmt: skip
    assert tables[:6:2] == [card] * 3
    assert [row for row in tables[1] if any(row)] == [
        ["Nämndens aktiviteter", "Tidplan", "Avvikelse"],
        ["Bygga en brygga", "2021-01-01 - 2021-12-31", ""],
        ["✔ Öppna ett kafé", "2021-01-01 - 2021-12-31", ""],
    ]
