-- Generated from pipeline/registry by `python -m pipeline.registry`; edit there.
with place as (
    select
        finding.finding_key,
        finding.report_key,
        involved.evidence.fact_key,
        involved.evidence.text
    from {{ source('parquet', 'data_finding') }} as finding,
        unnest(finding.evidence) as involved (evidence)
),

touched as (
    select place.finding_key, 'fact_indicator_row' as fact_table, fact.fact_key as fact_key
    from {{ source('parquet', 'fact_indicator_row') }} as fact
    inner join place on fact.fact_key = place.fact_key
    union
    select place.finding_key, 'fact_indicator_value' as fact_table, fact.fact_key as fact_key
    from {{ source('parquet', 'fact_indicator_value') }} as fact
    inner join place on fact.fact_key = place.fact_key
    union
    select place.finding_key, 'fact_goal_assessment' as fact_table, fact.fact_key as fact_key
    from {{ source('parquet', 'fact_goal_assessment') }} as fact
    inner join place on fact.fact_key = place.fact_key
    union
    select place.finding_key, 'fact_activity' as fact_table, fact.fact_key as fact_key
    from {{ source('parquet', 'fact_activity') }} as fact
    inner join place on fact.fact_key = place.fact_key
    union
    select place.finding_key, 'fact_indicator_analysis' as fact_table, fact.fact_key as fact_key
    from {{ source('parquet', 'fact_indicator_analysis') }} as fact
    inner join place on fact.fact_key = place.fact_key
    union
    select place.finding_key, 'fact_decision' as fact_table, fact.fact_key as fact_key
    from {{ source('parquet', 'fact_decision') }} as fact
    inner join place on fact.fact_key = place.fact_key
    union
    select place.finding_key, 'fact_table_cell' as fact_table, fact.fact_key as fact_key
    from {{ source('parquet', 'fact_table_cell') }} as fact
    inner join place on fact.fact_key = place.fact_key
    union
    select place.finding_key, 'fact_budget_line' as fact_table, fact.fact_key as fact_key
    from {{ source('parquet', 'fact_budget_line') }} as fact
    inner join place on fact.table_cell_key = place.fact_key
    union
    select place.finding_key, 'fact_result_unit' as fact_table, fact.fact_key as fact_key
    from {{ source('parquet', 'fact_result_unit') }} as fact
    inner join place on fact.table_cell_key = place.fact_key
    union
    select place.finding_key, 'fact_investment' as fact_table, fact.fact_key as fact_key
    from {{ source('parquet', 'fact_investment') }} as fact
    inner join place on fact.table_cell_key = place.fact_key
    union
    select place.finding_key, 'fact_balance_sheet' as fact_table, fact.fact_key as fact_key
    from {{ source('parquet', 'fact_balance_sheet') }} as fact
    inner join place on fact.table_cell_key = place.fact_key
    union
    select place.finding_key, 'fact_pandemic_amount' as fact_table, fact.fact_key as fact_key
    from {{ source('parquet', 'fact_pandemic_amount') }} as fact
    inner join place on fact.table_cell_key = place.fact_key
    union
    select place.finding_key, 'fact_key_figure' as fact_table, fact.fact_key as fact_key
    from {{ source('parquet', 'fact_key_figure') }} as fact
    inner join place on fact.table_cell_key = place.fact_key
    union
    select place.finding_key, 'fact_narrative_amount' as fact_table, fact.fact_key as fact_key
    from {{ source('parquet', 'fact_narrative_amount') }} as fact
    inner join place on fact.report_key = place.report_key and trim(fact.sentence) = place.text
    union
    select place.finding_key, 'document_section' as fact_table, fact.fact_key as fact_key
    from {{ source('parquet', 'document_section') }} as fact
    inner join place on fact.fact_key = place.fact_key
    union
    select place.finding_key, 'fact_indicator_row' as fact_table, fact.indicator_row_key as fact_key
    from {{ source('parquet', 'fact_indicator_value') }} as fact
    inner join place on fact.fact_key = place.fact_key
    union
    select place.finding_key, 'fact_indicator_value' as fact_table, fact.fact_key as fact_key
    from {{ source('parquet', 'fact_indicator_value') }} as fact
    inner join place on fact.indicator_row_key = place.fact_key
)

select finding_key, fact_table, fact_key
from touched
order by finding_key, fact_table, fact_key
