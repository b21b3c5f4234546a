"""Back to an earlier release, and on again.

After a rollback nothing is published by itself until somebody says ``resume``; a run that
a person starts may publish other content, but not what was left again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pydantic import TypeAdapter

from pipeline.person import kept, user_name
from pipeline.publish.freshness import require_run
from pipeline.publish.pointer import point
from pipeline.publish.published import (
    DATABASE,
    Manifest,
    ReleaseRefused,
    current_release,
    previous_release,
    release_lock,
    releases,
)
from pipeline.publish.verify import Problem, problems_of
from pipeline.publish.writers import wal_of, writers_of
from pipeline.settings import Settings
from pipeline.storage import read_json, remove_json, set_aside, write_json


@dataclass(frozen=True, slots=True)
class RolledBack:
    """That an earlier release is current, since when, why and by whose hand.

    ``left`` maps the fingerprint of each release that was left to its id: the same
    content is not published again.
    """

    release_id: str
    since: datetime
    why: str
    who: str
    left: dict[str, str]

    def __str__(self) -> str:
        names = ", ".join(self.left.values())
        return (
            f"rolled back to {self.release_id} (from {names}) since {self.since:%Y-%m-%d %H:%M} "
            f"by {self.who}: {self.why}; `namndlager resume` ends it"
        )


_ROLLED_BACK = TypeAdapter(RolledBack)
NO_REASON = "no reason given"


def rolled_back(settings: Settings) -> RolledBack | None:
    """The rollback that is in force; None where there is none."""
    return read_json(_file(settings), _ROLLED_BACK)


def rollback(
    settings: Settings,
    release_id: str | None = None,
    *,
    now: datetime,
    why: str = NO_REASON,
) -> Manifest:
    """Make another release current (None: the one before) and hold the one that was left.

    To the newest release there is only a way on: it ends the rollback.

    Raises:
        ReleaseRefused: there is no such release, its file is damaged, or somebody writes
            to it.
    """
    with release_lock(settings):
        current = current_release(settings)
        known = releases(settings)
        target = _target(settings, release_id, known)
        database = settings.releases_dir / target.release_id / DATABASE
        _refuse_unsound(database, target)
        before = rolled_back(settings)
        left = dict(before.left) if before else {}
        left.pop(target.fingerprint, None)
        if current is not None and target.order < current.manifest.order:
            left[current.manifest.fingerprint] = current.manifest.release_id
        require_run(settings)
        point(settings, database)
        if left and target.release_id != known[-1].release_id:
            record = RolledBack(target.release_id, now, kept(why), user_name(), left)
            write_json(_file(settings), _ROLLED_BACK, record)
        else:
            remove_json(_file(settings))
        return target


def resume(settings: Settings) -> RolledBack | None:
    """End a rollback: the next run publishes again. None where there was none."""
    with release_lock(settings):
        ended = rolled_back(settings)
        remove_json(_file(settings))
        require_run(settings)
        return ended


def end_rollback(settings: Settings) -> None:
    """Something new is published: whoever was rolled back is so no longer."""
    remove_json(_file(settings))


def _target(settings: Settings, release_id: str | None, known: list[Manifest]) -> Manifest:
    before = previous_release(settings)
    wanted = release_id or (before.release_id if before else None)
    for manifest in known:
        if manifest.release_id == wanted:
            return manifest
    listed = ", ".join(manifest.release_id for manifest in known) or "none"
    raise ReleaseRefused(f"there is no release {wanted or 'before this'}; known: {listed}")


def _refuse_unsound(database: Path, manifest: Manifest) -> None:
    if wal_of(database).exists() and not writers_of(database):
        # Readers would take it for part of the release, whose own bytes are checked below.
        set_aside(wal_of(database))
    problems: tuple[Problem, ...] = problems_of(database, manifest)
    if problems:
        told = "; ".join(problem.text for problem in problems)
        raise ReleaseRefused(f"{told}. Choose another release (`namndlager releases`).")


def _file(settings: Settings) -> Path:
    return settings.state_dir / "rolled_back.json"
