"""Blocks hold facts of reports that follow each other; a new report changes one of them."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest

from pipeline.intake import DocumentOutcome
from pipeline.intake.derived import forget_joined
from pipeline.transform import assemble, build_tables
from pipeline.transform import shards as shards_of
from pipeline.transform.blocks import blocks
from pipeline.transform.context import keyed_reports
from pipeline.transform.shards import Shards
from tests.unit.transform.reports import activity, head, outcome, report

YEARS = range(1990, 2030)


def read(year: int, text: str = "Läsa högt") -> DocumentOutcome:
    """A report of a year, with one activity."""
    return outcome(report(head("Älvsjö", year=year), activities=(activity(text),)), f"{year}.txt")


def files(folder: Path) -> set[str]:
    return {path.name for path in folder.rglob("*.facts.arrow")}


def test_a_report_that_comes_changes_its_own_block_only() -> None:
    keyed = [(one, one.report_key) for one in keyed_reports([read(year) for year in YEARS])]
    cut = list(blocks(keyed))
    assert [one for block in cut for one in block] == keyed
    assert 2 < len(cut) < len(keyed) / 2
    for left_out in (keyed[0], keyed[len(keyed) // 2], keyed[-1]):
        others = list(blocks([one for one in keyed if one != left_out]))
        assert len([block for block in cut if block not in others]) == 1


def test_the_block_of_a_changed_report_is_joined_anew_and_the_old_one_goes(tmp_path: Path) -> None:
    outcomes = [read(year) for year in YEARS]
    shards = Shards.below(tmp_path)
    build_tables(outcomes, extractor_version="v", keep=shards)
    before = files(tmp_path)
    outcomes[7] = read(YEARS[7], "Läsa tyst")
    tables = build_tables(outcomes, extractor_version="v", keep=shards)
    assert len(files(tmp_path)) == len(before)
    assert len(files(tmp_path) - before) == 1
    assert tables == build_tables(outcomes, extractor_version="v")
    texts = tables["fact_activity"]["activity_text"].to_pylist()
    assert texts.count("Läsa tyst") == 1


def test_for_a_changed_report_no_other_ones_file_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    outcomes = [read(year) for year in YEARS]
    shards = Shards.below(tmp_path)
    build_tables(outcomes, extractor_version="v", keep=shards)
    opened: list[bytes] = []
    unpacked = shards_of.unpacked

    def noted(data: bytes) -> dict[str, pa.Table] | None:
        opened.append(data)
        return unpacked(data)

    monkeypatch.setattr(shards_of, "unpacked", noted)
    outcomes[7] = read(YEARS[7], "Läsa tyst")
    tables = build_tables(outcomes, extractor_version="v", keep=shards)
    assert not opened
    assert tables == build_tables(outcomes, extractor_version="v")
    # Damaged or gone, what stands where costs more, and says nothing else.
    (tmp_path / "blocks" / "standing.json").write_text("{")
    outcomes[8] = read(YEARS[8], "Sjunga")
    assert build_tables(outcomes, extractor_version="v", keep=shards) == build_tables(
        outcomes, extractor_version="v"
    )
    assert opened


def test_what_is_forgotten_stands_in_no_block(tmp_path: Path) -> None:
    build_tables([read(2020)], extractor_version="v", keep=Shards.below(tmp_path))
    assert files(tmp_path)
    forget_joined(tmp_path)
    assert not files(tmp_path)


def test_a_run_holds_the_facts_of_one_block_at_a_time(tmp_path: Path) -> None:
    outcomes = [read(year, f"{year} " * 20_000) for year in YEARS]
    assembly = assemble(outcomes, extractor_version="v", keep=Shards.below(tmp_path))
    largest = max(len(part.reports) for part in assembly.parts)
    before = pa.total_allocated_bytes()
    held = [pa.total_allocated_bytes() - before for _ in assembly.facts()]
    whole = assembly.whole()
    all_held = pa.total_allocated_bytes() - before
    assert whole["fact_activity"].num_rows == len(YEARS)
    assert len(held) == len(assembly.parts)
    # One is let go when the next one is there.
    assert max(held) < 3 * largest / len(YEARS) * all_held
    assert max(held) < all_held / 2


def test_a_block_that_went_away_is_named(tmp_path: Path) -> None:
    assembly = assemble([read(2020)], extractor_version="v", keep=Shards.below(tmp_path))
    forget_joined(tmp_path)
    with pytest.raises(FileNotFoundError, match=r"alvsjo-2020-vb have left .* run again"):
        list(assembly.facts())
