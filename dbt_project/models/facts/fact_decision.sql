-- Generated from pipeline/registry by `python -m pipeline.registry`; edit there.
select
    fact_key,
    report_key,
    decision_no,
    decision_text,
    amount_sek,
    printed_unit,
    purpose,
    what,
    application_type,
    service_area_key,
    source_file,
    source_page,
    source_line_start,
    source_line_end,
    source_bbox,
    source_text,
    confidence,
    is_out_of_bounds
from {{ source('parquet', 'fact_decision') }}
