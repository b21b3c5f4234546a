"""Folders, limits and switches of a run: typed, from ``NAMNDLAGER_*`` variables.

Belongs here: what somebody who runs the pipeline may want to change. Does not belong
here: bounds of the data (``expectations/``) and what tables hold (``registry``).
"""

from __future__ import annotations

import math
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Self

PROJECT_ROOT = Path(__file__).resolve().parent.parent

MEBIBYTE = 1024 * 1024

MOST_MEMORY = 1 << 50
"""A pebibyte: more overflows what systems and DuckDB count with, and is a mistake."""

QUIET_ENVIRONMENT: Mapping[str, str] = {
    "DO_NOT_TRACK": "1",
    "DAGSTER_DISABLE_TELEMETRY": "1",
    "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
    "GX_ANALYTICS_ENABLED": "false",
}
"""What keeps the libraries from calling home; ``quiet`` puts it into the environment."""


ENGINE_NAMES = ("inline", "processes")
"""Where documents can be read on this machine; ``intake.engine`` has them."""

CLUSTER_SCHEMES: Mapping[str, str] = {"dask": "tcp", "dask+tls": "tls"}
"""How the address of a cluster's scheduler begins, and by what it is spoken to."""


_CLUSTER = re.compile(rf"({'|'.join(map(re.escape, CLUSTER_SCHEMES))})://[^/\s]+:\d+")


@dataclass(frozen=True, slots=True)
class _Bounds:
    """What a number may be, both ends included, and what for."""

    least: float
    most: float = math.inf
    why: str = ""


_BOUNDS: Mapping[str, _Bounds] = {
    "max_file_bytes": _Bounds(1),
    "max_pages": _Bounds(1),
    "seconds_per_document": _Bounds(0.001, 86_400, "a day at most"),
    "memory_bytes_per_document": _Bounds(
        128 * MEBIBYTE, MOST_MEMORY, "a reader starts with no less, and no system has more"
    ),
    "workers": _Bounds(1),
    "cluster_seconds": _Bounds(0.1, 3_600, "an hour at most"),
    "confidence_threshold": _Bounds(0, 1, "it is a probability"),
    "notify_seconds": _Bounds(0.001, 3_600, "an hour at most"),
    "notify_after_hours": _Bounds(0, 24 * 365, "a year at most"),
    "build_memory": _Bounds(256 * MEBIBYTE, MOST_MEMORY, "DuckDB builds nothing with less"),
    "keep_releases": _Bounds(2, why="the current one, and one to go back to"),
    "query_seconds": _Bounds(0.001, 86_400, "a day at most"),
    "query_memory": _Bounds(16 * MEBIBYTE, MOST_MEMORY, "DuckDB answers nothing with less"),
}


@dataclass(frozen=True)
class Settings:
    """What a run reads, writes and allows.

    Args:
        raw_dir: folder that is read; the copy in the warehouse where ``raw_address`` is set.
        raw_address: where the raw folder lies elsewhere, its address ("s3://bucket/reports"):
            ``NAMNDLAGER_RAW`` may be either (docs/scale.md).
        warehouse_dir: folder that is written.
        lake: where whoever reads documents leaves what was made of them: a folder that all
            machines see, or an address ("s3://bucket/lake"); empty for ``cache/`` in the
            warehouse, which only this machine sees (docs/scale.md).
        max_file_bytes: a larger file is rejected unread.
        max_pages: a longer document is rejected.
        seconds_per_document: a reader that takes more processor seconds, or ten times as
            many by the wall clock, is killed.
        memory_bytes_per_document: address space that a reader may take.
        engine: where documents are read: "processes" (workers that can be killed),
            "dask://host:port" (a cluster of Dask, docs/scale.md; "dask+tls://" with
            certificates) or "inline" (in this process, without limits; for tests and
            debugging).
        workers: how many documents are read at once on this machine.
        cluster_seconds: a scheduler that does not answer for so long is given up, and so is
            a cluster that has no worker for so long.
        reader: "module:function" that reads one file to a ``Report``.
        confidence_threshold: values below it count as doubtful in coverage.
        build_memory: bytes that DuckDB may take while the database is built; what it needs
            beside goes to the disk.
        build_whole: make every night's database whole, and none out of the release before.
        keep_releases: how many releases and staged runs are kept.
        accept_changes: publish although the diff against the last release objects.
        ui_hosts: names beside the loopback ones under which ``namndlager ui`` may be asked,
            with commas ("warehouse.example"): those of a proxy before it.
        query_seconds: a query of ``namndlager query`` that takes longer is stopped.
        query_memory: bytes that such a query, and its answer, may take.
        notify_command: program (with arguments) that gets each event of the night watch as
            JSON on its standard input; none by default.
        notify_url: address that gets each event by POST; none by default.
        notify_header: header sent with it ("Authorization: Bearer ..."); never printed.
        notify_seconds: time that a hook may take for one event.
        notify_after_hours: a release that nobody published or confirmed for so long is told;
            0 for never.

    Raises:
        ValueError: a value makes no sense; the message names its variable.
    """

    raw_dir: Path = PROJECT_ROOT / "raw"
    raw_address: str = ""
    warehouse_dir: Path = PROJECT_ROOT / "warehouse"
    lake: str = ""
    max_file_bytes: int = 100 * MEBIBYTE
    max_pages: int = 2_000
    seconds_per_document: float = 120.0
    memory_bytes_per_document: int = 4096 * MEBIBYTE
    engine: str = "processes"
    workers: int = 2
    cluster_seconds: float = 60.0
    reader: str = "pipeline.extract:read_report"
    confidence_threshold: float = 0.8
    build_memory: int = 256 * MEBIBYTE
    build_whole: bool = False
    keep_releases: int = 5
    accept_changes: bool = False
    ui_hosts: str = ""
    query_seconds: float = 60.0
    query_memory: int = 2048 * MEBIBYTE
    notify_command: str = ""
    notify_url: str = field(default="", repr=False)
    notify_header: str = field(default="", repr=False)
    notify_seconds: float = 20.0
    notify_after_hours: float = 36.0

    def __post_init__(self) -> None:
        if self.raw_address:
            object.__setattr__(self, "raw_dir", self.warehouse_dir / "raw")
        if self.lake and not is_address(self.lake):
            object.__setattr__(self, "lake", str(Path(self.lake).absolute()))
        for name, bounds in _BOUNDS.items():
            value = getattr(self, name)
            if not bounds.least <= value <= bounds.most:  # NaN is in no bounds
                raise ValueError(f"{variable_of(name)}={value} has to be {_told(bounds)}")
        if self.engine not in ENGINE_NAMES and not _CLUSTER.fullmatch(self.engine):
            known = ", ".join((*ENGINE_NAMES, *(f"{name}://host:port" for name in CLUSTER_SCHEMES)))
            raise ValueError(f"no engine {self.engine!r} ({variable_of('engine')}); known: {known}")
        if not re.fullmatch(r"[\w.]+:\w+", self.reader):
            raise ValueError(f"{variable_of('reader')}={self.reader!r} is no 'module:function'")
        for name, is_inside in (
            ("warehouse_dir", _is_inside(self.warehouse_dir, self.raw_dir)),
            ("lake", _is_inside(self.cache_dir, self.raw_dir)),
            ("lake", _lies_below(self.lake, self.raw_address)),
        ):
            if is_inside:
                raise ValueError(
                    f"{variable_of(name)}={getattr(self, name)} is inside the raw folder "
                    f"{self.raw_address or self.raw_dir}: what is written there would be read as "
                    "reports"
                )

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Self:
        """Read ``NAMNDLAGER_RAW``, ``NAMNDLAGER_WAREHOUSE``, ``NAMNDLAGER_<FIELD>`` ….

        Raises:
            ValueError: a variable cannot be read as its field's type, or is unknown.
        """
        names = {variable_of(field.name): field for field in fields(cls) if field.name != ADDRESS}
        given = {
            name: text
            for name, text in environment.items()
            if name.startswith("NAMNDLAGER_") and name not in OTHER_VARIABLES
        }
        if unknown := sorted(set(given) - set(names)):
            known = ", ".join(sorted(names))
            raise ValueError(f"unknown variable {', '.join(unknown)}; known are {known}")
        values: dict[str, object] = {"workers": max(1, os.cpu_count() or 1)}
        if is_address(given.get(variable_of(ADDRESS), "")):
            values[ADDRESS] = given.pop(variable_of(ADDRESS))
        for name, text in given.items():
            field = names[name]
            try:
                values[field.name] = _PARSERS[str(field.type)](text)
            except ValueError as error:
                raise ValueError(f"{name}={text!r} is no {field.type}") from error
        return cls(**values)  # type: ignore[arg-type]

    @property
    def scheduler(self) -> str | None:
        """Address of the cluster's scheduler as Dask writes it; None where there is none."""
        scheme, found, place = self.engine.partition("://")
        return f"{CLUSTER_SCHEMES[scheme]}://{place}" if found else None

    @property
    def database(self) -> Path:
        """The published database: a link to the current release's."""
        return self.warehouse_dir / "namndlager.duckdb"

    @property
    def releases_dir(self) -> Path:
        """One folder a release."""
        return self.warehouse_dir / "releases"

    @property
    def staging_dir(self) -> Path:
        """One folder a run."""
        return self.warehouse_dir / "staging"

    @property
    def cache_dir(self) -> Path:
        """What was made of each document: the lake, or the copy of one at an address."""
        if self.lake and not is_address(self.lake):
            return Path(self.lake)
        return self.warehouse_dir / "cache"

    @property
    def kept_dir(self) -> Path:
        """What the releases were made from: source bytes and readings."""
        return self.warehouse_dir / "kept"

    @property
    def state_dir(self) -> Path:
        """What has to survive between runs."""
        return self.warehouse_dir / "state"


OTHER_VARIABLES = frozenset(
    f"NAMNDLAGER_{name}"
    for name in ("PARQUET", "LOAD_RUN", "DATABASE", "BUILD_KIB", "BUILD_THREADS")
)
"""Variables that ``publish.build`` sets for dbt; they are no settings."""

ADDRESS = "raw_address"
"""The field that shares its variable with ``raw_dir``: an address is no folder."""

_NAMES = {
    "raw_dir": "NAMNDLAGER_RAW",
    ADDRESS: "NAMNDLAGER_RAW",
    "warehouse_dir": "NAMNDLAGER_WAREHOUSE",
    "engine": "NAMNDLAGER_EXTRACT_ENGINE",
}


def is_address(text: str) -> bool:
    """Whether a text is an address of fsspec ("s3://bucket"); else it is a folder."""
    return "://" in text


def variable_of(field: str) -> str:
    """The environment variable of a setting."""
    return _NAMES.get(field, f"NAMNDLAGER_{field.upper()}")


def _is_inside(folder: Path, other: Path) -> bool:
    return folder.resolve().is_relative_to(other.resolve())


def _lies_below(address: str, other: str) -> bool:
    return bool(other) and f"{address}/".startswith(f"{other.rstrip('/')}/")


def _told(bounds: _Bounds) -> str:
    most = "" if math.isinf(bounds.most) else f" and at most {bounds.most:,}"
    return f"at least {bounds.least:,}{most}" + (f" ({bounds.why})" if bounds.why else "")


def _flag(text: str) -> bool:
    flags = {
        "1": True,
        "true": True,
        "yes": True,
        "": False,
        "0": False,
        "false": False,
        "no": False,
    }
    if text.lower() not in flags:
        raise ValueError(text)
    return flags[text.lower()]


def _folder(text: str) -> Path:
    if not text.strip():
        raise ValueError(text)  # Path("") is the current folder, whichever that is
    return Path(text).absolute()


_PARSERS: Mapping[str, Callable[[str], object]] = {
    "Path": _folder,
    "int": int,
    "float": float,
    "str": str,
    "bool": _flag,
}


def quiet() -> None:
    """Switch telemetry off for this process and all that it starts."""
    os.environ.update(QUIET_ENVIRONMENT)
