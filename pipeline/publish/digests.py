"""Digests that say whether two runs would do the same."""

from __future__ import annotations

import hashlib
import importlib.metadata
import platform
from functools import cache

from pipeline.intake.version import code_digest as _digest_of_folders
from pipeline.settings import PROJECT_ROOT

CODE_FOLDERS = ("pipeline", "dbt_project", "expectations")

LIBRARIES = (
    "dbt-core",
    "dbt-duckdb",
    "duckdb",
    "great-expectations",
    "pandas",
    "pyarrow",
)
"""The libraries that decide what stands in a database (readers: ``intake.version``)."""


@cache
def code_digest() -> str:
    """Digest of all that turns documents into a database, with its libraries."""
    folders = _digest_of_folders([PROJECT_ROOT / folder for folder in CODE_FOLDERS])
    return hashlib.sha256(f"{folders}\n{versions()}".encode()).hexdigest()


@cache
def versions() -> dict[str, str]:
    """Versions of Python, this project and the libraries, for the manifest."""
    found = {name: importlib.metadata.version(name) for name in LIBRARIES}
    return {"python": platform.python_version(), **found}
