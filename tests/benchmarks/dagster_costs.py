"""What Dagster costs: loading the code location, and the whole job beside the command line.

``python -m tests.benchmarks.dagster_costs [--raw FOLDER] [--beside CHECKOUT]``. Seconds are of
the processor, of a process with all its children, so that a busy machine changes them little.
All ways of running the job read the same files into a warehouse of their own; the ratios are
of one go. ``--beside`` names a working tree of another state of the project, whose command
line is measured as well: whether the job has become slower since.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from pipeline.console.dagster_home import DAGSTER_YAML
from pipeline.settings import PROJECT_ROOT

REPEATS = 3

IMPORT = ("-c", "import dagster")
LOAD = (
    "-c",
    "from pipeline.definitions import build_defs; build_defs().get_repository_def()",
)
COMMAND = ("-m", "pipeline.cli", "run", "--force", "--quiet")
JOB = ("-m", "dagster", "job", "execute", "-m", "pipeline.definitions", "-j", "nightly")


def processor_seconds(
    arguments: Sequence[str], environment: Mapping[str, str], *, project: Path = PROJECT_ROOT
) -> float:
    """Processor seconds of a Python process and its children, on the code in ``project``.

    Raises:
        subprocess.CalledProcessError: it failed.
    """
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [sys.executable, *arguments],
        cwd=project,
        env={**os.environ, **environment},
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def loading() -> float:
    """Median seconds of loading the code location above the bare import of Dagster."""
    with tempfile.TemporaryDirectory() as folder:
        environment = _home(Path(folder))
        processor_seconds(LOAD, environment)  # parses the dbt project where that is new
        bare = [processor_seconds(IMPORT, environment) for _ in range(REPEATS)]
        loaded = [processor_seconds(LOAD, environment) for _ in range(REPEATS)]
    return statistics.median(loaded) - statistics.median(bare)


def job(arguments: Sequence[str], raw: Path, *, project: Path = PROJECT_ROOT) -> float:
    """Seconds of the whole job on the files of a folder, into an empty warehouse."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**_home(Path(folder), project), "NAMNDLAGER_RAW": str(raw.absolute())}
        return processor_seconds(arguments, environment, project=project)


def _home(folder: Path, project: Path = PROJECT_ROOT) -> dict[str, str]:
    home = folder / "dagster"
    home.mkdir()
    if project == PROJECT_ROOT:  # another state of the project writes its own
        (home / "dagster.yaml").write_text(DAGSTER_YAML, encoding="utf-8")
    return {"NAMNDLAGER_WAREHOUSE": str(folder / "warehouse"), "DAGSTER_HOME": str(home)}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--raw", type=Path, default=PROJECT_ROOT / "raw", help="what is read")
    parser.add_argument("--beside", type=Path, help="a working tree of another state")
    arguments = parser.parse_args()
    print(f"loading the code location: {loading():.1f} s above the import of Dagster")
    command, dagster = job(COMMAND, arguments.raw), job(JOB, arguments.raw)
    print(f"the job by the command line: {command:.1f} s, by Dagster: {dagster:.1f} s")
    print(f"ratio: {dagster / command:.2f}")
    if arguments.beside:
        before = job(COMMAND, arguments.raw, project=arguments.beside)
        print(f"by the command line of {arguments.beside}: {before:.1f} s")
        print(f"ratio: {command / before:.2f}")


if __name__ == "__main__":
    main()
