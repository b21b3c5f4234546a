"""Where in a document a personal identity number may stand: masked in every one."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from pathlib import Path

import pytest

from pipeline.extract import read_document
from pipeline.extract.document import (
    Block,
    Cell,
    Chunk,
    Document,
    GridTable,
    Line,
    Paragraph,
    Place,
    RunTable,
    SourceFormat,
)
from pipeline.extract.privacy import PROBLEM_CODE, mask_document, mask_report, texts_of
from pipeline.extract.readers.text import tab_text
from pipeline.extract.report import Section
from pipeline.settings import PROJECT_ROOT
from tests.unit.transform.reports import report, table


def paragraph(text: str, printed: str | None = None) -> Paragraph:
    return Paragraph(text, Place(text if printed is None else printed, line_start=1, line_end=1))


def grid(*rows: tuple[str | None, ...], header_rows: int = 1) -> GridTable:
    cells = tuple(
        tuple(None if text is None else Cell(text, Place(text, line_start=n)) for text in row)
        for n, row in enumerate(rows, start=1)
    )
    whole = "\n".join("\t".join(text or "" for text in row) for row in rows)
    return GridTable(cells, Place(whole), header_rows=header_rows)


def run(*lines: str) -> RunTable:
    numbered = tuple(Line(number, text) for number, text in enumerate(lines, start=1))
    return RunTable((Chunk(numbered),), Place("\n".join(lines)))


def document(*blocks: Block, furniture: tuple[str, ...] = (), **sidecar: str) -> Document:
    places = tuple(Place(text) for text in furniture)
    return Document(SourceFormat.PDF, blocks, furniture=places, sidecar=sidecar)


def masked_text(*blocks: Block) -> str:
    """The first block after masking, as its place reads."""
    masked, _ = mask_document(document(*blocks))
    return masked.blocks[0].place.text


def strings_of(part: object) -> set[str]:
    """Every text in a record, however deep, by its fields alone."""
    match part:
        case str():
            return {part}
        case tuple():
            return set().union(*map(strings_of, part))
        case dict():
            return set().union(*map(strings_of, part.values()))
    if not is_dataclass(part):
        return set()
    return set().union(*(strings_of(getattr(part, field.name)) for field in fields(part)))


def test_a_document_is_masked_in_every_text_and_says_where() -> None:
    read = tab_text.read("Ärendet\n\nRör 811218-9876.\n\nNamn\tNummer\nA\t670919-9530\n")
    masked, problems = mask_document(read)
    assert "9876" in repr(read) and "9530" in repr(read)
    assert "9876" not in repr(masked) and "9530" not in repr(masked)
    assert {problem.code for problem in problems} == {PROBLEM_CODE}
    assert {problem.place.line_start for problem in problems if problem.place} == {3, 6}
    assert "9876" not in repr(problems) and "9530" not in repr(problems)


def test_a_document_without_a_number_stays_the_same_object() -> None:
    read = tab_text.read("Ärendet\n\nDnr 2024/12\n")
    assert mask_document(read) == (read, ())


@pytest.mark.parametrize("path", sorted((PROJECT_ROOT / "raw" / "samples").glob("*-t1.txt")))
def test_no_text_of_a_document_is_overlooked(path: Path) -> None:
    read = read_document(path)
    kinds = {"flow_text", "tab_text", "pdf", "docx", "heading", "body", "bullet"}
    assert strings_of(read) - kinds <= set(texts_of(read))


def test_furniture_and_sidecar_are_masked_too() -> None:
    read = document(
        paragraph("Text"), furniture=("Sid 3 811218-9876",), committee="Nämnd 670919-9530"
    )
    masked, problems = mask_document(read)
    assert masked.furniture[0].text == "Sid 3 XXXXXX-XXXX"
    assert masked.sidecar == {"committee": "Nämnd XXXXXX-XXXX"}
    assert [problem.place for problem in problems] == [None]


@pytest.mark.parametrize(
    ("first", "second", "shown_first", "shown_second"),
    [
        ("Ärendet rör 811218-", "9876 och andra", "Ärendet rör XXXXXX-", "XXXX och andra"),
        ("Ärendet rör 811218", "-9876 och andra", "Ärendet rör XXXXXX", "-XXXX och andra"),
        ("Ärendet rör 1981", "1218-9876.", "Ärendet rör XXXX", "XXXX-XXXX."),
        ("Ärendet rör 811218-98", "76.", "Ärendet rör XXXXXX-XX", "XX."),
        ("Rör \uff18\uff11\uff11\uff12\uff11\uff18\u2013", "9876.", "Rör XXXXXX\u2013", "XXXX."),
        ("Ärendet rör 811218", "9875 och andra", "Ärendet rör 811218", "9875 och andra"),
    ],
)
def test_a_number_torn_by_the_end_of_a_page_is_masked_on_both(
    first: str, second: str, shown_first: str, shown_second: str
) -> None:
    masked, _ = mask_document(document(paragraph(first), paragraph(second)))
    texts = [block.text for block in masked.blocks if isinstance(block, Paragraph)]
    assert texts == [shown_first, shown_second]
    assert [block.place.text for block in masked.blocks] == texts


def test_a_number_that_is_unwrapped_is_masked_where_it_is_wrapped_too() -> None:
    block = paragraph("Rör 811218-9876 idag.", printed="Rör 811218-\n   9876 idag.")
    assert masked_text(block) == "Rör XXXXXX-\n   XXXX idag."


def test_the_place_of_a_table_says_no_more_than_its_cells() -> None:
    table = grid(("Namn", "Nummer"), ("Anna", "811218-9876"), ("Bo", "670919 9530"))
    assert masked_text(table) == "Namn\tNummer\nAnna\tXXXXXX-XXXX\nBo\tXXXXXX XXXX"


def test_over_two_cells_where_neither_column_holds_amounts() -> None:
    table = grid(
        ("Namn och födelsetid", "Sista fyra", "Kommentar"),
        ("Anna 811218", "9876", "klar"),
        ("Bo 670919", "-9530", "pågår"),
    )
    assert masked_text(table).splitlines()[1:] == [
        "Anna XXXXXX\tXXXX\tklar",
        "Bo XXXXXX\t-XXXX\tpågår",
    ]


def test_two_amounts_side_by_side_are_no_number() -> None:
    # 811218 and 9876 would be one: a budget of 811 218 and a deviation of 9 876.
    table = grid(
        ("Verksamhet", "Budget", "Avvikelse"),
        ("Förskola", "811218", "9876"),
        ("Äldreomsorg", "923540", "-1210"),
        ("Kultur", "12400", "330"),
        ("Fritid", "8100", "0"),
    )
    assert mask_document(document(table)) == (document(table), ())


def test_ten_plain_digits_in_a_column_of_amounts_are_an_amount() -> None:
    rows = ["8112189876", "2976400000", "1950700000", "450100000"]
    amounts = grid(("Post", "kr"), *((f"Rad {n}", text) for n, text in enumerate(rows)))
    assert mask_document(document(amounts)) == (document(amounts), ())


def test_a_column_of_ten_plain_digits_that_are_all_numbers_holds_no_amounts() -> None:
    table = grid(("Namn", "Nummer"), ("A", "8112189876"), ("B", "6709199530"), ("C", "12"))
    assert masked_text(table).splitlines()[1:] == ["A\tXXXXXXXXXX", "B\tXXXXXXXXXX", "C\t12"]


def test_a_dash_makes_it_a_number_among_amounts_too() -> None:
    rows = ["811218-9876", "2976400", "1950700", "450100"]
    table = grid(("Post", "kr"), *((f"Rad {n}", text) for n, text in enumerate(rows)))
    assert masked_text(table).splitlines()[1] == "Rad 0\tXXXXXX-XXXX"


def test_a_cell_that_goes_on_in_the_next_row() -> None:
    table = grid(("Namn", "Nummer"), ("Anna", "811218-"), ("", "9876"), ("Bo", "saknas"))
    assert masked_text(table).splitlines()[1:3] == ["Anna\tXXXXXX-", "\tXXXX"]


def test_lines_of_a_table_of_which_only_the_text_is_known() -> None:
    assert masked_text(run("Anna 811218-9876 12 450", "Bo 670919-", "9530 3 100")) == (
        "Anna XXXXXX-XXXX 12 450\nBo XXXXXX-\nXXXX 3 100"
    )
    amounts = run("Intäkter 12,5 811218 9876", "811218", "9876", "Summa 811218 9876 450")
    assert mask_document(document(amounts)) == (document(amounts), ())


def test_a_report_that_was_read_before_is_masked_but_for_what_amounts_look_like() -> None:
    amounts = table("other", ("Kr", "A"), ("Summa", "8112189876"))
    alone = report(tables=(amounts,))
    assert mask_report(alone) is alone
    place = Place("Rör 811218-9876.", line_start=7, line_end=7)
    beside = replace(alone, sections=(Section("", "Kontakt", place.text, place),))
    masked = mask_report(beside)
    assert (masked.sections[0].body, masked.sections[0].place.text) == ("Rör XXXXXX-XXXX.",) * 2
    # A number that is known from one place is masked in every other.
    assert [cell.text for cell in masked.tables[0].cells] == ["XXXXXXXXXX"]
