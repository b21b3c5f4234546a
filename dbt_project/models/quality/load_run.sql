-- Generated from pipeline/registry by `python -m pipeline.registry`; edit there.
{% if env_var('NAMNDLAGER_LOAD_RUN', '') %}
select
    run_id,
    started_at,
    finished_at,
    documents_seen,
    documents_new,
    documents_failed,
    facts_written,
    published
from {{ source('run', 'load_run') }}
{% else %}
-- A database built apart from a run has no history.
select
    cast(null as VARCHAR) as run_id,
    cast(null as TIMESTAMP) as started_at,
    cast(null as TIMESTAMP) as finished_at,
    cast(null as INTEGER) as documents_seen,
    cast(null as INTEGER) as documents_new,
    cast(null as INTEGER) as documents_failed,
    cast(null as INTEGER) as facts_written,
    cast(null as BOOLEAN) as published
where false
{% endif %}
