"""``namndlager doctor``: is everything there that a night needs, and what to mend.

Belongs here: looking at the machine, the folders, the settings and the state around the
pipeline. Each check is a function in ``CHECKS`` that yields what it finds; nothing here
changes anything but a probe file that is removed again.
"""

from __future__ import annotations

import importlib.metadata
import json
import os
import platform
import re
import shlex
import shutil
import stat
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

import duckdb
import yaml
from filelock import FileLock
from packaging.requirements import Requirement
from pydantic import ValidationError
from rich.console import Console

from pipeline.console.dagster_home import dagster_home
from pipeline.console.screen import escape, progress
from pipeline.extract.errors import UnreadableDocument
from pipeline.extract.readers.sidecar import SIDECAR_SUFFIX, read_sidecar, sidecar_of
from pipeline.intake.listing import (
    SAMPLES,
    Found,
    Refusal,
    list_documents,
)
from pipeline.publish.release import Release, ReleaseRefused, current_release
from pipeline.publish.space import disk_use, needed_bytes, told
from pipeline.publish.verify import problems_of
from pipeline.settings import PROJECT_ROOT, Settings
from pipeline.storage import PROBE

LOCK = PROJECT_ROOT / "requirements.lock"
PYTHONS = ((3, 11), (3, 13))

PLENTY = 3
"""With less room than so many runs need, it is time to make some."""

SHOWN = 3

MACHINERY = "schedule"


class Level(StrEnum):
    """How bad it is: a warning lets the night go on, an error does not."""

    OK = "ok"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line: what was looked at, how it is, and what mends it."""

    check: str
    level: Level
    said: str
    remedy: str = ""


Check = Callable[[Settings], Iterator[Finding]]


def _ok(check: str, said: str) -> Finding:
    return Finding(check, Level.OK, said)


def _warning(check: str, said: str, remedy: str) -> Finding:
    return Finding(check, Level.WARNING, said, remedy)


def _error(check: str, said: str, remedy: str) -> Finding:
    return Finding(check, Level.ERROR, said, remedy)


# --- environment -----------------------------------------------------------------------------


def python(_settings: Settings) -> Iterator[Finding]:
    """The interpreter is one that the locked versions are made for."""
    version = platform.python_version()
    if PYTHONS[0] <= sys.version_info[:2] <= PYTHONS[1]:
        yield _ok("python", f"{version} in {sys.prefix}")
    else:
        yield _error("python", f"{version}", "use 3.11, 3.12 or 3.13: make PYTHON=... clean test")


def libraries(_settings: Settings) -> Iterator[Finding]:
    """Every locked library is installed in its locked version."""
    if not LOCK.exists():
        yield _warning("libraries", f"there is no {LOCK.name}", "run from a clone of the project")
        return
    locked = locked_versions(LOCK.read_text(encoding="utf-8"))
    wrong = sorted(
        f"{name} {found or 'missing'} instead of {wanted}"
        for name, wanted in locked.items()
        if (found := _installed(name)) != wanted
    )
    if not wrong:
        yield _ok("libraries", f"{len(locked)} in their locked versions")
        return
    more = f" and {len(wrong) - SHOWN} more" if len(wrong) > SHOWN else ""
    yield _error("libraries", ", ".join(wrong[:SHOWN]) + more, "make clean, then make test")


def locked_versions(lock: str) -> dict[str, str]:
    """Versions by name of what a requirements file with hashes wants on this machine."""
    wanted: dict[str, str] = {}
    for line in re.sub(r"\\\n", " ", lock).splitlines():
        text = line.partition("--hash")[0].strip()
        if not text or text.startswith("#"):
            continue
        requirement = Requirement(text)
        if requirement.marker is None or requirement.marker.evaluate():
            wanted[requirement.name] = next(iter(requirement.specifier)).version
    return wanted


def _installed(name: str) -> str | None:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None


# --- settings ---------------------------------------------------------------------------------


def numbers(settings: Settings) -> Iterator[Finding]:
    """The settings can be kept on this machine."""
    memory = _physical_memory()
    wanted = settings.workers * settings.memory_bytes_per_document
    cores = os.cpu_count() or 1
    if memory and wanted > 2 * memory:
        yield _warning(
            "settings",
            f"{settings.workers} readers may take {told(wanted)}; the machine has {told(memory)}",
            "lower NAMNDLAGER_WORKERS or NAMNDLAGER_MEMORY_BYTES_PER_DOCUMENT",
        )
    if settings.engine == "inline":
        yield _warning(
            "settings",
            "documents are read without limits of time and memory",
            "unset NAMNDLAGER_EXTRACT_ENGINE",
        )
    yield _ok("settings", f"{settings.workers} readers on {cores} cores")


def hooks(settings: Settings) -> Iterator[Finding]:
    """Somebody is told when something is the matter."""
    if not settings.notify_command and not settings.notify_url:
        yield _warning(
            "hooks",
            "nobody is told of a failed run or a held document",
            "set NAMNDLAGER_NOTIFY_COMMAND or NAMNDLAGER_NOTIFY_URL, try it by "
            "`namndlager watch --test`",
        )
    if settings.notify_command:
        yield _command(settings.notify_command)
    if settings.notify_url:
        scheme = urlsplit(settings.notify_url).scheme
        if scheme not in {"http", "https"}:
            yield _error(
                "hooks", "NAMNDLAGER_NOTIFY_URL is no web address", "begin it with https://"
            )
        elif scheme == "http" and settings.notify_header:
            yield _warning(
                "hooks",
                "a secret header goes out unencrypted",
                "use https in NAMNDLAGER_NOTIFY_URL",
            )
        else:
            yield _ok("hooks", f"a webhook at {urlsplit(settings.notify_url).hostname}")


def _command(command: str) -> Finding:
    try:
        program = shlex.split(command)[0]
    except (ValueError, IndexError):
        return _error("hooks", "NAMNDLAGER_NOTIFY_COMMAND cannot be split", "close its quotes")
    if shutil.which(program) is None:
        return _error("hooks", f"{program} is not found", "name it with its whole path")
    return _ok("hooks", f"the command {program}")


# --- folders -----------------------------------------------------------------------------------


def raw(settings: Settings) -> Iterator[Finding]:
    """The raw folder is there and can be read, and what stands beside documents fits them."""
    folder = settings.raw_dir
    if not folder.is_dir():
        yield _error(
            "raw", f"there is no folder {folder}", "make it, mount it, or set NAMNDLAGER_RAW"
        )
        return
    listed = list_documents(folder)
    documents = [item for item in listed if isinstance(item, Found)]
    for refused in (item for item in listed if isinstance(item, Refusal)):
        yield _warning(
            "raw", f"{refused.source.source_file}: {refused.reason_code}", refused.reason
        )
    unread = [one.source_file for one in documents if not os.access(one.path, os.R_OK)]
    if unread:
        yield _warning("raw", f"{_some(unread)} cannot be read", "give the user access (chmod)")
    for document in documents:
        yield from _sidecar(document)
    if not documents:
        yield _warning("raw", f"{folder} holds no document", "put reports there (README)")
    elif documents[0].source_file.startswith(f"{SAMPLES}/"):
        yield _ok("raw", f"{len(documents)} invented samples: there are no reports of your own yet")
    else:
        yield _ok("raw", f"{len(documents)} documents in {folder}")


def _sidecar(document: Found) -> Iterator[Finding]:
    """What is wrong with a document's sidecar, or with a sidecar that is taken for a document."""
    if document.source_file.endswith(SIDECAR_SUFFIX):
        yield _warning(
            "raw",
            f"{document.source_file} stands beside no document",
            f"name it <file>{SIDECAR_SUFFIX}, or remove it",
        )
        return
    if sidecar_of(document.path).is_symlink():
        return  # the run refuses it, and nobody follows it here
    try:
        read_sidecar(document.path)
    except UnreadableDocument as error:
        yield _warning("raw", f"the sidecar of {document.source_file}", error.reason)


def warehouse(settings: Settings) -> Iterator[Finding]:
    """The warehouse folder can do what a release needs: write, lock, and swap a link."""
    folder = settings.warehouse_dir
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder, prefix=PROBE) as probe:
            target = Path(probe)
            (target / "a").write_text("x")
            (target / "link").symlink_to("a")
            (target / "link").replace(target / "swapped")
            with FileLock(target / "lock").acquire(timeout=1):
                pass
    except (OSError, NotImplementedError) as error:
        yield _error(
            "warehouse",
            f"{folder} does not allow files, links and locks: {error}",
            "give it to the user of the service (chown), on a local disk",
        )
        return
    if folder.stat().st_mode & stat.S_IWOTH:
        yield _warning("warehouse", f"everybody may write to {folder}", f"chmod o-w {folder}")
    else:
        yield _ok("warehouse", f"{folder} can be written to")


def space(settings: Settings) -> Iterator[Finding]:
    """There is room for a run, by the same reckoning that a run makes."""
    listed = list_documents(settings.raw_dir) if settings.raw_dir.is_dir() else []
    sizes = [one.path.lstat().st_size for one in listed if isinstance(one, Found)]
    needed, how = needed_bytes(settings, sum(sizes))
    use = disk_use(settings)
    said = f"{use}; a run needs {told(needed)} ({how})"
    if use.free < needed:
        yield _error("space", said, "namndlager prune --keep 2, or make room")
    elif use.free < PLENTY * needed:
        yield _warning("space", said, "make room before it is needed")
    else:
        yield _ok("space", said)


# --- what was published ------------------------------------------------------------------------


def release(settings: Settings) -> Iterator[Finding]:
    """The link leads to a release that can be opened and holds what its manifest says."""
    link = settings.database
    if link.is_symlink() and not link.exists():
        yield _error(
            "release",
            f"{link} leads to nothing",
            "`namndlager rollback` to a release that is there, or remove the link and run again",
        )
        return
    current = current_release(settings)
    if current is None:
        yield _warning("release", "nothing is published yet", "namndlager run")
        return
    for problem in problems_of(current.database, current.manifest):
        remedy = "namndlager run replaces it" if problem.is_damage else "end what holds it"
        yield _error("release", problem.text, remedy)
    yield _ok("release", _told(current))


def _told(current: Release) -> str:
    manifest = current.manifest
    hours = (datetime.now(UTC) - manifest.published_at) / timedelta(hours=1)
    return f"{manifest.release_id}, {hours:.0f} hours old, {len(manifest.documents)} documents"


def state(settings: Settings) -> Iterator[Finding]:
    """What has to survive between runs can be read."""
    damaged = [
        path
        for path in sorted(settings.state_dir.glob("*.json*"))
        if path.suffix in {".json", ".jsonl"} and not _is_json(path)
    ]
    aside = sorted(settings.state_dir.glob("*damaged*"))
    if damaged:
        yield _error(
            "state", f"{_some(damaged)} cannot be read", "restore a backup, or move the file away"
        )
    if aside:
        yield _warning(
            "state", f"{_some(aside)} were damaged and set aside", "look at them, then remove them"
        )
    if not damaged and not aside:
        yield _ok("state", str(settings.state_dir))


def _is_json(path: Path) -> bool:
    try:
        text = path.read_text(encoding="utf-8")
        for line in text.splitlines() if path.suffix == ".jsonl" else [text]:
            json.loads(line)
    except (OSError, ValueError):
        return False
    return True


# --- what runs by itself -------------------------------------------------------------------------


def dagster_folder(_settings: Settings) -> Iterator[Finding]:
    """Dagster's own folder can be written to and does not call home."""
    home = dagster_home()
    configuration = yaml.safe_load((home / "dagster.yaml").read_text(encoding="utf-8")) or {}
    if not os.access(home, os.W_OK | os.X_OK):
        yield _error("dagster", f"{home} cannot be written to", "chown it, or set DAGSTER_HOME")
    elif configuration.get("telemetry", {}).get("enabled") is not False:
        yield _warning(
            "dagster",
            f"{home / 'dagster.yaml'} lets Dagster call home",
            "add 'telemetry: {enabled: false}'",
        )
    else:
        yield _ok("dagster", str(home))


def schedule(settings: Settings) -> Iterator[Finding]:
    """Somebody starts the nightly run, and the last one went well."""
    dagster_home()
    import dagster as dg

    from pipeline.assets.keys import NIGHTLY
    from pipeline.watch.decide import WHAT_TO_DO, Kind, conditions
    from pipeline.watch.observe import last_run, observe

    now = datetime.now(UTC)
    with dg.DagsterInstance.get() as instance:
        yield from _daemons(instance)
        stopped = [
            one.instigator_name
            for one in instance.all_instigator_state()
            if one.status.value == "STOPPED"
        ]
        last = last_run(settings, instance, job=NIGHTLY, now=now)
    if stopped:
        yield _warning(
            MACHINERY, f"{_some(stopped)} switched off", "switch them on under Automation in the UI"
        )
    if last is None:
        yield _warning("last run", "there was none", "namndlager run")
    elif last.is_success:
        yield _ok("last run", f"went well, {last.ended_at:%Y-%m-%d %H:%M} UTC")
    else:
        said = f"failed, {last.ended_at:%Y-%m-%d %H:%M} UTC: {last.message}"
        yield _error("last run", said, "namndlager status says more")
    for condition in conditions(observe(settings, last, now=now, since=now)):
        if condition.kind is Kind.NO_RELEASE:
            yield _warning("release", condition.summary, WHAT_TO_DO[Kind.NO_RELEASE])


def _daemons(instance: object) -> Iterator[Finding]:
    """Whether Dagster's daemon lives, which asks the schedule and the sensors."""
    import dagster as dg

    assert isinstance(instance, dg.DagsterInstance)
    known = instance.get_daemon_statuses()
    needed = [known[name] for name in ("SCHEDULER", "SENSOR") if name in known]
    if needed and all(one.healthy for one in needed):
        yield _ok(MACHINERY, "the daemon is running")
        return
    yield _warning(
        MACHINERY,
        "no daemon asks the schedule",
        "keep `namndlager ui` running, or use the timer in deploy/systemd",
    )


CHECKS: Mapping[str, Check] = {
    "python": python,
    "libraries": libraries,
    "settings": numbers,
    "hooks": hooks,
    "raw": raw,
    "warehouse": warehouse,
    "space": space,
    "release": release,
    "state": state,
    "dagster": dagster_folder,
    MACHINERY: schedule,
}
"""What is looked at, in the order in which it is told."""


def examine(settings: Settings, checks: Mapping[str, Check] = CHECKS) -> tuple[Finding, ...]:
    """All findings; a check that cannot be carried out is an error of its own."""
    return tuple(
        finding for name, check in checks.items() for finding in _carried_out(name, check, settings)
    )


def _carried_out(name: str, check: Check, settings: Settings) -> Iterator[Finding]:
    try:
        yield from check(settings)
    except (
        OSError,
        ValueError,
        ReleaseRefused,
        ValidationError,
        duckdb.Error,
        yaml.YAMLError,
    ) as error:
        said = f"cannot be examined: {type(error).__name__}: {str(error).splitlines()[0]}"
        yield _error(name, said, "mend what it says; the rest was examined all the same")


def is_well(findings: Iterable[Finding]) -> bool:
    """True where a night would go well."""
    return all(finding.level is not Level.ERROR for finding in findings)


_COLOURS: Mapping[Level, str] = {Level.OK: "green", Level.WARNING: "yellow", Level.ERROR: "red"}


def run_doctor(environment: Mapping[str, str], console: Console, *, as_json: bool) -> int:
    """Examine and print a line a finding; 1 where there is an error."""
    try:
        with progress(console, "examining"):
            findings = examine(Settings.from_environment(environment))
    except ValueError as error:
        findings = (_error("settings", str(error), "mend the variable"),)
    if as_json:
        console.print_json(json.dumps([asdict(finding) for finding in findings]))
    else:
        for finding in findings:
            _print(finding, console)
    return 0 if is_well(findings) else 1


def _print(finding: Finding, console: Console) -> None:
    colour = _COLOURS[finding.level]
    line = f"[{colour}]{finding.level:<8}[/{colour}] {finding.check:<10} {escape(finding.said)}"
    console.print(line, soft_wrap=True)
    if finding.remedy:
        console.print(f"{'':20}-> {escape(finding.remedy)}", soft_wrap=True)


def _physical_memory() -> int | None:
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):
        return None


def _some(things: Iterable[object]) -> str:
    names = [str(one) for one in things]
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return ", ".join(names[:SHOWN]) + more
