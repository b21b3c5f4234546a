"""The bundle that Superset imports: database, datasets with metrics, charts, a dashboard.

Runs in Superset's environment: ``python bundle.py DATABASE FILE.zip``. All of it comes from
the published file: a dataset for each view that may be summed, its columns with their
descriptions, and as metrics the measures that ``meta_measure`` declares. Every object has a
fixed uuid, so that importing again replaces and never doubles.
"""

from __future__ import annotations

import json
import sys
import uuid
import zipfile
from collections.abc import Iterator, Mapping, Sequence
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
    """A measure: its name, what people read, what it says, and SQL that holds over any filter."""

    name: str
    label: str
    description: str
    sql: str
    form: str


@dataclass(frozen=True)
class Chart:
    """A bar chart of a metric over a column."""

    name: str
    title: str
    table: str
    metric: str
    by: str
    series: str


FORMS = {"share 0-1": ".1%", "count": ",d", "SEK": ",.0f", "mnkr": ",.1f"}
"""How a figure of a unit is written."""

MEASURES = """
select view_name, measure_name, label_sv, description, aggregation, formula, unit
from meta_measure where aggregation in ('sum', 'ratio', 'scaled') order by all
"""
"""What may be computed over any filter; what may not be added is a column and no metric."""

CHARTS = (
    Chart(
        "deviation",
        "Avvikelse från budget per nämnd, mnkr",
        "v_budget",
        "deviation_mnkr",
        "committee_name",
        "fiscal_year",
    ),
    Chart(
        "reached",
        "Andel indikatorer som når målet per nämnd",
        "v_indicator",
        "share_indicators_reached",
        "committee_name",
        "report_year",
    ),
    Chart(
        "goals",
        "Andel områdesmål som uppfylls helt per nämnd",
        "v_goal_verksamhetsomradesmal",
        "share_area_goals_fully",
        "committee_name",
        "report_year",
    ),
)


def metrics(connection: duckdb.DuckDBPyConnection) -> dict[str, list[Metric]]:
    """The declared measures, by view."""
    found: dict[str, list[Metric]] = {}
    for view, name, label, says, aggregation, formula, unit in connection.execute(
        MEASURES
    ).fetchall():
        sql = {"sum": f"sum({name})", "scaled": formula}.get(aggregation) or _guarded(formula)
        found.setdefault(view, []).append(Metric(name, label, says, sql, FORMS.get(unit, ",.2f")))
    return found


def _guarded(formula: str) -> str:
    """A formula that is null where it would divide by nothing."""
    above, _, below = formula.partition(" / ")
    return f"{above} * 1.0 / nullif({below}, 0)"


def identity(*names: str) -> str:
    """The fixed uuid of an object."""
    return str(uuid.uuid5(NAMESPACE, "/".join(names)))


def files(database: Path) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every file of the bundle by its path, as data."""
    yield "metadata.yaml", {"version": VERSION, "type": "Dashboard"}
    yield "databases/namndlager.yaml", _database(database)
    with duckdb.connect(str(database.resolve()), read_only=True) as connection:
        for view, declared in metrics(connection).items():
            yield f"datasets/namndlager/{view}.yaml", _dataset(connection, view, declared)
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


def _dataset(
    connection: duckdb.DuckDBPyConnection, table: str, declared: Sequence[Metric]
) -> Mapping[str, Any]:
    columns = connection.execute(
        "select column_name, data_type, comment from duckdb_columns()"
        " where schema_name = 'main' and table_name = ? order by column_index",
        [table],
    ).fetchall()
    ((described,),) = connection.execute(
        "select comment from duckdb_tables() where table_name = $name"
        " union all select comment from duckdb_views() where view_name = $name",
        {"name": table},
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
                "is_dttm": kind == "DATE",
            }
            for name, kind, comment in columns
        ],
        "metrics": [
            {
                "metric_name": metric.name,
                "verbose_name": metric.label,
                "description": metric.description,
                "expression": metric.sql,
                "d3format": metric.form,
            }
            for metric in declared
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
    """The charts side by side."""
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
                "width": 12 // len(CHARTS),
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
