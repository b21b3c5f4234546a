-- Generated from pipeline/registry by `python -m pipeline.registry`; edit there.
select
    run_id,
    started_at,
    finished_at,
    documents_seen,
    documents_new,
    documents_failed,
    facts_written,
    published
from {{ ref('stg_load_run') }}
