-- Generated from pipeline/registry by `python -m pipeline.registry`; edit there.
select
    goal_key,
    level,
    code,
    title,
    parent_goal_key,
    committee_key,
    first_year,
    last_year
from {{ source('parquet', 'dim_goal') }}
