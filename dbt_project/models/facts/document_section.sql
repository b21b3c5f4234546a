-- Generated from pipeline/registry by `python -m pipeline.registry`; edit there.
{{ config(materialized='view') }}

select
    fact_key,
    report_key,
    section_no,
    {{ section_path() }} as section_path,
    level,
    parent_section_no,
    heading,
    {{ section_body() }} as body,
    source_file,
    source_page,
    source_line_start,
    source_line_end,
    source_bbox,
    {{ section_source_text() }} as source_text,
    confidence,
    is_out_of_bounds,
    has_finding,
    finding_keys
from {{ ref('stored_section').identifier }}
