-- Generated from pipeline/registry by `python -m pipeline.registry`; edit there.
with said as (
    select fact_key, list(finding_key order by finding_key) as finding_keys
    from {{ ref('bridge_finding_fact') }}
    where fact_table = 'fact_key_figure'
    group by fact_key
)

select
    printed.fact_key,
    printed.report_key,
    printed.table_cell_key,
    printed.table_no,
    printed.table_kind,
    printed.table_title,
    printed.figure_group,
    printed.figure_label,
    printed.figure_name,
    printed.is_total,
    printed.adds_to_total,
    printed.subject,
    printed.period_label,
    printed.period_year,
    printed.period_part,
    printed.period_month,
    printed.statistic,
    printed.breakdown,
    printed.value,
    printed.unit,
    printed.period_start,
    printed.period_end,
    printed.service_area_key,
    printed.note,
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
    substr(printed.table_cell_key, length(printed.report_key) + 2) as table_cell_digest
from {{ source('parquet', 'fact_key_figure') }} as printed
left join said using (fact_key)
