"""What two machines must have in common so that they read a document to the same bytes."""

from __future__ import annotations

import sys
import zlib
from dataclasses import dataclass, fields
from functools import cache
from importlib.metadata import version

from pipeline.intake.version import EXTRACT_DIR, code_digest, extractor_libraries
from pipeline.settings import PROJECT_ROOT

READING_CODE = (EXTRACT_DIR, PROJECT_ROOT / "pipeline" / "intake")
"""Folders whose code decides what a worker gives back, or how it is asked."""


@dataclass(frozen=True, slots=True)
class Kit:
    """Code and libraries of one process; ``code`` is as it stands on the disk now.

    A worker process lives for weeks and starts its readers from the disk, so what it loaded
    once says nothing of what it reads with after an upgrade.
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
    return Kit(
        code=code_digest(READING_CODE)[:16],
        libraries=_libraries(),
        python=".".join(map(str, sys.version_info[:2])),
        zlib=zlib.ZLIB_RUNTIME_VERSION,
    )


@cache
def _libraries() -> str:
    """The reader's libraries, and the one that writes what was read as JSON."""
    named = [*extractor_libraries(), ("pydantic-core", version("pydantic-core"))]
    return ", ".join(f"{name} {number}" for name, number in named)
