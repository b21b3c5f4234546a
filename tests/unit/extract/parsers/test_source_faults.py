"""Faults in a source's own marks: each is told with every place that is involved."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.extract import parse_document, read_report
from tests.corpus import cycle, tab_text
from tests.corpus.contradictions import inject
from tests.corpus.model import Kind
from tests.unit.extract.making import document, grid, heading

CODES = ("page_counts_differ", "contents_title_differs", "indicator_header_year")


def problems(text: str, folder: Path) -> list[tuple[str, str, int | None]]:
    """Code, printed text and line of the faults in a text."""
    path = folder / "report.txt"
    path.write_text(text, encoding="utf-8")
    found = [problem for problem in read_report(path).problems if problem.code in CODES]
    return [(one.code, one.place.text.strip(), one.place.line_start) for one in found if one.place]


@pytest.fixture(scope="module")
def clean() -> str:
    report = cycle.compose(1, "Kvarnsjö", 2024, Kind.T1)
    return tab_text.render(report, 1, tab_text.NO_FAULTS).data.decode()


def test_a_sound_report_has_none(clean: str, tmp_path: Path) -> None:
    assert problems(clean, tmp_path) == []


def test_page_marks_with_two_numbers_of_pages_are_told_with_both_places(
    clean: str, tmp_path: Path
) -> None:
    lines = clean.split("\n")
    marked = [*lines[:60], "", "Sid 3 (71)", "", *lines[60:90], "", "Sid 4 (72)", "", *lines[90:]]
    found = problems("\n".join(marked), tmp_path)
    assert [(code, text) for code, text, _ in found] == [
        ("page_counts_differ", "Sid 3 (71)"),
        ("page_counts_differ", "Sid 4 (72)"),
    ]
    assert [line for *_, line in found] == [62, 95]


def test_a_title_that_the_contents_print_otherwise_is_told_with_both_places(
    tmp_path: Path,
) -> None:
    report = cycle.compose(1, "Kvarnsjö", 2024, Kind.T1)
    faults = replace(tab_text.NO_FAULTS, contents=1.0)
    lines = tab_text.render(report, 1, faults).data.decode().split("\n")
    at = next(n for n, line in enumerate(lines) if "klimatneutral" in line)
    assert "klimatneutral" in "".join(lines[at + 1 :])
    lines[at] = lines[at].replace("klimatneutral", "klimatpositiv")
    found = problems("\n".join(lines), tmp_path)
    assert [code for code, *_ in found] == ["contents_title_differs"] * 2
    assert found[0][2] == at + 1
    assert "klimatpositiv" in found[0][1]
    assert "klimatneutral" in found[1][1]


def test_another_year_above_last_years_outcomes_is_told_at_its_header(tmp_path: Path) -> None:
    report = cycle.compose(1, "Kvarnsjö", 2024, Kind.T1)
    changed = inject(report, "indicator_header_year", 1)
    assert changed is not None
    text = tab_text.render(changed[0], 1, tab_text.NO_FAULTS).data.decode()
    ((code, printed, line),) = problems(text, tmp_path)
    assert code == "indicator_header_year"
    assert changed[1].printed in printed
    assert line is not None and changed[1].printed in text.split("\n")[line - 1]


@pytest.mark.parametrize(("header", "count"), [("2023 | Utfall VB 2024", 0), ("2022 | Årsmål", 1)])
def test_an_older_year_is_a_fault_only_where_last_years_is_missing(header: str, count: int) -> None:
    table = grid(f"""
        Indikator          | Periodens utfall | Utfall VB {header} | Period
        Andel nöjda gäster | 81 %             | 76 %    | 79 %     | T1 2025
    """)
    report = parse_document(
        document(heading("Skogsdals stadsdelsnämnd"), heading("Tertialrapport 1 2025"), table)
    )
    assert [problem.code for problem in report.problems].count("indicator_header_year") == count
