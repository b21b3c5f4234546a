"""Nights of random changes publish what a warehouse says that is built of the last files at once.

What a night keeps (readings, facts, blocks, bounds, findings, statements, tests that passed)
may only save work: reports come, change, go, are renamed and superseded, and no figure, word
or key is another one for it.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipeline.publish import increments
from pipeline.publish.diff import fingerprint_of
from pipeline.publish.published import current_release
from pipeline.settings import Settings
from tests.corpus import cycle, library
from tests.corpus.model import Kind
from tests.support.job import run

NIGHTS = 3
CHANGES = 3
"""A night."""

COMMITTEES = ("Kvarnsjö", "Granholmen-Söderbacka")
FORMAT = "tab_text"


@dataclass
class Archive:
    """A raw folder that somebody keeps changing."""

    folder: Path
    chance: random.Random

    def change(self) -> str:
        """One random change; what it was."""
        files = sorted(self.folder.iterdir())
        ways: list[Callable[[list[Path]], str]] = [self.add]
        if len(files) > 1:
            ways += [self.rewrite, self.remove, self.rename, self.supersede]
        return self.chance.choice(ways)(files)

    def add(self, _files: list[Path]) -> str:
        """A report of a committee, year and kind that may be there already."""
        committee = self.chance.choice(COMMITTEES)
        year, kind = self.chance.choice((2024, 2025)), self.chance.choice(list(Kind))
        return self._write(f"{committee}-{year}-{kind.value}.txt")

    def rewrite(self, files: list[Path]) -> str:
        """The same report with other figures and words."""
        return self._write(self.chance.choice(files).name)

    def remove(self, files: list[Path]) -> str:
        """A file goes."""
        gone = self.chance.choice(files)
        gone.unlink()
        return f"{gone.name} goes"

    def rename(self, files: list[Path]) -> str:
        """The same bytes under another name."""
        old = self.chance.choice(files)
        new = old.with_name(f"{old.stem}+{old.suffix}")
        old.rename(new)
        return f"{old.name} is {new.name}"

    def supersede(self, files: list[Path]) -> str:
        """Another version of a report beside it."""
        name = self.chance.choice(files)
        return self._write(f"{name.stem}_{self.chance.randrange(99)}{name.suffix}")

    def _write(self, name: str) -> str:
        *committee, year, kind = name.partition(".")[0].split("+")[0].split("_")[0].split("-")
        seed = self.chance.randrange(10_000)
        report = cycle.compose(seed, "-".join(committee), int(year), Kind(kind))
        (self.folder / name).write_bytes(library.render(report, FORMAT, seed).data)
        return f"{name} is written with seed {seed}"


@pytest.mark.parametrize("seed", [1, 2])
def test_what_nights_keep_changes_nothing_that_is_published(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    # Databases are made out of the one before wherever they can be.
    monkeypatch.setattr(increments, "LEAST_REPORTS", 0)
    raw = tmp_path / "raw"
    raw.mkdir()
    archive = Archive(raw, random.Random(seed))
    nightly = Settings(raw_dir=raw, warehouse_dir=tmp_path / "nightly", accept_changes=True)
    for _ in range(2):
        archive.add([])
    said = []
    for _ in range(NIGHTS):
        said += [archive.change() for _ in range(CHANGES)]
        ran = run(nightly)
        assert ran.status == 0, ran.printed
    at_once = Settings(raw_dir=raw, warehouse_dir=tmp_path / "at_once")
    ran = run(at_once)
    assert ran.status == 0, ran.printed
    by_night, full = current_release(nightly), current_release(at_once)
    assert by_night is not None and full is not None
    rows = {**by_night.manifest.row_counts, "load_run": 1}
    assert rows == full.manifest.row_counts, said
    assert by_night.manifest.fingerprint == full.manifest.fingerprint, said
    # What a build knows of its rows is so.
    assert by_night.manifest.fingerprint == fingerprint_of(by_night.database), said
