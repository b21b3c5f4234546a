"""The registry keeps contract.md, and everything generated from it is up to date."""

from __future__ import annotations

import pyarrow as pa
import pytest
import yaml

from pipeline.registry import TABLES, Layer, LogicalType, Maker, TableSpec, arrow_schema
from pipeline.registry.dbt_files import (
    DUCKDB_TYPES,
    data_dictionary,
    project_files,
    stale_files,
)
from pipeline.settings import PROJECT_ROOT

DBT_PROJECT = PROJECT_ROOT / "dbt_project"

PROVENANCE = (
    "source_file source_page source_line_start source_line_end source_bbox source_text confidence"
)

CONTRACT = {
    "dim_committee": "committee_key committee_name kind",
    "dim_report": "report_key committee_key report_type report_year period_end report_date "
    "diary_number title source_file source_format document_sha256 page_count extractor_version "
    "is_current",
    "dim_goal": "goal_key level code title parent_goal_key committee_key",
    "dim_indicator": "indicator_key indicator_name unit owner",
    "dim_service_area": "service_area_key service_area_name parent_service_area_key",
    "fact_indicator_value": "report_key goal_key indicator_key indicator_name_printed measure "
    f"value qualifier value_text unit period alternatives {PROVENANCE}",
    "fact_goal_assessment": f"report_key goal_key assessment {PROVENANCE}",
    "fact_activity": "report_key goal_key activity_text start_date end_date has_deviation "
    f"analysis_text {PROVENANCE}",
    "fact_indicator_analysis": f"report_key goal_key indicator_key analysis_text {PROVENANCE}",
    "fact_decision": f"report_key decision_no decision_text amount_sek purpose {PROVENANCE}",
    "fact_table_cell": "report_key table_no table_kind table_title table_unit row_no row_label "
    f"row_group column_no column_label raw_text value {PROVENANCE}",
    "fact_budget_line": "report_key service_area_key row_label is_total is_subitem measure "
    f"fiscal_year amount_sek {PROVENANCE}",
    "fact_result_unit": f"report_key unit_name measure amount_sek {PROVENANCE}",
    "fact_investment": f"report_key item measure fiscal_year amount_sek {PROVENANCE}",
    "fact_key_figure": "report_key table_title figure_name period_label breakdown value unit "
    f"{PROVENANCE}",
    "fact_narrative_amount": f"report_key section sentence what amount_sek {PROVENANCE}",
    "document_section": f"report_key section_path heading body {PROVENANCE}",
    "data_finding": "finding_key report_key rule severity stated expected difference unit "
    "explanation_sv explanation_en evidence",
    "rejected_document": "source_file document_sha256 reason_code reason first_seen_at",
    "load_run": "run_id started_at finished_at documents_seen documents_new documents_failed "
    "facts_written published",
    "mart_indicator_scorecard": "distance_to_target status change_since_last_year gender_gap "
    "lowest_confidence",
    "mart_goal_tree": "goal_key",
    "mart_activity_status": "activity_text",
    "mart_budget_followup": "vp_budget_net",
    "mart_result_unit": "unit_name",
    "mart_committee_comparison": "indicator_key",
    "mart_coverage": "tables table_cells share_numeric_cells_typed findings_error",
}
"""Tables and columns as contract.md names them."""


@pytest.mark.parametrize("table", CONTRACT)
def test_every_name_of_the_contract_is_declared(table: str) -> None:
    missing = set(CONTRACT[table].split()) - set(TABLES[table].column_names)
    assert not missing


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: str(table.name))
def test_declarations_are_complete(table: TableSpec) -> None:
    assert table.description.endswith((".", "?", ")"))
    assert table.grain.startswith("One row")
    assert set(table.key) <= set(table.column_names)
    assert len(set(table.column_names)) == len(table.columns)
    assert all(not table.column(name).nullable for name in table.key)
    for column in table.columns:
        assert len(column.description) > 5, column.name
        if column.references:
            assert (column.refers_to or column.name) in TABLES[column.references].column_names


@pytest.mark.parametrize(
    "table",
    [t for t in TABLES.values() if t.layer in (Layer.FACT, Layer.MART)],
    ids=lambda table: str(table.name),
)
def test_every_fact_and_mart_says_what_findings_say_of_it(table: TableSpec) -> None:
    assert {"has_finding", "finding_keys"} <= set(table.column_names)
    stored = {column.name for column in table.stored_columns}
    assert ("has_finding" in stored) is (table.layer is Layer.MART)


def test_evidence_says_where_it_stands_in_every_format() -> None:
    (evidence,) = [arrow_schema("data_finding").field("evidence").type.value_type]
    assert [evidence.field(number).name for number in range(evidence.num_fields)] == [
        *("source_file", "page", "line_start", "line_end", "text"),
        *("fact_key", "section", "table_no", "row_label", "column_label"),
    ]


def test_money_is_exact_in_parquet_and_database() -> None:
    assert arrow_schema("fact_decision").field("amount_sek").type == pa.decimal128(18, 2)
    assert DUCKDB_TYPES[LogicalType.MONEY] == "DECIMAL(18,2)"


def test_generated_files_of_the_dbt_project_are_up_to_date() -> None:
    remedy = "run `python -m pipeline.registry` and commit what it writes"
    files = project_files(TABLES.values())
    outdated = [
        name
        for name, text in files.items()
        if not (DBT_PROJECT / name).exists() or (DBT_PROJECT / name).read_text("utf-8") != text
    ]
    assert not outdated, remedy
    assert not stale_files(files, DBT_PROJECT), remedy


def test_data_dictionary_is_up_to_date() -> None:
    written = (PROJECT_ROOT / "dbt_project" / "data_dictionary.md").read_text("utf-8")
    assert written == data_dictionary(TABLES.values()), "run `python -m pipeline.registry`"


def test_every_model_has_a_declaration_and_every_declaration_a_model() -> None:
    published = {
        path.stem
        for path in (DBT_PROJECT / "models").rglob("*.sql")
        if not path.stem.startswith("int_")
    }
    assert published == set(TABLES)


def test_every_model_has_its_own_yaml_with_a_description() -> None:
    for sql in sorted((DBT_PROJECT / "models").rglob("*.sql")):
        (model,) = yaml.safe_load(sql.with_suffix(".yml").read_text("utf-8"))["models"]
        assert model["name"] == sql.stem
        assert model["description"]


def test_contracts_of_models_are_enforced_with_every_column() -> None:
    for table in TABLES.values():
        (path,) = (DBT_PROJECT / "models").rglob(f"{table.name}.yml")
        (model,) = yaml.safe_load(path.read_text("utf-8"))["models"]
        assert model["config"]["contract"]["enforced"] is True
        assert [column["name"] for column in model["columns"]] == list(table.column_names)
        assert all(column["description"] for column in model["columns"])


_COMPUTED = ("mart_", "review_", "bridge_", "meta_", "v_", "stored_", "search_")


def test_only_what_follows_from_other_tables_is_made_by_dbt() -> None:
    made = {t.name for t in TABLES.values() if t.maker in (Maker.DBT, Maker.REGISTRY)}
    assert made == {
        "dim_date",
        *(name for name in TABLES if name.startswith(_COMPUTED)),
    }
