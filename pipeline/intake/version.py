"""Which reader is at work: a digest that changes whenever its output may change."""

from __future__ import annotations

import hashlib
import importlib.metadata
import os
import re
import sys
from collections.abc import Collection, Iterable, Iterator
from functools import cache, lru_cache
from pathlib import Path

from pipeline.settings import PROJECT_ROOT

_MADE_BY_TOOLS = frozenset({"__pycache__", "target", "logs", "dbt_packages"})
EXTRACT_DIR = PROJECT_ROOT / "pipeline" / "extract"


@cache
def extractor_version() -> str:
    """Digest of the code under ``pipeline/extract`` and of the libraries it imports."""
    libraries = ",".join(f"{name}=={version}" for name, version in extractor_libraries())
    return hashlib.sha256(f"{code_digest([EXTRACT_DIR])}\n{libraries}".encode()).hexdigest()[:16]


def extractor_libraries() -> list[tuple[str, str]]:
    """The distributions that the extractor imports, with versions, sorted.

    Read from its import statements, so that none can be forgotten in a list.
    """
    names = distributions_of(_imported_modules(EXTRACT_DIR) - set(sys.stdlib_module_names))
    return sorted((name, importlib.metadata.version(name)) for name in names)


def distributions_of(modules: Collection[str]) -> set[str]:
    """The names of the distributions that hold any of some top-level modules.

    As ``importlib.metadata.packages_distributions`` says it of all modules there are: that
    takes apart every line of every distribution, a third of a run that finds nothing new.
    """
    named = "|".join(map(re.escape, modules))
    holds = re.compile(rf"^(?:{named})(?:/|\.py,|\.[^/,]*(?:so|pyd),)", re.MULTILINE)
    return {
        one.metadata["Name"]
        for one in importlib.metadata.distributions()
        if (
            not set(declared.split()).isdisjoint(modules)
            if (declared := one.read_text("top_level.txt"))
            else holds.search(one.read_text("RECORD") or "")
        )
    }


def code_digest(folders: Iterable[Path]) -> str:
    """Hash over names and bytes of all files under the folders, caches left out.

    A file is read again only when its size or time has changed, so that asking often is
    cheap.
    """
    digest = hashlib.sha256()
    for folder in folders:
        for path in _sorted_code(folder):
            name = path[len(str(folder)) + 1 :].replace(os.sep, "/")
            digest.update(f"{folder.name}/{name}\0".encode())
            stat = os.stat(path)  # noqa: PTH116 - a command asks thrice: Paths cost twice as much
            digest.update(_sha256_of(path, stat.st_size, stat.st_mtime_ns))
    return digest.hexdigest()


def code_files(folder: Path) -> list[Path]:
    """Files of a folder that are somebody's work, sorted; what tools made is left out."""
    return list(map(Path, _sorted_code(folder)))


def _sorted_code(folder: Path) -> list[str]:
    if not folder.is_dir():
        return []
    return sorted(_code_below(folder), key=lambda path: path.split(os.sep))  # noqa: PTH206


def _code_below(folder: Path | str) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name in _MADE_BY_TOOLS or entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from _code_below(entry.path)
            elif entry.is_file():
                yield entry.path


@lru_cache(maxsize=4096)
def _sha256_of(path: str, _size: int, _mtime_ns: int) -> bytes:
    return hashlib.sha256(Path(path).read_bytes()).digest()


_IMPORT = re.compile(r"^[ \t]*(?:from|import)[ \t]+(\w+)", re.MULTILINE)
"""The first name of an import; a line of a text that begins so names no distribution.

To parse the files took as long as all else before a run's first stage, half a second.
"""


def _imported_modules(folder: Path) -> set[str]:
    files = folder.rglob("*.py")
    return {name for path in files for name in _IMPORT.findall(path.read_text(encoding="utf-8"))}
