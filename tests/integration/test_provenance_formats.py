"""Every value of a generated report stands where it is said to, whatever its format.

PDFs are looked into by pdfium itself, by page and box; DOCX by the text of its XML; texts
by their lines.
"""

from __future__ import annotations

import re
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

import pypdfium2 as pdfium
import pytest

from pipeline.extract import read_report
from pipeline.extract.document import Place
from pipeline.extract.language.text import normalise_characters
from tests.corpus import cycle, library
from tests.support.provenance import KINDS, Value, is_said, letters, values_of

SEEDS = (11, 14, 28)
"""Reports with rules all round, without rules, and with horizontal rules, of three kinds."""

FORMATS = ("pdf", "docx", "tab_text", "flow_text")
CASES = [(seed, name) for seed in SEEDS for name in FORMATS]
_SLACK = 2.0


@cache
def data(seed: int, name: str) -> bytes:
    return library.render(cycle.any_report(seed), name, seed).data


@cache
def values(seed: int, name: str) -> tuple[Value, ...]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "report"
        path.write_bytes(data(seed, name))
        return tuple(values_of(read_report(path)))


@pytest.mark.parametrize("name", FORMATS)
def test_every_kind_of_value_is_looked_at(name: str) -> None:
    assert {value.kind for seed in SEEDS for value in values(seed, name)} == set(KINDS)


@pytest.mark.parametrize(("seed", "name"), CASES)
def test_the_text_at_a_place_contains_the_value(seed: int, name: str) -> None:
    wrong = [
        (value.kind, said, value.place.text)
        for value in values(seed, name)
        for said in value.said
        if not is_said(said, value)
    ]
    assert wrong == []


@pytest.mark.parametrize(("seed", "name"), CASES)
def test_every_value_has_a_place_of_its_format(seed: int, name: str) -> None:
    for value in values(seed, name):
        place = value.place
        assert (place.bbox is not None) == (name == "pdf" and place.text != ""), value
        assert (place.line_start is not None) == (name in ("tab_text", "flow_text")), value
        assert place.page is not None or name != "pdf", value


@cache
def pages(seed: int) -> list[pdfium.PdfTextPage]:
    document = pdfium.PdfDocument(data(seed, "pdf"))
    return [page.get_textpage() for page in document]


def text_in_box(seed: int, place: Place) -> str:
    """What pdfium finds in a place's box, in its own order."""
    assert place.page is not None and place.bbox is not None
    left, bottom, right, top = place.bbox
    return str(
        pages(seed)[place.page - 1].get_text_bounded(
            left - _SLACK, bottom - _SLACK, right + _SLACK, top + _SLACK
        )
    )


def words(text: str) -> set[str]:
    """The words of a text, wrapped ones in pieces."""
    return set(re.findall(r"\w{2,}", normalise_characters(text).casefold()))


@pytest.mark.parametrize("seed", SEEDS)
def test_the_box_of_a_value_in_a_pdf_holds_its_words(seed: int) -> None:
    for value in values(seed, "pdf"):
        if not value.place.text:
            continue
        inside = letters(normalise_characters(text_in_box(seed, value.place)))
        found = [letters(word) in inside for word in words(value.place.text)]
        # The box is that of the first page; what goes on on the next stands outside it.
        assert any(found) or not found, (value, inside)
        if value.kind in ("indicator cell", "table cell"):
            assert letters(value.said[0])[:12] in inside, (value, inside)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_box_of_a_cell_in_a_pdf_is_no_more_than_the_cell(seed: int) -> None:
    cells = [v for v in values(seed, "pdf") if v.kind == "indicator cell"]
    assert len(cells) > 20
    for value in cells:
        inside = letters(normalise_characters(text_in_box(seed, value.place)))
        assert len(inside) <= len(letters(value.place.text)) + 3, (value, inside)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_text_of_a_place_in_a_docx_is_that_of_its_xml(seed: int) -> None:
    with ZipFile(BytesIO(data(seed, "docx"))) as archive:
        parts = [name for name in archive.namelist() if re.match(r"word/\w+\.xml$", name)]
        xml = " ".join(archive.read(name).decode() for name in parts)
    printed = re.sub(r"<w:del .*?</w:del>", "", xml)
    printed = letters(normalise_characters(re.sub(r"<[^>]*>", "", printed)))
    for value in values(seed, "docx"):
        for part in re.split(r"[\t\n]", value.place.text):
            # Bullets and numbers of lists are drawn by Word and not in the XML.
            plain = letters(re.sub(r"^(?:•|\d+\.) ", "", part).replace("&", "&amp;"))
            assert plain in printed, (value.kind, part)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", ["tab_text", "flow_text"])
def test_the_text_of_a_place_in_a_text_is_that_of_its_lines(seed: int, name: str) -> None:
    lines = [normalise_characters(line) for line in data(seed, name).decode().split("\n")]
    for value in values(seed, name):
        place = value.place
        assert place.line_start is not None and place.line_end is not None
        there = iter(lines[place.line_start - 1 : place.line_end])
        assert all(line in there for line in place.text.split("\n") if line.strip()), value
