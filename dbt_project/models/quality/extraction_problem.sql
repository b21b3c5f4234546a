-- Generated from pipeline/registry by `python -m pipeline.registry`; edit there.
select
    fact_key,
    report_key,
    code,
    message,
    about_fact_key,
    source_file,
    source_page,
    source_line_start,
    source_line_end,
    source_bbox,
    source_text,
    confidence
from {{ source('parquet', 'extraction_problem') }}
