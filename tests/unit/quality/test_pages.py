"""Pages for people: complete, escaped, and readable without network."""

from __future__ import annotations

import re
from pathlib import Path

from pipeline.quality import reconcile, verdict
from pipeline.quality.check_report import write_check_report
from pipeline.quality.finding_report import write_finding_report
from pipeline.quality.results import CheckResult
from pipeline.quality.swedish import report_names
from pipeline.transform import build_tables
from tests.unit.transform.reports import outcome, report, table

_OUTSIDE = re.compile(r"https?:|src=|href=.(?!#)|@import|url\(|<script", re.IGNORECASE)


def test_the_finding_report_shows_every_finding_with_its_places(tmp_path: Path) -> None:
    budget = table(
        "budget_by_area",
        ("Mnkr", "Budget 2024", "Bokslut 2024"),
        ("Vård <b>", "100,0", "99,0"),
        ("Förskola", "50,0", "51,0"),
        ("Totalt", "150,0", "152,0"),
        title="Driftbudget",
    )
    tables = build_tables([outcome(report(tables=(budget,)))], extractor_version="v1")
    findings = reconcile.find(tables)
    assert findings.num_rows
    write_finding_report(findings, tmp_path / "findings.html", report_names(tables))
    page = (tmp_path / "findings.html").read_text(encoding="utf-8")
    for finding in findings.to_pylist():
        assert finding["finding_key"] in page
        for place in finding["evidence"]:
            assert place["text"] in page.replace("<mark>", "").replace("</mark>", "")
    assert "<mark>152,0</mark>" in page and "<mark>50,0</mark>" not in page
    assert "<b>" not in page.split("</style>")[1]
    assert not _OUTSIDE.search(page)


def test_no_finding_is_said_in_words(tmp_path: Path) -> None:
    tables = build_tables([outcome(report())], extractor_version="v1")
    write_finding_report(reconcile.find(tables), tmp_path / "findings.html", {})
    assert "Inga motsägelser" in (tmp_path / "findings.html").read_text(encoding="utf-8")


def test_the_check_report_says_what_blocks(tmp_path: Path) -> None:
    failed = CheckResult("keys", "dim_goal", "error", False, "2 <twice>", "mend it", "contract")
    decided = verdict.decide([failed], run_id="r1", input_digest="d")
    write_check_report(decided, tmp_path / "checks.html")
    page = (tmp_path / "checks.html").read_text(encoding="utf-8")
    assert "får inte publiceras" in page and "2 &lt;twice&gt;" in page
    assert not _OUTSIDE.search(page)
