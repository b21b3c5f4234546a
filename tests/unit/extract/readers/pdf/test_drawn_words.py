"""Words of one text that a program draws as objects of their own, and what the order says then."""

from __future__ import annotations

from reportlab.pdfbase.pdfmetrics import stringWidth

from pipeline.extract.readers.geometry.words import Word, lines_of
from tests.unit.extract.readers.drawing import Sheet, grids

STARTS = (60.0, 220.0, 300.0, 400.0)
HEADS = ["Indikator", "Utfall", "Årsmål", "Period"]
PERIOD = "Tertial 1 2021"
CLOSER = 0.25
"""Points by which letters are set closer than their widths."""


def put_heads(sheet: Sheet) -> None:
    """Write a header."""
    for text, x in zip(HEADS, STARTS, strict=True):
        sheet.put(text, x, sheet.y, bold=True)
    sheet.y -= 20


def put_words(sheet: Sheet, text: str, x: float, space: float) -> None:
    """Write each word as an object of its own, so many points apart."""
    for word in text.split():
        sheet.put(word, x, sheet.y)
        x += stringWidth(word, "Helvetica", 9) + space


def read_periods(space: float) -> list[list[str | None]]:
    """Read a table whose periods are drawn with spaces of a width."""
    sheet = Sheet()
    put_heads(sheet)
    for name in ("Andel nöjda barn i kommunala förskolor", "Andel nöjda äldre", "Antal möten i år",
                 "Antal besök av unga", "Andel svar på enkäter", "Antal träd i parker",
                 "Andel barn på fritids"):  # fmt: skip
        for text, x in zip((name, "8 av 10", "9 av 10"), STARTS, strict=False):
            sheet.put(text, x, sheet.y)
        put_words(sheet, PERIOD, STARTS[3], space)
        sheet.y -= 18
    (table,) = grids(sheet.read())
    return table


def test_white_as_wide_as_a_printed_space_is_one() -> None:
    table = read_periods(stringWidth(" ", "Helvetica", 9))
    assert table[0] == HEADS
    assert {row[3] for row in table[1:]} == {PERIOD}


def test_wider_white_is_none() -> None:
    table = read_periods(stringWidth(" ", "Helvetica", 9) + 0.06 * 9)
    assert all(row[3] != PERIOD for row in table[1:])


def test_cells_as_far_apart_as_a_space_are_no_text_of_drawn_spaces() -> None:
    sheet, space = Sheet(), stringWidth(" ", "Helvetica", 9)
    heads = ("Aktivitet", "Startdatum", "Slutdatum", "Avvikelse")
    day = stringWidth("2026-12-31", "Helvetica", 9)
    starts = (60.0, 300.0, 360.0, 360 + day + space)
    for text, x in zip(heads, starts, strict=True):
        sheet.put(text, x + 8 * (x > starts[2]), sheet.y, bold=True)
    places = "alla hamnar", "badet i norr", "torget i söder", "udden vid ån", "de tre kajerna"
    for name in (
        f"{act} vid {place}" for act in ("Räkna båtar", "Laga stegar") for place in places
    ):
        sheet.y -= 18
        for text, x in zip((name, "2026-01-01", "2026-12-31", "Avvikelse"), starts, strict=True):
            sheet.put(text, x, sheet.y)
    (table,) = grids(sheet.read())
    assert table[0] == list(heads)
    assert {tuple(row[2:]) for row in table[1:]} == {("2026-12-31", "Avvikelse")}


def word(text: str, x0: float, x1: float, *, spaced: bool, order: int) -> Word:
    """A word of one line; each is of an object of its own."""
    return Word(text, x0, x1, 700, 9, False, 4, spaced, order, order)


def test_letters_right_behind_others_go_on_with_their_word() -> None:
    words = [
        word("År", 300, 309, spaced=False, order=1),
        word("Ingående", 180, 220, spaced=False, order=2),
        word("ets", 308.9, 320, spaced=True, order=3),
        word("resultat", 322.5, 350, spaced=False, order=4),
    ]
    (line,) = lines_of(1, words)
    assert [segment.text for segment in line.segments] == ["Ingående", "Årets resultat"]


def test_one_value_that_is_drawn_late_does_not_show_how_cells_are_written() -> None:
    rows = [
        ("Antal besökare på träffpunkter", "som återkommer inom ett år", ["28 %", "30 %"]),
        ("Sjukfrånvaro", "", ["22 dagar", "öka"]),
        ("Nämndens prognossäkerhet", "T2", ["40 st", "41 st"]),
        ("Andel sommarjobbare som fått", "en plan inom 14 dagar", ["32 %", "29 %"]),
    ]
    sheet = Sheet()
    sheet.y -= 12
    for text, x in zip(HEADS[:3], STARTS, strict=False):
        sheet.put(text, x, sheet.y + 12, bold=True)
    for name, rest, values in rows:
        late = rest == "T2"
        sheet.put(name, 60, sheet.y)
        sheet.put(values[0], STARTS[1], sheet.y)
        if late:
            sheet.put(rest, 60, sheet.y - 10.8)
        sheet.put(values[1], STARTS[2], sheet.y)
        if rest and not late:
            sheet.put(rest, 60, sheet.y - 10.8)
        sheet.y -= 21.6 if rest else 10.8
    (table,) = grids(sheet.read())
    assert [row[0] for row in table[1:]] == [f"{name} {rest}".strip() for name, rest, _ in rows]


def test_letters_over_other_words_go_on_in_their_own_object() -> None:
    sheet = Sheet()
    first, second = "Män/pojkar", "Kvinnor/flickor"
    end = 200 + stringWidth(first, "Helvetica-Bold", 9)
    for head, x in (("Indikator", 60.0), (first, 200.0), ("Årsmål", 400.0)):
        sheet.put(head, x, sheet.y, bold=True)
    start = end - stringWidth("K", "Helvetica-Bold", 9) + CLOSER
    text = sheet.canvas.beginText(start, sheet.y)
    text.setCharSpace(-CLOSER)
    text.textOut(second)
    sheet.canvas.drawText(text)
    sheet.y -= 16
    for name in ("Andel nöjda barn", "Andel nöjda äldre", "Antal möten"):
        for cell, x in ((name, 60.0), ("12 %", 216.0), ("7 %", 270.0), ("19 %", 410.0)):
            sheet.put(cell, x, sheet.y)
        sheet.y -= 16
    (table,) = grids(sheet.read())
    assert table[0] == ["Indikator", first, second, "Årsmål"]


def test_a_word_that_reaches_below_the_next_head_makes_it_no_label_over_columns() -> None:
    sheet = Sheet()
    middles = (250.0, 294.0, 338.0)
    heads = (
        ("Periodens", "Periodens", "Periodens"),
        ("utfall", "utfall", "utfall VB"),
        ("män/pojkar", "kvinnor/flickor", "2024"),
    )
    sheet.put("Indikator", 60, sheet.y, size=8, bold=True)
    for line in heads:
        for text, middle in zip(line, middles, strict=True):
            x = middle - stringWidth(text, "Helvetica-Bold", 8) / 2
            sheet.put(text, x, sheet.y, size=8, bold=True)
        sheet.y -= 11
    sheet.y -= 6
    for name in ("Andel nöjda barn", "Andel nöjda äldre", "Antal möten"):
        sheet.put(name, 60, sheet.y, size=8)
        for text, middle in zip(("43 %", "44 %", "-"), middles, strict=True):
            sheet.put(text, middle - stringWidth(text, "Helvetica", 8) / 2, sheet.y, size=8)
        sheet.y -= 18
    (table,) = grids(sheet.read())
    assert table[0] == ["Indikator", *(" ".join(head) for head in zip(*heads, strict=True))]
