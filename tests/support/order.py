"""Which files of tests begin, where several processes share them.

A file stays with one process. If a file that takes minutes begins when the others are through,
all wait for it; so those that take longest come first, and the many short ones fill up.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pipeline.settings import PROJECT_ROOT

DEAREST_FIRST = (
    # The first two make the runs that most others copy; each its own, so that none waits.
    "faults/test_kill.py",
    "integration/test_safe_sums.py",
    "browser/test_dashboard.py",
    "integration/test_parts.py",
    "integration/test_documents_stand_in.py",
    "integration/test_upgrade.py",
    "integration/test_bad_input.py",
    "integration/test_gate.py",
    "faults/test_fuzz.py",
    "integration/test_dbt_warehouse.py",
    "unit/extract/readers/test_formats_same_rows.py",
    "integration/test_nothing_private.py",
    "integration/test_healing.py",
    "reconciliation/test_reconciliation.py",
    "integration/test_nothing_is_lost.py",
    "integration/test_one_report_a_night.py",
    "browser/test_engineer.py",
    "integration/test_accuracy.py",
    "integration/test_real_reports.py",
    "unit/extract/test_large_texts.py",
    "integration/test_ui_guard.py",
    "integration/test_cluster.py",
    "browser/test_dashboard_real_reports.py",
    "integration/test_blame.py",
)
"""Files below ``tests/`` by what they took when CI last listed it (``pytest --durations``)."""

TESTS = PROJECT_ROOT / "tests"


def dearest_first() -> Callable[[Path], int]:
    """Gives a file of tests its place among all; those that nobody named stay as they were."""
    places = {TESTS / name: number for number, name in enumerate(DEAREST_FIRST)}
    return lambda path: places.get(path, len(places))
