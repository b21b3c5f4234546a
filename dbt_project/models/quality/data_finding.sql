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
    evidence
from {{ ref('stg_data_finding') }}
