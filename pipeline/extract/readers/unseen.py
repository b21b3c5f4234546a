"""Every text in the bytes of a file, also what nobody sees and no reader looks at.

Comments, properties, deleted and hidden text, notes on a page: none of it is read, but it
stands in the file, which is kept with what was made of it. Belongs here: getting at such
text. Does not belong here: what it means (``privacy`` looks for personal numbers).
"""

from __future__ import annotations

import html
import re
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from pipeline.extract.errors import UnreadableDocument
from pipeline.extract.readers.detect import is_archive, is_pdf
from pipeline.extract.readers.encoding import decode
from pipeline.extract.readers.sidecar import sidecar_of

_TAG = re.compile(r"<[^<>]*>")
_BREAK = re.compile(r"<(?:/w:p|w:br|w:tab|w:cr|/?p|/?div|/?t[drh]|/?li|br)\b[^<>]*>", re.IGNORECASE)
_XML = (".xml", ".rels")
_NOTE_TEXTS = ("Contents", "T", "V", "TU")
"""What an annotation or a field of a form says: its text, its author or name, its value."""


def raw_texts(content: bytes) -> Iterator[str]:
    """Yield every text of a file that was read: nothing for parts that cannot be opened."""
    if is_pdf(content):
        yield from _of_pdf(content)
    elif is_archive(content):
        yield from _of_archive(content)
    else:
        yield from _of_text(content)


def sidecar_texts(path: Path) -> Iterator[str]:
    """Yield the text of the sidecar beside a file, its comments included."""
    sidecar = sidecar_of(path)
    if sidecar.is_file():
        yield from _of_text(sidecar.read_bytes())


def _of_text(content: bytes) -> Iterator[str]:
    try:
        text = decode(content).text
    except UnreadableDocument:
        return
    yield text
    if "<" in text or "&" in text:
        yield _without_tags(text)


def _without_tags(text: str) -> str:
    """A text as it reads without its marks; what they tear apart belongs together."""
    return html.unescape(_TAG.sub("", _BREAK.sub("\n", text)))


def _of_archive(content: bytes) -> Iterator[str]:
    try:
        with ZipFile(BytesIO(content)) as archive:
            for name in archive.namelist():
                if name.endswith(_XML):
                    yield from _of_text(archive.read(name))
    except (BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError):
        return  # NotImplementedError is a RuntimeError


def _of_pdf(content: bytes) -> Iterator[str]:
    try:
        with pdfium.PdfDocument(content) as document:
            yield from document.get_metadata_dict().values()
            for page in document:
                yield page.get_textpage().get_text_range()  # also beyond the page's edges
                yield from _notes(page)
    except pdfium.PdfiumError:
        return


def _notes(page: pdfium.PdfPage) -> Iterator[str]:
    """What the annotations and form fields of a page say."""
    for number in range(pdfium_c.FPDFPage_GetAnnotCount(page)):
        note = pdfium_c.FPDFPage_GetAnnot(page, number)
        for key in _NOTE_TEXTS:
            yield _value(note, key.encode())
        pdfium_c.FPDFPage_CloseAnnot(note)


def _value(note: pdfium_c.FPDF_ANNOTATION, key: bytes) -> str:
    size = pdfium_c.FPDFAnnot_GetStringValue(note, key, None, 0)
    buffer = (pdfium_c.FPDF_WCHAR * (size // 2 + 1))()
    pdfium_c.FPDFAnnot_GetStringValue(note, key, buffer, size)
    return bytes(buffer)[:size].decode("utf-16-le", "replace").rstrip("\x00")
