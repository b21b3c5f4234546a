-- Generated from pipeline/registry by `python -m pipeline.registry`; edit there.
select
    indicator_key,
    indicator_name,
    unit,
    owner,
    direction,
    direction_source,
    is_additive,
    is_curated,
    printings,
    first_year,
    last_year
from {{ source('parquet', 'dim_indicator') }}
