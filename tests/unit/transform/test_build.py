"""From outcomes to tables: every fact has its rows, places and stable order."""

from __future__ import annotations

import dataclasses
import weakref
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.extract.document import Place, SourceFormat
from pipeline.extract.report import (
    Alternative,
    GoalLevel,
    Measure,
    Qualifier,
    Report,
    ReportType,
)
from pipeline.registry import Maker, tables_made_by
from pipeline.transform import (
    assemble,
    build,
    build_tables,
    parquet,
    read_parquet_tables,
    write_parquet,
)
from pipeline.transform.rows import table_of
from pipeline.transform.sources import HeldSource, StoredSource
from tests.unit.transform.reports import (
    cell,
    full_report,
    goal,
    head,
    indicator,
    outcome,
    rejected,
    report,
)


def rows(name: str, *reports: Report) -> list[dict[str, Any]]:
    """Rows of one table for reports that are all current."""
    outcomes = [outcome(r, f"{number}.txt") for number, r in enumerate(reports)]
    found: list[dict[str, Any]] = build_tables(outcomes, extractor_version="v1")[name].to_pylist()
    return found


def test_every_table_exists_and_every_fact_has_rows() -> None:
    tables = build_tables([outcome(full_report()), rejected()], extractor_version="v1")
    assert list(tables) == [table.name for table in tables_made_by(Maker.TRANSFORM)]
    assert not [name for name, table in tables.items() if table.num_rows == 0]


def test_no_report_gives_empty_tables_with_their_columns() -> None:
    tables = build_tables([], extractor_version="v1")
    assert tables["fact_indicator_value"].num_rows == 0
    assert "source_text" in tables["fact_indicator_value"].column_names


def test_an_indicator_cell_keeps_what_is_printed() -> None:
    row = indicator(
        "Antal besök",
        cell(Measure.KF_TARGET, "Max 10 personer", 10.0, qualifier=Qualifier.MAX, confidence=0.7),
        unit="personer",
        goal=0,
    )
    doubtful = dataclasses.replace(row.cells[0], alternatives=(Alternative(Measure.TARGET, 0.3),))
    given = report(
        goals=(goal("En trygg stad"),),
        indicators=(dataclasses.replace(row, cells=(doubtful,)),),
    )
    (found,) = rows("fact_indicator_value", given)
    assert found["report_key"] == "norrangen-sjovik-2024-vb"
    assert found["goal_key"].startswith("kf-inriktning-entryggstad-")
    assert (found["value"], found["qualifier"], found["unit"]) == (10.0, "max", "personer")
    assert found["value_text"] == found["source_text"] == "Max 10 personer"
    assert found["alternatives"] == [{"measure": "target", "confidence": 0.3}]
    assert (found["source_line_start"], found["source_bbox"]) == (1, None)
    assert found["confidence"] == 0.7


def test_a_box_on_a_page_is_kept() -> None:
    place = Place("82 %", page=3, bbox=(1.0, 2.0, 3.5, 4.0))
    printed = dataclasses.replace(cell(Measure.OUTCOME, "82 %", 82.0), place=place)
    (found,) = rows("fact_indicator_value", report(indicators=(indicator("Andel", printed),)))
    assert found["source_bbox"] == {"x0": 1.0, "y0": 2.0, "x1": 3.5, "y1": 4.0}
    assert (found["source_page"], found["source_line_start"]) == (3, None)


def test_goals_without_assessment_have_a_row() -> None:
    found = rows("fact_goal_assessment", full_report())
    assert [row["assessment"] for row in found] == ["fully", "partly", None]
    assert [row["section_no"] for row in found] == [1, 2, 3]
    assert found[0]["source_text"] == "Uppfylls helt"
    assert found[2]["source_text"] == "Förskolan läser högt"


def test_a_council_goal_is_one_goal_for_two_committees() -> None:
    found = rows("dim_goal", full_report("Norrängen-Sjövik"), full_report("Västra Ån"))
    levels = sorted(row["level"] for row in found)
    assert levels == ["inriktningsmal", "namndmal", "namndmal", "verksamhetsomradesmal"]
    owners = {row["committee_key"] for row in found if row["level"] == "namndmal"}
    assert owners == {"norrangen-sjovik", "vastra-an"}


def test_code_and_title_of_a_goal_are_those_of_the_latest_report() -> None:
    older = report(head(year=2023), goals=(goal("En trygg stad", code="2"),))
    newer = report(head(year=2024), goals=(goal("EN TRYGG STAD", code="1"),))
    for given in ((older, newer), (newer, older)):
        (found,) = rows("dim_goal", *given)
        assert (found["code"], found["title"]) == ("1", "EN TRYGG STAD")


@pytest.mark.parametrize(
    ("level", "kf_target", "owner"),
    [
        (GoalLevel.OPERATIONAL_AREA, None, "KF"),
        (GoalLevel.COMMITTEE, None, "namnd"),
        (GoalLevel.COMMITTEE, 80.0, "KF"),
    ],
    ids=["under a council goal", "under a committee goal", "with a council target"],
)
def test_owner_of_an_indicator(level: GoalLevel, kf_target: float | None, owner: str) -> None:
    row = indicator("Andel", cell(Measure.KF_TARGET, "80 %", kf_target), goal=0)
    (found,) = rows("dim_indicator", report(goals=(goal("Mål", level),), indicators=(row,)))
    assert found["owner"] == owner


@pytest.mark.parametrize(
    ("qualifiers", "direction"),
    [
        ([Qualifier.DECREASE], "lower"),
        ([Qualifier.MAX, Qualifier.DECREASE], "lower"),
        ([Qualifier.INCREASE, Qualifier.DECREASE], None),
        ([Qualifier.TO_BE_SET], None),
    ],
    ids=["a decrease", "two that agree", "two that differ", "nothing said"],
)
def test_direction_is_what_all_targets_say(
    qualifiers: list[Qualifier], direction: str | None
) -> None:
    printed = [indicator("Andel", cell(Measure.TARGET, "x", qualifier=q)) for q in qualifiers]
    (found,) = rows("dim_indicator", report(indicators=tuple(printed)))
    assert found["direction"] == direction


def test_the_most_frequent_printing_names_an_indicator() -> None:
    printed = ("Andel barn", "Andel Barn", "Andel barn", "Andel- barn")
    given = report(
        indicators=tuple(indicator(name, cell(Measure.OUTCOME, "1")) for name in printed)
    )
    (found,) = rows("dim_indicator", given)
    assert found["indicator_name"] == "Andel barn"


def test_a_superseded_report_keeps_its_facts_under_its_own_key() -> None:
    current, old = (
        outcome(full_report(), "new.txt"),
        outcome(full_report(), "old.txt", is_current=False),
    )
    tables = build_tables([old, current], extractor_version="v1")
    found = {r["report_key"]: r["is_current"] for r in tables["dim_report"].to_pylist()}
    old_key = f"norrangen-sjovik-2024-vb-superseded-{old.source.sha256[:8]}"
    assert found == {"norrangen-sjovik-2024-vb": True, old_key: False}
    assert set(tables["fact_activity"]["report_key"].to_pylist()) == set(found)


def test_copies_of_a_superseded_report_have_keys_of_their_own() -> None:
    old = outcome(full_report(), "old.txt", is_current=False)
    copy = dataclasses.replace(old, source=dataclasses.replace(old.source, source_file="copy.txt"))
    tables = build_tables([outcome(full_report(), "new.txt"), old, copy], extractor_version="v1")
    assert len(set(tables["dim_report"]["report_key"].to_pylist())) == 3


def test_two_current_reports_of_the_same_period_are_refused() -> None:
    outcomes = [outcome(full_report(), "a.txt"), outcome(full_report(), "b.txt")]
    with pytest.raises(ValueError, match=r"b\.txt is a second current report"):
        build_tables(outcomes, extractor_version="v1")


def test_equal_rows_of_a_report_have_keys_of_their_own() -> None:
    twice = report(indicators=(indicator("Andel", cell(Measure.OUTCOME, "1 %", 1.0)),) * 2)
    found = rows("fact_indicator_value", twice)
    assert len({row["fact_key"] for row in found}) == 2


def test_a_second_format_of_a_report_gives_the_same_keys() -> None:
    text = full_report()
    pdf = dataclasses.replace(
        text,
        source_format=SourceFormat.PDF,
        indicators=tuple(
            dataclasses.replace(
                row,
                cells=tuple(dataclasses.replace(c, place=Place(c.text, page=9)) for c in row.cells),
            )
            for row in text.indicators
        ),
    )
    keys = [
        [row["fact_key"] for row in rows("fact_indicator_value", given)] for given in (text, pdf)
    ]
    assert keys[0] == keys[1]


def test_rejected_files_are_listed_with_their_reason() -> None:
    tables = build_tables([rejected("tom.txt")], extractor_version="v1")
    (found,) = tables["rejected_document"].to_pylist()
    assert (found["source_file"], found["reason_code"]) == ("tom.txt", "empty_file")
    assert found["first_seen_at"].isoformat() == "2026-01-02T00:00:00"


def test_the_period_of_a_follow_up_is_kept() -> None:
    (found,) = rows("dim_report", full_report(report_type=ReportType.FIRST_FOLLOW_UP))
    assert found["period_end"] == date(2024, 4, 30)
    assert found["extractor_version"] == "v1"


def test_decision_amounts_are_decimals() -> None:
    (found,) = rows("fact_decision", full_report())
    assert found["amount_sek"] == Decimal("500000.00")


def test_parquet_is_byte_identical_whatever_the_order_of_files(tmp_path: Path) -> None:
    outcomes = [
        outcome(full_report("Norrängen-Sjövik"), "a.txt"),
        outcome(full_report("Västra Ån", ReportType.PLAN), "b.txt"),
        outcome(full_report("Västra Ån", ReportType.PLAN), "c.txt", is_current=False),
        rejected("d.txt"),
        rejected("e.txt"),
    ]
    for name, given in (("once", outcomes), ("again", outcomes[::-1])):
        write_parquet(build_tables(given, extractor_version="v1"), tmp_path / name)
    for file in (tmp_path / "once").iterdir():
        assert file.read_bytes() == (tmp_path / "again" / file.name).read_bytes(), file.name


def test_parquet_gives_back_what_was_written(tmp_path: Path) -> None:
    tables = build_tables([outcome(full_report())], extractor_version="v1")
    write_parquet(tables, tmp_path)
    read = read_parquet_tables(tmp_path)
    assert set(read) == set(tables)
    assert all(read[name].equals(table) for name, table in tables.items())


def test_a_row_with_a_column_that_is_not_declared_is_refused() -> None:
    with pytest.raises(ValueError, match=r"dim_committee: missing columns .*'kind'.*, unknown"):
        table_of("dim_committee", [{"committee_key": "a", "committee_name": "A", "color": 1}])


@pytest.mark.parametrize("rows", [0, 1, 7, 8, 17])
@pytest.mark.parametrize("at_once", [1, 3, 20])
def test_where_a_part_ends_is_not_seen_in_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rows: int, at_once: int
) -> None:
    monkeypatch.setattr(parquet, "_ROWS_PER_GROUP", 8)
    table = pa.table({"number": pa.array(range(rows), pa.int64())})
    parts = [{"t": table.slice(start, at_once)} for start in range(0, rows, at_once)]
    parquet.write_in_parts(parts, {"t": table.schema}, tmp_path / "parts")
    # Not by our own writer: the whole table, written by Arrow at once.
    pq.write_table(table, tmp_path / "t.parquet", compression="zstd", row_group_size=8)
    assert (tmp_path / "parts" / "t.parquet").read_bytes() == (tmp_path / "t.parquet").read_bytes()


def test_tables_on_the_disk_are_asked_as_those_in_memory(tmp_path: Path) -> None:
    committees = ("Norrängen-Sjövik", "Västra Ån", "Östra Ån")
    outcomes = [outcome(full_report(name), f"{name}.txt") for name in committees]
    tables = build_tables(outcomes, extractor_version="v1")
    write_parquet({**tables, "data_finding": tables["dim_goal"]}, tmp_path)
    held, stored = HeldSource(tables), StoredSource(tmp_path)
    assert stored.schemas == held.schemas  # findings are none of them
    keys = tables["dim_report"]["report_key"].to_pylist()
    for wanted in ([], keys[1:2], [keys[0], keys[2]], keys):
        assert stored.of_reports(wanted) == held.of_reports(wanted)
    assert [row["report_key"] for row in stored.rows("dim_report", keys[1:]).to_pylist()] == keys[
        1:
    ]
    few = list(stored.few_at_a_time(2))
    assert [one["dim_report"].num_rows for one in few] == [2, 1]
    assert pa.concat_tables(one["fact_activity"] for one in few) == tables["fact_activity"]
    with held.connect() as one, stored.connect() as other:
        count = "select count(*), min(fact_key) from fact_activity"
        assert one.execute(count).fetchall() == other.execute(count).fetchall()


def test_who_is_shown_some_reports_at_a_time_holds_their_rows_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made: list[weakref.ref[pa.Table]] = []
    narrowed = build._only

    def noted(table: pa.Table, reports: Sequence[str]) -> pa.Table:
        rows = narrowed(table, reports)
        made.append(weakref.ref(rows))
        return rows

    monkeypatch.setattr(build, "_only", noted)
    outcomes = [outcome(full_report(name), f"{name}.txt") for name in ("A", "B", "C", "D", "E")]
    assembly = assemble(outcomes, extractor_version="v1")
    reports = [key for part in assembly.parts for key in part.reports]
    shown: list[int] = []
    for tables in assembly.of_reports(reports, at_most=2):
        shown.append(tables["dim_report"].num_rows)
        held = [table for one in made if (table := one()) is not None]
        assert [table.num_rows for table in held] == shown[-1:]  # of dim_report
        del tables, held
    assert shown == [2, 2, 1]
