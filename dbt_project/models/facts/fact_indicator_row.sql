-- Generated from pipeline/registry by `python -m pipeline.registry`; edit there.
select
    fact_key,
    report_key,
    goal_key,
    indicator_key,
    indicator_name_printed,
    period,
    unit,
    printed_cells,
    numeric_cells,
    has_analysis,
    source_file,
    source_page,
    source_line_start,
    source_line_end,
    source_bbox,
    source_text,
    confidence,
    is_out_of_bounds
from {{ source('parquet', 'fact_indicator_row') }}
