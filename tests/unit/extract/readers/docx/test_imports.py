"""Content of other files that a DOCX shows in place (``altChunk``)."""

from __future__ import annotations

from base64 import b64encode
from io import BytesIO
from zipfile import ZipFile

import pytest

from pipeline.extract.document import Document, GridTable
from pipeline.extract.readers.docx import reader as docx

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
PAGE = (
    "<html><head><meta charset='utf-8'></head><body><h2>Förskola</h2>"
    "<table><tr><th>Mnkr</th><th>Budget</th></tr><tr><td>Löner</td><td>-1,5</td></tr></table>"
    "</body></html>"
)
WEB_ARCHIVE = (
    'MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary="x"\r\n\r\n'
    '--x\r\nContent-Type: text/html; charset="utf-8"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
    f"{b64encode(PAGE.encode()).decode()}\r\n--x--\r\n"
)


def package(part: bytes) -> bytes:
    """A DOCX whose text is taken in from another file, between two lines of its own."""
    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        for name, relation in (
            ("_rels/.rels", f'Type="{R}/officeDocument" Target="word/document.xml"'),
            ("word/_rels/document.xml.rels", f'Type="{R}/aFChunk" Target="part.bin"'),
        ):
            archive.writestr(
                name,
                f'<Relationships xmlns="{PACKAGE}"><Relationship Id="a" {relation}/>'
                "</Relationships>",
            )
        archive.writestr("word/part.bin", part)
        before, after = (f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in ("Före", "Efter"))
        archive.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{before}<w:altChunk r:id="a"/>'
            f"{after}</w:body></w:document>",
        )
    return buffer.getvalue()


def texts(document: Document) -> list[object]:
    return [
        [[cell.text for cell in row if cell] for row in block.rows]
        if isinstance(block, GridTable)
        else block.text
        for block in document.blocks
        if not hasattr(block, "chunks")
    ]


@pytest.mark.parametrize(
    "part",
    [PAGE.encode(), WEB_ARCHIVE.encode(), b"\xff\xfe" + PAGE.encode("utf-16-le")],
    ids=["html", "web archive", "html in UTF-16"],
)
def test_a_page_that_is_taken_in_stands_where_it_is_shown(part: bytes) -> None:
    document = docx.read(package(part))
    table = [["Mnkr", "Budget"], ["Löner", "-1,5"]]
    assert texts(document) == ["Före", "Förskola", table, "Efter"]
    assert {block.place.line_start for block in document.blocks} == {None}
    assert document.unread == ()


def test_a_document_that_is_taken_in_is_read_one_deep() -> None:
    once = package(package(PAGE.encode()))
    document = docx.read(once)
    assert texts(document)[:2] == ["Före", "Före"]
    assert "Förskola" in texts(document)
    assert document.unread == ()
    assert len(docx.read(package(once)).unread) == 1


@pytest.mark.parametrize("part", [b"{\\rtf1 Budget 5}", b"", b"PK\x03\x04 torn"])
def test_a_part_that_cannot_be_read_is_noted(part: bytes) -> None:
    document = docx.read(package(part))
    assert texts(document) == ["Före", "Efter"]
    assert len(document.unread) == 1
