"""Footnotes in flow text: told by their number, their mark and the foot of the page."""

from __future__ import annotations

from pipeline.extract.document import Paragraph, RunTable
from pipeline.extract.readers.text import flow_text
from pipeline.extract.readers.text.footnotes import footnotes
from tests.unit.extract.making import lines, printed

PAGE = """
    Antal nya odlare1
    40 st 50 st År
    Antal lotter
    med kompost2
    1 Uppgiften avser hela året.
    2 Räknas i oktober, på
    alla lotter.

    Antal träd2
"""
"""The blank line stands for page furniture."""
FURNITURE = {8: "Sida 1"}


def test_notes_and_marks_are_taken_out_where_each_tells_the_other() -> None:
    found = footnotes(lines(PAGE), FURNITURE)
    assert [[line.text for line in note] for note in found.notes] == [
        ["1 Uppgiften avser hela året."],
        ["2 Räknas i oktober, på", "alla lotter."],
    ]
    assert [line.text for line in found.lines if line.text] == [
        "Antal nya odlare",
        "40 st 50 st År",
        "Antal lotter",
        "med kompost",
        "Antal träd2",
    ]


def test_notes_that_were_taken_for_furniture_have_marks_too() -> None:
    found = footnotes(lines("Antal nya odlare1\n\n\nAntal lotter"), {2: "1 Alla.", 3: "Sida 1"})
    assert [line.text for line in found.lines if line.text] == ["Antal nya odlare", "Antal lotter"]
    assert found.notes == ()


def test_a_numbered_line_that_no_mark_or_no_page_end_tells_is_text() -> None:
    unmarked = printed(PAGE).replace("odlare1", "odlare").replace("kompost2", "kompost")
    assert footnotes(lines(unmarked), FURNITURE).notes == ()
    assert footnotes(lines(PAGE), {}).notes == ()


def test_a_note_in_the_middle_of_a_table_is_a_paragraph_behind_it() -> None:
    text = "Indikator Årsmål KF:s årsmål år 2026 Periodicitet\n"
    notes = ("1 Också i parker.", "2 Också på torg.", "3 Också vid vatten.")
    for number, (name, note) in enumerate(zip(("bänkar", "bord", "stolar"), notes, strict=True), 1):
        text += f"Antal {name}{number}\n2{number} st 3{number} st År\n{note}\nStaden\n"
        text += f"Sid {number} (3)\n"
    document = flow_text.read(text)
    (table,) = [block for block in document.blocks if isinstance(block, RunTable)]
    assert table.place.text.split("\n")[1] == "Antal bänkar"
    assert table.place.text.endswith("Antal stolar\n23 st 33 st År")
    assert "Också" not in table.place.text
    assert [b.text for b in document.blocks if isinstance(b, Paragraph)] == list(notes)
