"""Words that reach over the next cell or end right at it, and columns that few values stand in."""

from __future__ import annotations

import pypdfium2 as pdfium
from reportlab.pdfbase.pdfmetrics import stringWidth

from pipeline.extract.readers.geometry.words import Word, lines_of
from pipeline.extract.readers.pdf.page import read_words
from tests.unit.extract.readers.drawing import LEFT, Sheet, grids

MONTHS = ("Jan", "Feb", "Mar", "Apr", "Maj", "Jun")


def width(text: str, *, bold: bool = False) -> float:
    """Return how many points a text takes in 9 points."""
    return stringWidth(text, "Helvetica-Bold" if bold else "Helvetica", 9)


def put_row(sheet: Sheet, texts: dict[float, str], *, bold: bool = False) -> None:
    """Write the cells of a row, each one object, from where they begin."""
    for x, text in texts.items():
        sheet.put(text, x, sheet.y, bold=bold)
    sheet.y -= 14


def word(text: str, x0: float, x1: float, run: int) -> Word:
    """A word of an object, all of them on one line."""
    return Word(text, x0, x1, 700, 9, False, 4, False, run, run)


def test_last_letters_of_a_word_that_reaches_over_a_value_are_its_own() -> None:
    words = [
        word("(årsarbetar", 201.2, 238.1, 1),
        word("e)", 238.0, 244.3, 1),
        word("4,9", 238.3, 248.5, 2),
    ]
    (line,) = lines_of(1, words)
    assert [segment.text for segment in line.segments] == ["(årsarbetare)", "4,9"]


def test_letters_behind_the_start_of_another_cell_are_of_the_word_before_it() -> None:
    words = [
        word("Arbetsmarknadså", 70.5, 153.3, 1),
        word("29,3", 153.28, 174.0, 2),
        word("tgärder", 153.5, 188.1, 3),
    ]
    (line,) = lines_of(1, words)
    assert [segment.text for segment in line.segments] == ["Arbetsmarknadsåtgärder", "29,3"]


def test_a_wide_number_below_a_long_word_is_in_its_own_column() -> None:
    sheet = Sheet()
    put_row(sheet, {LEFT: "Verksamhet", 138.0: "Kostnader", 225.0: "Netto"}, bold=True)
    rows = {
        "Nämnd": ("92,5", "90,6"),
        "Stadsmiljöverksamhet": ("42,1", "41,7"),
        "Omsorg": ("1 025,3", "851,0"),
        "Äldreverksamhet": ("653,7", "588,3"),
        "Skolor": ("512,3", "461,1"),
        "Totalt": ("3 468,7", "1 972,3"),
        "varav omslutningsförändring": ("280,4", "0,0"),
    }
    for label, values in rows.items():
        at = [x - width(v) / 2 for x, v in zip((159, 236), values, strict=True)]
        first, _, rest = label.partition(" ")
        put_row(sheet, {LEFT: first} | dict(zip(at, values, strict=True)))
        if rest:
            sheet.put(rest, LEFT, sheet.y + 3.5)
    (table,) = grids(sheet.read())
    assert table[1:] == [[label, *values] for label, values in rows.items()]


def test_words_are_numbered_by_where_they_begin() -> None:
    sheet = Sheet()
    at = LEFT + width("Förskoleverksam")
    put_row(sheet, {LEFT: "Förskoleverksamhet", at: "1", at + 7.5: "201,7", 300: "1", 307.5: "93"})
    with pdfium.PdfDocument(sheet.bytes()) as document:
        _, words, _ = read_words(document[0])
    ordered = sorted(words, key=lambda word: word.order)
    assert [word.text for word in ordered] == ["Förskoleverksamhet", "1", "201,7", "1", "93"]


def test_a_small_word_right_behind_another_is_no_rest_of_it() -> None:
    words = [word("bruttobudget", 100, 150, 1), word("från", 150.1, 168, 2)]
    (line,) = lines_of(1, words)
    assert [w.text for segment in line.segments for w in segment.words] == ["bruttobudget", "från"]


def test_heads_that_end_where_the_next_ones_begin_are_heads_of_their_own() -> None:
    starts = [220.0]
    for month in MONTHS[:-1]:
        starts.append(starts[-1] + width(month, bold=True) + 0.15)
    sheet = Sheet()
    heads = dict(zip(starts, MONTHS, strict=True))
    put_row(sheet, {LEFT: "Antal placeringar"} | heads, bold=True)
    for year in ("2023", "2024", "2025"):
        values = dict(zip(starts, ("95", "85", "86", "89", "74", "65"), strict=True))
        put_row(sheet, {LEFT: f"Månadsplatser {year}"} | values)
    (table,) = grids(sheet.read())
    assert table[0] == ["Antal placeringar", *MONTHS]


def test_a_label_without_values_is_none_of_the_row_above_that_had_room_for_it() -> None:
    starts = (260.0, 360.0, 460.0)
    years = ("2014", "2015", "2016")
    sheet = Sheet()
    heads = {x + 30: year for x, year in zip(starts, years, strict=True)}
    rows = [
        ["Inflöde"], ["Antal anmälningar", "1 959", "948", "907"],
        ["Antal som leder till utredning", "284", "301", "1 323"], ["Ärendeflöde"],
        ["Hanterade ärenden", "216", "1 216", "166"], ["Vårddygn i snitt", "597", "61", "7"],
    ]  # fmt: skip
    put_row(sheet, {LEFT: "Nyckeltal"} | heads, bold=True)
    for label, *values in rows:
        put_row(sheet, {LEFT: label} | dict(zip(starts, values, strict=False)))
        sheet.y += 1.6
    (table,) = grids(sheet.read())
    assert [row[0] for row in table[1:]] == [label for label, *_ in rows]


def test_names_that_begin_where_their_head_does_are_not_those_of_the_next_head() -> None:
    sheet = Sheet()
    put_row(
        sheet, {85: "Aktivitet", 400: "Startdatum", 460: "Slutdatum", 515: "Avvikelse"}, bold=True
    )
    long = "Förvaltningen ska under året genomföra schemaläggning som håller över tid"
    put_row(sheet, {85: long, 460: "2015-12-31"})
    put_row(sheet, {70: "■", 85: "Ta fram en rutin för skyddsronder", 460: "2015-12-31"})
    (table,) = grids(sheet.read())
    heads = table[0]
    names = [row[heads.index("Aktivitet")] or "" for row in table[1:]]
    assert [name.removeprefix("■").strip() for name in names] == [
        long,
        "Ta fram en rutin för skyddsronder",
    ]
