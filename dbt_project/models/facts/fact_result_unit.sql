-- Generated from pipeline/registry by `python -m pipeline.registry`; edit there.
with said as (
    select fact_key, list(finding_key order by finding_key) as finding_keys
    from {{ ref('bridge_finding_fact') }}
    where fact_table = 'fact_result_unit'
    group by fact_key
),

counted as (
{{ counted_amount('fact_result_unit') }}
)

select
    printed.fact_key,
    printed.report_key,
    printed.table_cell_key,
    printed.table_no,
    printed.result_unit_key,
    printed.unit_name,
    printed.is_total,
    printed.measure,
    printed.fiscal_year,
    printed.amount_sek,
    case when counted.fact_key is not null then printed.amount_sek end as amount_to_add_sek,
    printed.printed_unit,
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
from {{ source('parquet', 'fact_result_unit') }} as printed
left join said using (fact_key)
left join counted using (fact_key)
