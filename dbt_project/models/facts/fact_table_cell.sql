-- Generated from pipeline/registry by `python -m pipeline.registry`; edit there.
select
    fact_key,
    report_key,
    table_no,
    table_kind,
    table_title,
    table_unit,
    table_notes,
    row_no,
    row_label,
    row_group,
    column_no,
    column_label,
    raw_text,
    value,
    source_file,
    source_page,
    source_line_start,
    source_line_end,
    source_bbox,
    source_text,
    confidence
from {{ source('parquet', 'fact_table_cell') }}
