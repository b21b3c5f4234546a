"""Bad files among good ones: each gets its reason, and the rest is published."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipeline.settings import Settings
from tests.support.job import Ran, run


@pytest.fixture
def ran(raw: Path, tmp_path: Path) -> Ran:
    good = (raw / "good.txt").read_text(encoding="utf-8")
    (raw / "empty.txt").write_bytes(b"")
    (raw / "minutes.txt").write_text("Protokoll\n\nMötet öppnades.\n" * 30, encoding="utf-8")
    # The head is all that stands before the first goal section.
    (raw / "headless.txt").write_text("\n".join(good.splitlines()[60:]), encoding="utf-8")
    (raw / "scan.pdf").write_bytes(b"%PDF-1.7\n\x00\x01 truncated")
    (raw / "outside.txt").symlink_to(shutil.copy(raw / "good.txt", tmp_path / "elsewhere.txt"))
    shutil.copy(raw / "good.txt", raw / "good-v2.txt")
    return run(Settings(raw_dir=raw, warehouse_dir=tmp_path / "warehouse"))


def test_bad_files_are_rejected_and_the_rest_is_published(ran: Ran) -> None:
    assert ran.status == 0, ran.printed
    reasons = dict(ran.rows("select source_file, reason_code from rejected_document"))
    assert reasons.pop("scan.pdf") in {"unsupported_format", "damaged", "no_text", "unreadable"}
    assert reasons == {
        "empty.txt": "empty",
        "minutes.txt": "not_a_report",
        "headless.txt": "unreadable_head",
        "outside.txt": "symlink",
    }
    sentences = [reason for (reason,) in ran.rows("select reason from rejected_document")]
    assert all(reason.endswith(".") and len(reason) > 20 for reason in sentences)
    assert ran.rows("select count(*) > 0 from fact_indicator_value") == [(True,)]
    assert "empty.txt: rejected (empty)" in ran.printed

    # Two files with one report: the greater name is current, the other stays queryable.
    assert ran.rows("select source_file, is_current from dim_report order by 1") == [
        ("good-v2.txt", True),
        ("good.txt", False),
    ]
    assert ran.rows(
        "select documents_seen, documents_new, documents_failed, published from load_run"
    ) == [(7, 7, 5, True)]


def test_a_run_that_cannot_start_says_why(tmp_path: Path) -> None:
    ran = run(Settings(raw_dir=tmp_path / "nowhere", warehouse_dir=tmp_path / "warehouse"))
    assert ran.status == 1
    assert "there is no raw folder" in ran.printed
