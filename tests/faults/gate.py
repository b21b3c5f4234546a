"""Real and generated reports, some odd, through a whole run: what is held, at which level.

The short form is ``tests/integration/test_gate.py``, the long one ``python -m tests.faults gate``.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from pipeline.settings import PROJECT_ROOT, Settings
from tests.support.job import Ran, run
from tests.support.odd_reports import write_night

GENERATED = 12
REAL_REPORTS = PROJECT_ROOT.parent / "shared" / "reports"

_MARKED = """
    select source_file, count(*) from (
        select source_file from fact_activity where is_out_of_bounds
        union all select source_file from fact_indicator_value where is_out_of_bounds
        union all select source_file from fact_table_cell where is_out_of_bounds
        union all select source_file from fact_budget_line where is_out_of_bounds
        union all select source_file from fact_key_figure where is_out_of_bounds
    ) group by all order by all
"""
_FINDINGS = """
    select evidence[1].source_file, rule from data_finding
    where rule in ('activity_dates', 'outside_bounds') order by all
"""


def gate_night() -> int:
    """Print what came of every odd report; 1 where anything else was touched."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        odd = write_night(folder / "raw", good=GENERATED - 6)
        real = _copy_real_reports(folder / "raw" / "real")
        ran = run(Settings(raw_dir=folder / "raw", warehouse_dir=folder / "warehouse"))
        print(f"{GENERATED} generated reports, {len(odd)} of them odd; {real} real ones")
        return _tell(ran, odd)


def _copy_real_reports(folder: Path) -> int:
    if not REAL_REPORTS.is_dir():
        print(f"The real reports are not compared: there is no {REAL_REPORTS.name}/ beside us.")
        return 0
    shutil.copytree(REAL_REPORTS, folder)
    return sum(path.is_file() for path in folder.iterdir())


def _tell(ran: Ran, odd: Mapping[str, str]) -> int:
    if ran.status != 0:
        print(ran.printed)
        return 1
    rejected = dict(ran.rows("select source_file, reason_code from rejected_document"))
    marked = dict(ran.rows(_MARKED))
    findings = ran.rows(_FINDINGS)
    ((published,),) = ran.rows("select count(*) from dim_report")
    print(f"  released, documents published             {published:>4}")
    for oddity, file in odd.items():
        told = [rule for source, rule in findings if source == file]
        level = rejected.get(file) or f"{marked.get(file, 0)} value marked"
        print(f"  {oddity:<24}{level:<18}{', '.join(told)}")
    others = {file for file in (*rejected, *marked) if file not in odd.values()}
    print(f"  other documents held, rejected or marked  {len(others):>4}  {', '.join(others)}")
    return 1 if others else 0
