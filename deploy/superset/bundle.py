"""The bundle that Superset imports: database, datasets with metrics, charts, a dashboard.

Runs in Superset's environment: ``python bundle.py DATABASE FILE.zip``. Columns and their
descriptions come from the published file; the metrics are those that may be summed. Every
object has a fixed uuid, so that importing again replaces and never doubles.
"""

from __future__ import annotations

import json
import sys
import uuid
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import yaml

SAFE = "access_mode=read_only&enable_external_access=false&lock_configuration=true"
VERSION = "1.0.0"
NAMESPACE = uuid.UUID("6f1c7d0e-0f0b-5b53-9d5e-1f3a2c4b5d6e")


@dataclass(frozen=True)
class Metric:
    """A measure: its name, what people read, and the SQL that may be asked over any filter."""

    name: str
    label: str
    sql: str
    form: str = ",.1f"


@dataclass(frozen=True)
class Chart:
    """A bar chart of a metric over a column."""

    name: str
    title: str
    table: str
    metric: str
    by: str
    series: str


METRICS: Mapping[str, tuple[Metric, ...]] = {
    "mart_indicator_scorecard": (
        Metric(
            "share_reached",
            "Andel nådda av bedömda",
            "sum(case when status = 'reached' then 1 else 0 end) * 1.0"
            " / nullif(sum(case when status in ('reached', 'not_reached') then 1 else 0 end), 0)",
            ".0%",
        ),
        Metric(
            "judged",
            "Antal bedömda indikatorer",
            "sum(case when status in ('reached', 'not_reached') then 1 else 0 end)",
            ",d",
        ),
        Metric("lowest_confidence", "Lägsta säkerhet", "min(lowest_confidence)", ".2f"),
    ),
    "mart_budget_followup": (
        Metric(
            "outcome_mnkr",
            "Utfall netto, mnkr",
            "sum(case when adds_to_total then vb_outcome_net end) / 1e6",
        ),
        Metric(
            "budget_mnkr",
            "Budget netto, mnkr",
            "sum(case when adds_to_total then vb_budget_net end) / 1e6",
        ),
        Metric(
            "deviation_mnkr",
            "Avvikelse, mnkr",
            "sum(case when adds_to_total then vb_deviation end) / 1e6",
        ),
    ),
    "mart_goal_tree": (
        Metric("goals", "Antal mål", "count(*)", ",d"),
        Metric(
            "share_fully",
            "Andel helt uppfyllda av bedömda",
            "sum(case when assessment = 'fully' then 1 else 0 end) * 1.0"
            " / nullif(count(assessment), 0)",
            ".0%",
        ),
    ),
}

CHARTS = (
    Chart(
        "deviation",
        "Avvikelse från budget per nämnd, mnkr",
        "mart_budget_followup",
        "deviation_mnkr",
        "committee_name",
        "fiscal_year",
    ),
    Chart(
        "reached",
        "Andel nådda indikatorer per nämnd",
        "mart_indicator_scorecard",
        "share_reached",
        "committee_name",
        "report_year",
    ),
)


def identity(*names: str) -> str:
    """The fixed uuid of an object."""
    return str(uuid.uuid5(NAMESPACE, "/".join(names)))


def files(database: Path) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every file of the bundle by its path, as data."""
    yield "metadata.yaml", {"version": VERSION, "type": "Dashboard"}
    yield "databases/namndlager.yaml", _database(database)
    for table in METRICS:
        yield f"datasets/namndlager/{table}.yaml", _dataset(database, table)
    for chart in CHARTS:
        yield f"charts/{chart.name}.yaml", _chart(chart)
    yield "dashboards/namndlager.yaml", _dashboard()


def _database(database: Path) -> Mapping[str, Any]:
    return {
        "database_name": "Nämndlager",
        # The link, not what it leads to: each question opens the release of the moment.
        "sqlalchemy_uri": f"duckdb:///{database.absolute()}?{SAFE}",
        "expose_in_sqllab": True,
        "allow_ctas": False,
        "allow_cvas": False,
        "allow_dml": False,
        "allow_run_async": False,
        "extra": {},
        "uuid": identity("database"),
        "version": VERSION,
    }


def _dataset(database: Path, table: str) -> Mapping[str, Any]:
    with duckdb.connect(str(database.resolve()), read_only=True) as connection:
        columns = connection.execute(
            "select column_name, data_type, comment from duckdb_columns()"
            " where schema_name = 'main' and table_name = ? order by column_index",
            [table],
        ).fetchall()
        ((described,),) = connection.execute(
            "select comment from duckdb_tables() where table_name = ?", [table]
        ).fetchall()
    return {
        "table_name": table,
        "schema": "main",
        "description": described,
        "columns": [
            {
                "column_name": name,
                "type": kind,
                "description": comment,
                "groupby": True,
                "filterable": True,
                "is_active": True,
            }
            for name, kind, comment in columns
        ],
        "metrics": [
            {
                "metric_name": metric.name,
                "verbose_name": metric.label,
                "expression": metric.sql,
                "d3format": metric.form,
            }
            for metric in METRICS[table]
        ],
        "uuid": identity("dataset", table),
        "database_uuid": identity("database"),
        "version": VERSION,
    }


def _chart(chart: Chart) -> Mapping[str, Any]:
    return {
        "slice_name": chart.title,
        "viz_type": "echarts_timeseries_bar",
        "params": {
            "viz_type": "echarts_timeseries_bar",
            "x_axis": chart.by,
            "metrics": [chart.metric],
            "groupby": [chart.series],
            "row_limit": 1000,
        },
        "query_context": None,
        "uuid": identity("chart", chart.name),
        "dataset_uuid": identity("dataset", chart.table),
        "version": VERSION,
    }


def _dashboard() -> Mapping[str, Any]:
    """Two charts side by side."""
    position: dict[str, Any] = {
        "DASHBOARD_VERSION_KEY": "v2",
        "ROOT_ID": {"type": "ROOT", "id": "ROOT_ID", "children": ["GRID_ID"]},
        "GRID_ID": {
            "type": "GRID",
            "id": "GRID_ID",
            "children": ["ROW-1"],
            "parents": ["ROOT_ID"],
        },
        "ROW-1": {
            "type": "ROW",
            "id": "ROW-1",
            "children": [f"CHART-{chart.name}" for chart in CHARTS],
            "parents": ["ROOT_ID", "GRID_ID"],
            "meta": {"background": "BACKGROUND_TRANSPARENT"},
        },
    }
    for number, chart in enumerate(CHARTS, 1):
        position[f"CHART-{chart.name}"] = {
            "type": "CHART",
            "id": f"CHART-{chart.name}",
            "children": [],
            "parents": ["ROOT_ID", "GRID_ID", "ROW-1"],
            "meta": {
                "width": 6,
                "height": 50,
                "chartId": number,  # Superset puts its own in its place, by the uuid
                "sliceName": chart.title,
                "uuid": identity("chart", chart.name),
            },
        }
    return {
        "dashboard_title": "Nämndernas uppföljning",
        "slug": "namndlager",
        "position": position,
        "metadata": {},
        "uuid": identity("dashboard"),
        "version": VERSION,
    }


def main(database: str, target: str) -> None:
    """Write the bundle."""
    with zipfile.ZipFile(target, "w") as bundle:
        for name, data in files(Path(database)):
            text = yaml.safe_dump(json.loads(json.dumps(data)), sort_keys=False, allow_unicode=True)
            bundle.writestr(f"namndlager/{name}", text)


if __name__ == "__main__":
    main(*sys.argv[1:])
