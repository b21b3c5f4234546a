-- Generated from pipeline/registry by `python -m pipeline.registry`; edit there.
select
    report_key,
    committee_key,
    report_type,
    report_year,
    period_end,
    report_date,
    diary_number,
    case_officer,
    title,
    source_file,
    source_format,
    document_sha256,
    page_count,
    reading_score,
    extractor_version,
    head_confidence,
    is_current,
    carried_from
from {{ source('parquet', 'dim_report') }}
