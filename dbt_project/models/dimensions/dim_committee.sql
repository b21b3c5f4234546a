-- Generated from pipeline/registry by `python -m pipeline.registry`; edit there.
select
    committee_key,
    committee_name,
    kind,
    current_committee_key,
    current_committee_name,
    merged_on
from {{ source('parquet', 'dim_committee') }}
