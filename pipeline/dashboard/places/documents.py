"""The bytes of a document, exactly as they were read for a release."""

from __future__ import annotations

import gzip
import hashlib
import zlib
from pathlib import Path

from pipeline.intake.keep import KeptDocuments
from pipeline.settings import Settings


def bytes_of(settings: Settings, source_file: str, sha256: str) -> bytes | None:
    """The bytes with this hash: those that are kept, else the file below the raw folder.

    None where neither has them: the file has changed since, and the bytes of a document with a
    masked personal number are not kept.
    """
    kept = KeptDocuments(settings.kept_dir).source_path(sha256)
    for read in (_unpacked(kept), _raw(settings, source_file)):
        if read is not None and hashlib.sha256(read).hexdigest() == sha256:
            return read
    return None


def _unpacked(path: Path | None) -> bytes | None:
    try:
        return gzip.decompress(path.read_bytes()) if path else None
    except (OSError, EOFError, zlib.error):
        return None


def _raw(settings: Settings, source_file: str) -> bytes | None:
    folder = settings.raw_dir.resolve()
    path = (folder / source_file).resolve()
    try:
        if not path.is_relative_to(folder) or path.stat().st_size > settings.max_file_bytes:
            return None
        return path.read_bytes()
    except OSError:
        return None
