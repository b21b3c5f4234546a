"""Odd reports among good ones, through the whole job: released, each held at its level."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass

import pytest
from rich.console import Console

from pipeline.console.run import run_pipeline
from pipeline.intake.record import load_outcomes
from pipeline.publish.staging import Stage
from pipeline.settings import Settings
from tests.support.job import Ran, run
from tests.support.odd_reports import write_night


@dataclass(frozen=True)
class Night:
    """A run, and its odd files by what is odd about them."""

    ran: Ran
    odd: Mapping[str, str]


@pytest.fixture(scope="module", name="night")
def _night(tmp_path_factory: pytest.TempPathFactory) -> Night:
    folder = tmp_path_factory.mktemp("night")
    odd = write_night(folder / "raw", good=2)
    ran = run(Settings(raw_dir=folder / "raw", warehouse_dir=folder / "warehouse"))
    return Night(ran, odd)


def test_the_night_is_released_and_its_summary_leads_with_what_is_held(night: Night) -> None:
    assert night.ran.status == 0, night.ran.printed
    summary = night.ran.printed.split("published", 1)[1]
    held = summary.index("Held back")
    assert held < summary.index("Documents")
    for oddity in ("sidecar", "unreadable tables"):
        assert night.odd[oddity] in summary[held : summary.index("Documents")]


def test_documents_that_are_not_believed_are_held_back_alone(night: Night) -> None:
    assert dict(night.ran.rows("select source_file, reason_code from rejected_document")) == {
        night.odd["sidecar"]: "held_back",
        night.odd["unreadable tables"]: "held_back",
        night.odd["implausible sidecar"]: "bad_sidecar",
    }
    reasons = dict(night.ran.rows("select source_file, reason from rejected_document"))
    against = reasons[night.odd["sidecar"]]
    assert "committee is Farsta in the sidecar, Ekbacken-Lillvreten at line" in against
    assert "confirmed_by" in against
    lost = reasons[night.odd["unreadable tables"]]
    # Heads of tables that stand in the prose, or, where not even they are whole, the numbers.
    assert "stand in the prose" in lost or "of the numbers" in lost.casefold()
    assert lost.count("line") >= 3


def test_a_misprint_of_the_source_is_published_with_the_finding_about_it(night: Night) -> None:
    file = night.odd["misprint"]
    assert night.ran.rows(
        "select is_out_of_bounds, status, year(end_date) from mart_activity_status"
        f" where source_file = '{file}' and is_out_of_bounds"
    ) == [(True, "ended", 2022)]
    ((rule, text),) = night.ran.rows(
        "select rule, evidence[1].text from data_finding"
        f" where evidence[1].source_file = '{file}'"
        " and rule in ('activity_dates', 'outside_bounds')"
    )
    assert rule == "activity_dates"
    assert "2022-12-31" in text


def test_a_printed_absurd_count_is_shown_marked_and_is_a_finding(night: Night) -> None:
    report = "kvarnsjo-2024-t2"
    assert night.ran.rows(
        "select count(*), min(values_left_out) from mart_indicator_scorecard"
        f" where report_key = '{report}' and is_out_of_bounds"
    ) == [(1, 0)]
    ((text,),) = night.ran.rows(
        "select evidence[1].text from data_finding where rule = 'outside_bounds'"
    )
    assert text == "255 294 294 st"


def test_an_inferred_absurd_count_is_left_out_and_counted(night: Night) -> None:
    report = "tallhojden-2024-vp"
    assert night.ran.rows(
        "select value, confidence from fact_indicator_value"
        f" where report_key = '{report}' and is_out_of_bounds"
    ) == [(255_294_294.0, 0.5)]
    assert night.ran.rows(
        "select count(*), count_if(is_out_of_bounds) from mart_indicator_scorecard"
        f" where report_key = '{report}' and values_left_out = 1"
    ) == [(1, 0)]
    assert night.ran.rows(
        "select max(greatest(target, kf_target)) < 1000000 from mart_indicator_scorecard"
        f" where report_key = '{report}'"
    ) == [(True,)]
    assert night.ran.rows(
        f"select rows_out_of_bounds, rows_left_out from mart_coverage where report_key = '{report}'"
    ) == [(1, 1)]


def test_nothing_else_is_touched(night: Night) -> None:
    read = load_outcomes(night.ran.staged.file(Stage.EXTRACT, "outcomes.json"), night.ran.settings)
    believed = {
        one.source.source_file: (
            len(report.goals),
            sum(len(row.cells) for row in report.indicators),
            len(report.activities),
            sum(len(table.cells) for table in report.tables),
        )
        for one in read
        if one.report is not None
        for report in (one.report.load(),)
        if one.source.source_file not in (night.odd["sidecar"], night.odd["unreadable tables"])
    }
    published = night.ran.rows(
        """
        select source_file, goals, indicator_values, activities, table_cells
        from mart_coverage inner join dim_report using (report_key)
        """
    )
    assert {file: tuple(counts) for file, *counts in published} == believed
    assert len(believed) == 5
    marked = night.ran.rows(
        """
        select source_file, count(*) from (
            select source_file from fact_activity where is_out_of_bounds
            union all select source_file from fact_indicator_value where is_out_of_bounds
            union all select source_file from fact_table_cell where is_out_of_bounds
            union all select source_file from fact_budget_line where is_out_of_bounds
            union all select source_file from fact_key_figure where is_out_of_bounds
        ) group by all
        """
    )
    odd = ("misprint", "printed count", "inferred count")
    assert dict(marked) == {night.odd[oddity]: 1 for oddity in odd}


def test_strict_makes_held_documents_a_status(night: Night) -> None:
    console = Console(file=io.StringIO())
    assert run_pipeline(night.ran.settings, console, force=False, strict=True) == 1
    assert run_pipeline(night.ran.settings, console, force=False) == 0
