"""Tables with plain headers among headings on bars, and words cut in narrow columns."""

from __future__ import annotations

import pytest

from tests.unit.extract.readers.drawing import LEFT, RIGHT, Sheet, grids, prose

EDGES = (LEFT, 220.0, 320.0, 420.0)
PARKS = [["Park", "Bänkar", "Träd"], ["Norra", "12", "310"], ["Södra", "7", "45"]]
BATHS = [["Bad", "Besök", "Kiosker"], ["Stora", "1 200", "3"], ["Lilla", "88", "1"]]


def plain(sheet: Sheet, rows: list[list[str]], edges: tuple[float, ...] = EDGES) -> None:
    """Draw rows without rules, none of them bold."""
    sheet.table(rows, edges, rules="none", header=False)


def bar(sheet: Sheet, text: str) -> None:
    """Draw a heading on a coloured box as wide as the text."""
    sheet.gap(6)
    sheet.canvas.setFillColorRGB(0.8, 0.85, 0.9)
    sheet.canvas.rect(LEFT, sheet.y - 5, RIGHT - LEFT, 16, stroke=0, fill=1)
    sheet.canvas.setFillGray(0)
    sheet.text(text, LEFT + 1, size=11, bold=True)
    sheet.gap(6)


@pytest.mark.parametrize("size", [9.0, 11.0])
def test_prose_between_headings_on_bars_is_no_row(size: float) -> None:
    sheet = Sheet()
    bar(sheet, "Parker")
    plain(sheet, PARKS)
    sheet.gap(4)
    for heading, text in (("Bänkar", "Bänkarna är nya."), ("Träd", "Träden räknas på hösten.")):
        bar(sheet, heading)
        sheet.text(text, size=size)
    bar(sheet, "Bad")
    plain(sheet, BATHS)
    document = sheet.read()
    assert grids(document) == [PARKS, BATHS]
    assert prose(document) == [
        "Parker",
        "Bänkar",
        "Bänkarna är nya.",
        "Träd",
        "Träden räknas på hösten.",
        "Bad",
    ]


def test_a_plain_header_above_one_column_of_numbers() -> None:
    rows = [
        ["Ansökan, antal", "Mkr"],
        ["Parker (1)", "2,9"],
        ["Bad (1)", "1,4"],
        ["Allt (2)", "4,3"],
    ]
    sheet = Sheet()
    plain(sheet, rows, (LEFT, 320.0, 420.0))
    assert grids(sheet.read()) == [rows]


def test_a_plain_header_on_top_of_a_page_opens_another_table() -> None:
    sheet = Sheet()
    sheet.y = 110.0
    plain(sheet, PARKS)
    sheet.page()
    plain(sheet, BATHS)
    assert grids(sheet.read()) == [PARKS, BATHS]


def test_a_heading_below_an_analysis_between_two_shaded_headers() -> None:
    sheet = Sheet()
    parts: tuple[list[list[str]], ...] = ([["Analys\nBänkarna är nya."]], BATHS[1:])
    for head, rows in zip((PARKS[0], BATHS[0]), parts, strict=True):
        sheet.canvas.setFillGray(0.9)
        sheet.canvas.rect(LEFT, sheet.y - 15.4, 350, 15.4, stroke=0, fill=1)
        sheet.canvas.setFillGray(0)
        sheet.table([head], EDGES, rules="none")
        plain(sheet, rows)
        if head == PARKS[0]:
            sheet.gap(16)
            sheet.text("Bad", size=9, bold=True)
            sheet.text("Baden är öppna.", size=9)
            sheet.gap(2)
    document = sheet.read()
    assert grids(document)[-1] == BATHS
    assert prose(document)[-2:] == ["Bad", "Baden är öppna."]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("Andel\nbänkar i f\nörhålland\ne till träd", "Andel bänkar i förhållande till träd"),
        ("Antal\nträd (\nförvaltnin\ngen)", "Antal träd (förvaltningen)"),
    ],
)
def test_a_word_cut_behind_others_on_two_lines(cell: str, text: str) -> None:
    edges = (LEFT, LEFT + 6 + 40.5, 220.0, 320.0)
    others = ["Andel per\nsonal", "Antal stad\nsdelar", "Antal verk\nsamheter"]
    sheet = Sheet()
    for line in ("verksamheter och stadsdelar", "personal i förvaltningen", "i förhållande till"):
        sheet.text(f"Här räknas alla {line} under hela året av nämnden.", size=9)
    sheet.gap()
    rows = [[name, str(n), str(n + 3)] for n, name in enumerate([*others, cell], 11)]
    sheet.table([["Namn", "Nu", "Sedan"], *rows], edges, white=2.5)
    assert grids(sheet.read())[0][-1][0] == text


def test_a_heading_of_two_paragraphs_has_two_bars_and_justified_prose_below() -> None:
    sheet = Sheet()
    sheet.table([PARKS[0]], EDGES, rules="below", size=11)
    plain(sheet, PARKS[1:])
    for heading in ("Bänkarna på torgen i stadens norra delar", "Målning"):
        sheet.canvas.setFillColorRGB(0.8, 0.85, 0.9)
        sheet.canvas.rect(LEFT, sheet.y - 16, RIGHT - LEFT, 16, stroke=0, fill=1)
        sheet.canvas.setFillGray(0)
        sheet.put(heading, LEFT + 1, sheet.y - 12, size=9, bold=True)
        sheet.y -= 16
    sheet.gap(10)
    for line in ("Bänkarna har målats om", "och står kvar på torgen"):
        for number, word in enumerate(line.split()):
            sheet.put(word, (LEFT, 145.0, 225.0, 325.0, 425.0)[number], sheet.y, size=9)
        sheet.y -= 11
    document = sheet.read()
    assert grids(document) == [PARKS]
    assert prose(document)[0].startswith("Bänkarna på torgen i stadens norra delar")


def test_a_running_head_far_from_the_edge_of_pages_is_none_of_the_text() -> None:
    sheet = Sheet()
    for park in ("Norra", "Södra", "Östra"):
        sheet.put("Bilaga 1", LEFT, 705.0)
        sheet.y = 690.0
        sheet.text(f"{park} parken sköts av förvaltningen.")
        sheet.page()
    document = sheet.read()
    assert "Bilaga" not in " ".join(prose(document))
    assert [place.text for place in document.furniture] == ["Bilaga 1"] * 3
