-- Generated from pipeline/registry by `python -m pipeline.registry`; edit there.
select
    fact_key,
    report_key,
    section_no,
    section_path,
    level,
    parent_section_no,
    heading,
    body,
    source_file,
    source_page,
    source_line_start,
    source_line_end,
    source_bbox,
    source_text,
    confidence,
    is_out_of_bounds
from {{ source('parquet', 'document_section') }}
