"""Reading documents: every file has one outcome, and none stops the others."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from pipeline.intake import DocumentOutcome, child, read_documents, take_inventory
from pipeline.intake.cache import Unreadable, dump_result, load_result
from pipeline.intake.inventory import sha256_of
from pipeline.intake.messages import WorkerLimits
from pipeline.intake.record import hand_over, load_outcomes, save_outcomes
from pipeline.intake.stored import in_memory
from pipeline.settings import MEBIBYTE, PROJECT_ROOT, Settings
from tests.support.reader import READER, report

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
SAMPLES = PROJECT_ROOT / "raw" / "samples"
GOOD = "report Provby | T1 | 2021"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "raw").mkdir()
    return Settings(
        raw_dir=tmp_path / "raw",
        warehouse_dir=tmp_path / "warehouse",
        reader=READER,
        workers=2,
        seconds_per_document=20,
    )


def put(settings: Settings, **files: str) -> None:
    for name, line in files.items():
        (settings.raw_dir / f"{name}.txt").write_text(line + "\n", encoding="utf-8")


def read(settings: Settings, now: datetime = NOW) -> dict[str, DocumentOutcome]:
    outcomes = read_documents(take_inventory(settings), settings, now=now)
    return {outcome.source.source_file.removesuffix(".txt"): outcome for outcome in outcomes}


def reason(outcome: DocumentOutcome) -> str | None:
    return outcome.rejection.reason_code if outcome.rejection else None


@pytest.mark.parametrize("engine", ["processes", "inline"])
def test_a_document_becomes_a_report(settings: Settings, engine: str) -> None:
    put(settings, a=GOOD)
    outcome = read(replace(settings, engine=engine))["a"]
    assert outcome.report == in_memory(report("Provby", "T1", "2021"))
    assert outcome.is_current
    assert not outcome.from_cache


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("unreadable not_a_report | Detta är ingen rapport.", "not_a_report"),
        ("raise", "crashed"),
        ("die", "crashed"),
        ("touch", "changed_while_reading"),
        ("vanish", "changed_while_reading"),
        ("nest", "damaged"),
        ("connect", "crashed"),
    ],
)
def test_a_bad_document_is_rejected_and_the_others_are_read(
    settings: Settings, line: str, expected: str
) -> None:
    put(settings, a=line, b=GOOD, c="report Provby | T2 | 2021")
    outcomes = read(settings)
    assert {name: reason(outcome) for name, outcome in outcomes.items()} == {
        "a": expected,
        "b": None,
        "c": None,
    }
    assert not outcomes["a"].is_current


@pytest.mark.parametrize("line", ["loop", "loop inside a library"])
def test_a_document_that_takes_too_much_processor_time_is_stopped(
    settings: Settings, line: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # On a busy machine two processor seconds may take longer than twenty others.
    monkeypatch.setattr(child, "WALL_CLOCK_FACTOR", 200)
    put(settings, a=line, b=GOOD)
    outcomes = read(replace(settings, seconds_per_document=2, workers=1))
    assert reason(outcomes["a"]) == "timeout"
    assert outcomes["a"].rejection is not None
    assert "more than 2 processor seconds" in outcomes["a"].rejection.reason
    assert reason(outcomes["b"]) is None


def test_processor_seconds_are_counted_for_each_document_anew(settings: Settings) -> None:
    put(settings, **{f"{name}": "work 0.6" for name in "abcde"})
    outcomes = read(replace(settings, seconds_per_document=2, workers=1))
    assert {reason(outcome) for outcome in outcomes.values()} == {None}


def test_a_document_that_waits_takes_no_processor_time(settings: Settings) -> None:
    put(settings, a="wait 3")
    outcomes = read(replace(settings, seconds_per_document=2))
    assert reason(outcomes["a"]) is None


def test_a_document_that_waits_for_ever_is_stopped_by_the_wall_clock(settings: Settings) -> None:
    put(settings, a="wait 600")
    outcomes = read(replace(settings, seconds_per_document=0.5))
    assert reason(outcomes["a"]) == "timeout"
    assert outcomes["a"].rejection is not None
    assert "waited longer than 5 s (10 times" in outcomes["a"].rejection.reason


def test_a_document_that_takes_too_much_memory_is_stopped(settings: Settings) -> None:
    put(settings, a="memory", b=GOOD)
    limited = replace(settings, memory_bytes_per_document=1024 * MEBIBYTE, workers=1)
    outcomes = read(limited)
    assert reason(outcomes["a"]) == "too_much_memory"
    assert reason(outcomes["b"]) is None


def test_a_defect_of_the_reader_says_where_it_is(settings: Settings) -> None:
    put(settings, a="raise")
    rejection = read(settings)["a"].rejection
    assert rejection is not None
    assert "RuntimeError at reader.py:" in rejection.reason
    assert "a table without rows" in rejection.reason


def test_pages_are_counted_before_they_are_read(settings: Settings) -> None:
    pdf = pdfium.PdfDocument.new()
    for _ in range(30):
        pdf.new_page(200, 200)
    pdf.save(settings.raw_dir / "a.txt")  # the stand-in would break on it
    outcome = read(replace(settings, max_pages=29))["a"]
    assert outcome.rejection is not None
    assert outcome.rejection.reason_code == "too_large"
    assert "30 pages; at most 29 are read (NAMNDLAGER_MAX_PAGES)" in outcome.rejection.reason


def test_a_file_that_went_away_after_the_inventory_is_told_so(settings: Settings) -> None:
    # Of two files with the same bytes the one that is left would be read for both.
    put(settings, a=GOOD, b="report Provby | T2 | 2021")
    inventory = take_inventory(settings)
    (settings.raw_dir / "a.txt").unlink()
    a, b = read_documents(inventory, settings, now=NOW)
    assert (reason(a), reason(b)) == ("changed_while_reading", None)
    assert a.rejection is not None
    assert "went away" in a.rejection.reason


def test_a_file_with_a_name_that_is_not_utf8_is_read(settings: Settings, tmp_path: Path) -> None:
    put(settings, a=GOOD)
    try:
        (settings.raw_dir / "a.txt").rename(settings.raw_dir / os.fsdecode(b"\xe5.txt"))
    except OSError:
        pytest.skip("this file system has only names in UTF-8")
    outcomes = read_documents(take_inventory(settings), settings, now=NOW)
    assert [(o.source.source_file, reason(o)) for o in outcomes] == [("\\xe5.txt", None)]
    save_outcomes(tmp_path / "outcomes.json", outcomes)
    assert load_outcomes(tmp_path / "outcomes.json", settings) == outcomes


def test_outcomes_are_handed_over_once_and_only_as_they_were_saved(
    settings: Settings, tmp_path: Path
) -> None:
    put(settings, a=GOOD)
    outcomes = read_documents(take_inventory(settings), settings, now=NOW)
    path = tmp_path / "outcomes.json"
    save_outcomes(path, outcomes)
    hand_over(path, outcomes)
    assert load_outcomes(path, settings) is outcomes
    loaded = load_outcomes(path, settings)
    assert loaded == outcomes
    assert loaded is not outcomes
    hand_over(path, outcomes)
    save_outcomes(path, ())
    assert load_outcomes(path, settings) == ()


def test_a_document_of_too_many_pages_is_rejected(settings: Settings) -> None:
    put(settings, a=GOOD)  # the stand-in's reports have three pages
    assert reason(read(replace(settings, max_pages=2))["a"]) == "too_large"
    assert reason(read(replace(settings, max_pages=3))["a"]) is None


def test_what_was_read_is_not_read_again(settings: Settings) -> None:
    put(settings, a=GOOD, b="unreadable no_text | Inskannad.")
    first = read(settings)
    again = read(settings)
    assert all(outcome.from_cache for outcome in again.values())
    assert again["a"].report == first["a"].report
    assert again["b"].rejection == first["b"].rejection


@pytest.mark.parametrize("line", ["raise", "die"])
def test_a_failure_of_ours_is_tried_again(settings: Settings, line: str) -> None:
    put(settings, a=line)
    read(settings)
    assert not read(settings)["a"].from_cache


@pytest.mark.parametrize("verb", ["raise", "die", "touch", "annotate"])
def test_a_passing_failure_is_tried_again_in_the_same_run(settings: Settings, verb: str) -> None:
    put(settings, a=f"once {verb}\n{GOOD}", b="report Provby | T2 | 2021")
    outcomes = read(settings)
    assert outcomes["a"].report == in_memory(report("Provby", "T1", "2021"))
    assert outcomes["a"].source.sha256 == sha256_of(settings.raw_dir / "a.txt")
    assert read(settings)["a"].from_cache


def test_what_is_tried_again_is_read_alone(settings: Settings) -> None:
    kinds = {"a": "T1", "b": "T2", "c": "VB"}
    put(settings, **{n: f"in_company\nreport Provby | {k} | 2021" for n, k in kinds.items()})
    outcomes = read(replace(settings, workers=3))
    assert {name: reason(outcome) for name, outcome in outcomes.items()} == dict.fromkeys(kinds)


@pytest.mark.parametrize(
    "change", ["bytes", "sidecar", "cache entry damaged", "cache entry cut", "bits flipped"]
)
def test_a_document_is_read_again_when_what_decides_its_report_changed(
    settings: Settings, change: str
) -> None:
    put(settings, a=GOOD)
    read(settings)
    match change:
        case "bytes":
            put(settings, a=GOOD + "\nmore")
        case "sidecar":
            (settings.raw_dir / "a.txt.yml").write_text("year: 2021")
        case "cache entry damaged":
            (entry,) = settings.cache_dir.rglob("*.gz")
            entry.write_bytes(b"\x1f\x8b damaged")
        case "cache entry cut":
            (entry,) = settings.cache_dir.rglob("*.gz")
            entry.write_bytes(entry.read_bytes()[:-20])
        case "bits flipped":
            (entry,) = settings.cache_dir.rglob("*.gz")
            good = entry.read_bytes()
            middle = len(good) // 2
            entry.write_bytes(good[:middle] + bytes([good[middle] ^ 255]) + good[middle + 1 :])
    outcome = read(settings)["a"]
    assert outcome.report is not None
    assert not outcome.from_cache


def test_a_rejection_remembers_when_it_was_first_seen(settings: Settings) -> None:
    put(settings, a="", b="unreadable no_text | Inskannad.")
    (settings.raw_dir / "a.txt").write_bytes(b"")
    later = NOW + timedelta(days=1)
    read(settings)
    put(settings, c="unreadable not_a_report | Protokoll.")
    outcomes = read(settings, later)
    seen = {name: o.rejection.first_seen_at for name, o in outcomes.items() if o.rejection}
    assert seen == {"a": NOW, "b": NOW, "c": later}


def test_outcomes_on_disk_are_those_in_memory(settings: Settings, tmp_path: Path) -> None:
    put(settings, a=GOOD, b="unreadable no_text | Inskannad.")
    outcomes = read_documents(take_inventory(settings), settings, now=NOW)
    save_outcomes(tmp_path / "outcomes.json", outcomes)
    assert load_outcomes(tmp_path / "outcomes.json", settings) == outcomes


@pytest.mark.parametrize(
    "result", [report("Å", "VP", "2026", value="0.1"), Unreadable("no_text", "Inskannad.")]
)
def test_a_read_result_survives_the_way_through_json(result: object) -> None:
    assert load_result(dump_result(result)) == result  # type: ignore[arg-type]


SAME = "report Provby | T1 | 2021"


@pytest.mark.parametrize(
    ("files", "current"),
    [
        ({"a": f"{SAME} | flow_text", "b": f"{SAME} | tab_text"}, "b"),
        ({"a": f"{SAME} | pdf", "b": f"{SAME} | tab_text"}, "a"),
        ({"a": f"{SAME} | docx", "b": f"{SAME} | pdf | 2021-06-01"}, "a"),
        ({"a": f"{SAME} | pdf | 2021-06-02", "b": f"{SAME} | pdf | 2021-06-01"}, "a"),
        ({"a": f"{SAME} | pdf | 2021-06-02", "b": f"{SAME} | pdf"}, "a"),
        ({"report-v1": SAME, "report-v2": SAME}, "report-v2"),
        ({"report": SAME, "report-v2": SAME}, "report-v2"),
    ],
    ids=[
        "tabs over flow",
        "pdf over tabs",
        "docx over date",
        "date",
        "no date",
        "name",
        "longer name",
    ],
)
def test_of_two_files_with_one_report_one_is_current(
    settings: Settings, files: dict[str, str], current: str
) -> None:
    put(settings, **files, other="report Provby | T2 | 2021")
    outcomes = read(replace(settings, engine="inline"))
    assert {name for name, o in outcomes.items() if o.is_current} == {current, "other"}
    assert all(outcome.report is not None for outcome in outcomes.values())


def test_an_unknown_engine_is_named_with_the_known_ones(settings: Settings) -> None:
    put(settings, a=GOOD)
    with pytest.raises(ValueError, match=r"'quantum'.*inline, processes"):
        read(replace(settings, engine="quantum"))


def test_who_reads_a_report_first_also_reads_it_again_with_what_others_tell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("kvarnsjo-2024-vb.txt", "kvarnsjo-2025-vb.txt"):
        (tmp_path / "raw").mkdir(exist_ok=True)
        (tmp_path / "raw" / name).write_bytes((SAMPLES / name).read_bytes())
    settings = Settings(raw_dir=tmp_path / "raw", warehouse_dir=tmp_path / "warehouse", workers=1)
    started: list[child.Child] = []

    class Counted(child.Child):
        def __init__(self, limits: WorkerLimits) -> None:
            super().__init__(limits)
            started.append(self)

    monkeypatch.setattr("pipeline.intake.engine.Child", Counted)
    outcomes = read_documents(take_inventory(settings), settings, now=NOW)
    assert any(outcome.told_by for outcome in outcomes)
    assert len(started) == 1
    assert not any(one.is_alive() for one in started)
