"""What two machines must have in common so that they read a document to the same bytes."""

from __future__ import annotations

import sys
import zlib
from dataclasses import dataclass, fields
from functools import cache
from importlib.metadata import version

from pipeline.intake.version import EXTRACT_DIR, code_digest, extractor_libraries
from pipeline.settings import PROJECT_ROOT

_OTHERS = ("intake", "registry", "transform")

READING_CODE = (EXTRACT_DIR, *(PROJECT_ROOT / "pipeline" / package for package in _OTHERS))
"""Folders whose code decides what a worker gives back, or how it is asked."""


@dataclass(frozen=True, slots=True)
class Kit:
    """Code and libraries of one process.

    ``code`` is as it stands on the disk now, and as it was loaded where that was other code:
    a worker lives for weeks and starts its readers from the disk, so that after an upgrade
    it is half of one version and half of another until it is started anew.
    """

    code: str
    libraries: str
    python: str
    zlib: str

    def differences(self, other: Kit) -> str:
        """What the other one has instead, for people; empty where nothing differs."""
        return "; ".join(
            f"{field.name} {getattr(other, field.name)} instead of {getattr(self, field.name)}"
            for field in fields(self)
            if getattr(self, field.name) != getattr(other, field.name)
        )


def kit_here() -> Kit:
    """The kit of this process."""
    now = _code()
    return Kit(
        code=now if now == _AT_START else f"{now} (started with {_AT_START})",
        libraries=_libraries(),
        python=".".join(map(str, sys.version_info[:2])),
        zlib=zlib.ZLIB_RUNTIME_VERSION,
    )


def _code() -> str:
    return code_digest(READING_CODE)[:16]


_AT_START = _code()


@cache
def _libraries() -> str:
    """The reader's libraries, and those that write what was read as JSON and as Parquet."""
    writers = [(name, version(name)) for name in ("pyarrow", "pydantic-core")]
    return ", ".join(f"{name} {number}" for name, number in (*extractor_libraries(), *writers))
