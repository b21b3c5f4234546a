"""Runs that are killed at any point, with readers on the published path, and what follows.

A killed run is ``namndlager run`` as a person starts it, as a process group that gets
SIGKILL: at its start, in each stage (told by the lines that it prints) and in the moments
of publishing (told by the folders that appear). Before each kill the raw folder gains or
loses a report, so that there is something to publish. The next run must succeed, and give
the release that an undisturbed run gives of the same files.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from random import Random

from pipeline.publish.release import current_release
from pipeline.publish.staging import Stage
from pipeline.settings import PROJECT_ROOT, Settings
from tests.corpus import cycle, library
from tests.corpus.model import Kind
from tests.faults.reading import ask

START = "start"
PUBLISHING = "publishing"
POINTS = (START, *(stage.value for stage in Stage), PUBLISHING)
"""Where a run is killed; one after the other."""

READERS = 4
WITHOUT_CACHE = 5
"""Every so many kills the cache is empty, so that a kill hits documents being read."""

LATE = 4
"""How often a kill is tried again where the run had ended before it."""

_STAGE_LINE = re.compile(r"^\s*([\d.]+) s\s+(\w+)")
_MOMENT = 0.05
"""Seconds within which a run is killed at a point of which its lines do not tell the end."""

_POLL_SECONDS = 0.002
_RUN_SECONDS = 900.0

FILES = {
    "a.txt": ("Kvarnsjö", Kind.T1),
    "b.txt": ("Kvarnsjö", Kind.T2),
    "c.txt": ("Granholmen-Söderbacka", Kind.T1),
}
SOMETIMES = "c.txt"


@dataclass(frozen=True, slots=True)
class Ended:
    """A run that ended by itself."""

    status: int
    printed: str


@dataclass(frozen=True, slots=True)
class Kill:
    """A run that was killed; ``point`` is where, ``delay`` how long after its beginning.

    ``told`` is what was wrong after the next run in peace, where one followed.
    """

    number: int
    point: str
    delay: float
    without_cache: bool
    is_followed: bool
    told: str = ""


@dataclass
class Toll:
    """What came of killing runs and of reading meanwhile."""

    kills: list[Kill] = field(default_factory=list)
    runs: int = 0
    healing: int = 0
    healed: int = 0
    queries: int = 0
    refused: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    @property
    def by_point(self) -> Counter[str]:
        """How many kills there were at each point."""
        return Counter(kill.point for kill in self.kills)

    @property
    def is_sound(self) -> bool:
        """True where nothing was refused, wrong, or stayed broken."""
        return not self.refused and not self.wrong and self.healed == self.healing


@dataclass(frozen=True, slots=True)
class Place:
    """A raw folder, a warehouse and a Dagster folder of their own."""

    folder: Path

    @property
    def settings(self) -> Settings:
        """The settings of its runs."""
        return Settings(raw_dir=self.folder / "raw", warehouse_dir=self.folder / "warehouse")

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """Start ``namndlager run`` as a process group."""
        environment = {
            **os.environ,
            "NAMNDLAGER_RAW": str(self.folder / "raw"),
            "NAMNDLAGER_WAREHOUSE": str(self.folder / "warehouse"),
            "DAGSTER_HOME": str(self.folder / "dagster"),
            "PYTHONUNBUFFERED": "1",
            "COLUMNS": "300",
        }
        return subprocess.Popen(
            [sys.executable, "-m", "pipeline.cli", "run", *arguments],
            cwd=PROJECT_ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def run(self) -> Ended:
        """Let a run end by itself."""
        process = self.start()
        printed, _ = process.communicate(timeout=_RUN_SECONDS)
        return Ended(process.returncode, printed)

    def fill(self, files: Mapping[str, bytes]) -> None:
        """Have these files in the raw folder and no others; what is there is not touched."""
        raw = self.folder / "raw"
        raw.mkdir(parents=True, exist_ok=True)
        for path in raw.iterdir():
            if path.name not in files:
                path.unlink()
        for name, data in files.items():
            if not (raw / name).exists():
                (raw / name).write_bytes(data)

    def fingerprint(self) -> str:
        """The fingerprint of the release that is current; empty where there is none."""
        current = current_release(self.settings)
        return current.manifest.fingerprint if current else ""

    def released(self) -> int:
        """How many folders of releases there are."""
        folder = self.settings.releases_dir
        return len(list(folder.iterdir())) if folder.is_dir() else 0


def _report(committee: str, kind: Kind) -> bytes:
    report = cycle.compose("kill", committee, 2024, kind)
    return library.render(report, "tab_text_clean", "kill").data


@dataclass(frozen=True, slots=True)
class Expected:
    """What an undisturbed run gives: what is released, what a reader is answered, and when.

    ``seconds`` maps points to how long the run stayed there.
    """

    files: Mapping[str, bytes]
    fingerprint: str
    answer: list[object]
    seconds: Mapping[str, float]


def expected_of(place: Place, printed: str) -> Expected:
    """What a run in a place has given that printed this and was not disturbed."""
    raw = place.folder / "raw"
    return Expected(
        files={path.name: path.read_bytes() for path in raw.iterdir()},
        fingerprint=place.fingerprint(),
        answer=ask(place.settings.database),
        seconds=_seconds_of(printed),
    )


def undisturbed(more: Place, fewer: Place) -> tuple[Expected, Expected]:
    """Run in peace on three files and on two, each in a place of its own."""
    files = {name: _report(*what) for name, what in FILES.items()}
    most = {name: data for name, data in files.items() if name != SOMETIMES}
    return _undisturbed(more, files), _undisturbed(fewer, most)


def _undisturbed(place: Place, files: Mapping[str, bytes]) -> Expected:
    place.fill(files)
    ended = place.run()
    if ended.status:
        raise RuntimeError(f"an undisturbed run failed:\n{ended.printed}")
    return expected_of(place, ended.printed)


def _seconds_of(printed: str) -> dict[str, float]:
    """How long a run stayed at each point, by the lines that it printed."""
    began = {START: 0.0}
    for line in printed.splitlines():
        if (found := _STAGE_LINE.match(line)) and found[2] in POINTS:
            began.setdefault(found[2], float(found[1]))
    return {point: end - at for (point, at), (_, end) in pairwise(began.items())}


def kill_runs(
    points: Sequence[str],
    *,
    seed: str,
    place: Place,
    changed: Expected,
    before: Expected,
    logs: Path,
    readers: int = READERS,
    heal_every: int = 1,
    tell: Callable[[Kill], None] = lambda kill: None,
) -> Toll:
    """Kill a run at each of the points; after ``heal_every`` kills one is left in peace.

    Args:
        points: where, one after the other.
        seed: of the moments.
        place: where runs are killed; what ``before`` tells of is released there.
        changed: what the next runs have to give. After each run in peace, these two change
            places.
        before: see there.
        logs: folder for what readers write.
        readers: how many.
        heal_every: see above.
        tell: told of each kill.
    """
    toll = Toll()
    with reading(place, logs, readers) as written:
        for number, point in enumerate(points):
            random = Random(f"{seed}:{number}")
            expected = before if (number // heal_every) % 2 else changed
            place.fill(expected.files)
            without_cache = number % WITHOUT_CACHE == 0 or point == Stage.EXTRACT
            longest = expected.seconds.get(point, _MOMENT)
            delay = _killed(place, point, random, longest, toll, without_cache=without_cache)
            is_healing = (number + 1) % heal_every == 0 or number + 1 == len(points)
            told = _heal(place, expected.fingerprint, toll) if is_healing else ""
            kill = Kill(number, point, delay, without_cache, is_healing, told)
            toll.kills.append(kill)
            tell(kill)
    _count(written, (changed.answer, before.answer), toll)
    return toll


def _killed(
    place: Place,
    point: str,
    random: Random,
    longest: float,
    toll: Toll,
    *,
    without_cache: bool,
) -> float:
    """Kill a run at a point, for certain: a run that ended before is started again."""
    for attempt in range(LATE):
        if without_cache:
            shutil.rmtree(place.settings.cache_dir, ignore_errors=True)
        # A later attempt strikes sooner.
        delay = random.uniform(0, longest) / (1 + attempt)
        before = place.released()
        process = place.start("--force")
        toll.runs += 1
        try:
            reached = _wait_for(process, point, place, before)
            if reached:
                time.sleep(delay)
        finally:
            was_alive = process.poll() is None
            if was_alive:
                os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
        if reached and was_alive:
            return delay
    return 0.0


def _wait_for(process: subprocess.Popen[str], point: str, place: Place, released: int) -> bool:
    """True when a run has come to a point; False where it ended without."""
    if point == START:
        return True
    if point == PUBLISHING:
        while process.poll() is None and place.released() <= released:
            time.sleep(_POLL_SECONDS)
        return place.released() > released
    assert process.stdout is not None
    return any(_stage_of(line) == point for line in process.stdout)


def _stage_of(line: str) -> str | None:
    """The stage that a printed line tells of."""
    found = _STAGE_LINE.match(line)
    return found[2] if found else None


def _heal(place: Place, fingerprint: str, toll: Toll) -> str:
    """Run in peace; what is wrong afterwards, or nothing."""
    ended = place.run()
    toll.runs += 1
    toll.healing += 1
    if ended.status:
        return f"the next run failed: {ended.printed[-2_000:]}"
    if place.fingerprint() != fingerprint:
        return "the next run gave another release than an undisturbed one"
    toll.healed += 1
    return ""


@contextmanager
def reading(place: Place, folder: Path, count: int) -> Iterator[list[Path]]:
    """Processes that read the published path all the time; gives their logs."""
    folder.mkdir(parents=True)
    logs = [folder / f"{number}.jsonl" for number in range(count)]
    database = str(place.settings.database)
    processes = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.faults.reading", database, str(log)], cwd=PROJECT_ROOT
        )
        for log in logs
    ]
    try:
        yield logs
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.wait()


def _count(logs: Sequence[Path], answers: Sequence[list[object]], toll: Toll) -> None:
    for log in logs:
        for line in log.read_text(encoding="utf-8").splitlines():
            answer = json.loads(line)
            toll.queries += 1
            if len(answer) == 1:
                toll.refused.append(str(answer[0]))
            elif answer not in answers:
                toll.wrong.append(line)
