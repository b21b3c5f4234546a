"""What the log of a run shows of a file's text is harmless and on one line."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from pathlib import Path

import dagster as dg

from pipeline.assets.reporter import LogReporter
from pipeline.intake import DocumentOutcome, Rejection, SourceFile
from pipeline.publish.staging import Stage


def test_the_log_of_a_run_has_a_line_an_event() -> None:
    class Kept(logging.Handler):
        def __init__(self) -> None:
            super().__init__()
            self.lines: list[str] = []

        def emit(self, record: logging.LogRecord) -> None:
            self.lines.append(record.getMessage())

    kept = Kept()

    @dg.op
    def reports() -> None:
        dg.get_dagster_logger().addHandler(kept)
        reporter = LogReporter()
        source = SourceFile("a.txt", Path("a.txt"), "hash", 1)
        rejection = Rejection("bad", "811218-9876\x1b[2J\nReleased", datetime.now(UTC))
        outcome = DocumentOutcome(source, None, rejection, False, False, 0.0)
        reporter.document(outcome, 1, 1)
        reporter.note("note\nof 670919-9530")
        reporter.stage(Stage.EXTRACT, "what\x07")
        reporter.table("dim_report", 0.3)
        dg.get_dagster_logger().removeHandler(kept)

    @dg.job
    def job() -> None:
        reports()

    job.execute_in_process()
    said = [line.rpartition(" - ")[2] for line in kept.lines]
    assert said == [
        r"1/1 a.txt: rejected (bad) XXXXXX-XXXX\x1b[2J\nReleased",
        r"note\nof XXXXXX-XXXX",
        r"extract: what\x07",
        "dim_report: built (0.3 s)",
    ]
