{#- Keys of the rows of a fact of money that count once when amounts are added up.

    Of a committee, year and measure one report counts: one that prints parts before one that
    prints their sum alone, the year's own before others, the last of the year before earlier
    ones. In it the first table that prints a part counts. What is applied for in one report is
    not applied for again in the next: there every report counts.

    Facts are made of their Parquet alone, and so is this. For each fact: which rows come into
    question, which of them are a whole, and what tells a part. -#}
{% macro counted_amount(fact) -%}
{% set kinds = {
    'fact_budget_line': {
        'rows': "is_canonical and (adds_to_total or service_area_key = 'namnden-totalt')",
        'is_whole': 'not adds_to_total',
        'part': 'service_area_key',
    },
    'fact_investment': {'part': item_name('item')},
    'fact_result_unit': {'part': 'result_unit_key'},
    'fact_balance_sheet': {'measure': "measure || ' of ' || side", 'part': 'item'},
    'fact_pandemic_amount': {
        'part': "concat_ws(' / ', item_group, item, if(is_area_total, null, area_label))",
        'finest': 'not is_area_total or not bool_or(not is_area_total) over (
        partition by report_key, table_no, measure, item_group, item
    )',
    },
} -%}
{% set kind = kinds[fact] -%}
with candidate as (
    select
        line.fact_key,
        line.report_key,
        line.fiscal_year,
        line.table_no,
        {{ kind.get('measure', 'line.measure') }} as summed,
        {{ kind.get('is_whole', 'line.is_total') }} as is_whole,
        {{ kind['part'] }} as part,
        report.committee_key,
        report.report_year,
        array_position(['VP', 'T1', 'T2', 'VB'], report.report_type) as place_in_year,
        case when starts_with(line.measure, 'requested_') then line.report_key end as asks_in
    from {{ source('parquet', fact) }} as line
    inner join {{ source('parquet', 'dim_report') }} as report using (report_key)
    where report.is_current
    and not {{ is_left_out('line') }}
    and {{ kind.get('rows', 'true') }}
    {% if 'finest' in kind %}qualify {{ kind['finest'] }}{% endif %}
),

chosen as (
    select committee_key, fiscal_year, summed, report_key, is_whole
    from candidate
    qualify row_number() over (
        partition by committee_key, fiscal_year, summed, asks_in
        order by
            is_whole, abs(report_year - fiscal_year), report_year desc, place_in_year desc,
            table_no, fact_key
    ) = 1
)

select fact_key
from candidate
inner join chosen using (committee_key, fiscal_year, summed, report_key, is_whole)
qualify table_no = min(table_no) over (partition by report_key, fiscal_year, summed, part)
{%- endmacro %}
