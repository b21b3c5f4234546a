"""Is a published file what was published, and can everything in it be read?

The quick look that every run and every tick takes is no sampling: it hashes the whole
file (a second for a gigabyte or two), looks for a ``.wal`` beside it and opens it. The
thorough one (``namndlager verify``) also reads every value of every table and counts rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb

from pipeline.intake.inventory import sha256_of
from pipeline.publish.database import connect, quoted, row_counts
from pipeline.publish.published import DATABASE, MANIFEST, Manifest, read_manifest
from pipeline.publish.writers import wal_of, writers_of
from pipeline.settings import Settings


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a published file, in a sentence that says what to do.

    ``is_damage`` where the bytes are not those that were published; else they are, but
    somebody keeps others from reading them.
    """

    text: str
    is_damage: bool


Look = Callable[[Path, Manifest], Iterator[Problem]]


def problems_of(database: Path, manifest: Manifest) -> tuple[Problem, ...]:
    """The quick look at a published file; nothing where all is well."""
    return _look(QUICK, database, manifest)


def all_problems_of(folder: Path) -> tuple[Problem, ...]:
    """The thorough look at the folder of a release."""
    manifest = read_manifest(folder)
    if manifest is None:
        return (Problem(f"{folder / MANIFEST} is missing or damaged", is_damage=True),)
    return _look(THOROUGH, folder / DATABASE, manifest)


def release_folders(settings: Settings) -> list[Path]:
    """Every folder in ``releases/``, complete or not."""
    if not settings.releases_dir.is_dir():
        return []
    return sorted(path for path in settings.releases_dir.iterdir() if path.is_dir())


def _look(looks: tuple[Look, ...], database: Path, manifest: Manifest) -> tuple[Problem, ...]:
    """Look until something is found: after that, the rest says nothing new."""
    for look in looks:
        if found := tuple(look(database, manifest)):
            return found
    return ()


def _is_there(database: Path, _manifest: Manifest) -> Iterator[Problem]:
    if not database.is_file():
        yield Problem(f"{database} is gone", is_damage=True)


def _has_its_bytes(database: Path, manifest: Manifest) -> Iterator[Problem]:
    if sha256_of(database) != manifest.database_sha256:
        yield Problem(
            f"{database} is not what was published: its bytes have another checksum", is_damage=True
        )


def _is_nobodys(database: Path, _manifest: Manifest) -> Iterator[Problem]:
    holders = writers_of(database)
    if holders:
        who = ", ".join(map(str, holders))
        yield Problem(
            f"{database} is held open for writing by {who}: end that program; "
            "published files are only to be read",
            is_damage=False,
        )
    elif wal_of(database).exists():
        yield Problem(
            f"{wal_of(database)} is left by somebody who wrote to the published file; readers "
            "may see what was never published",
            is_damage=False,
        )


def _opens(database: Path, _manifest: Manifest) -> Iterator[Problem]:
    try:
        connect(database).close()
    except duckdb.IOException as error:
        is_lock = "lock" in str(error)
        advice = (
            "end the program that holds it (another container, another user?)" if is_lock else ""
        )
        yield Problem(f"{database} cannot be opened: {error} {advice}".strip(), not is_lock)
    except duckdb.Error as error:
        yield Problem(f"{database} cannot be opened: {error}", is_damage=True)


def _has_its_rows(database: Path, manifest: Manifest) -> Iterator[Problem]:
    with connect(database) as connection:
        counted = row_counts(connection)
    for table in sorted(counted.keys() | manifest.row_counts.keys()):
        said, found = manifest.row_counts.get(table), counted.get(table)
        if said != found:
            yield Problem(
                f"{table} has {_rows(found)}; the manifest says {_rows(said)}", is_damage=True
            )


def _can_be_read(database: Path, _manifest: Manifest) -> Iterator[Problem]:
    with connect(database) as connection:
        for table in row_counts(connection):
            try:
                connection.execute(f"select bit_xor(hash(t)) from {quoted(table)} as t").fetchall()
            except duckdb.Error as error:
                yield Problem(f"{table} cannot be read: {error}", is_damage=True)


def _rows(count: int | None) -> str:
    return "no such table" if count is None else f"{count:,} rows"


QUICK: tuple[Look, ...] = (_is_there, _has_its_bytes, _is_nobodys, _opens)
THOROUGH: tuple[Look, ...] = (*QUICK, _has_its_rows, _can_be_read)
