"""Kinds of PDF that other programs write and the world prints, one oddity each.

Each test draws a sibling of a file that was read wrongly, so that the kind is tested.
"""

from __future__ import annotations

import pytest
from reportlab.lib.colors import Color, black, white

from pipeline.extract.document import GridTable
from tests.unit.extract.readers.drawing import LEFT, Sheet, grids, prose

EDGES = (LEFT, 250, 320, 390, 460, 520)
HEAD = ["Indikator", "Utfall", "Årsmål", "KF:s årsmål", "Period"]
ROWS = [
    ["Andel nöjda i hemtjänsten", "81,5 %", "83 %", "85 %", "2024"],
    ["Antal platser i parken", "12 st", "14 st", "15 st", "2024"],
    ["Andel trygga på torget", "66 %", "70 %", "71 %", "2024"],
]
FILLER = "Texten är lika stor som den i tabellen och går över hela raden, så som texter gör här."


def filled(sheet: Sheet, down_to: float) -> None:
    """Write prose until the page is full down to a height."""
    while sheet.y > down_to + 12:
        sheet.text(FILLER)
    sheet.y = down_to


# --- tables over page breaks --------------------------------------------------------------------


@pytest.mark.parametrize("rules", ["full", "horizontal", "none"])
@pytest.mark.parametrize("repeated", [True, False])
def test_a_footnote_between_two_parts_ends_no_table(rules: str, repeated: bool) -> None:
    sheet = Sheet()
    filled(sheet, 170)
    sheet.table([HEAD, ROWS[0]], EDGES, rules=rules)
    sheet.canvas.line(LEFT, 70, 180, 70)
    sheet.put("1 Uppgiften gäller hela året.", LEFT, 60, size=8)
    sheet.page()
    rest = [HEAD, *ROWS[1:]] if repeated else ROWS[1:]
    sheet.table(rest, EDGES, rules=rules, header=repeated)
    document = sheet.read()
    assert grids(document) == [[HEAD, *ROWS]]
    assert "1 Uppgiften gäller hela året." in prose(document)


def test_a_header_repeated_on_most_pages_is_no_running_head() -> None:
    sheet = Sheet()
    sheet.text("Rapport")
    sheet.y = 90
    sheet.table([HEAD, ROWS[0]], EDGES)
    for number, row in enumerate(ROWS[1:]):
        sheet.put(f"Utskrivet 2025-03-0{number + 1} kl 08:0{number}", LEFT, 30, size=8)
        sheet.page()
        sheet.table([HEAD, row], EDGES)
        sheet.y = 90
    assert grids(sheet.read()) == [[HEAD, *ROWS]]


def test_a_row_torn_where_the_rules_are_open() -> None:
    sheet = Sheet()
    filled(sheet, 140)
    head, row = ["Indikator", "Utfall", "Årsmål"], ["Antal träd i parkerna", "12 st", "14 st"]
    edges, canvas = (LEFT, 180, 300, 420), sheet.canvas
    sheet.table([head], edges)
    top = sheet.y
    for text, x in zip(("Andel nöjda med förskolan", "81 %", "83 %"), edges, strict=False):
        sheet.put(text.removesuffix(" med förskolan"), x + 3, top - 12)
    sheet.put("med", LEFT + 3, top - 22)
    for x in edges:
        canvas.line(x, top, x, top - 28)
    sheet.page()
    for text, x in zip(head, edges, strict=False):
        sheet.put(text, x + 3, 768, bold=True)
    sheet.put("förskolan", LEFT + 3, 756)
    for x in edges:
        canvas.line(x, 780, x, 750)
    for y in (780, 750):
        canvas.line(edges[0], y, edges[-1], y)
    sheet.y = 750
    sheet.table([row], edges, header=False)
    assert grids(sheet.read()) == [[head, ["Andel nöjda med förskolan", "81 %", "83 %"], row]]


def test_two_tables_that_touch_are_two() -> None:
    sheet = Sheet()
    activities = [["Aktivitet", "Startdatum", "Slutdatum"],
                  ["Mäta ljud", "2024-01-01", "2024-12-31"]]  # fmt: skip
    sheet.table([HEAD, ROWS[0]], EDGES)
    sheet.table(activities, (LEFT, 340, 430, 520))
    assert grids(sheet.read()) == [[HEAD, ROWS[0]], activities]


# --- rows and columns ---------------------------------------------------------------------------


def test_rows_without_padding_are_told_by_their_numbers() -> None:
    sheet = Sheet()
    sheet.text("En rad text ovanför tabellen som slutar med punkt.")
    sheet.gap(20)
    table = [["Variabel", "Medel", "Minst", "Störst"], ["Ålder", "50,8", "21", "90"],
             ["Hushåll", "2,4", "1", "9"], ["Barn", "1,7", "0", "8"]]  # fmt: skip
    for number, row in enumerate(table):
        for text, x in zip(row, EDGES, strict=False):
            sheet.put(text, x, sheet.y, size=9, bold=number == 0)
        sheet.y -= 10
    assert grids(sheet.read()) == [table]


def test_rules_round_the_head_and_the_groups_only() -> None:
    sheet = Sheet()
    table = [["Land", "Fond", "Stöd"], ["Bulgarien", "2,3", "3,2"], ["Cypern", "0,2", "0,1"],
             ["Estland", "1,1", "1,9"], ["Summa", "3,6", "5,2"]]  # fmt: skip
    edges = (LEFT, 200, 300, 400)
    top = sheet.y
    for number, row in enumerate(table):
        for text, x in zip(row, edges, strict=False):
            sheet.put(text, x + 3, top - 14 * number - 10, bold=number == 0)
    for y in (top, top - 14, top - 56, top - 70):
        sheet.canvas.line(edges[0], y, edges[-1], y)
    for x in edges:
        sheet.canvas.line(x, top, x, top - 70)
    assert grids(sheet.read()) == [table]


def test_a_row_over_the_whole_width_ends_no_table_of_the_size_of_the_text() -> None:
    sheet = Sheet()
    wide = "Analys Utfallet är högre än året före och når därmed det mål som nämnden har satt upp."
    for _ in range(6):
        sheet.text(FILLER, size=10)
    sheet.gap(20)
    for number, row in enumerate([HEAD, ROWS[0], [wide], ROWS[1]]):
        for text, x in zip(row, EDGES, strict=False):
            sheet.put(text, x, sheet.y, size=10, bold=number == 0)
        sheet.y -= 24
    assert grids(sheet.read()) == [[HEAD, ROWS[0], [wide, None, None, None, None], ROWS[1]]]


@pytest.mark.parametrize("heads", ["left", "right", "middle"])
def test_numbers_at_the_right_below_heads_anywhere(heads: str) -> None:
    sheet = Sheet()
    table = [["", "2019", "2020", "2021"], ["Antal barn", "1 103", "1 285", "1 257"],
             ["Placeringar", "76", "87", "96"], ["Avslutade", "9", "", "12"]]  # fmt: skip
    edges = (LEFT, 250, 330, 410, 490)
    for number, row in enumerate(table):
        for column, text in enumerate(row):
            width = 4.5 * len(text) if number else 5 * len(text)
            left, right = edges[column] + 3, edges[column + 1] - 3
            at = {"left": left, "right": right - width, "middle": (left + right - width) / 2}
            x = at[heads] if number == 0 else left if column == 0 else right - width
            if text:
                sheet.put(text, x, sheet.y, bold=number == 0)
        sheet.y -= 18
    assert grids(sheet.read()) == [table]


def test_a_label_over_two_columns_beside_labels_of_two_rows() -> None:
    sheet = Sheet()
    for text, x, y in (("T1", 253, 700), ("T2", 393, 700), ("Kvinnor", 253, 684),
                       ("Män", 323, 684), ("Kvinnor", 393, 684), ("Män", 463, 684),
                       ("Insats", LEFT, 692)):  # fmt: skip
        sheet.put(text, x, y, bold=True)
    rows = [["Stöd", "14", "15", "16", "17"], ["Boende", "1", "2", "3", "4"]]
    for number, row in enumerate(rows):
        for text, x in zip(row, (LEFT, 253, 323, 393, 463), strict=True):
            sheet.put(text, x, 662 - 18 * number)
    assert grids(sheet.read())[0] == [
        ["", "T1", None, "T2", None], ["Insats", "Kvinnor", "Män", "Kvinnor", "Män"], *rows
    ]  # fmt: skip


def test_two_numbers_in_one_cell_are_doubtful() -> None:
    sheet = Sheet()
    sheet.table([HEAD, ["Andel nöjda", "81,5 %\n79,9 %", "83 %", "85 %", "2024"], ROWS[1]], EDGES)
    (table,) = (block for block in sheet.read().blocks if isinstance(block, GridTable))
    cells = {cell.text: cell.confidence for row in table.rows for cell in row if cell}
    assert cells["83 %"] == 1.0
    assert all(sure < 0.95 for text, sure in cells.items() if "79,9" in text)


# --- upright heads and sideways tables ----------------------------------------------------------


def draw_with_upright_heads(sheet: Sheet) -> None:
    """Draw the table, the labels of its columns turned by a quarter."""
    canvas, top = sheet.canvas, sheet.y
    canvas.setFont("Helvetica-Bold", 9)
    for text, x in zip(HEAD[1:], EDGES[1:], strict=False):
        canvas.saveState()
        canvas.translate(x + 12, top - 66)
        canvas.rotate(90)
        canvas.drawString(0, 0, text)
        canvas.restoreState()
    sheet.put(HEAD[0], LEFT + 3, top - 66, bold=True)
    for y in (top, top - 70):
        canvas.line(EDGES[0], y, EDGES[-1], y)
    for edge in EDGES:
        canvas.line(edge, top, edge, top - 70)
    sheet.y = top - 70
    sheet.table(ROWS, EDGES, header=False)


def test_heads_that_are_set_upright() -> None:
    sheet = Sheet()
    draw_with_upright_heads(sheet)
    assert grids(sheet.read()) == [[HEAD, *ROWS]]


def test_heads_that_are_set_upright_in_two_tables_of_a_page() -> None:
    sheet = Sheet()
    draw_with_upright_heads(sheet)
    sheet.gap(40)
    sheet.text(FILLER)
    draw_with_upright_heads(sheet)
    assert grids(sheet.read()) == [[HEAD, *ROWS]] * 2


def test_a_table_that_stands_sideways_on_an_upright_page() -> None:
    sheet = Sheet()
    for _ in range(14):
        sheet.text(FILLER)
    sheet.canvas.saveState()
    sheet.canvas.translate(540, 30)
    sheet.canvas.rotate(90)
    sheet.y = 200
    sheet.table([HEAD, *ROWS], (5, 185, 255, 325, 395, 455), size=9)
    sheet.canvas.restoreState()
    assert grids(sheet.read()) == [[HEAD, *ROWS]]


# --- what is not printed ------------------------------------------------------------------------

SECRET = "Nämnden redovisar ett underskott om 99,9 mnkr."
SHOWN = "Nämnden redovisar ett överskott om 2,0 mnkr efter överföringar."


def _white(sheet: Sheet) -> None:
    sheet.canvas.setFillColor(white)
    sheet.put(SECRET, LEFT, 500)


def _without_ink(sheet: Sheet) -> None:
    text = sheet.canvas.beginText(LEFT, 500)
    text.setFont("Helvetica", 9)
    text.setTextRenderMode(3)
    text.textLine(SECRET)
    sheet.canvas.drawText(text)


def _transparent(sheet: Sheet) -> None:
    sheet.canvas.setFillColor(Color(0, 0, 0, alpha=0))
    sheet.put(SECRET, LEFT, 500)


def _tiny(sheet: Sheet) -> None:
    sheet.put(SECRET, LEFT, 500, size=0.5)


def _clipped(sheet: Sheet) -> None:
    path = sheet.canvas.beginPath()
    path.rect(LEFT, 600, 100, 20)
    sheet.canvas.clipPath(path, stroke=0)
    sheet.put(SECRET, LEFT, 500)


def _behind_a_box(sheet: Sheet) -> None:
    sheet.put(SECRET, LEFT, 500)
    sheet.canvas.rect(LEFT - 3, 495, 300, 14, stroke=0, fill=1)


def _struck(sheet: Sheet) -> None:
    sheet.put(SECRET, LEFT, 500)
    sheet.canvas.line(LEFT, 502.5, LEFT + 190, 502.5)


@pytest.mark.parametrize(
    "hide", [_white, _without_ink, _transparent, _tiny, _clipped, _behind_a_box, _struck]
)
def test_what_is_not_to_be_seen_is_no_fact_and_its_place_is_kept(hide: object) -> None:
    sheet = Sheet()
    sheet.text(SHOWN)
    sheet.canvas.saveState()
    assert callable(hide)
    hide(sheet)
    sheet.canvas.restoreState()
    document = sheet.read()
    assert prose(document) == [SHOWN]
    assert [(place.text, place.page) for place in document.hidden] == [("", 1)]


def test_an_old_value_behind_a_box_below_the_new_one() -> None:
    sheet = Sheet()
    sheet.text(SHOWN)
    sheet.put("Utfallet är 77,7 %", LEFT, 500)
    sheet.canvas.setFillColor(white)
    sheet.canvas.rect(LEFT - 2, 496, 120, 12, stroke=0, fill=1)
    sheet.canvas.setFillColor(black)
    sheet.put("Utfallet är 81,5 %", LEFT, 500)
    assert prose(sheet.read()) == [SHOWN, "Utfallet är 81,5 %"]


def test_white_letters_on_a_dark_box_are_read() -> None:
    sheet = Sheet()
    sheet.text(SHOWN)
    sheet.canvas.setFillColor(Color(0, 0.3, 0.6))
    sheet.canvas.rect(LEFT - 3, 495, 300, 16, stroke=0, fill=1)
    sheet.canvas.setFillColor(white)
    sheet.put("Sammanfattning", LEFT, 500)
    assert prose(sheet.read()) == [SHOWN, "Sammanfattning"]


def test_a_level_watermark_on_every_page_is_set_aside() -> None:
    sheet = Sheet()
    for number in range(3):
        sheet.canvas.setFillGray(0.85)
        sheet.put("ARBETSMATERIAL", 120, 700, size=48, bold=True)
        sheet.canvas.setFillGray(0)
        sheet.y = 712
        sheet.text(f"Kapitel {number} om parker", size=14, bold=True)
        sheet.page()
    document = sheet.read()
    assert prose(document) == [f"Kapitel {number} om parker" for number in range(3)]
    assert {place.text for place in document.furniture} == {"ARBETSMATERIAL"}


# --- letters ------------------------------------------------------------------------------------


def test_letters_set_apart_are_words() -> None:
    sheet = Sheet()
    text = sheet.canvas.beginText(LEFT, 700)
    text.setFont("Helvetica-Bold", 11)
    text.setCharSpace(4)
    text.textLine("Nämndmål: Trygga barn")
    text.setCharSpace(0)
    sheet.canvas.drawText(text)
    sheet.y = 660
    sheet.text(SHOWN)
    assert prose(sheet.read()) == ["Nämndmål: Trygga barn", SHOWN]


def test_a_raised_mark_with_a_bracket_stays_out_of_its_number() -> None:
    sheet = Sheet()
    sheet.table([HEAD, ["Andel nöjda", "", "83 %", "85 %", "2024"], ROWS[1]], EDGES)
    sheet.put("7,2 %", 253, 752)
    sheet.put("2)", 276.5, 755.5, size=6)
    assert grids(sheet.read())[0][1][1] == "7,2 %²"


def test_captions_with_a_pitch_of_their_own_each() -> None:
    sheet = Sheet()
    for number in range(8):
        sheet.put("Bilden visar hur antalet barn i", LEFT, sheet.y)
        sheet.put("förskolan har ändrats", LEFT, sheet.y - 10 - 0.4 * number)
        sheet.y -= 60
    assert len(prose(sheet.read())) == 8


def test_a_note_between_two_tables_with_rules_of_one_length_is_no_part_of_either() -> None:
    sheet = Sheet()
    edges = (70.0, 260.0, 340.0, 420.0)
    for note in ("Källa: parkernas egen enkät.", None):
        sheet.table([["Park", "Bänkar", "Träd"]], edges, rules="below")
        sheet.table([["Norra", "4", "7"], ["Södra", "2", "9"]], edges, rules="none", header=False)
        if note:
            sheet.gap(9)
            sheet.put(note, 70, sheet.y - 2)
            sheet.gap(9)
    read = sheet.read()
    assert (
        grids(read) == [[["Park", "Bänkar", "Träd"], ["Norra", "4", "7"], ["Södra", "2", "9"]]] * 2
    )
    assert prose(read) == ["Källa: parkernas egen enkät."]
