-- Generated from pipeline/registry by `python -m pipeline.registry`; edit there.
select
    fact_key,
    report_key,
    table_cell_key,
    table_no,
    item,
    side,
    is_total,
    measure,
    fiscal_year,
    amount_sek,
    printed_unit,
    source_file,
    source_page,
    source_line_start,
    source_line_end,
    source_bbox,
    source_text,
    confidence,
    is_out_of_bounds
from {{ source('parquet', 'fact_balance_sheet') }}
