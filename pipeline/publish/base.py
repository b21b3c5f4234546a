"""What a new database is compared with: the current release, as it was published.

Where somebody holds its file open, a copy of its bytes is compared. Where its bytes are
damaged, the newest earlier release that is sound stands in, and what differs from it only
warns: documents may have come and gone since.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pipeline.publish.published import (
    DATABASE,
    Manifest,
    current_release,
    releases,
)
from pipeline.publish.staging import Stage, StagedRun
from pipeline.publish.verify import Problem, problems_of
from pipeline.settings import Settings


@dataclass(frozen=True, slots=True)
class Base:
    """What to compare with.

    Attributes:
        current_id: id of the release that is current; None where there is none.
        manifest: of the database to compare with; None where there is none.
        database: that database.
        problems: what is wrong with the published file.
    """

    current_id: str | None = None
    manifest: Manifest | None = None
    database: Path | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def stands_in(self) -> bool:
        """True where this is an earlier release than the current one."""
        return self.manifest is not None and self.manifest.release_id != self.current_id


@contextmanager
def comparison_base(run: StagedRun, settings: Settings) -> Iterator[Base]:
    """What the database of ``run`` is to be compared with; good inside the block only."""
    current = current_release(settings)
    if current is None:
        yield Base()
        return
    manifest = current.manifest
    problems = problems_of(current.database, manifest)
    if not problems:
        yield Base(manifest.release_id, manifest, current.database)
    elif any(problem.is_damage for problem in problems):
        sound = _newest_sound(settings, manifest)
        database = settings.releases_dir / sound.release_id / DATABASE if sound else None
        yield Base(manifest.release_id, sound, database, problems)
    else:
        copy = run.file(Stage.DIFF, "base.duckdb")
        shutil.copyfile(current.database, copy)
        try:
            yield Base(manifest.release_id, manifest, copy, problems)
        finally:
            copy.unlink()


def _newest_sound(settings: Settings, current: Manifest) -> Manifest | None:
    for manifest in reversed(releases(settings)):
        database = settings.releases_dir / manifest.release_id / DATABASE
        is_other = manifest.release_id != current.release_id
        if is_other and not problems_of(database, manifest):
            return manifest
    return None
