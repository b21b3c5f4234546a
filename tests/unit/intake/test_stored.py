"""A run holds what it knows of reports by heart, and opens one at a time."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipeline.extract.report import Report
from pipeline.intake import SourceFile, read_documents, take_inventory
from pipeline.intake.cache import Unreadable
from pipeline.intake.stored import StoredReports, gist_of, in_memory
from pipeline.settings import Settings
from pipeline.transform import build_tables
from pipeline.transform.build import FactsOfReport
from pipeline.transform.context import KeyedReport
from pipeline.transform.parts import Held, Part
from tests.support.reader import READER, report

NOW = datetime(2026, 1, 2, tzinfo=UTC)
SOURCE = SourceFile("a.txt", Path("a.txt"), "ab" * 32, 1)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    found = Settings(
        raw_dir=tmp_path / "raw",
        warehouse_dir=tmp_path / "warehouse",
        reader=READER,
        workers=2,
    )
    found.raw_dir.mkdir()
    return found


@pytest.fixture
def others_are_left_out() -> Iterator[None]:
    """Inside, only what is made from now on is looked through for reports."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


def alive() -> list[Report]:
    """The reports that somebody holds."""
    gc.collect()
    return [one for one in gc.get_objects() if isinstance(one, Report)]


class Watching:
    """Keeps no facts, and counts the reports that are held when those of another are made."""

    def __init__(self) -> None:
        self.held: list[int] = []

    def __call__(self, reports: Sequence[KeyedReport], make: FactsOfReport) -> Iterator[Part]:
        for one in reports:
            self.held.append(len(alive()))
            yield Held((one.report_key,), make(one))


def test_neither_reading_nor_facts_hold_a_report(
    settings: Settings, others_are_left_out: None
) -> None:
    held = report("Provby", "T1", "2014")
    before = len(alive())
    assert before == 1
    for year in range(2015, 2021):
        (settings.raw_dir / f"{year}.txt").write_text(f"report Provby | T1 | {year}")
    for _ in ("read", "from the cache"):
        outcomes = read_documents(take_inventory(settings), settings, now=NOW)
        assert len(alive()) == before
        watching = Watching()
        tables = build_tables(outcomes, extractor_version="v", keep=watching)
        assert watching.held == [before] * 6
        assert tables["dim_report"].num_rows == 6
    assert held in alive()


@pytest.fixture
def reports(settings: Settings) -> StoredReports:
    return StoredReports.below(settings)


def test_what_is_known_by_heart_is_not_opened(reports: StoredReports) -> None:
    was = report("Provby", "T1", "2021")
    reports.cache.put(SOURCE, was)
    assert reports.find(SOURCE) == in_memory(was)
    (gist,) = reports.cache.folder.rglob("*.gist.json")
    written = gist.stat().st_mtime_ns
    found = reports.find(SOURCE)
    assert found == in_memory(was)
    assert gist.stat().st_mtime_ns == written
    assert not isinstance(found, Unreadable | None)
    assert found.load() == was


@pytest.mark.parametrize("what", ["bytes of the entry", "bytes of the gist", "code"])
def test_a_gist_is_made_anew_where_it_might_be_another(reports: StoredReports, what: str) -> None:
    was, now = report("Provby", "T1", "2021"), report("Provby", "T1", "2021", value="0.5")
    reports.cache.put(SOURCE, was)
    reports.find(SOURCE)
    (gist,) = reports.cache.folder.rglob("*.gist.json")
    match what:
        case "bytes of the entry":
            reports.cache.put(SOURCE, now)
        case "bytes of the gist":
            gist.write_bytes(gist.read_bytes().replace(b"2021", b"2031"))
        case "code":
            reports = replace(reports, code="edited")
    found = reports.find(SOURCE)
    assert found == in_memory(now if what == "bytes of the entry" else was)


def test_a_report_that_left_the_cache_is_named(reports: StoredReports) -> None:
    reports.cache.put(SOURCE, report("Provby", "T1", "2021"))
    found = reports.find(SOURCE)
    reports.cache.forget(SOURCE.sha256)
    assert not isinstance(found, Unreadable | None)
    with pytest.raises(FileNotFoundError, match=r"a\.txt is not in the cache"):
        found.load()
    assert reports.find(SOURCE) is None


def test_reports_that_say_otherwise_have_other_digests() -> None:
    one, other = (in_memory(report("Provby", "T1", "2021", value=v)) for v in ("0.9", "0.5"))
    assert one.digest != other.digest
    assert one.gist == gist_of(one.load())
