"""What Superset imports: the declared measures, under the safe address.

The short form of ``python -m tests.clients.superset``, which asks a running Superset: here the
SQL of the bundle is asked of the published file itself.
"""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from pipeline.publish.database import connect
from pipeline.settings import PROJECT_ROOT
from tests.clients.superset import EXPECTED
from tests.support.job import Ran

BUNDLE = PROJECT_ROOT / "deploy" / "superset" / "bundle.py"


@pytest.fixture(scope="module")
def bundle() -> Any:
    found = importlib.util.spec_from_file_location("superset_bundle", BUNDLE)
    assert found is not None and found.loader is not None
    module = importlib.util.module_from_spec(found)
    sys.modules[found.name] = module  # where dataclasses look for it
    found.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def files(bundle: Any, samples_run: Ran) -> Mapping[str, Mapping[str, Any]]:
    return dict(bundle.files(Path(samples_run.settings.database)))


def of_kind(files: Mapping[str, Mapping[str, Any]], kind: str) -> list[Mapping[str, Any]]:
    return [data for name, data in files.items() if name.startswith(f"{kind}/")]


def test_the_address_is_read_only_and_closed_to_the_machine(
    files: Mapping[str, Mapping[str, Any]], samples_run: Ran
) -> None:
    (database,) = of_kind(files, "databases")
    link, _, options = database["sqlalchemy_uri"].partition("?")
    assert link == f"duckdb:///{samples_run.settings.database}"
    assert set(options.split("&")) == {
        "access_mode=read_only",
        "enable_external_access=false",
        "lock_configuration=true",
    }


def test_every_declared_measure_is_a_metric_that_can_be_computed(
    files: Mapping[str, Mapping[str, Any]], samples_run: Ran
) -> None:
    declared = samples_run.rows(
        "select view_name, measure_name from meta_measure"
        " where aggregation in ('sum', 'ratio', 'scaled')"
    )
    shipped = {
        (dataset["table_name"], metric["metric_name"]): metric["expression"]
        for dataset in of_kind(files, "datasets")
        for metric in dataset["metrics"]
    }
    assert set(shipped) == set(declared)
    with connect(samples_run.settings.database) as connection:
        for (view, _), sql in shipped.items():
            connection.execute(f"select {sql} from {view}")


def test_columns_arrive_with_what_they_mean(files: Mapping[str, Mapping[str, Any]]) -> None:
    datasets = of_kind(files, "datasets")
    assert len(datasets) > 8
    for dataset in datasets:
        assert dataset["description"]
        assert [c["column_name"] for c in dataset["columns"] if not c["description"]] == []


def test_a_charts_figures_are_those_of_the_marts(bundle: Any, samples_run: Ran) -> None:
    with connect(samples_run.settings.database) as connection:
        metrics = bundle.metrics(connection)
        for chart in bundle.CHARTS:
            (metric,) = (one for one in metrics[chart.table] if one.name == chart.metric)
            rows = connection.execute(
                f"select committee_name, {metric.sql} from {chart.table} group by 1"
            ).fetchall()
            found = {name: float(value) for name, value in rows if value is not None}
            rows = connection.execute(EXPECTED[chart.metric]).fetchall()
            expected = {name: float(value) for name, value in rows}
            assert found == pytest.approx(expected)
    assert {chart.metric for chart in bundle.CHARTS} == EXPECTED.keys()
