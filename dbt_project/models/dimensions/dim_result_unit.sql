-- Generated from pipeline/registry by `python -m pipeline.registry`; edit there.
select
    result_unit_key,
    committee_key,
    unit_name,
    service_area_key,
    is_total,
    first_year,
    last_year
from {{ source('parquet', 'dim_result_unit') }}
