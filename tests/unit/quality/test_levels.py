"""Where the levels begin: said once in thresholds.yml, and the same wherever it counts."""

from __future__ import annotations

import re

from pipeline.quality.levels import read_thresholds
from pipeline.settings import PROJECT_ROOT


def test_marts_leave_out_at_the_confidence_that_the_gate_caps_to() -> None:
    macro = (PROJECT_ROOT / "dbt_project/macros/is_left_out.sql").read_text(encoding="utf-8")
    (bound,) = re.findall(r"confidence <= ([\d.]+)", macro)
    assert float(bound) == read_thresholds(PROJECT_ROOT / "expectations").doubtful_confidence
