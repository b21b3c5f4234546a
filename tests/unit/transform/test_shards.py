"""Facts that were kept are those that would be made, and only of what has not changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from pipeline.intake import DocumentOutcome, read_documents, take_inventory
from pipeline.intake.cache import Unreadable
from pipeline.intake.engine import job_of
from pipeline.intake.stored import StoredReports
from pipeline.intake.worker import make
from pipeline.settings import Settings
from pipeline.transform import build_tables, write_parquet
from pipeline.transform.build import FactsOfReport, facts_of_report
from pipeline.transform.context import KeyedReport, keyed_reports
from pipeline.transform.parts import Part
from pipeline.transform.shards import Shards, packed, unpacked
from tests.unit.transform.reports import (
    full_report,
    goal,
    head,
    outcome,
    report,
    table,
)

OUTCOMES = (
    outcome(full_report(), "full.txt"),
    outcome(report(head("Älvsjö", year=2016), goals=(goal("En trygg stad"),)), "empty.txt"),
)


class Counting:
    """Keeps facts as ``Shards`` does, and says of which files they were made anew."""

    def __init__(self, folder: Path) -> None:
        self.shards = Shards.below(folder)
        self.made: list[str] = []

    def __call__(self, reports: Sequence[KeyedReport], make: FactsOfReport) -> Iterator[Part]:
        def noted(asked: KeyedReport) -> Mapping[str, pa.Table]:
            self.made.append(asked.source_file)
            return make(asked)

        return self.shards(reports, noted)


def made_by(folder: Path, outcomes: tuple[DocumentOutcome, ...]) -> list[str]:
    """The files whose facts are made when these outcomes come to tables."""
    keep = Counting(folder)
    build_tables(outcomes, extractor_version="v", keep=keep)
    return sorted(keep.made)


def test_kept_facts_give_the_same_bytes(tmp_path: Path) -> None:
    keep = Counting(tmp_path / "cache")
    for name in ("fresh", "kept"):
        tables = build_tables(OUTCOMES, extractor_version="v", keep=keep)
        write_parquet(tables, tmp_path / name)
    write_parquet(build_tables(OUTCOMES, extractor_version="v"), tmp_path / "without")
    files = sorted(path.name for path in (tmp_path / "without").iterdir())
    assert len(files) > 20
    for name in files:
        bytes_of = [(tmp_path / f / name).read_bytes() for f in ("without", "fresh", "kept")]
        assert bytes_of[0] == bytes_of[1] == bytes_of[2], name
    assert sorted(keep.made) == ["empty.txt", "full.txt"]


@pytest.mark.parametrize("what", ["a value", "its name", "its year"])
def test_facts_are_made_anew_of_what_changed(tmp_path: Path, what: str) -> None:
    assert made_by(tmp_path, OUTCOMES) == ["empty.txt", "full.txt"]
    first, second = OUTCOMES
    was = full_report()
    other = table("other", ("Antal", "Antal"), ("Besök", "7"))
    changed = {
        "a value": outcome(replace(was, tables=(other,)), "full.txt"),
        "its name": replace(first, source=replace(first.source, source_file="other.txt")),
        "its year": outcome(replace(was, head=replace(was.head, report_year=2031)), "full.txt"),
    }[what]
    assert made_by(tmp_path, (changed, second)) == [changed.source.source_file]
    assert made_by(tmp_path, OUTCOMES) == []


def test_other_code_makes_all_facts_anew(tmp_path: Path) -> None:
    build_tables(OUTCOMES, extractor_version="v", keep=Shards.below(tmp_path))
    keep = Counting(tmp_path)
    keep.shards = replace(keep.shards, code="edited")
    build_tables(OUTCOMES, extractor_version="v", keep=keep)
    assert sorted(keep.made) == ["empty.txt", "full.txt"]


@pytest.mark.parametrize(
    ("damaged", "made"), [("*.facts.*", ["empty.txt", "full.txt"]), ("*.facts.arrow", [])]
)
def test_a_damaged_shard_is_made_anew(tmp_path: Path, damaged: str, made: list[str]) -> None:
    made_by(tmp_path, OUTCOMES)
    for path in tmp_path.rglob(damaged):
        data = bytearray(path.read_bytes())
        data[len(data) // 3] ^= 0xFF
        path.write_bytes(bytes(data))
    assert made_by(tmp_path, OUTCOMES) == made
    assert made_by(tmp_path, OUTCOMES) == []


def test_a_shard_of_other_columns_is_none() -> None:
    keep = facts_of_report(keyed_reports(OUTCOMES)[0])
    assert unpacked(packed(keep)) is not None
    activities = keep["fact_activity"]
    other = activities.rename_columns([f"{name}_" for name in activities.column_names])
    assert unpacked(packed({**keep, "fact_activity": other})) is None
    assert unpacked(b"") is None


def test_duckdb_reads_shards_over_a_glob(tmp_path: Path) -> None:
    tables = build_tables(OUTCOMES, extractor_version="v", keep=Shards.below(tmp_path))
    found = duckdb.sql(
        "select fact_key, confidence from (select unnest(fact_table_cell, recursive := true) "
        f"from read_parquet('{tmp_path}/*/*/*.facts.parquet')) order by all"
    ).fetchall()
    cells = tables["fact_table_cell"].select(["fact_key", "confidence"]).to_pylist()
    assert found == sorted((cell["fact_key"], cell["confidence"]) for cell in cells)
    assert found


READER = "tests.support.reader:read_report"


def put(settings: Settings, name: str, line: str) -> None:
    settings.raw_dir.mkdir(exist_ok=True)
    (settings.raw_dir / name).write_text(line + "\n", encoding="utf-8")


@pytest.mark.parametrize("engine", ["processes", "inline"])
def test_whoever_reads_a_document_makes_its_facts(tmp_path: Path, engine: str) -> None:
    settings = Settings(
        raw_dir=tmp_path / "raw", warehouse_dir=tmp_path / "w", reader=READER, engine=engine
    )
    put(settings, "a.txt", "report Provby | T1 | 2021 | pdf | 2021-05-20")
    put(settings, "b.txt", "report Provby | T1 | 2021 | pdf | 2021-05-21")
    put(settings, "c.txt", "report Provby | T2 | 2021")
    outcomes = read_documents(take_inventory(settings), settings, now=datetime.now(UTC))
    # The older of two files with one report is superseded: it has another key, which only
    # a look at both of them can tell.
    assert made_by(settings.cache_dir, outcomes) == ["a.txt"]
    assert made_by(settings.cache_dir, outcomes) == []


def test_facts_that_cannot_be_made_are_one_document_s_outcome(tmp_path: Path) -> None:
    settings = Settings(raw_dir=tmp_path / "raw", warehouse_dir=tmp_path / "w", reader=READER)
    put(settings, "a.txt", "report Provby | T1 | 2021")
    (source,) = take_inventory(settings).files
    job = job_of(source, settings, StoredReports.below(settings))
    made = make(replace(job, known={}, facts=f"{__name__}:breaks"))
    assert isinstance(made.told, Unreadable)
    assert made.told.reason_code == "crashed"
    assert "a total without parts" in made.told.reason
    assert made.files == {}
    kinds = {name.partition(".")[2] for name in make(replace(job, known={})).files}
    assert kinds == {"json.gz", "gist.json", "facts.parquet"}
    # It is doubtful: the first reading is for others to tell it something.
    kinds = {name.partition(".")[2] for name in make(job).files}
    assert kinds == {"json.gz", "gist.json"}


def breaks(*_: object) -> dict[str, bytes]:
    raise RuntimeError("a total without parts")
