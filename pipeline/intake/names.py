r"""Names of files as text that every format can hold.

A file name is bytes. What is not UTF-8 in it becomes ``\xNN``, so that the name can stand
in JSON, Parquet, DuckDB and on a terminal, and still leads back to the file: a name that
itself holds a backslash and ``xNN`` gets its backslash written as ``\x5c``.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Annotated, Any

from pydantic import PlainSerializer, PlainValidator

from pipeline.extract.personal_numbers import mask_personal_numbers

_LOOKS_ESCAPED = re.compile(r"\\(?=x[0-9a-f]{2})")
_ESCAPED = re.compile(rb"\\x([0-9a-f]{2})")


def storable(name: str | os.PathLike[str]) -> str:
    r"""A path as text that can be stored; two paths never give the same text.

    >>> storable("r\udce5d.txt")
    'r\\xe5d.txt'
    """
    text = _LOOKS_ESCAPED.sub(r"\\x5c", os.fspath(name))
    return os.fsencode(text).decode("utf-8", "backslashreplace")


def restored(text: str) -> Path:
    """The path that ``storable`` was given."""
    return Path(os.fsdecode(_ESCAPED.sub(_byte, text.encode())))


def _byte(escaped: re.Match[bytes]) -> bytes:
    return bytes.fromhex(escaped[1].decode("ascii"))


def _as_path(value: Any) -> Path:
    return restored(value) if isinstance(value, str) else Path(value)


StoredPath = Annotated[
    Path, PlainValidator(_as_path), PlainSerializer(storable, return_type=str, when_used="json")
]
"""A path in a record that is sent as JSON."""


def _masked(path: Path) -> str:
    return mask_personal_numbers(storable(path)).text


MaskedPath = Annotated[
    Path, PlainValidator(_as_path), PlainSerializer(_masked, return_type=str, when_used="json")
]
"""A path in a record that is kept as JSON: it may lead nowhere (``inventory.load_inventory``)."""
