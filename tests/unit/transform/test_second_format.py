"""Keys survive a re-run, a renamed file and a second format of the same report."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

import pyarrow as pa
import pytest

from pipeline.extract import read_report
from pipeline.transform import build_tables
from tests.corpus import cycle, library
from tests.corpus.model import Kind
from tests.unit.transform.reports import outcome

SEED = 4100


@pytest.fixture(scope="module", name="folder")
def _folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("formats")


def tables_of(path: Path) -> dict[str, pa.Table]:
    """The tables of a run that reads one file."""
    return build_tables([outcome(read_report(path), path.name)], extractor_version="v")


def rendered(folder: Path, source_format: str) -> Path:
    """One invented annual report in a format."""
    the_report = cycle.compose(SEED, "Kvarnsjö", 2024, Kind.VB)
    return Path(library.write_case(the_report, source_format, SEED, folder))


def keys_of(tables: dict[str, pa.Table], names: Iterable[str]) -> dict[str, set[str]]:
    """The keys of some tables, which stand in their first column."""
    return {name: set(tables[name].column(0).to_pylist()) for name in names}


STABLE = (
    "dim_report",
    "dim_goal",
    "dim_indicator",
    "dim_service_area",
    "dim_result_unit",
    "fact_indicator_row",
    "fact_indicator_value",
    "fact_goal_assessment",
    "fact_activity",
    "fact_decision",
    "fact_table_cell",
    "fact_budget_line",
    "fact_result_unit",
    "fact_investment",
    "fact_balance_sheet",
    "fact_key_figure",
)


def test_a_second_format_of_a_report_gives_the_same_keys(folder: Path) -> None:
    text = keys_of(tables_of(rendered(folder, "tab_text")), STABLE)
    word = keys_of(tables_of(rendered(folder, "docx")), STABLE)
    assert word == text
    assert all(text.values())


def test_a_renamed_file_gives_the_same_keys(folder: Path) -> None:
    path = rendered(folder, "tab_text")
    renamed = folder / "another name.txt"
    shutil.copy(path, renamed)
    first, second = tables_of(path), tables_of(renamed)
    assert keys_of(first, first) == keys_of(second, first)
    assert set(second["fact_decision"]["source_file"].to_pylist()) == {"another name.txt"}
