"""Tables on their side with a line a cell: ``|`` stands for a line's end inside a table."""

from __future__ import annotations

from pipeline.extract.document import GridTable, Paragraph
from pipeline.extract.readers.text import flow_text
from pipeline.extract.readers.text.cell_tables import CellText
from pipeline.extract.readers.text.cell_turned import turned_tables
from pipeline.extract.readers.text.lines import read_lines
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


def test_rows_begin_with_labels_and_have_a_cell_for_every_name() -> None:
    (table,) = tables_of("Text före.", TURNED, "Text efter.", "Mer text.")
    assert texts(table) == laid_out(TURNED)
    assert min(cell.confidence for row in table.rows for cell in row if cell) >= 0.95


def test_tables_beside_one_on_its_side_keep_their_own_rows() -> None:
    tables = tables_of(UPRIGHT, TURNED, TURNED, UPRIGHT)
    assert [texts(table) for table in tables] == [
        laid_out(part) for part in (UPRIGHT, TURNED, TURNED, UPRIGHT)
    ]


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
    assert texts(table)[0] == ["Indikator", "Andel nöjda", "■ Antal lekplatser i parker",
                               "Andel trygga"]  # fmt: skip
    assert [row[0] for row in texts(table)] == ["Indikator", "Periodens utfall", "Prognos helår",
                                                "Period"]  # fmt: skip


def test_values_are_unsure_where_a_blank_line_may_be_an_empty_paragraph() -> None:
    (table,) = tables_of("""
        Indikator|Andel nöjda|Antal lekplatser|Andel trygga
        Utfall|70 %|||72 %
        Årsmål||7||76 %
        Period|2021|2021|2021
    """)
    unsure = {cell.text: cell.confidence for cell in table.rows[2] if cell}
    assert unsure["7"] < 0.95


def test_activities_on_their_side() -> None:
    turned = """
        Aktivitet|Bygga en lekplats|Öppna ett kafé
        Startdatum|2021-01-01|2021-03-01
        Slutdatum|2021-12-31|2021-06-30
        Avvikelse||Avvikelse
    """
    (table,) = tables_of(turned, "Text efter.")
    assert texts(table) == laid_out(turned)


def test_names_without_labelled_rows_below_are_no_table() -> None:
    text = "\n".join(["Indikator", "Andel nöjda", "Andel trygga", "Utfall", "Det blev bra."])
    assert all(isinstance(block, Paragraph) for block in flow_text.read(text).blocks)


def test_cards_below_each_other_are_no_table_on_its_side() -> None:
    """Their labels could be cells of a table of three names, as many as two cards have lines."""
    labels = "Period|2021|Periodens utfall|70 %|Årsmål|80 %|Utfall VB 2020|71 %|KF:s årsmål|75 %"
    names = ("Andel unga som trivs i parken", "Andel äldre som är nöjda", "Andel lugna gator")
    cards = "|".join(f"Indikator|{name}|{labels}|Kommentar||" for name in names)
    lines = read_lines(cards.replace("|", "\n")).lines
    assert not turned_tables(CellText(lines))
