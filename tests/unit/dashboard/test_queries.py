"""What the dashboard asks: parameters by name, releases of earlier contracts, its exposure."""

from __future__ import annotations

import re

import yaml

from pipeline.dashboard import queries
from pipeline.dashboard.queries import FACT_ROWS, Query, parameters_of
from pipeline.registry import TABLES, Layer
from pipeline.settings import PROJECT_ROOT

EXPOSURES = PROJECT_ROOT / "dbt_project" / "models" / "exposures.yml"

COLUMNS = {f"{name}.{column.name}" for name, spec in TABLES.items() for column in spec.columns}

QUERIES = [q for q in vars(queries).values() if isinstance(q, Query)] + list(FACT_ROWS.values())


def test_the_exposure_lists_what_is_read() -> None:
    asked = {
        word
        for query in QUERIES
        for word in re.findall(r"\w+", query.sql_for(COLUMNS))
        if word in TABLES
    }
    # The macro search() reads its tables inside the database.
    asked |= {table.name for table in TABLES.values() if table.layer is Layer.STORE}
    listed = yaml.safe_load(EXPOSURES.read_text(encoding="utf-8"))["exposures"]
    (own,) = [one for one in listed if one["name"] == "dashboard"]
    assert {re.sub(r"ref\('(\w+)'\)", r"\1", one) for one in own["depends_on"]} == asked


def test_what_a_later_contract_has_is_asked_for_only_where_it_is() -> None:
    assert "bridge_finding_fact" not in queries.CONTRADICTED.sql_for(set())
    later = queries.CONTRADICTED.sql_for({"bridge_finding_fact.fact_key"})
    assert "bridge_finding_fact" in later and "{" not in later


def test_parameters_are_those_of_the_sql_that_is_run() -> None:
    by_place = queries.FINDINGS_AT.sql_for(set())
    by_key = queries.FINDINGS_AT.sql_for({"bridge_finding_fact.fact_key"})
    assert "line_start" in parameters_of(by_place)
    assert parameters_of(by_key) == {"report", "key"}
