"""The sidecar ``<file>.yml``: what a person says of a file whose own head does not.

One flat mapping with the keys of ``KEYS``. It comes from outside like the file itself: it
is read as events of YAML, so that no alias, tag or nesting costs anything, and no message
repeats what stands in it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.extract.errors import UnreadableDocument
from pipeline.extract.readers.encoding import decode

if TYPE_CHECKING:
    import yaml

SIDECAR_SUFFIX = ".yml"

MOST_BYTES = 4096
"""A sidecar has a few short lines; more is something else."""

EARLIEST_YEAR, LATEST_YEAR = 2007, 2060
"""Years of a report, as ``expectations/dim_report.yml`` bounds them."""

_MOST_LETTERS = 100
_YEAR = re.compile(r"[0-9]{4}")
_KINDS = ("VP", "T1", "T2", "VB")


@dataclass(frozen=True, slots=True)
class _Key:
    """What may stand behind a key: how it is told, how it is brought into one form."""

    expected: str
    read: Callable[[str], str | None]


def _name(text: str) -> str | None:
    plausible = text.isprintable() and any(map(str.isalpha, text)) and len(text) <= _MOST_LETTERS
    return text if plausible else None


def _kind(text: str) -> str | None:
    return text.upper() if text.upper() in _KINDS else None


def _year(text: str) -> str | None:
    plausible = _YEAR.fullmatch(text) and EARLIEST_YEAR <= int(text) <= LATEST_YEAR
    return text if plausible else None


KEYS: Mapping[str, _Key] = {
    "committee": _Key(f"a committee's name of at most {_MOST_LETTERS} letters", _name),
    "kind": _Key("VP, T1, T2 or VB", _kind),
    "year": _Key(f"the report's year, {EARLIEST_YEAR} to {LATEST_YEAR}", _year),
    "confirmed_by": _Key(
        f"the name, of at most {_MOST_LETTERS} letters, of whoever vouches for the sidecar "
        "although the report's head says something else",
        _name,
    ),
}


def sidecar_of(path: Path) -> Path:
    """Return where the sidecar of a file would stand."""
    return path.with_name(path.name + SIDECAR_SUFFIX)


def read_sidecar(path: Path) -> dict[str, str]:
    """Return what ``<file>.yml`` beside a file says of it; a key with nothing behind says nothing.

    Raises:
        UnreadableDocument: 'bad_sidecar', it is no flat mapping of ``KEYS`` with plausible
            values.
        OSError: It cannot be opened.
    """
    sidecar = sidecar_of(path)
    if not sidecar.is_file():
        return {}
    with sidecar.open("rb") as stream:
        content = stream.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise _bad(f"is too large for a sidecar, which has at most {MOST_BYTES:,} bytes")
    if not content.strip():
        return {}
    said: dict[str, str] = {}
    for key, value, line in _pairs(_text(content)):
        if key not in KEYS:
            raise _bad(f"may say {', '.join(KEYS)}, and line {line} says something else")
        if key in said:
            raise _bad(f"says {key} twice; the second stands in line {line}")
        read = KEYS[key].read(value.strip()) if value.strip() else ""
        if read is None:
            raise _bad(f"has to say {KEYS[key].expected} behind '{key}:' (line {line})")
        said[key] = read
    return {key: value for key, value in said.items() if value}


def _bad(wrong: str) -> UnreadableDocument:
    return UnreadableDocument("bad_sidecar", f"The sidecar (.yml) beside the file {wrong}.")


def _text(content: bytes) -> str:
    try:
        return decode(content).text
    except UnreadableDocument as error:
        raise _bad("is no text") from error


def _pairs(text: str) -> Iterator[tuple[str, str, int]]:
    """Yield key, value and line of a flat mapping.

    Raises:
        UnreadableDocument: 'bad_sidecar', it is none.
    """
    import yaml  # few files have a sidecar

    flat = _bad("has to be lines such as 'year: 2024', without lists and without nesting")
    try:
        events = [event for event in yaml.parse(text, yaml.SafeLoader) if _says(event)]
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f" (line {mark.line + 1})" if mark else ""
        raise _bad(f"is no YAML{where}; it has to be lines such as 'year: 2024'") from error
    if not any(getattr(event, "value", True) for event in events):  # "---" alone
        return
    inside = events[1:-1]
    pairs = [event for event in inside if isinstance(event, yaml.ScalarEvent)]
    if not isinstance(events[0], yaml.MappingStartEvent) or len(pairs) != len(inside):
        raise flat
    for key, value in zip(pairs[::2], pairs[1::2], strict=True):
        line = key.start_mark.line + 1 if key.start_mark else 1
        yield key.value, value.value, line


def _says(event: yaml.Event) -> bool:
    """Tell whether an event is more than the frame around a document."""
    import yaml

    frame = (
        yaml.StreamStartEvent,
        yaml.StreamEndEvent,
        yaml.DocumentStartEvent,
        yaml.DocumentEndEvent,
    )
    return not isinstance(event, frame)
