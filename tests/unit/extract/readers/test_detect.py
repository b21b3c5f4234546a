"""What a file is, told by its content; what stands beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.extract import read_document
from pipeline.extract.document import Paragraph, SourceFormat
from pipeline.extract.errors import UnreadableDocument
from pipeline.extract.readers.detect import decode, text_dialect

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


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"], ids=lambda encoding: encoding
)
def test_the_encodings_of_texts(tmp_path: Path, encoding: str) -> None:
    document = read_document(file(tmp_path, PROSE.encode(encoding)))
    (only,) = document.blocks
    assert isinstance(only, Paragraph)
    assert only.text == PROSE.strip()


def test_big_endian_text_with_its_mark() -> None:
    assert decode(b"\xfe\xff" + PROSE.encode("utf-16-be")).lstrip("\ufeff") == PROSE


@pytest.mark.parametrize(
    ("text", "dialect"),
    [(PROSE * 30, SourceFormat.FLOW_TEXT), (PROSE + TABLE, SourceFormat.TAB_TEXT)],
    ids=["flow", "tab"],
)
def test_the_dialect_is_told_by_rows_with_tabs(
    tmp_path: Path, text: str, dialect: SourceFormat
) -> None:
    assert text_dialect(text) is dialect
    assert read_document(file(tmp_path, text.encode())).source_format is dialect


def test_tabs_that_only_indent_make_no_tab_text() -> None:
    assert text_dialect("\tIndrag\n" * 40) is SourceFormat.FLOW_TEXT


@pytest.mark.parametrize("name", ["report.pdf", "report.docx", "report"])
def test_the_suffix_may_lie(tmp_path: Path, name: str) -> None:
    assert read_document(file(tmp_path, PROSE.encode(), name)).source_format is (
        SourceFormat.FLOW_TEXT
    )


# --- what cannot be read ------------------------------------------------------------------------


@pytest.mark.parametrize("content", [b"", b" \n\n\t", b"\r\n"])
def test_an_empty_file(tmp_path: Path, content: bytes) -> None:
    assert refusal(file(tmp_path, content)) == "empty"


@pytest.mark.parametrize(
    "content",
    [bytes(range(32)) * 40, b"\x00\x01\x02\x03" * 100, b"\x89PNG\r\n\x1a\n" + bytes(400)],
    ids=["control characters", "zeros", "a picture"],
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


def test_a_sidecar_says_what_the_head_leaves_open(tmp_path: Path) -> None:
    path = file(tmp_path, PROSE.encode())
    assert read_document(path).sidecar == {}
    file(tmp_path, b"committee: Farsta\nkind: T1\nyear: 2021\n", "report.txt.yml")
    assert read_document(path).sidecar == {"committee": "Farsta", "kind": "T1", "year": "2021"}


@pytest.mark.parametrize("said", ["committee: [", "- Farsta", "colour: red", "Farsta"])
def test_a_sidecar_that_says_something_else_is_refused(tmp_path: Path, said: str) -> None:
    path = file(tmp_path, PROSE.encode())
    file(tmp_path, said.encode(), "report.txt.yml")
    assert refusal(path) == "bad_sidecar"
