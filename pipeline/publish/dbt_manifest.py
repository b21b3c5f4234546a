"""What only the dbt project decides, kept by the project's digest: above all, its manifest.

Parsing costs six processor seconds, and only the project and dbt decide what comes of it:
the run that a manifest is used for is put in afterwards (``of_run``). So the models, tests
and seeds are parsed once a change, whoever asks.

Does not belong here: running anything of it (``publish.build``).
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from pipeline.intake.version import code_digest
from pipeline.settings import PROJECT_ROOT, Settings, quiet
from pipeline.storage import write_atomically

DBT_PROJECT = PROJECT_ROOT / "dbt_project"

KEPT_PROJECTS = 4
"""In one place: this one, and what an engineer goes back and forth between."""

_LIBRARIES = ("dbt-core", "dbt-adapters", "dbt-common", "dbt-duckdb", "duckdb")

_PARSED = "manifest.msgpack"

_PLACE = "@parquet@"
"""Stands in the locations of a kept manifest for the folder of a run's Parquet."""


def kept_places(settings: Settings) -> tuple[Path, ...]:
    """Where it is kept: beside the project, or in the warehouse where the code is read-only."""
    return (DBT_PROJECT / "target" / "parsed", settings.warehouse_dir / "dbt")


def load_manifest(places: Sequence[Path]) -> Any:
    """The manifest of the project as it stands on the disk now; parsed where no place has it.

    It is the caller's own: dbt writes into a manifest that it works with.

    Raises:
        RuntimeError: dbt cannot parse the project.
    """
    if (packed := kept(_PARSED, places)) is not None:
        # What is damaged is parsed anew.
        with suppress(ValueError):
            return _unpacked(packed)
    packed = _parse()
    keep(_PARSED, packed, places)
    return _unpacked(packed)


def kept(name: str, places: Sequence[Path]) -> bytes | None:
    """What ``keep`` has kept of the project as it stands now; None where no place has it."""
    digest = project_digest()
    for place in places:
        with suppress(OSError):
            return (place / digest / name).read_bytes()
    return None


def keep(name: str, data: bytes, places: Sequence[Path]) -> None:
    """Keep what only the project and dbt decide, in the first place that can be written.

    In none where none can, at the cost of time.
    """
    digest = project_digest()
    for place in places:
        with suppress(OSError):
            write_atomically(place / digest / name, data)
            _sweep(place, place / digest)
            return


def of_run(manifest: Any, parquet: Path) -> Any:
    """The manifest with a run's Parquet as its sources, and the project where it stands now."""
    folder = str(parquet.absolute()).replace("'", "''")
    # dbt-duckdb formats the location by the source's columns: braces would be fields.
    folder = folder.replace("{", "{{").replace("}", "}}")
    for source in manifest.sources.values():
        location = source.config["external_location"]
        source.config["external_location"] = location.replace(_PLACE, folder)
    for node in manifest.nodes.values():
        if node.resource_type == "seed":  # its CSV is read when it is built
            node.root_path = str(DBT_PROJECT)
    return manifest


def project_digest() -> str:
    """Digest of the project's files and of dbt; not of where the project stands."""
    versions = ",".join(f"{name}=={importlib.metadata.version(name)}" for name in _LIBRARIES)
    said = f"{code_digest([DBT_PROJECT])}\n{versions}"
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def quiet_arguments(target: Path) -> Iterator[str]:
    """Global options of every call of dbt: they stand before the command."""
    # Without --no-version-check dbt asks a registry.
    yield from ("--quiet", "--no-send-anonymous-usage-stats", "--no-version-check")
    yield from ("--no-use-colors", "--log-level-file", "none", "--log-path", str(target))


def project_arguments(target: Path) -> Iterator[str]:
    """Options that say which project dbt works on; they stand behind the command."""
    yield from ("--project-dir", str(DBT_PROJECT), "--profiles-dir", str(DBT_PROJECT))
    yield from ("--target-path", str(target))


@contextmanager
def environment(values: Mapping[str, str]) -> Iterator[None]:
    """Variables that the project asks for, for as long as dbt runs."""
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def _parse() -> bytes:
    from dbt.cli.main import dbtRunner

    quiet()
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder)
        values = {
            "NAMNDLAGER_PARQUET": _PLACE,
            "NAMNDLAGER_LOAD_RUN": f"{_PLACE}/load_run.parquet",
            # Only its name matters, which is that of every run's.
            "NAMNDLAGER_DATABASE": str(target / "namndlager.duckdb"),
        }
        with environment(values):
            outcome = dbtRunner().invoke(
                [
                    *quiet_arguments(target),
                    *("parse", "--no-partial-parse", "--no-write-json"),
                    *project_arguments(target),
                ]
            )
        if outcome.exception is not None:
            raise RuntimeError(f"dbt cannot parse {DBT_PROJECT}: {outcome.exception}")
        from dbt.parser.manifest import extended_mashumaro_encoder

        manifest: Any = outcome.result
        packed: bytes = manifest.to_msgpack(extended_mashumaro_encoder)
        return packed


def _unpacked(packed: bytes) -> Any:
    """A manifest; ValueError where the bytes are none, or half of one."""
    from dbt.contracts.graph.manifest import Manifest
    from dbt.parser.manifest import extended_mashumuro_decoder

    return Manifest.from_msgpack(packed, decoder=extended_mashumuro_decoder)


def _sweep(place: Path, own: Path) -> None:
    """Remove all but the newest projects; another process may do so as well."""
    others = [path for path in place.iterdir() if path.is_dir() and path != own]
    newest = sorted(others, key=lambda path: path.stat().st_mtime)[-(KEPT_PROJECTS - 1) :]
    for path in others:
        if path not in newest:
            shutil.rmtree(path, ignore_errors=True)
