"""Pages for people: complete, escaped, and readable without network."""

from __future__ import annotations

import re
from pathlib import Path

import pyarrow as pa
import pytest

from pipeline.publish.diff import CHECK_NAMES
from pipeline.quality import check_words, reconcile, verdict
from pipeline.quality.check_report import write_check_report
from pipeline.quality.contracts import PROMISES
from pipeline.quality.finding_report import write_finding_report
from pipeline.quality.results import CheckResult
from pipeline.quality.swedish import report_committees, report_names
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


def test_findings_can_be_narrowed_by_committee_rule_and_size_without_a_script(
    tmp_path: Path,
) -> None:
    # The total says 152 where the areas make 150, which is more than one per cent of it.
    budget = table(
        "budget_by_area",
        ("Mnkr", "Budget 2024", "Bokslut 2024"),
        ("Vård", "100,0", "99,0"),
        ("Förskola", "50,0", "51,0"),
        ("Totalt", "150,0", "152,0"),
        title="Driftbudget",
    )
    tables = build_tables([outcome(report(tables=(budget,)))], extractor_version="v1")
    found = reconcile.find(tables)
    (row,) = found.to_pylist()
    assert (row["rule"], abs(row["difference"])) == ("parts_and_total", 2.0)
    gross = {"rule": "row_identity", "expected": 10.0, "difference": 9.0}
    other = {**row, **gross, "finding_key": "other", "report_key": "another"}
    write_finding_report(
        pa.Table.from_pylist([row, other], schema=found.schema),
        tmp_path / "findings.html",
        report_names(tables),
        committees=report_committees(tables) | {"another": "Ängsö", "a third": "Utan fynd"},
        rules={"parts_and_total": "Delar mot summa"},
    )
    page = (tmp_path / "findings.html").read_text(encoding="utf-8")
    options = re.findall(r'<option value="([^"]+)">([^<]+)<', page)
    assert ("regel-parts_and_total", "Delar mot summa") in options
    assert ("regel-row_identity", "row identity") in options
    committees = [said for value, said in options if value.startswith("namnd-")]
    assert committees[-1] == "Ängsö" and len(committees) == 2
    groups = {
        key: set(re.findall("[a-z]+-[0-9a-z_-]+", classes))
        for classes, key in re.findall(r'class="finding ([^"]*)" id="([^"]+)"', page)
    }
    sizes = {key: {one for one in of if one.startswith("storlek")} for key, of in groups.items()}
    assert sizes == {
        row["finding_key"]: {"storlek-1"},
        "other": {"storlek-1", "storlek-10", "storlek-50"},
    }
    # Each choice hides by the style of the page what has not its class.
    for group in groups["other"]:
        assert f'option[value="{group}"]:checked) :is(.finding:not(.{group})' in page
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


def _check(name: str, observed: str, *, kind: str = "contract", passed: bool = True) -> CheckResult:
    return CheckResult(name, "dim_goal", "error", passed, observed, "said in English", kind)


def test_the_check_report_gives_its_reasons_in_swedish(tmp_path: Path) -> None:
    results = [
        _check("key_unique", "as declared"),
        _check("not_null_dim_goal_goal_key", "fail, 3 rows", kind="dbt", passed=False),
        CheckResult(
            *("value bound", "dim_goal", "warning", True, "7 values, all as expected"),
            *("A reason.", "expectation"),
            reason_sv="Ett skäl.",
        ),
    ]
    decided = verdict.decide(results, run_id="r1", input_digest="d")
    verdict.write(decided, tmp_path / "verdict.json")
    write_check_report(verdict.read(tmp_path / "verdict.json"), tmp_path / "checks.html")
    page = (tmp_path / "checks.html").read_text(encoding="utf-8")
    for said in (
        *("Inga två rader har samma nyckel.", "som lovat"),
        *("Kolumnen har alltid ett värde.", "3 avvikande rader"),
        *("Ett skäl.", "7 värden, alla som väntat"),
    ):
        assert said in page
    # What to do is for those who run the program: only where something failed, and in English.
    assert page.count("said in English") == 1 and "A reason." not in page


@pytest.mark.parametrize(
    "name", ["schema", *(promise.__name__.removeprefix("_") for promise in PROMISES), *CHECK_NAMES]
)
def test_every_check_of_the_program_has_its_reason_in_swedish(name: str) -> None:
    assert check_words.REASONS[name]


def test_what_nobody_said_in_swedish_stays_as_it_is(tmp_path: Path) -> None:
    odd = _check("a new check", "three green apples")
    assert (check_words.reason(odd), check_words.seen(odd)) == ("", None)
    decided = verdict.decide([odd], run_id="r1", input_digest="d")
    write_check_report(decided, tmp_path / "checks.html")
    page = (tmp_path / "checks.html").read_text(encoding="utf-8")
    assert '<span lang="en">three green apples</span>' in page
    assert '<span lang="en">said in English</span>' in page
