"""One ``namndlager run`` whose stages are timed by the processor's clock.

``python -m tests.benchmarks.one_run RESULT.json``, with the settings in the environment. A
process of its own, so that its peak memory is that of one run; it imports what the command
itself imports, so that a run with nothing new is measured as it is.
"""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path

from pipeline.cli import main as namndlager
from pipeline.publish.staging import Stage, StagedRun

BEFORE = "start"
"""What is done before the first stage; a run with nothing new has nothing else."""


class Marks:
    """Processor seconds at the start of each stage, children that have ended included.

    ``peaks`` is the greatest memory that the process had taken by then, in bytes.
    """

    def __init__(self) -> None:
        self.marks: list[tuple[str, float]] = [(BEFORE, 0.0)]
        self.peaks: list[int] = [0]
        self._start = StagedRun.start

    def watch(self) -> None:
        """From now on each stage that a run starts is noted."""
        marks = self

        def start(run: StagedRun, stage: Stage) -> None:
            marks.marks.append((stage.value, spent()))
            marks.peaks.append(peak(resource.RUSAGE_SELF))
            marks._start(run, stage)

        setattr(StagedRun, "start", start)  # noqa: B010  a method is no variable to mypy

    def by_stage(self) -> dict[str, float]:
        """Processor seconds of each stage; one that was repeated has the sum."""
        ends = [seconds for _, seconds in self.marks[1:]] + [spent()]
        took: dict[str, float] = {}
        for (name, start), end in zip(self.marks, ends, strict=True):
            took[name] = took.get(name, 0.0) + end - start
        return took

    def peaks_by_stage(self) -> dict[str, int]:
        """Greatest memory by the end of each stage, in bytes."""
        ends = [*self.peaks[1:], peak(resource.RUSAGE_SELF)]
        return {name: end for (name, _), end in zip(self.marks, ends, strict=True)}


def spent() -> float:
    """Processor seconds of this process and its ended children, since they began."""
    both = (resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in both)


def peak(who: int) -> int:
    """Greatest resident memory in bytes; of children, that of the largest one."""
    largest = resource.getrusage(who).ru_maxrss
    return largest if sys.platform == "darwin" else largest * 1024  # Linux counts in KiB


def main(result: Path) -> int:
    """Run, and write what it took."""
    marks = Marks()
    marks.watch()
    sys.argv = ["namndlager", "run", "--quiet"]
    status = 0
    try:
        namndlager()
    except SystemExit as end:
        status = int(end.code or 0)
    result.write_text(
        json.dumps(
            {
                "status": status,
                "stages": marks.by_stage(),
                "peaks": marks.peaks_by_stage(),
                "coordinator": peak(resource.RUSAGE_SELF),
                "worker": peak(resource.RUSAGE_CHILDREN),
            }
        )
    )
    return status


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1])))
