"""Digests that say whether two runs would do the same.

A server runs for weeks while people edit corrections and models, so nothing here is kept
for the life of the process: a digest is computed anew whenever it is asked for, and only
files whose size or time has changed are read again.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import platform
from functools import cache
from pathlib import Path

from pipeline.intake.version import code_digest as _digest_of_folders
from pipeline.intake.version import code_files
from pipeline.settings import PROJECT_ROOT

CODE_FOLDERS = ("pipeline", "dbt_project", "expectations")

PROJECT = "namndlager"

LIBRARIES = (
    "dbt-core",
    "dbt-duckdb",
    "duckdb",
    "great-expectations",
    "pandas",
    "pyarrow",
)
"""The libraries that decide what stands in a database (readers: ``intake.version``)."""

RELOAD = (
    "code changed since the server started: reload the code location "
    "(Deployment, Reload in the Dagster UI), or start it anew"
)
"""What to do where a process runs other code than stands on the disk."""


def code_digest() -> str:
    """Digest of all that turns documents into a database, with its libraries, as of now."""
    folders = _digest_of_folders([PROJECT_ROOT / folder for folder in CODE_FOLDERS])
    return hashlib.sha256(f"{folders}\n{versions()}".encode()).hexdigest()


@cache
def versions() -> dict[str, str]:
    """Versions of Python, this project and the libraries, for the manifest."""
    found = {name: importlib.metadata.version(name) for name in (PROJECT, *LIBRARIES)}
    return {"python": platform.python_version(), **found}


def loaded_code_digest(root: Path = PROJECT_ROOT) -> str:
    """Digest of what a process loads once: the program, and which models and suites there are.

    What stands in a model, a suite or the corrections is read by every run.
    """
    names = [
        path.relative_to(root).as_posix()
        for folder in ("dbt_project", "expectations")
        for path in code_files(root / folder)
    ]
    program = _digest_of_folders([root / "pipeline"])
    return hashlib.sha256("\n".join([program, *names]).encode()).hexdigest()


_AT_START = loaded_code_digest()


def is_stale() -> bool:
    """True where this process runs other code than stands on the disk now."""
    return loaded_code_digest() != _AT_START
