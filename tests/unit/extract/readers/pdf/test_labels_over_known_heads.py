"""A label in the middle of some heads of a known table, which is printed again on each page."""

from __future__ import annotations

from tests.unit.extract.readers.drawing import LEFT, Sheet, grids

EDGES = (LEFT, 150.0, 190.0, 230.0, 280.0, 350.0, 420.0, 490.0)
OVER = (LEFT, 150.0, 280.0, 350.0, 420.0, 490.0)
HEADS = ["Indikator", "Totalt", "Män", "Kvinnor", "Årsmål", "KF:s årsmål", "Period"]
LABEL = ["", "Periodens utfall", "", "", ""]
FIRST = [["Bänkar vid ån", "12", "11", "13", "14", "15", "2021"],
         ["Bord vid ån", "22", "21", "23", "24", "25", "2021"]]  # fmt: skip
SECOND = [["Bryggor i sjön", "32", "31", "33", "34", "35", "2021"],
          ["Båtar i sjön", "42", "41", "43", "44", "45", "2021"]]  # fmt: skip


def test_it_opens_no_table_of_its_own_on_either_page() -> None:
    sheet = Sheet()
    sheet.text("Bänkar och bord räknas varje vår i alla parker vid ån.", size=11)
    for number, rows in enumerate((FIRST, SECOND)):
        if number:
            sheet.page()
        for head, edges in ((LABEL, OVER), (HEADS, EDGES)):
            sheet.table([head], edges, rules="none", heads="l" + "c" * 6, white=8)
        sheet.table(rows, EDGES, rules="none", header=False, sides="lcccccc", white=6)
    (table,) = grids(sheet.read())
    assert table[-4:] == [*FIRST, *SECOND]
    assert table[:-4] == [["", "Periodens utfall", None, None, "", "", ""], HEADS]


def test_a_label_that_a_page_break_parts_from_its_heads_is_no_title_of_the_next_table() -> None:
    edges = (LEFT, 200.0, 280.0, 360.0, 440.0)
    heads = ["Mnkr", "Budget", "2027", "2026"]
    sheet = Sheet()
    sheet.y = 60
    sheet.put("Avvikelse", 283, sheet.y, bold=True)
    sheet.page()
    for row, name in (
        (["Netto", "12,5", "0,4", "0,1"], "Torg"),
        (["Netto", "7,1", "0,2", "0,3"], ""),
    ):
        sheet.table([heads, row], edges, rules="none")
        if name:
            sheet.gap(20)
            sheet.text("Verksamheten har en budget i balans efter alla överföringar.")
            sheet.text(name, bold=True)
            sheet.gap(8)
            sheet.put("Avvikelse", 283, sheet.y, bold=True)
            sheet.gap(3)
    _, second = grids(sheet.read())
    assert second == [["", "", "Avvikelse", None], heads, ["Netto", "7,1", "0,2", "0,3"]]
