-- Generated from pipeline/registry by `python -m pipeline.registry`; edit there.
select
    indicator_key,
    indicator_name,
    unit,
    owner,
    direction
from {{ source('parquet', 'dim_indicator') }}
