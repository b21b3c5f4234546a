-- Generated from pipeline/registry by `python -m pipeline.registry`; edit there.
select
    committee_key,
    committee_name,
    kind
from {{ source('parquet', 'dim_committee') }}
