"""Formats that are not read are refused by name; reports that look a little like them are not."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from pipeline.extract.errors import UnreadableDocument
from pipeline.extract.readers.detect import read_document

ODT = "application/vnd.oasis.opendocument.text"
HTML = "<!DOCTYPE html>\n<html><body><p>Nämndens rapport</p></body></html>\n"


def zipped(**entries: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in entries.items():
            archive.writestr(name.replace("__", "/"), text)
    return buffer.getvalue()


def compound(stream: str) -> bytes:
    """The mark of a compound file of old Office and, as in its directory, a stream's name."""
    return bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504) + stream.encode("utf-16-le") + bytes(64)


OTHERS = {
    "an RTF text": (rb"{\rtf1\ansi\deff0 {\fonttbl} N\'e4mnden\par}", "This is RTF"),
    "a saved page": (
        b"From: <Saved by Blink>\nMIME-Version: 1.0\nContent-Type: multipart/related;\n\n",
        "MHTML",
    ),
    "XML of Word 2003": (b'<?xml version="1.0"?>\n<w:wordDocument>', "This is XML"),
    "ODT": (zipped(mimetype=ODT, content="x"), "OpenDocument text"),
    "ODS": (zipped(mimetype=ODT.replace("text", "spreadsheet")), "OpenDocument spreadsheet"),
    "XLSX": (zipped(**{"[Content_Types].xml": "", "xl__workbook.xml": ""}), "Excel workbook"),
    "PPTX": (zipped(**{"[Content_Types].xml": "", "ppt__presentation.xml": ""}), "PowerPoint"),
    "EPUB": (
        zipped(**{"mimetype": "application/epub+zip", "META-INF__container.xml": ""}),
        "e-book",
    ),
    "ZIP": (zipped(**{"report.docx": "x"}), "a ZIP archive, which is not read. Unpack it"),
    "DOC": (compound("WordDocument"), "old Word (DOC)"),
    "XLS": (compound("Workbook"), "old Excel workbook (XLS)"),
    "PPT": (compound("PowerPoint Document"), "old PowerPoint presentation (PPT)"),
    "MSG": (compound("__substg1.0_0037001F"), "Outlook message (MSG)"),
    "PNG": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(64), "a picture"),
    "JPEG": (b"\xff\xd8\xff\xe0\0\x10JFIF\0" + bytes(64), "a picture"),
    "TIFF": (b"II*\0\x08\0\0\0" + bytes(64), "a picture"),
    "HEIC": (b"\0\0\0\x18ftypheic" + bytes(64), "a picture"),
    "MP4": (b"\0\0\0\x18ftypisom" + bytes(64), "a film or sound"),
    "gzip": (b"\x1f\x8b\x08\0" + bytes(64), "an archive"),
    "7z": (b"7z\xbc\xaf\x27\x1c" + bytes(64), "an archive"),
    "tar": (b"report.pdf".ljust(257, b"\0") + b"ustar\x0000" + bytes(248), "an archive"),
    "PostScript": (b"%!PS-Adobe-3.0\n", "PostScript"),
    "a database": (b"SQLite format 3\0" + bytes(64), "a database"),
}


@pytest.mark.parametrize(("content", "told"), OTHERS.values(), ids=OTHERS)
@pytest.mark.parametrize("name", ["report.txt", "report.pdf"])
def test_another_format_is_refused_by_its_name_with_advice(
    tmp_path: Path, content: bytes, told: str, name: str
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(UnreadableDocument) as raised:
        read_document(tmp_path / name)
    assert raised.value.reason_code == "unsupported_format"
    assert told in raised.value.reason
    assert raised.value.reason.count(". ") >= 1, "it says what to do"


WRITTEN = {
    "LaTeX": "\\section{Mål}\n\\begin{longtable}{ll}\nAndel & 5 \\%\n\\end{longtable}\n",
    "AsciiDoc": "|===\n|Andel |5 %\n|===\n\n|===\n|Antal |6\n|===\n",
    "MediaWiki": '{| class="wikitable"\n|-\n| Andel\n|}\n\n{|\n|-\n| Antal\n|}\n',
    "Jira": "h1. Mål\n\nh2. Mål 1\n\nh2(#mål-2). Mål 2\n",
    "Org": "|-----+---|\n| Mål | 5 |\n|-----+---|\n| Antal | 6 |\n|-----+---|\n",
    "reStructuredText": "Mål ett\n~~~~~~~\n\n=====  ==\nAndel  5\n=====  ==\n",
}


@pytest.mark.parametrize(("name", "text"), WRITTEN.items(), ids=WRITTEN)
def test_a_markup_that_is_not_read_is_refused_by_its_name(
    tmp_path: Path, name: str, text: str
) -> None:
    path = tmp_path / "report.txt"
    path.write_text(f"Nämndens rapport\n\n{text}", encoding="utf-8")
    with pytest.raises(UnreadableDocument, match=f"{name}.*Markdown or HTML") as caught:
        read_document(path)
    assert caught.value.reason_code == "unsupported_format"


def test_a_text_that_names_such_a_markup_once_is_a_text(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text("Nämndens rapport\n\n\\section{Mål}\n\n|===\n\nh1. Mål\n", encoding="utf-8")
    assert read_document(path).blocks


@pytest.mark.parametrize(
    "text",
    [
        "# Verksamhetsplan 2026\n\nTexten nämner <html> och <body>.\n",
        "<!-- sida 1 -->\n\n# Verksamhetsplan 2026\n",
        "<table><tr><td>Nämndens mål</td></tr></table>\n\nText.\n",
        "<p>Nämnden</p> öppnar ett kafé.\n",
        "Nämnden skriver {\\rtf1 i texten.\n",
        "BM 2026 är en plan.\n",
        "ID30 heter en buss.\n",
        "MIME-Version: nämns, men inget mer.\n",
        "Innehåll: <?xml är ett ord.\n",
        "<headline> är inget märke.\n",
    ],
)
def test_a_text_that_only_mentions_tags_is_a_text(tmp_path: Path, text: str) -> None:
    (tmp_path / "report.md").write_text(text, encoding="utf-8")
    assert read_document(tmp_path / "report.md").blocks


def test_a_protected_docx_is_told_from_old_office(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(compound("EncryptedPackage"))
    with pytest.raises(UnreadableDocument, match=r"encrypted: .*password"):
        read_document(tmp_path / "a.docx")


def test_many_comments_before_no_html_take_no_time(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("<!---->" * 500 + "\n\nNämnden öppnar ett kafé.\n")
    assert read_document(tmp_path / "a.md").blocks
