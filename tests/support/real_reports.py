"""Where the real reports and their hand-read truth stand: beside the project, not in it.

They are other people's texts, so they are no part of a clone. A test that needs them
carries the mark ``real_reports`` (by itself, or by asking for the fixture ``real_run`` or
``real_reports``) and is skipped where they are missing. Where they must be there,
``REQUIRE_REAL_REPORTS=1`` refuses to run without them.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pipeline.settings import PROJECT_ROOT

MARK = "real_reports"
FIXTURE = "real_reports"
REQUIRE = "REQUIRE_REAL_REPORTS"

SHARED = PROJECT_ROOT.parent / "shared"
REPORTS = SHARED / "reports"
TRUTH = SHARED / "truth"


def missing(shared: Path = SHARED) -> str | None:
    """Say what is missing of the real reports, or None where they are all there."""
    lacking = [
        name
        for name, pattern in (("reports", "*.txt"), ("truth", "doc*"))
        if not any((shared / name).glob(pattern))
    ]
    if not lacking:
        return None
    return f"needs the real reports: no {' and no '.join(lacking)} in {shared.name}/ beside it"


def are_required(environment: Mapping[str, str]) -> bool:
    """True where tests of the real reports must not be skipped."""
    return environment.get(REQUIRE, "") not in {"", "0"}
