-- Generated from pipeline/registry by `python -m pipeline.registry`; edit there.
select
    source_file,
    document_sha256,
    reason_code,
    reason,
    first_seen_at
from {{ source('parquet', 'rejected_document') }}
