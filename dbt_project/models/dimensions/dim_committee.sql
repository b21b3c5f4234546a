-- Generated from pipeline/registry by `python -m pipeline.registry`; edit there.
select
    committee_key,
    committee_name,
    kind
from {{ ref('stg_dim_committee') }}
