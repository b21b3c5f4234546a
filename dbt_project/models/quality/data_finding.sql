-- Generated from pipeline/registry by `python -m pipeline.registry`; edit there.
select
    finding_key,
    report_key,
    rule,
    severity,
    stated,
    expected,
    difference,
    unit,
    explanation_sv,
    explanation_en,
    caused_by_finding_key,
    likely_culprit,
    evidence
from {{ source('parquet', 'data_finding') }}
