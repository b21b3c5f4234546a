"""Many published documents lost in one night stop a release; single ones, and new ones, do not."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from pipeline.publish.diff import compare
from pipeline.quality.results import CheckResult


def database(path: Path, read: int, lost: int = 0, carried: int = 0, new: int = 0) -> Path:
    """Reports 0 to ``read``, the last ``lost`` of them rejected; ``new`` files nobody can read.

    The first ``carried`` reports are carried over from an earlier release.
    """
    with duckdb.connect(path) as connection:
        connection.execute(
            "create table dim_report (report_key text, document_sha256 text, source_file text,"
            " carried_from text)"
        )
        connection.execute("create table rejected_document (source_file text, reason_code text)")
        for number in range(read - lost):
            row = [f"r{number}", f"hash {number}", f"r{number}.pdf"]
            release = "release 1" if number < carried else None
            connection.execute("insert into dim_report values (?, ?, ?, ?)", [*row, release])
        rejected = [(f"r{number}.pdf", "held_back") for number in range(read - lost, read)]
        rejected += [(f"r{number}.pdf", "held_back") for number in range(carried)]
        rejected += [(f"new {number}.pdf", "no_text") for number in range(new)]
        for one in rejected:
            connection.execute("insert into rejected_document values (?, ?)", list(one))
    return path


def landslide(tmp_path: Path, **now: int) -> CheckResult:
    old = database(tmp_path / "old.duckdb", now["read"], carried=now.get("carried", 0))
    new = database(tmp_path / "new.duckdb", **now)
    (result,) = [r for r in compare(new, old).results if r.name == "no_landslide"]
    return result


@pytest.mark.parametrize(
    ("read", "lost", "blocks"),
    [(5, 2, False), (20, 2, False), (20, 3, True), (40, 4, False), (40, 5, True)],
)
def test_more_than_a_tenth_and_at_least_three_are_a_landslide(
    tmp_path: Path, read: int, lost: int, blocks: bool
) -> None:
    result = landslide(tmp_path, read=read, lost=lost)
    assert not result.passed
    assert result.blocks is blocks
    assert f"{lost} of {read} documents" in result.message
    assert f"r{read - 1}.pdf (held_back)" in result.message


def test_new_files_that_cannot_be_read_count_for_nothing(tmp_path: Path) -> None:
    assert landslide(tmp_path, read=5, new=50).passed


def test_what_was_carried_over_before_is_no_news(tmp_path: Path) -> None:
    result = landslide(tmp_path, read=20, carried=10, lost=2)
    assert not result.blocks
    assert "2 of 20" in result.message
