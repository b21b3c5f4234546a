"""What a file is, told by its content; what stands beside it."""

from __future__ import annotations

from pathlib import Path

import pypdfium2 as pdfium
import pytest

from pipeline.extract import read_document
from pipeline.extract.document import SourceFormat
from pipeline.extract.errors import UnreadableDocument
from pipeline.extract.readers.detect import count_pages
from pipeline.extract.readers.dialects import read_text

PROSE = "Nämnden öppnar ett kafé i Ängsparken på våren.\n"
TABLE = "Mnkr\tBudget\tUtfall\n" + "Förskola\t5\t6\n" * 20


def file(folder: Path, content: bytes, name: str = "report.txt") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def refusal(path: Path) -> str:
    with pytest.raises(UnreadableDocument) as raised:
        read_document(path)
    assert raised.value.reason, "a person is told why"
    return raised.value.reason_code


# --- texts --------------------------------------------------------------------------------------


def test_a_byte_that_is_no_text_is_told_with_its_place(tmp_path: Path) -> None:
    document = read_document(file(tmp_path, PROSE.encode() * 2 + b"v\xe5r\n"))
    (place,) = document.undecodable
    assert (place.text, place.line_start) == ("vår", 3)


@pytest.mark.parametrize("end", ["\r", "\r\n"], ids=["CR", "CR LF"])
@pytest.mark.parametrize("text", [PROSE + TABLE, (PROSE + "\n") * 3], ids=["tab", "flow"])
def test_ends_of_lines_make_no_difference(tmp_path: Path, text: str, end: str) -> None:
    plain = read_document(file(tmp_path, text.encode()))
    assert read_document(file(tmp_path, text.replace("\n", end).encode())) == plain


@pytest.mark.parametrize(
    ("text", "dialect"),
    [(PROSE * 30, SourceFormat.FLOW_TEXT), (PROSE + TABLE, SourceFormat.TAB_TEXT)],
    ids=["flow", "tab"],
)
def test_the_dialect_is_told_by_rows_with_tabs(
    tmp_path: Path, text: str, dialect: SourceFormat
) -> None:
    assert read_document(file(tmp_path, text.encode())).source_format is dialect


def test_tabs_that_only_indent_make_no_tab_text() -> None:
    assert read_text("\tIndrag\n" * 40).source_format is SourceFormat.FLOW_TEXT


@pytest.mark.parametrize("name", ["report.pdf", "report.docx", "report"])
def test_the_suffix_may_lie(tmp_path: Path, name: str) -> None:
    assert read_document(file(tmp_path, PROSE.encode(), name)).source_format is (
        SourceFormat.FLOW_TEXT
    )


# --- what cannot be read ------------------------------------------------------------------------


@pytest.mark.parametrize("content", [b"", b" \n\n\t", b"\r\n", b"\xff\xfe \x00"])
def test_an_empty_file(tmp_path: Path, content: bytes) -> None:
    assert refusal(file(tmp_path, content)) == "empty"


@pytest.mark.parametrize(
    "content",
    [bytes(range(32)) * 40, b"\x00\x01\x02\x03" * 100],
    ids=["control characters", "zeros"],
)
def test_a_binary_file(tmp_path: Path, content: bytes) -> None:
    assert refusal(file(tmp_path, content)) == "not_text"


def test_what_only_begins_like_a_pdf_or_docx_is_refused_with_a_reason(tmp_path: Path) -> None:
    assert refusal(file(tmp_path, b"%PDF-1.7\nnothing more"))
    assert refusal(file(tmp_path, b"PK\x03\x04nothing more"))


def test_a_missing_file_is_an_error_of_the_system(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_document(tmp_path / "missing.txt")


# --- sidecar ------------------------------------------------------------------------------------


def test_a_sidecar_goes_with_its_document(tmp_path: Path) -> None:
    path = file(tmp_path, PROSE.encode())
    assert read_document(path).sidecar == {}
    file(tmp_path, b"committee: Farsta\nkind: T1\nyear: 2021\n", "report.txt.yml")
    assert read_document(path).sidecar == {"committee": "Farsta", "kind": "T1", "year": "2021"}


# --- pages --------------------------------------------------------------------------------------


def test_pages_are_counted_without_reading_them(tmp_path: Path) -> None:
    pdf = pdfium.PdfDocument.new()
    for _ in range(7):
        pdf.new_page(200, 200)
    pdf.save(tmp_path / "seven.pdf")
    assert count_pages(tmp_path / "seven.pdf") == 7


@pytest.mark.parametrize("content", [PROSE.encode(), b"%PDF-1.7\nnothing more", b""])
def test_what_has_no_pages_to_count(tmp_path: Path, content: bytes) -> None:
    assert count_pages(file(tmp_path, content)) is None
