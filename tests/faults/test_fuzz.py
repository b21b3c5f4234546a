"""The short form of ``python -m tests.faults fuzz``, and proof that it sees what it looks for."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from pipeline.extract import read_report
from pipeline.extract.report import Report
from pipeline.intake.outcome import SourceFile
from pipeline.intake.stored import in_memory
from tests.corpus import library
from tests.faults.fuzz import faults_of, make_case, run_cases
from tests.faults.mutations import BY_SUFFIX
from tests.faults.originals import MAX_PAGES, originals, short_report

SEED = "ci"
CASES = 150


def test_no_mutated_file_stops_a_run_or_gives_a_fact_without_a_place(tmp_path: Path) -> None:
    tally = run_cases(range(CASES), seed=SEED, folder=tmp_path)
    assert [(str(result.case), result.faults) for result in tally.faulty] == []
    assert tally.results == CASES
    assert set(tally.formats) == {".pdf", ".docx", ".txt"}
    # Mutations that destroy everything would prove nothing.
    assert tally.came_of_it["read"] > CASES / 10


def test_a_case_is_made_again_from_its_seed_and_number() -> None:
    one = make_case("seed", 7, originals())
    assert one == make_case("seed", 7, originals())
    assert one.data != make_case("seed", 8, originals()).data
    assert f"--seed seed --case 7 ({one.original}" in str(one)


@pytest.mark.parametrize("suffix", sorted(BY_SUFFIX))
def test_every_mutation_changes_something(suffix: str) -> None:
    among = [one for one in originals() if one.suffix == suffix]
    changed: Counter[str] = Counter()
    for name, mutate in BY_SUFFIX[suffix].items():
        for number in range(12):
            random = Random(f"{name} {number}")
            original = random.choice(among).data
            changed[name] += mutate(original, random) != original
    assert [name for name in BY_SUFFIX[suffix] if not changed[name]] == []


def test_originals_are_short_reports_that_can_be_read(tmp_path: Path) -> None:
    path = tmp_path / "short.pdf"
    path.write_bytes(library.render(short_report(1), "pdf", 1).data)
    report = read_report(path)
    assert report.page_count is not None and report.page_count < MAX_PAGES
    assert report.goals or report.tables or report.sections


def _read(tmp_path: Path) -> tuple[SourceFile, Report, bytes]:
    path = tmp_path / "short.txt"
    path.write_bytes(library.render(short_report(1), "tab_text", 1).data)
    data = path.read_bytes()
    return SourceFile(path.name, path, "0" * 64, len(data)), read_report(path), data


def test_a_sound_report_has_no_faults(tmp_path: Path) -> None:
    source, report, data = _read(tmp_path)
    assert list(faults_of(source, in_memory(report), data)) == []


def test_a_fact_whose_lines_are_not_in_the_file_is_seen(tmp_path: Path) -> None:
    source, report, data = _read(tmp_path)
    section = report.sections[0]
    lost = replace(section, place=replace(section.place, line_start=10**6, line_end=10**6))
    altered = in_memory(replace(report, sections=(lost, *report.sections[1:])))
    faults = faults_of(source, altered, data)
    assert list(faults) == ["no place: 1 rows of document_section"]


def test_a_later_stage_that_breaks_is_seen(tmp_path: Path) -> None:
    source, report, data = _read(tmp_path)
    impossible = replace(report, head=replace(report.head, report_year="no year"))  # type: ignore[arg-type]
    stored = replace(in_memory(report), load=lambda: impossible)
    (fault,) = faults_of(source, stored, data)
    assert fault.startswith("crash of a later stage")
