-- Generated from pipeline/registry by `python -m pipeline.registry`; edit there.
with said as (
    select fact_key, list(finding_key order by finding_key) as finding_keys
    from {{ ref('bridge_finding_fact') }}
    where fact_table = 'fact_indicator_analysis'
    group by fact_key
)

select
    printed.fact_key,
    printed.report_key,
    printed.indicator_row_key,
    printed.goal_key,
    printed.indicator_key,
    printed.analysis_text,
    printed.source_file,
    printed.source_page,
    printed.source_line_start,
    printed.source_line_end,
    printed.source_bbox,
    printed.source_text,
    printed.confidence,
    printed.is_out_of_bounds,
    said.fact_key is not null as has_finding,
    coalesce(said.finding_keys, []::varchar[]) as finding_keys,
    substr(printed.indicator_row_key, length(printed.report_key) + 2) as indicator_row_digest
from {{ source('parquet', 'fact_indicator_analysis') }} as printed
left join said using (fact_key)
