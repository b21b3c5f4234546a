"""Pages of lines by the list of contents, where no mark counts them."""

from __future__ import annotations

import pytest

from pipeline.extract.readers.text.lines import read_lines

LISTED = (
    ("Sammanfattning", 2),
    ("Mål för lekplatser", 4),
    ("Bänkar", 4),
    ("Övrigt", 5),
    ("Ekonomi", 6),
    ("Övrigt", 7),
)
BODY = (
    "Sammanfattning", "Allt gick bra.", "Mål för lekplatser", "Fler gungor.",
    "Bänkar", "Målade.", "Övrigt", "Inget.", "Ekonomi", "I balans.", "Övrigt", "Slut.",
)  # fmt: skip


def pages(*, listed: str = "{}\t{}", body: tuple[str, ...] = BODY) -> list[tuple[str, int | None]]:
    entries = [listed.format(title, page) for title, page in LISTED]
    source = read_lines("\n".join(["Innehållsförteckning", *entries, "", *body]))
    return [(line.text, line.page) for line in source.lines if line.text.strip()]


@pytest.mark.parametrize("listed", ["{}\t{}", "{}.....{}", "{} . . . . . {}"])
def test_a_heading_stands_on_the_page_that_the_list_gives(listed: str) -> None:
    """Between two headings of page 4 is page 4; between pages 2 and 4 may be 3."""
    assert pages(listed=listed) == [
        ("Sammanfattning", 2), ("Allt gick bra.", None),
        ("Mål för lekplatser", 4), ("Fler gungor.", 4), ("Bänkar", 4), ("Målade.", None),
        ("Övrigt", 5), ("Inget.", None), ("Ekonomi", 6), ("I balans.", None),
        ("Övrigt", 7), ("Slut.", None),
    ]  # fmt: skip


def test_a_heading_that_its_neighbours_do_not_tell_has_no_page() -> None:
    body = (*BODY[:3], "Övrigt", "Lekplatser.", "Övrigt", *BODY[4:])
    found = pages(body=("Övrigt", *body))
    assert ("Mål för lekplatser", 4) in found
    assert found[0] == ("Övrigt", None)
    twice = pages(body=(*BODY[:8], "Övrigt", *BODY[8:]))
    assert [page for text, page in twice if text == "Övrigt"] == [None, None, 7]


def test_a_list_of_another_text_tells_nothing() -> None:
    assert {page for _, page in pages(body=("Något annat", "Bänkar", "Ekonomi"))} == {None}


def test_marks_of_pages_are_believed_before_the_list() -> None:
    marked = ("Sid 8 (9)", "Sammanfattning", "Allt gick bra.", "Sid 9 (9)", "Ekonomi")
    found = dict(pages(body=marked))
    assert found["Sammanfattning"] == 8
    assert found["Ekonomi"] is None
