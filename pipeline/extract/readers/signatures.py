"""Formats that are not read, told by their first bytes, each with what to do instead.

Belongs here: a table of what is known of other formats. A format that gets a reader leaves
it. What no row knows is taken for text, and refused as 'not_text' where it is none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import islice
from zipfile import BadZipFile, ZipFile

from pipeline.extract.errors import UnreadableDocument

_HEAD = 4096
_ZIP = b"PK\x03\x04"
_COMPOUND_FILE = bytes.fromhex("d0cf11e0a1b11ae1")

_SAVE = "Open it in the program that made it and save it as DOCX or PDF."
_UNPACK = "Unpack it and put the files into the raw folder."
_NO_REPORT = "A report is a text document: put its DOCX or PDF here."


@dataclass(frozen=True, slots=True)
class _Format:
    """A format by name (with its article), how its content begins, and what to do."""

    name: str
    beginning: re.Pattern[bytes]
    advice: str


def _begins(*patterns: bytes) -> re.Pattern[bytes]:
    return re.compile(b"|".join(patterns), re.DOTALL)


_BINARY: Sequence[_Format] = (
    _Format(
        "a picture",
        _begins(
            rb"\x89PNG\r\n", rb"\xff\xd8\xff", rb"GIF8[79]a", rb"II\*\0", rb"MM\0\*",
            rb"BM.{4}\0{4}", rb"\0{3}\x0cjP  ", rb"RIFF.{4}WEBP", rb"\0.{3}ftyp(?:hei|mif|avif)",
            rb"AT&TFORM",
        ),
        "Fetch the digital report, or have the text recognised.",
    ),
    _Format(
        "an archive",
        _begins(
            rb"\x1f\x8b", rb"BZh[1-9]1AY&SY", rb"\xfd7zXZ\0", rb"7z\xbc\xaf\x27\x1c",
            rb"Rar!\x1a\x07", rb"\x28\xb5\x2f\xfd", rb".{257}ustar[\0 ]",
        ),
        _UNPACK,
    ),
    _Format("a PostScript file", _begins(rb"%!PS"), "Make a PDF of it, with ps2pdf for one."),
    _Format(
        "a film or sound",
        _begins(
            rb"\0.{3}ftyp", rb"ID3[\x02-\x04]\0", rb"OggS\0", rb"RIFF.{4}(?:WAVE|AVI )",
            rb"\x1aE\xdf\xa3",
        ),
        _NO_REPORT,
    ),
    _Format("a program", _begins(rb"\x7fELF", rb"MZ\x90\0"), _NO_REPORT),
    _Format("a database", _begins(rb"SQLite format 3\0", rb".{8}DUCK.\0{3}"), _NO_REPORT),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Markup:
    """The same for a format that is text."""

    name: str
    beginning: re.Pattern[str]
    advice: str


_MARKED_UP: Sequence[_Markup] = (
    _Markup("RTF", re.compile(r"\s*\{\\rtf"), _SAVE),
    _Markup(
        "a saved web page (MHTML)",
        re.compile(
            r"(?=[\w-]+:\s)(?=.*?^MIME-Version:)(?=.*?^Content-Type:\s*multipart/)",
            re.IGNORECASE | re.DOTALL | re.MULTILINE,
        ),
        "Print it to a PDF from a browser.",
    ),
    _Markup("XML", re.compile(r"\s*<\?xml\s(?!.*?<html\b)", re.IGNORECASE | re.DOTALL), _SAVE),
)

_CONVERT = "Convert it to Markdown or HTML (pandoc does), or put its DOCX or PDF here."


@dataclass(frozen=True, slots=True)
class _Writing:
    """A markup language by lines that only it has, of which so many are needed."""

    name: str
    line: re.Pattern[str]
    fewest: int = 3


def _lines(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.MULTILINE)


_WRITTEN: Sequence[_Writing] = (
    _Writing("LaTeX", _lines(r"^\\(?:documentclass|begin|end|section|chapter)\b")),
    _Writing("AsciiDoc", _lines(r"^\|={3,}[ \t]*$")),
    _Writing("wiki text (MediaWiki)", _lines(r"^(?:\{\|.*|\|\}[ \t]*)$")),
    _Writing("wiki text (Jira, Textile)", _lines(r"^h[1-6](?:\(#[^)\n]*\))?\. \S")),
    _Writing("Org", _lines(r"^[ \t]*(?:\|-+(?:\+-+)+\||:PROPERTIES:)[ \t]*$")),
    _Writing(
        "reStructuredText",
        _lines(r"^\S.*\n(?:~{4,}|\^{4,}|'{4,}|\"{4,})[ \t]*$|^=+(?: +=+)+[ \t]*$"),
    ),
)

_ZIPPED: Sequence[tuple[str, str, str]] = (
    ("xl/", "an Excel workbook", _NO_REPORT),
    ("ppt/", "a PowerPoint presentation", "Save it as PDF if it is a report."),
    ("visio/", "a Visio drawing", _NO_REPORT),
    ("Index/", "a Pages, Numbers or Keynote document", _SAVE),
    ("META-INF/container.xml", "an e-book (EPUB)", _SAVE),
    ("FixedDocSeq.fdseq", "an XPS file", _SAVE),
)
"""Path at the root of a ZIP archive, what has it, advice."""

_MIMETYPES: Sequence[tuple[str, str, str]] = (
    ("application/vnd.oasis.opendocument.text", "an OpenDocument text (ODT)", _SAVE),
    (
        "application/vnd.oasis.opendocument.spreadsheet",
        "an OpenDocument spreadsheet (ODS)",
        _NO_REPORT,
    ),
    (
        "application/vnd.oasis.opendocument.presentation",
        "an OpenDocument presentation (ODP)",
        "Save it as PDF if it is a report.",
    ),
    ("application/vnd.oasis.opendocument", "an OpenDocument file", _SAVE),
)
"""Beginning of the entry ``mimetype`` of a ZIP archive, what has it, advice."""

_STREAMS: Sequence[tuple[str, str, str]] = (
    ("WordDocument", "a document of an old Word (DOC)", "Save it as DOCX or PDF."),
    ("PowerPoint Document", "an old PowerPoint presentation (PPT)", "Save it as PDF."),
    ("Workbook", "an old Excel workbook (XLS)", _NO_REPORT),
    ("__substg1.0_", "an Outlook message (MSG)", "Save its attachments here."),
)
"""Name of a stream in a compound file of old Office, what has it, advice."""


def refuse_binary(content: bytes) -> None:
    """Let pass what may be PDF, DOCX or text.

    Raises:
        UnreadableDocument: 'unsupported_format' or 'encrypted', with what the file is.
    """
    if content.startswith(_ZIP):
        _refuse_zip(content)
    if content.startswith(_COMPOUND_FILE):
        raise _compound(content)
    head = content[:_HEAD]
    for known in _BINARY:
        if known.beginning.match(head):
            raise _unsupported(known.name, known.advice)


def refuse_markup(text: str) -> None:
    """Let pass what may be a report as text.

    Raises:
        UnreadableDocument: 'unsupported_format', with what the file is.
    """
    head = text[:_HEAD]
    for known in _MARKED_UP:
        if known.beginning.match(head):
            raise _unsupported(known.name, known.advice)
    for written in _WRITTEN:
        if sum(1 for _ in islice(written.line.finditer(text), written.fewest)) == written.fewest:
            raise _unsupported(written.name, _CONVERT)


def _unsupported(name: str, advice: str) -> UnreadableDocument:
    return UnreadableDocument("unsupported_format", f"This is {name}, which is not read. {advice}")


def _refuse_zip(content: bytes) -> None:
    """Refuse archives that are no DOCX; a damaged one passes, for its reader says so."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            names = archive.namelist()
            mimetype = _first_entry(archive)
    except (BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError, ValueError):
        return
    if any(name.startswith("word/") for name in names):
        return
    for beginning, name, advice in _MIMETYPES:
        if mimetype.startswith(beginning):
            raise _unsupported(name, advice)
    for part, name, advice in _ZIPPED:
        if any(entry.startswith(part) for entry in names):
            raise _unsupported(name, advice)
    if "[Content_Types].xml" not in names:  # else its relations may lead to a text elsewhere
        raise _unsupported("a ZIP archive", _UNPACK)


def _first_entry(archive: ZipFile) -> str:
    """Return the beginning of the entry that says which OpenDocument or EPUB this is."""
    if "mimetype" not in archive.namelist():
        return ""
    with archive.open("mimetype") as entry:
        return entry.read(100).decode("ascii", "replace").strip()


def _compound(content: bytes) -> UnreadableDocument:
    """Say what an OLE compound file is: an encrypted DOCX, or a file of old Office."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        return UnreadableDocument(
            "encrypted", "The DOCX is protected by a password. Save it without one."
        )
    for stream, name, advice in _STREAMS:
        if stream.encode("utf-16-le") in content:
            return _unsupported(name, advice)
    return _unsupported("a file of an old Office version", "Save it as DOCX or PDF.")
