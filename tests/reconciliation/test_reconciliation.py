"""How well reconciliation finds what is wrong, and only that: the bounds that must hold."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.corpus import cycle, library
from tests.reconciliation.compare import Row, covers, read_proven, score
from tests.reconciliation.generated import errors_in_clean, injected, telling
from tests.reconciliation.reading import PROVEN, findings_of
from tests.support.real_reports import TRUTH

SEEDS = (1, 2)
"""An annual report and a follow-up, with a place for 71 of the 75 kinds that one report can have.

``python -m tests.reconciliation`` has more.
"""


@pytest.fixture(scope="module")
def findings(real_reports: Path) -> list[Row]:
    paths = sorted(real_reports.glob("*.txt"))
    assert len(paths) == 3
    return list(findings_of(paths))


def test_nine_in_ten_proven_contradictions_are_found(findings: list[Row]) -> None:
    result = score(findings, read_proven(PROVEN))
    assert result.recall >= 0.9, [one.what for one in result.missed]


def test_at_most_one_in_twenty_reported_errors_is_unproven(findings: list[Row]) -> None:
    result = score(findings, read_proven(PROVEN))
    assert result.precision >= 0.95, [row["explanation_sv"] for row in result.unproven]


def test_every_contradiction_of_the_shared_truth_is_found(findings: list[Row]) -> None:
    assert score(findings, read_proven(TRUTH / "contradictions.csv")).missed == ()


def test_a_cause_is_named_and_its_consequences_lead_to_it(findings: list[Row]) -> None:
    by_key = {row["finding_key"]: row for row in findings}
    (cause,) = [
        row for row in findings if row["rule"] == "row_identity" and row["stated"] == 2938.9
    ]
    assert cause["likely_culprit"].startswith("2 938,9")
    followers = [row for row in findings if row["caused_by_finding_key"] == cause["finding_key"]]
    assert len(followers) >= 3
    assert all(
        row["caused_by_finding_key"] in by_key
        for row in findings
        if row["caused_by_finding_key"] is not None
    )


def test_a_finding_explains_itself_with_both_figures_and_every_place(findings: list[Row]) -> None:
    for row in findings:
        assert row["explanation_sv"] and row["explanation_en"]
        assert all(place["text"] and place["line_start"] for place in row["evidence"])
        assert "{" not in row["explanation_sv"] + row["explanation_en"]


def test_clean_generated_reports_have_neither_errors_nor_warnings() -> None:
    assert [row["explanation_sv"] for row in errors_in_clean(SEEDS)] == []


def test_what_is_put_into_generated_reports_is_found() -> None:
    cases = list(injected(SEEDS, together=8))
    assert len(cases) > 100
    missed = [(case.kind, case.seed, case.proven.what) for case in cases if not case.is_found]
    assert len(missed) <= 0.02 * len(cases), missed


def test_one_page_mark_with_another_number_of_pages_is_found(tmp_path: Path) -> None:
    path = library.write_case(telling(cycle.any_context(7)), "flow_text", 7, tmp_path)
    assert "page_counts" not in {row["rule"] for row in findings_of([path])}
    text = path.read_text(encoding="utf-8")
    marks = list(re.finditer(r"Sid \d+ \((\d+)\)", text))
    odd = marks[len(marks) // 2]
    pages = int(odd[1]) + 1
    path.write_text(f"{text[: odd.start(1)]}{pages}{text[odd.end(1) :]}", encoding="utf-8")
    (told,) = [row for row in findings_of([path]) if row["rule"] == "page_counts"]
    lines = [text.count("\n", 0, mark.start()) + 1 for mark in (marks[0], odd)]
    assert [place["line_start"] for place in told["evidence"]] == lines
    assert f"({pages})" in told["explanation_sv"] and f"({pages})" in told["explanation_en"]


def test_another_place_or_another_figure_is_no_match(findings: list[Row]) -> None:
    (proven,) = [one for one in read_proven(PROVEN) if one.stated == 2938.9]
    told = next(row for row in findings if covers(row, proven))
    elsewhere = [{**place, "line_start": 1, "line_end": 1} for place in told["evidence"]]
    assert not covers({**told, "evidence": elsewhere}, proven)
    other = {**told, "stated": 1.0, "expected": 2.0, "difference": -1.0}
    assert not covers(other, proven)
    assert not covers({**told, "severity": "info"}, proven)
