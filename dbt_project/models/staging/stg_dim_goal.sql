-- Generated from pipeline/registry by `python -m pipeline.registry`; edit there.
select
    goal_key,
    level,
    code,
    title,
    parent_goal_key,
    committee_key
from {{ source('parquet', 'dim_goal') }}
