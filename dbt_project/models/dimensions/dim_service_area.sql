-- Generated from pipeline/registry by `python -m pipeline.registry`; edit there.
select
    service_area_key,
    service_area_name,
    parent_service_area_key,
    is_curated
from {{ source('parquet', 'dim_service_area') }}
