"""What a file is, told by its content; its suffix may lie."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import yaml

from pipeline.extract.document import Document, SourceFormat
from pipeline.extract.errors import UnreadableDocument
from pipeline.extract.readers.docx import reader as docx
from pipeline.extract.readers.pdf import reader as pdf
from pipeline.extract.readers.text import flow_text, layout_text, tab_text

_SIDECAR_KEYS = frozenset({"committee", "kind", "year"})
_TAB_ROWS = 12
_ENCODINGS = ("utf-8-sig", "cp1252")
_MAX_CONTROL_SHARE = 0.01
_PDF_MARK_WITHIN = 1024
_COMPOUND_FILE = bytes.fromhex("d0cf11e0a1b11ae1")


def read_document(path: Path) -> Document:
    """Read one file, with the sidecar beside it, into a ``Document``.

    Raises:
        UnreadableDocument: 'empty', 'not_text', 'unsupported_format', 'bad_sidecar' or
            what the reader of the format says.
        OSError: The file cannot be opened.
    """
    return replace(_read(path.read_bytes()), sidecar=read_sidecar(path))


def read_sidecar(path: Path) -> dict[str, str]:
    """Return what ``<file>.yml`` beside a file says of it: committee, kind, year.

    Raises:
        UnreadableDocument: 'bad_sidecar', it is no mapping of these keys.
    """
    sidecar = path.with_name(path.name + ".yml")
    if not sidecar.is_file():
        return {}
    try:
        said = yaml.safe_load(sidecar.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise UnreadableDocument("bad_sidecar", f"{sidecar.name} is no YAML: {error}") from error
    if not isinstance(said, dict) or not said.keys() <= _SIDECAR_KEYS:
        raise UnreadableDocument(
            "bad_sidecar", f"{sidecar.name} may say {', '.join(sorted(_SIDECAR_KEYS))}, no more."
        )
    return {str(key): str(value) for key, value in said.items()}


def _read(content: bytes) -> Document:
    if not content.strip():
        raise UnreadableDocument("empty", "The file is empty. Fetch it again from its source.")
    if b"%PDF-" in content[:_PDF_MARK_WITHIN]:
        return pdf.read(content)
    if content.startswith(b"PK\x03\x04"):
        return docx.read(content)
    if content.startswith(_COMPOUND_FILE):
        raise _unreadable_compound(content)
    text = decode(content)
    if text_dialect(text) is SourceFormat.TAB_TEXT:
        return tab_text.read(text)
    return layout_text.read(text) if layout_text.is_layout(text) else flow_text.read(text)


def _unreadable_compound(content: bytes) -> UnreadableDocument:
    """Say what an OLE compound file is: an encrypted DOCX, or a file of old Word."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        return UnreadableDocument(
            "encrypted", "The DOCX is protected by a password. Save it without one."
        )
    return UnreadableDocument(
        "unsupported_format", "This is a file of an old Office version. Save it as DOCX or PDF."
    )


def decode(content: bytes) -> str:
    """Return the text of a file in UTF-8, UTF-16 with a mark, or Windows-1252.

    Raises:
        UnreadableDocument: 'not_text', the bytes are no text.
    """
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", errors="replace")
    for encoding in _ENCODINGS:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        control = sum(ord(character) < 32 and character not in "\t\n\r\f" for character in text)
        if control <= _MAX_CONTROL_SHARE * len(text):
            return text
    raise UnreadableDocument(
        "not_text", "The file is neither text nor PDF nor DOCX. Convert it to one of these."
    )


def text_dialect(text: str) -> SourceFormat:
    """Tell tab text from flow text by its table rows."""
    rows = sum(tab_text.is_row(line.strip()) for line in text.split("\n"))
    return SourceFormat.TAB_TEXT if rows >= _TAB_ROWS else SourceFormat.FLOW_TEXT
