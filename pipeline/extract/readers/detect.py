"""What a file is, told by its content; its suffix may lie."""

from __future__ import annotations

import zlib
from dataclasses import replace
from pathlib import Path

import pypdfium2 as pdfium
from lxml import etree

from pipeline.extract.document import Document
from pipeline.extract.errors import UnreadableDocument
from pipeline.extract.readers.dialects import read_text
from pipeline.extract.readers.docx import reader as docx
from pipeline.extract.readers.encoding import decode
from pipeline.extract.readers.pdf import reader as pdf
from pipeline.extract.readers.sidecar import read_sidecar
from pipeline.extract.readers.signatures import refuse_binary, refuse_markup
from pipeline.loading import uncollected

_PDF_MARK = b"%PDF-"
_PDF_MARK_WITHIN = 1024
_ARCHIVE_MARK = b"PK\x03\x04"

_DAMAGED_FILE = (RecursionError, EOFError, zlib.error, etree.LxmlError, pdfium.PdfiumError)
"""What libraries raise over a file that is broken, or nests its parts without end."""


@uncollected()
def read_document(path: Path) -> Document:
    """Read one file, with the sidecar beside it, into a ``Document``.

    Raises:
        UnreadableDocument: 'empty', 'not_text', 'unsupported_format', 'damaged',
            'bad_sidecar' or what the reader of the format says.
        OSError: The file cannot be opened.
    """
    sidecar = read_sidecar(path)
    try:
        return replace(_read(path.read_bytes()), sidecar=sidecar)
    except _DAMAGED_FILE as error:
        raise UnreadableDocument(
            "damaged", "The file is damaged and cannot be read. Fetch it again from its source."
        ) from error


def is_pdf(content: bytes) -> bool:
    """Tell whether a file is a PDF; something may stand before its first mark."""
    return _PDF_MARK in content[:_PDF_MARK_WITHIN]


def is_archive(content: bytes) -> bool:
    """Tell whether a file is a ZIP archive, as DOCX is."""
    return content.startswith(_ARCHIVE_MARK)


def count_pages(path: Path) -> int | None:
    """Return the pages of a PDF without reading them; None for other files and damaged ones.

    Raises:
        OSError: The file cannot be opened.
    """
    with path.open("rb") as stream:
        if not is_pdf(stream.read(_PDF_MARK_WITHIN)):
            return None
    try:
        with pdfium.PdfDocument(path) as document:
            return len(document)
    except pdfium.PdfiumError:
        return None


def _read(content: bytes) -> Document:
    if is_pdf(content):
        return pdf.read(content)
    refuse_binary(content)
    if is_archive(content):
        return docx.read(content)
    decoded = decode(content)
    if not decoded.text.strip():
        raise UnreadableDocument("empty", "The file is empty. Fetch it again from its source.")
    refuse_markup(decoded.text)
    return replace(read_text(decoded.text), undecodable=decoded.undecodable)
