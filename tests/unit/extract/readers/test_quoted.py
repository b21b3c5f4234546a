"""A report quoted in a mail is read as the report is, at the same lines."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from pipeline.extract import read_report
from pipeline.extract.report import Report
from pipeline.settings import PROJECT_ROOT

SAMPLES = PROJECT_ROOT / "raw" / "samples"
NAMES = ("kvarnsjo-2025-t1.txt", "kvarnsjo-2025-t2.txt")  # tab text and flow text


@cache
def unquoted(name: str) -> Report:
    return read_report(SAMPLES / name)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("mark", ["> ", ">", ">> "])
def test_a_quoted_report_is_read_as_the_report_is(tmp_path: Path, name: str, mark: str) -> None:
    lines = (SAMPLES / name).read_text(encoding="utf-8").split("\n")
    path = tmp_path / name
    path.write_text("\n".join(f"{mark}{line}" for line in lines), encoding="utf-8")
    read, plain = read_report(path), unquoted(name)
    assert read.goals == plain.goals
    assert read.indicators == plain.indicators
    assert read.activities == plain.activities
    assert read.tables == plain.tables
