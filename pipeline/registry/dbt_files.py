"""Files of the dbt project and the data dictionary, written from the registry.

Belongs here: what follows from the declarations without thought: sources, the published
dimensions, facts and quality tables, the contract and tests of
every model. The SQL of marts and reviews is written by people; their YAML comes from here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import yaml

from pipeline.registry.bridges import bridge_sql
from pipeline.registry.common import DIGESTS, digest_of
from pipeline.registry.meta_sql import key_rows, measure_rows, relationship_rows, values_sql
from pipeline.registry.metrics import METRICS
from pipeline.registry.semantic_files import metrics, semantic_models
from pipeline.registry.specs import ColumnSpec, Layer, LogicalType, Maker, TableSpec
from pipeline.registry.sql_text import GENERATED, SOURCE_NAME, source
from pipeline.registry.store import section_text_macros, section_view_sql, stored_section_sql
from pipeline.registry.views import VIEWS

RUN_SOURCE_NAME = "run"

DUCKDB_TYPES: Mapping[LogicalType, str] = {
    LogicalType.TEXT: "VARCHAR",
    LogicalType.INTEGER: "INTEGER",
    LogicalType.DOUBLE: "DOUBLE",
    LogicalType.BOOLEAN: "BOOLEAN",
    LogicalType.DATE: "DATE",
    LogicalType.TIMESTAMP: "TIMESTAMP",
    LogicalType.MONEY: "DECIMAL(18,2)",
    LogicalType.BOX: "STRUCT(x0 DOUBLE, y0 DOUBLE, x1 DOUBLE, y1 DOUBLE)",
    LogicalType.ALTERNATIVES: "STRUCT(measure VARCHAR, confidence DOUBLE)[]",
    LogicalType.EVIDENCE: (
        "STRUCT(source_file VARCHAR, page INTEGER, line_start INTEGER, line_end INTEGER, "
        '"text" VARCHAR, fact_key VARCHAR, "section" VARCHAR, table_no INTEGER, '
        "row_label VARCHAR, column_label VARCHAR)[]"
    ),
    LogicalType.KEYS: "VARCHAR[]",
    LogicalType.PIECES: "VARCHAR[]",
}

_FOLDERS = {
    Layer.DIMENSION: "models/dimensions",
    Layer.FACT: "models/facts",
    Layer.QUALITY: "models/quality",
    Layer.MART: "models/marts",
    Layer.REVIEW: "models/review",
    Layer.BRIDGE: "models/bridges",
    Layer.VIEW: "models/views",
    Layer.META: "models/meta",
    Layer.STORE: "models/store",
}
_SEMANTIC = "models/semantic"
_WRITTEN_BY_HAND = (Layer.MART, Layer.REVIEW, Layer.VIEW, Layer.STORE)
_STORED = frozenset(Maker) - {Maker.DBT, Maker.REGISTRY}
"""Steps that hand a table on as Parquet."""
GENERATED_FOLDERS = (
    *(folder for layer, folder in _FOLDERS.items() if layer not in _WRITTEN_BY_HAND),
    _SEMANTIC,
)
"""Folders of the dbt project in which nothing is written by hand, but the SQL of a table that
dbt makes."""


def project_files(tables: Iterable[TableSpec]) -> dict[str, str]:
    """Text of every generated file by its path below the dbt project."""
    tables = tuple(tables)
    stored = [table for table in tables if table.maker in _STORED]
    files = {"models/sources.yml": _yaml(_sources(stored))}
    for table in stored:
        files[f"{_FOLDERS[table.layer]}/{table.name}.sql"] = _published_sql(table)
    files |= _declared_sql(tables)
    files["macros/section_text.sql"] = section_text_macros()
    views = {view.name: view for view in VIEWS}
    files[f"{_SEMANTIC}/semantic_models.yml"] = _yaml(semantic_models(VIEWS))
    files[f"{_SEMANTIC}/metrics.yml"] = _yaml(metrics(views, METRICS))
    for table in tables:
        files[f"{_FOLDERS[table.layer]}/{table.name}.yml"] = _yaml(_published_model(table))
    return files


def _declared_sql(tables: Sequence[TableSpec]) -> dict[str, str]:
    """SQL of the tables that follow from the declarations."""
    rows = {
        "meta_key": key_rows(tables),
        "meta_relationship": relationship_rows(tables),
        "meta_measure": measure_rows(VIEWS, METRICS),
    }
    made = {table.name: table for table in tables if table.maker is Maker.REGISTRY}
    texts = {name: values_sql(made[name], rows[name], DUCKDB_TYPES) for name in rows}
    texts["bridge_finding_fact"] = bridge_sql(tables)
    (section,) = (table for table in tables if table.kept_in)
    texts["stored_section"] = stored_section_sql(_said(section), _printed_columns(section))
    return {f"{_FOLDERS[made[name].layer]}/{name}.sql": text for name, text in texts.items()}


def write_project_files(tables: Iterable[TableSpec], folder: Path) -> None:
    """Write the generated files below ``folder`` and remove those no longer declared."""
    files = project_files(tables)
    for path in stale_files(files, folder):
        path.unlink()
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def stale_files(files: Mapping[str, str], folder: Path) -> list[Path]:
    """Files in generated folders that no table gives any more.

    SQL that people write stands beside the YAML that its table gives.
    """
    return [
        path
        for generated in GENERATED_FOLDERS
        for path in sorted((folder / generated).glob("*"))
        if path.relative_to(folder).as_posix() not in files
        and path.relative_to(folder).with_suffix(".yml").as_posix() not in files
    ]


def data_dictionary(tables: Iterable[TableSpec]) -> str:
    """All tables and columns as a Markdown page."""
    return "\n".join(_dictionary_lines(tables))


def _dictionary_lines(tables: Iterable[TableSpec]) -> Iterator[str]:
    yield f"<!-- {GENERATED} -->"
    yield "# Data dictionary"
    yield ""
    for table in tables:
        yield f"## {table.name}"
        yield f"{table.description} **Grain:** {table.grain} **Key:** {', '.join(table.key)}."
        yield ""
        yield "| column | type | unit | description |"
        yield "|---|---|---|---|"
        for column in table.columns:
            type_name = DUCKDB_TYPES[column.type]
            yield f"| {column.name} | {type_name} | {column.unit or ''} | {column.description} |"
        yield ""


def _yaml(content: object) -> str:
    text = yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=95)
    return f"# {GENERATED}\n{text}"


def _sources(tables: Iterable[TableSpec]) -> dict[str, object]:
    tables = tuple(tables)
    folder = "{{ env_var('NAMNDLAGER_PARQUET') | replace(\"'\", \"''\") }}"
    file = "{{ env_var('NAMNDLAGER_LOAD_RUN', '') | replace(\"'\", \"''\") }}"
    return {
        "version": 2,
        "sources": [
            {
                "name": SOURCE_NAME,
                "description": "Parquet tables of the run (folder NAMNDLAGER_PARQUET).",
                "config": {"external_location": f"read_parquet('{folder}/{{name}}.parquet')"},
                "tables": [_source(t) for t in tables if t.maker is not Maker.RUN],
            },
            {
                "name": RUN_SOURCE_NAME,
                "description": "History of runs (file NAMNDLAGER_LOAD_RUN), kept apart from "
                "the facts, which are byte-identical for identical input.",
                "config": {"external_location": f"read_parquet('{file}')"},
                "tables": [_source(t) for t in tables if t.maker is Maker.RUN],
            },
        ],
    }


def _source(table: TableSpec) -> dict[str, object]:
    return {
        "name": table.name,
        "description": _description(table),
        "columns": [
            {
                "name": column.name,
                "data_type": DUCKDB_TYPES[column.type],
                "description": column.description,
            }
            for column in table.stored_columns
        ],
    }


def _published_sql(table: TableSpec) -> str:
    if table.kept_in:
        return section_view_sql()
    if any(column.is_joined for column in table.columns):
        return _fact_sql(table)
    columns = _column_list(table)
    if table.maker is not Maker.RUN:
        return f"-- {GENERATED}\nselect\n{columns}\nfrom {source(table.name)}\n"
    nulls = ",\n".join(
        f"    cast(null as {DUCKDB_TYPES[column.type]}) as {column.name}"
        for column in table.columns
    )
    log = source(table.name, of=RUN_SOURCE_NAME)
    return (
        f"-- {GENERATED}\n"
        "{% if env_var('NAMNDLAGER_LOAD_RUN', '') %}\n"
        f"select\n{columns}\nfrom {log}\n"
        "{% else %}\n"
        f"-- A database built apart from a run has no history.\nselect\n{nulls}\nwhere false\n"
        "{% endif %}\n"
    )


_JOINED = {
    "amount_to_add_sek": "case when counted.fact_key is not null then printed.amount_sek end",
    "has_finding": "said.fact_key is not null",
    "finding_keys": "coalesce(said.finding_keys, []::varchar[])",
    **{digest: digest_of(key) for key, digest in DIGESTS.items()},
}
"""What dbt makes of the columns that it joins to a fact."""


def _printed_columns(table: TableSpec) -> dict[str, str]:
    """SQL of a fact's columns, of its Parquet as ``printed`` and what is joined to it."""
    return {
        column.name: _JOINED[column.name] if column.is_joined else f"printed.{column.name}"
        for column in table.columns
    }


def _said(table: TableSpec) -> str:
    return (
        "said as (\n"
        "    select fact_key, list(finding_key order by finding_key) as finding_keys\n"
        "    from {{ ref('bridge_finding_fact') }}\n"
        f"    where fact_table = '{table.name}'\n"
        "    group by fact_key\n"
        ")"
    )


def _fact_sql(table: TableSpec) -> str:
    """The rows of a fact with what findings say of them, and whether sums count them."""
    columns = ",\n".join(
        f"    {sql} as {name}" if name in _JOINED else f"    {sql}"
        for name, sql in _printed_columns(table).items()
    )
    adds = "amount_to_add_sek" in table.column_names
    counted = f",\n\ncounted as (\n{{{{ counted_amount('{table.name}') }}}}\n)" * adds
    return (
        f"-- {GENERATED}\n"
        "with " + _said(table) + counted + "\n\n"
        f"select\n{columns}\n"
        f"from {source(table.name)} as printed\n"
        "left join said using (fact_key)\n" + ("left join counted using (fact_key)\n" * adds)
    )


def _column_list(table: TableSpec) -> str:
    return ",\n".join(f"    {column.name}" for column in table.columns)


def _published_model(table: TableSpec) -> dict[str, object]:
    model: dict[str, object] = {
        "name": table.name,
        "description": _description(table),
        "config": {"contract": {"enforced": True}, "meta": _meta(table)},
    }
    if len(table.key) > 1:
        arguments = {"columns": list(table.key)}
        model["data_tests"] = [{"unique_together": {"arguments": arguments}}]
    if table.day_column:
        model["time_spine"] = {"standard_granularity_column": table.day_column}
    model["columns"] = [_column(table, column) for column in table.columns]
    return {"version": 2, "models": [model]}


def _meta(table: TableSpec) -> dict[str, object]:
    """What tools that read dbt's manifest may show beside the description."""
    questions = {"question_en": table.question_en, "question_sv": table.question_sv}
    asked = {name: question for name, question in questions.items() if question}
    return {"grain": table.grain, "key": list(table.key), **asked}


def _column(table: TableSpec, column: ColumnSpec) -> dict[str, object]:
    entry: dict[str, object] = {
        "name": column.name,
        "data_type": DUCKDB_TYPES[column.type],
        "description": _column_description(column),
    }
    if column.name == table.day_column:
        entry["granularity"] = "day"
    if column.made_of:
        entry["config"] = {"meta": {"made_of": column.made_of}}
    elif not column.nullable and not table.is_view:
        entry["constraints"] = [{"type": "not_null"}]
    if tests := list(_column_tests(table, column)):
        entry["data_tests"] = tests
    return entry


def _column_tests(table: TableSpec, column: ColumnSpec) -> Iterator[object]:
    if table.key == (column.name,):
        yield "unique"
    if column.name in table.key:
        yield "not_null"
    if column.allowed:
        yield {"accepted_values": {"arguments": {"values": list(column.allowed)}}}
    # A view shows keys of tables that are tested.
    if column.references and table.layer is not Layer.VIEW:
        target = {"to": f"ref('{column.references}')", "field": column.refers_to or column.name}
        yield {"relationships": {"arguments": target}}


def _description(table: TableSpec) -> str:
    return f"{table.description} Grain: {table.grain}"


def _column_description(column: ColumnSpec) -> str:
    return f"{column.description} Unit: {column.unit}." if column.unit else column.description
