"""Lines of a text file: pages, furniture, contents, marks of wrapping."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.readers.text.lines import TextSource, read_lines, wrap_marks
from tests.unit.extract.making import lines, printed


def texts(source: TextSource) -> list[str]:
    return [line.text for line in source.lines if line.text.strip()]


def furniture(source: TextSource) -> list[str]:
    return [place.text.strip() for place in source.furniture]


# --- lines --------------------------------------------------------------------------------------


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_lines_are_numbered_as_in_the_file(end: str) -> None:
    source = read_lines(end.join(["Ett", "", "Två"]))
    assert [(line.number, line.text) for line in source.lines] == [(1, "Ett"), (2, ""), (3, "Två")]


def test_characters_are_made_plain() -> None:
    source = read_lines("Ha\u0308gersten \u22126,9 40\u00a0126")
    assert texts(source) == ["Hägersten -6,9 40 126"]


def test_without_form_feeds_there_are_no_pages() -> None:
    assert {line.page for line in read_lines("Ett\nTvå").lines} == {None}


def test_a_form_feed_begins_a_page_and_is_no_text() -> None:
    source = read_lines("Ett\n\fTvå\nTre\fFyra")
    assert [(line.number, line.text, line.page) for line in source.lines] == [
        (1, "Ett", 1),
        (2, "Två", 2),
        (3, "TreFyra", 2),
    ]


@given(st.text(st.sampled_from("aåä 1,\n"), max_size=300))
def test_every_line_of_a_text_without_furniture_is_kept(text: str) -> None:
    source = read_lines(text)
    assert [line.text for line in source.lines] == text.split("\n")
    assert [line.number for line in source.lines] == list(range(1, text.count("\n") + 2))


# --- furniture ----------------------------------------------------------------------------------

PAGES = "\n".join(
    f"""
    Brödtext på sidan {number} om parken.

    Farsta stadsdelsförvaltning
    Tertialrapport 1
    Sid {number} (5)

    Mer text på sidan {number} om kafét."""
    for number in range(1, 6)
)


def test_page_marks_and_what_recurs_beside_them_is_furniture() -> None:
    source = read_lines(printed(PAGES))
    assert all("sidan" in text for text in texts(source))
    assert len(texts(source)) == 10
    assert furniture(source)[:3] == [
        "Farsta stadsdelsförvaltning",
        "Tertialrapport 1",
        "Sid 1 (5)",
    ]


def test_the_page_count_is_what_the_marks_state() -> None:
    assert read_lines(printed(PAGES)).page_count == 5
    assert read_lines("Brödtext").page_count is None


@pytest.mark.parametrize(
    ("mark", "count"),
    [("Sid 3 (71)", 71), ("Sida 3 av 71", 71), ("3 (71)", 71), ("3/71", None), ("Sid 3", None)],
)
def test_ways_to_print_a_page_mark(mark: str, count: int | None) -> None:
    assert read_lines(f"Text.\n\n{mark}\n\nMer text.").page_count == count


def page(number: int, *, middle: str, bottom: str) -> str:
    """A page of nine lines of its own, with a line in the middle and one at the bottom."""
    words = ["parken", "kafét", "torget", "bryggan", "lekplatsen", "gården", "skolan", "stigen"]
    text = [f"Text {number} om {word}." for word in words]
    return "\n".join([*text[:4], middle, *text[4:], bottom])


def test_a_line_that_recurs_in_the_text_too_is_text() -> None:
    pages = [page(n, middle="Uppfylls helt", bottom="Uppfylls helt") for n in range(1, 6)]
    source = read_lines("".join(f"{text}\n\nSid {n} (5)\n\n" for n, text in enumerate(pages, 1)))
    assert texts(source).count("Uppfylls helt") == 10
    assert [text for text in furniture(source) if "Sid" not in text] == []


def test_numbers_alone_are_furniture_only_where_pages_end() -> None:
    pages = [page(n, middle="12", bottom=f"\n{n}\n") for n in range(1, 6)]
    source = read_lines("\f".join(pages))
    assert furniture(source) == ["1", "2", "3", "4"]
    assert texts(source).count("12") == 5


def test_furniture_is_kept_with_its_place() -> None:
    source = read_lines("Text.\n\nSid 1 (2)\n\nMer text.")
    (mark,) = source.furniture
    assert (mark.line_start, mark.text) == (3, "Sid 1 (2)")
    assert source.lines[2].text == ""
    assert {2, 3, 4} <= source.page_breaks


def test_blank_lines_elsewhere_are_no_page_breaks() -> None:
    source = read_lines("Ett.\n\nTvå.\n\nSid 1 (2)\n\nTre.")
    assert 2 not in source.page_breaks


# --- table of contents --------------------------------------------------------------------------


def test_a_table_of_contents_is_set_aside() -> None:
    source = read_lines(
        printed("""
        Innehållsförteckning

        Sammanfattning ................ 3
        1. En stad för alla 4
        1.1 Barn har goda villkor\t5
        Ekonomi . . . . . . 12

        Sammanfattning
        Året var gott.
        """)
    )
    assert texts(source) == ["Sammanfattning", "Året var gott."]
    assert len(source.furniture) == 5


def test_entries_that_are_wrapped_before_their_dots_are_contents() -> None:
    source = read_lines(
        "Innehåll\n\nSammanfattning .......... 3\n\nKF:s mål: 1.1 Alla barn lär sig simma i\n"
        ".......... 4\n\nNämndmål: 1.1.1 Alla lär sig simma\nsom vuxna .......... 5\n\n"
        "Analys .......... 6\n\nKF:s mål: 1.2 Alla vuxna simmar\n.......... 7\n\nText."
    )
    assert [line.text for line in source.lines if line.text.strip()] == ["Text."]


def test_a_heading_without_entries_is_no_table_of_contents() -> None:
    source = read_lines("Innehåll\n\nÅret var gott.\nDet regnade sällan.\nVi åt glass.")
    assert texts(source)[0] == "Innehåll"


# --- marks of wrapping --------------------------------------------------------------------------

MARKED = """
    Nämnden öppnar ett kafé i·
    parken och bygger en·
    lekplats.

    Kafét är öppet varje·
    dag.
"""


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        (MARKED, (True, True)),
        (MARKED.replace("lekplats.", "lekplats.·").replace("dag.", "dag.·"), (True, False)),
        (
            "Ett·\nTvå·\nTre\nFyra\nFem·\nSex\n\nSju",
            (True, True),
        ),
        (MARKED.replace("·", ""), (False, False)),
        ("", (False, False)),
    ],
    ids=["wraps and ends", "wraps only", "many short lines", "nothing", "no text"],
)
def test_whether_trailing_spaces_tell_wraps_and_ends(text: str, marks: tuple[bool, bool]) -> None:
    assert wrap_marks(lines(text)) == marks


def test_lines_that_count_up_to_one_total_are_page_furniture_with_those_beside_them() -> None:
    said = [f"Text om ämne {letter}." for letter in "abcdef"]
    pages = [
        f"11/22/26, 6:54 AM\n\n{text}\n\nfile:///C:/rapport.html {number}/6\n"
        for number, text in enumerate(said, start=1)
    ]
    assert texts(read_lines("\n".join(pages))) == said


@pytest.mark.parametrize(("length", "is_furniture"), [(16, True), (3, False)])
def test_pages_are_counted_on_beyond_a_total_that_is_too_small(
    length: int, is_furniture: bool
) -> None:
    page = "\n".join(f"Ett träd heter {'a' * n}." for n in range(1, length))
    text = "\n\n".join(f"{number}/5\n\n{page}" for number in range(1, 9))
    assert ("7/5" not in texts(read_lines(text))) == is_furniture


def test_shares_that_do_not_rise_are_no_page_furniture() -> None:
    said = ["Svarade 4/9", "Svarade 2/9", "Svarade 9/9", "Svarade 1/9", "Svarade 3/9"]
    assert texts(read_lines("\n\n".join(said))) == said


@pytest.mark.parametrize(
    ("mark", "count", "is_furniture"),
    [
        ("Verksamhetsberättelse 2023 Sida {}", 4, True),
        ("Sid. {}", 4, True),
        ("{} Verksamhetsberättelse 2023", 8, True),
        ("Verksamhetsplan för parken {}", 8, True),
        ("Verksamhetsplan för parken {}", 4, False),
        ("Lista över bilaga {}", 8, False),
        ("Bilaga {}", 8, False),
    ],
)
def test_lines_that_count_pages(mark: str, count: int, is_furniture: bool) -> None:
    pages = [
        f"{mark.format(n)}\nText om träd nummer {n * n}.\nParken {n % 2}" for n in range(1, count)
    ]
    source = read_lines("\n".join(pages))
    kept = [line.text for line in source.lines]
    assert all((mark.format(n) not in kept) == is_furniture for n in range(1, count))
    assert sum("Text om träd" in line for line in kept) == count - 1


@pytest.mark.parametrize(("cover", "is_furniture"), [(1, True), (3, True), (9, False)])
def test_a_running_title_is_on_the_cover_too(cover: int, is_furniture: bool) -> None:
    title = "Verksamhetsplan för parken"
    filler = "\n".join(f"Ett träd som heter {'A' * n}." for n in range(1, 18))
    pages = "\n".join(f"{filler}\n{title}\nSida {page} (40)" for page in range(1, 41))
    source = read_lines("\n".join([f"{title}\n{filler}"] * cover + [pages]))
    kept = sum(line.text == title for line in source.lines)
    assert kept == (cover if is_furniture else cover + 40)


def test_a_soft_hyphen_is_printed_at_the_end_of_a_line_and_nowhere_else() -> None:
    source = read_lines("Trygghets\u00advand\u00ad\nringar i parken")
    assert [line.text for line in source.lines] == ["Trygghetsvand-", "ringar i parken"]


def test_a_soft_hyphen_alone_in_brackets_is_a_sign() -> None:
    source = read_lines("Minskning (\u00ad) Ökning (+)\nÖkning (+/\u00ad) i parken")
    assert texts(source) == ["Minskning (-) Ökning (+)", "Ökning (+/-) i parken"]


def test_a_soft_hyphen_before_a_digit_or_a_bracket_is_a_minus() -> None:
    source = read_lines("Avgifter (intäkter \u00ad) \u00ad236,8 0,4\nTertial\u00ad1")
    assert [line.text for line in source.lines] == ["Avgifter (intäkter -) -236,8 0,4", "Tertial1"]


def test_a_letter_alone_before_an_assessment_stands_for_an_icon_before_names_too() -> None:
    source = read_lines("l Uppfylls helt\nl Andel nöjda odlare\nI Parken växer n\nn Odling")
    assert [line.text for line in source.lines] == [
        "● Uppfylls helt",
        "● Andel nöjda odlare",
        "I Parken växer n",
        "n Odling",
    ]


def test_a_page_number_on_the_line_below_a_running_title_is_furniture_with_it() -> None:
    pages = [f"Odling {letter}\n\nParkens handlingar\n\n{n}\n" for n, letter in enumerate("ABCDEF")]
    kept = [line.text for line in read_lines("\n".join(pages)).lines if line.text]
    assert kept == [f"Odling {letter}" for letter in "ABCDEF"]


@pytest.mark.parametrize("form", ["{}", "- {} -", "–{}–"])
@pytest.mark.parametrize(("length", "is_furniture"), [(16, True), (3, False)])
def test_a_page_number_at_the_foot_above_the_next_running_title(
    length: int, is_furniture: bool, form: str
) -> None:
    pages = [
        "\n".join(
            ["Parkhandling", *(f"Ett träd heter {page}{letter * n}" for n in range(1, length))]
        )
        for page, letter in enumerate("abcdefgh", start=1)
    ]
    pages = [f"{page}\n{form.format(number)}" for number, page in enumerate(pages, start=1)]
    kept = [line.text for line in read_lines("\n".join(pages)).lines]
    left = ("Parkhandling" in kept[1:], form.format(7) in kept, form.format(8) in kept)
    assert left == (not is_furniture,) * 3


@pytest.mark.parametrize("form", ["{}", "- {} -"])
@pytest.mark.parametrize("at_foot", [True, False])
@pytest.mark.parametrize(("gap", "is_furniture"), [(4, True), (2, False)])
def test_a_number_alone_at_the_widest_gaps_counts_the_pages(
    gap: int, is_furniture: bool, at_foot: bool, form: str
) -> None:
    pages = [
        "\n".join(f"Ett träd heter {letter * n}." for n in range(1, 17)) for letter in "abcdefgh"
    ]
    marks = [form.format(number) for number in range(3, 11)]
    numbered = [
        f"{page}\n\n{mark}" if at_foot else f"{mark}\n\n{page}"
        for page, mark in zip(pages, marks, strict=True)
    ]
    kept = [line.text for line in read_lines(("\n" * gap).join(numbered)).lines]
    assert ({*marks[1:]} <= {*kept}) == (not is_furniture)
    assert {*marks[1:]}.isdisjoint(kept) == is_furniture


@pytest.mark.parametrize("form", ["Bilaga 1\n\n{}", "{}\n\nBilaga 1"])
@pytest.mark.parametrize(("gap", "is_furniture"), [(4, True), (2, False)])
def test_a_running_title_beside_the_widest_gaps_is_furniture(
    gap: int, is_furniture: bool, form: str
) -> None:
    pages = [form.format(f"Ett träd heter {letter}.") for letter in "abcdefgh"]
    kept = [line.text for line in read_lines(("\n" * gap).join(pages)).lines]
    assert kept.count("Bilaga 1") == (0 if is_furniture else 8)


def test_a_letter_that_no_tool_could_tell_before_a_name_is_an_icon() -> None:
    source = read_lines("\ufffd Andel hela bryggor\n\ufffdntal båtar\nB\ufffd A\n")
    assert [line.text for line in source.lines][:3] == [
        "● Andel hela bryggor",
        "\ufffdntal båtar",
        "B\ufffd A",
    ]


def test_a_letter_alone_before_several_names_is_an_icon_and_that_of_a_list_none() -> None:
    names = "G Andel hela bryggor\nG Antal båtar\nG Antal kajer\nG Rodd\n"
    listed = "A Bryggor\nB Båtar\nC Kajer\nI Parken\nI Viken\nI Sundet\nI Hamnen\n"
    lines = [line.text for line in read_lines(names + listed).lines]
    assert lines[:2] == ["● Andel hela bryggor", "● Antal båtar"]
    assert lines[4] == "A Bryggor"
    assert lines[-2] == "I Hamnen"


def test_a_letter_before_the_same_words_again_and_again_is_a_piece_of_a_repeated_header() -> None:
    header = "Peri\noden\ns\nutfal\nl VB\n2024\n"
    lines = [line.text for line in read_lines(header * 5).lines]
    assert "l VB" in lines
    assert not any(line.startswith("●") for line in lines)
