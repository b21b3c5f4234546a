-- Generated from pipeline/registry by `python -m pipeline.registry`; edit there.
select
    fact_key,
    report_key,
    goal_key,
    assessment,
    goal_code_printed,
    goal_title_printed,
    parent_goal_key,
    section_no,
    goal_line_start,
    source_file,
    source_page,
    source_line_start,
    source_line_end,
    source_bbox,
    source_text,
    confidence,
    is_out_of_bounds
from {{ source('parquet', 'fact_goal_assessment') }}
